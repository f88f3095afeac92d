"""Where routes of Dialogflow CX lead: pages, flows that come back, the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from dialogkit.flow._convert._cx_files import CxAgent, CxFlow, Named, find
from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._entities import text_of

__all__ = ["Copy", "Targets"]

_OVER = "session over"
_DEEPEST = 3
_MOST_COPIES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A flow as it is compiled: once for all, or once for each page that calls it."""

    flow: CxFlow
    """The flow."""
    label: str
    """How it is called among steps."""
    back: str | None = None
    """The step its END_FLOW leads back to; ``None``: nobody called it."""
    within: frozenset[str] = frozenset()
    """Names of the flows it is called within."""


class Targets:
    """Finds the step that a target stands for.

    A flow with a way to END_FLOW comes back to the page that called it: it is written once for each
    such page, so that the way back is known. Where that would be too much, or the flow calls
    itself, it is visited. Any other flow is gone to for good.

    Args:
        draft: The flow being put together.
        agent: The agent.
    """

    def __init__(self, draft: Draft, agent: CxAgent) -> None:
        self._draft = draft
        self._agent = agent
        self.inherited: dict[str, dict[str, Any]] = {}
        self._leads = {name: list(_targets(agent, flow)) for name, flow in agent.flows.items()}
        returning = {name for name in agent.flows if "endflow" in self._specials(name)}
        self._returning = returning - {self._start_flow()}
        self.pending: list[Copy] = []
        self._copies: dict[tuple[str, str], Copy] = {}
        self.visited: set[str] = set()
        self._inside = self._closed(self._returning)
        ending = {name for name in agent.flows if "endsession" in self._specials(name)}
        self._ending = {name for name in agent.flows if self._closed({name}) & ending}

    def _start_flow(self) -> str:
        named = {name: flow.named for name, flow in self._agent.flows.items()}
        wanted = text_of(self._agent.settings.get("startFlow")) or "Default Start Flow"
        known = find(named, wanted)
        return known.name if known is not None else next(iter(named), "")

    def start_flow(self) -> CxFlow:
        """The flow a conversation begins in."""
        return self._agent.flows[self._start_flow()]

    def _specials(self, flow: str) -> set[str]:
        return {special(page) for page, _ in self._leads[flow] if page}

    def _closed(self, flows: set[str]) -> set[str]:
        """These flows and all that they lead to."""
        found, left = set(flows), list(flows)
        while left:
            for _, target in self._leads[left.pop()]:
                known = self._flow(target) if target else None
                if known is not None and known.named.name not in found:
                    found.add(known.named.name)
                    left.append(known.named.name)
        return found

    def _flow(self, name: str) -> CxFlow | None:
        known = find({n: flow.named for n, flow in self._agent.flows.items()}, name)
        return self._agent.flows.get(known.name) if known is not None else None

    # ----- names ---------------------------------------------------------------------------------

    def key(self, copy: Copy, page: Named | None) -> str:
        """What a page is called among steps: with its flow, where there are several."""
        if page is None:
            return copy.label
        return page.name if len(self._agent.flows) == 1 else f"{copy.label} {page.name}"

    def flow(self, copy: Copy) -> str:
        """The step of a flow's start page."""
        return self._draft.name("step", self.key(copy, None))

    def finished(self) -> str:
        """The end that a customer chooses."""
        return self._draft.end("done", end="resolved", say=self._draft.phrase("bye"))

    # ----- targets -------------------------------------------------------------------------------

    def resolve(
        self,
        copy: Copy,
        page: Named,
        target_page: str,
        target_flow: str,
        *,
        back: Callable[[], str],
        place: str,
    ) -> str:
        """The step a route leads to.

        Args:
            copy: The flow of the route.
            page: Its page.
            target_page: As in the file.
            target_flow: As in the file.
            back: Makes the step at which the page goes on.
            place: The file.
        """
        flow, special_page = copy.flow, special(target_page)
        if target_flow:
            return self._to_flow(copy, target_flow, back)
        if special_page == "endsession":
            return self._over(copy)
        if special_page == "endflow":
            inside = flow.named.name in self._inside
            over = partial(self._draft.end, "flow over", end="flow_over")
            return copy.back or (over() if inside else self._over(copy))
        if special_page == "startpage":
            return self.flow(copy)
        if special_page == "currentpage":
            return self._own(copy, page)
        if special_page == "previouspage":
            return self._previous(copy, page, place)
        known = find(flow.pages, target_page)
        if known is None:
            return self._draft.name("step", target_page.rsplit("/", 1)[-1])
        return self._draft.name("step", self.key(copy, known))

    def _own(self, copy: Copy, page: Named) -> str:
        return self._draft.name("step", self.key(copy, None if page is copy.flow.named else page))

    def _written(self, caller: Copy, flow: CxFlow, back: str) -> str | None:
        """The flow written for one way back; ``None`` where that would be too much."""
        name = flow.named.name
        if (name, back) not in self._copies:
            within = caller.within | {caller.flow.named.name}
            if name in within or len(within) > _DEEPEST or len(self._copies) >= _MOST_COPIES:
                return None
            first = all(known != name for known, _ in self._copies)
            label = name if first else f"{name} for {back.removesuffix('_waits')}"
            copy = Copy(flow=flow, label=label, back=back, within=within)
            self._copies[name, back] = copy
            self.pending.append(copy)
        return self.flow(self._copies[name, back])

    def _to_flow(self, caller: Copy, target: str, back: Callable[[], str]) -> str:
        known = self._flow(target)
        if known is None:
            return self._draft.name("step", target.rsplit("/", 1)[-1])
        step = self.flow(Copy(flow=known, label=known.named.name))
        if known.named.name not in self._returning:
            return step
        after = back()
        written = self._written(caller, known, after)
        if written is not None:
            return written
        step = self.flow(Copy(flow=known, label=f"{known.named.name} visited"))
        self.visited.add(known.named.name)
        wanted = f"visit {step} from {after}"
        visit = self._draft.name("step", wanted)
        if visit in self._draft.steps:
            return visit
        if known.named.name in self._ending:
            slot = self._draft.slot(_OVER, level="public")
            over = self._draft.end("session over", end="ended")
            after = self._draft.step(
                f"{wanted} after", **{"if": {f"{slot} is known": over}, "then": after}
            )
        return self._draft.put_step(wanted, visit=step, then=after)

    def _over(self, copy: Copy) -> str:
        """The end of the whole session, also from within a flow that is visited."""
        end = self._draft.end("session over", end="ended")
        if copy.back is not None or copy.flow.named.name not in self.visited:
            return end
        name = self._draft.name("step", "end the session")
        if name not in self._draft.steps:
            slot = self._draft.slot(_OVER, level="public")
            action = self._draft.action("end the session", gives={"done": "100%"})
            self._draft.actions[action]["fills"] = {"done": [slot]}
            why = "tells the flow that called this one that the session is over"
            self._draft.added("action", action, why)
            self._draft.put_step("end the session", do=action, when={"done": end})
        return name

    def _previous(self, copy: Copy, page: Named, place: str) -> str:
        """The page before, where there is one only."""
        flow = copy.flow
        before = [
            named
            for named in (flow.named, *flow.pages.values())
            for target, _ in _page_targets(self._agent, flow, named)
            if find(flow.pages, target) is page and named is not page
        ]
        if len({each.place for each in before}) == 1:
            return self._own(copy, before[0])
        self._draft.lost("target", f"previous page of {page.name}", place, "there are several")
        return self.flow(copy)


def special(target: str) -> str:
    """``endsession`` for END_SESSION and ``End Session``, and so on; empty for a page."""
    bare = re.sub(r"[\s_-]", "", target.rsplit("/", 1)[-1]).lower()
    known = ("startpage", "endsession", "endflow", "currentpage", "previouspage")
    return bare if bare in known else ""


def _targets(agent: CxAgent, flow: CxFlow) -> Iterator[tuple[str, str]]:
    for named in (flow.named, *flow.pages.values()):
        yield from _page_targets(agent, flow, named)


def _page_targets(agent: CxAgent, flow: CxFlow, named: Named) -> Iterator[tuple[str, str]]:
    """Page and flow of every route and handler."""
    stack: list[Any] = [named.value.get(key) for key in ("eventHandlers", "form")]
    stack += agent.page(flow, named).routes
    while stack:
        each = stack.pop()
        if isinstance(each, Mapping):
            page, target = text_of(each.get("targetPage")), text_of(each.get("targetFlow"))
            if page or target:
                yield page, target
            stack.extend(each.values())
        elif isinstance(each, list):
            stack.extend(each)
