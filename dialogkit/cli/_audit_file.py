"""The audit as a file: checked at the door, so that no page trips over it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from dialogkit import _files
from dialogkit.errors import InputError

__all__ = ["read_audit"]


class _File(BaseModel):
    model_config = ConfigDict(strict=True, allow_inf_nan=False, defer_build=True)


class _Counts(_File):
    messages: int
    conversations: int
    participants: int
    messages_masked: int
    found: dict[str, int]
    masked: dict[str, int]


class _Output(_File):
    output: str
    files: int
    opaque: int
    found: dict[str, int]


class _Place(_File):
    output: str
    file: str
    line: int
    type: str
    encoded: str = ""


class _Sweep(_File):
    known: dict[str, int]
    skipped: dict[str, int]
    found: dict[str, int]
    total: int
    outputs: list[_Output]
    places: list[_Place]


class _Level(_File):
    times: str
    groups: int
    k: int
    below_k: float
    l: int  # noqa: E741 - the measure is called so
    below_l: float


class _Groups(_File):
    cases: int
    sensitive: Literal["intent", "outcome"]
    levels: list[_Level]


class _Hits(_File):
    value: float
    low: float
    high: float
    chance: float


class _Attack(_File):
    knows: Literal["all", "text", "words", "time", "one_time", "length"]
    words: int | None
    times: str
    n: int
    top1: _Hits
    top5: _Hits


class _Linkage(_File):
    conversations: int
    pool: int
    published: str
    attacks: list[_Attack]


class _Group(_File):
    texts: int
    speakers: int
    canaries: int
    in_files: int
    guessed: int
    exposure: float
    recovered: bool
    traces: bool
    hidden: bool


class _Canaries(_File):
    trained_on: int
    decoys: int
    groups: list[_Group]


class _Sheet(_File):
    size: int
    masked: int
    messages: int
    read: int
    left: int
    share: float | None
    at_most: float | None


class _Audit(_File):
    """What ``dialogkit audit`` writes; see `dialogkit.corpus.PrivacyAudit`."""

    format: Literal["dialogkit.audit/1"]
    sentences: dict[Literal["de", "en"], list[str]]
    failed: list[str]
    counts: _Counts
    sweep: _Sweep
    k_anonymity: _Groups
    linkage: _Linkage
    canaries: _Canaries | None
    sheet: _Sheet


def read_audit(path: Path) -> dict[str, Any]:
    """The audit that ``dialogkit audit -o`` wrote.

    Raises:
        InputError: The file is another, or a value in it cannot be what it is.
    """
    value = _files.read_json(path)
    try:
        _Audit.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"][:6]) or "the whole"
        what = f"is no audit: {where}: {first['msg']}; write it with dialogkit audit -o"
        raise InputError(what, file=str(path)) from None
    return dict(value)
