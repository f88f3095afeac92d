"""Reads guards, ``customer.cart_value > 200 and time.is_open(sales)``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import cast

from dialogkit.errors import ParameterError
from dialogkit.flow._guards import (
    YES,
    All,
    Compared,
    Guard,
    Not,
    OneOf,
    Open,
    OptedIn,
    Sign,
    Term,
    ValueKnown,
)

__all__ = ["parse_guard", "with_handoffs"]

_TOKEN = re.compile(
    r"""\s*(?:(?P<quoted>"[^"]*"|'[^']*')|(?P<sign>==|!=|<=|>=|<|>|[()\[\],])|(?P<word>[^\s()\[\],<>=!"']+))"""
)
_SIGNS = ("==", "!=", "<", "<=", ">", ">=")
_RULE = (
    "write a guard like parcel_id is known, amount > 200, customer.tier == gold, "
    "channel in [web, app] or time.is_open(desk), joined by and, or, not"
)
_KEYWORDS = {"and", "or", "not", "is", "in", "known", "unknown"}
_BEFORE_BRACKETS = ("and", "or", "not", "in")
_OPEN = "time.is_open"
DEEPEST = 30
"""How deep parentheses may nest."""


def parse_guard(text: str) -> Guard:
    """The guard in a text.

    Args:
        text: Such as ``customer.cart_value > 200 and time.is_open(sales)``.

    Raises:
        ParameterError: It is no guard; with the column where reading stopped.
    """
    return _Reader(text).read()


def with_handoffs(guard: Guard, rename: Callable[[str], str]) -> Guard:
    """The guard with other names of the handoffs it asks for.

    Args:
        guard: A guard.
        rename: Gives the new name of each.
    """
    reader = _Reader(guard.text)
    tokens = reader.tokens
    for place, (_, word, _) in enumerate(tokens[:-2]):
        if word == _OPEN and tokens[place + 1][1] == "(":
            kind, name, at = tokens[place + 2]
            quote = name[0] if kind == "quoted" else ""
            tokens[place + 2] = (kind, f"{quote}{rename(name.strip(quote or None))}{quote}", at)
    return _Reader(_spelled(tokens)).read()


_Token = tuple[str, str, int]
"""Kind, text and where it starts."""


def _spelled(tokens: Iterable[_Token]) -> str:
    """The words of a guard, one space between them and none within brackets."""
    text, before = "", ("", "")
    for kind, token, _ in tokens:
        opens = token in ("(", "[") and before[0] == "word" and before[1] not in _BEFORE_BRACKETS
        joined = token in (")", "]", ",") or before[1] in ("", "(", "[") or opens
        text += token if joined else f" {token}"
        before = (kind, token)
    return text


class _Reader:
    """Reads one guard from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.tokens: list[_Token] = []
        self._at = 0
        self._depth = 0
        position = 0
        while text[position:].strip():
            found = _TOKEN.match(text, position)
            if found is None:
                raise self._refusal(f"cannot read {text[position:].strip()[:1]!r}", position)
            kind = found.lastgroup or ""
            self.tokens.append((kind, found[kind], found.start(kind)))
            position = found.end()

    def read(self) -> Guard:
        term = self._either()
        if self._at < len(self.tokens):
            raise self._refusal(f"did not expect {self._peek()!r}")
        return Guard(_spelled(self.tokens), term)

    # ----- either = both (or both)*; both = one (and one)*; one = not one | (either) | atom -------

    def _either(self) -> Term:
        terms = [self._both()]
        while self._take("or"):
            terms.append(self._both())
        return terms[0] if len(terms) == 1 else OneOf(tuple(terms))

    def _both(self) -> Term:
        terms = [self._one()]
        while self._take("and"):
            terms.append(self._one())
        return terms[0] if len(terms) == 1 else All(tuple(terms))

    def _one(self) -> Term:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._refusal(f"is nested deeper than {DEEPEST}")
        term = self._nested()
        self._depth -= 1
        return term

    def _nested(self) -> Term:
        if self._take("not"):
            return Not(self._one())
        if self._take("("):
            term = self._either()
            self._need(")")
            return term
        return self._atom()

    def _atom(self) -> Term:
        subject = self._word("a slot, customer.<fact>, channel, locale, time.is_open or opted_in")
        if subject in (_OPEN, "opted_in"):
            self._need("(")
            name = self._word("a name")
            self._need(")")
            return Open(name) if subject == _OPEN else OptedIn(name)
        if self._take("is"):
            return self._known(subject)
        if self._take("in"):
            return Compared(subject, "==", self._list())
        if self._peek() in _SIGNS:
            sign = cast("Sign", self._next())
            return Compared(subject, sign, (self._word("a value"),))
        if subject.startswith("customer."):
            return Compared(subject, "==", (YES,))
        raise self._refusal(f"expected is, in or one of {' '.join(_SIGNS)} after {subject[:40]!r}")

    def _known(self, slot: str) -> Term:
        if self._take("known"):
            return ValueKnown(slot)
        if self._take("unknown"):
            return Not(ValueKnown(slot))
        raise self._refusal("expected known or unknown after is")

    def _list(self) -> tuple[str, ...]:
        self._need("[")
        values = [self._word("a value")]
        while self._take(","):
            values.append(self._word("a value"))
        self._need("]")
        return tuple(values)

    # ----- tokens --------------------------------------------------------------------------------

    def _peek(self) -> str:
        return self.tokens[self._at][1] if self._at < len(self.tokens) else ""

    def _next(self) -> str:
        self._at += 1
        return self.tokens[self._at - 1][1]

    def _take(self, token: str) -> bool:
        found = self._peek() == token
        self._at += found
        return found

    def _need(self, token: str) -> None:
        if not self._take(token):
            raise self._refusal(f"expected {token}")

    def _word(self, what: str) -> str:
        if self._at < len(self.tokens):
            kind, token, _ = self.tokens[self._at]
            if kind == "quoted" or (kind == "word" and token not in _KEYWORDS):
                self._at += 1
                return token[1:-1] if kind == "quoted" else token
        raise self._refusal(f"expected {what}")

    def _refusal(self, problem: str, position: int | None = None) -> ParameterError:
        if position is None:
            rest = self.tokens[self._at :]
            position = rest[0][2] if rest else len(self._text)
        return ParameterError(f"{problem} at character {position + 1}; {_RULE}")
