"""A small invented company for the command line: chats, texts, flow, staff; and calls of it."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

from dialogkit.cli import main

ROOT = Path(__file__).parents[2]
NAMES = ("Rosalinde Quittenbaum", "Zacharias Oppenkowski")
"""A customer and an agent who exist nowhere else; no output may name them."""

TEXTS = {
    "opening_hours": (
        "Wann haben Sie offen?",
        "Bis wann ist heute jemand da?",
        "Öffnungszeiten am Samstag bitte",
        "When do you open?",
        "Are you open on Sunday?",
        "Haben Sie mittags geschlossen?",
    ),
    "parcel_status": (
        "Wo bleibt mein Paket?",
        "Sendung verfolgen bitte",
        "Ist das Päckchen schon unterwegs?",
        "Where is my parcel?",
        "Track my shipment please",
        "Wann kommt die Lieferung an?",
    ),
    "human_agent": (
        "Ich möchte mit einem Menschen sprechen",
        "Bitte einen Mitarbeiter",
        "Geben Sie mir eine echte Person",
        "I want to talk to a human",
        "Agent please",
        "Kann mich jemand anrufen?",
    ),
}

FLOW = """\
bot: kiosk
channels: [web]
locales: [de, en]
start: hello
intents: {hours: opening_hours, track: parcel_status, agent: human_agent}
steps:
  hello: {say: hello, disclose: bot, choose: {hours: hours, track: track, agent: desk}}
  hours: {say: open_when, fulfils: hours, choose: {thanks: done, agent: desk}}
  track: {say: look_here, fulfils: track, choose: {thanks: done, agent: desk}}
  desk:  {handoff: team, at_most: 2, else: later}
  back:  {say: welcome_back, disclose: bot, choose: {thanks: done, agent: desk}}
  later: {say: we_call_you, end: callback}
  done:  {say: bye, end: resolved}
anywhere:
  - {hear: agent, goto: desk}
  - {hear: track, visit: track}
  - {hear: hours, visit: hours}
  - {lost: [rephrase, desk]}
  - {silent: 20h, goto: done}
handoffs:
  team:
    open: Mo-Fr 08:00-18:00 Europe/Berlin
    route: [{wait: 30m}]
    when:
      {resolved: back, returned: back, closed: later, nobody: later, left: done, window_shut: later}
"""

BOT_TEXTS = """\
hello: "Hallo, hier schreibt der Bot des Kiosks. Worum geht es?"
open_when: "Wir sind montags bis freitags von 8 bis 18 Uhr da."
look_here: "Ihre Sendung ist unterwegs."
welcome_back: "Hier ist wieder der Bot. War das alles?"
we_call_you: "Wir rufen Sie zurück."
bye: "Bis bald!"
rephrase: "Das habe ich nicht verstanden. Bitte sagen Sie es anders."
hours: "Öffnungszeiten"
track: "Sendung verfolgen"
agent: "Mit einem Menschen sprechen"
thanks: "Danke, das war alles"
"""

CENTRE = """\
name: Kiosk
hours: Mo-Fr 08:00-18:00 Europe/Berlin
agents: 2
handling: 5m
"""

GATE = """\
conditions:
  - {minimum_cases: 1}
  - {rate: handoff_rate, at_most: 100%, confidence: value}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a call of the command line gave."""

    code: int
    """The exit code."""
    out: str
    """What stood on stdout."""
    err: str
    """What stood on stderr."""


def call(*words: object, typed: str = "") -> Result:
    """Calls ``dialogkit`` with ``words`` in this process."""
    out, err = io.StringIO(), io.StringIO()
    argv = ["dialogkit", *map(str, words)]
    code: object = 0
    with (
        mock.patch.object(sys, "argv", argv),
        mock.patch.object(sys, "stdin", io.StringIO(typed)),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as leaving:
            code = leaving.code
    return Result(code=code if isinstance(code, int) else 0, out=out.getvalue(), err=err.getvalue())


def refused(result: Result) -> str:
    """The sentence of a refusal, which must be all there is."""
    assert result.code == 2, (result.code, result.out, result.err)
    assert result.err.startswith("dialogkit: "), result.err
    assert "Traceback" not in result.err
    return result.err.removeprefix("dialogkit: ").strip()


def utterance_rows() -> list[dict[str, str]]:
    """The labelled texts."""
    return [{"text": text, "intent": intent} for intent, texts in TEXTS.items() for text in texts]


def write_rows(path: Path, rows: list[dict[str, object]] | list[dict[str, str]]) -> Path:
    """JSON Lines."""
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text("".join(lines), encoding="utf-8")
    return path


def whatsapp(weeks: int = 3) -> str:
    """One WhatsApp thread, each weekday another case: the customer and the agent of `NAMES`."""
    customer, agent = NAMES
    asked = [row["text"] for row in utterance_rows()]
    lines = []
    for day in range(7 * weeks):
        when = datetime(2026, 3, 2, 9 + day % 7, 10, tzinfo=UTC) + timedelta(days=day)
        if when.weekday() > 4:
            continue
        said = [(customer, asked[day % len(asked)]), (agent, "Guten Tag, ich sehe nach.")]
        said.append((customer, f"Danke, das hilft mir. {customer.split()[0]}"))
        for minute, (person, text) in enumerate(said):
            stamp = (when + timedelta(minutes=minute)).strftime("%d.%m.%y, %H:%M")
            lines.append(f"{stamp} - {person}: {text}")
    return "\n".join(lines) + "\n"


def corpus(folder: Path, *, whole: bool = True) -> Path:
    """A corpus folder; not ``whole``: the flow and the log alone."""
    log = folder / "log"
    log.mkdir(parents=True)
    (log / f"WhatsApp Chat mit {NAMES[0]}.txt").write_text(whatsapp(), encoding="utf-8")
    (folder / "flow.yaml").write_text(FLOW, encoding="utf-8")
    if whole:
        for locale in ("de", "en"):
            (folder / f"texts.{locale}.yaml").write_text(BOT_TEXTS, encoding="utf-8")
        (folder / "centre.yaml").write_text(CENTRE, encoding="utf-8")
        (folder / "gate.yaml").write_text(GATE, encoding="utf-8")
        write_rows(folder / "utterances.jsonl", utterance_rows())
    return folder
