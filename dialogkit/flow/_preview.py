"""What customers will see of a flow on a channel, text by text."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from dialogkit.channels import Channel, Form, Rendered, load_channel
from dialogkit.errors import ParameterError
from dialogkit.flow._model import Handoff, Media, Push, Step
from dialogkit.flow._preview_choices import offers
from dialogkit.flow._preview_values import Preview, PreviewPart, ShownMedia
from dialogkit.flow._preview_where import elsewhere

if TYPE_CHECKING:
    from dialogkit.flow._flow import Flow

__all__ = ["Preview", "PreviewPart", "ShownMedia", "preview"]

_EXAMPLES = MappingProxyType({"agent": "(agent)", "position": "3", "minutes": "10"})
"""Stand-ins for values that only a conversation has. Plain letters: an SMS must not grow dear by
the stand-in."""


_WORST: tuple[Form, ...] = ("text", "buttons", "spoken", "list", "numbered", "refused")
"""Forms, the one furthest from what was designed last."""


def preview(
    flow: Flow,
    *,
    channel: str | os.PathLike[str] | Channel,
    locale: str,
    step: str | None = None,
    values: Mapping[str, str] = MappingProxyType({}),
) -> list[Preview]:
    """What customers will see of a flow on a channel.

    Every text of every step in every variant, with its choices: what is said, asked and asked
    again, what is answered when the bot does not understand, what is told around a handoff, and
    what the bot begins itself. Placeholders hold the slots' example values. Where choices stand
    under guards, those that can be offered together and come out worst.

    Args:
        flow: The flow.
        channel: Name of a channel, the path of a profile of one's own, or a channel.
        locale: One of the flow's languages.
        step: Only this step; ``None``: all that are met on this channel, which those after a move
            to another are not; each handoff's texts once.
        values: Values to fill in instead of the examples.

    Returns:
        In the order of the file; at last the pushes.

    Raises:
        ParameterError: There is no such channel, language or step.
        InputError: The profile cannot be read.
    """
    if locale not in flow.locales:
        known = ", ".join(flow.locales)
        raise ParameterError(f"locale must be one of the flow's, {known}, got {locale}")
    if step is not None and step not in flow.steps:
        raise ParameterError(f"the flow has no step {step}; it has {', '.join(flow.steps)}")
    carrier = channel if isinstance(channel, Channel) else load_channel(channel)
    return _Stage(flow, carrier, locale, values).show(step)


class _Stage:
    """One flow on one channel in one language."""

    def __init__(
        self, flow: Flow, channel: Channel, locale: str, values: Mapping[str, str]
    ) -> None:
        self._flow = flow
        self._channel = channel
        self._locale = locale
        examples = {name: _example(name, slot.like) for name, slot in flow.data.items()}
        self._hidden = elsewhere(flow, channel.name)
        self._values = {**_EXAMPLES, **examples, **values}

    def show(self, only: str | None) -> list[Preview]:
        """Everything, or what belongs to one step."""
        found: list[Preview] = []
        told: set[str] = set()
        for step in self._flow.steps.values():
            if only != step.name and (only is not None or step.name in self._hidden):
                continue
            found += self._step(step)
            if step.handoff is not None and step.handoff not in told:
                told.add(step.handoff)
                found += self._handoff(step, self._flow.handoffs.get(step.handoff))
        for push in self._flow.push.values():
            if push.goto in self._flow.steps and only in (None, push.goto):
                found += self._push(push)
        return found

    # ----- a step --------------------------------------------------------------------------------

    def _step(self, step: Step) -> Iterator[Preview]:
        yield from self._entered(step)
        rungs = self._rungs(step)
        for slot in step.ask:
            yield from self._asked(step, slot, rungs)
        for rung in rungs if step.choose or step.listens else ():
            for shown in self._said(step, "lost", rung):
                yield self._fit(shown, [self._text(rung, shown.variant)], step)

    def _entered(self, step: Step, part: PreviewPart = "say") -> Iterator[Preview]:
        """What is said and shown on entering, with the choices where nothing is asked before."""
        open_now = step if step.choose and not step.ask and step.visit is None else None
        shows = self._media(step)
        if step.say is not None:
            for shown in self._said(step, part, step.say):
                texts = [self._text(step.say, shown.variant), *_instead(shows)]
                moves = self._flow.moves_to(step)
                told = step.disclose or (self._channel.must_disclose and self._begun_at(step))
                blank = replace(shown, media=shows, moves=moves, discloses=told)
                yield self._fit(blank, texts, open_now)
        elif shows:
            blank = self._blank(step, part)
            yield self._fit(replace(blank, media=shows), _instead(shows), open_now)
        if step.choose and (open_now is None or not (step.say or shows)):
            before = [] if open_now is None else self._before(step)
            yield self._fit(self._blank(step, "choose"), before, step)

    def _asked(self, step: Step, slot: str, rungs: Sequence[str]) -> Iterator[Preview]:
        """A slot's question, each way to ask again, and what comes before that."""
        for shown in self._said(step, "ask", slot, name=slot):
            part: PreviewPart = "again" if shown.variant else "ask"
            asked = self._fit(replace(shown, part=part), [self._text(slot, shown.variant)], None)
            yield replace(asked, why=(*self._unfit(step, slot), *asked.why))
        again = max(self._count(slot) - 1, 1)
        longest = max((self._text(slot, n) for n in range(1, again + 1)), key=len)
        for rung in rungs:
            for shown in self._said(step, "lost", rung, name=slot):
                yield self._fit(shown, [self._text(rung, shown.variant), longest], None)

    def _unfit(self, step: Step, name: str) -> Iterator[str]:
        """That a value should not be asked here."""
        slot, fit = self._flow.data.get(name), self._channel.fit_for
        if slot is None or fit is None or step.name in self._hidden:
            return
        if not self._channel.fits_level(slot.level):
            title = self._channel.title
            yield f"{name} is {slot.level}; {title} is fit for {fit.value} values at most"

    def _rungs(self, step: Step) -> list[str]:
        """The texts of a step's fallback ladder."""
        ladder = step.lost if step.lost is not None else self._flow.anywhere.lost
        return [rung for rung in ladder if rung not in self._flow.steps]

    def _before(self, step: Step) -> list[str]:
        """What the step before has just said, where it goes on to this one by itself."""
        said = [
            self._text(each.say, 0)
            for each in self._flow.steps.values()
            if each.say is not None and not each.ask and not each.choose
            if step.name in (each.then, *each.when.values(), *(b.goto for b in each.branches))
        ]
        return [max(said, key=len)] if said else []

    def _begun_at(self, step: Step) -> bool:
        """Whether a conversation begins here, or goes on here after an agent."""
        starts = {self._flow.start, *(push.goto for push in self._flow.push.values())}
        back = {name for each in self._flow.handoffs.values() for name in each.when.values()}
        return step.name in starts | back

    def _media(self, step: Step) -> tuple[ShownMedia, ...]:
        medium = self._flow.media.get(step.show or "")
        return () if medium is None else (self._shown_media(medium),)

    def _shown_media(self, medium: Media) -> ShownMedia:
        return ShownMedia(
            name=medium.name,
            kind=medium.kind,
            file=medium.file,
            alt=self._text(medium.alt, 0),
            carried=self._channel.carries(medium.kind),
        )

    # ----- handoffs and pushes -------------------------------------------------------------------

    def _handoff(self, step: Step, handoff: Handoff | None) -> Iterator[Preview]:
        if handoff is None:
            return
        tell = handoff.tell
        parts: dict[PreviewPart, str | None] = {
            "queued": tell.queued,
            "waiting": tell.waiting,
            "joined": tell.joined,
        }
        for part, key in parts.items():
            for shown in self._said(step, part, key, name=handoff.name) if key else ():
                yield self._fit(shown, [self._text(shown.key, shown.variant)], None)

    def _push(self, push: Push) -> Iterator[Preview]:
        """The step a push enters, under the rules for messages that nobody asked for."""
        barred, why = self._begins(push)
        for shown in self._entered(self._flow.steps[push.goto], "push"):
            approved = push.template if self._templates() else None
            begun = replace(shown, name=push.name, approved=approved)
            if barred is not None and shown.refusal is None:
                begun = replace(begun, form="refused", messages=(), refusal=barred, why=(barred,))
            yield replace(begun, why=(*begun.why, *why))

    def _begins(self, push: Push) -> tuple[str | None, tuple[str, ...]]:
        """Why the bot may not begin; and what it has to mind."""
        channel, window = self._channel, self._channel.window
        if window is None:
            return None, ()
        hours = f"{window.value / 3600:g} h after the customer's last message"
        if not self._templates():
            return None, (f"{channel.title} lets nobody begin later than {hours}",)
        if push.template is None:
            need = f"{channel.title} wants an approved template later than {hours}"
            return f"{need}, and the push {push.name} names none", ()
        return None, ()

    def _templates(self) -> bool:
        """Whether the channel has approved templates."""
        return self._channel.templates is not None and self._channel.templates.value

    # ----- one thing -----------------------------------------------------------------------------

    def _said(
        self, step: Step, part: PreviewPart, key: str, *, name: str = ""
    ) -> Iterator[Preview]:
        """A preview for each variant of a text, still to be fitted."""
        count = max(self._count(key), 1)
        place = self._flow.texts.places.get(self._locale, {}).get(key, step.place)
        blank = replace(self._blank(step, part), name=name, key=key, place=place, variants=count)
        return (replace(blank, variant=number) for number in range(count))

    def _blank(self, step: Step, part: PreviewPart) -> Preview:
        return Preview(
            step=step.name,
            part=part,
            channel=self._channel.name,
            locale=self._locale,
            form="refused",
            place=step.place,
        )

    def _count(self, key: str) -> int:
        return len(self._flow.texts.variants(key, self._locale))

    def _text(self, key: str, variant: int) -> str:
        return self._flow.texts.text(key, self._locale, variant=variant, values=self._values)

    def _label(self, word: str) -> str:
        return self._text(word, 0) if self._count(word) else word

    def _fit(self, blank: Preview, texts: Sequence[str], offered: Step | None) -> Preview:
        """The preview as the channel shows it; the choices belong to the last text.

        Of the choices that can stand together, those that come out worst.
        """
        if offered is None:
            return self._fitted(blank, texts, (), frozenset())
        always = {choice.word for choice in offered.choose if choice.guard is None}
        found = [
            self._fitted(blank, texts, words, frozenset(words) - always)
            for words in offers(offered, channel=self._channel.name, locale=self._locale)
        ]
        worst = max(found, key=lambda seen: (_WORST.index(seen.form), len(seen.choices)))
        others = dict.fromkeys(label for seen in found for label in seen.choices)
        return replace(worst, instead=tuple(each for each in others if each not in worst.choices))

    def _fitted(
        self, blank: Preview, texts: Sequence[str], words: Sequence[str], guarded: frozenset[str]
    ) -> Preview:
        """The preview with the choices ``words``."""
        labels = tuple(map(self._label, words))
        if not texts and not labels:
            # a picture alone, and the channel carries it
            return replace(blank, form="text" if blank.media else "refused")
        earlier = [self._channel.fit(text) for text in texts[:-1]]
        last = self._channel.fit(texts[-1] if texts else "", labels, words=words)
        every = [*earlier, last]
        refused = next((seen for seen in every if seen.form == "refused"), None)
        if refused is not None:
            return replace(
                blank,
                choices=labels,
                why=refused.why,
                unconfirmed=refused.unconfirmed,
                refusal=refused.why[0],
            )
        return replace(
            blank,
            form=last.form,
            messages=tuple(message for seen in every for message in seen.messages),
            choices=labels,
            guarded=tuple(self._label(word) for word in words if word in guarded),
            template=last.template,
            parts=tuple(number for seen in every for number in seen.parts),
            why=(*self._why(blank, every), *(why for seen in every for why in seen.why)),
            unconfirmed=any(seen.unconfirmed for seen in every) or self._doubtful(blank),
        )

    def _doubtful(self, blank: Preview) -> bool:
        """Whether a medium is described because of a fact that nobody confirmed."""
        fact = self._channel.media
        return fact is not None and fact.unconfirmed and not all(m.carried for m in blank.media)

    def _why(self, blank: Preview, every: Sequence[Rendered]) -> Iterator[str]:
        """What is not a matter of one text."""
        channel, last = self._channel, every[-1]
        if blank.step in self._hidden:
            yield f"nobody is on {channel.title} here: the conversation has moved by then"
        for medium in blank.media:
            if not medium.carried:
                yield f"{channel.title} carries no {medium.kind}: its description is sent"
        sent = sum(len(seen.messages) for seen in every) + sum(m.carried for m in blank.media)
        most = channel.messages
        if most is not None and sent > most.value:
            yield f"messages in answer to one: {sent}, at most {most.value}"
        only = channel.phone_only
        if last.form == "buttons" and not last.template and only is not None and only.value:
            yield f"only phones show the buttons of {channel.title}"


def _example(name: str, like: str) -> str:
    """A value to fill in; ``(name)`` where ``like`` is a word for a kind, as ``free text``."""
    return f"({name})" if like.replace(" ", "").isalpha() and like.islower() else like


def _instead(media: Sequence[ShownMedia]) -> list[str]:
    """The descriptions that are sent where the channel does not carry the medium."""
    return [medium.alt for medium in media if not medium.carried]
