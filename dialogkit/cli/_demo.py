"""The main job in one go: from raw chats to a rendered forecast."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

import dialogkit
from dialogkit import _files
from dialogkit.bot import Bot
from dialogkit.cli._demo_parts import (
    Trained,
    centre_of,
    out_of_scope_beside,
    shipped,
    train_on,
    utterances_for,
)
from dialogkit.cli._flows import print_findings
from dialogkit.cli._shared import Bars, fail, say
from dialogkit.conversation import Cases, Messages
from dialogkit.corpus import Audit, anonymize, load_key, new_key, read_log, split_cases
from dialogkit.errors import InputError
from dialogkit.evaluate import gate
from dialogkit.flow import Flow, load_flow
from dialogkit.forecast import forecast
from dialogkit.report import write_report
from dialogkit.simulate import Customers

__all__ = ["add_to"]

GAP = "24h"
ENOUGH = 30
"""Fewer cases in the log than this, and the page says that it rests on too little."""


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("demo")(demo)


def demo(
    log: Annotated[Path | None, typer.Option(help="A chat export, or a folder of them.")] = None,
    flow: Annotated[Path | None, typer.Option(help="A flow.yaml, or the folder it is in.")] = None,
    out: Annotated[Path, typer.Option(help="Folder for the results.")] = Path("out"),
    agent: Annotated[list[str] | None, typer.Option(help="Name of an agent in the log.")] = None,
    utterances: Annotated[
        Path | None, typer.Option(help="Labelled texts; else those beside the flow.")
    ] = None,
    replications: Annotated[int, typer.Option(help="Weeks simulated.")] = 40,
    locale: Annotated[Literal["de", "en"], typer.Option(help="Language of the page.")] = "de",
    executor: Annotated[Literal["serial", "loky"], typer.Option(help="Where it runs.")] = "loky",
    seed: Annotated[int, typer.Option(help="The same seed gives the same page.")] = 7,
) -> None:
    """From raw chats to a rendered forecast; the last line is the path of the page.

    Example: dialogkit demo --log corpora/parcel/log --flow corpora/parcel/flow.yaml --out out
    """
    job = _Job(
        log=log or shipped("log"),
        flow=flow or shipped("flow.yaml"),
        out=out,
        agents=tuple(agent or ()),
        utterances=utterances,
        replications=replications,
        locale=locale,
        executor=executor,
        seed=seed,
    )
    page = job.out / "report.html"
    known = job.fingerprint()
    if page.is_file() and job.remembered() == known:
        say("nothing has changed since the last call")
    else:
        job.run(page)
        _files.write_json({"fingerprint": known}, job.out / "demo.json")
    say(str(page))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    log: Path
    flow: Path
    out: Path
    agents: tuple[str, ...]
    utterances: Path | None
    replications: int
    locale: Literal["de", "en"]
    executor: Literal["serial", "loky"]
    seed: int

    def fingerprint(self) -> str:
        """Of everything the page depends on."""
        folder = self.flow if self.flow.is_dir() else self.flow.parent
        files = [*_all_files(self.log), *(p for p in sorted(folder.glob("*")) if p.is_file())]
        if self.utterances is not None:
            files.append(self.utterances)
        digest = hashlib.sha256(repr((dialogkit.__version__, self._options())).encode())
        for path in files:
            digest.update(path.name.encode() + path.read_bytes())
        return digest.hexdigest()

    def _options(self) -> tuple[object, ...]:
        return (self.agents, self.replications, self.locale, self.seed)

    def remembered(self) -> str | None:
        """The fingerprint of the last call, if it came to an end."""
        path = self.out / "demo.json"
        if not path.is_file():
            return None
        value = _files.read_json(path)
        return value.get("fingerprint") if isinstance(value, dict) else None

    def run(self, page: Path) -> None:
        """Every stage, each with its result in ``out``."""
        with _stage("check the flow") as done:
            flow = self._sound_flow(done)
        with _stage("read the log") as done:
            raw = read_log(self.log, agents=self.agents)
            done(f"{len(raw)} messages, {len(raw.unreadable)} lines unreadable")
        _say_notes(raw)
        with _stage("anonymize") as done:
            anonymous, audit = self._anonymize(raw)
            done(f"{sum(audit.counts.values())} identifiers replaced")
        with _stage("cut into cases") as done:
            cases = split_cases(anonymous, gap=GAP)
            cases.save(self.out / "cases.parquet")
            done(f"{len(cases)} cases")
        with _stage("train the classifier") as done:
            rows = utterances_for(self.flow, self.utterances)
            beyond = out_of_scope_beside(self.flow)
            trained = train_on(rows, beyond, self.out / "model", seed=self.seed)
            done(f"{trained.scores['accuracy']:.1%} of {trained.scores['n']} unseen texts right")
        with _stage("fit the customers") as done:
            customers = Customers.fit(cases, trained.model, utterances=trained.spoken)
            centre, noted = centre_of(self.flow, flow, customers)
            if centre.arrivals_per_week is not None:
                customers = customers.scaled(centre.arrivals_per_week.central)
            customers.save(self.out / "customers.json")
            done(f"{customers.per_week:.0f} cases a week")
        with _stage(f"rehearse {self.replications} weeks, and what if") as done:
            about = self._about(raw, cases, audit, trained, customers, noted)
            result = forecast(
                Bot(flow, trained.model, channel=flow.channels[0]),
                customers,
                centre,
                replications=self.replications,
                seed=self.seed,
                executor=self.executor,
                about=about,
                progress=Bars(),
            )
            result.save(self.out / "forecast.json")
            done(f"{len(result.cases)} cases")
        with _stage("write the page") as done:
            self._write_page(page)
            done(f"{page.stat().st_size // 1024} KB")

    def _sound_flow(self, done: Any) -> Flow:
        flow = load_flow(self.flow)
        findings = flow.check()
        errors = [f for f in findings if f.severity == "error"]
        done(f"{len(flow.steps)} steps, {len(errors)} errors, {len(findings) - len(errors)} others")
        print_findings(errors)
        if any(finding.code[0] in "SH" for finding in errors):
            raise fail()
        return flow

    def _anonymize(self, raw: Messages) -> tuple[Messages, Audit]:
        path = self.out / "secret.key"
        key = load_key(path) if path.exists() else new_key(path)
        anonymous, audit = anonymize(raw, key=key)
        anonymous.save(self.out / "anonymous.parquet")
        _files.write_json(audit.to_json(), self.out / "audit.json")
        return anonymous, audit

    def _about(
        self,
        raw: Messages,
        cases: Cases,
        audit: Audit,
        trained: Trained,
        customers: Customers,
        noted: tuple[str, ...],
    ) -> Mapping[str, Any]:
        threads = len(set(raw.table["conversation_id"].to_pylist()))
        notes = [*raw.notes, *customers.notes, *noted]
        if len(cases) < ENOUGH:
            notes.append(f"the log has {len(cases)} cases; below {ENOUGH} a forecast says little")
        return {
            "data": {
                "messages": len(raw),
                "unreadable": len(raw.unreadable),
                "conversations": threads,
                "cases": len(cases),
                "weeks": round(customers.weeks, 1),
                "notes": notes,
            },
            "model": trained.scores,
            "privacy": audit.to_json(),
            "command": " ".join(["dialogkit", *sys.argv[1:]]),
            "versions": {"dialogkit": dialogkit.__version__},
        }

    def _write_page(self, page: Path) -> None:
        value = _files.read_json(self.out / "forecast.json")
        folder = self.flow if self.flow.is_dir() else self.flow.parent
        conditions = folder / "gate.yaml"
        judged = gate(value, conditions) if conditions.is_file() else None
        write_report(value, page, locale=self.locale, gate=judged)


@contextmanager
def _stage(what: str) -> Iterator[Any]:
    """One line a stage: what, what came of it, how long it took."""
    began = time.perf_counter()
    results: list[str] = []
    if sys.stderr.isatty():
        print(f"{what} …", end="\r", file=sys.stderr, flush=True)
    yield results.append
    took = time.perf_counter() - began
    say(f"{what + ' ':.<42} {results[-1] if results else 'done'} ({took:.1f} s)")
    sys.stdout.flush()


def _say_notes(raw: Messages) -> None:
    for note in raw.notes:
        say(f"  {note}")


def _all_files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(p for p in path.rglob("*") if p.is_file())
    if not path.is_file():
        raise InputError("no such file or folder", file=str(path))
    return [path]
