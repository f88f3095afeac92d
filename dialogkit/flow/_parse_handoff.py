"""Reads handoffs."""

from __future__ import annotations

from types import MappingProxyType
from typing import Literal

from dialogkit.conversation import HANDOFF_RESULTS, LEVELS
from dialogkit.flow._fields import Fields
from dialogkit.flow._language import allowed
from dialogkit.flow._model import Handoff, Pass, Place, Route, Tell
from dialogkit.flow._offences import Offences
from dialogkit.flow._yaml import Value

__all__ = ["read_handoff"]

_KEYS = allowed("handoff")
_AGENTS: tuple[Literal["last", "any"], ...] = ("last", "any")


def read_handoff(name: str, value: Value, place: Place, offences: Offences) -> Handoff:
    """The handoff called ``name``."""
    what = f"handoff {name}"
    fields = Fields(value, what, _KEYS, offences)
    tell = Fields(fields.value("tell"), f"{what}: tell", allowed("tell"), offences)
    waiting = _waiting(tell, what, offences)
    when = Fields(fields.value("when"), f"{what}: when", HANDOFF_RESULTS, offences)
    targets = {result: when.text(result) for result, _ in when.names()}
    return Handoff(
        name=name,
        open=fields.text("open") or "24/7",
        route=tuple(_route(item, what, offences) for item in _stages(fields)),
        pass_on=_pass(fields, what, offences),
        tell=Tell(
            queued=tell.text("queued"),
            waiting=waiting.text("say"),
            every=waiting.seconds("every"),
            joined=tell.text("joined"),
        ),
        suggest=fields.words("suggest"),
        when=MappingProxyType({key: step for key, step in targets.items() if step is not None}),
        place=place,
        places=MappingProxyType(_places(fields, tell, waiting, when)),
    )


def _stages(fields: Fields) -> tuple[Value, ...]:
    route = fields.value("route")
    return route.items if route.kind == "list" else (route,) if route.kind != "nothing" else ()


def _route(value: Value, what: str, offences: Offences) -> Route:
    fields = Fields(value, f"{what}: route", allowed("stage"), offences)
    agent = fields.one_of("agent", _AGENTS, "any")
    if agent == "any" and "within" in fields:
        fields.note(fields.where("within"), "within belongs to agent: last; remove it")
    return Route(
        agent="last" if agent == "last" else None,
        within=fields.seconds("within"),
        skills=fields.words("skills"),
        wait=fields.seconds("wait"),
        place=value.place,
    )


def _pass(fields: Fields, what: str, offences: Offences) -> Pass:
    inner = Fields(fields.value("pass"), f"{what}: pass", allowed("pass"), offences)
    return Pass(
        values=inner.words("values"),
        turns=inner.count("turns", least=0, most=1000) or 0,
        upto=inner.one_of("upto", LEVELS, "personal"),
    )


def _waiting(tell: Fields, what: str, offences: Offences) -> Fields:
    """``waiting: {every: 15m, say: still_there}``."""
    inner = Fields(tell.value("waiting"), f"{what}: waiting", allowed("waiting"), offences)
    if "waiting" in tell:
        inner.need("every", "say")
    if inner.seconds("every") == 0:
        inner.note(inner.where("every"), "every must be longer than 0 s")
    return inner


def _places(fields: Fields, tell: Fields, waiting: Fields, when: Fields) -> dict[str, Place]:
    found = {key: fields.where(key) for key in _KEYS if key in fields}
    found |= {f"tell.{key}": tell.where(key) for key in ("queued", "joined") if key in tell}
    if "say" in waiting:
        found["tell.waiting"] = waiting.where("say")
    found |= {f"when.{result}": value.place for result, value in when.names()}
    passed = fields.value("pass").entries.get("values")
    items = (passed.items or (passed,)) if passed is not None else ()
    found |= {f"pass.{item.text}": item.place for item in items}
    return found | {f"suggest.{key}": place for key, place in fields.placed_words("suggest")}
