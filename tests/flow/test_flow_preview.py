"""Preview: what customers will see of a flow on each channel."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit.channels import Channel, Fact, Medium, load_channel, names
from dialogkit.errors import ParameterError
from dialogkit.flow import Flow, Preview, load_flow, preview

SHOP = """\
bot: shop
channels: [whatsapp, web]
locales: [en, de]
start: hello
data:
  number: {like: AB123, level: personal, tries: 3}
  wish: {like: free text, level: personal}
media:
  map: {image: map.png, alt: map_alt}
  song: {audio: song.mp3, alt: song_alt}
push:
  ready: {goto: ready, opt_in: news, per_week: 1, template: ready_v1}
  sale: {goto: ready, opt_in: news, per_week: 1}
steps:
  hello:
    say: hello
    choose:
      order: order
      day: {goto: order, if: time.is_open(team)}
      night: {goto: order, if: not time.is_open(team)}
      here: {goto: order, if: channel == web}
      human: [{goto: desk, if: time.is_open(team)}, order]
  order: {say: how, show: map, ask: [number, wish], then: tune}
  tune: {show: song, choose: {yes: done, no: done}}
  asked: {ask: number, choose: {yes: done, no: done}}
  ready: {say: is_ready, choose: {yes: done, no: done}}
  far: {say: go_there, move: [kik, web], then: ready}
  after: {say: listen, then: bare}
  bare: {choose: {yes: done, no: done}}
  alone: {choose: {yes: alone, no: after}}
  desk: {handoff: team, at_most: 1, else: done}
  again: {handoff: team, at_most: 1, else: done}
  done: {say: bye, end: done}
anywhere:
  - {lost: [sorry, desk]}
handoffs:
  team:
    open: Mo-Fr 08:00-18:00 Europe/Berlin
    tell: {queued: wait, waiting: {every: 5m, say: still}, joined: meet}
    when:
      {resolved: done, returned: done, closed: done, nobody: done, left: done, window_shut: done}
"""
TEXTS = """\
hello: [Hi, "Good day, what can I do for you?"]
how: "Come to the shop."
map_alt: "A map: second street on the left."
song_alt: "A song."
number: ["Your number?", "It looks like {number}.", "Once more, please: five characters."]
wish: "What do you wish?"
is_ready: "Your {wish} is ready, {number}."
go_there: "Let us go on on our page."
listen: "Listen to this."
bye: Bye
sorry: "Sorry?"
wait: "One moment."
still: "Place {position}, {minutes} minutes."
meet: "You now write with {agent}."
order: Order
day: By day
night: By night
here: Here
human: A human
"yes": "Yes"
"no": "No"
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Flow:
    """A small flow with one of everything."""
    folder = tmp_path_factory.mktemp("shop")
    (folder / "flow.yaml").write_text(SHOP, encoding="utf-8")
    for locale in ("en", "de"):
        (folder / f"texts.{locale}.yaml").write_text(TEXTS, encoding="utf-8")
    for file in ("map.png", "song.mp3"):
        (folder / file).write_bytes(b"")
    return load_flow(folder)


def seen(flow: Flow, channel: str | Path | Channel, step: str, part: str = "say") -> list[Preview]:
    """The previews of a step's part."""
    found = preview(flow, channel=channel, locale="en", step=step)
    return [each for each in found if each.part == part]


def test_every_text_is_there_in_every_variant(shop: Flow) -> None:
    """What is said, asked, asked again, told around handoffs and pushed, and the ladder."""
    found = preview(shop, channel="web", locale="en")
    keys = {(each.part, each.key) for each in found}
    assert {
        ("say", "hello"),
        ("ask", "number"),
        ("again", "number"),
        ("ask", "wish"),
        ("lost", "sorry"),
        ("queued", "wait"),
        ("waiting", "still"),
        ("joined", "meet"),
        ("push", "is_ready"),
    } <= keys
    hello = [each for each in found if each.part == "say" and each.key == "hello"]
    assert [(each.variant, each.variants) for each in hello] == [(0, 2), (1, 2)]
    assert [each.variant for each in found if each.key == "number" and each.part == "again"][
        :2
    ] == [
        1,
        2,
    ]


def test_previews_say_where_the_text_stands(shop: Flow) -> None:
    """The place is the line in the text file; of choices that stand alone, the step's."""
    (how,) = seen(shop, "web", "order")
    assert (Path(how.place.file).name, how.place.line) == ("texts.en.yaml", 2)
    (alone,) = seen(shop, "web", "alone", "choose")
    assert Path(alone.place.file).name == "flow.yaml"


def test_values_are_examples_in_plain_letters(shop: Flow) -> None:
    """A slot's example is filled in, or its name where it has none; own values win."""
    (ready, *_) = seen(shop, "web", "ready")
    assert ready.messages == ("Your (wish) is ready, AB123.",)
    own = preview(shop, channel="web", locale="en", step="ready", values={"wish": "bike"})
    assert own[0].messages == ("Your bike is ready, AB123.",)
    (still,) = seen(shop, "sms", "desk", "waiting")
    assert (still.messages, still.parts) == (("Place 3, 10 minutes.",), (1,))


def test_choices_that_exclude_each_other_are_never_shown_together(shop: Flow) -> None:
    """Day and night, or a choice of another channel, cannot be offered at once."""
    hello = seen(shop, "whatsapp", "hello")[0]
    assert hello.choices == ("Order", "By day", "A human")
    assert (hello.form, hello.guarded, hello.instead) == ("buttons", ("By day",), ("By night",))
    assert hello.buttons == hello.choices
    assert (hello.rows, hello.lines) == ((), ())
    web = seen(shop, "web", "hello")[0]
    assert "Here" in web.choices
    assert len(web.choices) == 4


def test_forms_of_choices(shop: Flow) -> None:
    """Numbered lines are told apart from the text, rows from buttons, and voice reads out."""
    sms = seen(shop, "sms", "hello")[0]
    assert sms.lines == ("1. Order", "2. By day", "3. A human")
    assert sms.messages == ("Hi\n1. Order\n2. By day\n3. A human",)
    assert seen(shop, "wechat", "hello")[0].rows == ("Order", "By day", "A human")
    assert seen(shop, "voice", "hello")[0].form == "spoken"
    assert seen(shop, "messenger", "hello")[0].template


def test_media_degrade_to_their_description(shop: Flow) -> None:
    """Where a channel does not carry the medium its text is sent as a message, with a reason."""
    (carried,) = seen(shop, "whatsapp", "order")
    assert (carried.messages, carried.media[0].carried) == (("Come to the shop.",), True)
    assert carried.media[0].alt == "A map: second street on the left."
    (described,) = seen(shop, "sms", "order")
    assert described.messages == ("Come to the shop.", "A map: second street on the left.")
    assert described.why[0] == "SMS carries no image: its description is sent"


def test_a_medium_without_a_text_leaves_choices_without_one(shop: Flow) -> None:
    """Buttons need a text: a song alone has none where it is carried, and has one where not."""
    whole = preview(shop, channel="whatsapp", locale="en", step="tune")
    assert [(each.part, each.form) for each in whole][:2] == [
        ("say", "refused"),
        ("lost", "buttons"),
    ]
    assert whole[0].refusal == "choices need a text above them"
    (described, *_) = preview(shop, channel="email", locale="en", step="tune")
    assert described.form == "refused"
    (told, *_) = preview(shop, channel="sms", locale="en", step="tune")
    assert told.messages == ("A song.\n1. Yes\n2. No",)


def test_choices_after_a_question_have_no_text(shop: Flow) -> None:
    """Once the slot is given nothing is said above the choices: a refusal, not a surprise."""
    (choices,) = seen(shop, "web", "asked", "choose")
    assert (choices.form, choices.refusal) == ("refused", "choices need a text above them")
    assert choices.choices == ("Yes", "No")


def test_choices_hang_below_what_the_step_before_said(shop: Flow) -> None:
    """A step without a text that follows one by itself shows its choices there."""
    (bare,) = seen(shop, "web", "bare", "choose")
    assert (bare.messages, bare.buttons) == (("Listen to this.",), ("Yes", "No"))
    (alone,) = seen(shop, "web", "alone", "choose")
    assert alone.form == "refused"


def test_what_is_not_understood(shop: Flow) -> None:
    """The ladder's text comes with the choices, or with the longest way to ask again."""
    (lost,) = seen(shop, "web", "ready", "lost")
    assert (lost.messages, lost.buttons) == (("Sorry?",), ("Yes", "No"))
    by_slot = {each.name: each.messages for each in seen(shop, "web", "order", "lost")}
    assert by_slot == {
        "number": ("Sorry?", "Once more, please: five characters."),
        "wish": ("Sorry?", "What do you wish?"),
    }


def test_a_value_that_the_channel_is_not_fit_for_is_told(tmp_path: Path) -> None:
    """A sensitive value asked on WhatsApp; on the web it is no matter."""
    text = """
bot: b
channels: [whatsapp, web]
start: a
data: {illness: {like: free text, level: sensitive}}
steps:
  a: {ask: illness, then: done}
  done: {end: done}
"""
    file = tmp_path / "flow.yaml"
    file.write_text(text, encoding="utf-8")
    flow = load_flow(file)
    (asked, *_) = preview(flow, channel="whatsapp", locale="en")
    assert asked.why == ("illness is sensitive; WhatsApp is fit for personal values at most",)
    assert preview(flow, channel="web", locale="en")[0].why == ()


def test_moves_say_where_it_goes_on(shop: Flow) -> None:
    """The first channel of the list that the flow has."""
    (far,) = seen(shop, "whatsapp", "far")
    assert far.moves == "web"


def test_steps_after_a_move_are_shown_where_they_are_met(tmp_path: Path) -> None:
    """What comes after a move to the web is no matter of WhatsApp, unless it is met there too."""
    text = """
bot: b
channels: [whatsapp, web]
start: a
steps:
  a: {say: a, choose: {x: portal, y: both}}
  portal: {say: p, move: web, then: secret}
  secret: {say: s, choose: {x: both, y: secret}}
  both: {say: o, end: done}
  dead: {say: d, end: done}
"""
    file = tmp_path / "flow.yaml"
    file.write_text(text, encoding="utf-8")
    flow = load_flow(file)

    def steps(channel: str) -> list[str]:
        said = preview(flow, channel=channel, locale="en")
        return [each.step for each in said if each.part == "say"]

    assert steps("whatsapp") == ["a", "portal", "both", "dead"]
    assert steps("web") == ["a", "portal", "secret", "both", "dead"]
    assert steps("sms") == ["a", "portal", "both", "dead"]
    (asked_for, *_) = preview(flow, channel="whatsapp", locale="en", step="secret")
    assert asked_for.why == ("nobody is on WhatsApp here: the conversation has moved by then",)


def test_a_visited_part_may_come_back_on_another_channel(tmp_path: Path) -> None:
    """A guard on the channel leads to the move; what follows the visit is met there alone."""
    text = """
bot: b
channels: [whatsapp, web]
start: a
steps:
  a: {say: a, visit: fit, then: secret}
  fit: {if: {channel == whatsapp: portal}, then: back}
  portal: {say: p, move: web, then: back}
  back: {end: back}
  secret: {say: s, choose: {x: done, y: a}}
  done: {say: o, end: done}
"""
    file = tmp_path / "flow.yaml"
    file.write_text(text, encoding="utf-8")
    said = preview(load_flow(file), channel="whatsapp", locale="en")
    assert [each.step for each in said if each.part == "say"] == ["a", "portal"]


def test_texts_of_a_handoff_are_told_once(shop: Flow) -> None:
    """Two steps hand off to the same team; asked for one step, its texts are there."""
    found = preview(shop, channel="web", locale="en")
    assert [each.step for each in found if each.part == "queued"] == ["desk"]
    assert [each.name for each in seen(shop, "web", "again", "queued")] == ["team"]


def test_a_push_needs_a_template_where_a_window_shuts(shop: Flow) -> None:
    """WhatsApp refuses the push that names none, Messenger warns, Telegram has no window."""
    pushes = {each.name: each for each in seen(shop, "whatsapp", "ready", "push")}
    assert (pushes["ready"].form, pushes["ready"].approved) == ("buttons", "ready_v1")
    assert pushes["sale"].form == "refused"
    assert "approved template" in (pushes["sale"].refusal or "")
    (ready, sale) = seen(shop, "messenger", "ready", "push")
    assert (ready.form, ready.approved) == ("buttons", None)
    assert "nobody begin later than 24 h" in sale.why[-1]
    assert [each.why for each in seen(shop, "telegram", "ready", "push")] == [(), ()]


def test_more_messages_than_may_answer_one_are_told(shop: Flow) -> None:
    """WeChat takes five in answer to one of the customer's."""
    fact = Fact(value=1, source="a test", checked=date(2026, 1, 1))
    meagre = Channel(name="meagre", title="Meagre", messages=fact)
    (order,) = seen(shop, meagre, "order")
    assert order.why == ("messages in answer to one: 2, at most 1",)


def test_buttons_that_only_phones_show_are_told(shop: Flow) -> None:
    """LINE's quick replies; not its template, which all devices show."""
    assert seen(shop, "line", "hello")[0].why == ()
    assert seen(shop, "instagram", "hello")[0].why == ("only phones show the buttons of Instagram",)


def test_the_bot_says_that_it_is_one_where_the_channel_demands_it(shop: Flow) -> None:
    """On Messenger at the start and after an agent, although the flow does not say so."""
    assert all(each.discloses for each in seen(shop, "messenger", "hello"))
    assert all(each.discloses for each in seen(shop, "messenger", "done"))
    assert not any(each.discloses for each in seen(shop, "messenger", "order"))
    assert not any(each.discloses for each in seen(shop, "whatsapp", "hello"))


def test_what_rests_on_an_unconfirmed_fact_says_so(shop: Flow) -> None:
    """That a medium is not carried may be as doubtful as a number."""
    fact: Fact[tuple[Medium, ...]] = Fact(
        value=(), source="a test", checked=date(2026, 1, 1), unconfirmed=True
    )
    (order,) = seen(shop, Channel(name="mute", title="Mute", media=fact), "order")
    assert order.unconfirmed
    assert not seen(shop, "sms", "order")[0].unconfirmed


def test_a_closed_channel_refuses_everything(shop: Flow) -> None:
    """Kik carries nothing, and says so each time."""
    found = preview(shop, channel="kik", locale="en")
    assert {each.form for each in found} == {"refused"}
    assert all(each.refusal for each in found)


def test_a_profile_of_ones_own_is_taken(shop: Flow, tmp_path: Path) -> None:
    """By its path."""
    file = tmp_path / "pager.toml"
    file.write_text(
        'title = "Pager"\n[text]\nvalue = 20\nsource = "own pager"\nchecked = 2026-01-02\n',
        encoding="utf-8",
    )
    found = seen(shop, file, "hello")[1]
    assert (found.channel, found.form) == ("pager", "numbered")
    assert len(found.messages) > 1


def test_unknown_names_are_refused(shop: Flow) -> None:
    """Channel, language and step must be there; the error lists what is."""
    with pytest.raises(ParameterError, match="Did you mean whatsapp"):
        preview(shop, channel="whatsap", locale="en")
    with pytest.raises(ParameterError, match="en, de, got fr"):
        preview(shop, channel="web", locale="fr")
    with pytest.raises(ParameterError, match="has no step hallo; it has hello"):
        preview(shop, channel="web", locale="en", step="hallo")


def test_missing_texts_do_not_keep_from_looking(tmp_path: Path) -> None:
    """A flow without texts shows its keys: the check names what is missing."""
    file = tmp_path / "flow.yaml"
    file.write_text("bot: b\nstart: a\nsteps:\n  a: {say: hi, end: done}\n", encoding="utf-8")
    (only,) = preview(load_flow(file), channel="web", locale="en")
    assert only.messages == ("⟨hi⟩",)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from([name for name in names() if name != "kik"]),
    st.lists(st.text(alphabet="aä „🙂.\n", min_size=1, max_size=600), min_size=1, max_size=3),
)
def test_nothing_that_is_said_is_lost(shop: Flow, name: str, texts: list[str]) -> None:
    """Every text arrives whole on every channel, in messages the channel takes, or is refused."""
    channel = load_channel(name)
    values = {"number": texts[0], "wish": texts[-1]}
    for each in preview(shop, channel=channel, locale="en", step="ready", values=values):
        if each.refusal is None and each.part != "lost":
            told = f"Your {texts[-1]} is ready, {texts[0]}."
            assert _bare(told) in _bare("".join(each.messages))
            assert all(_fits(channel, message) for message in each.messages)
            assert all(label in "".join(each.messages) for label in each.choices if each.lines)


def _fits(channel: Channel, message: str) -> bool:
    parts = channel.count_parts(message)
    if parts is not None:
        return parts.number <= 10
    return channel.text is None or channel.length(message) <= channel.text.value


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
