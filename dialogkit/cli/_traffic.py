"""How often one step followed another, kept beside a simulated run so that it can be drawn."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dialogkit import _files
from dialogkit.errors import InputError

__all__ = ["read_traffic", "traffic_file", "write_traffic"]

FORMAT = "dialogkit.traffic/1"


def traffic_file(run: Path) -> Path:
    """Where the traffic of a run's case records is."""
    return run.with_suffix(".traffic.json")


def write_traffic(traffic: Mapping[tuple[str, str], int], run: Path) -> None:
    """Writes the traffic beside the run's case records."""
    rows = {f"{before}>{after}": count for (before, after), count in traffic.items()}
    _files.write_json({"format": FORMAT, "traffic": rows}, traffic_file(run))


def read_traffic(run: Path) -> dict[tuple[str, str], int]:
    """Counts by (step, next step), of a simulated run or a forecast.

    Raises:
        InputError: There is no traffic in the forecast or beside the run.
    """
    path = run if run.suffix.lower() == ".json" else traffic_file(run)
    if path != run and not path.is_file():
        what = (
            f"is no simulated run: {path.name}, which dialogkit simulate writes, is not beside it"
        )
        raise InputError(what, file=str(run))
    value = _files.read_json(path)
    rows = value.get("traffic") if isinstance(value, dict) else None
    if not isinstance(rows, dict):
        raise InputError("holds no traffic: it is neither a forecast nor a run", file=str(path))
    found = {}
    for key, count in rows.items():
        before, arrow, after = key.partition(">")
        if not arrow or not isinstance(count, int) or isinstance(count, bool) or count < 0:
            what = "traffic must be whole numbers by step>step, as simulate writes it"
            raise InputError(what, file=str(path))
        found[before, after] = count
    return found
