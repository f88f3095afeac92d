"""Kinds of ordinary chats that sound settled and are not, or ask for a human and do not."""

from __future__ import annotations

import time

import pytest
from chats_made import case_of

from dialogkit.corpus._evidence import asks_for_human
from dialogkit.corpus._evidence_marks import customer_marks
from dialogkit.corpus._evidence_team_marks import team_marks


@pytest.mark.parametrize(
    "text",
    [
        "Es ist nichts angekommen",
        "Bei mir ist nichts angekommen",
        "Hier ist gar nichts angekommen",
        "Auf meinem Konto ist nichts eingegangen",
        "Bisher ist bei mir nichts eingetroffen",
        "Das ist nie angekommen",
        "none of it arrived",
        "nothing arrived",
    ],
)
def test_nothing_has_come(text: str) -> None:
    """It is the opposite of a success."""
    sent = (("c", "Ich brauche meine Bescheinigung"), ("a", "Ich habe sie Ihnen gemailt."))
    assert case_of(*sent, ("c", text)).resolved == "no"


@pytest.mark.parametrize(
    ("wish", "answer", "thanks"),
    [
        ("Could somebody ring me about my boiler service?", "We'll give you a call.", "thanks"),
        ("Can I get a copy of my invoice?", "I'll email it this afternoon.", "brilliant thanks"),
        ("Can you extend my loan of the book?", "I'll do that later today.", "lovely ta"),
        ("Kann jemand den Hahn richten?", "Der Hausmeister kommt am Donnerstag vorbei.", "Danke!"),
        ("Can I pay later?", "I'll have to ask.", "thanks"),
        ("Can I exchange this?", "Please send us a photo.", "Thanks, will do"),
    ],
)
def test_a_wish_put_as_a_question_waits_for_what_is_promised(
    wish: str, answer: str, thanks: str
) -> None:
    """A time to come answers those alone who asked for one."""
    assert case_of(("c", wish), ("a", answer), ("c", thanks)).resolved == "unknown"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Kann ich das ohne Bon umtauschen?", "Ohne Bon geht das nicht."),
        ("Could I have my money back?", "You'd have to ask the seller for that."),
        ("Wann kommt der Techniker?", "Das steht noch nicht fest."),
        ("Gibt es Neues zu meinem Antrag?", "Noch nichts Neues."),
        ("Kommt mein Paket heute?", "Nein."),
        ("Has my order shipped?", "Not yet."),
        ("broadband down in LS6?", "There is an outage. We do not have a repair time yet."),
        ("Hat sich jemand gemeldet?", "Leider nein."),
    ],
)
def test_thanks_for_a_refusal_are_courtesy(question: str, answer: str) -> None:
    """Likewise for what nobody knows yet."""
    assert (
        case_of(("c", question), ("a", answer), ("c", "Ok, danke / thanks")).resolved == "unknown"
    )


@pytest.mark.parametrize(
    ("problem", "advice", "thanks"),
    [
        ("how do I turn on roaming? nothing loads abroad", "Switch it on.", "thank you!"),
        ("the door code isn't accepted, any idea?", "Type it and press the star.", "thank you!"),
        ("I can't find the confirmation email, where is it?", "Look in your spam.", "ok thanks"),
        ("wo ist der Code, er wird nicht angenommen", "Er steht auf der Karte.", "danke"),
    ],
)
def test_thanks_for_advice_are_no_success(problem: str, advice: str, thanks: str) -> None:
    """A fault was told, and nobody has said that it is gone."""
    assert case_of(("c", problem), ("a", advice), ("c", thanks)).resolved == "unknown"


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("a", "I haven't heard back so I'm marking this ticket as resolved."),
        ("a", "We've set this to solved as we haven't heard from you."),
        ("s", "Ticket wurde nach 7 Tagen ohne Rückmeldung als gelöst markiert"),
        ("a", "Da ich nichts mehr von Ihnen gehört habe, markiere ich das Ticket als gelöst."),
        ("a", "Mangels Rückmeldung gilt der Fall als gelöst."),
        ("a", "Your other ticket 331 has been marked as resolved, this one stays open."),
    ],
)
def test_closed_for_silence_is_not_solved(who: str, text: str) -> None:
    """Nobody said that it is."""
    assert case_of(("c", "My login fails"), ("a", "Try again."), (who, text)).resolved == "unknown"


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("Wie stark sind die Schmerzen auf einer Skala von 0 bis 10?", "8"),
        ("Wie stark auf einer Skala von 1 bis 10?", "2"),
        ("Please rate your pain from 1 to 5", "1"),
    ],
)
def test_a_scale_of_pain_is_no_rating(asked: str, number: str) -> None:
    """It tells the issue."""
    assert case_of(("c", "Mein Knie tut weh"), ("b", asked), ("c", number)).resolved == "unknown"


@pytest.mark.parametrize(
    ("wish", "asked", "answer"),
    [
        ("I want to cancel my subscription", "May I ask why?", "I don't need it any more"),
        ("Kündigung bitte", "Warum möchten Sie kündigen?", "Brauche ich nicht mehr"),
        ("My order is wrong", "What did you order?", "My mistake was choosing the red one"),
        ("I want to return my shoes", "When did you get them?", "The parcel just arrived today"),
        ("Die App lädt nicht", "Haben Sie WLAN?", "Ja, WLAN funktioniert einwandfrei"),
        ("My TV has no picture", "Does the sound work?", "Yes, sound works fine"),
        ("Can't log in", "Did you get the code?", "Yes, got the code"),
    ],
)
def test_the_answer_to_a_question_is_no_success(wish: str, asked: str, answer: str) -> None:
    """It tells what was asked for."""
    assert case_of(("c", wish), ("a", asked), ("c", answer)).resolved == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        "It starts now and blinks red",
        "The other parcel has arrived",
        "Meine Nachbarin sagt ihres ist angekommen",
    ],
)
def test_another_thing_is_no_success(text: str) -> None:
    """Nor another sign of the fault."""
    assert case_of(("c", "It is dead"), ("a", "Press reset."), ("c", text)).resolved != "yes"


def test_when_it_will_be_mended_is_not_yet_mended() -> None:
    """A fault in words that no list holds: what is planned tells that it waits."""
    said = (
        ("c", "Meine Waschmaschine schleudert so komisch"),
        ("a", "Wir schicken einen Techniker."),
        ("c", "Wann?"),
        ("a", "Nächste Woche Dienstag."),
        ("c", "Ok, danke"),
    )
    assert case_of(*said).resolved == "unknown"


@pytest.mark.parametrize(
    "text", ["I don't want it any more then", "Dann brauche ich sie nicht mehr"]
)
def test_who_gives_up_is_not_content(text: str) -> None:
    """The answer was bad news."""
    told = ("a", "It is delayed by three weeks.")
    assert case_of(("c", "where is my lamp"), told, ("c", text)).resolved != "yes"


@pytest.mark.parametrize("text", ["Er ist da", "Wir sind da", "Jetzt lädt die Seite ewig"])
def test_who_is_there_is_no_parcel(text: str) -> None:
    """Nor is a page that loads and loads."""
    assert case_of(("c", "It is dead"), ("a", "He comes now."), ("c", text)).resolved != "yes"


def test_what_fails_again_is_not_solved() -> None:
    """In the present as well as in the perfect."""
    said = (("c", "App stürzt ab"), ("a", "Bitte neu installieren."), ("c", "Stürzt wieder ab"))
    assert case_of(*said).resolved == "no"


@pytest.mark.parametrize(
    "text",
    [
        "Ich hätte gern einen Termin bei einem Berater",
        "Ich hätte gern ein Beratungsgespräch mit einem Mitarbeiter nächste Woche",
        "Arbeiten bei euch echte Menschen im Lager?",
        "Ich hatte gestern um Rückruf gebeten",
        "Can someone call me a taxi?",
        "Ich brauche ein Zimmer für eine Person",
        "ich möchte ein ticket für eine person nach hamburg",
        "Können Sie das Lob bitte an Ihre Mitarbeiter weiterleiten?",
        "Ihr Kollege wollte mich zurückrufen, kann ich die Nummer ändern?",
    ],
)
def test_an_appointment_is_no_wish_for_a_human_now(text: str) -> None:
    """Nor is a call that was asked for before, or a taxi."""
    assert not asks_for_human(text)


@pytest.mark.parametrize(
    "text",
    [
        "Please put me through to billing",
        "can i speak with customer service please",
        "Hilft mir nicht, ich möchte telefonieren",
        "Kann ich bitte mit Frau Huber sprechen",
        "Kann ich bitte mit <PERSON_1a2b> sprechen",
        "Could a nurse give me a ring after 5?",
        "Ich verlange, dass mich Ihr Vertriebsleiter anruft.",
        "Kann da mal einer von euch ran?",
        "MENSCH BITTE",
        "human please, I have had no signal for two days",
    ],
)
def test_humans_are_asked_for_in_many_ways(text: str) -> None:
    """By name, by desk, or by phone."""
    assert asks_for_human(text)


@pytest.mark.parametrize("filler", [" ", "\n", "\t", "a ", "1 ", "ist geht ", "kein kein ", "👍 "])
def test_marks_take_no_time(filler: str) -> None:
    """A number followed by blanks, and any words again and again."""
    for times in (900, 4000):
        text = f"1{filler * times}x"
        begin = time.process_time()
        customer_marks(text)
        team_marks(text, "agent")
        assert time.process_time() - begin < 1
