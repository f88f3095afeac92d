"""`evaluate`: counts every rate, with its interval, over all cases and over slices of them."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self
from zoneinfo import available_timezones

import numpy as np
import pyarrow as pa

from dialogkit._durations import seconds
from dialogkit.conversation import Cases
from dialogkit.errors import ParameterError
from dialogkit.evaluate._because import other_languages, rules
from dialogkit.evaluate._intervals import (
    clustered_wilson,
    median_interval,
    ratio_interval,
)
from dialogkit.evaluate._outcomes import LABELS, outcomes
from dialogkit.evaluate._rates import Rate, Rates, Slice
from dialogkit.evaluate._records import (
    Bools,
    Codes,
    Records,
    Settings,
    codes_of,
    records_of,
)
from dialogkit.evaluate._registry import (
    Amounts,
    Counted,
    LeftOut,
    Median,
    Metric,
    Ratio,
    Share,
    metrics,
)
from dialogkit.evaluate._slices import SLICES, Keys, keys_of, split

__all__ = ["evaluate", "outcome_rates", "share_of"]

_ENOUGH_CLUSTERS = 5
_NO_BOT = LeftOut("No bot took part in any case.", "An keinem Anliegen war ein Bot beteiligt.")
_NO_CASE = LeftOut("No case counts in its denominator.", "Kein Anliegen zählt in den Nenner.")


def evaluate(
    cases: Cases | pa.Table,
    *,
    baseline: Cases | pa.Table | None = None,
    by: Sequence[str] = (),
    window: str = "72h",
    service_level_seconds: float = 3_600,
    wage_per_hour: float | None = None,
    bot_cost_per_case: float = 0.0,
    concurrency: float = 1.0,
    concurrency_at_most: float | None = None,
    staffing: Mapping[str, Any] | None = None,
    observed_until: datetime | None = None,
    timezone: str = "Europe/Berlin",
    without_issue: Sequence[str] = ("greeting", "spam", "test"),
    dead_ends: Sequence[str] = ("dead_end",),
    correct_refusals: Sequence[str] = ("correct_refusal",),
    level: float = 0.95,
    seed: int = 0,
) -> Rates:
    """Counts every rate that the cases allow; the result says which it left out, and why.

    Eligible are cases in which the customer wrote something and whose intent is not one of
    ``without_issue``. ``value`` is always the confirmed share. Where some cases are unknown, the
    interval reaches from the lower end for what is confirmed to the upper end for what is
    confirmed or unknown.

    Args:
        cases: One row a case, as `dialogkit.conversation.CASE_SCHEMA`; real or simulated.
        baseline: The same arrivals without the bot.
        by: Columns to split by, of `SLICES`.
        window: How long a recontact counts, as ``72h``.
        service_level_seconds: The wait that counts as answered in time.
        wage_per_hour: Cost of an agent's hour, in any currency; without it no cost is given.
        bot_cost_per_case: Cost of the bot for each case it takes part in.
        concurrency: Chats that an agent really holds at once while holding any, on average; where
            that is not known, the least it can be.
        concurrency_at_most: The most it can be, where it is not known: what an hour of chats costs
            is then a range, of which ``Rate.value`` is the dearer end and ``Rate.least`` the other.
        staffing: ``busy_seconds`` and ``staffed_seconds``, numbers or one number a period.
        observed_until: End of the data, timezone-aware; otherwise what the table says of itself
            (simulated cases do, in files too), or else its latest time.
        timezone: Where the hours of the day are counted.
        without_issue: Intents that are no issue (greeting-only, spam, tests).
        dead_ends: Values of ``end`` that are dead ends.
        correct_refusals: Values of ``end`` that rightly refuse what the customer wanted.
        level: How often the intervals shall hold the true value.
        seed: For the bootstrap.

    Raises:
        InputError: A required column is missing, or a column holds what it must not.
        ParameterError: An argument is outside its range.
    """
    settings = Settings(
        window=window,
        service_level_seconds=service_level_seconds,
        wage_per_hour=wage_per_hour,
        bot_cost_per_case=bot_cost_per_case,
        concurrency=concurrency,
        concurrency_at_most=concurrency_at_most,
        staffing=staffing,
        observed_until=observed_until,
        timezone=timezone,
        without_issue=tuple(without_issue),
        dead_ends=tuple(dead_ends),
        correct_refusals=tuple(correct_refusals),
        level=level,
    )
    _refuse(settings, by)
    records = records_of(cases, settings)
    other = None if baseline is None else records_of(baseline, settings)
    judge = _Judge.of(replace(records, baseline=other), seed)
    rates, left_out = judge.rates()
    table = cases.table if isinstance(cases, Cases) else cases
    return Rates(
        n=len(records),
        rates=rates,
        slices=_slices(judge, keys_of(cases, by, timezone), keys_of(baseline, by, timezone)),
        left_out={name: why.en for name, why in left_out.items()},
        left_out_de={name: why.de for name, why in left_out.items()},
        not_counted=records.not_counted,
        outcomes=judge.outcomes(),
        because=rules(table, records),
        other_languages=other_languages(table, records),
    )


def _refuse(settings: Settings, by: Sequence[str]) -> None:
    """All arguments outside their range at once."""
    seconds(settings.window)
    strange = [name for name in by if name not in SLICES]
    wrong = [f"by must be of {', '.join(SLICES)}, got {name!r}" for name in strange]
    amounts = {name: getattr(settings, name) for name in ("service_level_seconds", "concurrency")}
    wrong += [f"{name} must be above 0, got {x}" for name, x in amounts.items() if not x > 0]
    most = settings.concurrency_at_most
    if most is not None and not most >= settings.concurrency:
        wrong.append(
            f"concurrency_at_most must not be below concurrency ({settings.concurrency:g}), got "
            f"{most:g}"
        )
    if not 0 < settings.level < 1:
        wrong.append(f"level must be between 0 and 1, got {settings.level}")
    if settings.timezone not in available_timezones():
        wrong.append(f"timezone must be one as Europe/Berlin, got {settings.timezone!r}")
    end = settings.observed_until
    if end is not None and end.tzinfo is None:
        wrong.append("observed_until must have a time zone")
    if wrong:
        raise ParameterError("; ".join(wrong))


@dataclass(frozen=True, slots=True)
class _Judge:
    """Records with the clusters in which their cases hang together."""

    records: Records
    seed: int
    clusters: Codes | None
    clustered_by: str
    queues: Codes | None
    queued_by: str

    @classmethod
    def of(cls, records: Records, seed: int) -> Self:
        """Finds the clusters: customers who came several times, and replications or days."""
        clusters = _repeated(records, "scenario")
        by = "scenario" if clusters is not None else ""
        for name in ("replication", "day"):
            queues = _repeated(records, name)
            if queues is not None and queues.max() + 1 >= _ENOUGH_CLUSTERS:
                return cls(records, seed, clusters, by, queues, name)
        return cls(records, seed, clusters, by, clusters, by)

    def rates(self) -> tuple[dict[str, Rate], dict[str, LeftOut]]:
        """All rates by name, and why others are left out."""
        rates, left_out = {}, {}
        settings = self.records.settings
        for metric in metrics():
            for name, window in metric.named(settings):
                result = self.rate(name, self._counted(metric, window))
                if isinstance(result, LeftOut):
                    left_out[name] = result
                    continue
                rates[name] = replace(
                    result,
                    window=window or None,
                    label=metric.words(metric.label, "en", window),
                    label_de=metric.words(metric.label, "de", window),
                    definition=metric.words(metric.definition, "en", window),
                    definition_de=metric.words(metric.definition, "de", window),
                )
        return rates, left_out

    def _counted(self, metric: Metric, window: str) -> Counted:
        if metric.of_bot and not self.records.flag("engaged").any():
            return _NO_BOT
        return metric.count(self.records.within(window))

    def rate(self, name: str, counted: Counted) -> Rate | LeftOut:
        """What was counted, with its interval."""
        if isinstance(counted, Share):
            return self._share(counted)
        if isinstance(counted, Ratio):
            return self._ratio(name, counted)
        if isinstance(counted, Median):
            return self._median(counted)
        return counted

    def _share(self, share: Share) -> Rate | LeftOut:
        if not share.base.any():
            return _NO_CASE
        ways, by = self._clusters(share)
        nothing = np.zeros_like(share.base)
        unknown, plus, minus = (
            nothing if doubt is None else doubt
            for doubt in (share.unknown, share.perhaps_hit, share.perhaps_miss)
        )
        low, high = self._share_ends(share.hit, share.base, ways)
        if minus.any():
            low, _ = self._share_ends(share.hit, share.base | minus, ways)
        if unknown.any() or plus.any():
            most = share.hit | unknown | plus
            _, high = self._share_ends(most, share.base | plus, ways)
        k, n = int(share.hit.sum()), int(share.base.sum())
        return Rate(
            value=k / n,
            low=low,
            high=high,
            numerator=k,
            denominator=n,
            unknown=int((unknown | plus | minus).sum()),
            interval=f"Wilson, {self.records.settings.level:.0%}"
            + (f", clustered by {by}" if by else ""),
            parts=share.parts,
        )

    def _share_ends(
        self, hit: Bools, base: Bools, ways: Sequence[Codes | None]
    ) -> tuple[float, float]:
        """The widest interval that a way to cluster the cases gives."""
        level = self.records.settings.level
        ends = [clustered_wilson(hit, base, clusters, level) for clusters in ways]
        return min(low for low, _ in ends), max(high for _, high in ends)

    def _clusters(self, share: Share) -> tuple[Sequence[Codes | None], str]:
        """How the cases of a share hang together: by customer, and by the queue they wait in.

        Who reaches an agent, leaves or comes back depends on the queue, which all cases of a
        replication share; a share of 0 or 1 shows no spread between queues.
        """
        mixed = 0 < int(share.hit.sum()) < int(share.base.sum())
        if share.waiting and mixed:
            return [self.queues], self.queued_by
        if self.queued_by != "replication" or not mixed:
            return [self.clusters], self.clustered_by
        both = " and ".join(filter(None, (self.clustered_by, self.queued_by)))
        return [self.clusters, self.queues], both

    def _ratio(self, name: str, ratio: Ratio) -> Rate | LeftOut:
        below = float(ratio.below.sum())
        if below <= 0:
            return _NO_CASE
        ends, way = self._ratio_ends(name, ratio, ratio.below)
        above_least, below_most = ratio.above_at_least, ratio.below_at_most
        if ends is not None and not (above_least is None and below_most is None):
            least = ratio if above_least is None else replace(ratio, above=above_least)
            more, _ = self._ratio_ends(
                name, least, ratio.below if below_most is None else below_most
            )
            ends = (min(ends[0], more[0]), ends[1]) if more else ends
        if ends is not None and ratio.unit == "share" and (ratio.above <= ratio.below).all():
            ends = (ends[0], min(1.0, ends[1]))  # of what is part of a whole
        return Rate(
            value=float(ratio.above.sum()) / below,
            low=None if ends is None else ends[0],
            high=None if ends is None else ends[1],
            least=None if above_least is None else float(above_least.sum()) / below,
            numerator=float(ratio.above.sum()),
            denominator=below,
            unknown=ratio.unknown,
            unit=ratio.unit,
            interval=way,
        )

    def _ratio_ends(
        self, name: str, ratio: Ratio, below: Amounts
    ) -> tuple[tuple[float, float] | None, str]:
        """The wider of the intervals over units and over the replications they are of."""
        ways = {"": (ratio.above, below)}
        runs = None if ratio.runs is None else codes_of(ratio.runs)
        if runs is not None and runs.max() + 1 >= _ENOUGH_CLUSTERS:
            tops, bottoms = (np.bincount(runs, weights=each) for each in ways[""])
            ways[" over replications"] = tops, bottoms
        return ratio_interval(ways, lambda: self._rng(name), self.records.settings.level)

    def _median(self, median: Median) -> Rate:
        level = self.records.settings.level
        clusters, by = (
            (self.queues, self.queued_by) if median.waiting else (self.clusters, self.clustered_by)
        )
        own = None if clusters is None else clusters[median.cases]
        value, low, high = median_interval(median.values, level, own)
        return Rate(
            value=value,
            low=low,
            high=high,
            numerator=None,
            denominator=len(median.values),
            unknown=median.unknown,
            unit="seconds",
            interval=f"order statistics, {level:.0%}" + (f", clustered by {by}" if by else ""),
        )

    def _rng(self, name: str) -> np.random.Generator:
        """Draws of its own for each metric, so that adding one moves no other's interval."""
        return np.random.default_rng([self.seed, zlib.crc32(name.encode())])

    def outcomes(self) -> dict[str, Rate]:
        """Shares of the classes in which cases end."""
        if not len(self.records):
            return {}
        result = {}
        for name, hit in outcomes(self.records).items():
            rate = self._share(Share(hit=hit, base=self.records.everyone))
            assert isinstance(rate, Rate)
            result[name] = replace(rate, label=LABELS[name][0], label_de=LABELS[name][1])
        return result


def outcome_rates(cases: Cases | pa.Table) -> dict[str, Rate]:
    """Shares of the classes in which cases end, as in `Rates.outcomes`, and nothing else."""
    return _Judge.of(records_of(cases, Settings()), seed=0).outcomes()


def share_of(cases: Cases | pa.Table, name: str, settings: Settings) -> tuple[Records, Share]:
    """The records and the share that the rate ``name`` counts in them.

    Raises:
        ParameterError: No rate has that name, or it is no share, or the cases cannot give it.
    """
    records = records_of(cases, settings)
    for metric in metrics():
        for known, window in metric.named(settings):
            if known == name:
                counted = metric.count(records.within(window))
                if isinstance(counted, Share):
                    return records, counted
                raise ParameterError(f"{name} cannot be compared case by case")
    raise ParameterError(f"no rate has the name {name!r}")


def _repeated(records: Records, name: str) -> Codes | None:
    """Cluster numbers by a column that every case has and some share; else None."""
    values = records.columns[name]
    if not len(values) or (values < 0).any():
        return None
    codes = codes_of(values)
    return codes if codes.max() + 1 < len(codes) else None


def _slices(judge: _Judge, keys: Keys, others: Keys) -> dict[str, dict[str, Slice]]:
    return {
        by: {value: _slice(judge, part) for value, part in split(judge.records, by, keys, others)}
        for by in keys
    }


def _slice(judge: _Judge, part: Records) -> Slice:
    settings = replace(part.settings, staffing=None)
    rates, _ = _Judge.of(replace(part, settings=settings), judge.seed).rates()
    return Slice(n=len(part), rates=rates)
