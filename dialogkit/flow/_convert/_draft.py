"""A flow being put together by an importer, with an account of all that was found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from dialogkit.errors import ParameterError
from dialogkit.flow._convert._account import Account
from dialogkit.flow._convert._finish import finish
from dialogkit.flow._convert._imported import Added, Imported, Utterance
from dialogkit.flow._convert._layout import clean
from dialogkit.flow._parse_guard import parse_guard

__all__ = ["LONGEST_NAME", "Draft", "safe_name"]

LONGEST_NAME = 60
LONGEST_GUARD = 400
_NOT_IN_NAMES = re.compile(r"[^\w]+")
_RESERVED = frozenset(
    {"and", "or", "not", "in", "is", "known", "unknown", "customer", "time", "channel", "locale"}
    | {"opted_in", "null", "true", "false", "yes", "no", "reason", "agent", "position", "minutes"}
)
"""Words that guards, texts or YAML take for something else."""

_KEYS_OF_TEXTS = ("text", "word", "intent", "slot")
"""Spaces whose names are keys of texts: what is said, labels, questions for a slot."""

_WRITTEN = "written by the import; put it into your own words"

_PHRASES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "en": MappingProxyType(
            {
                "in_the_queue": "I am passing you on to our team. One moment, please.",
                "welcome_back": "This is the digital assistant again. Is that settled now?",
                "we_call_you": "Nobody from our team is free right now. We will get back to you.",
                "solved": "Yes, thank you",
                "unsolved": "No, not yet",
                "rephrase": "Sorry, I did not understand that. Could you put it another way?",
                "done": "That is all",
                "bye": "Thank you, and goodbye!",
                "unwritten": "…",
            }
        ),
        "de": MappingProxyType(
            {
                "in_the_queue": "Ich verbinde Sie mit unserem Team. Einen Moment bitte.",
                "welcome_back": "Hier ist wieder der digitale Assistent. Ist alles geklärt?",
                "we_call_you": "Gerade ist niemand aus dem Team frei. Wir melden uns bei Ihnen.",
                "solved": "Ja, danke",
                "unsolved": "Nein, noch nicht",
                "rephrase": "Das habe ich nicht verstanden. Können Sie es anders sagen?",
                "done": "Das war alles",
                "bye": "Vielen Dank und auf Wiedersehen!",
                "unwritten": "…",
            }
        ),
    }
)


def safe_name(text: str, *, default: str = "step") -> str:
    """``text`` as a name: letters (umlauts too), digits and ``_``, at most 60 characters."""
    name = _NOT_IN_NAMES.sub("_", clean(text)).strip("_")[:LONGEST_NAME].strip("_")
    return name or default


class Draft:
    """A mutable flow. Values are as in the file: ``steps["hello"] = {"say": "hello"}``.

    Args:
        bot: Name of the bot; empty where the export has none.
        locales: Languages; the first is the one to fall back on.

    ``ordered`` says that the steps are in the order to read them in; ``waiting`` is the step in
    which the bot waits between turns, if there is one: come to it, nothing is left to resume.
    """

    def __init__(self, bot: str = "", locales: Iterable[str] = ("en",)) -> None:
        self.bot = bot
        self.start = ""
        self.origin = ""
        self.waiting = ""
        self.ordered = False
        self.channels: list[str] = ["web"]
        self.locales: list[str] = list(locales)
        self.keep: dict[str, str] = {}
        self.customer: dict[str, Any] = {}
        self.intents: dict[str, str] = {}
        self.data: dict[str, dict[str, Any]] = {}
        self.actions: dict[str, dict[str, Any]] = {}
        self.media: dict[str, dict[str, Any]] = {}
        self.push: dict[str, dict[str, Any]] = {}
        self.steps: dict[str, dict[str, Any]] = {}
        self.anywhere: list[dict[str, Any]] = []
        self.handoffs: dict[str, dict[str, Any]] = {}
        self.texts: dict[str, dict[str, list[str]]] = {}
        self.utterances: list[Utterance] = []
        self.files: dict[str, bytes] = {}
        self.written: dict[str, str] = {}
        self.added_parts: list[Added] = []
        self.account = Account()
        self._names: dict[str, dict[str, str]] = {}
        self._taken: dict[str, set[str]] = {}

    # ----- the account ---------------------------------------------------------------------------

    def found(self, kind: str, name: str, place: str) -> None:
        """Something is in the export. It must be carried or left out, as often as it was found."""
        self.account.found(kind, name, place)

    def carried(self, kind: str, name: str) -> None:
        """Something that was found is said by the flow."""
        self.account.carried(kind, name)

    def left_out(self, kind: str, name: str, place: str, why: str) -> None:
        """Something that was found is not said by the flow."""
        self.account.left_out(kind, name, place, why)

    def lost(self, kind: str, name: str, place: str, why: str) -> None:
        """Found and left out at once."""
        self.found(kind, name, place)
        self.left_out(kind, name, place, why)

    def kept(self, kind: str, name: str, place: str) -> None:
        """Found and carried at once."""
        self.found(kind, name, place)
        self.carried(kind, name)

    def added(self, kind: str, name: str, why: str) -> None:
        """Something a flow needs that the export does not say."""
        new = Added(kind=kind, name=name, why=why)
        if new not in self.added_parts:
            self.added_parts.append(new)

    # ----- names ---------------------------------------------------------------------------------

    def name(self, space: str, wanted: str, *, like: str = "") -> str:
        """The safe name for ``wanted``: the same for the same, another for another.

        Args:
            space: Within which names are unique: ``step``, ``action``, ``handoff`` … The spaces
                ``text``, ``word`` (of choices that are no intents), ``intent`` and ``slot`` are
                one, as all of these are keys of texts.
            wanted: The name in the export, or a key that stands for it.
            like: What the name is made from, where ``wanted`` is such a key.
        """
        known = self._names.setdefault(space, {})
        if wanted not in known:
            known[wanted] = self.fresh(space, like or wanted)
        return known[wanted]

    def fix(self, space: str, wanted: str, name: str) -> None:
        """Settles beforehand which name ``wanted`` gets."""
        self._names.setdefault(space, {})[wanted] = name
        self._taken.setdefault("text" if space in _KEYS_OF_TEXTS else space, set()).add(name)

    def taken(self, space: str, wanted: str) -> bool:
        """Whether something else has this name."""
        where = "text" if space in _KEYS_OF_TEXTS else space
        return safe_name(wanted, default=space) in self._taken.get(where, ())

    def fresh(self, space: str, wanted: str) -> str:
        """A safe name that nothing else has, close to ``wanted``."""
        taken = self._taken.setdefault("text" if space in _KEYS_OF_TEXTS else space, set())
        base = safe_name(wanted, default=space)
        if space == "slot" and base.lower() in _RESERVED:
            base += "_value"
        name, number = base, 1
        while name in taken:
            number += 1
            ending = f"_{number}"
            name = base[: LONGEST_NAME - len(ending)] + ending
        taken.add(name)
        return name

    # ----- parts ---------------------------------------------------------------------------------

    def step(self, wanted: str, /, **keys: Any) -> str:
        """A new step near the name ``wanted``; keys whose value is empty are left away.

        ``goto`` of choices and the like name steps by what this returns, or by
        ``name("step", ...)``. A key that is no Python word takes a ``_``: ``if_``, ``else_``.
        """
        name = self.fresh("step", wanted)
        self.steps[name] = _filled(keys)
        return name

    def put_step(self, wanted: str, /, *, like: str = "", **keys: Any) -> str:
        """The step that ``name("step", wanted, like=like)`` promises."""
        name = self.name("step", wanted, like=like)
        self.steps[name] = _filled(keys)
        return name

    def intent(self, label: str) -> str:
        """The word for a classifier's label; made on first use."""
        word = self.name("intent", label)
        self.intents.setdefault(word, clean(label).strip() or word)
        return word

    def slot(self, wanted: str, **keys: Any) -> str:
        """The slot for ``wanted``; made on first use, later ``keys`` complete it."""
        name = self.name("slot", wanted)
        self.data.setdefault(name, {"like": "free text"}).update(_filled(keys))
        return name

    def action(self, wanted: str, **keys: Any) -> str:
        """The action for ``wanted``; made on first use, later ``keys`` complete it."""
        name = self.name("action", wanted)
        self.actions.setdefault(name, {}).update(_filled(keys))
        return name

    def text(
        self, key: str, variants: Iterable[str] | str, locale: str | None = None
    ) -> str | None:
        """Texts under a key that is used as it is; ``None`` where all are blank.

        Args:
            key: The key, from ``name("text", ...)``; variants are added to those it has.
            variants: One or more texts, placeholders as ``{slot}``.
            locale: The language; the first one if not given.
        """
        where = self.texts.setdefault(locale or self.locales[0], {}).setdefault(key, [])
        for variant in (variants,) if isinstance(variants, str) else variants:
            tidy = clean(variant).strip()
            if tidy and tidy not in where:
                where.append(tidy)
        return key if where else None

    def phrase(self, key: str) -> str:
        """A text that this module writes, in every language of the flow; says that it was added."""
        name = self.name("text", f"added {key}", like=key)
        for locale in self.locales:
            words = _PHRASES.get(re.split("[-_]", locale)[0], _PHRASES["en"])
            if not self.texts.get(locale, {}).get(name):
                self.text(name, words[key], locale)
        self.written[key] = name
        self.added("text", name, _WRITTEN)
        return name

    def take_back(self, key: str) -> None:
        """Takes away a text that this module has written, if so, and nothing says any more."""
        name = self.written.pop(key, "")
        for texts in self.texts.values():
            texts.pop(name, None)
        self.added_parts = [e for e in self.added_parts if (e.kind, e.name) != ("text", name)]

    def label(
        self, word: str, wordings: Iterable[str] | str = (), locale: str | None = None
    ) -> str:
        """The label of a choice; made from the word itself where no wording is given."""
        given = [wordings] if isinstance(wordings, str) else list(wordings)
        if self.text(word, given, locale) is None:
            self.text(word, word.replace("_", " ").strip().capitalize() or word, locale)
            self.added("label", word, "has no wording in the export; made from its name")
        return word

    def is_guard(self, text: str) -> bool:
        """Whether the text is a guard that a flow can hold."""
        try:
            parse_guard(text)
        except ParameterError:
            return False
        return len(text) <= LONGEST_GUARD and "\n" not in text

    def utterance(self, text: str, intent: str, locale: str | None = None) -> bool:
        """An example of an intent; ``False`` where nothing is left of it."""
        tidy = " ".join(clean(text).split())
        if tidy:
            label = clean(intent).strip()
            where = locale or self.locales[0]
            self.utterances.append(Utterance(text=tidy, intent=label, locale=where))
        return bool(tidy)

    def shares(self, action: str, outcomes: Iterable[str]) -> None:
        """Outcomes that the export does not weigh: equal shares, said to be assumed."""
        names = list(dict.fromkeys(outcomes)) or ["done"]
        whole, rest = divmod(100, len(names))
        shares = [whole + (index < rest) for index in range(len(names))]
        self.actions[action]["gives"] = {n: f"{s}%" for n, s in zip(names, shares, strict=True)}
        self.added("share", action, "outcomes are assumed to be equally likely; put in your own")

    def end(self, wanted: str = "done", *, end: str = "resolved", say: str | None = None) -> str:
        """The step for an end of this name; made on first use."""
        name = self.name("step", f"end {wanted}", like=wanted)
        if name not in self.steps:
            self.steps[name] = _filled({"say": say, "end": end})
        return name

    def handoff(self, wanted: str = "service", *, queued: str | None = None) -> str:
        """A step that hands over to humans, with all that a handoff needs; made on first use.

        Hours, skills and what is told are added, as no export says them: hours stay open, so that
        the check asks for them.

        Args:
            wanted: Name of the team or queue.
            queued: Key of the text said when the customer joins the queue.
        """
        name = self.name("step", f"handoff {wanted}", like=wanted)
        if name in self.steps:
            return name
        desk = self.name("handoff", wanted)
        back = self.step("back", say=self.phrase("welcome_back"), disclose="bot")
        late = self.step("late", say=self.phrase("we_call_you"), disclose="bot", end="callback")
        done = self.end("done", end="resolved", say=self.phrase("bye"))
        solved, unsolved = self.phrase("solved"), self.phrase("unsolved")
        self.steps[back]["choose"] = {solved: done, unsolved: name}
        self.steps[name] = {"handoff": desk, "at_most": 2, "else": late}
        results = {"resolved": back, "returned": back, "closed": late, "nobody": late}
        self.handoffs[desk] = {
            "pass": {"values": ["reason"], "turns": 10, "upto": "personal"},
            "tell": {"queued": queued or self.phrase("in_the_queue")},
            "when": {**results, "left": late, "window_shut": late},
        }
        why = "what happens before, while and after a human has the word is not in the export"
        self.added("handoff", desk, f"{why}; hours, waiting times and way back are to be designed")
        return name

    def finish(self, name: str) -> Imported:
        """The import: parsed, accounted for, ready to be saved.

        Raises:
            AssertionError: Something was found and neither carried nor left out: a fault of the
                importer.
        """
        self.bot = clean(name).strip()[:LONGEST_NAME] or "bot"
        return finish(self)


def _filled(keys: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key.rstrip("_"): value for key, value in keys.items() if value not in (None, "", [], {}, ())
    }
