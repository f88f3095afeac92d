"""The search for the least staffing: doubling and halving, then more weeks where it is close."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dialogkit.contact_centre import ContactCentre
from dialogkit.errors import ParameterError
from dialogkit.forecast._staffing_weeks import Goal, Tried, as_able
from dialogkit.simulate import Setup, Sums, Workers, run_setup

__all__ = ["Search"]

_IDLE = 0.5
"""Load below which more agents can hardly be what customers wait for."""
_NO_GAIN = 0.005
"""Less than this is no gain."""
_FEWER_LATE = 0.02
"""Nor is it where the load is greater, if late answers fall by less than this share of them."""


class Search:
    """Tries numbers of agents, each on the same weeks."""

    def __init__(
        self,
        setup: Setup,
        goal: Goal,
        replications: tuple[int, int],
        executor: Workers,
        progress: Callable[[Tried], object],
        most: int,
    ) -> None:
        """Nothing is tried yet.

        Args:
            setup: The weeks, with the team whose profiles are taken.
            goal: What is to be reached.
            replications: Of each number to begin with, and at most.
            executor: Where they run.
            progress: Told each number that was tried.
            most: More agents are not tried.
        """
        self.tried: dict[int, Tried] = {}
        self._sums: dict[int, Sums] = {}
        self._setup, self._goal, self._replications = setup, goal, replications
        self._executor, self._progress, self._most = executor, progress, most
        self._round = _round(setup.centre)

    def least(self, guess: int) -> tuple[int, tuple[int, ...]]:
        """The least number that is enough, and fewer that are still undecided.

        Raises:
            ParameterError: No number is enough.
        """
        low, high = self._rise(self._least_by_value(guess))
        number = _first(low, high, self._enough)
        while True:
            self._look_below(number)
            below = [row for row in self.tried.values() if row.agents < number]
            better = [row.agents for row in below if row.verdict == "enough"]
            better = [each for each in better if self._enough(each)]
            if not better:
                break
            number = min(better)
        return number, tuple(sorted(row.agents for row in below if row.verdict == "undecided"))

    def _rise(self, number: int) -> tuple[int, int]:
        """A number that is not enough and a greater one that is, in doubling steps."""
        low, high, step = number - 1, number, 1
        while not self._enough(high):
            if high >= self._most or self._in_vain(low, high):
                # a number at which the first weeks alone were looked at may do after more
                found = next((each for each in sorted(self.tried) if self._enough(each)), 0)
                if not found:
                    raise self._none()
                return found - 1, found
            low, high, step = high, min(high + step, self._most), 2 * step
        return low, high

    def _look_below(self, number: int) -> None:
        """Tries fewer until all further down are too few; steps double, then halve."""
        # a first look that left one open is followed up, wherever it lies
        seen = [each for each in self.tried if each < number and self._perhaps(each)]
        high, step = min([number, *seen]), 1
        while (low := max(high - step, 0)) and self._perhaps(low):
            high, step = low, 2 * step
        _first(low, high, self._perhaps)

    def _least_by_value(self, guess: int) -> int:
        """The least number whose service level reaches the goal as far as the first weeks say."""
        low, high = self._bracket(guess)
        return _first(low, high, self._reaches)

    def _bracket(self, guess: int) -> tuple[int, int]:
        """A number that does not reach the level (0 is one) and a greater one that does."""
        step = 1
        if self._reaches(guess):
            high, low = guess, guess - step
            while low > 0 and self._reaches(low):
                high, step = low, 2 * step
                low -= step
            return max(low, 0), high
        low, high = guess, min(guess + step, self._most)
        while not self._reaches(high):
            if high >= self._most or self._in_vain(low, high):
                if self.tried[high].verdict == "too few":
                    raise self._none()
                return low, high  # more weeks may show that it does
            low, step = high, 2 * step
            high = min(high + step, self._most)
        return low, high

    def _in_vain(self, fewer: int, more: int) -> bool:
        """Whether more agents no longer help: they are not overloaded, and nothing changes.

        Late answers must fall by next to nothing although the team has grown by a tenth and by
        a whole round of its profiles: one more of the wrong skill helps nobody.
        """
        if more - fewer < max(2, self._round, fewer // 10) or self.tried[fewer].rho >= 1:
            return False
        level = self.tried[fewer].service_level
        idle = self.tried[more].rho < _IDLE
        least = _NO_GAIN if idle else min(_NO_GAIN, _FEWER_LATE * (1 - level))
        return self.tried[more].service_level - level <= least

    def _none(self) -> ParameterError:
        """What to say where no number is enough; the undecided ones are named."""
        rows = sorted(self.tried.values(), key=lambda row: row.agents)
        undecided = [row for row in rows if row.verdict == "undecided"]
        best = max(undecided or rows, key=lambda row: (row.service_level, -row.agents))
        told = f"the best of those {'undecided' if undecided else 'tried'} are {best.agents}"
        told += f" with {best.service_level:.1%}"
        if best.low is not None and best.high is not None:
            told += f" ({best.low:.1%} to {best.high:.1%})"
        if undecided:
            named = ", ".join(f"{row.agents} (after {_runs(row)})" for row in undecided)
            what = f"no number of agents answers {self._goal.wanted:.0%} in time beyond doubt"
            return ParameterError(f"{what}; undecided are {named}, {told}: simulate more weeks")
        most = max(self.tried)
        who = "1 agent does not answer" if most == 1 else f"not even {most} agents answer"
        what = f"{who} {self._goal.wanted:.0%} in time"
        return ParameterError(
            f"{what}; {told} after {_runs(best)}: look at hours, shifts and routing instead"
        )

    def _enough(self, number: int) -> bool:
        return self._verdict(number) == "enough" and self._reaches_or_last(number + 1)

    def _perhaps(self, number: int) -> bool:
        return self._verdict(number) != "too few"

    def _reaches_or_last(self, number: int) -> bool:
        """A number that reaches the level by luck alone has a neighbour that does not."""
        return number > self._most or self._reaches(number)

    def _reaches(self, number: int) -> bool:
        return self._look(number).service_level >= self._goal.wanted

    def _verdict(self, number: int) -> str:
        """The verdict, after more weeks where the first do not decide."""
        row = self._look(number)
        while row.verdict == "undecided" and row.replications < self._replications[1]:
            row = self._try(number, min(2 * row.replications, self._replications[1]))
        return row.verdict

    def _look(self, number: int) -> Tried:
        if number not in self.tried:
            self._try(number, self._replications[0])
        return self.tried[number]

    def _try(self, number: int, replications: int) -> Tried:
        """So many weeks; those done before count among them."""
        whole = self._setup.centre
        centre = whole.with_(agents=number)
        setup = replace(self._setup, centre=centre, transcripts=False)
        sums = self._sums.pop(number, Sums())
        done = self.tried[number].replications if number in self.tried else 0
        keys = range(done, replications)
        run = run_setup(setup, keys, executor=self._executor, onto=sums)
        row = self._goal.tried(number, run, able=as_able(centre, whole, self._setup))
        if row.verdict == "undecided":
            self._sums[number] = sums  # more weeks may be added
        self.tried[number] = row
        self._progress(row)
        return row


def _first(low: int, high: int, good: Callable[[int], bool]) -> int:
    """The least good number above one that is not; ``high`` is good."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if good(middle) else (middle, high)
    return high


def _round(centre: ContactCentre) -> int:
    """After so many more agents each profile of the team has come again."""
    profiles = {replace(agent, name="") for agent in centre.agents}
    return len(centre.agents) if len(profiles) > 1 else 1


def _runs(row: Tried) -> str:
    return "1 run" if row.replications == 1 else f"{row.replications} runs"
