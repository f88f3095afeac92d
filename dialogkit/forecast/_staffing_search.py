"""The search for the least staffing: doubling and halving, then more weeks where it is close."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dialogkit.errors import ParameterError
from dialogkit.forecast._staffing_weeks import Goal, Tried, as_able
from dialogkit.simulate import Setup, Sums, Workers, run_setup

__all__ = ["Search"]

_IDLE = 0.5
"""Load below which more agents can hardly be what customers wait for."""
_NO_GAIN = 0.005
"""Less than this is no gain."""


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

    def least(self, guess: int) -> tuple[int, tuple[int, ...]]:
        """The least number that is enough, and fewer that are still undecided.

        Raises:
            ParameterError: No number is enough.
        """
        number = self._least_by_value(guess)
        while self._verdict(number) != "enough" or not self._reaches_or_last(number + 1):
            number += 1
            if number > self._most or (number - 2 in self.tried and self._stuck(number)):
                raise self._none()
        undecided: list[int] = []
        for fewer in range(number - 1, 0, -1):
            verdict = self._verdict(fewer)
            if verdict == "too few":
                break
            number, undecided = (
                (fewer, []) if verdict == "enough" else (number, [fewer, *undecided])
            )
        return number, tuple(undecided)

    def _least_by_value(self, guess: int) -> int:
        """The least number whose service level reaches the goal as far as the first weeks say."""
        low, high = self._bracket(guess)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._reaches(middle) else (middle, high)
        return high

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
                raise self._none()
            low, step = high, 2 * step
            high = min(high + step, self._most)
        return low, high

    def _in_vain(self, fewer: int, more: int) -> bool:
        """Whether more agents no longer help: half of the team is idle, and nothing changes."""
        gain = self.tried[more].service_level - self.tried[fewer].service_level
        return more > fewer + 1 and self.tried[more].rho < _IDLE and gain <= _NO_GAIN

    def _stuck(self, number: int) -> bool:
        return self._verdict(number) != "enough" and self._in_vain(number - 2, number)

    def _none(self) -> ParameterError:
        best = max(self.tried.values(), key=lambda row: (row.service_level, -row.agents))
        most = max(self.tried)
        who = "1 agent does not answer" if most == 1 else f"not even {most} agents answer"
        what = f"{who} {self._goal.wanted:.0%} in time"
        told = f"the best of those tried are {best.agents} with {best.service_level:.1%}"
        if best.low is not None and best.high is not None:
            told += f" ({best.low:.1%} to {best.high:.1%})"
        if best.service_level >= self._goal.wanted:
            runs = "1 run" if best.replications == 1 else f"{best.replications} runs"
            return ParameterError(f"{what} beyond doubt after {runs}; {told}: simulate more weeks")
        return ParameterError(f"{what}; {told}: look at hours, shifts and routing instead")

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
