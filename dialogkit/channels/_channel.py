"""A channel: its limits, each with where it is known from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, TypeVar

from dialogkit.channels import _render

__all__ = ["Channel", "Fact"]

_V = TypeVar("_V", int, bool)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Generic[_V]):
    """One value and how it is known."""

    value: _V
    """The value itself."""
    source: str
    """Who says so: the address of a page, or a description."""
    checked: date
    """When somebody last looked."""
    unconfirmed: bool = False
    """Whether nobody could confirm it; what rests on it is a warning, not an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What a messenger or other medium can carry. A limit that is ``None`` means: has no such."""

    name: str
    """As flows name it."""
    title: str
    """As people call it."""
    counts: Literal["characters", "utf16", "bytes"] = "characters"
    """What lengths are counted in: Unicode characters, UTF-16 units, or UTF-8 bytes."""
    text: Fact[int] | None = None
    """Longest text of one message."""
    buttons: Fact[int] | None = None
    """Most buttons below one message."""
    button_title: Fact[int] | None = None
    """Longest label of a button."""
    button_body: Fact[int] | None = None
    """Longest text above buttons, where it is shorter than ``text``."""
    button_data: Fact[int] | None = None
    """Most bytes of UTF-8 that a button can send back."""
    rows: Fact[int] | None = None
    """Most rows of a list."""
    row_title: Fact[int] | None = None
    """Longest label of a row."""
    row_body: Fact[int] | None = None
    """Longest text above a list, where it is shorter than ``text``."""
    window: Fact[int] | None = None
    """Seconds after the customer's last message in which free text may be sent."""
    discloses: Fact[bool] | None = None
    """Whether a bot is demanded to say that it is one."""
    discontinued: Fact[bool] | None = None
    """Whether bots can no longer use it."""

    @property
    def window_seconds(self) -> float | None:
        """Seconds that the bot may write after the customer's last message; ``None``: for ever."""
        return float(self.window.value) if self.window is not None else None

    @property
    def must_disclose(self) -> bool:
        """Whether a bot is demanded to say that it is one."""
        return self.discloses is not None and self.discloses.value

    def length(self, text: str) -> int:
        """The length of a text as this channel counts it.

        >>> from dialogkit.channels import load_channel
        >>> load_channel("telegram").length("größer 🙂")
        8
        """
        return _render.measure(text, self.counts)

    def fit(
        self, text: str, labels: Sequence[str] = (), *, words: Sequence[str] | None = None
    ) -> _render.Rendered:
        """What the customer will see of a text and its choices.

        Buttons are taken where they fit, else a list, else numbered lines; a long text becomes
        several messages, cut between paragraphs, sentences or words, and the choices stand
        below the last one. Nothing is ever cut off.

        Args:
            text: What the bot says.
            labels: Labels of the choices.
            words: What a button sends back when it is pressed; the labels, where not given.

        Returns:
            The messages and how the choices are shown, with every reason to degrade.
        """
        return _render.render(self, text, tuple(labels), tuple(labels if words is None else words))
