"""Persons and things in English sentences: told from each other by what stands beside them."""

from __future__ import annotations

import pytest

from dialogkit.corpus._anonymize import find_spans, mask
from dialogkit.corpus._anonymize._persons import weight


def shown(text: str) -> str:
    """``text`` with a type in place of each find."""
    return mask(text, find_spans(text))


@pytest.mark.parametrize(
    "text",
    [
        "Does Norton clash with Defender? The laptop crawls",
        "The difference between the Harrison and the Windermere dining set, apart from the colour?",
        "Which is best for a beginner: Yamaha, Casio or Korg?",
        "The TalkTalk engineer never came, then Openreach said the line was fine",
        "My Tassimo is still orange. Bosch says it's Kenco's fault.",
        "Is the Ottoman bed in Slate Grey or only in Ochre?",
        "I asked about Aviva, Smyths say March and Argos says April",
        "We want to see Hamilton on the Saturday matinee",
        "Would you recommend Rosewood or Summer Field for a north facing lounge?",
        "Tried Gaviscon, tried Rennie, nothing helps. Is Omeprazole on the shelf?",
        "The Bonsai arrived bone dry. The Monstera's fine.",
        "I hit Reset on the router and then the Velop mesh was gone",
        "The Guinness was off, the Kilkenny was grand",
        "It comes with Dolby Atmos, doesn't it? Or is that on the Acer Swift Go 14 alone",
        "Shaker in Sage with the Minerva worktop, and can it go over Victorian tiles?",
        "The Hydrangea is dead but the Clematis Nelly Moser is thriving",
        "Everyone and Bob's your uncle gets the discount, for Pete's sake",
        "How many units has the Captain Morgan, and is the Lord Nelson open on Sunday?",
        "Vegemite instead of Marmite. This is how wars start.",
        "He also has early Parkinson's, and a touch of Raynaud's in winter",
        "Frank answer please: is it worth the money",
        "Mark it as paid, and bill me in May",
    ],
)
def test_things_with_a_capital_stay(text: str) -> None:
    """Brands, shops, plays, dishes, plants, models and phrases name nobody."""
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("spoke to Oluwaseun on Friday, a credit would be on its way", "Oluwaseun"),
        ("the fitter, Wojtek, left his tape measure behind", "Wojtek"),
        ("Is Giles working today? He knows about the boiler", "Giles"),
        ("is baker in today or shall I come tomorrow", "baker"),
        ("The parcel's for Summer, she's at work until six", "Summer"),
        ("No, Green is my surname. I don't want it in green", "Green"),
        ("Ward was the engineer's name I think, he had a red van", "Ward"),
        ("It was picked up by wolf from flat 3, he signs for everyone", "wolf"),
        ("rose from apartment 5 said you were handing them out", "rose"),
        ("Our under-11s coach young said training moves to Friday", "young"),
        ("She was with Jaswinder, the classroom assistant, all day", "Jaswinder"),
        ("Proof of delivery shows a scribble that says Hendricksen, nobody here", "Hendricksen"),
        ("They sent my letters to Thistlewood, which is not my name", "Thistlewood"),
        ("Please check the Harmsen case with the depot today", "Harmsen"),
        ("Got your letter, addressed to a Halvorsen who died in 2011", "Halvorsen"),
        ("I left the pallet with old Lang across the road", "Lang"),
        ("Kasimir's mum here, he forgot his kit", "Kasimir"),
        ("Which one of Parveen's daughters signed I have no idea", "Parveen"),
        ("My surname has changed from Little to Kowalczyk this year", "Little"),
    ],
)
def test_somebody_who_acts_is_related_or_called_so_is_a_person(text: str, name: str) -> None:
    """What people do, own and are says that a word is a name, though it may be another word."""
    assert any(
        text[s.start : s.end].startswith(name) and s.type == "PERSON" for s in find_spans(text)
    )


@pytest.mark.parametrize(
    ("person", "thing"),
    [
        ("Norton told me on the phone that she would call", "the Norton app"),
        ("my neighbour Roland has it", "a Yamaha or Roland keyboard"),
        ("I asked Toby and he agreed", "a table at the Toby"),
        ("Harrison and I are moving", "the Harrison dining set"),
    ],
)
def test_the_same_word_weighs_more_beside_a_person(person: str, thing: str) -> None:
    """One word is a name here and a brand there."""
    words = set(person.replace("'", " ").split()) & set(thing.split())
    name = next(word for word in words if word[0].isupper() and word != "I")
    at, there = person.index(name), thing.index(name)
    assert weight(person, at, at + len(name)) >= 1 > weight(thing, there, there + len(name))


def test_beside_somebodys_data_a_doubtful_word_is_a_name() -> None:
    """A message that gives a telephone number is about somebody."""
    text = "Norton, call 0113 496 0155 after six please"
    assert "Norton" not in shown(text)
    assert "Norton" in shown("Norton, after the update it is slow please help")


@pytest.mark.parametrize("word", ["Said ", "X's ", "Ann and ", "Mr ", "the Harmsen ", "a. "])
def test_long_rows_of_words_do_not_run_away(word: str) -> None:
    """Weighing looks at a stretch beside each word, however long the text."""
    assert isinstance(find_spans("I was told that " + word * 400), list)
