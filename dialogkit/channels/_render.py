"""Fits a text and its choices into what a channel carries."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dialogkit.channels._length import measure
from dialogkit.channels._split import split

if TYPE_CHECKING:
    from dialogkit.channels._channel import Channel, Fact
    from dialogkit.channels._sms import Parts

__all__ = ["Form", "Rendered", "render"]

Form = Literal["text", "buttons", "list", "numbered", "spoken", "refused"]

_LINK = re.compile(
    r"(?:https?://|www\.)\S|(?<![@\w.-])(?:[\w-]+\.)+[a-z]{2,}/\S"
    r"|(?<![@\w.-])[\w-]{2,}\.(?:com|org|net|eu|info|io|app|shop|example|de|at|ch|fr|nl|uk)\b(?!\.\w)",
    re.IGNORECASE,
)
"""An address with a scheme, with a path, or that ends in a common top-level domain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What the customer will see."""

    form: Form
    """How the choices are shown; ``refused``: the channel cannot carry it."""
    messages: tuple[str, ...] = ()
    """The messages in order; the choices belong to the last one."""
    labels: tuple[str, ...] = ()
    """What stands on buttons or rows, or is read out after the text; empty where the choices are
    numbered lines of the text."""
    template: bool = False
    """Whether the buttons are those of a template or card: they stay, where quick replies vanish
    with the next message."""
    why: tuple[str, ...] = ()
    """Each way in which it differs from one message with buttons, with the limit behind it."""
    unconfirmed: bool = False
    """Whether one of these limits is not confirmed."""
    parts: tuple[int, ...] = ()
    """In how many SMS each message goes; empty on every other channel."""


def render(
    channel: Channel, text: str, labels: tuple[str, ...], words: tuple[str, ...]
) -> Rendered:
    """See `Channel.fit`."""
    limits = _Limits()
    refusal = _refusal(channel, text, labels, limits)
    if refusal is not None:
        return Rendered(form="refused", why=(refusal,), unconfirmed=limits.unconfirmed)
    text = text.strip()
    if not labels:
        return _laid_out(channel, "text", text, (), None, limits)
    if channel.spoken_choices is not None:
        return _laid_out(channel, "spoken", text, labels, None, limits)
    if _template_fits(channel, text, labels, words):
        return Rendered(form="buttons", messages=(text,), labels=labels, template=True)
    if _buttons_fit(channel, labels, words, limits):
        return _laid_out(channel, "buttons", text, labels, channel.button_body, limits)
    if _rows_fit(channel, labels, words, limits):
        return _laid_out(channel, "list", text, labels, channel.row_body, limits)
    lines = "\n".join(f"{number}. {label}" for number, label in enumerate(labels, 1))
    return _laid_out(channel, "numbered", f"{text}\n{lines}", (), None, limits)


class _Limits:
    """Holds what is shown against limits, and notes each one that is passed."""

    def __init__(self) -> None:
        self.passed: list[str] = []
        self.unconfirmed = False

    def note(self, what: str, fact: Fact[int] | Fact[bool]) -> None:
        """A reason that rests on ``fact``."""
        self.passed.append(what)
        self.unconfirmed |= fact.unconfirmed

    def holds(self, fact: Fact[int] | None, size: int, what: str) -> bool:
        """Whether ``size`` is within the limit; a limit that is not there always holds."""
        if fact is None or size <= fact.value:
            return True
        self.note(f"{what}: {size}, at most {fact.value}", fact)
        return False


def _refusal(channel: Channel, text: str, labels: tuple[str, ...], limits: _Limits) -> str | None:
    if channel.discontinued is not None and channel.discontinued.value:
        limits.note("", channel.discontinued)
        return f"{channel.title} no longer carries bots"
    if not text.strip():
        return "choices need a text above them" if labels else "there is nothing to show"
    if any(not label.strip() for label in labels):
        return "a choice has no label"
    if len({label.strip().casefold() for label in labels}) < len(labels):
        return "two choices have the same label, so that customers cannot tell them apart"
    linked = any(_LINK.search(each) for each in (text, *labels))
    if linked and channel.links is not None and not channel.links.value:
        limits.note("", channel.links)
        return f"{channel.title} carries no links"
    if not limits.holds(channel.spoken_choices, len(labels), "choices read out"):
        return limits.passed[-1]
    return None


# ----- choices -----------------------------------------------------------------------------------


def _template_fits(
    channel: Channel, text: str, labels: tuple[str, ...], words: tuple[str, ...]
) -> bool:
    """Whether all of it fits into a template; that it does not is no reason, buttons follow."""
    if channel.template_buttons is None:
        return False
    limits = _Limits()
    unit = channel.label_counts or channel.counts
    fits = [
        limits.holds(channel.template_buttons, len(labels), "buttons"),
        limits.holds(channel.template_body, measure(text, unit), "text"),
        limits.holds(channel.template_title, max(map(channel.label_length, labels)), "label"),
        limits.holds(channel.button_data, _data(words), "data"),
    ]
    return all(fits)


def _data(words: tuple[str, ...]) -> int:
    """Bytes of the longest word that is sent back."""
    return max(measure(word, "bytes") for word in words)


def _buttons_fit(
    channel: Channel, labels: tuple[str, ...], words: tuple[str, ...], limits: _Limits
) -> bool:
    if channel.buttons is None:
        limits.passed.append(f"{channel.title} has no buttons")
        return False
    longest = max(map(channel.label_length, labels))
    unit = channel.label_counts or channel.counts
    # all are looked at, so that all reasons are told
    fits = [
        limits.holds(channel.buttons, len(labels), "buttons"),
        limits.holds(channel.button_title, longest, f"label of a button ({unit})"),
        limits.holds(channel.button_data, _data(words), "what a button sends back (bytes)"),
    ]
    fewest = channel.min_choices
    if fewest is not None and len(labels) < fewest.value:
        limits.note(f"buttons: {len(labels)}, at least {fewest.value}", fewest)
        return False
    return all(fits)


def _rows_fit(
    channel: Channel, labels: tuple[str, ...], words: tuple[str, ...], limits: _Limits
) -> bool:
    if channel.rows is None:
        return False
    longest = max(map(channel.label_length, labels))
    unit = channel.label_counts or channel.counts
    fits = [
        limits.holds(channel.rows, len(labels), "rows of a list"),
        limits.holds(channel.row_title, longest, f"label of a row ({unit})"),
        limits.holds(channel.row_data, _data(words), "what a row sends back (bytes)"),
    ]
    return all(fits)


# ----- texts -------------------------------------------------------------------------------------


def _laid_out(
    channel: Channel,
    form: Form,
    text: str,
    labels: tuple[str, ...],
    last: Fact[int] | None,
    limits: _Limits,
) -> Rendered:
    """The text in as many messages as it needs, the last one short enough for the choices."""
    size, longest = _ruler(channel)
    whole = size(text)
    most = longest.value if longest is not None else max(whole, 1)
    end = min(last.value, most) if last is not None else most
    unit = "SMS" if channel.counts == "gsm7" else channel.counts
    limits.holds(last if end < most else longest, whole, f"text ({unit})")
    messages = tuple(split(size, text, most, end))
    counted = [channel.count_parts(message) for message in messages]
    limits.passed += [_why_parts(parts) for parts in counted if parts and parts.number > 1]
    return Rendered(
        form=form,
        messages=messages,
        labels=labels,
        why=tuple(limits.passed),
        unconfirmed=limits.unconfirmed,
        parts=tuple(parts.number for parts in counted if parts),
    )


def _ruler(channel: Channel) -> tuple[Callable[[str], int], Fact[int] | None]:
    """How the length of a message is measured, and its limit in that unit."""
    if channel.counts != "gsm7":
        return channel.length, channel.text
    return lambda text: parts.number if (parts := channel.count_parts(text)) else 0, channel.parts


def _why_parts(parts: Parts) -> str:
    """What one pays for, and the characters that make it dear."""
    units = "septets" if parts.encoding == "GSM-7" else "UCS-2 units"
    what = f"{parts.number} SMS: {parts.length} {units}, {parts.each} in each"
    if not parts.because:
        return what
    shown = " ".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in parts.because[:5])
    more = f" and {len(parts.because) - 5} more" if len(parts.because) > 5 else ""
    return f"{what}, because of {shown}{more}"
