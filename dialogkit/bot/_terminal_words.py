"""What the chat in the terminal says itself, in German and English."""

from __future__ import annotations

__all__ = ["COMMANDS", "words"]

COMMANDS = {
    "/zurück": "undo",
    "/undo": "undo",
    "/neu": "restart",
    "/restart": "restart",
    "/ende": "stop",
    "/quit": "stop",
    "/da": "join",
    "/join": "join",
    "/push": "push",
    "/warten": "wait",
    "/wait": "wait",
    "/schweigen": "silence",
    "/silence": "silence",
    "/uhr": "clock",
    "/clock": "clock",
    "/hilfe": "help",
    "/help": "help",
}
"""What may be typed to what it does; both languages are always understood."""

_GERMAN = {
    "short": "(/hilfe zeigt die Befehle, /ende hört auf.)",
    "help": (
        "(/zurück: einen Schritt zurück. /neu: von vorn. /ende: aufhören.)\n"
        "(/schweigen: Sie antworten so lange nicht, bis der Bot sich rührt.)\n"
        "(/uhr 22:00: Es ist so spät. Auch mit Datum: /uhr 2026-11-23 22:00.)\n"
        "(/push {push}: eine Nachricht, mit der der Bot beginnt.)\n"
        "(/warten 3 12: in der Warteschlange auf Platz 3, noch 12 Minuten.)\n"
        "(/da Kim: Kim aus dem Team übernimmt. {results}: Das Team gibt zurück.)"
    ),
    "no_push": "NAME",
    "queued": "(Übergabe an {name}, Grund: {reason}. Der Bot schweigt.)",
    "passed": "(Das Team sieht: {values}.)",
    "withheld": "(Das Team sieht nicht: {values}.)",
    "agent": "(Sie spielen das Team: /da übernimmt, {results} gibt zurück.)",
    "shut": "({name} ist gerade geschlossen: /closed zeigt, wie es dann weitergeht.)",
    "joined": "(Jemand aus dem Team hat übernommen.)",
    "silent_bot": "(Der Bot schweigt: Das Team hat das Wort.)",
    "ended": "(Ende: {end}. /neu beginnt von vorn.)",
    "over": "(Das Gespräch ist zu Ende. /neu beginnt von vorn.)",
    "rehearsed": "(Geprobt: {name} gibt {outcome}.)",
    "assumed": "(Angenommen: {guards})",
    "yes": "yes",
    "no": "no",
    "moved": "(Weiter auf: {channel})",
    "opted": "(Zugestimmt: {topic})",
    "opted_out": "(Abbestellt: {topic})",
    "first": "(Weiter zurück geht es nicht.)",
    "back": "(Zurück bei: {step})",
    "later": "({length} später: {at})",
    "now": "(Es ist {at}. {hours})",
    "open": "Geöffnet: {names}.",
    "closed": "Geschlossen: {names}.",
    "bad_clock": "(Die Uhrzeit bitte so: /uhr 22:00 oder /uhr 2026-11-23 22:00)",
    "no_opt_in": "(Nicht gesendet: keine Zustimmung zu {topic}.)",
    "cap": "(Nicht gesendet: schon {cap} in sieben Tagen.)",
    "busy": "(Nicht gesendet: Das Gespräch lässt sich gerade nicht unterbrechen.)",
    "unknown_push": "(Diese gibt es: {names})",
    "none": "keine",
    "not_queued": "(Gerade wartet niemand in der Warteschlange.)",
    "no_handoff": "(Gerade hat das Team nichts zurückzugeben.)",
    "bad_wait": "(Platz und Minuten bitte als Zahlen: /warten 3 12)",
    "unknown": "(Diesen Befehl gibt es nicht. /hilfe zeigt alle.)",
    "image": "Bild",
    "video": "Video",
    "audio": "Ton",
    "file": "Datei",
    "asked": "gewünscht",
    "policy": "vorgesehen",
    "not_understood": "nicht verstanden",
    "no_value": "Angabe fehlt",
    "action": "Ausgang der Aktion",
    "silence": "Schweigen",
    "stamp": "{day} {at:%d.%m.%Y %H:%M}",
    "days": "Mo Di Mi Do Fr Sa So",
    "hours": "{number} Stunden",
    "hour": "1 Stunde",
    "minutes": "{number} Minuten",
    "minute": "1 Minute",
}

_ENGLISH = {
    "short": "(/help shows the commands, /quit stops.)",
    "help": (
        "(/undo: one step back. /restart: from the beginning. /quit: stop.)\n"
        "(/silence: you do not answer until the bot stirs.)\n"
        "(/clock 22:00: it is that late. With a date, too: /clock 2026-11-23 22:00.)\n"
        "(/push {push}: a message that the bot begins with.)\n"
        "(/wait 3 12: in the queue, third in line, 12 more minutes.)\n"
        "(/join Kim: Kim from the team takes over. {results}: the team gives back.)"
    ),
    "no_push": "NAME",
    "queued": "(Handed off to {name}, reason: {reason}. The bot is silent.)",
    "passed": "(The team sees: {values}.)",
    "withheld": "(The team does not see: {values}.)",
    "agent": "(You play the team: /join takes over, {results} gives back.)",
    "shut": "({name} is closed now: /closed shows how it goes on then.)",
    "joined": "(Somebody from the team has taken over.)",
    "silent_bot": "(The bot is silent: the team has the word.)",
    "ended": "(End: {end}. /restart begins again.)",
    "over": "(The conversation is over. /restart begins again.)",
    "rehearsed": "(Rehearsed: {name} gives {outcome}.)",
    "assumed": "(Assumed: {guards})",
    "yes": "yes",
    "no": "no",
    "moved": "(Continues on: {channel})",
    "opted": "(Agreed to: {topic})",
    "opted_out": "(Unsubscribed from: {topic})",
    "first": "(This is where it began.)",
    "back": "(Back at: {step})",
    "later": "({length} later: {at})",
    "now": "(It is {at}. {hours})",
    "open": "Open: {names}.",
    "closed": "Closed: {names}.",
    "bad_clock": "(The time like this, please: /clock 22:00 or /clock 2026-11-23 22:00)",
    "no_opt_in": "(Not sent: no consent to {topic}.)",
    "cap": "(Not sent: {cap} in seven days already.)",
    "busy": "(Not sent: the conversation cannot be interrupted now.)",
    "unknown_push": "(There are: {names})",
    "none": "none",
    "not_queued": "(Nobody is waiting in the queue.)",
    "no_handoff": "(The team has nothing to give back.)",
    "bad_wait": "(Place and minutes as numbers, please: /wait 3 12)",
    "unknown": "(There is no such command. /help shows all.)",
    "image": "Picture",
    "video": "Video",
    "audio": "Sound",
    "file": "File",
    "asked": "asked for",
    "policy": "as designed",
    "not_understood": "not understood",
    "no_value": "value missing",
    "action": "outcome of the action",
    "silence": "silence",
    "stamp": "{day} {at:%Y-%m-%d %H:%M}",
    "days": "Mon Tue Wed Thu Fri Sat Sun",
    "hours": "{number} hours",
    "hour": "1 hour",
    "minutes": "{number} minutes",
    "minute": "1 minute",
}


def words(locale: str) -> dict[str, str]:
    """The texts: German for German, English for every other language."""
    return _GERMAN if locale.lower().startswith("de") else _ENGLISH
