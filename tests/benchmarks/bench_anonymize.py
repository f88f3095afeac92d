"""Rules, rules with the extra ``ner``, and Presidio: how fast they are, and how much they find.

Run by ``make bench``, or ``python tests/benchmarks/bench_anonymize.py``. The bars: of the shipped
log rules mask 3,000 messages a second of processor time (whole conversations, with everything that
`anonymize` does), and of its English messages 20 times as many as Presidio's English pipeline with
a small spaCy model finds spans in. Beside them stands the hard case: the marked texts of the tests,
full of identifiers and no two alike, one by one and with nothing remembered. An opponent that is
not installed is left out, which is said. Nothing is downloaded.
"""

from __future__ import annotations

import importlib.util
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.compute as pc

sys.path.insert(0, str(Path(__file__).parent.parent / "corpus"))

from anon_marked import Finder, Marked, Score, found_by, read_marked, score

from dialogkit.corpus import anonymize, read_log
from dialogkit.corpus._anonymize import Span
from dialogkit.corpus._anonymize._find import forget_texts
from dialogkit.corpus._anonymize._ner import ner_detector
from dialogkit.corpus._anonymize._presidio import spacy_model
from dialogkit.errors import MissingExtraError

if TYPE_CHECKING:
    from presidio_analyzer import AnalyzerEngine

BAR = 3_000
TIMES = 20
SOME = 400
"""English messages of the log that Presidio is given in each round."""
ROUNDS = 5
CHATS = {
    "dev": ("anon_dev.jsonl", "anon_dev2.jsonl", "anon_dev5.jsonl", "anon_dev6.jsonl"),
    "held-out": (
        *("anon_heldout.jsonl", "anon_heldout2.jsonl"),
        *("anon_heldout3.jsonl", "anon_heldout4.jsonl"),
    ),
    "hard held-out": ("anon_heldout5.jsonl",),
}
PROSE = {
    "dev": ("anon_prose_dev.jsonl", "anon_prose_dev5.jsonl"),
    "held-out": ("anon_prose_heldout.jsonl", "anon_prose_heldout3.jsonl"),
    "hard held-out": ("anon_prose_heldout4.jsonl",),
}
"""The hard ones were asked for: names that nothing announces, harmless texts full of brands."""
UNLIKE = frozenset(("DATE_TIME", "NRP", "ORGANIZATION"))
"""Presidio's entities that are no identifiers here: they count where that helps it."""


def texts(files: Mapping[str, Sequence[str]], half: str, locale: str | None = None) -> list[Marked]:
    """The messages of one half, of one language if given."""
    found = [message for file in files[half] for message in read_marked(file)]
    return [message for message in found if locale in (None, message.locale)]


def presidio() -> AnalyzerEngine | None:
    """Presidio as it comes, for English, with the spaCy model that is installed."""
    if importlib.util.find_spec("presidio_analyzer") is None:
        return None
    model = spacy_model("en")
    if model is None:
        return None
    import presidio_analyzer
    import tldextract
    from presidio_analyzer.nlp_engine import NlpEngineProvider
    from ruamel.yaml import YAML

    # Presidio checks mail addresses with a list that it would download here.
    vars(tldextract)["extract"] = tldextract.TLDExtract(cache_dir=None, suffix_list_urls=())
    defaults = Path(presidio_analyzer.__file__).parent / "conf" / "default.yaml"
    configuration = YAML(typ="safe").load(defaults)
    configuration["models"] = [{"lang_code": "en", "model_name": model}]  # is there: no download
    engine = NlpEngineProvider(nlp_configuration=configuration).create_engine()
    return presidio_analyzer.AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])


def presidio_finder(engine: AnalyzerEngine) -> Finder:
    """What Presidio finds; dates and the like help its recall, but are no false alarms."""

    def find(message: Marked) -> Sequence[Span]:
        results = engine.analyze(message.text, "en")
        return [
            Span(r.start, r.end, "PERSON")
            for r in results
            if message.wanted or r.entity_type not in UNLIKE
        ]

    return find


def rates(finders: Mapping[str, Finder], messages: Sequence[Marked]) -> dict[str, float]:
    """Messages a second of processor time, medians of `ROUNDS`, taken in turns."""
    taken: dict[str, list[float]] = {name: [] for name in finders}
    for _ in range(ROUNDS):
        for name, find in finders.items():
            forget_texts()  # else the second round would time a look-up
            begin = time.process_time()
            for message in messages:
                find(message)
            taken[name].append(len(messages) / (time.process_time() - begin))
    return {name: statistics.median(values) for name, values in taken.items()}


def log_rates(engine: AnalyzerEngine | None) -> tuple[float, float | None]:
    """Messages a second of the shipped log by `anonymize`, and how many times Presidio's rate."""
    log = read_log(Path(__file__).parents[2] / "corpora" / "parcel" / "log")
    english = replace(log, table=log.table.filter(pc.equal(log.table["locale"], "en")))
    texts = [text for text in english.table["text"].to_pylist() if text]
    rules: dict[str, list[float]] = {"all": [], "english": []}
    theirs: list[float] = []
    for _ in range(ROUNDS):
        for name, part in (("all", log), ("english", english)):
            begin = time.process_time()
            anonymize(part, key=bytes(32))
            rules[name].append(len(part) / (time.process_time() - begin))
        if engine is not None:
            begin = time.process_time()
            for text in texts[:SOME]:
                engine.analyze(text, "en")
            theirs.append(min(SOME, len(texts)) / (time.process_time() - begin))
    rate = statistics.median(rules["all"])
    if not theirs:
        return rate, None
    return rate, statistics.median(rules["english"]) / statistics.median(theirs)


def row(name: str, result: Score) -> str:
    """One line of the table."""
    shares = (
        result.covered / result.letters,
        result.recall("PERSON"),
        result.recall("TOWN") if result.wanted["TOWN"] else float("nan"),
        result.clean,
        result.alarm_rate,
    )
    return f"{name:<34}" + "".join(f"{share:>10.3f}" for share in shares)


def quality(finders: Mapping[str, Finder], english: Mapping[str, Finder]) -> None:
    """Prints how much each of ``finders`` finds, and each of ``english`` in English texts."""
    columns = ("letters", "persons", "towns", "clean", "alarms")
    for half in CHATS:
        for kind, files in (("chats", CHATS), ("prose", PROSE)):
            for locale in ("de", "en"):
                messages = texts(files, half, locale)
                print(f"\n{f'{half} {kind}, {locale} ({len(messages)})':<34}", end="")
                print("".join(f"{column:>10}" for column in columns))
                for name, find in ({**finders, **english} if locale == "en" else finders).items():
                    print(row(name, score(messages, find)))


def main() -> int:
    """Prints the tables; 1 where a rate is below its bar."""
    finders = {"rules": found_by()}
    try:
        finders["rules + ner"] = found_by(ner_detector())
    except MissingExtraError as missing:
        print(f"without the language model: it {missing}")
    engine = presidio()
    english = {"Presidio": presidio_finder(engine)} if engine is not None else {}
    if engine is None:
        print("without Presidio: presidio-analyzer or a small English model of spaCy is missing")
    of_log, times = log_rates(engine)
    print(f"the shipped log: {of_log:.0f} messages a second of processor time (bar {BAR})")
    failed = of_log < BAR
    if times is not None:
        print(f"its English messages: {times:.1f} times as fast as Presidio (bar {TIMES})")
        failed |= times < TIMES
    everything = texts(CHATS, "dev") + texts(CHATS, "held-out")
    of_all = rates({"rules": finders["rules"]}, everything)["rules"]
    print(f"the hard case: rules {of_all:.0f} chat messages a second of processor time")
    for kind, files in (("chats", CHATS), ("prose", PROSE)):
        messages = texts(files, "dev", "en") + texts(files, "held-out", "en")
        measured = rates(finders | english, messages)
        for name, value in measured.items():
            print(f"{kind}, en: {name} {value:.0f} texts a second of processor time")
        if english:
            ratio = measured["rules"] / measured["Presidio"]
            print(f"{kind}, en: rules are {ratio:.1f} times as fast as Presidio")
    quality(finders, english)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
