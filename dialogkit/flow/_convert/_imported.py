"""What an import gives: a flow, its texts and utterances, and an account of all that was found."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from dialogkit import _files

if TYPE_CHECKING:
    from dialogkit.flow._flow import Flow

__all__ = ["Added", "Counts", "Imported", "LeftOut", "Utterance"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Something that could not be carried over."""

    kind: str
    """What it is: ``intent``, ``response``, ``story`` …"""
    name: str
    """How it is called where it comes from."""
    place: str
    """``file:line``, or as much of it as is known."""
    why: str
    """One clause: why it is left out."""

    def __str__(self) -> str:
        return f"{self.place}: {self.kind} {self.name}: {self.why}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """Something a flow needs that the bot did not say; to be looked at by a human."""

    kind: str
    """What it is: ``step``, ``handoff``, ``share`` …"""
    name: str
    """How it is called in the flow."""
    why: str
    """One clause: why it was added, or what was assumed."""

    def __str__(self) -> str:
        return f"{self.kind} {self.name}: {self.why}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many there were of one kind; ``found`` is ``carried`` plus ``listed``."""

    found: int
    """In the export."""
    carried: int
    """Said by the flow."""
    listed: int
    """Left out, each by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """An example of what customers write."""

    text: str
    """The sentence, annotations removed."""
    intent: str
    """Label of its intent."""
    locale: str
    """Its language."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Imported:
    """A bot carried over from another builder."""

    flow: Flow
    """The flow with its texts, parsed; it can be checked and driven."""
    flow_yaml: str
    """The same as a file."""
    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Locale to the file of its texts."""
    utterances: tuple[Utterance, ...] = ()
    """Examples of what customers write, for a classifier."""
    left_out: tuple[LeftOut, ...] = ()
    """All that could not be carried over."""
    added: tuple[Added, ...] = ()
    """All that was added or assumed."""
    counts: Mapping[str, Counts] = field(default_factory=lambda: MappingProxyType({}))
    """Kind to how many were found, carried and listed."""
    media: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    """Pictures and files that steps show: name beside the flow to content."""

    def __repr__(self) -> str:
        """A line: notebooks and tracebacks print it."""
        return f"<Imported {self.flow.name}: {len(self.flow.steps)} steps, {self.account()}>"

    def account(self) -> str:
        """``12 of 14 parts carried over, 2 listed``."""
        found = sum(each.found for each in self.counts.values())
        carried = sum(each.carried for each in self.counts.values())
        return f"{carried} of {found} parts carried over, {found - carried} listed"

    def files(self) -> dict[str, bytes]:
        """Name to content of all files of the import."""
        rows = (
            {"text": each.text, "intent": each.intent, "locale": each.locale}
            for each in self.utterances
        )
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        texts = {f"texts.{locale}.yaml": text for locale, text in self.texts.items()}
        named = {"flow.yaml": self.flow_yaml, **texts, "LEFT_OUT.md": self.report()}
        if lines:
            named["utterances.jsonl"] = lines
        written = {name: text.encode("utf-8", "replace") for name, text in named.items()}
        return {**self.media, **written}

    def save(self, folder: str | os.PathLike[str]) -> None:
        """Writes flow.yaml, texts, utterances.jsonl, media and LEFT_OUT.md.

        Raises:
            OutputError: The folder cannot be written, or holds other files, which would be lost.
        """
        files = self.files()

        def write(into: Path) -> None:
            for name, content in files.items():
                _files.write_bytes(content, into / name)

        _files.write_folder(folder, write)

    def report(self) -> str:
        """The account as Markdown: counts, what was left out and why, what was added."""
        lines = [f"# {_cell(self.flow.name)}: what was carried over", ""]
        lines += ["| part | found | carried over | left out |", "|---|---|---|---|"]
        lines += [
            f"| {_cell(kind)} | {each.found} | {each.carried} | {each.listed} |"
            for kind, each in self.counts.items()
        ]
        lines += ["", "## Left out", ""]
        lines += _listed(
            f"{_cell(e.kind)} **{_cell(e.name)}** ({_cell(e.place)}): {_cell(e.why)}"
            for e in self.left_out
        )
        lines += ["", "## Added or assumed", ""]
        lines += _listed(f"{_cell(e.kind)} **{_cell(e.name)}**: {_cell(e.why)}" for e in self.added)
        return "\n".join(lines) + "\n"


def _listed(items: Iterable[str]) -> list[str]:
    return [f"- {item}" for item in items] or ["Nothing."]


def _cell(text: str) -> str:
    """One line that no sign of Markdown's tables breaks."""
    return " ".join(text.split()).replace("|", "\\|")
