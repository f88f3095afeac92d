"""Every check: a minimal bad flow and its nearest good neighbour."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from dialogkit.conversation import Prediction, Utterance
from dialogkit.errors import FlowError
from dialogkit.flow import Finding, explanations, load_flow

if TYPE_CHECKING:
    from numpy.typing import NDArray

PARCEL = Path(__file__).parent / "parcel"

FLOW = """\
bot: b
start: hello
channels: [web]
locales: [en, de]
intents: {help: help_me, agent: human}
data:
  number: {like: A1}
  story: {like: free text, level: sensitive, keep: 30d}
actions:
  look: {needs: number, gives: {found: 60%, gone: 40%}}
steps:
  hello: {say: hi, disclose: bot, choose: {help: find, agent: desk}}
  find: {ask: number, do: look, when: {found: tell, gone: desk}}
  tell: {say: result, fulfils: help, choose: {fine: bye, sad: consent}}
  consent: {say: may_we, choose: {yes: file, no: bye}, allows: sensitive}
  file: {ask: story, then: desk}
  desk: {handoff: team, at_most: 2, else: bye}
  back: {say: again_me, disclose: bot, choose: {good: bye, bad: desk}}
  bye: {say: goodbye, end: done}
anywhere:
  - {hear: agent, goto: desk}
  - {lost: [rephrase, desk]}
  - {silent: 1h, goto: bye}
handoffs:
  team:
    open: Mo-Fr 08:00-18:00 Europe/Berlin
    route: [{agent: last, within: 7d, wait: 5m}, {skills: x, wait: 10m}]
    pass: {values: [reason, number, story], upto: sensitive}
    tell: {queued: in_line}
    when: {resolved: back, returned: back, closed: bye, nobody: bye, left: bye, window_shut: bye}
"""
TEXTS = """\
hi: Hello, I am the bot.
result: "Your {number} is fine."
may_we: May we keep it?
again_me: The bot again.
goodbye: Bye.
rephrase: Sorry?
in_line: "You are number {position}."
number: Which number?
story: What happened?
help: Help
agent: Human
fine: Fine
sad: Not fine
yes: I agree
no: Rather not
good: Good
bad: Bad
"""

# code, file, what is replaced, by what it is bad, by what it is good (empty: as it was)
CASES = [
    ("S001", "flow", "then: desk", "then: dsk", ""),
    ("S001", "flow", "returned: back", "returned: bak", ""),
    ("S001", "flow", "goto: desk", "goto: dusk", ""),
    ("S001", "flow", "1h, goto: bye", "1h, goto: by", ""),
    ("S002", "flow", "  bye:", "  lone: {end: x}\n  bye:", ""),
    (
        "S003",
        "flow",
        "say: result, fulfils: help",
        "say: result, lost: [], hear: {agent: tell}",
        "",
    ),
    ("S004", "flow", "then: desk", "then: bye2", "then: bye"),
    ("S004", "flow", "gone: desk", "gone: find", ""),
    ("S004", "flow", "else: bye", "else: loop", ""),
    ("S005", "flow", ", at_most: 2, else: bye", "", ""),
    ("S005", "flow", "else: bye}", "else: other}", ""),
    ("S006", "flow", "- {hear: agent, goto: desk}", "- {hear: [agent, agent], goto: desk}", ""),
    ("S006", "flow", "help_me, agent: human", "human, agent: human", ""),
    ("S007", "flow", ", then: desk", "", ""),
    ("S008", "flow", "say: goodbye, end", "say: goodbye, then: back, end", ""),
    ("S009", "flow", ", gone: desk", "", ""),
    ("S010", "flow", "gone: desk", "gon: desk, gone: desk", ""),
    ("S010", "flow", "do: look, ", "", ""),
    ("S011", "flow", ", else: bye", "", ""),
    ("S011", "flow", ", at_most: 2", "", ""),
    ("S012", "flow", "ask: story", "ask: tale", ""),
    ("S012", "flow", "do: look", "do: lok", ""),
    ("S012", "flow", "handoff: team", "handoff: tem", ""),
    ("S012", "flow", "hear: agent", "hear: human", ""),
    ("S012", "flow", "fulfils: help", "fulfils: find", ""),
    ("S012", "flow", "needs: number", "needs: [number, name]", ""),
    ("S012", "flow", "[reason, number", "[reasons, number", ""),
    ("S013", "flow", "[rephrase, desk]", "[rephrase, desc]", ""),
    (
        "S013",
        "flow",
        "[rephrase, desk]",
        "[rephrase, desk, rephrase]",
        "[rephrase, rephrase, desk]",
    ),
    ("S014", "flow", "ask: story", "ask: story, lost: [rephrase]", "ask: story, lost: desk"),
    ("S015", "flow", "start: hello", "start: helo", ""),
    ("S015", "flow", "start: hello\n", "", ""),
    ("S016", "flow", "do: look", "do: look, fulfils: help", ""),
    ("S016", "flow", "do: look", "do: look, allows: personal", ""),
    ("S017", "flow", "  story:", "  spare: {like: x}\n  story:", ""),
    ("S018", "flow", "disclose: bot, choose: {h", "disclose: bot, lost: [], choose: {h", ""),
    ("S019", "flow", "say: result, ", "say: result, ask: number, ", ""),
    ("S020", "flow", "ask: number, do", "do", ""),
    ("H001", "flow", ", left: bye", "", ""),
    ("H002", "flow", "- {hear: agent, goto: desk}", "- {hear: help, goto: tell}", ""),
    ("H003", "flow", "returned: back", "returned: desk", ""),
    ("H003", "flow", "returned: back", "returned: bye", ""),
    ("H004", "flow", "[reason, number, story]", "[reason, story]", ""),
    ("H005", "flow", "    open: Mo-Fr 08:00-18:00 Europe/Berlin\n", "", ""),
    ("H006", "flow", "Mo-Fr 08:00-18:00 Europe/Berlin", "on Mondays", "Mo 9-13"),
    ("H006", "flow", "08:00-18:00", "08:00-08:00", "08:00-08:30"),
    ("H006", "flow", "Mo-Fr 08:00-18:00 Europe/Berlin", "closed", "24/7"),
    ("H007", "flow", "within: 7d, ", "", ""),
    ("H008", "flow", "skills: x, wait: 10m", "skills: x", ""),
    ("H008", "flow", "within: 7d, wait: 5m", "within: 7d", ""),
    ("H009", "flow", "say: again_me, disclose: bot", "say: again_me", ""),
    ("H010", "flow", "say: hi, disclose: bot", "say: hi", ""),
    ("L001", "en", "hi: Hello, I am the bot.\n", "", ""),
    ("L001", "de", "story: What happened?\n", "", ""),
    ("L001", "de", "bad: Bad\n", "", ""),
    ("L002", "en", "{number}", "{nummer}", ""),
    ("L003", "flow", "say: may_we", "say: help", ""),
    ("L003", "flow", "say: goodbye", "say: story", ""),
    ("L004", "en", "hi:", "spare: x\nhi:", ""),
    ("L005", "de", "Your {number} is", "It is", ""),
    ("I001", "flow", "help_me", "helpme", ""),
    ("I002", "flow", "intents: {help: help_me, ", "intents: {help: weather, ", ""),
    ("I003", "flow", "{help: help_me", "{spare: weather, help: help_me", ""),
    ("F001", "flow", ", gives: {found: 60%, gone: 40%}", "", ""),
    ("F002", "flow", "gone: 40%", "gone: 30%", "gone: 0.4"),
    ("F003", "flow", "fulfils: help, ", "", ""),
    ("P001", "flow", "sad: consent", "sad: file", ""),
    ("P001", "flow", "{yes: file, no: bye}", "{no: bye, yes: file}", ""),
    ("P001", "flow", "file: {ask: story", "file: {allows: sensitive, ask: story", ""),
    ("P002", "flow", "upto: sensitive", "upto: personal", ""),
    ("C001", "flow", "[web]", "[web, whatsap]", "[web, whatsapp]"),
    ("C002", "flow", "[web]", "[web, kik]", ""),
    ("C003", "en", "sad: Not fine", "sad: Fine", ""),
    ("C004", "en", "sad: Not fine", f"sad: {'long ' * 20}", ""),
    ("C006", "flow", "wait: 10m", "wait: 24h", ""),
    ("C006", "flow", "skills: x, wait: 10m", "skills: x", ""),
    ("C005", "flow", "[web]", "[whatsapp]", "[whatsapp]"),
]
# neighbours that need more than one change
MORE = {
    ("S004", "then: desk"): ("  bye:", "  bye2: {say: goodbye, then: file}\n  bye:"),
    ("S004", "else: bye"): ("  bye:", "  loop: {say: goodbye, then: desk}\n  bye:"),
    ("S005", "else: bye}"): ("  bye:", "  other: {handoff: team}\n  bye:"),
    ("S003", "say: result, fulfils: help"): (
        "choose: {fine: bye, sad: consent}",
        "choose: {fine: tell, sad: tell}",
    ),
    ("P001", "file: {ask: story"): (
        "{yes: file, no: bye}, allows: sensitive",
        "{yes: file, no: bye}",
    ),
    ("H002", "- {hear: agent, goto: desk}"): ("sad: consent", "sad: bye"),
    ("C006", "wait: 10m"): ("[web]", "[whatsapp]"),
    ("C006", "skills: x, wait: 10m"): ("[web]", "[whatsapp]"),
    ("C005", "[web]"): ("silent: 1h", "silent: 24h"),
}


class Model:
    """A classifier that knows three labels."""

    fingerprint = "fixed"

    @property
    def classes_(self) -> NDArray[np.str_]:
        return np.array(["help_me", "human"])

    def predict_many(self, texts: Sequence[str]) -> list[Prediction]:
        raise NotImplementedError


def _check(folder: Path, files: dict[str, str]) -> list[Finding]:
    names = {"flow": "flow.yaml", "en": "texts.en.yaml", "de": "texts.de.yaml"}
    for key, text in files.items():
        (folder / names[key]).write_text(text, encoding="utf-8")
    return load_flow(folder).check(Model())


def _files() -> dict[str, str]:
    return {"flow": FLOW, "en": TEXTS, "de": TEXTS}


def test_the_good_flow_has_no_findings(tmp_path: Path) -> None:
    """What all bad flows are neighbours of is whole."""
    assert _check(tmp_path, _files()) == []


@pytest.mark.parametrize(("code", "file", "old", "bad", "good"), CASES)
def test_each_check_finds_its_fault_and_no_other_of_its_kind(
    tmp_path: Path, code: str, file: str, old: str, bad: str, good: str
) -> None:
    """The bad flow has the finding at a place in its files, the good one has not."""
    files = _files()
    assert old in files[file]
    wrong = files[file].replace(old, bad)
    extra = MORE.get((code, old))
    if extra is not None:
        assert extra[0] in wrong
        wrong = wrong.replace(*extra)
    found = [each for each in _check(tmp_path, files | {file: wrong}) if each.code == code]
    assert found
    assert all(each.place.file.startswith(str(tmp_path)) for each in found)
    assert all(each.what.endswith((".", "?")) and each.why and each.remedy for each in found)
    right = files[file].replace(old, good or old)
    assert code not in {each.code for each in _check(tmp_path, files | {file: right})}


RICH = """\
bot: b
start: gate
channels: [whatsapp, web]
locales: [en, de]
keep: {sensitive: 30d}
intents: {help: help_me, agent: human}
customer:
  is_known: 60%
  tier: {gold: 10%, basic: 90%}
data:
  number: {like: A1}
  amount: {like: "12", values: {10: 70%, 300: 30%}}
  story: {like: free text, level: sensitive, keep: 20d}
  eta: {like: tomorrow, level: public}
actions:
  look: {needs: number, gives: {found: 60%, gone: 40%}, fills: {found: [eta]}}
media:
  map: {image: map.svg, alt: map_alt}
push:
  ready: {goto: is_ready, opt_in: updates, per_week: 2, template: ready_1, events: 9, answered: 5%}
steps:
  gate: {if: {customer.tier == gold: desk, customer.is_known: hello}, then: hello}
  hello:
    say: hi
    disclose: bot
    choose: {help: {goto: ident, if: time.is_open(team)}, agent: desk}
  ident: {visit: who, then: pay}
  who: {ask: number, do: look, when: {found: known, gone: desk}}
  known: {end: known}
  pay: {ask: amount, if: {amount > 200: desk}, then: tell}
  tell: {say: result, show: map, fulfils: help, choose: {fine: news, sad: consent, anew: again}}
  again: {forget: [number, amount], then: ident}
  news: {say: want_news, choose: {yes: bye, no: bye}, opt_in: updates}
  stop: {say: stopped, opt_out: updates, end: done}
  is_ready: {say: ready, disclose: bot, choose: {good: bye, enough: stop}}
  consent: {say: may_we, choose: {yes: over, no: bye}, allows: sensitive}
  over: {say: to_web, move: web, then: file}
  file: {ask: story, then: desk}
  desk: {handoff: team, at_most: 2, else: bye}
  back: {say: again_me, disclose: bot, choose: {good: bye, bad: desk}}
  bye: {say: goodbye, disclose: bot, end: done}
anywhere:
  - {hear: agent, goto: desk, if: time.is_open(team)}
  - {hear: agent, goto: bye}
  - {lost: [rephrase, desk]}
  - {silent: 1h, goto: bye}
handoffs:
  team:
    open: Mo-Fr 08:00-18:00 Europe/Berlin
    route: [{agent: last, within: 7d, wait: 5m}, {skills: x, wait: 10m}]
    pass: {values: [reason, number, amount, story], upto: sensitive}
    tell: {queued: in_line}
    when: {resolved: back, returned: back, closed: bye, nobody: bye, left: bye, window_shut: bye}
"""
RICH_TEXTS = """\
hi: Hello, I am the bot.
result: "Your {number} comes {eta}."
want_news: May we write to you?
stopped: We no longer write to you.
ready: The bot says it is ready.
to_web: Please go on here.
map_alt: A map of the way.
may_we: May we keep it?
again_me: The bot again.
goodbye: Bye.
rephrase: Sorry?
in_line: "You are number {position}."
number: Which number?
amount: How much?
story: What happened?
help: Help
agent: Human
fine: Fine
sad: Not fine
anew: Another one
yes: I agree
no: Rather not
good: Good
bad: Bad
enough: No more
"""
RICH_CASES = [
    ("S001", "flow", "goto: is_ready", "goto: is_redy", ""),
    ("S001", "flow", "gold: desk", "gold: dusk", ""),
    ("S001", "flow", "visit: who", "visit: whom", ""),
    ("S004", "flow", "visit: who", "visit: again", ""),
    ("S006", "flow", "goto: desk, if: time.is_open(team)}\n", "goto: desk}\n", ""),
    ("S007", "flow", "desk}, then: tell}", "desk}}", ""),
    ("S008", "flow", "visit: who, then: pay", "visit: who, end: over", ""),
    ("S008", "flow", "do: look, when", "do: look, if: {number is known: bye}, when", ""),
    ("S012", "flow", "show: map", "show: mop", ""),
    ("S012", "flow", "forget: [number", "forget: [nummer", ""),
    ("S012", "flow", "customer.tier ==", "customer.teir ==", ""),
    ("S012", "flow", "{amount > 200", "{amnt > 200", ""),
    ("S012", "flow", "if: time.is_open(team)}, agent", "if: time.is_open(tim)}, agent", ""),
    ("S012", "flow", "opt_in: updates, per", "opt_in: update, per", ""),
    ("S012", "flow", "opt_out: updates", "opt_out: news", ""),
    ("S012", "flow", "move: web", "move: wep", ""),
    ("S012", "flow", "[eta]", "[etta]", ""),
    ("S016", "flow", "do: look, when", "do: look, move: web, when", ""),
    ("S017", "flow", "  is_known: 60%", "  is_new: 60%\n  is_known: 60%", ""),
    ("S017", "flow", "show: map, ", "", ""),
    ("S019", "flow", "  again: {forget: [number, amount]", "  again: {say: hi, ask: number", ""),
    ("S020", "flow", "who: {ask: number, do", "who: {do", ""),
    ("S021", "flow", ", agent: desk}\n", "}\n", ""),
    ("S022", "flow", "tier == gold", "tier == golden", "tier == basic"),
    ("S022", "flow", "{amount > 200", "{amount > 2", ""),
    ("S023", "flow", "known: {end: known}", "known: {handoff: team}", ""),
    ("H010", "flow", "goodbye, disclose: bot", "goodbye", ""),
    ("H010", "flow", "ready, disclose: bot", "ready", ""),
    ("P001", "flow", "sad: consent", "sad: file", ""),
    ("P003", "flow", "{yes: over", "{yes: file", ""),
    ("P003", "flow", "move: web", "move: whatsapp", ""),
    ("P004", "flow", "keep: 20d", "keep: 31d", "keep: 30d"),
    ("P005", "flow", ", keep: 20d", "", ", keep: 1d"),
    ("P006", "flow", ", enough: stop", "", ""),
    ("P007", "en", "Please go on here", "Please go on with {story}", ""),
    ("F004", "flow", ", values: {10: 70%, 300: 30%}", "", ""),
    ("F005", "flow", ", events: 9", "", ""),
    ("F006", "flow", "fills: {found", "fills: {fond", ""),
    ("L001", "de", "map_alt: A map of the way.\n", "", ""),
    ("L006", "flow", "image: map.svg", "image: mop.svg", ""),
    ("C007", "flow", "[whatsapp, web]", "[whatsapp, web, sms]", ""),
    ("C008", "flow", ", template: ready_1", "", ""),
    ("C009", "flow", "move: web", "move: app", ""),
    ("C010", "flow", "channels: [whatsapp, web]", "channels: [apple, web]", ""),
]
RICH_MORE = {
    ("S023", "known: {end: known}"): ("{found: known, gone: desk}", "{found: known, gone: known}"),
    ("P005", ", keep: 20d"): ("keep: {sensitive: 30d}\n", ""),
    ("C010", "channels: [whatsapp, web]"): (
        "  desk: {handoff: team, at",
        "  desk: {end: nobody, at",
    ),
}


def _rich() -> dict[str, str]:
    return {"flow": RICH, "en": RICH_TEXTS, "de": RICH_TEXTS}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the picture that the rich flow shows."""
    (tmp_path / "map.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    return tmp_path


def test_the_rich_flow_has_no_findings(folder: Path) -> None:
    """A flow that uses nearly everything is whole, but for lists and words on one channel."""
    found = _check(folder, _rich())
    assert [f"{each.code} {each.what}" for each in found if each.severity != "info"] == []


@pytest.mark.parametrize(("code", "file", "old", "bad", "good"), RICH_CASES)
def test_each_check_of_the_rich_flow_finds_its_fault(
    folder: Path, code: str, file: str, old: str, bad: str, good: str
) -> None:
    """As above, for guards, pushes, parts, media, moves and what is forgotten."""
    files = _rich()
    assert old in files[file]
    wrong = files[file].replace(old, bad)
    extra = RICH_MORE.get((code, old), ("", ""))
    wrong = wrong.replace(*extra) if extra[0] else wrong
    found = [each for each in _check(folder, files | {file: wrong}) if each.code == code]
    assert found
    assert all(each.place.file.startswith(str(folder)) for each in found)
    right = files[file].replace(old, good or old)
    assert code not in {each.code for each in _check(folder, files | {file: right})}


class Confused(Model):
    """Takes every text for the wish for a human."""

    def predict_many(self, texts: Sequence[str]) -> list[Prediction]:
        return [
            Prediction(intent="human", confidence=0.9, out_of_scope=0.0, accepted=True)
            for _ in texts
        ]


def test_confused_intents_and_thin_ones_are_found(tmp_path: Path) -> None:
    """With labelled texts the classifier's confusions are findings, and so are few examples."""
    _check(tmp_path, _files())
    flow = load_flow(tmp_path)
    texts = [
        Utterance(text=f"{intent} {number}", intent=intent, locale=locale)
        for intent in ("help_me", "human")
        for locale in ("en", "de")
        for number in range(20)
    ]
    (found,) = flow.check(Confused(), utterances=texts)
    assert (found.code, found.what) == ("I004", "40 of 40 texts about help_me are taken for human.")
    (found,) = flow.check(utterances=texts[1:])
    assert (found.code, found.what) == (
        "I005",
        "help_me has 19 texts in en; at least 20 are needed.",
    )
    assert flow.check(utterances=texts) == []


def test_every_code_has_a_bad_flow() -> None:
    """No check is without a test."""
    tested = {case[0] for case in (*CASES, *RICH_CASES)} | {"I004", "I005"}
    assert tested == set(explanations())


def test_findings_point_at_the_line(tmp_path: Path) -> None:
    """A misspelt step is found where it is written, with the step that is meant."""
    files = _files() | {"flow": FLOW.replace("then: desk", "then: dessk")}
    (found,) = _check(tmp_path, files)
    line = FLOW.splitlines().index("  file: {ask: story, then: desk}") + 1
    assert (found.place.line, found.place.column) == (line, 28)
    assert "Did you mean desk?" in found.what


def test_the_path_without_consent_is_printed(tmp_path: Path) -> None:
    """The finding names every step on the way."""
    files = _files() | {"flow": FLOW.replace("sad: consent", "sad: file")}
    (found,) = [each for each in _check(tmp_path, files) if each.code == "P001"]
    assert "hello → find → tell → file" in found.what


def test_missing_text_files_are_one_finding_each(tmp_path: Path) -> None:
    """Where a whole language is missing, that is said once."""
    found = _check(tmp_path, {"flow": FLOW})
    assert [each.code for each in found] == ["L001", "L001"]
    assert {each.severity for each in found} == {"error", "warning"}


def test_errors_stop_a_flow_from_being_driven(tmp_path: Path) -> None:
    """All errors are listed, each with its place; a sound flow passes."""
    _check(tmp_path, _files())
    load_flow(tmp_path).require_sound()
    text = FLOW.replace("then: desk", "then: nowhere").replace("do: look", "do: lok")
    _check(tmp_path, _files() | {"flow": text})
    with pytest.raises(FlowError) as caught:
        load_flow(tmp_path).require_sound()
    lines = str(caught.value).splitlines()
    assert len(lines) == 2
    assert [line.split(": ")[1] for line in lines] == ["S012", "S001"]


def test_the_example_of_the_design_is_sound() -> None:
    """The example has no errors."""
    flow = load_flow(PARCEL)
    flow.require_sound()
    assert {each.code for each in flow.check()} == {"C004", "F003", "P003"}


def test_rules_are_written_whole() -> None:
    """Every rule has a title, a sentence of why and one of what to do."""
    for code, rule in explanations().items():
        assert code[0] in "SHLIFPC"
        assert rule.title[0].islower() or rule.title.split()[0] in ("fulfils", "at_most")
        assert rule.why.endswith(".")
        assert rule.remedy.endswith(".")


def test_checks_are_fast(tmp_path: Path) -> None:
    """Sixty steps are checked within a second."""
    steps = "".join(
        f"  s{i}: {{say: t{i}, choose: {{a{i}: s{(i + 1) % 60}, b{i}: s{i * 7 % 60}, c{i}: bye}}}}"
        "\n"
        for i in range(60)
    )
    text = FLOW.replace("steps:\n", f"steps:\n{steps}").replace("fine: bye", "fine: s0")
    texts = TEXTS + "".join(f"{key}{i}: Text {i} {key}\n" for i in range(60) for key in "tabc")
    _check(tmp_path, {"flow": text, "en": texts, "de": texts})
    flow = load_flow(tmp_path)
    started = time.process_time()
    found = flow.check()
    assert time.process_time() - started < 1
    assert not [each for each in found if each.severity == "error"]


def test_exports_name_every_step() -> None:
    """Mermaid and Graphviz texts hold each step once, and quotes are safe."""
    flow = load_flow(PARCEL)
    for name in flow.steps:
        assert re.search(rf"^  s\d+\W+{name}\W+$", flow.to_mermaid(), re.MULTILINE)
        assert f'  "{name}" [shape=' in flow.to_dot()
    assert '"consent" -> "file" [label="agree"]' in flow.to_dot()
