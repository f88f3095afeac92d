"""What changed between two flows, as customers would notice it: behaviour, not lines."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from dialogkit.flow._checks._view import View
from dialogkit.flow._diff_group import Difference, grouped
from dialogkit.flow._diff_paths import Path, compare_paths
from dialogkit.flow._diff_search import Side, search
from dialogkit.flow._diff_settings import (
    Setting,
    TextChange,
    compare_findings,
    compare_settings,
    compare_texts,
    same_texts,
)
from dialogkit.flow._finding import Finding
from dialogkit.flow._flow import Flow
from dialogkit.flow._machine import Machine

if TYPE_CHECKING:
    from dialogkit.conversation import IntentModel

__all__ = ["FlowDiff", "Reach", "diff"]

_SHOWN = 5
"""Paths, texts and findings that the text lists of each kind; JSON has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """A step, end or handoff that became reachable, or no longer is."""

    kind: Literal["step", "end", "handoff"]
    """What it is."""
    name: str
    """Its name."""
    gained: bool
    """Whether the new flow reaches it and the old one does not, or the other way round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowDiff:
    """How a flow differs from another. Steps that only changed their names do not differ.

    Found by driving both with the same events; every difference and path really exists. The
    search meets each step with each counter, value and answer once, not in all combinations.
    """

    differences: tuple[Difference, ...] = ()
    """What is done differently, each cause once, the shortest way there first."""
    reach: tuple[Reach, ...] = ()
    """Steps, ends and handoffs that became reachable or no longer are."""
    paths_gained: tuple[Path, ...] = ()
    """Ways from the start to an end or a handoff that only the new flow has, shortest first."""
    paths_lost: tuple[Path, ...] = ()
    """Those that only the old flow has."""
    path_length: int = 0
    """Paths of fewer events than this were compared."""
    settings: tuple[Setting, ...] = ()
    """Declarations that differ: hours, routes, shares, levels, channels."""
    renamed: tuple[tuple[str, str], ...] = ()
    """Old and new name of steps that do the same."""
    texts: tuple[TextChange, ...] = ()
    """Texts that differ."""
    findings_new: tuple[Finding, ...] = ()
    """What `Flow.check` finds in the new flow only."""
    findings_gone: tuple[Finding, ...] = ()
    """What it finds in the old flow only."""

    @property
    def same_behaviour(self) -> bool:
        """Whether the flows do the same; texts, names and findings do not count."""
        return not (
            self.differences or self.reach or self.paths_gained or self.paths_lost or self.settings
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs but names of steps and places in files."""
        return self.same_behaviour and not (self.texts or self.findings_new or self.findings_gone)

    def to_json(self) -> dict[str, Any]:
        """As JSON values: each field, and ``same_behaviour``."""
        listed = {each.name: getattr(self, each.name) for each in dataclasses.fields(self)}
        return {"same_behaviour": self.same_behaviour, **{k: _plain(v) for k, v in listed.items()}}

    def __str__(self) -> str:
        return "\n".join(_lines(self))


def diff(old: Flow, new: Flow, *, model: IntentModel | None = None) -> FlowDiff:
    """What changes for customers when ``new`` takes the place of ``old``.

    Args:
        old: The flow as it was.
        new: The flow as it is to be.
        model: A classifier, for the findings that need one.

    >>> from dialogkit.flow import diff, parse_flow
    >>> flow = "{bot: b, start: a, steps: {a: {say: hi, then: b}, b: {end: done}}}"
    >>> print(diff(parse_flow(flow), parse_flow(flow.replace("end: done", "end: bye"))))
    does differently:
      at the start
        before: says hi; ends: done
        now:    says hi; ends: bye
    no longer reachable: end done
    now reachable: end bye
    paths lost: 1
      ends: done
    paths gained: 1
      ends: bye
    """
    same = same_texts(old, new)
    sides = Side(old, Machine(old), {}), Side(new, Machine(new), same)
    found, matched = search(*sides)
    renamed = _renamed(old, new, matched)
    gained, lost, length = compare_paths(*sides)
    come, gone = compare_findings(old.check(model), new.check(model), renamed)
    return FlowDiff(
        differences=grouped(found),
        reach=tuple(_reach(old, new, renamed)),
        paths_gained=tuple(gained),
        paths_lost=tuple(lost),
        path_length=length,
        settings=compare_settings(old, new, renamed),
        renamed=tuple(renamed.items()),
        texts=compare_texts(old, new, same),
        findings_new=come,
        findings_gone=gone,
    )


# ----- steps that changed their names ------------------------------------------------------------


def _renamed(old: Flow, new: Flow, matched: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Old names that are gone to new names that came, for steps that do the same."""
    found: dict[str, str] = {}
    gone = [name for name in old.steps if name not in new.steps]
    come = [name for name in new.steps if name not in old.steps]
    for before, after in matched:
        if before in gone and after in come and after not in found.values():
            found.setdefault(before, after)
    # steps that say nothing and wait for nobody leave no trace: where they lead tells them
    for _ in gone:
        more = _led_alike(old, new, found)
        if not more:
            break
        found |= more
    return found


def _led_alike(old: Flow, new: Flow, found: Mapping[str, str]) -> dict[str, str]:
    """One more pair of steps with the same targets, some of which are already known."""
    for before, one in old.steps.items():
        if before in new.steps or before in found:
            continue
        wanted = {key: found.get(to, to) for key, to in one.targets().items()}
        for after, other in new.steps.items():
            if after in old.steps or after in found.values():
                continue
            if wanted and wanted == other.targets():
                return {before: after}
    return {}


# ----- what can be reached -----------------------------------------------------------------------


def _reach(old: Flow, new: Flow, renamed: Mapping[str, str]) -> Iterator[Reach]:
    before, after = (_reached(flow) for flow in (old, new))
    before = {(kind, renamed.get(n, n) if kind == "step" else n): None for kind, n in before}
    for kind, name in before:
        if (kind, name) not in after:
            yield Reach(kind=kind, name=name, gained=False)
    for kind, name in after:
        if (kind, name) not in before:
            yield Reach(kind=kind, name=name, gained=True)


_Thing = tuple[Literal["step", "end", "handoff"], str]


def _reached(flow: Flow) -> dict[_Thing, None]:
    """What a customer can come to, in the order of the file."""
    found: dict[_Thing, None] = {}
    reachable = View(flow).reachable
    for step in flow.steps.values():
        if step.name in reachable:
            found["step", step.name] = None
            if step.end is not None:
                found["end", step.end] = None
            if step.handoff is not None:
                found["handoff", step.handoff] = None
    return found


# ----- as text and JSON --------------------------------------------------------------------------


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _lines(found: FlowDiff) -> Iterator[str]:
    if found.is_empty:
        yield "no difference" + (" but the names of steps" if found.renamed else "")
    elif found.same_behaviour:
        yield "behaves the same"
    yield from _told_differences(found)
    for gained, head in ((False, "no longer reachable"), (True, "now reachable")):
        listed = [f"{each.kind} {each.name}" for each in found.reach if each.gained is gained]
        if listed:
            yield f"{head}: {', '.join(listed)}"
    yield from _listed("paths lost", [" → ".join(path) for path in found.paths_lost])
    yield from _listed("paths gained", [" → ".join(path) for path in found.paths_gained])
    changed = (f"{s.name}: {s.old or 'nothing'} → {s.new or 'nothing'}" for s in found.settings)
    yield from _listed("settings changed", list(changed), most=len(found.settings))
    yield from _listed("steps renamed", [f"{a} → {b}" for a, b in found.renamed])
    texts = [f"{each.locale}: {each.key} ({_change(each)})" for each in found.texts]
    yield from _listed("texts changed", texts)
    yield from _listed("findings gone", [_finding(each) for each in found.findings_gone])
    yield from _listed("findings new", [_finding(each) for each in found.findings_new])


def _told_differences(found: FlowDiff) -> Iterator[str]:
    if found.differences:
        yield "does differently:"
    for each in found.differences:
        more = f", likewise at {each.steps - 1} more" if each.steps > 1 else ""
        at = f" (step {each.step}{more})" if each.step else ""
        yield f"  {'after ' + ' → '.join(each.after) if each.after else 'at the start'}{at}"
        yield f"    before: {'; '.join(each.old) or 'nothing'}"
        yield f"    now:    {'; '.join(each.new) or 'nothing'}"


def _listed(head: str, lines: list[str], *, most: int = _SHOWN) -> Iterator[str]:
    if lines:
        yield f"{head}: {len(lines)}"
        yield from (f"  {line}" for line in lines[:most])
        if len(lines) > most:
            yield f"  … and {len(lines) - most} more"


def _change(text: TextChange) -> str:
    return "changed" if text.old and text.new else "new" if text.new else "gone"


def _finding(finding: Finding) -> str:
    return f"{finding.severity} {finding.code}: {finding.what}"
