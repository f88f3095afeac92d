"""The main job in one go: from raw chats to a rendered forecast."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

import dialogkit
from dialogkit import _files
from dialogkit.bot import Bot
from dialogkit.cli._audit import public_texts, trainer_like
from dialogkit.cli._demo_job import Job
from dialogkit.cli._demo_parts import (
    ENOUGH,
    Meeting,
    Trained,
    assumed_for,
    judged,
    log_for,
    meeting_of,
    require_arrivals,
    trained_for,
)
from dialogkit.cli._demo_words import Remark, in_both, of_the_log, remark
from dialogkit.cli._flows import print_findings
from dialogkit.cli._paths import flow_of, shipped
from dialogkit.cli._shared import GAP, Bars, fail, many, naming, say
from dialogkit.conversation import Cases, Messages
from dialogkit.corpus import (
    Audit,
    PrivacyAudit,
    anonymize,
    audit,
    link_recontacts,
    load_key,
    new_key,
    read_log,
    split_cases,
)
from dialogkit.flow import Flow
from dialogkit.forecast import forecast
from dialogkit.intents import IntentClassifier
from dialogkit.report import write_report
from dialogkit.simulate import Customers

__all__ = ["add_to"]

Done = Callable[[str], None]
"""Told in a few words what came of a stage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _People:
    """Who meets the bot, and what the page says of them."""

    meeting: Meeting
    """Customers and staff."""
    model: IntentClassifier
    """What the bot hears with."""
    about: Mapping[str, Any]
    """Entries of the forecast: data, model, and privacy where there was a log."""


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("demo")(demo)


def demo(
    log: Annotated[
        Path | None,
        typer.Option(
            help="A chat export, or a folder of them; else log or customers.yaml beside the flow."
        ),
    ] = None,
    flow: Annotated[Path | None, typer.Option(help="A flow.yaml, or the folder it is in.")] = None,
    out: Annotated[Path, typer.Option(help="Folder for the results.")] = Path("out"),
    agent: Annotated[
        list[str] | None, typer.Option(help="Name of an agent in the log; may be repeated.")
    ] = None,
    utterances: Annotated[
        Path | None, typer.Option(help="Labelled texts; else those beside the flow.")
    ] = None,
    replications: Annotated[int, typer.Option(min=1, help="Weeks simulated.")] = 20,
    locale: Annotated[Literal["de", "en"], typer.Option(help="Language of the page.")] = "de",
    executor: Annotated[Literal["serial", "loky"], typer.Option(help="Where it runs.")] = "loky",
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same page.")] = 7,
) -> None:
    """From raw chats to a rendered forecast; the last line is the path of the page.

    Where there is no log, customers.yaml beside the flow says who is assumed to write. A call whose
    files, words and dialogkit are those of the last one in a folder gives that page at once.

    Example: dialogkit demo --log corpora/parcel/log --flow corpora/parcel/flow.yaml --out out
    Example: dialogkit demo --flow corpora/news --out out
    """
    designed = flow or shipped("flow.yaml")
    found, notes = (log, ()) if log is not None else log_for(designed)
    job = Job(
        log=found,
        flow=designed,
        out=out,
        agents=tuple(agent or ()),
        utterances=utterances,
        replications=replications,
        locale=locale,
        seed=seed,
        notes=notes,
    )
    job.require_apart()
    known = job.fingerprint()
    if job.page.is_file() and job.remembered() == known:
        say("nothing has changed since the last call")
    else:
        job.forget()
        _run(job, executor)
        job.remember(known)
    say(str(job.page))


def _run(job: Job, executor: Literal["serial", "loky"]) -> None:
    """Every stage, each with its result in the folder."""
    with _stage("check the flow") as done:
        flow = _sound_flow(job.flow, done)
    people = _assumed(job, flow) if job.log is None else _logged(job, job.log, flow)
    about = {
        **people.about,
        "command": job.command(),
        "versions": {"dialogkit": dialogkit.__version__},
    }
    with _stage(f"rehearse {many(job.replications, 'week')}, and what if") as done:
        result = forecast(
            Bot(flow, people.model, channel=flow.channels[0]),
            people.meeting.customers,
            people.meeting.centre,
            replications=job.replications,
            seed=job.seed,
            executor=executor,
            about=about,
            progress=Bars(),
        )
        result.save(job.out / "forecast.json")
        done(many(len(result.cases), "case"))
    with _stage("write the page") as done:
        value = _files.read_json(job.out / "forecast.json")
        verdict = judged(value, job.flow)
        write_report(value, job.page, locale=job.locale, gate=verdict)
        done(f"{job.page.stat().st_size // 1024} KB")


def _logged(job: Job, log: Path, flow: Flow) -> _People:
    """Customers as a log shows them."""
    with _stage("read the log") as done:
        raw = read_log(log, agents=job.agents)
        done(f"{many(len(raw), 'message')}, {many(len(raw.unreadable), 'line')} unreadable")
    for note in raw.notes:
        say(f"  {note}")
    with _stage("anonymize") as done:
        anonymous, masked = _anonymize(raw, job.out)
        done(f"{many(sum(masked.counts.values()), 'identifier')} replaced")
    with _stage("cut into cases") as done:
        cases = link_recontacts(split_cases(anonymous, gap=GAP))
        cases.save(job.out / "cases.parquet")
        done(many(len(cases), "case"))
    trained = _trained(job, flow)
    with _stage("fit the customers") as done:
        with naming(log):
            fitted = Customers.fit(cases, trained.model, utterances=trained.spoken)
        meeting = _met(job, flow, fitted, done)
    with _stage("audit what is anonymous") as done:
        audited = _audited(job, raw, cases, trained)
        done(f"{audited.sweep.total} known names and numbers in the results")
    noted = of_the_log(cases.messages.notes)
    told = zip(fitted.notes, fitted.notes_de, strict=True)
    notes = [*job.notes, *noted, *told, *trained.notes, *meeting.notes]
    about = {
        "data": _data(raw, cases, weeks=meeting.customers.weeks, notes=notes),
        "model": trained.scores,
        "privacy": audited.to_json(),
    }
    return _People(meeting=meeting, model=trained.model, about=about)


def _audited(job: Job, raw: Messages, cases: Cases, trained: Trained) -> PrivacyAudit:
    """What the results so far give away; a first look, `dialogkit audit` has the whole."""
    found = audit(
        raw,
        Messages.load(job.out / "anonymous.parquet"),
        outputs=[job.out / name for name in ("model", "customers.json", "cases.parquet")],
        train=trainer_like(job.out / "model"),
        utterances=trained.taught,
        public=public_texts(job.flow),
        cases=cases,
        quick=True,
        seed=job.seed,
    )
    _files.write_json(found.to_json(), job.out / "audit.json")
    return found


def _assumed(job: Job, flow: Flow) -> _People:
    """Customers that somebody wrote down; the forecast itself says so, and in whose words."""
    require_arrivals(job)
    trained = _trained(job, flow)
    with _stage("assume the customers") as done:
        meeting = _met(job, flow, assumed_for(job, trained), done)
    about = {"data": in_both([*trained.notes, *meeting.notes]), "model": trained.scores}
    return _People(meeting=meeting, model=trained.model, about=about)


def _trained(job: Job, flow: Flow) -> Trained:
    with _stage("train the classifier") as done:
        trained = trained_for(job, flow)
        right, n = trained.scores.get("accuracy"), trained.scores.get("n", 0)
        done("no texts to measure it on" if right is None else f"{right:.1%} of {n} unseen right")
    return trained


def _met(job: Job, flow: Flow, customers: Customers, done: Done) -> Meeting:
    meeting = meeting_of(job.flow, flow, customers)
    meeting.customers.save(job.out / "customers.json")
    done(f"{meeting.customers.per_week:.0f} cases a week")
    return meeting


def _data(raw: Messages, cases: Cases, *, weeks: float, notes: list[Remark]) -> dict[str, Any]:
    """What the page says of the log."""
    few = remark("one_case" if len(cases) == 1 else "few_cases", n=len(cases), enough=ENOUGH)
    return {
        "messages": len(raw),
        "unreadable": len(raw.unreadable),
        "conversations": len(set(raw.table["conversation_id"].to_pylist())),
        "cases": len(cases),
        "weeks": round(weeks, 1),
        **in_both([*notes, *([few] if len(cases) < ENOUGH else [])]),
    }


def _sound_flow(path: Path, done: Done) -> Flow:
    """The flow, if nobody can be stranded in it; its errors are printed in any case."""
    flow = flow_of(path)
    findings = flow.check()
    errors = [finding for finding in findings if finding.severity == "error"]
    steps, wrong = many(len(flow.steps), "step"), many(len(errors), "error")
    done(f"{steps}, {wrong}, {many(len(findings) - len(errors), 'other')}")
    blocking = [finding for finding in errors if finding.code[0] in "SH"]
    print_findings(blocking or errors)
    if blocking:
        raise fail()
    return flow


def _anonymize(raw: Messages, out: Path) -> tuple[Messages, Audit]:
    path = out / "secret.key"
    key = load_key(path) if path.exists() else new_key(path)
    anonymous, found = anonymize(raw, key=key)
    anonymous.save(out / "anonymous.parquet")
    return anonymous, found


@contextmanager
def _stage(what: str) -> Iterator[Done]:
    """One line a stage: what, what came of it, how long it took."""
    began = time.perf_counter()
    results: list[str] = []
    if sys.stderr.isatty():
        print(f"{what} …", end="\r", file=sys.stderr, flush=True)
    yield results.append
    took = time.perf_counter() - began
    say(f"{what + ' ':.<42} {results[-1] if results else 'done'} ({took:.1f} s)")
