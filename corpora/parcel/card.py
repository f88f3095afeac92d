"""Counts the corpus and writes the table into CARD.md; with ``--check`` only compares.

python corpora/parcel/card.py
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from dialogkit import _files

HERE = Path(__file__).parent
START, END = "<!-- counts: python corpora/parcel/card.py -->", "<!-- end of counts -->"


def _rows(name: str) -> list[dict[str, Any]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _both(rows: list[dict[str, Any]]) -> str:
    by = Counter(row["locale"] for row in rows)
    return f"{len(rows)} ({by['de']} German, {by['en']} English)"


def counts() -> str:
    """The table of counts, as Markdown."""
    spoken, outside = _rows("utterances.jsonl"), _rows("out_of_scope.jsonl")
    cases, planted = _rows("truth.jsonl"), _rows("planted.jsonl")
    cells = Counter((row["intent"], row["locale"]) for row in spoken)
    wording = YAML(typ="safe").load((HERE / "phrasings.yaml").read_text(encoding="utf-8"))
    files = sorted((HERE / "log").iterdir())
    size = sum(file.stat().st_size for file in files)
    telegram = sum(file.suffix == ".json" for file in files)
    share = {key: sum(bool(case[key]) for case in cases) for key in ("resolved", "left")}
    table = {
        "labelled utterances": _both(spoken),
        "intents": f"{len({row['intent'] for row in spoken})}, each with {min(cells.values())} or more utterances in each language",
        "out-of-scope texts": _both(outside),
        "wordings behind the log": str(sum(len(t) for by in wording.values() for t in by.values())),
        "exports": f"{len(files)} ({len(files) - telegram} WhatsApp, {telegram} Telegram), {size / 1e6:.1f} MB",
        "messages (notices of the messenger itself not counted)": f"{sum(case['messages'] for case in cases)}, {sum(case['customer_messages'] for case in cases)} of them by customers",
        "cases": _both(cases),
        "from": f"{min(c['opened_at'] for c in cases)[:10]} to {max(c['opened_at'] for c in cases)[:10]}",
        "settled": f"{share['resolved']} cases; in {share['left']} the customer stopped answering",
        "asked for a human": f"{sum(case['asked_for_human'] for case in cases)} cases",
        "came back with the same issue": f"{sum(case['recontact_of'] is not None for case in cases)} cases",
        "planted personal data": f"{len(planted)} places",
    }
    lines = [f"| {name} | {value} |" for name, value in table.items()]
    by_intent = Counter(case["intent"] for case in cases)
    listed = ", ".join(f"{intent} {count}" for intent, count in by_intent.most_common())
    return "\n".join(
        ["| what | how many |", "|---|---|", *lines, f"| cases by intent | {listed} |"]
    )


def main() -> int:
    """The command line; 1 where ``--check`` finds other counts."""
    parser = argparse.ArgumentParser(description="Counts the corpus into CARD.md.")
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    card = HERE / "CARD.md"
    text = card.read_text(encoding="utf-8")
    before, _, rest = text.partition(START)
    after = rest.partition(END)[2]
    wanted = f"{before}{START}\n\n{counts()}\n\n{END}{after}"
    if check:
        return int(wanted != text)
    _files.write_text(wanted, card)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
