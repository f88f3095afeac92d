"""Handles by how they are built, where the text speaks of accounts or is nothing else.

`username` and `account` read what stands behind a word for an account. Here a word is built as
only handles are (``xX_raven_Xx``, ``sezgin.i``, ``NoodleKing``), or is an answer: "jasper78 und
die Mail …".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._amounts import is_product, is_promo
from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import DIGIT, cue, cues_in, heads_of
from dialogkit.corpus._anonymize._search import at_places, at_words, in_order
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import (
    brands,
    fold,
    folded_set,
    given,
    is_noun,
    ordinary,
    plain_words,
    word_set,
)

__all__ = ["CUES", "find"]

_SANDWICH = re.compile(
    r"(?i)(?<![\w@./])(?-i:xX[A-Z]\w{2,20}Xx)(?!\w)"
    r"|(?<![\w@./])_{0,2}x{1,2}_{1,2}[\w.]{2,24}_{1,2}x{1,2}_{0,2}(?![\w@/])"
)
_REDDIT = re.compile(r"(?<![\w/.])/?u/[\w-]{3,20}(?![\w/])")
_INITIAL = re.compile(
    r"(?<![\w@./-])(?P<long>[a-zäöüß]{4,20})\.[a-z](?![\w@/.]|\.\w)"
    r"|(?<![\w@./-])[a-z]\.(?P<last>[a-zäöüß]{3,20})(?![\w@/.]|\.\w)"
)
_OPEN = re.compile(r"(?:\s*$|[,;:)\"“/]|\s+(?:und|and|&|\+|oder|or|ist|is|mit|with)(?!\w)|\n)")
_CAMEL = re.compile(
    r"(?<![\w@./#-])(?!(?:Mc|Mac|De|La|Le|Van|Von|O)[A-Z][a-z]+(?!\w))"
    r"[A-ZÄÖÜ]?[a-zäöüß]{2,}(?:[A-ZÄÖÜ][a-zäöüß]+){1,4}(?:\d{0,4}|[A-Z0-9]{1,4})(?![\w@/-])"
    r"|(?<![\w@./#-])[A-ZÄÖÜ][a-zäöüß]{3,}(?:[A-ZÄÖÜa-zäöüß])*\d{1,3}[A-Z](?![\w@/-])"
)
_PART = re.compile(r"[A-ZÄÖÜ]?[a-zäöüß]+|[A-ZÄÖÜ]+(?![a-zäöüß])")
_PRODUCTS = folded_set(
    "youtube macbook iphone ipad ipod imac imessage itunes icloud facetime carplay airpods airtag "
    "airplay airdrop homepod homekit playstation chatgpt whatsapp linkedin github gitlab tiktok "
    "paypal mastercard visacard fedex myhermes mediamarkt fritzbox onedrive onenote powerpoint "
    "sharepoint javascript typescript wordpress gopro dualsense dualshock gamecube oneplus "
    "thinkpad ideapad zenbook vivobook chromebook galaxybook deutschlandticket jobticket magentatv "
    "magentacloud magentasport joyn wetransfer dropbox icloud gmail youtubemusic primevideo "
    "disneyplus snapchat facebook messenger deepl openai airbnb getyourguide flixbus flixtrain "
    "blablacar easyjet ryanair eurowings condorflug bahncard railcard oystercard clubcard "
    "paysafecard giropay googlepay applepay samsungpay androidauto quickbooks mailchimp hubspot "
    "salesforce zendesk freshdesk docusign teamviewer anydesk nordvpn expressvpn surfshark "
    "protonmail startpage duckduckgo ecosia raspberrypi arduino geforce radeon powershot coolpix "
    "ecotank workforce officejet laserjet deskjet envyphoto pixma imagerunner thermomix sodastream "
    "nespresso vertuo tassimo dolcegusto airfryer playmobil legoland bobbycar mcdonalds "
    "burgerking starbucks subway ubereats deliveroo lieferando hellofresh picnic flaschenpost "
    "instacart doordash grubhub walmart bestbuy homedepot carmax geico statefarm britbox nowtv "
    "skygo bbciplayer itvx mytotal myvodafone mymagenta meinvodafone meinmagenta mydpd "
    "postident videoident webident idnow ausweisapp covpass elster mailbox starface doctolib "
    "jameda mywaggle ecoboost ecoflex bluehdi bluemotion quattro hybrid4 psa autohold keyless "
    "postnl postat parcelshop paketshop packstation dhlpaket colissimo chronopost mondialrelay "
    "smarttv smarthome smartwatch smartphone bluetooth wifi wlan hotspot ethernet displayport "
    "lightning thunderbolt usbc memorystick microsd firmware javafx nodejs postgres mysql mongodb "
    "openstreetmap komoot outdooractive strava garmin fitbit withings polarflow runtastic "
    "mcafee kaspersky bitdefender avast norton windows microsoft photoshop lightroom indesign "
    "autocad solidworks sketchup matlab labview minijob homeoffice onlineshop webshop newsletter "
    "hdplus skyq fireTV firestick chromecast appletv rokutv webos tizen ios ipados macos watchos "
    "turbotax taxact taxslayer freetaxusa sprintax wiso taxfix smartsteuer lexoffice sevdesk "
    "freeagent freshbooks crossclimate ecocontact premiumcontact wintercontact allseasoncontact "
    "ultracontact sportcontact ultragrip vectorgrip efficientgrip winterresponse sottozero "
    "cinturato scorpion alpincontact wintrac quatrac snowproof powergy ultrasmart makerbot "
    "wordperfect coreldraw openoffice libreoffice starmoney moneymoney banking4 smartphoneapp "
    "paperless opencart woocommerce bigcommerce squarespace wixsite typeform surveymonkey "
    "clickup airtable bitwarden lastpass keepass dashlane truecrypt veracrypt malwarebytes "
    "naturschutz ikea bauhaus obi toom hagebau goneo ionos strato hetzner allinkl"
)
_ACCOUNTS = word_set(
    "account accounts konto kontos nutzer nutzerin nutzername user users username benutzer "
    "benutzername login nick nickname umbenennen umbenannt rename renamed gesperrt banned ban "
    "bann hacked gehackt forum forums profil profile skins skin gamertag gamer spieler spielerin "
    "player players guild gilde clan discord twitch steam xbox psn playstation roblox minecraft "
    "fortnite seller verkäufer handle username usernames angemeldet eingeloggt anmelden log "
    "logged früher moderator mod mods streamer stream insta instagram tiktok ebay vinted trade "
    "traded follower followers kanal channel lobby ranked leaderboard"
)
_ACCOUNT_CUE = cue(whole=_ACCOUNTS)
# jasper78 und die Mail …, FalkePixel19, mail …
_FIRST = re.compile(
    rf"^[\W_]{{0,3}}(?P<name>[A-Za-zÄÖÜäöüß_][\w.\-]{{3,30}})(?: ?[,;/|+&-] ?| (?:und|and|mit"
    rf"|with) )"
    rf"[^\n@{MASKED}]{{0,24}}?(?:e-?mail|mail|passwor[dt]|pw|kennwort|@|{MASKED})",
    re.IGNORECASE | re.MULTILINE,
)
_ALONE = re.compile(r"[\W_]{0,3}(?P<name>[A-Za-zÄÖÜäöüß_][\w.\-]{3,30})[\W_]{0,3}")
# IGN Kuchenfee, ig: kuchen.fee, Riot-ID Zedlike#EUW, discord is .kuchenfee.
_LABELLED = re.compile(
    r"(?:ign|in-?game[ -]?name|char(?:acter)?[ -]?name|gamer[ -]?tag|battle[ -]?tag|battle\.net"
    r"|(?:riot|epic|psn|xbox|ea|steam|origin|ubisoft|nintendo|rockstar|activision|paypal|skype"
    r"|apple|google|insta|ig|tik ?tok|twitch|discord|snap|wise|revolut|venmo|cash ?app|monzo"
    r"|vinted|depop|etsy|ebay|strava|komoot|duolingo|spotify|reddit|github)"
    r"[ -]?(?:id|name|tag|user|nick|handle|account)"
    r"|ig|cashtag|friend ?code|freundes-?code|(?:zugangs|anmelde|login)daten|zugang|skype|discord"
    r"|charakter(?:name)?|gilden?name|forum-?nick|foren-?nick|sign-?in(?: name)?|log-?in(?: name)?)"
    r"(?P<link>(?:['’]s)?(?: (?:ist|is|lautet|war|was|heißt))?(?: ?[:=] ?| |[„“\"'])"
    r"[„“\"']?)(?P<name>(?:live:)?[.$@]?[\w][\w.\-]{2,30}(?:#\w{2,6})?[.]?)(?![\w@])",
    re.IGNORECASE,
)
_LABELLED_HEADS = heads_of(
    word_set(
        "ingame char character gamer gamertag battle battletag riot epic psn xbox steam origin "
        "ubisoft nintendo rockstar activision paypal skype apple google insta tik tiktok twitch "
        "discord snap wise revolut venmo cash cashapp monzo vinted depop etsy ebay strava komoot "
        "duolingo spotify reddit github cashtag friend friendcode freundes freundescode "
        "zugangsdaten anmeldedaten logindaten zugang charakter charaktername gildenname "
        "forum foren sign log login signin ingamename charname"
    ),
    whole=("ign", "ig", "in", "ea"),
)
# user toxic.tim, seller old.books
_DOTTED = re.compile(
    r"(?:user|nutzer(?:in)?|benutzer(?:in)?|player|spieler(?:in)?|seller|buyer|verkäufer(?:in)?"
    r"|käufer(?:in)?|account|konto|profil|profile|member|mitglied|streamer(?:in)?|channel|kanal"
    r"|username|login|log ?in|benutzername|nutzername|anmelden|angemeldet|eingeloggt|logged in"
    r"|kundenlogin|userid):?"
    r"(?: (?:called|named|namens|als|as|mit|with|unter|ist"
    r"|is))? [„“\"']?(?P<name>[a-zäöü]{3,20}(?:\.[a-zäöü]{3,20}){1,2}\d{0,4}"
    r"|(?<=[: ])[a-zäöü]{3,20}\.[a-zäöü](?!\w))"
    r"(?![\w@.])",
    re.IGNORECASE,
)
_DOTTED_HEADS = heads_of(
    word_set(
        "user nutzer benutzer player spieler seller buyer verkäufer käufer account konto profil "
        "profile member mitglied streamer channel kanal username login log benutzername "
        "nutzername anmelden angemeldet eingeloggt logged kundenlogin userid"
    )
)
_NETWORK = re.compile(
    r"(?i:(?:w-?lan|wi-?fi|netz(?:werk)?|network|hotspot|ssid)(?:[ -]?(?:namens?|name|called"
    r"|mit dem"
    r" namen|heißt|is))?[ :]{1,2})(?:[\"„“'](?P<quoted>[^\"“”„'\n]{3,32})[\"“”']"
    r"|(?P<name>[A-ZÄÖÜ][a-zäöüß]{3,}\d{1,4}[A-Za-z]{1,4}|[\w-]{3,}_[\w-]+"
    r"|(?<=heißt )[\w-]{4,32}|(?<=called )[\w-]{4,32}|[A-ZÄÖÜ]\w{3,20}-\d{1,2}G[A-Za-z]*)(?![\w-]))"
    rf"|(?i:ssid)(?: ?[:=] ?| (?:is|ist|lautet) )(?P<ssid>\w[^\n,;.{MASKED}]{{2,31}})(?=[\n,;.]|$)"
)
_NETWORK_HEADS = heads_of(whole=word_set("wlan wifi w wi netz netzwerk network hotspot ssid"))
_FILE = re.compile(
    r"(?i)\.(?:jpe?g|png|pdf|docx?|xlsx?|pptx?|csv|txt|zip|mp[34]|heic|gif|eml|json|html?|exe|apk"
    r"|dmg|com|de|org|net|co|uk|at|ch|eu|info|shop|io|ie|fr|it)$"
)
_CODE = re.compile(r"(?i)^(?:[a-z]{1,4}[._-]?\d|\d)|^(?:v|s|kw|nr|no|win|ios)\d|^.{0,3}$")
_TIDY = re.compile(r"[A-ZÄÖÜ]+(?:[-_.][A-ZÄÖÜ]+)*\Z")
_HUMP = re.compile("[a-zäöüß][A-ZÄÖÜ]")
_LABEL_CUE = _LABELLED_HEADS.cue | _NETWORK_HEADS.cue | _DOTTED_HEADS.cue
_ODD = DIGIT | cue(test=lambda word, _: _HUMP.search(word) is not None) | cue(marks=("_", "."))
"""What `_is_odd` finds odd."""
_SLASH = cue(marks=("u/",))
CUES = _ACCOUNT_CUE | _LABEL_CUE | _ODD | _SLASH


def find(text: str, _context: Context) -> Iterable[Span]:
    """Words built as handles, answers that are one, and what follows labels of players."""
    cues = cues_in(text)
    if "_" in text or "xX" in text:
        yield from (Span(*m.span(), "USERNAME") for m in _SANDWICH.finditer(text))
    if cues & _SLASH:
        yield from (Span(*m.span(), "USERNAME") for m in _REDDIT.finditer(text))
    if cues & _ACCOUNT_CUE:
        yield from _camels(text)
    if cues & _LABEL_CUE:
        yield from _labelled(text)
    if not cues & _ODD:
        return
    if _INNER_DOT.search(text) is not None:
        yield from _initials(text)
    alone = _ALONE.fullmatch(text) if len(text) < _LONGEST else None
    if alone is None and not cues & _SECOND:
        return
    for match in (alone,) if alone is not None else _first_in_lines(text):
        if _is_odd(match["name"], told=alone is None):
            yield Span(*match.span("name"), "USERNAME")


_LONGEST = 36
_SECOND = cue(parts=("mail", "passwor", "pw", "kennwort"), marks=("@", MASKED))
"""What stands behind the handle in each match of `_FIRST`."""
_INNER_DOT = re.compile(r"\.[a-zäöüß]")
_LINE = re.compile("^", re.MULTILINE)


def _first_in_lines(text: str) -> list[re.Match[str]]:
    """Matches of `_FIRST`, which begins where a line does."""
    return at_places(_FIRST, text, [line.start() for line in _LINE.finditer(text)])


def _labelled(text: str) -> Iterator[Span]:
    """What players, sellers and networks are called."""
    for match in in_order(at_words(_LABELLED, text, _LABELLED_HEADS)):
        if _is_called(text, match):
            yield Span(*match.span("name"), "USERNAME")
    for match in in_order(at_words(_DOTTED, text, _DOTTED_HEADS)) if "." in text else ():
        if not _FILE.search(match["name"]):
            yield Span(*match.span("name"), "USERNAME")
    for match in in_order(at_words(_NETWORK, text, _NETWORK_HEADS)):
        group = match.lastgroup or "name"
        letters = fold(re.sub(r"[\W\d_]", "", match[group]))
        known = letters in _PRODUCTS or letters in plain_words()
        if group == "ssid" or (not known and (group == "name" or _is_odd(match[group]))):
            yield Span(*match.span(group), "USERNAME")


def _initials(text: str) -> Iterator[Span]:
    """``sezgin.i`` and ``k.fee``, where a name is in it or the place is a handle's."""
    for match in _INITIAL.finditer(text):
        form = fold(match["long"] or match["last"])
        known = form in given() and form not in ordinary()
        if known or (_OPEN.match(text, match.end()) and _is_new(form)):
            yield Span(*match.span(), "USERNAME")


def _is_new(form: str) -> bool:
    return form not in plain_words() and not is_noun(form)


_FAULT = re.compile(
    r"(?:Exception|Error|Fault|Warning|Failure|Handler|Listener|Controller|Factory|Manager|Provider"
    r"|Adapter|Request|Response|Module|Thread|Builder|Parser|Reader|Writer|Wrapper|Helper|Service"
    r"|Interrupt|Violation|Overflow|Timeout|Callback|Context|Client|Server|Driver)\Z"
)
"""How the names of faults and parts of programs end: NullReferenceException."""


def _camels(text: str) -> Iterator[Span]:
    """``NoodleKing`` and ``Kellerkind5G`` that no product is called."""
    for match in _CAMEL.finditer(text):
        if _FAULT.search(match[0]) is not None:
            continue
        if _is_odd(match[0]) and not is_product(text, match.start()):
            yield Span(*match.span(), "USERNAME")


_TOLD = re.compile(r"(?i)[:=„“\"']|\b(?:ist|lautet|heißt)\b")
_CLOSED = re.compile(r"\s*(?:[,;!?)\"“”']|\.(?:\s|$)|\n|$|(?:und|and)\b)")
_STRONG = re.compile(r"(?i)ign\b|.*(?:tag|name|nick|id)\b|battle|charakter|gilde")


def _is_called(text: str, match: re.Match[str]) -> bool:
    """Whether what follows a label is no word about it ("twitch is down")."""
    name = match["name"].strip("._@$")
    if _FILE.search(name):
        return False
    strong = _STRONG.match(match[0][: match.start("link") - match.start()]) is not None
    told = _TOLD.search(match["link"]) is not None or (strong and not name.islower())
    if not name.isalpha():
        return told or "#" in name or ":" in name or _is_odd(name)
    told = told or (" is" in match["link"] and _CLOSED.match(text, match.end()) is not None)
    form = fold(name)
    return told and _is_new(form)


def _is_odd(name: str, *, told: bool = False) -> bool:
    """Whether a word has marks, digits or capitals in it as handles have and no term has."""
    if _FILE.search(name) or _CODE.match(name) or _TIDY.match(name):
        return False
    letters = fold(re.sub(r"[\W\d_]", "", name))
    if len(letters) < 4 or letters in _PRODUCTS or (is_promo(name) and not told):
        return False
    parts = [fold(part) for part in _PART.findall(name)]
    known = all(len(p) < 3 or p in plain_words() or is_noun(p) for p in parts)
    if not re.search(r"[\d_.]", name) and any(p in _PRODUCTS or p in brands() for p in parts):
        return False
    if told and re.search(r"[a-zäöü][-_.]?\d", name):
        return True
    if re.search(r"_|[a-zäöü]\d|\d[a-z]{3}", name):
        return "_" in name or not known or not name.islower() or len(parts) > 1
    if re.search(r"[a-zäöüß][A-ZÄÖÜ]", name):
        return letters not in plain_words() and (len(parts) > 2 or not is_noun(letters))
    return "." in name and not known
