"""Places that no list holds, by how they begin or end, where English messages place somebody.

"moved into Clonakilty", "bus didn't stop at Ballinagree", "dropout again in Wagga".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue, cues_in, heads_of
from dialogkit.corpus._anonymize._names import is_german
from dialogkit.corpus._anonymize._search import at_words, in_order
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import (
    brands,
    company,
    countries,
    fold,
    is_english_word,
    plain_words,
    towns,
    word_set,
    words_of,
)

__all__ = ["CUED", "CUES", "find"]

CUED = True

_LIKE = re.compile(
    # Ireland and Scotland
    r"\A(?:bally|ballin|balla|carrig|clon(?!e|ing)|clogh"
    r"|kil(?!l(?:er|ing|s|ed|joy)|o|t)|knock(?!ed|ing"
    r"|s\b|out|off|ers?\b)|drum(?!s|m)|tull|lisna|lisk|rath(?!er)"
    r"|letter(?!s|ing|head|box)|inis|gort"
    r"|agha|augh|skib|mullin|aber|auch|inver(?!t|s)|strath"
    r"|ach(?!e|i)|tober|pit(?:loch|ten|med)|loch"
    # Wales
    r"|llan|pont(?!if)|pen(?:r|y|m|c|g|l)|caer|betws|rhos|ystrad"
    r"|nant|maes|cwm|bryn|blaen|dolg|porth"
    r"|port(?:[bgklmnprsu]|a[dfrv]|ish|ob)|mach|tre(?:f|g|h|m|o|or))[a-z]{2,}\Z"
    # England and America
    r"|[a-z]{2,}(?:ham|ton|bury|borough|burgh|wich|wick|thorpe"
    r"|combe|worth|stead|mouth|ford|hurst|mere"
    r"|caster|cester|chester|minster|thwaite|stow|stowe|holme|by"
    r"|ley|leigh|don|ville|burg|dale|haven"
    # Ireland and Australia
    r"|kilty|agree|beg|more|een|gong|long|dah|bba|booka|bah|bri|gandra|warra|dra|mba|wang|adup|nup"
    r"|dilla|urra|illa|umba|aroo|undra|bool|rook|alla|bidgee|neroo|oomba|dubbo|gai|bin)\Z"
)
_SHORT = word_set(
    "wagga coffs alice byron hervey tennant batemans lightning merthyr bognor leamington tunbridge "
    "builth llandrindod llanwrtyd hemel welwyn haywards berwick weston lytham barrow saffron "
    "melton market ashby bourton shipston stow moreton carrick ennis ballina vegas philly nola"
)
"""Double names of which people say one half: Wagga Wagga, Coffs Harbour, Alice Springs."""
_NO_PLACE = (
    word_set(
        "london button cotton carton skeleton automation newton hamilton "
        "clinton washington sky family "
        "assembly reply supply early daily weekly monthly only july barley parsley trolley valley "
        "anymore before lightning market melton stow saffron barrow season london lexington "
        "farmville smallville whoville pastebin dustbin portainer portsnap"
    )
    - _SHORT
)
_LEADS = (
    r"(?:mov(?:e|ed|ing)(?: \w+)? (?:in to|into|to|out to|back to|over to|up to|down to)"
    r"|(?:(?:did|does|do|is|was|wo|would)n['’]?t|did not|does not|never|not) (?:even )?(?:stop|call"
    r"|come|pick up|turn up|stopping|arrive) (?:at|in|to|from)"
    r"|(?:bus|train|driver|tram|lorry|van|taxi|minibus|coach) (?:skipped|missed|passed|sailed past"
    r"|drove past|went past|(?:didnt|doesnt|never|wont) stops? (?:at|in))"
    r"|(?:drop ?outs?|outages?|signal|reception|coverage|internet"
    r"|broadband|wi-?fi|wifi|nbn|power|leccy"
    r"|electric(?:ity)?|water|gas|phone|line|lines|landline|network|service|fibre|4g|5g|mast|supply"
    r"|connection|down|off|out|dead|gone)(?: (?:is|are|was|has"
    r"|been|again|still|now|all|dropping|out"
    r"|down|off|dead|gone|gets?|keeps|cuts?|cutting|at all|here"
    r"|back|lost)){0,3}(?:,)? (?:in|at|around"
    r"|near|across|round|over in|out in|up in|down in|out at)"
    r"|(?:edge|outskirts|middle|side|end|north|south|east|west"
    r"|road|house|farm|place|shop|yard|cottage"
    r"|caravan|site|mile|miles|minutes|mins|km|bit) (?:of|out of"
    r"|outside|from|past|beyond|before|near"
    r"|at|in|out by|by|beside)"
    r"|made it (?:out |up |down |over )?to|(?:stuck|stranded"
    r"|sitting|broke down|based|parked) (?:in|at"
    r"|near|outside)|(?:out|over|up|down|back|here|home) (?:by|in|at|near|past|beyond|around)"
    r"|(?:deliver|collect|ship|send|drop|bring"
    r"|delivering|delivered)(?: (?:it|them|this"
    r"|that|one|out|up|over|down|stuff|here))?(?: to| out to| up to| over to| as far as)"
    r"|(?:live|living|lives|lived|grew up|born|from|we['’]?re"
    r"|we are|i['’]?m|i am)(?: \w+)? (?:in|at|near"
    r"|outside|from|by))"
)
_PLACED = re.compile(
    rf"(?i:{_LEADS}) (?i:the )?(?P<name>[A-Z][a-z]{{3,}}(?:['’]s)?(?:-[A-Za-z][a-z]+){{0,3}})"
    r"(?![\w'’]|-\w| (?:Road|Street|Lane|Close|Drive|Avenue"
    r"|Station|Airport|Hotel|Store|Branch|Arena"
    r"|Stadium|Park|Towers|store|branch|station|airport"
    r"|in (?:billing|sales|accounts|support|finance|claims|returns|dispatch|complaints))(?!\w))"
)
_HEADS = heads_of(
    whole=word_set(
        "move moved moving did does didn didnt doesn doesnt don dont isn isnt "
        "wasn wasnt won wont wouldn "
        "wouldnt never not bus train driver tram lorry van taxi "
        "minibus coach dropout dropouts drop outage outages signal reception coverage internet "
        "broadband wifi wi nbn power leccy electric electricity water gas phone "
        "line lines landline "
        "network service fibre g mast supply connection down off out dead gone edge outskirts "
        "middle side end north south east west road house farm place shop yard "
        "cottage caravan site "
        "mile miles minutes mins km bit made stuck stranded sitting broke based "
        "parked over up back "
        "here home deliver collect ship send bring delivering delivered live living "
        "lives lived grew born from we were i im"
    )
)


_LONGEST = 40


def _is_place(word: str, form: str) -> bool:
    """Whether a word with a capital is half of a town's name, a town, or built as towns' are."""
    if not word[0].isupper() or not word[1:].islower() or form in _NO_PLACE:
        return False
    if not 4 <= len(form) <= _LONGEST:
        return False
    if form in _SHORT:
        return True
    if form in plain_words() or form in brands() or form in company() or form in countries():
        return False
    if is_english_word(form):
        return False
    return (form,) in towns().get(form, ()) or _LIKE.search(form) is not None


CUES = cue(test=_is_place)


def find(text: str, _context: Context) -> Iterable[Span]:
    """What sounds like a place, where somebody lives, waits or has no signal."""
    cues = cues_in(text)
    if not cues & CUES or not cues & _HEADS.cue or is_german(words_of(text)):
        return
    for match in in_order(at_words(_PLACED, text, _HEADS, digits=True)):
        first = match["name"].split("-")[0].removesuffix("'s").removesuffix("’s")
        if _is_place(first, fold(first)):
            yield Span(*match.span("name"), "TOWN")
