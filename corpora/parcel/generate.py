"""Writes the raw chat log of the parcel corpus, with the truth about it beside it.

    python corpora/parcel/generate.py --seed 7 --out corpora/parcel/log

The same seed gives the same bytes. Everything in it is invented: see CARD.md. Written are the
folder of exports (one file a customer, as messengers write them) and, in the folder above it,
``truth.jsonl`` (one row a case) and ``planted.jsonl`` (where invented personal data stand).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from _clock import arrival, waking
from _exports import Export, Sent, export
from _people import Customer, customers
from _script import LEVELS, Script, Told
from ruamel.yaml import YAML

from dialogkit import _files

HERE = Path(__file__).parent
CUSTOMERS = 420
ISSUES = {1: 0.33, 2: 0.29, 3: 0.2, 4: 0.11, 5: 0.07}
"""How many issues a customer brings in eight weeks."""
INTENTS = {
    "parcel_status": 24,
    "parcel_late": 14,
    "redelivery": 11,
    "change_address": 8,
    "pickup_location": 8,
    "parcel_damaged": 7,
    "parcel_lost": 6,
    "complaint": 5,
    "return_parcel": 6,
    "customs": 3,
    "invoice_copy": 3,
    "opening_hours": 3,
    "human_agent": 1,
    "greeting": 1,
    "out_of_scope": 2,
}
"""How often each issue comes, in parts of their sum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A case of the log."""

    intent: str
    """What it is about."""
    agent: str
    """Who of the team answered."""
    told: Told
    """How it went."""
    recontact_of: int | None
    """Place in the thread of the unsettled case that it takes up again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The hand-written files."""

    people: dict[str, Any] = field(default_factory=lambda: _load("people.yaml"))
    phrasings: dict[str, Any] = field(default_factory=lambda: _load("phrasings.yaml"))
    talk: dict[str, Any] = field(default_factory=lambda: _load("talk.yaml"))


def _load(name: str) -> dict[str, Any]:
    read: dict[str, Any] = YAML(typ="safe").load((HERE / name).read_text(encoding="utf-8"))
    return read


def thread(rng: Random, customer: Customer, words: Words) -> list[Played]:
    """All cases of one customer, in order of time and without overlap."""
    count = rng.choices(list(ISSUES), list(ISSUES.values()))[0]
    openings = sorted(arrival(rng) for _ in range(count))
    last = max(openings) + timedelta(days=2)
    cases: list[Played] = []
    while openings:
        opening = _not_before(rng, openings.pop(0), cases)
        cases.append(_play(rng, customer, words, cases, opening, again=None))
        while not cases[-1].told.resolved and rng.random() < 0.45:
            pause = timedelta(hours=rng.uniform(27, 110))
            opening = waking(rng, cases[-1].told.chat[-1].at + pause)
            if opening > last or cases[-1].intent in ("greeting", "out_of_scope"):
                break
            again = len(cases) - 1
            cases.append(_play(rng, customer, words, cases, opening, again=again))
    return cases


def _not_before(rng: Random, opening: datetime, cases: list[Played]) -> datetime:
    """After the case before; mostly by more than a day, now and then right behind it."""
    if not cases:
        return opening
    end = cases[-1].told.chat[-1].at
    pause = rng.uniform(26, 60) if rng.random() < 0.93 else rng.uniform(0.5, 8)
    return max(opening, end + timedelta(hours=pause))


def _play(
    rng: Random,
    customer: Customer,
    words: Words,
    cases: list[Played],
    opening: datetime,
    *,
    again: int | None,
) -> Played:
    known = cases[-1].agent if cases and rng.random() < 0.4 else None
    agent = known or rng.choice(words.people["agents"])
    chosen = rng.choices(list(INTENTS), list(INTENTS.values()))[0]
    intent = chosen if again is None else cases[again].intent
    script = Script(
        rng,
        customer,
        intent,
        agent=agent,
        texts=(words.phrasings[customer.locale], words.talk[customer.locale]),
        people=words.people,
        opening=opening,
        again=again is not None,
    )
    return Played(intent=intent, agent=agent, told=script.play(), recontact_of=again)


def chat_of(
    rng: Random, customer: Customer, cases: list[Played]
) -> tuple[list[Sent], list[tuple[int, int]]]:
    """The whole thread, and the first and last position of each case in it."""
    chat: list[Sent] = []
    if customer.format != "telegram":
        chat.append(Sent(at=cases[0].told.chat[0].at, team=False, kind="notice"))
    spans = []
    for case in cases:
        if len(chat) > 1 and customer.format != "ios" and rng.random() < 0.04:
            chat.append(Sent(at=case.told.chat[0].at, team=False, kind="safety"))
        start = len(chat)
        chat += case.told.chat
        spans.append((start, len(chat) - 1))
    return chat, spans


def truth(
    file: str, customer: Customer, cases: list[Played], spans: list[tuple[int, int]]
) -> Iterator[dict[str, Any]]:
    """One row a case. Positions count the messages of the file from 0, events among them."""
    stem = Path(file).stem
    for number, (case, (start, end)) in enumerate(zip(cases, spans, strict=True)):
        again = case.recontact_of
        yield {
            "case": f"{stem}#{number}",
            "file": file,
            "start": start,
            "end": end,
            "opened_at": case.told.chat[0].at.isoformat(),
            "intent": case.intent,
            "locale": customer.locale,
            "level": LEVELS.get(case.intent, "personal"),
            "agent": case.agent,
            "asked_for_human": case.told.asked_for_human,
            "left": case.told.left,
            "resolved": case.told.resolved,
            "recontact_of": None if again is None else f"{stem}#{again}",
            "messages": end - start + 1,
            "customer_messages": sum(not sent.team for sent in case.told.chat),
        }


def planted(file: Export, customer: Customer, chat: list[Sent]) -> Iterator[dict[str, Any]]:
    """One row for each piece of invented personal data, with its 1-based line in the file."""
    lines = file.text.split("\n")
    heads = {"phone" if customer.sender == customer.phone else "name": customer.sender}
    for kind, value in heads.items():
        line = next(number for number, line in enumerate(lines, 1) if value in line)
        yield {"file": file.name, "line": line, "kind": kind, "value": value}
    ends = (*file.lines[1:], len(lines) + 1)
    for sent, start, end in zip(chat, file.lines, ends, strict=True):
        for kind, value in sent.planted:
            line = next(n for n in range(start, end) if value in lines[n - 1])
            yield {"file": file.name, "line": line, "kind": kind, "value": value}


def generate(seed: int, out: Path) -> None:
    """Writes the log into ``out`` and the truth beside it."""
    words = Words()
    truths: list[dict[str, Any]] = []
    plants: list[dict[str, Any]] = []
    exports: list[Export] = []
    for number, customer in enumerate(customers(Random(f"{seed}"), words.people, CUSTOMERS), 1):
        rng = Random(f"{seed}-{number}")
        cases = thread(rng, customer, words)
        chat, spans = chat_of(rng, customer, cases)
        file = export(customer, number, chat)
        exports.append(file)
        truths += truth(file.name, customer, cases, spans)
        plants += planted(file, customer, chat)

    def write(folder: Path) -> None:
        for file in exports:
            _files.write_text(file.text, folder / file.name)

    _files.write_folder(out, write)
    _files.write_jsonl(truths, out.parent / "truth.jsonl")
    _files.write_jsonl(plants, out.parent / "planted.jsonl")
    print(f"{len(exports)} files, {len(truths)} cases, {len(plants)} planted: {out}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Writes the raw chat log of the parcel corpus.")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, default=HERE / "log")
    given = parser.parse_args()
    generate(given.seed, given.out)


if __name__ == "__main__":
    main()
