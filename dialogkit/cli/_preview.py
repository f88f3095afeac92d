"""The command that shows what customers will see, drawn as on a phone."""

from __future__ import annotations

import dataclasses
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from dialogkit.channels import Channel, Form, load_channel
from dialogkit.cli._paths import flow_of
from dialogkit.cli._shared import FlowFile, many, print_json, say
from dialogkit.flow import Flow, Preview, preview

__all__ = ["add_to"]

Format = Literal["text", "json"]

WIDTH = 46
"""Columns of text in a message: about what a phone shows."""

_ROUND = ("╭", "─", "╮", "│", "├", "┤", "╰", "╯")
_PLAIN = ("+", "-", "+", "|", "+", "+", "+", "+")
"""Corners and lines, and what stands for them where a terminal has none."""

_HEADINGS = {
    "say": "",
    "choose": "offers",
    "ask": "asks {name}",
    "again": "asks {name} again",
    "lost": "does not understand",
    "queued": "queue of {name}",
    "waiting": "still waiting for {name}",
    "joined": "an agent of {name} joins",
    "push": "push {name}",
}
_INSTEAD: dict[Form, str] = {
    "list": "a list instead of buttons: ",
    "numbered": "numbered lines instead of buttons: ",
}
_FORMS: dict[Form, str] = {
    "buttons": "with buttons",
    "list": "as a list",
    "numbered": "numbered",
    "spoken": "read out",
    "text": "text alone",
    "refused": "refused",
}


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("preview")(preview_)


def preview_(
    flow: FlowFile,
    channel: Annotated[
        list[str] | None,
        typer.Option(help="A channel, or the path of a profile (.toml); may be repeated."),
    ] = None,
    locale: Annotated[
        list[str] | None, typer.Option(help="A language of the flow; may be repeated.")
    ] = None,
    step: Annotated[
        str | None, typer.Option(help="Only this step, with every variant of its texts.")
    ] = None,
    format: Annotated[Format, typer.Option(help="For people or for programs.")] = "text",  # noqa: A002 - the option is called so
) -> None:
    """Show what customers will see on a channel: buttons, lists, cuts and refusals.

    Without --channel all channels of the flow are shown, without --locale its first language.

    Example: dialogkit preview corpora/parcel/flow.yaml --channel whatsapp --step hello
    """
    loaded = flow_of(flow)
    carriers = [load_channel(name) for name in channel or loaded.channels]
    pairs = [(carrier, each) for carrier in carriers for each in locale or loaded.locales[:1]]
    shown = [
        (carrier, each, preview(loaded, channel=carrier, locale=each, step=step))
        for carrier, each in pairs
    ]
    if format == "json":
        print_json([_row(seen) for _, _, previews in shown for seen in previews])
        return
    for carrier, each, previews in shown:
        _show(carrier, each, previews, whole=step is not None)
    for carrier, each, previews in shown:
        say(_summary(carrier, each, previews))
    if step is None and any(len(_drawn(previews)) < len(previews) for *_, previews in shown):
        say(f"Of several variants the longest is shown. All of a step: --step {_first(loaded)}")


def _first(flow: Flow) -> str:
    return flow.start if flow.start in flow.steps else next(iter(flow.steps))


def _row(seen: Preview) -> dict[str, object]:
    place = dataclasses.asdict(seen.place)
    told = {"buttons": seen.buttons, "rows": seen.rows, "lines": seen.lines}
    return {**dataclasses.asdict(seen), **told, "place": place}


# ----- what is shown -----------------------------------------------------------------------------


def _show(channel: Channel, locale: str, previews: Sequence[Preview], *, whole: bool) -> None:
    """Everything on one channel in one language."""
    say(f"{channel.title} · {locale}")
    say(_facts(channel))
    say("")
    closed = channel.discontinued
    if closed is not None and closed.value:
        say(f"  ✗ {channel.title} no longer carries bots: {closed.source}")
        say("")
        return
    for seen in previews if whole else _drawn(previews):
        for line in _drawing(seen, whole=whole):
            say(line.rstrip())
        say("")


def _drawn(previews: Sequence[Preview]) -> list[Preview]:
    """The longest variant of each; questions and the fallback ladder once for all steps."""
    longest: dict[tuple[str, ...], Preview] = {}
    refused = {(seen.step, seen.refusal) for seen in previews if seen.part == "say"}
    for seen in previews:
        if seen.part == "lost" and seen.refusal and (seen.step, seen.refusal) in refused:
            continue  # said at the step already
        shared = seen.part in ("ask", "again", "lost") and seen.refusal is None
        where = "" if shared else seen.step
        where_from = "" if seen.part == "lost" and shared else seen.name
        key = (where, seen.part, where_from, seen.key)
        kept = longest.get(key)
        if kept is None or (kept.step == seen.step and _size(seen) > _size(kept)):
            longest[key] = seen
    return [_brief(seen) if key[0] == "" else seen for key, seen in longest.items()]


def _brief(seen: Preview) -> Preview:
    """A rung of the fallback ladder without what the step asks or offers; others as they are."""
    if seen.part != "lost":
        return seen
    rung = seen.messages[0].removesuffix("\n".join(("", *seen.lines)))
    return dataclasses.replace(seen, form="text", messages=(rung,), choices=(), why=())


def _size(seen: Preview) -> tuple[bool, int]:
    return seen.refusal is not None, sum(map(len, seen.messages))


def _facts(channel: Channel) -> str:
    """The limits that matter most, in one line."""
    told = []
    if channel.text is not None:
        told.append(f"text {channel.text.value} {channel.counts}")
    if channel.parts is not None:
        told.append(f"up to {channel.parts.value} SMS a text")
    for most, what, title in (
        (channel.buttons, "buttons", channel.button_title),
        (channel.rows, "rows in a list", channel.row_title),
        (channel.spoken_choices, "choices read out", None),
    ):
        if most is not None:
            told.append(f"{most.value} {what}" + (f" of {title.value}" if title else ""))
    if channel.buttons is None and channel.spoken_choices is None:
        told.append("no buttons")
    if channel.window_seconds is not None:
        told.append(f"open for {channel.window_seconds / 3600:g} h")
    if channel.fit_for is not None:
        told.append(f"values up to {channel.fit_for.value}")
    return " · ".join(told)


def _summary(channel: Channel, locale: str, previews: Sequence[Preview]) -> str:
    """One line: how often which form was taken."""
    counts = Counter(seen.form for seen in previews)
    forms = [f"{counts[form]} {words}" for form, words in _FORMS.items() if counts[form]]
    cut = sum(len(seen.messages) > 1 and _was_cut(seen) for seen in previews)
    dear = sum(max(seen.parts, default=1) > 1 for seen in previews)
    forms += [f"{cut} cut into several messages"] if cut else []
    forms += [f"{dear} in several SMS"] if dear else []
    listed = ", ".join(forms) or "nothing"
    return f"{channel.title} · {locale}: {many(len(previews), 'text')}: {listed}."


def _was_cut(seen: Preview) -> bool:
    return any(why.startswith("text (") for why in seen.why)


# ----- how it is drawn ---------------------------------------------------------------------------


def _drawing(seen: Preview, *, whole: bool) -> Iterator[str]:
    """One preview: heading, messages, choices, and what differs from the design."""
    yield _heading(seen, whole=whole)
    after = not seen.choices
    yield from () if after else _media(seen)
    for number, message in enumerate(seen.messages, 1):
        last = number == len(seen.messages)
        yield from _bubble(message, seen.rows if last else ())
        if not last and _was_cut(seen):
            yield "    ✂ goes on in the next message"
    yield from _media(seen) if after else ()
    if seen.part == "lost" and not whole and seen.refusal is None:
        yield "  … and once more what the step asks or offers"
        return
    yield from _below(seen)
    yield from _notes(seen)


def _media(seen: Preview) -> Iterator[str]:
    """Pictures and files: after the text, but before one that has buttons below it."""
    for medium in seen.media:
        if medium.carried:
            yield from _bubble(f"({medium.kind}) {medium.file}\n{medium.alt}", ())


def _notes(seen: Preview) -> Iterator[str]:
    """What differs from the design, and how it goes on."""
    if seen.refusal is not None:
        yield f"  ✗ not shown: {seen.refusal}"
        if seen.choices:
            yield from _flowing([f"· {label}" for label in seen.choices])
        return
    doubt = " (not confirmed)" if seen.unconfirmed else ""
    for number, why in enumerate(dict.fromkeys(seen.why)):
        yield f"  ! {_INSTEAD.get(seen.form, '') if number == 0 else ''}{why}{doubt}"
    if seen.discloses:
        yield "  → the bot says here that it is one"
    if seen.moves is not None:
        yield f"  → the conversation goes on on {seen.moves}"
    if seen.approved is not None:
        yield f"  → outside the window as the approved template {seen.approved}"


def _heading(seen: Preview, *, whole: bool) -> str:
    what = _HEADINGS[seen.part].format(name=seen.name)
    variant = f"text {seen.variant + 1} of {seen.variants}" if whole and seen.variants > 1 else ""
    place = f"{Path(seen.place.file).name}:{seen.place.line}"
    return " · ".join(each for each in (seen.step, what, variant, place) if each)


def _below(seen: Preview) -> Iterator[str]:
    """Buttons, or what is read out, below the last message."""
    asked = {label: f"{label} ?" for label in seen.guarded}
    if seen.buttons:
        yield from _flowing([f"[ {asked.get(label, label)} ]" for label in seen.buttons])
    if seen.form == "spoken" and seen.choices:
        yield from _flowing([f"» {asked.get(label, label)}" for label in seen.choices])
    if seen.guarded:
        yield "  ? offered only where its guard holds"
    if seen.instead:
        yield f"  ? where other guards hold instead: {', '.join(seen.instead)}"


def _flowing(words: Sequence[str]) -> Iterator[str]:
    """Words side by side, as many in a line as there is room for."""
    line = ""
    for word in words:
        joined = f"{line} {word}".strip()
        if line and _columns(joined) > WIDTH + 4:
            yield f"  {line}"
            joined = word
        line = joined
    yield f"  {line}"


def _bubble(text: str, rows: Sequence[str]) -> Iterator[str]:
    """A message in a box, with the rows of its list."""
    tl, flat, tr, side, left, right, bl, br = _lines()
    inner = [line for part in text.split("\n") for line in _wrap(part)]
    listed = [line for row in rows for line in _wrap(f"> {row}")]
    width = max(map(_columns, (*inner, *listed)), default=0)
    yield f"  {tl}{flat * (width + 2)}{tr}"
    for line in inner:
        yield f"  {side} {line}{' ' * (width - _columns(line))} {side}"
    if listed:
        yield f"  {left}{flat * (width + 2)}{right}"
    for line in listed:
        yield f"  {side} {line}{' ' * (width - _columns(line))} {side}"
    yield f"  {bl}{flat * (width + 2)}{br}"


def _lines() -> tuple[str, ...]:
    """Box lines, as far as the terminal has them."""
    try:
        "".join(_ROUND).encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return _PLAIN
    return _ROUND


def _wrap(text: str) -> list[str]:
    """Lines of at most `WIDTH` columns; words longer than that are broken."""
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if _columns(joined) <= WIDTH:
            lines[-1] = joined
            continue
        pieces = _broken(word)
        lines += pieces if lines[-1] else []
        if not lines[-1]:
            lines[-1:] = pieces
    return lines


def _broken(word: str) -> list[str]:
    """A word in pieces that fit."""
    pieces = [""]
    for character in word:
        if _columns(pieces[-1] + character) > WIDTH:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _columns(text: str) -> int:
    """Columns of a terminal: none for accents and joiners, two for emoji and wide letters."""
    return sum(
        0
        if unicodedata.combining(c) or unicodedata.category(c) in ("Cf", "Mn")
        else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )
