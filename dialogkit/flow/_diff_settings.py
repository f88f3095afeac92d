"""What two flows declare: settings, texts and findings, compared name by name."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from dialogkit.flow._finding import Finding
from dialogkit.flow._flow import Flow

__all__ = [
    "Setting",
    "TextChange",
    "compare_findings",
    "compare_settings",
    "compare_texts",
    "same_texts",
]

_NOT_COMPARED = frozenset({"name", "place", "places", "goto", "when"})
"""Where things stand is no matter; where they lead is found by driving the flows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Something declared that differs; ``None``: it is not there."""

    name: str
    """As ``handoffs.service.open``."""
    old: str | None
    """In the old flow."""
    new: str | None
    """In the new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """A text that differs in one language; empty: it is not there."""

    locale: str
    """The language."""
    key: str
    """Key of the text."""
    old: tuple[str, ...]
    """Variants in the old flow."""
    new: tuple[str, ...]
    """Variants in the new one."""


# ----- settings ----------------------------------------------------------------------------------


def compare_settings(old: Flow, new: Flow, renamed: Mapping[str, str]) -> tuple[Setting, ...]:
    """Settings that differ, by name.

    Args:
        old: One flow.
        new: The other.
        renamed: Old names of steps to new ones.
    """
    before, after = dict(_declared(old, renamed)), dict(_declared(new, {}))
    names = [
        name for name in dict.fromkeys([*before, *after]) if before.get(name) != after.get(name)
    ]
    return tuple(Setting(name=n, old=before.get(n), new=after.get(n)) for n in names)


def _declared(flow: Flow, renamed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield "channels", ", ".join(flow.channels)
    yield "locales", ", ".join(flow.locales)
    yield from ((f"intents.{word}", label) for word, label in flow.intents.items())
    yield from ((f"keep.{level}", span) for level, span in flow.keep.items())
    groups: dict[str, Mapping[str, object]] = {
        "data": flow.data,
        "actions": flow.actions,
        "customer": flow.customer,
        "media": flow.media,
        "push": flow.push,
        "handoffs": flow.handoffs,
    }
    for group, things in groups.items():
        for name, thing in things.items():
            yield f"{group}.{name}", "declared"
            yield from ((f"{group}.{name}.{key}", text) for key, text in _fields(thing))
    if flow.anywhere.silent is not None:
        yield "anywhere.silent", f"{flow.anywhere.silent.after:g} s"
    for step in flow.steps.values():
        name = renamed.get(step.name, step.name)
        if step.silent is not None:
            yield f"steps.{name}.silent", f"{step.silent.after:g} s"
        if step.allows:
            yield f"steps.{name}.allows", ", ".join(step.allows)


def _fields(thing: object) -> Iterator[tuple[str, str]]:
    """Fields of a declared thing that differ from nothing, as text."""
    if not dataclasses.is_dataclass(thing):
        return
    for each in dataclasses.fields(thing):
        text = "" if each.name in _NOT_COMPARED else _text(getattr(thing, each.name))
        if text:
            yield each.name, text


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_text(each)}" for key, each in sorted(value.items()))
    if isinstance(value, tuple):
        return ", ".join(map(_text, value))
    if dataclasses.is_dataclass(value):
        return "{" + ", ".join(f"{key}: {text}" for key, text in _fields(value)) + "}"
    return f"{value:g}" if isinstance(value, float) else str(value)


# ----- texts -------------------------------------------------------------------------------------


def same_texts(old: Flow, new: Flow) -> dict[str, str]:
    """New keys to old ones that are gone, where all languages say the same under both."""
    gone, come = _said(old).keys() - _said(new).keys(), _said(new).keys() - _said(old).keys()
    before = {_said(old)[key]: key for key in sorted(gone, reverse=True)}
    return {key: before[_said(new)[key]] for key in sorted(come) if _said(new)[key] in before}


def _said(flow: Flow) -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Key to what all languages say under it."""
    by_locale = sorted(flow.texts.by_locale.items())
    keys = {key for _, texts in by_locale for key in texts}
    return {key: tuple((name, texts.get(key, ())) for name, texts in by_locale) for key in keys}


def compare_texts(old: Flow, new: Flow, same: Mapping[str, str]) -> tuple[TextChange, ...]:
    """Texts that differ, language by language; keys that only changed their name left out."""
    found = []
    for locale in sorted({*old.texts.by_locale, *new.texts.by_locale}):
        before, after = (flow.texts.by_locale.get(locale, {}) for flow in (old, new))
        known = {same.get(key, key): texts for key, texts in after.items()}
        found += [
            TextChange(locale=locale, key=key, old=before.get(key, ()), new=known.get(key, ()))
            for key in sorted({*before, *known})
            if before.get(key, ()) != known.get(key, ())
        ]
    return tuple(found)


# ----- findings ----------------------------------------------------------------------------------


def compare_findings(
    old: list[Finding], new: list[Finding], renamed: Mapping[str, str]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Findings that are new, and those that are gone; where they stand in the file is no matter."""
    names = "|".join(map(re.escape, sorted(renamed, key=len, reverse=True)))
    pattern = re.compile(rf"(?<![\w.])(?:{names})(?![\w])") if names else None

    def key(finding: Finding, *, is_old: bool) -> tuple[str, str, str]:
        what = finding.what
        if is_old and pattern is not None:
            what = pattern.sub(lambda found: renamed[found[0]], what)
        return finding.code, finding.severity, what

    before = Counter(key(each, is_old=True) for each in old)
    after = Counter(key(each, is_old=False) for each in new)
    come, gone = after - before, before - after
    return (
        tuple(_first(new, come, lambda each: key(each, is_old=False))),
        tuple(_first(old, gone, lambda each: key(each, is_old=True))),
    )


_Key = tuple[str, str, str]


def _first(
    findings: list[Finding], wanted: Counter[_Key], key: Callable[[Finding], _Key]
) -> Iterator[Finding]:
    """As many findings of each key as are wanted."""
    left = Counter(wanted)
    for finding in findings:
        if left[key(finding)] > 0:
            left[key(finding)] -= 1
            yield finding
