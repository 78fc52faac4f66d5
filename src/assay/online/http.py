"""A small HTTP client: deadlines, size limits, retries with backoff, and no redirects."""

from __future__ import annotations

import http.client
import ipaddress
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import Any

from assay.errors import EndpointError, UsageError

_CHUNK = 65_536
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How patient the client is. Times in seconds: `timeout_s` for one whole answer, `longest_wait_s` between
    two tries; `tries` in all; `max_bytes` of an answer."""

    timeout_s: float = 120.0
    tries: int = 3
    first_wait_s: float = 1.0
    longest_wait_s: float = 60.0
    max_bytes: int = 8_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as JSON; raises EndpointError where it is none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise EndpointError("the answer is not valid JSON; check that the address is right") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Asks one server. The token goes into the header and is never part of a message or of a repr."""

    base: str
    headers: Mapping[str, str] = field(default_factory=dict)
    token: str = field(default="", repr=False)
    limits: Limits = field(default_factory=Limits)
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)

    def get(self, path: str) -> Answer:
        """GET below the base address, or of a whole address on the same server."""
        return self._tried(self._request(path, None))

    def post(self, path: str, value: Any) -> Answer:
        """POST JSON below the base address."""
        return self._tried(self._request(path, json.dumps(value).encode()))

    def _request(self, path: str, data: bytes | None) -> urllib.request.Request:
        url = path if "://" in path else f"{self.base.rstrip('/')}/{path.lstrip('/')}"
        if origin(url) != origin(self.base):
            raise EndpointError(
                f"{host(self.base)} points to another server ({host(url)[:80]}); that is not followed"
            )
        headers = {"User-Agent": "assay", "Accept": "application/json", **self.headers}
        if data is not None:
            headers["Content-Type"] = "application/json"
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        return urllib.request.Request(url, data=data, headers=headers)  # noqa: S310 - `checked` allows http(s) only

    def _tried(self, request: urllib.request.Request) -> Answer:
        """The answer, after as many tries as it takes; raises EndpointError where there is none."""
        wait, reason = self.limits.first_wait_s, ""
        for number in range(1, self.limits.tries + 1):
            try:
                answer = self._once(request)
            except EndpointError:
                raise
            except (OSError, http.client.HTTPException) as error:
                reason = _reason(error)
            else:
                wait = max(wait, _asked_wait(answer))
                too_long = wait > self.limits.longest_wait_s
                if answer.status not in _AGAIN or too_long or number == self.limits.tries:
                    return answer
            if number < self.limits.tries:
                self.sleep(wait)
                wait *= 2
        raise EndpointError(
            f"{host(self.base)} could not be asked ({reason}); check that it runs, and try later"
        )

    def _once(self, request: urllib.request.Request) -> Answer:
        until = time.monotonic() + self.limits.timeout_s
        try:
            with _opener(self.base).open(request, timeout=self.limits.timeout_s) as response:
                return Answer(response.status, _headers(response.headers), self._body(response, until))
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, _headers(error.headers), self._body(error, until))

    def _body(self, response: Any, until: float) -> bytes:
        """The body, read against the clock, since a server may send a byte a minute."""
        parts, size = [], 0
        while chunk := response.read1(_CHUNK):
            size += len(chunk)
            parts.append(chunk)
            if size > self.limits.max_bytes:
                raise EndpointError(
                    f"{host(self.base)} answers with more than {self.limits.max_bytes:,} bytes"
                )
            if time.monotonic() > until:
                raise TimeoutError("timed out")
        return b"".join(parts)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer like any other: a token must not travel to where it points."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def _opener(base: str) -> urllib.request.OpenerDirector:
    handlers: list[urllib.request.BaseHandler] = [_NoRedirect()]
    if is_loopback(base):
        handlers.append(urllib.request.ProxyHandler({}))
    return urllib.request.build_opener(*handlers)


def _headers(message: Message) -> dict[str, str]:
    return {k.lower(): v for k, v in message.items()}


def _reason(error: BaseException) -> str:
    inner = getattr(error, "reason", None) or error
    if isinstance(inner, TimeoutError):
        return "no whole answer in time"
    text = getattr(inner, "strerror", None) or str(inner) or type(inner).__name__
    return " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())[:120]


def _asked_wait(answer: Answer) -> float:
    text = answer.headers.get("retry-after", "")
    return float(text) if text.isdigit() else 0.0


def checked(url: str) -> str:
    """`url` where it is an http(s) address without credentials in it; raises UsageError else."""
    try:
        parts = urllib.parse.urlsplit(url)
        fine = parts.scheme in ("http", "https") and parts.hostname and not parts.username and parts.port != 0
    except ValueError:
        fine = False
    if not fine:
        raise UsageError(
            f"{url[:120]!r} is no address; write it as http://localhost:8000/v1, without a password in it"
        )
    return url.rstrip("/")


def origin(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port."""
    parts = urllib.parse.urlsplit(url)
    return parts.scheme, (parts.hostname or "").lower(), parts.port


def host(url: str) -> str:
    """The server's name as people write it."""
    parts = urllib.parse.urlsplit(url)
    return f"{parts.hostname or ''}:{parts.port}" if parts.port else parts.hostname or ""


def is_loopback(url: str) -> bool:
    """Whether the address is this very machine."""
    name = (urllib.parse.urlsplit(url).hostname or "").lower()
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
