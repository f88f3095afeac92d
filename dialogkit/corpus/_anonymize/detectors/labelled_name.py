"""Names under a label: "Empfänger: …", "z. Hd. …", "Attn …", "ask for …", "abgegeben bei …"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context, mentions
from dialogkit.corpus._anonymize._cues import cue, cues_in, heads_of
from dialogkit.corpus._anonymize._names import CAPITAL, TITLE, Cue, could_be_name, read_name
from dialogkit.corpus._anonymize._search import at_words, in_order
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import fold, given, word_set

__all__ = ["CUED", "CUES", "find"]

CUED = True
"""What it finds is a person whoever else is called so."""

_COLON = re.compile(
    r"(?<![^\W_])(?:(?:vor- und )?(?:nach|vor|familien|ruf|geburts|mädchen)?name[ns]?"
    r"|empfänger(?:in)?|absender(?:in)?|ansprechpartner(?:in)?|kontoinhaber(?:in)?"
    r"|karteninhaber(?:in)?|inhaber(?:in)?|besteller(?:in)?|käufer(?:in)?|kundin|kunde|kontakt"
    r"|unterschrift|unterzeichnet|lieferung an|lieferadresse|rechnungsadresse|adresse|anschrift"
    r"|(?:first|last|full|given|family|middle|maiden|user)?[ -]?name|surname"
    r"|recipient|receiver|sender|addressee|customer|client|account holder|card ?holder"
    r"|contact(?: person)?|signature|signed by|ship(?:ping)? to|deliver(?:y)? to|bill to"
    r"|nombre|apellidos?|destinatario|nom|prénom|destinataire|nome|cognome|naam"
    r"|ad[ıi]? soyad[ıi]?|imię(?: i nazwisko)?)[ ]{0,2}[:=]\s{0,2}"
    rf"{TITLE}",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"(?<![^\W_])(?:(?:change|correct|update) (?:the|my) name to"
    r"|z\. ?hd\.?|zhd\.?|z\.h\.|c/o|attn\.?:?|att\.:?|attention:?|ask(?:ed"
    r"|ing)? for|für die aufmerksamkeit von|care of|zu händen(?: von)?|auf den namen"
    r"|unter dem namen|im namen von|in the name of|under the name(?: of)?|on behalf of"
    r"|signed (?:for )?by|speak (?:to|with)|spoke (?:to|with)|talk(?:ed)? (?:to|with)"
    r"|gesprochen mit|gespräch mit|angenommen von|unterschrieben (?:von|hat)|abgegeben bei"
    r"|abzugeben bei|abgeholt von|bei familie|bestellt von|ausgestellt auf"
    r"|geliefert an|adressiert an|addressed to|delivered to|made out to|registered to|belongs to"
    r"|gehört|spk to|spoke w/|spoke w|advised|lvm for|anruf von|rückruf (?:an|von)|anruf"
    r"|rücksprache mit"
    r"|absprache mit|verschenkt an|gift for|geschenk für|unterschrift (?:ist )?von|left with"
    r"|received by|accepted by|unterschrieben mit"
    r"|(?:happy|merry) (?:\d{1,3}(?:st|nd|rd|th) )?birthday"
    r"|congrat(?:ulation)?s|get well(?: soon)?|gute besserung|herzlichen glückwunsch|in memory of"
    r"|in (?:liebem )?gedenken an)"
    rf"[ :,]{{1,2}}[\"'„“]?"
    rf"(?:(?:my|mein|meine|meiner|meinem|unser\w*|our|the|der|die|dem) \w+ )?{TITLE}",
    re.IGNORECASE,
)
_COLON_HEADS = heads_of(
    word_set(
        "vor nach familien ruf geburts mädchen name empfänger absender ansprechpartner konto "
        "karten "
        "inhaber besteller käufer kunde kundin kontakt unterschrift unterzeichnet lieferung "
        "rechnungsadresse "
        "adresse anschrift first last full given family middle maiden user surname recipient "
        "receiver "
        "sender addressee customer client account card contact signature signed ship deliver "
        "bill nombre "
        "apellidos destinatario nom prénom nome cognome naam ad adı soyad imię"
    )
)
_STRONG_WORDS = word_set(
    "change correct update z zhd c att attn attention ask asked asking care signed speak spoke "
    "talk talked gesprochen gespräch angenommen unterschrieben abgegeben abzugeben abgeholt "
    "bestellt ausgestellt geliefert adressiert addressed delivered made registered belongs gehört "
    "spk lvm advised anruf rückruf rücksprache absprache verschenkt gift geschenk unterschrift "
    "left received accepted congrats congratulations"
)
_STRONG_HEADS = heads_of(
    whole=_STRONG_WORDS
    | word_set("für zu auf unter im in under on bei happy merry get gute herzlichen")
)
_STRONG_CUE = cue(
    whole=_STRONG_WORDS
    | word_set(
        "aufmerksamkeit händen namen name behalf familie birthday well besserung glückwunsch "
        "memory gedenken"
    )
)
"""Of each of the words that `_STRONG` matches, the one that is rarest."""
_SHORT = re.compile(
    rf"(?<![\w])(?:KD|Kd\.?|Kdn\.?|Kd\.in|MA|MA'in|VN|AP|ASP|TL|GF|SB|VM|Bew\.|Pat\.|Pt\.?"
    rf"|[Cc]ust\.?|[Cc]x|Mbr|Agt\.?"
    rf"|RA|RAin|Ing\.|Kfm\.|Tn\.|Kdin\.?|Fa\. ?Hr\.?|Hr|Fr) (?P<name>{CAPITAL})(?![\w-])"
)
_SHORT_HEADS = heads_of(
    word_set("cust rain"),
    whole=word_set(
        "kd kdn kdin ma vn ap asp tl gf sb vm bew pat pt cx mbr agt ra ing kfm tn fa hr fr"
    ),
)
_PARTS = (
    *(
        "hd",
        "z.h",
        "c/o",
        "att",
        "ask",
        "care of",
        "händen",
        "namen",
        "the name",
        "behalf",
        "signed",
    ),
    *("speak", "spoke", "talk", "gespr", "genommen", "schrieben", "geben", "geholt", "familie"),
    *("bestellt", "ausgest", "geliefert", "adress", "address", "delivered", "made out", "register"),
    *(
        "belongs",
        "spk",
        "w/",
        "dvised",
        "lvm",
        "nruf",
        "ckruf",
        "sprache",
        "gehört",
        "schenk",
        "gift",
        "name to",
        "schrift",
        "left with",
        "received",
        "accepted",
        "birthday",
        "congrat",
        "get well",
        "besserung",
        "glückwunsch",
        "in memory",
        "gedenken",
    ),
)

_MARK = cue(marks=":=")
CUES = _MARK | _STRONG_CUE | _SHORT_HEADS.cue


def find(text: str, _context: Context) -> Iterable[Span]:
    """Names after a label with a colon, or after words that only people follow."""
    cues = cues_in(text)
    patterns = [(_COLON, _COLON_HEADS)] if cues & _MARK and cues & _COLON_HEADS.cue else []
    if cues & _STRONG_CUE and mentions(text, _PARTS):
        patterns.append((_STRONG, _STRONG_HEADS))
    short = at_words(_SHORT, text, _SHORT_HEADS) if cues & _SHORT_HEADS.cue else []
    for match in in_order(short):
        if could_be_name(match["name"]) or fold(match["name"]) in given():
            yield Span(*match.span("name"), "PERSON")
    for pattern, heads in patterns:
        for match in at_words(pattern, text, heads):
            end = read_name(text, match.end(), Cue.LIKELY)
            if end is not None:
                yield Span(match.end(), end, "PERSON")
