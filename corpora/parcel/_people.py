"""Invented customers: who they are, how they write, and the personal data they let slip."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from string import ascii_uppercase
from typing import Any, Literal

Format = Literal["android", "ios", "english", "american", "telegram"]

_ASCII = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ş": "s"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How somebody types. Shares from 0 to 1."""

    typos: float
    """Share of words with a typing error."""
    lower: bool
    """Whether capitals are left out."""
    umlauts: Literal["kept", "spelt out", "dropped"]
    """What becomes of ä, ö, ü and ß."""
    bare: float
    """Share of messages without marks at their end."""
    splits: float
    """Share of turns sent as several messages."""
    emoji: float
    """Share of messages with an emoji."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """One invented person."""

    name: str
    """First and family name."""
    salutation: str
    """How the team greets them."""
    locale: str
    """``de`` or ``en``."""
    format: Format
    """Which export their chat is in."""
    sender: str
    """What stands before their messages: the name, or the number where it is no saved contact."""
    street: str
    """Street and number."""
    town: str
    """Postcode and town (English: town)."""
    phone: str
    """From a range reserved for fiction."""
    email: str
    """At a domain reserved for examples."""
    iban: str
    """A published example."""
    style: Style
    """How they type."""


def tracking(rng: Random) -> str:
    """A tracking number: two letters and nine digits."""
    letters = "".join(rng.choice(ascii_uppercase) for _ in range(2))
    return f"{letters}{rng.randrange(10**9):09d}"


def street(rng: Random, words: dict[str, Any], locale: str) -> str:
    """A street with its number."""
    number, name = rng.randint(1, 98), rng.choice(words["streets"])
    return f"{name} {number}" if locale == "de" else f"{number} {name}"


def customers(rng: Random, people: dict[str, Any], count: int) -> list[Customer]:
    """``count`` customers with different names."""
    found: dict[str, Customer] = {}
    while len(found) < count:
        locale = "de" if rng.random() < 0.8 else "en"
        customer = _customer(rng, people, locale)
        if customer.name not in found and customer.sender not in found:
            found[customer.name] = customer
    return list(found.values())


def _customer(rng: Random, people: dict[str, Any], locale: str) -> Customer:
    words = people[locale]
    woman = rng.random() < 0.55
    first = rng.choice(words["women" if woman else "men"])
    family = rng.choice(words["families"])
    title = "Frau" if woman else "Herr"
    phone = _phone(rng, words)
    form = _format(rng, locale)
    unsaved = form in ("android", "english") and rng.random() < 0.06
    return Customer(
        name=f"{first} {family}",
        salutation=f"{title} {family}" if locale == "de" else first,
        locale=locale,
        format=form,
        sender=phone if unsaved else f"{first} {family}",
        street=street(rng, words, locale),
        town=rng.choice(words["towns"]),
        phone=phone,
        email=_email(rng, first, family, people["mail_domains"]),
        iban=rng.choice(people["ibans"]),
        style=_style(rng),
    )


def _phone(rng: Random, words: dict[str, Any]) -> str:
    shape: str = rng.choice(words["phones"])
    return shape.format(two=f"{rng.randrange(100):02d}", three=f"{rng.randrange(1000):03d}")


def _email(rng: Random, first: str, family: str, domains: list[str]) -> str:
    one, two = (part.lower().translate(_ASCII) for part in (first, family))
    local = rng.choice([f"{one}.{two}", f"{one[0]}.{two}", f"{two}{rng.randint(60, 99)}"])
    return f"{local}@{rng.choice(domains)}"


def _format(rng: Random, locale: str) -> Format:
    forms: tuple[Format, ...] = ("android", "ios", "english", "american", "telegram")
    weights = (0.56, 0.27, 0.01, 0.01, 0.15) if locale == "de" else (0.1, 0.15, 0.4, 0.2, 0.15)
    return rng.choices(forms, weights)[0]


def _style(rng: Random) -> Style:
    casual = rng.random() < 0.5
    umlauts: tuple[Literal["kept", "spelt out", "dropped"], ...]
    umlauts = ("kept", "spelt out", "dropped")
    return Style(
        typos=rng.choice((0.0, 0.0, 0.01, 0.03, 0.07)),
        lower=casual and rng.random() < 0.6,
        umlauts=rng.choices(umlauts, (0.82, 0.13, 0.05))[0],
        bare=0.6 if casual else 0.1,
        splits=rng.choice((0.05, 0.2, 0.5)),
        emoji=rng.choice((0.0, 0.0, 0.05, 0.2)),
    )
