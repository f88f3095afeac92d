"""What goes wrong, kind by kind, each with conversations; none of them is shown twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dialogkit.report._directions import direction
from dialogkit.report._numbers import Numbers, rate_of
from dialogkit.report._texts import Texts

__all__ = ["failure_part"]

Failure = Mapping[str, Any]

_MOST_FAILURES = 10
_MOST_TRANSCRIPTS = 3
_MOST_TURNS = 30
_LONGEST_TEXT = 600
_TRANSCRIPT_BUDGET = 90_000


def failure_part(
    forecast: Mapping[str, Any], texts: Texts, numbers: Numbers
) -> list[dict[str, Any]] | None:
    """What goes wrong, the most frequent first, with conversations up to a total length."""
    if forecast.get("failures") is None:
        return None
    budget = _TRANSCRIPT_BUDGET
    parts = []
    kinds = sorted(forecast["failures"], key=lambda one: -one.get("count", 0))[:_MOST_FAILURES]
    for one, own in zip(kinds, _dealt(kinds), strict=True):
        transcripts = []
        for given in own:
            shown = _transcript(given, texts, numbers)
            budget -= sum(len(turn["text"]) + 150 for turn in shown["turns"])
            if budget > 0:
                transcripts.append(shown)
        parts.append(_kind(one, texts, numbers) | {"transcripts": transcripts})
    _refer(parts, kinds, texts)
    return parts


def _kind(one: Failure, texts: Texts, numbers: Numbers) -> dict[str, Any]:
    """Name, count, reason and remedy of a kind."""
    share = rate_of(one.get("share", 0.0))
    n = numbers.count(one.get("count", 0))
    return {
        "label": texts.own(one, "label", str(one.get("kind", ""))),
        "count": texts.plural(
            "failures.count", one.get("count", 0), n=n, share=numbers.share(share.value)
        ),
        "interval": numbers.interval(share),
        "why": texts.own(one, "why"),
        "help": texts.own(one, "help"),
    }


def _dealt(kinds: Sequence[Failure]) -> list[list[Failure]]:
    """The conversations that each kind shows: dealt in turns, the rarest kind first."""
    left = [list(one.get("transcripts", [])[:_MOST_TRANSCRIPTS]) for one in kinds]
    dealt: list[list[Failure]] = [[] for _ in kinds]
    taken: set[str] = set()
    for _ in range(_MOST_TRANSCRIPTS):
        for place in reversed(range(len(kinds))):
            while left[place]:
                one = left[place].pop(0)
                if (name := one.get("case_id")) is None or name not in taken:
                    taken |= {name} if name is not None else set()
                    dealt[place].append(one)
                    break
    return dealt


def _refer(parts: Sequence[dict[str, Any]], kinds: Sequence[Failure], texts: Texts) -> None:
    """Each kind names those of its conversations that are shown with another."""
    where = {one["id"]: part["label"] for part in parts for one in part["transcripts"]}
    for part, kind in zip(parts, kinds, strict=True):
        own = {one["id"] for one in part["transcripts"]}
        ids = [one.get("case_id") for one in kind.get("transcripts", [])[:_MOST_TRANSCRIPTS]]
        part["elsewhere"] = [
            texts("failures.elsewhere", id=name, kind=where[name])
            for name in ids
            if name in where and name not in own
        ]


def _transcript(given: Mapping[str, Any], texts: Texts, numbers: Numbers) -> dict[str, Any]:
    turns = given.get("turns", [])
    rest = len(turns) - _MOST_TURNS
    shown = turns[:_MOST_TURNS]
    days = _new_days([numbers.day(turn.get("at")) for turn in shown])
    return {
        "id": given.get("case_id"),
        "title": texts("failures.transcript", id=given.get("case_id", "")),
        "intent": given.get("intent") or "",
        "turns": [
            _turn(turn, texts, numbers) | {"day": day}
            for turn, day in zip(shown, days, strict=True)
        ],
        "more": texts.plural("failures.more", rest, n=rest) if rest > 0 else "",
    }


def _new_days(days: Sequence[str]) -> list[str]:
    """The date where a new day begins, of a conversation over several days; else nothing."""
    if len({day for day in days if day}) < 2:
        return [""] * len(days)
    shown, last = [], ""
    for day in days:
        shown.append(day if day != last else "")
        last = day or last
    return shown


def _turn(turn: Mapping[str, Any], texts: Texts, numbers: Numbers) -> dict[str, str]:
    speaker = str(turn.get("speaker", "system"))
    text = str(turn.get("text") or "")
    if speaker in ("agent", "system"):
        text = direction(text, texts)
    return {
        "kind": speaker if speaker in ("customer", "bot", "agent") else "system",
        "speaker": texts.get(f"failures.{speaker}", speaker),
        "text": text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT] + " …",
        "step": texts("failures.step", step=turn["step"]) if turn.get("step") else "",
        "at": "" if turn.get("at") is None else numbers.clock(turn["at"]),
    }
