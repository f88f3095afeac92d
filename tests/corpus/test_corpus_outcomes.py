"""How cases of a real log ended, each outcome with the rule that decided it."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from dialogkit.cli import app
from dialogkit.conversation import (
    OBSERVED_UNTIL,
    RECONTACT_SECONDS,
    Case,
    Cases,
    Message,
    Messages,
    Speaker,
)
from dialogkit.corpus import RULES, _evidence, _outcome, link_recontacts, split_cases
from dialogkit.corpus._outcome import OUTCOMES, because_of, rules_of
from dialogkit.errors import InputError
from dialogkit.evaluate import Rates, evaluate

START = datetime(2025, 5, 5, 9, tzinfo=UTC)
_SPEAKERS: dict[str, Speaker] = {"c": "customer", "b": "bot", "a": "agent", "s": "system"}

Said = tuple[str, str]
"""Speaker's letter, text."""


def _log(*said: Said, thread: str = "t", locale: str | None = None) -> list[Message]:
    return [
        Message(
            conversation_id=thread,
            position=position,
            speaker=_SPEAKERS[who],
            text=text,
            sent_at=START + timedelta(minutes=position),
            person=thread if who == "c" else None,
            channel="whatsapp",
            locale=locale,
            kind="event" if who == "s" else "text",
        )
        for position, (who, text) in enumerate(said)
    ]


def _case(*said: Said, locale: str | None = None) -> Case:
    messages = Messages.of(_log(*said, locale=locale))
    (case,) = split_cases(messages, "400d", closing=False, handoffs=False).rows()
    return case


ASK: Said = ("c", "Wo ist mein Paket?")
ANSWER: Said = ("b", "Ihr Paket kommt morgen zwischen 10 und 12 Uhr.")


@pytest.mark.parametrize(
    ("rest", "resolved", "rule"),
    [
        ([], "unknown", None),
        ([("c", "Danke!")], "yes", "thanks"),
        ([("c", "Danke!"), ("b", "Gern. Kann ich sonst noch etwas tun?")], "yes", "thanks"),
        ([("c", "Danke!"), ("b", "Gern! Wie war unser Service, 1 bis 5 Sterne?")], "yes", "thanks"),
        ([("c", "Danke!"), ("b", "Wie lautet die Hausnummer?")], "unknown", None),
        ([("c", "Danke"), ("c", "Und wo genau liegt die Filiale?")], "unknown", None),
        ([("c", "Danke"), ("b", "Gern."), ("c", "Wo liegt die Filiale?")], "unknown", None),
        ([("c", "Danke"), ("b", "Gern."), ("c", "tschüss")], "yes", "thanks"),
        ([("c", "Danke im Voraus")], "unknown", None),
        ([("c", "Danke für nichts")], "no", "not_solved"),
        ([("c", "Nein danke, geht immer noch nicht")], "no", "not_solved"),
        ([("c", "hat geklappt"), ("b", "Gern."), ("c", "danke")], "yes", "works_now"),
        ([("c", "Danke"), ("b", "Gern."), ("c", "geht doch immer noch nicht")], "no", "not_solved"),
        (
            [("c", "geht immer noch nicht"), ("b", "Bitte neu starten."), ("c", "Danke!")],
            "unknown",
            None,
        ),
        ([("c", "geht immer noch nicht"), ("b", "Bitte neu starten.")], "no", "not_solved"),
        ([("c", "geht immer noch nicht"), ("a", "Wir tauschen es um.")], "unknown", None),
        ([("b", "Hat das geholfen?"), ("c", "Nein")], "no", "says_no"),
        ([("b", "Hat das geholfen?"), ("c", "Ja")], "yes", "says_yes"),
        ([("b", "Hat das geholfen?")], "unknown", None),
        ([("b", "Wie zufrieden sind Sie, 1 bis 5?"), ("c", "1")], "no", "rated_low"),
        ([("b", "Wie viele Pakete fehlen?"), ("c", "1")], "unknown", None),
        ([("c", "Danke!"), ("b", "Bewerten Sie uns von 1 bis 5."), ("c", "1")], "no", "rated_low"),
        (
            [("c", "hat geklappt"), ("b", "Bewerten Sie uns von 1 bis 5."), ("c", "1")],
            "yes",
            "works_now",
        ),
        ([("s", "Ticket wurde als gelöst markiert")], "yes", "marked_solved"),
        ([("s", "Ticket marked as solved"), ("s", "Ticket was reopened")], "unknown", None),
        ([("s", "Marked resolved by system: 7 days of inactivity")], "unknown", None),
    ],
)
def test_what_was_said_after_an_answer_decides(
    rest: list[Said], resolved: str, rule: str | None
) -> None:
    """The later word wins, weak words never over strong ones; what follows may void it."""
    case = _case(ASK, ANSWER, *rest)
    assert (case.resolved, rules_of(case.because).get("resolved")) == (resolved, rule)


def test_the_same_words_again_after_an_answer_are_a_no() -> None:
    """In another order and with other small words; a later answer makes it unknown again."""
    said: list[Said] = [
        ("c", "Wann kommt meine Lieferung aus Hamburg?"),
        ANSWER,
        ("c", "meine Lieferung aus hamburg, wann kommt denn die"),
    ]
    assert rules_of(_case(*said).because)["resolved"] == "repeats"
    assert _case(*said, ANSWER).resolved == "unknown"
    assert _case(said[0], said[2]).resolved == "unknown"


@pytest.mark.parametrize(
    "said",
    [
        [ASK, ("b", "Ich verbinde Sie mit einer Kollegin."), ("c", "Danke")],
        [ASK, ("a", "Danke für Ihre Nachricht. Wir melden uns bald."), ("c", "danke")],
        [ASK, ("a", "Einen Moment bitte, ich schaue nach."), ("c", "Danke")],
        [ASK, ("b", "Das habe ich leider nicht verstanden."), ("c", "danke")],
        [ASK, ("a", "Soll ich es umleiten?"), ("c", "Ja, danke")],
        [("c", "Danke für die Lieferung, mein Paket ist angekommen")],
        [("c", "Mein Internet geht immer noch nicht"), ("b", "Wie lautet die Kundennummer?")],
    ],
)
def test_no_answer_no_outcome(said: list[Said]) -> None:
    """Thanks for a handoff, a receipt or a promise settle nothing; a first message only asks."""
    assert _case(*said).resolved == "unknown"


@pytest.mark.parametrize(
    ("said", "asked", "handed", "reached", "abandoned"),
    [
        ([ASK, ANSWER], None, None, None, None),
        ([ASK, ("c", "Mitarbeiter bitte")], "asks_for_human", None, None, "no_agent_came"),
        (
            [ASK, ("b", "Soll ich Sie mit einem Mitarbeiter verbinden?"), ("c", "Ja bitte")],
            "accepts_offer",
            None,
            None,
            "no_agent_came",
        ),
        (
            [ASK, ("b", "Soll ich Sie mit einem Mitarbeiter verbinden?"), ("c", "Nein danke")],
            None,
            None,
            None,
            None,
        ),
        (
            [ASK, ("b", "Ich verbinde Sie mit einem Kollegen."), ("a", "Guten Tag!")],
            None,
            "agent_after_bot",
            "agent_wrote",
            None,
        ),
        ([ASK, ("b", "Wie lautet die Nummer?")], None, None, None, "question_unanswered"),
        ([ASK, ("b", "Hat das Ihre Frage beantwortet?")], None, None, None, None),
        ([ASK, ("a", "Wie lautet die Nummer?")], None, None, "agent_wrote", None),
        (
            [ASK, ("a", "Automatische Antwort: Wir melden uns.")],
            None,
            None,
            "receipt_only",
            None,
        ),
    ],
)
def test_each_outcome_names_its_rule(
    said: list[Said],
    asked: str | None,
    handed: str | None,
    reached: str | None,
    abandoned: str | None,
) -> None:
    """With a bot, without one, and mixed; an automatic receipt reaches nobody."""
    case = _case(*said)
    rules = rules_of(case.because)
    assert (rules.get("asked_for_human"), case.asked_for_human) == (asked, asked is not None)
    assert (rules.get("handed_off"), case.handed_off) == (handed, handed is not None)
    assert (rules.get("reached_agent"), case.reached_agent) == (reached, reached == "agent_wrote")
    assert (rules.get("abandoned"), case.abandoned != "no") == (abandoned, abandoned is not None)


def test_a_handoff_announced_in_vain_is_not_contained() -> None:
    """The bot tried: containment and false deflection leave the case out."""
    case = _case(ASK, ("b", "Ich verbinde Sie mit einem Kollegen."))
    assert (case.handed_off, case.handoff_reason, case.abandoned) == (False, "announced", "queue")
    rates = evaluate(
        split_cases(Messages.of(_log(ASK, ("b", "Ich verbinde Sie mit einem Kollegen."))))
    )
    assert rates["containment"].value == 0


def test_an_automatic_receipt_is_not_a_reply() -> None:
    """The first response is the agent's, an hour later."""
    case = _case(
        ASK,
        ("a", "Vielen Dank für Ihre Nachricht. Unser Team meldet sich, wir antworten bald."),
        ("a", "Ihr Paket kommt morgen."),
    )
    assert case.first_response_seconds == 120


_WORDS = ["Hallo", "Danke", "Mensch bitte", "geht immer noch nicht", "hat geklappt", "1", "Ja", ""]
_TEAM = ["Morgen.", "Hat das geholfen?", "Ich verbinde Sie mit einem Kollegen.", "Welche Nummer?"]


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("c"), st.sampled_from(_WORDS)),
            st.tuples(st.sampled_from("ab"), st.sampled_from(_TEAM)),
            st.tuples(st.just("s"), st.sampled_from(["Ticket solved", "closed", "reopened"])),
        ),
        min_size=1,
        max_size=12,
    )
)
@settings(max_examples=40, deadline=None)
def test_rules_and_outcomes_agree(said: list[Said]) -> None:
    """Each outcome that is not the default names one known rule, in the fixed order."""
    cases = split_cases(Messages.of(_log(*said)), "400d", closing=False, handoffs=False)
    for case in cases.rows():
        rules = rules_of(case.because)
        assert case.because is not None
        assert list(rules) == [name for name in OUTCOMES if name in rules]
        assert set(rules.values()) <= set(RULES)
        assert because_of(rules) == case.because
        assert ("resolved" in rules) == (case.resolved != "unknown")
        assert ("asked_for_human" in rules) == case.asked_for_human
        assert ("abandoned" in rules) == (case.abandoned != "no")
        assert (rules.get("resolved") in _evidence.NO) == (case.resolved == "no")


def test_each_rule_has_a_meaning() -> None:
    """What `evaluate --because` may print is explained, and nothing else is."""
    named = {*_evidence.ASKED, *_evidence.YES, *_evidence.NO, "marked_solved", "came_back"}
    text = _outcome.__doc__ or ""
    named |= set(re.findall(r"^`(\w+)`", text, flags=re.MULTILINE))
    named |= {
        "same_reference",
        "same_intent",
        "says_again",
        "failed_again",
        "reopened",
        "same_words",
    }
    assert set(RULES) == named


def test_other_languages_are_unknown_and_counted() -> None:
    """A French thank-you decides nothing, and the result says how many cases that concerns."""
    case = _case(ASK, ANSWER, ("c", "Danke, merci!"), locale="fr")
    assert case.resolved == "unknown"
    rows = [*_log(ASK, ANSWER, locale="fr"), *_log(ASK, ANSWER, thread="u", locale="de")]
    assert evaluate(split_cases(Messages.of(rows))).other_languages == {"fr": 1}


def _team_log() -> Messages:
    """A team without a bot: three customers, one comes back."""
    late: list[Said] = [ASK, ("a", "Morgen zwischen 10 und 12 Uhr."), ("c", "Danke!")]
    return Messages.of(
        [
            *_log(*late, thread="one"),
            *_log(("c", "Haben Sie am Montag offen?"), ("a", "Ja."), thread="two"),
            *_log(ASK, ("a", "Unterwegs."), ("c", "hat geklappt, ist da"), thread="three"),
        ]
    )


def test_a_team_without_a_bot_is_measured() -> None:
    """What a bot does does not apply and says so; the rest is counted, unknown as a range."""
    rates = evaluate(
        link_recontacts(split_cases(_team_log())), observed_until=START + timedelta(days=9)
    )
    for name in ("containment", "deflection", "handoff_rate"):
        assert "bot" in rates.left_out[name]
        assert "Bot" in rates.left_out_de[name]
    assert {"service_level_60m", "recontact", "first_contact_resolution"} <= set(rates)
    first = rates["first_contact_resolution"]
    assert (first.numerator, first.denominator, first.unknown) == (2, 3, 1)
    assert rates["recontact"].value == 0
    assert rates.because == {"agent_wrote": 3, "thanks": 1, "works_now": 1}
    assert Rates.from_json(rates.to_json()).because == rates.because


def test_nobody_looked_is_not_nobody_came_back() -> None:
    """Without links and intents the rate is left out; and not beyond the window of the links."""
    cut = split_cases(_team_log())
    later = START + timedelta(days=9)
    assert "recontact" in evaluate(cut, observed_until=later).left_out
    linked = link_recontacts(cut, "24h")
    assert "recontact" in evaluate(linked, window="24h", observed_until=later)
    assert "recontact" in evaluate(linked, window="72h", observed_until=later).left_out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (RECONTACT_SECONDS, "abc"),
        (RECONTACT_SECONDS, "nan"),
        (RECONTACT_SECONDS, "-5"),
        (RECONTACT_SECONDS, "inf"),
        (OBSERVED_UNTIL, "soon"),
        (OBSERVED_UNTIL, "2026-01-01T00:00:00"),
    ],
)
def test_what_a_file_says_of_all_cases_is_checked(tmp_path: Path, name: str, said: str) -> None:
    """The file beside a table may be edited: what is no time is refused where it is read."""
    path = tmp_path / "cases.jsonl"
    split_cases(_team_log()).saying(name, said).save(path)
    with pytest.raises(InputError, match=f"{name} must be"):
        Cases.load(path)


@pytest.mark.parametrize("ending", ["parquet", "jsonl", "csv"])
def test_a_file_knows_that_somebody_looked(tmp_path: Path, ending: str) -> None:
    """Saved and loaded, an empty column still means that nobody came back; until when, too."""
    path, until = tmp_path / f"cases.{ending}", START + timedelta(days=9)
    alone = split_cases(Messages.of(_log(ASK, ("a", "Unterwegs."), ("c", "Danke!"))))
    link_recontacts(alone).saying(OBSERVED_UNTIL, until.isoformat()).save(path)
    rate = evaluate(Cases.load(path))["recontact"]
    assert (rate.numerator, rate.denominator) == (0, 1)
    assert rate.low == 0
    assert rate.high is not None
    assert rate.high > 0.5
    alone.save(path)
    assert "recontact" in evaluate(Cases.load(path), observed_until=until).left_out


def test_a_window_beyond_the_links_is_said(tmp_path: Path) -> None:
    """Who asks about more than was looked for is told so, not that a column is missing."""
    path = tmp_path / "cases.parquet"
    link_recontacts(split_cases(_team_log()), "24h").save(path)
    told = evaluate(Cases.load(path), observed_until=START + timedelta(days=9))
    assert "within 24 h only, not within 72h" in told.left_out["recontact"]
    assert "innerhalb von 24 h gesucht" in told.left_out_de["recontact"]


def test_a_log_goes_all_the_way(tmp_path: Path) -> None:
    """read, anonymize, cases and evaluate on a team's chat; the rules are shown, names are not."""
    export = tmp_path / "WhatsApp Chat mit Ada Beispiel.txt"
    lines = [
        "03.03.25, 09:00 - Ada Beispiel: Das Schloss klemmt",
        "03.03.25, 09:05 - Werkstatt Muster: Wir haben es geölt.",
        "03.03.25, 09:06 - Ada Beispiel: Super, danke, läuft wieder!",
        "05.03.25, 10:00 - Ada Beispiel: Das Schloss klemmt schon wieder",
        "05.03.25, 10:09 - Werkstatt Muster: Das ist ein bekannter Fehler.",
        "13.03.25, 10:00 - Ada Beispiel: Bitte um Rückruf",
        "13.03.25, 10:30 - Werkstatt Muster: Gern, heute um 12 Uhr.",
    ]
    export.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def run(*words: str) -> str:
        result = CliRunner().invoke(app, [*words])
        assert result.exit_code == 0, result.output
        return result.output

    raw, anon, cases = (str(tmp_path / f"{n}.parquet") for n in ("raw", "anon", "cases"))
    run("read", str(export), "--agent", "Werkstatt Muster", "-o", raw)
    run("anonymize", raw, "--key", str(tmp_path / "my.key"), "-o", anon)
    assert "1 return" in run("cases", anon, "-o", cases)
    shown = run("evaluate", cases, "--by", "channel", "--because")
    assert "channel whatsapp: 3 cases" in shown
    assert re.search(r"came_back +1 ", shown)
    assert re.search(r"asks_for_human +1 ", shown)
    assert "containment" in shown.partition("left out")[0].splitlines()[-1]
    assert "unknown: 0.0% to" in shown
    assert "Ada" not in shown
    found = json.loads(run("evaluate", cases, "--json"))
    assert found["because"]["came_back"] == 1
    assert Cases.load(cases).rows()[1].recontact_of == Cases.load(cases).rows()[0].case_id
