"""Requests to an endpoint: paced, timed out, tried again; nothing of what is said leaves here."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from dialogkit.bot._remote._settings import Endpoint, is_loopback
from dialogkit.errors import InputError, MissingExtraError

if TYPE_CHECKING:
    import httpx

__all__ = ["Caller", "NoAnswerError"]

MOST_BYTES = 2_000_000
"""An answer longer than this is none."""
LONGEST_PAUSE = 60.0
"""Seconds between two tries, where the server does not ask for more."""
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
}


class NoAnswerError(Exception):
    """No answer came.

    Args:
        kind: In a word: ``timeout``, ``cut``, ``unreachable``, ``garbage`` or a status.
        seen: Whether the bot may have taken in the message.
        wait: Seconds the server asks to wait.
        final: Whether the same message would be refused again.
    """

    def __init__(
        self, kind: str, *, seen: bool = True, wait: float | None = None, final: bool = False
    ) -> None:
        super().__init__(kind)
        self.kind = kind
        self.seen = seen
        self.wait = wait
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
            timeout=self.endpoint.timeout,
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
                await self._pause(broken, attempt, rng)
            attempt += 1

    async def _pause(self, broken: NoAnswerError, attempt: int, rng: np.random.Generator) -> None:
        """Exponential back-off with jitter; what the server asks for holds for everybody."""
        own = min(self.endpoint.back_off * 2**attempt, LONGEST_PAUSE)
        own *= 0.5 + 0.5 * float(rng.random())
        if broken.wait is None:
            await asyncio.sleep(own)

    def _hold(self, wait: float) -> None:
        """No request leaves for so many seconds."""
        if wait > self.endpoint.longest_wait:
            what = f"{self.endpoint.host} asks to wait {wait:.0f} s, more than longest_wait"
            raise InputError(f"{what}; run it again later: what is recorded stays")
        now = asyncio.get_running_loop().time()
        self._free_at = max(self._free_at, now + wait)

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
            if wait is not None:
                self._hold(wait)
        return self._read(status, data, wait)

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

    def _read(self, status: int, data: bytes, wait: float | None) -> Any:
        if status in _AGAIN:
            raise NoAnswerError(f"status {status}", seen=status not in _NOT_TAKEN, wait=wait)
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


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds the server asks to wait: a number, or a time as seen from its own clock.

    Source: RFC 9110, section 10.2.3. The answer's ``Date`` stands for now, so that nobody here
    needs a clock that agrees with the server's.
    """
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    try:
        return max(0.0, float(text)) if text[0].isdigit() else _until(text, headers.get("date", ""))
    except (ValueError, TypeError, OverflowError):
        return None


def _until(text: str, date: str) -> float:
    later, now = (parsedate_to_datetime(when) for when in (text, date))
    assert isinstance(later, datetime)
    return max(0.0, (later - now).total_seconds())
