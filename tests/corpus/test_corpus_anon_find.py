"""Finding identifiers: what every layer promises."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dialogkit.corpus._anonymize import Span, find_spans, mask
from dialogkit.corpus._anonymize._names import COMPANY_AFTER
from dialogkit.corpus._anonymize._participants import TITLES
from dialogkit.corpus._anonymize._span import TYPES, union
from dialogkit.corpus._anonymize._words import fold


def shown(text: str, *participants: str) -> str:
    """``text`` with plain types in it."""
    return mask(text, find_spans(text, participants))


_PIECES = st.sampled_from(
    [
        *(
            "Hallo",
            "Frau",
            "Petra",
            "Beispiel",
            "ich bin",
            "mein Name ist",
            "LG",
            "Danke",
            "\n",
            ",",
        ),
        *("0171 3920011", "DE89 3704 0044 0532 0130 00", "Gartenstr. 7", "12345 Musterstadt", "@"),
        *("max (at) web punkt de", "null eins sieben sechs vier", "<PERSON_3f2a>", "<", ">", "."),
        *("Bestellnummer", "4711-88213", "geboren am", "14.03.1985", "https://example.org/a?b=1"),
        *(
            "Kennzeichen",
            "B-MW 4711",
            "im",
            "Weg",
            "3",
            "kg",
            "€",
            "my name is",
            "Tom",
            "£",
            "\ufffc",
        ),
    ]
)
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(_PIECES, max_size=12).map(" ".join),
    st.lists(st.one_of(_PIECES, st.text(max_size=4)), max_size=12).map("".join),
)


@given(
    TEXTS, st.lists(st.sampled_from(["Petra Beispiel", "Tom", "🌸", "+49 171 3920011"]), max_size=2)
)
@settings(max_examples=150, deadline=None)
def test_spans_lie_in_the_text_in_order(text: str, people: list[str]) -> None:
    """Spans are not empty, lie inside the text, are sorted, apart, and of a known type."""
    at = 0
    for span in find_spans(text, people):
        assert at <= span.start < span.end <= len(text)
        assert span.type in TYPES
        at = span.end


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_masking_twice_equals_masking_once(text: str) -> None:
    """A masked text shows nothing new when it is masked again."""
    once = shown(text)
    assert shown(once) == once


NAMES = st.text("abcdefghijklmnoprstuvwzäöüßéç", min_size=4, max_size=10).map(str.title)


@given(NAMES, NAMES, TEXTS, TEXTS, st.sampled_from([str, str.lower, str.upper]))
@settings(max_examples=150, deadline=None)
def test_a_participant_never_survives(
    first: str, last: str, before: str, after: str, case: type[str]
) -> None:
    """A full name in any case is masked wherever it stands as words of its own."""
    assume(not {fold(first), fold(last)} <= TITLES)  # "Doctor Doctor" names nobody
    text = f"{before} {case(f'{first} {last}')} {after}"
    left = fold(shown(text, f"{first} {last}"))
    assert fold(f" {first} {last} ") not in left


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Jörg Müßig", "Gruß Joerg Muessig"),
        ("Jörg Müßig", "JOERG MÜSSIG"),
        ("Jörg Müßig", "jorg mussig"),
        ("Petra Beispiel", "Petras"),
        ("Petra Beispiel", "petrabeispiel87"),
        ("Beispiel, Petra", "petra"),
        ("~Kati 🌻", "kati"),
        ("Katharina Fantasie", "Kathi"),
        ("William Mocker", "Bill"),
        ("Anna-Lena Probst", "annalena"),
        ("Dr. Petra Koch", "Koch"),
        ("user_4711", "user_4711"),
        ("Hans-Jürgen Post", "hans-jürgen post"),
        ("Zoë Klein", "Zoës"),
        ("Kundenservice Muster GmbH", "Kundenservice Muster GmbH"),
        ("Paketdienst Beispiel", "paketdienst beispiel"),
        ("+49 171 3920041", "0171 3920041"),
    ],
)
def test_forms_of_a_participants_name(name: str, text: str) -> None:
    """A name is known in parts, without umlauts, in any case, as nickname and with a genitive s."""
    assert shown(text, name).replace("Gruß ", "") in ("<PERSON>", "<PHONE>")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Kundenservice Muster GmbH", "Der Kundenservice hat geholfen"),
        ("Team Paket", "Unser Team sucht das Paket"),
        ("Sabine Lange", "Ich warte schon lange"),
        ("William Mocker", "will you pay the bill"),
        ("Ina von Probe", "von mir und von dir"),
        ("Ina Post", "Die Post war da"),
        ("Ana de la Cruz", "el camión de la empresa"),
    ],
)
def test_words_that_a_senders_name_shares_with_everybody(name: str, text: str) -> None:
    """Words of companies, particles and adjectives stay where they mean nobody."""
    assert shown(text, name) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IBAN DE89 3704 0044 0532 0130 09 bitte", "IBAN <IBAN> bitte"),
        ("Karte 4111 1111 1111 1112", "Karte <CARD>"),
        ("Steuer-ID 86095742718", "Steuer-ID <TAX_ID>"),
        ("Versichertennummer A123456789", "Versichertennummer <HEALTH_INSURANCE>"),
    ],
)
def test_a_wrong_check_digit_drops_nothing(text: str, expected: str) -> None:
    """A mistyped number is still somebody's."""
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("petra.beispiel@example.org", "<EMAIL>"),
        ("wa.me/491713920041", "<URL>"),
        ("Petra-Beispiel-Straße 5", "<STREET>"),
    ],
)
def test_the_more_specific_label_names_the_whole(text: str, expected: str) -> None:
    """Of overlapping finds the union is masked, under the more telling name."""
    assert shown(text, "Petra Beispiel") == expected


def test_union_joins_overlaps_only() -> None:
    """Spans that touch stay two; those that overlap become one."""
    spans = [Span(4, 6, "PHONE"), Span(0, 3, "PERSON"), Span(2, 4, "EMAIL")]
    assert union(spans) == [Span(0, 4, "EMAIL"), Span(4, 6, "PHONE")]


@pytest.mark.parametrize(
    "text",
    [
        "Das macht 12,50 € oder 1.249,00 EUR, also 3 x 416,33 Euro.",
        "Um 14:30 Uhr am 12.05. oder am 13.05.2026, 24/7",
        "2 Pakete, 3 kg, 180 x 80 cm, Größe 42, 100 %",
        "Der Kundenservice am Bahnhof hat Montag bis Freitag von 8 bis 18 Uhr geöffnet",
        "ich bin zufrieden, danke",
        "Hallo zusammen, Hallo liebes Team",
        "Guten Tag, Sehr geehrte Damen und Herren",
        "Hello there, I am happy. This is great! Thanks a lot",
        "Mein iPhone 15 und das Galaxy S21 laufen mit Version 2.4.1",
    ],
)
def test_harmless_texts_stay(text: str) -> None:
    """Prices, times, dates, amounts, models, ordinary nouns and closings are nobody's."""
    assert shown(text) == text


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "1",
        "1 ",
        "a.",
        "a@",
        "A. ",
        "0-",
        "Am ",
        "straße ",
        "name ist ",
        "null ",
        "DE12 ",
        "::",
        "\n",
        "Ab ",
        "Ab, ",
        "A. Ab ",
        "Frau ",
        "in Ab ",
        "von Ab und ",
        "the Ab Road ",
        "ersten ",
        "twenty ",
        "ab_",
        "ab-",
        "Müller-",
        "my friend, ",
        "Kundennummer ",
        "nummer 1 2 ",
        "Ab: ",
        "1a-",
        "A1-",
        "x at ",
        "born 1. ",
        "\ufffc, ",
    ],
)
def test_long_hostile_texts_take_no_time(unit: str) -> None:
    """No pattern runs away on 20,000 repetitions of anything."""
    text = unit * (20_000 // len(unit)) + "!"
    begin = time.process_time()
    find_spans(text, ("Petra Beispiel",))
    assert time.process_time() - begin < 2.0


@pytest.mark.parametrize(
    "text",
    [
        "Best, " + " " * 20_000,
        "Danke" + "\u00a0" * 20_000,
        "A" + "b" * 20_000,
        "A" + "a" * 20_000 + " Bridge",
    ],
)
def test_long_ends_and_long_words_take_no_time(text: str) -> None:
    """Spaces with nothing behind them, and words as long as no name is."""
    begin = time.process_time()
    find_spans(text, ("Petra Beispiel",))
    assert time.process_time() - begin < 2.0


CUES = (
    *("A wie Anton", "tel", "flat", "Tel.", "Kundennummer", "H.No.", "Nr.", "order number", "ref"),
    *(
        "geboren am",
        "born on",
        "aged",
        "IBAN",
        "BIC",
        "Konto",
        "card",
        "Ausweis",
        "passport",
        "VIN",
    ),
    *("Kennzeichen", "plate", "PLZ", "wohne in", "live at", "deliver to", "Straße", "Am", "the"),
    *("unit", "room", "lot", "plot", "block", "sector", "Frau", "Herr Dr.", "mein Name ist", "Mfg"),
    *("I am", "Anna Schmidt", "meine Frau", "my son", "Laut", "Grüße,", "user", "PIN", "password:"),
    *("kennwort", "USt-IdNr.", "lat", "at nineteen", "Sturm", "Code", "paket", "r t n five"),
)
"""What the finders wait for."""
RUNS = (
    *("1", "o0", "1-", "12-4-88/", "1.", "1 ", "a", "A", "a.", "A.", "a-", "Ab-", "Ab ", "ab "),
    *("-", ".", "_", " ", "\n", "a1", "A1 ", "one ", "@", "a@", "und ", "Ab, ", "(", "/", "'"),
)


@pytest.mark.parametrize("run", RUNS)
def test_a_cue_before_a_long_run_takes_no_time(run: str) -> None:
    """No pattern tries all ways to part what follows its cue, with a letter that spoils it."""
    text = "\n".join(f"{cue} {run * (60 // len(run))}x" for cue in CUES)
    begin = time.process_time()
    find_spans(text)
    assert time.process_time() - begin < 2.0


@pytest.mark.parametrize(
    "text",
    [
        "A wie Anton " + "1" * 400 + "x",
        "tel " + "o0" * 200 + "x",
        "flat " + "o0" * 2_000 + "x",
        "H.No. 12-4-88/" * 1_150,
        "A.A.A." * 3_300,
        "Maier" + "-" * 8_000,
    ],
    ids=["letters said", "a round number", "a flat", "numbers alike", "initials", "dashes"],
)
def test_a_long_run_alone_takes_no_time(text: str) -> None:
    """Nor does one pattern search the same run again from each of its places."""
    begin = time.process_time()
    find_spans(text)
    assert time.process_time() - begin < 2.0


@pytest.mark.parametrize("after", ["-" * 8_000, " " + "A" * 8_000, " Ab" * 3_000])
def test_the_sign_of_a_company_is_sought_near_the_name(after: str) -> None:
    """What makes a name a company's stands beside it."""
    begin = time.process_time()
    assert COMPANY_AFTER.match("Maier" + after, 5) is None
    assert time.process_time() - begin < 0.5


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Anna Schmidt Bergmann GmbH", "<> Bergmann GmbH"),
        ("Hier ist Anna Schmidt und Bergmann GmbH", "Hier ist <> und"),
        ("Bergmann Haustechnik GmbH liefert", "Bergmann Haustechnik GmbH liefert"),
        ("Bergmann-Bau AG liefert", "Bergmann-Bau AG liefert"),
        ("Bergmann & Söhne GmbH liefert", "Bergmann & Söhne GmbH liefert"),
    ],
)
def test_a_company_takes_no_more_than_its_own_name(text: str, left: str) -> None:
    """Its form makes a name beside it nobody, with one word between, and not beyond an "und"."""
    assert re.sub("<[A-Z_]+>", "<>", mask(text, find_spans(text))).startswith(left)
