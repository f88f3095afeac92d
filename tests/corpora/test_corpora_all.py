"""The ten shipped bots: whole, in two languages, using all of the language, each through a week."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from dialogkit.bot import Bot
from dialogkit.contact_centre import ContactCentre
from dialogkit.conversation import Utterance
from dialogkit.corpus import read_utterances
from dialogkit.flow import Flow, load_flow, parse_guard
from dialogkit.flow._guards import All, Compared, Not, OneOf, Open, OptedIn, ValueKnown
from dialogkit.flow._language import MAPPINGS
from dialogkit.intents import IntentClassifier
from dialogkit.simulate import Customers, simulate

CORPORA = Path(__file__).parents[2] / "corpora"
NAMES = [
    "address",
    "airline",
    "certificate",
    "doctor",
    "fashion",
    "helpdesk",
    "news",
    "parcel",
    "pizza",
    "study",
]
ASSUMED = [name for name in NAMES if name != "parcel"]  # that one has a log
FILES = ["CARD.md", "flow.yaml", "texts.de.yaml", "texts.en.yaml", "utterances.jsonl"]
FILES += ["out_of_scope.jsonl", "centre.yaml", "gate.yaml"]


@cache
def _flow(name: str) -> Flow:
    return load_flow(CORPORA / name)


@cache
def _utterances(name: str) -> list[Utterance]:
    return list(read_utterances(CORPORA / name / "utterances.jsonl"))


def test_these_are_all() -> None:
    """Every folder is a corpus, and every corpus is tested."""
    assert sorted(each.name for each in CORPORA.iterdir() if each.is_dir()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_corpora_are_complete(name: str) -> None:
    """Each has all its files, and a card that says what it must not be used for."""
    folder = CORPORA / name
    wanted = FILES + ([] if name == "parcel" else ["customers.yaml"])
    assert [each for each in wanted if not (folder / each).is_file()] == []
    assert len((folder / "CARD.md").read_text("utf-8")) > 600


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_left_to_mend(name: str) -> None:
    """The checks find neither errors nor warnings."""
    found = [each for each in _flow(name).check() if each.severity != "info"]
    assert [f"{each.place}: {each.code} {each.what}" for each in found] == []


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_say_all(name: str) -> None:
    """German and English have the same keys."""
    texts = _flow(name).texts.by_locale
    assert _flow(name).locales == ("de", "en")
    assert texts["de"].keys() == texts["en"].keys()


@pytest.mark.parametrize("name", NAMES)
def test_utterances_cover_the_intents(name: str) -> None:
    """Each intent has at least 20 texts in each language, and none twice."""
    counts = Counter((each.intent, each.locale) for each in _utterances(name))
    labels = set(_flow(name).intents.values())
    assert {label for label, _ in counts} == labels
    assert min(counts[label, locale] for label in labels for locale in ("de", "en")) >= 20
    texts = Counter(each.text.casefold().strip() for each in _utterances(name))
    assert [text for text, count in texts.items() if count > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_examples_are_enough_for_the_checks(name: str) -> None:
    """With the utterances no intent is told to have too few."""
    found = _flow(name).check(utterances=_utterances(name))
    assert [each.what for each in found if each.code == "I005"] == []


# ----- all of the language -----------------------------------------------------------------------


def _raw(file: Path) -> Any:
    return YAML(typ="safe", pure=True).load(file.read_text("utf-8"))


def _used(mapping: str, value: Any) -> Iterator[tuple[str, str]]:
    """(mapping, key) of everything used in a mapping of the language."""
    kinds = {key.name: key for key in MAPPINGS[mapping]}
    for key, inner in value.items():
        yield mapping, key
        declared = kinds[key]
        if declared.kind == "mapping":
            yield from _used(declared.of, inner)
        elif declared.kind == "mappings":
            for each in inner.values():
                yield from _used(declared.of, each)
        elif declared.kind in ("rules", "stages"):
            name = "rule" if declared.kind == "rules" else "stage"
            for each in inner if isinstance(inner, list) else [inner]:
                yield from _used(name, each)
        elif declared.kind == "guarded targets":
            for ways in inner.values():
                for way in ways if isinstance(ways, list) else [ways]:
                    yield from _used("target", way) if isinstance(way, dict) else ()


def test_together_they_use_every_key_of_the_language() -> None:
    """No key of the reference is without a shipped flow that shows it."""
    files = sorted(CORPORA.glob("**/flow.yaml"))
    used = {pair for file in files for pair in _used("flow", _raw(file))}
    every = {(mapping, key.name) for mapping, keys in MAPPINGS.items() for key in keys}
    assert sorted(every - used) == []


def test_together_they_use_every_kind_of_guard() -> None:
    """Slots known and compared, facts, hours, channels, languages, opt-ins; and, or, not."""
    guards = [guard for name in NAMES for guard in _flow(name).guards.values()]
    leaves = [leaf for guard in guards for leaf in guard.leaves()]
    assert {type(leaf) for leaf in leaves} == {ValueKnown, Compared, Open, OptedIn}
    assert {type(parse_guard(guard.text).term) for guard in guards} >= {All, OneOf, Not}
    subjects = {leaf.subject for leaf in leaves if isinstance(leaf, Compared)}
    assert {"channel", "locale"} <= subjects
    assert any(subject.startswith("customer.") for subject in subjects)
    assert subjects & {slot for name in NAMES for slot in _flow(name).data}


def test_together_they_use_variants_placeholders_and_all_results() -> None:
    """Texts with variants, values in texts, and the three fixed ones."""
    texts = [_flow(name).texts for name in NAMES]
    keys = [(each, key) for each in texts for key in each.by_locale["de"]]
    assert any(len(each.variants(key, "de")) > 1 for each, key in keys)
    named = {name for each, key in keys for name in each.placeholders(key, "de")}
    assert {"agent", "position", "minutes"} <= named


# ----- a week of each ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ASSUMED)
def test_each_gets_through_a_week(name: str) -> None:
    """Customers, bot and staff meet for a week; every case ends once, and the bot settles some."""
    utterances = _utterances(name)
    model = IntentClassifier(encoder="tfidf", min_speakers=1, seed=3)
    model.fit([each.text for each in utterances], [each.intent for each in utterances])
    customers = Customers.assume(CORPORA / name / "customers.yaml", model, utterances)
    centre = ContactCentre.load(CORPORA / name / "centre.yaml")
    run = simulate(Bot(_flow(name), model), customers, centre, days=7, seed=5)
    rows = run.cases.table.to_pylist()
    assert len({row["case_id"] for row in rows}) == len(rows) > 300
    assert [row["case_id"] for row in rows if row["bot_engaged"] and not row["end"]] == []
    assert any(row["resolved"] == "yes" and row["resolved_by"] == "bot" for row in rows)
    assert any(row["reached_agent"] for row in rows)
    steps = {step for pair in run.traffic for step in pair}
    assert steps <= _flow(name).steps.keys()
    assert len(steps) > 0.7 * len(_flow(name).steps)
    assert sum(run.staffing["busy_seconds"]) < sum(run.staffing["staffed_seconds"])
    assert run.unsure == {}


def test_utterances_are_rows_of_text_intent_and_locale() -> None:
    """The files hold nothing else that might be somebody's."""
    for name in ASSUMED:
        for line in (CORPORA / name / "utterances.jsonl").read_text("utf-8").splitlines():
            assert set(json.loads(line)) == {"text", "intent", "locale"}
