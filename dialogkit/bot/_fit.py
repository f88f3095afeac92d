"""Fitting: what a channel makes of what the bot says."""

from __future__ import annotations

from collections.abc import Sequence

from dialogkit.bot._speak import Spoken
from dialogkit.bot._values import Reply, Session, Why
from dialogkit.channels import Rendered, load_channel

__all__ = ["Called", "fit"]

Called = tuple[str, str, bool]
"""An action, its outcome, and whether that was assumed."""


def fit(
    session: Session, spoken: Spoken, why: Why | None = None, called: Sequence[Called] = ()
) -> Reply:
    """The reply as the session's channel shows it: the choices belong to the last message."""
    messages: list[str] = []
    changed: list[str] = []
    for text in spoken.messages[:-1]:
        shown = load_channel(session.channel).fit(text)
        messages += shown.messages or (text,)
        changed += shown.why
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
        actions=tuple(called),
    )


def _last(session: Session, spoken: Spoken) -> Rendered | None:
    if not spoken.messages and not spoken.buttons:
        return None
    text = spoken.messages[-1] if spoken.messages else ""
    labels = [button.label for button in spoken.buttons]
    words = [button.word for button in spoken.buttons]
    return load_channel(session.channel).fit(text, labels, words=words)
