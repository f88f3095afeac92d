"""Who speaks in the rows of a table: roles as columns write them, told from names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from dialogkit.conversation import Speaker
from dialogkit.corpus._columns import BOOLEANS, SPEAKERS_WRITTEN, plain_column, role_name
from dialogkit.corpus._raw import BrokenError, whole

__all__ = ["Spoken"]

_YES = frozenset(("true", "1", "yes", "y", "t", "ja", "1.0", "wahr", "si", "oui"))
_NO = frozenset(("false", "0", "no", "n", "f", "nein", "0.0", "falsch", "non"))
_MODELS = frozenset(("gpt", "chatgpt", "assistant", "model", "ai", "llm", "bot", "chatbot"))
_MOST_SYSTEM = 0.25
"""Share of rows above which "system" is not somebody's notices but who answers."""

Row = Mapping[str, Any]


class Spoken:
    """Reads the columns of roles and senders, once all their values are known."""

    def __init__(self, columns: Mapping[str, str], rows: Sequence[tuple[int, Row]]) -> None:
        self._speaker, self._person = columns.get("speaker"), columns.get("person")
        self._yes_no = BOOLEANS.get(plain_column(self._speaker or ""))
        self._has_kinds = "kind" in columns
        self.notes: list[str] = []
        """What was inferred, in words for the user."""
        self._is_name = self._speaker is not None and not self._yes_no
        if self._is_name:
            self._is_name = not self._roles(rows, self._speaker)[0]
        self._person_is_role = False
        if self._speaker is None and self._person is not None:
            roles, others = self._roles(rows, self._person)
            self._person_is_role = bool(roles) and not others
        column = self._person if self._person_is_role else self._speaker
        self._meant = {} if column is None or self._is_name else self._meanings(rows, column)

    def _roles(self, rows: Sequence[tuple[int, Row]], column: str | None) -> tuple[set[str], bool]:
        """The roles among the values of a column, and whether there are other values."""
        values = {row.get(column or "") for _, row in rows if _is_plain(row.get(column or ""))}
        written = {role_name(str(value)) for value in values if value not in (None, "")}
        roles = {one for one in written if one in SPEAKERS_WRITTEN}
        return roles, len(roles) < len(written)

    def _meanings(self, rows: Sequence[tuple[int, Row]], column: str) -> dict[str, Speaker]:
        """Words that mean one thing beside some words and another beside others."""
        roles, _ = self._roles(rows, column)
        spoken = {SPEAKERS_WRITTEN[role] for role in roles}
        if "human" in roles and "customer" not in spoken and roles & _MODELS:
            return {"human": "customer"}
        if spoken == {"customer", "system"} and not self._has_kinds:
            counts = Counter(role_name(str(row.get(column))) for _, row in rows)
            if counts["system"] > _MOST_SYSTEM * len(rows):
                self.notes.append("inferred: nobody but the system answers, so it is the bot")
                return {"system": "bot"}
        return {}

    def of(self, row: Row, person: str | None) -> tuple[str | None, Speaker | None]:
        """The sender's name and role.

        Raises:
            BrokenError: The column of roles holds something else.
        """
        if self._person_is_role:
            return None, self._role(person) if person else None
        written = row.get(self._speaker) if self._speaker else None
        if written is None or written == "" or not _is_plain(written) or written != written:
            return person, None
        if self._is_name:
            return person or whole(str(written)), None
        if self._yes_no:
            return person, self._yes_or_no(str(written))
        speaker = self._role(str(written))
        if speaker is None:
            raise BrokenError("has a speaker other than customer, agent, bot or system")
        return person, speaker

    def _role(self, written: str) -> Speaker | None:
        role = role_name(written)
        return self._meant.get(role) or SPEAKERS_WRITTEN.get(role)

    def _yes_or_no(self, written: str) -> Speaker | None:
        answer = written.strip().lower()
        if answer not in _YES and answer not in _NO:
            # the name of the column promises yes or no, but it may hold roles
            return self._role(written)
        return (self._yes_no or ("agent", "customer"))[answer in _NO]


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float)
