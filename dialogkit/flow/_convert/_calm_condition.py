"""Conditions of CALM (pypred) as guards, and guards as conditions of CALM.

Source: the reference of conditions in the documentation of Rasa Pro, and the grammar of pypred.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dialogkit.flow._guards import (
    All,
    Compared,
    Guard,
    Not,
    OneOf,
    Open,
    OptedIn,
    Term,
    ValueKnown,
)

__all__ = ["Equality", "Speaker", "Unsayable", "as_condition", "equality", "fact_slot"]

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<sign>==|!=|<=|>=|=|<|>|[(){}])"""
    r"""|(?P<word>[^\s()<>=!"'{}]+))"""
)
_NOTHING = frozenset({"null", "none", "undefined", "empty"})
_DEEPEST = 25


class Unsayable(Exception):  # noqa: N818 - it is no fault: it says that a guard has no words for this
    """A guard cannot say this condition; the argument says why."""


@dataclass(frozen=True, slots=True)
class _Operand:
    kind: str
    """``slot``, ``value`` or ``nothing``."""
    text: str


@dataclass(frozen=True, slots=True)
class Equality:
    """A condition that a slot has a value, and perhaps more."""

    slot: str
    """Name of the slot in the domain."""
    value: str
    """The value; ``true`` and ``false`` for truths."""
    rest: str = ""
    """What must hold besides; empty: nothing."""


_EQUAL = re.compile(
    r"""^\s*slots\.(?P<slot>[\w-]+)\s*(?:==?|\bis\b(?!\s+not\b))\s*"""
    r"""(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)'|(?P<c>[\w.-]+))\s*(?:and\s*\((?P<rest>.*)\)\s*)?$""",
    re.IGNORECASE | re.DOTALL,
)
_TRUE = re.compile(r"^\s*(?P<not>not\s+)?slots\.(?P<slot>[\w-]+)\s*$", re.IGNORECASE)


def equality(condition: str) -> Equality | None:
    """The slot and value that a condition is about; ``None`` where it is about more or else."""
    found = _TRUE.match(condition)
    if found:
        return Equality(found["slot"], "false" if found["not"] else "true")
    found = _EQUAL.match(condition)
    if not found:
        return None
    quoted = found["a"] if found["a"] is not None else found["b"]
    value = quoted if quoted is not None else found["c"]
    if quoted is None and value.lower() in (*_NOTHING, "not"):
        return None
    truth = quoted is None and value.lower() in ("true", "false")
    return Equality(found["slot"], value.lower() if truth else value, found["rest"] or "")


class Speaker:
    """Says conditions of CALM as guards.

    Args:
        slot: Name of a slot in the domain to its name in the flow.
        types: Slot to its type in the domain.
        facts: Slot that stands for something else to what a guard calls that.
        compared: Told of every subject and value compared.
        outside: Whether a slot is filled by nothing in the flows: a fact of the customer then.
    """

    def __init__(
        self,
        slot: Callable[[str], str],
        types: Mapping[str, str],
        facts: Mapping[str, str],
        compared: Callable[[str, str], None],
        outside: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._slot = slot
        self._types = types
        self._facts = facts
        self._compared = compared
        self._outside = outside
        self._tokens: list[tuple[str, str]] = []
        self._at = 0
        self._depth = 0

    def say(self, condition: str) -> str:
        """The guard for a condition.

        Raises:
            Unsayable: There are no words for it.
        """
        self._tokens, self._at, self._depth = _tokens(condition), 0, 0
        text, _ = self._either()
        if self._at < len(self._tokens):
            raise Unsayable("has a form that a guard has no words for")
        return text

    # ----- either = both (or both)*; both = one (and one)*; each gives its text and its strength --

    def _either(self) -> tuple[str, int]:
        terms = [self._both()]
        while self._take("or"):
            terms.append(self._both())
        if len(terms) == 1:
            return terms[0]
        return " or ".join(text for text, _ in terms), 0

    def _both(self) -> tuple[str, int]:
        terms = [self._one()]
        while self._take("and"):
            terms.append(self._one())
        if len(terms) == 1:
            return terms[0]
        return " and ".join(text if s > 0 else f"({text})" for text, s in terms), 1

    def _one(self) -> tuple[str, int]:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Unsayable(f"is nested deeper than {_DEEPEST}")
        got = self._nested()
        self._depth -= 1
        return got

    def _nested(self) -> tuple[str, int]:
        if self._take("not"):
            text, strength = self._one()
            return f"not {text}" if strength > 1 else f"not ({text})", 2
        if self._take("("):
            inner = self._either()
            if not self._take(")"):
                raise Unsayable("lacks a closing parenthesis")
            return inner
        return self._atom(), 3

    def _atom(self) -> str:
        left = self._operand()
        sign = self._sign()
        if not sign:
            return self._truth(left)
        right = self._operand()
        if left.kind != "slot" and right.kind == "slot":
            flipped = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
            left, right, sign = right, left, flipped.get(sign, sign)
        if left.kind != "slot":
            raise Unsayable("compares nothing that a flow knows")
        if right.kind == "slot":
            raise Unsayable("compares two slots")
        return self._comparison(left.text, sign, right)

    def _comparison(self, slot: str, sign: str, right: _Operand) -> str:
        if right.kind == "nothing":
            if sign not in ("==", "!="):
                raise Unsayable("compares with nothing")
            return self._known(slot, holds=sign == "!=")
        subject, word = self._subject(slot), right.text.lower()
        if subject.endswith(")") or (subject.startswith("customer.") and word in ("true", "false")):
            holds = (word == "true") is (sign == "==")
            return subject if holds else f"not {subject}"
        if slot not in self._facts:
            self._compared(subject, right.text)
        return f"{subject} {sign} {_quoted(right.text)}"

    def _truth(self, operand: _Operand) -> str:
        if operand.kind != "slot":
            raise Unsayable("asks whether a value holds")
        fact = self._facts.get(operand.text)
        if fact is not None:
            return fact
        if self._types.get(operand.text) != "bool":
            return self._known(operand.text, holds=True)
        subject = self._subject(operand.text)
        self._compared(subject, "true")
        return subject if subject.startswith("customer.") else f"{subject} == true"

    def _subject(self, slot: str) -> str:
        """What a guard calls a slot."""
        if slot in self._facts:
            return self._facts[slot]
        name = self._slot(slot)
        return f"customer.{name}" if self._outside(slot) else name

    def _known(self, slot: str, *, holds: bool) -> str:
        """That a slot has a value; of a fact, that there is one."""
        name = self._facts.get(slot) or self._slot(slot)
        if slot not in self._facts and self._outside(slot):
            self._compared(f"customer.has_{name}", "true")
            return f"customer.has_{name}" if holds else f"not customer.has_{name}"
        return f"{name} is {'known' if holds else 'unknown'}"

    # ----- tokens --------------------------------------------------------------------------------

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("", "")

    def _take(self, word: str) -> bool:
        kind, text = self._peek()
        found = kind != "text" and text.lower() == word
        self._at += found
        return found

    def _sign(self) -> str:
        if self._take("is"):
            return "!=" if self._take("not") else "=="
        for word in ("contains", "matches", "in"):
            if self._take(word):
                raise Unsayable(f"asks what a value {word}")
        kind, text = self._peek()
        if kind == "sign" and text not in "(){}":
            self._at += 1
            return "==" if text == "=" else text
        return ""

    def _operand(self) -> _Operand:
        kind, text = self._peek()
        self._at += 1
        if kind == "text":
            return _Operand("value", re.sub(r"\\(.)", r"\1", text[1:-1]))
        if kind != "word":
            raise Unsayable("has a form that a guard has no words for")
        low = text.lower()
        if low in _NOTHING:
            return _Operand("nothing", "")
        if low.startswith("slots.") and re.fullmatch(r"[\w-]+", text[6:]):
            return _Operand("slot", text[6:])
        if low.startswith("context."):
            raise Unsayable("asks about the state of Rasa")
        return _Operand("value", text)


def _tokens(condition: str) -> list[tuple[str, str]]:
    found, at = [], 0
    while condition[at:].strip():
        token = _TOKEN.match(condition, at)
        if token is None or token.end() == at:
            raise Unsayable("holds a sign that a guard does not know")
        found.append((token.lastgroup or "", token[token.lastgroup or 0]))
        at = token.end()
    return found


def _quoted(text: str) -> str:
    if re.fullmatch(r"[^\s()\[\],<>=!\"']+", text) and text.lower() not in ("and", "or", "not"):
        return text
    if not text.strip() or '"' in text:
        raise Unsayable("compares with a text that a guard cannot hold")
    return '"' + " ".join(text.split()) + '"'


# ----- guards as conditions ----------------------------------------------------------------------


def fact_slot(subject: str) -> str:
    """The slot of the domain that stands for what is no slot of the flow.

    >>> fact_slot("customer.cart_value"), fact_slot("time.is_open(sales)")
    ('customer_cart_value', 'time_is_open_sales')
    """
    return re.sub(r"\W+", "_", subject).strip("_")


def as_condition(guard: Guard, slot: Callable[[str], str], facts: dict[str, str]) -> str:
    """A guard as CALM writes conditions.

    Args:
        guard: The guard.
        slot: Slot of the flow to its name in the domain.
        facts: Filled with the slots that stand for what is no slot of the flow.
    """
    return _said(guard.term, slot, facts)


def _said(term: Term, slot: Callable[[str], str], facts: dict[str, str]) -> str:
    match term:
        case ValueKnown():
            return f"slots.{slot(term.slot)} is not null"
        case Compared():
            return _compared(term, slot, facts)
        case Open():
            return f"slots.{_fact(f'time.is_open({term.handoff})', facts)} is true"
        case OptedIn():
            return f"slots.{_fact(f'opted_in({term.topic})', facts)} is true"
        case Not():
            return f"not ({_said(term.term, slot, facts)})"
        case All():
            return " and ".join(f"({_said(each, slot, facts)})" for each in term.terms)
        case OneOf():
            return " or ".join(f"({_said(each, slot, facts)})" for each in term.terms)


def _compared(term: Compared, slot: Callable[[str], str], facts: dict[str, str]) -> str:
    outside = term.subject in ("channel", "locale") or term.subject.startswith("customer.")
    name = _fact(term.subject, facts) if outside else slot(term.subject)
    sign = "=" if term.sign == "==" else term.sign
    each = [f"slots.{name} {sign} {_literal(value)}" for value in term.values]
    return " or ".join(f"({one})" for one in each) if len(each) > 1 else each[0]


def _fact(subject: str, facts: dict[str, str]) -> str:
    name = fact_slot(subject)
    while facts.get(name, subject) != subject:
        name += "_"
    facts[name] = subject
    return name


def _literal(value: str) -> str:
    if re.fullmatch(r"-?\d+(\.\d+)?", value):
        return value
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
