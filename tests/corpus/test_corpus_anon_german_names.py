"""Who is named in German sentences, and what is only called like somebody."""

from __future__ import annotations

import pytest

from dialogkit.corpus import find_spans
from dialogkit.corpus._anonymize import mask


def shown(text: str) -> str:
    """``text`` with brackets in the place of what is found."""
    return mask(text, find_spans(text), lambda _type, _value: "<>")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Haas hieß der Techniker, glaube ich.", "<> hieß der Techniker, glaube ich."),
        ("Der Monteur hieß Kowalke oder so.", "Der Monteur hieß <> oder so."),
        ("Ansprechpartner war bisher Kirchmayr.", "Ansprechpartner war bisher <>."),
        ("Die Rechnung ging an einen Dragomir Petrescu.", "Die Rechnung ging an einen <>."),
        ("hier schreibt die mama von leon", "hier schreibt die mama von <>"),
        ("Der Bruder von Fatoumata holt ab.", "Der Bruder <> holt ab."),
        ("Tisch auf Katzenmeier bitte", "Tisch auf <> bitte"),
        ("Geht auf Koch, wie der Beruf", "Geht auf <>, wie der Beruf"),
        (
            "Bitte ändern Sie den Nachnamen von Green auf Schönland.",
            "Bitte ändern Sie den Nachnamen von <> auf <>.",
        ),
        ("Mein Nachbar Hinnerk tom Dieck ist da.", "Mein Nachbar <> <> ist da."),
        ("Bitte bei Feddersen/Acheampong klingeln", "Bitte bei <> klingeln"),
        ("Es liegt bei Nachbar Klein im Flur", "Es liegt bei Nachbar <> im Flur"),
        ("Ich habe mit Koloch telefoniert.", "Ich habe mit <> telefoniert."),
        ("Es liegt bei Bajak im Erdgeschoss.", "Es liegt bei <> im Erdgeschoss."),
        ("Bei Hrn. Obermoser nachfragen", "Bei Hrn. <> nachfragen"),
    ],
)
def test_who_is_told_is_found(text: str, expected: str) -> None:
    """A name stands where German tells who somebody is."""
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("teilnehmer sind malte, finn, ben und ich", "teilnehmer sind <>, <>, <> und ich"),
        ("Mit drin hängen Jule und Ole.", "Mit drin hängen <> und <>."),
        ("Lottes Paket ist bei uns.", "<> Paket ist bei uns."),
        ("Für Mila bitte ohne Nüsse.", "Für <> bitte ohne Nüsse."),
        ("Der Kurs von Ludmilla fällt aus?", "Der Kurs von <> fällt aus?"),
        ("die karte gehört meiner tochter nikola danner", "die karte gehört meiner tochter <>"),
    ],
)
def test_given_names_in_rows_and_owners_are_found(text: str, expected: str) -> None:
    """Given names beside each other, before what they own and behind prepositions are people."""
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Der Drucker hieß früher anders.",
        "Tisch auf Terrasse bitte, und das Zimmer auf Rechnung.",
        "Die Mutter von allem ist die Schraube M8.",
        "Geht das auch mit Margarine oder Kokos?",
        "Der Termin geht auf Freitag.",
        "Habt ihr mit Absicht nicht telefoniert?",
        "Das Regal steht bei Möbeln im Erdgeschoss, mit Kundendienst gesprochen habe ich.",
        "Bei Rückgabe/Umtausch bitte klingeln.",
        "Das Buch der Autorin lag neben der Serie auf dem Tisch.",
        "Bitte ändern Sie die Namen der Felder von Deutsch auf Englisch.",
        "Ist die Apfelsorte mehr sauer, und was kosten Birnen?",
    ],
)
def test_things_where_people_are_told_stay(text: str) -> None:
    """The same turns of phrase about things hold nobody."""
    assert shown(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Gibt es den Billy-Regalboden auch in 40 cm?",
        "Der Steve-Skin fehlt im Spiel.",
        "Die Sorte heißt Annabelle, wann schneide ich sie?",
        "Ich möchte den Kurs Yoga Nidra am Montag stornieren.",
        "Mein Mercedes Vito verliert Öl.",
        "An der Theke sagte man mir 24,90.",
        "Wie hoch ist die Selbstbeteiligung bei Teilkasko?",
        "Die Karte passt nicht, ich brauche Nano.",
        "Fehlercode 0x80070057 beim Installieren, was tun?",
        "Brauche ich für Seminar und Workshop einen Laptop?",
        "Das Angebot gilt, solange Vorrat reicht.",
        "Sehr geehrte Mieterinnen und Mieter, das Wasser wird abgestellt.",
        "Kiefer geht nicht, gibt es das Regal in Buche?",
        "Gibt es Vorteile für Telekommunikations Bots?",
    ],
)
def test_things_called_like_people_stay(text: str) -> None:
    """Nouns, brands, sorts, courses and what a given name is part of are nobody."""
    assert shown(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Ich bin Otto Normalverbraucher und verstehe die AGB nicht.",
        "Mein Name ist Hase, ich weiß von nichts.",
        "Mensch Meier, endlich klappt es!",
        "Ich bin von Pontius zu Pilatus gelaufen.",
        "Bei euch arbeiten wohl Hinz und Kunz.",
        "Das Fleißige Lieschen kam vertrocknet an.",
        "Berg Heil und weiter so!",
        "Hat Dr. Oetker die Rezeptur geändert?",
        "Hartz IV wurde doch ersetzt.",
    ],
)
def test_idioms_with_names_stay(text: str) -> None:
    """Phrases with a name in them are nobody, even where people introduce themselves."""
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ich bin Otto Bergmann.", "Ich bin <>."),
        ("Mein Name ist Hase, ich habe eine Frage.", "Mein Name ist <>, ich habe eine Frage."),
        ("Frau Heil hat angerufen.", "Frau <> hat angerufen."),
        ("Herr Zander war sehr nett.", "Herr <> war sehr nett."),
        ("Ich habe mit Krebs telefoniert, Herrn Krebs.", "Ich habe mit <> telefoniert, Herrn <>."),
        ("Petra bitte", "<> bitte"),
    ],
)
def test_people_called_like_things_are_found(text: str, expected: str) -> None:
    """A cue makes a person of a word that is a thing as well."""
    assert shown(text).endswith(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("den termin übernimmt dann lena statt paul", "den termin übernimmt dann <> statt <>"),
        ("Wer von euch ist Sandy?", "Wer von euch ist <>?"),
        ("Danke Sandy, hat geklappt.", "Danke <>, hat geklappt."),
        ("Rosi kommt heute später.", "<> kommt heute später."),
    ],
)
def test_short_names_and_names_that_are_places_are_found(text: str, expected: str) -> None:
    """Usual given names count in small letters, and where somebody acts or is thanked."""
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "des gibts amal wieder im elif zweig der app",
        "Danke Team, hat geklappt.",
        "Wer von euch ist zuständig?",
    ],
)
def test_words_that_look_like_short_names_stay(text: str) -> None:
    """Words of dialects and programs, instruments and teams are nobody."""
    assert shown(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Gestern lief eine Doku über Hedwig Tannhorst, ist die in der Mediathek?",
        "Habt ihr den neuen Roman von Marlen Tannhorst als Hörbuch?",
        "Der Film mit Daphne läuft nicht.",
    ],
)
def test_who_is_shown_or_wrote_stays(text: str) -> None:
    """In a text about nobody, who is in films and wrote books is nobody of the log."""
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Das Hörbuch hat Sabrina Muster bestellt, sie sagt es fehlt.",
            "Das Hörbuch hat <> bestellt",
        ),
        ("Den Film hat mir Daphne gegeben, Frau Daphne Muster.", "gegeben, Frau <>."),
    ],
)
def test_who_orders_what_is_shown_is_found(text: str, expected: str) -> None:
    """A title before a name makes somebody of it, whatever the text is about."""
    assert expected in shown(text)
