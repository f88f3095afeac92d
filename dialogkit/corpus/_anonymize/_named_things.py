"""What bears a name as people do: storms, models, ships, pets, and "the Miller mixer"."""

from __future__ import annotations

import re

from dialogkit.corpus._anonymize._cues import cue, cues_in, heads_of, words_in_pattern
from dialogkit.corpus._anonymize._names import is_english
from dialogkit.corpus._anonymize._search import at_words, in_order
from dialogkit.corpus._anonymize._words import fold, is_noun, word_set, words_of

__all__ = ["named_things"]

_EVENT = re.compile(
    r"(?:\b(?:[Ss]turm(?:tief|flut)?|[Oo]rkan(?:tief)?|[Tt]ief|[Hh]och|[Hh]urrikan|[Tt]aifun"
    r"|[Ss]torm"
    r"|[Hh]urricane|[Tt]yphoon|[Cc]yclone|[Uu]nwetter)|\b(?:[Mm]odell|[Mm]odel|[Ss]orte|[Tt]yp"
    r"|[Ss]erie|[Kk]artoffel\w*|[Aa]pfelsorte|[Tt]omatensorte|[Rr]egal|[Ss]ofa|[Tt]isch|[Ss]tuhl"
    r"|[Ss]essel|[Ll]ampe|[Ss]chrank|[Kk]ommode|[Bb]ett|[Mm]atratze|[Tt]eppich|[Kk]leid|[Hh]ose"
    r"|[Jj]acke|[Jj]eans|[Bb]luse|[Rr]ock|[Mm]antel|[Ss]chuhe?|[Ss]tiefel|[Ss]andalen?|[Tt]asche"
    r"|[Rr]ucksack|[Kk]affeemaschine|[Tt]hermomix|[Kk]inderwagen|[Pp]uppe|[Ss]chulranzen|[Ff]arbe"
    r"|[Tt]apete|[Rr]osensorte|[Tt]ulpe|[Dd]ahlie|[Hh]ortensie|[Pp]rogramm|[Ss]chriftart"
    r"|[Ww]asserhahn|[Aa]rmatur|[Dd]usche|[Kk]üche|[Ff]liese|[Ss]chiff|[Ff]ähre|[Mm]otorschiff"
    r"|MS|MV|HMS|[Ff]erry|[Bb]oot|[Zz]ug|[Ss]prachassistentin?|[Aa]ssistant|[Cc]hatbot|[Bb]ot"
    r"|[Hh]otel|[Rr]estaurant|[Cc]af[eé]|[Pp]izzeria|[Pp]ub|[Tt]rattoria|[Bb]rasserie|[Ww]indows"
    r"|[Mm]usical|[Oo]per|[Dd]rama|[Rr]oman|[Ff]ilm|[Ss]piel|[Bb]rettspiel|[Hh]örbuch|[Nn]ovel"
    r"|[Ff]ont|[Rr]ose variety|[Vv]ariety|[Cc]omet|[Kk]omet|[Pp]lanet|[Mm]ond|[Gg]öttin|[Gg]ott"
    r"|[Kk]ater|[Kk]atze|[Hh]und|[Pp]apagei))"
    r",? [\"„“»‚']?(?P<name>[A-ZÄÖÜ][\wäöüß'’-]*(?: [A-ZÄÖÜ][\wäöüß'’-]*){0,2})"
)
_EVENT_WORDS = words_in_pattern(_EVENT) | word_set("sturmtief sturmflut orkantief kartoffelsorte")
_EVENT_HEADS = heads_of(_EVENT_WORDS, word_set("caf schuh kartoffel"))
_EVENT_CUE = cue(whole=_EVENT_WORDS)
_THE_THING = re.compile(
    r"\b(?:[Tt]he|[Yy]our|[Oo]ur|[Aa]n?|[Tt]hat|[Tt]his"
    r"|[Mm]y) (?P<name>(?:[A-Z][\w'’.]+ ){1,3})(?P<noun>[a-z]{3,})"
)
_NO_THING = word_set(
    "family account order household children brothers sisters twins case file couple account's "
    "was is has had and who with from that for but says said will would can could did does about "
    "called invoice parcel policy address house branch store office team room rooms contract "
    "appointment"
)
_OWNERS = heads_of(whole=word_set("the your our a an that this my"))


def named_things(text: str, *, personal: bool) -> list[tuple[int, int]]:
    """Where such names stand; what is called after somebody, in a text about nobody alone."""
    likely = cues_in(text) & _EVENT_CUE
    found = in_order(at_words(_EVENT, text, _EVENT_HEADS)) if likely else []
    return [match.span() for match in found] + ([] if personal else _called_after(text))


def _called_after(text: str) -> list[tuple[int, int]]:
    """What is called after somebody ("the Miller mixer"): no person, but a town stays a town."""
    if not is_english(words_of(text)):
        return []
    matches = in_order(at_words(_THE_THING, text, _OWNERS))
    found = ((match, fold(match["noun"])) for match in matches)
    return [m.span("name") for m, noun in found if noun not in _NO_THING and is_noun(noun)]
