"""Natural surrogates: same kind, gender, length and writing; one for each value and key."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban, luhn

from dialogkit.conversation import Message, Messages
from dialogkit.corpus import anonymize
from dialogkit.corpus._anonymize._span import TYPES

pytest.importorskip("faker")

from dialogkit.corpus._anonymize._surrogate_lists import lists
from dialogkit.corpus._anonymize._surrogates import Surrogates
from dialogkit.corpus._anonymize._words import fold

KEY = bytes(range(32))
MADE = Surrogates.of(KEY)


@given(st.sampled_from(TYPES), st.text(min_size=1, max_size=40))
def test_any_value_of_any_kind_has_one(kind: str, value: str) -> None:
    """Never an error; the same again; another key gives its own."""
    made = MADE.in_text(kind, value)
    assert made == Surrogates.of(KEY).in_text(kind, value)
    assert "\n" not in made or "\n" in value


@pytest.mark.parametrize("name", ["Petra", "Uwe", "Sabine", "Jan", "Maximilian", "Emma", "Oliver"])
def test_given_names_keep_gender_and_length(name: str) -> None:
    """A woman stays a woman, in a short name or a long one."""
    made = MADE.in_text("PERSON", name)
    known = lists()
    assert fold(made) != fold(name)
    assert known.gender(fold(made)) in (known.gender(fold(name)), "both")
    assert (len(made) <= 4, len(made) <= 7) == (len(name) <= 4, len(name) <= 7)


def test_parts_of_a_name_stay_parts_of_the_same() -> None:
    """Who is called by the given name, the family name or both stays one person."""
    given_name, family = MADE.in_text("PERSON", "Petra Beispiel").split()
    assert MADE.in_text("PERSON", "Petra") == given_name
    assert MADE.in_text("PERSON", "Beispiel") == family
    assert MADE.in_text("PERSON", "petra beispiel") == f"{given_name} {family}".lower()
    assert MADE.in_text("PERSON", "BEISPIEL") == family.upper()
    assert MADE.in_text("PERSON", "Petras") == f"{given_name}s"
    assert MADE.in_text("PERSON", "Dr. Petra von Beispiel") == f"Dr. {given_name} von {family}"


def test_numbers_lead_nowhere() -> None:
    """Telephone numbers of fiction, addresses for examples, an account of no bank."""
    assert re.fullmatch(r"030 23125 \d{3}", MADE.in_text("PHONE", "0171 39200 17"))
    assert MADE.in_text("PHONE", "+44 20 7946 0123").startswith("+44 7700 900")
    assert MADE.in_text("EMAIL", "ada@example.com").endswith("@example.org")
    assert MADE.in_text("URL", "https://example.com/t?id=1").startswith("https://example.org/")
    assert MADE.in_text("IP", "198.51.100.7").startswith("192.0.2.")
    account = MADE.in_text("IBAN", "DE02 1203 0000 0000 2020 51")
    assert iban.is_valid(account)
    assert account.replace(" ", "")[4:12] == "00000000"
    card = MADE.in_text("CARD", "4111 1111 1111 1111")
    assert luhn.is_valid(card.replace(" ", ""))
    assert card.startswith("4000 00")


@given(st.from_regex(r"[A-Z]{2}-[0-9]{3,8}[a-z]?", fullmatch=True))
def test_other_numbers_keep_their_shape(value: str) -> None:
    """Letters for letters, digits for digits, marks where they were."""
    made = MADE.in_text("ORDER_NUMBER", value)
    shape = re.sub(r"[a-z]", "a", re.sub(r"[A-Z]", "A", re.sub(r"\d", "0", value)))
    assert re.sub(r"[a-z]", "a", re.sub(r"[A-Z]", "A", re.sub(r"\d", "0", made))) == shape


@given(st.dates(), st.sampled_from(["%d.%m.%Y", "%Y-%m-%d", "%d.%m.%y", "%m/%d/%Y"]))
def test_dates_stay_dates(day: date, form: str) -> None:
    """In the same writing, with a day and a month that exist."""
    if not 1900 <= day.year < 2100:
        return
    made = MADE.in_text("BIRTH_DATE", day.strftime(form))
    datetime.strptime(made, form)  # noqa: DTZ007 # a day has no zone


def test_a_log_with_surrogates_reads_like_one() -> None:
    """No mark, no name of anybody, the same person the same throughout, columns as ever."""
    said = (
        ("customer", "Hallo, hier Rosalinde Quittenbaum, Tel. 030 23125 001"),
        ("agent", "Guten Tag Frau Quittenbaum, wie kann ich helfen?"),
        ("customer", "Danke! Viele Grüße, Rosalinde"),
    )
    rows = [
        Message(
            conversation_id="wa-1",
            position=place,
            speaker="customer" if who == "customer" else "agent",
            person="Rosalinde Quittenbaum" if who == "customer" else "Kiosk Service",
            text=text,
        )
        for place, (who, text) in enumerate(said)
    ]
    plain, _ = anonymize(Messages.of(rows), key=KEY)
    made, audit = anonymize(Messages.of(rows), key=KEY, surrogates=True)
    texts = made.table["text"].to_pylist()
    assert audit.found_again == 0
    assert not any("<" in text or "Quittenbaum" in text or "Rosalinde" in text for text in texts)
    family = re.fullmatch(r"Guten Tag Frau (\w+), wie kann ich helfen\?", texts[1])
    assert family is not None
    assert family[1] in texts[0]
    assert texts[2].removeprefix("Danke! Viele Grüße, ") in texts[0]
    assert made.table["person"].to_pylist() == plain.table["person"].to_pylist()


def test_nobody_in_the_log_becomes_a_surrogate() -> None:
    """Else one customer would seem to be another, and a sweep for known names would find one."""
    first = MADE.in_text("PERSON", "Petra")
    other = Surrogates.of(KEY, [f"{first} Beispiel", "Emil Muster"])
    assert other.in_text("PERSON", "Petra") != first
    assert other.in_text("PERSON", "Uwe") == MADE.in_text("PERSON", "Uwe")
