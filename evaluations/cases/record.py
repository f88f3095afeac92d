"""What the study gave when it was recorded: compared with a new run, and shown in README.md."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dialogkit import _files

__all__ = ["compare", "load", "record", "table"]

HERE = Path(__file__).parent
EXPECTED = HERE / "expected.json"
START, END = "<!-- numbers: study.py --record -->", "<!-- end of numbers -->"
TOLERANCE = 0.01
"""Encoders give other last bits on other machines; rules give the same everywhere."""

Study = Mapping[str, Any]


def load() -> dict[str, Any]:
    """The recorded numbers."""
    value: dict[str, Any] = _files.read_json(EXPECTED)
    return value


def record(study: Study) -> None:
    """Writes ``expected.json`` and the tables of README.md anew."""
    _files.write_json(_rounded(study), EXPECTED)
    page = HERE / "README.md"
    before, _, rest = page.read_text(encoding="utf-8").partition(START)
    after = rest.partition(END)[2]
    _files.write_text(f"{before}{START}\n\n{table(load())}\n\n{END}{after}", page)


def _rounded(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _rounded(inner) for key, inner in value.items()}
    return round(value, 6) if isinstance(value, float) else value


def compare(expected: Study, study: Study) -> list[str]:
    """Where a run differs from the record by more than the tolerance; empty: nowhere.

    Settings that were left out of the run, for want of data, are not compared.
    """
    found = []
    for setting, now in study.items():
        old = expected.get(setting)
        if old is None or old["sizes"] != now["sizes"]:
            found.append(f"{setting}: sizes must be those recorded")
            continue
        if old.get("returns") != now.get("returns"):
            found.append(f"{setting}: recorded {old.get('returns')}, now {now.get('returns')}")
        for way, rates in old["ways"].items():
            for name, rate in rates.items():
                new = now["ways"][way][name]["value"]
                if abs(new - rate["value"]) > TOLERANCE:
                    was = f"recorded {rate['value']:.3f} ± {TOLERANCE}, now {new:.3f}"
                    found.append(f"{setting}, {way}, {name}: {was}")
    return found


def table(study: Study) -> str:
    """The numbers as Markdown."""
    return "\n\n".join(_setting(name, value) for name, value in study.items())


def _setting(name: str, value: Mapping[str, Any]) -> str:
    sizes = ", ".join(f"{count} {what}" for what, count in value["sizes"].items())
    lines = [
        f"**{name}** ({sizes})",
        "",
        "| way | precision | recall | F1 | F1 within one message | window difference |",
        "|---|---|---|---|---|---|",
    ]
    for way, rates in value["ways"].items():
        lines.append(f"| {way} | " + " | ".join(_shown(rate) for rate in rates.values()) + " |")
    above = value["f1 above pause 24h"]
    gains = (f"{way} {_shown(rate, sign='+')}" for way, rate in above.items())
    lines += ["", f"F1 above that of pause 24h: {'; '.join(gains)}."]
    if linked := value.get("returns"):
        lines.append(
            f"Of {linked['returns']} returns to an earlier case {linked['rightly']} are linked by"
            f" rules; {linked['linked']} links in all."
        )
    return "\n".join(lines)


def _shown(rate: Mapping[str, float], sign: str = "") -> str:
    spec = f"{sign}.3f"
    return f"{rate['value']:{spec}} ({rate['low']:{spec}} to {rate['high']:{spec}})"
