"""Where one travels, lines, clubs and sights: "bis München Hbf", "Bayern gegen Dortmund".

They say where a train goes or who plays, and nobody lives there; a text that tells a home, a stay
or somebody's data is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from operator import or_

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
# S3 Richtung Pinneberg, gegen den SV Meppen, Abholung Flughafen Málaga
_LINE = (
    r"(?:(?:[SU]|RE|RB|RS|MEX|STR?)[ -]?\d{1,3}|[SU]-Bahn|ICE|ECE|IC|EC|RJX?|TGV"
    r"|(?i:straßenbahn|strassenbahn|tram|buslinie|bus|linie|zug|bahn|fähre|autobahn|a\d{1,3}))"
)
_ON_LINES = re.compile(
    rf"(?<![\w-]){_LINE}(?: \w+)? (?:Richtung|nach|von|bis|in|ab) "
    rf"(?:(?:Klinikum|Flughafen|Messe|Bahnhof) )?(?P<name>{_CAP}(?:[- ](?:{_CAP}))?)(?![\w-])"
)
_CLUB_OF = re.compile(
    rf"(?<![\w-])(?:FC|SV|VfB|VfL|SC|TSV|TuS|SpVgg|SSV|MSV|BSC|FSV|TSG|SG|1\. FC) (?P<name>{_CAP})"
    r"(?![\w-])"
)
_PUBLIC_AT = re.compile(
    r"(?<![\w-])(?:Flughafen|Stadion|Messe|Zoo|Therme|Freibad|Arena) "
    rf"(?P<name>{_CAP})(?![\w-]|,? \d)"
    r"|(?<![\w-])(?P<of>[A-Z][a-z]+) (?:Airport|Station|Arena|Stadium|Racecourse|Zoo"
    r"|[Bb]ridge|[Cc]astle|[Cc]athedral|[Pp]ier|[Bb]each|[Tt]unnel)(?!\w)"
)
_STAYS = re.compile(
    r"(?i)(?<!\w)(?:anschrift|arbeit|bin (?:am|im|in|auf|gerade|wieder|jetzt|hier|da|vor)|spiele"
    r"|verein|mitglied|zimmer|abgeben|hol(?:e|en|t|st)|treff|house|home|flat|live[sd]?|living"
    r"|mov(?:e|ed|ing)|near|next to|by|opposite|behind|work(?:s|ing)?|office|shop|address"
    r"|deliver\w*|room|member)(?!\w)"
)
"""What may say that somebody is found there."""
_LINE_CUE = cue(whole=word_set("richtung nach von bis in ab"))
_CLUB_CUE = cue(cased=word_set("FC SV VfB VfL SC TSV TuS SpVgg SSV MSV BSC FSV TSG SG"))
_PUBLIC_CUE = cue(
    whole=word_set("bridge castle cathedral pier beach tunnel"),
    cased=word_set(
        "Flughafen Stadion Messe Zoo Therme Freibad Arena Airport Station Stadium Racecourse"
    ),
)
# flights to Buenos Aires, Urlaub in Monte Carlo
_TRIP = re.compile(
    r"(?i:(?<!\w)(?:(?:direkt|hin|rück|charter|inlands)?fl[uü]ge?|flieg\w*|geflogen|urlaub"
    r"|kreuzfahrt|städtereise|rundreise|pauschalreise|studienreise|klassenfahrt|flights?|fly|flying"
    r"|flew|flown|cruise|city break|holidays?|vacation|round ?trip|stopover|layover)(?!\w)"
    r"(?:(?! (?:from|von|ab) )[^.!?\n]){0,30}? (?:nach|in|auf|to|via|über) |(?<!\w)visa for "
    r"|(?<!\w)visum für )"
    rf"(?P<name>{_CAP}(?: (?:de |do |da |del )?{_CAP}){{0,2}})(?![\w-])"
)
_TRIP_CUE = cue(
    begins=word_set("flug flüg flie flig gefl dire hinf rück char inla urla kreu städ rund paus"),
    whole=word_set(
        "flight flights fly flying flew flown cruise visa visum break holiday holidays vacation "
        "trip roundtrip stopover layover studienreise klassenfahrt"
    ),
)
_BY_CUE = (
    (_TRIP_CUE, _TRIP),
    (_LINE_CUE, _ON_LINES),
    (_CLUB_CUE, _CLUB_OF),
    (_PUBLIC_CUE, _PUBLIC_AT),
)
"""Journeys, and lines, clubs and public places that bear a town's name, by their cues."""
_BY_CUES = reduce(or_, (needed for needed, _ in _BY_CUE))
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
    if cues & _BY_CUES and _HOMES.search(text) is None and _STAYS.search(text) is None:
        yield from _called_so(text, cues)
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


def _called_so(text: str, cues: int) -> Iterator[tuple[tuple[int, int], bool]]:
    """Where one travels, and towns that lines, clubs and public places are called after."""
    for needed, pattern in _BY_CUE:
        for match in pattern.finditer(text) if cues & needed else ():
            for name, value in match.groupdict().items():
                words = tuple(map(fold, re.split("[ -]", value or "")))
                if words in towns().get(words[0], ()):
                    yield match.span(name), len(words) > 1 and pattern is _TRIP
                elif pattern is not _TRIP and any(
                    (word,) in towns().get(word, ()) for word in words
                ):
                    yield match.span(name), False


def _is_club(name: str) -> bool:
    """Whether a name is a town's or a club's."""
    first = name.partition(" ")[0]
    return fold(first) in towns() or first.lower() in CLUBS
