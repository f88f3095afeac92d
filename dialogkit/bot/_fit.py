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
    """The reply as the session's channel shows it: the choices belong to the last message."""
    messages: list[str] = []
    changed: list[str] = []
    shifted: dict[int, int] = {}
    channels = spoken.channels or [session.channel] * len(spoken.messages)
    for number, text in enumerate(spoken.messages[:-1]):
        shifted[number] = len(messages)
        shown = load_channel(channels[number]).fit(text)
        messages += shown.messages or (text,)
        changed += shown.why
    shifted[max(len(spoken.messages) - 1, 0)] = len(messages)
    last = _last(session, spoken)
    if last is not None:
        messages += last.messages or spoken.messages[-1:]
        changed += last.why
    numbered = last is not None and last.form == "numbered"
    return Reply(
        messages=tuple(messages),
        buttons=() if numbered else spoken.buttons,
        form=last.form if last is not None else "text",
        changed=tuple(dict.fromkeys(changed)),
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


def _last(session: Session, spoken: Spoken) -> Rendered | None:
    if not spoken.messages and not spoken.buttons:
        return None
    text = spoken.messages[-1] if spoken.messages else ""
    labels = [button.label for button in spoken.buttons]
    words = [button.word for button in spoken.buttons]
    return load_channel(session.channel).fit(text, labels, words=words)
