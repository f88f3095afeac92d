"""Words by which bots and agents say that something has been done."""

from __future__ import annotations

from dialogkit.corpus._evidence_text import any_of, sentences

__all__ = ["has_done", "has_sent"]

_DONE_DE = (
    r"(?:hinterlegt|(?:um|ein|ab|zurück|dazu)?ge(?:ändert|bucht|löscht|kündigt|speichert|sperrt"
    r"|strichen|öffnet|schlossen|tauscht|tragen)|(?:ein|aus|frei|zu|ab|an|um|nach"
    r"|zurück)ge(?:stellt"
    r"|setzt|schrieben|schaltet|meldet|zogen|räumt|legt|nommen|richtet|füllt|passt|laden|tragen"
    r"|holt)"
    r"|korrigiert|storniert"
    r"|aktiviert|deaktiviert|aktualisiert|reserviert|registriert|annulliert|repariert|berichtigt"
    r"|entsperrt|entfernt|erstattet|erledigt|behoben|bezahlt|überwiesen|verlängert|verschoben"
    r"|verlegt|vermerkt|angepasst|gutgeschrieben|beglichen|bestätigt|wiederhergestellt|übertragen"
    r"|erhöht|pausiert|ersetzt|verbucht|eingegangen|freigegeben|hinzugefügt|gespeichert|gelöst)"
)
_SENT_DE = (
    r"(?:verschickt|versendet|versandt|(?:zu)?gesandt|(?:zu|los)?geschickt|(?:zu)?gesendet|gemailt)"
)
_DONE_EN = (
    r"(?:changed|updated|corrected|cancell?ed|refunded|credited|removed|deleted|added|reset"
    r"|un(?:locked|blocked|subscribed)|(?:re)?booked|moved|extended|renewed|activated|deactivated"
    r"|switched|saved|recorded|registered|fixed|repaired|restored|(?:re-?)?issued|waived|reversed"
    r"|transferred|paid|confirmed|reserved|amended|merged|approved|enabled|disabled|taken off"
    r"|put (?:you|it|her|him|them) (?:on|in|down for)|swapped|applied|stopped|logged|noted|done"
    r"|frozen|paused|bagged up)"
)
_SENT_EN = r"(?:(?:re-?)?sent|emailed|mailed|texted|posted|shipped|dispatched|uploaded|attached)"
_NOT_YET = any_of(
    r"\b(?:nicht|kein\w*|noch|erst|wird|werden|sobald|wenn|falls|kann|können|muss|soll|bitte"
    r"|anfrage"
    r"|beantragt|ticket|vorgang)\b",
    r"\b(?:not|cannot|cant|yet|once|when|if|will|can|could|should|must|need|to be|please|request"
    r"|hasnt|havent|isnt|wasnt|being|ticket|case|only)\b",
)


_AT_HEAD = (
    r"^\W*(?:(?:ok|okay|so|gerne?|alles|ist|schon|sure|right|all|thats|its|great|perfect|super"
    r"|prima"
    r"|klar)\W+){0,3}"
)
_HELPED_DE = r"\b(?:ist|sind|wurden?|habe?n?|hat)\b(?: [\w:.,€$%-]+){0,12}"
_HELPED_EN = (
    r"\b(?:ive|weve|has|have|is|are|was|were|its|thats|i|we|just|now)(?: [\w:.,€$%-]+){0,5}"
)
_DONE = any_of(
    rf"{_HELPED_DE} {_DONE_DE}\b",
    rf"{_HELPED_EN} {_DONE_EN}\b",
    rf"{_AT_HEAD}(?:{_DONE_DE}|{_DONE_EN})\b",
    r"\b(?:ist|sind|is|are|its) (?:\w+ )?(?:fertig|abholbereit|bereit|vollständig|ready|complete"
    r"|in place|waiting for you|live)\b|\bliegt (?:uns |mir )?vor\b"
    r"|\bhabe? ich (?:\w+ ){0,3}gemacht\b",
)
_SENT = any_of(
    rf"{_HELPED_DE} {_SENT_DE}\b",
    rf"{_HELPED_EN} {_SENT_EN}\b",
    rf"{_AT_HEAD}(?:{_SENT_DE}|{_SENT_EN})\b",
    r"\b(?:ist|sind|geht|hängt) (?:\w+ ){0,3}(?:raus|im anhang|anbei|in ihrem postfach"
    r"|im postfach)\b"
    r"|^\W*(?:hier ist|anbei|here is|heres|here you go|here you are)\b",
)


def has_done(told: str) -> bool:
    """Whether a text of the team's, made plain, says that something was changed or settled."""
    return any(_DONE.search(one) and not _NOT_YET.search(one) for one in sentences(told))


def has_sent(told: str) -> bool:
    """Whether a text of the team's, made plain, says that something was sent."""
    return any(_SENT.search(one) and not _NOT_YET.search(one) for one in sentences(told))
