"""Participants whose names are particles, titles or words as well, spoken to in any sentence."""

from __future__ import annotations

import pytest

from dialogkit.corpus import find_spans
from dialogkit.corpus._anonymize import mask

CALLED = [
    ("Ben", "Have you filed it yet Ben? Getting nervous lol", "Ben"),
    ("Ben Hale", "have you filed it yet ben?", "ben"),
    ("Ben Hale", "I told ben twice", "ben"),
    ("Nat Winter", "is Nat in today?", "Nat"),
    ("Nat Winter", "nat said so", "nat"),
    ("Des Hale", "Ask for Des at the till", "Des"),
    ("Desmond Hale", 'He prefers "Des" to all else', "Des"),
    ("Den Miller", "So it was Den who rang", "Den"),
    ("Al Green", "that would be Al, I think", "Al"),
    ("Sarah Das", "Could Mrs Das or anyone help? I think Das can.", "Das can"),
    ("Minh Le", "ok Le can you check", "Le"),
    ("Anna Do", "I sent it to Do on Monday", "Do"),
    ("Abu", "thanks again, Abu!", "Abu"),
    ("Phil Storm", "so phil will do it", "phil"),
    ("Jun Sato", "It was for you, Jun", "Jun"),
    ("Mac Brown", "cheers Mac. all good", "Mac"),
    ("Mac Brown", "Mac here, hi", "Mac"),
    ("Den Miller", "Den, can you look?", "Den"),
    ("Will Hart", "have you sent it yet will?", "will"),
    ("Will Hart", "no, will, the other one", "will"),
    ("Mark Price", "did you get that, mark?", None),
    ("Rose Day", "ok rose, do it", "rose"),
    ("Karl Post", "Wie war das noch, Post?", "Post"),
    ("Van Moser", "Hast du das Van gegeben?", "Van"),
    ("Desmond Hale", "Thanks,\nDes", "Des"),
    ("Des Hale", "No parcel yet. Any news? Des", "Des"),
    ("Des Hale", "Des here again", "Des"),
    ("Des Hale", "Des is my name", "Des"),
    ("Denise Krug", "LG\nDen", "Den"),
    ("Denise Krug", "Den hier nochmal", "Den"),
    ("Anna Do", "Do here, any news?", "Do"),
    ("Anna Do", "Do", "Do"),
    ("Anna Do", "It is booked under: Do", "Do"),
]
WORDS = [
    ("Sarah Das", "Das ist gut, danke. Das war es."),
    ("Den Miller", "Den Brief habe ich den Leuten gegeben"),
    ("Des Hale", "Des Weiteren fehlt etwas, des is a Schmarrn"),
    ("Will Hart", "when will, if ever, it come"),
    ("Van Moser", "a white van stood there"),
    ("Grace Long", "not long now, a long story"),
    ("Mark Price", "what is the new price?"),
    ("Karl Post", "Ich war bei der Post, dann daheim."),
    ("Max Mustermann jun.", "im jun kommt er"),
    ("Minh Le", "le dernier"),
    ("Anna Do", "Do you have it in blue?"),
    ("Anna Do", "Thanks,\nDo I need to sign?"),
    ("Anna Do", "Do here and there items vary?"),
    ("Anna Do", "Do with it what you like"),
    ("Des Hale", "Danke,\nDes Weiteren fehlt die Rechnung"),
    ("Des Hale", "Des hier ist kaputt"),
    ("Denise Krug", "Den hier nochmal bestellen, bitte"),
    ("Denise Krug", "Danke! Den Rest zahle ich später."),
]


@pytest.mark.parametrize(("who", "text", "value"), CALLED)
def test_they_are_found(who: str, text: str, value: str | None) -> None:
    """With a capital inside a sentence, and where somebody is spoken to in small letters."""
    at = text.rindex(value or who.split(maxsplit=1)[0].lower())
    assert any(s.start <= at < s.end for s in find_spans(text, [who]))


@pytest.mark.parametrize(("who", "text"), WORDS)
def test_the_words_stay(who: str, text: str) -> None:
    """Where a sentence begins and in small letters they are what they always are."""
    assert mask(text, find_spans(text, [who])) == text
