"""The training texts of the parcel corpus: enough of them, all different, none of them borrowed."""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

PARCEL = Path(__file__).parents[2] / "corpora" / "parcel"
INTENTS = {
    "parcel_status",
    "parcel_late",
    "redelivery",
    "change_address",
    "pickup_location",
    "parcel_damaged",
    "parcel_lost",
    "complaint",
    "return_parcel",
    "customs",
    "invoice_copy",
    "opening_hours",
    "human_agent",
    "greeting",
    "thanks_bye",
}


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file of the corpus."""
    return [json.loads(line) for line in (PARCEL / name).read_text("utf-8").splitlines()]


def plain(text: str) -> str:
    """A text without case, marks and spacing."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def wordings() -> dict[str, dict[str, list[str]]]:
    """What the log is composed from: locale to intent to wordings."""
    read: dict[str, dict[str, list[str]]] = YAML(typ="safe").load(PARCEL / "phrasings.yaml")
    return read


def test_every_intent_has_enough_utterances_in_both_languages() -> None:
    """Each of the fifteen intents has at least 25 texts in German and in English."""
    counts = Counter((row["intent"], row["locale"]) for row in rows("utterances.jsonl"))
    assert {intent for intent, _ in counts} == INTENTS
    assert set(counts) == {(intent, locale) for intent in INTENTS for locale in ("de", "en")}
    assert min(counts.values()) >= 25


def test_out_of_scope_has_enough_texts_in_both_languages() -> None:
    """There are at least 60 texts outside all intents in each language, under no intent's label."""
    listed = rows("out_of_scope.jsonl")
    assert min(Counter(row["locale"] for row in listed).values()) >= 60
    assert {row["intent"] for row in listed}.isdisjoint(INTENTS)


def test_log_has_enough_wordings_of_its_own() -> None:
    """The log is composed from at least 25 wordings for each intent and language."""
    for by_intent in wordings().values():
        assert set(by_intent) >= INTENTS
        assert min(len(set(by_intent[intent])) for intent in INTENTS) >= 25


def test_no_text_stands_twice() -> None:
    """Neither within the training texts nor between them and the wordings of the log."""
    texts = [
        plain(row["text"]) for n in ("utterances", "out_of_scope") for row in rows(f"{n}.jsonl")
    ]
    texts += [plain(t) for by in wordings().values() for listed in by.values() for t in listed]
    assert "" not in texts
    assert [text for text, count in Counter(texts).items() if count > 1] == []


def test_texts_vary_as_people_do() -> None:
    """Short and long, with and without capitals, with and without umlauts."""
    german = [row["text"] for row in rows("utterances.jsonl") if row["locale"] == "de"]
    lower = sum(text == text.lower() for text in german) / len(german)
    assert 0.2 < lower < 0.8
    assert min(len(text.split()) for text in german) == 1
    assert max(len(text.split()) for text in german) >= 15
    assert any(re.search(r"[äöüß]", text) for text in german)


def outside(folder: Path) -> Iterator[str]:
    """All sentences of the public sets that a text could have been borrowed from."""
    for file in sorted((folder / "banking77").glob("t*.csv")):
        with file.open(encoding="utf-8", newline="") as handle:
            yield from (row["text"] for row in csv.DictReader(handle))
    parts = json.loads((folder / "clinc150" / "data_full.json").read_text("utf-8"))
    yield from (text for listed in parts.values() for text, _ in listed)
    for file in sorted((folder / "roboai_faq").glob("*.jsonl")):
        yield from (json.loads(line)["text"] for line in file.read_text("utf-8").splitlines())
    for file in sorted((folder / "xsid").glob("*.conll")):
        for line in file.read_text("utf-8").splitlines():
            if line.startswith("# text"):
                yield re.split(r"[:=]", line, maxsplit=1)[-1]
    for file in sorted((folder / "multidogo").rglob("*.tsv.gz")):
        with gzip.open(file, "rt", encoding="utf-8", newline="") as handle:
            yield from (row["utterance"] for row in csv.DictReader(handle, delimiter="\t"))


@pytest.mark.outside_data
def test_no_sentence_is_borrowed() -> None:
    """No text or wording of five words or more stands in a public data set."""
    folder = os.environ.get("DIALOGKIT_DATA")
    if not folder:
        pytest.skip("DIALOGKIT_DATA is not set: nothing to compare with")
    public = {plain(text) for text in outside(Path(folder))}
    assert len(public) > 50_000
    own = [row["text"] for n in ("utterances", "out_of_scope") for row in rows(f"{n}.jsonl")]
    own += [text for by in wordings().values() for listed in by.values() for text in listed]
    borrowed = [text for text in own if len(text.split()) >= 5 and plain(text) in public]
    assert borrowed == []
