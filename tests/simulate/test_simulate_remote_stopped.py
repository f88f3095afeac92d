"""A bot whose server answers badly four times in ten, in a run that is stopped and resumed."""

from __future__ import annotations

import json
import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("httpx", reason="bots elsewhere need the remote extra")

from remote_servers import RASA_YAML, RasaBot, serving
from small_world import make_centre, make_customers

from dialogkit.bot import RemoteBot
from dialogkit.contact_centre import ContactCentre
from dialogkit.simulate import Customers, Recording, Rehearsed, rehearse, simulate

WEEK: dict[str, Any] = {"days": 2, "seed": 3}
QUICK = {"timeout": "0.3s", "retries": "20", "back_off": "0.001s"}
NOT_HEARD = {"wait": 0.1, "too many": 0.1, "busy": 0.05}
"""Share of all answers that are so: the bot has not heard the message."""
HEARD = {"html": 0.03, "cut": 0.03, "late": 0.03, "half": 0.03, "bytes": 0.03}
"""The bot has heard the message, and only its answer is lost: the talk begins anew. So these are
rarer, or a talk of five messages would hardly ever come to its end."""
GOOD = 0.6


@dataclass
class Bad:
    """What a server did."""

    url: str
    bot: RasaBot = field(default_factory=RasaBot)
    sent: Counter[str] = field(default_factory=Counter)
    """How often it answered how."""
    rng: random.Random = field(default_factory=lambda: random.Random(5))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def kind(self) -> str:
        """How it answers next."""
        kinds = {"good": GOOD, **NOT_HEARD, **HEARD}
        return self.rng.choices(list(kinds), list(kinds.values()))[0]


@contextmanager
def bad_server() -> Iterator[Bad]:
    """The parcel bot behind a server in trouble, as long as the context lasts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with bad.lock:
                kind = bad.kind()
                bad.sent[kind] += 1
                good = None if kind in NOT_HEARD else bad.bot(body, 0).body
            try:
                self.answer(kind, json.dumps(good).encode())
            except OSError:
                self.close_connection = True  # whoever asked has gone

        def answer(self, kind: str, good: bytes) -> None:
            """Sends it, whole or not."""
            if kind == "late":
                time.sleep(0.4)
            plain = {
                "html": (200, b"<html>", {}),
                "bytes": (200, b"\xff\xfe\x00", {}),
                "wait": (429, b"", {"Retry-After": "0.01"}),
                "too many": (429, b"{}", {}),
                "busy": (503, b"busy", {}),
            }
            if kind in ("cut", "half"):
                if kind == "half":
                    self.send(200, good, {}, only=len(good) // 2)
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self.send(*plain.get(kind, (200, good, {})))

        def send(
            self, status: int, data: bytes, headers: dict[str, str], only: int | None = None
        ) -> None:
            """Says how much it will send, and sends that or ``only`` so much."""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data[:only])

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # so it is called above
            """Says nothing."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Connections that break are the matter of this test."""

    http = Quiet(("127.0.0.1", 0), Handler)
    bad = Bad(url=f"http://127.0.0.1:{http.server_address[1]}")
    thread = threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield bad
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


def bot_at(folder: Path, url: str) -> RemoteBot:
    """The parcel bot, with much patience."""
    lines = [
        line
        for line in RASA_YAML.format(url=url).splitlines()
        if line.partition(":")[0] not in QUICK
    ]
    lines += [f"{name}: {value}" for name, value in QUICK.items()]
    (folder / "bot.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return RemoteBot.load(folder / "bot.yaml")


def on_disk(path: Path) -> Counter[str]:
    """Key of a conversation to how often it stands in the record."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return Counter(json.loads(line)["key"] for line in lines)


def bare(done: Rehearsed) -> dict[str, Recording]:
    """What was said, without how often it was begun."""
    return {key: replace(told, tries=1) for key, told in done.recordings.items()}


def stopped_and_resumed(
    bot: RemoteBot, people: Customers, centre: ContactCentre, path: Path
) -> tuple[Rehearsed, int]:
    """The rehearsal, interrupted whenever four more conversations are done; and how often."""
    for stops in range(1_000):
        before = len(on_disk(path)) if path.exists() else 0
        progress = _until(path, before + 4)
        with suppress(StoppedError):
            try:
                told = rehearse(bot, people, centre, record=path, progress=progress, **WEEK)
            except* StoppedError:
                raise StoppedError from None
            return told, stops
        assert len(on_disk(path)) >= before + 4, "each time it got further"
        assert set(on_disk(path).values()) == {1}
    raise AssertionError("it never came to an end")


class StoppedError(Exception):
    """Somebody pulled the plug."""


def _until(path: Path, enough: int) -> Callable[[str, int, int], None]:
    """Stops in the middle of things when so many conversations are on disk.

    No KeyboardInterrupt, which asyncio would throw out of its loop past the other conversations.
    """

    def progress(what: str, done: int, total: int) -> None:
        if len(on_disk(path)) >= enough:
            raise StoppedError

    return progress


def test_no_case_is_lost_or_counted_twice(tmp_path: Path) -> None:
    """The conversations and the very cases that a server in health gives, each once."""
    people = make_customers(per_week=90.0, recontacts=0.9, settles=0.75, gives_value=0.9)
    centre = make_centre(tmp_path, "{hours: 24/7, agents: 2, handling: 9m, patience: 15m}")
    with serving(RasaBot()) as server:
        healthy = rehearse(bot_at(tmp_path, server.url), people, centre, **WEEK)
    path = tmp_path / "record.jsonl"
    with bad_server() as bad:
        bot = bot_at(tmp_path, bad.url)
        done, stops = stopped_and_resumed(bot, people, centre, path)
    assert set(bad.sent) == {*NOT_HEARD, *HEARD, "good"}
    assert stops >= 5
    assert set(on_disk(path).values()) == {1}
    assert set(on_disk(path)) == set(done.recordings)
    # who comes back is asked for by weeks in which only some have: a few may not, once all have
    assert bare(done).items() >= bare(healthy).items()
    cases, expected = (simulate(each, people, centre, **WEEK).cases for each in (done, healthy))
    assert cases.table == expected.table
    ids = [row.case_id for row in cases.rows()]
    assert len(set(ids)) == len(ids) >= 25
    assert {row.scenario for row in cases.rows()} == set(done.counted)
