"""Customers without a log: what their file may say, and in which words they write."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from small_world import CENTRE, Keywords, Talkative, make_centre, make_flow

from dialogkit.conversation import Utterance
from dialogkit.errors import InputError, ParameterError
from dialogkit.intents import IntentClassifier
from dialogkit.simulate import OUT_OF_SCOPE, Customers, simulate

FILE = """\
intents: {parcel_status: 60%, complaint: 0.4}
out_of_scope: {low: 3%, central: 8%, high: 15%}
locales: {en: 100%}
channels: {web: 100%}
hours: {8-12: 40%, 12-18: 60%}
days: {Mo: 50%, Di: 30%, Sa: 20%}
greets_first: 10%
source: the team's own guess
"""

TEXTS = [
    Utterance(text="where is my parcel", intent="parcel_status", locale="en"),
    Utterance(text="i am angry", intent="complaint", locale="en"),
    Utterance(text="do you sell shoes", intent=OUT_OF_SCOPE, locale="en"),
]


def _file(folder: Path, text: str = FILE) -> Path:
    (folder / "customers.yaml").write_text(text, encoding="utf-8")
    return folder / "customers.yaml"


def test_shares_become_hours_of_the_week_and_all_is_said_to_be_assumed(tmp_path: Path) -> None:
    """Two fifths of Monday's half lie between 8 and 12 h; nothing counts as measured."""
    found = Customers.assume(_file(tmp_path), Keywords(), TEXTS, unseen=True)
    assert found.arrivals[8] == pytest.approx(0.5 * 0.4 / 4)
    assert sum(found.arrivals[24:48]) == pytest.approx(0.3)
    assert found.per_week == pytest.approx(1)
    assert found.assumed
    assert found.source == "the team's own guess"
    assert found.cases == 0
    assert [share.n for share in found.intents.values()] == [0, 0]
    beyond = found.parameters[OUT_OF_SCOPE]
    assert (beyond.low, beyond.central, beyond.high, beyond.n) == (0.03, 0.08, 0.15, 0)
    assert {p.source for p in found.parameters.values()} == {"assumed"}


def test_a_mapping_and_a_saved_file_give_the_same_customers(tmp_path: Path) -> None:
    """What is assumed in Python or saved and loaded again is what the YAML says."""
    told: dict[str, Any] = {
        "intents": {"parcel_status": 0.6, "complaint": "40%"},
        "out_of_scope": {"low": 0.03, "central": 0.08, "high": 0.15},
        "locales": {"en": 1.0},
        "channels": {"web": 1},
        "hours": {"8-12": 0.4, "12-18": 0.6},
        "days": {"Mo": 0.5, "Tu": 0.3, "Sa": 0.2},
        "greets_first": 0.1,
        "source": "the team's own guess",
    }
    found = Customers.assume(_file(tmp_path), Keywords(), TEXTS, unseen=True)
    assert found == Customers.assume(told, Keywords(), TEXTS, unseen=True)
    found.save(tmp_path / "c.json")
    assert Customers.load(tmp_path / "c.json").to_json() == found.to_json()
    assert found.to_json()["kind"] == "assumed"


def test_all_offenders_are_listed_with_their_lines(tmp_path: Path) -> None:
    """One error names file and line of everything that is wrong."""
    text = """\
intents: {parcel_status: 60%, complaint: 30%}
locales: {German: 100%}
channels: {pigeon: 100%}
hours: {8-12: 40%, 10-18: 60%}
days: {Mo: 50%, Xy: 50%}
greets: 10%
"""
    with pytest.raises(InputError) as refused:
        Customers.assume(_file(tmp_path, text), Keywords(), TEXTS, unseen=True)
    lines = str(refused.value).splitlines()
    path = str(tmp_path / "customers.yaml")
    expected = {
        1: ("sum to 90 %", "needs source"),
        2: ("must be a language",),
        3: ("is no channel",),
        4: ("8-12 and 10-18",),
        5: ("is no day",),
        6: ("did you mean greets_first",),
    }
    for number, parts in expected.items():
        for part in parts:
            assert any(each.startswith(f"{path}:{number}:") and part in each for each in lines)


def test_a_label_nobody_knows_is_refused(tmp_path: Path) -> None:
    """An issue that neither classifier nor texts know is a spelling mistake."""
    text = FILE.replace("complaint", "complant")
    with pytest.raises(InputError, match=r"customers\.yaml:1: intents\.complant: is a label of n"):
        Customers.assume(_file(tmp_path, text), Keywords(), TEXTS, unseen=True)


def test_the_centre_says_how_many_come(tmp_path: Path) -> None:
    """Without arrivals_per_week nobody knows how many assumed customers there are."""
    customers = Customers.assume(_file(tmp_path), Keywords(), TEXTS, unseen=True)
    bot = Talkative(make_flow(tmp_path))
    with pytest.raises(ParameterError, match="arrivals_per_week"):
        simulate(bot, customers, make_centre(tmp_path))
    centre = make_centre(tmp_path, CENTRE + "arrivals_per_week: 200\n")
    rows = simulate(bot, customers, centre, seed=1).cases.rows()
    first = [case for case in rows if case.recontact_of is None]
    assert abs(len(first) - 200) <= 3.3 * 200**0.5
    beyond = sum(case.intent == OUT_OF_SCOPE for case in first)
    assert 0 < beyond < len(first) / 4


def _random_texts() -> list[Utterance]:
    """Texts whose labels have nothing to do with their words: only learning by heart helps."""
    rng = np.random.default_rng(4)
    letters = list("abcdefghijklmnopqrstuvwxyz")
    words = ["".join(rng.choice(letters, 6)) for _ in range(300)]
    labels = rng.choice(["parcel_status", "complaint"], 150)
    return [Utterance(text=" ".join(rng.choice(words, 8)), intent=str(label)) for label in labels]


def test_texts_learnt_by_heart_do_not_flatter(tmp_path: Path) -> None:
    """Where words say nothing of the label, cross-validation hears right about half the time."""
    rows = _random_texts()
    model = IntentClassifier("tfidf", min_speakers=1)
    model.fit([u.text for u in rows], [u.intent for u in rows])
    model.threshold = 0.0
    found = Customers.assume(_file(tmp_path), model, rows)
    heard = [
        (spoken.heard.label in spoken.meant) for spoken in found.spoken if spoken.heard is not None
    ]
    learnt = model.predict([u.text for u in rows])
    by_heart = sum(a == u.intent for a, u in zip(learnt, rows, strict=True)) / len(rows)
    assert len(heard) > 100
    assert by_heart > 0.8
    assert sum(heard) / len(heard) < by_heart - 0.2
    assert any("cross-validation" in note for note in found.notes)


def test_only_texts_the_classifier_may_know_are_cross_validated(tmp_path: Path) -> None:
    """A classifier that cannot be taught again, or was taught with others, needs unseen texts."""
    with pytest.raises(ParameterError, match="unseen"):
        Customers.assume(_file(tmp_path), Keywords(), TEXTS)
    rows = _random_texts()
    model = IntentClassifier("tfidf", min_speakers=1)
    model.fit([u.text for u in rows], [f"other {u.intent}" for u in rows])
    with pytest.raises(ParameterError, match="taught with others"):
        Customers.assume(_file(tmp_path), model, rows)


TYPING = """\
typing: {swears: 20%, lower_case: {low: 0%, central: 10%, high: 30%}}
another_issue: {low: 2%, central: 5%, high: 8%}
"""


def test_ways_of_typing_and_further_issues_may_be_assumed(tmp_path: Path) -> None:
    """They become parameters with their ranges, and nobody counted them."""
    found = Customers.assume(_file(tmp_path, FILE + TYPING), Keywords(), TEXTS, unseen=True)
    assert (found.parameters["swears"].low, found.parameters["swears"].high) == (0.2, 0.2)
    lower = found.parameters["lower_case"]
    assert (lower.low, lower.central, lower.high, lower.n) == (0.0, 0.1, 0.3, 0)
    assert found.parameters["another_issue"].central == 0.05
    assert found.parameters["typos"].off
    assert {p.source for p in found.parameters.values()} == {"assumed"}


def test_ways_of_typing_are_heard_by_classifiers_not_taught_with_the_text(tmp_path: Path) -> None:
    """With cross-validation each variant that is wanted has its own answer beside the text's."""
    things = ["parcel", "box", "letter", "crate", "bag", "case", "tube", "packet"]
    rows = [
        Utterance(text=f"Where is my {thing} number {n}?", intent="parcel_status", locale="en")
        for n, thing in enumerate(things)
    ]
    rows += [
        Utterance(text=f"I am angry about the {thing}, {n}.", intent="complaint", locale="en")
        for n, thing in enumerate(things)
    ]
    model = IntentClassifier("tfidf").fit([u.text for u in rows], [u.intent for u in rows])
    found = Customers.assume(_file(tmp_path, FILE + TYPING), model, rows)
    for spoken in found.spoken:
        assert spoken.typed is not None
        assert set(spoken.typed) == {"swears", "lower_case"}
        assert spoken.typed["lower_case"][0] == spoken.text.lower()
    plain = Customers.assume(_file(tmp_path), model, rows)
    assert all(spoken.typed is None for spoken in plain.spoken)
    assert [s.heard for s in plain.spoken] == [s.heard for s in found.spoken]


def test_unknown_ways_of_typing_are_refused(tmp_path: Path) -> None:
    """The message names those there are, and the line."""
    path = _file(tmp_path, FILE + "typing: {shouts: 5%}\n")
    with pytest.raises(InputError, match="no way of typing; there are typos"):
        Customers.assume(path, Keywords(), TEXTS, unseen=True)
