"""Flows that use steps of other files: what is taken over, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogkit import _files
from dialogkit.errors import FlowError
from dialogkit.flow import Flow, load_flow

MAIN = """\
bot: main
channels: [web]
locales: [en]
start: hello
uses: {faq: ../faq/flow.yaml}
intents: {agent: human, hours: hours}
steps:
  hello: {say: hi, disclose: bot, choose: {questions: part, agent: desk}}
  part: {visit: faq.start, then: bye}
  desk: {handoff: desk, at_most: 2, else: bye}
  back: {say: hi, disclose: bot, choose: {ok: bye, agent: desk}}
  bye: {end: done}
anywhere:
  - {hear: agent, goto: desk}
  - {lost: [again, desk]}
handoffs:
  desk: {open: 24/7, route: [{wait: 5m}], when: {resolved: bye, returned: back, closed: bye,
         nobody: bye, left: bye, window_shut: bye}}
"""

FAQ = """\
bot: faq
channels: [web]
locales: [en]
start: start
intents: {agent: human, hours: hours}
customer: {is_known: 60%, tier: {basic: 90%, gold: 10%}}
data:
  amount: {like: "120", values: {40: 50%, 400: 50%}}
  eta: {like: tomorrow}
  note: {like: free text}
  unused: {like: free text}
steps:
  start: {say: ask, disclose: bot, choose: {money: money, no: over}, hear: {hours: over}}
  money:
    say: arrives
    if: {amount > 200 and customer.is_known: desk, time.is_open("late desk"): over}
    then: over
  apart: {say: apart, show: map, end: done}
  over: {end: done}
  desk: {handoff: desk, at_most: 2, else: over}
anywhere:
  - {hear: agent, goto: desk}
  - {hear: hours, goto: start}
  - {lost: [again, desk]}
media: {map: {image: map.png, alt: map_alt}}
handoffs:
  desk: &desk {open: 24/7, route: [{wait: 5m}], pass: {values: [note]}, when: {resolved: over,
         returned: start, closed: over, nobody: over, left: over, window_shut: over}}
  late desk: *desk
"""

OWN = "hi: Hi!\nagain: Again?\nquestions: Questions\nagent: An agent\nok: Okay\n"
USED = (
    "ask: What?\narrives: 'It comes {eta}.'\napart: Apart.\nagain: Sorry?\nmoney: Money\nno: No\n"
    "map_alt: A map.\nquestions: Other label\n"
)


def _load(folder: Path, **files: str) -> Flow:
    given = {"main": MAIN, "faq": FAQ, **files}
    for name, text in given.items():
        (folder / name).mkdir()
        (folder / name / "flow.yaml").write_text(text, encoding="utf-8")
    for name, text in {"main": OWN, "faq": USED}.items():
        (folder / name / "texts.en.yaml").write_text(text, encoding="utf-8")
    return load_flow(folder / "main")


def test_a_sound_part_gives_no_finding_of_its_own(tmp_path: Path) -> None:
    """Slots that are only compared, said or passed come along; overriding a rule is no fault."""
    flow = _load(tmp_path)
    told = {(each.code, each.what) for each in flow.check() if each.severity != "info"}
    untold = "The slot eta is named in texts, but nothing asks for it or fills it."
    assert told == {("S017", untold)}  # as in the file itself


def test_only_what_is_needed_is_taken_over(tmp_path: Path) -> None:
    """Steps nobody leads to stay behind, with the slots, facts, media and texts of theirs."""
    flow = _load(tmp_path)
    assert {name for name in flow.steps if "." in name} == {
        "faq.start",
        "faq.money",
        "faq.over",
        "faq.desk",
    }
    assert set(flow.handoffs) == {"desk", "faq.desk", "faq.late desk"}
    assert set(flow.data) == {"amount", "eta", "note"}
    assert set(flow.customer) == {"is_known"}
    assert not flow.media
    texts = flow.texts.by_locale["en"]
    assert {key for key in texts if "." in key} == {"faq.ask", "faq.arrives", "faq.again"}
    assert "map_alt" not in texts
    assert texts["questions"] == ("Questions",)


def test_rules_of_the_other_file_come_with_steps_that_wait(tmp_path: Path) -> None:
    """They come after the step's own; a word the step hears already is left out."""
    flow = _load(tmp_path)
    start, money = flow.steps["faq.start"], flow.steps["faq.money"]
    assert [(rule.word, rule.goto) for rule in start.hear] == [
        ("hours", "faq.over"),
        ("agent", "faq.desk"),
    ]
    assert start.lost == ("faq.again", "faq.desk")
    assert (money.hear, money.lost) == ((), None)


def test_guards_ask_for_handoffs_by_their_new_names(tmp_path: Path) -> None:
    """Each branch keeps its place under its new text."""
    flow = _load(tmp_path)
    step = flow.steps["faq.money"]
    assert [branch.guard.text for branch in step.branches] == [
        "amount > 200 and customer.is_known",
        'time.is_open("faq.late desk")',
    ]
    assert all(step.places[f"if.{each.guard}"] == each.place for each in step.branches)


def test_a_handoff_of_the_other_file_can_be_made(tmp_path: Path) -> None:
    """A step may hand off to ``faq.desk``; what the handoff leads to comes along."""
    main = MAIN.replace("visit: faq.start, then: bye", "handoff: faq.desk, at_most: 2, else: bye")
    flow = _load(tmp_path, main=main)
    assert flow.handoffs["faq.desk"].when["returned"] == "faq.start"
    assert "faq.start" in flow.steps


@pytest.mark.parametrize("path", [r'"a\0b"', "x" * 5000, "..", "missing.yaml", "loop.yaml"])
def test_files_that_cannot_be_are_refused_with_their_place(tmp_path: Path, path: str) -> None:
    """Whatever the path, the message says where it stands and stays short."""
    tmp_path = tmp_path / "own"  # the folder above holds no flow
    tmp_path.mkdir()
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    file = tmp_path / "flow.yaml"
    file.write_text(f"bot: b\nstart: a\nsteps: {{a: {{end: x}}}}\nuses: {{f: {path}}}\n")
    with pytest.raises(FlowError, match="there is no file") as caught:
        load_flow(file)
    assert (caught.value.line, caught.value.column) == (4, 11)
    assert len(str(caught.value)) < 400


def test_a_file_used_many_times_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty files that each use the next one twice are read twenty times, not a million."""
    base = "bot: b\nstart: a\nsteps: {a: {end: x}}\n"
    for number in range(20):
        after = f"{number + 1}.yaml"
        uses = f"uses: {{one: {after}, two: {after}}}\n" if number < 19 else ""
        (tmp_path / f"{number}.yaml").write_text(base + uses)
    read: list[Path] = []
    plain = _files.read_text

    def counted(file: Path) -> str:
        read.append(file)
        return plain(file)

    monkeypatch.setattr(_files, "read_text", counted)
    load_flow(tmp_path / "0.yaml")
    assert len(read) == 20


def test_every_way_of_a_word_is_looked_at(tmp_path: Path) -> None:
    """Of several steps a word may lead to, each misspelt one is found at its place."""
    (tmp_path / "flow.yaml").write_text(
        "bot: b\nstart: a\nintents: {x: x}\nsteps:\n  a:\n    say: hi\n"
        "    choose:\n      x: [{goto: nope, if: channel == web}, {goto: z}]\n"
        "    hear:\n      x: [{visit: nowhere, if: locale == en}, z]\n"
        "  z: {end: x}\n"
    )
    flow = load_flow(tmp_path)
    found = {(e.place.line, e.place.column) for e in flow.check() if e.code == "S001"}
    assert found == {(8, 18), (10, 19)}
    assert list(flow.steps["a"].targets()) == ["choose.x", "choose.x (2)", "hear.x", "hear.x (2)"]
