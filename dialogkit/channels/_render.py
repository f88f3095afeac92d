"""Fits a text and its choices into what a channel carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from dialogkit.channels._channel import Channel, Fact

__all__ = ["Form", "Rendered", "measure", "render"]

Form = Literal["text", "buttons", "list", "numbered", "refused"]

_BREAKS = tuple(map(re.compile, (r"\n\s*\n", r"\n", r"(?<=[.!?…])\s+", r"\s+")))
"""Where to cut, the best place first: paragraphs, lines, sentences, words."""
_JOINERS = "\u200d\ufe0e\ufe0f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What the customer will see."""

    form: Form
    """How the choices are shown; ``refused``: the channel cannot carry it."""
    messages: tuple[str, ...] = ()
    """The messages in order; the choices belong to the last one."""
    labels: tuple[str, ...] = ()
    """What stands on buttons or rows; empty where the choices are numbered lines of the text."""
    why: tuple[str, ...] = ()
    """Each way in which it differs from one message with buttons, with the limit behind it."""
    unconfirmed: bool = False
    """Whether one of these limits is not confirmed."""


def measure(text: str, counts: Literal["characters", "utf16", "bytes"]) -> int:
    """Length of ``text`` in the unit of a channel."""
    if counts == "bytes":
        return len(text.encode("utf-8", "surrogatepass"))
    if counts == "utf16":
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return len(text)


def render(
    channel: Channel, text: str, labels: tuple[str, ...], words: tuple[str, ...]
) -> Rendered:
    """See `Channel.fit`."""
    refusal = _refusal(channel, text, labels)
    if refusal is not None:
        return Rendered(form="refused", why=(refusal,))
    if not labels:
        return _laid_out(channel, "text", text, (), channel.text, _Limits())
    limits = _Limits()
    if _buttons_fit(channel, labels, words, limits):
        return _laid_out(channel, "buttons", text, labels, channel.button_body, limits)
    if _rows_fit(channel, labels, limits):
        return _laid_out(channel, "list", text, labels, channel.row_body, limits)
    lines = "\n".join(f"{number}. {label}" for number, label in enumerate(labels, 1))
    return _laid_out(channel, "numbered", f"{text}\n{lines}".strip(), (), channel.text, limits)


def _refusal(channel: Channel, text: str, labels: tuple[str, ...]) -> str | None:
    if channel.discontinued is not None and channel.discontinued.value:
        return f"{channel.title} no longer carries bots"
    if not text.strip() and not labels:
        return "there is nothing to show"
    if not text.strip():
        return "choices need a text above them"
    if any(not label.strip() for label in labels):
        return "a choice has no label"
    if len({label.strip().casefold() for label in labels}) < len(labels):
        return "two choices have the same label, so that customers cannot tell them apart"
    return None


class _Limits:
    """Holds what is shown against limits, and notes each one that is passed."""

    def __init__(self) -> None:
        self.passed: list[str] = []
        self.unconfirmed = False

    def holds(self, fact: Fact[int] | None, size: int, what: str) -> bool:
        """Whether ``size`` is within the limit; a limit that is not there always holds."""
        if fact is None or size <= fact.value:
            return True
        self.passed.append(f"{what}: {size}, at most {fact.value}")
        self.unconfirmed |= fact.unconfirmed
        return False


def _buttons_fit(
    channel: Channel, labels: tuple[str, ...], words: tuple[str, ...], limits: _Limits
) -> bool:
    if channel.buttons is None:
        limits.passed.append(f"{channel.title} has no buttons")
        return False
    longest = max(map(channel.length, labels))
    data = max(measure(word, "bytes") for word in words)
    # all three are looked at, so that all reasons are told
    fits = [
        limits.holds(channel.buttons, len(labels), "buttons"),
        limits.holds(channel.button_title, longest, f"label of a button ({channel.counts})"),
        limits.holds(channel.button_data, data, "what a button sends back (bytes)"),
    ]
    return all(fits)


def _rows_fit(channel: Channel, labels: tuple[str, ...], limits: _Limits) -> bool:
    if channel.rows is None:
        return False
    longest = max(map(channel.length, labels))
    fits = [
        limits.holds(channel.rows, len(labels), "rows of a list"),
        limits.holds(channel.row_title, longest, f"label of a row ({channel.counts})"),
    ]
    return all(fits)


def _laid_out(
    channel: Channel,
    form: Form,
    text: str,
    labels: tuple[str, ...],
    last: Fact[int] | None,
    limits: _Limits,
) -> Rendered:
    """The text in as many messages as it needs, the last one short enough for the choices."""
    text = text.strip()
    length = channel.length(text)
    most = channel.text.value if channel.text is not None else length
    end = min(last.value, most) if last is not None else most
    limits.holds(last if end < most else channel.text, length, f"text ({channel.counts})")
    return Rendered(
        form=form,
        messages=tuple(_split(channel, text, most, end)),
        labels=labels,
        why=tuple(limits.passed),
        unconfirmed=limits.unconfirmed,
    )


def _split(channel: Channel, text: str, most: int, end: int) -> Iterator[str]:
    """Parts of at most ``most``, the last one of at most ``end``."""
    while channel.length(text) > end:
        # near the end the cut leaves half a message, so that choices do not hang below one word
        room = min(most, channel.length(text) - end // 2)
        cut = _cut(text, _room(channel, text, room))
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    if text:
        yield text


def _room(channel: Channel, text: str, limit: int) -> int:
    """How many characters from the start of ``text`` are within ``limit``."""
    low, high = 1, min(len(text), limit)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if channel.length(text[:middle]) <= limit else (low, middle - 1)
    return low


def _cut(text: str, room: int) -> int:
    """Where to cut so that at most ``room`` characters come before it."""
    for pattern in _BREAKS:
        places = [found.start() for found in pattern.finditer(text, 0, room + 1)]
        good = [place for place in places if room // 2 <= place <= room and text[:place].strip()]
        if good:
            return good[-1]
    cut = room
    while cut > 1 and (text[cut] in _JOINERS or text[cut - 1] == "\u200d"):
        cut -= 1
    return cut
