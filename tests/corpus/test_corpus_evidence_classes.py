"""Kinds of sentences that look like evidence and are none, or the other way round."""

from __future__ import annotations

import pytest

from dialogkit.corpus._evidence import asks_for_human, evidence, settled
from dialogkit.corpus._outcome import outcome

ADVICE = {"de": "Bitte starten Sie den Router neu.", "en": "Please restart the router."}


@pytest.mark.parametrize(
    ("asked", "best", "worst"),
    [
        ("Bitte eine Schulnote von 1 bis 6.", "1", "6"),
        ("Welche Note von 1 bis 6 geben Sie uns?", "2", "5"),
        ("Geben Sie uns bitte eine Schulnote (1-6).", "2", "5"),
        ("Bitte bewerten Sie uns mit einer Note von 1 bis 6.", "1", "6"),
        ("How would you rate us, as a school grade from 1 to 6?", "1", "6"),
        ("Please give us a German school grade from 1 to 6.", "2", "5"),
        ("Please rate us from 1 to 6.", "6", "1"),
        ("Schulnote von 1 (mangelhaft) bis 6 (sehr gut)?", "6", "1"),
        ("Bitte bewerten Sie uns von 1 bis 5.", "5", "1"),
    ],
)
def test_one_is_the_best_grade_of_a_german_school(asked: str, best: str, worst: str) -> None:
    """Only where a grade was asked for and its ends are not named."""
    assert evidence(best, before=asked) == ("rated_high",)
    assert evidence(worst, before=asked) == ("rated_low",)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("de", "Das Problem ist weg gewesen und heute wieder da"),
        ("de", "Der Fehler war kurz behoben und ist jetzt wieder da"),
        ("de", "Problem gelöst gewesen, seit heute erneut aufgetreten"),
        ("de", "Es lief gestern und ist heute wieder kaputt"),
        ("en", "The problem was gone and today it's back"),
        ("en", "the issue went away and has now come back"),
        ("en", "Problem fixed for a day and then it returned"),
        ("en", "the error is back"),
    ],
)
def test_what_came_back_is_not_solved(locale: str, text: str) -> None:
    """Although it says that it was gone."""
    assert evidence(text, before=ADVICE[locale]) == ("not_solved",)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("de", "Das Problem ist weg"),
        ("de", "Das Problem ist weg und das Internet wieder da"),
        ("de", "Problem behoben, alles läuft wieder"),
        ("de", "Ich habe es geschafft"),
        ("de", "Habe es hinbekommen, mich anzumelden"),
        ("en", "The error is gone and my internet is back"),
        ("en", "the problem is gone, I'm back in"),
        ("en", "I managed to log in"),
        ("en", "I managed to unlock it"),
    ],
)
def test_what_works_again_is_solved(locale: str, text: str) -> None:
    """What came back is not the fault."""
    assert evidence(text, before=ADVICE[locale]) == ("works_now",)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "I managed to break it again"),
        ("en", "I managed to lock myself out"),
        ("en", "got it working and then managed to delete it"),
        ("en", "I managed to lose the code"),
        ("de", "hab es hinbekommen, mein Konto zu sperren"),
        ("de", "Habe es geschafft, alles zu löschen"),
        ("de", "Ich habe es geschafft, das Passwort dreimal falsch einzugeben"),
    ],
)
def test_who_managed_to_break_it_is_not_done(locale: str, text: str) -> None:
    """No success is told."""
    assert evidence(text, before=ADVICE[locale]) == ()


@pytest.mark.parametrize(
    "before",
    [
        "Ihr Paket ist leider verloren gegangen.",
        "Ihr Antrag wurde abgelehnt.",
        "Leider ist der Artikel ausverkauft. Das tut mir leid.",
        "Der Termin fällt leider aus.",
        "Eine Erstattung ist leider nicht möglich.",
        "Unfortunately your parcel has been lost.",
        "I'm afraid your claim was rejected.",
        "Sadly that model is sold out. Sorry about that.",
    ],
)
@pytest.mark.parametrize("thanks", ["Danke für die Info", "ok thank you"])
def test_thanks_for_bad_news_are_courtesy(before: str, thanks: str) -> None:
    """They say nothing of whether the issue is settled."""
    assert evidence(thanks, before=before) == ()
    told = "customer\nagent bad_news\ncustomer thanks"
    row = dict.fromkeys(("bot_engaged", "handed_off", "announced", "asked_for_human"), False)
    found = outcome({**row, "told": told, "reached_agent": True, "customer_turns": 2})
    assert found["resolved"] == "unknown"


@pytest.mark.parametrize(
    "before",
    [
        "Ihr Paket ist leider verloren gegangen. Sie haben dafür den vollen Betrag zurück.",
        "Leider ist Blau ausverkauft, aber Grün ist lieferbar.",
        "Ihr Paket kommt morgen.",
        "Unfortunately it was lost. We have sent you a new one today.",
        "Blue is sold out, but green is available.",
        "Your parcel arrives tomorrow.",
    ],
)
def test_thanks_for_what_was_offered_instead_count(before: str) -> None:
    """The bad news is not the last word."""
    assert evidence("Danke!", before=before) == ("thanks",)


@pytest.mark.parametrize(
    "text",
    [
        "Kann ich eine Person mehr auf die Buchung nehmen?",
        "Kann ich noch eine Person mitnehmen?",
        "Kann eine Person kostenlos mitfahren?",
        "Ich möchte eine Person hinzubuchen",
        "Ich möchte einen Mitarbeiter loben",
        "Ich möchte mich bei einer Mitarbeiterin bedanken",
        "Ich will einen Mitarbeiter von Ihnen melden, er war unfreundlich",
        "Ich muss erst mit dem Chef sprechen",
        "can I add one more person to the booking",
        "Can I bring a person along?",
        "I need to remove a person from my booking",
        "I want to praise a member of staff",
        "I'd like to compliment one of your agents",
        "I want to report an employee",
    ],
)
def test_who_is_booked_or_praised_is_not_asked_for(text: str) -> None:
    """Nobody shall be talked to."""
    assert not asks_for_human(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ich würde gern mit Ihrem Chef sprechen",
        "Ich möchte die Geschäftsführerin sprechen",
        "Ich will mit der Filialleitung reden",
        "Kann mich bitte mal wer anrufen?",
        "Könnte mich bitte einer zurückrufen?",
        "Menschlicher Support?",
        "Gibt es menschliche Hilfe?",
        "could someone ring me please",
        "could anybody give me a call",
        "let me speak to your boss",
        "human support?",
        "Ich möchte mit einem Mitarbeiter sprechen und eine Person hinzubuchen",
        "Ich möchte mit einem Mitarbeiter sprechen, um eine Kollegin von Ihnen zu loben",
        "Kann ich bitte eine Person haben?",
        "Kann ein Mitarbeiter das übernehmen?",
        "Kann sich eine Mitarbeiterin bei mir melden?",
        "Can I speak to a person about adding one more person to the booking",
        "I want to talk to a member of staff",
    ],
)
def test_a_boss_a_call_and_human_support_are_asked_for(text: str) -> None:
    """Also beside something else that concerns people."""
    assert asks_for_human(text)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("de", "Ging leider nicht"),
        ("de", "Nein, klappte leider nicht"),
        ("de", "das lief leider nicht"),
        ("de", "Funktionierte nicht"),
        ("en", "wouldn't work"),
        ("en", "it did not work"),
        ("en", "no, it failed"),
        ("en", "no joy"),
    ],
)
def test_what_did_not_work_is_a_no_after_advice(locale: str, text: str) -> None:
    """And the telling of the issue in the first message."""
    assert evidence(text, before=ADVICE[locale]) == ("not_solved",)
    assert evidence(text, before="Haben Sie schon angerufen?") == ()


@pytest.mark.parametrize(
    "text", ["gestern ging es nicht so gut los", "it wouldn't work for my parents I think"]
)
def test_a_longer_tale_of_what_did_not_work_is_no_verdict(text: str) -> None:
    """The whole text must say it."""
    assert evidence(text, before=ADVICE["de"]) == ()


@pytest.mark.parametrize(
    "before",
    [
        "We will send a new lid this week.",
        "Someone will call you this afternoon.",
        "I have raised a ticket, number 4711.",
        "We're working on it.",
        "I've escalated this to our tech team.",
        "It will take another two weeks I'm afraid.",
        "Wir schicken Ihnen diese Woche einen neuen.",
        "Ist in Bearbeitung.",
        "Das muss ich erst mit der Technik klären.",
        "Ich habe das ans Lager weitergegeben.",
        "Ein Kollege ruft Sie heute Nachmittag an.",
        "Das dauert leider noch zwei Wochen.",
    ],
)
def test_thanks_for_what_is_yet_to_be_done_say_nothing(before: str) -> None:
    """Nor does a late one, told before anything came; but it is an answer."""
    assert evidence("Danke!", before=before) == ()
    assert evidence("Immer noch nicht da", before=before) == ("not_solved",)


@pytest.mark.parametrize(
    "text",
    [
        "Noise is back",
        "The leak is back",
        "Das Geräusch ist wieder da",
        "It worked for an hour, then stopped",
        "Hat eine Stunde funktioniert, jetzt ist es wieder aus",
        "Danke, schade",
        "well thanks for the canned answer",
        "Hat sich erledigt, ich gehe zur Konkurrenz",
    ],
)
def test_what_is_back_or_over_is_no_yes(text: str) -> None:
    """Beside what is back as it should be."""
    assert settled(text) != "yes"
    assert settled("Internet is back") == settled("Hat sich erledigt, danke") == "yes"
