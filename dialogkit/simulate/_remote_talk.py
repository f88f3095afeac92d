"""Recorded conversations on the one clock: what a bot elsewhere did, then queue, agents, return."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

import numpy as np

from dialogkit.conversation import IntentModel
from dialogkit.errors import ParameterError
from dialogkit.flow import Flow, HandedBack, Said
from dialogkit.simulate._actors import Part
from dialogkit.simulate._actors_drawn import Deaf
from dialogkit.simulate._customers import OUT_OF_SCOPE, Customers
from dialogkit.simulate._draws import Draw
from dialogkit.simulate._lines import Line
from dialogkit.simulate._pool import Pool
from dialogkit.simulate._rehearsal import Rehearsal
from dialogkit.simulate._remote_flow import word_of
from dialogkit.simulate._remote_record import BROKEN, Recording
from dialogkit.simulate._talk import Talk
from dialogkit.simulate._talk_state import Stage
from dialogkit.simulate._visitor import Visitor
from dialogkit.simulate._world import World

__all__ = [
    "RecordedStage",
    "RecordedTalk",
    "Rehearsed",
    "customer_of",
    "is_free",
    "part_of",
    "talk_of",
]

_AFTER = frozenset({OUT_OF_SCOPE, "another_issue", "recontacts", "recontact_after"})
"""Parameters that settle who talks to the bot again, not what is said."""


_OUTSIDE = (
    "Der Bot läuft anderswo: Bekannt ist, was er schreibt, nicht, was in ihm vorgeht.",
    "The bot runs elsewhere: what it writes is known, not what goes on inside it.",
)
_HELD = (
    "Das Verhalten der Kunden steht mit den Gesprächen fest: Andere Annahmen erfordern neue.",
    "How customers behave is settled with the conversations: other assumptions take new ones.",
)
_UNMARKED = (
    "Ohne Merkmal dafür, dass der Bot es gelöst hat, bleibt offen, ob er half, bei: {}",
    "Without a mark that the bot has settled it, nobody knows whether it helped with: {}",
)
_BROKEN = (
    "In {} Gesprächen gab der Bot keine Antwort; sie zählen als abgebrochen.",
    "In {} conversations the bot gave no answer; they count as broken off.",
)
_UNPLAYED = (
    "Nicht gespielt: {n} Kunden, weil ihr Sprachmodell versagte ({why}). Sie zählen nicht: {who}.",
    "Not played: {n} customers, as their language model failed ({why}). They do not count: {who}.",
)
_MORE = (" und {} weitere", " and {} more")
SHOWN = 10
"""So many customers are named."""


def part_of(visitor: Visitor) -> Part:
    """The customer to be played.

    The key tells them by what they want and by their random numbers, so that a recording is used
    for the same customer in the same mood and for no other.
    """
    draws = list(visitor.draws)
    mood = hashlib.sha256(np.array(draws).tobytes()).hexdigest()[:12]
    who = f"{visitor.label}|{visitor.locale}|{visitor.channel}"
    wish = hashlib.sha256(who.encode()).hexdigest()[:6]
    key = f"s{visitor.scenario}-{wish}-{mood}"
    return Part(key, visitor.label, visitor.locale, visitor.channel, draws)


def customer_of(key: str) -> int:
    """The number of the customer whose contact a key names.

    >>> customer_of("s12-0a1b2c-000000000000")
    12
    """
    return int(key[1:].partition("-")[0])


@dataclass(frozen=True, slots=True)
class RecordedStage(Stage):
    """What every recorded conversation of a run shares."""

    recordings: Mapping[str, Recording] = field(default_factory=dict)
    """Every conversation held, by its key."""
    counted: frozenset[int] = frozenset()
    """Numbers of the customers who count and therefore need a conversation of their own."""
    lenders: Mapping[tuple[str, str], list[str]] = field(default_factory=dict)
    """Issue and language to the keys of recordings that may be lent."""
    missing: dict[str, Part] | None = None
    """Filled, where there is one, with the conversations that were needed and are not recorded."""

    def recording_of(self, visitor: Visitor) -> Recording:
        """The customer's own conversation; else one that another with the same wish had.

        Lent conversations occur in the uncounted days before the run and in what-ifs that bring
        other customers.
        """
        part = part_of(visitor)
        own = self.recordings.get(part.key)
        if own is not None:
            return own
        if self.missing is not None and visitor.scenario in self.counted:
            self.missing[part.key] = part
        return self._lent(part)

    def _lent(self, part: Part) -> Recording:
        wishes = ((part.label, part.locale), (part.label, ""), ("", ""))
        keys = next(self.lenders[wish] for wish in wishes if wish in self.lenders)
        return self.recordings[keys[int(part.draws[Draw.TOPIC] * len(keys)) % len(keys)]]


def _lenders(recordings: Mapping[str, Recording]) -> dict[tuple[str, str], list[str]]:
    """Issue and language, either left open by an empty text, to keys of recordings, in order."""
    found: dict[tuple[str, str], list[str]] = {}
    for key in sorted(recordings):
        told = recordings[key]
        for wish in dict.fromkeys(((told.label, told.locale), (told.label, ""), ("", ""))):
            found.setdefault(wish, []).append(key)
    return found


@dataclass(slots=True)
class RecordedTalk(Talk):
    """A conversation that was held already, up to the handoff or the end."""

    unknown: bool = False
    """Whether nobody can tell if the bot has settled the matter."""

    def open(self) -> None:
        """All that was said, at its time."""
        stage = cast("RecordedStage", self.stage)
        told = stage.recording_of(self.visitor)
        begun = self.clock
        opening = stage.rehearsal.opening(self.opted)
        self.state = opening.state
        self.steps.extend(opening.steps)
        if stage.recording:
            self.lines += [Line(who, text, "bot", begun + at) for who, text, at in told.lines]
        self.clock, self.last_heard = begun + told.seconds, begun + told.last_heard
        self._remember(told)
        word = word_of(
            handoff=told.handoff, resolved=told.resolved, left=told.left, ended=told.ended
        )
        self._react(Said(word))
        self._reach_end()
        if self.handoff is not None and told.handoff is not None:
            asked = "asked" if told.asked_for_human else "policy"
            self.handoff = replace(self.handoff, reason=told.reason or asked)  # type: ignore[arg-type] # recorded from a handoff

    def hand_back(self, result: HandedBack, at: float) -> None:
        """The handoff is over, and with it what is known of the conversation."""
        Talk.hand_back(self, result, at)
        self._reach_end()

    def _reach_end(self) -> None:
        if self.end is not None:
            self.steps.append(self.end)  # its step says nothing, so that nothing else tells of it

    @property
    def needed(self) -> bool | None:
        """Whether a human was; what a bot elsewhere could have settled nobody sees."""
        if self.asked_for_human or self.unsettled or self.visitor.label == OUT_OF_SCOPE:
            return True
        return False if self.settled_by == "bot" else None

    def _remember(self, told: Recording) -> None:
        self.customer_turns, self.bot_turns = told.customer_turns, told.bot_turns
        self.fallbacks = told.fallbacks
        self.settled_by = "bot" if told.resolved == "yes" else "none"
        self.believes, self.unsettled = told.believes, told.unsettled
        self.asked_for_human, self.wants_human = told.asked_for_human, told.wants_human
        self.left = "bot" if told.left else "no"
        self.unknown = told.resolved == "unknown"


def talk_of(stage: Stage, visitor: Visitor, world: World, at: float) -> Talk:
    """The conversation of a customer, not begun: to be held now, or held already and recorded."""
    kind = RecordedTalk if isinstance(stage, RecordedStage) else Talk
    return kind(stage=stage, visitor=visitor, world=world, clock=at)


def is_free(stage: Stage | None, name: str) -> bool:
    """Whether a parameter of the customers can still move anything.

    Where conversations were held already, only who comes and who comes back can.
    """
    return not isinstance(stage, RecordedStage) or name in _AFTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """A bot whose conversations are recorded: `simulate` and `forecast` take it as they take a bot.

    Made by `rehearse`.
    """

    flow: Flow
    """What can be seen of the bot from outside."""
    recordings: Mapping[str, Recording] = field(repr=False)
    """Every conversation held, by its key."""
    counted: frozenset[int] = field(repr=False)
    """Numbers of the customers who count."""
    seed: int
    """Of the weeks rehearsed."""
    days: int
    """Length of a run."""
    start: date
    """Its first day."""
    replications: int
    """Runs whose customers all have a conversation of their own."""
    behaviour: Mapping[str, float] = field(default_factory=dict, repr=False)
    """The numbers of the customers in force when the conversations were held."""
    rounds: int = 0
    """How often queue and staff ran until every recontact had its conversation."""
    about: Mapping[str, object] = field(default_factory=dict)
    """What a reader should know: which conversations were held, and what cannot be known."""

    @property
    def model(self) -> IntentModel | None:
        """What a bot elsewhere understands with, it alone knows."""
        return None

    not_played: frozenset[int] = frozenset()
    """Numbers of the customers who do not count, because what plays them failed: another's
    conversation stands for theirs in the queue, and none of their cases is in any rate."""

    def notes(self, locale: str) -> list[str]:
        """What a reader of the result should know, in German or English."""
        english = locale != "de"
        unmarked = self.about.get("issues_without_mark") or ()
        broken = sum(told.ended == BROKEN for told in self.recordings.values())
        found = [_OUTSIDE[english], _HELD[english]]
        if isinstance(unmarked, list | tuple) and unmarked:
            found.append(_UNMARKED[english].format(", ".join(map(str, unmarked))))
        found += [_BROKEN[english].format(broken)] if broken else []
        away = sorted(self.not_played)
        if away:
            named = ", ".join(f"s{number}" for number in away[:SHOWN])
            more = len(away) - SHOWN
            named += _MORE[english].format(more) if more > 0 else ""
            why = self.about.get("not_played_because", "")
            found.append(_UNPLAYED[english].format(n=len(away), why=why, who=named))
        return found

    def to_json(self) -> dict[str, object]:
        """As forecasts and files tell of it."""
        return {**self.about, "notes": {locale: self.notes(locale) for locale in ("de", "en")}}

    def stage(self, customers: Customers, missing: dict[str, Part] | None = None) -> RecordedStage:
        """What a run needs to let its customers have had these conversations.

        Args:
            customers: Who comes.
            missing: Filled with the conversations that are needed and not recorded.
        """
        return RecordedStage(
            rehearsal=Rehearsal(self.flow),
            pool=Pool(customers, Deaf(customers)),  # type: ignore[arg-type] # it has no classes_, which a pool does not ask for
            values=customers.in_force(),
            reply_median=customers.reply_median,
            reply_spread=customers.reply_spread,
            recordings=self.recordings,
            counted=self.counted,
            lenders=_lenders(self.recordings),
            missing=missing,
        )

    def require(self, customers: Customers, *, seed: int, days: int, start: date) -> None:
        """Refuses weeks and customers other than those that were rehearsed.

        Raises:
            ParameterError: Seed, days or start differ, or how customers behave in a conversation.
        """
        own = {"seed": self.seed, "days": self.days, "start": self.start}
        asked = {"seed": seed, "days": days, "start": start}
        other = [
            f"{name} {own[name]}, not {asked[name]}" for name in own if own[name] != asked[name]
        ]
        if other:
            what = f"this bot was rehearsed with {'; '.join(other)}"
            raise ParameterError(f"{what}; rehearse it again for other weeks")
        given = customers.in_force()
        changed = [
            f"{name} {self.behaviour[name]:g}, not {given.get(name, 0):g}"
            for name in self.behaviour
            if name not in _AFTER and given.get(name) != self.behaviour[name]
        ]
        if changed:
            what = f"these conversations were held with {'; '.join(changed[:3])}"
            raise ParameterError(f"{what}; rehearse the bot again with these customers")
