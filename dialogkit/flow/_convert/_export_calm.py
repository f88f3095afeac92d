"""Writes a flow as a project of Rasa CALM.

Each step becomes a flow of CALM that only other flows begin (``if: False``): texts and questions
are responses, choices and outcomes are slots, transitions are links, visits are calls, and each
rule of ``anywhere`` is a flow that an intent triggers. What CALM has no words for is put into
``dialogkit.yml`` beside it; see `dialogkit.flow._convert._calm_sidecar`.

Source: the reference of flows, flow steps, responses and conditions in the documentation of Rasa
Pro.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from dialogkit import _files
from dialogkit.flow._convert._calm_sidecar import FILE
from dialogkit.flow._convert._export_calm_flows import FlowsWriter
from dialogkit.flow._convert._export_calm_names import Names
from dialogkit.flow._convert._export_calm_rest import rest_of
from dialogkit.flow._convert._export_calm_texts import TextsWriter
from dialogkit.flow._convert._imported import LeftOut

if TYPE_CHECKING:
    from dialogkit.flow._flow import Flow

__all__ = ["export_calm"]


def export_calm(
    flow: Flow,
    folder: str | os.PathLike[str],
    *,
    utterances: Iterable[Mapping[str, Any]] = (),
) -> tuple[LeftOut, ...]:
    """Writes a flow as a project of Rasa CALM: flows, domain, examples, settings.

    `dialogkit.flow.import_bot` reads the project back, and the flow behaves the same, changes made
    in the project included.

    Args:
        flow: The flow.
        folder: Where to; it must be new, or hold an export.
        utterances: Rows with text, intent and locale, as in ``utterances.jsonl``: examples of the
            intents. Labels of choices are examples too.

    Returns:
        What CALM does not say; all of it stands in ``dialogkit.yml`` for the way back.

    Raises:
        OutputError: The folder cannot be written, or holds other files, which would be lost.
    """
    names = Names(flow)
    texts = TextsWriter(flow, names)
    writer = FlowsWriter(flow, names, texts)
    flows = writer.flows()
    examples = _examples(flow, utterances)
    rest, left_out = rest_of(flow, names, texts, writer)
    files = {
        "data/flows.yml": _dump({"version": _quoted("3.1"), "flows": flows}),
        "data/nlu.yml": _dump({"version": _quoted("3.1"), "nlu": _nlu(examples)}),
        "domain.yml": _dump({"version": _quoted("3.1"), **writer.domain(list(examples))}),
        "config.yml": _dump(_config(flow)),
        "endpoints.yml": _dump({"action_endpoint": {"url": "http://localhost:5055/webhook"}}),
        FILE: _dump({"dialogkit": "1", **rest}),
    }

    media = dict(_media(flow))

    def write(into: Path) -> None:
        for name, text in files.items():
            _files.write_text(text, into / name)
        for name, content in media.items():
            _files.write_bytes(content, into / name)

    _files.write_folder(folder, write)
    without = [label for label, lines in examples.items() if not lines]
    missing = [
        LeftOut(kind="example", name=label, place="data/nlu.yml", why="there is none; write some")
        for label in without
    ]
    return (*left_out, *missing)


def _media(flow: Flow) -> Iterator[tuple[str, bytes]]:
    """Pictures and files that lie beside the flow; what lies elsewhere stays there."""
    for medium in flow.media.values():
        name = PurePosixPath(medium.file)
        file = Path(flow.file).parent / name
        if flow.file and not name.is_absolute() and ".." not in name.parts and file.is_file():
            yield medium.file, file.read_bytes()


def _examples(flow: Flow, utterances: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Label of each intent to its examples, those of the main language first."""
    found: dict[str, dict[str, None]] = {label: {} for label in flow.intents.values()}
    main = flow.locales[0]
    for row in sorted(utterances, key=lambda each: each.get("locale", main) != main):
        label, text = row.get("intent"), row.get("text")
        if isinstance(label, str) and isinstance(text, str) and label in found and text.strip():
            found[label][" ".join(text.split())] = None
    for word, label in flow.intents.items():
        for locale in flow.locales:
            for text in flow.texts.by_locale.get(locale, {}).get(word, ()):
                found[label][" ".join(text.split())] = None
    return {label: list(lines) for label, lines in found.items()}


def _nlu(examples: Mapping[str, list[str]]) -> list[dict[str, Any]]:
    return [
        {
            "intent": label,
            "examples": LiteralScalarString("".join(f"- {line}\n" for line in lines)),
        }
        for label, lines in examples.items()
        if lines
    ]


def _config(flow: Flow) -> dict[str, Any]:
    more = {"additional_languages": list(flow.locales[1:])} if len(flow.locales) > 1 else {}
    return {
        "recipe": "default.v1",
        "language": flow.locales[0],
        **more,
        "pipeline": [
            {"name": "WhitespaceTokenizer"},
            {"name": "CountVectorsFeaturizer"},
            {"name": "LogisticRegressionClassifier"},
            {"name": "NLUCommandAdapter"},
        ],
        "policies": [{"name": "FlowPolicy"}],
    }


def _quoted(text: str) -> str:
    quoted: str = DoubleQuotedScalarString(text)
    return quoted


def _dump(value: Mapping[str, Any]) -> str:
    out = io.StringIO()
    yaml = YAML()
    yaml.width = 1 << 20
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(dict(value), out)
    return out.getvalue()
