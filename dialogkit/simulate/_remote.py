"""Any bot in rounds: conversations are held and recorded, then queue and staff run on them.

Who is not helped comes back, and so needs another conversation, which the next round holds; until
a round needs no more. Then every conversation of the weeks is one that took place.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from dialogkit.bot import AnyBot, FlowBot, RemoteBot
from dialogkit.contact_centre import ContactCentre
from dialogkit.conversation import IntentModel
from dialogkit.errors import InputError, ParameterError
from dialogkit.flow import Flow
from dialogkit.simulate._actors import Actors, Part, behaviour_of
from dialogkit.simulate._actors_drawn import DrawnActors
from dialogkit.simulate._actors_model import ChatModel, ModelActors
from dialogkit.simulate._arrivals import Arrival, arrivals
from dialogkit.simulate._customers import Customers
from dialogkit.simulate._draws import contact_rows
from dialogkit.simulate._remote_flow import Desks, outside_flow
from dialogkit.simulate._remote_play import How, kinds_of, play_all
from dialogkit.simulate._remote_record import Record, Recording
from dialogkit.simulate._remote_talk import Rehearsed, customer_of, part_of
from dialogkit.simulate._run import run_setup
from dialogkit.simulate._setup import WARM_UP_DAYS, Setup, how_many, prepare
from dialogkit.simulate._visitor import Visitor

__all__ = ["actors_for", "rehearse"]

CONVERSATIONS = 2_000
"""Conversations that a rehearsal may take, unless told otherwise: each may cost money."""

Progress = Callable[[str, int, int], object]


def actors_for(
    bot: AnyBot,
    customers: Customers,
    *,
    played_by: ChatModel | None = None,
    model: IntentModel | None = None,
) -> Actors:
    """Who plays the customers.

    Args:
        bot: Whose marks and slots they know.
        customers: The customer model.
        played_by: A language model; ``None`` draws what customers do from the customer model.
        model: A classifier that understands the titles of buttons, where there is one.
    """
    marked, values = _known(bot)
    if played_by is not None:
        return ModelActors.of(customers, played_by, marked=marked, values=values)
    patterns = bot.settings.buttons if isinstance(bot, RemoteBot) else {}
    return DrawnActors.of(customers, marked=marked, values=values, buttons=patterns, model=model)


def rehearse(
    bot: AnyBot,
    customers: Customers,
    centre: ContactCentre,
    *,
    actors: Actors | None = None,
    days: int = 7,
    start: date | None = None,
    seed: int = 0,
    replications: int = 1,
    conversations: int = CONVERSATIONS,
    record: str | os.PathLike[str] | None = None,
    session: str | None = None,
    progress: Progress | None = None,
) -> Rehearsed:
    """Lets the customers of whole weeks talk to any bot, and records it.

    Args:
        bot: A `RemoteBot`, or our own as `FlowBot`.
        customers: Who comes and how they behave.
        centre: The staff; who is not helped by it comes back to the bot.
        actors: Who plays the customers; drawn from the customer model if not given.
        days: Length of a run.
        start: Its first day; the Monday after the log ends if not given.
        seed: The same seed brings the same customers.
        replications: Runs that differ only in random numbers.
        conversations: At most so many are held.
        record: A ``.jsonl`` file that each conversation is appended to when it ends, and in which
            a later call finds it again.
        session: Goes into the names of conversations that the bot sees; ``None`` makes a fresh
            one, so that no bot takes a customer for an earlier one.
        progress: Told what is being done, how far it is, and how much there is.

    Raises:
        InputError: The bot gives no answer or refuses; what is recorded stays. Or more
            conversations are needed than allowed, or the record is of another run.
        ParameterError: Nobody says how many customers come, or none does.
    """
    if replications < 1 or days < 1:
        raise ParameterError("replications and days must be at least 1")
    people = how_many(customers, centre)
    actors = actors or actors_for(bot, customers)
    first = start or customers.next_monday
    flow = _flow(bot)
    about = _about(bot, customers)
    known = _fingerprint(bot, customers, actors, seed)
    with Record.open(record, known, broken=_counts_broken(bot)) as held:
        told = progress or (lambda *_: None)
        how = _how(bot, customers, seed, session or secrets.token_hex(6))
        blank = Rehearsed(
            flow=flow, recordings=held.known, counted=frozenset(), seed=seed, days=days,
            start=first, replications=replications, behaviour=people.in_force(),
        )  # fmt: skip
        setup = prepare(blank, customers, centre, days=days, start=first, seed=seed)
        counted, parts = _who_comes(setup, people, range(replications))
        if not parts:
            raise ParameterError("no customer comes in these weeks; name arrivals_per_week")
        rounds = 0
        while parts:
            rounds += 1
            new = sum(part.key not in held.known for part in parts)
            _require(len(held.known) + new, conversations, replications)
            what = f"round {rounds}"
            told(what, 0, len(parts))
            total = len(parts)
            step = replace(how, progress=lambda done, _, w=what, t=total: told(w, done, t))  # type: ignore[misc] # mypy cannot infer a lambda's defaults
            play_all(bot, actors, parts, held, step)
            missing: dict[str, Part] = {}
            away = frozenset(customer_of(key) for key in held.unplayed)
            counted -= away
            stage = replace(blank, counted=counted).stage(setup.customers, missing)
            run_setup(replace(setup, stage=stage), range(replications))
            parts = [missing[key] for key in sorted(missing)]
        return replace(
            blank,
            counted=counted,
            not_played=away,
            recordings=dict(sorted(held.known.items())),
            rounds=rounds,
            about={**about, **_held(held)},
        )


# ----- inside ------------------------------------------------------------------------------------


def _known(bot: AnyBot) -> tuple[Sequence[str], Mapping[str, Sequence[str]]]:
    """Issues that the bot can say it has settled, and invented values of slots."""
    if isinstance(bot, RemoteBot):
        return tuple(bot.settings.settles), bot.settings.values
    if isinstance(bot, FlowBot):
        flow = bot.bot.flow
        words = {step.fulfils for step in flow.steps.values() if step.fulfils}
        like = {name: (slot.like,) for name, slot in flow.data.items() if slot.like != "free text"}
        return tuple(sorted(flow.intents.get(word, word) for word in words)), like
    return (), {}


def _flow(bot: AnyBot) -> Flow:
    if isinstance(bot, FlowBot):
        own = bot.bot.flow
        made = outside_flow(
            own.name, own.channels, own.locales, dict.fromkeys(own.handoffs, Desks())
        )
        mine = {
            name: replace(made.handoffs[name], open=each.open, route=each.route)
            for name, each in own.handoffs.items()
        }
        return replace(made, handoffs=mine)
    if isinstance(bot, RemoteBot):
        settings = bot.settings
        desks = {
            name: Desks(
                open=settings.hours.get(name, "24/7"),
                skills=settings.skills.get(name, ()),
                waits=name not in settings.lost_if_closed,
            )
            for name in settings.handoffs
        }
        return outside_flow(settings.name, settings.channels, settings.locales, desks)
    return outside_flow(bot.name, ("web",), ("de", "en"), {"team": Desks()})


def _how(bot: AnyBot, customers: Customers, seed: int, session: str) -> How:
    how = How(customers=customers, seed=seed, session=session)
    if not isinstance(bot, RemoteBot):
        return how
    settings = bot.settings
    return replace(
        how,
        takes=settings.takes,
        retries=settings.endpoint.retries,
        back_off=settings.endpoint.back_off,
        count_broken=settings.count_broken,
    )


def _counts_broken(bot: AnyBot) -> bool:
    return isinstance(bot, RemoteBot) and bot.settings.count_broken


def _who_comes(
    setup: Setup, customers: Customers, replications: Sequence[int]
) -> tuple[frozenset[int], list[Part]]:
    """Numbers of the customers who count, and the first contact of each."""
    counted: set[int] = set()
    parts = []
    for replication in replications:
        coming = arrivals(
            customers,
            start=setup.start - timedelta(days=WARM_UP_DAYS),
            days=setup.days + WARM_UP_DAYS,
            seed=setup.seed,
            replication=replication,
        )
        if not coming:
            continue
        rows = contact_rows(setup.seed, replication, 0, max(a.row for a in coming) + 1)
        own = [arrival for arrival in coming if arrival.at >= setup.counted[0]]
        counted.update(arrival.scenario for arrival in own)
        parts += [part_of(_visitor(a, rows[a.row].tolist())) for a in own]
    return frozenset(counted), parts


def _visitor(arrival: Arrival, draws: list[float]) -> Visitor:
    return Visitor(arrival.scenario, arrival.label, arrival.locale, arrival.channel, draws)


def _require(needed: int, allowed: int, replications: int) -> None:
    if needed > allowed:
        runs = "1 run takes" if replications == 1 else f"{replications} runs take"
        what = f"{runs} at least {needed:,} conversations, more than the {allowed:,}"
        raise InputError(f"{what} allowed; allow more, or simulate fewer weeks or customers")


def _fingerprint(bot: AnyBot, customers: Customers, actors: Actors, seed: int) -> str:
    """Of all that a conversation depends on besides who comes."""
    row: list[Any] = [bot.fingerprint, actors.fingerprint, seed, behaviour_of(customers)]
    text = json.dumps(row, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:24]


def _about(bot: AnyBot, customers: Customers) -> dict[str, object]:
    """What cannot be known of this bot."""
    marked, _ = _known(bot)
    unmarked = sorted(set(customers.intents) - set(marked))
    return {
        "bot": bot.name,
        "bot_fingerprint": bot.fingerprint,
        "issues_with_mark": sorted(marked),
        "issues_without_mark": unmarked,
    }


def _held(held: Record) -> dict[str, object]:
    recordings: Sequence[Recording] = tuple(held.known.values())
    return {
        "conversations": len(recordings),
        "found_recorded": held.found,
        "begun_again": sum(recording.tries - 1 for recording in recordings),
        "tokens": sum(recording.tokens for recording in recordings),
        **_not_played(held),
    }


def _not_played(held: Record) -> dict[str, object]:
    """Customers whom nobody could play, where there are any."""
    if not held.unplayed:
        return {}
    customers = sorted({customer_of(key) for key in held.unplayed})
    return {
        "not_played": [f"s{number}" for number in customers],
        "not_played_because": kinds_of(held.unplayed.values()),
    }
