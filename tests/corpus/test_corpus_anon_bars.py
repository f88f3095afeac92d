"""How much the rules find in messages that were not written for them, against the bars.

Rules are tried on the development halves alone. Where the held-out half falls short of a bar, the
share that must hold is in `HOLDS`, and the shortfall is printed (``pytest -s`` shows it).
"""

from __future__ import annotations

import re

import pytest
from anon_marked import NUMBERS, STRUCTURED, Marked, Score, read_marked, score

FILES = {
    "chats-dev": ("anon_dev.jsonl", "anon_dev2.jsonl"),
    "chats-heldout": ("anon_heldout.jsonl", "anon_heldout2.jsonl"),
    "chats-fresh": ("anon_dev3.jsonl",),
    "chats-places": ("anon_dev4.jsonl",),
    "chats-new": ("anon_dev5.jsonl",),
    "chats-new-heldout": ("anon_heldout3.jsonl",),
    "chats-names": ("anon_dev6.jsonl",),
    "chats-names-heldout": ("anon_heldout4.jsonl",),
    "chats-cueless": ("anon_dev7.jsonl",),
    "chats-cueless-heldout": ("anon_heldout5.jsonl",),
    "prose-dev": ("anon_prose_dev.jsonl",),
    "prose-fresh": ("anon_prose_dev2.jsonl", "anon_prose_dev3.jsonl"),
    "prose-places": ("anon_prose_dev4.jsonl",),
    "prose-new": ("anon_prose_dev5.jsonl",),
    "prose-new-heldout": ("anon_prose_heldout3.jsonl",),
    "prose-cueless": ("anon_prose_dev6.jsonl",),
    "prose-cueless-heldout": ("anon_prose_heldout4.jsonl",),
    "prose-heldout": ("anon_prose_heldout.jsonl",),
    "chats-homes": ("anon_dev8.jsonl",),
    "chats-homes-heldout": ("anon_heldout6.jsonl",),
    "prose-homes": ("anon_prose_dev7.jsonl",),
    "prose-homes-heldout": ("anon_prose_heldout5.jsonl",),
    "chats-cueless-travel": ("anon_dev9.jsonl",),
    "chats-cueless-travel-heldout": ("anon_heldout7.jsonl",),
    "prose-cueless-travel": ("anon_prose_dev8.jsonl",),
    "prose-cueless-travel-heldout": ("anon_prose_heldout6.jsonl",),
    "chats-trades": ("anon_dev10.jsonl", "anon_dev11.jsonl"),
    "chats-trades-heldout": ("anon_heldout8.jsonl", "anon_heldout9.jsonl"),
    "prose-trades": ("anon_prose_dev9.jsonl", "anon_prose_dev10.jsonl"),
    "prose-trades-heldout": ("anon_prose_heldout7.jsonl", "anon_prose_heldout8.jsonl"),
    "chats-everyday": ("anon_dev12.jsonl",),
    "chats-everyday-heldout": ("anon_heldout10.jsonl",),
    "prose-everyday": ("anon_prose_dev11.jsonl",),
    "prose-everyday-heldout": ("anon_prose_heldout9.jsonl",),
    "chats-unseen-heldout": ("anon_heldout11.jsonl",),
    "prose-unseen-heldout": ("anon_prose_heldout10.jsonl",),
    "chats-later": ("anon_dev13.jsonl", "anon_dev14.jsonl"),
    "prose-later": ("anon_prose_dev12.jsonl", "anon_prose_dev13.jsonl"),
    "chats-newest": ("anon_dev15.jsonl",),
    "chats-newest-heldout": ("anon_heldout13.jsonl",),
    "prose-newest": ("anon_prose_dev14.jsonl",),
    "prose-newest-heldout": ("anon_prose_heldout12.jsonl",),
    "chats-latest": ("anon_dev16.jsonl",),
    "chats-latest-heldout": ("anon_heldout14.jsonl",),
    "prose-latest": ("anon_prose_dev15.jsonl",),
    "prose-latest-heldout": ("anon_prose_heldout13.jsonl",),
    "templates": ("anon_templates_dev.jsonl",),
    "templates-heldout": ("anon_templates_heldout.jsonl",),
}

BARS = {
    "participants": 1.0,
    "structured": 0.99,
    "numbers": 0.98,
    "names": 0.95,
    "streets": 0.95,
    "towns": 0.90,
    "clean": 0.95,
    "quiet": 0.90,
}
"""What the design asks of rules; ``quiet`` is the share of harmless messages without an alarm."""

HOLDS = {
    "chats-fresh": {"names": 0.91},
    "prose-fresh": {"clean": 0.87, "quiet": 0.20},
    "chats-new-heldout": {
        "structured": 0.97,
        "names": 0.88,
        "towns": 0.88,
        "clean": 0.93,
    },
    "chats-names-heldout": {"names": 0.93, "clean": 0.92, "quiet": 0.80},
    "chats-cueless-heldout": {
        "numbers": 0.93,
        "names": 0.89,
        "streets": 0.73,
        "clean": 0.87,
        "quiet": 0.71,
    },
    "prose-new-heldout": {"clean": 0.92, "quiet": 0.75},
    "prose-cueless": {"clean": 0.92, "quiet": 0.50},
    "prose-cueless-heldout": {"names": 0.92, "clean": 0.75, "quiet": 0.25},
    "chats-homes-heldout": {"numbers": 0.93, "names": 0.84, "streets": 0.88, "clean": 0.88},
    "prose-homes": {"structured": 0.98, "quiet": 0.87},
    "prose-homes-heldout": {"numbers": 0.97, "clean": 0.83, "quiet": 0.87},
    "chats-cueless-travel": {"names": 0.93, "quiet": 0.80},
    "chats-cueless-travel-heldout": {
        "structured": 0.98,
        "names": 0.91,
        "streets": 0.94,
        "clean": 0.93,
        "quiet": 0.71,
    },
    "prose-cueless-travel": {"clean": 0.90, "quiet": 0.50},
    "prose-cueless-travel-heldout": {
        "structured": 0.96,
        "numbers": 0.94,
        "names": 0.92,
        "streets": 0.90,
        "clean": 0.56,
        "quiet": 0.33,
    },
    "prose-trades-heldout": {"clean": 0.89, "quiet": 0.70},
    "chats-everyday-heldout": {"structured": 0.97, "names": 0.92, "streets": 0.94},
    "prose-everyday": {"numbers": 0.96, "streets": 0.94, "towns": 0.88, "clean": 0.92},
    "prose-everyday-heldout": {"clean": 0.92, "quiet": 0.70},
    "chats-unseen-heldout": {"structured": 0.985, "numbers": 0.96},
    "prose-unseen-heldout": {"structured": 0.985, "numbers": 0.96, "clean": 0.92, "quiet": 0.70},
    "prose-later": {"quiet": 0.86},
    "prose-latest": {"quiet": 0.77},
    "prose-newest-heldout": {"structured": 0.98, "towns": 0.88, "clean": 0.94, "quiet": 0.81},
    "prose-latest-heldout": {"numbers": 0.96, "quiet": 0.88},
    "prose-heldout": {
        "structured": 0.98,
        "numbers": 0.96,
        "clean": 0.82,
    },
}
"""What holds where a bar is not reached yet: raise it with the rules, never lower it.

A text of prose has eight identifiers, so it is clean far more rarely than a chat message. The
``fresh`` texts were written by people who did not know the rules, the harmless ones among them full
of famous names, catalogue numbers and addresses of sights; rules may be tried on them too."""


POOLS: dict[str, dict[str, float]] = {
    "templates": {},
    "ordinary": {},
    "ordinary chats": {},
    "trades": {},
    "everyday": {},
    "unseen": {"quiet": 0.89},
    "newest": {"towns": 0.89},
    "latest": {"numbers": 0.975},
    "earlier": {"clean": 0.94},
    "fresh ordinary": {"numbers": 0.955, "streets": 0.94, "clean": 0.87},
    "fresh": {
        "structured": 0.985,
        "numbers": 0.96,
        "names": 0.93,
        "streets": 0.93,
        "clean": 0.86,
        "quiet": 0.83,
    },
    "all": {"clean": 0.945},
}
"""Held-out texts in one count, with what holds where a bar is not reached yet.

``templates`` are as the design measured its bars: sentences with one to four identifiers, each with
several values; the held-out ones are other sentences. ``ordinary`` ones are as people happened to
write them. The ``cueless`` ones beside them were asked to be hard: names without any word that
announces them, harmless texts full of brands. ``earlier`` are both but the ``fresh`` ones, whose
counts were looked at the least; ``trades`` and ``everyday`` were written last, by people who had
seen neither rules nor texts, of whole trades on an ordinary day; ``unseen``, ``newest`` and
``latest`` ones likewise, and were counted blind, before anybody mended a rule by anything that came
with them; ``all`` are all but the templates."""


def measures(result: Score) -> dict[str, float]:
    """The measured counterpart of each bar, as far as the file has such identifiers."""
    shares = {name: result.recall(*some) for name, some in _types(result).items()}
    return {**shares, "clean": result.clean, "quiet": 1 - result.alarm_rate}


def letters(result: Score) -> dict[str, float]:
    """The same by letters, as the design measured it: an identifier found by half counts half."""
    shares = {name: result.by_letters(*some) for name, some in _types(result).items()}
    return {**shares, "letters": result.by_letters()}


def _types(result: Score) -> dict[str, list[str]]:
    """The types of identifiers that a file has, by the bar they come under."""
    types = {
        "participants": {"PARTICIPANT"},
        "structured": STRUCTURED,
        "numbers": NUMBERS,
        "names": {"PERSON"},
        "streets": {"STREET"},
        "towns": {"TOWN"},
    }
    return {
        name: sorted(some)
        for name, wanted in types.items()
        if (some := wanted & result.wanted.keys())
    }


def show(name: str, result: Score, bars: dict[str, float]) -> None:
    """Prints what was measured, and where it falls short."""
    lines = [f"{name}: {result.found[t]} of {result.wanted[t]} {t}" for t in sorted(result.wanted)]
    by_letters = letters(result)
    lines += [
        f"{name}: {measure} {value:.3f}"
        + (f", by letters {by_letters[measure]:.3f}" if measure in by_letters else "")
        + f", bar {bars[measure]:.2f}"
        + ("" if value >= bars[measure] else " NOT REACHED")
        for measure, value in measures(result).items()
    ]
    lines.append(f"{name}: all identifiers by letters {by_letters['letters']:.3f}")
    print("\n".join(lines))  # noqa: T201 - the measured values are the point


@pytest.mark.parametrize("name", FILES)
def test_the_rules_find_what_they_must(name: str) -> None:
    """Every measure reaches its bar, or what is known to hold; both are printed."""
    result = score([message for file in FILES[name] for message in read_marked(file)])
    show(name, result, BARS)
    floors = BARS | HOLDS.get(name, {})
    short = {m: round(v, 3) for m, v in measures(result).items() if v < floors[m]}
    assert not short, (short, sorted(result.missed), sorted(result.alarms))


def pooled(pool: str) -> list[Marked]:
    """The held-out messages of one of `POOLS`: nobody who wrote rules has read them."""
    every = [n for n in FILES if n.endswith("heldout") and not n.startswith("templates")]
    trades = [name for name in every if "trades" in name]
    everyday = [name for name in every if "everyday" in name]
    unseen = [name for name in every if "unseen" in name]
    newest = [name for name in every if "newest" in name]
    latest = [name for name in every if "latest" in name]
    later = (*trades, *everyday, *unseen, *newest, *latest)
    names = [name for name in every if name not in later]
    ordinary = [name for name in names if "cueless" not in name]
    fresh = [name for name in names if "homes" in name or "travel" in name]
    chosen = {
        "templates": ["templates-heldout"],
        "ordinary": [name for name in ordinary if name not in fresh],
        "ordinary chats": [n for n in ordinary if n.startswith("chats") and n not in fresh],
        "earlier": [name for name in names if name not in fresh],
        "fresh ordinary": [name for name in ordinary if name in fresh],
        "fresh": fresh,
        "trades": trades,
        "everyday": everyday,
        "unseen": unseen,
        "newest": newest,
        "latest": latest,
        "all": every,
    }[pool]
    return [message for name in chosen for file in FILES[name] for message in read_marked(file)]


@pytest.mark.parametrize("pool", POOLS)
def test_held_out_texts_together_reach_their_bars(pool: str) -> None:
    """In one count; where a bar is not reached, what is known to hold."""
    result = score(pooled(pool))
    show(f"held-out, {pool}", result, BARS)
    floors = BARS | POOLS[pool]
    assert not {m: round(v, 3) for m, v in measures(result).items() if v < floors[m]}


@pytest.mark.parametrize("kind", ["chats", "prose"])
def test_halves_are_large_and_have_nothing_in_common(kind: str) -> None:
    """Each half has texts of both languages, with and without identifiers, and no twin."""
    halves = [
        [message for file in FILES[f"{kind}-{half}"] for message in read_marked(file)]
        for half in ("dev", "heldout")
    ]
    least = {"chats": (260, 110), "prose": (40, 25)}[kind]
    for half in halves:
        assert sum(bool(message.wanted) for message in half) >= least[0]
        assert sum(not message.wanted for message in half) >= least[1]
    assert not {m.text for m in halves[0]} & {m.text for m in halves[1]}


def test_names_are_unique_and_marks_are_gone() -> None:
    """An id names one text, and no text holds a mark."""
    messages = [m for files in FILES.values() for file in files for m in read_marked(file)]
    assert len({message.name for message in messages}) == len(messages)
    assert not [m.name for m in messages if re.search(r"\[\[|\]\]", m.text)]


def test_a_score_counts_whole_identifiers_and_letters() -> None:
    """An identifier found by half counts as missed, its letters as half."""
    (message, *_) = read_marked("anon_dev.jsonl")
    (wanted, *_) = message.wanted
    result = score([message], lambda _: [type(wanted)(wanted.start, wanted.start + 2, "PERSON")])
    assert (result.clean, result.recall()) == (0.0, 0.0)
    assert (result.covered, result.letters) == (2, wanted.end - wanted.start)
    assert result.by_letters() == result.by_letters(wanted.type) == 2 / result.letters
