"""What thanks are for: they settle a case only where the customer was given what they wrote for."""

from __future__ import annotations

import pytest
from chats_made import case_of

from dialogkit.corpus._evidence_team_marks import team_marks
from dialogkit.corpus._outcome import rules_of

FAULT = {"de": "Meine Bestellung kam kaputt an", "en": "my order arrived broken"}
THANKS = {"de": "Danke!", "en": "Thanks!"}


TO_COME = [
    ("de", "Der Monteur kommt am Montag zwischen 8 und 12."),
    ("de", "Sie bekommen bis Freitag Ersatz."),
    ("de", "Sie erhalten eine Gutschrift in den nächsten Tagen."),
    ("de", "Das Geld sollte in 3 bis 5 Tagen da sein."),
    ("de", "Das wird diese Woche repariert."),
    ("de", "Ich gebe es an die Buchhaltung."),
    ("de", "Wir bringen es morgen vorbei."),
    ("de", "Ist notiert, geht morgen raus."),
    ("de", "Ihr Termin ist am Montag um 9."),
    ("de", "Das dauert leider noch zwei Wochen."),
    ("de", "Die Störung ist uns bekannt, wir arbeiten daran."),
    ("en", "Our technician comes on Monday between 8 and 12."),
    ("en", "You'll get a replacement by Friday."),
    ("en", "You will receive a credit note in the next few days."),
    ("en", "Your refund should arrive in 3 to 5 days."),
    ("en", "It will be repaired this week."),
    ("en", "I'm passing this to accounts."),
    ("en", "We'll bring it round in the morning."),
    ("en", "A new one goes out tomorrow."),
    ("en", "Your appointment is Monday at 9."),
    ("en", "A patch is scheduled for Thursday."),
    ("en", "He can be with you at 1 pm."),
]


@pytest.mark.parametrize(("locale", "answer"), TO_COME)
def test_who_told_of_a_fault_waits_for_what_is_to_come(locale: str, answer: str) -> None:
    """Thanks for it are courtesy."""
    assert case_of(("c", FAULT[locale]), ("a", answer), ("c", THANKS[locale])).resolved == "unknown"


@pytest.mark.parametrize(
    ("question", "answer", "thanks"),
    [
        ("Wann kommt der Monteur?", "Der Monteur kommt am Montag um 9.", "Danke!"),
        ("Wo ist mein Paket?", "Es wird morgen zugestellt.", "Super, danke"),
        ("könnte ich einen Termin haben", "Ihr Termin ist am Montag um 9.", "Prima, danke!"),
        ("when is my eye test", "It's on Thursday the 9th, 2:15 pm.", "thank you"),
        ("is there parking", "Yes, there is a free car park behind the building.", "perfect ty"),
        ("Have you got seed potatoes left?", "Yes, £4.50 a bag.", "Smashing, I'll pop in later"),
        ("habts ihr noch Schrauben da", "Ja, 6 Stück.", "Super, dann komm i vorbei. Merci!"),
    ],
)
def test_who_asked_to_know_it_has_the_answer(question: str, answer: str, thanks: str) -> None:
    """A time to come is an answer, and praise or a plan of one's own is thanks enough."""
    case = case_of(("c", question), ("a", answer), ("c", thanks))
    assert (case.resolved, rules_of(case.because)["resolved"]) == ("yes", "thanks")


@pytest.mark.parametrize(
    ("wish", "done", "resolved"),
    [
        ("Bitte ändern Sie meine Adresse", "Die neue Anschrift ist hinterlegt.", "yes"),
        ("Bitte ändern Sie meine Adresse", "Ist geändert.", "yes"),
        ("Bitte ändern Sie meine Adresse", "Ich habe es an die Zentrale gemeldet.", "unknown"),
        ("Bitte ändern Sie meine Adresse", "Das ist noch nicht geändert.", "unknown"),
        ("Unsubscribe me", "Done.", "yes"),
        ("I need my invoice", "I've emailed it to you.", "yes"),
        ("my order arrived broken", "I've sent you a new one.", "unknown"),
        ("my invoice is wrong", "Corrected and re-issued as 2024-118b.", "yes"),
        ("my router is broken", "Please restart it.", "unknown"),
        ("my router is broken", "Our hotline is 0800 123.", "unknown"),
    ],
)
def test_thanks_for_what_was_done_count(wish: str, done: str, resolved: str) -> None:
    """What was sent does not mend a fault, and advice has not been tried yet."""
    assert case_of(("c", wish), ("a", done), ("c", "Thank you, danke")).resolved == resolved


@pytest.mark.parametrize(
    ("rest", "resolved"),
    [
        ((("a", "Gern."), ("c", "Danke")), "unknown"),
        (
            (("a", "Sehr gerne! Kann ich sonst noch helfen?"), ("c", "Nein, das war alles")),
            "unknown",
        ),
        ((("c", "Ist da, läuft wieder"),), "yes"),
    ],
)
def test_a_courtesy_takes_back_no_promise(rest: tuple[tuple[str, str], ...], resolved: str) -> None:
    """What was to be done stays what the customer waits for."""
    start = (("c", FAULT["de"]), ("a", "Wir schicken Ihnen einen neuen."), ("c", "ok"))
    assert case_of(*start, *rest).resolved == resolved


def test_nothing_more_settles_what_was_asked() -> None:
    """Said to "anything else?"; a no with a but does not."""
    asked = (("c", "Wann haben Sie offen?"), ("b", "Bis 18 Uhr. Kann ich sonst noch etwas tun?"))
    assert case_of(*asked, ("c", "Nein, das war alles. Danke")).resolved == "yes"
    assert case_of(*asked, ("c", "Nein, aber das ist falsch")).resolved != "yes"


@pytest.mark.parametrize(
    "text",
    [
        "Sie pumpt wieder",
        "läuft jetzt wie Butter",
        "bin drin",
        "kein Problem mehr",
        "ist eingetrudelt",
        "all back on now",
        "it activated straight away",
        "im in",
        "finally arrived",
        "that was the problem",
    ],
)
def test_free_words_of_success(text: str) -> None:
    """They need no thanks."""
    case = case_of(("c", FAULT["de"]), ("a", "Bitte neu starten."), ("c", text))
    assert (case.resolved, rules_of(case.because)["resolved"]) == ("yes", "works_now")


@pytest.mark.parametrize(
    "text",
    [
        "springt kurz an und geht dann wieder aus",
        "läuft jetzt aus",
        "Jetzt geht der Fehler wieder los",
        "works now and then",
        "im in the garden",
        "came today, wrong size",
        "no problem",
        "passt so nicht",
    ],
)
def test_what_only_sounds_like_success(text: str) -> None:
    """It does not last, or another thing is told."""
    case = case_of(("c", FAULT["de"]), ("a", "Bitte neu starten."), ("c", text))
    assert case.resolved != "yes"


@pytest.mark.parametrize(
    "text",
    [
        "Da passiert gar nichts",
        "Reine Zeitverschwendung",
        "So kommen wir nicht weiter, ich komme nicht weiter",
        "The door still pops open",
        "same error again",
        "nothing is fixed",
        "I do not accept this",
    ],
)
def test_free_words_of_failure_need_an_answer(text: str) -> None:
    """As the first word they tell the issue, as an answer to a question they answer it."""
    rule = case_of(("c", FAULT["de"]), ("a", "Bitte neu starten."), ("c", text))
    assert rule.resolved == "no"
    assert case_of(("c", text)).resolved == "unknown"
    asked = case_of(("c", FAULT["de"]), ("a", "Was genau passiert denn?"), ("c", text))
    assert asked.resolved == "unknown"


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Wir haben am Montag geöffnet", None),
        ("Guten Morgen, Ihre Rechnung liegt im Konto", None),
        ("Die Lieferung wurde am Montag zugestellt", None),
        ("The parcel was delivered on Monday", None),
        ("Sie können es bis Freitag abholen", None),
        ("Der Betrag bleibt gleich", None),
        ("Die Lieferung erfolgt am Freitag", "ahead"),
        ("It's on its way", "ahead"),
    ],
)
def test_what_lies_ahead(text: str, mark: str | None) -> None:
    """Neither the past, nor the rules of the house, nor what the customer may do."""
    assert ("ahead" in team_marks(text, "agent")) is (mark is not None)
