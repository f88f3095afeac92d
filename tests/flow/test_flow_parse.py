"""Reading flow files: what loads, and what is refused with its place."""

from __future__ import annotations

import json
import pickle
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogkit.errors import DialogkitError, FlowError, InputError
from dialogkit.flow import Hear, Machine, load_flow, parse_flow

PARCEL = Path(__file__).parent / "parcel"
SMALL = "bot: b\nstart: a\nsteps:\n  a: {say: hi, end: done}\n"


def test_example_of_the_design_loads_whole() -> None:
    """The example of the language's description loads, each part with its meaning."""
    flow = load_flow(PARCEL)
    assert (flow.name, flow.start, flow.locales) == ("parcel", "hello", ("de", "en"))
    assert flow.data["parcel_id"].tries == 2
    assert flow.data["complaint"].level == "sensitive"
    assert flow.data["complaint"].keep == "30d"
    assert dict(flow.actions["carrier.lookup"].gives) == pytest.approx(
        {"found": 0.9, "unknown": 0.08, "failed": 0.02}
    )
    assert flow.actions["carrier.lookup"].takes == 2
    assert flow.steps["hello"].disclose
    assert [c.goto for c in flow.steps["consent"].choose] == ["file", "refused"]
    assert flow.steps["consent"].allows == ("sensitive",)
    assert (flow.steps["desk"].at_most, flow.steps["desk"].otherwise) == (2, "late")
    assert [(r.goto, r.visit) for r in flow.anywhere.hear] == [("desk", None), (None, "track")]
    assert flow.anywhere.lost == ("rephrase", "show_choices", "desk")
    assert flow.anywhere.silent is not None
    assert flow.anywhere.silent.after == 20 * 3600
    handoff = flow.handoffs["complaints"]
    assert [(r.agent, r.within, r.wait) for r in handoff.route] == [
        ("last", 7 * 86400, 300),
        (None, None, 600),
    ]
    assert handoff.route[1].skills == ("complaints", "$locale")
    assert handoff.pass_on.values == ("reason", "parcel_id", "complaint")
    assert (handoff.tell.waiting, handoff.tell.every) == ("still_there", 900)
    assert handoff.when["window_shut"] == "late"
    assert flow.texts.label("track", "de") == "Paket verfolgen"


def test_flows_travel_between_processes() -> None:
    """A flow that was pickled is the same flow."""
    flow = load_flow(PARCEL)
    assert pickle.loads(pickle.dumps(flow)) == flow


def test_places_point_at_the_values() -> None:
    """Steps are placed at their names, values at themselves."""
    flow = load_flow(PARCEL / "flow.yaml")
    assert (flow.steps["track"].place.line, flow.steps["track"].place.column) == (13, 3)
    assert str(flow.steps["track"].places["when.found"]).endswith("flow.yaml:13:63")
    assert flow.texts.places["de"]["hello"].line == 1


def test_all_offenders_are_listed_at_once() -> None:
    """Every breach is a line of the one error, with its own line and column."""
    text = (
        "bot: b\nstart: a\nsteps:\n  a: {sya: hi, at_most: none}\n  b: [1]\n"
        "data: {x: {like: 1, level: secret}}\n"
    )
    with pytest.raises(FlowError) as caught:
        parse_flow(text, file="f.yaml")
    lines = str(caught.value).splitlines()
    assert [line.split(" ")[0] for line in lines] == [
        "f.yaml:4:7:",
        "f.yaml:4:25:",
        "f.yaml:5:6:",
        "f.yaml:6:28:",
    ]
    assert "Did you mean say?" in lines[0]
    assert "say, disclose, show, forget, ask" in lines[0]
    assert "public, personal, sensitive" in lines[3]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("bot: b\nbot: c\n" + SMALL, 2, "twice"),
        (SMALL + "pushes: {}\n", 5, "must not have the key 'pushes'"),
        (SMALL + "guards: 1\n", 5, "Allowed: bot, channels"),
        ("bot: b\nstart: a\n", 1, "lacks steps"),
        ("bot: b\nstart: a\nsteps: {}\n", 3, "at least one step"),
        (SMALL.replace("{say: hi, end: done}", "{say: hi, if: x > 2, end: done}"), 4, "if"),
        (SMALL.replace("hi", "[a, b]"), 4, "one value, got a list"),
        (SMALL.replace("hi", "''"), 4, "an empty text"),
        (SMALL.replace("hi", ""), 4, "say must be one value, got nothing"),
        (SMALL.replace("say: hi", "disclose: perhaps"), 4, "bot or false"),
        (SMALL.replace("say: hi", "at_most: 0"), 4, "whole number from 1"),
        (SMALL.replace("say: hi", "allows: secret"), 4, "one of public"),
        (SMALL.replace("say: hi", "hear: {x: {goto: a, visit: a}}"), 4, "one of goto"),
        (SMALL.replace("say: hi", "silent: {after: soon, goto: a}"), 4, "duration"),
        (SMALL.replace("say: hi", "silent: {after: 2h}"), 4, "lacks goto"),
        (SMALL + "anywhere: {lost: x}\n", 5, "list of rules"),
        (SMALL + "anywhere: [{lost: x}, {lost: y}]\n", 5, "twice"),
        (SMALL + "anywhere: [{hear: x}]\n", 5, "one of goto"),
        (SMALL + "anywhere: [{silent: 0s, goto: a}]\n", 5, "longer than 0 s"),
        (SMALL + "anywhere: [{hear: x, lost: y}]\n", 5, "must be one of"),
        (SMALL + "actions: {x: {gives: {a: 120%}}}\n", 5, "0% to 100%"),
        (SMALL + "actions: {x: {gives: {a: nan}}}\n", 5, "0% to 100%"),
        (SMALL + "actions: {x: {takes: -2}}\n", 5, "takes"),
        (SMALL + "data: {a b: {like: x}}\n", 5, "letters, digits"),
        (SMALL + "data: {ab: {}}\n", 5, "lacks like"),
        (SMALL + "handoffs: {h: {when: {solved: a}}}\n", 5, "resolved"),
        (SMALL + "handoffs: {h: {route: [{agent: first}]}}\n", 5, "last, any"),
        (SMALL + "handoffs: {h: {route: [{within: 7d}]}}\n", 5, "belongs to agent: last"),
        (SMALL + "handoffs: {h: {tell: {waiting: {say: x}}}}\n", 5, "lacks every"),
        (SMALL + "locales: [../../secret]\n", 5, "de or en-GB"),
        (SMALL + "locales: [de, de]\n", 5, "once"),
        (SMALL + "x: !python/object 3\n", 5, "tags"),
        (SMALL + "\t- x\n", 5, "tab"),
        (SMALL + "intents: {a: b: c}\n", 5, "not YAML"),
        (SMALL + "intents: {a: b\n", 6, "not YAML"),
        (SMALL + "intents: *nowhere\n", 5, "alias"),
        (SMALL + "intents: &a {x: *a}\n", 5, "alias"),
        (SMALL + "intents: {<<: [x]}\n", 5, "<<"),
        (SMALL + "intents: {[a]: x}\n", 5, "key must be a word"),
        (SMALL + "---\nbot: c\n", 5, "second document"),
        (SMALL + "intents: {x: \x07}\n", 5, "control character"),
        ("# only a comment\n", 1, "empty"),
        ("- a\n- b\n", 1, "mapping"),
        ("just words\n", 1, "mapping"),
    ],
)
def test_breaches_are_refused_with_line_and_rule(text: str, line: int, words: str) -> None:
    """Each breach names its line and the rule."""
    with pytest.raises(FlowError) as caught:
        parse_flow(text, file="f.yaml")
    assert f"f.yaml:{line}" in str(caught.value)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n", "PDF"),
        (b"bot: b\nstart: \xfc\n", "UTF-8"),
        (b"bot: b\0", "NUL"),
    ],
)
def test_files_that_are_no_text_are_refused(tmp_path: Path, data: bytes, words: str) -> None:
    """An empty file, a renamed PDF and a wrong encoding are refused by name."""
    file = tmp_path / "flow.yaml"
    file.write_bytes(data)
    with pytest.raises(InputError, match=words) as caught:
        load_flow(file)
    assert "flow.yaml" in str(caught.value)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    """A folder without a flow says which file it lacks."""
    with pytest.raises(InputError, match=r"flow\.yaml: no such file"):
        load_flow(tmp_path)


def test_words_stay_words() -> None:
    """yes, no, on, off and numbers stay what was written."""
    flow = parse_flow(
        "bot: b\nstart: a\nsteps: {a: {choose: {yes: a, off: a, 404: a, 1.0: 007}}}\n"
    )
    assert [(c.word, c.goto) for c in flow.steps["a"].choose] == [
        ("yes", "a"),
        ("off", "a"),
        ("404", "a"),
        ("1.0", "007"),
    ]


def test_anchors_and_merges_work() -> None:
    """A merged mapping gives what the own one lacks."""
    text = "bot: b\nstart: a\nsteps:\n  a: &a {say: hi, then: b}\n  b: {<<: *a, then: a}\n"
    steps = parse_flow(text).steps
    assert (steps["b"].say, steps["b"].then, steps["b"].place.line) == ("hi", "a", 5)


def test_alias_bombs_are_bounded() -> None:
    """A small file whose aliases unfold into billions of values is refused in no time."""
    levels = ["x0: &x0 [a, a, a, a, a, a, a, a, a, a]"]
    levels += [f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 10)}]" for n in range(1, 12)]
    merges = ["y0: &y0 {a: b}"]
    merges += [f"y{n}: &y{n} {{<<: [{', '.join([f'*y{n - 1}'] * 10)}]}}" for n in range(1, 12)]
    started = time.perf_counter()
    for bomb in ("\n".join(levels), "\n".join(merges)):
        with pytest.raises(FlowError):
            parse_flow(SMALL + bomb)
    assert time.perf_counter() - started < 2


def test_deep_nesting_is_refused() -> None:
    """Ten thousand brackets are refused, not a crash; ninety are read."""
    with pytest.raises(FlowError, match="too deeply"):
        parse_flow("bot: " + "[" * 10_000)
    with pytest.raises(FlowError, match="bot must"):
        parse_flow("bot: " + "[" * 90 + "]" * 90)


def test_step_rules_override_what_is_inherited() -> None:
    """A step's own hear, lost and silent are read beside those of anywhere."""
    text = (
        "bot: b\nstart: a\nsteps:\n  a: {say: x, hear: {stop: z, look: {visit: z}}, lost: z,"
        " silent: {after: 10m, goto: z}}\n  z: {end: over}\n"
    )
    step = parse_flow(text).steps["a"]
    assert step.hear == (
        Hear(word="stop", goto="z", place=step.hear[0].place),
        Hear(word="look", visit="z", place=step.hear[1].place),
    )
    assert step.lost == ("z",)
    assert step.silent is not None
    assert step.silent.after == 600


def test_texts_are_refused_with_their_own_file(tmp_path: Path) -> None:
    """A breach in a text file names that file, together with those in the flow."""
    (tmp_path / "flow.yaml").write_text(SMALL + "slots: 1\n", encoding="utf-8")
    (tmp_path / "texts.en.yaml").write_text("hi:\n  deep: x\nempty:\n", encoding="utf-8")
    with pytest.raises(FlowError) as caught:
        load_flow(tmp_path)
    assert "flow.yaml:5:1" in str(caught.value)
    assert "texts.en.yaml:2:3" in str(caught.value)
    assert "texts.en.yaml:3:1" in str(caught.value)


def test_missing_texts_do_not_stop_loading(tmp_path: Path) -> None:
    """A flow loads without its texts; the check tells."""
    (tmp_path / "flow.yaml").write_text(SMALL, encoding="utf-8")
    flow = load_flow(tmp_path)
    assert Machine(flow).start().state.end == "done"
    assert flow.texts.text("hi", "en") == "⟨hi⟩"


@given(st.text(max_size=200))
def test_any_text_loads_or_is_refused(text: str) -> None:
    """Whatever stands in a file, the answer is a flow or an error of ours."""
    error = _refusal(text)
    assert error is None or str(error)


_WORDS = ["a", "steps", "<<", "404", "", "x y", "~", "90%", "2s", "bot", "say", "then", "when"]
_YAML = st.recursive(
    st.sampled_from(_WORDS),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_WORDS), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(_YAML, st.sampled_from(["steps", "anywhere", "handoffs", "data", "actions", "intents"]))
def test_any_value_anywhere_loads_or_is_refused(value: object, key: str) -> None:
    """Any YAML value under any key is read or refused, never a crash."""
    error = _refusal(f"bot: b\nstart: a\n{key}: {json.dumps(value)}\n")
    assert error is None or error.line is not None


def _refusal(text: str) -> DialogkitError | None:
    try:
        parse_flow(text)
    except DialogkitError as error:
        return error
    return None


def test_loading_is_fast(tmp_path: Path) -> None:
    """Sixty steps with texts load within 0.3 s."""
    steps = "".join(
        f"  s{i}: {{say: t{i}, choose: {{a{i}: s{(i + 1) % 60}, b{i}: s{i}}}}}\n" for i in range(60)
    )
    (tmp_path / "flow.yaml").write_text(f"bot: b\nstart: s0\nsteps:\n{steps}", encoding="utf-8")
    texts = "".join(f"{key}{i}: Text {i}\n" for i in range(60) for key in "tab")
    (tmp_path / "texts.en.yaml").write_text(texts, encoding="utf-8")
    best = min(_seconds(tmp_path) for _ in range(3))
    assert best < 0.3


def _seconds(folder: Path) -> float:
    started = time.process_time()
    load_flow(folder)
    return time.process_time() - started
