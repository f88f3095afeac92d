"""Reads steps and what they inherit."""

from __future__ import annotations

from types import MappingProxyType

from dialogkit.conversation import LEVELS
from dialogkit.flow._fields import Fields, read_guard
from dialogkit.flow._language import allowed
from dialogkit.flow._model import Anywhere, Branch, Choice, Hear, Place, Silent, Step, numbered
from dialogkit.flow._offences import Offences
from dialogkit.flow._yaml import Value

__all__ = ["read_anywhere", "read_step"]

_NAMING = (
    "say",
    "show",
    "do",
    "move",
    "visit",
    "then",
    "handoff",
    "at_most",
    "else",
    "end",
    "fulfils",
    "allows",
    "opt_in",
    "opt_out",
    "lost",
)


def read_step(name: str, value: Value, place: Place, offences: Offences) -> Step:
    """The step called ``name``."""
    fields = Fields(value, f"step {name}", allowed("step"), offences)
    when = fields.mapping("when")
    branches = _branches(fields, f"step {name}: if (as {{guard: step}})", offences)
    choose = _choices(fields, f"step {name}: choose (as {{word: step}})", offences)
    hear = _hear_rules(fields, f"step {name}: hear (as {{word: step}})", offences)
    silent = _silent(fields, f"step {name}: silent (as {{after: 20h, goto: step}})", offences)
    return Step(
        name=name,
        say=fields.text("say"),
        disclose=fields.truth("disclose", also="bot"),
        show=fields.text("show"),
        forget=fields.words("forget"),
        ask=fields.words("ask"),
        do=fields.text("do"),
        when=MappingProxyType({outcome: step for outcome, (step, _) in when.items()}),
        branches=branches,
        move=fields.words("move"),
        visit=fields.text("visit"),
        choose=choose,
        then=fields.text("then"),
        handoff=fields.text("handoff"),
        at_most=fields.count("at_most"),
        otherwise=fields.text("else"),
        end=fields.text("end"),
        fulfils=fields.text("fulfils"),
        allows=fields.some_of("allows", LEVELS),
        opt_in=fields.text("opt_in"),
        opt_out=fields.text("opt_out"),
        hear=hear,
        lost=fields.words("lost") if "lost" in fields else None,
        silent=silent,
        place=place,
        places=MappingProxyType(_places(fields, branches, choose, hear, silent)),
    )


def _places(
    fields: Fields,
    branches: tuple[Branch, ...],
    choose: tuple[Choice, ...],
    hear: tuple[Hear, ...],
    silent: Silent | None,
) -> dict[str, Place]:
    found = {key: fields.where(key) for key in _NAMING if key in fields}
    outcomes = fields.value("when").entries.items()
    found |= {f"when.{outcome}": value.place for outcome, value in outcomes}
    found |= {key: choice.place for key, choice in numbered("choose", choose)}
    found |= {f"if.{branch.guard}": branch.place for branch in branches}
    for key in ("ask", "forget"):
        found |= {f"{key}.{slot}": place for slot, place in fields.placed_words(key)}
    found |= {f"lost.{rung}": place for rung, place in fields.placed_words("lost")}
    found |= {key: rule.place for key, rule in numbered("hear", hear)}
    return found | ({"silent": silent.place} if silent is not None else {})


def _branches(fields: Fields, what: str, offences: Offences) -> tuple[Branch, ...]:
    """Guard to step, in order."""
    found = []
    inner = Fields(fields.value("if"), what, None, offences)
    for text, value in inner.names(longest=400):
        guard = read_guard(text, inner.key_place(text), inner)
        goto = inner.text(text)
        if guard is not None and goto is not None:
            found.append(Branch(guard=guard, goto=goto, place=value.place))
    return tuple(found)


def _targets(inner: Fields, word: str, value: Value) -> list[Value]:
    """The ways a word may go, in order: one, or a list of them."""
    if value.kind == "list" and not value.items:
        inner.note(value.place, f"{word} must name a step")
    return list(value.items) if value.kind == "list" else [value]


def _choices(fields: Fields, what: str, offences: Offences) -> tuple[Choice, ...]:
    """Word to step, or to ``{goto: step, if: guard}``, or to a list of these."""
    found = []
    inner = Fields(fields.value("choose"), what, None, offences)
    for word, value in inner.names():
        for target in _targets(inner, word, value):
            if target.kind == "map":
                way = Fields(target, f"choose {word}", ("goto", "if"), offences)
                way.need("goto")
                goto, guard, place = way.text("goto"), way.guard("if"), way.where("goto")
            else:
                goto, guard, place = inner.only_text(target, word), None, target.place
            if goto is not None:
                found.append(Choice(word=word, goto=goto, guard=guard, place=place))
    return tuple(found)


def _hear_rules(fields: Fields, what: str, offences: Offences) -> tuple[Hear, ...]:
    """A step's own rules: word to step, or to ``{visit: step}`` for a digression, or to a list."""
    rules: list[Hear] = []
    inner = Fields(fields.value("hear"), what, None, offences)
    for word, value in inner.names():
        for target in _targets(inner, word, value):
            if target.kind == "text" and target.text:
                rules.append(Hear(word=word, goto=target.text, place=target.place))
            else:
                rules += _rule(word, Fields(target, f"hear {word}", allowed("target"), offences))
    return tuple(rules)


def _rule(word: str, fields: Fields) -> list[Hear]:
    goto, visit, guard = fields.text("goto"), fields.text("visit"), fields.guard("if")
    if ("goto" in fields) == ("visit" in fields):
        fields.note(fields.place, "needs one of goto (for good) and visit (and back again)")
        return []
    if goto is None and visit is None:
        return []
    place = fields.where("goto" if goto is not None else "visit")
    return [Hear(word=word, goto=goto, visit=visit, guard=guard, place=place)]


def _silent(fields: Fields, what: str, offences: Offences) -> Silent | None:
    """A step's own silence rule, ``{after: 20h, goto: late}``."""
    if "silent" not in fields:
        return None
    inner = Fields(fields.value("silent"), what, allowed("silent"), offences)
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
        own = {"hear": ("hear", "goto", "visit", "if"), "lost": ("lost",)}
        keys = own.get(kinds[0] if kinds else "", ("silent", "goto"))
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
