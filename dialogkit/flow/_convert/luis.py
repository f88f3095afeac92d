"""LUIS apps (and the exports of Conversational Language Understanding, which came after it).

Such a file holds what customers say and nothing that a bot answers, so the flow offers every
intent and ends in an end of its own name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dialogkit.errors import InputError
from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._entities import (
    entries,
    listed,
    locale_of,
    mapping,
    text_of,
    words,
)
from dialogkit.flow._convert._ladder import last_rung
from dialogkit.flow._convert._lu import Entity, Model, Phrase, carry_model
from dialogkit.flow._convert._source import Source

__all__ = ["NAME", "read", "recognise"]

NAME = "luis"

_SIMPLE = ("entities", "composites", "hierarchicals", "regex_entities", "prebuiltEntities")
_MORE = ("patternAnyEntities", "regexEntities", "patternAny")
_MOST_CHOICES = 10


def recognise(source: Source) -> bool:
    """Whether a JSON file is an app of LUIS."""
    return bool(_apps(source))


def read(source: Source) -> Draft:
    """The app as a flow that hears every intent.

    Raises:
        InputError: No file is an app of LUIS.
    """
    apps = _apps(source)
    if not apps:
        raise InputError("holds no app of LUIS (a JSON file with intents and utterances)")
    models = [(name, _model(app, name)) for name, app in apps]
    locales = list(dict.fromkeys(model.locale for _, model in models))
    first = apps[0][1]
    draft = Draft(text_of(first.get("name")), locales)
    draft.origin = "LUIS"
    for name, model in models:
        source.use(name)
        carry_model(draft, model)
    for name, app in apps:
        _list_rest(draft, app, name)
    _offer(draft, models)
    return draft


def _apps(source: Source) -> list[tuple[str, Mapping[str, Any]]]:
    found = []
    for name in source.names(".json"):
        try:
            value = _app(source.json(name))
        except InputError:
            # another file of the folder may be the app
            continue
        if value is not None:
            found.append((name, value))
    return found


def _app(value: Any) -> Mapping[str, Any] | None:
    """The app in a file; that of its successor is put into the older words."""
    if not isinstance(value, dict):
        return None
    assets = value.get("assets")
    if isinstance(assets, dict) and "projectFileVersion" in value:
        return _younger(value, assets)
    luis = "luis_schema_version" in value or {"culture", "utterances"} <= value.keys()
    return value if luis and isinstance(value.get("intents"), list) else None


def _younger(value: Mapping[str, Any], assets: Mapping[str, Any]) -> Mapping[str, Any]:
    meta = mapping(value.get("metadata"))
    lists = [
        {
            "name": each.get("category"),
            "subLists": [
                {
                    "canonicalForm": part.get("listKey"),
                    "list": [
                        w for s in listed(part.get("synonyms")) for w in words(s.get("values"))
                    ],
                }
                for part in listed(mapping(each.get("list")).get("sublists"))
            ],
        }
        for each in listed(assets.get("entities"))
    ]
    return {
        "name": meta.get("projectName"),
        "culture": meta.get("language"),
        "intents": [{"name": each.get("category")} for each in listed(assets.get("intents"))],
        "closedLists": [each for each in lists if each["subLists"]],
        "entities": [{"name": each["name"]} for each in lists if not each["subLists"]],
        "utterances": [
            {
                "text": each.get("text"),
                "intent": each.get("intent"),
                "entities": [
                    {
                        "entity": part.get("category"),
                        "startPos": part.get("offset"),
                        "endPos": _last(part),
                    }
                    for part in listed(each.get("entities"))
                ],
            }
            for each in listed(assets.get("utterances"))
        ],
    }


def _synonyms(part: Mapping[str, Any]) -> list[str]:
    return [word for each in listed(part.get("synonyms")) for word in words(each.get("values"))]


def _last(part: Mapping[str, Any]) -> Any:
    offset, length = part.get("offset"), part.get("length")
    return offset + length - 1 if isinstance(offset, int) and isinstance(length, int) else None


def _model(app: Mapping[str, Any], name: str) -> Model:
    model = Model(locale=locale_of(app.get("culture")), place=name)
    for each in listed(app.get("intents")):
        model.intents.setdefault(text_of(each.get("name")) or "unnamed", [])
    for index, each in enumerate(listed(app.get("utterances"))):
        phrase = Phrase(
            text=text_of(each.get("text")),
            values=tuple(_values(each)),
            place=f"{name}: utterances[{index}]",
        )
        _put(model, text_of(each.get("intent")), phrase)
    for index, each in enumerate(listed(app.get("patterns"))):
        place = f"{name}: patterns[{index}]"
        text = text_of(each.get("pattern"))
        _put(model, text_of(each.get("intent")), Phrase(text=text, pattern=True, place=place))
    for entity in _entities(app, name):
        model.entities.setdefault(entity.name, entity)
    return model


def _put(model: Model, intent: str, phrase: Phrase) -> None:
    if intent in model.intents:
        model.intents[intent].append(phrase)
    else:
        model.stray.append((intent, phrase))


def _values(utterance: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    text = text_of(utterance.get("text"))
    for each in listed(utterance.get("entities")):
        start, end = each.get("startPos"), each.get("endPos")
        if isinstance(start, int) and isinstance(end, int) and 0 <= start <= end:
            yield text_of(each.get("entity")), text[start : end + 1]


def _entities(app: Mapping[str, Any], place: str) -> Iterator[Entity]:
    for kind in (*_SIMPLE, *_MORE):
        for each in listed(app.get(kind)):
            name = text_of(each.get("name"))
            if name:
                yield Entity(
                    name=name, kind=kind, roles=tuple(words(each.get("roles"))), place=place
                )
    for each in listed(app.get("closedLists")):
        values = tuple(
            (text_of(part.get("canonicalForm")), tuple(words(part.get("list"))))
            for part in listed(each.get("subLists"))
        )
        name = text_of(each.get("name"))
        if name:
            roles = tuple(words(each.get("roles")))
            yield Entity(name=name, kind="list", values=values, roles=roles, place=place)


def _list_rest(draft: Draft, app: Mapping[str, Any], place: str) -> None:
    """Hints for training, which a flow has no words for."""
    for kind in ("model_features", "phraselists", "regex_features"):
        for each in listed(app.get(kind)):
            name = text_of(each.get("name")) or kind
            draft.lost("phrase list", name, place, "is a hint for training; a flow has none")
    for each in entries(app.get("settings")):
        name = text_of(mapping(each).get("name")) or "setting"
        draft.lost("setting", name, place, "is for the classifier of LUIS")


def _offer(draft: Draft, models: list[tuple[str, Model]]) -> None:
    """A start that offers the intents, each with an end of its own."""
    labels = dict.fromkeys(label for _, model in models for label in model.intents)
    labels.pop("None", None)
    targets = {draft.intent(label): label for label in labels}
    for word, label in targets.items():
        draft.put_step(f"intent {label}", fulfils=word, end=word)
        draft.anywhere.append({"hear": word, "goto": draft.name("step", f"intent {label}")})
    offered = dict(list(targets.items())[:_MOST_CHOICES])
    choose = {word: draft.name("step", f"intent {label}") for word, label in offered.items()}
    for word in choose:
        draft.label(word)
    if choose:
        draft.start = draft.step("hello", say=draft.phrase("unwritten"), choose=choose)
    draft.anywhere.append({"lost": [draft.phrase("rephrase"), last_rung(draft, "", handed=False)]})
    why = "LUIS holds no answers: every intent ends in an end of its own name"
    draft.added("step", draft.start or "hello", why)
