"""Where routes of Dialogflow CX lead: pages, flows that come back, the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from dialogkit.flow._convert._cx_files import CxAgent, CxFlow, Named, find
from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._entities import text_of

__all__ = ["Targets"]

_OVER = "session over"


class Targets:
    """Finds the step that a target stands for.

    A flow with a way to END_FLOW is visited and comes back to the page that called it; any other is
    gone to for good.

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

    def key(self, flow: CxFlow, page: Named | None) -> str:
        """What a page is called among steps: with its flow, where there are several."""
        if page is None:
            return flow.named.name
        return page.name if len(self._agent.flows) == 1 else f"{flow.named.name} {page.name}"

    def flow(self, flow: CxFlow) -> str:
        """The step of a flow's start page."""
        return self._draft.name("step", self.key(flow, None))

    def finished(self) -> str:
        """The end that a customer chooses."""
        return self._draft.end("done", end="resolved", say=self._draft.phrase("bye"))

    # ----- targets -------------------------------------------------------------------------------

    def resolve(
        self,
        flow: CxFlow,
        page: Named,
        target_page: str,
        target_flow: str,
        *,
        back: Callable[[], str],
        place: str,
    ) -> str:
        """The step a route leads to.

        Args:
            flow: The flow of the route.
            page: Its page.
            target_page: As in the file.
            target_flow: As in the file.
            back: Makes the step at which the page goes on.
            place: The file.
        """
        if target_flow:
            return self._to_flow(target_flow, back)
        kind = special(target_page)
        if kind == "endsession":
            return self._over(flow)
        if kind == "endflow":
            inside = flow.named.name in self._inside
            return self._draft.end("flow over", end="flow_over") if inside else self._over(flow)
        if kind == "startpage":
            return self.flow(flow)
        if kind == "currentpage":
            return self._own(flow, page)
        if kind == "previouspage":
            return self._previous(flow, page, place)
        known = find(flow.pages, target_page)
        if known is None:
            return self._draft.name("step", target_page.rsplit("/", 1)[-1])
        return self._draft.name("step", self.key(flow, known))

    def _own(self, flow: CxFlow, page: Named) -> str:
        return self._draft.name("step", self.key(flow, None if page is flow.named else page))

    def _to_flow(self, target: str, back: Callable[[], str]) -> str:
        known = self._flow(target)
        if known is None:
            return self._draft.name("step", target.rsplit("/", 1)[-1])
        step = self.flow(known)
        if known.named.name not in self._returning:
            return step
        after = back()
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

    def _over(self, flow: CxFlow) -> str:
        """The end of the whole session, also from within a flow that is visited."""
        end = self._draft.end("session over", end="ended")
        if flow.named.name not in self._inside:
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

    def _previous(self, flow: CxFlow, page: Named, place: str) -> str:
        """The page before, where there is one only."""
        before = [
            named
            for named in (flow.named, *flow.pages.values())
            for target, _ in _page_targets(self._agent, flow, named)
            if find(flow.pages, target) is page and named is not page
        ]
        if len({each.place for each in before}) == 1:
            return self._own(flow, before[0])
        self._draft.lost("target", f"previous page of {page.name}", place, "there are several")
        return self.flow(flow)


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
