"""C: what the channels can carry."""

from __future__ import annotations

import math
from collections.abc import Iterator

from dialogkit.channels import Channel, Rendered, names
from dialogkit.flow._checks._registry import Hit, Rule, check, register
from dialogkit.flow._checks._view import View
from dialogkit.flow._model import Step
from dialogkit.flow._offences import did_you_mean, listed, shown
from dialogkit.flow._preview_choices import offers

RULES = {
    "C001": Rule(
        "warning",
        "a channel has no profile",
        "Nobody can tell what it carries.",
        "Correct the name, or write a profile for it.",
    ),
    "C002": Rule(
        "error",
        "a channel is discontinued",
        "Bots can no longer reach customers there.",
        "Take it out of channels.",
    ),
    "C003": Rule(
        "error",
        "a step cannot be carried",
        "Customers on this channel would be shown nothing.",
        "Change the text or the labels.",
    ),
    "C004": Rule(
        "info",
        "a step is shown in another way",
        "Customers on this channel see it differently from what was designed.",
        "Shorten the text or the labels, or offer fewer choices, where that matters.",
    ),
    "C005": Rule(
        "warning",
        "silence outlasts the window",
        "After the window has shut the bot may no longer write.",
        "Let the rule act sooner.",
    ),
    "C006": Rule(
        "warning",
        "the window can shut while a customer waits",
        "When an agent is found at last, nobody may write to the customer any more.",
        "Let the stages of the route wait for less than the window in all.",
    ),
    "C007": Rule(
        "info",
        "a picture or file is told in words",
        "The channel does not carry it, so customers there read its description.",
        "Write the description so that it is enough by itself.",
    ),
    "C008": Rule(
        "warning",
        "a push has no template",
        "Outside its window the channel carries approved templates only.",
        "Have a template approved and name it: template.",
    ),
    "C009": Rule(
        "error",
        "a conversation cannot move where it should",
        "None of the channels named is one of the flow's, so it stays where it is.",
        "Add the channel to channels, or name another one.",
    ),
    "C010": Rule(
        "error",
        "a channel demands a human, and there is none",
        "The provider only admits bots that hand over.",
        "Add a handoff, or take the channel out of channels.",
    ),
}
register(RULES)


@check("C001")
def channels_are_known(view: View) -> Iterator[Hit]:
    """Every channel has a profile."""
    for index, name in enumerate(view.flow.channels):
        if name not in names():
            what = f"There is no profile of the channel {shown(name)}.{did_you_mean(name, names())}"
            yield Hit(view.place_of(f"channels.{index}"), what)


@check("C002")
def channels_live(view: View) -> Iterator[Hit]:
    """No channel is discontinued."""
    for channel in view.channels:
        if channel.discontinued is not None and channel.discontinued.value:
            where = view.place_of(f"channels.{view.flow.channels.index(channel.name)}")
            yield Hit(where, f"{channel.title} no longer carries bots.")


def _shown(view: View, channel: Channel) -> Iterator[tuple[Step, str, str, tuple[str, ...]]]:
    """Step, locale, the longest variant of its text, and the words it can offer together.

    Steps that are met on other channels only are left out, and those whose texts are missing.
    Where a step moves, its text is said before and its choices are offered after.
    """
    texts = view.flow.texts
    away = view.elsewhere(channel.name)
    for step in view.flow.steps.values():
        moved = view.flow.moves_to(step)
        if step.name in away and moved != channel.name:
            continue
        for locale in texts.by_locale:
            said = texts.variants(step.say, locale) if step.say is not None else ()
            sets = offers(step, channel=channel.name, locale=locale)
            for words in sets if moved in (None, channel.name) else [()]:
                if said and all(texts.variants(word, locale) for word in words):
                    yield step, locale, max(said, key=len), words


def _fit(view: View, channel: Channel, locale: str, text: str, words: tuple[str, ...]) -> Rendered:
    labels = [view.flow.texts.label(word, locale) for word in words]
    return channel.fit(text, labels, words=words)


@check("C003")
def steps_are_carried(view: View) -> Iterator[Hit]:
    """Every step can be shown on every channel in every language."""
    refused: dict[tuple[str, str, str], list[str]] = {}
    for channel in view.channels:
        for step, locale, text, words in _shown(view, channel):
            seen = _fit(view, channel, locale, text, words)
            if seen.form == "refused":
                on = refused.setdefault((step.name, locale, seen.why[0]), [])
                on += [channel.name] if channel.name not in on else []
    for (name, locale, why), channels in refused.items():
        what = f"Step {name} cannot be shown in {locale} on {listed(channels)}: {why}."
        yield Hit(view.at(view.flow.steps[name], "choose"), what)


@check("C004")
def steps_are_shown_as_meant(view: View) -> Iterator[Hit]:
    """Every step fits into one message with buttons."""
    for channel in view.channels:
        for step, locale, text, words in _shown(view, channel):
            seen = _fit(view, channel, locale, text, words)
            if seen.why and seen.form != "refused":
                form = f"{len(seen.messages)} messages" if len(seen.messages) > 1 else seen.form
                what = f"Step {step.name} in {locale} becomes {form} on {channel.name}"
                yield Hit(step.place, f"{what} ({'; '.join(seen.why)}).")


@check("C005")
def silence_is_within_the_window(view: View) -> Iterator[Hit]:
    """Every silence rule acts before the window of each channel shuts."""
    rules = [step.silent for step in view.flow.steps.values()] + [view.flow.anywhere.silent]
    for rule in filter(None, rules):
        for channel in view.channels:
            if channel.window_seconds is not None and rule.after >= channel.window_seconds:
                hours = channel.window_seconds / 3600
                what = f"The rule acts when the window of {channel.name} ({hours:g} h) has shut."
                yield Hit(rule.place, what)


@check("C006")
def queues_are_within_the_window(view: View) -> Iterator[Hit]:
    """No route lets a customer wait until a channel's window has shut."""
    for handoff in view.flow.handoffs.values():
        waits = [math.inf if stage.wait is None else stage.wait for stage in handoff.route]
        longest = math.fsum(waits) if waits else math.inf
        for channel in view.channels:
            window = channel.human_window_seconds
            if window is not None and longest >= window:
                hours = window / 3600
                what = f"Handoff {handoff.name} can wait longer than {channel.name} ({hours:g} h)."
                yield Hit(handoff.places.get("route", handoff.place), what)


@check("C007")
def media_are_carried(view: View) -> Iterator[Hit]:
    """Every channel carries what steps show."""
    shown_media = {step.show for step in view.flow.steps.values()}
    for medium in view.flow.media.values():
        deaf = [c.name for c in view.channels if not c.carries(medium.kind)]
        if deaf and medium.name in shown_media:
            what = f"The {medium.kind} {medium.name} is told in words on {listed(deaf)}."
            yield Hit(medium.place, what)


@check("C008")
def pushes_have_templates(view: View) -> Iterator[Hit]:
    """Where a channel has a window, every push has a template."""
    windows = [each.name for each in view.channels if each.window_seconds is not None]
    for push in view.flow.push.values():
        if windows and push.template is None:
            yield Hit(push.place, f"Push {push.name} has no template, for {listed(windows)}.")


@check("C009")
def moves_arrive(view: View) -> Iterator[Hit]:
    """One of the channels of each move is the flow's."""
    for step in view.flow.steps.values():
        if step.move and view.flow.moves_to(step) is None:
            what = f"Step {step.name} moves to {listed(step.move)}, none of the flow's channels."
            yield Hit(view.at(step, "move"), what)


@check("C010")
def humans_are_there_where_demanded(view: View) -> Iterator[Hit]:
    """A channel that demands a human has a flow with a handoff."""
    for channel in view.channels:
        demands = channel.reach_human is not None and channel.reach_human.value
        if demands and not any(step.handoff for step in view.flow.steps.values()):
            where = view.place_of(f"channels.{view.flow.channels.index(channel.name)}")
            yield Hit(where, f"{channel.title} demands that a human can be reached.")
