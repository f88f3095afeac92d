"""How phones of seven languages write WhatsApp exports, as facts to write invented exports by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

Stamp = Callable[[datetime], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What WhatsApp says in one language."""

    deleted: tuple[str, ...]
    missed: tuple[str, ...]
    edited: str
    left_out: str
    """Media left out, on Android."""
    image: str
    """A picture left out, on iOS."""
    card: str
    """A contact card left out, on iOS."""
    attached: str
    """Behind a file's name, on Android."""
    attachment: str
    """In front of a file's name, on iOS."""
    place: str
    live: str
    waiting: str
    notices: tuple[str, ...]
    """Encryption, disappearing messages, the business's service."""


WORDS = {
    "de": Words(
        deleted=("Diese Nachricht wurde gelöscht.", "Du hast diese Nachricht gelöscht."),
        missed=("Verpasster Sprachanruf", "Verpasster Videoanruf"),
        edited="<Diese Nachricht wurde bearbeitet.>",
        left_out="<Medien ausgeschlossen>",
        image="Bild weggelassen",
        card="Kontaktkarte weggelassen",
        attached="(Datei angehängt)",
        attachment="Anhang",
        place="Standort",
        live="Live-Standort wird geteilt",
        waiting="Auf diese Nachricht warten. Dies kann eine Weile dauern.",
        notices=(
            "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt. Niemand kann mitlesen.",
            "Du hast selbstlöschende Nachrichten aktiviert.",
            "Dieses Unternehmen nutzt einen sicheren Dienst von Meta, um diesen Chat zu verwalten.",
        ),
    ),
    "en": Words(
        deleted=("This message was deleted", "You deleted this message"),
        missed=("Missed voice call", "Missed video call"),
        edited="<This message was edited>",
        left_out="<Media omitted>",
        image="image omitted",
        card="Contact card omitted",
        attached="(file attached)",
        attachment="attached",
        place="Location",
        live="live location shared",
        waiting="Waiting for this message. This may take a while.",
        notices=(
            "Messages and calls are end-to-end encrypted. Only people here can read them.",
            "You turned on disappearing messages. New messages will disappear after 24 hours.",
            "This business uses a secure service from Meta to manage this chat.",
        ),
    ),
    "es": Words(
        deleted=("Se eliminó este mensaje", "Eliminaste este mensaje"),
        missed=("Llamada perdida", "Videollamada perdida"),
        edited="<Se editó este mensaje.>",
        left_out="<Multimedia omitido>",
        image="imagen omitida",
        card="Tarjeta de contacto omitida",
        attached="(archivo adjunto)",
        attachment="adjunto",
        place="Ubicación",
        live="Ubicación en tiempo real compartida",
        waiting="Esperando este mensaje. Esto puede tardar un poco.",
        notices=(
            "Los mensajes y las llamadas están cifrados de extremo a extremo.",
            "Activaste los mensajes temporales. Los mensajes nuevos desaparecerán.",
            "Esta empresa usa un servicio seguro de Meta para administrar este chat.",
        ),
    ),
    "fr": Words(
        deleted=("Ce message a été supprimé", "Vous avez supprimé ce message"),
        missed=("Appel vocal manqué", "Appel vidéo manqué"),
        edited="<Ce message a été modifié>",
        left_out="<Médias omis>",
        image="image absente",
        card="Fiche contact omise",
        attached="(fichier joint)",
        attachment="pièce jointe",
        place="Localisation",
        live="Localisation en direct partagée",
        waiting="En attente de ce message. Cela peut prendre un moment.",
        notices=(
            "Les messages et les appels sont chiffrés de bout en bout.",
            "Vous avez activé les messages éphémères.",
            "Cette entreprise utilise un service sécurisé de Meta pour gérer cette discussion.",
        ),
    ),
    "it": Words(
        deleted=("Questo messaggio è stato eliminato", "Hai eliminato questo messaggio"),
        missed=("Chiamata vocale persa", "Videochiamata persa"),
        edited="<Questo messaggio è stato modificato>",
        left_out="<Media omessi>",
        image="immagine omessa",
        card="Scheda contatto omessa",
        attached="(file allegato)",
        attachment="allegato",
        place="Posizione",
        live="Posizione attuale condivisa",
        waiting="In attesa del messaggio.",
        notices=(
            "I messaggi e le chiamate sono crittografati end-to-end.",
            "Hai attivato i messaggi effimeri.",
            "Questa attività usa un servizio sicuro di Meta per gestire questa chat.",
        ),
    ),
    "nl": Words(
        deleted=("Dit bericht is verwijderd", "Je hebt dit bericht verwijderd"),
        missed=("Gemiste spraakoproep", "Gemiste video-oproep"),
        edited="<Dit bericht is bewerkt>",
        left_out="<Media weggelaten>",
        image="afbeelding weggelaten",
        card="Contactkaart weggelaten",
        attached="(bestand bijgevoegd)",
        attachment="bijgevoegd",
        place="Locatie",
        live="Live locatie gedeeld",
        waiting="Wachten op dit bericht. Dit kan even duren.",
        notices=(
            "Berichten en oproepen zijn end-to-end versleuteld.",
            "Je hebt verdwijnende berichten ingeschakeld.",
            "Dit bedrijf gebruikt een beveiligde service van Meta om deze chat te beheren.",
        ),
    ),
    "pt": Words(
        deleted=("Mensagem apagada", "Você apagou esta mensagem"),
        missed=("Chamada de voz perdida", "Chamada de vídeo perdida"),
        edited="<Mensagem editada>",
        left_out="<Arquivo de mídia oculto>",
        image="imagem ocultada",
        card="Cartão de contato omitido",
        attached="(arquivo anexado)",
        attachment="anexado",
        place="Localização",
        live="Localização em tempo real compartilhada",
        waiting="Aguardando mensagem. Essa ação pode levar alguns instantes.",
        notices=(
            "As mensagens e as ligações são protegidas com a criptografia de ponta a ponta.",
            "Você ativou as mensagens temporárias.",
            "Esta empresa usa um serviço seguro da Meta para gerenciar esta conversa.",
        ),
    ),
}


def half(when: datetime, words: tuple[str, str], gap: str) -> str:
    """A time of twelve hours, as 3:07 PM."""
    return f"{when.hour % 12 or 12}:{when:%M}{gap}{words[when.hour >= 12]}"


def half_seconds(when: datetime, words: tuple[str, str], gap: str) -> str:
    """A time of twelve hours with seconds."""
    return f"{when.hour % 12 or 12}:{when:%M:%S}{gap}{words[when.hour >= 12]}"


_ENGLISH, _SMALL, _SPANISH = ("AM", "PM"), ("am", "pm"), ("a.\u00a0m.", "p.\u00a0m.")

ANDROID: dict[str, tuple[Stamp, ...]] = {
    "de": (lambda t: f"{t:%d.%m.%y, %H:%M}", lambda t: f"{t:%d.%m.%Y, %H:%M}"),
    "en": (
        lambda t: f"{t.month}/{t.day}/{t:%y}, {half(t, _ENGLISH, chr(0x202F))}",
        lambda t: f"{t:%d/%m/%Y, %H:%M}",
        lambda t: f"{t:%d/%m/%y}, {half(t, _SMALL, chr(0x202F))}",
        lambda t: f"{t:%Y-%m-%d, %H:%M}",
    ),
    "es": (
        lambda t: f"{t.day}/{t.month}/{t:%y}, {t.hour}:{t:%M}",
        lambda t: f"{t.day}/{t.month}/{t:%Y}, {half(t, _SPANISH, ' ')}",
    ),
    "fr": (lambda t: f"{t:%d/%m/%Y, %H:%M}", lambda t: f"{t:%d/%m/%Y à %H:%M}"),
    "it": (lambda t: f"{t:%d/%m/%y, %H:%M}", lambda t: f"{t:%d/%m/%Y, %H:%M}"),
    "nl": (lambda t: f"{t:%d-%m-%Y %H:%M}", lambda t: f"{t:%d-%m-%y %H:%M}"),
    "pt": (lambda t: f"{t:%d/%m/%Y %H:%M}", lambda t: f"{t:%d/%m/%y, %H:%M}"),
}

IOS: dict[str, tuple[Stamp, ...]] = {
    "de": (lambda t: f"{t:%d.%m.%y, %H:%M:%S}",),
    "en": (
        lambda t: f"{t.month}/{t.day}/{t:%y}, {half_seconds(t, _ENGLISH, chr(0x202F))}",
        lambda t: f"{t:%d/%m/%Y, %H:%M:%S}",
        lambda t: f"{t:%Y-%m-%d}, {half_seconds(t, _ENGLISH, ' ')}",
    ),
    "es": (
        lambda t: f"{t.day}/{t.month}/{t:%y}, {t.hour}:{t:%M:%S}",
        lambda t: f"{t.day}/{t.month}/{t:%y} {half_seconds(t, _SPANISH, chr(0x202F))}",
    ),
    "fr": (lambda t: f"{t:%d/%m/%Y %H:%M:%S}", lambda t: f"{t:%d/%m/%Y à %H:%M:%S}"),
    "it": (lambda t: f"{t:%d/%m/%y, %H:%M:%S}",),
    "nl": (lambda t: f"{t:%d-%m-%Y %H:%M:%S}",),
    "pt": (lambda t: f"{t:%d/%m/%Y, %H:%M:%S}", lambda t: f"{t:%d/%m/%y %H:%M:%S}"),
}
