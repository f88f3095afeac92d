"""The last touches to a draft: what a flow needs, an order to read it in, files, the flow."""

from __future__ import annotations

import dataclasses
import re
from collections import deque
from collections.abc import Iterator, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from dialogkit.flow._convert._ends import give_bare_ends
from dialogkit.flow._convert._imported import Imported
from dialogkit.flow._convert._layout import lay_out
from dialogkit.flow._convert._listening import listen_plainly
from dialogkit.flow._convert._rounds import MOST_CUTS, count_rounds
from dialogkit.flow._convert._targets import goto, targets, targets_of
from dialogkit.flow._model import Place
from dialogkit.flow._offences import Offences
from dialogkit.flow._parse import parse_flow
from dialogkit.flow._texts import FIXED_VALUES, Texts
from dialogkit.flow._yaml import parse_yaml

if TYPE_CHECKING:
    from dialogkit.flow._convert._draft import Draft
    from dialogkit.flow._flow import Flow

__all__ = ["finish"]

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_SECTIONS = (
    *("bot", "channels", "locales", "start", "keep", "customer", "intents", "data", "actions"),
    *("media", "push", "steps", "anywhere", "handoffs"),
)


def finish(draft: Draft) -> Imported:
    """The import that a draft amounts to."""
    _give_start(draft)
    listen_plainly(draft)
    _give_ways_on(draft)
    _list_dangling(draft)
    _give_slots(draft)
    if not draft.ordered:
        give_bare_ends(draft)
        draft.steps = _in_order(draft)
    draft.anywhere = list(_grouped(draft.anywhere))
    counts = draft.account.counts()
    text, flow = _written(draft)
    for _ in range(0 if draft.ordered else MOST_CUTS):
        if not count_rounds(draft, flow):
            break
        text, flow = _written(draft)
    texts = {
        locale: lay_out(_flat(keys), {}, quoted=True)
        for locale, keys in draft.texts.items()
        if keys
    }
    return Imported(
        flow=dataclasses.replace(flow, texts=_texts(texts, flow.locales)),
        flow_yaml=text,
        texts=MappingProxyType(texts),
        utterances=tuple(draft.utterances),
        left_out=tuple(draft.account.listed),
        added=tuple(draft.added_parts),
        counts=MappingProxyType(counts),
        media=MappingProxyType(dict(sorted(draft.files.items()))),
    )


def _written(draft: Draft) -> tuple[str, Flow]:
    """The flow as a file, and as it is read."""
    notes = {"": _headline(draft)}
    text = lay_out({key: getattr(draft, key) for key in _SECTIONS}, notes)
    return text, parse_flow(text, file="flow.yaml")


def _headline(draft: Draft) -> str:
    origin = f" from {draft.origin}" if draft.origin else ""
    return f"Carried over{origin}. What was left out, added or assumed: LEFT_OUT.md"


def _flat(keys: Mapping[str, list[str]]) -> dict[str, Any]:
    return {
        key: variants[0] if len(variants) == 1 else variants
        for key, variants in keys.items()
        if variants
    }


def _texts(files: Mapping[str, str], locales: tuple[str, ...]) -> Texts:
    """The texts as the parser would read them from beside the flow."""
    by_locale: dict[str, Mapping[str, tuple[str, ...]]] = {}
    places: dict[str, Mapping[str, Place]] = {}
    for locale in locales:
        if locale not in files:
            continue
        value = parse_yaml(files[locale], file=f"texts.{locale}.yaml", offences=Offences())
        entries = value.entries if value is not None else {}
        by_locale[locale] = MappingProxyType(
            {k: tuple(i.text.strip("\n") for i in v.items or (v,)) for k, v in entries.items()}
        )
        places[locale] = MappingProxyType(dict(value.key_places) if value is not None else {})
    return Texts(MappingProxyType(by_locale), locales[0], MappingProxyType(places))


# ----- what a flow needs -------------------------------------------------------------------------


def _give_start(draft: Draft) -> None:
    if draft.start in draft.steps:
        return
    if not draft.steps:
        draft.step("hello", say=draft.phrase("rephrase"))
        draft.added("step", "hello", "the export holds nothing that a bot says or does")
    draft.start = next(iter(draft.steps))
    draft.added("start", draft.start, "the export does not say where a conversation begins")


def _give_ways_on(draft: Draft) -> None:
    """A step that leads nowhere and listens for nothing ends the conversation."""
    onward = ("then", "choose", "when", "handoff", "end", "hear")
    for name, keys in draft.steps.items():
        if not any(key in keys for key in onward):
            keys["end"] = "done"
            draft.added("end", name, "nothing follows in the export")


def _grouped(rules: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Rules in a row that lead to the same step become one rule for several words."""
    for same, group in groupby(rules, lambda rule: {k: v for k, v in rule.items() if k != "hear"}):
        words = [rule["hear"] for rule in group if "hear" in rule]
        yield {"hear": words[0] if len(words) == 1 else words, **same} if words else same


def _list_dangling(draft: Draft) -> None:
    """A name that the export itself leaves dangling stays so, and is listed."""
    for where, target in targets(draft):
        if target and target not in draft.steps:
            draft.lost("target", target, where, "there is no such step in the export")


def _give_slots(draft: Draft) -> None:
    """A value that a text names and nobody declares becomes a slot, to be looked at."""
    for keys in draft.texts.values():
        for key, variants in keys.items():
            for name in _PLACEHOLDER.findall(" ".join(variants)):
                if name not in draft.data and name not in FIXED_VALUES:
                    draft.data[name] = {"like": "free text", "level": "personal"}
                    why = f"the text {key} shows it; say where it comes from"
                    draft.added("slot", name, why)


# ----- an order to read it in --------------------------------------------------------------------


def _in_order(draft: Draft) -> dict[str, dict[str, Any]]:
    """From the start on, each step near the one that leads to it; then what rules lead to."""
    rules = [goto(rule) for rule in draft.anywhere]
    handoffs = {n: list(k.get("when", {}).values()) for n, k in draft.handoffs.items()}
    order: dict[str, None] = {}
    for root in [draft.start, *rules, *draft.steps]:
        queue = deque([root])
        while queue:
            name = queue.popleft()
            if name in order or name not in draft.steps:
                continue
            order[name] = None
            keys = draft.steps[name]
            queue.extend([*targets_of(keys), *handoffs.get(keys.get("handoff", ""), ())])
    return {name: draft.steps[name] for name in order}
