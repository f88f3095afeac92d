"""Steps in which a bot waits for whatever the customer writes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dialogkit.flow._convert._targets import goto, named

if TYPE_CHECKING:
    from dialogkit.flow._convert._draft import Draft

__all__ = ["listen", "listen_plainly"]


def listen(draft: Draft, step: str) -> None:
    """Makes a step wait for the customer: the one a bot comes back to between turns."""
    word, end = draft.phrase("done"), draft.end("done", say=draft.phrase("bye"))
    draft.steps[step]["choose"] = {word: end}
    draft.waiting = step
    draft.added("step", step, "waits for the customer, as the old bot does between turns")


def listen_plainly(draft: Draft) -> None:
    """A step that only offers to end the conversation waits without a button, by a rule.

    What is heard anywhere is heard there too; a step needs one rule of its own to wait.
    """
    done = draft.written.get("done", "")
    rules = list(_plain_rules(draft))
    ending = [way for way in rules if "end" in draft.steps.get(str(way[1]), {})]
    left: set[str] = set()
    for keys in draft.steps.values():
        if set(keys.get("choose", ())) != {done} or not (keys.get("hear") or rules):
            continue
        left.update(map(goto, keys.pop("choose").values()))
        if not keys.get("hear"):
            word, way = (ending or rules)[0]
            keys["hear"] = {word: way}
    if done and not any(done in keys.get("choose", ()) for keys in draft.steps.values()):
        draft.take_back("done")
    for name in left.difference(named(draft)):
        del draft.steps[name]
    if all(keys.get("say") != draft.written.get("bye") for keys in draft.steps.values()):
        draft.take_back("bye")


def _plain_rules(draft: Draft) -> Iterator[tuple[str, Any]]:
    """Word and way of the rules of anywhere that always hold."""
    for rule in draft.anywhere:
        if isinstance(rule.get("hear"), str) and "if" not in rule:
            yield rule["hear"], rule["goto"] if "goto" in rule else {"visit": rule["visit"]}
