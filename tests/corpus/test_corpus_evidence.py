"""What customers, bots and agents say outright, on texts with labels and one by one."""

from __future__ import annotations

import re

import evidence_scores as scores
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogkit.corpus import _evidence
from dialogkit.corpus._evidence import NO, YES, evidence, marks_of, settled

SHOWN = {
    *_evidence.ASKED,
    *YES,
    *NO,
    "announces_handoff",
    "marked_solved",
    "receipt",
}


@pytest.mark.parametrize("half", ["dev", "heldout"])
def test_rules_reach_their_bars(half: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Precision of the two rules that rates rest on; all numbers are printed."""
    with capsys.disabled():
        print("\n" + scores.printed(half))  # noqa: T201 - the numbers are what the test shows
    counted = scores.counts(scores.read(half))
    for name in ("resolved=yes", "asks_for_human"):
        assert scores.precision(counted[name]) >= 0.95
    assert scores.recall(counted["asks_for_human"]) >= 0.6
    assert scores.recall(counted["resolved=yes"]) >= 0.6


@pytest.mark.parametrize("half", ["dev", "heldout"])
def test_labelled_texts_are_many_and_tempting(half: str) -> None:
    """At least 150 in each half, both languages, a third of them without any rule, none twice."""
    rows = scores.read(half)
    assert len(rows) >= 150
    assert len({row["locale"] for row in rows}) == 2
    assert sum(not row["rules"] for row in rows) >= len(rows) / 3
    keys = [(row["text"].lower(), row.get("before")) for row in rows]
    assert len(set(keys)) == len(keys)
    assert {rule for row in rows for rule in row["rules"]} == SHOWN


def test_the_halves_share_no_text() -> None:
    """What rules were written with is not what they are measured on."""
    dev, heldout = ({row["text"].lower() for row in scores.read(half) if len(row["text"]) > 12}
                    for half in ("dev", "heldout"))  # fmt: skip
    assert not dev & heldout


def test_each_rule_is_documented() -> None:
    """The tables of the docstring name the rules that the code gives, and no others."""
    text = _evidence.__doc__ or ""
    assert set(re.findall(r"^`(\w+)`", text, flags=re.MULTILINE)) == SHOWN


@pytest.mark.parametrize(
    ("raw", "masked"),
    [
        ("Gut, danke, erreichbar unter 0151 23456789", "Gut, danke, erreichbar unter <PHONE_1a>"),
        ("Thanks, my number is 07700 900123", "Thanks, my number is <PHONE_1a>"),
        ("Danke Herr Beispiel!", "Danke Herr <PERSON_1a>!"),
        ("ok danke, AB123456789", "ok danke, <ORDER_NUMBER_1a>"),
    ],
)
def test_masking_changes_no_verdict(raw: str, masked: str) -> None:
    """Who gives a number along with thanks is no more done than before it was masked."""
    told = [
        {mark for mark in marks_of("customer", text, None) if not mark.startswith("same:")}
        for text in (raw, masked)
    ]
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Könnte mal wer Richtiges antworten statt dem Automaten?", True),
        ("Kann mir jemand richtiges Werkzeug empfehlen?", False),
        ("Are there any humans working here?", True),
        ("Is there a human resources department?", False),
        ("Kann ich Sie telefonisch erreichen?", True),
        ("Can I call you?", True),
        ("Kann ich den Fahrer telefonisch erreichen?", False),
        ("I don't need a person, just the address", False),
        ("I don't need an agent, I need to speak to a manager", True),
    ],
)
def test_whoever_answers_is_a_human(text: str, asked: bool) -> None:
    """Asked for by what tells people from machines, or by telephone; not where nobody is wanted."""
    assert ("asks_for_human" in evidence(text)) is asked


@pytest.mark.parametrize("text", ["Danke für nichts", "danke im Voraus", "thanks in advance"])
def test_sarcasm_and_thanks_in_advance_are_no_yes(text: str) -> None:
    """Also where they follow an answer."""
    for before in (None, "Ihr Paket kommt morgen.", "It arrives tomorrow."):
        assert not set(evidence(text, before=before)) & set(YES)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (None, ()),
        ("Wie viele Pakete fehlen?", ()),
        ("Bitte bewerten Sie uns von 1 (schlecht) bis 5 (gut).", ("rated_low",)),
        ("Welche Schulnote geben Sie uns?", ("rated_high",)),
        ("How satisfied are you?", ()),
    ],
)
def test_a_bare_number_counts_only_where_it_was_asked_for(
    before: str | None, said: tuple[str, ...]
) -> None:
    """And only where the question tells the scale."""
    assert evidence("1", before=before) == said


@pytest.mark.parametrize(
    ("locale", "understood"),
    [("de", True), (None, True), ("de-AT", True), ("fr", False), ("nl", False)],
)
def test_other_languages_give_no_evidence(locale: str | None, understood: bool) -> None:
    """Words that look alike may mean something else there."""
    assert ("thanks" in marks_of("customer", "Danke!", locale)) is understood


def test_a_question_mark_and_a_help_desk_are_understood_in_any_language() -> None:
    """A question is one everywhere, and help desks write in the language of their makers."""
    assert marks_of("bot", "Quel est votre numéro ?", "fr") == ("asks",)
    assert "marked_solved" in marks_of("system", "Status changed to Solved", "fr")


@given(st.text(max_size=200), st.sampled_from(["customer", "agent", "bot", "system"]), st.text())
def test_any_text_gives_known_rules_only(text: str, speaker: str, before: str) -> None:
    """No text breaks the rules, and at most one of each kind comes back."""
    found = evidence(text, speaker=speaker, before=before)
    assert set(found) <= SHOWN
    assert len(set(found) & {*YES, *NO}) <= 1
    assert settled(text) in ("yes", "no", "unknown")


def test_long_texts_take_no_long_time() -> None:
    """Nothing in the expressions runs away on repetitions."""
    for text in (
        "a" * 5_000,
        "mit einem " * 800,
        "hat " * 1_500,
        "ich habe nicht " * 500,
        "?" * 3_000,
    ):
        assert evidence(text, before=text) is not None
