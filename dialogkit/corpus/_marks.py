"""Words that close, open or carry on a case: rules in German and English, on purpose few and plain.

================  ================================================================================
rule              said, for example
================  ================================================================================
`idle`            customer: "Danke!", "ok, alles klar", "that's all, bye 👋" and nothing else
`closes`          customer: "passt, danke", "hat geklappt, schönen Tag noch", "that's all, thanks"
`opens_other`     customer: "Ich habe noch ein anderes Anliegen", "this is about something else"
`opens_further`   customer: "Noch eine Frage", "one more thing": alone it may mean the same issue
`greets`          customer: "Guten Morgen", "Hi there"
`chases`          customer: "Gibt es schon was Neues?", "still waiting", "???"
`refers_back`     customer: "noch mal wegen gestern", "following up on my earlier message"
`complains`       customer: "geht immer noch nicht", "that didn't help"
`protests`        customer: "Moment, …", "Nein, …", "hang on"
`carries_on`      customer: "Und wo bekomme ich das?", "Ach, kann es auch um 9 sein?"
`asking`          customer: "Wo ist …", "Bitte …", "could you …"
`agrees`          customer: "Ja, …", "yes please"
`hands_over`      customer: "Anbei …", "here is …", "sorry for the late reply"
`answers`         customer: "hier die Nummer: …", "Ja, Dienstag passt", a photo
`asks_back`       agent or bot: "Wie lautet die Nummer?", "please send me a photo"
`offers_more`     agent or bot: "Kann ich sonst noch etwas für Sie tun?", "Anything else?"
`courteous`       agent or bot: "Gern geschehen!", "You're welcome", "Einen schönen Tag noch!"
`announces`       agent or bot: "Das Teil ist bestellt", "in etwa drei Wochen"
`plans`           agent or bot: "Wir schicken jemanden", "someone will call you"
`promises`        agent or bot: "Ich frage nach und melde mich", "I'll check"
`automatic`       agent or bot: "(automatische Antwort)", "we're outside our opening hours"
`company_closes`  agent, bot or notice: "Ich schließe das Anliegen", "ticket closed", "Goodbye!"
`reopens`         notice: "Conversation was reopened", "Neues Ticket eröffnet"
================  ================================================================================
"""

from __future__ import annotations

import re

from dialogkit.corpus._evidence import settled
from dialogkit.corpus._evidence_team_marks import team_marks
from dialogkit.corpus._marks_rules import (
    ANNOUNCES,
    ASKING,
    ASKS_BACK,
    AUTOMATIC,
    BACK,
    CARRIES_ON,
    CHASES,
    COMPANY_CLOSES,
    DONE,
    FILLER,
    FINE,
    FURTHER,
    GOODBYE,
    GREETED,
    GREETING,
    HERE,
    LATE,
    LINES,
    NAMED,
    NOT,
    NUMBER,
    OFFERS,
    OPENING,
    OTHER,
    PLEASED,
    PLEASURE,
    PROTEST,
    REOPENS,
    SENTENCES,
    SHORT,
    THANKS,
    VALUE,
    WANTS,
    WORD,
    YES,
    plain,
)

__all__ = [
    "agrees",
    "announces",
    "answers",
    "asking",
    "asks_back",
    "automatic",
    "carries_on",
    "chases",
    "closes",
    "company_closes",
    "complains",
    "courteous",
    "greets",
    "hands_over",
    "idle",
    "offers_more",
    "opens_further",
    "opens_other",
    "plans",
    "promises",
    "protests",
    "refers_back",
    "reopens",
    "substance",
]


_OWING = frozenset({"receipt", "promise", "announces_handoff"})
_COURTESY = 3
"""Other words that a courtesy may hold."""


def substance(text: str) -> str:
    """``text`` without greetings, thanks and goodbyes: what is left to be about something."""
    rest = plain(text)
    for rule in (GREETING, THANKS, GOODBYE):
        rest = rule.sub(" ", rest)
    return " ".join(re.sub(GREETED, " ", rest).split())


def idle(text: str) -> bool:
    """Whether a customer only thanks, agrees or says goodbye: nothing that asks for work.

    >>> idle("Super, danke Ihnen! 👍"), idle("Danke, und wo ist es?"), idle("Hallo")
    (True, False, False)
    """
    words = NAMED.sub("", plain(text))
    lines = [line for line in LINES.split(words) if line.strip()]
    return bool(lines) and all(map(_idle_line, lines))


def _idle_line(line: str) -> bool:
    if len(line) > SHORT or "?" in line:
        return False
    words = len(WORD.findall(line))
    if not any(rule.search(line) for rule in (THANKS, FINE, GOODBYE, PLEASED)):
        return not words and not VALUE.search(line)
    content = settled(line) == "yes" or (words <= 6 and PLEASED.search(line))
    if content and not NUMBER.search(line) and not WANTS.search(FINE.sub(" ", line)):
        return True
    rest = line
    for rule in (GREETING, THANKS, GOODBYE, FINE, FILLER):
        rest = rule.sub(" ", rest)
    return len(WORD.findall(rest)) <= 1 and not VALUE.search(rest) and not NOT.search(rest)


def closes(text: str) -> bool:
    """Whether a customer closes the issue, at the end of what they say.

    >>> closes("passt, schönen Tag noch"), closes("that's all, thanks"), closes("ok")
    (True, True, False)
    """
    lines = LINES.split(plain(text).strip())
    last = lines[-1]
    said = THANKS.search(last) or GOODBYE.search(last) or settled(last) == "yes"
    if not said and not re.search(r"das war|that's all|erledigt|geklappt|worked", last):
        return False
    return idle(last)


def opens_other(text: str) -> bool:
    """Whether a customer says outright that this is about something else.

    >>> opens_other("Hallo, ich noch mal wegen was anderem"), opens_other("Noch eine Frage:")
    (True, False)
    """
    return bool(OTHER.search(plain(text)))


def opens_further(text: str) -> bool:
    """Whether a customer has one more question, about this or something else.

    >>> opens_further("Noch eine Frage: was kostet das?")
    True
    """
    return bool(FURTHER.search(plain(text)))


def greets(text: str) -> bool:
    """Whether a text begins with a greeting.

    >>> greets("Guten Morgen, wo ist mein Paket"), greets("Schönen Tag noch")
    (True, False)
    """
    return bool(OPENING.search(plain(text)))


def chases(text: str) -> bool:
    """Whether a customer calls for an answer to what they asked before.

    >>> chases("Gibt es schon was Neues?"), chases("Wo ist mein Paket?")
    (True, False)
    """
    words = plain(text)
    return len(words) <= SHORT and bool(CHASES.search(words))


def refers_back(text: str) -> bool:
    """Whether a customer takes up what was said a short while ago.

    >>> refers_back("Noch mal wegen gestern"), refers_back("Noch mal wegen letztem Monat")
    (True, False)
    """
    return bool(BACK.search(plain(text)))


def complains(text: str) -> bool:
    """Whether a customer says that what they were told did not settle it."""
    return settled(text) == "no"


def carries_on(text: str) -> bool:
    """Whether a text begins in the middle of a talk, and names nothing else.

    >>> carries_on("Und wo bekomme ich das?"), carries_on("Ach, noch eine Frage")
    (True, False)
    """
    words = plain(text)
    return bool(CARRIES_ON.search(words)) and not FURTHER.search(words)


def asking(text: str) -> bool:
    """Whether a customer asks or wishes something.

    >>> asking("Ich brauche eine Rechnung"), asking("Die Rechnung ist da")
    (True, False)
    """
    words = plain(text)
    return bool(ASKING.search(words) or WANTS.search(words))


def agrees(text: str) -> bool:
    """Whether a text begins with a yes.

    >>> agrees("Ja, noch etwas"), agrees("Jahresrechnung")
    (True, False)
    """
    return bool(YES.search(plain(text)))


def offers_more(text: str) -> bool:
    """Whether the company asks if there is anything else.

    >>> offers_more("Kann ich sonst noch etwas für Sie tun?"), offers_more("Wie lautet sie?")
    (True, False)
    """
    return any(OFFERS.search(question) for question in _questions(plain(text)))


def courteous(text: str) -> bool:
    """Whether an agent or a bot says no more than that it was a pleasure.

    >>> courteous("Gern geschehen!"), courteous("Gern, Ihr Paket kommt morgen um neun Uhr.")
    (True, False)
    """
    words = plain(text)
    if company_closes(text):
        return True
    rest = WORD.findall(PLEASURE.sub(" ", words))
    return "?" not in words and len(rest) <= _COURTESY and bool(PLEASURE.search(words))


def hands_over(text: str) -> bool:
    """Whether a text brings what was asked for.

    >>> hands_over("Anbei die Fotos"), hands_over("Sorry for the late reply"), hands_over("Wann?")
    (True, True, False)
    """
    words = GREETING.sub(" ", plain(text)).strip()
    return bool(HERE.search(words) or LATE.search(words))


def announces(text: str) -> bool:
    """Whether an agent or a bot says that something comes, and when.

    >>> announces("Wir bestellen das Teil."), announces("In etwa drei Wochen.")
    (True, True)
    >>> announces("Gern geschehen!")
    False
    """
    return bool(ANNOUNCES.search(plain(text)))


def protests(text: str) -> bool:
    """Whether a customer takes up at once what was just said or done.

    >>> protests("Moment, da kam nichts an"), protests("Momentan nichts")
    (True, False)
    """
    return bool(PROTEST.search(plain(text)))


def promises(text: str) -> bool:
    """Whether an agent or a bot says that there is more to come.

    >>> promises("Ich frage beim Werk nach und melde mich."), promises("Es kommt morgen.")
    (True, False)
    """
    return bool(_OWING & set(team_marks(text, "agent")))


def plans(text: str) -> bool:
    """Whether an agent or a bot says what is to be done.

    >>> plans("Wir schicken jemanden."), plans("Es kommt morgen.")
    (True, False)
    """
    return "plan" in team_marks(text, "agent")


def answers(text: str) -> bool:
    """Whether a text has the form of an answer to a question: a value, yes, no, or nothing but it.

    >>> answers("Hier die Nummer: 12345"), answers("Wo ist 12345?"), answers("Dienstag")
    (True, False, True)
    """
    words = plain(text)
    if ASKING.search(words) or opens_other(text):
        return False
    rest = GREETING.sub(" ", words).strip()
    if HERE.search(rest):
        return len(WORD.findall(rest)) <= 25  # an answer, not a new story
    left = WORD.findall(FILLER.sub(" ", VALUE.sub(" ", re.sub(GREETED, " ", rest))))
    return bool(rest) and len(left) <= 2  # "die Nummer", "am Dienstag"


def asks_back(text: str) -> bool:
    """Whether an agent or a bot asks for something, an offer of further help left aside.

    >>> asks_back("Wie lautet die Nummer?"), asks_back("Kann ich sonst noch etwas für Sie tun?")
    (True, False)
    """
    words = plain(text)
    if any(not OFFERS.search(question) for question in _questions(words)):
        return True
    return bool(ASKS_BACK.search(words))


def _questions(words: str) -> list[str]:
    if "?" not in words:
        return []
    return [sentence for sentence in SENTENCES.split(words) if sentence.endswith("?")]


def automatic(text: str) -> bool:
    """Whether an answer is a receipt by a machine: nobody has read the question yet.

    >>> automatic("Wir haben Ihre Nachricht erhalten.")
    True
    """
    return bool(AUTOMATIC.search(plain(text)))


def company_closes(text: str) -> bool:
    """Whether an agent, a bot or a notice closes the case.

    >>> company_closes("Ich schließe das Anliegen."), company_closes("Conversation resolved by Bo")
    (True, True)
    """
    words = plain(text)
    if any(OFFERS.search(question) for question in _questions(words)):
        return True
    return bool(COMPANY_CLOSES.search(words) or DONE.search(words))


def reopens(text: str) -> bool:
    """Whether a notice says that the conversation was taken up anew.

    >>> reopens("Conversation was reopened"), reopens("Conversation was assigned to Bo")
    (True, False)
    """
    return bool(REOPENS.search(plain(text)))
