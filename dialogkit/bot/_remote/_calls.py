"""Requests to an endpoint: paced, timed out, tried again; nothing of what is said leaves here."""

from __future__ import annotations

import asyncio
import json
import math
import ssl
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from dialogkit._durations import readable
from dialogkit.bot._remote._settings import Endpoint, is_loopback
from dialogkit.errors import InputError, MissingExtraError

if TYPE_CHECKING:
    import httpx

__all__ = ["Caller", "NoAnswerError"]

MOST_BYTES = 2_000_000
"""An answer longer than this is none."""
LONGEST_PAUSE = 60.0
"""Seconds between two tries, where the server does not ask for more."""
LEAST_PAUSE = 0.05
"""Seconds that a server is left in peace which says that it is busy, even if for no time at all."""
LONGEST_CONNECT = 5.0
"""Seconds to open a connection; a server that is there takes much less."""
LOOK = 1.0
"""Seconds that a server may take for a request that holds nothing; taken or not, it is there."""
_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
"""Statuses that may pass."""
_NOT_TAKEN = frozenset({425, 429, 503, 529})
"""Those of them with which a server says that it has not taken the request."""
_NOT_THIS = frozenset({400, 413, 422})
"""Those with which it refuses this one message, as a filter of contents does."""
_WHY = {
    401: "refuses the key",
    403: "refuses access",
    404: "has nothing at this address, or no such model",
    405: "takes no messages at this address",
    **dict.fromkeys((301, 302, 303, 307, 308), "points elsewhere: name that address as url"),
}


class NoAnswerError(Exception):
    """No answer came.

    Args:
        kind: In a word: ``timeout``, ``cut``, ``unreachable``, ``garbage`` or a status.
        seen: Whether the bot may have taken in the message.
        final: Whether the same message would be refused again.
    """

    def __init__(self, kind: str, *, seen: bool = True, final: bool = False) -> None:
        super().__init__(kind)
        self.kind = kind
        self.seen = seen
        self.final = final


class Caller:
    """Calls one endpoint. Enter it to open connections, leave it to close them.

    Certificates are always checked, and redirects are not followed: a key goes to the host it is
    meant for or nowhere.

    Args:
        endpoint: Where and how.

    Raises:
        InputError: The environment variable with the key is not set.
        MissingExtraError: The package ``httpx`` is not installed.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self._headers = {"Accept": "application/json", **_authorization(endpoint)}
        self._client: httpx.AsyncClient | None = None
        self._gate = asyncio.Semaphore(endpoint.at_once)
        self._connect = min(LONGEST_CONNECT, endpoint.timeout)
        self._free_at = 0.0
        """Time of the event loop at which the next request may leave."""

    async def __aenter__(self) -> Self:
        """Opens the connections."""
        try:
            import httpx
        except ImportError:
            raise MissingExtraError.of("httpx", extra="remote") from None
        self._client = httpx.AsyncClient(
            headers=self._headers,
            timeout=httpx.Timeout(self.endpoint.timeout, connect=self._connect),
            follow_redirects=False,
            verify=_certificates(),
            trust_env=not is_loopback(self.endpoint.url),  # a proxy cannot know this machine
            limits=httpx.Limits(max_connections=self.endpoint.at_once),
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Closes them."""
        if self._client is not None:
            await self._client.aclose()

    async def require_there(self) -> None:
        """Refuses an endpoint that nobody can connect to, before anything is said to it.

        Whatever else a server does with a request that holds nothing, it is there.

        Raises:
            InputError: It cannot be reached, or its certificate is not trusted.
        """
        import httpx

        assert self._client is not None, "the caller is entered first"
        patient = httpx.Timeout(LOOK, connect=self._connect)
        try:
            await self._client.head(self.endpoint.url, timeout=patient)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as error:
            raise InputError(f"{self.endpoint.host} cannot be reached: {_reason(error)}") from None
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError):
            raise InputError("url must be http://HOST or https://HOST") from None
        except httpx.HTTPError:
            return

    async def pause(self, attempt: int, rng: np.random.Generator) -> None:
        """Waits before something is tried again: longer each time, and never equally long.

        Args:
            attempt: How often it was tried again before.
            rng: Settles the jitter.
        """
        own = min(self.endpoint.back_off * 2**attempt, LONGEST_PAUSE)
        await asyncio.sleep(own * (0.5 + 0.5 * float(rng.random())))

    async def post(
        self, body: Mapping[str, Any], rng: np.random.Generator, *, repeatable: bool
    ) -> Any:
        """The JSON value that the endpoint answers.

        Args:
            body: What is sent.
            rng: Settles the jitter between two tries.
            repeatable: Whether the bot may see the same request twice.

        Raises:
            NoAnswerError: No answer came, however often it was tried.
            InputError: The endpoint refuses for good.
        """
        attempt = 0
        while True:
            try:
                return await self._once(body)
            except NoAnswerError as broken:
                again = repeatable or not broken.seen
                if broken.final or not again or attempt >= self.endpoint.retries:
                    raise
                # what the server asks for holds besides, and for everybody
                await self.pause(attempt, rng)
            attempt += 1

    def _hold(self, asked: float) -> None:
        """No request leaves for as long as the server asks, be it for no time at all."""
        if asked > self.endpoint.longest_wait:
            most = readable(self.endpoint.longest_wait)
            long = readable(asked) if math.isfinite(asked) else "for ever"
            what = f"{self.endpoint.host} asks to wait {long}, longest_wait allows {most}"
            raise InputError(f"{what}; run it again later: what is recorded stays")
        now = asyncio.get_running_loop().time()
        self._free_at = max(self._free_at, now + max(asked, LEAST_PAUSE))

    async def _turn(self) -> None:
        """Waits until a request may leave."""
        loop = asyncio.get_running_loop()
        while (ahead := self._free_at - loop.time()) > 0:
            await asyncio.sleep(ahead)
        if self.endpoint.rate_per_second is not None:
            self._free_at = loop.time() + 1 / self.endpoint.rate_per_second

    async def _once(self, body: Mapping[str, Any]) -> Any:
        import httpx

        async with self._gate:
            await self._turn()
            try:
                async with asyncio.timeout(self.endpoint.timeout):
                    status, headers, data = await self._exchange(body)
            except (TimeoutError, httpx.ReadTimeout, httpx.WriteTimeout):
                raise NoAnswerError("timeout") from None
            except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
                raise NoAnswerError("unreachable", seen=False) from None
            except (httpx.HTTPError, httpx.StreamError):
                raise NoAnswerError("cut") from None
            # before anybody else's turn comes, who must not leave too early either
            wait = _retry_after(headers) if status in _AGAIN else None
            if status in _NOT_TAKEN or wait is not None:
                self._hold(max(0.0, wait or 0.0))
        return self._read(status, data)

    async def _exchange(self, body: Mapping[str, Any]) -> tuple[int, Mapping[str, str], bytes]:
        assert self._client is not None, "the caller is entered first"
        content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        headers = {"Content-Type": "application/json"}
        url, data = self.endpoint.url, bytearray()
        async with self._client.stream("POST", url, content=content, headers=headers) as answer:
            async for part in answer.aiter_bytes():
                data += part
                if len(data) > MOST_BYTES:
                    raise NoAnswerError("garbage")
            return answer.status_code, answer.headers, bytes(data)

    def _read(self, status: int, data: bytes) -> Any:
        if status in _AGAIN:
            raise NoAnswerError(f"status {status}", seen=status not in _NOT_TAKEN)
        if status in _NOT_THIS:
            raise NoAnswerError(f"status {status}", final=True)
        if not 200 <= status < 300:
            why = _WHY.get(status, "refuses the request")
            named = f" in {self.endpoint.key_from}" if status in (401, 403) else ""
            key = named if self.endpoint.key_from else ""
            raise InputError(f"{self.endpoint.host} {why}{key} (status {status})")
        try:
            return json.loads(data)
        except (ValueError, RecursionError):
            raise NoAnswerError("garbage") from None


@cache
def _certificates() -> ssl.SSLContext:
    """Those that are trusted, read once: that takes as long as many requests."""
    import httpx

    return httpx.create_ssl_context()


def _authorization(endpoint: Endpoint) -> dict[str, str]:
    key = endpoint.key()
    if key is None:
        return {}
    bearer = endpoint.key_header.lower() == "authorization"
    return {endpoint.key_header: f"Bearer {key}" if bearer else key}


def _reason(error: Exception) -> str:
    """Why there is no connection, in words; what the system says holds nothing of a request."""
    text = str(error).lower()
    for part, why in _NO_CONNECTION.items():
        if part in text:
            return why
    if "timeout" in type(error).__name__.lower():
        return "there was no connection in time"
    return "no connection can be made; is it running, and is url right?"


_NO_CONNECTION = {
    "certificate": "its certificate is not trusted",
    "ssl": "it does not speak https",
    "name or service": "there is no machine of that name",
    "nodename": "there is no machine of that name",
    "getaddrinfo": "there is no machine of that name",
    "no address": "there is no machine of that name",
    "temporary failure in name": "its name cannot be looked up now",
    "refused": "nothing listens there; is it running, and is the port right?",
    "attempts failed": "nothing listens there; is it running, and is the port right?",
    "unreachable": "there is no way to it from here",
    "proxy": "the proxy of this machine does not let it through",
}
"""What a system says of a connection that failed to what it means."""


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds the server asks to wait: a number, or a time as seen from its own clock.

    Source: RFC 9110, section 10.2.3. The answer's ``Date`` stands for now, so that nobody here
    needs a clock that agrees with the server's.
    """
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    try:
        return float(text) if text[0].isdigit() else _until(text, headers.get("date", ""))
    except (ValueError, TypeError, OverflowError):
        return None


def _until(text: str, date: str) -> float:
    later, now = (parsedate_to_datetime(when) for when in (text, date))
    assert isinstance(later, datetime)
    return max(0.0, (later - now).total_seconds())
