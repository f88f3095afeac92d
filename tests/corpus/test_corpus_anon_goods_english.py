"""English goods, colours, chains and parks that are called like towns and people."""

from __future__ import annotations

import pytest

from dialogkit.corpus._anonymize import find_spans, mask


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
