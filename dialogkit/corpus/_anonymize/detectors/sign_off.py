"""The name at the end: "LG Petra", "Mit freundlichen Grüßen / Petra Beispiel", "Best, Tom"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context, mentions
from dialogkit.corpus._anonymize._cues import cue, cues_in, heads_of
from dialogkit.corpus._anonymize._names import GAP, TITLE, Cue, is_given, read_name
from dialogkit.corpus._anonymize._search import at_words
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import word_set

__all__ = ["CUED", "CUES", "find"]

CUED = True
"""What it finds is a person whoever else is called so."""

_FROM = (
    r"(?:(?:von|vom|from|de|ihre?|eure?|euer|deine?|dein|your|yours|die|der|sendet|wünscht|und)\b ?"
    r"(?:der |die |dem |den )?)?"
)
_WHERE = r"(?:(?:aus|from|nach|desde|de) [^\n,.!]{2,30}[\n,.!]+\s*)?"
_FIRM = re.compile(
    r"(?<![^\W_])(?:g?lg|vg|mfg|bg|hg|sg|ganz liebe grüße"
    r"|(?:(?:mit )?(?:(?:den )?(?:aller)?(?:freundlich|lieb|best|viel|herzlich|schön|sonnig"
    r"|nett)\w*|einen schönen)"
    r"(?: (?:und \w+ )?)?)?(?:gr(?:u|ue|ü)(?:ß|ss)\w*|grüsse?n?)|hochachtungsvoll|freundlichst"
    r"|herzlichst|kuss|küsschen|bussi|umarmung|drück dich|hugs|lots of love|glück auf|waidmannsheil"
    r"|petri heil|alles (?:liebe|gute)|in eile|ergebenst"
    r"|(?:kind(?:est)?|best|warm(?:est)?|many|with) regards|regards|rgds|(?:best|warm"
    r"|kind) wishes|all the best"
    r"|(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?|respectfully|xoxo|signed|gezeichnet"
    r"|gez\."
    r"|(?:un )?saludos?(?: cordiales)?|atentamente|un abrazo|cordialement|bien (?:à vous"
    r"|cordialement)|salutations"
    r"|(?:cordiali |distinti )?saluti|met vriendelijke groet(?:en)?|groetjes|groet(?:en)?"
    r"|pozdrawiam|z poważaniem"
    r"|saygılar(?:ımla)?|sevgiler|atenciosamente|abraços?|cumprimentos|mvh|med vänlig hälsning)"
    rf"(?:,? (?:und|and) (?:danke|dank|thanks))?{GAP}{_WHERE}{GAP}{_FROM}{TITLE}",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"(?<![^\W_])(?:(?:vielen |besten |herzlichen |lieben )?dank(?:e)?(?: (?:schön|sehr|dir"
    r"|ihnen|euch|im voraus|und tschüss|und lg))?"
    r"|thanks(?: (?:a lot|so much|again|in advance|very much|and regards))?|thank you(?: (?:so"
    r"|very) much)?|thx|ty|ta(?: very much| muchly)?|tks|tysm|thanx|cheers(?: mate)?|best|love"
    r"|ciao|tschüss|tschüß|tschau|bis (?:dann|bald|später"
    r"|morgen)"
    r"|bye(?: bye)?|ttyl|cya|laters|toodles|nice one|tschö|bis denne|pfiat di|baba|bussi|hdl|hdgdl"
    r"|take care|see you|merci|gracias|grazie|bedankt|obrigad[oa]|teşekkürler|dziękuję"
    r"|schönen (?:tag|abend)(?: noch)?|schönes wochenende)(?![^\W\d_])"
    rf"{GAP}{_FROM}{TITLE}",
    re.IGNORECASE,
)
_FIRM_PARTS = (
    *("lg", "vg", "mfg", "bg", "hg", "sg", "gruß", "grüß", "grus", "grues", "grüs", "hochacht"),
    *("freundlichst", "herzlichst", "regards", "rgds", "wishes", "all the best", "sincer", "truly"),
    *("kuss", "küss", "bussi", "umarm", "drück", "hugs", "love", "glück auf", "heil", "alles "),
    *("in eile", "ergeb"),
    *("faithf", "respectf", "xoxo", "signed", "gez", "salud", "atent", "abra", "cordial", "bien à"),
    *(
        "salut",
        "met vr",
        "groet",
        "pozdr",
        "z pow",
        "sayg",
        "sevgi",
        "atenc",
        "cumpr",
        "mvh",
        "med v",
    ),
)
_SOFT_CUES = word_set(
    "ta tks tysm thanx dank danke thanks thank thx ty cheers best love ciao tschüss tschüß "
    "tschau bis bye take "
    "ttyl cya laters toodles nice tschö pfiat baba bussi hdl hdgdl "
    "see merci gracias grazie bedankt obrigado obrigada teşekkürler dziękuję schönen schönes"
)
_FIRM_HEADS = heads_of(
    word_set(
        "glg lg vg mfg bg hg sg ganz mit freundlich aller lieb best viel herzlich schön sonnig "
        "nett "
        "einen gruß grueß grüß gruss gruess grüss hochachtungsvoll freundlichst "
        "herzlichst kind kindest best "
        "warm many with regards rgds all yours sincerely faithfully truly respectfully xoxo signed "
        "gezeichnet gez kuss küsschen bussi umarmung drück hugs lots glück waidmannsheil petri "
        "alles ergebenst saludos atentamente cordialement bien salutations cordiali distinti "
        "saluti groet "
        "mvh pozdrawiam saygılar sevgiler atenciosamente abraço cumprimentos"
    ),
    whole=word_set("mit den met in un z med"),
)
_SOFT_HEADS = heads_of(_SOFT_CUES, word_set("vielen besten herzlichen lieben schönen teşekkürler"))
_LINE_END = re.compile(r"[^\w\n]*(?:\n|$)")

_FIRM_BEGINNINGS = tuple(
    word_set(
        "glg lg vg mfg bg hg sg gruß gruss grueß gruess grüß grüss hochachtungsvoll freundlichst "
        "herzlichst kuss küsschen bussi umarmung drück hugs lots glück waidmannsheil petri alles "
        "eile ergebenst regards rgds wishes sincerely faithfully truly respectfully xoxo signed "
        "gezeichnet gez saludo atentamente abrazo cordial bien salut met groet pozdrawiam "
        "poważaniem sayg sevgi atenciosamente abraço cumprimentos mvh hälsning"
    )
)
_FIRM_SIGN = cue(whole=("all",), test=lambda word, _: word.lower().startswith(_FIRM_BEGINNINGS))
"""A word begins so, or is so, in whatever `_FIRM` matches."""
_SOFT_CUE = cue(whole=_SOFT_CUES)
CUES = _FIRM_SIGN | _SOFT_CUE


def find(text: str, _context: Context) -> Iterable[Span]:
    """Names after closings; after mere thanks only at the end of a line."""
    cues = cues_in(text)
    if cues & _FIRM_SIGN and mentions(text, _FIRM_PARTS):
        for match in at_words(_FIRM, text, _FIRM_HEADS):
            end = read_name(text, match.end(), Cue.LIKELY)
            if end is None:
                continue
            if _LINE_END.match(text, end) or is_given(text[match.end() : end].split(maxsplit=1)[0]):
                yield Span(match.end(), end, "PERSON")
    for match in at_words(_SOFT, text, _SOFT_HEADS) if cues & _SOFT_CUE else ():
        end = read_name(text, match.end(), Cue.WEAK)
        if end is not None and _LINE_END.match(text, end):
            yield Span(match.end(), end, "PERSON")
