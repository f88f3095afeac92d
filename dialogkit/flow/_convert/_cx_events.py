"""Event handlers of Dialogflow CX: what is not understood, silence, a back end that fails."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dialogkit.flow._convert._cx_files import CxAgent, CxFlow, Named
from dialogkit.flow._convert._cx_fulfil import Fulfilment, Fulfilments, on_to
from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._entities import listed, mapping, text_of
from dialogkit.flow._convert._ladder import last_rung

__all__ = ["Events"]

_DESK = "service"
_SILENCE = "5m"
_NO_MATCH, _NO_INPUT, _FAILED = "sys.no-match", "sys.no-input", "webhook.error"


class Events:
    """Ladders, silence rules and ways out of a failure, by page.

    A handler is counted when a step first uses it; `leftover` lists the others.

    Args:
        draft: The flow being put together.
        agent: The agent.
        does: Reads and writes fulfilments.
        hands: Whether the agent hands over anywhere.
    """

    def __init__(self, draft: Draft, agent: CxAgent, does: Fulfilments, *, hands: bool) -> None:
        self._draft = draft
        self._agent = agent
        self._does = does
        self._hands = hands
        self._read: dict[int, tuple[Fulfilment, str | None]] = {}

    def _handlers(
        self, flow: CxFlow, page: Named, prefix: str
    ) -> list[tuple[Mapping[str, Any], str]]:
        """Handlers of the page, else of its flow, in the order they are used up."""
        for named in (page, flow.named):
            every = list(_handlers(named))
            mine = [each for each in every if text_of(each.get("event")).startswith(prefix)]
            if mine:
                return [(each, named.place) for each in sorted(mine, key=_order)]
        return []

    def _use(self, handler: Mapping[str, Any], place: str) -> tuple[Fulfilment, str | None]:
        """What a handler does, and the key of what it says."""
        if id(handler) not in self._read:
            event = text_of(handler.get("event"))
            self._draft.kept("event handler", event, place)
            found = self._does.read(handler.get("triggerFulfillment"), event, place)
            key = None
            if found.speech.parts:
                key = self._does.say(found, f"{event} says")
            self._read[id(handler)] = (found, key)
        return self._read[id(handler)]

    def lost(
        self,
        flow: CxFlow,
        page: Named,
        key: str,
        leads: Callable[[Mapping[str, Any]], str],
        stay: Callable[[], str],
        more: list[Mapping[str, Any]],
    ) -> list[str]:
        """The fallback ladder of a page.

        Args:
            flow: The flow.
            page: The page.
            key: Name near which steps are made.
            leads: The step a handler's target stands for.
            stay: The step at which the page goes on.
            more: Handlers of the form that lead elsewhere; counted already.
        """
        rungs: list[str] = []
        for handler, place in self._handlers(flow, page, _NO_MATCH):
            found, says = self._use(handler, place)
            busy = found.action or found.sets or found.forget or found.cases
            if found.to_human or found.ends or busy or _target(handler):
                onward = leads(handler) if _target(handler) else stay()
                step = self._does.put(found, f"{key} not understood", on_to(onward), says=says)
                return [*rungs, step]
            rungs += [says] if says and says not in rungs else []
        if more:
            return [*rungs, leads(more[0])]
        return [*rungs, last_rung(self._draft, _DESK, handed=self._hands)] if rungs else []

    def silent(
        self,
        flow: CxFlow,
        page: Named,
        key: str,
        leads: Callable[[Mapping[str, Any]], str],
        stay: Callable[[], str],
        more: list[Mapping[str, Any]],
    ) -> dict[str, str]:
        """The silence rule of a page: its first handler; a second silence ends a conversation."""
        for handler, place in self._handlers(flow, page, _NO_INPUT)[:1]:
            found, says = self._use(handler, place)
            onward = leads(handler) if _target(handler) else stay()
            step = self._does.put(found, f"{key} silent", on_to(onward), says=says)
            return self._rule(step)
        return self._rule(leads(more[0])) if more else {}

    def _rule(self, step: str) -> dict[str, str]:
        why = f"silence is awaited for {_SILENCE}; the builder's seconds are meant for calls"
        self._draft.added("silence", step, why)
        return {"after": _SILENCE, "goto": step}

    def failure(
        self, flow: CxFlow, page: Named, leads: Callable[[Mapping[str, Any]], str], key: str
    ) -> str | None:
        """The step taken where a webhook fails; ``None``: none of its own."""
        for handler, place in self._handlers(flow, page, _FAILED)[:1]:
            if _target(handler):
                found, says = self._use(handler, place)
                return self._does.put(found, f"{key} failed", on_to(leads(handler)), says=says)
        return None

    def leftover(self) -> None:
        """Lists the handlers that no step uses."""
        for flow in self._agent.flows.values():
            for named in (flow.named, *flow.pages.values()):
                for handler in _handlers(named):
                    if id(handler) in self._read:
                        continue
                    event = text_of(handler.get("event")) or "event"
                    why = _why(event)
                    self._draft.lost("event handler", event, named.place, why)
                    does = handler.get("triggerFulfillment")
                    self._does.lose(does, event, named.place, why)


def _why(event: str) -> str:
    if event.startswith((_NO_MATCH, _NO_INPUT)):
        return "comes after another one, or nothing is awaited there"
    if event.startswith(_FAILED):
        return "no webhook is called there, or it leads nowhere"
    return "is an event from outside, which a flow does not hear"


def _handlers(named: Named) -> list[Mapping[str, Any]]:
    return list(listed(named.value.get("eventHandlers")))


def _target(handler: Mapping[str, Any]) -> str:
    return text_of(handler.get("targetPage")) or text_of(handler.get("targetFlow"))


def _order(handler: Mapping[str, Any]) -> tuple[int, str]:
    """``no-match-1`` before ``no-match-2`` before ``no-match-default``."""
    event = text_of(handler.get("event"))
    return (1 if event.endswith("default") else 0, event)


def reprompts(page: Named, prefix: str) -> list[Mapping[str, Any]]:
    """Handlers of a page's form for an event."""
    form = mapping(page.value.get("form"))
    return [
        handler
        for each in listed(form.get("parameters"))
        for handler in listed(mapping(each.get("fillBehavior")).get("repromptEventHandlers"))
        if text_of(handler.get("event")).startswith(prefix)
    ]
