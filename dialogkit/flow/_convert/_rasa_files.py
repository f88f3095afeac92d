"""The parts of a Rasa project, whatever files they lie in; classic and CALM, new and old."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from dialogkit.errors import InputError
from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._source import Source
from dialogkit.flow._model import Place
from dialogkit.flow._offences import Offences
from dialogkit.flow._yaml import Value

__all__ = ["Part", "Project", "at", "child", "read_project", "scalar", "sections_of", "truth"]

_DOMAIN = ("intents", "entities", "slots", "responses", "templates", "actions", "forms")
_LISTS = ("nlu", "rules", "stories")
_SETTINGS = {
    "pipeline": "the classifier is trained by dialogkit",
    "policies": "the flow itself says what comes next",
    "session_config": "a flow has no sessions; say silent and keep instead",
    "config": "settings of the domain are no part of a flow",
    "recipe": "",
    "assistant_id": "",
    "version": "",
    "language": "",
    "additional_languages": "",
    "spaces": "a flow has no spaces",
    "e2e_actions": "sentences of a bot that no response names",
    "imports": "other projects are not read; import them by themselves",
}
"""Top-level keys beside those; with why they are left out, or nothing where they are carried."""
_TELLING = {*_DOMAIN, *_LISTS, "flows", "pipeline", "policies"}
_ELSEWHERE = {
    "action_endpoint": "addresses of servers are no part of a design",
    "tracker_store": "addresses of servers are no part of a design",
    "nlg": "addresses of servers are no part of a design",
    "model_groups": "addresses of servers are no part of a design",
    "rest": "access to channels is no part of a design",
    "test_cases": "tests of the old bot",
    "fixtures": "tests of the old bot",
    "dialogkit": "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something named in a project."""

    name: str
    """Its name."""
    value: Value
    """What is said of it."""
    place: str
    """``file:line``."""


@dataclass(slots=True)
class Project:
    """The parts of a project, in the order of the files."""

    parts: dict[str, list[Part]] = field(default_factory=dict)
    """Section to what it names: ``intents``, ``slots``, ``responses``, ``flows`` …"""
    items: dict[str, list[Value]] = field(default_factory=dict)
    """Section to its items: ``nlu``, ``rules``, ``stories``, ``test_stories``."""
    locales: list[str] = field(default_factory=list)
    """Languages, the main one first."""
    sidecar: Value | None = None
    """What dialogkit has put beside a project that it exported."""
    markdown: list[str] = field(default_factory=list)
    """Files in the format before YAML."""

    def of(self, section: str) -> list[Part]:
        """The parts of a section."""
        return self.parts.get(section, [])


class _Noted(Offences):
    """Breaches that are listed rather than refused."""

    def __init__(self) -> None:
        super().__init__()
        self.noted: list[tuple[Place, str]] = []

    def add(self, place: Place, what: str) -> None:
        self.noted.append((place, what))


def at(value: Value) -> str:
    """``file:line`` of a value."""
    return f"{value.place.file}:{value.place.line}"


def child(value: Value, key: str) -> Value:
    """The value under a key; an empty one where there is none."""
    return value.entries.get(key) or Value(kind="nothing", place=value.place)


def scalar(value: Value) -> str:
    """A text; empty where it is none."""
    return value.text.strip() if value.kind == "text" else ""


def truth(value: Value, *, default: bool = False) -> bool:
    """Yes or no."""
    return scalar(value).lower() in ("true", "yes", "on", "1") if value.kind == "text" else default


def sections_of(source: Source) -> Iterator[tuple[str, set[str]]]:
    """Every YAML file that can be read, and its top-level keys."""
    for name in source.names(".yml", ".yaml"):
        try:
            value = source.yaml(name)
        except InputError:
            continue
        if value is not None and value.kind == "map":
            yield name, set(value.entries)


def read_project(source: Source, draft: Draft) -> Project:
    """All parts of a project; what is no part of a bot is noted.

    Raises:
        InputError: No file holds a part of a bot.
    """
    project = Project()
    for name in source.names(".yml", ".yaml"):
        offences = _Noted()
        try:
            value = source.yaml(name, offences)
        except InputError as error:
            line = f", line {error.line}" if error.line else ""
            source.skip(name, f"cannot be read{line}: {error.what}")
            continue
        _take_file(project, source, draft, name, value)
        if name in source.used:
            for index, (place, what) in enumerate(offences.noted, 1):
                draft.lost("yaml", f"{name} #{index}", f"{name}:{place.line}", what)
    project.markdown = [name for name in source.names(".md") if _is_training(source, name)]
    if not source.used and not project.markdown:
        raise InputError("holds no domain, rules, stories or flows of Rasa", file=source.path)
    return project


def _is_training(source: Source, name: str) -> bool:
    try:
        text = source.text(name)
    except InputError:
        return False
    lines = text.splitlines()
    heads = ("## intent:", "## synonym:", "## regex:", "## lookup:")
    if any(line.startswith(heads) for line in lines):
        return True
    told = any(line.startswith(("* ", "*")) and not line.startswith("**") for line in lines)
    acts = any(line.lstrip().startswith(("- utter_", "- action_")) for line in lines)
    return any(line.startswith("## ") for line in lines) and told and acts


def _take_file(
    project: Project, source: Source, draft: Draft, name: str, value: Value | None
) -> None:
    if value is None or value.kind != "map":
        source.skip(name, "holds nothing of a bot")
        return
    keys = set(value.entries)
    if not keys & _TELLING and not ({"slots", "dialogkit"} & keys):
        known = [_ELSEWHERE[key] for key in value.entries if key in _ELSEWHERE]
        source.skip(name, known[0] if known else "holds nothing of a bot")
        return
    source.use(name)
    if "dialogkit" in keys:
        project.sidecar = value
        return
    for key, inner in value.entries.items():
        _take_section(project, draft, name, key, inner, value.key_places[key].line)


def _take_section(
    project: Project, draft: Draft, file: str, key: str, value: Value, line: int
) -> None:
    place = f"{file}:{line}"
    section = "responses" if key == "templates" else key
    if key in _DOMAIN or key == "flows":
        project.parts.setdefault(section, []).extend(_parts(draft, key, value))
    elif key in _LISTS:
        aim = f"test_{key}" if key != "nlu" and _is_test(file) else key
        project.items.setdefault(aim, []).extend(_items(draft, key, value))
    elif key in ("language", "additional_languages"):
        found = [scalar(item) for item in (value.items or (value,))]
        project.locales[len(project.locales) if key != "language" else 0 : 0] = filter(None, found)
    elif key in ("pipeline", "policies"):
        _list_components(draft, key, value)
    elif _SETTINGS.get(key, "is not known to this importer"):
        draft.lost("section", key, place, _SETTINGS.get(key, "is not known to this importer"))


def _is_test(file: str) -> bool:
    path = PurePosixPath(file)
    return any(
        p in ("test", "tests", "e2e_tests") for p in path.parts[:-1]
    ) or path.name.startswith(("test_", "conversation_tests"))


def _list_components(draft: Draft, key: str, value: Value) -> None:
    kind = "pipeline component" if key == "pipeline" else "policy"
    for index, item in enumerate(value.items, 1):
        name = scalar(child(item, "name")) or scalar(item) or "component"
        draft.lost(kind, f"{name} #{index}", at(item), _SETTINGS[key])


def _items(draft: Draft, key: str, value: Value) -> Iterator[Value]:
    if value.kind not in ("list", "nothing"):
        draft.lost("section", key, at(value), "must be a list")
    for item in value.items:
        if item.kind == "map":
            yield item
        else:
            draft.lost("section", f"{key} item", at(item), "must be a mapping")


def _parts(draft: Draft, key: str, value: Value) -> Iterator[Part]:
    """A section's names, written as a mapping or as a list of names or of mappings."""
    nothing = Value(kind="nothing", place=value.place)
    for name, inner in value.entries.items():
        place = value.key_places[name]
        yield Part(name=name, value=inner, place=f"{place.file}:{place.line}")
    for item in value.items:
        if item.kind == "text" and scalar(item):
            yield Part(name=scalar(item), value=nothing, place=at(item))
        elif item.kind == "map" and item.entries:
            for name, inner in list(item.entries.items())[:1]:
                yield Part(name=name, value=inner, place=at(item))
            for name in list(item.entries)[1:]:
                draft.lost("section", f"{key}: {name}", at(item), "stands beside a name")
        else:
            draft.lost("section", f"{key} item", at(item), "must be a name")
    if value.kind == "text":
        draft.lost("section", key, at(value), "must be a list or a mapping")
