"""YAML text as values that know their place. Values stay the text they were written as.

Anchors, aliases and merges (``<<``) work. What an alias stands for is built once and shared, so a
small file cannot unfold into a huge one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from dialogkit._yaml import yaml_reader
from dialogkit.errors import FlowError
from dialogkit.flow._model import Place
from dialogkit.flow._offences import Offences

__all__ = ["Value", "parse_yaml"]

LONGEST = 4_000_000
"""Characters of a file; more than any flow needs, and parsed in bounded time."""

_OWN_TAGS = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a YAML file."""

    kind: Literal["text", "list", "map", "nothing"]
    """What it is; numbers and truths are text still, ``nothing`` is an empty value."""
    place: Place
    """Where it starts."""
    text: str = ""
    """As written, quotes removed."""
    items: tuple[Value, ...] = ()
    """Of a list."""
    entries: dict[str, Value] = field(default_factory=dict)
    """Of a mapping, in the order of the file."""
    key_places: dict[str, Place] = field(default_factory=dict)
    """Of a mapping: where each key stands."""


def parse_yaml(text: str, *, file: str, offences: Offences) -> Value | None:
    """The value in a YAML text; ``None`` where there is nothing but comments.

    Raises:
        FlowError: The text is not YAML; with line and column.
    """
    if len(text) > LONGEST:
        what = f"has {len(text)} characters, at most {LONGEST} are read; split the flow"
        raise FlowError(what, file=file)
    try:
        if not _has_content(text):
            return None
        node = yaml_reader("safe").compose(text)
        return _Builder(file, offences).build(node) if node is not None else None
    except MarkedYAMLError as error:
        raise _refusal(error, file) from None
    except YAMLError as error:
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        what = "holds a control character, which YAML does not allow; delete it"
        raise FlowError(what, file=file, line=line) from None
    except RecursionError:
        raise FlowError("is nested too deeply to be read", file=file) from None


def _has_content(text: str) -> bool:
    lines = (line.strip() for line in text.splitlines())
    return any(line and not line.startswith("#") and line != "---" for line in lines)


def _refusal(error: MarkedYAMLError, file: str) -> FlowError:
    mark = error.problem_mark or error.context_mark
    problem = str(error.problem or "cannot be read")
    if "'\\t'" in problem:
        problem = "found a tab; indent with spaces"
    elif "another document" in problem:
        problem = "found a second document; a file holds one, so remove the line ---"
    elif "mapping values are not allowed" in problem:
        problem += "; put quotes round a text that holds a colon and a space"
    else:
        problem = ", ".join(filter(None, (error.context, problem)))
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (None, None)
    return FlowError(f"is not YAML here: {problem}", file=file, line=line, column=column)


class _Builder:
    """Turns ruamel's tree into values, each part of it once."""

    def __init__(self, file: str, offences: Offences) -> None:
        self._file = file
        self._offences = offences
        self._built: dict[int, Value] = {}
        self._open: set[int] = set()

    def build(self, node: Node) -> Value:
        known = self._built.get(id(node))
        if known is not None:
            return known
        if id(node) in self._open:
            self._offences.add(self._place(node), "an alias must not stand for what holds it")
            return Value(kind="nothing", place=self._place(node))
        self._open.add(id(node))
        value = self._make(node)
        self._open.discard(id(node))
        self._built[id(node)] = value
        return value

    def _make(self, node: Node) -> Value:
        place, tag = self._place(node), str(node.tag or "")
        if not tag.startswith(_OWN_TAGS):
            self._offences.add(place, f"tags are not part of the language; remove {tag[:40]}")
        if isinstance(node, MappingNode):
            return self._mapping(node, place)
        if isinstance(node, SequenceNode):
            return Value(kind="list", place=place, items=tuple(map(self.build, node.value)))
        assert isinstance(node, ScalarNode)
        if tag == f"{_OWN_TAGS}null":
            return Value(kind="nothing", place=place)
        return Value(kind="text", place=place, text=str(node.value))

    def _mapping(self, node: MappingNode, place: Place) -> Value:
        own: dict[str, Value] = {}
        keys: dict[str, Place] = {}
        inherited: list[Value] = []
        for key, value in node.value:
            where = self._place(key)
            if str(key.tag) == f"{_OWN_TAGS}merge":
                inherited += self._merged(value, where)
            elif not isinstance(key, ScalarNode):
                self._offences.add(where, "a key must be a word, got a list or a mapping")
            elif key.value in own:
                first = keys[key.value].line
                what = f"the key {key.value!r} stands here twice, first in line {first}; keep one"
                self._offences.add(where, what)
            else:
                keys[key.value] = where
                own[key.value] = self._at_key(self.build(value), where)
        for source in inherited:
            own = {**own, **{k: v for k, v in source.entries.items() if k not in own}}
            keys = {**source.key_places, **keys}
        return Value(kind="map", place=place, entries=own, key_places=keys)

    @staticmethod
    def _at_key(value: Value, where: Place) -> Value:
        """An empty value starts wherever the next one does; its key is the better place."""
        return Value(kind="nothing", place=where) if value.kind == "nothing" else value

    def _merged(self, node: Node, where: Place) -> Iterator[Value]:
        value = self.build(node)
        for source in value.items if value.kind == "list" else (value,):
            if source.kind == "map":
                yield source
            else:
                self._offences.add(where, "<< must name a mapping or a list of mappings")

    def _place(self, node: Any) -> Place:
        mark = node.start_mark
        return Place(self._file, mark.line + 1, mark.column + 1)
