"""The sections of a centre file that may be left out, as written, and what each refuses."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator

from dialogkit.contact_centre._centre_numbers import (
    Duration,
    EstimateValue,
    Model,
    NumbersValue,
    SecondsValue,
    SharesValue,
    TimesValue,
    whole,
)
from dialogkit.contact_centre._centre_parts import (
    Blending,
    Callbacks,
    Calls,
    Emails,
    LastAgent,
    Persons,
    Threads,
)
from dialogkit.contact_centre._estimates import Estimate

__all__ = [
    "BlendingValue",
    "CallbacksValue",
    "LastAgentValue",
    "PersonsValue",
    "ThreadsValue",
    "default",
]

_MOST_TURNS = 1_000
_MOST_TIMES = 1_000

_Unit = Literal["seconds", "share", "number"]


def default(unit: _Unit, low: float, central: float, high: float) -> Estimate:
    """What dialogkit itself assumes where a file is silent."""
    return Estimate(low=low, central=central, high=high, unit=unit, source="default")


def _or(given: EstimateValue | None, otherwise: Estimate) -> Estimate:
    return otherwise if given is None else given.value(otherwise.unit)


def _one_or_more(value: NumbersValue) -> NumbersValue:
    least, most = _ends(value)
    if least < 1 or most > _MOST_TURNS:
        rule = f"must be 1 to {_MOST_TURNS}: a thread has one answer at least"
        raise ValueError(f"{rule}, got {least if least < 1 else most:g}")
    return value


def _above_none(value: NumbersValue) -> NumbersValue:
    least, most = _ends(value)
    if least <= 0 or most > _MOST_TIMES:
        rule = f"must be a factor above 0, at most {_MOST_TIMES}; 1 changes nothing"
        raise ValueError(f"{rule}, got {least if least <= 0 else most:g}")
    return value


def _ends(value: NumbersValue) -> tuple[float, float]:
    """The lowest and the highest that is given."""
    given = [each for each in (value.low, value.central, value.high) if each is not None]
    return min(given), max(given)


class CallsValue(Model):
    """``calls`` below ``blending``."""

    example = "{per_week: 600, handling: 5m}"

    per_week: NumbersValue
    handling: TimesValue
    patience: SecondsValue | None = None
    wrap_up: SecondsValue | None = None

    def value(self) -> Calls:
        """What the centre holds, with what dialogkit assumes where this is silent."""
        return Calls(
            per_week=self.per_week.value("number"),
            handling=self.handling.value(),
            patience=_or(self.patience, default("seconds", 60, 180, 360)),
            wrap_up=_or(self.wrap_up, default("seconds", 0, 30, 120)),
        )


class EmailsValue(Model):
    """``emails`` below ``blending``."""

    example = "{per_week: 400, handling: 7m}"

    per_week: NumbersValue
    handling: TimesValue
    answer_within: Duration = 86_400.0

    def value(self) -> Emails:
        """What the centre holds, with what dialogkit assumes where this is silent."""
        return Emails(
            per_week=self.per_week.value("number"),
            handling=self.handling.value(),
            answer_within=self.answer_within,
        )


class BlendingValue(Model):
    """``blending``."""

    example = "{calls: {per_week: 600, handling: 5m}}"

    calls: CallsValue | None = None
    emails: EmailsValue | None = None

    def value(self) -> Blending:
        """What the centre holds, with what dialogkit assumes where this is silent."""
        return Blending(
            calls=None if self.calls is None else self.calls.value(),
            emails=None if self.emails is None else self.emails.value(),
        )


class ThreadsValue(Model):
    """``threads``."""

    example = "{share: 60%}"

    share: SharesValue
    turns: Annotated[NumbersValue, AfterValidator(_one_or_more)] | None = None
    rest: SecondsValue | None = None

    def value(self) -> Threads:
        """What the centre holds, with what dialogkit assumes where this is silent."""
        return Threads(
            share=self.share.value("share"),
            turns=_or(self.turns, default("number", 2, 3, 5)),
            rest=_or(self.rest, default("seconds", 900, 2700, 10_800)),
        )


class LastAgentValue(Model):
    """``last_agent``."""

    example = "{within: 7d, wait: 5m}"

    within: Duration = 7 * 86_400.0
    wait: Duration = 300.0

    def value(self) -> LastAgent:
        """What the centre holds, with what dialogkit assumes where this is silent."""
        return LastAgent(within=self.within, wait=self.wait)


class PersonsValue(Model):
    """``persons``."""

    example = "{patience: 1.2}"

    patience: Annotated[NumbersValue, AfterValidator(_above_none)] | None = None
    resolves: Annotated[NumbersValue, AfterValidator(_above_none)] | None = None

    def value(self) -> Persons:
        """What the centre holds, with what dialogkit assumes where this is silent."""
        return Persons(
            patience=_or(self.patience, default("number", 1, 1.2, 1.5)),
            resolves=_or(self.resolves, default("number", 1, 1.05, 1.15)),
        )


class CallbacksValue(Model):
    """``callbacks``."""

    example = "{after: 10m}"

    after: Duration = 300.0
    accepts: SharesValue | None = None
    picks_up: SharesValue | None = None
    tries: Annotated[int, whole(1, 10)] = 2
    again: Duration = 3_600.0
    rings: Duration = 30.0

    def value(self) -> Callbacks:
        """What the centre holds, with what dialogkit assumes where this is silent."""
        return Callbacks(
            after=self.after,
            accepts=_or(self.accepts, default("share", 0.2, 0.4, 0.6)),
            picks_up=_or(self.picks_up, default("share", 0.6, 0.75, 0.9)),
            tries=self.tries,
            again=self.again,
            rings=self.rings,
        )
