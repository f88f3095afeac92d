"""Any bot on the command line: one that runs elsewhere in place of a flow, and scripts as tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer

from dialogkit.bot import AnyBot, Bot, FlowBot, RemoteBot, is_remote
from dialogkit.cli._assumed import people_from
from dialogkit.cli._needs import bot_of
from dialogkit.cli._paths import flow_of, require_there
from dialogkit.cli._resume import interrupted, this_call
from dialogkit.cli._shared import JSON, Bars, doing, fail, many, print_json, say
from dialogkit.contact_centre import ContactCentre
from dialogkit.conversation import IntentModel
from dialogkit.errors import InputError
from dialogkit.intents import load_model
from dialogkit.simulate import (
    Customers,
    Rehearsed,
    ScriptResult,
    Talker,
    actors_for,
    load_chat_model,
    load_scripts,
    rehearse,
    run_scripts,
)

__all__ = ["Actor", "Conversations", "Elsewhere", "Record", "add_to", "remote_lines", "talkers"]

_DEAF = (
    "the flow understands buttons and values only. Where customers write in words of their own, "
    "name it with --model"
)
MOST = 2_000
WEEKS = 200

Record = Annotated[
    Path | None,
    typer.Option(
        "--record",
        help="Of a bot.yaml: where conversations are kept, to go on later; else beside the output.",
    ),
]
Conversations = Annotated[
    int, typer.Option(min=1, help="Of a bot.yaml: at most so many conversations are held.")
]
Actor = Annotated[
    Path | None,
    typer.Option("--actor", help="A file naming the language model that plays the customers."),
]


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("test")(scripted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """What was asked about conversations that are held rather than simulated."""

    output: Path
    """The file of the result."""
    record: Path | None
    """Where the conversations are to be kept; ``None``: beside the output."""
    conversations: int
    """At most so many are held."""
    actor: Path | None
    """The file that names who plays the customers; ``None`` draws what they do."""

    @property
    def kept(self) -> Path:
        """Where the conversations are kept."""
        return self.record or self.output.with_suffix(".conversations.jsonl")


def talkers(
    flow: Path,
    model: Path | None,
    customers: Path,
    centre: ContactCentre,
    asked: Elsewhere,
    *,
    utterances: Path | None,
    days: int,
    seed: int,
    replications: int | None,
) -> tuple[Talker, Customers]:
    """The bot to be simulated and its customers.

    A bot that runs elsewhere, or customers played by a language model, talk now; what they say is
    recorded.

    Args:
        flow: A flow, or a ``bot.yaml``.
        model: Folder of the classifier; a bot elsewhere needs none.
        customers: As for `people_from`.
        centre: The staff.
        asked: About conversations that are held.
        utterances: What assumed customers say.
        days: Length of a run.
        seed: The seed of the run.
        replications: Runs; ``None``: as many as the allowed conversations suffice for.

    Raises:
        InputError: A file cannot be used, or the bot gives no answer.
    """
    for path in (flow, customers, model, utterances, asked.actor):
        if path is not None:
            require_there(path)
    with doing("look at the bot and its customers"):
        any_bot, heard = _bot_at(flow, model)
        people = _people(customers, heard, utterances)
    if isinstance(any_bot, FlowBot) and asked.actor is None:
        return any_bot.bot, people
    played_by = None if asked.actor is None else load_chat_model(asked.actor)
    with _kept(asked.kept):
        done = rehearse(
            any_bot,
            people,
            centre,
            actors=actors_for(any_bot, people, played_by=played_by, model=heard),
            days=days,
            seed=seed,
            replications=replications or _weeks(people, centre, days, asked.conversations),
            conversations=asked.conversations,
            record=asked.kept,
            progress=Bars(),
        )
    return done, people


def _bot_at(path: Path, model: Path | None) -> tuple[AnyBot, IntentModel | None]:
    """The bot, and the classifier that is named."""
    if is_remote(path):
        return RemoteBot.load(path), None if model is None else load_model(model)
    flow_of(path)  # what is no flow is refused as such
    if model is None:
        raise InputError("needs its classifier: name the folder with --model", file=str(path))
    own, heard = bot_of(path, model)
    return FlowBot(own), heard


@contextmanager
def _kept(record: Path) -> Iterator[None]:
    """What stops the conversations ends with a sentence on what is left of them."""
    try:
        yield
    except KeyboardInterrupt:
        raise interrupted(record, whether=_holds_some(record)) from None
    except InputError as error:
        if error.file is not None or not _holds_some(record):
            raise
        raise InputError(f"{error.what}\n  {this_call()}") from None


def _holds_some(record: Path) -> bool:
    """Whether a conversation is recorded there: the first line is none."""
    if not record.is_file():
        return False
    with record.open("rb") as file:
        return sum(line.endswith(b"\n") for line in islice(file, 2)) == 2


def _people(path: Path, heard: IntentModel | None, utterances: Path | None) -> Customers:
    if heard is not None:
        return people_from(path, heard, utterances=utterances)
    if path.is_dir() or path.suffix.lower() != ".json":
        what = "must be a fitted customer file; to fit customers here, name a classifier (--model)"
        raise InputError(what, file=str(path))
    return Customers.load(path)


def _weeks(people: Customers, centre: ContactCentre, days: int, allowed: int) -> int:
    """Runs for which the conversations suffice, with a third more for those who come back."""
    given = centre.arrivals_per_week
    per_week = people.per_week if given is None else given.central
    return max(1, min(WEEKS, int(allowed / max(per_week * days / 7 * 4 / 3, 1e-9))))


def remote_lines(bot: Talker, kept: Path) -> list[str]:
    """What is to be said of conversations that were held."""
    if not isinstance(bot, Rehearsed):
        return []
    about = bot.about
    n = about["conversations"]
    held = f"{many(n if isinstance(n, int) else 0, 'conversation')} with the bot -> {kept}"
    return [held, *(f"  ! {note}" for note in bot.notes("en"))]


def scripted(
    bot: Annotated[Path, typer.Argument(help="A flow.yaml, its folder, or a bot.yaml.")],
    scripts: Annotated[Path, typer.Argument(help="What customers say and what must happen.")],
    model: Annotated[
        Path | None,
        typer.Option(
            help="Folder of the classifier: a flow needs it to understand what customers write "
            "in words of their own; a bot elsewhere needs none."
        ),
    ] = None,
    show: Annotated[
        bool, typer.Option("--show", help="Show what was said in scripts that fail.")
    ] = False,
    json: JSON = False,
) -> None:
    """Let scripted customers talk to a bot, and say what did not go as expected.

    Example: dialogkit test corpora/parcel corpora/parcel/scripts.yaml --model model
    """
    listed = load_scripts(scripts)
    tested = _any_bot(bot, model)
    deaf = isinstance(tested, FlowBot) and tested.bot.model is None
    results = run_scripts(tested, listed, file=str(scripts))
    failed = [result for result in results if not result.passed]
    if json:
        print_json({"scripts": len(results), "failed": len(failed), "results": _rows(results)})
    else:
        for result in results:
            _say(result, str(scripts), show=show)
        say(f"{len(results) - len(failed)} of {many(len(results), 'script')} went as expected")
        if failed and deaf:
            say(f"  no classifier was named: {_DEAF}")
    if failed:
        raise fail()


def _any_bot(path: Path, model: Path | None) -> AnyBot:
    if is_remote(path):
        return RemoteBot.load(path)
    flow = flow_of(path)
    flow.require_sound()
    heard = None if model is None else load_model(model)
    return FlowBot(Bot(flow, heard, channel=flow.channels[0]))


def _rows(results: list[ScriptResult]) -> list[dict[str, Any]]:
    return [
        {
            "name": result.name,
            "line": result.line,
            "passed": result.passed,
            "failures": [
                {"line": f.line, "turn": f.turn, "expected": f.expected, "got": f.got}
                for f in result.failures
            ],
        }
        for result in results
    ]


def _say(result: ScriptResult, file: str, *, show: bool) -> None:
    say(f"{'ok    ' if result.passed else 'FAILED'}  {result.name}")
    for failure in result.failures:
        what = f"turn {failure.turn}: expected {failure.expected}, got: {failure.got}"
        say(f"  {file}:{failure.line}: {what}")
    if show and not result.passed:
        for speaker, text in result.said:
            say(f"    {speaker}: {text}")
