"""Templates of ``.lg`` files: variants, conditions, structured ones, multi-line texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

__all__ = ["Spoken", "Template", "Templates", "parse_lg"]

_HEADING = re.compile(r"#\s*(?P<name>[\w.]+)\s*(?:\((?P<params>[^)]*)\))?\s*$")
_BRANCH = re.compile(
    r"-\s*(?P<word>IF|ELSE\s*IF|ELSEIF|ELSE|SWITCH|CASE|DEFAULT)\b\s*:?\s*(?P<rest>\$\{.*)?$",
    re.IGNORECASE,
)
_SUGGESTED = re.compile(r"\\?\[Suggestions?\s*=\s*(?P<list>[^\]]*?)\\?\]", re.IGNORECASE)
_CALL = re.compile(r"(?P<name>[\w.]+)\s*\((?P<args>.*)\)$", re.DOTALL)
_CARD_TEXT = re.compile(r'"(?:text|title)"\s*:\s*"((?:[^"\\]|\\.)*)"')
_SHOWN = ("title", "subtitle", "text")
_DEEPEST = 12
_MOST = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One template."""

    name: str
    """Its name."""
    params: tuple[str, ...]
    """Names of what it is called with."""
    lines: tuple[str, ...]
    """Its body."""
    place: str
    """Where it stands."""


@dataclass(slots=True, kw_only=True)
class Spoken:
    """What a template or text amounts to."""

    variants: list[str] = field(default_factory=list)
    """Wordings, with ``{slot}`` for what is known of the conversation."""
    replies: list[str] = field(default_factory=list)
    """Suggested answers."""
    unsaid: list[str] = field(default_factory=list)
    """Expressions and conditions that a text cannot hold."""


def parse_lg(text: str, *, place: str) -> tuple[dict[str, Template], list[str]]:
    """The templates of a file by name, and the files it imports.

    Args:
        text: The file.
        place: Its name.
    """
    found: dict[str, Template] = {}
    imports: list[str] = []
    name, at = "", 0
    params: tuple[str, ...] = ()
    body: list[str] = []
    fenced = False

    def close() -> None:
        if name and name not in found:
            lines = tuple(body)
            found[name] = Template(name=name, params=params, lines=lines, place=f"{place}:{at}")

    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        heading = None if fenced else _HEADING.match(line.strip())
        if heading is not None:
            close()
            name, at, body = heading["name"], number, []
            params = tuple(p.strip() for p in (heading["params"] or "").split(",") if p.strip())
            continue
        if line.count("```") % 2:
            fenced = not fenced
        bare = line.strip()
        linked = re.match(r"\[[^\]]*\]\(([^)]+)\)$", bare)
        if not fenced and linked and not (body and body[0].strip().startswith("[")):
            imports.append(linked[1])
        elif fenced or not bare.startswith(">"):
            body.append(line)
    close()
    return found, imports


class Templates:
    """The templates of one language, and of one dialog before others.

    Args:
        find: From a name to the template, as this dialog sees it.
        slot: From a property to its slot; ``None`` where it is none.
    """

    def __init__(
        self, find: Callable[[str], Template | None], slot: Callable[[str], str | None]
    ) -> None:
        self._find = find
        self._slot = slot

    def spoken(self, text: str) -> Spoken:
        """What a text with ``${...}`` in it says."""
        return self._text(text, {}, 0)

    def _text(self, text: str, given: Mapping[str, str], depth: int) -> Spoken:
        """One wording; where templates in it have several, it becomes several."""
        out = Spoken()
        for found in _SUGGESTED.finditer(text):
            out.replies += _split(found["list"])
        text = _SUGGESTED.sub("", text)
        wordings = [""]
        for literal, expression in _pieces(text):
            inner = self._expression(expression, given, depth, out) if expression else [""]
            part = [literal + each for each in inner or [""]]
            wordings = _together(wordings, part)
        out.variants = [w for w in (_unescaped(each) for each in wordings) if w.strip()]
        return out

    def _expression(
        self, text: str, given: Mapping[str, str], depth: int, out: Spoken
    ) -> list[str]:
        text = text.strip()
        bare = given.get(text, text).strip()
        call = _CALL.match(bare)
        named = call["name"] if call is not None else bare
        template = self._find(named)
        attached = call is not None and named.lower() in ("json", "activityattachment")
        if call is not None and attached and template is None:
            inner = call["args"].split(",")[0] if call["name"].lower() == "json" else call["args"]
            card = " ".join(self._expression(inner, given, depth + 1, out))
            texts = [_unescaped(each) for each in _CARD_TEXT.findall(card)]
            return ["\n".join(dict.fromkeys(texts))] if texts else [card] if "{" not in card else []
        if template is not None and depth < _DEEPEST:
            args = _arguments(call["args"] if call is not None else "")
            inner = {n: given.get(a, a) for n, a in zip(template.params, args, strict=False)}
            return self._body(template, inner, depth + 1, out)
        quoted = re.fullmatch(r"'([^']*)'|\"([^\"]*)\"", bare)
        if quoted is not None:
            return [quoted[1] or quoted[2] or ""]
        slot = self._slot(bare)
        if slot is None:
            out.unsaid.append(bare[:60])
            return ["…"]
        return ["{" + slot + "}"]

    def _body(
        self, template: Template, given: Mapping[str, str], depth: int, out: Spoken
    ) -> list[str]:
        lines = [line for line in template.lines if line.strip()]
        if lines and lines[0].strip().startswith("["):
            return self._structured(lines, given, depth, out)
        found: list[str] = []
        for item in _items(template.lines):
            branch = _BRANCH.match(item)
            if branch is not None:
                if branch["rest"]:
                    out.unsaid.append(branch["rest"].strip()[:60])
                continue
            inner = self._text(_fence_off(re.sub(r"^-\s*", "", item)), given, depth)
            found += inner.variants
            out.replies += inner.replies
            out.unsaid += inner.unsaid
        return found[:_MOST]

    def _structured(
        self, lines: list[str], given: Mapping[str, str], depth: int, out: Spoken
    ) -> list[str]:
        """``[Activity …]`` or a card: its texts, its buttons, what is attached to it."""
        shown: dict[str, list[str]] = {}
        for key, value in _settings(lines):
            if key in ("suggestedactions", "buttons"):
                out.replies += [
                    w for each in _split(value) for w in self._text(each, given, depth).variants[:1]
                ]
            elif key in (*_SHOWN, "attachments"):
                inner = self._text(value, given, depth)
                shown[key] = inner.variants
                out.replies += inner.replies
                out.unsaid += inner.unsaid
        wordings = [""]
        for key in (*_SHOWN, "attachments"):
            if shown.get(key):
                before = ["" if not each else f"{each}\n" for each in wordings]
                wordings = _together(before, shown[key])
        return [each for each in wordings if each.strip()]


def _together(first: list[str], second: list[str]) -> list[str]:
    number = min(max(len(first), len(second)), _MOST)
    return [first[i % len(first)] + second[i % len(second)] for i in range(number)]


def _pieces(text: str) -> Iterable[tuple[str, str]]:
    """Literal text, each followed by the expression after it (empty at the end)."""
    at = 0
    while True:
        start = text.find("${", at)
        if start < 0:
            yield text[at:], ""
            return
        depth, end = 1, start + 2
        while end < len(text) and depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        yield text[at:start], text[start + 2 : end - 1 if not depth else end] or " "
        at = end


def _items(lines: Iterable[str]) -> list[str]:
    """The items of a body; what is fenced with ``` stays together."""
    found: list[str] = []
    fenced = False
    for line in lines:
        bare = line.strip()
        if fenced or not bare.startswith("-"):
            if found and (bare or fenced):
                found[-1] += "\n" + (line if fenced else bare)
        else:
            found.append(bare)
        if line.count("```") % 2:
            fenced = not fenced
    return found


def _fence_off(text: str) -> str:
    return text.replace("```", "").strip()


def _settings(lines: list[str]) -> Iterable[tuple[str, str]]:
    key, value = "", ""
    for line in lines[1:]:
        bare = line.strip()
        if bare == "]":
            break
        named = re.match(r"(?P<key>\w+)\s*=\s*(?P<value>.*)$", bare)
        if named is not None:
            if key:
                yield key, value
            key, value = named["key"].lower(), named["value"].removesuffix("]")
        elif key:
            value += "\n" + bare
    if key:
        yield key, value


def _split(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\\?\|", text) if part.strip()]


def _arguments(text: str) -> list[str]:
    return [part.strip() for part in re.split(r",(?![^()]*\))", text) if part.strip()]


def _unescaped(text: str) -> str:
    text = text.replace("\\n", "\n").replace("\\r", "\n").replace("\\t", " ")
    return re.sub(r"\\([\[\]{}$|\\\"])", r"\1", text).strip()
