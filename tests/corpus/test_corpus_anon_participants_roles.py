"""Senders called after what they are ("Agent1"): the words are no names in the texts."""

from __future__ import annotations

import pytest

from dialogkit.conversation import Message, Messages
from dialogkit.corpus import find_spans
from dialogkit.corpus._anonymize import anonymize, mask, sweep

KEY = bytes(range(32))
SENDERS = [
    *("Agent1", "Agent 17", "agent_3", "Agent", "Support 2", "Support Team", "Team", "Bot3"),
    *("Live Agent", "Human Agent 4", "Customer Service", "Staff", "Operator 9", "Admin", "Chatbot"),
    *("Kundenservice", "Kundendienst", "Mitarbeiter 5", "Berater_2", "Kundenberaterin", "Mensch"),
    *("Ihr Kundenservice", "Kunde", "Kundin 12", "System", "user", "Help Desk", "Info", "Human"),
    *("Agent Smith", "Support Anna", "Anna Mensch", "Rosa Agent", "Berater Quitte"),
]
WORDS = [
    *("agent", "Agent", "AGENT!", "agents", "human", "a human please", "Can I talk to an agent?"),
    *("I want the support team", "hello agent", "Hi Human", "thanks support", "customer service"),
    *("Mensch", "mitarbeiter", "Mitarbeiter bitte", "Ich will einen Mitarbeiter sprechen"),
    *("Kundenservice", "berater", "Hallo Kundenservice", "kundendienst", "operator", "team"),
    *("mitarbeitter", "Ein Mensch bitte", "live agent", "help desk", "Danke, Team"),
]


@pytest.mark.parametrize("sender", SENDERS)
def test_the_words_for_what_somebody_is_stay(sender: str) -> None:
    """Whoever asks for an agent names nobody, whatever the agents of the log are called."""
    assert [mask(text, find_spans(text, [sender])) for text in WORDS] == WORDS


@pytest.mark.parametrize(
    ("sender", "text", "left"),
    [
        ("Agent Smith", "ask Smith about it", "ask about it"),
        ("Agent Smith", "smith said so", "said so"),
        ("Agent Smith", "It was Agent Smith again", "It was again"),
        ("Agent Smith", "agent smith again", "again"),
        ("Agent Smith", "from agentsmith today", "from today"),
        ("Rosa Agent", "I wrote to Rosa Agent today", "I wrote to today"),
        ("Rosa Agent", "ask rosa for it", "ask for it"),
        ("Rosa Agent", "Rosa", ""),
        ("Support Anna", "Hat Support Anna gefragt?", "Hat gefragt?"),
        ("Support Anna", "hat anna gefragt?", "hat gefragt?"),
        ("Berater Quitte", "Das hat Berater Quitte gesagt", "Das hat gesagt"),
        ("Berater Quitte", "das hat quitte gesagt", "das hat gesagt"),
        ("Anna Mensch", "Ich schrieb Anna Mensch davon", "Ich schrieb davon"),
        ("Peter Kunde", "Danke, Herr Kunde!", "Danke, Herr !"),
        ("Peter Kunde", "thanks Mr Kunde", "thanks Mr"),
        ("Peter Kunde", "Mein Name ist Kunde", "Mein Name ist"),
        ("Mitarbeiter_5 Quitte", "fragen Sie Quitte", "fragen Sie"),
        ("Agent1", "It was Agent1 again", "It was again"),
        ("Agent1", "It was agent 1 again", "It was again"),
        ("Mitarbeiter 5", "Das war Mitarbeiter 5 gestern", "Das war gestern"),
    ],
)
def test_the_rest_of_a_name_is_found(sender: str, text: str, left: str) -> None:
    """A name beside the word is one; the word is part of it there; a number tells whose it is."""
    masked = mask(text, find_spans(text, [sender]), lambda *_: "")
    assert " ".join(masked.split()) == left


@pytest.mark.parametrize(
    ("sender", "text"), [("Agent1", "agent"), ("Agent", "human agent"), ("Mitarbeiter 5", "Mensch")]
)
def test_a_request_for_a_human_stays_in_a_log(sender: str, text: str) -> None:
    """The column has a pseudonym, the customer's whole message says what it said."""
    rows = [
        Message(
            conversation_id="1", position=0, speaker="customer", text=text, person="Uwe Quitte"
        ),
        Message(conversation_id="1", position=1, speaker="agent", text="Ja?", person=sender),
    ]
    result, audit = anonymize(Messages.of(rows), key=KEY)
    first, second = result.rows()
    assert first.text == text
    assert (second.person or "").startswith("PERSON_")
    assert not audit.left_over


def test_the_sweep_does_not_look_for_such_names() -> None:
    """Everybody's words are no leak; a name with a number, or a person's beside it, is."""
    texts = ["the support team, agent 1 and agent smith"]
    known = {"PERSON": ["Support Team", "Agent", "Agent 1", "Agent Smith"]}
    assert sweep(texts, known) == {"PERSON": 2}
