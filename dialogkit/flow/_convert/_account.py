"""Double-entry book: whatever was found in an export is carried over or listed."""

from __future__ import annotations

from collections import Counter

from dialogkit.flow._convert._imported import Counts, LeftOut

__all__ = ["Account"]


class Account:
    """Counts what was found, what is carried over and what is left out, by kind and name."""

    def __init__(self) -> None:
        self._found: Counter[tuple[str, str]] = Counter()
        self._carried: Counter[tuple[str, str]] = Counter()
        self._listed: Counter[tuple[str, str]] = Counter()
        self.listed: list[LeftOut] = []
        self.places: dict[tuple[str, str], str] = {}

    def found(self, kind: str, name: str, place: str) -> None:
        """One more of it is in the export."""
        self._found[kind, name] += 1
        self.places.setdefault((kind, name), place)

    def carried(self, kind: str, name: str) -> None:
        """One more of it is said by the flow."""
        self._carried[kind, name] += 1

    def left_out(self, kind: str, name: str, place: str, why: str) -> None:
        """One more of it is listed."""
        self._listed[kind, name] += 1
        self.listed.append(LeftOut(kind=kind, name=name, place=place, why=why))

    def open(self) -> list[tuple[str, str, str]]:
        """Kind, name and place of what is found and neither carried nor listed yet."""
        due = self._found - self._carried - self._listed
        return [(kind, name, self.places[kind, name]) for kind, name in due.elements()]

    def counts(self) -> dict[str, Counts]:
        """Per kind, in the order of discovery.

        Raises:
            AssertionError: The book does not balance: a fault of the importer.
        """
        keys = dict.fromkeys([*self._found, *self._carried, *self._listed])
        wrong = [key for key in keys if self._found[key] != self._carried[key] + self._listed[key]]
        if wrong:
            named = ", ".join(
                f"{kind} {name!r}: {self._found[kind, name]} found,"
                f" {self._carried[kind, name]} carried, {self._listed[kind, name]} listed"
                for kind, name in wrong[:5]
            )
            raise AssertionError(f"the account does not balance: {named}")
        return {kind: self._count(kind) for kind in dict.fromkeys(kind for kind, _ in keys)}

    def _count(self, kind: str) -> Counts:
        found, carried, listed = (
            sum(number for (each, _), number in book.items() if each == kind)
            for book in (self._found, self._carried, self._listed)
        )
        return Counts(found=found, carried=carried, listed=listed)
