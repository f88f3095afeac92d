"""Pages of Dialogflow CX as steps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from dialogkit.flow._convert._account import Account
from dialogkit.flow._convert._cx_events import Events, reprompts
from dialogkit.flow._convert._cx_files import CxAgent, CxFlow, CxPage, find
from dialogkit.flow._convert._cx_form import Form
from dialogkit.flow._convert._cx_fulfil import Fulfilment, Fulfilments, Route, on_to
from dialogkit.flow._convert._cx_heard import Heard
from dialogkit.flow._convert._cx_targets import Copy, Targets
from dialogkit.flow._convert._cx_values import Values
from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._entities import mapping, text_of
from dialogkit.flow._convert._targets import targets

__all__ = ["Pages"]

_MOST_CHOICES = 10
_HANDS = ("liveAgentHandoff", "telephonyTransferCall")


class Pages:
    """Turns the pages of an agent into steps.

    A page says what it says on entry, asks for the values of its form, looks at its conditions, and
    then waits for the intents of its routes; those of its flow are heard there too.

    Args:
        draft: The flow being put together.
        agent: The agent.
        values: Its parameters.
        heard: Its intents.
    """

    def __init__(self, draft: Draft, agent: CxAgent, values: Values, heard: Heard) -> None:
        self.draft = draft
        self.agent = agent
        self.values = values
        self.heard = heard
        self.does = Fulfilments(draft, agent, values)
        self.targets = Targets(draft, agent)
        raw = json.dumps([page for flow in agent.flows.values() for page in _raw(flow)])
        self.events = Events(draft, agent, self.does, hands=any(each in raw for each in _HANDS))
        self.form = Form(draft, self.does, values)
        self.greeted: str | None = None
        self.offered: dict[str, list[dict[str, str]]] = {}
        self._counted: set[str] = set()
        self._bases: set[str] = set()

    def put(self) -> None:
        """The steps of all flows, and the start."""
        first = self.targets.start_flow()
        start = Copy(flow=first, label=first.named.name)
        self._put(start, starts=True)
        self._put_pending()
        for name, flow in self.agent.flows.items():
            gone_to = self.draft.name("step", name) in {t for _, t in targets(self.draft)}
            if name not in self._counted or (gone_to and name not in self._bases):
                self._put(Copy(flow=flow, label=name))
                self._put_pending()
        for name in sorted(self.targets.visited):
            self._put(Copy(flow=self.agent.flows[name], label=f"{name} visited"))
            self._put_pending()
        self.events.leftover()
        self.draft.start = self.greeted or self.targets.flow(start)
        if self.greeted is not None:
            why = "a customer who greets comes here; the flow begins with it"
            self.draft.added("start", self.greeted, why)

    def _put_pending(self) -> None:
        while self.targets.pending:
            self._put(self.targets.pending.pop(0))

    def _put(self, copy: Copy, *, starts: bool = False) -> None:
        """One flow; what is written more than once is counted once."""
        flow, book = copy.flow, self.draft.account
        if flow.named.name in self._counted:
            self.draft.account = Account()
        self._counted.add(flow.named.name)
        self._bases |= {copy.label}
        self.draft.kept("flow", flow.named.name, flow.named.place)
        _Page(self, copy, self.agent.page(flow, flow.named), starts=starts).put()
        for named in flow.pages.values():
            self.draft.kept("page", named.name, named.place)
            _Page(self, copy, self.agent.page(flow, named)).put()
        for group in flow.groups.values():
            self.draft.kept("route group", group.name, group.place)
        self.draft.account = book


class _Page:
    """One page; the start page where it is the flow itself."""

    def __init__(self, pages: Pages, copy: Copy, page: CxPage, *, starts: bool = False) -> None:
        self._all = pages
        self._draft = pages.draft
        self._copy = copy
        self._flow = copy.flow
        self._page = page
        self._starts = starts
        self._own = page.named is copy.flow.named
        self._place = page.named.place
        self._key = pages.targets.key(copy, None if self._own else page.named)
        self._waits = False
        self._digress = False
        self._read: dict[int, Fulfilment] = {}

    def put(self) -> None:
        """The steps of the page."""
        value = self._page.named.value
        for group in self._page.unknown_groups:
            self._draft.lost("route group", group, self._place, "is named but not there")
        slots = self._all.form.asked(self._page.named, self._key)
        keys = self._keys(slots)
        entry = self._all.does.read(value.get("entryFulfillment"), self._key, self._place)
        self._offer(entry, keys)
        early = self._early(slots)
        if early:
            waits = self._stay()
            self._all.does.put(entry, self._key, {"if": early, "then": waits}, named=True)
        else:
            failed = self._failure() if entry.action else None
            self._all.does.put(entry, self._key, keys, failed=failed, named=True)
        if self._waits:
            self._draft.put_step(f"{self._key} waits", **keys)

    # ----- what the page waits for ---------------------------------------------------------------

    def _keys(self, slots: list[str]) -> dict[str, Any]:
        """What the page's step holds but for what it says and does on entry."""
        choose, hear = self._heard(asks=bool(slots))
        routes = [
            self._route(each, f"route {number}")
            for number, each in enumerate(self._page.routes, 1)
            if not each.get("intent")
        ]
        waiting = choose or {self._draft.phrase("done"): self._all.targets.finished()}
        chained = self._all.does.chain(routes, f"{self._key} then", {"choose": waiting})
        if "choose" not in chained and not slots:
            self._list_unheard(choose, hear)
            return chained
        inherited = {} if self._own else self._all.targets.inherited.get(self._copy.label, {})
        offered = chained.get("choose", {})
        rules = {w: step for w, step in {**inherited, **hear}.items() if w not in offered}
        named, flow = self._page.named, self._flow
        ladder = (flow, named, self._key, self._leads, self._stay)
        return {
            "ask": slots,
            **chained,
            "hear": rules,
            "lost": self._all.events.lost(*ladder, reprompts(named, "sys.no-match")),
            "silent": self._all.events.silent(*ladder, reprompts(named, "sys.no-input")),
        }

    def _list_unheard(self, *rules: Iterable[str]) -> None:
        for word in dict.fromkeys(word for each in rules for word in each):
            if not self._own:
                why = "is never awaited: a condition always leads on before"
                self._draft.lost("route", f"{self._key}: {word}", self._place, why)

    def _heard(self, *, asks: bool) -> tuple[dict[str, Any], dict[str, Any]]:
        """Intents of the page's routes: offered while it waits, heard while it asks."""
        choose: dict[str, Any] = {}
        hear: dict[str, Any] = {}
        inherited: dict[str, Any] = {}
        for name, routes in _by_intent(self._page.routes).items():
            word = self._all.heard.word(name, self._place)
            step = self._on_intent(name, routes)
            rule: Any = {"visit": step} if self._digress else step
            inherited[word] = rule
            offers = len(choose) < _MOST_CHOICES and not self._all.heard.greets(name)
            label = self._all.heard.label(word, name) if offers and not self._digress else ""
            if label:
                choose[label] = step
            if asks or word != label:
                hear[word] = rule
            self._digress = False
        if self._own:
            self._pass_on(inherited)
        return choose, hear

    def _pass_on(self, rules: dict[str, Any]) -> None:
        """Intents of a flow's own routes are heard on all its pages."""
        if len(self._all.agent.flows) > 1:
            self._all.targets.inherited[self._copy.label] = rules
            return
        for word, rule in rules.items():
            where = rule if isinstance(rule, dict) else {"goto": rule}
            self._draft.anywhere.append({"hear": word, **where})

    def _on_intent(self, name: str, routes: list[Mapping[str, Any]]) -> str:
        """The step that an intent leads to."""
        shown = self._all.heard.name(name)
        # what a flow's own route says without leading anywhere is said in between, on any page
        self._digress = self._own and any(not _leads_on(route) for route in routes)
        made = [self._route(route, shown) for route in routes]
        if len(made) == 1 and not text_of(routes[0].get("condition")):
            step = made[0].make()
        else:
            keys = self._all.does.chain(made, f"{self._key} {shown}", on_to(self._stay()))
            only = set(keys) == {"then"}
            step = keys["then"] if only else self._draft.step(f"{self._key} {shown}", **keys)
        if self._starts and self._all.greeted is None and self._all.heard.greets(name):
            self._all.greeted = self._first(step, shown) if self._digress else step
        here = (self._draft.name("step", self._key), self._draft.name("step", f"{self._key} waits"))
        if step in here and not self._digress:
            # a rule that leads to where the customer is already is passed over
            return self._draft.step(f"{self._key} {shown} again", then=step)
        return step

    def _first(self, step: str, shown: str) -> str | None:
        """A greeting that leads nowhere, as the first thing that is said; then the flow waits."""
        keys = self._draft.steps[step]
        if "say" not in keys or set(keys) - {"say", "show", "then"}:
            return None
        on = {**keys, "then": self._draft.name("step", self._key)}
        return self._draft.step(f"{shown} first", **on)

    def _offer(self, entry: Fulfilment, keys: dict[str, Any]) -> None:
        """Quick replies as choices, in place of the intents they stand for."""
        choose, found = keys.get("choose", {}), {}
        sent = self._all.offered.pop(self._draft.name("step", self._key), [])
        for labels in [*_rows(entry.speech.replies), *sent]:
            first = next(iter(labels.values()))
            self._draft.found("quick reply", first, self._place)
            word = self._all.heard.meant(labels.values(), choose) if not keys.get("ask") else None
            if word is None:
                why = "no intent that the page waits for is taught these words"
                self._draft.left_out("quick reply", first, self._place, why)
                continue
            self._draft.carried("quick reply", first)
            found[word] = choose[word]
            self._all.heard.relabel(word, labels)
        if found:
            keys["choose"] = {**found, **{w: s for w, s in choose.items() if w not in found}}

    # ----- routes --------------------------------------------------------------------------------

    def _route(self, route: Mapping[str, Any], shown: str) -> Route:
        name = f"{self._key} {shown}"
        does = route.get("triggerFulfillment")
        return Route(
            condition=text_of(route.get("condition")) or "true",
            place=self._place,
            make=partial(self._made, route, name),
            drop=partial(self._all.does.lose, does, name, self._place),
        )

    def _made(self, route: Mapping[str, Any], name: str) -> str:
        """The step a route leads to, what it says on the way before."""
        found = self._all.does.read(route.get("triggerFulfillment"), name, self._place)
        failed = self._failure() if found.action else None
        leads = self._leads(route)
        self._send(_rows(found.speech.replies), route, leads)
        return self._all.does.put(found, name, on_to(leads), failed=failed)

    def _send(self, rows: list[dict[str, str]], route: Mapping[str, Any], leads: str) -> None:
        """Quick replies on the way to a page are offered there, if it is still to be written."""
        page = find(self._flow.pages, text_of(route.get("targetPage")))
        if self._starts and self._digress:
            # what is offered with the greeting is offered where the flow waits after it
            leads, page = self._draft.name("step", self._key), self._page.named
        if page is not None and leads not in self._draft.steps:
            self._all.offered.setdefault(leads, []).extend(rows)
            return
        for labels in rows:
            why = "is offered on the way to a page that has choices of its own"
            self._draft.lost("quick reply", next(iter(labels.values())), self._place, why)

    def _leads(self, route: Mapping[str, Any]) -> str:
        page, flow = text_of(route.get("targetPage")), text_of(route.get("targetFlow"))
        if not page and not flow:
            return self._stay()
        return self._all.targets.resolve(
            self._copy, self._page.named, page, flow, back=self._stay, place=self._place
        )

    def _stay(self) -> str:
        """The step at which the page goes on without being entered again."""
        if self._digress:
            return self._draft.end("answered", end="answered")
        if not any(mapping(self._page.named.value.get("entryFulfillment")).values()):
            return self._draft.name("step", self._key)
        self._waits = True
        return self._draft.name("step", f"{self._key} waits")

    def _failure(self) -> str | None:
        return self._all.events.failure(self._flow, self._page.named, self._leads, self._key)

    def _early(self, slots: list[str]) -> dict[str, str]:
        """Conditions that do not rest on the form, so that they count before it is filled."""
        branches: dict[str, str] = {}
        for route in self._page.routes if slots else ():
            text = text_of(route.get("condition"))
            if not text or route.get("intent") or mapping(route.get("triggerFulfillment")):
                continue
            said = self._all.values.guard(text).guard
            own = said is not None and not set(slots).isdisjoint(said.replace("(", " ").split())
            if said is not None and not own and ".status" not in text and said not in branches:
                branches[said] = self._leads(route)
        return branches


def _raw(flow: CxFlow) -> Iterable[Any]:
    return [each.value for each in (flow.named, *flow.pages.values(), *flow.groups.values())]


def _by_intent(routes: tuple[Mapping[str, Any], ...]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for route in routes:
        name = text_of(route.get("intent"))
        if name:
            found.setdefault(name, []).append(route)
    return found


def _leads_on(route: Mapping[str, Any]) -> bool:
    does = json.dumps(mapping(route.get("triggerFulfillment")))
    hands = any(each in does for each in (*_HANDS, "endInteraction"))
    return bool(text_of(route.get("targetPage")) or text_of(route.get("targetFlow")) or hands)


def _rows(replies: Mapping[str, list[str]]) -> list[dict[str, str]]:
    """Quick replies one by one, each in all languages."""
    longest = max(map(len, replies.values()), default=0)
    return [
        {locale: texts[index] for locale, texts in replies.items() if index < len(texts)}
        for index in range(longest)
    ]
