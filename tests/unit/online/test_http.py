"""The client against a real server that is slow, huge, broken or treacherous."""

import time
from typing import Any

import pytest
from tests.servers import Asked, Given, serving

from assay.errors import EndpointError, UsageError
from assay.online.http import Client, Limits, checked, is_loopback

QUICK = Limits(timeout_s=1.0, tries=3, first_wait_s=0.0, longest_wait_s=5.0, max_bytes=100_000)


def client(url: str, **more: Any) -> Client:
    return Client(base=url, limits=QUICK, **more)


def test_a_server_that_recovers_is_asked_again() -> None:
    """Two failures, then an answer; the waits double."""
    waits: list[float] = []
    answers = [Given(status=503), Given(status=429, headers={"retry-after": "2"}), Given({"ok": 1})]
    with serving(lambda _: answers.pop(0)) as server:
        assert client(server.url, sleep=waits.append).get("/x").json() == {"ok": 1}

    assert waits == [0.0, 2.0]


def test_a_wait_longer_than_agreed_is_not_waited_for() -> None:
    """The answer comes back at once."""
    with serving(lambda _: Given(status=429, headers={"retry-after": "3600"})) as server:
        assert client(server.url).get("/").status == 429
        assert len(server.asked) == 1


def test_a_redirect_is_not_followed_and_the_token_stays() -> None:
    """Where it points never hears of the token."""
    with serving(lambda _: Given({"stolen": 1})) as other:
        target = {"location": f"{other.url}/"}
        with serving(lambda _: Given(status=302, headers=target)) as server:
            assert client(server.url, token="secret").get("/").status == 302
        assert other.asked == []


def test_another_server_is_never_asked() -> None:
    """Not even where an answer names its address."""
    with pytest.raises(EndpointError, match="another server"):
        client("http://127.0.0.1:9").get("http://example.org/next")


def test_a_dripping_answer_ends_at_the_deadline() -> None:
    """A byte now and then is no answer."""

    def drip(out: Any) -> None:
        for _ in range(100):
            out.write(b"x")
            out.flush()
            time.sleep(0.1)

    limits = Limits(timeout_s=0.4, tries=1)
    start = time.monotonic()
    with serving(lambda _: Given(write=drip)) as server, pytest.raises(EndpointError, match="in time"):
        Client(base=server.url, limits=limits).get("/")
    assert time.monotonic() - start < 3


def test_an_endless_answer_is_cut() -> None:
    """At the stated number of bytes."""
    with (
        serving(lambda _: Given(b"x" * 200_000)) as server,
        pytest.raises(EndpointError, match="100,000 bytes"),
    ):
        client(server.url).get("/")


def test_nobody_there_is_one_sentence() -> None:
    """No traceback, no token."""
    with serving(lambda _: Given()) as server:
        url = server.url
    with pytest.raises(EndpointError, match="could not be asked") as error:
        client(url, token="secret", sleep=lambda _: None).get("/")
    assert "secret" not in str(error.value) + repr(client(url, token="secret"))
    assert "\n" not in str(error.value)


def test_the_token_is_a_bearer_token() -> None:
    """In the header, where it belongs."""
    with serving(lambda _: Given({})) as server:
        client(server.url, token="secret").post("/a", {"b": 1})
    asked: Asked = server.asked[0]
    assert (asked.method, asked.json, asked.headers["authorization"]) == ("POST", {"b": 1}, "Bearer secret")


@pytest.mark.parametrize(
    "url", ["ftp://x", "file:///etc/passwd", "localhost:8000", "http://u:p@x/v1", "http://", "http://[::1"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    """Other schemes, and passwords on the command line."""
    with pytest.raises(UsageError, match="is no address"):
        checked(url)


@pytest.mark.parametrize(
    ("url", "loopback"),
    [("http://localhost:8000/v1", True), ("http://127.0.0.1/", True), ("http://[::1]:80", True), ("http://10.0.0.1", False),
     ("https://localhost.example.org", False), ("https://127.0.0.1.example.org", False), ("http://0.0.0.0", False)],
)  # fmt: skip
def test_only_this_machine_is_loopback(url: str, loopback: bool) -> None:
    """Names that only look like it are others."""
    assert is_loopback(url) is loopback
