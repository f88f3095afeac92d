"""Answers of Dialogflow ES: texts, quick replies, cards, payloads, for one platform."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._entities import (
    entries,
    human,
    listed,
    locale_of,
    mapping,
    text_of,
    words,
)
from dialogkit.flow._convert._speech import Speech, filled, web_address

__all__ = ["Answer", "chips", "read_answer"]

_REFERENCE = re.compile(r"[$#](?P<name>(?:[A-Za-z_][\w-]*\.)?[A-Za-z_][\w-]*)(?:\.original)?")
_TYPES = {
    "0": "text",
    "1": "card",
    "2": "quick_replies",
    "3": "image",
    "4": "payload",
    "message": "text",
    "simple_response": "text",
    "basic_card": "card",
    "suggestion_chips": "quick_replies",
    "custom_payload": "payload",
    "list_card": "list",
    "carousel_card": "list",
    "link_out_chip": "link",
    "link_out_suggestion": "link",
}


@dataclass(slots=True, kw_only=True)
class Answer:
    """What an intent answers."""

    speech: Speech = field(default_factory=Speech)
    """Texts and quick replies."""
    to_human: bool = False
    """Whether one of the messages passes on to a human."""


def read_answer(
    draft: Draft,
    messages: tuple[Mapping[str, Any], ...],
    *,
    name: str,
    place: str,
    slot: Callable[[str], str | None],
) -> Answer:
    """The messages of an intent; each is counted, and what a flow cannot say is listed.

    Args:
        draft: The flow being put together.
        messages: As in the file.
        name: Of the intent.
        place: Its file.
        slot: From a parameter to its slot.
    """
    reader = _Reader(draft, name, slot)
    platform = _platform(messages)
    for index, message in enumerate(messages):
        where = f"{place}: messages[{index}]"
        draft.found("response", name, where)
        own = text_of(message.get("platform")).lower()
        if own and own != platform:
            why = f"is another wording for {own[:20]}"
        else:
            why = reader.read(message)
        if why:
            draft.left_out("response", name, where, why)
        else:
            draft.carried("response", name)
    return reader.answer


def _platform(messages: tuple[Mapping[str, Any], ...]) -> str:
    """The platform whose messages are taken: none, if there are such, else the first named."""
    names = [text_of(each.get("platform")).lower() for each in messages if _says(each)]
    return "" if "" in names else next(iter(names), "")


def _says(message: Mapping[str, Any]) -> bool:
    kind = _TYPES.get(text_of(message.get("type")).lower(), "")
    return kind != "text" or bool(words(message.get("speech")) or message.get("textToSpeech"))


class _Reader:
    """Reads messages one by one; each method gives the reason why one is left out."""

    def __init__(self, draft: Draft, name: str, slot: Callable[[str], str | None]) -> None:
        self._draft = draft
        self._name = name
        self._slot = slot
        self.answer = Answer()

    def read(self, message: Mapping[str, Any]) -> str:
        kind = _TYPES.get(text_of(message.get("type")).lower(), text_of(message.get("type")))
        locale = locale_of(message.get("lang"), self._draft.locales[0])
        if kind == "text":
            return self._text(message, locale)
        if kind in ("card", "list", "quick_replies", "link"):
            return self._card(message, locale)
        if kind == "image":
            return "shows a picture from the web; put the file beside the flow to show it"
        if kind == "payload":
            return self._payload(message.get("payload"), locale)
        if "transfer" in kind.lower():
            self.answer.to_human = True
            return ""
        return f"is of the kind {kind[:30] or 'unknown'}, which a flow cannot say"

    def _filled(self, texts: list[str]) -> list[str]:
        return [filled(text, _REFERENCE, self._slot) for text in texts]

    def _text(self, message: Mapping[str, Any], locale: str) -> str:
        texts = words(message.get("speech")) or words(message.get("textToSpeech"))
        items = list(listed(message.get("items")))
        texts = texts or [t for each in items for t in words(each.get("textToSpeech"))]
        texts = texts or [t for each in items for t in words(each.get("displayText"))]
        said = self.answer.speech.add(locale, self._filled(texts))
        return "" if said else "holds no text"

    def _card(self, message: Mapping[str, Any], locale: str) -> str:
        """Title, text and buttons of a card; a picture on it is named, not shown."""
        keys = ("title", "subtitle", "formattedText", "destinationName")
        lines = [line for key in keys for line in words(message.get(key))]
        replies: list[str] = words(message.get("replies"))
        replies += [
            t for each in listed(message.get("suggestions")) for t in words(each.get("title"))
        ]
        for each in listed(message.get("buttons")):
            title, leads = text_of(each.get("text") or each.get("title")), _leads(each)
            if web_address(leads):
                lines.append(f"{title}: {leads}" if title else leads)
            elif title:
                replies.append(title)
        for each in listed(message.get("items")):
            lines += words(each.get("title"))
            replies += words(each.get("title"))
        leads = _leads(message)
        if web_address(leads):
            lines.append(leads)
        said = self.answer.speech.add(locale, self._filled(["\n".join(lines)]))
        offered = self.answer.speech.offer(locale, replies)
        return "" if said or offered else "holds neither text nor buttons"

    def _payload(self, payload: Any, locale: str) -> str:
        found = dict(chips(payload))
        if found:
            for kind, texts in found.items():
                if kind == "text":
                    self.answer.speech.add(locale, self._filled(["\n".join(texts)]))
                else:
                    self.answer.speech.offer(locale, texts)
            return ""
        if human(*mapping(payload)):
            self.answer.to_human = True
            return ""
        return "is a payload of its own for one channel"


def _leads(value: Mapping[str, Any]) -> str:
    action = mapping(value.get("openUrlAction"))
    return text_of(action.get("url")) or text_of(value.get("postback")) or text_of(value.get("url"))


def chips(payload: Any) -> Iterator[tuple[str, list[str]]]:
    """Texts and quick replies in the rich content of Dialogflow Messenger."""
    texts: list[str] = []
    replies: list[str] = []
    for row in entries(mapping(payload).get("richContent")):
        for each in listed(row if isinstance(row, list) else [row]):
            if text_of(each.get("type")) == "chips":
                replies += [t for o in listed(each.get("options")) for t in words(o.get("text"))]
            else:
                texts += words(each.get("title")) + words(each.get("subtitle"))
                texts += [t for t in words(each.get("text")) if t not in texts]
    if texts:
        yield "text", texts
    if replies:
        yield "reply", replies
