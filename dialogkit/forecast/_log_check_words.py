"""What is said of the log beside the weeks without the bot, in German and English."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["METHOD", "NOT_COMPARED", "REMEDIES", "WHY"]

Both = Mapping[str, str]

WHY: Mapping[str, Both] = {
    "assumed": {
        "de": "Es gibt kein Protokoll, neben das sich die Wochen ohne Bot stellen ließen.",
        "en": "There is no log to hold the weeks without the bot against.",
    },
    "old_file": {
        "de": "Die Datei der Kunden sagt nicht, wie schnell das Team geantwortet hat: Sie ist von "
        "einer früheren Version oder von Hand gemacht. „dialogkit customers“ misst es an den "
        "Nachrichten.",
        "en": "The file of the customers does not say how fast the team answered: it is of an "
        "earlier version, or made by hand. dialogkit customers measures it in the messages.",
    },
    "from_log": {
        "de": "Aus dem Protokoll übernommen, da centre.yaml keine Zahl nennt (arrivals_per_week).",
        "en": "Taken from the log, as centre.yaml names no number (arrivals_per_week).",
    },
    "no_week": {
        "de": "Simuliert sind keine ganzen Wochen: Andere Wochentage bringen andere Zahlen.",
        "en": "What is simulated are no whole weeks: other weekdays make other numbers.",
    },
    "no_times": {
        "de": "Im Protokoll stehen keine Zeiten.",
        "en": "The log has no times.",
    },
    "short": {
        "de": "Das Protokoll ist zu kurz: Es braucht eine ganze Woche und drei Tage danach.",
        "en": "The log is too short: it takes a whole week, and three days after it.",
    },
    "always_open": {
        "de": "Laut centre.yaml ist das Team immer da.",
        "en": "By centre.yaml the team is always there.",
    },
    "bot": {
        "de": "Im Protokoll schreibt schon ein Bot mit: Eine Zeit ohne Bot zeigt es nicht.",
        "en": "A bot takes part in this log already: it shows no time without one.",
    },
    "few": {
        "de": "Dafür sind es zu wenige Anliegen.",
        "en": "There are too few cases for that.",
    },
    "no_agents": {
        "de": "Im Protokoll antwortet kein Mitarbeiter.",
        "en": "No agent answers in this log.",
    },
    "coarse": {
        "de": "Die Zeiten im Protokoll sind auf Stunden oder Tage gerundet.",
        "en": "The times of the log are rounded to hours or days.",
    },
    "unlinked": {
        "de": "Niemand hat im Protokoll lange genug gesucht, wer mit demselben Anliegen wiederkam.",
        "en": "Nobody looked long enough in this log for who came back with the same matter.",
    },
    "unanswered": {
        "de": "So viele wurden im Protokoll gar nicht beantwortet.",
        "en": "In the log fewer than that were answered at all.",
    },
    "unanswered_simulated": {
        "de": "Simuliert werden knapp so viele nicht beantwortet.",
        "en": "In the simulation just about as many are never answered.",
    },
}
"""Why something cannot be compared."""

REMEDIES: Mapping[str, Both] = {
    "arrivals_more": {
        "de": "Es kommen mehr Anliegen als im Protokoll: Das stimmt, wenn das Protokoll nur eine "
        "Stichprobe ist; sonst nehmen Sie arrivals_per_week aus centre.yaml heraus.",
        "en": "More cases come than in the log: that is right where the log is a sample; else "
        "take arrivals_per_week out of centre.yaml.",
    },
    "arrivals_fewer": {
        "de": "Es kommen weniger Anliegen als im Protokoll: Prüfen Sie arrivals_per_week in "
        "centre.yaml.",
        "en": "Fewer cases come than in the log: look at arrivals_per_week in centre.yaml.",
    },
    "hours": {
        "de": "Wann Antworten kommen, passt nicht zu den Öffnungszeiten: Prüfen Sie in "
        "centre.yaml die Zeiten und Schichten (hours, shift).",
        "en": "When answers come does not fit the opening hours: look at hours and shifts in "
        "centre.yaml.",
    },
    "holiday": {
        "de": "In den simulierten Tagen liegt ein Feiertag, an dem das Team nicht da ist: Das "
        "allein kann die Zeiten verschieben.",
        "en": "A holiday on which the team is away lies in the simulated days: that alone can "
        "shift the times.",
    },
    "patience_short": {
        "de": "Mehr Kunden als im Protokoll bekommen nie eine Antwort: Wahrscheinlich geben sie "
        "in centre.yaml zu schnell auf (patience), oder das Team dort ist zu klein.",
        "en": "More customers than in the log are never answered: most likely they give up too "
        "soon in centre.yaml (patience), or its team is too small.",
    },
    "nights": {
        "de": "Wer schreibt, während das Team da ist, wartet so lange wie im Protokoll; der "
        "Unterschied liegt in Nächten und Wochenenden: Prüfen Sie die Öffnungszeiten (hours, "
        "shift).",
        "en": "Those who write while the team is there wait as in the log; the difference lies in "
        "nights and weekends: look at the opening hours (hours, shift).",
    },
    "staff_less": {
        "de": "Das simulierte Team ist langsamer: Wahrscheinlich hat centre.yaml zu wenige "
        "Mitarbeiter oder Schichten, zu lange Bearbeitungszeiten (handling, slowdown) oder zu "
        "wenige Chats zugleich (chats).",
        "en": "The simulated team is slower: most likely centre.yaml has too few agents or "
        "shifts, too long handling times (handling, slowdown) or too few chats at once (chats).",
    },
    "staff_more": {
        "de": "Das simulierte Team ist schneller: Wahrscheinlich hat centre.yaml zu viele "
        "Mitarbeiter, zu kurze Bearbeitungszeiten (handling), zu viele Chats zugleich (chats), "
        "oder es fehlt Arbeit, die das Team daneben hat (blending).",
        "en": "The simulated team is faster: most likely centre.yaml has too many agents, too "
        "short handling times (handling) or too many chats at once (chats), or lacks what the "
        "team does besides (blending).",
    },
    "never_answered": {
        "de": "Im Protokoll bleibt öfter eine Antwort aus: Vielleicht brauchte nicht jede "
        "Nachricht eine, oder die Geduld der Kunden ist zu groß (patience).",
        "en": "In the log more stay without an answer: perhaps not every message needed one, or "
        "customers are too patient (patience).",
    },
    "settles": {
        "de": "Gelöste und wiederkehrende Anliegen passen nicht: Prüfen Sie "
        "first_contact_resolution in centre.yaml und recontacts bei den Kunden.",
        "en": "Settled and returning matters do not fit: look at first_contact_resolution in "
        "centre.yaml and at recontacts of the customers.",
    },
}
"""Which assumption is most likely off."""

NOT_COMPARED: tuple[Both, ...] = (
    {
        "de": "Wer aufgegeben hat, bevor jemand antwortete: Wer in einem Chat schweigt, ist nicht "
        "gegangen; verglichen wird, wer nie eine Antwort bekam.",
        "en": "Who gave up before an answer: silence in a chat is not leaving; compared is who "
        "was never answered.",
    },
    {
        "de": "Auslastung, Arbeitsstunden und Kosten: Nachrichten zeigen sie nicht.",
        "en": "Utilisation, hours of work and costs: messages do not show them.",
    },
)
"""What cannot be put on one definition."""

METHOD: Both = {
    "de": "Beide Seiten sind mit demselben Programm gemessen: nach der Uhr, Nächte eingeschlossen, "
    "von der ersten Nachricht bis zur ersten Antwort eines Menschen, über alle, die schreiben, "
    "auch wer nie eine bekam. Im Protokoll zählen ganze Wochen bis 72 Stunden vor seinem Ende, "
    "ohne Anliegen, die das Team begann oder an denen ein Bot beteiligt war. Intervalle: 95 %, "
    "Wilson mit der Zahl unabhängiger Fälle nach Tagen (simuliert nach Wochen), Quantile nach "
    "Woodruff. Als Unterschied gilt, was mehr ist als Zufall und mehr als zwei Prozentpunkte oder "
    "ein Zehntel; der Zufall allein täuscht bei einer von zwanzig Zeilen. Das Urteil über alle "
    "zusammen berücksichtigt, wie viele es sind.",
    "en": "Both sides are measured by the same program: by the clock, nights included, from the "
    "first message to the first answer of a human, over all who write, also those who never got "
    "one. In the log whole weeks count, until 72 hours before its end, without cases that the team "
    "began or a bot took part in. Intervals: 95%, Wilson with the number of independent cases by "
    "day (simulated: by week), quantiles by Woodruff. A difference is told that is more than "
    "chance and more than two points or a tenth; chance alone deceives in one row of twenty. The "
    "verdict on all of them allows for how many they are.",
}
"""How it was compared."""
