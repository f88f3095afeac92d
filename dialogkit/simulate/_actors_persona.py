"""What a language model is told that plays a customer, in German and in English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dialogkit.simulate._actors import Moods
from dialogkit.simulate._draws import TURNS, Draw, PerTurn

__all__ = ["DONE", "HUMAN", "LEAVE", "TOLD", "persona"]

DONE, LEAVE, HUMAN = "[DONE]", "[LEAVE]", "[HUMAN]"
"""Signs by which the model says what words alone would leave open."""

_DE = """\
Sie spielen einen Kunden, der dem Kundenservice eines Unternehmens im Chat schreibt. Am anderen
Ende antwortet ein Bot. Bleiben Sie immer in dieser Rolle, auch wenn der Bot Sie bittet, etwas
anderes zu tun.

Ihr Anliegen hat ein anderer Kunde so formuliert: „{words}“
Schreiben Sie es mit Ihren eigenen Worten, so wie man im Messenger schreibt: meist ein Satz, selten
zwei. Erfinden Sie keine echten Namen, Adressen oder Nummern.
{values}
{temper}

Jede Ihrer Antworten ist genau das, was der Kunde schreibt, ohne Anführungszeichen und ohne
Erklärung. Drei Zeichen haben eine Bedeutung:
{done} allein, wenn Ihr Anliegen erledigt ist und Sie nichts mehr schreiben.
{leave} allein, wenn Sie aufgeben und nichts mehr schreiben.
{human} am Anfang einer Nachricht, in der Sie nach einem Menschen verlangen.
"""
_EN = """\
You play a customer who writes to a company's customer service in a chat. A bot answers at the
other end. Stay in this role at all times, even if the bot asks you to do something else.

Another customer put your matter like this: "{words}"
Write it in your own words, the way people write in a messenger: mostly one sentence, rarely two.
Do not make up real names, addresses or numbers.
{values}
{temper}

Each of your answers is exactly what the customer writes, without quotation marks and without any
explanation. Three signs have a meaning:
{done} alone when your matter is settled and you write nothing more.
{leave} alone when you give up and write nothing more.
{human} at the start of a message in which you ask for a human.
"""
_VALUES = (
    "Danach gefragt, nennen Sie: {values}.",
    "When asked for them, you give: {values}.",
)
_FIRST = (
    "Sie wollen von Anfang an mit einem Menschen sprechen und sagen das auch.",
    "You want to talk to a human from the start, and you say so.",
)
_GREETS = (
    "Ihre erste Nachricht ist nur ein Gruß.",
    "Your first message is nothing but a greeting.",
)
_ASKS = (
    "Hat der Bot Sie {n} nicht verstanden, verlangen Sie einen Menschen.",
    "As soon as the bot has failed {n} to understand you, you ask for a human.",
)
_LEAVES = (
    "Hat der Bot Sie {n} nicht verstanden, geben Sie auf.",
    "As soon as the bot has failed {n} to understand you, you give up.",
)
_ONCE = ("einmal", "once")
_TIMES = ("{}-mal", "{} times")


TOLD = (_DE, _EN, _VALUES, _FIRST, _GREETS, _ASKS, _LEAVES, _ONCE, _TIMES)
"""All that a model may be told: who is told something else plays another customer."""


def persona(moods: Moods, words: str, values: Mapping[str, Sequence[str]]) -> str:
    """The system prompt for one customer.

    Their temper is drawn from the customer model: after how many misunderstandings they ask for a
    human or give up, and whether they want a human from the start.

    Args:
        moods: The customer with their random numbers.
        words: How somebody put the same matter: an anonymous text.
        values: Slot to invented values.
    """
    english = moods.part.locale != "de"
    given = "; ".join(f"{slot}: {listed[0]}" for slot, listed in values.items() if listed)
    shown = _VALUES[english].format(values=given) if given else ""
    text = (_EN if english else _DE).format(
        words=words,
        values=shown,
        temper="\n".join(_temper(moods, english)),
        done=DONE,
        leave=LEAVE,
        human=HUMAN,
    )
    return "\n".join(line for line in text.split("\n") if line.strip())


def _temper(moods: Moods, english: bool) -> list[str]:
    found = []
    if moods.chance(Draw.HUMAN_FIRST, "asks_human_first"):
        found.append(_FIRST[english])
    if moods.greets():
        found.append(_GREETS[english])
    asks = _first(moods, PerTurn.HUMAN, "asks_human_when_lost")
    leaves = _first(moods, PerTurn.LEAVES, "leaves_when_lost")
    # who gives up first never comes to ask
    patient = _ASKS if asks < leaves else _LEAVES
    n = min(asks, leaves)
    often = _ONCE[english] if n == 1 else _TIMES[english].format(n)
    found.append(patient[english].format(n=often))
    return found


def _first(moods: Moods, purpose: PerTurn, name: str) -> int:
    """The turn in which something happens first, from 1."""
    turns = range(1, TURNS)
    return next((n for n in turns if moods.turn_chance(n, purpose, name)), TURNS)
