"""Every key of a centre file with values that cannot be: rule, value got and line are told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest

from dialogkit.contact_centre import ContactCentre
from dialogkit.errors import InputError

LEAST = {"hours": "Mo-Fr 08:00-18:00 Europe/Berlin", "agents": "2", "handling": "6m"}
NEEDED: Mapping[str, dict[str, Any]] = {
    "handling": {"default": "6m"},
    "blending.calls": {"per_week": "5", "handling": "5m"},
    "blending.emails": {"per_week": "5", "handling": "5m"},
    "threads": {"share": "1"},
}
WRONG = (
    *("5", "-5m", "-5", "{a: 1}", "{}", ".nan", ".inf", "1e300", "[1, 2]", "true", "''"),
    *("words", "1e300s", "999999999999w", "99999999w"),
)

TEXT = {"-5m", "words", "1e300s", "999999999999w", "99999999w"}
FINE: dict[str, set[str]] = {
    "name": TEXT,
    "agents.name": TEXT,
    "agents.skills": TEXT,
    "agents.locales": TEXT,
    **{key: {"{}"} for key in ("blending", "last_agent", "persons", "callbacks")},
}
NUMBERS = (
    *("agents", "chats", "agents.count", "agents.chats", "callbacks.tries", "slowdown"),
    *("arrivals_per_week", "wage", "threads.turns", "blending.calls.per_week"),
    *("blending.emails.per_week", "persons.patience", "persons.resolves"),
)
FINE |= {key: {"5"} for key in NUMBERS}
"""Which of these may stand there."""
KEYS = (
    *("name", "hours", "chats", "shift", "breaks", "agents", "handling", "handling.x"),
    *("handling.default", "handling.x.mean", "handling.x.spread", "wrap_up", "patience"),
    *("first_contact_resolution", "returns", "slowdown", "arrivals_per_week", "wage", "currency"),
    *("blending", "blending.calls", "blending.calls.per_week", "blending.calls.handling"),
    *("blending.calls.handling.mean", "blending.calls.handling.spread", "blending.calls.patience"),
    *("blending.calls.wrap_up", "blending.emails", "blending.emails.per_week"),
    *("blending.emails.handling", "blending.emails.answer_within", "threads", "threads.share"),
    *("threads.turns", "threads.rest", "routing", "last_agent", "last_agent.within"),
    *("last_agent.wait", "agents_shown_as", "persons", "persons.patience", "persons.resolves"),
    *("callbacks", "callbacks.after", "callbacks.accepts", "callbacks.picks_up"),
    *("callbacks.tries", "callbacks.again", "callbacks.rings", "agents.name", "agents.count"),
    *("agents.skills", "agents.locales", "agents.chats", "agents.shift", "agents.breaks"),
)


def written(key: str, value: str) -> str:
    """A centre file that is fine but for this value, which stands in line 5."""
    top, *path = key.split(".")
    lines = {name: f"{name}: {text}\n" for name, text in LEAST.items() if name != top}
    if top == "agents" and path:
        wrong = f"agents:\n  - {path[0]}: {value}\n"
    else:
        wrong = f"{top}:\n  {_nested(path, top, value)}\n"
    filler = "# …\n" * (3 - len(lines) + (not wrong.count("\n") > 1))
    return filler + "".join(lines.values()) + wrong


def _nested(path: list[str], above: str, value: str) -> str:
    if not path:
        return value
    inner = {**NEEDED.get(above, {})}
    if path[-1] == "spread" and len(path) == 1:
        inner["mean"] = "5m"
    inner[path[0]] = _nested(path[1:], f"{above}.{path[0]}", value)
    return "{" + ", ".join(f"{name}: {text}" for name, text in inner.items()) + "}"


@pytest.mark.parametrize("key", KEYS)
def test_wrong_values_are_told(key: str) -> None:
    """Each is refused where it stands, with rule and value; what may stand there is taken."""
    for value in WRONG:
        text = written(key, value)
        if value in FINE.get(key, ()):
            ContactCentre.parse(text)
            continue
        with pytest.raises(InputError) as error:
            ContactCentre.parse(text)
        assert error.value.line in (4, 5), (value, str(error.value))
        for sentence in re.sub(r"(?m)^line:\d+: ", "", error.value.what).split("\n"):
            place = sentence.replace("[1]", "").replace("[2]", "")
            assert place.startswith((f"{key}:", f"{key}.")), (value, sentence)
            told = re.search(r"must (be|have) .*(got |no times in )", sentence)
            assert told or re.search(r"needs \w|is no key here|a day must|times must", sentence)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            "blending: {calls: {per_week: 5, handling: {mena: 5m}}}",
            "source: measured} with central at least, got the keys 'mena'",
        ),
        (
            "blending: {calls: {per_week: 5, handling: {central: 5m, hihg: 6m}}}",
            "blending.calls.handling.hihg: is no key here; did you mean high?",
        ),
        (
            "blending: {calls: {per_week: 5, handling: 5}}",
            "blending.calls.handling: must be a duration with its unit, as 25m or 90s, got '5'",
        ),
        ("wage: {low: 3, central: 2, high: 9}", "wage: must have low <= central <= high, got 3, 2"),
        ("threads: {share: 1, turns: 2000}", "threads.turns: must be 1 to 1000: a thread has one"),
        ("persons: {patience: 0}", "above 0, at most 1000; 1 changes nothing, got 0"),
        ("currency: euro", "currency: must be three capital letters, as EUR, got 'euro'"),
        ("callbacks: soon", "callbacks: must be a mapping, as {after: 10m}, got 'soon'"),
    ],
)
def test_the_remedy_is_named(lines: str, told: str) -> None:
    """What could stand there instead, in words."""
    text = "hours: 24/7\nagents: 2\nhandling: 6m\n" + lines
    with pytest.raises(InputError) as error:
        ContactCentre.parse(text)
    assert told in error.value.what
    assert error.value.line == 4


def test_a_name_is_never_repeated() -> None:
    """It may be that of a person."""
    with pytest.raises(InputError) as error:
        ContactCentre.parse("hours: 24/7\nhandling: 6m\nagents: [{name: [Marlene]}]")
    assert "Marlene" not in str(error.value)
    assert "got a list" in str(error.value)
