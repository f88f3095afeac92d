"""Sender names that count as a whole, such as ``user_4711``: looked for as they stand."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._participants import Participants
from dialogkit.corpus._anonymize.detectors.participant import find

NAMES = ("user_4711", "@xenia9", "77 Quitten", "Nord_Team", "quitte_77_x", "9@example.org")
PIECES = st.sampled_from((*NAMES, *(name.upper() for name in NAMES), " ", "x", "_", "7", ", ", "İ"))


@given(st.lists(PIECES, max_size=8).map("".join))
def test_a_name_with_signs_is_found_wherever_it_stands_alone(text: str) -> None:
    """Wherever neither a letter nor a digit stands beside it, in any case; all by brute force."""
    people = Participants.of(NAMES)
    if len(text.lower()) != len(text):
        return
    found = {at for span in find(text, Context((people,))) for at in range(span.start, span.end)}
    for name in NAMES:
        for match in re.finditer(rf"(?=({re.escape(name.lower())}))", text.lower()):
            start, end = match.span(1)
            if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
                assert {*range(start, end)} <= found, (name, start)


def test_it_is_not_found_within_another_word() -> None:
    """``user_4711`` is nobody in ``superuser_47110``."""
    people = Participants.of(("user_4711",))
    assert not list(find("superuser_4711 and user_47110", Context((people,))))


def test_the_company_in_an_address_is_nobody() -> None:
    """Of a sender's address the part behind the "@" is no name, of one beside a name nothing is."""
    text = "Stadtwerke Musterfeld, Service: Frau Quitte, Nadine"
    for sender, left in (
        ("Nadine Quitte <service@stadtwerke-musterfeld.example>", "Stadtwerke Musterfeld, Service"),
        ("nadine.quitte@stadtwerke-musterfeld.example", "Stadtwerke Musterfeld, Service"),
    ):
        spans = list(find(text, Context((Participants.of((sender,)),))))
        assert [text[span.start : span.end] for span in spans] == ["Quitte, Nadine"], sender
        assert all(span.start >= len(left) for span in spans)
