"""One thing that customers will see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dialogkit.channels import Form
from dialogkit.flow._model import MediaKind, Place

__all__ = ["Preview", "PreviewPart", "ShownMedia"]

PreviewPart = Literal[
    "say", "choose", "ask", "again", "lost", "queued", "waiting", "joined", "push"
]
"""When it is shown: on entering the step; choices that stand alone; a slot's question, first and
again; what was not understood; around a handoff; as a message that the bot begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMedia:
    """A picture or file, as the channel shows it."""

    name: str
    """Key under ``media``."""
    kind: MediaKind
    """What it is."""
    file: str
    """Path, from the folder of the flow."""
    alt: str
    """The text that says what is in it."""
    carried: bool
    """Whether the channel carries it; if not, the text is sent instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """One thing that customers will see, or the refusal."""

    step: str
    """The step it is shown at."""
    part: PreviewPart
    """When it is shown."""
    name: str = ""
    """The slot, handoff or push it belongs to, where it belongs to one."""
    channel: str
    """Name of the channel."""
    locale: str
    """Language."""
    key: str = ""
    """Key of the text; empty where choices stand alone."""
    variant: int = 0
    """Which of the texts under ``key``, from 0."""
    variants: int = 1
    """How many there are."""
    form: Form
    """How it is shown; ``refused``: not at all."""
    messages: tuple[str, ...] = ()
    """The messages in order; the choices belong to the last one."""
    choices: tuple[str, ...] = ()
    """Labels of the choices, however they are shown."""
    guarded: tuple[str, ...] = ()
    """Those of them that are offered only where their guard holds."""
    instead: tuple[str, ...] = ()
    """Labels of choices that are offered where other guards hold, and not together with these."""
    template: bool = False
    """Whether the buttons are those of a template or card, which stay."""
    parts: tuple[int, ...] = ()
    """In how many SMS each message goes; empty on every other channel."""
    media: tuple[ShownMedia, ...] = ()
    """Pictures and files shown with it."""
    discloses: bool = False
    """Whether the bot says here that it is one: as the step wants, or at the start where the
    channel demands it. Where the text does not say so, the bot puts a sentence before it."""
    moves: str | None = None
    """The channel the conversation goes on on afterwards."""
    approved: str | None = None
    """Name of the approved template that a push is sent as while the window is shut."""
    why: tuple[str, ...] = ()
    """Each way in which it differs from what was designed, with the limit behind it."""
    unconfirmed: bool = False
    """Whether one of these limits is not confirmed."""
    refusal: str | None = None
    """Why it cannot be carried; ``None``: it can."""
    place: Place
    """Where the text stands; where there is none, the step."""

    @property
    def buttons(self) -> tuple[str, ...]:
        """Labels on buttons; empty where choices have another form."""
        return self.choices if self.form == "buttons" else ()

    @property
    def rows(self) -> tuple[str, ...]:
        """Labels of the rows of a list; empty where choices have another form."""
        return self.choices if self.form == "list" else ()

    @property
    def lines(self) -> tuple[str, ...]:
        """Numbered lines of the text; empty where choices have another form."""
        numbered = self.choices if self.form == "numbered" else ()
        return tuple(f"{number}. {label}" for number, label in enumerate(numbered, 1))
