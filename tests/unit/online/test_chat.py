"""The OpenAI-compatible client against a real server."""

import pytest
from tests.servers import Asked, Given, completion, serving

from assay.errors import EndpointError
from assay.online.chat import ChatModel
from assay.online.http import Limits

LIMITS = Limits(timeout_s=2, tries=1)


def model(url: str, **more: str) -> ChatModel:
    return ChatModel(endpoint=f"{url}/v1", model="tiny", limits=LIMITS, **more)


def test_it_asks_as_the_protocol_says() -> None:
    """Model, messages, no randomness, the schema, the key."""
    with serving(lambda _: completion("{}")) as server:
        reply = model(server.url, key="k").complete("be brief", "text", {"type": "object"})
    asked = server.asked[0]

    assert (reply.text, reply.cut) == ("{}", False)
    assert asked.path == "/v1/chat/completions"
    assert asked.headers["authorization"] == "Bearer k"
    assert [m["role"] for m in asked.json["messages"]] == ["system", "user"]
    assert asked.json["temperature"] == 0
    assert asked.json["response_format"]["json_schema"]["schema"] == {"type": "object"}


def test_a_server_without_schemas_is_asked_for_less_and_remembered() -> None:
    """Schema, then JSON, then plain text."""

    def answer(asked: Asked) -> Given:
        return Given(status=400) if "response_format" in asked.json else completion("[]")

    with serving(answer) as server:
        chat = model(server.url)
        assert chat.complete("s", "u", {}).text == chat.complete("s", "u", {}).text == "[]"
    assert [a.json.get("response_format", {}).get("type") for a in server.asked] == [
        "json_schema",
        "json_object",
        None,
        None,
    ]


def test_an_answer_that_was_cut_is_told() -> None:
    """By the reason the server gives for its end."""
    with serving(lambda _: completion('{"skills": [', "length")) as server:
        assert model(server.url).complete("s", "u", {}).cut


@pytest.mark.parametrize(
    ("given", "words"),
    [(Given(status=401), "key was not accepted"), (Given(status=404), "no such model"), (Given(b"<html>"), "not valid JSON"),
     (Given({"choices": []}), "chat completion"), (Given({"error": "x"}), "chat completion"), (Given([1]), "chat completion")],
)  # fmt: skip
def test_what_goes_wrong_is_one_sentence(given: Given, words: str) -> None:
    """What, where, and how to mend it; never the key."""
    with serving(lambda _: given) as server, pytest.raises(EndpointError, match=words) as error:
        model(server.url, key="secret-key").complete("s", "u", {})
    assert "secret-key" not in str(error.value) + repr(model(server.url, key="secret-key"))


def test_content_that_is_no_text_is_nothing() -> None:
    """A null or a list where words belong."""
    with serving(lambda _: Given({"choices": [{"message": {"content": None}}]})) as server:
        assert model(server.url).complete("s", "u", {}).text == ""
