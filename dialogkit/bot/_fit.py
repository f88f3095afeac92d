"""Fitting: what a channel makes of what the bot says."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dialogkit.bot._speak import Spoken
from dialogkit.bot._values import Reply, Session, Why
from dialogkit.bot._weigh import Weighing
from dialogkit.channels import Rendered, load_channel

__all__ = ["Called", "Done", "fit"]

Called = tuple[str, str, bool]
"""An action, its outcome, and whether that was assumed."""


@dataclass(slots=True)  # not frozen: filled while a turn goes on
class Done:
    """What was done on the way of a turn."""

    called: list[Called] = field(default_factory=list)
    """Actions, in order."""
    weighed: list[Weighing] = field(default_factory=list)
    """Guards, in order."""


def fit(
    session: Session, spoken: Spoken, why: Why | None = None, done: Done | None = None
) -> Reply:
    """The reply as its channels show it: the choices belong to the last message."""
    shown = _Shown()
    *earlier, last = _parts(spoken) or [(None, "", spoken.channel)]
    for number, text, channel in earlier:
        shown.add(number, text, channel, load_channel(channel).fit(text))
    number, text, channel = last
    buttons = spoken.buttons
    rendered = None
    if number is not None or buttons:
        labels, words = [each.label for each in buttons], [each.word for each in buttons]
        rendered = load_channel(channel).fit(text, labels, words=words)
        shown.add(number, text, channel, rendered)
    numbered = rendered is not None and rendered.form == "numbered"
    shifted = shown.shifted
    messages = shown.messages
    return Reply(
        messages=tuple(messages),
        channels=tuple(shown.channels),
        buttons=() if numbered else buttons,
        form=rendered.form if rendered is not None else "text",
        changed=tuple(dict.fromkeys(shown.changed)),
        step=session.state.step,
        control=session.state.control,
        handoff=spoken.handoff,
        fulfilled=tuple(spoken.fulfilled),
        ended=spoken.ended,
        why=why,
        actions=tuple(done.called) if done is not None else (),
        guards=tuple(done.weighed) if done is not None else (),
        pictures=tuple(
            replace(each, after=shifted.get(each.after, len(messages))) for each in spoken.pictures
        ),
        moved=spoken.moved,
        opted=tuple(spoken.opted),
    )


_Part = tuple[int | None, str, str]
"""Which message it is, its text, and its channel."""


def _parts(spoken: Spoken) -> list[_Part]:
    """What is said, each with its channel.

    Choices go with the last message. Where it was said before a move they cannot, so there the
    message is said again on the channel that has the choices.
    """
    told = zip(spoken.messages, spoken.channels, strict=True)
    parts: list[_Part] = [(number, text, channel) for number, (text, channel) in enumerate(told)]
    if spoken.buttons and parts and parts[-1][2] != spoken.channel:
        parts.append((None, parts[-1][1], spoken.channel))
    return parts


@dataclass(slots=True)  # not frozen: filled message by message in `fit`
class _Shown:
    """Messages as the channels show them."""

    messages: list[str] = field(default_factory=list)
    channels: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    shifted: dict[int, int] = field(default_factory=dict)
    """Where each message said begins among those shown."""

    def add(self, number: int | None, text: str, channel: str, rendered: Rendered) -> None:
        """One message said; one that the channel refuses is left as it is."""
        if number is not None:
            self.shifted[number] = len(self.messages)
        shown = rendered.messages or ((text,) if text else ())
        self.messages += shown
        self.channels += [channel] * len(shown)
        self.changed += rendered.why
