"""The schema and the reference say what the reader of flows does."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships no types
from ruamel.yaml import YAML

from dialogkit.errors import FlowError
from dialogkit.flow import flow_schema, language_reference, load_flow, parse_flow
from dialogkit.flow._language import MAPPINGS, Key

ROOT = Path(__file__).parents[2]
FLOWS = sorted((ROOT / "corpora").glob("**/flow.yaml"))
PACKAGE = ROOT / "dialogkit" / "flow"

VALIDATOR = Draft202012Validator(flow_schema())


def _plain(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


def test_the_schema_beside_the_code_is_current() -> None:
    """The file equals what the command writes."""
    written = (PACKAGE / "flow.schema.json").read_text("utf-8")
    assert json.loads(written) == flow_schema()


def test_the_reference_beside_the_code_is_current() -> None:
    """The file equals what the command writes."""
    assert (PACKAGE / "LANGUAGE.md").read_text("utf-8") == language_reference()


def test_the_schema_is_a_schema() -> None:
    """It obeys the draft it names."""
    Draft202012Validator.check_schema(flow_schema())


@pytest.mark.parametrize("file", FLOWS, ids=lambda file: file.parent.name)
def test_shipped_flows_obey_the_schema(file: Path) -> None:
    """What the reader takes, an editor marks as right."""
    load_flow(file)
    found = [error.message for error in VALIDATOR.iter_errors(_plain(file.read_text("utf-8")))]
    assert found == []


def test_every_key_has_its_row() -> None:
    """The reference names every key with an example and a default or a dash."""
    reference = language_reference()
    for keys in MAPPINGS.values():
        for key in keys:
            assert f"| `{key.name}` | {key.doc}" in reference
            assert f"`{key.example}` |" in reference


SMALL: dict[str, Any] = {
    "bot": "b",
    "start": "a",
    "intents": {"track": "t", "agent": "h", "hours": "o"},
    "data": {"parcel_id": {"like": "A1"}, "day": {"like": "free text"}},
    "actions": {"carrier.lookup": {"gives": {"found": 1}}},
    "media": {"map": {"image": "map.png", "alt": "map_alt"}},
    "steps": {"a": {"say": "hi", "end": "done"}},
    "handoffs": {"service": {"when": {"resolved": "a"}}},
}


def _at(mapping: str, key: Key) -> dict[str, Any]:  # noqa: C901 - one case for each mapping
    """A small flow in which ``key`` stands with its example."""
    value = _plain(key.example)
    needed = {each.name: _plain(each.example) for each in MAPPINGS[mapping] if each.required}
    here = {**needed, key.name: value}
    match mapping:
        case "flow":
            return {**SMALL, key.name: value}
        case "slot":
            return {**SMALL, "data": {"x": here}}
        case "action":
            return {**SMALL, "actions": {"x": here}}
        case "medium":
            kind = {} if key.name in ("image", "video", "audio", "file") else {"file": "x.pdf"}
            return {**SMALL, "media": {"x": {**here, **kind}}}
        case "push":
            return {**SMALL, "push": {"x": here}}
        case "step":
            return {**SMALL, "steps": {"a": here}}
        case "target":
            goto = {} if key.name in ("goto", "visit") else {"goto": "a"}
            return {**SMALL, "steps": {"a": {"hear": {"track": {**here, **goto}}}}}
        case "silent":
            return {**SMALL, "steps": {"a": {"silent": here}}}
        case "rule":
            beside: dict[str, dict[str, Any]] = {
                "hear": {"goto": "a"},
                "goto": {"hear": "track"},
                "visit": {"hear": "track"},
                "if": {"hear": "track", "goto": "a"},
                "silent": {"goto": "a"},
            }
            return {**SMALL, "anywhere": [{**here, **beside.get(key.name, {})}]}
        case "handoff":
            return {**SMALL, "handoffs": {"x": here}}
        case "stage":
            beside_last = {"agent": "last"} if key.name == "within" else {}
            return {**SMALL, "handoffs": {"x": {"route": [{**here, **beside_last}]}}}
        case "pass" | "tell":
            return {**SMALL, "handoffs": {"x": {mapping: here}}}
        case _:
            return {**SMALL, "handoffs": {"x": {"tell": {"waiting": here}}}}


EXAMPLES = [(mapping, key) for mapping, keys in MAPPINGS.items() for key in keys]


@pytest.mark.parametrize(("mapping", "key"), EXAMPLES, ids=lambda each: getattr(each, "name", each))
def test_every_example_is_read(mapping: str, key: Key, tmp_path: Path) -> None:
    """The example of each key is taken by the reader and by the schema."""
    flow = _at(mapping, key)
    assert [error.message for error in VALIDATOR.iter_errors(flow)] == []
    if key.kind == "files":
        (tmp_path / "identify").mkdir()
        (tmp_path / "identify" / "flow.yaml").write_text(json.dumps(SMALL), "utf-8")
        flow = {**flow, "uses": {"identify": "identify/flow.yaml"}}
    parse_flow(json.dumps(flow), file=str(tmp_path / "flow.yaml"))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(EXAMPLES), st.text("abcdefghij", min_size=3, max_size=8))
def test_unknown_keys_are_refused_by_both(example: tuple[str, Key], name: str) -> None:
    """A key that is not in the language is refused by the reader and marked by the schema."""
    mapping, key = example
    if any(name == each.name for keys in MAPPINGS.values() for each in keys):
        return
    flow = _at(mapping, replace(key, name=name))
    assert list(VALIDATOR.iter_errors(flow))
    with pytest.raises(FlowError):
        parse_flow(json.dumps(flow))
