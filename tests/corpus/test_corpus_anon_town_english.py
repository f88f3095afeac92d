"""English homes, nicknames and patronymics said in passing, and what only stands likewise."""

from __future__ import annotations

import pytest

from dialogkit.corpus import find_spans
from dialogkit.corpus._anonymize import mask

TOLD = [
    ("Yeah I'm out in Kilbarrack so it'd be a trek", "Kilbarrack"),
    ("I'm out past Dubbo so I can't just pop in", "Dubbo"),
    ("We're just outside Yackandandah if that helps", "Yackandandah"),
    ("I'm over in Tallaght West, is that too far?", "Tallaght West"),
    ("mum's up in Lochgilphead now", "Lochgilphead"),
    ("they're way out near Coonabarabran", "Coonabarabran"),
    ("we are twenty miles north of Wagga Wagga, is that covered?", "Wagga Wagga"),
    ("she lives out by Ballyjamesduff", "Ballyjamesduff"),
    ("I moved from Leith to Musselburgh in June", "Leith"),
    ("I moved from Leith to Musselburgh in June", "Musselburgh"),
    ("we relocated from Partick to Dalmarnock last year", "Partick"),
    ("I have lived in Small Heath for eleven years", "Small Heath"),
    ("I've lived in Seven Kings since 1999", "Seven Kings"),
    ("I grew up in Ynysybwl, so yes", "Ynysybwl"),
    ("Its Aberystwyth", "Aberystwyth"),
    ("It's Aberystwyth thanks", "Aberystwyth"),
    ("No internet since the storm. Belmullet, you know yourselves", "Belmullet"),
    ("Bin not emptied, 76 Glenmore Ave Castlemilk", "Castlemilk"),
    ("I only know him as Robbo, he lives below us", "Robbo"),
    ("everyone round here knows her as Tibbs", "Tibbs"),
    ("he answers to Dobbo and nothing else", "Dobbo"),
    ("Patient: Gwilym ap Rhys", "Gwilym ap Rhys"),
    ("Carer is Nerys ferch Owain", "Nerys ferch Owain"),
    ("account of Siti binti Rahman please", "Siti binti Rahman"),
    ("deliver to my mums please, 3 Chapel Row, TR18 4KD", "TR18 4KD"),
]
THINGS = [
    "I'm out of Office until Monday",
    "I'm up to Level 4 now",
    "we're just past Christmas and the tree is still here",
    "I moved from Basic to Premium last month",
    "we moved from Windows to Linux",
    "It's Thursday",
    "Its Netflix",
    "They went back to School on Monday",
    "I have lived in Student Housing for years",
    "I know it as Plan B",
    "Do you go by Invoice Date or Order Date?",
    "Lost property goes to Oxfam on the 30th",
    "I am living in hope",
    "I came from Facebook to this chat",
    "we are all out of Nutella",
    "I'm over on Instagram if that helps",
]


@pytest.mark.parametrize(("text", "value"), TOLD)
def test_they_are_found(text: str, value: str) -> None:
    """Where somebody is out, came from, has lived; what somebody is known as."""
    at = text.index(value)
    covered = {place for s in find_spans(text) for place in range(s.start, s.end)}
    assert all(place in covered for place in range(at, at + len(value)) if text[place].isalnum())


@pytest.mark.parametrize("text", THINGS)
def test_things_stay(text: str) -> None:
    """Tariffs, days, apps and files are where nobody lives."""
    assert mask(text, find_spans(text)) == text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("we only moved into Carrigaline in June, the bins are full", "Carrigaline"),
        ("the bus doesn't stop at Ballydehob any more", "Ballydehob"),
        ("power's out in Coffs again", "Coffs"),
        ("still no broadband in Portmahomack", "Portmahomack"),
        ("the engineer never made it to Pontardawe", "Pontardawe"),
        ("the bin lorry skipped Drumnadrochit", "Drumnadrochit"),
        ("no signal at all in Tullaghmore since the storm", "Tullaghmore"),
    ],
)
def test_places_that_sound_like_some(text: str, place: str) -> None:
    """What begins or ends as places do is one where somebody lives, waits or has no signal."""
    assert any(text[s.start : s.end] == place for s in find_spans(text) if s.type == "TOWN")


@pytest.mark.parametrize(
    "text",
    [
        "we moved into Production last week",
        "Why does it drop out in Chrome and in Lightroom?",
        "can you deliver to Parcelshop instead",
        "we moved to Vodafone from Three, is that out in August",
    ],
)
def test_words_that_sound_like_no_place(text: str) -> None:
    """Programs, firms and words stay at the same places."""
    assert find_spans(text) == []
