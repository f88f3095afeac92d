"""How far the steps of a flow are from each other, and what is asked on the way."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from dialogkit.flow import Flow

__all__ = ["asked_after", "at_handoff", "distances"]


def distances(flow: Flow, goals: Iterable[str]) -> dict[str, int]:
    """Step to the fewest transitions to one of ``goals``; steps that cannot reach one are left out.

    Only what the customer or the bot does next counts, not rules heard anywhere, and no way leads
    through a handoff.
    """
    into: dict[str, list[str]] = {}
    for step in flow.steps.values():
        for key, target in step.targets().items():
            if not key.startswith(("hear.", "silent")):
                into.setdefault(target, []).append(step.name)
    found = dict.fromkeys(goals, 0)
    queue = deque(found)
    while queue:
        for before in into.get(name := queue.popleft(), ()):
            if before not in found and not flow.steps[before].handoff:
                found[before] = found[name] + 1
                queue.append(before)
    return found


def at_handoff(flow: Flow) -> dict[str, int]:
    """Steps that hand off, at once or after nothing but a look at branches, to how far they are."""
    found = {step.name: 0 for step in flow.steps.values() if step.handoff}
    gates = [s for s in flow.steps.values() if s.branches and not s.waits]
    for far in range(1, len(gates) + 1):
        for step in gates:
            onward = (*(branch.goto for branch in step.branches), step.then)
            if step.name not in found and any(found.get(to or "") == far - 1 for to in onward):
                found[step.name] = far
    return found


def asked_after(flow: Flow, word: str, *, settled: bool = False) -> set[str]:
    """Slots that may be asked for once ``word`` was heard, up to an end or a handoff.

    Args:
        flow: A flow whose structure has no error.
        word: A word of ``intents``.
        settled: Up to where the word is settled only.
    """
    starts = {c.goto for step in flow.steps.values() for c in step.choose if c.word == word}
    starts |= {rule.goto or rule.visit or "" for rule in flow.anywhere.hear if rule.word == word}
    own = {w for w in flow.intents if w != word}
    seen, queue, asked = set(starts), deque(starts), set[str]()
    while queue:
        step = flow.steps[queue.popleft()]
        asked |= set(step.ask)
        if settled and step.fulfils == word:
            continue
        for key, target in step.targets().items():
            other = (
                key.startswith(("hear.", "silent"))
                or key.partition(".")[2].partition(" (")[0] in own
            )
            if not other and target not in seen:
                seen.add(target)
                queue.append(target)
    return asked
