"""Guards, moves, pushes and pictures in simulated weeks."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from small_world import CENTRE, FLOW, KEYS, Talkative, make_centre, make_customers

from dialogkit.conversation import Case
from dialogkit.evaluate import evaluate
from dialogkit.flow import Flow, load_flow
from dialogkit.simulate import Run, prepare, run_setup, simulate

Z = 3.3
DAYTIME = "name: x\nhours: Mo-Fr 08:00-18:00\nagents: 4\nhandling: 6m\npatience: 40m\n"
PLAIN: dict[str, Any] = {"leaves_per_turn": 0.0, "leaves_when_lost": 0.0, "asks_human_first": 0.0}


def _flow(folder: Path, text: str) -> Flow:
    folder.mkdir(exist_ok=True)
    (folder / "flow.yaml").write_text(text, encoding="utf-8")
    texts = "".join(f"{key}: {key.replace('_', ' ')}\n" for key in [*KEYS, "complaint", "alt"])
    (folder / "texts.en.yaml").write_text(texts, encoding="utf-8")
    return load_flow(folder / "flow.yaml")


def _run(
    folder: Path,
    text: str,
    *,
    centre: str = CENTRE,
    with_bot: bool = True,
    per_week: float = 300,
    replications: int = 1,
    channel: str = "web",
    **values: float,
) -> Run:
    customers = make_customers(per_week, **values)
    object.__setattr__(customers, "channels", {channel: 1.0})
    bot = Talkative(_flow(folder, text))
    setup = prepare(
        bot, customers, make_centre(folder, centre), seed=3, with_bot=with_bot, transcripts=True
    )
    return run_setup(setup, range(replications))


def _with(*changes: tuple[str, str]) -> str:
    text = FLOW
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


CUSTOMER = ("data:\n", "customer:\n  is_known: 30%\n  tier: {gold: 20%, plain: 80%}\ndata:\n")
GATE = (
    "start: hello\n",
    "start: gate\n",
)


def _gated(branches: str, *more: tuple[str, str]) -> str:
    step = f"steps:\n  gate:    {{if: {{{branches}}}, then: hello}}\n"
    return _with(CUSTOMER, GATE, ("steps:\n", step), *more)


def _near(count: int, n: int, share: float) -> None:
    assert abs(count / n - share) / math.sqrt(share * (1 - share) / n) <= Z


def _first(run: Run) -> list[Case]:
    return [case for case in run.cases.rows() if case.recontact_of is None]


def test_a_gate_that_changes_nothing_changes_no_number(tmp_path: Path) -> None:
    """Facts asked or not, the same customers come, and the message they began with is heard."""
    plain = _run(tmp_path / "plain", FLOW)
    gated = _run(
        tmp_path / "gated", _gated("customer.is_known: hello, customer.tier == gold: hello")
    )
    assert gated.cases.table.equals(plain.cases.table)
    assert gated.staffing == plain.staffing


def test_facts_hold_for_their_share_and_for_good(tmp_path: Path) -> None:
    """Three in ten are known; who is known once is so when coming back, whatever else is asked."""
    known = [
        _run(tmp_path / name, _gated(branches), per_week=1500, recontacts=1.0, settles=0.3)
        for name, branches in (
            ("a", "customer.is_known: desk"),
            ("b", "customer.tier == nothing: hello, customer.is_known: desk"),
        )
    ]
    sides = []
    for run in known:
        lines = {t.case_id: t.lines for t in run.transcripts}
        at_once = {
            case.case_id: case.handed_off and lines[case.case_id][1]["speaker"] != "bot"
            for case in run.cases.rows()
        }
        by_customer: dict[int | None, set[bool]] = {}
        for case in run.cases.rows():
            by_customer.setdefault(case.scenario, set()).add(at_once[case.case_id])
        assert all(len(seen) == 1 for seen in by_customer.values())
        assert any(case.recontact_of for case in run.cases.rows())
        sides.append({number for number, seen in by_customer.items() if True in seen})
        _near(len(sides[-1]), len(by_customer), 0.3)
    assert sides[0] == sides[1]


def test_human_first_the_message_goes_to_the_agent(tmp_path: Path) -> None:
    """A flow that starts with a handoff: the agent gets what was written, the bot comes second."""
    text = _with(("start: hello\n", "start: desk\n"))
    run = _run(tmp_path / "f", text)
    lines = {t.case_id: t.lines for t in run.transcripts}
    for case in run.cases.rows():
        assert case.handed_off
        assert case.customer_turns >= 1
        assert lines[case.case_id][0]["speaker"] == "customer"
        assert lines[case.case_id][1]["speaker"] in ("agent", "system")
    assert all(case.reached_agent or case.abandoned == "queue" for case in _first(run))
    returned = CENTRE + "returns: 100%\n"
    again = _run(tmp_path / "g", text, centre=returned)
    bots = [case for case in again.cases.rows() if case.resolved_by == "bot"]
    assert len(bots) > 20


def test_a_gate_on_opening_hours_hands_off_only_then(tmp_path: Path) -> None:
    """At night nobody is put into a queue that is shut; by day the same word leads to the desk."""
    text = _with(
        ("agent: desk}", "agent: {goto: desk, if: time.is_open(complaints)}}"),
        (
            "  - {hear: agent, goto: desk}\n",
            (
                "  - {hear: agent, goto: desk, if: time.is_open(complaints)}\n"
                "  - {hear: agent, goto: late}\n"
            ),
        ),
        ("{ask: [parcel_id, complaint], then: desk}", "{ask: [parcel_id, complaint], then: late}"),
        ("unknown: desk, failed: desk", "unknown: late, failed: late"),
        ("show_choices, desk]", "show_choices, late]"),
        ("unsolved: desk", "unsolved: late"),
        ("open: 24/7", "open: Mo-Fr 08:00-18:00"),
    )
    run = _run(tmp_path, text, centre=DAYTIME, per_week=600, asks_human_first=0.5)
    asked = [case for case in run.cases.rows() if case.handoff_reason == "asked"]
    assert len(asked) > 50
    notes = [line["text"] for t in run.transcripts for line in t.lines]
    assert "(The team is not there.)" not in notes
    late = [c for c in run.cases.rows() if c.asked_for_human and c.end == "callback"]
    assert len(late) > 50


def test_who_hears_that_nobody_is_there_leaves_word(tmp_path: Path) -> None:
    """At night a demand for a human ends with the message the bot asks for, not in a circle."""
    text = _with(
        (
            "  - {hear: agent, goto: desk}\n",
            (
                "  - {hear: agent, goto: desk, if: time.is_open(complaints)}\n"
                "  - {hear: agent, goto: word}\n"
            ),
        ),
        ("agent: desk}}", "agent: {goto: desk, if: time.is_open(complaints)}}}"),
        ("steps:\n", "steps:\n  word:    {say: bye, ask: complaint, then: late}\n"),
        ("open: 24/7", "open: Mo-Fr 08:00-18:00"),
    )
    values = {**PLAIN, "asks_human_first": 1.0, "gives_value": 1.0}
    run = _run(tmp_path, text, centre=DAYTIME, **values)
    night = [t for t in run.transcripts if any(line["step"] == "word" for line in t.lines)]
    assert len(night) > 50
    for transcript in night:
        asked = [line for line in transcript.lines if line["text"] == "A human, please."]
        assert len(asked) == 1
        assert transcript.lines[-1]["step"] in ("late", "quiet")


AMOUNT = (
    (
        "  complaint: {like: free text, level",
        "  amount: {like: '9', level: public}\n  complaint: {like: free text, level",
    ),
    ("track:   {ask: parcel_id,", "track:   {ask: [parcel_id, amount],"),
    (
        "tell:    {say: status,",
        "tell:    {if: {amount > 100: desk}, then: told}\n  told:    {say: status,",
    ),
)


def test_values_that_a_guard_compares_come_from_their_shares(tmp_path: Path) -> None:
    """One amount in four is high enough for a human."""
    values = ("level: public}", "level: public, values: {40: 75%, 400: 25%}}")
    text = _with(*AMOUNT, values)
    run = _run(tmp_path, text, per_week=4000, **PLAIN, gives_value=1.0, recontacts=0.0)
    high = run.traffic["tell", "desk"]
    _near(high, high + run.traffic["tell", "told"], 0.25)
    assert run.unsure == {}


def test_a_value_nobody_assumed_is_said_to_be_missing(tmp_path: Path) -> None:
    """Without values the guard does not hold, and the run says how often that was a guess."""
    run = _run(tmp_path, _with(*AMOUNT), **PLAIN)
    assert ("tell", "desk") not in run.traffic
    assert run.unsure["amount > 100"] == run.traffic["tell", "told"] > 20


MOVE = (
    ("channels: [web]", "channels: [whatsapp, web]"),
    (
        "consent: {say: privacy, choose",
        "consent: {say: bye, move: web, then: agreed}\n  agreed: {say: privacy, choose",
    ),
)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_who_does_not_follow_has_left(tmp_path: Path, share: float) -> None:
    """Nobody who stays behind gets any further; the case stays with the channel it began on."""
    run = _run(tmp_path, _with(*MOVE), channel="whatsapp", **PLAIN, follows_move=share)
    moved = {
        t.case_id
        for t in run.transcripts
        if any("goes on on web" in line["text"] for line in t.lines)
    }
    cases = [case for case in run.cases.rows() if case.case_id in moved]
    assert len(cases) > 50
    assert {case.channel for case in run.cases.rows()} == {"whatsapp"}
    assert {case.level for case in cases if case.intent == "complaint"} == {"sensitive"}
    if share == 0:
        assert all(case.abandoned == "bot" and not case.handed_off for case in cases)
    else:
        assert sum(case.handed_off for case in cases) > len(cases) / 2


def test_the_window_is_that_of_the_channel_moved_to(tmp_path: Path) -> None:
    """Two days in the queue shut the window of WhatsApp, but not that of the web page."""
    rare = "name: x\nhours: 24/7\nagents: 1\nhandling: 180m\npatience: 900h\n"
    stay = (MOVE[0], (MOVE[1][0], MOVE[1][1].replace("move: web, ", "")))
    shut = []
    for name, changes in (("stays", stay), ("moves", MOVE)):
        run = _run(
            tmp_path / name,
            _with(*changes),
            centre=rare,
            channel="whatsapp",
            **PLAIN,
            follows_move=1.0,
            asks_human_when_lost=0.0,
        )
        own = {c.case_id for c in run.cases.rows() if c.intent == "complaint"}
        texts = [line["text"] for t in run.transcripts if t.case_id in own for line in t.lines]
        shut.append(texts.count("(The channel's window has shut.)"))
    assert shut[0] > 5 * max(1, shut[1])


def test_a_customer_who_stays_behind_waits_in_no_queue(tmp_path: Path) -> None:
    """Moving and handing off at one step: who does not follow is not kept for an agent."""
    text = _with(MOVE[0], ("desk:    {handoff", "desk:    {move: web, handoff"))
    run = _run(tmp_path, text, channel="whatsapp", **PLAIN, follows_move=0.0)
    handed = [case for case in run.cases.rows() if case.handed_off]
    assert len(handed) > 50
    assert not any(case.reached_agent for case in handed)
    assert {case.abandoned for case in handed if case.resolved == "no"} == {"bot"}


PUSH = (
    (
        "data:\n",
        (
            "push:\n  shipped: {goto: shipped, opt_in: updates, per_week: 1, template: shipped_1,"
            " events: 400, answered: 30%}\ndata:\n"
        ),
    ),
    (
        "steps:\n",
        "steps:\n  shipped: {say: status, disclose: bot, choose: {track: track, agent: desk}}\n",
    ),
    ("end: no_consent}", "opt_in: updates, end: no_consent}"),
)


def test_pushes_are_counted_and_their_answers_are_cases(tmp_path: Path) -> None:
    """Each occasion has one fate; every answer is a case that begins with the bot's message."""
    run = _run(tmp_path, _with(*PUSH), replications=2, opts_in=0.5)
    fates = run.pushes["shipped"]
    assert fates["events"] == sum(fates[k] for k in ("sent", "not_opted_in", "cap", "no_template"))
    assert abs(fates["events"] - 800) <= Z * 800**0.5
    assert fates["cap"] > 20
    assert fates["no_template"] == 0
    _near(fates["answered"], fates["sent"], 0.3)
    pushed = [case for case in run.cases.rows() if case.push is not None]
    assert len(pushed) == fates["answered"]
    assert {case.push for case in pushed} == {"shipped"}
    assert all(case.customer_turns >= 1 and case.recontact_of is None for case in pushed)
    assert {case.intent for case in pushed} == {"parcel_status", "complaint"} - {"complaint"}
    by_id = {t.case_id: t.lines for t in run.transcripts}
    own = [case for case in pushed if case.replication == 0]
    assert all(by_id[case.case_id][0]["speaker"] == "bot" for case in own)
    assert all(by_id[case.case_id][0]["step"] == "shipped" for case in own)
    for case in pushed:
        assert case.opened_at is not None
        assert 6 <= case.opened_at.hour < 20
    ids = [case.case_id for case in run.cases.rows()]
    assert len(set(ids)) == len(ids)


def test_whom_the_bot_writes_to_does_not_disturb_the_others(tmp_path: Path) -> None:
    """Nobody else's matter, words or way changes, and without a bot nobody is written to."""
    quiet = "agents: 4000\n"
    centre = CENTRE.replace("agents: 4\n", quiet)
    with_push = _run(tmp_path / "a", _with(*PUSH), centre=centre)
    plain = _run(tmp_path / "b", FLOW, centre=centre)
    own = [case for case in _first(with_push) if case.push is None]
    assert [(c.scenario, c.end, c.resolved_by) for c in own if c.resolved_by != "agent"] == [
        (c.scenario, c.end, c.resolved_by) for c in _first(plain) if c.resolved_by != "agent"
    ]
    without = _run(tmp_path / "c", _with(*PUSH), with_bot=False)
    assert not any(case.push for case in without.cases.rows())
    assert without.pushes == {}
    assert {c.scenario for c in own} == {c.scenario for c in _first(without)}
    rates = evaluate(with_push.cases, baseline=without.cases)
    assert "deflection" in rates.rates


def test_a_shut_window_takes_a_template(tmp_path: Path) -> None:
    """WhatsApp lets nobody begin without a template."""
    text = _with(*PUSH, ("channels: [web]", "channels: [whatsapp, web]"))
    bare = text.replace(" template: shipped_1,", "")
    run = _run(tmp_path, bare, channel="whatsapp", opts_in=1.0)
    assert run.pushes["shipped"]["sent"] == 0
    assert run.pushes["shipped"]["no_template"] > 200
    assert not any(case.push for case in run.cases.rows())


def test_more_consent_never_reaches_fewer(tmp_path: Path) -> None:
    """On the same random numbers, a larger share that agrees is written to no less."""
    sent = [
        _run(tmp_path, _with(*PUSH), opts_in=share).pushes["shipped"]["sent"]
        for share in (0.0, 0.3, 0.9)
    ]
    assert sent[0] == 0
    assert sent == sorted(sent)
    assert sent[1] < sent[2]


def test_opting_in_is_remembered_when_the_customer_comes_back(tmp_path: Path) -> None:
    """Who has agreed once is not asked again."""
    text = _with(
        (
            "hello:   {say: hello,",
            (
                "hello:   {if: {opted_in(news): hi}, then: ask_news}\n"
                "  ask_news: {say: privacy, choose: {agree: hi, refuse: hi}, opt_in: news}\n"
                "  hi:      {say: hello,"
            ),
        ),
    )
    run = _run(tmp_path, text, recontacts=1.0, settles=0.0, opts_in=1.0, **PLAIN)
    lines = {t.case_id: t.lines for t in run.transcripts}
    agreed = {
        case.scenario
        for case in _first(run)
        if any(
            line["text"] == "agree" and line["step"] == "ask_news" for line in lines[case.case_id]
        )
    }
    again = [c for c in run.cases.rows() if c.recontact_of is not None and c.scenario in agreed]
    assert len(again) > 20
    for case in again:
        assert not any(line["step"] == "ask_news" for line in lines[case.case_id][1:])


def test_who_comes_for_the_news_agrees_to_them(tmp_path: Path) -> None:
    """Where agreeing is the matter itself nobody refuses; asked in passing, most do."""
    asked = (
        (
            "track:   {ask: parcel_id, do: carrier.lookup, when: {found: tell, unknown: desk,"
            " failed: desk}}\n"
        ),
        "track:   {say: bye, choose: {agree: tell, refuse: done}, opt_in: news}\n",
    )
    own = _run(tmp_path / "own", _with(asked), **PLAIN, opts_in=0.0)
    assert own.traffic["track", "tell"] > 50
    assert ("track", "done") not in own.traffic
    passing = ("refuse: done}", "refuse: tell}")
    other = _run(tmp_path / "other", _with(asked, passing), **PLAIN, opts_in=0.0, settles=1.0)
    lines = [line for t in other.transcripts for line in t.lines if line["step"] == "track"]
    said = {line["text"] for line in lines if line["speaker"] == "customer"}
    assert "refuse" in said
    assert "agree" not in said


def test_pictures_and_filled_values_stand_in_transcripts(tmp_path: Path) -> None:
    """A picture is there by its words, and a value the back end gave is told."""
    text = _with(
        (
            "data:\n",
            (
                "media:\n  label: {image: label.png, alt: alt}\ndata:\n"
                "  eta: {like: tomorrow, level: public}\n"
            ),
        ),
        ("takes: 2s}", "fills: {found: [eta]}, takes: 2s}"),
        ("tell:    {say: status,", "tell:    {say: status, show: label,"),
    )
    folder = tmp_path / "f"
    _flow(folder, text)
    texts = (folder / "texts.en.yaml").read_text(encoding="utf-8")
    texts = texts.replace("status: status", 'status: "arrives {eta}"')
    (folder / "texts.en.yaml").write_text(texts, encoding="utf-8")
    bot = Talkative(load_flow(folder / "flow.yaml"))
    run = simulate(bot, make_customers(100), make_centre(folder), seed=1)
    told = [line["text"] for t in run.transcripts for line in t.lines if line["step"] == "tell"]
    assert "[image: alt]" in told
    assert "arrives tomorrow" in told


def test_what_is_asked_to_be_confirmed_is_confirmed(tmp_path: Path) -> None:
    """At "is that right?" customers say yes, though the bot would hear their issue as a no."""
    text = _with(
        (
            "track:   {ask: parcel_id,",
            (
                "track:   {ask: parcel_id, then: sure}\n"
                "  sure:    {say: bye, choose: {agree: look, refuse: bad}, hear: {track: bad}}\n"
                "  bad:     {say: bye, end: wrong}\n  look:    {"
            ),
        ),
    )
    run = _run(tmp_path, text, **PLAIN, gives_value_at_once=1.0)
    own = [c for c in run.cases.rows() if c.intent == "parcel_status"]
    assert not any(case.end == "wrong" for case in own)
    assert sum(case.resolved_by == "bot" for case in own) > len(own) / 3


def test_everybody_ends_once_in_a_world_with_all_of_it(tmp_path: Path) -> None:
    """Guards, a move, a push, a picture and opening hours together lose and double nobody."""
    text = _gated(
        "customer.tier == gold and time.is_open(complaints): desk",
        *MOVE,
        ("  parcel_id: {like", "  eta: {like: tomorrow, level: public}\n  parcel_id: {like"),
        ("takes: 2s}", "fills: {found: [eta]}, takes: 2s}"),
        ("open: 24/7", "open: Mo-Fr 08:00-18:00"),
    )
    for old, new in PUSH:
        text = text.replace(old, new, 1)
    runs = [
        _run(tmp_path, text, centre=DAYTIME, channel="whatsapp", with_bot=with_bot, replications=2)
        for with_bot in (True, False)
    ]
    rows = runs[0].cases.rows()
    assert len({case.case_id for case in rows}) == len(rows)
    came = [{(c.replication, c.scenario) for c in _first(run) if c.push is None} for run in runs]
    assert came[0] == came[1]
    for case in rows:
        assert (case.resolved == "yes") == (case.resolved_by != "none")
        assert not (case.abandoned != "no" and case.resolved == "yes")
        assert case.handed_off or not case.reached_agent
        assert case.customer_turns >= 1
        assert case.opened_at is not None
        assert case.closed_at is not None
        assert case.closed_at >= case.opened_at
