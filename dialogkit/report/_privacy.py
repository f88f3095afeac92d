"""The audit of an anonymous corpus, as a data-protection officer reads it: verdict, then tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dialogkit.report._facts import fact_part
from dialogkit.report._numbers import Numbers, rate_of
from dialogkit.report._texts import Texts

__all__ = ["Part", "Table", "privacy_part"]

Audit = Mapping[str, Any]
Cell = str | tuple[str, str]
"""What stands there, or a number and its interval."""

_FORMAT = "dialogkit.audit/"
_PARTS = ("counts", "sweep", "k_anonymity", "linkage", "canaries", "sheet", "sentences")
_MOST_PLACES = 30
_TIMED = ("one_time", "time", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of words and numbers."""

    title: str
    """What is in it."""
    columns: Sequence[str]
    """Heads."""
    rows: Sequence[Sequence[Cell]]
    """Cells; the first names the row."""
    words: int = 1
    """Columns of words; the others hold numbers."""
    marked: Sequence[bool] = ()
    """Rows that need somebody's eye."""
    note: str = ""
    """What to know of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the parts of an audit."""

    title: str
    """Its heading."""
    intro: str
    """What was done."""
    tables: Sequence[Table]
    """What came of it."""


def privacy_part(value: Any, texts: Texts, numbers: Numbers) -> dict[str, Any] | None:
    """What the page shows of privacy; None where a file says nothing of it.

    A whole audit (``dialogkit audit``) becomes a verdict and tables; what anonymizing alone
    counted, lines.
    """
    if not value:
        return None
    if not _is_audit(value):
        return {"facts": fact_part(value, texts, numbers), "audit": None}
    said = value["sentences"].get(texts.locale) or next(iter(value["sentences"].values()))
    makers = (_counts, _outputs, _groups, _attacks, _canaries, _sheet)
    audit = {
        "kind": "fail" if value.get("failed") else "pass",
        "first": said[0],
        "sentences": said[1:],
        "parts": [make(value, texts, numbers) for make in makers],
    }
    return {"facts": None, "audit": audit}


def _is_audit(value: Any) -> bool:
    named = isinstance(value, Mapping) and str(value.get("format", "")).startswith(_FORMAT)
    return named and all(name in value for name in _PARTS)


def _counts(value: Audit, texts: Texts, numbers: Numbers) -> Part:
    """1: what was found, masked, looked for and found again, by type."""
    counts, sweep = value["counts"], value["sweep"]
    found, masked = counts["found"], counts["masked"]
    known, again = sweep["known"], sweep["found"]
    kinds = sorted({*found, *masked, *known, *again}, key=lambda kind: texts.get(_fact(kind), kind))
    rows: list[list[Cell]] = [
        [
            texts.get(_fact(kind), kind),
            *(numbers.count(part.get(kind, 0)) for part in (found, masked, known, again)),
        ]
        for kind in kinds
    ]
    table = Table(
        title=texts("audit.counts_title"),
        columns=texts.many("audit.counts_columns"),
        rows=rows,
        marked=[again.get(kind, 0) > 0 for kind in kinds],
        note=_skipped(sweep["skipped"], texts, numbers),
    )
    intro = texts(
        "audit.counts_intro",
        **{name: numbers.count(counts[name]) for name in _COUNTED},
    )
    return Part(title=texts("audit.counts"), intro=intro, tables=[table])


_COUNTED = ("messages", "conversations", "participants", "messages_masked")


def _fact(kind: str) -> str:
    return f"facts.{kind}"


def _skipped(skipped: Mapping[str, int], texts: Texts, numbers: Numbers) -> str:
    total = sum(skipped.values())
    return texts.plural("audit.skipped", total, n=numbers.count(total)) if total else ""


def _outputs(value: Audit, texts: Texts, numbers: Numbers) -> Part:
    """2: what was looked through, and where something was found."""
    sweep = value["sweep"]
    rows: list[list[Cell]] = [
        [
            texts.get(f"audit.output_{one['output']}", one["output"]),
            numbers.count(one["files"]),
            numbers.count(one["opaque"]),
            numbers.count(sum(one["found"].values())),
        ]
        for one in sweep["outputs"]
    ]
    tables = [
        Table(
            title=texts("audit.outputs_title"),
            columns=texts.many("audit.outputs_columns"),
            rows=rows,
            marked=[bool(one["found"]) for one in sweep["outputs"]],
        )
    ]
    if sweep["places"]:
        tables.append(_places(sweep["places"], texts, numbers))
    return Part(title=texts("audit.sweep"), intro=texts("audit.sweep_intro"), tables=tables)


def _places(places: Sequence[Audit], texts: Texts, numbers: Numbers) -> Table:
    rest = len(places) - _MOST_PLACES
    return Table(
        title=texts("audit.places_title"),
        columns=texts.many("audit.places_columns"),
        rows=[
            [
                texts.get(f"audit.output_{one['output']}", one["output"]),
                one["file"],
                _what(one, texts),
                numbers.count(one["line"]) if one["line"] else texts("audit.in_name"),
            ]
            for one in places[:_MOST_PLACES]
        ],
        words=3,
        note=texts.plural("audit.more", rest, n=numbers.count(rest)) if rest > 0 else "",
    )


def _what(place: Audit, texts: Texts) -> str:
    """The type of an identifier, and in which form it stands where it must be decoded."""
    said = texts.get(_fact(place["type"]), place["type"])
    return f"{said} ({place['encoded']})" if place.get("encoded") else said


def _groups(value: Audit, texts: Texts, numbers: Numbers) -> Part:
    """3: how many cases look alike, for each unit of time."""
    part = value["k_anonymity"]
    rows: list[list[Cell]] = []
    for number, level in enumerate(part["levels"]):
        name = texts.get(f"audit.times_{level['times']}", level["times"])
        rows.append(
            [
                texts("audit.as_is", times=name) if not number else name,
                numbers.count(level["groups"]),
                numbers.count(level["k"]),
                numbers.share(level["below_k"]),
                numbers.count(level["l"]),
                numbers.share(level["below_l"]),
            ]
        )
    secret = texts(f"audit.secret_{part['sensitive']}")
    table = Table(
        title=texts("audit.groups_title"),
        columns=[c.format(secret=secret) for c in texts.many("audit.groups_columns")],
        rows=rows,
        marked=[level["below_k"] > 0 for level in part["levels"]],
    )
    intro = texts("audit.groups_intro", n=numbers.count(part["cases"]), secret=secret)
    return Part(title=texts("audit.k_anonymity"), intro=intro, tables=[table])


def _attacks(value: Audit, texts: Texts, numbers: Numbers) -> Part:
    """4: how often a conversation is found again, by what the attacker knows."""
    part = value["linkage"]
    now = [one for one in part["attacks"] if one["times"] == part["published"]]
    rows: list[list[Cell]] = [
        [
            _knows(one, texts),
            *(_with_interval(one[top], numbers) for top in ("top1", "top5")),
            numbers.share(one["top1"]["chance"], 2),
        ]
        for one in now
    ]
    tables = [
        Table(
            title=texts("audit.attacks_title"),
            columns=texts.many("audit.attacks_columns"),
            rows=rows,
            note=_pool(part, texts, numbers),
        )
    ]
    if any(one["knows"] in _TIMED for one in part["attacks"]):
        tables.append(_by_unit(part["attacks"], texts, numbers))
    n = now[0]["n"] if now else 0
    sought = texts("audit.sought_all" if n >= part["conversations"] else "audit.sought_some")
    intro = texts("audit.linkage_intro", sought=sought.format(n=numbers.count(n)))
    return Part(title=texts("audit.linkage"), intro=intro, tables=tables)


def _pool(part: Audit, texts: Texts, numbers: Numbers) -> str:
    if part["pool"] >= part["conversations"]:
        return ""
    shown = {name: numbers.count(part[name]) for name in ("pool", "conversations")}
    return texts("audit.pool", **shown)


def _knows(one: Audit, texts: Texts) -> str:
    return texts(f"audit.knows_{one['knows']}", n=one["words"])


def _with_interval(hits: Audit, numbers: Numbers) -> Cell:
    return numbers.share(hits["value"]), numbers.interval(rate_of(hits))


def _by_unit(attacks: Iterable[Audit], texts: Texts, numbers: Numbers) -> Table:
    """What rounding times down is worth."""
    by = {(one["times"], one["knows"]): one for one in attacks if one["knows"] in _TIMED}
    units = list(dict.fromkeys(times for times, _ in by))
    rows: list[list[Cell]] = [
        [
            texts.get(f"audit.times_{unit}", unit),
            *(_with_interval(by[unit, knows]["top1"], numbers) for knows in _TIMED),
        ]
        for unit in units
    ]
    heads = (texts(f"audit.knows_{knows}", n="") for knows in _TIMED)
    return Table(
        title=texts("audit.by_unit_title"),
        columns=[texts("audit.times"), *heads],
        rows=rows,
    )


def _canaries(value: Audit, texts: Texts, numbers: Numbers) -> Part:
    """5: planted secrets, and whether they were got out of the classifier."""
    part = value["canaries"]
    title = texts("audit.canaries")
    if part is None:
        return Part(title=title, intro=texts("audit.canaries_none"), tables=[])
    rows: list[list[Cell]] = [
        [
            texts(
                "audit.planted_one" if group["speakers"] == 1 else "audit.planted",
                texts=numbers.count(group["texts"]),
                speakers=numbers.count(group["speakers"]),
            ),
            texts("audit.must_hide" if group["hidden"] else "audit.may_show"),
            _came_of(group, texts),
            *(
                texts("rates.of", k=group[name], n=group["canaries"])
                for name in ("in_files", "guessed")
            ),
            numbers.decimal(group["exposure"], 1),
        ]
        for group in part["groups"]
    ]
    table = Table(
        title=texts("audit.canaries_title"),
        columns=texts.many("audit.canaries_columns"),
        rows=rows,
        words=3,
        marked=[group["hidden"] and group["recovered"] for group in part["groups"]],
        note=texts("audit.canaries_note", n=numbers.count(part["decoys"])),
    )
    intro = texts("audit.canaries_intro", n=numbers.count(part["trained_on"]))
    return Part(title=title, intro=intro, tables=[table])


def _came_of(group: Audit, texts: Texts) -> str:
    if group["recovered"]:
        return texts("audit.recovered")
    return texts("audit.traces" if group["traces"] else "audit.not_recovered")


def _sheet(value: Audit, texts: Texts, numbers: Numbers) -> Part:
    """6: what a human found in random messages, or in all of them."""
    part = value["sheet"]
    shown = {name: numbers.count(part[name]) for name in ("size", "masked", "messages")}
    title = texts("audit.sheet")
    whole = "_all" if (part["read"] or part["size"]) >= part["messages"] else ""
    if not part["read"]:
        return Part(title=title, intro=texts(f"audit.sheet_unread{whole}", **shown), tables=[])
    if whole and not part["left"]:
        return Part(title=title, intro=texts("audit.sheet_clean_all", **shown), tables=[])
    intro = texts(
        f"audit.sheet_read{whole}",
        **shown,
        read=numbers.count(part["read"]),
        left=numbers.count(part["left"]),
        share=numbers.share(part["share"]),
        at_most=numbers.share(part["at_most"]),
    )
    return Part(title=title, intro=intro, tables=[])
