"""User names: @handles, and what the text calls a user name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._context import Context, has_digit
from dialogkit.corpus._anonymize._cues import DIGIT, cue, cues_in, heads_of
from dialogkit.corpus._anonymize._programs import CONSTANT, is_somebodys
from dialogkit.corpus._anonymize._search import at_words, in_order, lengths, runs_in
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import (
    common,
    fold,
    is_english_word,
    is_noun,
    plain_words,
    word_set,
    words_of,
)

__all__ = ["CUES", "find"]

_HANDLE = re.compile(r"(?<![\w@./])@[A-Za-z0-9_](?:[\w.]{0,28}\w)?(?!\w*@)")
_EVERYBODY = frozenset(("@all", "@alle", "@here", "@channel", "@everyone", "@team"))
_JOINED = re.compile(r"(?<![\w./@{\[-])(?=\w{5})[A-Za-zÄÖÜäöü][A-Za-z0-9äöüß.]*_[\w.]*\w(?![\w/])")
_NEARBY = re.compile(
    r"(?i)(?:\b(?:user|account|konto|profil\w*|unter|under|seller|verkäufer\w*|review"
    r"|handle|heiß\w*|als|as|bin|i'm|network|netz\w*|w-?lan|wi-?fi)|name\w*|@)"
    r"[^\w.!?]{0,3}(?:\w+[^\w.!?]{1,3}){0,2}$"
)
_CAMEL = re.compile(
    r"(?<![\w@./-])(?!Mc|Mac|De"
    r"|O['’])[A-Z][a-zäöü]{2,}[A-Z][a-zäöü]+\d{0,4}(?![\w@/\\-])"
)
_PLAIN_ID = re.compile(r"(?i)(?:user|guest|visitor|kunde|besucher|gast|nutzer)_\d+$")
_EXPLICIT = re.compile(
    r"(?i:\b(?:user ?-?names?|user ?-?id|benutzer-?(?:namen?|kennung)|nutzer-?(?:namen?|kennung)"
    r"|login-?(?:namen?)?"
    r"|nick(?:-?namen?)?|screen ?name|gamertag|handle|alias|display name|profil-?namen?"
    r"|anzeige-?namen?|(?:account|accounts|konto|mitglieds|forums?|foren|chat|spieler|wallet"
    r"|reviewer|wi-?fi|wlan|whats ?app|ebay|roblox|minecraft|xbox|psn|steam|epic|riot|reader|skype"
    r"|künstler|bühnen|server)[ -]?namen?|ssid)"
    r"(?:\s?\([^)\n]{1,40}\)|, [^,.\n]{1,40},)?(?:['’]s)?(?: (?:im|in|bei|auf|on|at|for"
    r"|fürs?|zum|zur|there|dort|hier)(?: (?:der|dem|the|your|my"
    r"|meinem))?(?: \w+)?)?"
    r"(?: (?:ist|lautet|is|war|was|heißt)|:| =) [\"'„“]?"
    r"|\b(?:registered|registriert|known|bekannt|logged in|signed in|eingeloggt|angemeldet"
    r"|signed up|listed)"
    r" (?:as|als|unter|under) [\"'„“]?|\bheißt (?:dort|da|im shop|auf \w+) |\bunter dem (?:nick"
    r"|nicknamen|namen) )"
    r"(?P<name>[A-Za-z0-9_][\w.\-]{2,38}\w)"
)
# Gamertag Rusty Anvil 77, user "Sky Lark"
_IN_WORDS = re.compile(
    r"(?i:\b(?:gamertag|display name|anzeige-?namen?|screen ?name|nick(?:-?namen?)?|handle|alias)"
    r"(?:['’]s)?(?: (?:ist|lautet|is|was)|:) [\"'„“]?)"
    r"(?P<name>(?:[A-ZÄÖÜ]\w{1,20} ){1,2}(?:[A-ZÄÖÜ]\w{1,20}|\d{1,4}))(?!\w)"
    r"|(?i:\b(?:user(?: ?-?name)?|nutzer(?:in|namen?)?|benutzer(?:in|namen?)?|seller"
    r"|verkäufer(?:in)?"
    r"|account|konto|profil\w*|profile|gamertag|display name|anzeige-?name|nick(?:-?namen?)?|handle"
    r"|alias|login)(?: (?:ist|lautet|is|was|called|named|heißt|namens)|:)? )[\"„“‚]"
    r"(?P<quoted>[A-ZÄÖÜ0-9][\w.\-]{1,20}(?: [\w.\-]{1,20}){1,2})[\"”“’]"
)
_FILED = re.compile(r"(?i)(?:listed|registered|known) (?:as|under) ")
_STATE = re.compile(
    r"(?i)(?:ge\w+t|ver\w+|un\w+|\w+ig|\w+lich|\w+ed|in\w+|blocked|taken|wrong"
    r"|falsch|weg)$"
)
_TAGGED = re.compile(r"(?<![\w#])[\w.]{2,32}#\d{4}(?!\w)")
_IS = (
    r"(?:[\s:=\"'„(–-]|\b(?:ist|lautet|is|heißt|heisse|heiße|name|bin ich|unter|als|am|i am|i'm|as"
    r"|on|auf|handle|dort|there|da)\b|['’]s\b){1,8}"
)
_STRONG = re.compile(
    r"\b(?:user ?-?names?|user ?-?id|benutzer-?(?:namen?|kennung)|nutzer-?(?:namen?|kennung)|login"
    r"(?:-?namen?)?|nick(?:-?namen?)?|screen ?name|gamertag|skype(?:-?namen?)?|handle"
    r"|display name|alias|pseudonym|spielername[ns]?|profilname[ns]?"
    r"|(?:logged|signed) in as|angemeldet (?:bin ich )?(?:als|unter)|eingeloggt (?:als|unter)"
    r"|registriert (?:als|unter)"
    r"|posting as|post as|trade as|selling as|im forum(?: als)?|on the forum|unter dem (?:nick"
    r"|namen|alias)|profil"
    r"|kanal|channel|avatar|ingame|in-game"
    rf"|nombre de usuario|nom d'utilisateur|kullanıcı adı|gebruikersnaam){_IS}"
    r"([A-Za-z0-9_@](?:[\w.\-@]{1,38}\w))",
    re.IGNORECASE,
)
_WEAK_CUE = re.compile(r"(?i)(?:login|profil|kanal|channel|avatar|im forum|on the forum)(?!-?name)")
_TOLD = re.compile(
    r"(?i)[:=\"„(–]|\b(?:ist|lautet|is|heiß\w*|name|als|unter|am|i'm|as|bin)\b|['’]s"
)
_WEAK = re.compile(
    r"\b(?:insta(?:gram)?|telegram|twitter|tik ?tok|snap(?:chat)?|discord|ebay|paypal|facebook|fb"
    rf"|signal|threema|reddit|steam|twitch|youtube|vinted){_IS}"
    r"((?=[\w.\-]*(?:[\d_]|\.\w))[A-Za-z0-9_](?:[\w.\-]{1,38}\w))",
    re.IGNORECASE,
)
_SHAPED = re.compile(
    r"(?<![\w./@#-])(?P<word>[A-Za-zÄÖÜäöüß]{4,}(?:[._-][A-Za-z]+)*)[._-]?\d{1,4}(?![\w/-])"
    r"(?!\.(?:dll|exe|so|sys|ini|log|bat|apk|dmg|msi|bin|js|css|php|dat|cfg|conf|iso|rar"
    r"|tar|gz|bak|db|svg|webp|mov|avi|psd|jpe?g|png|pdf|docx?|xlsx?|pptx?|csv|txt|zip|mp[34]|heic"
    r"|gif|eml|json|html?|xml|lib|drv|inf|ocx|cab|jar|ipa|ics|vcf)\b)"
)
# Seller bargain.hunter, u/teal_otter, login with ab12cd: a word of letters with marks or digits
_ACCOUNT = re.compile(
    r"(?i:\b(?:user|nutzer(?:in)?|benutzer(?:in)?|verkäufer(?:in)?|käufer(?:in)?|seller|buyer"
    r"|account|konto|profil|profile|kennung|login|spieler(?:in)?|player|member|mitglied|nick"
    r"|(?:psn|xbox|steam|epic|riot|ebay|paypal|apple|login)[ -]?(?:id|name|tag|konto|account)"
    r"|(?:log|logged|sign|signed|logge|melde)(?: mich| me)?(?: immer| always)?"
    r" ?(?:in|on|up|an|ein)?(?: with| as| mit| als| unter))"
    r"(?: (?:name|id|namens|called|named|heißt|ist|is|was|war))?"
    r"[ :]{1,2}[\"'„“]?|(?<![\w/])u/)(?P<name>[A-Za-z][\w.\-]{2,30}\w)(?![\w@/])"
)
_MARKED = re.compile(r"[\d_.\-]")
# im Spiel heiße ich Nebelkrähe, I play as quietotter
_CALLED = re.compile(
    r"(?i:\b(?:heiße|heisse|nenne mich|bin ich|heiße ich|heisse ich|find me|finden mich|findet mich"
    r"|play|playing|trade|trading)(?: (?:im|in|auf|bei|on|at|dort|da|online|ingame|in-game|there)"
    r"(?: (?:spiel|chat|forum|game|the \w+|instagram|insta|tiktok|discord|steam|twitch|ebay|reddit"
    r"|vinted|youtube|kleinanzeigen|telegram|threads|mastodon))?)?(?: (?:as|als|unter|under))?"
    r" [\"'„“]?)(?P<name>[A-Za-z][\w.\-]{3,30}\w)"
)
_CALLED_PLACE = re.compile(
    r"(?i)\b(?:spiel|chat|forum|game|instagram|insta|tiktok|discord|steam|twitch|ebay|reddit|vinted"
    r"|youtube|kleinanzeigen|telegram|threads|mastodon|ingame|online|as|als|under|unter)\b"
)
# It's wobblycat on the forum, bin nebelkrähe im Chat
_ON_BOARD = re.compile(
    r"(?i:(?<![^\W_])(?:it['’]?s|i['’]?m|i am|this is|that['’]?s|ich bin(?:['’]?s)?|bin(?:['’]?s)?"
    r"|hier ist|hier|da ist|das ist|hi|hey|hello|hallo|go by|known as|bekannt als|als|as) )"
    r"[\"'„“]?(?P<name>[a-z][\w.\-]{3,30})[\"'“”]? "
    r"(?i:(?:on|in|im|auf|bei|at|from|aus|vom|over on)(?: (?:the|your|ur|dem|der|den|eurem|eurer"
    r"|ihrem|ihrer|deinem|unserem))? (?:forums?|community|boards?|message ?boards?|discord|reddit"
    r"|subreddit|twitch|insta(?:gram)?|tik ?tok|youtube|telegram|chat ?room|server|kanal|channel"
    r"|ingame|kommentarbereich|wiki|game|spiel))(?![^\W_])"
)
_ON_BOARD_HEADS = heads_of(
    whole=word_set(
        "it its i im this that thats ich bin bins hier da das hi hey hello hallo go "
        "known bekannt als as"
    )
)
_BOARD_CUE = cue(
    whole=word_set(
        "forum forums community board boards messageboard messageboards discord reddit subreddit "
        "twitch insta instagram tik tiktok youtube telegram chat chatroom server kanal channel "
        "ingame kommentarbereich wiki game spiel message"
    )
)
_SAYS_HOW = re.compile(
    r"(?:ed|ing|ly|ble|ful|less|ous|ive|ally|able|wo|where|body|one|thing|ig|lich|los|bar|iert"
    r"|\Age\w+(?:t|en)|\A(?:ver|be|ent|un|an|auf|aus|ein|über|hin|her|her|drin|dr)\w+)\Z"
)
"""How something is or where, rather than what somebody is called: "it's mentioned in the chat"."""
_FILE = re.compile(
    r"(?i)\A(?:img|dsc[nf]?|mvimg|pxl|vid|mov|scan|screenshot|foto|photo|bild|image|doc|file"
    r"|video)_\d|\.(?:jpe?g|png|pdf|docx?|xlsx?|csv|txt|zip|mp[34]|heic|gif|eml|json|html?)$"
)
_ACCOUNT_WORDS = word_set(
    "user nutzer nutzerin benutzer benutzerin verkäufer verkäuferin käufer käuferin seller buyer "
    "account konto profil profile kennung login spieler spielerin player member mitglied nick psn "
    "xbox steam epic riot id log logged sign signed logge melde u heiße heisse nenne bin find "
    "finden findet play playing trade trading"
)
_STRONG_WORDS = word_set(
    "registered known listed registriert bekannt heißt unter logged signed angemeldet "
    "eingeloggt registriert posting post trade selling forum nick "
    "namen alias profil "
    "kanal channel avatar ingame display pseudonym spielername spielernamen profilname user "
    "username usernames userid benutzername benutzernamen benutzerkennung nutzername "
    "benutzer nutzernamen nutzerkennung login loginname nick nickname nickname screenname "
    "gamertag skype screen handle usuario utilisateur kullanıcı gebruikersnaam skypename "
    "nutzer"
)
_NAME_WORDS = word_set(
    "accountname accountnamen kontoname kontonamen mitgliedsname mitgliedsnamen forumsname "
    "chatname "
    "forenname spielername wallet reviewer wifi wlan whatsapp ebay roblox minecraft xbox psn steam "
    "epic riot reader skype künstlername bühnenname servername server ssid anmeldename"
)
_WEAK_WORDS = word_set(
    "insta instagram telegram twitter tiktok snap snapchat discord ebay paypal facebook fb "
    "signal threema reddit steam twitch youtube vinted tik"
)
_STRONG_HEADS = heads_of(
    word_set(
        "user benutz nutzer login nick screen gamertag skype handle display alias pseudonym "
        "spieler "
        "profil logged signed angemeldet eingeloggt registriert posting post trade selling kanal "
        "channel avatar ingame nombre kullan gebruikersnaam unter"
    ),
    whole=("im", "on", "in", "nom"),
)
_EXPLICIT_HEADS = heads_of(
    word_set(
        "user benutz nutzer login nick screen gamertag handle alias display profil anzeige account "
        "konto mitglied forum foren chat spieler wallet review wifi wlan whats ebay roblox "
        "minecraft xbox psn steam epic riot reader skype künstler bühnen server ssid registered "
        "registriert known bekannt logged signed eingeloggt angemeldet listed heißt unter seller "
        "verkäufer"
    ),
    whole=("wi",),
)
_ACCOUNT_HEADS = heads_of(
    word_set(
        "user nutzer benutz verkäufer käufer seller buyer account konto profil kennung login "
        "spieler player member mitglied nick psn xbox steam epic riot ebay paypal apple log sign "
        "melde u"
    )
)
_CALLED_HEADS = heads_of(word_set("heiße heisse nenne find play trade trading"), whole=("bin",))
_STRONG_CUE = cue(whole=_STRONG_WORDS | _NAME_WORDS)
_ACCOUNT_CUE = cue(whole=_ACCOUNT_WORDS)
_WEAK_WORDS_CUE = cue(whole=_WEAK_WORDS)
_OWNED = word_set(
    "hello hallo login logins user username usernames account accounts konto nutzername "
    "benutzername benutzer nutzer handle profil profile kennung nickname anmeldename logged "
    "signed eingeloggt angemeldet"
)
"""Words of which one must stand where a word joined by a line is taken for a user name."""
_CAMEL_CUE = cue(test=lambda word, _: re.search("[a-zäöü][A-Z]", word) is not None)
_MARK_CUE = cue(marks="@#_")
# Betroffen sind die Konten s.oyelaran, buchhaltung_ost und adm-kirchner
_LIST = re.compile(
    r"(?i:konten|accounts|users|benutzer|nutzer|logins?|kennungen|usernames|profile|handles"
    r"|mailboxes"
    r"|postfächer)(?i: (?:von|are|sind|lauten|of|for|für|called|named))?:? "
    r"(?P<names>[\w.-]{3,30}(?:(?:, ?| und | and | & |/)[\w.-]{3,30}){1,9})(?![\w@])"
)
_LIST_HEADS = heads_of(
    whole=word_set(
        "konten accounts users benutzer nutzer login logins kennungen usernames profile handles "
        "mailboxes postfächer"
    )
)
_ITEM = re.compile(r"(?=[\w.-]*[a-z]{4})[a-z]\w*[._-][\w.-]*[a-z]{2}[\w.-]*|[a-z]{4,}\d{2,}(?!\w)")
CUES = (
    DIGIT
    | _STRONG_CUE
    | _ACCOUNT_CUE
    | _WEAK_WORDS_CUE
    | _CAMEL_CUE
    | _MARK_CUE
    | _BOARD_CUE
    | _LIST_HEADS.cue
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Handles, names with a number tag, made-up words, and what the text calls a user name."""
    if "@" in text:
        for match in _HANDLE.finditer(text):
            if match[0].lower() not in _EVERYBODY:
                yield Span(*match.span(), "USERNAME")
    if "#" in text:
        yield from (Span(*m.span(), "USERNAME") for m in _TAGGED.finditer(text))
    yield from _by_shape(text)
    cues = cues_in(text)
    if cues & _STRONG_CUE:
        for match in in_order(at_words(_STRONG, text, _STRONG_HEADS)):
            form = fold(match[1])
            weak = _WEAK_CUE.match(match[0]) and (match[1].isalpha() or match[1].isdigit())
            told = not weak or _TOLD.search(text, match.start(), match.start(1))
            if (
                told
                and not _is_verb(text, match.start())
                and form not in plain_words()
                and not is_noun(form)
            ):
                yield Span(*match.span(1), "USERNAME")
        yield from _explicit(text)
        for match in in_order(at_words(_IN_WORDS, text, _EXPLICIT_HEADS)):
            yield Span(*match.span("name" if match["name"] else "quoted"), "USERNAME")
    if cues & _ACCOUNT_CUE:
        yield from _accounts(text)
    yield from _on_boards(text, cues)
    yield from _listed(text)
    if cues & _WEAK_WORDS_CUE:
        yield from (Span(*m.span(1), "USERNAME") for m in _WEAK.finditer(text))


_DOES = re.compile(
    r"(?i)(?<!\w)(?:you|folks|guys|we|they|to|can|could|will|would|people|staff|team|not|don['’]t"
    r"|doesn['’]t|should|must|who|also|normally|usually) \Z"
)


def _is_verb(text: str, at: int) -> bool:
    """Whether "handle" is what somebody does: "do you handle returns"."""
    handle = text.startswith("handle", at)
    return handle and _DOES.search(text, max(0, at - 20), at) is not None


def _on_boards(text: str, cues: int) -> Iterator[Span]:
    """Who somebody is where people meet."""
    for match in in_order(at_words(_ON_BOARD, text, _ON_BOARD_HEADS)) if cues & _BOARD_CUE else ():
        if _is_handle(match["name"]):
            yield Span(*match.span("name"), "USERNAME")


def _is_handle(name: str) -> bool:
    """Whether a word in small letters where people meet is what somebody is called there."""
    form = fold(name)
    if not name.isalpha():
        return _strange(name)
    return form not in plain_words() and not is_noun(form) and _SAYS_HOW.search(form) is None


def _listed(text: str) -> Iterator[Span]:
    """Each of several accounts in a row that has a mark or a digit in it."""
    for names in in_order(at_words(_LIST, text, _LIST_HEADS)):
        start, end = names.span("names")
        for match in _ITEM.finditer(text, start, end):
            if not _FILE.search(match[0]):
                yield Span(*match.span(), "USERNAME")


def _accounts(text: str) -> Iterator[Span]:
    """What an account is called: marks or digits in it, or no word that is known."""
    for match in in_order(at_words(_ACCOUNT, text, _ACCOUNT_HEADS)):
        name = match["name"]
        if _MARKED.search(name) and _strange(name):
            yield Span(*match.span("name"), "USERNAME")
    for match in in_order(at_words(_CALLED, text, _CALLED_HEADS)):
        if _CALLED_PLACE.search(text, match.start(), match.start("name")) and _strange(
            match["name"]
        ):
            yield Span(*match.span("name"), "USERNAME")


def _strange(name: str) -> bool:
    """Whether some part of a word is neither known nor a single letter, and it is no file."""
    if _FILE.search(name) or all(fold(x) in common() for x in re.findall(r"[^\W\d_]+", name)):
        return False
    parts = [fold(part) for part in re.findall(r"[^\W\d_]+", name)]
    mixed = re.search(r"[a-z]\d+[a-z]|[a-z]{3}\d", name) is not None
    return mixed or any(len(p) > 2 and p not in plain_words() and not is_noun(p) for p in parts)


def _explicit(text: str) -> Iterator[Span]:
    """After ``my user name is`` any word but those that say how it is (``wrong``)."""
    for match in in_order(at_words(_EXPLICIT, text, _EXPLICIT_HEADS)):
        form = fold(match["name"])
        plain = match["name"].isalpha() and (
            form in common()
            or _STATE.match(match["name"]) is not None
            or (_FILED.match(match[0]) is not None and is_english_word(form))
        )
        if not plain:
            yield Span(*match.span("name"), "USERNAME")


def _by_shape(text: str) -> Iterator[Span]:
    """``moonbaker77`` and ``lena_fotografiert``."""
    if runs_in(text).sizes & _FEW and _BEFORE_FEW.search(text) is not None:
        for match in _SHAPED.finditer(text):
            if _is_made_up(match["word"]) and not _is_term(text, match):
                yield Span(*match.span(), "USERNAME")
    for match in _CAMEL.finditer(text) if cues_in(text) & _CAMEL_CUE else ():
        if fold(match[0]) not in plain_words() and _NEARBY.search(
            text[max(0, match.start() - 40) : match.start()]
        ):
            yield Span(*match.span(), "USERNAME")
    if "_" in text:
        accounts = not words_of(text).isdisjoint(_OWNED)
        for match in _JOINED.finditer(text):
            before = text[max(0, match.start() - 40) : match.start()]
            if (
                _NEARBY.search(before)
                or (has_digit(match[0]) and not _PLAIN_ID.match(match[0]))
                or (match[0].islower() and _is_made_up(match[0].replace("_", "-")))
                or (match[0].islower() and accounts and is_somebodys(match[0]))
            ) and not (_FILE.search(match[0]) or CONSTANT.match(match[0])):
                yield Span(*match.span(), "USERNAME")


_FEW = lengths(1, 2, 3, 4)
_BEFORE_FEW = re.compile(r"[A-Za-zÄÖÜäöüß][._-]?\d{1,4}(?!\d)")
"""What is in each match of `_SHAPED`."""
_TERM = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+-\d{1,2}\Z")


def _is_term(text: str, match: re.Match[str]) -> bool:
    """Whether a word with a capital and a small number is a thing's: Catch-22, Omega-3."""
    before = text[max(0, match.start() - 40) : match.start()]
    return _TERM.match(match[0]) is not None and _NEARBY.search(before) is None


def _is_made_up(word: str) -> bool:
    """Whether letters before digits are no product, noun or unit (``iphone15``, ``Zimmer12``)."""
    forms = [fold(part) for part in re.split("[._-]", word)]
    return word[1:].islower() and not any(f in plain_words() or is_noun(f) for f in forms)
