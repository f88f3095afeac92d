"""Who buys or asks alike each time comes back to no open matter; who chases or complains does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from dialogkit.conversation import Case, Message, Messages, Speaker
from dialogkit.corpus import link_recontacts, split_cases
from dialogkit.corpus._references import references, same_reference

START = datetime(2025, 3, 3, 9, tzinfo=UTC)
_SPEAKERS: dict[str, Speaker] = {"c": "customer", "a": "agent"}


def _pair(first: Sequence[str], again: str, days: float = 2) -> tuple[Case, Case]:
    """A chat, customer and team in turn, and what the customer opens another one with later."""
    texts = [("chat", "ca"[n % 2], n / 10, text) for n, text in enumerate(first)]
    texts += [("mail", "c", 24 * days, again), ("mail", "a", 24 * days + 1, "Ok.")]
    rows = [
        Message(
            conversation_id=name,
            position=position,
            speaker=_SPEAKERS[who],
            text=text,
            sent_at=START + timedelta(hours=hour),
            person="<PERSON_1a2b>" if who == "c" else None,
        )
        for position, (name, who, hour, text) in enumerate(texts)
    ]
    linked = link_recontacts(split_cases(Messages.of(rows))).rows()
    one, other = (next(c for c in linked if c.conversation_id == name) for name in ("chat", "mail"))
    return one, other


ERRANDS = [
    (["Taxi to the station at 8 please", "Booked", "thanks"], "Taxi to the station at 6 please"),
    (["Zählerstand Strom 44120", "eingetragen", "danke"], "Zählerstand Gas 1202"),
    (
        ["Papiertonne wurde nicht geleert", "Die Tour kommt heute noch.", "Danke, ist geleert"],
        "Biotonne wurde nicht geleert",
    ),
    (
        ["Was kostet der Versand nach Österreich?", "9,90 Euro.", "Danke"],
        "Was kostet der Versand in die Schweiz?",
    ),
    (
        ["Bitte ein Rezept für Ramipril", "Liegt bereit.", "Danke"],
        "Bitte ein Rezept für Metformin",
    ),
    (
        ["Yoga am Montag, ist noch ein Platz frei?", "Ja, eingetragen.", "super danke"],
        "Yoga am Mittwoch, ist noch ein Platz frei?",
    ),
    (["Leo ist krank", "Gute Besserung!", "danke"], "Leo ist heute leider wieder krank"),
    (
        ["Ich hätte gern 20 Brötchen für Samstag", "Sind notiert.", "Danke"],
        "Die Brötchen waren super!",
    ),
    (
        ["Repeat prescription for my inhaler please", "It is ready.", "thank you"],
        "Prescription for my eye drops please, as with the inhaler",
    ),
    # of our own
    (
        ["Die Heizung im Bad ist kalt", "Entlüftet.", "Danke, warm"],
        "Die Heizung im Flur ist kalt",
    ),
    (
        ["Großer Kaffee und Croissant um 8", "Notiert.", "danke"],
        "Großer Kaffee und Croissant wieder um 8",
    ),
    (
        ["Wie besprochen die Unterlagen zum Antrag", "Danke, eingegangen.", "super"],
        "Wie besprochen die Unterlagen zum zweiten Antrag",
    ),
    (
        ["Mia has a temperature and stays home today", "Get well soon!", "thanks"],
        "Mia is ill again and stays home",
    ),
    (
        ["Einen Tisch für vier am Freitag bitte", "Reserviert.", "Danke!"],
        "Einen Tisch für zwei am Freitag bitte",
    ),
    (
        ["Can I book the meeting room for Tuesday?", "Booked.", "cheers"],
        "Can I book the meeting room for Thursday?",
    ),
    (
        ["Haben Sie die Winterreifen in 17 Zoll da?", "Ja, vier Stück.", "Danke"],
        "Haben Sie die Winterreifen in 16 Zoll da?",
    ),
    (
        ["Zwei Dinkelbrote für Samstag bitte", "Gern!", "Danke"],
        "Wieder das gleiche bitte, zwei Dinkelbrote",
    ),
    (
        ["Termin zur Zahnreinigung für mich bitte", "Dienstag um 9?", "Passt, danke"],
        "Termin zur Zahnreinigung für meinen Sohn bitte",
    ),
    (
        ["How much is a haircut for men?", "22 pounds.", "thanks"],
        "How much is a haircut for children?",
    ),
    (
        ["Window cleaning at the office on Monday please", "It is in the diary.", "thanks"],
        "Window cleaning again on Friday for the office",
    ),
    (
        ["Der Drucker in Raum 12 druckt nicht", "Toner getauscht.", "Danke, läuft"],
        "Der Drucker in Raum 14 druckt nicht",
    ),
    (
        ["Ich möchte zum Yoga am Montag", "Eingetragen.", "danke"],
        "Ich komme heute nicht zum Yoga",
    ),
    (
        ["When does the pool open on Sunday?", "At nine.", "thanks"],
        "When does the pool open on Saturday?",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("first", "again"), ERRANDS)
def test_a_fresh_errand_in_like_words_is_no_return(first: list[str], again: str) -> None:
    """It is not linked, and what was settled stays so."""
    one, other = _pair(first, again)
    assert other.recontact_of is None
    assert one.resolved != "no"


RETURNS = [
    (
        ["Der Wasserhahn in der Küche tropft", "Der Hausmeister war da.", "Danke"],
        "Der Wasserhahn in der Küche tropft",
        "same_words",
    ),
    (
        ["Bitte ändern Sie meine Lieferadresse", "Ist geändert.", "Danke"],
        "Die Lieferadresse wurde nicht geändert",
        "same_words",
    ),
    (
        ["Where is my prescription?", "We are looking into it."],
        "Where is my prescription?",
        "same_words",
    ),
    (
        ["Wann kommt das Sofa?", "Ich frage nach."],
        "Wann kommt denn das Sofa?",
        "same_words",
    ),
    (
        ["The boiler shows an error", "Reset done remotely.", "thanks"],
        "The boiler is dead again",
        "failed_again",
    ),
    (
        ["Mein Hörgerät pfeift", "Wir haben es eingestellt.", "Danke schön"],
        "Das Hörgerät pfeift leider wieder",
        "failed_again",
    ),
    (
        ["I asked for an invoice for the workshop", "It is on its way.", "thanks"],
        "I have not received the invoice for the workshop",
        "same_words",
    ),
    (
        ["Meine Krankmeldung fehlt im Portal", "Wurde hochgeladen.", "Danke"],
        "Die Krankmeldung ist immer noch nicht im Portal",
        "says_again",
    ),
    (
        ["Please fix the lift", "The engineer comes today.", "ta"],
        "Still waiting for somebody to look at the lift",
        "says_again",
    ),
    (
        ["Der Scanner am Empfang geht nicht", "Treiber neu installiert.", "Danke"],
        "Scanner geht schon wieder nicht",
        "failed_again",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("first", "again", "rule"), RETURNS)
def test_who_shows_that_it_is_open_returns(first: list[str], again: str, rule: str) -> None:
    """It is linked by that rule, and the earlier case was not settled."""
    one, other = _pair(first, again)
    assert f"recontact={rule}" in (other.because or "")
    assert (one.resolved, "resolved=came_back" in (one.because or "")) == ("no", True)


@pytest.mark.parametrize(
    ("first", "again", "resolved"),
    [
        (["Wo ist 123456?", "Heute.", "danke"], "Kann ich zu 123456 noch eine Rechnung haben?",
         "yes"),
        (["Wo ist 123456?", "Kommt heute.", "danke"], "123456 ist nicht angekommen", "no"),
        (["Wo ist 123456?", "Kommt heute.", "danke"], "Wo ist 123456?", "no"),
        (["Bestellung 70012: ein Glas ist zerbrochen", "Ersatz ist verschickt.", "Danke"],
         "70012: Ersatz hat einen Sprung", None),
        (["RMA 40117, is the printer back?", "It has been repaired.", "thanks"],
         "40117: what do I owe you?", "yes"),
        (["ORD-99812 came damaged", "A new one is on its way.", "thanks"],
         "ORD-99812: the new one is damaged", "no"),
    ],
)  # fmt: skip
def test_the_same_number_is_a_return_but_no_proof(
    first: list[str], again: str, resolved: str | None
) -> None:
    """A recontact always; the earlier case was open only where a fault or its state is named."""
    one, other = _pair(first, again, days=3)
    assert "recontact=same_reference" in (other.because or "")
    assert resolved is None or one.resolved == resolved


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Bestellung 4417 ist da", "4417: einer fehlt", True),
        ("A-5521 bitte stornieren", "wo ist A-5521", True),
        ("RMA 40117", "rma40117", True),
        ("Ticket #8841", "8841?", True),
        ("Rechnungsnr. 5512", "Rechnung 5512 doppelt", True),
        ("order 5512 hasn't come", "still no refund for 5512", True),
        ("Rechnung 2024", "Rechnung 2024", False),
        ("Rechnung 1250 €", "Rechnung 1250 €", False),
        ("Bestellung nach 10115 Berlin", "nach 10115 Berlin", False),
        ("Bestellung: 2500 Flyer", "Bestellung: 2500 Flyer", False),
        ("order 5000 flyers", "order 5000 flyers", False),
        ("um 18:30 Uhr", "1830 Uhr", False),
        ("44120", "44120", False),
        ("Kundennummer 40117", "Kundennummer 40117", False),
        ("Zimmer Nr. 412", "Zimmer Nr. 412", False),
        ("A-5521", "B-5521", False),
    ],
)
def test_what_is_a_reference(one: str, other: str, same: bool) -> None:
    """Short numbers with the word that says so; no years, prices, places and quantities."""
    assert same_reference(references(one), references(other)) == same


@pytest.mark.parametrize(
    ("first", "again", "linked"),
    [
        (["My site is down", "Ticket 90121 created."], "Re 90121: the shop page is blank", True),
        (["Tür klemmt", "Vorgang 4711 ist angelegt."], "Vorgang 4711, was nun?", True),
        (["Tür klemmt", "Rufen Sie 0800 4711 an."], "Zimmer 4711 hat kein Licht", False),
    ],
)
def test_a_number_that_the_team_gave_links(first: list[str], again: str, *, linked: bool) -> None:
    """With a word that says whose it is."""
    assert (_pair(first, again)[1].recontact_of is not None) is linked


def test_linking_twice_changes_nothing_with_words() -> None:
    """Who asked the same between two returns is found the first time."""
    said = [
        (0.0, "chat", "c", "Wo ist mein Schrank?"),
        (0.1, "chat", "a", "Der wurde geliefert."),
        (0.2, "chat", "c", "Danke"),
        (30.0, "mail", "c", "Wo ist mein Schrank?"),
        (31.0, "mail", "a", "Er wurde zugestellt."),
        (60.0, "phone", "c", "Der Schrank ist nicht angekommen"),
    ]
    rows = [
        Message(conversation_id=name, position=n, speaker=_SPEAKERS[who], text=text, person="<P_1>",
                sent_at=START + timedelta(hours=hour))
        for n, (hour, name, who, text) in enumerate(said)
    ]  # fmt: skip
    once = link_recontacts(split_cases(Messages.of(rows)))
    assert link_recontacts(once).table.equals(once.table)
