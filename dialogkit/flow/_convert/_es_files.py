"""The files of a Dialogflow ES agent: intents, parameters, messages as plain values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from dialogkit.errors import InputError
from dialogkit.flow._convert._entities import (
    entries,
    listed,
    locale_of,
    mapping,
    text_of,
    words,
)
from dialogkit.flow._convert._source import Source

__all__ = [
    "PLACE",
    "Agent",
    "EsEntity",
    "EsIntent",
    "Parameter",
    "Phrase",
    "is_intent",
    "read_agent",
]

_SAYS = re.compile(r"(?P<stem>.*)_usersays_(?P<locale>[A-Za-z]{2,3}(?:[-_]\w+)*)\.json$")
_ENTRIES = re.compile(r"(?P<stem>.*)_entries_(?P<locale>[A-Za-z]{2,3}(?:[-_]\w+)*)\.json$")
PLACE = re.compile(r"@(?P<entity>[\w.-]+?)(?::(?P<alias>[\w-]+))?(?=$|[^\w:.-]|\.(?:$|\s))")
"""An entity in a template, ``@sys.number:count``."""
_LIFESPAN = 5
"""Turns a context lasts where the file does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A training phrase."""

    text: str
    """The sentence; of a template with its placeholders."""
    locale: str
    """Its language; empty for that of the agent."""
    values: tuple[tuple[str, str], ...]
    """Parameter or entity, and what stands for it."""
    kinds: tuple[tuple[str, str], ...]
    """Parameter and its entity."""
    template: bool
    """Whether it stands for many sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A value an intent takes."""

    name: str
    """Its name."""
    kind: str
    """Its entity, as ``@sys.date``; empty in the oldest exports."""
    alias: str
    """What it is called in phrases."""
    required: bool
    """Whether it is asked for."""
    constant: bool
    """Whether it is a fixed text, not taken from what was said."""
    prompts: tuple[tuple[str, str], ...]
    """Language and question, in order."""
    default: str
    """What it is where nothing was said."""
    place: str
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EsIntent:
    """An intent with its answer."""

    name: str
    """Its name."""
    place: str
    """Its file."""
    heard_in: tuple[str, ...] = ()
    """Contexts that must be active, in lower case."""
    opens: Mapping[str, int] = field(default_factory=dict)
    """Contexts it makes active, and for how many turns; 0 ends one."""
    resets: bool = False
    """Whether it ends all contexts first."""
    action: str = ""
    """Name of what the back end does."""
    webhook: bool = False
    """Whether the back end is called."""
    parameters: tuple[Parameter, ...] = ()
    """Values it takes."""
    messages: tuple[Mapping[str, Any], ...] = ()
    """What it answers, as in the file."""
    events: tuple[str, ...] = ()
    """Events that lead to it."""
    fallback: bool = False
    """Whether it answers what was not understood."""
    ends: bool = False
    """Whether the conversation is over."""
    to_human: bool = False
    """Whether it says outright that a human takes over."""
    phrases: tuple[Phrase, ...] = ()
    """What customers say."""
    rest: tuple[str, ...] = ()
    """Keys with a content that no flow has words for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EsEntity:
    """An entity with its values."""

    name: str
    """Its name."""
    place: str
    """Its file."""
    values: tuple[tuple[str, tuple[str, ...]], ...]
    """Values and their synonyms; in all languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """All of an agent."""

    name: str
    """Its name; may be empty."""
    locales: tuple[str, ...]
    """Languages, that of the agent first."""
    settings: Mapping[str, Any]
    """The file agent.json."""
    settings_file: str
    """Its name; empty where there is none."""
    intents: tuple[EsIntent, ...]
    """Intents by name."""
    entities: tuple[EsEntity, ...]
    """Entities by name."""


def is_intent(value: Any) -> bool:
    """Whether a JSON value is an intent of Dialogflow ES."""
    if not isinstance(value, dict) or not isinstance(value.get("name"), str):
        return False
    marks = {"contexts", "userSays", "templates", "fallbackIntent", "webhookUsed", "auto"}
    return isinstance(value.get("responses"), list) and not marks.isdisjoint(value)


def read_agent(source: Source) -> Agent:
    """The agent in an export.

    Raises:
        InputError: A file is damaged, or there is no intent.
    """
    intents, says, entities, values = [], {}, [], {}
    settings: tuple[str, Mapping[str, Any]] = ("", {})
    for name in source.names(".json"):
        value = source.json(name)
        parts = PurePosixPath(name).parts
        folder = parts[-2].lower() if len(parts) > 1 else ""
        if (found := _SAYS.match(name)) and isinstance(value, list):
            says[name] = (found["stem"], found["locale"], value)
        elif (found := _ENTRIES.match(name)) and isinstance(value, list):
            values[name] = (found["stem"], value)
        elif is_intent(value):
            intents.append((name, value))
        elif folder == "entities" and isinstance(value, dict) and text_of(value.get("name")):
            entities.append((name, value))
        elif parts[-1] == "agent.json" and isinstance(value, dict):
            settings = (name, value)
        elif parts[-1] == "package.json" and isinstance(value, dict):
            pass
        else:
            continue
        source.use(name)
    if not intents:
        raise InputError("holds no intent of Dialogflow ES", file=source.path)
    language = locale_of(settings[1].get("language"))
    heard = {name: _intent(name, value, language) for name, value in intents}
    said = _with_phrases(heard, says)
    known = [*said.values()]
    return Agent(
        name=text_of(settings[1].get("displayName")),
        locales=tuple(_locales(settings[1], known, language)),
        settings=settings[1],
        settings_file=settings[0],
        intents=tuple(known),
        entities=tuple(_entity(name, value, values) for name, value in entities),
    )


def _with_phrases(
    intents: Mapping[str, EsIntent], says: Mapping[str, tuple[str, str, list[Any]]]
) -> dict[str, EsIntent]:
    """The intents with the phrases of their files; phrases without an intent get one of theirs."""
    found = dict(intents)
    for name, (stem, locale, value) in says.items():
        phrases = tuple(_phrase(each, locale_of(locale)) for each in listed(value))
        owner = f"{stem}.json"
        if owner in found:
            found[owner] = replace(found[owner], phrases=(*found[owner].phrases, *phrases))
        else:
            orphan = EsIntent(name=PurePosixPath(stem).name, place=name, phrases=phrases)
            found[owner] = orphan
    return _apart(found)


def _apart(intents: Mapping[str, EsIntent]) -> dict[str, EsIntent]:
    """Intents with names of their own, should two files bear the same."""
    taken: set[str] = set()
    found = {}
    for owner, intent in intents.items():
        name, number = intent.name, 1
        while name in taken:
            number += 1
            name = f"{intent.name} ({number})"
        taken.add(name)
        found[owner] = replace(intent, name=name)
    return found


def _locales(settings: Mapping[str, Any], intents: list[EsIntent], language: str) -> Iterator[str]:
    named = [language, *(locale_of(each, "") for each in words(settings.get("supportedLanguages")))]
    for intent in intents:
        named += [phrase.locale for phrase in intent.phrases]
        named += [locale_of(message.get("lang"), "") for message in intent.messages]
    yield from (locale for locale in dict.fromkeys(named) if locale)


def _intent(place: str, value: Mapping[str, Any], language: str) -> EsIntent:
    responses = list(listed(value.get("responses")))
    first = responses[0] if responses else {}
    phrases = [_phrase(each, "") for each in listed(value.get("userSays"))]
    phrases += [_template(text) for text in words(value.get("templates"))]
    events = [
        text_of(e.get("name") if isinstance(e, dict) else e) for e in entries(value.get("events"))
    ]
    rest = ("conditionalResponses", "conditionalFollowupEvents", "condition", "followUpEvent")
    return EsIntent(
        name=text_of(value.get("name")) or PurePosixPath(place).stem,
        place=place,
        heard_in=tuple(dict.fromkeys(filter(None, map(_context, entries(value.get("contexts")))))),
        opens=_opened(responses),
        resets=first.get("resetContexts") is True,
        action=text_of(first.get("action")),
        webhook=_yes(value.get("webhookUsed")) or _yes(value.get("webhookForSlotFilling")),
        parameters=tuple(
            _parameter(each, f"{place}: parameters[{index}]", language)
            for index, each in enumerate(listed(first.get("parameters")))
        ),
        messages=tuple(message for each in responses for message in _messages(each)),
        events=tuple(filter(None, events)),
        fallback=value.get("fallbackIntent") is True or value.get("isFallback") is True,
        ends=value.get("endInteraction") is True,
        to_human=value.get("liveAgentHandoff") is True,
        phrases=tuple(phrases),
        rest=tuple(key for key in rest if value.get(key)),
    )


def _yes(value: Any) -> bool:
    return value is True or text_of(value).upper().endswith(("TRUE", "STATE_ENABLED"))


def _context(value: Any) -> str:
    name = text_of(mapping(value).get("name") if isinstance(value, dict) else value)
    return name.rsplit("/", 1)[-1].lower()


def _opened(responses: list[Mapping[str, Any]]) -> dict[str, int]:
    opened = {}
    for response in responses:
        for each in entries(response.get("affectedContexts")):
            lasts = mapping(each).get("lifespan", _LIFESPAN)
            turns = lasts if isinstance(lasts, int) and not isinstance(lasts, bool) else _LIFESPAN
            if _context(each):
                opened[_context(each)] = max(0, min(turns, 50))
    return opened


def _messages(response: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The messages; those of the oldest exports are a mere text beside them."""
    found = list(listed(response.get("messages")))
    yield from found
    if not found and words(response.get("speech")):
        yield {"type": 0, "speech": response.get("speech")}


def _parameter(value: Mapping[str, Any], place: str, language: str) -> Parameter:
    given = text_of(value.get("value"))
    prompts = [
        (locale_of(mapping(each).get("lang"), language), text)
        for each in entries(value.get("prompts"))
        for text in words(mapping(each).get("value") if isinstance(each, dict) else each)
    ]
    return Parameter(
        name=text_of(value.get("name")) or "value",
        kind=text_of(value.get("dataType")),
        alias=given.lstrip("$").removesuffix(".original"),
        required=value.get("required") is True,
        constant=bool(given) and not given.startswith(("$", "#", "@")),
        prompts=tuple(prompts),
        default=text_of(value.get("defaultValue")),
        place=place,
    )


def _phrase(value: Mapping[str, Any], locale: str) -> Phrase:
    parts = list(listed(value.get("data")))
    text = "".join(str(part.get("text") or "") for part in parts)
    if value.get("isTemplate") is True:
        return _template(text, locale)
    values = [
        (text_of(part.get("alias")) or text_of(part.get("meta")), text_of(part.get("text")))
        for part in parts
        if part.get("meta") and part.get("meta") != "@sys.ignore"
    ]
    language = locale_of(value.get("lang"), locale)
    known = tuple((name, said) for name, said in values if name and said)
    kinds = tuple((text_of(p.get("alias")), text_of(p.get("meta"))) for p in parts if p.get("meta"))
    return Phrase(
        text=" ".join(text.split()), locale=language, values=known, kinds=kinds, template=False
    )


def _template(text: str, locale: str = "") -> Phrase:
    kinds = tuple(
        (found["alias"] or found["entity"], found["entity"]) for found in PLACE.finditer(text)
    )
    return Phrase(text=text, locale=locale, values=(), kinds=kinds, template="@" in text)


def _entity(
    place: str, value: Mapping[str, Any], others: Mapping[str, tuple[str, list[Any]]]
) -> EsEntity:
    stem = place.removesuffix(".json")
    found = list(listed(value.get("entries")))
    for owner, more in others.values():
        if owner == stem:
            found += listed(more)
    merged: dict[str, dict[str, None]] = {}
    for each in found:
        name = text_of(each.get("value"))
        if name:
            merged.setdefault(name, {}).update(dict.fromkeys(words(each.get("synonyms"))))
    values = tuple((name, tuple(synonyms)) for name, synonyms in merged.items())
    return EsEntity(name=text_of(value.get("name")), place=place, values=values)
