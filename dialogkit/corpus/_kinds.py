"""What a messenger writes in place of a message: pictures left out, deleted texts, places.

Rests on shape first (angle brackets, direction marks, file names), on words of the messenger's
languages second, so that most languages without words here are still read right.
"""

from __future__ import annotations

import re

from dialogkit.conversation import Kind

__all__ = ["without_placeholder"]

_LONGEST = 400
"""Placeholders are short; longer texts are what somebody wrote."""

_EDITED = re.compile(
    r"\s*(?:\u200e<[^<>\n]{4,60}>"
    r"|<[^<>\n]*(?:edited|bearbeitet|editado|modifi|modificat|bewerkt|düzenlen|edytow|измен)"
    r"[^<>\n]*>)\s*$",
    re.IGNORECASE,
)

_ATTACHED = re.compile(
    r"\u200e?<[^<>:\n]{2,30}:\s[^<>\n]+\.(?P<a>\w{2,5})>"
    r"|^\u200e?[^\n<>:/\\]{1,120}\.(?P<b>\w{2,5}) \([^()\n]{4,60}\)$",
    re.MULTILINE,
)

_OMITTED = re.compile(
    r"^\u200e?<[^<>@\n\d/]{3,60}>\.?$"
    r"|^(?:[^\n]{0,200}\u200e)?(?P<what>[^\n\u200e.!?]{0,40}?)\s?\b"
    r"(?:omitted|weggelassen|ausgelassen|ausgeschlossen|omitid[oa]s?|omess[oaie]|weggelaten"
    r"|ocultad[oa]s?|ocult[oa]s?|absente?s?|omise?s?|dahil edilmedi|pomini[ęe]t[aoy]"
    r"|пропущен[оаы]?|udelad|utelämnad)\.?$"
    r"|^\u200e[^\n]{1,20}(?:省略|省略されました|생략됨|생략했습니다)$",
    re.IGNORECASE,
)

_OMITTED_SHORT = re.compile(
    r"^(?:media|medien|image|bild|photo|foto|video(?: note)?|videonotiz|audio|gif|sticker|document"
    r"|dokument|contact card|kontaktkarte|imagen|documento|immagine|afbeelding|imagem|vidéo"
    r"|v[ií]deo|[áa]udio|figurinha|adesivo|multimedia|arquivo de mídia|m[íé]dias?|görüntü)$",
    re.IGNORECASE,
)

_DELETED = re.compile(
    r"^(?:you deleted this message|message deleted"
    r"|this message was deleted(?: by admin [^\n]{1,60})?|du hast diese nachricht gelöscht"
    r"|diese nachricht wurde (?:vom admin [^\n]{1,60} )?gelöscht"
    r"|se eliminó este mensaje|eliminaste este mensaje|este mensaje (?:fue|ha sido) eliminado"
    r"|ce message a été supprimé|vous avez supprimé ce message|tu as supprimé ce message"
    r"|(?:questo )?messaggio è stato eliminato|hai eliminato questo messaggio"
    r"|dit bericht is verwijderd|je hebt dit bericht verwijderd|u hebt dit bericht verwijderd"
    r"|(?:esta )?mensagem (?:foi )?apagada|(?:você )?apagou esta mensagem|bu mesaj silindi"
    r"|bu mesajı sildiniz|(?:ta )?wiadomość została usunięta|usunięto tę wiadomość"
    r"|это сообщение удалено|данное сообщение удалено|вы удалили (?:это|данное) сообщение"
    r"|denne besked blev slettet|det här meddelandet togs bort|تم حذف هذه الرسالة"
    r"|このメッセージは削除されました|此消息已删除|此訊息已刪除)\.?$",
    re.IGNORECASE,
)

_PLACE = re.compile(
    r"https://(?:maps\.google\.[a-z.]+/|maps\.app\.goo\.gl/|foursquare\.com/v/)\S*$"
    r"|^\u200e?\S+ live location shared$",
    re.IGNORECASE,
)

_CARDS = frozenset({"vcf"})

_ENCRYPTED = re.compile(
    r"end-to-end|ende-zu-ende|extremo a extremo|bout en bout|crittografat|eind-tot-eind"
    r"|ponta a ponta|uçtan uca|full(?:ständig|y) encrypted|сквозн|端到端|エンドツーエンド",
    re.IGNORECASE,
)


def without_placeholder(body: str) -> tuple[str, Kind]:
    """What the sender wrote, and what kind of message it is.

    Placeholders (``<Media omitted>``, ``Diese Nachricht wurde gelöscht``) are not what anybody
    wrote: the text is then empty, or the caption. A place keeps its link.
    """
    if len(body) > _LONGEST:
        return _unmarked(body), "text"
    if ">" in body:
        body = _EDITED.sub("", body) if body[:1] not in "<\u200e" else body
    if "." in body and (">" in body or ")" in body):
        found = _ATTACHED.search(body)
        if found:
            caption = _unmarked(body[: found.start()] + body[found.end() :])
            card = (found["a"] or found["b"]).lower() in _CARDS
            return caption, "contact" if card else "media"
    return _by_words(body)


def _by_words(body: str) -> tuple[str, Kind]:
    marked = body.startswith("\u200e")
    bare = _unmarked(body)
    if _is_omitted(body):
        return "", "media"
    if len(bare) < 120 and _DELETED.match(bare):
        return "", "deleted"
    if "://" in bare and _PLACE.search(bare):
        return bare, "location"
    if marked and _ENCRYPTED.search(bare):
        return bare, "event"
    return bare, "text"


def _is_omitted(body: str) -> bool:
    found = _OMITTED.match(body)
    if not found:
        return False
    if found["what"] is None or "\u200e" in body:
        return True
    return bool(_OMITTED_SHORT.match(found["what"].strip()))


def _unmarked(text: str) -> str:
    return text.strip().strip("\u200e\u200f\u202a\u202c\ufeff").strip()
