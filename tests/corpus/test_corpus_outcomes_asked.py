"""What a desk asks in between, marks by itself, and asks to be sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from chats_made import case_of

from dialogkit.conversation import Case, Message, Messages, Speaker
from dialogkit.corpus import link_recontacts, split_cases

START = datetime(2025, 3, 3, 9, 0, 7, tzinfo=UTC)
SPEAKERS: dict[str, Speaker] = {"c": "customer", "a": "agent", "b": "bot", "s": "system"}


def _cases(*said: tuple[str, float, str]) -> list[Case]:
    """The cases of a thread of (who, hour, text)."""
    rows = [
        Message(
            conversation_id="t",
            position=n,
            speaker=SPEAKERS[who],
            kind="event" if who == "s" else "text",
            text=text,
            sent_at=START + timedelta(hours=hour),
            person="<PERSON_1a2b>" if who == "c" else None,
        )
        for n, (who, hour, text) in enumerate(said)
    ]
    return link_recontacts(split_cases(Messages.of(rows)), "7d").rows()


@pytest.mark.parametrize(
    ("told", "asked", "answer"),
    [
        ("I can't open my account", "Did the code arrive?", "yes it arrived"),
        ("my parcel is missing", "Did you get the tracking mail?", "yes got it, thanks"),
        ("Es fehlen zwei Stühle", "Ist der Tisch da?", "ja Tisch ist da"),
        ("es fehlt die Lampe", "Ist das Paket mit dem Tisch angekommen?", "ja ist angekommen"),
        ("The heating doesn't get warm", "Is the hot water working?", "yes that works"),
        ("The dryer is dead", "Is the washer working?", "yes the washer is working"),
        ("Internet drops every evening", "is it working now?", "yes right now it is"),
        ("Das Tor geht nicht auf", "Leuchtet die Lampe am Motor?", "Ja, leuchtet"),
        ("Ich komme nicht ins Portal", "Haben Sie die Mail bekommen?", "ja hab ich bekommen"),
        ("My card is declined", "Has the new card arrived?", "Yes, it has arrived"),
    ],
)
def test_a_yes_to_what_was_checked_settles_nothing(told: str, asked: str, answer: str) -> None:
    """Another thing works, or has come."""
    assert case_of(("c", told), ("a", asked), ("c", answer)).resolved == "unknown"


@pytest.mark.parametrize(
    ("told", "asked", "answer"),
    [
        ("The heating doesn't get warm", "I've reset it. Is it working now?", "yes"),
        ("Die Heizung ist kalt", "Zurückgesetzt. Läuft sie wieder?", "ja läuft wieder, danke"),
        ("Where is my parcel?", "It was sent on Monday. Has it arrived?", "Yes, arrived today"),
        ("Login geht nicht", "Bitte neu laden. Geht es jetzt?", "ja"),
        ("I can't log in", "I've reset it. Can you log in again?", "yes I can log in again"),
    ],
)
def test_a_yes_to_whether_it_works_again_does(told: str, asked: str, answer: str) -> None:
    """It is what was wanted."""
    assert case_of(("c", told), ("a", asked), ("c", answer)).resolved == "yes"


@pytest.mark.parametrize(
    "said",
    [
        "replacement arrived and it's also cracked",
        "Der Ersatz ist angekommen und hat auch einen Sprung",
        "arrived today, scratched all over",
        "Ist gekommen. Leider zerdrückt",
        "Ist da und schon wieder zerkratzt",
        "it came, two plates are chipped",
        "Paket ist da, ist das falsche drin",
    ],
)
def test_what_arrives_broken_settles_nothing(said: str) -> None:
    """Whatever word joins the two."""
    told = ("c", "The lamp arrived broken / Die Lampe kam kaputt an")
    sent = ("a", "We've sent a replacement today. / Ersatz ist heute raus.")
    assert case_of(told, sent, ("c", said)).resolved != "yes"


@pytest.mark.parametrize(
    ("told", "notice", "hours", "said"),
    [
        ("My laptop is slow", "Ticket marked as solved", 1, "still slow"),
        ("Mein Laptop ist langsam", "Ticket wurde als gelöst markiert", 1, "immer noch langsam"),
        ("My laptop is slow", "Ticket marked as solved", 1, "My laptop is still slow."),
        ("My laptop is slow", "Ticket marked as solved", 48, "My laptop is still slow"),
        ("Drucker staut Papier", "Ticket wurde als gelöst markiert", 3, "Drucker staut immer noch"),
        ("Heizung ist kalt", "Ticket wurde als gelöst markiert", 3, "Heizung ist immer noch kalt"),
        ("The room is cold", "Ticket marked as solved", 3, "The room is still cold"),
        ("It jams", "Ticket marked as solved", 3, "It still jams"),
        ("It jams", "Ticket marked as solved", 30, "still not working"),
    ],
)
def test_what_the_customer_denies_is_not_solved(
    told: str, notice: str, hours: float, said: str
) -> None:
    """A desk's mark is its own claim."""
    first, *_ = _cases(
        ("c", 0, told), ("a", 0.1, "Bitte neu starten. / Please restart it."), ("s", 0.2, notice),
        ("c", 0.2 + hours, said),
    )  # fmt: skip
    assert first.resolved == "no"


@pytest.mark.parametrize(
    ("rating", "resolved"),
    [
        ("Satisfaction rating: Bad", "no"),
        ("Satisfaction rating: Good", "yes"),
        ("Kundenbewertung: Schlecht. Kommentar: ist langsam", "no"),
        ("Kundenbewertung: Gut", "yes"),
    ],
)
def test_a_rating_in_a_notice_counts(rating: str, resolved: str) -> None:
    """It comes from the customer, after the desk's own mark."""
    case = case_of(
        ("c", "My laptop is slow"), ("a", "Please restart it."),
        ("s", "Ticket marked as solved"), ("s", rating),
    )  # fmt: skip
    assert case.resolved == resolved


@pytest.mark.parametrize(
    ("first", "answer", "again"),
    [
        (
            "Haben Sie die Sandalen in 38?",
            "Ja, lege ich zurück.",
            "Wieder ich, gibt es die Sandalen auch in rot?",
        ),
        (
            "Haben Sie die Sandalen in 38?",
            "Ja, lege ich zurück.",
            "Und wieder ich: gibt es die Sandalen in rot?",
        ),
        (
            "Ist der Salon am Montag auf?",
            "Ja ab 9.",
            "Da bin ich wieder. Hat der Salon Dienstag auch auf?",
        ),
        (
            "Do you have the sandals in 5?",
            "Yes, put by.",
            "Me again, do you have the sandals in red?",
        ),
        (
            "Ist der Salon am Montag auf?",
            "Ja ab 9.",
            "Ich bins wieder, hat der Salon Dienstag auf?",
        ),
    ],
)
def test_who_greets_again_says_of_nothing_that_it_is_so_again(
    first: str, answer: str, again: str
) -> None:
    """They are back, not the fault."""
    one, other = _cases(("c", 0, first), ("a", 0.1, answer), ("c", 0.2, "Danke"), ("c", 96, again))
    assert one.resolved != "no"
    assert other.recontact_of is None


@pytest.mark.parametrize(
    ("asked", "ok", "days", "said"),
    [
        (
            "Bitte schicken Sie uns Ihren Fahrzeugschein.",
            "ok mach ich",
            4,
            "Hier der Fahrzeugschein",
        ),
        ("Please send us your vehicle registration.", "ok", 4, "Here is the registration"),
        ("Können Sie uns bitte ein Foto vom Zähler schicken?", "mach ich", 5, "Anbei das Foto"),
        (
            "Bitte reichen Sie noch die letzten drei Gehaltsabrechnungen nach.",
            "",
            8,
            "anbei die Abrechnungen",
        ),
        ("Could you send us a copy of the lease?", "will do", 6, "Attached the lease"),
        ("Es fehlt noch der Mietvertrag.", "ok kommt", 3, "Hier der Mietvertrag"),
    ],
)
def test_what_was_asked_for_goes_on_with_its_case(
    asked: str, ok: str, days: int, said: str
) -> None:
    """However long it takes to find, and agreed or not."""
    between = [("c", 0.2, ok)] if ok else []
    chat = [("c", 0, "Ich möchte mein Auto anmelden"), ("a", 0.1, asked), *between]
    assert len(_cases(*chat, ("c", 24.0 * days, said))) == 1


@pytest.mark.parametrize(
    ("told", "answer", "hours", "said"),
    [
        ("wo ist meine Bestellung", "kommt heute", 3, "ist angekommen, aber ein Teller fehlt"),
        ("wo ist meine Bestellung", "kommt heute", 3, "ist gekommen. leider zerdrückt"),
        ("where's my order", "it comes today", 3, "it has arrived but two plates are broken"),
        ("I was overcharged £40", "We will refund it this week.", 48, "Only £20 came through"),
    ],
)
def test_what_has_come_goes_on_with_its_case(
    told: str, answer: str, hours: float, said: str
) -> None:
    """Also where it is not as it should be."""
    (case,) = _cases(
        ("c", 0, told), ("a", 0.1, answer), ("c", 0.2, "danke / thanks"), ("c", hours, said)
    )
    assert case.resolved != "yes"


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("Soll Herr Kunz Sie anrufen?", "ja gerne, ab 15 Uhr"),
        ("Shall I have somebody call you?", "yes please"),
    ],
)
def test_a_call_that_is_offered_is_a_human(asked: str, answer: str) -> None:
    """By name, too."""
    assert case_of(("c", "Frage zum Vertrag"), ("b", asked), ("c", answer)).asked_for_human


def test_thanks_in_mockery_are_none() -> None:
    """After bad news above all."""
    told = ("c", "Bin um 17:05 da gewesen, war schon zu?")
    answer = ("a", "Ja, wir schließen pünktlich. Morgen ist wieder ab 9 auf.")
    assert case_of(told, answer, ("c", "Na super, danke.")).resolved == "unknown"


@pytest.mark.parametrize(
    ("told", "answer", "thanks"),
    [
        ("My tooth hurts, do you have anything today?", "Yes, 4pm.", "great, thanks"),
        ("Mein Knie ist dick, haben Sie heute was frei?", "Ja, um 16 Uhr.", "super danke"),
        ("my daughter has a rash, can we come?", "Yes, come at ten.", "thank you"),
        ("Die Bremse quietscht, kann ich vorbeikommen?", "Ja, bis 17 Uhr.", "danke"),
        ("Das Auto ruckelt, was nun?", "Bitte bringen Sie es vorbei.", "ok danke"),
        ("my dog ate chocolate, should I come in?", "Yes, please come.", "ok thank you"),
        ("Was kostet eine Zahnreinigung?", "120 Euro.", "zu teuer, danke"),
        ("What's a haircut?", "£60", "too expensive for me, thanks"),
        ("An der Heizung leuchtet das rote Licht", "Neu gestartet.", "rotes Licht leuchtet wieder"),
        ("Der Alarm geht los", "Ich habe ihn abgestellt.", "der Alarm geht wieder"),
        ("When will the pool open?", "On 1 April.", "back to the gym until then, I guess"),
    ],
)
def test_what_hurts_or_is_refused_is_not_settled_by_thanks(
    told: str, answer: str, thanks: str
) -> None:
    """Only what is back is called unsettled."""
    resolved = case_of(("c", told), ("a", answer), ("c", thanks)).resolved
    assert resolved == ("no" if "wieder" in thanks else "unknown")


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("I have reset the port. Could you check now?", "it's working, thanks"),
        ("Have you tried restarting it?", "that worked, thanks"),
        ("Anschluss neu gestartet.", "läuft, danke"),
    ],
)
def test_glad_words_count_after_a_question_too(asked: str, answer: str) -> None:
    """No yes that could mean something else."""
    case = case_of(("c", "agent, my broadband is down"), ("b", asked), ("c", answer))
    assert (case.resolved, case.abandoned) == ("yes", "no")


@pytest.mark.parametrize(
    "again",
    [
        "down again since last night, same thing, red light",
        "it's down again",
        "it stopped working again",
    ],
)
def test_a_short_word_of_what_is_back(again: str) -> None:
    """It names nothing, so the latest case is meant."""
    first, second = _cases(
        ("c", 0, "Our internet is down"), ("a", 0.1, "Line reset."), ("c", 0.2, "internet's back!"),
        ("c", 48, again),
    )  # fmt: skip
    assert (first.resolved, second.recontact_of) == ("no", first.case_id)


@pytest.mark.parametrize(
    "now",
    [
        "Jetzt kommen schwarze Streifen",
        "now it prints blank pages",
        "I get an error when opening it",
    ],
)
def test_a_new_fault_soon_after_a_desks_mark(now: str) -> None:
    """The case was closed too early."""
    first, *_ = _cases(
        ("c", 0, "Drucker druckt nicht"), ("a", 0.1, "Trommel getauscht."),
        ("s", 0.2, "Ticket wurde als gelöst markiert"), ("c", 0.7, now),
    )  # fmt: skip
    assert first.resolved != "yes"


@pytest.mark.parametrize(
    "told",
    [
        "Ich verbinde Sie.",
        "Einen Moment, ich verbinde Sie.",
        "Transferring you now.",
        "Let me get someone to help you.",
        "Please hold while I transfer you.",
        "Ich leite Sie weiter.",
        "I'll transfer you now.",
    ],
)
def test_a_handoff_without_a_name_is_announced(told: str) -> None:
    """Whoever is put through and met by nobody has left the queue."""
    case = case_of(("c", "Meine Karte ist weg"), ("b", told))
    assert (case.abandoned, "no_agent_came" in (case.because or "")) == ("queue", True)
