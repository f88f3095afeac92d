"""What a flow means: the machine on examples, and on random flows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from dialogkit.conversation import HANDOFF_RESULTS
from dialogkit.errors import FlowError
from dialogkit.flow import (
    Acted,
    Answered,
    Asked,
    Called,
    Decided,
    Ended,
    Event,
    Flow,
    Fulfilled,
    HandedBack,
    HandedOff,
    Joined,
    Machine,
    Offered,
    Pushed,
    Said,
    Silence,
    State,
    Turn,
    load_flow,
    parse_flow,
)
from dialogkit.flow._checks._view import View
from dialogkit.flow._checks.slots import known_before

PARCEL = Path(__file__).parent / "parcel"


def _play(flow: Flow, *events: Event) -> Turn:
    machine = Machine(flow)
    turn = machine.start()
    for event in events:
        turn = machine.react(turn.state, event)
    return turn


def _kinds(turn: Turn) -> list[str]:
    return [type(output).__name__ for output in turn.outputs]


NUMBER = Said(given=frozenset({"parcel_id"}))


def test_a_slot_is_asked_for_then_the_action_called() -> None:
    """Choosing to track asks for the number, and the number calls the action."""
    flow = load_flow(PARCEL)
    assert _play(flow, Said("track")).outputs == (Asked("parcel_id", "track"),)
    assert _play(flow, Said("track"), NUMBER).outputs == (Called("carrier.lookup", "track"),)
    turn = _play(flow, Said("track"), NUMBER, Acted("found"))
    assert turn.outputs == (
        Answered("status", "tell"),
        Fulfilled("track", "tell"),
        Offered(("done", "complain"), "tell"),
    )
    assert _play(flow, Said("track"), NUMBER, Acted("found"), Said("done")).state.end == "resolved"


def test_a_handoff_is_silent_until_the_agent_gives_back() -> None:
    """While an agent has the word nothing the customer says matters to the bot."""
    flow = load_flow(PARCEL)
    turn = _play(flow, Said("agent"))
    assert turn.outputs == (HandedOff("complaints", "asked", "desk"),)
    assert turn.state.control == "queued"
    turn = _play(flow, Said("agent"), Joined(), Said("track"), Silence())
    assert (turn.state.control, turn.outputs) == ("agent", ())
    turn = _play(flow, Said("agent"), Joined(), HandedBack("returned"))
    assert turn.outputs[0] == Answered("welcome_back", "back", disclose=True)


def test_handoffs_are_counted() -> None:
    """After at_most handoffs the else step is taken."""
    around = (Said("agent"), HandedBack("returned"))
    turn = _play(load_flow(PARCEL), *around, *around, Said("agent"))
    assert turn.state.end == "callback"


def test_tries_and_ladder_lead_to_the_desk() -> None:
    """Two answers without a number give up; unknown words climb the ladder."""
    flow = load_flow(PARCEL)
    assert _play(flow, Said("track"), Said()).outputs == (
        Answered("rephrase", "track"),
        Asked("parcel_id", "track", attempt=2),
    )
    turn = _play(flow, Said("track"), Said(), Said())
    assert turn.outputs == (HandedOff("complaints", "no_value", "desk"),)
    turn = _play(flow, Said(), Said(), Said())
    assert turn.outputs == (HandedOff("complaints", "not_understood", "desk"),)


def test_a_digression_comes_back() -> None:
    """From consent to tracking and back to consent once that has ended."""
    flow = load_flow(PARCEL)
    away = (Said("complain"), Said("track"), NUMBER, Acted("found"))
    assert _play(flow, *away).state.history == ("consent",)
    turn = _play(flow, *away, Said("done"))
    assert (turn.state.step, turn.state.history) == ("consent", ())


def test_a_digression_that_comes_back_by_itself_is_over() -> None:
    """Where a digression leads to the interrupted step, nothing is left to resume."""
    flow = load_flow(PARCEL)
    tell = (Said("track"), NUMBER, Acted("found"))
    turn = _play(flow, *tell, Said("track"), Acted("found"))
    assert (turn.state.step, turn.state.history) == ("tell", ())
    assert _play(flow, *tell, Said("track"), Acted("found"), Said("done")).state.end == "resolved"


def test_consent_is_given_by_the_first_choice_only() -> None:
    """Agreeing allows the level, refusing does not."""
    flow = load_flow(PARCEL)
    assert _play(flow, Said("complain"), Said("agree")).state.allowed == {"sensitive"}
    assert _play(flow, Said("complain"), Said("refuse")).state.allowed == frozenset()


def test_silence_is_followed_once() -> None:
    """The rule says when it is due, and a second silence ends the conversation."""
    flow = load_flow(PARCEL)
    machine = Machine(flow)
    assert machine.silence_after(machine.start().state) == 20 * 3600
    assert _play(flow, Silence()).state.end == "callback"
    text = "bot: b\nstart: a\nsteps: {a: {choose: {x: a}}}\nanywhere: [{silent: 1h, goto: a}]\n"
    looped = parse_flow(text)
    assert _play(looped, Silence()).state.end is None
    assert _play(looped, Silence(), Silence()).state.end == "silence"


def test_without_a_ladder_a_slot_keeps_its_tries() -> None:
    """A question is repeated as often as its tries say."""
    text = "bot: b\nstart: a\ndata: {n: {like: x, tries: 3}}\nsteps: {a: {ask: n, then: a}}\n"
    flow = parse_flow(text)
    assert _play(flow, Said()).outputs == (Asked("n", "a", attempt=2),)
    assert _play(flow, Said(), Said(), Said()).state.end == "lost"


@pytest.mark.parametrize(
    "steps",
    [
        "a: {then: b}, b: {then: a}",
        "a: {say: x, then: a}",
        "a: {at_most: 1, else: b}, b: {then: a}",
    ],
)
def test_loops_that_wait_for_nobody_are_refused(steps: str) -> None:
    """Where the check was not heeded, the machine says so instead of hanging."""
    with pytest.raises(FlowError, match="again and again"):
        Machine(
            parse_flow(f"bot: b\nstart: a\nsteps: {{{steps.replace('1, ', '1, then: b, ')}}}")
        ).start()


def test_long_chains_are_followed() -> None:
    """A thousand steps without waiting are no trouble."""
    steps = {f"s{i}": {"then": f"s{i + 1}"} for i in range(1000)} | {"s1000": {"end": "there"}}
    flow = parse_flow(json.dumps({"bot": "b", "start": "s0", "steps": steps}))
    assert Machine(flow).start().state.end == "there"


# shrinking a whole flow takes longer than reading it
_PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


# ----- random flows -------------------------------------------------------------------------------

_INTENTS = {"one": "label_1", "two": "label_2", "human": "label_3"}
_NAMES = [f"s{i}" for i in range(6)]


def _steps(draw: st.DrawFn) -> dict[str, Any]:
    target = st.sampled_from([*_NAMES, "desk", "over"])
    choice = st.dictionaries(
        st.sampled_from(["one", "two", "yes", "no"]), target, min_size=1, max_size=3
    )
    kinds = st.sampled_from(["choose", "choose", "ask", "act", "then"])
    steps: dict[str, Any] = {}
    for name in _NAMES:
        kind = draw(kinds)
        step: dict[str, Any] = {"say": "t"} if draw(st.booleans()) else {}
        if kind == "choose":
            step["choose"] = draw(choice)
        elif kind == "act":
            step |= {"do": "act", "when": {"good": draw(target), "bad": draw(target)}}
        else:
            step["then"] = draw(target)
        if kind == "ask" or draw(st.integers(0, 3)) == 0:
            step["ask"] = draw(
                st.sampled_from([["slot"], ["slot"], ["secret"], ["slot", "secret"]])
            )
        if draw(st.integers(0, 2)) == 0 and kind != "act":
            step["allows"] = "sensitive"
        if draw(st.integers(0, 3)) == 0:
            step |= {"at_most": draw(st.integers(1, 2)), "else": draw(target)}
        if draw(st.integers(0, 4)) == 0:
            step["hear"] = {"two": {"visit": draw(target)}}
        steps[name] = step | _furniture(draw, kind, step, target)
    return steps


_GUARDS = (
    "customer.known",
    "slot is known",
    "slot > 5",
    "time.is_open(team)",
    "channel == web",
    "not opted_in(news) or locale == en",
)


def _furniture(
    draw: st.DrawFn, kind: str, step: dict[str, Any], target: st.SearchStrategy[str]
) -> dict[str, Any]:
    """Guards, parts, moves, what is forgotten and what is agreed to, now and then."""
    guard = st.sampled_from(_GUARDS)
    extra: dict[str, Any] = {}
    if draw(st.integers(0, 3)) == 0 and kind != "act":
        extra["if"] = draw(st.dictionaries(guard, target, min_size=1, max_size=2))
    if draw(st.integers(0, 3)) == 0 and kind == "then":
        extra["visit"] = draw(target)
    if draw(st.integers(0, 2)) == 0 and "choose" in step:
        first = next(iter(step["choose"]))
        goto = step["choose"][first]
        guarded = {"goto": goto, "if": draw(guard)}
        both = [guarded, draw(target)] if draw(st.booleans()) else guarded
        extra["choose"] = {**step["choose"], first: both}
    if draw(st.integers(0, 4)) == 0:
        extra["forget"] = ["slot"]
    if draw(st.integers(0, 4)) == 0 and kind != "act":
        extra |= {draw(st.sampled_from(["opt_in", "opt_out"])): "news"}
    if draw(st.integers(0, 5)) == 0 and kind != "act":
        extra["move"] = "web"
    return extra


@st.composite
def _flows(draw: st.DrawFn) -> Flow:
    """Flows of every shape the language has; not all of them sound."""
    target = st.sampled_from([*_NAMES, "over"])
    steps = _steps(draw)
    steps["desk"] = {"handoff": "team"}
    if draw(st.integers(0, 4)):
        steps["desk"] |= {"at_most": draw(st.integers(1, 3)), "else": "over"}
    steps["over"] = {"say": "bye", "end": "over"}
    anywhere: list[dict[str, Any]] = [{"hear": "human", "goto": "desk"}]
    if draw(st.booleans()):
        anywhere.insert(0, {"hear": "human", "goto": "over", "if": draw(st.sampled_from(_GUARDS))})
    if draw(st.booleans()):
        anywhere.append({"hear": "one", "visit": draw(target)})
    if draw(st.integers(0, 4)):
        anywhere.append({"lost": ["sorry", draw(st.sampled_from(["desk", "over"]))]})
    if draw(st.booleans()):
        anywhere.append({"silent": "1h", "goto": draw(target)})
    raw = {
        "bot": "random",
        "start": "s0",
        "intents": _INTENTS,
        "data": {
            "slot": {"like": "x", "tries": draw(st.integers(1, 3))},
            "secret": {"like": "y", "level": "sensitive"},
        },
        "actions": {
            "act": {
                "needs": "slot",
                "gives": {"good": 0.5, "bad": 0.5},
                "fills": draw(st.sampled_from([{}, {"good": "slot"}])),
            }
        },
        "customer": {"known": 0.5},
        "push": {"news": {"goto": draw(target), "opt_in": "news", "per_week": 2}},
        "steps": steps,
        "anywhere": anywhere,
        "handoffs": {"team": {"when": {result: draw(target) for result in HANDOFF_RESULTS}}},
    }
    return parse_flow(json.dumps(raw))


def _is_sound(flow: Flow) -> bool:
    return not any(f.severity == "error" and f.code[0] in "SF" for f in flow.check())


def _last_word(machine: Machine, state: State) -> Event:
    """The event of a world in which customers fall silent and agents never come."""
    return next(
        event
        for event in machine.events(state)
        if isinstance(event, Silence | Acted | Decided) or event == HandedBack("left")
    )


@settings(
    phases=_PHASES,
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much],
)
@given(_flows(), st.lists(st.integers(0, 99), max_size=40))
def test_sound_flows_never_raise_never_hang_and_end(flow: Flow, picks: list[int]) -> None:
    """A flow without errors takes any events, and ends once nobody goes on."""
    assume(_is_sound(flow))
    machine = Machine(flow)
    turn = machine.start()
    parts = sum(step.visit is not None for step in flow.steps.values())
    for pick in picks:
        events = [*machine.events(turn.state), Pushed("news", pick % 3)]
        if events == [Pushed("news", pick % 3)]:
            break
        turn = machine.react(turn.state, events[pick % len(events)])
        assert hash(turn.state) is not None
        assert len(turn.state.history) <= 3 + parts
        assert len(set(turn.state.history)) == len(turn.state.history)
        assert turn.state.step in flow.steps
        assert turn.state.end not in ("dead_end", "lost")
        assert (turn.state.control == "ended") == ("Ended" in _kinds(turn))
    for _ in range(200):
        if turn.state.control == "ended":
            break
        turn = machine.react(turn.state, _last_word(machine, turn.state))
    assert turn.state.control == "ended"
    assert isinstance(turn.outputs[-1], Ended)
    assert turn.state.end in {step.end for step in flow.steps.values()} | {"silence"}


@settings(phases=_PHASES, max_examples=30, deadline=None)
@given(_flows())
def test_bots_are_silent_while_others_have_the_word(flow: Flow) -> None:
    """Said and Silence change nothing while control is with queue, agent or nobody."""
    machine = Machine(flow)
    try:
        state = machine.start().state
    except FlowError:
        return
    for control in ("queued", "agent", "ended"):
        still = State(step="desk", stage="handoff", control=control, known=state.known)
        for event in (Said("one"), Said(), Silence(), Acted("good")):
            assert machine.react(still, event) == Turn(still)


@settings(phases=_PHASES, max_examples=30, deadline=None)
@given(_flows(), st.sampled_from(["then", "choose", "when"]))
def test_checks_never_raise(flow: Flow, key: str) -> None:
    """Whatever the flow, the check gives findings, and every finding has a place."""
    assert all(each.place.line > 0 for each in flow.check())


def _reached(flow: Flow, most: int) -> set[State]:
    """States that some events lead to, at most so many of them."""
    machine = Machine(flow)
    start = machine.start().state
    seen, waiting = {start}, [start]
    while waiting and len(seen) < most:
        state = waiting.pop()
        for event in machine.events(state):
            after = machine.react(state, event).state
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    return seen


@settings(
    phases=_PHASES,
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much],
)
@given(_flows())
def test_what_the_checks_prove_holds_in_the_machine(flow: Flow) -> None:
    """Steps told to be out of reach are, what is told to be known is, and consent comes first."""
    assume(_is_sound(flow))
    states = _reached(flow, 400)
    found = flow.check()
    unreached = {each.what.split()[1] for each in found if each.code == "S002"}
    assert not {state.step for state in states} & unreached
    known = known_before(View(flow))
    for state in states:
        assert known[state.step] - set(flow.steps[state.step].forget) <= state.known
    if all(each.code != "P001" for each in found):
        asked = [state for state in states if state.slot == "secret"]
        assert all("sensitive" in state.allowed for state in asked)


def test_consent_holds_in_every_state_of_the_example() -> None:
    """Wherever the example asks for a complaint, the customer has agreed, and it does ask."""
    states = _reached(load_flow(PARCEL), 5000)
    asked = [state for state in states if state.slot == "complaint"]
    assert asked
    assert all("sensitive" in state.allowed for state in asked)


def test_a_way_round_consent_is_a_way_in_the_machine() -> None:
    """Where the check prints a path without consent, the machine can go it."""
    text = (PARCEL / "flow.yaml").read_text(encoding="utf-8")
    flow = parse_flow(text.replace("done: done, complain: consent", "done: done, complain: file"))
    assert "P001" in {each.code for each in flow.check()}
    asked = [state for state in _reached(flow, 5000) if state.slot == "complaint"]
    assert not all("sensitive" in state.allowed for state in asked)


LISTENING = """\
bot: b
start: hello
intents: {hours: h, agent: a}
steps:
  hello: {say: hi, disclose: bot, hear: {hours: {visit: hours}, agent: desk}}
  hours: {say: open_when, then: over}
  over: {end: told}
  desk: {handoff: team, at_most: 1, else: over}
anywhere: [{lost: [sorry, desk]}, {silent: 1h, goto: over}]
handoffs: {team: {when: {resolved: over, returned: hello, closed: over, nobody: over, left: over,
  window_shut: over}}}
"""


def test_a_step_that_only_hears_waits_for_the_customer() -> None:
    """Without choices it offers nothing, hears its words, and is put again after a digression."""
    flow = parse_flow(LISTENING)
    assert not [each for each in flow.check() if each.severity == "error" and each.code[0] in "SH"]
    machine = Machine(flow)
    turn = machine.start()
    assert (turn.state.stage, turn.outputs) == ("choose", (Answered("hi", "hello", disclose=True),))
    turn = machine.react(turn.state, Said("hours"))
    assert [type(output).__name__ for output in turn.outputs] == ["Answered", "Answered"]
    assert (turn.state.step, turn.state.stage) == ("hello", "choose")
    assert machine.react(turn.state, Said("agent")).state.control == "queued"
    assert machine.react(turn.state, Said()).outputs == (Answered("sorry", "hello"),)


def test_a_round_that_asks_anew_waits_for_somebody() -> None:
    """A step that forgets what it asks for breaks a round; one that does not is found."""
    steps = (
        "  ask: {forget: slot, ask: slot, do: look, when: {good: over, bad: ask}}\n"
        "  over: {end: over}\n"
    )
    head = (
        "bot: b\nstart: ask\ndata: {slot: {like: x}}\n"
        "actions: {look: {needs: slot, gives: {good: 50%, bad: 50%}}}\nsteps:\n"
    )
    tail = "anywhere: [{lost: [sorry, over]}]\n"
    machine = Machine(parse_flow(head + steps + tail))
    turn = machine.start()
    for _ in range(3):
        turn = machine.react(turn.state, Said(given=frozenset({"slot"})))
        turn = machine.react(turn.state, Acted("bad"))
        assert turn.outputs == (Asked("slot", "ask"),)
    codes = [
        {each.code for each in parse_flow(head + text + tail).check()}
        for text in (steps, steps.replace("forget: slot, ", ""))
    ]
    assert ["S004" in found for found in codes] == [False, True]


def test_a_wish_for_a_human_is_not_lost_in_a_digression() -> None:
    """Where the handoff is used up, what follows it is said and ends the conversation."""
    flow = parse_flow(
        LISTENING.replace("then: over}", "choose: {agent: desk}}", 1)
        .replace("else: over", "else: later")
        .replace("  over: {end: told}", "  over: {end: told}\n  later: {say: later, end: callback}")
    )
    machine = Machine(flow)
    turn = machine.react(machine.start().state, Said("agent"))
    turn = machine.react(turn.state, HandedBack("returned"))
    turn = machine.react(turn.state, Said("hours"))
    assert turn.state.history == ("hello",)
    turn = machine.react(turn.state, Said("agent"))
    assert turn.outputs == (Answered("later", "later"), Ended("callback", "later"))
