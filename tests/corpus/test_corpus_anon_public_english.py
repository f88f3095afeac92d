"""English trains, shops, cars, woods, plants and days, and people and homes called likewise."""

from __future__ import annotations

import pytest

from dialogkit.corpus import find_spans
from dialogkit.corpus._anonymize import mask

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
    ("I live in Ash, near the church", "Ash"),
    ("I live at 4 Waverley Road", "4 Waverley Road"),
    ("Dawn or Joy will collect it", "Dawn"),
    ("It is a flight for Peter Kowalski", "Peter Kowalski"),
    ("I moved to Penzance in May", "Penzance"),
    ("Ask for Daphne at the desk", "Daphne"),
    ("My neighbour Mr Costa took it", "Costa"),
    ("Eve Tudor has signed for it", "Eve Tudor"),
    ("I spoke to Austin Miller about the car", "Austin Miller"),
    ("Sarah called, her house is 5, The Hawthorns", "5, The Hawthorns"),
    ("I am at 5 Moqueca Street", "5 Moqueca Street"),
    ("Please text Dana to come", "Dana"),
    ("We live in Tucson", "Tucson"),
    ("Give the keys to Victoria.", "Victoria"),
    ("Please text KAREN to come", "KAREN"),
    ("Appointment for Emma Kowalski Tattoo on Friday", "Emma Kowalski"),
    ("Our flat is in Magnolia Close", "Magnolia Close"),
    ("Hazel and Willow are waiting at the door", "Hazel"),
    ("Brita called about the invoice", "Brita"),
    ("Collect it at 9:30 from Sarah, please", "Sarah"),
    ("Send it by express delivery to Margaret, please", "Margaret"),
    ("Flight from Boise to Denver was cancelled", "Boise"),
    ("My son is called Harlow", "Harlow"),
]


@pytest.mark.parametrize("text", NOBODY)
def test_what_anybody_rides_and_buys_stays(text: str) -> None:
    """Trains, shops, cars, woods, plants, days and forms."""
    assert mask(text, find_spans(text)) == text


@pytest.mark.parametrize(("text", "value"), SOMEBODY)
def test_who_is_called_so_is_found(text: str, value: str) -> None:
    """People and homes of the same names."""
    at = text.index(value)
    assert any(s.start <= at and s.end >= at + len(value) for s in find_spans(text))
