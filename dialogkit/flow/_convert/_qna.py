"""Question and answer pairs of ``.qna`` files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

__all__ = ["Pair", "parse_qna"]

_QUESTION = re.compile(r"#+\s*\?\s*(?P<text>.*)$")
_ID = re.compile(r"<a\s+id\s*=\s*[\"']?(?P<id>[^\"'>\s]+)", re.IGNORECASE)
_LINK = re.compile(r"[-*+]\s*\[(?P<label>[^\]]+)\]\(#\??(?P<to>[^)]*)\)")


@dataclass(slots=True, kw_only=True)
class Pair:
    """Questions with one answer."""

    place: str
    """Where it stands."""
    ident: str = ""
    """Its identifier."""
    questions: list[str] = field(default_factory=list)
    """Wordings of the question."""
    answer: list[str] = field(default_factory=list)
    """Lines of the answer."""
    prompts: list[tuple[str, str]] = field(default_factory=list)
    """Follow-up questions: label, and identifier or question."""
    filters: int = 0
    """How many filters the pair has."""


def parse_qna(text: str, *, place: str) -> tuple[list[Pair], list[str]]:
    """The pairs of a file, and the files or addresses it imports."""
    pairs: list[Pair] = []
    imports: list[str] = []
    ident, mode = "", ""
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        bare = line.strip()
        if mode == "answer":
            if bare.startswith("```"):
                mode = ""
            else:
                pairs[-1].answer.append(line.rstrip())
            continue
        question = _QUESTION.match(bare)
        marked = _ID.match(bare)
        linked = re.match(r"\[[^\]]*\]\((?P<file>[^)]+)\)$", bare)
        if question is not None:
            pairs.append(Pair(place=f"{place}:{number}", ident=ident))
            pairs[-1].questions += [question["text"].strip()] if question["text"].strip() else []
            ident, mode = "", "questions"
        elif marked is not None:
            ident = marked["id"]
        elif linked is not None:
            imports.append(linked["file"])
        elif pairs and bare:
            mode = _read(pairs[-1], bare, mode)
    return pairs, imports


def _read(pair: Pair, line: str, mode: str) -> str:
    """Takes one line of a pair; gives what the next lines are."""
    lowered = line.strip("* :").lower()
    if line.startswith("```"):
        return "answer"
    if lowered in ("filters", "prompts"):
        return lowered
    linked = _LINK.match(line)
    if mode == "prompts" and linked is not None:
        pair.prompts.append((linked["label"].strip(), linked["to"].strip()))
    elif mode == "filters" and line[:1] in "-*+":
        pair.filters += 1
    elif mode == "questions" and line[:1] in "-*+":
        pair.questions.append(line[1:].strip())
    return mode
