"""Authors of novels, and what holiday homes are called.

"zwei Kochbücher von …", "a novel by …": who wrote it is public. "In der Ferienwohnung Enzian" is
nobody's address. Asked only where nothing found so far tells of
somebody; a book or a holiday home may also be called after the person it belongs to, so plain
words for them and family names are left to the other rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dialogkit.corpus._anonymize._cues import cue, cues_in
from dialogkit.corpus._anonymize._words import fold, given, word_set

__all__ = ["works_and_stays"]

_CAP = r"[A-ZÄÖÜ][^\W\d_]+(?:[-'’][A-ZÄÖÜ][^\W\d_]+)?"
# what only an author has: no "Buch", which somebody may have lent
_BY = re.compile(
    r"(?<![^\W\d_])"
    r"(?i:(?:koch|kinder|bilder|hör|sach|jugend)b(?:uch|üchern?|ücher)|bücher"
    r"|(?:kriminal|liebes|fantasy|historischer? )?romane?n?|krimis?|thrillers?|hörspiele?|gedichte?"
    r"|biogra(?:f|ph)ien?|cookbooks?|books|novels?|poems?|biography|audiobooks?"
    r"|oper|sinfonie|symphony)"
    rf" (?i:von|by) (?P<name>{_CAP}(?: (?:(?:de|van|von|der|la|le) )?{_CAP}){{0,2}})(?![\w-])"
)
_STAY = re.compile(
    r"(?<![^\W\d_])"
    r"(?i:ferien(?:wohnung|haus)|fewo|appartement|holiday (?:let|cottage|home))"
    rf" [\"„“'‚]?(?P<name>{_CAP})(?![\w-]| ?\d)"
)
_OWN = re.compile(r"(?i)\b(?:unse?re?[mnrs]?|meine?[mnrs]?|our|my) \Z")
"""Whose home it is, the name tells."""
_WORKS = cue(
    whole=word_set(
        "krimi krimis thriller thrillers hörspiel hörspiele gedicht gedichte biografie biographie "
        "biografien biographien poem poems biography audiobook audiobooks oper sinfonie symphony "
        "novel novels books bücher cookbook cookbooks"
    ),
    parts=("buch", "büch", "roman"),
)
_STAYS = cue(
    whole=word_set("fewo appartement holiday"),
    parts=("ferienwohnung", "ferienhaus"),
)


def works_and_stays(text: str) -> Iterator[tuple[int, int]]:
    """Where such names stand."""
    cues = cues_in(text)
    if cues & _WORKS:
        # "Roman von …" looks like somebody called Roman
        yield from (match.span() for match in _BY.finditer(text))
    if cues & _STAYS:
        for match in _STAY.finditer(text):
            own = _OWN.search(text, max(0, match.start() - 9), match.start()) is not None
            if not own and fold(match["name"]) not in given():
                yield match.span("name")
