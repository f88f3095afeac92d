"""Words of dialects, of colloquial English and of anger: what customers type and corpora lack."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["ABUSE", "AMBIGUOUS", "COLLOQUIAL", "DIALECTS", "INSULTS", "KEYS", "NUMBERS", "UMLAUTS"]

DIALECTS: Mapping[str, Mapping[str, str]] = {
    "bavarian": {
        "ich": "i", "nicht": "ned", "ist": "is", "habe": "hob", "haben": "ham", "auch": "a",
        "das": "des", "mein": "mei", "meine": "mei", "schon": "scho", "wir": "mia", "was": "wos",
        "kann": "ko", "weiß": "woaß", "heute": "heit", "morgen": "moang", "noch": "no",
        "gekommen": "kemma", "bekommen": "kriagt", "mal": "moi", "ein": "a", "eine": "a",
        "einmal": "amoi", "immer": "oiwei", "jetzt": "iatz", "etwas": "wos", "wieder": "wieda",
        "viel": "vui", "nichts": "nix", "will": "wui", "möchte": "mecht", "bisschen": "bissl",
    },
    "swabian": {
        "ich": "i", "nicht": "net", "ist": "isch", "haben": "hend", "habe": "han", "das": "des",
        "mein": "mei", "schon": "scho", "noch": "no", "auch": "au", "weiß": "woiß",
        "heute": "heit", "kann": "ka", "etwas": "ebbes", "bisschen": "bissle", "ein": "a",
        "eine": "a", "wir": "mir", "sind": "send", "muss": "muaß", "nichts": "nix",
        "gewesen": "gwä", "gehabt": "ghett", "gekommen": "komma", "einmal": "amol", "mal": "mol",
    },
    "berlin": {
        "ich": "ick", "das": "dit", "was": "wat", "gut": "jut", "ganz": "janz", "auch": "ooch",
        "mal": "ma", "gestern": "jestern", "ein": "een", "kein": "keen", "keine": "keene",
        "nicht": "nich", "auf": "uff", "geht": "jeht", "gekommen": "jekommen", "gar": "jar",
        "gegeben": "jejeben", "genau": "jenau", "gesagt": "jesacht", "kleines": "kleenet",
        "einfach": "eenfach", "mein": "meen", "laufen": "loofen", "nichts": "nischt",
    },
    "north": {
        "das": "dat", "was": "wat", "nicht": "nich", "habe": "hab", "ist": "is", "mal": "ma",
        "einen": "nen", "eine": "ne", "nichts": "nix", "etwas": "wat", "sind": "sin",
        "gucken": "kieken", "schauen": "kieken", "klein": "lütt", "jetzt": "nu", "auf": "op",
        "gut": "god", "haben": "ham", "schnell": "fix", "immer": "jümmers",
    },
    "saxon": {
        "nicht": "ni", "auch": "ooch", "ein": "een", "kein": "keen", "mal": "ma",
        "ich": "isch", "ist": "is", "nichts": "nischt", "heute": "heide", "bitte": "bidde",
        "paket": "bageed", "post": "bosd", "weiß": "wees", "klein": "gleen", "gut": "guud",
        "kann": "gann", "keine": "geene", "kommt": "gommt", "gekommen": "gegomm",
    },
    "swiss": {
        "nicht": "nöd", "ist": "isch", "habe": "ha", "haben": "händ", "mein": "mis",
        "meine": "mini", "noch": "no", "auch": "au", "kann": "cha", "können": "chönd",
        "wann": "wänn", "schon": "scho", "etwas": "öppis", "jetzt": "jetz", "heute": "hüt",
        "morgen": "morn", "weiß": "weiss", "nichts": "nüt", "paket": "päckli", "ein": "es",
        "kommt": "chunt", "gekommen": "cho", "will": "wott", "bisschen": "bitz",
    },
}  # fmt: skip
"""Dialect to what its speakers write for words of standard German; invented by nobody, chosen by
ear, and far from a grammar."""

COLLOQUIAL: Mapping[str, str] = {
    "you": "u", "your": "ur", "please": "pls", "are": "r", "because": "cos", "thanks": "thx",
    "my": "me", "about": "bout", "though": "tho", "what": "wot", "something": "summat",
    "nothing": "nowt", "isn't": "innit", "is not": "ain't", "don't": "dont", "can't": "cant",
    "going": "goin", "with": "wiv", "tomorrow": "tmrw", "today": "2day", "before": "b4",
    "message": "msg", "people": "ppl", "really": "rly", "yes": "yeah", "them": "em", "know": "kno",
    "okay": "k", "give": "gimme", "kind": "kinda",
    "mate": "m8", "great": "gr8", "just": "jus", "and": "n", "have": "av",
}  # fmt: skip
"""What people type for words of standard English."""

ABUSE: Mapping[str, tuple[str, ...]] = {
    "de": (
        "Was für ein Saftladen!",
        "Ihr seid doch alle unfähig.",
        "So eine Scheiße!",
        "Verdammt noch mal.",
        "Das ist doch zum Kotzen!",
        "Ihr Idioten.",
        "Wollt ihr mich verarschen?",
        "Dreckladen, echt.",
        "Leckt mich doch.",
        "Ihr habt sie doch nicht mehr alle!",
    ),
    "en": (
        "What a bloody joke.",
        "You lot are useless.",
        "This is bullshit!",
        "For fuck's sake.",
        "Are you idiots kidding me?",
        "Absolute crap service.",
        "Damn it.",
        "You must be stupid.",
        "Screw you.",
        "Get your shit together!",
    ),
}
"""What angry customers add, by language."""

INSULTS: Mapping[str, str] = {
    "de": (
        r"schei(?:ß|ss)\w*|verdammt\w*|idiot\w*|arsch\w*|verarsch\w*|saftladen|dreck(?:s\w+|laden)"
        r"|kotz\w*|wichs\w*|penner\w*|vollpfosten|deppen?|fick\w*|hurensohn|leck\w* mich|fotze\w*"
        r"|bl(?:ö|oe)de\w* (?:kuh|sau|firma|laden|bot)|unf(?:ä|ae|a)hig\w*|drecksack|mistladen"
        r"|halts? maul|spinnt ihr|beschissen\w*|missgeburt\w*|spast\w*"
    ),
    "en": (
        r"fuck\w*|f\*+k?\w*|bull ?shit\w*|shit\w*|idiots?|morons?|bloody|crap\w*|damn\w*|wtf|stfu"
        r"|arse\w*|ass ?holes?|bastards?|stupid|useless|screw you|dumb\w*|piss(?:ed)? off|twats?"
        r"|wank\w*|bitch\w*|scum\w*|clowns?"
    ),
}
"""Patterns of words that abuse or swear, by language."""

UMLAUTS = frozenset(
    [
        "für", "über", "können", "könnte", "könnten", "könnt", "möchte", "möchten", "müssen",
        "müsste", "müssten", "würde", "würden", "wäre", "wären", "hätte", "hätten", "zurück",
        "später", "früher", "natürlich", "nächste", "nächsten", "nächster", "täglich", "schön",
        "größe", "grüße", "größer", "päckchen", "empfänger", "straße", "verspätung", "lösung",
        "läuft", "fährt", "lässt", "während", "tatsächlich", "ungefähr", "zusätzlich", "geändert",
        "ändern", "änderung", "prüfen", "gültig", "gehört", "öffnen", "geöffnet", "öffnungszeiten",
        "höher", "hören", "möglich", "möglichkeit", "unmöglich", "plötzlich", "dafür", "wofür",
        "übermorgen", "fünf", "zwölf", "dürfen", "dürfte", "künftig", "kürzlich", "glücklich",
        "unterstützung", "rückruf", "rückmeldung", "rücksendung", "gebühr", "gebühren", "schlüssel",
        "stück", "tür", "bücher", "kündigen", "kündigung", "verfügbar", "übrigens", "überall",
        "überhaupt", "übergeben", "erklären", "zählt", "beschädigt", "bestätigung", "bestätigen",
        "verärgert", "ärgerlich", "geschäft", "geschäfte", "tränen", "spät", "gefällt", "fällt",
        "hält", "enthält", "erhält",
    ]
)  # fmt: skip
"""Common words that are written with dots."""

AMBIGUOUS = frozenset(
    [
        "schon", "wurde", "wurden", "konnte", "konnten", "konnt", "hatte", "hatten", "mochte",
        "mochten", "musste", "mussten", "losen", "zahlen", "zahlt", "waren", "fallen", "lasst",
        "fordern", "drucken", "fuhr", "fuhrt", "falle", "walder", "mutter", "tochter", "bruder",
        "fahrt", "halt", "fallt", "erhalt", "enthalt", "gefallt", "lauft", "grosse", "strasse",
        "hort", "hoher", "stuck", "tur", "spat",
    ]
)  # fmt: skip
"""What is a word of its own when the dots are missing, or says nothing."""

NUMBERS: Mapping[str, tuple[str, ...]] = {
    "de": (
        "null",
        "eins",
        "zwei",
        "drei",
        "vier",
        "fünf",
        "sechs",
        "sieben",
        "acht",
        "neun",
        "zehn",
        "elf",
        "zwölf",
    ),
    "en": (
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
}
"""Small numbers as they are dictated, by language."""

KEYS: Mapping[str, tuple[str, ...]] = {
    "de": ("qwertzuiopü", "asdfghjklöä", "yxcvbnm"),
    "en": ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
}
"""The rows of a keyboard, by language."""
