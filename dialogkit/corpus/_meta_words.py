"""What Messenger and Instagram write in place of a message, in the languages of the account."""

from __future__ import annotations

import re

__all__ = ["is_call", "is_group_event", "is_placeholder", "is_reaction", "is_unsent"]

_LONGEST = 200
"""What the messenger writes is short."""

_REACTION = re.compile(
    r"Liked a message|Reacted \S{1,12} to your message"
    r"|Hat (?:mit \S{1,12} auf deine Nachricht reagiert|eine Nachricht mit .{2,18} markiert)"
    r"|(?:Ha reaccionado|Reaccionó) con \S{1,12} a tu mensaje|(?:Le ha gustado|Le gustó) un mensaje"
    r"|A réagi \S{1,12} à votre message|A aimé un message"
    r"|Ha reagito con \S{1,12} al tuo messaggio|Ha messo \"?mi piace\"? a un messaggio"
    r"|Reagiu com \S{1,12} à sua mensagem|Curtiu uma mensagem"
    r"|Heeft met \S{1,12} op je bericht gereageerd|Vindt een bericht leuk",
    re.IGNORECASE,
)

_CALL = re.compile(
    r"(?:(?:Audio|Video|Voice) (?:call|chat)|The (?:audio|video) (?:call|chat)|Call) ended\.?"
    r"|.{1,80} started (?:an? )?(?:audio|video) (?:call|chat)\.?"
    r"|You missed an? (?:audio |video |voice )?(?:call|chat)(?: (?:from|with) .{1,80})?\.?"
    r"|.{1,80} (?:called you|missed your (?:video |audio )?(?:call|chat))\.?"
    r"|(?:Audio|Video|Sprach)(?:anruf|chat) beendet\.?|Der .{3,20} wurde beendet\.?"
    r"|.{1,80} hat (?:dich angerufen|deinen .{3,20}anruf verpasst|einen .{3,20}anruf gestartet)\.?"
    r"|Du hast (?:einen .{3,20}anruf|.{1,80} (?:angerufen|verpasst))[^.]{0,80}\.?"
)

_PLACEHOLDER = re.compile(
    r".{1,100} (?:sent|shared) (?:an?|\d{1,3}) (?:attachment|photo|video|voice message|sticker|gif"
    r"|link|file|story|post|reel|location|live location)s?\.?"
    r"|.{1,100} (?:hat|hast) (?:eine?n?|\d{1,3}) (?:anhang|anhänge|fotos?|videos?|sprachnachricht"
    r"|sticker|gif|link|datei|dateien|story|beitrag|reel|standort) (?:gesendet|geteilt)\.?"
    r"|.{1,100} (?:envió|enviaste|ha enviado|has enviado) un archivo adjunto\.?"
    r"|.{1,100} (?:a|avez|as) envoyé une pièce jointe\.?"
    r"|.{1,100} (?:ha|hai) inviato un allegato\.?|.{1,100} (?:enviou|enviaste) um anexo\.?"
    r"|.{1,100} (?:heeft|hebt) een bijlage (?:verzonden|gestuurd)\.?"
    r"|.{1,100} wysłał\S* załącznik\.?|Failed to download media",
    re.IGNORECASE,
)

_GROUP = re.compile(
    r" (?:added .{1,160} to the group|removed .{1,160} from the group|left the group"
    r"|named the group .{1,120}|changed the (?:group photo|chat theme|theme|group name) ?.{0,120}"
    r"|set (?:the|your|his|her|their|own) (?:quick reaction|nickname|emoji) .{0,120}"
    r"|(?:created|joined) (?:the|this) group|joined the (?:video )?(?:call|chat)|pinned a message"
    r"|hat .{1,160} (?:zur Gruppe hinzugefügt|aus der Gruppe entfernt)|hat die Gruppe verlassen"
    r"|hat (?:die Gruppe|das Design|das Gruppenfoto|den Gruppennamen) .{0,120}(?:ge|be)\w+)\.?"
)


_UNSENT = re.compile(
    r"(?:.{1,100} |You )unsent a message\.?"
    r"|.{1,100} (?:hat|hast) (?:eine|die) Nachricht (?:zurückgerufen|zurückgenommen|entfernt)\.?"
    r"|.{1,100} (?:anuló el envío de|ha anulado el envío de|eliminó) un mensaje\.?"
    r"|.{1,100} a (?:annulé l.envoi d.un|retiré un|supprimé un) message\.?"
    r"|.{1,100} ha (?:annullato l.invio di|ritirato) un messaggio\.?"
    r"|.{1,100} cancelou o envio de uma mensagem\.?"
    r"|.{1,100} heeft een bericht (?:ingetrokken|verwijderd)\.?",
)


def is_unsent(text: str, person: str | None) -> bool:
    """Whether a message stands for one that its sender took back."""
    first = (person or "").partition(" ")[0]
    own = text.startswith(("You ", "Du ", "Vous ", "Hai ", f"{first} " if first else "You "))
    return own and len(text) < _LONGEST and bool(_UNSENT.fullmatch(text))


def is_reaction(text: str) -> bool:
    """Whether a message only tells of a reaction to another."""
    return len(text) < _LONGEST and bool(_REACTION.fullmatch(text))


def is_call(text: str) -> bool:
    """Whether a message only tells of a call."""
    return len(text) < _LONGEST and bool(_CALL.fullmatch(text))


def is_group_event(text: str, person: str | None) -> bool:
    """Whether a message tells what its sender did to the group: it then starts with their name."""
    if not person or len(text) > len(person) + _LONGEST or not text.startswith(person):
        return False
    return bool(_GROUP.fullmatch(text, len(person)))


def is_placeholder(text: str, person: str | None, *, attached: bool) -> bool:
    """Whether a text stands for a picture or the like, and nobody wrote it.

    Where something is attached, a short text that starts with its sender's name is one in any
    language; else only the known ones are.
    """
    if attached and person and text.startswith(f"{person} ") and len(text) < len(person) + 60:
        return True
    own = text.startswith(("You ", "Du ", "Sie ", f"{person} ", "Failed to "))
    return (own or attached) and len(text) < _LONGEST and bool(_PLACEHOLDER.fullmatch(text))
