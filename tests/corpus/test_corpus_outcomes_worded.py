"""Ordinary wordings that sound like a success, a yes or a call for a human, and are not or are."""

from __future__ import annotations

import pytest
from chats_made import case_of

from dialogkit.corpus._evidence import asks_for_human, relapses


@pytest.mark.parametrize(
    ("told", "answer", "said"),
    [
        # the fault is what is back
        ("The light in the hall was out", "We've changed the bulb.", "light's back on :("),
        ("There is mould in the bedroom", "The painters treated it.", "the mould's back"),
        ("the warning light was on", "We have reset it.", "The warning light is back on"),
        ("Fehler E24 am Display", "Ich habe sie zurückgesetzt.", "Die Meldung ist wieder da"),
        # what it does now is another fault
        ("Die Spülmaschine zeigt E15", "Bitte ausschalten.", "Jetzt zeigt sie E24 an"),
        ("Das Auto ruckelt", "Wir haben die Kerzen ersetzt.", "Jetzt leuchtet die Kontrolllampe"),
        ("Der Rechner hängt", "Update ist drauf.", "Jetzt startet er alle paar Minuten neu"),
        ("Die Spülung klemmt", "Der Monteur war da.", "Jetzt läuft das Wasser an der Wand runter"),
        ("Die Maschine tropft", "Dichtung ist neu.", "Jetzt läuft Wasser raus"),
        ("Printer offline", "I've reset it.", "now it prints every page twice"),
        ("App won't load", "Please update.", "it opens now and shows a white screen"),
        ("My door won't shut", "The fitter was there.", "Now it opens on its own"),
        # what has come is the wrong thing, or another
        ("Schuhe zu klein", "Ersatz ist unterwegs.", "Ersatz ist angekommen. Wieder 38 statt 40"),
        ("I paid my bill", "It is booked.", "A letter arrived today saying I owe you £80"),
        ("Ich habe bezahlt", "Ist verbucht.", "Heute ist eine Mahnung angekommen"),
        ("Wrong cable", "A new one was sent.", "it arrived today, same wrong plug"),
        # somebody came
        ("Water on the ceiling", "We sent an engineer.", "He came this morning and took photos"),
        ("Boiler is dead", "We've sent Tom.", "The engineer came this morning and ordered a part"),
        ("Heizung kalt", "Monteur ist bestellt.", "Der Monteur ist gerade gekommen"),
        # a step on the way, and agreement
        ("Kann mich nicht anmelden", "Ich habe einen Code geschickt.", "Code ist da"),
        ("I can't sign in", "I've sent you a code.", "the code arrived"),
        ("Zahnschmerzen", "Donnerstag, 9:40 Uhr, bei Frau Dr. Sommer.", "Läuft 👍"),
        ("The tap drips", "Friday at ten I can send somebody.", "works for me"),
        ("Der Hahn tropft", "Wir kommen Freitag um zehn.", "Geht klar"),
        ("I need a call", "When would it suit you?", "i could talk now"),
    ],
)
def test_no_success(told: str, answer: str, said: str) -> None:
    """Back is the fault, or what came is not what was wanted, or is a step on the way."""
    assert case_of(("c", told), ("a", answer), ("c", said)).resolved != "yes"


@pytest.mark.parametrize(
    ("told", "answer", "said"),
    [
        ("No power in the flat", "We've reset the fuse.", "light's back on, thanks"),
        ("Kein Licht im Flur", "Sicherung ist drin.", "Licht ist wieder da"),
        ("Die Spülmaschine zeigt E15", "Bitte ausschalten.", "Jetzt läuft sie wieder"),
        ("Der Rechner hängt", "Update ist drauf.", "Jetzt startet er ganz normal"),
        ("Heizung kalt", "Wir haben entlüftet.", "Jetzt läuft die Heizung"),
        ("Printer offline", "I've reset it.", "now it prints"),
        ("App won't load", "Please update.", "it opens now"),
        ("Schuhe zu klein", "Ersatz ist unterwegs.", "Ersatz ist angekommen, passt"),
        ("Where is my parcel?", "It was sent on Monday.", "The parcel arrived this morning"),
        ("Wo ist mein Paket?", "Montag verschickt.", "Das Paket ist heute angekommen"),
        ("Der Code kommt nicht", "Neu geschickt.", "Code ist jetzt da, danke"),
        ("Kann mich nicht anmelden", "Bitte neues Passwort setzen.", "Läuft"),
        ("Login geht nicht", "Cache leeren. Geht es jetzt?", "Geht wieder"),
    ],
)
def test_a_success(told: str, answer: str, said: str) -> None:
    """Likewise worded, and what was wanted."""
    assert case_of(("c", told), ("a", answer), ("c", said)).resolved == "yes"


@pytest.mark.parametrize(
    ("asked", "answer", "resolved"),
    [
        ("Bitte prüfen Sie, ob Ihre Adresse stimmt. Hat das geholfen?", "ja die stimmt", "unknown"),
        ("Ist das Gerät am Strom? Hat das geholfen?", "ja ist am Strom", "unknown"),
        ("Please check your address is right. Did that help?", "yes it's right", "unknown"),
        ("Is the plug in? Did that help?", "yes plug is in", "unknown"),
        ("Bitte starten Sie neu. Hat das geholfen?", "ja hat geholfen", "yes"),
        ("Bitte starten Sie neu. Hat das geholfen?", "Ja, danke", "yes"),
        ("Bitte starten Sie neu. Hat das geholfen?", "Ja, jetzt geht er", "yes"),
        ("Please restart it. Did that help?", "yes that helped", "yes"),
        ("Please restart it. Did that help?", "yes thanks", "yes"),
        ("Besteht das Problem noch?", "Nein", "yes"),
        ("Besteht das Problem noch?", "Ja", "no"),
        ("Besteht das Problem weiterhin?", "ja leider", "no"),
        ("Ist der Fehler noch da?", "nein, alles gut", "yes"),
        ("Is the problem still there?", "no", "yes"),
        ("Are you still having the issue?", "yes", "no"),
        ("Do you still have the problem?", "Yes I do", "no"),
        ("Is it still not working?", "no", "unknown"),
    ],
)
def test_what_a_yes_and_a_no_answer(asked: str, answer: str, resolved: str) -> None:
    """The question that they answer decides."""
    told = ("c", "Der Drucker druckt nicht / printer does not print")
    advised = ("b", "Bitte starten Sie ihn neu / please restart it.")
    case = case_of(told, advised, ("c", "ok"), ("b", asked), ("c", answer))
    assert case.resolved == resolved


@pytest.mark.parametrize(
    "text",
    [
        "Bitte leiten Sie das an den zuständigen Kollegen weiter",
        "Leiten Sie es bitte an die Fachabteilung weiter",
        "Please pass this on to your team",
        "kann man da auch mit einem mitarbeiter vor ort sprechen?",
        "Kann man bei Ihnen im Laden mit einem Berater sprechen?",
        "Can you speak to someone in the shop?",
        "the driver said he would call me and didn't",
        "He said he'd call me back and never did",
        "Der Fahrer sagte, dass er mich anruft",
    ],
)
def test_nobody_is_asked_for(text: str) -> None:
    """A thing is passed on, a place asked about, or another's promise told."""
    assert not asks_for_human(text)


@pytest.mark.parametrize(
    "text",
    [
        "pls ring me",
        "please phone me",
        "plz call me asap",
        "no bot please",
        "no bots!",
        "kein bot bitte",
        "bitte keinen Bot",
        "geht hier auch mal jemand ran?",
        "ruft mich bitte an",
        "Can I speak to one of your team?",
    ],
)
def test_somebody_is_asked_for(text: str) -> None:
    """In the words of a hurry."""
    assert asks_for_human(text)


@pytest.mark.parametrize(
    ("asked", "answer", "wanted"),
    [
        ("Would you like to talk to one of our team?", "yes", True),
        ("Möchten Sie mit unserem Team sprechen?", "Ja bitte", True),
        ("Do you want me to get a person?", "yes", True),
        ("Are you an agent or a customer?", "agent", False),
        ("Sind Sie Kunde oder Mitarbeiter?", "Mitarbeiter", False),
        ("Are you a tenant or an agent?", "Agent", False),
    ],
)
def test_what_an_offer_is(asked: str, answer: str, wanted: bool) -> None:
    """Who answers what they are asks for nobody."""
    case = case_of(("c", "Hello, the portal is empty"), ("b", asked), ("c", answer))
    assert case.asked_for_human is wanted


@pytest.mark.parametrize(
    "said",
    [
        "Bis heute kein Anruf",
        "Bis jetzt keine Mail",
        "They did not come",
        "nobody turned up",
        "Da war keiner",
        "again nothing!!",
        "nothing in the app",
        "Wieder nichts",
        "nope not there",
        "Nix da",
        "Im Postfach ist nichts",
        "das ist dieselbe Rechnung wie vorher",
        "that's the same invoice again",
    ],
)
def test_a_plain_no(said: str) -> None:
    """After it was said to be done."""
    case = case_of(
        ("c", "Meine Rechnung ist falsch / my invoice is wrong"),
        ("a", "Ich habe sie korrigiert und Ihnen geschickt / I've corrected and sent it."),
        ("c", said),
    )
    assert case.resolved == "no"


@pytest.mark.parametrize("text", ["the mould's back", "The warning light is back on"])
def test_a_fault_that_is_back(text: str) -> None:
    """It was well and is no longer."""
    assert relapses(text)
