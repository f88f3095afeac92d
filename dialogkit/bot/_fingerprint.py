"""A short hash of what a flow does, so that a session is never continued in another flow."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dialogkit.flow import Flow

__all__ = ["flow_fingerprint", "full_fingerprint"]

_NO_BEHAVIOUR = frozenset(("file", "lost_place", "place", "places", "texts", "used"))
"""Where something stands, and how it is worded, does not change what a session means. The steps
of other files that are used are among the flow's own."""


def flow_fingerprint(flow: Flow) -> str:
    """16 hexadecimal digits: the same for flows that behave the same step by step."""
    plain = json.dumps(_plain(flow), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def full_fingerprint(flow: Flow, *others: object) -> str:
    """16 hexadecimal digits of a flow with its texts, and of what else decides the answers.

    Args:
        flow: The flow.
        others: Plain values.
    """
    parts = [flow_fingerprint(flow), _plain(flow.texts), [_plain(other) for other in others]]
    plain = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in fields(value) if field.name not in _NO_BEHAVIOUR]
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return [[key, _plain(inner)] for key, inner in value.items()]
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    return value
