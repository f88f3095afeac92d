"""The name after a greeting: "Hallo Petra", "moin sven", "Dear Nigel"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import heads_of
from dialogkit.corpus._anonymize._likely import Least
from dialogkit.corpus._anonymize._names import TITLE, Cue, read_name
from dialogkit.corpus._anonymize._search import at_words
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import fold, folded_set, given, word_set

__all__ = ["CUED", "CUES", "LEAST", "find"]

LEAST = Least(alone=0.3)

CUED = True
"""What it finds is a person whoever else is called so."""

_GREETING = re.compile(
    r"(?<![^\W_])(?:hallo+|hallöchen|hallöle|hiya|howdy|yo|ey|heyho|tachchen|halli ?hallo|hi+"
    r"|hey+|hej|heya|hello+|moin(?: moin)?|servus"
    r"|ahoi|huhu"
    r"|grüß (?:gott|dich|sie)|grüezi|gruezi|tach|tag|morgen|mahlzeit|na"
    r"|guten? ?(?:tag|morgen|abend|nachmittag)|good (?:morning|afternoon|evening|day)|greetings"
    r"|(?:sehr )?(?:geehrte|verehrte|werte|liebe|liebste)[rs]?|lieber|lb\.|dear|dearest"
    r"|hola|buen[oa]s? (?:d[ií]as?|tardes|noches)|estimad[oa]|querid[oa]|bonjour|bonsoir|salut"
    r"|cher|chère|coucou|ciao|salve|buongiorno|buonasera"
    r"|gentile|caro|cara|hoi|dag|goede(?:morgen|middag|navond)|beste|geachte|cześć|dzień dobry"
    r"|witam|szanown[ya]"
    r"|merhaba|selam(?:lar)?|sayın|sevgili|günaydın|iyi günler|olá|oi|bom dia|boa (?:tarde"
    r"|noite)|prezad[oa]|car[oa]|hei|hej|god dag"
    r"|ahoj|dobrý den|привет|salam|selamun aleyküm)"
    rf"[ ,!]{{1,3}}(?:(?:liebe[rs]?|lieber|again|nochmals?|erneut|there|ihr|du|mein[e]?|my"
    rf"|dear),? )?{TITLE}",
    re.IGNORECASE,
)
_CUES = word_set(
    "hiya howdy yo ey heyho hallöle tachchen hallöchen halli hej heya moin "
    "servus ahoi huhu grüß grüezi gruezi tach tag morgen mahlzeit na guten gute gutentag good "
    "greetings geehrte geehrter geehrtes verehrte verehrter werte werter liebe lieber liebes "
    "verehrtes wertes liebstes sehr bueno buena "
    "liebste liebster lb dear dearest hola buenos buenas buen estimado estimada querido "
    "querida bonjour bonsoir salut cher chère coucou ciao salve buongiorno buonasera gentile "
    "caro cara hoi dag goedemorgen goedemiddag goedenavond beste geachte cześć dzień witam "
    "szanowny szanowna merhaba selam selamlar sayın sevgili günaydın iyi olá oi bom boa "
    "prezado prezada hei god ahoj dobrý привет salam selamun"
)
_JOINED = ("gute", "hallihallo")
"""``gutentag`` in one word."""
_DRAWN = re.compile(r"(?:hallo+|hi+|hey+|hello+)\Z", re.IGNORECASE)
_HEADS = heads_of(_JOINED, whole=_CUES, test=lambda word, _: _DRAWN.match(word) is not None)
_ROLES = folded_set(
    "mandant mandanten klient klienten leser leserin hörerin abonnent abonnenten gäste urlauberin "
    "bewohnerin anwohnerin bürger bürgerin einwohner einwohnerin studierender teilnehmerin "
    "bewerber bewerberin interessent spender spenderin förderer förderin versicherungsnehmer "
    "steuerpflichtige bestellerin käuferin nutzerin benutzerin anwender anwenderin händlerin "
    "partnerin geschäftspartnerin aktionär aktionärin anleger anlegerin sparer sparerin besucherin "
    "absenderin verwalterin sachbearbeiterin verbraucherin fahrzeughalter jubilar jubilarin "
    "auszubildender "
    "policyholder policyholders librarian accountant cardholder shareholder stakeholder homeowner "
    "homeowners leaseholder leaseholders landlord landlady tenant resident residents neighbour "
    "neighbor ratepayer taxpayer subscriber subscribers readers listener viewer patron "
    "patrons traveller traveler passenger passengers guest guests visitor visitors applicant "
    "candidate colleague colleagues supplier vendor seller buyer bidder editor headteacher "
    "headmaster headmistress principal teacher teachers professor parent parents guardian "
    "guardians carer carers pharmacist optician dentist solicitor councillor councillors "
    "minister ambassador chair chairman chairwoman secretary treasurer registrar bursar curator "
    "caretaker janitor ranger concierge housekeeper innkeeper hotelier restaurateur "
    "volunteer volunteers donor donors supporter supporters member members student students "
    "alumni alumnus investor investors saver savers motorist driver drivers cyclist gardener "
    "gardeners plumber electrician mechanic engineer engineers dispatcher reception receptionist "
    "recruiter webmaster moderator developer developers user users pet owner claimant claims "
    "patient patients client clients customer customers santa"
)
"""As what somebody is spoken to whose name is not told, where no list of nouns holds it."""
_SHY = (
    "tag",
    "morgen",
    "na",
    "ciao",
    "beste",
    "liebe",
    "oi",
    "cara",
    "caro",
    "dag",
    "god",
    "werte",
)

CUES = _HEADS.cue


def find(text: str, _context: Context) -> Iterable[Span]:
    """Names after greetings, wherever in the text the greeting stands."""
    for match in at_words(_GREETING, text, _HEADS):
        # Words that also mean other things greet only at the beginning of a sentence.
        shy = match[0].lower().strip(" ,!").split(" ")[0] in _SHY
        if shy and not _begins_sentence(text, match.start()):
            continue
        end = read_name(text, match.end(), Cue.WEAK if shy else Cue.LIKELY)
        if end is not None and not _is_role(match[0], text[match.end() : end]):
            yield Span(match.end(), end, "PERSON")


def _is_role(greeting: str, name: str) -> bool:
    """Whether somebody is spoken to by what they are: "Sehr geehrter Mandant"."""
    form = fold(name)
    known = form in _ROLES or (form.endswith(_GROUP_ENDS) and form not in given())
    return known and greeting.rsplit(maxsplit=1)[-1].lower().startswith(_HAILS)


_HAILS = ("geehrte", "verehrte", "werte", "liebe", "dear")
_GROUP_ENDS = ("team", "abteilung", "redaktion", "verwaltung", "gemeinde", "mannschaft", "crew")
"""How groups end that are spoken to as one: "liebes Praxisteam"."""


def _begins_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 20) : at].rstrip(" ")
    return not before or before[-1] in ".!?\n,"
