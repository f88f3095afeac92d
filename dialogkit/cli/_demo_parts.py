"""What the main job takes where its user names nothing: shipped files, a classifier, a staff."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from dialogkit import _files
from dialogkit.cli._demo_job import UTTERANCES, Job
from dialogkit.cli._demo_words import Remark, remark
from dialogkit.cli._needs import beside
from dialogkit.cli._paths import shipped
from dialogkit.cli._shared import naming
from dialogkit.contact_centre import ContactCentre
from dialogkit.conversation import Utterance
from dialogkit.corpus import read_utterances
from dialogkit.errors import InputError
from dialogkit.evaluate import GateResult, gate
from dialogkit.flow import Flow
from dialogkit.intents import IntentClassifier, score, split_utterances
from dialogkit.simulate import OUT_OF_SCOPE, Customers, midnight

__all__ = [
    "ENOUGH",
    "Meeting",
    "Trained",
    "assumed_for",
    "judged",
    "log_for",
    "meeting_of",
    "require_arrivals",
    "trained_for",
]

LOAD = 0.8
"""An assumed staff is sized so that this share of its time is taken without a bot."""
LEAST = 20
"""Cases a week that are simulated at least, however few the log shows."""
ENOUGH = 30
"""Of fewer cases in the log no page may say that the bot can be released."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """A classifier, and texts it has not seen."""

    model: IntentClassifier
    spoken: Sequence[Utterance]
    """Texts it was not fitted on, and those no intent covers: customers say them."""
    scores: Mapping[str, Any]
    """Measured on texts it was not fitted on."""
    taught: Sequence[Utterance]
    """The texts it was fitted on."""
    notes: tuple[Remark, ...]
    """What a reader of the page should know of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Customers, and the staff they meet."""

    customers: Customers
    """As many a week as are simulated."""
    centre: ContactCentre
    """The staff."""
    notes: tuple[Remark, ...]
    """What a reader of the page should know of both."""


def log_for(flow: Path) -> tuple[Path | None, tuple[Remark, ...]]:
    """The log of a flow for which none is named, and what a reader of the page should know of it.

    That is the one beside it; none where ``customers.yaml`` lies there instead; else the shipped.
    """
    folder = flow if flow.is_dir() else flow.parent
    if (folder / "log").exists():
        return folder / "log", ()
    if (folder / "customers.yaml").is_file():
        return None, ()
    return shipped("log"), (remark("shipped_log"),)


# ----- the classifier ----------------------------------------------------------------------------


def trained_for(job: Job, flow: Flow) -> Trained:
    """A classifier from the texts given, those beside the flow, or the shipped ones.

    Four fifths are for fitting; the last fifth is scored on, and for the customers to say. The
    shipped texts are for fitting only: what customers of another company write is in their log.

    Raises:
        InputError: A file cannot be read, or the texts cover none of the flow's intents.
    """
    own = job.utterances or beside(job.flow, UTTERANCES)
    rows = read_utterances(own if own is not None else shipped(UTTERANCES))
    beyond = _out_of_scope(job.flow)
    notes = [*_notes_on_labels(flow, rows, own)]
    split = split_utterances(rows, seed=job.seed)
    model = IntentClassifier(seed=job.seed)
    fitted = split.train
    with naming(own or job.flow):
        model.fit([u.text for u in fitted], [u.intent for u in fitted], [u.person for u in fitted])
    model.save(job.out / "model")
    scores: dict[str, Any] = {"fitted": len(fitted), "fingerprint": model.fingerprint}
    if split.held_out:
        measured = score(model, split.held_out, out_of_scope=[u.text for u in beyond])
        scores = {**measured, **scores}
    else:
        notes.append(remark("unmeasured"))
    return Trained(
        model=model,
        spoken=[*split.held_out, *beyond] if own is not None and split.held_out else (),
        scores=scores,
        taught=fitted,
        notes=tuple(notes),
    )


def _out_of_scope(flow: Path) -> list[Utterance]:
    """Texts no intent covers, beside the flow; empty where there are none."""
    path = beside(flow, "out_of_scope.jsonl")
    if path is None:
        return []
    found = []
    for number, row in enumerate(_files.read_rows(path), 1):
        text, locale = row.get("text"), row.get("locale")
        if not isinstance(text, str) or not isinstance(locale, str | None):
            what = f"row {number} must have a text, and a locale as de or none"
            raise InputError(what, file=str(path), line=_files.line_of(path, number))
        found.append(Utterance(text=text, intent=OUT_OF_SCOPE, locale=locale))
    return found


def _notes_on_labels(flow: Flow, rows: Sequence[Utterance], own: Path | None) -> list[Remark]:
    """Which of the flow's intents there are no labelled texts for."""
    notes = [remark("shipped_texts")] if own is None else []
    known = {row.intent for row in rows}
    wanted = set(flow.intents.values())
    unknown = sorted(wanted - known)
    if wanted and unknown == sorted(wanted):
        what = "hears intents of which there are no labelled texts; name some with --utterances"
        raise InputError(f"{what} ({', '.join(unknown)})", file=flow.file)
    if unknown:
        notes.append(remark("never_heard", names=", ".join(unknown)))
    return notes


# ----- the staff ---------------------------------------------------------------------------------


def meeting_of(path: Path, flow: Flow, customers: Customers) -> Meeting:
    """The customers of the log, and the staff beside the flow; else one that is assumed.

    As many customers come as ``centre.yaml`` says, else as in the log, but at least `LEAST`.
    """
    found = beside(path, "centre.yaml")
    if found is None:
        return _assumed(flow, customers)
    centre = ContactCentre.load(found)
    if centre.arrivals_per_week is None:
        customers, notes = _at_least(customers)
        return Meeting(customers=customers, centre=centre, notes=notes)
    wanted = centre.arrivals_per_week.central
    known = {} if customers.assumed else {"log": customers.per_week}
    note = remark("as_many_not" if known else "as_many", **known, wanted=round(wanted))
    return Meeting(customers=customers.scaled(wanted), centre=centre, notes=(note,))


def _at_least(customers: Customers) -> tuple[Customers, tuple[Remark, ...]]:
    """So many customers that something can be counted."""
    if customers.per_week >= LEAST:
        return customers, ()
    note = remark("at_least", log=customers.per_week, wanted=LEAST)
    return customers.scaled(LEAST), (note,)


def _assumed(flow: Flow, customers: Customers) -> Meeting:
    customers, notes = _at_least(customers)
    centre = ContactCentre.load(Path(__file__).with_name("assumed_centre.yaml"))
    opened = next((handoff.open for handoff in flow.handoffs.values()), None)
    if opened is not None:
        centre = centre.with_(hours=opened)
    start = midnight(customers.next_monday, customers.timezone)
    open_hours = centre.hours.open_seconds(start, start + timedelta(days=28)) / 3600 / 4
    one = centre.load_factor(customers.per_week / max(1.0, open_hours))
    agents = max(1, math.ceil(one / LOAD))
    note = remark("assumed_staff", agents=agents)
    return Meeting(customers=customers, centre=centre.with_(agents=agents), notes=(*notes, note))


def require_arrivals(job: Job) -> None:
    """Refuses assumed customers of whom nobody says how many come.

    Raises:
        InputError: The staff beside the flow does not say it, or there is none.
    """
    centre = beside(job.flow, "centre.yaml")
    if centre is None or ContactCentre.load(centre).arrivals_per_week is None:
        what = "needs a centre.yaml beside it that says arrivals_per_week: no log shows how many"
        raise InputError(f"{what} customers come", file=str(job.people))


def assumed_for(job: Job, trained: Trained) -> Customers:
    """The customers written down beside the flow, where there is no log.

    They say what was kept from the classifier; where nothing was, each text is understood as by a
    classifier taught without it.

    Raises:
        InputError: The file cannot be used.
    """
    unseen = bool(trained.spoken)
    said = trained.spoken if unseen else [*trained.taught, *_out_of_scope(job.flow)]
    with naming(job.people):
        return Customers.assume(job.people, trained.model, said, unseen=unseen, seed=job.seed)


# ----- the verdict -------------------------------------------------------------------------------


def judged(forecast: Mapping[str, Any], flow: Path) -> GateResult | None:
    """What the conditions beside the flow say; ``None`` where there are none."""
    conditions = beside(flow, "gate.yaml")
    return None if conditions is None else gate(forecast, conditions)
