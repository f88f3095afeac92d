"""The files of a Dialogflow CX agent: flows, pages, intents, entity types, webhooks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from dialogkit.errors import InputError
from dialogkit.flow._convert._entities import listed, locale_of, mapping, text_of, words
from dialogkit.flow._convert._source import Source

__all__ = ["CxAgent", "CxFlow", "CxIntent", "CxPage", "Named", "is_cx", "read_agent"]

_LANGUAGE_FOLDERS = ("trainingPhrases", "entities")
_KINDS = {
    "flows": "flow",
    "pages": "page",
    "transitionRouteGroups": "group",
    "agentTransitionRouteGroups": "group",
    "intents": "intent",
    "entityTypes": "entity",
    "webhooks": "webhook",
}
_SKIPPED = {
    "testCases": "is a test of the agent",
    "playbooks": "is a playbook for a language model",
    "tools": "is a tool of a playbook",
    "generators": "is a prompt for a language model",
    "generativeSettings": "is a setting for a language model",
    "agentGenerativeSettings": "is a setting for a language model",
    "examples": "is an example for a playbook",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A JSON object with its name and file."""

    name: str
    """Its display name."""
    ids: tuple[str, ...]
    """Other names it goes by."""
    place: str
    """Its file."""
    value: Mapping[str, Any]
    """As in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CxPage:
    """A page, or the start page that a flow is itself."""

    named: Named
    """Its name and file."""
    routes: tuple[Mapping[str, Any], ...]
    """Its routes, those of its groups last."""
    unknown_groups: tuple[str, ...]
    """Groups it names that are not there."""


@dataclass(slots=True, kw_only=True)
class CxFlow:
    """A flow and its pages."""

    named: Named
    """Its name and file."""
    pages: dict[str, Named] = field(default_factory=dict)
    """Pages by name."""
    groups: dict[str, Named] = field(default_factory=dict)
    """Route groups by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CxIntent:
    """An intent with its phrases."""

    named: Named
    """Its name and file."""
    phrases: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    """Language, text, and values as parameter and text."""


@dataclass(slots=True, kw_only=True)
class CxAgent:
    """All of an agent."""

    settings: Mapping[str, Any] = field(default_factory=dict)
    """The file agent.json."""
    settings_file: str = ""
    """Its name; empty where there is none."""
    flows: dict[str, CxFlow] = field(default_factory=dict)
    """Flows by name."""
    groups: dict[str, Named] = field(default_factory=dict)
    """Route groups of the whole agent."""
    intents: dict[str, CxIntent] = field(default_factory=dict)
    """Intents by name."""
    entities: dict[str, Named] = field(default_factory=dict)
    """Entity types by name."""
    webhooks: dict[str, Named] = field(default_factory=dict)
    """Webhooks by name."""
    languages: dict[str, list[tuple[str, Any]]] = field(default_factory=dict)
    """Folder of an intent or entity type to its files by language."""

    @property
    def locale(self) -> str:
        """The language to fall back on."""
        return locale_of(self.settings.get("defaultLanguageCode"))

    def locales(self) -> list[str]:
        """All languages, that to fall back on first."""
        codes = [self.locale, *words(self.settings.get("supportedLanguageCodes"))]
        codes += [locale for each in self.intents.values() for locale, _, _ in each.phrases]
        for flow in self.flows.values():
            codes += _codes([each.value for each in (flow.named, *flow.pages.values())])
        named = [locale_of(each, "") for each in codes]
        return [locale for locale in dict.fromkeys(named) if locale]

    def page(self, flow: CxFlow, named: Named) -> CxPage:
        """A page with the routes it has and those of its groups."""
        routes = list(listed(named.value.get("transitionRoutes")))
        unknown = []
        for name in words(named.value.get("transitionRouteGroups")):
            group = find(flow.groups, name) or find(self.groups, name)
            if group is None:
                unknown.append(name)
            else:
                routes += listed(group.value.get("transitionRoutes"))
        return CxPage(named=named, routes=tuple(routes), unknown_groups=tuple(unknown))


def find(among: Mapping[str, Named], name: str) -> Named | None:
    """What a reference means: a display name, an identifier, or a path that ends in one."""
    for wanted in (name, name.rsplit("/", 1)[-1]):
        if wanted in among:
            return among[wanted]
        for each in among.values():
            if wanted in each.ids:
                return each
    return None


def is_cx(value: Any) -> bool:
    """Whether a JSON value is a flow, page or agent of Dialogflow CX."""
    if not isinstance(value, dict):
        return False
    if {
        "transitionRoutes",
        "entryFulfillment",
        "startFlow",
        "transitionRouteGroups",
    } & value.keys():
        return True
    return any("displayName" in each for each in listed(value.get("flows")))


def read_agent(source: Source) -> CxAgent:
    """The agent in an export.

    Raises:
        InputError: A file is damaged, or there is no flow.
    """
    agent = CxAgent()
    for name in source.names(".json"):
        parts = PurePosixPath(name).parts
        skipped = next((why for folder, why in _SKIPPED.items() if folder in parts), None)
        if skipped is not None:
            source.skip(name, skipped)
        elif _put(agent, source, name, parts):
            source.use(name)
    if not agent.flows:
        raise InputError("holds no flow of Dialogflow CX", file=source.path)
    for flow in agent.flows.values():
        _unpack(flow)
    _adopt(agent)
    agent.intents = {name: _with_phrases(agent, each) for name, each in agent.intents.items()}
    return agent


def _put(agent: CxAgent, source: Source, name: str, parts: tuple[str, ...]) -> bool:
    """Puts one file where it belongs; ``False`` where it is none of an agent."""
    value = source.json(name)
    if not isinstance(value, dict):
        return False
    folder = next((i for i in range(len(parts) - 2, -1, -1) if parts[i] in _KINDS), None)
    if len(parts) > 2 and parts[-2] in _LANGUAGE_FOLDERS:
        agent.languages.setdefault("/".join(parts[:-2]), []).append((parts[-1], value))
        return True
    if folder is None:
        return _put_whole(agent, name, value)
    named = _named(name, value, default=PurePosixPath(name).stem)
    kind = _KINDS[parts[folder]]
    owner = next((parts[i + 1] for i in range(folder - 1, -1, -1) if parts[i] == "flows"), None)
    _file(agent, kind, named, owner)
    return True


def _put_whole(agent: CxAgent, name: str, value: Mapping[str, Any]) -> bool:
    """The file agent.json, or one file that holds a whole agent or flow."""
    marks = {"startFlow", "defaultLanguageCode"}
    if not marks.isdisjoint(value) or PurePosixPath(name).name == "agent.json":
        agent.settings, agent.settings_file = value, name
    inner = mapping(value.get("agent"))
    if inner:
        agent.settings, agent.settings_file = inner, name
    found = False
    for key, kind in _KINDS.items():
        # pages stand in their flow, where `_unpack` finds them
        for index, each in enumerate(listed(value.get(key)) if key != "pages" else ()):
            default = f"{kind} {index}"
            _file(agent, kind, _named(f"{name}: {key}[{index}]", each, default=default), None)
            found = True
    if not found and "transitionRoutes" in value and "flow" not in agent.settings:
        _file(agent, "flow", _named(name, value, default=PurePosixPath(name).stem), None)
        found = True
    return found or agent.settings_file == name


def _named(place: str, value: Mapping[str, Any], *, default: str) -> Named:
    ident = text_of(value.get("name"))
    name = text_of(value.get("displayName")) or default
    ids = tuple(dict.fromkeys(i for i in (ident, ident.rsplit("/", 1)[-1], default) if i))
    return Named(name=name, ids=ids, place=place, value=value)


def _file(agent: CxAgent, kind: str, named: Named, owner: str | None) -> None:
    if kind == "flow":
        known = next((k for k in agent.flows if k in (named.name, *named.ids)), None)
        flow = agent.flows.pop(known) if known is not None else CxFlow(named=named)
        flow.named = named
        agent.flows[_free(named.name, agent.flows)] = flow
    elif kind in ("page", "group") and owner is not None:
        flow = _flow_of(agent, owner)
        into = flow.pages if kind == "page" else flow.groups
        into[_free(named.name, into)] = named
    elif kind == "group":
        agent.groups[_free(named.name, agent.groups)] = named
    elif kind == "intent":
        agent.intents[_free(named.name, agent.intents)] = CxIntent(named=named, phrases=())
    elif kind == "entity":
        agent.entities[_free(named.name, agent.entities)] = named
    elif kind == "webhook":
        agent.webhooks[_free(named.name, agent.webhooks)] = named


def _free(name: str, taken: Iterable[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} ({number})"
    return free


def _flow_of(agent: CxAgent, owner: str) -> CxFlow:
    """The flow of a folder; where its own file is missing, one without routes."""
    for flow in agent.flows.values():
        if owner in (flow.named.name, *flow.named.ids):
            return flow
    named = Named(name=owner, ids=(owner,), place=f"flows/{owner}", value={})
    return agent.flows.setdefault(owner, CxFlow(named=named))


def _adopt(agent: CxAgent) -> None:
    """Phrases and values whose own intent or entity type has no file."""
    known = {each.named.place for each in agent.intents.values()}
    known |= {each.place for each in agent.entities.values()}
    owned = {place.rpartition("/")[0] for place in known}
    for folder in agent.languages.keys() - owned:
        kind = "intent" if "intents" in PurePosixPath(folder).parts else "entity"
        named = _named(f"{folder}/", {}, default=PurePosixPath(folder).name)
        _file(agent, kind, named, None)


def _unpack(flow: CxFlow) -> None:
    """Pages and groups that stand inside the file of their flow."""
    for key, into in (("pages", flow.pages), ("transitionRouteGroups", flow.groups)):
        for index, each in enumerate(listed(flow.named.value.get(key))):
            named = _named(f"{flow.named.place}: {key}[{index}]", each, default=f"{key} {index}")
            into[_free(named.name, into)] = named


def _with_phrases(agent: CxAgent, intent: CxIntent) -> CxIntent:
    files = agent.languages.get(intent.named.place.rpartition("/")[0], [])
    found = list(_phrases(intent.named.value, agent.locale))
    for name, value in files:
        found += _phrases(value, locale_of(PurePosixPath(name).stem, agent.locale))
    return CxIntent(named=intent.named, phrases=tuple(found))


def _phrases(
    value: Mapping[str, Any], locale: str
) -> Iterator[tuple[str, str, tuple[tuple[str, str], ...]]]:
    for each in listed(value.get("trainingPhrases")):
        parts = list(listed(each.get("parts")))
        text = "".join(str(part.get("text") or "") for part in parts)
        values = tuple(
            (text_of(part.get("parameterId")), text_of(part.get("text")))
            for part in parts
            if part.get("parameterId")
        )
        yield locale_of(each.get("languageCode"), locale), " ".join(text.split()), values


def _codes(value: Any) -> Iterator[str]:
    """Every language code of a message, however deep."""
    stack = [value]
    while stack:
        each = stack.pop()
        if isinstance(each, dict):
            if isinstance(each.get("languageCode"), str):
                yield each["languageCode"]
            stack.extend(each.values())
        elif isinstance(each, list):
            stack.extend(each)
