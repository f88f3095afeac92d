"""Lines of a transcript, and what stands in them for what a simulation cannot know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from dialogkit.conversation import HandoffResult
from dialogkit.flow import Answered, Asked, Flow, MediaKind, Moved, Offered, Output, Shown

__all__ = ["FREE_TEXT", "JOINED", "RESULTS", "STAYS", "Line", "spoken_lines"]

FREE_TEXT = ("(freie Angabe)", "(free text)")
"""What a transcript says for a value nobody can foresee, German and English."""
JOINED = ("(Ein Mensch aus dem Team übernimmt.)", "(A human from the team takes over.)")
"""What a transcript says instead of what the agent would write, German and English."""
RESULTS: Mapping[HandoffResult, tuple[str, str]] = {
    "resolved": ("(Das Team hat das Anliegen bearbeitet.)", "(The team has dealt with it.)"),
    "returned": ("(Das Team gibt an den Bot zurück.)", "(The team gives it back to the bot.)"),
    "closed": ("(Das Team ist nicht da.)", "(The team is not there.)"),
    "nobody": ("(Niemand war rechtzeitig frei.)", "(Nobody was free in time.)"),
    "left": ("(Der Kunde wartet nicht länger.)", "(The customer waits no longer.)"),
    "window_shut": ("(Das Fenster des Kanals ist zu.)", "(The channel's window has shut.)"),
}
STAYS = ("(Der Kunde wechselt nicht mit.)", "(The customer does not follow.)")
"""What a transcript says of a customer who is lost on the way to another channel."""
_MOVED = ("(Es geht weiter über {}.)", "(It goes on on {}.)")
_KINDS: Mapping[MediaKind, tuple[str, str]] = {
    "image": ("Bild", "image"),
    "video": ("Video", "video"),
    "audio": ("Ton", "audio"),
    "file": ("Datei", "file"),
}


class Line(NamedTuple):
    """One line of a transcript."""

    speaker: Literal["customer", "bot", "agent", "system"]
    text: str
    step: str
    at: float
    """Seconds from the start of the run."""


def spoken_lines(
    outputs: Iterable[Output], flow: Flow, locale: str, *, values: Mapping[str, str], at: float
) -> Iterator[Line]:
    """What the bot says and shows, as lines of a transcript.

    Args:
        outputs: Those of one turn.
        flow: The flow they are of.
        locale: The customer's language.
        values: Slot to what stands for the customer's value.
        at: Seconds from the start of the run.
    """
    texts, english = flow.texts, locale != "de"
    for output in outputs:
        match output:
            case Answered(key=key, step=step):
                yield Line("bot", texts.text(key, locale, values=values), step, at)
            case Asked(slot=slot, step=step, attempt=attempt):
                text = texts.text(slot, locale, variant=attempt - 1)
                yield Line("bot", text, step, at)
            case Offered(words=words, step=step):
                text = " · ".join(f"[{texts.label(word, locale)}]" for word in words)
                yield Line("bot", text, step, at)
            case Shown(media=name, step=step):
                media = flow.media[name]
                alt = texts.text(media.alt, locale, values=values)
                yield Line("bot", f"[{_KINDS[media.kind][english]}: {alt}]", step, at)
            case Moved(channel=channel, step=step):
                yield Line("system", _MOVED[english].format(channel), step, at)
            case _:
                continue
