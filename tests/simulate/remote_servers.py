"""Bots that run elsewhere: real HTTP servers on 127.0.0.1, invented, some of them ill-behaved."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

import pytest

pytest.importorskip("httpx", reason="bots elsewhere need the remote extra")

GREETING = "Hello, this is the parcel bot."
ASK = "What is your parcel number?"
TOLD = "Your parcel is on its way."
LOST = "Sorry, I did not get that."
DESK = "One moment, I connect you with a colleague."


class Answer(NamedTuple):
    """What a server sends."""

    body: Any = None
    status: int = 200
    headers: Mapping[str, str] = {}
    raw: bytes | None = None
    """Sent instead of ``body`` as JSON."""
    delay: float = 0.0
    cut: bool = False
    """Whether the connection is closed without an answer."""


@dataclass
class Server:
    """A running server and what it was asked."""

    url: str
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    most_at_once: int = 0
    times: list[float] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)
    """Lets answers that are delayed leave at once."""
    dead: threading.Event = field(default_factory=threading.Event)
    """Set it, and the server answers nobody any more, on old connections or new."""

    @property
    def senders(self) -> Counter[str]:
        """Messages by sender."""
        return Counter(str(row.get("sender")) for row in self.asked)


Script = Callable[[dict[str, Any], int], Answer]
"""From the request's JSON and its number, from 1, to the answer."""


@contextmanager
def serving(script: Script, *, port: int = 0) -> Iterator[Server]:
    """A server as long as the context lasts.

    Args:
        script: What it answers.
        port: The port; 0 takes a free one.
    """
    lock = threading.Lock()
    busy = 0

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            nonlocal busy
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                busy += 1
                server.asked.append(body)
                server.times.append(time.monotonic())
                server.headers.append({k.lower(): v for k, v in self.headers.items()})
                server.most_at_once = max(server.most_at_once, busy)
                answer = script(body, len(server.asked))
                if server.dead.is_set():
                    server.asked.pop()
                    answer = Answer(cut=True)
            if answer.delay:
                server.stop.wait(answer.delay)
            with lock:
                busy -= 1
            self._send(answer)

        def _send(self, answer: Answer) -> None:
            if answer.cut:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            data = answer.raw if answer.raw is not None else json.dumps(answer.body).encode()
            try:
                (self.send_response_only if "Date" in answer.headers else self.send_response)(
                    answer.status
                )
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
            except OSError:
                self.close_connection = True  # whoever asked has gone

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # so it is called above
            """Says nothing."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True
        allow_reuse_address = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Connections that break are part of the tests."""

    http = Quiet(("127.0.0.1", port), Handler)
    server = Server(url=f"http://127.0.0.1:{http.server_address[1]}")
    thread = threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stop.set()
        http.shutdown()
        http.server_close()
        thread.join()


class RasaBot:
    """An invented parcel bot as Rasa's REST channel shows it: it remembers each sender."""

    def __init__(self) -> None:
        self.heard: dict[str, list[str]] = {}

    def __call__(self, body: dict[str, Any], number: int) -> Answer:
        """Answers a message."""
        sender, text = body["sender"], body["message"]
        self.heard.setdefault(sender, []).append(text)
        return Answer([{"recipient_id": sender, **part} for part in self._say(text)])

    def _say(self, text: str) -> list[dict[str, Any]]:
        low = text.lower()
        if low in ("hello", "hallo", "/greet"):
            titles = [("Where is my parcel?", "/track"), ("Talk to a human", "/human")]
            return [
                {"text": GREETING},
                {"buttons": [{"title": title, "payload": payload} for title, payload in titles]},
            ]
        if "human" in low or "angry" in low:
            return [{"text": DESK}, {"custom": {"handoff": {"to": "team"}}}]
        if "parcel" in low or low == "/track":
            return [{"text": ASK}]
        if low.startswith("ab1"):
            return [{"text": TOLD}, {"custom": {"settled": "parcel_status"}}]
        if "thanks" in low:
            return [{"text": "Goodbye!"}]
        return [{"text": LOST}]


RASA_YAML = """\
name: parcelbot
kind: rasa
url: {url}
timeout: 2s
retries: 3
back_off: 0.01s
at_once: 4
locales: [en]
handoff: {{field: custom.handoff.to}}
settles: {{parcel_status: {{field: custom.settled, equals: parcel_status}}}}
asks: {{parcel_id: parcel number}}
lost: did not get that
goodbye: Goodbye
values: {{parcel_id: AB123456789}}
"""


def chat_answer(text: str | None, *, tool: str | None = None, tokens: int = 7) -> Answer:
    """A chat completion."""
    message: dict[str, Any] = {"role": "assistant", "content": text}
    if tool is not None:
        call = {"id": "c1", "type": "function", "function": {"name": tool, "arguments": "{}"}}
        message["tool_calls"] = [call]
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return Answer({"choices": [choice], "usage": {"total_tokens": tokens}})


def chat_bot(body: dict[str, Any], number: int) -> Answer:
    """The same parcel bot as a language model: all it knows is the conversation so far."""
    last = body["messages"][-1]
    if last["role"] == "tool":
        return chat_answer(TOLD)
    low = str(last["content"]).lower()
    if "human" in low or "angry" in low:
        return chat_answer(None, tool="transfer_to_human")
    if low.startswith("ab1"):
        return chat_answer(None, tool="track_parcel")
    if "parcel" in low:
        return chat_answer(ASK)
    return chat_answer("Goodbye!" if "thanks" in low else LOST)


CHAT_YAML = """\
name: parcelbot
kind: openai
url: {url}/v1
model: invented-1
system: You are the bot of an invented parcel service.
timeout: 2s
retries: 3
back_off: 0.01s
locales: [en]
tools:
  - {{name: track_parcel, description: Looks up a parcel., result: {{status: on its way}}}}
  - {{name: transfer_to_human, description: Hands over to the team.}}
handoff: {{tool: transfer_to_human}}
settles: {{parcel_status: {{tool: track_parcel}}}}
asks: {{parcel_id: parcel number}}
lost: {{text: did not get that}}
goodbye: Goodbye
values: {{parcel_id: [AB123456789]}}
"""
