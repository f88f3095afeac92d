"""What bots elsewhere say, as Rasa's REST channel and chat completions have it, by its marks."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from remote_servers import (
    CHAT_YAML,
    RASA_YAML,
    TOLD,
    Answer,
    RasaBot,
    Script,
    chat_answer,
    chat_bot,
    serving,
)

from dialogkit.bot import BotAnswer, Choice, Line, NoAnswerError, RemoteBot, reply_of


def talk(folder: Path, yaml: str, script: Script, *texts: str | Choice) -> list[BotAnswer]:
    """The bot's answers, the opening first where there is one."""
    answers: list[BotAnswer] = []

    async def work(bot: RemoteBot) -> None:
        async with bot.reach() as reached:
            line: Line = reached.line(
                "c1", locale="en", channel="web", rng=np.random.default_rng(1)
            )
            first = await line.open()
            answers.extend([] if first is None else [first])
            for text in texts:
                said = line.press(text) if isinstance(text, Choice) else line.say(text)
                answers.append(await said)

    with serving(script) as server:
        path = folder / "bot.yaml"
        path.write_text(yaml.format(url=server.url), encoding="utf-8")
        asyncio.run(work(RemoteBot.load(path)))
    return answers


def test_rasa_is_understood_by_its_marks(tmp_path: Path) -> None:
    """Slot, settling, handoff and goodbye; buttons come with what pressing them sends."""
    script = RasaBot()
    hello, asks, told, desk, bye, lost = talk(
        tmp_path,
        RASA_YAML,
        script,
        "hello",
        Choice(title="Where is my parcel?", payload="/track"),
        "AB123456789",
        "i am angry",
        "thanks",
        "do you sell shoes",
    )
    assert [choice.title for choice in hello.buttons] == ["Where is my parcel?", "Talk to a human"]
    assert asks.asks == "parcel_id"
    assert told.messages == (TOLD,)
    assert told.settles == ("parcel_status",)
    assert desk.handoff == "team"
    assert bye.ended == "goodbye"
    assert lost.lost
    assert script.heard["c1"][1] == "/track"


def test_an_opening_lets_the_bot_speak_first(tmp_path: Path) -> None:
    """It is sent before the customer has written."""
    (hello,) = talk(tmp_path, RASA_YAML + "opening: /greet\n", RasaBot())
    assert hello.messages


def test_a_silent_rasa_bot_says_nothing(tmp_path: Path) -> None:
    """An empty list is an answer: a paused conversation gives it."""
    (answer,) = talk(tmp_path, RASA_YAML, lambda body, number: Answer([]), "hello")
    assert answer == BotAnswer()


def test_pictures_are_told_of(tmp_path: Path) -> None:
    """What has no text stands as its kind."""
    sent = [{"image": "https://example.org/a.png"}, {"text": "There."}]
    (answer,) = talk(tmp_path, RASA_YAML, lambda body, number: Answer(sent), "hello")
    assert answer.messages == ("[image]", "There.")


@pytest.mark.parametrize("body", [{"text": "x"}, "text", [1], None, 7])
def test_rasa_garbage_is_no_answer(tmp_path: Path, body: Any) -> None:
    """A value of another shape is not guessed at."""
    with pytest.raises(NoAnswerError, match="garbage"):
        talk(tmp_path, RASA_YAML, lambda _, number: Answer(body), "hello")


def test_chat_completions_keep_the_conversation(tmp_path: Path) -> None:
    """System prompt first, then all that was said; a tool is answered as the file says."""
    seen: list[dict[str, Any]] = []

    def script(body: dict[str, Any], number: int) -> Answer:
        seen.append(body)
        return chat_bot(body, number)

    asks, told, desk = talk(
        tmp_path, CHAT_YAML, script, "where is my parcel", "AB123456789", "a human please"
    )
    assert asks.asks == "parcel_id"
    assert (told.messages, told.settles, told.tokens) == ((TOLD,), ("parcel_status",), 14)
    assert desk.handoff == "team"
    assert [m["role"] for m in seen[-1]["messages"]] == [
        *("system", "user", "assistant", "user", "assistant", "tool", "assistant", "user"),
    ]
    result = seen[2]["messages"][-1]
    assert (result["tool_call_id"], result["content"]) == ("c1", '{"status": "on its way"}')
    assert {tool["function"]["name"] for tool in seen[0]["tools"]} == {
        "track_parcel",
        "transfer_to_human",
    }


def test_a_chat_answer_of_another_shape_is_asked_for_again(tmp_path: Path) -> None:
    """The endpoint keeps nothing, so the same request may go out again."""

    def script(body: dict[str, Any], number: int) -> Answer:
        return Answer({"error": "x"}) if number < 3 else chat_answer("Hello!")

    (answer,) = talk(tmp_path, CHAT_YAML, script, "hello")
    assert answer.messages == ("Hello!",)


def test_tools_without_end_are_stopped(tmp_path: Path) -> None:
    """A model that only ever calls tools does not keep a conversation for itself."""
    asked: list[int] = []

    def script(body: dict[str, Any], number: int) -> Answer:
        asked.append(number)
        return chat_answer(None, tool="track_parcel")

    talk(tmp_path, CHAT_YAML, script, "hello")
    assert len(asked) == 6


def test_text_may_come_in_parts() -> None:
    """A list of parts, or a refusal, is text too."""
    parts = [{"type": "text", "text": "Good "}, {"type": "text", "text": "day"}]
    assert reply_of({"choices": [{"message": {"content": parts}}]}).text == "Good day"
    refusal = {"content": None, "refusal": "I cannot."}
    assert reply_of({"choices": [{"message": refusal}]}).text == "I cannot."
    old = {"content": None, "function_call": {"name": "transfer", "arguments": "{}"}}
    assert reply_of({"choices": [{"message": old}]}).calls == (("", "transfer"),)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["choices", "message", "content", "tool_calls", "usage", "id"]), inner
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_no_answer_of_an_endpoint_breaks_the_reader(value: Any) -> None:
    """Any JSON is either a message or refused as garbage."""
    with contextlib.suppress(NoAnswerError):
        assert isinstance(reply_of(value).text, str)
