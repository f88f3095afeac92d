"""Run folders: what is done is kept, done once, refused for another run, mended where damaged."""

from __future__ import annotations

import errno
import json
import os
import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from small_world import (
    CENTRE,
    FLOW,
    Talkative,
    make_centre,
    make_customers,
    make_flow,
)

from dialogkit.conversation import OBSERVED_UNTIL, RECONTACT_SECONDS, Cases
from dialogkit.errors import InputError, OutputError, ParameterError
from dialogkit.flow import load_flow
from dialogkit.simulate import (
    Run,
    Setup,
    _blocks,
    _folder_key,
    _replication,
    _run,
    fingerprints,
    prepare,
    run_setup,
    simulate,
)
from dialogkit.simulate._blocks import StoredCases, block_for
from dialogkit.simulate._result import Part

WEEKS = 5
PER_WEEK = 30


def make_setup(folder: Path, **options: Any) -> Setup:
    """A small run; ``flow``, ``centre`` and ``customers`` may be others."""
    bot = Talkative(make_flow(folder, options.pop("flow", FLOW)))
    centre = make_centre(folder, options.pop("centre", CENTRE))
    customers = options.pop("customers", make_customers(PER_WEEK))
    return prepare(bot, customers, centre, **{"seed": 4, "transcripts": True, **options})


@pytest.fixture(scope="module")
def setup(tmp_path_factory: pytest.TempPathFactory) -> Setup:
    """What is run in most of these tests."""
    return make_setup(tmp_path_factory.mktemp("setup"))


@pytest.fixture(scope="module")
def expected(setup: Setup) -> Run:
    """Its result, with all in memory."""
    return run_setup(setup, range(WEEKS), block=2)


def differing(one: Run, other: Run) -> list[str]:
    """Fields in which two runs are not the same to the last bit."""
    found = [] if one.cases.table.equals(other.cases.table) else ["cases"]
    names = [name for name in Run.__slots__ if name != "cases"]
    return found + [n for n in names if repr(getattr(one, n)) != repr(getattr(other, n))]


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The replications that are really played from here on."""
    numbers: list[int] = []
    original: Callable[[Setup, int], Part] = _replication.replicate

    def replicate(setup: Setup, number: int) -> Part:
        numbers.append(number)
        return original(setup, number)

    monkeypatch.setattr(_run, "replicate", replicate)
    return numbers


# ----- kept, and done once -----------------------------------------------------------------------


@pytest.mark.parametrize("block", [1, 2, 3, 50])
def test_blocks_and_folders_change_nothing(
    setup: Setup, expected: Run, tmp_path: Path, block: int
) -> None:
    """Every record, sum and transcript is the same for any size of blocks, kept or not."""
    assert differing(run_setup(setup, range(WEEKS), block=block), expected) == []
    kept = run_setup(setup, range(WEEKS), block=block, folder=tmp_path / "run")
    assert differing(kept, expected) == []


def test_what_is_done_is_not_done_again(
    setup: Setup, expected: Run, tmp_path: Path, played: list[int]
) -> None:
    """The second call plays nothing and says the same; more weeks play only those that are new."""
    run_setup(setup, range(4), block=2, folder=tmp_path / "run")
    assert played == [0, 1, 2, 3]
    told: list[int] = []
    again = run_setup(setup, range(4), folder=tmp_path / "run", done=told.append)
    assert played == [0, 1, 2, 3]
    assert told[-1] == 4
    more = run_setup(setup, range(WEEKS), folder=tmp_path / "run")
    assert played == [0, 1, 2, 3, 4]
    assert (again.replications, more.replications) == (4, WEEKS)
    assert differing(more, expected) == []


def test_a_run_that_stopped_goes_on(
    setup: Setup, expected: Run, tmp_path: Path, played: list[int]
) -> None:
    """Interrupted between two blocks; no week is played twice, none is left out."""

    def stop(number: int) -> None:
        if number == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_setup(setup, range(WEEKS), block=2, folder=tmp_path / "run", done=stop)
    assert played == [0, 1, 2, 3]
    assert differing(run_setup(setup, range(WEEKS), folder=tmp_path / "run"), expected) == []
    assert played == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(("before", "after"), [(3, 5), (5, 3)])
def test_no_week_is_in_the_folder_twice(
    setup: Setup, tmp_path: Path, before: int, after: int
) -> None:
    """A run of another length replaces a block that has some of its weeks."""
    for weeks in (before, after):
        run_setup(setup, range(weeks), block=2, folder=tmp_path / "run")
    tables = [pq.read_table(path) for path in (tmp_path / "run").glob("weeks-*.parquet")]
    ids = [row for table in tables for row in table["case_id"].to_pylist()]
    assert len(ids) == len(set(ids))


def test_weeks_that_are_added_are_as_if_run_at_once(
    setup: Setup, expected: Run, tmp_path: Path
) -> None:
    """A forecast that goes on until it is sure enough adds weeks to those in the folder."""
    sums = _blocks.Sums()
    run_setup(setup, range(3), block=2, folder=tmp_path / "run", onto=sums)
    found = run_setup(setup, range(3, WEEKS), folder=tmp_path / "run", onto=sums)
    assert differing(found, expected) == []


# ----- damage ------------------------------------------------------------------------------------


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _forge(path: Path) -> None:
    value = json.loads(path.read_text(encoding="utf-8"))
    value["value"][0]["busy"] += 1.0
    path.write_text(json.dumps(value), encoding="utf-8")


DAMAGE: dict[str, tuple[str, Callable[[Path], object]]] = {
    "records flipped": ("parquet", _flip),
    "records cut": ("parquet", _halve),
    "records gone": ("parquet", Path.unlink),
    "records empty": ("parquet", lambda path: path.write_bytes(b"")),
    "sums cut": ("json", _halve),
    "sums gone": ("json", Path.unlink),
    "sums empty": ("json", lambda path: path.write_bytes(b"")),
    "sums of another kind": ("json", lambda path: path.write_text("[1, 2]")),
    "sums not text": ("json", lambda path: path.write_bytes(b"\xff\xfe\x00")),
    "sums changed": ("json", _forge),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_damaged_blocks_are_done_again(
    setup: Setup, expected: Run, tmp_path: Path, played: list[int], kind: str
) -> None:
    """Half-written, changed or missing: that block is played once more, the others are not."""
    run_setup(setup, range(WEEKS), block=2, folder=tmp_path / "run")
    played.clear()
    ending, damage = DAMAGE[kind]
    damage(tmp_path / "run" / f"weeks-000002-000003.{ending}")
    assert differing(run_setup(setup, range(WEEKS), folder=tmp_path / "run"), expected) == []
    assert played == [2, 3]


def test_a_block_of_another_run_is_done_again(setup: Setup, tmp_path: Path) -> None:
    """Copied by hand from another folder, though whole, it is none of this run."""
    other = replace(setup, seed=5)
    wanted = run_setup(setup, range(2), block=2, folder=tmp_path / "one")
    run_setup(other, range(2), block=2, folder=tmp_path / "two")
    for path in (tmp_path / "two").glob("weeks-*"):
        (tmp_path / "one" / path.name).write_bytes(path.read_bytes())
    found = run_setup(setup, range(2), folder=tmp_path / "one")
    assert differing(found, run_setup(setup, range(2))) == []
    assert wanted.days == found.days


# ----- another run -------------------------------------------------------------------------------


OTHERS: dict[str, tuple[str, dict[str, Any]]] = {
    "flow": ("another flow", {"flow": FLOW.replace("tries: 2", "tries: 3")}),
    "customers": ("other customers", {"customers": make_customers(PER_WEEK + 1)}),
    "assumptions": ("other assumptions", {"customers": make_customers(PER_WEEK, recontacts=0.2)}),
    "centre": ("another contact centre", {"centre": CENTRE.replace("agents: 4", "agents: 5")}),
    "seed": ("another seed", {"seed": 5}),
    "days": ("another length", {"days": 8}),
    "start": ("begins on another day", {"start": date(2026, 3, 2)}),
    "no bot": ("the bot was there, or was not", {"with_bot": False}),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_another_run_is_refused(setup: Setup, tmp_path: Path, kind: str) -> None:
    """In one sentence that says what is another and what to do; nothing is written."""
    (tmp_path / "world").mkdir()
    run_setup(setup, range(1), folder=tmp_path / "run")
    before = {path: path.read_bytes() for path in (tmp_path / "run").iterdir()}
    said, options = OTHERS[kind]
    with pytest.raises(InputError) as refused:
        run_setup(make_setup(tmp_path / "world", **options), range(1), folder=tmp_path / "run")
    assert said in refused.value.what
    assert "name a new folder, or remove this one" in refused.value.what
    assert refused.value.file == str(tmp_path / "run")
    assert {path: path.read_bytes() for path in (tmp_path / "run").iterdir()} == before


def test_other_texts_and_versions_are_refused(
    setup: Setup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reworded texts change transcripts; another version may count in another way."""
    run_setup(setup, range(1), folder=tmp_path / "run")
    flow = setup.flow
    locale = flow.locales[0]
    (tmp_path / "world").mkdir()
    make_flow(tmp_path / "world")
    path = tmp_path / "world" / f"texts.{locale}.yaml"
    path.write_text(path.read_text().replace("hello: hello", "hello: good day"))
    reworded = replace(setup, flow=load_flow(tmp_path / "world" / "flow.yaml"))
    with pytest.raises(InputError, match="with other texts"):
        run_setup(reworded, range(1), folder=tmp_path / "run")
    monkeypatch.setattr(_folder_key, "__version__", "99.0")
    with pytest.raises(InputError, match="another version of dialogkit"):
        run_setup(setup, range(1), folder=tmp_path / "run")


def test_weeks_of_other_code_are_refused(
    setup: Setup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run is not begun by one code and ended by another, though both have the same version."""
    run_setup(setup, range(1), folder=tmp_path / "run")
    run_setup(setup, range(1), folder=tmp_path / "run")
    monkeypatch.setattr(_folder_key, "own_files", lambda *, without: "0" * 64)
    with pytest.raises(InputError, match="whose own files were others; name a new folder"):
        run_setup(setup, range(1), folder=tmp_path / "run")


def test_the_same_files_elsewhere_are_the_same_run(setup: Setup, tmp_path: Path) -> None:
    """Where the flow lies, what has been learned and which process asks: nothing of it matters."""
    again = make_setup(tmp_path)
    run_setup(again, range(1))
    travelled: Setup = pickle.loads(pickle.dumps(again))
    assert fingerprints(again) == fingerprints(setup) == fingerprints(travelled)


def test_foreign_folders_are_refused(setup: Setup, tmp_path: Path) -> None:
    """A folder with other files, a file, and one whose description is damaged."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    with pytest.raises(InputError, match="holds other files and no run; name a new folder"):
        run_setup(setup, range(1), folder=tmp_path / "full")
    with pytest.raises(InputError, match="is a file"):
        run_setup(setup, range(1), folder=tmp_path / "full" / "letter.txt")
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "run.json").write_text('{"format": "dialogkit.run/1"}')
    with pytest.raises(InputError, match="is not what dialogkit wrote"):
        run_setup(setup, range(1), folder=tmp_path / "run")
    assert sorted(p.name for p in (tmp_path / "full").iterdir()) == ["letter.txt"]


# ----- disks -------------------------------------------------------------------------------------


def test_a_full_disk_is_one_sentence_and_what_was_done_stays(
    setup: Setup, expected: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No half file is left; with room again the run goes on."""
    folder = tmp_path / "run"
    written: list[Path] = []
    original = Path.write_bytes

    def write_bytes(self: Path, data: Any) -> int:
        written.append(self)
        if len(written) > 4:
            original(self, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return original(self, data)

    with monkeypatch.context() as full:
        full.setattr(Path, "write_bytes", write_bytes)
        with pytest.raises(OutputError, match=r"cannot be written \(no space left on device\)"):
            run_setup(setup, range(WEEKS), block=2, folder=folder)
    names = sorted(path.name for path in folder.iterdir())
    assert names[0] == "run.json"
    assert all(not name.startswith(".") for name in names)
    assert 2 <= len(names) <= 4
    assert differing(run_setup(setup, range(WEEKS), folder=folder), expected) == []


def test_a_folder_that_cannot_be_written_is_said_at_once(
    setup: Setup, tmp_path: Path, played: list[int]
) -> None:
    """Before anything is played in vain."""
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        run_setup(setup, range(1), folder=tmp_path / "file" / "run")
    assert played == []


# ----- records stay in the folder ----------------------------------------------------------------


def test_records_are_read_when_asked_for(
    setup: Setup, expected: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counting, saving and sending a run do not bring its records into memory."""
    cases = run_setup(setup, range(WEEKS), block=2, folder=tmp_path / "run").cases
    assert isinstance(cases, StoredCases)
    with monkeypatch.context() as closed:
        closed.setattr(StoredCases, "table", property(lambda _: pytest.fail("was read")))
        assert len(cases) == len(expected.cases)
        cases.save(tmp_path / "saved.parquet")
        sent = pickle.dumps(cases)
    assert len(sent) < 2_000
    assert pq.read_table(tmp_path / "saved.parquet").equals(expected.cases.table)
    assert pickle.loads(sent).table.equals(expected.cases.table)
    cases.save(tmp_path / "saved.jsonl")
    assert len((tmp_path / "saved.jsonl").read_text().splitlines()) == len(cases)


@pytest.mark.parametrize("ending", ["parquet", "jsonl"])
@pytest.mark.parametrize("stored", [True, False])
def test_files_of_a_run_know_that_returns_were_looked_for(
    setup: Setup, tmp_path: Path, ending: str, stored: bool
) -> None:
    """Until when the customers were watched, and that nobody who came back was overlooked."""
    folder = tmp_path / "run" if stored else None
    run_setup(setup, range(1), folder=folder).cases.save(tmp_path / f"run.{ending}")
    told = Cases.load(tmp_path / f"run.{ending}").table.schema.metadata
    assert float(told[RECONTACT_SECONDS.encode()]) == setup.watched == 14 * 86_400
    until = setup.begin + timedelta(seconds=setup.horizon)
    assert datetime.fromisoformat(told[OBSERVED_UNTIL.encode()].decode()) == until


def test_simulate_keeps_its_run(tmp_path: Path) -> None:
    """The public function takes a folder, too, and tells how far it is."""
    told: list[tuple[str, int, int]] = []
    bot, centre = Talkative(make_flow(tmp_path)), make_centre(tmp_path)

    def once(folder: Path | None) -> Run:
        return simulate(
            bot,
            make_customers(PER_WEEK),
            centre,
            seed=4,
            replications=2,
            folder=folder,
            progress=lambda *words: told.append(words),
        )

    kept = once(tmp_path / "run")
    assert differing(kept, once(None)) == []
    assert told[-1] == ("weeks", 2, 2)
    with pytest.raises(ParameterError, match="at least 1"):
        simulate(bot, make_customers(PER_WEEK), centre, replications=0)


@pytest.mark.parametrize(
    ("cases", "block"), [(0.0, 10), (1.0, 10), (5_000.0, 4), (20_000.0, 1), (1e7, 1)]
)
def test_blocks_are_neither_tiny_nor_huge(cases: float, block: int) -> None:
    """About 20,000 cases, at least one replication and at most ten."""
    assert block_for(cases) == block
