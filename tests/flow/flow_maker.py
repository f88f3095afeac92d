"""Random flows that are sound: whole, with every feature of the language, read from YAML.

`make_flow` gives a flow of the size wanted for a seed, `write_flow` the same in a folder with its
texts, pictures and a second flow that it uses, and `flows` is a strategy for hypothesis.

Sound by construction: what goes on without waiting leads forward only, so that no circle lacks a
customer; every waiting step hears a word for the desk; the desk is counted; sensitive values are
asked for behind a consent that nothing else leads round.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from flow_maker_words import BUTTONS, FACT_GUARDS, GUARDS, NAMES, SENTENCES, WORDS
from hypothesis import strategies as st

from dialogkit.flow import Flow, Texts, load_flow, parse_flow

__all__ = ["FEATURES", "OLD", "flow_texts", "flow_yaml", "flows", "make_flow", "write_flow"]

OLD = frozenset({"visit_rules", "consent", "own_rules", "counters", "handoffs"})
"""Features of steps and rules that need nothing of the customer."""
FEATURES = OLD | {
    "guards",
    "facts",
    "subflows",
    "push",
    "move",
    "media",
    "forget",
    "opt",
    "keep",
    "fills",
}
"""All features; leave some out of what you hand to `make_flow` to do without them."""

_Json = dict[str, object]

_FRAME = ("back", "desk", "late", "done")
"""Steps that every flow has, beside its first; they stand last."""


def make_flow(rng: random.Random, steps: int = 20, *, features: frozenset[str] = FEATURES) -> Flow:
    """A sound flow of ``steps`` steps (at least 5) with texts in German and English."""
    flow = parse_flow(flow_yaml(rng, steps, features=features), file="made/flow.yaml")
    # without a file of its own no check looks for pictures beside it; places keep the name
    return replace(flow, texts=Texts(flow_texts(flow), "de"), file="")


def write_flow(
    folder: Path, rng: random.Random, steps: int = 20, *, features: frozenset[str] = FEATURES
) -> Path:
    """Such a flow in a folder: ``flow.yaml``, texts, media, and a flow it visits beside it."""
    own, other = folder / "made", folder / "faq"
    faq = _Maker(random.Random(7), 6, OLD).lines()
    text = "\n".join([*_Maker(rng, steps, features).lines(used="../faq/flow.yaml"), ""])
    for place, content in ((other, "\n".join([*faq, ""])), (own, text)):
        place.mkdir(parents=True, exist_ok=True)
        (place / "flow.yaml").write_text(content, encoding="utf-8")
    (own / "label.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    for place in (other, own):
        for locale, texts in flow_texts(load_flow(place)).items():
            lines = [
                f"{key}: {json.dumps(list(v))}\n" for key, v in texts.items() if "." not in key
            ]
            (place / f"texts.{locale}.yaml").write_text("".join(lines), encoding="utf-8")
    return own / "flow.yaml"


@st.composite
def flows(
    draw: st.DrawFn,
    smallest: int = 5,
    largest: int = 60,
    features: frozenset[str] = FEATURES,
) -> Flow:
    """Sound flows; they shrink to few steps."""
    size = draw(st.integers(smallest, largest))
    return make_flow(random.Random(draw(st.integers(0, 100_000))), size, features=features)


def flow_yaml(rng: random.Random, steps: int = 20, *, features: frozenset[str] = FEATURES) -> str:
    """The YAML of a sound flow, a line a step, so that places in it are real."""
    return "\n".join([*_Maker(rng, steps, features).lines(), ""])


def flow_texts(flow: Flow) -> dict[str, dict[str, tuple[str, ...]]]:
    """Texts for every key that a flow made here uses, in German and English."""
    keys = dict.fromkeys(
        ["rephrase", "queued", "waiting", "joined", "label_alt", "parcel_id", "email", "amount"]
        + ["country", "note"]
        + [step.say for step in flow.steps.values() if step.say is not None]
    )
    labels = {**WORDS, **BUTTONS}
    found: dict[str, dict[str, tuple[str, ...]]] = {"de": {}, "en": {}}
    for place, locale in enumerate(found):
        for number, key in enumerate(keys):
            found[locale][key] = (SENTENCES[number % len(SENTENCES)][place],)
        for word, both in labels.items():
            found[locale][word] = (both[place],)
    return found


# ----- making ------------------------------------------------------------------------------------


class _Maker:
    """Makes the steps of one flow, from the first to the last."""

    def __init__(self, rng: random.Random, steps: int, features: frozenset[str]) -> None:
        if steps < len(_FRAME) + 1:
            msg = f"a flow made here has at least {len(_FRAME) + 1} steps, got {steps}"
            raise ValueError(msg)
        self._rng = rng
        self._has = features
        middle = [self._name(number) for number in range(steps - len(_FRAME) - 1)]
        self._order = ["hello", *middle, *_FRAME]
        self._free = list(middle)
        """Steps in the middle that nothing leads to yet."""
        self._behind: set[str] = set()
        """Steps behind a consent, which nothing else may lead to."""
        self._steps: dict[str, _Json] = {}
        self._entries: list[str] = []

    @staticmethod
    def _name(number: int) -> str:
        base = NAMES[number % len(NAMES)]
        return base if number < len(NAMES) else f"{base}_{number // len(NAMES) + 1}"

    def lines(self, used: str | None = None) -> list[str]:
        """The YAML, a line a step."""
        self._make_steps(used)
        head = ["bot: made", "channels: [web, telegram, whatsapp]", "locales: [de, en]"]
        head.append("start: hello")
        if used is not None and len(self._order) > len(_FRAME) + 2:
            head.append(f"uses: {{faq: {used}}}")
        head.append(f"intents: {json.dumps({word: f'about_{word}' for word in WORDS})}")
        lines = [*head, *self._declared(), "steps:"]
        lines += [f"  {name}: {json.dumps(self._steps[name])}" for name in self._order]
        return [*lines, *self._anywhere(), *self._handoffs()]

    def _declared(self) -> list[str]:
        """Slots, actions, and what the company knows and sends."""
        keep = {"keep": "30d"} if "keep" in self._has else {}
        values: dict[str, _Json] = {"values": {"40": "80%", "400": "20%"}}
        slots: dict[str, _Json] = {
            "parcel_id": {"like": "AB123456789", "level": "personal", "tries": 2},
            "email": {"like": "name@example.org", "level": "personal", **keep},
            "note": {"like": "free text", "level": "sensitive", **keep},
            "amount": {"like": "120", "level": "public"},
            "country": {"like": "DE", "level": "public"},
        }
        if "guards" in self._has:
            slots["amount"] |= values
            slots["country"] |= {"values": {"DE": "80%", "AT": "20%"}}
        actions: dict[str, _Json] = {
            "shop.lookup": {
                "needs": ["parcel_id"],
                "gives": {"found": "90%", "unknown": "7%", "failed": "3%"},
                "takes": "2s",
            },
            "shop.note": {"needs": ["email"], "gives": {"sent": "95%", "failed": "5%"}},
        }
        if "fills" in self._has:
            actions["shop.lookup"]["fills"] = {"found": ["country"]}
        lines = [f"data: {json.dumps(slots)}", f"actions: {json.dumps(actions)}"]
        return [*lines, *self._known()]

    def _known(self) -> list[str]:
        lines = []
        if "facts" in self._has:
            tiers, carts = '{"gold": "20%", "basic": "80%"}', '{"40": "70%", "300": "30%"}'
            lines.append(f"customer: {{is_known: 60%, tier: {tiers}, cart_value: {carts}}}")
        if "keep" in self._has:
            lines.append("keep: {personal: 90d, sensitive: 30d}")
        if "media" in self._has:
            lines.append("media: {label: {image: label.png, alt: label_alt}}")
        if "push" in self._has and self._entries:
            entries = {
                f"push_{name}": {
                    "goto": name,
                    "opt_in": "updates",
                    "per_week": self._rng.randint(1, 3),
                    "template": f"{name}_v1",
                    "events": 400,
                    "answered": "8%",
                }
                for name in self._entries
            }
            lines.append(f"push: {json.dumps(entries)}")
        return lines

    def _anywhere(self) -> list[str]:
        guard = "time.is_open(team)"
        lines = ["anywhere:"]
        if "guards" in self._has:
            lines.append(f'  - {{hear: agent, goto: desk, if: "{guard}"}}')
            lines.append("  - {hear: agent, goto: late}")
        else:
            lines.append("  - {hear: agent, goto: desk}")
        lines.append("  - {hear: thanks, goto: done}")
        middle = [name for name in self._order[1 : -len(_FRAME)] if name not in self._behind]
        words = [word for word in WORDS if word not in ("agent", "thanks")]
        for word, name in zip(words, self._rng.sample(middle, min(3, len(middle))), strict=False):
            way = "visit" if "visit_rules" in self._has and self._rng.random() < 0.6 else "goto"
            lines.append(f"  - {{hear: {word}, {way}: {name}}}")
        return [*lines, "  - {lost: [rephrase, desk]}", "  - {silent: 20h, goto: late}"]

    @staticmethod
    def _handoffs() -> list[str]:
        when = {"resolved": "back", "returned": "back", "left": "done"}
        when |= dict.fromkeys(("closed", "nobody", "window_shut"), "late")
        slots = ["reason", "parcel_id", "email", "note", "amount", "country"]
        told = {"queued": "queued", "waiting": {"every": "15m", "say": "waiting"}}
        team: _Json = {
            "open": "Mo-Fr 08:00-18:00 Europe/Berlin",
            "route": [{"skills": ["service", "$locale"], "wait": "10m"}],
            "pass": {"values": slots, "turns": 10, "upto": "sensitive"},
            "tell": {**told, "joined": "joined"},
            "when": when,
        }
        return ["handoffs:", f"  team: {json.dumps(team)}"]

    # ----- steps ---------------------------------------------------------------------------------

    def _make_steps(self, used: str | None) -> None:
        for at, name in enumerate(self._order[: -len(_FRAME)]):
            if name in self._steps:
                continue
            if at == 1 and used is not None:
                self._take(name)
                step: _Json = {"visit": "faq.hello", "then": self._forward(at)}
            else:
                step = self._first() if at == 0 else self._any(at)
            self._steps[name] = step
        if not any("opt_in" in step for step in self._steps.values()):
            self._entries.clear()  # nobody agrees to anything, so nobody may be written to
            for each in self._steps.values():
                each.pop("opt_out", None)
        self._steps |= {
            "back": self._said(
                "back", disclose="bot", choose={"solved": "done", "unsolved": "desk"}
            ),
            "desk": {"handoff": "team", "at_most": 2, "else": "late"},
            "late": self._said("late", disclose="bot", end="callback"),
            "done": self._said("done", end="resolved"),
        }

    def _first(self) -> _Json:
        many = self._rng.randint(2, 5)
        words = self._rng.sample([w for w in WORDS if w not in ("agent", "thanks")], many)
        choose: _Json = {word: self._forward(0) for word in words}
        return self._said("hello", disclose="bot", choose=choose | {"agent": "desk"})

    def _any(self, at: int) -> _Json:
        makers: list[Callable[[int], _Json]] = [
            self._choice,
            self._choice,
            self._lookup,
            self._then,
        ]
        if "consent" in self._has and self._next_is_free(at):
            makers += [self._consent] * 8  # the next step is rarely free
        if "guards" in self._has:
            makers += [self._gate, self._guarded]
        if "subflows" in self._has:
            makers.append(self._visit)
        if "move" in self._has:
            makers.append(self._move)
        if "forget" in self._has:
            makers.append(self._again)
        if "opt" in self._has:
            makers.append(self._opt_in)
        following = self._order[at + 1]
        if following not in self._free:  # else nothing might lead to it
            makers.append(self._end)
            if "handoffs" in self._has:
                makers.append(self._handoff)
        step = self._rng.choice(makers)(at)
        return self._furnished(at, step)

    def _furnished(self, at: int, step: _Json) -> _Json:
        """With a counter, a picture, rules of its own, and perhaps as the beginning of a push."""
        name, rng = self._order[at], self._rng
        waits = "choose" in step and "allows" not in step
        if "counters" in self._has and waits and rng.random() < 0.15:
            step |= {"at_most": rng.randint(2, 4), "else": self._forward(at)}
        if "media" in self._has and "say" in step and rng.random() < 0.15:
            step["show"] = "label"
        if "own_rules" in self._has and waits and rng.random() < 0.15:
            step["hear"] = {"hours": self._anyhow(at)}
            step["lost"] = ["rephrase", "rephrase", "desk"]
            step["silent"] = {"after": "2h", "goto": "late"}
        free = name not in self._behind and len(self._entries) < 2
        if "push" in self._has and waits and free and rng.random() < 0.3:
            self._entries.append(name)
            step["disclose"] = "bot"
        return step

    @staticmethod
    def _said(name: str, **parts: object) -> _Json:
        return {"say": f"text_{name}", **parts}

    def _choice(self, at: int) -> _Json:
        words = self._rng.sample(["yes", "no", "more", "change", "later", "thanks"], 4)
        choose: _Json = {words[0]: self._forward(at)}
        choose |= {word: self._anyhow(at) for word in words[1 : self._rng.randint(1, 4)]}
        settled: _Json = {"fulfils": "track"} if self._rng.random() < 0.3 else {}
        return self._said(self._order[at], choose=choose, **settled)

    def _guarded(self, at: int) -> _Json:
        guarded = {"goto": self._anyhow(at), "if": self._guard()}
        return self._said(self._order[at], choose={"yes": self._forward(at), "more": guarded})

    def _lookup(self, at: int) -> _Json:
        outcomes = ("found", "unknown", "failed")
        when = {outcome: self._forward(at) for outcome in outcomes}
        return {"ask": "parcel_id", "do": "shop.lookup", "when": when}

    def _again(self, at: int) -> _Json:
        return self._said(self._order[at], forget="parcel_id", **self._lookup(at))

    def _then(self, at: int) -> _Json:
        asked: _Json = {}
        if self._rng.random() < 0.5:
            asked["ask"] = self._rng.sample(["email", "amount", "country"], 2)
        return self._said(self._order[at], **asked, then=self._forward(at))

    def _consent(self, at: int) -> _Json:
        behind = self._order[at + 1]
        self._take(behind)
        self._behind.add(behind)
        self._steps[behind] = {"ask": ["note", "email"], "then": self._forward(at + 1)}
        choose = {"agree": behind, "refuse": "done"}
        return self._said(self._order[at], choose=choose, allows="sensitive")

    def _next_is_free(self, at: int) -> bool:
        following = self._order[at + 1]
        return following in self._free and following not in self._steps

    def _gate(self, at: int) -> _Json:
        guards = {self._guard(): self._forward(at) for _ in range(self._rng.randint(1, 3))}
        return {"if": guards, "then": self._forward(at)}

    def _visit(self, at: int) -> _Json:
        return {"visit": self._forward(at), "then": self._forward(at)}

    def _move(self, at: int) -> _Json:
        return self._said(self._order[at], move=["web", "telegram"], then=self._forward(at))

    def _opt_in(self, at: int) -> _Json:
        choose = {"agree": self._forward(at), "refuse": self._forward(at)}
        return self._said(self._order[at], choose=choose, opt_in="updates")

    def _end(self, at: int) -> _Json:
        name = self._order[at]
        out: Mapping[str, object] = {}
        if "opt" in self._has and self._rng.random() < 0.5:
            out = {"opt_out": "updates"}
        return self._said(name, **out, end=f"end_{name}")

    def _handoff(self, at: int) -> _Json:
        return {"handoff": "team", "at_most": self._rng.randint(1, 2), "else": "late"}

    # ----- targets -------------------------------------------------------------------------------

    def _guard(self) -> str:
        return self._rng.choice(GUARDS + (FACT_GUARDS if "facts" in self._has else ()))

    def _take(self, name: str) -> None:
        if name in self._free:
            self._free.remove(name)

    def _forward(self, at: int) -> str:
        """A step further down: the next that nothing leads to yet, or one not far away."""
        free = [name for name in self._free if self._order.index(name) > at]
        if free and self._rng.random() < (1.0 if free[0] == self._order[at + 1] else 0.6):
            self._take(free[0])
            return free[0]
        near = self._order[at + 1 : at + 9] + list(_FRAME)
        chosen = self._rng.choice([name for name in near if name not in self._behind])
        self._take(chosen)
        return chosen

    def _anyhow(self, at: int) -> str:
        """A step further down, or now and then back up, where a customer has the word."""
        above = [name for name in self._order[: at + 1] if name not in self._behind]
        return self._rng.choice(above) if self._rng.random() < 0.25 else self._forward(at)
