"""German surnames that are told anew, by their letters, or that are words behind a forename."""

from __future__ import annotations

import pytest

from dialogkit.corpus import find_spans


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ich heiße jetzt nicht mehr Stanciu, sondern Hofreiter.", "Stanciu"),
        ("Ich heiße jetzt nicht mehr Stanciu, sondern Hofreiter.", "Hofreiter"),
        ("nach der Scheidung wieder unter Kowalczyk gemeldet, nich mehr Ziegler", "Kowalczyk"),
        ("nach der Scheidung wieder unter Kowalczyk gemeldet, nich mehr Ziegler", "Ziegler"),
        ("Durch die Heirat wurde aus Dobler Wittgen, bitte ändern", "Dobler"),
        ("Bin geschieden und heiße wieder Puchner", "Puchner"),
        ("Nach der Hochzeit läuft alles auf Tomaschek statt Brehme", "Brehme"),
        ("habe geheiratet, früher Lindqvist, jetzt Oberhauser", "Lindqvist"),
        ("habe geheiratet, früher Lindqvist, jetzt Oberhauser", "Oberhauser"),
        ("Namensänderung: bisher Krawietz, künftig Selmani", "Krawietz"),
        ("Namensänderung: bisher Krawietz, künftig Selmani", "Selmani"),
        ("Der Nachname ist nicht Schubart sondern Schobert", "Schobert"),
        ("Mein Mädchenname war Pirner, geheiratet hab ich 2019", "Pirner"),
        ("Meinolf Vogt. Vogt mit V wie Vogel.", "Vogt mit"),
        ("Nein, Thapa mit h.", "Thapa"),
        ("Maier mit ai bitte", "Maier"),
        ("Das ist Schmitt mit Doppel-t", "Schmitt"),
        ("Wiesmeyr mit ey und ohne e am Ende", "Wiesmeyr"),
        ("Kuntze, mit tz.", "Kuntze"),
        ("Bronski, wie man's spricht", "Bronski"),
        ("Weiß mit scharfem ß", "Weiß"),
        ("die Behandlung bei Frau Kathrin Überall statt im Haus", "Kathrin Überall"),
        ("Termin bei Herrn Jonas Niemals am Freitag", "Jonas Niemals"),
        ("von Frau Petra Gerade unterschrieben", "Petra Gerade"),
        ("Herr Thomas Immer hat angerufen", "Thomas Immer"),
        ("Frau Ulrike Vielleicht meldet sich", "Ulrike Vielleicht"),
    ],
)
def test_names_told_anew(text: str, value: str) -> None:
    """Old and new ones, spelt ones, and words behind title and forename."""
    at = text.index(value.removesuffix(" mit"))
    if value.endswith(" mit"):
        value, at = value.removesuffix(" mit"), text.index(value)
    assert any(s.start <= at and s.end >= at + len(value) for s in find_spans(text))


@pytest.mark.parametrize(
    "text",
    [
        "Der Tarif ist nach der Hochzeit nicht mehr Premium, sondern Basis",
        "Wir heiraten und suchen keinen DJ mehr, sondern eine Band",
        "Für die Hochzeit jetzt Torte statt Kuchen",
        "Kabel mit C bitte, nicht mit Lightning",
        "Größe mit L am Ende",
        "Ein Stecker mit F, wie Frequenz",
        "Joghurt ohne Zucker, wie gehört?",
        "Schuhe mit E wie breit",
        "Bei der Scheidung ist alles auf Eis, nicht mehr und nicht weniger.",
    ],
)
def test_what_is_no_name_stays(text: str) -> None:
    """Tariffs, cakes, plugs and sizes."""
    assert not find_spans(text)
