"""A flow: steps, what they inherit, handoffs, slots, actions and texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from dialogkit.flow._guards import Guard
from dialogkit.flow._model import (
    Action,
    Anywhere,
    Fact,
    Handoff,
    Media,
    Place,
    Push,
    Slot,
    Step,
)
from dialogkit.flow._offences import flow_error

if TYPE_CHECKING:
    from dialogkit.conversation import IntentModel, Level, Utterance
    from dialogkit.flow._diff import FlowDiff
    from dialogkit.flow._finding import Finding
    from dialogkit.flow._texts import Texts

__all__ = ["Flow"]


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Flow:
    """What a bot says, asks and does, and how it hands over to agents and back."""

    name: str
    """The ``bot:`` of the file."""
    start: str
    """Name of the first step."""
    steps: Mapping[str, Step]
    """Name to step, in the order of the file."""
    channels: tuple[str, ...] = ("web",)
    """Channels it is meant for."""
    locales: tuple[str, ...] = ("en",)
    """Languages; the first is the one to fall back on."""
    intents: Mapping[str, str] = field(default_factory=_nothing)
    """Word used in the flow to label of the classifier."""
    data: Mapping[str, Slot] = field(default_factory=lambda: MappingProxyType({}))
    """Name to slot."""
    actions: Mapping[str, Action] = field(default_factory=lambda: MappingProxyType({}))
    """Name to action."""
    keep: Mapping[Level, str] = field(default_factory=lambda: MappingProxyType({}))
    """Level to the longest time its values may be kept, as ``30d``."""
    customer: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))
    """Name to what the company knows of customers beforehand."""
    media: Mapping[str, Media] = field(default_factory=lambda: MappingProxyType({}))
    """Name to picture or file."""
    push: Mapping[str, Push] = field(default_factory=lambda: MappingProxyType({}))
    """Name to message that the bot begins."""
    anywhere: Anywhere = field(default_factory=Anywhere)
    """What every step inherits."""
    handoffs: Mapping[str, Handoff] = field(default_factory=lambda: MappingProxyType({}))
    """Name to handoff."""
    texts: Texts
    """Texts and labels by locale."""
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    """Place of each top-level value, as ``start`` or ``intents.track``."""
    used: Mapping[str, str] = field(default_factory=_nothing)
    """Name under ``uses`` to the file whose steps are in here as ``name.step``."""
    file: str = ""
    """The file it was read from."""

    @property
    def guards(self) -> Mapping[str, Guard]:
        """Text of a guard to the guard, for every one in the flow."""
        guards = [rule.guard for rule in self.anywhere.hear]
        for step in self.steps.values():
            guards += [part.guard for part in step.guarded_parts]
        return {guard.text: guard for guard in guards if guard is not None}

    def moves_to(self, step: Step) -> str | None:
        """The channel a step moves to: the first it names that the flow has; ``None``: it stays."""
        return next((channel for channel in step.move if channel in self.channels), None)

    def check(
        self, model: IntentModel | None = None, *, utterances: Sequence[Utterance] = ()
    ) -> list[Finding]:
        """Everything that is wrong with the flow, or worth knowing, in the order of the files.

        Args:
            model: A classifier, to compare its intents with those of the flow.
            utterances: Labelled texts, to count the examples of each intent; and with ``model``
                to find intents it confuses, for which it must not have been taught with them.
        """
        from dialogkit.flow._checks import run_checks

        return run_checks(self, model, utterances)

    def __repr__(self) -> str:
        """A line, not the whole flow: notebooks and tracebacks print it."""
        steps, handoffs = len(self.steps), len(self.handoffs)
        return f"<Flow {self.name}: {steps} steps, {handoffs} handoffs, {', '.join(self.locales)}>"

    def require_sound(self, families: str | None = None) -> None:
        """Refuses a flow that has errors: nobody may drive it.

        Args:
            families: Letters of the families that count, as ``SH``; all if not given. A
                rehearsal needs no texts, so a missing one need not keep it from running.

        Raises:
            FlowError: The check finds errors; one line for each.
        """
        errors = [
            each
            for each in self.check()
            if each.severity == "error" and (families is None or each.code[0] in families)
        ]
        if errors:
            breaches = ((e.place, f"{e.code}: {e.what} {e.remedy}") for e in errors)
            raise flow_error(breaches)

    def diff(self, other: Flow, model: IntentModel | None = None) -> FlowDiff:
        """What changes for customers from this flow to ``other``: behaviour, not lines.

        Args:
            other: The flow as it shall be.
            model: A classifier, to compare the findings about intents too.
        """
        from dialogkit.flow._diff import diff

        return diff(self, other, model=model)

    def to_mermaid(self) -> str:
        """The flow as a Mermaid flowchart."""
        from dialogkit.flow._export import to_mermaid

        return to_mermaid(self)

    def to_dot(self) -> str:
        """The flow as a Graphviz graph."""
        from dialogkit.flow._export import to_dot

        return to_dot(self)

    def _repr_svg_(self) -> str:
        """The flow as a picture, in a notebook; errors and warnings are badges."""
        from dialogkit.flow._draw import draw

        return draw(self, findings=[each for each in self.check() if each.severity != "info"])
