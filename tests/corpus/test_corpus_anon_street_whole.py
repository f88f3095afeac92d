"""English addresses in any case and form, and what only has a number and a kind of street."""

from __future__ import annotations

import pytest

from dialogkit.corpus import find_spans


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "the address is flat 9, 57, albert rise and not 58 mill street",
            "flat 9, 57, albert rise",
        ),
        ("it is flat 7b, 148-150 harbour gate", "flat 7b, 148-150 harbour gate"),
        ("and not 74/4 meadow rd", "74/4 meadow rd"),
        ("my address is 103 kingsway", "103 kingsway"),
        ("I live at 8775 w. high street apt 3b", "8775 w. high street apt 3b"),
        ("I live at 2b long acre", "2b long acre"),
        ("i live at unit 14, 110 strand", "unit 14, 110 strand"),
        ("I live at flat 5b, 59 the green", "flat 5b, 59 the green"),
        ("not apartment 37, 79, acacia parade", "apartment 37, 79, acacia parade"),
        ("i live at 43, willow mews", "43, willow mews"),
        ("address: unit 11, 95, the green", "unit 11, 95, the green"),
        ("PARCEL LEFT AT FLAT 1B, 48 HANSON UPPER", "FLAT 1B, 48 HANSON UPPER"),
        ("new address 154 stacy common", "154 stacy common"),
        ("street: 8-10 abbey rise", "8-10 abbey rise"),
        ("The boiler at 125 Haymarket is cold again", "125 Haymarket"),
        ("we're moving from 84 lower church parade to 12 elm row", "84 lower church parade"),
        ("the meter is at 183 riverside", "183 riverside"),
        ("118/7 mallard grove, leeds ls1 4ab", "118/7 mallard grove"),
        ("I finish the kitchen at Ashgrove Ave 40 today", "Ashgrove Ave 40"),
        ("by post only: The Laurels, Pond Lane, Oundle", "The Laurels, Pond Lane"),
        ("The address is simply Larkfield, Pound Lane, Shaftesbury", "Larkfield, Pound Lane"),
        ("pick up from Hollow Farm, Mill Bank any time after 9", "Hollow Farm, Mill Bank"),
    ],
)
def test_addresses(text: str, value: str) -> None:
    """With a flat, a range, a side of town, without a kind, with the number behind."""
    at = text.index(value)
    covered = {place for span in find_spans(text) for place in range(span.start, span.end)}
    assert not [n for n in range(at, at + len(value)) if text[n].isalnum() and n not in covered]


@pytest.mark.parametrize(
    "text",
    [
        "I bought 2 garden chairs and 3 park benches",
        "it is 5 star service, is 24/7 support available?",
        "10/10 great place to stay",
        "I need 3 way switches and 2 ring binders",
        "we live at 30 degrees in winter",
        "my flight was at 14 from gate 5",
        "moved to 5G plan",
        "moved to 2 year contract",
        "unit 3, 2 screws missing",
        "is the 3 court badminton hall free?",
        "not 2 but 3 items",
        "I have 2 high chairs in row 5",
        "4 corner sofa in grey",
        "Level 3 courses, row 12, seat 4",
    ],
)
def test_no_addresses(text: str) -> None:
    """Counted things, marks, hours, contracts, seats."""
    assert not find_spans(text)
