"""The last rung of a fallback ladder, which must be a step."""

from __future__ import annotations

from dialogkit.flow._convert._draft import Draft

__all__ = ["last_rung"]


def last_rung(draft: Draft, desk: str, *, handed: bool) -> str:
    """The step a ladder ends at: a human where the bot knows any, else an end.

    Args:
        draft: The flow being put together.
        desk: Name of the team.
        handed: Whether the bot hands over anywhere.
    """
    if handed:
        step = draft.handoff(desk)
        why = "the bot would repeat itself for ever; its ladder ends with a human"
    else:
        step = draft.end("not understood", end="not_understood", say=draft.phrase("bye"))
        why = "the bot would repeat itself for ever; its ladder ends the conversation"
    draft.added("ladder", step, why)
    return step
