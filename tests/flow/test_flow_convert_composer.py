"""Bot Framework Composer bots as flows: dialogs, inputs, branches, templates, sentences, pairs."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogkit.errors import InputError
from dialogkit.flow import (
    Acted,
    Answered,
    Asked,
    Called,
    Decided,
    HandedOff,
    Machine,
    Offered,
    Said,
    Turn,
)
from dialogkit.flow._convert import Imported, import_bot
from dialogkit.flow._convert._lg import Templates, parse_lg
from dialogkit.flow._convert._lu import parse_lu, wording
from dialogkit.flow._convert._qna import parse_qna

Files = dict[str, Any]


def write(folder: Path, files: Files) -> Path:
    """Writes an export; texts as they are, everything else as JSON."""
    for name, value in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = value if isinstance(value, str) else json.dumps(value)
        path.write_text(text, encoding="utf-8")
    return folder


def balanced(imported: Imported) -> None:
    """Counts in are counts out and counts listed."""
    for kind, each in imported.counts.items():
        assert each.found == each.carried + each.listed, kind
    assert sum(each.listed for each in imported.counts.values()) == len(imported.left_out)


def left(imported: Imported, kind: str) -> list[str]:
    """Names of what was left out of a kind."""
    return [each.name for each in imported.left_out if each.kind == kind]


def said(imported: Imported, turn: Turn) -> list[str]:
    """What the bot says, in English."""
    keys = [each.key for each in turn.outputs if isinstance(each, Answered)]
    return [imported.flow.texts.text(key, "en-us") for key in keys]


def act(kind: str, **keys: Any) -> dict[str, Any]:
    """An action or trigger of the builder."""
    return {"$kind": f"Microsoft.{kind}", **keys}


def dialog(*triggers: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """A dialog with its triggers."""
    return act("AdaptiveDialog", triggers=list(triggers), **keys)


def say(text: str) -> dict[str, Any]:
    """A message."""
    return act("SendActivity", activity=text)


ROOT_LG = """
> what the root says
[import](common.lg)
# Hello()
[Activity
    Text = ${Greeting()}, ${Name('friend')}
    SuggestedActions = Book | Fly | Sing
]
# Greeting
- Hello
- Good day
# Name(who)
- dear ${who}
# Card
[HeroCard
  title = Our shop
  text = Open now
  buttons = Book
]
# Unused
- nobody says this
"""

BOOK_LG = """\
# Where
- ```
Which city,
please?
```
# Done(user)
- IF: ${user.vip == true}
  - A suite in ${dialog.city}.
- ELSE:
  - A room in ${dialog.city} for ${count(user.guests)}.
"""

ROOT_LU = """\
> intents of the root
# Book
- book a room
- a room in {@city=Bonn}
- [please] book {city}
@ ml city
# Help
- help
# Agent
* a person please
@ list size =
    - small :
        - tiny
        - little
    - large :
@ phraselist words(interchangeable) =
    - room, chamber
[faq](other.lu#Faq)
"""

QNA = """\
> !# @qna.pair.source = custom
<a id = "1"></a>
# ? When are you open?
- opening hours
**Filters:**
- place = bonn

```markdown
Daily from **8** to 18.
```
**Prompts:**
- [On Sundays](#2) `context-only`
- [Nowhere](#9)

<a id = "2"></a>
# ? And on Sundays
```
Closed.
```
"""


def bot() -> Files:
    """A small invented bot with every construct."""
    root = dialog(
        act(
            "OnConversationUpdateActivity",
            actions=[
                act(
                    "Foreach",
                    itemsProperty="turn.Activity.membersAdded",
                    actions=[
                        act(
                            "IfCondition",
                            condition="string(dialog.foreach.value.id) != "
                            "string(turn.Activity.Recipient.id)",
                            actions=[say("${Hello()}")],
                        )
                    ],
                )
            ],
        ),
        act(
            "OnIntent",
            intent="Book",
            condition="#Book.Score > 0.6",
            actions=[act("BeginDialog", dialog="book"), say("Back again.")],
        ),
        act("OnIntent", intent="Help", actions=[say("${Card()}"), say("Ask away.")]),
        act("OnIntent", intent="Agent", actions=[act("SendHandoffActivity")]),
        act("OnIntent", intent="Missing", actions=[act("LogAction", text="x")]),
        act("OnUnknownIntent", actions=[say("Pardon?")]),
        act("OnQnAMatch", actions=[say("${@answer}")]),
        act("OnMessageReactionActivity", actions=[say("Nice.")]),
        generator="root.lg",
        recognizer="root.lu.qna",
    )
    book = dialog(
        act(
            "OnBeginDialog",
            actions=[
                act("SetProperty", property="user.vip", value=True),
                act("SetProperty", property="dialog.unread", value="=1 + 1"),
                act(
                    "TextInput",
                    prompt="${Where()}",
                    property="dialog.city",
                    maxTurnCount="2",
                    validations=["length(this.value) > 2"],
                ),
                act(
                    "ChoiceInput",
                    prompt="Which size?",
                    property="dialog.size",
                    choices=[{"value": "small", "synonyms": ["tiny"]}, {"value": "large"}],
                ),
                act("NumberInput", prompt="How many?", property="user.guests", alwaysPrompt=True),
                act(
                    "HttpRequest",
                    method="GET",
                    url="https://example.org/rooms?x=1",
                    resultProperty="dialog.free",
                ),
                act(
                    "IfCondition",
                    condition="dialog.free == null && user.guests > 2",
                    actions=[say("Full."), act("EndDialog")],
                    elseActions=[
                        act(
                            "SwitchCondition",
                            condition="dialog.size",
                            cases=[
                                {"value": "small", "actions": [say("Small it is.")]},
                                {
                                    "value": "large",
                                    "actions": [act("GotoAction", actionId="again")],
                                },
                            ],
                        ),
                    ],
                ),
                act(
                    "ConfirmInput",
                    prompt="Shall I?",
                    property="turn.sure",
                    unrecognizedPrompt="Yes or no?",
                ),
                act(
                    "IfCondition",
                    condition="turn.sure == true",
                    actions=[say("${Done(user)}")],
                    elseActions=[act("CancelAllDialogs")],
                ),
                act(
                    "Foreach",
                    itemsProperty="user.list",
                    actions=[
                        act(
                            "IfCondition",
                            condition="count(user.list) % 2 == 1",
                            actions=[act("BreakLoop")],
                        ),
                        say("One more."),
                    ],
                ),
                act("EditArray", itemsProperty="user.list", changeType="push", value="=1"),
                act("EmitEvent", eventName="booked"),
                act("EmitEvent", eventName="unheard"),
                say("Anything else?") | {"id": "again"},
                act("EndTurn"),
                act("ReplaceDialog", dialog="gone"),
            ],
        ),
        act("OnIntent", intent="Why", actions=[say("To find a room.")]),
        act("OnDialogEvent", event="booked", actions=[say("It is booked.")]),
        generator="book.lg",
        recognizer={
            "$kind": "Microsoft.RegexRecognizer",
            "intents": [
                {"intent": "Why", "pattern": "(?i)why|what for"},
                {"intent": "Digits", "pattern": "^n\\d+"},
            ],
        },
    )
    return {
        "root.dialog": root,
        "dialogs/book/book.dialog": book,
        "language-generation/en-us/root.en-us.lg": ROOT_LG,
        "language-generation/en-us/common.en-us.lg": "",
        "language-generation/de-de/root.de-de.lg": "# Greeting\n- Guten Tag\n",
        "dialogs/book/language-generation/en-us/book.en-us.lg": BOOK_LG,
        "language-understanding/en-us/root.en-us.lu": "\ufeff" + ROOT_LU,
        "knowledge-base/en-us/root.en-us.qna": QNA,
        "recognizers/root.lu.dialog": act("MultiLanguageRecognizer", recognizers={}),
        "settings/appsettings.json": {"luis": {}},
    }


def test_welcome_dialog_inputs_action_and_end_drive(tmp_path: Path) -> None:
    """Welcome, a suggested answer, three inputs, a request, a guard, yes, back at the root."""
    imported = import_bot(write(tmp_path, bot()))
    machine = Machine(imported.flow)
    turn = machine.start()
    assert said(imported, turn) == ["Hello, dear friend"]
    assert turn.outputs[-1] == Offered(("Book_2",), turn.state.step)
    turn = machine.react(turn.state, Said("Book_2"))
    turn = machine.react(turn.state, Acted("done"))
    for slot in ("city", "size", "guests"):
        assert turn.outputs[-1] == Asked(slot, turn.state.step)
        turn = machine.react(turn.state, Said(given=frozenset({slot})))
    assert turn.outputs[-1] == Called("get_rooms", turn.state.step)
    turn = machine.react(turn.state, Acted("failed"))
    assert turn.state.guard == "free is unknown and guests > 2"
    turn = machine.react(turn.state, Decided(holds=False))
    assert turn.state.guard == "size == small"
    turn = machine.react(turn.state, Decided(holds=True))
    assert said(imported, turn) == ["Small it is.", "Shall I?"]
    assert [imported.flow.texts.label(w, "en-us") for w in ("Yes", "No")] == ["Yes", "No"]
    turn = machine.react(turn.state, Said("Yes"))
    assert "A suite in …." in said(imported, turn)


def test_cancelling_in_a_dialog_ends_all_of_them(tmp_path: Path) -> None:
    """After no the dialogs that began this one do not go on: nobody says to be back."""
    imported = import_bot(write(tmp_path, bot()))
    machine = Machine(imported.flow)
    turn = machine.react(machine.start().state, Said("Book"))
    known = frozenset({"city", "size", "guests"})
    for _ in range(40):
        if turn.state.stage == "weigh":
            holds = turn.state.guard in ("size == small", "all_cancelled is known")
            turn = machine.react(turn.state, Decided(holds=holds))
        elif turn.state.stage == "act":
            turn = machine.react(turn.state, Acted("done"))
        elif turn.state.stage == "ask":
            turn = machine.react(turn.state, Said(given=known))
        elif "No" in [c.word for c in imported.flow.steps[turn.state.step].choose]:
            turn = machine.react(turn.state, Said("No"))
        else:
            break
        assert "Back again." not in said(imported, turn)
    assert turn.state.step == "listen"
    assert turn.state.control == "bot"


def test_intents_of_the_root_are_digressions_and_those_of_a_dialog_its_own(tmp_path: Path) -> None:
    """Help is heard in the middle of a dialog and comes back to it; Why only there."""
    imported = import_bot(write(tmp_path, bot()))
    machine = Machine(imported.flow)
    turn = machine.react(machine.start().state, Said("Book"))
    turn = machine.react(turn.state, Acted("done"))
    helped = machine.react(turn.state, Said("Help"))
    assert said(imported, helped)[0].startswith("Our shop\nOpen now")
    why = machine.react(turn.state, Said("Why"))
    assert said(imported, why) == ["To find a room."]
    assert why.state.step == turn.state.step
    assert "Why" not in {rule.word for rule in imported.flow.anywhere.hear}
    human = machine.react(turn.state, Said("Agent"))
    assert any(isinstance(each, HandedOff) for each in human.outputs)


def test_unknown_is_a_ladder_and_pairs_are_intents(tmp_path: Path) -> None:
    """What no intent covers is answered as the bot does; questions are intents with follow-ups."""
    imported = import_bot(write(tmp_path, bot()))
    flow, machine = imported.flow, Machine(imported.flow)
    lost = machine.react(machine.start().state, Said())
    assert said(imported, lost) == ["Pardon?"]
    word = next(w for w in flow.intents if w.startswith("faq_When"))
    turn = machine.react(machine.start().state, Said(word))
    assert said(imported, turn) == ["Daily from **8** to 18."]
    assert turn.outputs[-1] == Offered(("On_Sundays",), turn.state.step)
    taught = {each.text for each in imported.utterances if each.intent == flow.intents[word]}
    assert taught == {"When are you open?", "opening hours"}


def test_what_no_flow_says_is_listed_by_name(tmp_path: Path) -> None:
    """Loops, sums, lists, events, missing intents, unused templates, dangling links are listed."""
    imported = import_bot(write(tmp_path, bot()))
    balanced(imported)
    actions = left(imported, "action")
    for kind in ("Foreach", "EditArray", "LogAction", "EmitEvent", "SendActivity"):
        assert any(kind in name for name in actions), kind
    assert left(imported, "intent") == ["Missing"]
    assert "Unused (en-us)" in left(imported, "template")
    assert set(left(imported, "quick reply")) >= {"Fly", "Sing"}
    assert left(imported, "import") == ["other.lu"]
    assert left(imported, "follow-up") == ["Nowhere"]
    assert left(imported, "filter") == ["When are you open?"]
    assert left(imported, "target") == ["gone"]
    assert left(imported, "phrase list") == ["words"]
    assert left(imported, "pattern") == ["Digits"]
    assert "count(user.list) % 2 == 1" in left(imported, "condition")
    assert "#Book.Score > 0.6" in left(imported, "condition")
    assert any(each.kind == "validation" for each in imported.left_out)
    assert left(imported, "file") == ["settings/appsettings.json"]
    assert any(name.startswith("root: OnMessageReaction") for name in left(imported, "trigger"))
    assert left(imported, "recogniser") == ["root.lu.dialog"]


def test_slots_have_kinds_tries_and_values(tmp_path: Path) -> None:
    """A number, choices with equal shares, and how often is asked."""
    data = import_bot(write(tmp_path, bot())).flow.data
    assert data["guests"].like == "number"
    assert data["city"].tries == 2
    assert set(data["size"].values) == {"small", "large"}


def test_sentences_without_a_dialog_still_are_a_flow(tmp_path: Path) -> None:
    """Only .lu and .lg files: every intent is heard and ends in an end of its own."""
    imported = import_bot(write(tmp_path, {"General.lu": ROOT_LU, "Main.lg": ROOT_LG}))
    machine = Machine(imported.flow)
    turn = machine.react(machine.start().state, Said("Help"))
    assert turn.state.end == "Help"
    assert len(left(imported, "template")) == 5
    balanced(imported)


def test_lu_reads_marked_values_patterns_lists_and_old_words() -> None:
    """Both ways to mark a value, nested ones, prebuilt and list entities old and new."""
    text = """\
# Send
- to {@name={@first=Kim} Lee}
- (now|later) to {name}[, please]
$city:bonn=
- bn
$PREBUILT:number
@ prebuilt personName hasRoles from, to
lonely line
"""
    model = parse_lu(text, place="x.lu", locale="en")
    first, second = model.intents["Send"]
    assert first.text == "to Kim Lee"
    assert ("first", "Kim") in first.values
    assert second.pattern
    assert wording(second.text, {"name": "Kim"}) == "now to Kim, please"
    assert wording(second.text, {}) is None
    assert model.entities["city"].values == (("bonn", ("bn",)),)
    assert model.entities["number"].kind == "prebuilt"
    assert model.entities["personName"].roles == ("from", "to")
    assert model.unread == [("lonely line", "x.lu:8")]


def test_lg_expands_templates_with_arguments_and_names_what_it_cannot() -> None:
    """Templates in templates, cards, escapes, suggestions in a text, sums."""
    templates, imports = parse_lg(
        "[x](common.lg)\n# A(who)\n- Hi ${who} \\n\\[Suggestions=Go | Stay]\n"
        '# Json\n- ```\n{"body": [{"text": "Shown", "size": "big"}]}\n```\n'
        "# Att\n[Activity\n  Attachments = ${json(Json())}\n]\n",
        place="x.lg",
    )
    voice = Templates(templates.get, lambda name: name[1:] if name.startswith("@") else None)
    spoken = voice.spoken("${A('you')}")
    assert (spoken.variants, spoken.replies) == (["Hi you"], ["Go", "Stay"])
    assert voice.spoken("${Att()}").variants == ["Shown"]
    assert voice.spoken("see ${@city}").variants == ["see {city}"]
    summed = voice.spoken("${add(1, 2)} left")
    assert (summed.variants, summed.unsaid) == (["… left"], ["add(1, 2)"])
    assert imports == ["common.lg"]


def test_qna_reads_pairs_prompts_and_imports() -> None:
    """Questions, filters, answers, follow-ups and links to other files."""
    pairs, imports = parse_qna(QNA + "\n[import](more.qna)\n", place="x.qna")
    assert [pair.ident for pair in pairs] == ["1", "2"]
    assert pairs[0].prompts == [("On Sundays", "2"), ("Nowhere", "9")]
    assert pairs[0].filters == 1
    assert pairs[1].answer == ["Closed."]
    assert imports == ["more.qna"]


SAMPLES = (
    "ControllingConversationFlowSample",
    "InterruptionSample",
    "LivePersonProxyAssistant",
    "QnASample",
    "SchoolNavigator",
    "ToDoBotWithLUISSample",
)


@pytest.mark.parametrize("name", SAMPLES)
def test_public_bots_load_and_balance(name: str, outside_data: Path) -> None:
    """Every public bot gives a flow that can be checked, and a book that balances."""
    folder = outside_data / "bot_builders" / "botframework_composer_MIT" / name
    imported = import_bot(folder)
    balanced(imported)
    # a bot may go round in circles; that is for the check to say
    assert {f.code for f in imported.flow.check() if f.severity == "error"} <= {"S004"}


def test_public_flow_sample_branches_on_the_age(outside_data: Path) -> None:
    """The public sample of conditions asks for the age and weighs it."""
    folder = outside_data / "bot_builders" / "botframework_composer_MIT" / SAMPLES[0]
    imported = import_bot(folder)
    machine = Machine(imported.flow)
    turn = machine.react(machine.start().state, Said("IfCondition"))
    assert turn.outputs[-1] == Asked("age", turn.state.step)
    turn = machine.react(turn.state, Said(given=frozenset({"age"})))
    assert turn.state.guard == "age >= 18"
    texts = [said(imported, machine.react(turn.state, Decided(holds=h))) for h in (True, False)]
    assert texts[0] != texts[1]


def _places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner: Iterable[tuple[Any, Any]] = value.items() if isinstance(value, dict) else ()
    inner = enumerate(value) if isinstance(value, list) else inner
    return [at, *(place for key, each in inner for place in _places(each, (*at, key)))]


def _replaced(value: Any, at: tuple[Any, ...], new: Any) -> Any:
    if not at:
        return new
    changed = copy.copy(value)
    changed[at[0]] = _replaced(value[at[0]], at[1:], new)
    return changed


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.text(max_size=12),
    st.lists(st.one_of(st.none(), st.text(max_size=3), st.dictionaries(st.text(), st.none()))),
    st.sampled_from([act("EndTurn"), act("Odd"), "${Hello()}", "=user.x == {", "a && (b", "\\["]),
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(draw=st.data())
def test_any_value_of_a_dialog_may_be_something_else(
    tmp_path_factory: pytest.TempPathFactory, draw: st.DataObject
) -> None:
    """With any value replaced by anything, an import balances or refuses, and never breaks."""
    files = bot()
    name = draw.draw(st.sampled_from(["root.dialog", "dialogs/book/book.dialog"]))
    place = draw.draw(st.sampled_from(_places(files[name])))
    files[name] = json.dumps(_replaced(files[name], place, draw.draw(JUNK)))
    folder = write(tmp_path_factory.mktemp("junk"), files)
    try:
        imported = import_bot(folder)
    except InputError:
        return
    balanced(imported)
    imported.flow.check()


LINES = st.lists(
    st.one_of(
        st.sampled_from([*ROOT_LU.splitlines(), *BOOK_LG.splitlines(), *QNA.splitlines()]),
        st.text(max_size=20),
    ),
    max_size=25,
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines=LINES, ending=st.sampled_from(["lu", "lg", "qna"]))
def test_any_lines_are_read_or_listed(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], ending: str
) -> None:
    """Sentences, templates and pairs of any lines balance, and never break."""
    text = "\n".join(lines).encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    folder = write(
        tmp_path_factory.mktemp("lines"), {f"other.en-us.{ending}": text, "root.dialog": dialog()}
    )
    try:
        imported = import_bot(folder)
    except InputError:
        return
    balanced(imported)
