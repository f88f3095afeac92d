"""Where customers' words come from is told from the table of messages on up to the page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from cli_world import NAMES, call, corpus


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """A log, raw and anonymous, and the classifier beside it."""

    folder: Path
    """Where the files lie."""
    flow: Path
    """The corpus with flow and staff."""


@pytest.fixture(scope="module")
def logged(tmp_path_factory: pytest.TempPathFactory) -> Logged:
    """A table of each kind."""
    folder = tmp_path_factory.mktemp("origin")
    made = Logged(folder=folder, flow=corpus(folder / "kiosk"))
    raw, anonymous = folder / "messages.parquet", folder / "anon.parquet"
    for words in (
        ("read", made.flow / "log", "-o", raw),
        ("anonymize", raw, "-o", anonymous, "--key", folder / "key"),
        ("train", made.flow / "utterances.jsonl", "-o", folder / "model", "--encoder", "tfidf"),
    ):
        done = call(*words)
        assert done.code == 0, done.err
    return made


def _fitted(logged: Logged, table: str, *more: object) -> tuple[str, dict[str, object]]:
    """What stderr said, and the customer file."""
    path = logged.folder / f"{table}.json"
    given = ("--model", logged.folder / "model", "-o", path)
    done = call("customers", logged.folder / table, *given, *more)
    assert done.code == 0, done.err
    value = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(value, dict)
    return done.err, value


@pytest.mark.parametrize(
    ("locale", "told"),
    [("en", "is not marked as anonymous"), ("de", "nicht als anonymisiert gekennzeichnet")],
)
def test_a_raw_table_is_told_with_the_remedy(logged: Logged, locale: str, told: str) -> None:
    """In one line on stderr, in the language asked for; the file keeps it."""
    err, value = _fitted(logged, "messages.parquet", "--locale", locale)
    assert told in err
    assert "dialogkit anonymize" in err
    assert err.count("\n") == 1
    assert not any(name in err for name in NAMES)
    assert value["texts_from"] == "raw"


def test_an_anonymous_table_is_used_in_silence(logged: Logged) -> None:
    """Nothing is said on stderr."""
    err, value = _fitted(logged, "anon.parquet")
    assert err == ""
    assert value["texts_from"] == "anonymized"


def test_labelled_texts_are_told_apart_from_the_log(logged: Logged) -> None:
    """Beside a raw log, too, what is said then is not the log's."""
    texts = logged.flow / "utterances.jsonl"
    err, value = _fitted(logged, "messages.parquet", "--utterances", texts)
    assert err == ""
    assert value["texts_from"] == "labelled"


@pytest.mark.parametrize(("table", "lines"), [("messages.parquet", 1), ("anon.parquet", 0)])
def test_cases_of_a_raw_table_have_a_note(logged: Logged, table: str, lines: int) -> None:
    """And those of an anonymous one have none."""
    done = call("cases", logged.folder / table, "-o", logged.folder / "cases.parquet")
    assert done.code == 0
    assert done.err.count("\n") == lines
    assert ("dialogkit anonymize" in done.err) == bool(lines)


@pytest.mark.parametrize(("table", "warned"), [("messages.parquet", True), ("anon.parquet", False)])
def test_the_page_says_whose_words_it_shows(logged: Logged, table: str, warned: bool) -> None:
    """A page with words of a raw log warns; one with words of an anonymous log says that."""
    _fitted(logged, table)
    forecast, page = logged.folder / f"{table}.f.json", logged.folder / "page.html"
    given = ("--model", logged.folder / "model", "--customers", logged.folder / f"{table}.json")
    few = ("--replications", 2, "--assume", "central")
    assert call("forecast", logged.flow, *given, *few, "-o", forecast).code == 0
    for locale, raw, clean in (
        ("de", "nicht anonymisierten Protokoll: nicht weitergeben", "einem anonymisierten"),
        ("en", "that is not anonymized: do not pass this page on", "from an anonymized log"),
    ):
        assert call("report", forecast, "--locale", locale, "-o", page).code == 0
        shown = page.read_text(encoding="utf-8")
        assert (raw in shown) == warned
        assert (clean in shown) != warned
