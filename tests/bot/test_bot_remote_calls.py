"""Requests to bots elsewhere: real servers on this machine that err in every way."""

from __future__ import annotations

import asyncio
import logging
import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import numpy as np
import pytest
from remote_servers import Answer, Script, serving

from dialogkit.bot import Caller, Endpoint, NoAnswerError
from dialogkit.errors import InputError

SECRET = "invented-key-0815"
WORDS = "a sentence that no message may repeat"


def endpoint(url: str, **given: Any) -> Endpoint:
    """An endpoint that is tried again at once."""
    return Endpoint(**{"kind": "rasa", "url": url, "timeout": 2.0, "back_off": 0.001, **given})


def post(where: Endpoint, *, repeatable: bool = True, times: int = 1) -> list[Any]:
    """What so many requests at the same time give, errors among it."""

    async def work() -> list[Any]:
        async with Caller(where) as caller:
            rng = np.random.default_rng(1)
            body = {"message": WORDS}
            calls = [caller.post(body, rng, repeatable=repeatable) for _ in range(times)]
            return await asyncio.gather(*calls, return_exceptions=True)

    return asyncio.run(work())


def first_then(bad: Answer, good: Any = "fine") -> Script:
    """Errs once, then answers."""
    return lambda body, number: bad if number == 1 else Answer(good)


@pytest.mark.parametrize(
    ("bad", "kind"),
    [
        (Answer(status=500), "status 500"),
        (Answer(status=502), "status 502"),
        (Answer(status=429), "status 429"),
        (Answer(raw=b"<html>busy</html>"), "garbage"),
        (Answer(raw=b'{"half": '), "garbage"),
        (Answer(raw=b"[" * 100_000), "garbage"),
        (Answer(raw=b"\xff\xfe\x00"), "garbage"),
        (Answer(cut=True), "cut"),
        (Answer("late", delay=5.0), "timeout"),
    ],
    ids=["500", "502", "429", "html", "half", "deep", "bytes", "cut", "late"],
)
def test_what_may_pass_is_tried_again(bad: Answer, kind: str) -> None:
    """One bad answer costs a retry; as many as are allowed, and it is known what was wrong."""
    patient = 0.3 if kind == "timeout" else 2.0
    with serving(first_then(bad)) as server:
        assert post(endpoint(server.url, timeout=patient, retries=1)) == ["fine"]
        assert len(server.asked) == 2
    with serving(lambda body, number: bad) as server:
        (failed,) = post(endpoint(server.url, timeout=patient, retries=2))
        assert isinstance(failed, NoAnswerError)
        assert failed.kind == kind
        assert len(server.asked) == 3


@pytest.mark.parametrize("bad", [Answer(status=500), Answer(cut=True), Answer(raw=b"?")])
def test_what_a_bot_may_have_heard_is_not_said_twice(bad: Answer) -> None:
    """A bot that remembers must not hear a message again that it may have taken in."""
    with serving(first_then(bad)) as server:
        (failed,) = post(endpoint(server.url), repeatable=False)
        assert isinstance(failed, NoAnswerError)
        assert failed.seen
        assert len(server.asked) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_what_was_not_taken_is_said_again(status: int) -> None:
    """A server that is too busy has not taken the message."""
    with serving(first_then(Answer(status=status))) as server:
        assert post(endpoint(server.url), repeatable=False) == ["fine"]


def test_a_server_that_is_not_there_is_tried_again() -> None:
    """Nothing listens on the port: the message was never seen."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (failed,) = post(endpoint(f"http://127.0.0.1:{port}", retries=2), repeatable=False)
    assert isinstance(failed, NoAnswerError)
    assert (failed.kind, failed.seen) == ("unreachable", False)


def test_retry_after_is_waited_out_by_all() -> None:
    """Seconds or a date, as the server's own clock has it; no request leaves before."""
    now = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    later = format_datetime(now + timedelta(seconds=1), usegmt=True)
    dated = {"Retry-After": later, "Date": format_datetime(now, usegmt=True)}
    for headers in ({"Retry-After": "0.4"}, dated):
        with serving(first_then(Answer(status=429, headers=headers))) as server:
            assert post(endpoint(server.url, at_once=1), times=3) == ["fine"] * 3
            assert server.times[1] - server.times[0] >= 0.39
            assert len(server.asked) == 4


def test_a_wait_that_is_too_long_ends_the_run() -> None:
    """Hours are not waited out: the sentence names the host and what stays."""
    with serving(lambda body, number: Answer(status=429, headers={"Retry-After": "7200"})) as s:
        (refused,) = post(endpoint(s.url, longest_wait=60.0))
        assert isinstance(refused, InputError)
        assert "2 h, longest_wait allows 60 s" in refused.what
        assert "what is recorded stays" in refused.what
        assert len(s.asked) == 1


@pytest.mark.parametrize("text", ["0", "0.0", "past"])
def test_a_retry_after_of_no_time_is_no_leave_to_hammer(text: str) -> None:
    """The usual back-off holds all the same, and with none a server is left a moment of peace."""
    now = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    past = format_datetime(now - timedelta(days=400), usegmt=True)
    headers = {
        "Retry-After": past if text == "past" else text,
        "Date": format_datetime(now, usegmt=True),
    }
    for back_off, least in ((0.0, 0.05), (0.3, 0.15)):
        with serving(lambda body, number: Answer(status=429, headers=headers)) as server:
            (failed,) = post(endpoint(server.url, back_off=back_off, retries=3))
            assert isinstance(failed, NoAnswerError)
            assert np.diff(server.times).min() >= 0.95 * least


@pytest.mark.parametrize(
    ("text", "told"),
    [("9" * 20, "asks to wait"), ("1e999", "for ever"), ("date", "asks to wait 2 ")],
    ids=["long", "endless", "date"],
)
def test_a_retry_after_far_off_is_said_and_not_waited_out(text: str, told: str) -> None:
    """Readable, with what ``longest_wait`` allows."""
    now = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    later = format_datetime(now + timedelta(hours=2, minutes=5), usegmt=True)
    date = format_datetime(now, usegmt=True)
    headers = {"Retry-After": later if text == "date" else text, "Date": date}
    with serving(lambda body, number: Answer(status=503, headers=headers)) as server:
        (refused,) = post(endpoint(server.url))
        assert isinstance(refused, InputError)
        assert told in refused.what
        assert "longest_wait allows 10 min" in refused.what
        assert len(server.asked) == 1


def test_who_is_not_there_is_noticed_before_a_word_is_said() -> None:
    """At once and in words; a server that does not know the request is there all the same."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    async def look(url: str) -> None:
        async with Caller(endpoint(url)) as caller:
            await caller.require_there()

    with pytest.raises(InputError, match=f"127.0.0.1:{port} cannot be reached: nothing listens"):
        asyncio.run(look(f"http://127.0.0.1:{port}"))
    with pytest.raises(InputError, match="cannot be reached"):
        asyncio.run(look("http://nowhere.invalid"))
    with serving(lambda body, number: Answer("fine")) as server:
        asyncio.run(look(server.url))
        assert server.asked == []
        with pytest.raises(InputError, match="does not speak https"):
            asyncio.run(look(server.url.replace("http:", "https:")))


def test_a_retry_after_that_is_none_is_left_alone() -> None:
    """Garbage in the header means the usual back-off."""
    for text in ("soon", "-3", "Wed, 99 Foo 2026", ""):
        bad = Answer(status=503, headers={"Retry-After": text})
        with serving(first_then(bad)) as server:
            assert post(endpoint(server.url)) == ["fine"]


@pytest.mark.parametrize(
    ("status", "word"), [(401, "refuses the key"), (403, "refuses access"), (404, "nothing")]
)
def test_a_refusal_for_good_is_not_tried_again(
    status: int, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence, with the variable that holds the key but never the key."""
    monkeypatch.setenv("INVENTED_KEY", SECRET)
    with serving(lambda body, number: Answer({"error": SECRET + WORDS}, status=status)) as server:
        (refused,) = post(endpoint(server.url, key_from="INVENTED_KEY"))
        assert isinstance(refused, InputError)
        assert word in refused.what
        assert SECRET not in str(refused)
        assert WORDS not in str(refused)
        assert len(server.asked) == 1


def test_one_message_may_be_refused() -> None:
    """As a filter of contents does: no retry, and not the end of the run."""
    with serving(lambda body, number: Answer(status=400)) as server:
        (failed,) = post(endpoint(server.url))
        assert isinstance(failed, NoAnswerError)
        assert failed.final
        assert len(server.asked) == 1


def test_redirects_are_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key goes to the host it is meant for or nowhere."""
    monkeypatch.setenv("INVENTED_KEY", SECRET)
    with serving(lambda body, number: Answer("stolen")) as thief:
        away = Answer(status=307, headers={"Location": thief.url})
        with serving(lambda body, number: away) as server:
            (refused,) = post(endpoint(server.url, key_from="INVENTED_KEY"))
        assert isinstance(refused, InputError)
        assert "points elsewhere: name that address as url" in refused.what
        assert thief.asked == []


def test_an_answer_without_end_is_none() -> None:
    """What is longer than any answer is not read to its end."""
    with serving(lambda body, number: Answer(raw=b" " * 3_000_000)) as server:
        (failed,) = post(endpoint(server.url, retries=0))
        assert isinstance(failed, NoAnswerError)
        assert failed.kind == "garbage"


def test_never_more_at_once_than_allowed() -> None:
    """The limit holds however many conversations there are."""
    with serving(lambda body, number: Answer("fine", delay=0.02)) as server:
        assert post(endpoint(server.url, at_once=3), times=12) == ["fine"] * 12
        assert 1 < server.most_at_once <= 3


def test_never_faster_than_allowed() -> None:
    """Requests keep their distance."""
    with serving(lambda body, number: Answer("fine")) as server:
        post(endpoint(server.url, rate_per_second=20.0, at_once=8), times=6)
        gaps = np.diff(sorted(server.times))
        assert server.times[-1] - server.times[0] >= 5 / 20 * 0.95
        assert gaps.min() >= 0.03


def test_the_key_goes_in_the_header_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """After Bearer in Authorization; bare in any other header; never in the URL or the body."""
    monkeypatch.setenv("INVENTED_KEY", SECRET)
    with serving(lambda body, number: Answer("fine")) as server:
        post(endpoint(server.url, key_from="INVENTED_KEY"))
        post(endpoint(server.url, key_from="INVENTED_KEY", key_header="api-key"))
        assert server.headers[0]["authorization"] == f"Bearer {SECRET}"
        assert server.headers[1]["api-key"] == SECRET
        assert "authorization" not in server.headers[1]


@pytest.mark.parametrize("value", ["", "  ", "two words", "line\nbreak", "schlüssel"])
def test_a_key_that_cannot_be_one_is_not_shown(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the variable only."""
    monkeypatch.setenv("INVENTED_KEY", value)
    with pytest.raises(InputError, match="INVENTED_KEY") as caught:
        Caller(endpoint("http://127.0.0.1:1", key_from="INVENTED_KEY"))
    assert not value.strip() or value not in str(caught.value)


def test_no_log_line_holds_what_was_said(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even at the chattiest level, from any library involved."""
    monkeypatch.setenv("INVENTED_KEY", SECRET)
    caplog.set_level(logging.DEBUG)
    with serving(first_then(Answer(raw=WORDS.encode()), {"text": WORDS})) as server:
        post(endpoint(server.url, key_from="INVENTED_KEY", retries=1))
    assert caplog.records, "something was logged at all"
    assert WORDS not in caplog.text
    assert SECRET not in caplog.text
