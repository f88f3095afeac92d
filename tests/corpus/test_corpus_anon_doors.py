"""Whom messages tell by doors, closings and trades, and what of it is nobody."""

from __future__ import annotations

import pytest

from dialogkit.corpus._anonymize import find_spans, mask


def shown(text: str, *people: str) -> str:
    """``text`` with a type in place of each find."""
    return mask(text, find_spans(text, people))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("falls keiner da ist bei Yavuzoglu im 1. OG abgeben", "bei <PERSON> im"),
        ("der fahrer hat bei kowalczyk geklingelt", "bei <PERSON> geklingelt"),
        ("Am Klingelschild steht noch Brennecke statt Okoye", "<PERSON> statt <PERSON>"),
        ("Briefkasten: Tischner / Öz, zweite Reihe", "<PERSON> / <PERSON>,"),
        ("die petrescu vom vierten stock gießt die blumen", "die <PERSON> vom"),
        ("the bloke upstairs Ignacio took it in", "upstairs <PERSON> took"),
        ("please take Keeva off the joint account", "take <PERSON> off"),
    ],
)
def test_people_at_doors(text: str, masked: str) -> None:
    """Who takes a parcel, what a bell says, who lives where in the house."""
    assert masked in shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "bei Edeka abgegeben, bei der Tankstelle abgeholt",
        "bei Kälte abgestellt, bei Bedarf abholen, bei Regen einwerfen",
        "bei rewe abgegeben und bei der packstation abgeholt",
        "Die Klingel ist kaputt, der Briefkasten auch",
        "die lampe vom dritten stock und die heizung von oben",
        "take Windows off the list and put Linux on the system",
        "one upstairs Bathroom and one below",
    ],
)
def test_shops_weather_and_things_at_doors(text: str) -> None:
    """Shops take parcels too, and houses have more than people."""
    assert "<" not in shown(text)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Danke für die schnelle Antwort, Yohannes Tekle, 030 23125 001", "<PERSON>, <PHONE>"),
        ("Who do I ask about it? Thuy xx", "it? <PERSON> xx"),
        ("Kunde: Ja, Petersdorff, moin. Es geht um das Gas", "Ja, <PERSON>, moin"),
        ("Vielen Dank\nCarmelina Lo Verde", "\n<PERSON>"),
        ("Nachbarin Nguyet Le hat es gesehen", "Nachbarin <PERSON> hat"),
        ("Mieterin: Rukmani Chandrasekhar\nZähler: Strom", "Mieterin: <PERSON>\n"),
        ("Vermieter Theofanis Papadimas meldet sich nicht", "Vermieter <PERSON> meldet"),
        ("Polier Brunnhuber und das Ehepaar Kleinhenz kommen", "<PERSON> und das Ehepaar <PERSON>"),
        ("das war eine Frau Herbst, ganz nett", "Frau <PERSON>,"),
        ("die frau papadaki von nebenan war da", "frau <PERSON> von"),
        ("A colleague, Ms Hester Coe, called", "Ms <PERSON>,"),
        ("herr brandstätter sorry brandstetter", "<PERSON> sorry <PERSON>"),
        ("Ich heiße Mirjana Petrovic, nicht Miriana", "<PERSON>, nicht <PERSON>"),
    ],
)
def test_names_that_close_and_names_of_trades(text: str, masked: str) -> None:
    """At a message's end, behind a trade or a title, short ones and mistyped ones too."""
    assert masked in shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "Agent: Nehmen Sie bitte das Kabel, Ziehen Sie den Stecker",
        "eine Frau Mitte vierzig, die frau meinte das auch",
        "Kunde: Ja, genau, danke. Kunde: Ja, Moment, bitte.",
        "Danke für die Info, Guten Tag, Schönes Wochenende",
        "Für Kinder gibt es eine Hüpfburg, und es gibt einen Parkplatz",
        "danke schonmal, vielmol merci zäme",
        "die frau dahinter von der kasse, die frau drüben im laden, die frau kassiererin war nett",
        "Briefkasten: Keine Werbung, Klingel: Bitte zweimal",
        "Kunde: Ja, Supi, danke. Kunde: Ja, Klaro, mach ich.",
        "Der Benutzername soll mindestens acht Zeichen haben",
    ],
)
def test_who_is_nobody_there(text: str) -> None:
    """Orders, courtesies and a woman nobody names."""
    assert "<" not in shown(text)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("FIN: WBAZZZ8K9DA004711\nkm-Stand 90.000", "FIN: <CUSTOMER_NUMBER>\n"),
        ("Kundennummer? Da steht 71 220 338 oben", "steht <ORDER_NUMBER> oben"),
        ("Aktenzeichen vom Ordnungsamt 612.330.118.4", "<CUSTOMER_NUMBER>"),
        ("„Geburtsdatum?“ – „zweiundzwanzigster Mai achtundsiebzig.“", "„<BIRTH_DATE>.“"),
        ("Mein Vater ist Baujahr 1948", "Baujahr <BIRTH_DATE>"),
        ("Als Benutzername hätten wir gern tkowal. Danke", "gern <USERNAME>."),
        ("Nutzername fürs Portal wär kb3.lenz_m, geht nicht", "wär <USERNAME>,"),
        ("Ich wollte mich einloggen als thuy.v.le und nun", "als <USERNAME> und"),
        ("in der Brunnegass 14 im Hof", "der <STREET> im"),
        ("Lieferung nach Ortsteil Wübbelsdorf bitte", "Ortsteil <TOWN> bitte"),
    ],
)
def test_numbers_names_and_places_asked_for(text: str, masked: str) -> None:
    """Vehicles, answers in the same line, births in words, user names somebody would like."""
    assert masked in shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "Unser Haus ist Baujahr 1964, der Kessel ist Baujahr 1996",
        "komme hochgerechnet auf höchstens 2.400, das Konto stimmt",
        "Der Benutzername ist bekannt, das Login bitte zurücksetzen",
        'Im Protokoll steht "Warnung W-3307: Feld leer", Fehler',
        "the app keeps saying E-1047 and logs me out",
        "Absturz beim Start, Code 0x80040154",
        "der FIN-Code hat 17 Stellen: ABCDEFGH123",
        "zwei Krimis von Sebastian Fitzek in der Ferienwohnung Enzian",
        "ein Pinguin aus Filz",
    ],
)
def test_faults_years_and_public_names(text: str) -> None:
    """Houses have a year, programs have faults, books have authors, flats have names."""
    assert "<" not in shown(text)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Das MacBook von Thomas Berger ist kaputt", "von <PERSON> ist"),
        ("Die Seite auf Facebook von Sabine Keller löschen", "von <PERSON> löschen"),
        ("Das Buch von Thomas Berger ist überfällig", "von <PERSON> ist"),
        ("Ich bin Mitglied von Peter Schneider geworben worden", "von <PERSON> geworben"),
        ("The notebook of John Smith was left on the plane", "of <PERSON> was"),
        ("Unser Ferienhaus Kranichnest in der Heide", "Ferienhaus <"),
        ("Wir hatten Ferienhaus Schmidt gebucht", "Ferienhaus <"),
        ("Mein Papa ist Baujahr 1950", "Baujahr <BIRTH_DATE>"),
        ("Mein Schwiegervater ist Baujahr 48", "Baujahr <BIRTH_DATE>"),
    ],
)
def test_people_beside_what_is_public(text: str, masked: str) -> None:
    """Who owns a book or a flat is no author, and people have a year, too."""
    assert masked in shown(text)


@pytest.mark.parametrize(
    ("people", "text", "masked"),
    [
        (("Vorstand TC Erlen", "Hansjakob Gmür"), "Danke fürs Melden, Hajöli 👍", ", <PERSON> 👍"),
        (("Hanspeter Moosbrugger",), "ok bis morgen, Hampi", ", <PERSON>"),
        (("Muhammad Rahman",), "Third week. M Rahman", "week. <PERSON>"),
        (("William Hope",), "hi its will again", "its <PERSON> again"),
        (("李伟 Li Wei",), "signed 李伟", "signed <PERSON>"),
        (("Gary Waltersdorf",), "gazza again, no parcel", "<PERSON> again"),
        (("Kristian Moorland",), "Kricki hier, mein Paket fehlt", "<PERSON> hier"),
        (("Marlon Steed",), "ok Mazzo, any news on my parcel?", "ok <PERSON>, any"),
        (("Karl-Heinz Moorland",), "KH hier, ist das Paket da?", "<PERSON> hier"),
        (("Hans Peter Moorland",), "mach ich, lg HP", "lg <PERSON>"),
    ],
)
def test_participants_as_friends_call_them(people: tuple[str, ...], text: str, masked: str) -> None:
    """Pet names no list has, an initial without a dot, words that are names, other letters."""
    assert masked in shown(text, *people)


def test_courtesies_are_no_participants() -> None:
    """What begins like a participant's name is not always one."""
    assert shown("Danke für alles, Super! Ok, Samstag.", "Sandra Sulzer") == (
        "Danke für alles, Super! Ok, Samstag."
    )
    for people, text in (
        ("Hans-Peter Moorland", "Mein HP Drucker druckt nicht"),
        ("Ina Maria Moorland", "Danke, im Paket war alles"),
        ("Karin Moorland", "Kartoffeln, die noch hart sind, nehme ich nicht"),
        ("Peter Moorland", "Perfekt, danke"),
        ("Stefan Moorland", "Storniert, kannst du das bestätigen?"),
        ("Prisca Moorland", "Prima, kannst du machen"),
        ("Peter Christian Moorland", "hi PC geht wieder"),
    ):
        assert shown(text, people) == text
