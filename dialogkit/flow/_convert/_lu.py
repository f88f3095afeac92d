"""The language of ``.lu`` files, and the place of intents, utterances and entities in a flow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._entities import carry_entity, choice_values

__all__ = ["Entity", "Import", "Model", "Phrase", "carry_model", "parse_lu", "wording"]

_HEADING = re.compile(r"#+\s*(?P<name>.+?)\s*$")
_ITEM = re.compile(r"\s*[-*+]\s*(?P<text>.*)$")
_IMPORT = re.compile(r"\s*[-*+]?\s*\[(?P<label>[^\]]*)\]\((?P<file>[^)]+)\)\s*$")
_ENTITY = re.compile(
    r"@\s*(?P<kind>ml|list|prebuilt|regex|composite|patternany|phraselist|intent|simple)?\s+"
    r"(?P<name>\"[^\"]+\"|'[^']+'|[^\s=(]+)(?P<rest>.*)$",
    re.IGNORECASE,
)
_OLD_ENTITY = re.compile(r"\$(?P<name>[^:]+?)\s*:\s*(?P<kind>.+?)\s*$")
_ROLES = re.compile(r"(?:hasRoles?)\s+(.+?)(?:\s+usesFeatures?\b.*)?$", re.IGNORECASE)
_SYNONYM_HEAD = re.compile(r"(?P<value>.+?)\s*:\s*=?\s*$")
_MARK = re.compile(r"\{\s*@?\s*(?P<name>[^={}]+?)\s*(?:=\s*(?P<value>[^{}]*))?\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A sentence that customers say."""

    text: str
    """The sentence; entities still marked where it is a pattern."""
    values: tuple[tuple[str, str], ...] = ()
    """Entity and its value in the sentence."""
    pattern: bool = False
    """Whether it stands for many sentences."""
    place: str
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Something to be found in sentences."""

    name: str
    """Its name."""
    kind: str
    """``ml``, ``list``, ``prebuilt`` …"""
    values: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Values and their synonyms, of a list."""
    roles: tuple[str, ...] = ()
    """Other names it goes by in a sentence."""
    place: str
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """Another file whose sentences belong here."""

    file: str
    """Its path as written, without a section."""
    section: str
    """The intent named after ``#``; empty for all."""
    intent: str
    """The intent it stands under; empty at the top of a file."""
    place: str
    """Where it stands."""


@dataclass(slots=True, kw_only=True)
class Model:
    """What a classifier learns from."""

    locale: str
    """Language of the sentences."""
    place: str
    """File it was read from."""
    intents: dict[str, list[Phrase]] = field(default_factory=dict)
    """Intent to its sentences."""
    entities: dict[str, Entity] = field(default_factory=dict)
    """Entities by name."""
    stray: list[tuple[str, Phrase]] = field(default_factory=list)
    """Sentences whose intent nobody declares."""
    hints: list[tuple[str, str]] = field(default_factory=list)
    """Phrase lists, which only help training: name and place."""
    imports: list[Import] = field(default_factory=list)
    """Other files named."""
    unread: list[tuple[str, str]] = field(default_factory=list)
    """Lines that say nothing known: text and place."""


def parse_lu(text: str, *, place: str, locale: str) -> Model:
    """The model in a ``.lu`` file; lines that say nothing known are kept in ``unread``."""
    reader = _Reader(Model(locale=locale, place=place))
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        reader.read(line, f"{place}:{number}")
    reader.close()
    return reader.model


class _Reader:
    """Goes through the lines of a file."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._intent: str | None = None
        self._entity: Entity | None = None
        self._values: list[tuple[str, list[str]]] = []

    def read(self, line: str, place: str) -> None:
        bare = line.strip()
        if not bare or bare.startswith(">"):
            return
        heading = _HEADING.match(bare) if bare.startswith("#") else None
        if heading is not None:
            self.close()
            self._intent = heading["name"]
            self.model.intents.setdefault(self._intent, [])
        elif bare.startswith(("@", "$")):
            self.close()
            self._open(bare, place)
        elif _IMPORT.match(line):
            self._import(line, place)
        elif _ITEM.match(line):
            self._item(line, place)
        else:
            self.model.unread.append((bare[:40], place))

    def close(self) -> None:
        """The list entity that the last lines belonged to is complete."""
        if self._entity is not None:
            entity = self._entity
            values = tuple((value, tuple(synonyms)) for value, synonyms in self._values)
            full = Entity(
                name=entity.name,
                kind=entity.kind,
                values=values,
                roles=entity.roles,
                place=entity.place,
            )
            self.model.entities.setdefault(full.name, full)
        self._entity, self._values = None, []

    def _open(self, line: str, place: str) -> None:
        found = _ENTITY.match(line) or _OLD_ENTITY.match(line)
        if found is None:
            self.model.unread.append((line[:40], place))
            return
        parts = found.groupdict()
        kind, name = (parts["kind"] or "ml").lower(), parts["name"].strip("\"' ")
        if line.startswith("$") and name.casefold() == "prebuilt":
            kind, name = "prebuilt", parts["kind"].strip()
        elif line.startswith("$") and kind.endswith("="):
            self._old_list(name, kind.rstrip("=").strip(), place)
            return
        if kind == "phraselist":
            self.model.hints.append((name, place))
            kind = "hint"
        self._entity = Entity(
            name=name, kind=kind, roles=_roles(parts.get("rest"), name), place=place
        )
        if kind == "hint":
            self._entity = Entity(name=f"\0{name}", kind=kind, place=place)

    def _old_list(self, name: str, value: str, place: str) -> None:
        """``$city:berlin=`` with synonyms on the lines below; one such head a value."""
        known = self.model.entities.pop(name, None)
        self._entity = Entity(name=name, kind="list", place=known.place if known else place)
        earlier = known.values if known else ()
        self._values = [*((v, list(s)) for v, s in earlier), (value, [])]

    def _item(self, line: str, place: str) -> None:
        text = _ITEM.sub(r"\g<text>", line).strip()
        if self._entity is not None:
            self._entity_item(text)
        elif self._intent is not None:
            self.model.intents[self._intent].append(_phrase(text, place))
        else:
            self.model.unread.append((text[:40], place))

    def _entity_item(self, text: str) -> None:
        head = _SYNONYM_HEAD.match(text)
        if head is not None and self._entity is not None and self._entity.kind == "list":
            self._values.append((head["value"], []))
        elif self._values:
            self._values[-1][1].extend(part.strip() for part in text.split(",") if part.strip())

    def _import(self, line: str, place: str) -> None:
        found = _IMPORT.match(line)
        file, _, section = (found["file"] if found else "").partition("#")
        new = Import(
            file=file.strip(), section=section.strip(), intent=self._intent or "", place=place
        )
        self.model.imports.append(new)


def _roles(rest: str | None, name: str) -> tuple[str, ...]:
    bare = (rest or "").split("=")[0].strip()
    found = _ROLES.search(bare)
    said = found[1] if found else "" if re.search(r"\b(has|uses)", bare, re.IGNORECASE) else bare
    said = re.sub(r"\([^)]*\)", "", said)
    return tuple(w for w in re.split(r"[\s,]+", said) if w and w != name and re.match(r"\w", w))


def _phrase(text: str, place: str) -> Phrase:
    marks = list(_marks(text))
    unfilled = any(value is None for _, value in marks)
    optional = bool(re.search(r"\[[^\]]*\]|\([^()]*\|[^()]*\)", text))
    if unfilled or optional:
        return Phrase(text=text, pattern=True, place=place)
    values = tuple((name, value) for name, value in marks if value)
    return Phrase(text=_plain(text), values=values, place=place)


def _marks(text: str) -> Iterator[tuple[str, str | None]]:
    """Entities marked in a sentence, inner ones first, and what stands for them."""
    while True:
        found = _MARK.search(text)
        if found is None:
            return
        value = found["value"]
        yield found["name"].strip(), value.strip() if value is not None else None
        text = text[: found.start()] + (value or "").strip() + text[found.end() :]


def _plain(text: str) -> str:
    while (found := _MARK.search(text)) is not None:
        text = text[: found.start()] + (found["value"] or "").strip() + text[found.end() :]
    return " ".join(text.split())


def wording(pattern: str, examples: dict[str, str]) -> str | None:
    """One sentence that a pattern stands for: optional words said, the first of alternatives.

    Args:
        pattern: Such as ``[please] send it to {city}``.
        examples: Entity to a value it has elsewhere.

    Returns:
        The sentence; ``None`` where an entity has no example.
    """
    for name, value in _marks(pattern):
        if value is None and _example(name, examples) is None:
            return None

    def fill(found: re.Match[str]) -> str:
        given = (found["value"] or "").strip()
        return given or _example(found["name"].strip(), examples) or ""

    text = pattern
    for _ in range(10):
        text, filled = _MARK.subn(fill, text)
        text, chosen = re.subn(r"\(([^()|]*)(?:\|[^()]*)?\)", r"\1", text)
        text, opened = re.subn(r"\[([^\[\]|]*)(?:\|[^\[\]]*)?\]", r"\1", text)
        if not filled + chosen + opened:
            break
    return " ".join(re.sub(r"\^", "", text).split())


def _example(name: str, examples: dict[str, str]) -> str | None:
    for wanted in (
        name,
        name.split(":", maxsplit=1)[0],
        name.rsplit(":", maxsplit=1)[-1],
        name.split(".", maxsplit=1)[0],
    ):
        if wanted in examples:
            return examples[wanted]
    return None


# ----- into a flow -------------------------------------------------------------------------------


def carry_model(draft: Draft, model: Model, *, prefix: str = "") -> None:
    """Intents, sentences and entities; what a flow has no words for is listed.

    Args:
        draft: The flow being put together.
        model: What was read.
        prefix: Put before labels, where several classifiers share names of intents.
    """
    examples = _examples(model)
    for intent, phrases in model.intents.items():
        label = prefix + intent
        draft.found("intent", label, model.place)
        if intent == "None":
            why = "stands for what no intent covers; a flow answers that with its ladder"
            draft.left_out("intent", label, model.place, why)
        else:
            draft.intent(label)
            draft.carried("intent", label)
        for phrase in phrases:
            _carry_phrase(draft, model, label, phrase, examples)
    for intent, phrase in model.stray:
        draft.lost("utterance", intent or "without intent", phrase.place, "its intent is not there")
    for entity in model.entities.values():
        if not entity.name.startswith("\0"):
            _carry_entity(draft, entity, examples)
    for name, place in model.hints:
        draft.lost("phrase list", name, place, "is a hint for training; a flow has none")
    for text, place in model.unread:
        draft.lost("line", text, place, "says nothing that this import knows")


def _examples(model: Model) -> dict[str, str]:
    found: dict[str, str] = {}
    for phrases in model.intents.values():
        for phrase in phrases:
            for name, value in phrase.values:
                found.setdefault(name, value)
    for entity in model.entities.values():
        for value, synonyms in entity.values[:1]:
            found.setdefault(entity.name, synonyms[0] if synonyms else value)
    for entity in model.entities.values():
        known = [found[n] for n in (entity.name, *entity.roles) if n in found]
        for name in (entity.name, *entity.roles) if known else ():
            found.setdefault(name, known[0])
    return found


def _carry_phrase(
    draft: Draft, model: Model, label: str, phrase: Phrase, examples: dict[str, str]
) -> None:
    kind = "pattern" if phrase.pattern else "utterance"
    draft.found(kind, label, phrase.place)
    text = wording(phrase.text, examples) if phrase.pattern else phrase.text
    if text is None:
        why = "names an entity of which there is no example"
        draft.left_out(kind, label, phrase.place, why)
    elif label == "None" or label.endswith(".None"):
        why = "is an example of what no intent covers; it would teach the classifier an intent"
        draft.left_out(kind, label, phrase.place, why)
    elif draft.utterance(text, label, model.locale):
        draft.carried(kind, label)
        if phrase.pattern:
            draft.added("utterance", label, "a pattern is carried as one of its wordings")
    else:
        draft.left_out(kind, label, phrase.place, "holds no text")


def _carry_entity(draft: Draft, entity: Entity, examples: dict[str, str]) -> None:
    draft.kept("entity", entity.name, entity.place)
    values = carry_entity(draft, entity.name, entity.values, entity.place)
    for name in entity.roles or (entity.name,):
        like = examples.get(name) or examples.get(entity.name) or "free text"
        draft.slot(name, like=" ".join(like.split()), values=choice_values(values))
