"""What the main job was asked for, and whether it was done before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import dialogkit
from dialogkit import _files
from dialogkit._own_files import libraries, own_files
from dialogkit.cli._demo_words import Remark
from dialogkit.cli._paths import flow_of, shipped
from dialogkit.cli._shared import command_line
from dialogkit.errors import InputError

__all__ = ["BESIDE", "UTTERANCES", "Job"]

UTTERANCES = "utterances.jsonl"
"""Labelled texts beside a flow; those of the shipped corpus where there are none."""
BESIDE = (UTTERANCES, "out_of_scope.jsonl", "centre.yaml", "gate.yaml")
"""Files that may lie beside a flow and are used whatever its customers come from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One call of ``dialogkit demo``."""

    log: Path | None
    """A chat export, or a folder of them; ``None`` where customers are assumed."""
    flow: Path
    """A flow file, or the folder it is in."""
    out: Path
    """Folder for the results."""
    agents: tuple[str, ...]
    """Names of agents in the log; never written anywhere."""
    utterances: Path | None
    """Labelled texts; ``None`` takes those beside the flow."""
    replications: int
    """Weeks simulated."""
    locale: Literal["de", "en"]
    """Language of the page."""
    seed: int
    """Of the training and of the weeks."""
    notes: tuple[Remark, ...] = ()
    """What a reader of the page should know of the log that was taken."""

    @property
    def page(self) -> Path:
        """The rendered forecast."""
        return self.out / "report.html"

    @property
    def folder(self) -> Path:
        """Where the flow is, and perhaps the files that belong to it."""
        return self.flow if self.flow.is_dir() else self.flow.parent

    @property
    def people(self) -> Path:
        """Where customers are written down for whom there is no log."""
        return self.folder / "customers.yaml"

    def require_apart(self) -> None:
        """Refuses results inside the log: the next call would read them as chats.

        Raises:
            InputError: ``out`` is ``log``, or a folder in it.
        """
        if self.log is None:
            return
        inside, log = self.out.resolve(), self.log.resolve()
        if self.log.is_dir() and (inside == log or log in inside.parents):
            what = "must not lie in the folder of the log; name another one with --out"
            raise InputError(what, file=str(self.out))

    def command(self) -> str:
        """The call for the page. Exports are named after people, so the log's name is left out."""
        named: dict[str, object] = {} if self.log is None else {"log": Path("LOG")}
        return command_line(
            "demo",
            **named,
            flow=self.flow,
            replications=self.replications,
            locale=self.locale,
            seed=self.seed,
        )

    def fingerprint(self) -> str:
        """Of everything the page depends on: what was asked, what is read, and dialogkit itself.

        Raises:
            InputError: A file cannot be read.
        """
        asked = (self.agents, self.replications, self.locale, self.seed)
        made_by = (dialogkit.__version__, own_files(), libraries())
        digest = hashlib.sha256(repr((*asked, *made_by)).encode("utf-8", "backslashreplace"))
        for path in self._files():
            name = path.name.encode("utf-8", "backslashreplace")
            data = _bytes(path)
            digest.update(b"%d %d " % (len(name), len(data)) + name + data)
        return digest.hexdigest()

    def _files(self) -> Iterator[Path]:
        if self.log is None:
            yield self.people
        else:
            yield from _all_files(self.log)
        yield from _flow_files(self.folder / "flow.yaml" if self.flow.is_dir() else self.flow)
        yield from (path for path in (self.folder / n for n in BESIDE) if path.is_file())
        if self.utterances is not None:
            yield self.utterances
        elif not (self.folder / UTTERANCES).is_file():
            yield shipped(UTTERANCES)

    def remembered(self) -> str | None:
        """The fingerprint of the last call, if it came to an end."""
        try:
            value = _files.read_json(self._note)
        except InputError:
            return None
        found = value.get("fingerprint") if isinstance(value, dict) else None
        return found if isinstance(found, str) else None

    def remember(self, fingerprint: str) -> None:
        """Notes that the page is whole."""
        _files.write_json({"fingerprint": fingerprint}, self._note)

    def forget(self) -> None:
        """From here on the folder may hold results of two calls, until the end is reached."""
        self._note.unlink(missing_ok=True)

    @property
    def _note(self) -> Path:
        return self.out / "demo.json"


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError("no such file", file=str(path)) from None
    except OSError as error:
        what = f"cannot be read ({(error.strerror or str(error)).lower()})"
        raise InputError(what, file=str(path)) from None


def _flow_files(path: Path) -> Iterator[Path]:
    """A flow, its texts, and those of the flows it uses."""
    yield path
    yield from sorted(path.parent.glob("texts.*.yaml"))
    for used in flow_of(path).used.values():
        yield from _flow_files(Path(used))


def _all_files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(p for p in path.rglob("*") if p.is_file())
    if not path.is_file():
        raise InputError("no such file or folder", file=str(path))
    return [path]
