"""The sections of a centre file that may be left out, as written, and what each refuses."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from dialogkit.contact_centre._centre_numbers import (
    Duration,
    EstimateValue,
    Model,
    NumbersValue,
    SecondsValue,
    SharesValue,
    TimesValue,
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

_Unit = Literal["seconds", "share", "number"]


def default(unit: _Unit, low: float, central: float, high: float) -> Estimate:
    """What dialogkit itself assumes where a file is silent."""
    return Estimate(low=low, central=central, high=high, unit=unit, source="default")


def _or(given: EstimateValue | None, otherwise: Estimate) -> Estimate:
    return otherwise if given is None else given.value(otherwise.unit)


def _one_or_more(value: NumbersValue) -> NumbersValue:
    if min(value.central, value.central if value.low is None else value.low) < 1:
        raise ValueError("must be 1 or more: a thread has one answer at least")
    return value


def _above_none(value: NumbersValue) -> NumbersValue:
    if min(value.central, value.central if value.low is None else value.low) <= 0:
        raise ValueError("must be a factor above 0; 1 changes nothing")
    return value


class CallsValue(Model):
    """``calls`` below ``blending``."""

    per_week: NumbersValue
    handling: TimesValue
    patience: SecondsValue | None = None
    wrap_up: SecondsValue | None = None

    def value(self) -> Calls:
        return Calls(
            per_week=self.per_week.value("number"),
            handling=self.handling.value(),
            patience=_or(self.patience, default("seconds", 60, 180, 360)),
            wrap_up=_or(self.wrap_up, default("seconds", 0, 30, 120)),
        )


class EmailsValue(Model):
    """``emails`` below ``blending``."""

    per_week: NumbersValue
    handling: TimesValue
    answer_within: Duration = 86_400.0

    def value(self) -> Emails:
        return Emails(
            per_week=self.per_week.value("number"),
            handling=self.handling.value(),
            answer_within=self.answer_within,
        )


class BlendingValue(Model):
    """``blending``."""

    calls: CallsValue | None = None
    emails: EmailsValue | None = None

    def value(self) -> Blending:
        return Blending(
            calls=None if self.calls is None else self.calls.value(),
            emails=None if self.emails is None else self.emails.value(),
        )


class ThreadsValue(Model):
    """``threads``."""

    share: SharesValue
    turns: Annotated[NumbersValue, AfterValidator(_one_or_more)] | None = None
    rest: SecondsValue | None = None

    def value(self) -> Threads:
        return Threads(
            share=self.share.value("share"),
            turns=_or(self.turns, default("number", 2, 3, 5)),
            rest=_or(self.rest, default("seconds", 900, 2700, 10_800)),
        )


class LastAgentValue(Model):
    """``last_agent``."""

    within: Duration = 7 * 86_400.0
    wait: Duration = 300.0

    def value(self) -> LastAgent:
        return LastAgent(within=self.within, wait=self.wait)


class PersonsValue(Model):
    """``persons``."""

    patience: Annotated[NumbersValue, AfterValidator(_above_none)] | None = None
    resolves: Annotated[NumbersValue, AfterValidator(_above_none)] | None = None

    def value(self) -> Persons:
        return Persons(
            patience=_or(self.patience, default("number", 1, 1.2, 1.5)),
            resolves=_or(self.resolves, default("number", 1, 1.05, 1.15)),
        )


class CallbacksValue(Model):
    """``callbacks``."""

    after: Duration = 300.0
    accepts: SharesValue | None = None
    picks_up: SharesValue | None = None
    tries: Annotated[int, Field(ge=1, le=10)] = 2
    again: Duration = 3_600.0
    rings: Duration = 30.0

    def value(self) -> Callbacks:
        return Callbacks(
            after=self.after,
            accepts=_or(self.accepts, default("share", 0.2, 0.4, 0.6)),
            picks_up=_or(self.picks_up, default("share", 0.6, 0.75, 0.9)),
            tries=self.tries,
            again=self.again,
            rings=self.rings,
        )
