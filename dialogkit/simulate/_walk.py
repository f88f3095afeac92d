"""Walking through a plan: one source that runs as plain Python and compiled by numba.

Only numbers, sequences and named tuples of them occur here, so the same lines take lists in plain
Python and arrays when compiled, and give the same bits.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import Any, NamedTuple

__all__ = ["Mark", "Op", "Sheet", "Tables", "Talks", "quantile", "walk"]


class Mark:
    """What is only written down of a conversation; bits."""

    ASKED_FOR_HUMAN = 1
    BACKEND_FAILED = 2


class Op:
    """Kinds of operations. The first stand alone, the others choose among branches."""

    LEAF = 0
    PASS = 1
    PASS_DELAY = 2
    HEAR = 3
    WAIT_OUT = 4
    TURN = 5
    CHANCE = 6
    TURN_CHANCE = 7
    WORDS = 8
    LATE = 9
    OVER = 10
    OUTCOME = 11
    FACT = 12
    OPEN = 13


LEAF, PASS, PASS_DELAY, HEAR, WAIT_OUT, TURN, CHANCE, TURN_CHANCE = range(8)
WORDS, LATE, OVER, OUTCOME, FACT, OPEN = range(8, 14)


class Sheet(NamedTuple):
    """A plan as numbers. One entry an operation unless said otherwise."""

    kind: Sequence[int]
    a: Sequence[int]
    b: Sequence[int]
    x: Sequence[float]
    first: Sequence[int]
    """Where its branches begin in ``branch``; what stands alone is followed by the next."""
    branch: Sequence[int]
    """The operation a branch leads to; -1: nobody went there yet."""
    entry: Sequence[int]
    """Node to the place in ``branch`` of its first operation."""
    goes: Sequence[int]
    """Node to whether the conversation goes on by itself."""
    bot_turns: Sequence[int]
    """Leaf to messages of the bot on the way to it; the others likewise."""
    fallbacks: Sequence[int]
    handoff: Sequence[int]
    """Leaf to the first handoff on the way to it; -1: none."""
    heard: Sequence[int]
    """Leaf to the first label made out on the way to it; -1: none."""
    end: Sequence[int]
    """Leaf to the end reached; -1: none."""
    marks: Sequence[int]
    """Leaf to what is true from then on, as bits of `Mark`."""


class Tables(NamedTuple):
    """What the operations look up: numbers of the customers, the words, the world."""

    values: Sequence[float]
    """Parameter to its value."""
    median: Sequence[float]
    """Pace to the median of the customer's time to answer, in seconds."""
    spread: Sequence[float]
    """Pace to the spread of its logarithm."""
    words_from: Sequence[int]
    """Table of words to where it begins in ``words_end`` and ``words_heard``."""
    words_to: Sequence[int]
    words_end: Sequence[float]
    """Cumulated weights."""
    words_heard: Sequence[int]
    """Label understood, counted from 1; 0: none."""
    gives_from: Sequence[int]
    """Action to where its outcomes begin in ``gives``."""
    gives_to: Sequence[int]
    gives: Sequence[float]
    """Share of each outcome."""
    open_first: Sequence[int]
    """Handoff to where its hours begin in ``open_from`` and ``open_to``."""
    open_last: Sequence[int]
    open_from: Sequence[float]
    open_to: Sequence[float]
    turn_first: int
    """Column of the first number drawn for a turn."""
    turn_width: int
    turns: int
    """Turns after which a customer gives up."""
    delay_column: int
    """Purpose of a turn's number for the time to answer."""
    words_column: int
    """Purpose of a turn's number for the words."""
    topic_column: int
    """Column of the number for words that stay the same."""
    action_column: int
    """Column of the number for what the back end knows."""
    mix_column: int
    """First of three columns that make another number of it for each action."""


class Talks(NamedTuple):
    """Conversations under way, one entry each; the walk changes them in place."""

    draws: Any
    """Random numbers, shape (n, columns)."""
    facts: Any
    """Number of the value of each fact, shape (n, facts)."""
    node: Any
    clock: Any
    """Now, in seconds from the start of the run."""
    heard_at: Any
    """When the customer last wrote."""
    turns: Any
    """Messages of the customer."""
    bot_turns: Any
    fallbacks: Any
    handoff: Any
    """The first one made; -1: none."""
    heard: Any
    """The first label made out; -1: none."""
    end: Any
    """-1: none."""
    marks: Any
    """What was true at some time, as bits of `Mark`."""
    table: Any
    """Table of the words about the customer's issue, in their language."""
    pace: Any
    """Number of the pace at which the customer answers."""
    leaves_from: Any
    """Where their part of the leaves begins; likewise where it ends."""
    leaves_to: Any


quantile = NormalDist().inv_cdf


def place(ends: Sequence[float], low: int, high: int, wanted: float) -> int:
    """The first place in ``ends[low:high]`` above ``wanted``; the last one where there is none."""
    last = high - 1
    while low < high:
        middle = (low + high) // 2
        if wanted < ends[middle]:
            high = middle
        else:
            low = middle + 1
    return min(low, last)


def outcome(shares: Sequence[float], low: int, high: int, u: float) -> int:
    """Number of the share in whose stretch ``u`` lies."""
    for at in range(low, high):
        u -= shares[at]
        if u < 0:
            return at - low
    return high - low - 1


def mixed(draws: Sequence[float], column: int, others: int, number: int) -> float:
    """The random number of an action, as `action_draw` has it."""
    found = draws[others + 1] + number * draws[others + 2]
    found = draws[others] + number * found
    return (draws[column] + number * found) % 1


def is_open(tables: Tables, handoff: int, at: float) -> bool:
    """Whether a handoff is open at a moment."""
    low, high = tables.open_first[handoff], tables.open_last[handoff]
    while low < high:
        middle = (low + high) // 2
        if at < tables.open_from[middle]:
            high = middle
        else:
            low = middle + 1
    found = low - 1
    return found >= tables.open_first[handoff] and at < tables.open_to[found]


def delay_of(tables: Tables, pace: int, u: float) -> float:
    """The customer's own time to answer, in seconds."""
    within = min(max(u, 1e-12), 1 - 1e-12)
    return tables.median[pace] * math.exp(tables.spread[pace] * quantile(within))


def walk(  # noqa: C901 - one loop over kinds of operations; calls cost a third
    sheet: Sheet, tables: Tables, talks: Talks, leaves: Any, at: int, first: int, last: int
) -> tuple[int, int]:
    """Takes conversations on until they end, wait for an agent, or nobody went there before.

    Args:
        sheet: The plan.
        tables: What it looks up.
        talks: The conversations.
        leaves: Where the pieces they go through are written down.
        at: The place of the next one in ``leaves``.
        first: The first conversation that is not done.
        last: The one after the last.

    Returns:
        The first conversation that is not done, and the next place in ``leaves``: the plan lacks
        what it needs at its node, or ``leaves`` is full. ``last`` where all are done.
    """
    kinds, alpha, beta, numbers = sheet.kind, sheet.a, sheet.b, sheet.x
    branches, branch, entry, goes = sheet.first, sheet.branch, sheet.entry, sheet.goes
    values, room = tables.values, len(leaves)
    start, width, most = tables.turn_first, tables.turn_width, tables.turns
    delay_column, words_column = tables.delay_column, tables.words_column
    for row in range(first, last):
        draws, facts = talks.draws[row], talks.facts[row]
        node = talks.node[row]
        while goes[node]:
            clock, heard_at, turn = talks.clock[row], talks.heard_at[row], talks.turns[row]
            column, delay = start + min(turn, most - 1) * width, 0.0
            op = branch[entry[node]]
            while op >= 0:
                kind = kinds[op]
                if kind == CHANCE:
                    holds = draws[alpha[op]] < values[beta[op]]
                    op = branch[branches[op] + (0 if holds else 1)]
                elif kind == TURN_CHANCE:
                    holds = draws[column + alpha[op]] < values[beta[op]]
                    op = branch[branches[op] + (0 if holds else 1)]
                elif kind == PASS:
                    clock += numbers[op]
                    op += 1
                elif kind == LATE:
                    delay = delay_of(tables, talks.pace[row], draws[column + delay_column])
                    op = branch[branches[op] + (0 if delay >= numbers[op] else 1)]
                elif kind == PASS_DELAY:
                    clock += delay
                    op += 1
                elif kind == HEAR:
                    heard_at = clock
                    op += 1
                elif kind == TURN:
                    turn += 1
                    column = start + min(turn, most - 1) * width
                    op += 1
                elif kind == OVER:
                    op = branch[branches[op] + (0 if turn >= most else 1)]
                elif kind == WORDS:
                    table = talks.table[row]
                    low, high = tables.words_from[table], tables.words_to[table]
                    said = 0
                    if low < high:
                        same = alpha[op] == 1
                        u = draws[tables.topic_column if same else column + words_column]
                        ends = tables.words_end
                        said = tables.words_heard[place(ends, low, high, u * ends[high - 1])]
                    op = branch[branches[op] + said]
                elif kind == OUTCOME:
                    u = mixed(draws, tables.action_column, tables.mix_column, alpha[op])
                    low, high = tables.gives_from[alpha[op]], tables.gives_to[alpha[op]]
                    op = branch[branches[op] + outcome(tables.gives, low, high, u)]
                elif kind == FACT:
                    op = branch[branches[op] + facts[alpha[op]]]
                elif kind == OPEN:
                    op = branch[branches[op] + (0 if is_open(tables, alpha[op], clock) else 1)]
                elif kind == WAIT_OUT:
                    clock = max(clock, heard_at + numbers[op])
                    op += 1
                else:
                    break
            if op < 0 or at == room:
                return row, at
            leaf = beta[op]
            node = alpha[op]
            talks.node[row] = node
            talks.clock[row] = clock
            talks.heard_at[row] = heard_at
            talks.turns[row] = turn
            talks.bot_turns[row] += sheet.bot_turns[leaf]
            talks.fallbacks[row] += sheet.fallbacks[leaf]
            talks.end[row] = sheet.end[leaf]
            talks.marks[row] |= sheet.marks[leaf]
            if talks.handoff[row] < 0:
                talks.handoff[row] = sheet.handoff[leaf]
            if talks.heard[row] < 0:
                talks.heard[row] = sheet.heard[leaf]
            leaves[at] = leaf
            at += 1
            talks.leaves_to[row] = at
        if row + 1 < last:
            talks.leaves_from[row + 1] = at
            talks.leaves_to[row + 1] = at
    return last, at
