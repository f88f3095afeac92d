"""The file bot.yaml: what it may say, and one clear sentence for what it may not."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from remote_servers import CHAT_YAML, RASA_YAML

from dialogkit.bot import Caller, Endpoint, RemoteBot, is_remote, read_endpoint
from dialogkit.errors import InputError, ParameterError

LEAST = "kind: rasa\nurl: http://127.0.0.1:5005\n"


def load(folder: Path, text: str) -> RemoteBot:
    """The bot of a file with this text."""
    path = folder / "bot.yaml"
    path.write_text(text, encoding="utf-8")
    return RemoteBot.load(path)


def refusal(folder: Path, text: str) -> str:
    """Why a file is refused."""
    with pytest.raises(InputError) as caught:
        load(folder, text)
    return str(caught.value)


def test_the_protocols_address_is_added(tmp_path: Path) -> None:
    """Who names the server only, or its version, need not know the rest."""
    rasa = load(tmp_path, LEAST)
    assert rasa.settings.endpoint.url == "http://127.0.0.1:5005/webhooks/rest/webhook"
    own = load(tmp_path, "kind: rasa\nurl: http://127.0.0.1:5005/hooks/mine\n")
    assert own.settings.endpoint.url == "http://127.0.0.1:5005/hooks/mine"
    chat = load(tmp_path, CHAT_YAML.format(url="http://127.0.0.1:8000"))
    assert chat.settings.endpoint.url == "http://127.0.0.1:8000/v1/chat/completions"
    azure = (
        "kind: openai\nmodel: m\nurl: https://h.example.org/d/m/chat/completions?api-version=1\n"
    )
    assert load(tmp_path, azure).settings.endpoint.url.endswith("completions?api-version=1")


def test_a_short_handoff_is_a_pattern(tmp_path: Path) -> None:
    """A bare text is looked for in what the bot says; the handoff is called team."""
    bot = load(tmp_path, LEAST + "handoff: (?i)connect you\n")
    pattern = bot.settings.handoffs["team"].text
    assert pattern is not None
    assert pattern.search("I Connect you")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("kind: rasa\n", "needs url"),
        ("kind: dialogflow\nurl: http://x\n", "kind"),
        ("- kind\n", "mapping"),
        (LEAST + "retires: 3\n", "did you mean retries?"),
        (LEAST + "timeout: -3s\n", "a duration must be"),
        (LEAST + "timeout: soon\n", "timeout"),
        (LEAST + "timeout: 0\n", "greater than 0"),
        (LEAST + "at_once: 0\n", "at_once"),
        (LEAST + "rate_per_second: 0\n", "rate_per_second"),
        (LEAST + "handoff: '['\n", "regular expression"),
        (LEAST + "handoff: '.*'\n", "not every text fits"),
        (LEAST + "handoff: {equals: x}\n", "needs text, field or tool"),
        (LEAST + "goodbye: {text: bye, equals: x}\n", "equals needs the field"),
        (LEAST + "channels: [pigeon]\n", "is no channel"),
        (LEAST + "key_from: sk-123456\n", "must name an environment variable"),
        ("kind: openai\nurl: https://api.example.org/v1\n", "needs model"),
        ("kind: rasa\nurl: ftp://h\n", "must be http"),
        ("kind: rasa\nurl: https://me:secret@h.example.org\n", "no user or password"),
        ("kind: rasa\nurl: https://h.example.org/?token=abc123\n", "must hold no key"),
        ("kind: rasa\nurl: http://h.example.org\nkey_from: K\n", "must be https"),
        ("kind: openai\nmodel: m\nurl: http://10.0.0.7/v1\nkey_from: K\n", "must be https"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, text: str, part: str) -> None:
    """Rule, place, remedy; and never a secret that stands where it must not."""
    message = refusal(tmp_path, text)
    assert part in message
    assert "bot.yaml" in message
    assert not any(secret in message for secret in ("secret", "abc123"))


def test_all_offenders_are_listed_with_their_lines(tmp_path: Path) -> None:
    """Not one at a time."""
    message = refusal(tmp_path, LEAST + "retries: many\nasks: {size: '('}\n")
    assert "bot.yaml:3" in message
    assert "bot.yaml:4" in message


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.8.9.1", "[::1]"])
def test_a_key_may_go_over_http_on_this_machine(tmp_path: Path, host: str) -> None:
    """Nobody is on the way."""
    load(tmp_path, f"kind: rasa\nurl: http://{host}:5005\nkey_from: K\n")


@pytest.mark.parametrize("host", ["127.0.0.1.example.org", "localhost.example.org", "1270.0.0.1"])
def test_what_only_looks_like_this_machine_is_another(tmp_path: Path, host: str) -> None:
    """The whole name counts."""
    assert "must be https" in refusal(tmp_path, f"kind: rasa\nurl: http://{host}\nkey_from: K\n")


def test_the_fingerprint_knows_what_matters(tmp_path: Path) -> None:
    """Marks, prompt and model change it; patience and pace do not."""
    text = RASA_YAML.format(url="http://127.0.0.1:1")
    own = load(tmp_path, text).fingerprint
    assert load(tmp_path, text.replace("retries: 3", "retries: 7")).fingerprint == own
    assert load(tmp_path, text + "rate_per_second: 2\n").fingerprint == own
    assert load(tmp_path, text.replace("Goodbye", "Farewell")).fingerprint != own
    assert load(tmp_path, text + "opening: /greet\n").fingerprint != own


def test_the_system_prompt_may_have_a_file(tmp_path: Path) -> None:
    """One place, not two."""
    (tmp_path / "prompt.txt").write_text("You are a bot.", encoding="utf-8")
    own = "kind: openai\nurl: https://api.example.org/v1\nmodel: m\nsystem_file: prompt.txt\n"
    assert load(tmp_path, own).settings.system == "You are a bot."
    assert "not both" in refusal(tmp_path, own + "system: Hello\n")


def test_flows_are_no_remote_bots(tmp_path: Path) -> None:
    """The command line tells them apart by what stands in the file."""
    flow, bot, broken = (tmp_path / name for name in ("flow.yaml", "bot.yaml", "b.yaml"))
    flow.write_text("bot: x\nstart: a\nsteps: {a: {end: done}}\n", encoding="utf-8")
    bot.write_text(LEAST, encoding="utf-8")
    broken.write_text("kind: [", encoding="utf-8")
    assert not is_remote(flow)
    assert is_remote(bot)
    assert not is_remote(broken)
    assert not is_remote(tmp_path)


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        ("http://bot.example.org:abc", "a number from 1 to 65535 as its port"),
        ("http://bot.example.org:99999", "a number from 1 to 65535 as its port"),
        ("http://bot.example.org:0", "a number from 1 to 65535 as its port"),
        ("http://[::1", "its host is cut"),
        ("http://[zz]/", "its host is cut"),
        ("http://bot example.org", "without spaces"),
        ("http://bot.example.org/a\tb", "without spaces"),
        ("http://", "there is no host in it"),
        ("http:///path", "there is no host in it"),
        ("ftp://bot.example.org", "got ftp:"),
        ("bot.example.org", "got neither"),
        ("//bot.example.org", "got neither"),
        ("http://a..b", "no name of a machine"),
        ("http://-a", "no name of a machine"),
        (f"http://{'a' * 70}.example", "no name of a machine"),
    ],
)
@pytest.mark.parametrize("kind", ["rasa", "openai"])
def test_a_url_that_cannot_be_is_refused_with_its_line(
    tmp_path: Path, kind: str, url: str, rule: str
) -> None:
    """Of a bot and of what plays the customers; nothing of it is repeated but its scheme."""
    path = tmp_path / "bot.yaml"
    path.write_text(f"kind: {kind}\nmodel: m\nurl: {json.dumps(url)}\n", encoding="utf-8")
    for read in (RemoteBot.load, read_endpoint):
        with pytest.raises(InputError) as refused:
            read(path)
        assert (refused.value.file, refused.value.line) == (str(path), 3)
        assert rule in refused.value.what


@given(st.text(max_size=40))
def test_whatever_stands_in_the_place_of_a_url(text: str) -> None:
    """It is an address or refused, and an address can be called."""
    httpx = pytest.importorskip("httpx")
    for url in (text, f"http://{text}", f"http://h:{text}", f"http://[{text}"):
        try:
            made = Endpoint(kind="rasa", url=url)
        except ParameterError:
            continue
        assert made.host
        try:
            assert httpx.URL(url).host
        except httpx.InvalidURL:
            with pytest.raises(InputError, match="url must be"):
                asyncio.run(_look(made))


async def _look(where: Endpoint) -> None:
    async with Caller(where) as caller:
        await caller.require_there()


def test_what_two_keys_break_together_has_a_line(tmp_path: Path) -> None:
    """The key that is to be changed."""
    path = tmp_path / "bot.yaml"
    path.write_text("kind: openai\n\nurl: https://bot.example.org\n", encoding="utf-8")
    with pytest.raises(InputError, match="needs model") as refused:
        RemoteBot.load(path)
    assert refused.value.line == 1
    text = "kind: rasa\nkey_from: KEY\nurl: http://bot.example.org\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="must be https") as refused:
        RemoteBot.load(path)
    assert refused.value.line == 3
