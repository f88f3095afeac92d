"""All that a simulated run depends on, looked up and checked beforehand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from dialogkit.contact_centre import MOST_PER_WEEK, ContactCentre
from dialogkit.conversation import IntentModel, Level
from dialogkit.errors import ParameterError
from dialogkit.flow import Flow
from dialogkit.simulate._arrivals import midnight
from dialogkit.simulate._case_rows import levels_of
from dialogkit.simulate._customers import Customers
from dialogkit.simulate._customers_mix import Mix
from dialogkit.simulate._desk import Desk
from dialogkit.simulate._fitting import require_audience, require_languages
from dialogkit.simulate._pool import Pool
from dialogkit.simulate._rehearsal import Rehearsal
from dialogkit.simulate._remote_talk import Rehearsed
from dialogkit.simulate._talk import Stage

__all__ = ["DRAIN_DAYS", "WARM_UP_DAYS", "Progress", "Setup", "Talker", "how_many", "prepare"]

WARM_UP_DAYS = 4
"""Customers arrive so many days before the counted ones, uncounted, so that the first Monday finds
the weekend's messages and who comes back, as every Monday does."""
DRAIN_DAYS = 14
"""After the arrivals end, chats and recontacts may go on for so long."""


Progress = Callable[[str, int, int], None]
"""Told what is being done, how many parts are done, and how many there are."""


class Talker(Protocol):
    """What is rehearsed: a flow and the classifier that listens for it."""

    @property
    def flow(self) -> Flow:
        """The flow."""

    @property
    def model(self) -> IntentModel | None:
        """The classifier."""


class Ground:
    """What all runs of a setup have in common, worked out when it is first asked for."""

    __slots__ = ("desks", "mix")

    def __init__(self) -> None:
        self.desks: dict[datetime, Desk] = {}
        self.mix: Mix | None = None

    def __reduce__(self) -> tuple[type[Ground], tuple[()]]:
        # it follows from the setup: whoever gets a copy works it out anew
        return (Ground, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """All that one run depends on, ready to be sent to a worker."""

    customers: Customers
    """Who comes, as many as are simulated."""
    centre: ContactCentre
    """The staff."""
    stage: Stage | None
    """``None``: a world without a bot."""
    flow: Flow
    """What the bot does, and where it hands off."""
    start: date
    """First day that counts."""
    days: int
    """How many days count."""
    seed: int
    """Of all random numbers."""
    levels: Mapping[str, Level]
    """Label to the highest level of a value that its issue needs."""
    transcripts: bool = False
    """Whether one replication keeps what was said."""
    recorded: int = 0
    """Number of that replication; none other where it is not run."""
    not_played: frozenset[int] = frozenset()
    """Numbers of customers who come and do not count, because nobody could play them."""
    ground: Ground = field(init=False, repr=False, compare=False, default_factory=Ground)
    """What follows from the rest."""

    def desk(self, begin: datetime) -> Desk:
        """The staff, in seconds from ``begin``, for as long as the horizon."""
        known = self.ground.desks
        if begin not in known:
            flow = self.flow
            known[begin] = Desk.of(self.centre, flow.handoffs, flow.channels, begin, self.horizon)
        return known[begin]

    @property
    def mix(self) -> Mix:
        """What customers want, by hour, channel and language."""
        if self.ground.mix is None:
            self.ground.mix = Mix(self.customers)
        return self.ground.mix

    @property
    def begin(self) -> datetime:
        """Midnight of the first day on which somebody arrives, counted or not, in UTC."""
        return self._midnight(-WARM_UP_DAYS)

    @property
    def horizon(self) -> float:
        """Seconds from there to the end of the run, days in which nobody new arrives included."""
        return self.counted[1] + DRAIN_DAYS * 86_400

    @property
    def watched(self) -> float:
        """Seconds for which each case that counts is watched after it came, at least.

        That is a bound for all: what closed later is watched for less, which `evaluate` sees from
        the time until which a run was watched.
        """
        return self.horizon - self.counted[1]

    @property
    def counted(self) -> tuple[float, float]:
        """Seconds from `begin` between which those arrive who count."""
        ends = (self._midnight(0), self._midnight(self.days))
        return (ends[0] - self.begin).total_seconds(), (ends[1] - self.begin).total_seconds()

    def _midnight(self, day: int) -> datetime:
        return midnight(self.start + timedelta(days=day), self.customers.timezone)


def prepare(
    bot: Talker,
    customers: Customers,
    centre: ContactCentre,
    *,
    days: int = 7,
    start: date | None = None,
    seed: int = 0,
    with_bot: bool = True,
    transcripts: bool = False,
) -> Setup:
    """Looks up all predictions and checks that everything fits together.

    As many customers come as the centre says where it says it, else as in their log.

    Raises:
        FlowError: The structure or a handoff of the flow has an error.
        InputError: The customers were fitted with another classifier.
        ParameterError: The bot has no classifier, ``days`` is not above 0, neither customers nor
            centre say how many come, the centre never opens, nobody there has a skill that a
            handoff asks for or writes the language of any customer, or no customer is on a channel
            of the flow, writes a language of it or has anything to say.
    """
    if days < 1:
        raise ParameterError(f"days must be at least 1, got {days}")
    if isinstance(bot, Rehearsed):
        return _of_recordings(bot, customers, centre, days, start, seed, with_bot, transcripts)
    if bot.model is None:
        raise ParameterError("a simulation needs a classifier; this bot has none")
    bot.flow.require_sound("SH")
    centre.require(_skills(bot.flow))
    customers.require(bot.model)
    require_audience(bot.flow, customers)
    require_languages(bot.flow, customers, centre)
    customers = how_many(customers, centre)
    rehearsal = Rehearsal(bot.flow)
    stage = Stage(
        rehearsal=rehearsal,
        pool=Pool(customers, bot.model),
        values=customers.in_force(),
        reply_median=customers.reply_median,
        reply_spread=customers.reply_spread,
        paces={channel: customers.reply_time(channel) for channel in customers.channels},
    )
    return Setup(
        customers=customers,
        centre=centre,
        stage=stage if with_bot else None,
        flow=bot.flow,
        start=start or customers.next_monday,
        days=days,
        seed=seed,
        levels=levels_of(rehearsal, customers.intents),
        transcripts=transcripts,
    )


def _skills(flow: Flow) -> list[str]:
    """Skills that handoffs ask for."""
    routes = [route for handoff in flow.handoffs.values() for route in handoff.route]
    asked = dict.fromkeys(skill for route in routes for skill in route.skills)
    return [skill for skill in asked if not skill.startswith("$")]


def how_many(customers: Customers, centre: ContactCentre) -> Customers:
    """As many customers as the centre says where it says it, else as in their log.

    Raises:
        ParameterError: Neither says how many come, or more do than can be simulated.
    """
    if centre.arrivals_per_week is not None:
        return customers.scaled(centre.arrivals_per_week.central)
    if customers.per_week > MOST_PER_WEEK:
        got = f"the customers are {customers.per_week:,.0f} a week"
        what = f"{got}, more than the {MOST_PER_WEEK:,} that one team can be simulated with"
        raise ParameterError(f"{what}; name arrivals_per_week in the staff file")
    if customers.assumed:
        what = "the contact centre must say arrivals_per_week: these customers come from no log"
        raise ParameterError(f"{what}, so nobody knows how many there are")
    return customers


def _of_recordings(
    bot: Rehearsed,
    customers: Customers,
    centre: ContactCentre,
    days: int,
    start: date | None,
    seed: int,
    with_bot: bool,
    transcripts: bool,
) -> Setup:
    """The weeks that a bot elsewhere was rehearsed in."""
    require_languages(bot.flow, customers, centre)
    customers = how_many(customers, centre)
    first = start or customers.next_monday
    bot.require(customers, seed=seed, days=days, start=first)
    return Setup(
        customers=customers,
        centre=centre,
        stage=bot.stage(customers) if with_bot else None,
        flow=bot.flow,
        start=first,
        days=days,
        seed=seed,
        levels={},
        transcripts=transcripts,
        not_played=bot.not_played,
    )
