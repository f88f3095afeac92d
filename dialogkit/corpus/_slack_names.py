"""Who and what is behind the ids of a Slack export, from the files beside the messages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from dialogkit.corpus._raw import Source, whole

__all__ = ["Place", "Users", "is_companion", "name_in", "place_of", "users_of"]

_ID = re.compile(r'"id"\s*:\s*"([UWCGDF])[A-Z0-9]{2,20}"')
_SIGNS = {
    **dict.fromkeys("UW", re.compile(r'"(?:profile|team_id|real_name|is_bot|name)"\s*:')),
    **dict.fromkeys(
        "CGD",
        re.compile(
            r'"created"\s*:\s*"?\d{10}\b|"(?:members|purpose|topic)"\s*:\s*[\[{]'
            r'|"is_(?:archived|general)"\s*:'
        ),
    ),
    "F": re.compile(r'"(?:filetype|mimetype)"\s*:'),
}
"""What else an entry has, by the kind of its id: a user, a channel or direct chat, a file."""
_LOG = tuple(re.compile(f'"{key}"\\s*:') for key in ("user_id", "change_type", "date"))
_MESSAGE = re.compile(r'"(?:text|body|content|contents|message|messages)"\s*:', re.IGNORECASE)
_START = 4_000
"""Characters in which the first entry of such a file shows what it is."""

_DIRECT = re.compile(r"D[A-Z0-9]{7,20}|mpdm-.+")


@dataclass(frozen=True, slots=True)
class Users:
    """What ``users.json`` tells."""

    names: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Id → name."""
    bots: frozenset[str] = frozenset()
    """Ids of those that are bots."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The channel or direct chat that a file of messages belongs to."""

    key: str = field(repr=False)
    """Tells it from all others; may hold names."""
    direct: bool
    """Whether it is a chat of two or more persons and not a channel."""


def is_companion(source: Source) -> bool:
    """Whether a file of an export holds users, channels and the like, and no messages."""
    start = source.head[:_START].lstrip("\ufeff \t\r\n")
    if len(source.data) < 10 and source.data.strip() == b"[]":  # no direct chats, say
        return bool(users_of(source).names)
    if not start.startswith("[") or _MESSAGE.search(start):
        return False
    found = _ID.search(start)
    told = found is not None and bool(_SIGNS[found[1]].search(start))
    return told or all(sign.search(start) for sign in _LOG)


def users_of(source: Source) -> Users:
    """The users of the export that a file of messages belongs to; none where it stands alone."""
    for name in ("../users.json", "users.json", "../org_users.json", "org_users.json"):
        data = source.beside(name)
        if data is not None:
            return _users(data)
    return Users()


@lru_cache(maxsize=2)
def _users(data: bytes) -> Users:
    rows = [row for row in _rows(data) if isinstance(row.get("id"), str)]
    found = {row["id"]: name_in(row) for row in rows}
    bots = frozenset(row["id"] for row in rows if row.get("is_bot") is True)
    return Users({key: name for key, name in found.items() if name}, bots | {"USLACKBOT"})


def name_in(user: Mapping[str, Any]) -> str:
    """A user's name: the full one, which helps most to find it in texts; else what there is."""
    profile = user.get("profile")
    inner = profile if isinstance(profile, dict) else {}
    for one in (inner, user):
        for key in ("real_name", "display_name", "name"):
            value = one.get(key)
            if isinstance(value, str) and value.strip():
                return whole(value).strip()
    return ""


def _rows(data: bytes) -> Iterator[dict[str, Any]]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return
    rows = value.get("users") if isinstance(value, dict) else value
    if isinstance(rows, list):
        yield from (row for row in rows if isinstance(row, dict))


def place_of(source: Source) -> Place:
    """The channel of a file, by its folder's name, and by its id where the export lists it."""
    path = PurePosixPath(source.file.replace("\\", "/").replace("!", "/"))
    name = path.parent.name
    for listing in ("dms.json", "mpims.json", "channels.json", "groups.json"):
        data = source.beside(f"../{listing}")
        key = _listed(data).get(name) if data is not None else None
        if key is not None:
            return Place(key=key, direct=listing in ("dms.json", "mpims.json"))
    return Place(key="/".join(path.parent.parts[-2:]), direct=bool(_DIRECT.fullmatch(name)))


@lru_cache(maxsize=8)
def _listed(data: bytes) -> Mapping[str, str]:
    """The ids of channels, by their names and by themselves: direct chats have no name."""
    found: dict[str, str] = {}
    for row in _rows(data):
        key, name = row.get("id"), row.get("name")
        if isinstance(key, str):
            found[key] = key
            if isinstance(name, str):
                found[name] = key
    return found
