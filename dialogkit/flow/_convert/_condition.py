"""Conditions of other builders as guards, where a guard can say them.

One reader for two dialects: Dialogflow CX (``$session.params.tier = "gold" AND NOT …``) and the
adaptive expressions of Bot Framework (``user.age >= 18 && !empty(user.name)``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = ["Condition", "as_guard"]

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
      | (?P<number>-?\d+(?:\.\d+)?(?![\w.]))
      | (?P<sign>==|!=|>=|<=|&&|\|\||[=<>!:(),])
      | (?P<name>\$?[#@]?[A-Za-z_](?:[\w.-]|\[['"]?[\w .-]*['"]?\])*(?:\.original|\.resolved)?)
    )""",
    re.VERBOSE,
)
_FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}
_CONVERSIONS = {"string", "int", "float", "bool", "tolower", "toupper", "trim", "number"}
_SIGNS = {
    "equals": "==",
    "greater": ">",
    "greaterorequals": ">=",
    "less": "<",
    "lessorequals": "<=",
}
_KNOWN = {"exists", "isdefined"}
_SIZES = {"count", "length"}
_DEEPEST = 40
_KEYWORD = {"and", "or", "not", "is", "in", "known", "unknown"}


class _UnsayableError(Exception):
    """The condition holds something that a guard has no words for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What became of a condition."""

    guard: str | None = None
    """The guard; ``None`` where the condition is always or never true, or cannot be said."""
    constant: bool | None = None
    """Whether it is always true or never."""
    why: str = ""
    """Why it cannot be said; empty where it can."""
    compared: tuple[tuple[str, str, str], ...] = ()
    """Subject, sign and value of every comparison."""


@dataclass(frozen=True, slots=True)
class _Text:
    value: str


@dataclass(frozen=True, slots=True)
class _Number:
    value: str


@dataclass(frozen=True, slots=True)
class _Name:
    value: str


@dataclass(frozen=True, slots=True)
class _Constant:
    value: bool | None


@dataclass(frozen=True, slots=True)
class _Call:
    name: str
    inner: tuple[_Term, ...]


_Term = _Text | _Number | _Name | _Constant | _Call


def as_guard(
    text: str, subject: Callable[[str], str | bool | None], flag: Callable[[str], bool]
) -> Condition:
    """The condition in the words of a guard.

    Args:
        text: As it was written.
        subject: From a name in the condition to a slot or fact, to true or false where the name
            means that and no more, or to ``None`` where nothing stands for it.
        flag: Whether a slot or fact is yes or no, so that its name alone asks for yes.
    """
    try:
        term = _Reader(text.strip().removeprefix("=")).read()
        writer = _Writer(subject, flag)
        said = writer.said(term)
    except _UnsayableError as error:
        return Condition(why=str(error))
    compared = tuple(writer.compared)
    if isinstance(said, bool):
        return Condition(constant=said, compared=compared)
    return Condition(guard=said, compared=compared)


class _Reader:
    """Reads one condition: ``or`` under ``and`` under ``not`` under comparisons."""

    def __init__(self, text: str) -> None:
        self._tokens: list[tuple[str, str]] = []
        self._at = 0
        self._depth = 0
        position = 0
        while text[position:].strip():
            found = _TOKEN.match(text, position)
            if found is None:
                raise _UnsayableError("holds signs that a guard cannot read")
            self._tokens.append((found.lastgroup or "", found[found.lastgroup or 0]))
            position = found.end()

    def read(self) -> _Term:
        term = self._either()
        if self._at < len(self._tokens):
            raise _UnsayableError("computes something, which a guard cannot")
        return term

    def _either(self) -> _Term:
        return self._joined("or", {"||", "or"}, self._both)

    def _both(self) -> _Term:
        return self._joined("and", {"&&", "and"}, self._one)

    def _joined(self, name: str, signs: set[str], part: Callable[[], _Term]) -> _Term:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _UnsayableError("is nested too deep")
        terms = [part()]
        while self._peek().lower() in signs:
            self._at += 1
            terms.append(part())
        self._depth -= 1
        return terms[0] if len(terms) == 1 else _Call(name, tuple(terms))

    def _one(self) -> _Term:
        if self._peek() == "!" or (self._peek().lower() == "not" and self._ahead() != "("):
            self._at += 1
            self._depth += 1
            if self._depth > _DEEPEST:
                raise _UnsayableError("is nested too deep")
            term = _Call("not", (self._one(),))
            self._depth -= 1
            return term
        left = self._value()
        sign = self._peek()
        if sign in ("=", *_FLIPPED):
            self._at += 1
            return _Call("==" if sign == "=" else sign, (left, self._value()))
        if sign == ":":
            raise _UnsayableError("asks whether a text holds another, which a guard cannot")
        return left

    def _value(self) -> _Term:
        if self._at >= len(self._tokens):
            raise _UnsayableError("breaks off")
        kind, token = self._tokens[self._at]
        self._at += 1
        if kind == "text":
            return _Text(re.sub(r"\\(.)", r"\1", token[1:-1]))
        if kind == "number":
            return _Number(token)
        if kind == "sign" and token == "(":  # noqa: S105 - a bracket, no password
            return self._closed(self._either())
        if kind != "name":
            raise _UnsayableError(f"holds {token} where a guard has a name or a value")
        return self._call(token) if self._peek() == "(" else _word(token)

    def _call(self, name: str) -> _Term:
        self._at += 1
        inner: list[_Term] = []
        while self._peek() not in (")", ""):
            inner.append(self._either())
            if self._peek() == ",":
                self._at += 1
        return self._closed(_Call(name.lower(), tuple(inner)))

    def _closed(self, term: _Term) -> _Term:
        if self._peek() != ")":
            raise _UnsayableError("lacks a bracket, or computes something")
        self._at += 1
        return term

    def _peek(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _ahead(self) -> str:
        return self._tokens[self._at + 1][1] if self._at + 1 < len(self._tokens) else ""


def _word(token: str) -> _Term:
    constants = {"true": True, "false": False, "null": None}
    lowered = token.lower()
    return _Constant(constants[lowered]) if lowered in constants else _Name(token)


@dataclass(slots=True)
class _Writer:
    """Writes a condition as a guard."""

    subject: Callable[[str], str | bool | None]
    flag: Callable[[str], bool]
    compared: list[tuple[str, str, str]] = field(default_factory=list)

    def said(self, term: _Term) -> str | bool:
        match term:
            case _Constant(value=bool() as value):
                return value
            case _Name(value=name):
                return self._alone(self._named(name))
            case _Call(name="and" | "or" as joint, inner=inner):
                return _join([self.said(each) for each in inner], joint)
            case _Call(name="not", inner=(inner_term,)):
                said = self.said(inner_term)
                return not said if isinstance(said, bool) else _negated(said)
            case _Call(name=name, inner=inner) if name in _FLIPPED or name in _SIGNS:
                return self._comparison(_SIGNS.get(name, name), inner)
            case _Call(name=name, inner=(_Name(value=asked),)) if name in _KNOWN | {"empty"}:
                return self._presence(self._named(asked), known=name != "empty")
            case _Call(name="bool", inner=(inner_term,)):
                return self.said(inner_term)
            case _Call(name=name):
                raise _UnsayableError(f"calls {name[:30]}(), which a guard cannot")
        raise _UnsayableError("is a value, not a condition")

    def _alone(self, named: str | bool) -> str | bool:
        if isinstance(named, bool):
            return named
        if self.flag(named):
            self.compared.append((named, "==", "true"))
            return f"{named} == true"
        return self._presence(named, known=True)

    def _named(self, name: str) -> str | bool:
        found = self.subject(name)
        if found is None:
            raise _UnsayableError(f"asks for {name[:60]}, which no slot and no fact stands for")
        return found

    def _comparison(self, sign: str, inner: tuple[_Term, ...]) -> str | bool:
        if len(inner) != 2:
            raise _UnsayableError("compares other than two values")
        left, right = _bare(inner[0]), _bare(inner[1])
        if not isinstance(left, _Name) and isinstance(right, _Name):
            left, right, sign = right, left, _FLIPPED[sign]
        sized = isinstance(left, _Call) and left.name in _SIZES
        if sized and isinstance(left, _Call) and len(left.inner) == 1:
            return self._size(left.inner[0], sign, right)
        if not isinstance(left, _Name) or isinstance(right, _Name | _Call):
            raise _UnsayableError("compares two things neither of which is a plain value")
        return self._compared(self._named(left.value), sign, right)

    def _compared(self, named: str | bool, sign: str, right: _Term) -> str | bool:
        if isinstance(named, bool):
            # a status: it is what is asked for, or not
            return named if sign == "==" else not named
        if isinstance(right, _Constant) and right.value is None:
            return self._presence(named, known=sign == "!=")
        if isinstance(right, _Text) and right.value.startswith("$"):
            raise _UnsayableError("compares two things neither of which is a plain value")
        if isinstance(right, _Text) and not right.value:
            return self._presence(named, known=sign == "!=")
        if isinstance(right, _Constant):
            value = "true" if right.value else "false"
        else:
            value = right.value if isinstance(right, _Text | _Number) else ""
        self.compared.append((named, sign, value))
        return f"{named} {sign} {_quoted(value)}"

    def _size(self, of: _Term, sign: str, right: _Term) -> str | bool:
        number = right.value if isinstance(right, _Number) else ""
        if isinstance(of, _Name) and (sign, number) in ((">", "0"), ("!=", "0"), (">=", "1")):
            return self._presence(self._named(of.value), known=True)
        if isinstance(of, _Name) and (sign, number) in (("==", "0"), ("<", "1"), ("<=", "0")):
            return self._presence(self._named(of.value), known=False)
        raise _UnsayableError("counts something, which a guard cannot")

    def _presence(self, named: str | bool, *, known: bool) -> str | bool:
        if isinstance(named, bool):
            return named is known
        if named.startswith("customer."):
            raise _UnsayableError("asks whether a fact of the customer is known")
        return f"{named} is {'known' if known else 'unknown'}"


def _bare(term: _Term) -> _Term:
    """The term without functions that only convert it."""
    while isinstance(term, _Call) and term.name in _CONVERSIONS and len(term.inner) == 1:
        term = term.inner[0]
    return term


def _join(parts: list[str | bool], joint: str) -> str | bool:
    decided = joint == "or"
    if any(part is decided for part in parts):
        return decided
    said = list(dict.fromkeys(part for part in parts if isinstance(part, str)))
    if not said:
        return not decided
    other = "and" if joint == "or" else "or"
    if len(said) == 1:
        return said[0]
    return f" {joint} ".join(f"({each})" if f" {other} " in each else each for each in said)


def _negated(said: str) -> str:
    simple = re.fullmatch(r"(\S+) is (known|unknown)", said)
    if simple:
        return f"{simple[1]} is {'unknown' if simple[2] == 'known' else 'known'}"
    return f"not ({said})"


def _quoted(value: str) -> str:
    value = " ".join(value.split())
    if re.fullmatch(r"[\w.+-]+", value) and value.lower() not in _KEYWORD:
        return value
    quote = "'" if '"' in value else '"'
    return quote + value.replace(quote, "") + quote
