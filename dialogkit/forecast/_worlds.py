"""Changed worlds: what-if questions as small overrides of customers, staff and bot, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, cast

from dialogkit._durations import seconds
from dialogkit._yaml import share
from dialogkit.contact_centre import ContactCentre
from dialogkit.conversation import IntentModel, Prediction
from dialogkit.errors import ParameterError
from dialogkit.flow import Flow
from dialogkit.forecast._worlds_checks import at_least, near, require_names, require_values
from dialogkit.simulate import Customers, Heard, Parameter, Rehearsed, Share, Talker

__all__ = ["Change", "World", "changed", "known_names"]

THRESHOLD = "threshold"
"""The bot's threshold: what its classifier is less sure of is not understood."""

_TEAM = ("chats", "shift", "breaks")
"""Values that go for each agent."""
_MIXES = ("intents", "locales", "channels")
"""Shares of customers, one a name."""
_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One value that is another in a changed world."""

    name: str
    """What was changed, as it was asked for."""
    before: Any
    """The value until now, as text or number; None where it had none."""
    after: Any
    """The value in the changed world."""
    unit: str = ""
    """What both are measured in: ``share``, ``seconds``, ``number`` …; empty for text."""

    def to_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Bot, customers and staff of a world, ready to be rehearsed."""

    bot: Talker
    """Flow and classifier, or a bot elsewhere."""
    customers: Customers
    """Who writes."""
    centre: ContactCentre
    """The staff."""
    changes: tuple[Change, ...] = ()
    """How it differs from the world it was made from."""
    with_baseline: bool = False
    """Whether its weeks without a bot differ, too, from those of the world it was made from."""


@dataclass(frozen=True, slots=True)
class _Bot:
    """A flow and a classifier."""

    flow: Flow
    model: IntentModel | None


class _Sure:
    """A classifier that accepts what it is sure enough of; all else is as before."""

    def __init__(self, model: IntentModel, threshold: float) -> None:
        self._model, self.threshold = model, threshold
        self.fingerprint = model.fingerprint
        self.classes_ = model.classes_

    def predict_many(self, texts: Sequence[str]) -> list[Prediction]:
        """The predictions of the classifier, decided upon anew."""
        return [
            replace(one, accepted=one.confidence >= self.threshold)
            for one in self._model.predict_many(texts)
        ]


def changed(world: World, changes: Mapping[str, Any]) -> World:
    """The world with some values changed.

    Args:
        world: Where all else stays as it is.
        changes: Name to value, in force at once; text as on a command line, or plain values. Names
            are those of the assumptions (``settles``), of the contact centre as in its file, parts
            joined by dots (``agents``, ``handling.default``, ``threads.share``), of mixes
            (``intents.complaint``: the others share what is left), and ``threshold``. With
            ``hours`` the hours of all handoffs of the flow change likewise.

    Raises:
        ParameterError: A name is unknown, with those that are near; or a value cannot be so.
    """
    if not changes:
        raise ParameterError("a what-if must change something, as agents=12")
    unknown = [name for name in changes if not _is_known(world, name)]
    if unknown:
        raise ParameterError(_no_such(unknown, known_names(world)))
    require_values(changes)
    made, staff = world, {}
    for name, value in changes.items():
        if _of_staff(world, name):
            staff[_staff_name(name, value)] = value
        else:
            made = _of_customers_or_bot(made, name, value)
    if staff:
        made = replace(made, centre=world.centre.with_(**staff))
        require_names(world.centre, made.centre, world.bot.flow, _intents(world))
    if "hours" in changes:
        if made.centre.hours.never_open:
            rule = "must open at some time of the week, as Mo-Fr 08:00-18:00 or 24/7"
            raise ParameterError(f"hours: {rule}; got {str(made.centre.hours)[:_SHOWN]!r}")
        flow = _open_at(made.bot.flow, str(made.centre.hours))
        made = replace(made, bot=_with_flow(made.bot, flow))
    told = tuple(_told(world, made, name, value) for name, value in changes.items())
    return replace(made, changes=told, with_baseline=set(changes) != {THRESHOLD})


def known_names(world: World) -> list[str]:
    """Every name that a what-if may use with this world, the most useful first."""
    centre = world.centre
    numbers = (name.removesuffix(".mean") for name in centre.estimates())
    names = [
        *([THRESHOLD] if world.bot.model is not None else []),
        *(each.name for each in fields(centre) if each.init and each.name != "name"),
        *_TEAM,
        *(name for name in numbers if not name.endswith(".spread")),
        *world.customers.parameters,
        *_PLAIN,
        *(f"{mix}.{name}" for mix in _MIXES for name in getattr(world.customers, mix)),
    ]
    return list(dict.fromkeys(names))


def _is_known(world: World, name: str) -> bool:
    if _of_staff(world, name):
        return True
    return name in known_names(world)


def _of_staff(world: World, name: str) -> bool:
    """Whether the contact centre has a value of that name; what lies below it, it checks itself."""
    top = name.partition(".")[0]
    own = {each.name for each in fields(world.centre) if each.init} - {"name"}
    return top in own or name in _TEAM


def _staff_name(name: str, value: Any) -> str:
    """The name as the centre has it: a handling time alone is its mean, its spread stays."""
    parts = name.split(".")
    if parts[0] == "handling" and len(parts) == 2 and not str(value).lstrip().startswith("{"):
        return name if isinstance(value, Mapping) else f"{name}.mean"
    return name


def _intents(world: World) -> set[str]:
    """Labels that customers have or the classifier knows."""
    model = world.bot.model
    return {*world.customers.intents, *(map(str, model.classes_) if model is not None else ())}


def _no_such(unknown: Sequence[str], names: Sequence[str]) -> str:
    return "; ".join(
        f"there is nothing called {name[:_SHOWN]} to change; {near(name, names)}"
        for name in unknown
    )


# ----- customers and bot -------------------------------------------------------------------------


def _of_customers_or_bot(world: World, name: str, value: Any) -> World:
    if name == THRESHOLD:
        return _with_threshold(world, _number(name, value, share))
    customers = world.customers
    parameter = customers.parameters.get(name)
    if parameter is not None:
        number = _number(name, value, _reader(parameter))
        return replace(world, customers=customers.with_values(**{name: number}))
    if name in _PLAIN:
        made = _with_number(customers, name, _number(name, value, _PLAIN[name]))
        return replace(world, customers=made)
    mix, _, one = name.partition(".")
    return replace(world, customers=_mixed(customers, mix, one, _number(name, value, share)))


def _number(name: str, value: Any, read: Callable[[Any], float]) -> float:
    try:
        return read(value)
    except ParameterError as error:
        raise ParameterError(f"{name}: {error.what}") from None
    except (TypeError, ValueError) as error:
        raise ParameterError(f"{name}: {error}") from None


def _reader(parameter: Parameter) -> Callable[[Any], float]:
    return {"share": share, "seconds": seconds}.get(parameter.unit, at_least(0, "1.5"))


_PLAIN: Mapping[str, Callable[[Any], float]] = {
    "greets_first": share,
    "reply_median": seconds,
    "reply_spread": at_least(0, "1.5"),
    "dispersion": at_least(1, "1.5 (1: customers come as by chance alone)"),
}
"""Numbers of customers that are no assumptions, and how they are written."""


def _with_number(customers: Customers, name: str, wanted: float) -> Customers:
    """Another number of customers; reply times of channels go with those of all."""
    delays = customers.delays
    if name == "reply_median":
        factor = wanted / customers.reply_median
        delays = tuple(
            replace(d, median=d.median * factor, low=d.low * factor, high=d.high * factor)
            for d in delays
        )
    elif name == "reply_spread":
        delays = tuple(replace(each, spread=wanted) for each in delays)
    number: Any = {name: wanted}
    return replace(customers, delays=delays, **number)


def _mixed(customers: Customers, mix: str, name: str, wanted: float) -> Customers:
    """Another share of one kind of customers; the others keep their proportions to each other."""
    if mix != "intents":
        shared: Any = {mix: _shared(getattr(customers, mix), name, wanted)}
        return replace(customers, **shared)
    now = {label: one.value for label, one in customers.intents.items()}
    if not 0 < now[name] < 1:
        raise ParameterError(f"intents.{name}: the share is {now[name]:g}; it cannot be changed")
    odds = _odds(wanted) / _odds(now[name])

    def moved(shares: Mapping[str, Share]) -> dict[str, Share]:
        """The shares of one segment, its odds changed as those of all."""
        values = {label: one.value for label, one in shares.items()}
        part = odds * values.get(name, 0.0)
        part = part / (1 - values.get(name, 0.0) + part)
        new = _shared(values, name, part) if name in values else values
        return {k: Share(value=v, low=v, high=v, n=0) for k, v in new.items()}

    segments = replace(
        customers.segments,
        **{
            kind: {
                key: replace(segment, intents=moved(segment.intents))
                for key, segment in getattr(customers.segments, kind).items()
            }
            for kind in ("channels", "locales", "hours")
        },
    )
    return replace(customers, intents=moved(customers.intents), segments=segments)


def _odds(value: float) -> float:
    if not 0 < value < 1:
        raise ParameterError(f"a share of customers must lie between 0 and 1, got {value:g}")
    return value / (1 - value)


def _shared(shares: Mapping[str, float], name: str, wanted: float) -> dict[str, float]:
    """Shares that sum to 1, of which one is as wanted."""
    rest = sum(value for other, value in shares.items() if other != name)
    if rest <= 0:
        raise ParameterError(f"there is nothing but {name}; its share cannot be changed")
    factor = (1 - wanted) / rest
    new = {k: wanted if k == name else v * factor for k, v in shares.items()}
    whole = sum(new.values())
    return {k: v / whole for k, v in new.items()}


def _with_threshold(world: World, threshold: float) -> World:
    """What customers write is decided upon anew; the classifier stays as it was taught."""
    model = world.bot.model
    if model is None:
        raise ParameterError("threshold: this bot has no classifier that could have one")
    spoken = tuple(
        one if one.heard is None else replace(one, heard=_decided(one.heard, threshold))
        for one in world.customers.spoken
    )
    bot = _Bot(world.bot.flow, cast("IntentModel", _Sure(model, threshold)))
    return replace(world, bot=bot, customers=replace(world.customers, spoken=spoken))


def _decided(heard: Heard, threshold: float) -> Heard:
    """What was made out of a text before, taken for understood where it is sure enough."""
    label = heard.label or heard.likely
    return replace(heard, label=label if heard.confidence >= threshold else None)


def _with_flow(bot: Talker, flow: Flow) -> Talker:
    """The bot with another flow; one that runs elsewhere keeps its conversations."""
    return replace(bot, flow=flow) if isinstance(bot, Rehearsed) else _Bot(flow, bot.model)


def _open_at(flow: Flow, hours: str) -> Flow:
    """The flow with other hours of all its handoffs: its own would narrow those of the team."""
    handoffs = {name: replace(handoff, open=hours) for name, handoff in flow.handoffs.items()}
    return replace(flow, handoffs=handoffs)


# ----- what was changed --------------------------------------------------------------------------


def _told(before: World, after: World, name: str, asked: Any) -> Change:
    """A value in both worlds, as people read it."""
    old, unit = _value(before, name)
    new, unit_now = _value(after, name)
    if new is None:
        new, unit_now = asked if isinstance(asked, str | int | float) else str(asked), ""
    return Change(name=name, before=old, after=new, unit=unit_now or unit)


def _value(world: World, name: str) -> tuple[Any, str]:
    """The value that a name has and what it is measured in; None where it has none."""
    customers, centre = world.customers, world.centre
    if name == THRESHOLD:
        return getattr(world.bot.model, "threshold", None), "share"
    if name in customers.parameters:
        return customers.value(name), customers.parameters[name].unit
    if name in _PLAIN:
        return getattr(customers, name), _UNITS.get(_PLAIN[name], "number")
    mix, _, one = name.partition(".")
    if mix in _MIXES:
        now = getattr(customers, mix)[one]
        return now.value if isinstance(now, Share) else now, "share"
    estimates = centre.estimates()
    for full in (name, f"{name}.mean"):
        if full in estimates:
            return estimates[full].central, estimates[full].unit
    if name in ("agents", "chats"):
        chats = _same(agent.chats for agent in centre.agents)
        return (len(centre.agents) if name == "agents" else chats), "number"
    value = getattr(centre, name, None)
    return (str(value) if name == "hours" else value if isinstance(value, str) else None), ""


_UNITS = {share: "share", seconds: "seconds"}


def _same(values: Iterable[int]) -> int | None:
    """The value they all have; None where they differ."""
    found = set(values)
    return found.pop() if len(found) == 1 else None
