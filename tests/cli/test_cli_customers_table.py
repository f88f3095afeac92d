"""The table of customers: measured, assumed and off, in two languages and in readable units."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from cli_world import call, corpus, refused

from dialogkit.cli._customers_table import table
from dialogkit.simulate import ASSUMPTIONS, Counted, Customers, Delay, Share


def _customers() -> Customers:
    share = Share(value=1.0, low=0.9, high=1.0, n=40)
    waits = replace(ASSUMPTIONS["recontact_after"], source="measured", n=12)
    return Customers(
        fingerprint="x",
        weeks=4,
        cases=40,
        arrivals=(1.0,) * 168,
        intents={"parcel_status": share},
        greets_first=0.25,
        delays=(Delay(to="agent", channel="web", median=90, low=45, high=300, spread=1, n=9),),
        parameters={**ASSUMPTIONS, "recontact_after": waits},
        counted=(
            Counted(
                name="x", value=0.5, low=0.25, high=0.75, n=8, label_de="tut es", label_en="does"
            ),
        ),
    )


def _part(lines: list[str], title: str) -> list[str]:
    """The lines below a title, up to the next empty one."""
    begin = lines.index(title) + 1
    return lines[begin : lines.index("", begin) if "" in lines[begin:] else None]


def test_what_is_measured_stands_apart_from_what_is_assumed() -> None:
    """Each line has the value, the range and the count; no line mixes the two kinds."""
    lines = list(table(_customers(), "en"))
    measured = _part(lines, "Measured, with 95 % intervals:")
    assumed = _part(lines, "Assumed: low to high:")
    assert any("20.0 h" in line and "n = 12" in line for line in measured)
    assert any("90 s" in line and "45 s – 5.0 min" in line for line in measured)
    assert all("n =" in line for line in measured)
    assert not any("n =" in line for line in assumed)
    assert len(measured) + len(assumed) == 3 + sum(not p.off for p in ASSUMPTIONS.values())


def test_what_is_off_and_what_is_only_counted_is_named() -> None:
    """Nothing is left out: features that are off have a line, counts a part of their own."""
    lines = list(table(_customers(), "de"))
    off = next(line for line in lines if line.startswith("Aus: "))
    assert all(p.label_de in off for p in ASSUMPTIONS.values() if p.off)
    assert _part(lines, "Gezählt, aber nicht simuliert:") == [
        "    50,0 %  25,0 % – 75,0 %      n = 8       tut es"
    ]


@pytest.mark.parametrize("language", ["de", "en"])
def test_customers_of_a_log_are_told_in_both_languages(language: str, tmp_path: Path) -> None:
    """`customers` prints the table, with levels where a flow is named."""
    folder = corpus(tmp_path / "kiosk")
    work = tmp_path / "work"
    for words in (
        ("read", folder / "log", "-o", work / "m.parquet"),
        ("anonymize", work / "m.parquet", "--key", work / "key", "-o", work / "a.parquet"),
        ("train", folder / "utterances.jsonl", "--encoder", "tfidf", "-o", work / "model"),
    ):
        assert call(*words).code == 0, words
    given = ("customers", work / "a.parquet", "--model", work / "model", "-o", work / "c.json")
    told = call(*given, "--locale", language, "--flow", folder)
    assert told.code == 0
    german = language == "de"
    for word in ("Gemessen", "Stufe öffentlich") if german else ("Measured", "level public"):
        assert word in told.out
    assert ("Hinweis: " if german else "note: ") in told.out
    english = {"note", "cases", "weeks", "texts", "customers", "with", "the", "no", "of"}
    assert german == english.isdisjoint(re.findall(r"\w+", told.out.replace(str(work), "")))
    if language == "en":
        found = json.loads(call(*given, "--json", "--flow", folder).out)
        assert sum(share["value"] for share in found["levels"].values()) == pytest.approx(1)
        assert "--locale must be" in refused(call(*given, "--locale", "fr"))
