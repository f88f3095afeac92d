"""From published airline chats to a forecast, and how good each part is on data nobody here wrote.

    DIALOGKIT_DATA=folder python evaluations/multidogo/study.py --out out/multidogo

writes ``study.json`` (every number, with counts and intervals), ``forecast.json`` and
``report.html``. The page quotes the data set: keep it to yourself. The numbers are compared with
``expected.json``; exits with 1 where they differ by more than their tolerance. With ``--record``
they become the new ``expected.json`` and the table of README.md, which tells what was found.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import measures
import record
from turns import ISSUES, SPLITS, first_named, labelled, log_of, read_slots, read_split

import dialogkit
from dialogkit import _files
from dialogkit.bot import Bot
from dialogkit.contact_centre import ContactCentre
from dialogkit.conversation import Cases, Messages, Utterance
from dialogkit.corpus import Audit, anonymize, read_utterances, split_cases
from dialogkit.errors import DialogkitError, InputError
from dialogkit.evaluate import gate
from dialogkit.flow import load_flow
from dialogkit.forecast import Forecast, forecast
from dialogkit.intents import IntentClassifier, score
from dialogkit.report import write_report
from dialogkit.simulate import OUT_OF_SCOPE, Customers

HERE = Path(__file__).parent
TIMEZONE = "Europe/London"
"""Of the invented airline."""
SEED = 7
KEY = b"the chats are public: no secret here"
"""A fixed key, so that everybody gets the same pseudonyms and so the same numbers. For chats of
your own use `dialogkit.corpus.new_key`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How the study is run."""

    data: Path
    out: Path
    replications: int
    assume: Literal["all", "central"]
    executor: Literal["serial", "loky"]
    record: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chats:
    """The published splits, raw and anonymous, row by row the same."""

    raw: dict[str, Messages]
    anonymous: dict[str, Messages]
    audit: Audit
    """Of the log, that is of the training split."""


def main() -> int:
    """Runs the study, and compares or records its numbers."""
    try:
        options = _options()
        found = run(options)
    except DialogkitError as error:
        print(error, file=sys.stderr)
        return 2
    if options.record:
        record.record(found)
        print("recorded in expected.json and README.md")
    differences = record.compare(record.load(), found)
    print(*differences, f"{len(differences)} numbers differ from expected.json", sep="\n")
    print(options.out / "report.html")
    return 1 if differences else 0


def _options() -> Options:
    parser = argparse.ArgumentParser(description="The airline chats of MultiDoGO, end to end.")
    parser.add_argument("--data", type=Path, help="the folder that DIALOGKIT_DATA names")
    parser.add_argument("--out", type=Path, default=HERE / "out", help="folder for the results")
    parser.add_argument("--replications", type=int, default=40, help="weeks simulated")
    parser.add_argument("--assume", choices=("all", "central"), default="all")
    parser.add_argument("--executor", choices=("serial", "loky"), default="loky")
    parser.add_argument("--record", action="store_true", help="make these the expected numbers")
    given = vars(parser.parse_args())
    named = given.pop("data") or os.environ.get("DIALOGKIT_DATA")
    if not named:
        raise InputError("DIALOGKIT_DATA is not set; evaluations/README.md says what it names")
    return Options(data=Path(named), **given)


def run(options: Options) -> dict[str, Any]:
    """The whole study; returns its numbers."""
    began = time.perf_counter()
    chats = read(options.data)
    _progress("chats read and made anonymous", began)
    model = train(chats.anonymous)
    _progress("classifier trained", began)
    said = first_named(chats.anonymous["test"].rows())
    cases = split_cases(log_of(chats.anonymous["train"]))
    customers = Customers.fit(cases, model, utterances=said, speak="utterances", timezone=TIMEZONE)
    scores = score(model, *_sides(said))
    found = measure(options, chats, model, customers)
    _progress("classifier and customers measured", began)
    result = rehearse(options, chats, cases, model, customers, scores)
    _progress("weeks rehearsed", began)
    found["forecast"] = {
        "replications": result.value["replications"],
        "cases": result.value["n_cases"],
        "seed": SEED,
        "rates": measures.rates(result),
    }
    _write(options.out, found, result)
    return found


def _progress(what: str, began: float) -> None:
    print(f"{what} ({time.perf_counter() - began:.0f} s)", file=sys.stderr)


def read(data: Path) -> Chats:
    """All splits, made anonymous."""
    raw = {split: read_split(data, split) for split in SPLITS}
    done = {split: anonymize(log, key=KEY) for split, log in raw.items()}
    return Chats(
        raw=raw,
        anonymous={split: log for split, (log, _) in done.items()},
        audit=done["train"][1],
    )


def train(anonymous: dict[str, Messages]) -> IntentClassifier:
    """Fitted on the training split, calibrated and given its threshold on the development split.

    All labels are learnt but out of scope, which only the threshold is chosen by. The wishes for a
    human and for a complaint, which the data set does not label, come from utterances.jsonl.
    """
    own = read_utterances(HERE / "utterances.jsonl")
    fitted = [*_within(labelled(anonymous["train"].rows())), *own]
    model = IntentClassifier(seed=SEED)
    model.fit(_texts(fitted), _intents(fitted), [u.person for u in fitted])
    held = labelled(anonymous["dev"].rows())
    model.calibrate(_texts(_within(held)), _intents(_within(held)))
    model.choose_threshold(_texts(held), _intents(held))
    return model


def _within(examples: Sequence[Utterance]) -> list[Utterance]:
    return [example for example in examples if example.intent != OUT_OF_SCOPE]


def _sides(examples: Sequence[Utterance]) -> tuple[list[Utterance], list[str]]:
    """Those with a label of the classifier, and the texts of the others."""
    return _within(examples), [u.text for u in examples if u.intent == OUT_OF_SCOPE]


def _texts(examples: Sequence[Utterance]) -> list[str]:
    return [example.text for example in examples]


def _intents(examples: Sequence[Utterance]) -> list[str]:
    return [example.intent for example in examples]


def measure(
    options: Options, chats: Chats, model: IntentClassifier, customers: Customers
) -> dict[str, Any]:
    """All numbers but those of the forecast."""
    test = labelled(chats.anonymous["test"].rows())
    inside, outside = _sides(test)
    named = [u for u in first_named(chats.anonymous["test"].rows()) if u.intent in ISSUES]
    turns, issues = score(model, inside, outside), score(model, named)
    return {
        "sizes": measures.sizes(chats.raw),
        "labels": measures.noise(
            chats.raw["train"], inside, labelled(chats.anonymous["train"].rows())
        ),
        "classifier": {
            "threshold": model.threshold,
            "turns": measures.shares_of_score(turns),
            "issues": measures.shares_of_score(issues),
            "out_of_scope": measures.auroc(
                model, inside, [u for u in test if u.intent == OUT_OF_SCOPE], seed=SEED
            ),
            "details": {"turns": turns, "issues": issues},
        },
        "issue_mix": measures.mix(customers),
        "issue_mix_of_test": _mix_of_test(chats.anonymous["test"], model),
        "hidden_words": measures.hidden(
            chats.raw["train"], chats.anonymous["train"], read_slots(options.data, "train")
        ),
    }


def _mix_of_test(log: Messages, model: IntentClassifier) -> dict[str, Any]:
    """The same unseen chats counted by their labels, and by the classifier as if unlabelled."""
    bare = Messages.of(replace(m, intent=None) for m in log.rows())
    return {
        "by_labels": measures.mix(Customers.fit(split_cases(log_of(log)), model)),
        "by_classifier": measures.mix(Customers.fit(split_cases(bare), model)),
    }


def rehearse(
    options: Options,
    chats: Chats,
    cases: Cases,
    model: IntentClassifier,
    customers: Customers,
    scores: dict[str, Any],
) -> Forecast:
    """The forecast for the study's own flow and staff."""
    flow = load_flow(HERE / "flow.yaml")
    errors = [f for f in flow.check(model) if f.severity == "error"]
    if errors:
        raise InputError(f"the study's flow has errors: {'; '.join(f.what for f in errors)}")
    centre = ContactCentre.load(HERE / "centre.yaml")
    assert centre.arrivals_per_week is not None
    return forecast(
        Bot(flow, model, channel=flow.channels[0]),
        customers.scaled(centre.arrivals_per_week.central),
        centre,
        replications=options.replications,
        seed=SEED,
        assume=options.assume,
        executor=options.executor,
        about=_about(chats, cases, customers, scores),
    )


def _about(
    chats: Chats, cases: Cases, customers: Customers, scores: dict[str, Any]
) -> dict[str, Any]:
    several = measures.several_issues(chats.raw["train"])
    log = chats.anonymous["train"]
    counted = f"{several['numerator']} of {several['denominator']}"
    notes = [
        "MultiDoGO, airline chats: only the customers' turns are in the log",
        f"{counted} chats name several issues; simulated customers have one each",
        "the number of cases a week and the whole team are assumed",
        *customers.notes,
    ]
    return {
        "data": {
            "messages": len(log),
            "unreadable": len(log.unreadable),
            "conversations": chats.audit.conversations,
            "cases": len(cases),
            "notes": notes,
        },
        "model": {**scores, "fingerprint": customers.fingerprint},
        "privacy": chats.audit.to_json(),
        "command": "python evaluations/multidogo/study.py",
        "versions": {"dialogkit": dialogkit.__version__},
    }


def _write(out: Path, found: dict[str, Any], result: Forecast) -> None:
    result.save(out / "forecast.json")
    value = _files.read_json(out / "forecast.json")
    judged = gate(value, HERE / "gate.yaml")
    found["gate"] = judged.to_json()
    write_report(value, out / "report.html", locale="en", gate=judged)
    _files.write_json(found, out / "study.json")


if __name__ == "__main__":
    sys.exit(main())
