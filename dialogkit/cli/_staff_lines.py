"""What simulated weeks say of the staff, as lines to read: overload, calls, e-mails, threads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dialogkit._durations import readable
from dialogkit.simulate import Run

__all__ = ["staff_lines", "staff_of"]

_WORK = {"calls": "calls", "emails": "e-mails"}


def staff_of(run: Run) -> dict[str, Any]:
    """The part of a run that is about the staff; the keys are those of a forecast."""
    found: dict[str, Any] = {}
    if run.load is not None:
        found["load"] = {"rho": run.load.rho, "notes": {"en": [*run.notes("en")]}}
    if run.other_work:
        found["other_work"] = {name: work.to_json() for name, work in run.other_work.items()}
    return found | ({"care": dict(run.care)} if run.care else {})


def staff_lines(value: Mapping[str, Any]) -> Iterator[str]:
    """Lines for people, from what `staff_of` or a forecast holds."""
    counted = value.get("counted_with", {})
    most = counted.get("concurrency_at_most")
    if "taken_seconds" in counted.get("staffing", {}):
        yield (
            f"  agents have {counted['concurrency']:.2f} requests at once on average while at work "
            "on cases; these share the time in costs and hours of work"
        )
    if most is not None:
        yield (
            f"  costs and hours of work are ranges: from as if agents always held {most:g} chats "
            "at once to as if one after the other; how many they really hold is not measured"
        )
    for name, work in value.get("other_work", {}).items():
        yield f"  {_WORK[name]}: {_told(work)}"
    care = value.get("care", {})
    if care.get("threads"):
        same, other = care.get("same_agent", 0), care.get("other_agent", 0)
        yield f"  threads: {care['threads']}, later answers by the same agent {_share(same, other)}"
    if care.get("calls_back"):
        missed = care.get("not_picked_up", 0)
        yield f"  calls back: {care['calls_back']}, of which nobody picked up {missed}"
    for note in value.get("load", {}).get("notes", {}).get("en", ()):
        yield f"  ! {note}"


def _told(work: Mapping[str, Any]) -> str:
    if not work["came"]:
        return "none came"
    parts = [f"{work['came']} came", f"{work['answered']} answered"]
    if work["mean_wait_seconds"] is not None:
        parts.append(f"after {readable(work['mean_wait_seconds'])} (mean)")
    parts.append(f"{work['share_in_time']:.0%} within {readable(work['within_seconds'])}")
    return ", ".join(parts)


def _share(one: int, other: int) -> str:
    return f"{one / (one + other):.0%}" if one + other else "none"
