"""English goods, colours, chains and parks that are called like towns and people."""

from __future__ import annotations

import pytest

from dialogkit.corpus._anonymize import find_spans, mask
from dialogkit.corpus._anonymize._goods_english import goods_english


def shown(text: str) -> str:
    """``text`` with a type in place of each find."""
    return mask(text, find_spans(text))


@pytest.mark.parametrize(
    "text",
    [
        "The modem's LED is amber and blinking, so is the status light",
        "Ticket priority set to amber by the night shift",
        "amber alert on the router page",
        "Somebody left a Chesterfield and a Davenport in the hall",
        "The hamper held a wheel of Stilton and some Cheddar",
        "an Eccles cake and a Bakewell, please",
        "The Oxford shoe in brown has come apart",
        "I asked for the orange one, you sent Marseille again, the colour is wrong",
        "engine light came on after i filled up at Shell, should i stop",
        "the pads cost 80 dollars at NAPA and 60 elsewhere",
        "The trip to Alton Towers leaves at 7:45 sharp",
        "Does the pass include Drayton Manor and Thorpe Park?",
        "the jar is for the Scouts, the tin of Quality Street for the raffle",
        "difference between Fibre Max and Fibre Max Plus",
        "Log: NullReferenceException, then a FileNotFoundException at startup",
        "the machine gave receipts for Andy McNab and Marian Keyes but no change",
    ],
)
def test_goods_name_nobody(text: str) -> None:
    """What stands beside these words says that they are things."""
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Amber in billing told me to ring again", "<PERSON> in billing"),
        ("I moved to Chesterfield in May", "moved to <TOWN> in"),
        ("we live in Bath and the boiler is out", "in <TOWN> and"),
        ("Our flat in Alton has no water", "in <TOWN> has"),
        ("my daughter Ruby has lost her pass", "daughter <PERSON> has"),
    ],
)
def test_the_same_words_as_names(text: str, masked: str) -> None:
    """Where somebody lives or acts they are towns and people."""
    assert masked in shown(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The box of Emily Watson was missing", "Watson"),
        ("The bags of Hannah Pritchard were left at the gate", "Pritchard"),
        ("Order for Hannah Pritchard boots size 6", "Hannah"),
        ("Deliver to Emma Clarke shoes", "Emma"),
        ("Could you have Hazel ring me tomorrow please?", "Hazel"),
        ("Ask Ruby status of my order", "Ruby"),
        ("I spoke to a Chelsea from your billing team", "Chelsea"),
        ("I was helped by a Lincoln, very rude", "Lincoln"),
        ("You sent Tobias and he left blue paint on the step", "Tobias"),
        ("it is red, and I think you wanted Rebecca", "Rebecca"),
        ("Smart Bill called about my account", "Bill"),
    ],
)
def test_people_beside_goods_are_no_goods(text: str, name: str) -> None:
    """Somebody's box, somebody who rings, was spoken to, or was sent."""
    regions = [text[start:end] for start, end in goods_english(text)]
    assert not [region for region in regions if name in region]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("The box of Emily Watson was missing", "box of <PERSON> was"),
        ("The bags of Hannah Pritchard were left at the gate", "of <PERSON> were"),
        ("Order for Hannah Pritchard boots size 6", "for <PERSON> boots"),
        ("You sent Tobias and he left blue paint on the step", "sent <PERSON> and"),
    ],
)
def test_people_beside_goods_are_masked(text: str, masked: str) -> None:
    """Other rules know them by their names."""
    assert masked in shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "Two bottles of Evian and a block of Cheddar were missing",
        "The Chelsea boots are too small",
        "An amber light comes on, then amber warning lights",
        "Amber beads and a ruby necklace are what I ordered",
        "There was an old Chesterfield in the hall",
        "I asked for blue, it came in the colour Ruby.",
        "Smart Bill Plus or Smart Bill tariff, which is cheaper?",
    ],
)
def test_goods_called_like_people_stay(text: str) -> None:
    """Listed kinds, colours in small letters or before things, tariffs with their word."""
    assert shown(text) == text
