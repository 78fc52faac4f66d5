"""A language model behind an OpenAI-compatible endpoint, on this machine or hosted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assay.errors import EndpointError
from assay.online.http import Answer, Client, Limits, checked, host, is_loopback

_PATH = "/chat/completions"
_REFUSES_FORM = frozenset({400, 404, 415, 422, 501})
_FORMS = ("json_schema", "json_object", "none")
_SAYS = {
    401: "the key was not accepted; check the environment variable that holds it",
    403: "the key may not use this model; check it",
    404: "there is no such model or address; check --endpoint and --model",
    429: "too many requests; try later or with fewer --jobs",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model wrote, and whether it was cut off at the limit of its answer."""

    text: str
    cut: bool


@dataclass(slots=True, kw_only=True)
class ChatModel:
    """A model to ask. `endpoint` is the address up to ``/v1``; the key is sent as a bearer token."""

    endpoint: str
    model: str
    key: str = field(default="", repr=False)
    limits: Limits = field(default_factory=Limits)
    max_tokens: int = 4_000
    _form: int = 0

    @property
    def version(self) -> str:
        """Model and server, as results name them."""
        return f"{self.model}@{host(self.endpoint)}"

    @property
    def local(self) -> bool:
        """Whether the endpoint is this very machine."""
        return is_loopback(self.endpoint)

    def complete(self, system: str, user: str, schema: Mapping[str, Any]) -> Reply:
        """The model's answer in the schema's form where the server can hold it to that.

        Asks for a JSON schema first, then for plain JSON, then for text; what the server takes is
        remembered. Raises EndpointError in a sentence.
        """
        base = checked(self.endpoint).removesuffix(_PATH)
        client = Client(base=base, token=self.key, limits=self.limits)
        while True:
            answer = client.post(_PATH, self._body(system, user, schema))
            if answer.status in _REFUSES_FORM and self._form < len(_FORMS) - 1:
                self._form += 1
                continue
            return self._reply(answer)

    def _body(self, system: str, user: str, schema: Mapping[str, Any]) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self.model,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
            "temperature": 0,
            "seed": 1,
            "max_tokens": self.max_tokens,
            "stream": False,
        }
        form = _FORMS[self._form]
        if form == "json_schema":
            named = {"name": "skills", "strict": True, "schema": schema}
            body["response_format"] = {"type": form, "json_schema": named}
        elif form == "json_object":
            body["response_format"] = {"type": form}
        return body

    def _reply(self, answer: Answer) -> Reply:
        if answer.status != 200:
            why = _SAYS.get(answer.status, "try later")
            raise EndpointError(f"{host(self.endpoint)} answers with status {answer.status}: {why}")
        value = answer.json()
        try:
            choice = value["choices"][0]
            text = choice["message"]["content"]
        except (KeyError, IndexError, TypeError) as error:
            raise EndpointError(
                f"{host(self.endpoint)} does not answer like a chat completion; check --endpoint"
            ) from error
        return Reply(text if isinstance(text, str) else "", choice.get("finish_reason") == "length")
