"""Messages from the browser, each taken once and in the order it was sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["Inbox"]


class Inbox:
    """Puts messages into their order.

    Every open view of the panel numbers what it sends from 1 on. A number seen before is dropped,
    one that comes too early waits for those before it.
    """

    def __init__(self) -> None:
        self.seen: dict[str, int] = {}
        """View to the last number taken."""
        self._early: dict[str, dict[int, Mapping[str, Any]]] = {}

    def take(self, content: object) -> list[Mapping[str, Any]]:
        """The messages that are due now that ``content`` has come; anything else is dropped."""
        if not isinstance(content, Mapping):
            return []
        view, number = content.get("view"), content.get("seq")
        if not isinstance(view, str) or not isinstance(number, int) or number < 1:
            return []
        waiting = self._early.setdefault(view, {})
        if number > self.seen.get(view, 0):
            waiting.setdefault(number, content)
        due = []
        while (following := self.seen.get(view, 0) + 1) in waiting:
            due.append(waiting.pop(following))
            self.seen[view] = following
        return due
