"""Stations of trains and clubs of a match, in German: "bis München Hbf", "Bayern gegen Dortmund".

They say where a train goes or who plays, and nobody lives there; a text that tells a home or
somebody's data is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dialogkit.corpus._anonymize._cues import cue, cues_in
from dialogkit.corpus._anonymize._words import fold, forenames, towns, word_set, words_of

__all__ = ["CLUBS", "journeys"]

_TRAINS = word_set(
    "zug züge ice rjx nightjet railjet regionalbahn regionalexpress bahncard sparpreis "
    "deutschlandticket schienenersatzverkehr interrail liegewagen schlafwagen bordbistro endstation"
)
_MATCHES = word_set(
    "sportschau bundesliga fußball fussball pokal dfb spieltag anpfiff tabelle trikot derby "
    "konferenz sky dazn elfmeter champions"
)
_HOMES = re.compile(
    r"(?i)(?<!\w)(?:wohn|zuhause|nach hause|daheim|heim|adress|liefer|paket|komme aus|leb"
    r"|zieh|umzug|umgezogen|gezogen|stamm|gemeldet|bin aus|sind aus)"
)
_CAP = r"[A-ZÄÖÜ][^\W\d_]+"
_STATION = (
    rf"(?P<town>{_CAP}(?:/{_CAP})?)(?: (?:Hbf|HB|Hauptbahnhof|Bahnhof|Bf|Badischer Bahnhof|Bad Bf"
    r"|Ostbahnhof|Westbahnhof|Südbahnhof|Nordbahnhof|Flughafen|Messe|Ost|West|Nord|Süd|Altona"
    r"|Dammtor|Spandau|Südkreuz|Gesundbrunnen|Mitte|Meidling|Santa Lucia|Mestre|Centrale|Termini"
    r"|Gare de l'Est|Midi|Centraal|SBB))?"
)
_WAYS = re.compile(
    rf"(?<![\w-])(?:(?:bis |ab |von |zur |nach )?Endstation|Richtung|Station|Halt in|nach|bis|von"
    r"|ab|zwischen|und|Ticketpreis"
    rf"|Strecke|Umstieg in|Anschluss in|–|-|→) {_STATION}(?![\w-])"
)
_CLUB = r"(?:FC |VfB |VfL |SV |SC |1\. FC |TSG |RB |FSV )?" + rf"(?P<{{}}>{_CAP}(?: \d\d)?)"
_PLAYED = re.compile(
    rf"(?<![\w-]){_CLUB.format('one')} (?:gegen|vs\.?|–|-) {_CLUB.format('other')}(?![\w-])"
)
CLUBS = word_set(
    "bayern schalke hertha werder hsv bvb union borussia eintracht pauli fortuna arminia alemannia "
    "hansa dynamo energie viktoria rapid austria sturm sion servette gladbach leverkusen "
    "hoffenheim real barça barca juventus inter milan chelsea arsenal liverpool everton "
    "ajax benfica porto"
)
"""Clubs that are called otherwise than their towns."""
_SQUARE = re.compile(
    r"(?<!\w)(?:am|auf dem|vom|zum|beim|über den|auf den|rund um den|unter dem|hinter dem)"
    r" (?P<name>(?:Rathaus|Bahnhofsvor|Bahnhofs?|Markt|Dom|Kirch|Kirchen|Schloss|Stadt|Dorf|Messe"
    r"|Theater|Opern|Schloß|Museums|Kloster|Hafen|Burg|Festspiel|Universitäts|Flughafenvor|Busbahnhofs|Schul)"
    r"(?:platz|markt))(?![\w-]|,? (?:Nr\.? ?)?\d)"
)
"""Squares that each town has, where a feast is held: nobody's street."""
_MEETS = re.compile(r"(?i)arbeit|laden|büro|stock|klingel|treff|abhol|liefer|paket")
"""Who meets or works there is found by it."""
_SQUARE_CUE = cue(test=lambda word, _: word[0].isupper() and word.endswith(("platz", "markt")))
_TRAIN_CUE, _MATCH_CUE = cue(whole=_TRAINS), cue(whole=_MATCHES)


def journeys(text: str) -> Iterator[tuple[tuple[int, int], bool]]:
    """Where stations and clubs stand, and whether all of that is one: "Venezia Santa Lucia"."""
    cues = cues_in(text)
    if cues & _SQUARE_CUE and _HOMES.search(text) is None:
        yield from (
            (match.span("name"), False)
            for match in _SQUARE.finditer(text)
            if not _MEETS.search(text)
        )
    trains = cues & _TRAIN_CUE and not words_of(text).isdisjoint(_TRAINS)
    played = cues & _MATCH_CUE and not words_of(text).isdisjoint(_MATCHES)
    if not (trains or played) or _HOMES.search(text) is not None:
        return
    for match in _WAYS.finditer(text) if trains else ():
        town = fold(match["town"].split("/")[0])
        if town in towns():
            whole = match.end() > match.end("town") and town not in forenames()
            yield (match.start("town"), match.end()), whole
    for match in _PLAYED.finditer(text) if played else ():
        if _is_club(match["one"]) and _is_club(match["other"]):
            yield match.span(), False


def _is_club(name: str) -> bool:
    """Whether a name is a town's or a club's."""
    first = name.partition(" ")[0]
    return fold(first) in towns() or first.lower() in CLUBS
