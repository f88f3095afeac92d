"""English trains, shops, cars, woods, plants and days, and people and homes called likewise."""

from __future__ import annotations

import pytest

from dialogkit.corpus import find_spans
from dialogkit.corpus._anonymize import _famous, _find, mask

NOBODY = [
    "The 14.05 to Edinburgh Waverley was cancelled, is my ticket valid on the next one",
    "The top-up machine at Heuston was out of order so I paid cash.",
    "Does the sleeper to Penzance have Wi-Fi? And plugs?",
    "Does the Avanti from Euston stop at Crewe on Boxing Day?",
    "The 07:42 from Reading was cancelled AGAIN",
    "Is there a lift at Clapham Junction or not?",
    "Are there still flights to Malaga on Saturdays?",
    "We would like to book for the Edinburgh Fringe",
    "Is the Cheltenham Gold Cup on the big screen?",
    "Is Hazel or Ash the darker veneer?",
    "Do you have it in Natural Oak?",
    "Switch to the Malmo in Walnut at no extra cost",
    "It's the Harlow 2.5 seater in Moss Green",
    "We liked the Hyundai Tucson better",
    "Is the Seat Toledo still made?",
    "Can I bring a Brompton or does it need a bag?",
    "Can I take Nurofen together with Lemsip Max?",
    "Two items missing: Dyson filter, Brita jug",
    "Dolby Atmos must be switched on under Settings",
    "Wash it in warm water with Fairy or Dawn.",
    "Is the desk next to Costa or upstairs?",
    "I mean the coffee cups from Costa.",
    "My Magnolia Stellata has brown tips",
    "They stand in John Innes compost",
    "Year 3 are doing the Tudors, right?",
    "What time does Santa's Grotto open on Christmas Eve?",
    "Anzac Day: Shops open or shut before 1pm?",
    "text PAC to your old network first",
    "Food: 5 of 5, the Moqueca was outstanding",
    "Then HMRC sent an SA302, do I need the SA100 as well?",
]
SOMEBODY = [
    ("Hazel Ash called about the table", "Hazel Ash"),
    ("Is Hazel or Ash in today?", "Hazel"),
    ("Hazel and Willow are waiting at the door", "Hazel"),
    ("Her number is 07700 900123, is Hazel or Ash the right shade?", "Hazel"),
    ("Dawn or Joy will collect the table", "Dawn"),
    ("Brita called about the invoice", "Brita"),
    ("The note is from Costa himself", "Costa"),
    ("Eve Tudor called about the table", "Eve Tudor"),
    ("Give the keys to Victoria.", "Victoria"),
    ("Please text Dana to come", "Dana"),
    ("Please text KAREN to come", "KAREN"),
    ("Appointment for Emma Kowalski Tattoo on Friday", "Emma Kowalski"),
    ("It is a flight for Peter Kowalski", "Peter Kowalski"),
    ("Collect it at 9:30 from Sarah, please", "Sarah"),
    ("Collect it at 9:30 from Kowalski, please", "Kowalski"),
    ("Send it by express delivery to Margaret, please", "Margaret"),
    ("Train from Penrith to Crewe was cancelled", "Penrith"),
    ("My mum is at home, 07700 900123, and the train to Harlow is late", "Harlow"),
    ("The shuttle to Harlow Road is late", "Harlow Road"),
    ("Is the flat at Magnolia Close done?", "Magnolia Close"),
]
"""Nobody introduces them, so that they would be lost if such words were spared everywhere."""


@pytest.mark.parametrize("text", NOBODY)
def test_what_anybody_rides_and_buys_stays(text: str) -> None:
    """Trains, shops, cars, woods, plants, days and forms."""
    assert mask(text, find_spans(text)) == text


@pytest.mark.parametrize(("text", "value"), SOMEBODY)
def test_who_is_called_so_is_found(text: str, value: str) -> None:
    """People and homes of the same names."""
    assert _is_found(text, value)


@pytest.mark.parametrize(("text", "value"), SOMEBODY)
def test_who_is_called_so_would_be_lost(
    text: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of them hangs on what is spared: were it all of the text, nobody would find them."""
    monkeypatch.setattr(_famous, "public_english", lambda text, **_: [((0, len(text)), True)])
    _find.forget_texts()
    try:
        assert not _is_found(text, value)
    finally:
        _find.forget_texts()


def _is_found(text: str, value: str) -> bool:
    at = text.index(value)
    return any(s.start <= at and s.end >= at + len(value) for s in find_spans(text))
