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
    r"|<[^<>\n]*(?:edited|bearbeitet|editad|editó|modifi|modificat|bewerkt|düzenlen|edytow|измен)"
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
    r"|ocultad[oa]s?|ocult[oa]s?|absente?s?|omise?s?|manquante?s?"
    r"|(?:não|no) inclu[ií]d[oa]s?"
    r"|non inclus[oa]|niet (?:opgenomen|inbegrepen)|dahil edilmedi|pomini[ęe]t[aoy]"
    r"|пропущен[оаы]?|udelad|utelämnad)\.?$"
    r"|^\u200e[^\n]{1,20}(?:省略|省略されました|생략됨|생략했습니다)$",
    re.IGNORECASE,
)

_OMITTED_SHORT = re.compile(
    r"^(?:media|medien|image|bild|photo|foto|video(?: note)?|videonotiz|videonachricht|audio|gif"
    r"|sticker|document|dokument|imagen|documento|immagine|afbeelding|imagem|vidéo|v[ií]deo"
    r"|[áa]udio|figurinha|adesivo|autocollant|autocolante|multimedia|arquivo de mídia"
    r"|m[íé]dias?|görüntü|nota de vídeo|mensaje de video|message vidéo|videomessaggio"
    r"|videobericht|view once [a-z ]{1,20}|einmal(?:ansicht| ansehen)[a-zäöü -]{0,20})$",
    re.IGNORECASE,
)
"""What was left out, where no mark of the messenger's shows that it speaks."""

_OMITTED_CARD = re.compile(
    r"^(?:contact card|kontaktkarte|tarjeta de contacto|(?:carte|fiche) (?:de |du )?contact"
    r"|scheda (?:del )?contatto|contatto|contactkaart|contactpersoon|cart[ãa]o de contat?o"
    r"|ficha de contacto|contato|contacto)$",
    re.IGNORECASE,
)

_DELETED = """
    you deleted this message|message deleted|this message was deleted
    du hast diese nachricht gelöscht|sie haben diese nachricht gelöscht
    diese nachricht wurde gelöscht
    se eliminó este mensaje|eliminaste este mensaje|este mensaje fue eliminado
    este mensaje ha sido eliminado|has eliminado este mensaje
    ce message a été supprimé|vous avez supprimé ce message|tu as supprimé ce message
    questo messaggio è stato eliminato|messaggio è stato eliminato|hai eliminato questo messaggio
    dit bericht is verwijderd|je hebt dit bericht verwijderd|u hebt dit bericht verwijderd
    mensagem apagada|esta mensagem foi apagada|essa mensagem foi apagada|mensagem foi apagada
    você apagou esta mensagem|você apagou essa mensagem|apagou esta mensagem
    apagaste esta mensagem|esta mensagem foi eliminada|você eliminou esta mensagem
    eliminou esta mensagem|eliminaste esta mensagem|mensagem eliminada
    bu mesaj silindi|bu mesajı sildiniz|wiadomość została usunięta|ta wiadomość została usunięta
    usunięto tę wiadomość|это сообщение удалено|данное сообщение удалено
    это сообщение было удалено|вы удалили это сообщение|вы удалили данное сообщение
    denne besked blev slettet|det här meddelandet togs bort|تم حذف هذه الرسالة
    このメッセージは削除されました|此消息已删除|此訊息已刪除|你已刪除這則訊息|삭제된 메시지입니다
"""

_DELETED_BY = re.compile(
    r"^(?:this message was deleted by admin [^\n]{1,60}"
    r"|diese nachricht wurde vom admin,? [^\n]{1,60} gelöscht"
    r"|(?:se eliminó|el admin\.?,? [^\n]{1,60} eliminó) este mensaje(?: [^\n]{1,60})?"
    r"|ce message a été supprimé par l.admin[^\n]{1,60}"
    r"|questo messaggio è stato eliminato dall.amministratore[^\n]{1,60}"
    r"|dit bericht is verwijderd door (?:de )?(?:groeps)?beheerder[^\n]{1,60}"
    r"|esta mensagem foi apagada pel[oa] admin[^\n]{1,60})\.?$",
    re.IGNORECASE,
)

_MISSED = """
    missed voice call|missed video call|missed call|missed group voice call
    missed group video call|missed group call|silenced voice call|silenced video call
    verpasster sprachanruf|verpasster videoanruf|verpasster anruf|verpasster gruppenanruf
    verpasster gruppen-sprachanruf|verpasster gruppen-videoanruf
    stummgeschalteter sprachanruf|stummgeschalteter videoanruf
    llamada perdida|llamada de voz perdida|videollamada perdida|llamada grupal perdida
    videollamada grupal perdida|llamada silenciada
    appel manqué|appel vocal manqué|appel vidéo manqué|appel de groupe manqué
    appel vocal de groupe manqué|appel vidéo de groupe manqué
    chiamata persa|chiamata vocale persa|videochiamata persa|chiamata di gruppo persa
    gemiste oproep|gemiste spraakoproep|gemiste video-oproep|gemist videogesprek
    gemiste groepsoproep|gemist gesprek
    chamada perdida|chamada de voz perdida|chamada de vídeo perdida|videochamada perdida
    ligação perdida|ligação de voz perdida|ligação de vídeo perdida|chamada de grupo perdida
    chamada em grupo perdida|ligação em grupo perdida
    cevapsız sesli arama|cevapsız görüntülü arama|пропущенный аудиозвонок
    пропущенный видеозвонок|nieodebrane połączenie głosowe|nieodebrane połączenie wideo
    nieodebrane połączenie
"""
"""Calls nobody took; said also where the messenger sets no mark in front of its words."""

_CALL = re.compile(
    r"^(?:missed |silenced )?(?:group )?(?:voice|video) ?call\b"
    r"|^(?:verpasster |stummgeschalteter )?(?:gruppen-?)?(?:sprach|video|gruppen)?anruf\b"
    r"|^(?:video)?llamada\b|^appel (?:vocal|vidéo|de groupe|manqué)\b|^(?:video)?chiamata\b"
    r"|^(?:gemiste? )?(?:spraak|video|groeps)-?(?:oproep|gesprek)\b"
    r"|^(?:video)?chamada\b|^ligação\b",
    re.IGNORECASE,
)
"""How a call's line begins where the mark is there, whatever follows (length, no answer)."""

_LIVE = """
    live location shared|live-standort wird geteilt|live-standort geteilt|livestandort geteilt
    ubicación en tiempo real compartida|position en direct partagée
    localisation en direct partagée|posizione attuale condivisa|posizione in tempo reale condivisa
    live locatie gedeeld|live-locatie gedeeld|localização em tempo real compartilhada
    localização em tempo real partilhada
"""

_WAITING = """
    waiting for this message|waiting for this message. this may take a while
    auf diese nachricht warten|auf diese nachricht wird gewartet. dies kann eine weile dauern
    warten auf diese nachricht. dies kann eine weile dauern
    auf diese nachricht warten. dies kann eine weile dauern
    esperando este mensaje|esperando el mensaje. esto puede tomar tiempo
    esperando este mensaje. esto puede tardar un poco
    en attente de ce message|en attente de ce message. cela peut prendre un moment
    in attesa del messaggio|in attesa di questo messaggio. potrebbe richiedere del tempo
    wachten op dit bericht|wachten op dit bericht. dit kan even duren
    aguardando mensagem|aguardando mensagem. essa ação pode levar alguns instantes
    a aguardar por esta mensagem
"""
"""A message that had not arrived when the chat was exported."""


def _phrases(text: str, kind: Kind) -> dict[str, Kind]:
    """Which kind a whole text means, without its last full stop and in lower case."""
    phrases = (phrase.strip().casefold() for phrase in re.split(r"[|\n]", text))
    return {phrase: kind for phrase in phrases if phrase}


_WHOLE = {
    **_phrases(_DELETED, "deleted"),
    **_phrases(_MISSED, "event"),
    **_phrases(_LIVE, "location"),
    **_phrases(_WAITING, "media"),
}

_PLACE = re.compile(
    r"https://(?:maps\.google\.[a-z.]+/|maps\.app\.goo\.gl/|foursquare\.com/v/)\S*$", re.IGNORECASE
)

_DIRECTIONS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
"""Marks that turn the writing round; one without its other half is no part of a text."""
_CARDS = frozenset({"vcf"})

_ENCRYPTED = re.compile(
    r"end-to-end|ende-zu-ende|extremo a extremo|bout en bout|crittografat|eind-tot-eind"
    r"|ponta a ponta|uçtan uca|full(?:ständig|y) encrypted|сквозн|端到端|エンドツーエンド",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"^(?:messages|die nachrichten|nachrichten|los mensajes|les messages|i messaggi|berichten"
    r"|as mensagens) (?:and|to|you|und|in|y|et|e|en|sont|que|que vous) ",
    re.IGNORECASE,
)
"""How the notice about encryption begins, where the mark in front of it was lost."""


def without_placeholder(body: str) -> tuple[str, Kind]:
    """What the sender wrote, and what kind of message it is.

    Placeholders (``<Media omitted>``, ``Diese Nachricht wurde gelöscht``) are not what anybody
    wrote: the text is then empty, or the caption. A place keeps its link.
    """
    if len(body) > _LONGEST:
        return _unmarked(body), "text"
    if ">" in body and not _ATTACHED.search(body):
        body = _EDITED.sub("", body) if body[:1] not in "<\u200e" else body
    if "." in body and (">" in body or ")" in body):
        found = _ATTACHED.search(body)
        if found:
            caption = _unmarked(body[: found.start()] + body[found.end() :])
            card = (found["a"] or found["b"]).lower() in _CARDS
            return caption, "contact" if card else "media"
    return _by_words(body)


def _by_words(body: str) -> tuple[str, Kind]:
    bare = _unmarked(body)
    kind = _WHOLE.get(bare.rstrip(".。").casefold())
    if kind is not None:
        return (bare if kind == "event" else ""), kind
    what = _omitted(body)
    if what is not None:
        return "", "contact" if _OMITTED_CARD.match(what) else "media"
    if len(bare) < 160 and _DELETED_BY.match(bare):
        return "", "deleted"
    if "://" in bare and _PLACE.search(bare):
        return bare, "location"
    if body.startswith("\u200e"):
        return _marked(bare)
    if _NOTICE.match(bare) and _ENCRYPTED.search(bare):
        return bare, "event"
    return bare, "text"


_MOST_MEDIA_WORDS = 3
_DONE_IN_GROUP = re.compile(
    r"\b(?:added|removed|left|joined|created|changed|turned|pinned|blocked|unblocked|started|ended"
    r"|hinzugefügt|entfernt|verlassen|beigetreten|erstellt|geändert|angepinnt|blockiert"
    r"|añadió|agregó|eliminó|salió|unió|creó|cambió|ajouté|supprimé|retiré|quitté|rejoint|créé"
    r"|modifié|aggiunto|rimosso|abbandonato|uscit[oa]|unit[oa]|creato|cambiato|modificato"
    r"|toegevoegd|verwijderd|verlaten|aangemaakt|gewijzigd|adicionou|removeu|saiu|entrou|criou"
    r"|mudou|alterou|eklendi|ekledi|ayrıldı|çıkardı|oluşturdu|değiştirdi)\b",
    re.IGNORECASE,
)
"""What a short notice of a group says: who came and went."""


def _marked(bare: str) -> tuple[str, Kind]:
    """On iOS a mark stands in front of what the messenger says, in any language.

    Several lines are a poll, with the question that somebody asked; a few words without a full
    stop name a medium; all else is a notice.
    """
    bare = bare.replace("\u200e", "")
    if "\n" in bare:
        return bare, "text"
    if _CALL.match(bare) or _ENCRYPTED.search(bare):
        return bare, "event"
    few = len(bare.split()) <= _MOST_MEDIA_WORDS and bare[-1:] not in ".!?。"
    few = few and not _DONE_IN_GROUP.search(bare)
    return ("", "media") if few else (bare, "event")


def _omitted(body: str) -> str | None:
    """What was left out, in the export's words; None where nothing was."""
    found = _OMITTED.match(body)
    if not found:
        return None
    what = (found["what"] or "").strip()
    if found["what"] is None or "\u200e" in body:
        return what
    return what if _OMITTED_SHORT.match(what) or _OMITTED_CARD.match(what) else None


def _unmarked(text: str) -> str:
    return text.strip().strip(_DIRECTIONS).strip()
