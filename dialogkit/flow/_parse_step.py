"""Reads steps and what they inherit."""

from __future__ import annotations

from types import MappingProxyType

from dialogkit.conversation import LEVELS
from dialogkit.flow._fields import Fields
from dialogkit.flow._model import Anywhere, Choice, Hear, Place, Silent, Step
from dialogkit.flow._offences import Offences
from dialogkit.flow._yaml import Value

__all__ = ["read_anywhere", "read_step"]

_KEYS = (
    "say",
    "disclose",
    "ask",
    "do",
    "when",
    "choose",
    "then",
    "handoff",
    "at_most",
    "else",
    "end",
    "fulfils",
    "allows",
    "hear",
    "lost",
    "silent",
)
_NAMING = ("say", "do", "then", "handoff", "at_most", "else", "end", "fulfils", "allows", "lost")


def read_step(name: str, value: Value, place: Place, offences: Offences) -> Step:
    """The step called ``name``."""
    fields = Fields(value, f"step {name}", _KEYS, offences)
    choose, when = fields.mapping("choose"), fields.mapping("when")
    hear = _hear_rules(fields, f"step {name}: hear (as {{word: step}})", offences)
    silent = _silent(fields, f"step {name}: silent (as {{after: 20h, goto: step}})", offences)
    return Step(
        name=name,
        say=fields.text("say"),
        disclose=fields.truth("disclose", also="bot"),
        ask=fields.words("ask"),
        do=fields.text("do"),
        when=MappingProxyType({outcome: step for outcome, (step, _) in when.items()}),
        choose=tuple(Choice(word=w, goto=step, place=p) for w, (step, p) in choose.items()),
        then=fields.text("then"),
        handoff=fields.text("handoff"),
        at_most=fields.count("at_most"),
        otherwise=fields.text("else"),
        end=fields.text("end"),
        fulfils=fields.text("fulfils"),
        allows=fields.some_of("allows", LEVELS),
        hear=hear,
        lost=fields.words("lost") if "lost" in fields else None,
        silent=silent,
        place=place,
        places=MappingProxyType(_places(fields, hear, silent)),
    )


def _places(fields: Fields, hear: tuple[Hear, ...], silent: Silent | None) -> dict[str, Place]:
    found = {key: fields.where(key) for key in _NAMING if key in fields}
    for key in ("choose", "when"):
        inner = fields.value(key)
        found |= {f"{key}.{name}": value.place for name, value in inner.entries.items()}
    found |= {f"ask.{slot}": place for slot, place in fields.placed_words("ask")}
    found |= {f"lost.{rung}": place for rung, place in fields.placed_words("lost")}
    found |= {f"hear.{rule.word}": rule.place for rule in hear}
    return found | ({"silent": silent.place} if silent is not None else {})


def _hear_rules(fields: Fields, what: str, offences: Offences) -> tuple[Hear, ...]:
    """A step's own rules: word to step, or to ``{visit: step}`` for a digression."""
    value = fields.value("hear")
    rules = []
    for word, target in Fields(value, what, None, offences).names():
        if target.kind == "text" and target.text:
            rules.append(Hear(word=word, goto=target.text, place=target.place))
            continue
        rules += _rule(word, Fields(target, f"hear {word}", ("goto", "visit"), offences))
    return tuple(rules)


def _rule(word: str, fields: Fields) -> list[Hear]:
    goto, visit = fields.text("goto"), fields.text("visit")
    if ("goto" in fields) == ("visit" in fields):
        fields.note(fields.place, "needs one of goto (for good) and visit (and back again)")
        return []
    if goto is None and visit is None:
        return []
    place = fields.where("goto" if goto is not None else "visit")
    return [Hear(word=word, goto=goto, visit=visit, place=place)]


def _silent(fields: Fields, what: str, offences: Offences) -> Silent | None:
    """A step's own silence rule, ``{after: 20h, goto: late}``."""
    if "silent" not in fields:
        return None
    inner = Fields(fields.value("silent"), what, ("after", "goto"), offences)
    inner.need("after", "goto")
    return _silence(inner, "after")


def _silence(fields: Fields, after: str) -> Silent | None:
    span, goto = fields.seconds(after), fields.text("goto")
    if span is None or goto is None:
        return None
    if span <= 0:
        fields.note(fields.where(after), f"{after} must be longer than 0 s")
    return Silent(after=span, goto=goto, place=fields.where("goto"))


def read_anywhere(value: Value, offences: Offences) -> Anywhere:
    """What every step inherits: a list of hear, lost and silent rules."""
    reader = _Anywhere(offences)
    if value.kind not in ("list", "nothing"):
        offences.add(value.place, "anywhere must be a list of rules; write - before each")
    for item in value.items:
        reader.read(item)
    return Anywhere(
        hear=tuple(reader.hear), lost=reader.lost, lost_place=reader.place, silent=reader.silent
    )


class _Anywhere:
    """Gathers the rules of ``anywhere``; ladder and silence rule may come once."""

    def __init__(self, offences: Offences) -> None:
        self._offences = offences
        self.hear: list[Hear] = []
        self.lost: tuple[str, ...] = ()
        self.place: Place | None = None
        self.silent: Silent | None = None

    def read(self, item: Value) -> None:
        kinds = [key for key in ("hear", "lost", "silent") if key in item.entries]
        allowed = {"hear": ("hear", "goto", "visit"), "lost": ("lost",)}
        keys = allowed.get(kinds[0] if kinds else "", ("silent", "goto"))
        if item.kind != "map" or len(kinds) != 1:
            what = "a rule of anywhere must be one of {hear, goto or visit}, {lost}, {silent, goto}"
            self._offences.add(item.place, what)
            return
        fields = Fields(item, f"the {kinds[0]} rule of anywhere", keys, self._offences)
        {"hear": self._hear, "lost": self._lost, "silent": self._silent}[kinds[0]](fields)

    def _hear(self, fields: Fields) -> None:
        for word in fields.words("hear"):
            self.hear += _rule(word, fields)

    def _lost(self, fields: Fields) -> None:
        self._once(fields, given=self.place is not None)
        self.lost, self.place = fields.words("lost"), fields.where("lost")

    def _silent(self, fields: Fields) -> None:
        self._once(fields, given=self.silent is not None)
        fields.need("goto")
        self.silent = _silence(fields, "silent")

    @staticmethod
    def _once(fields: Fields, *, given: bool) -> None:
        if given:
            fields.note(fields.place, "stands there twice; keep one")
