"""The language model as extractor: off unless asked for by name, and never silently on another machine."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from assay.errors import UsageError

if TYPE_CHECKING:
    from assay.extraction.port import Extractor as Extractor

KEY_VARIABLE = "ASSAY_LLM_KEY"
"""Environment variable that holds the endpoint's key, where it needs one."""


def language_model(
    endpoint: str, model: str, *, allow_remote: bool = False, key_variable: str = KEY_VARIABLE
) -> Extractor:
    """An extractor that asks the model behind an OpenAI-compatible endpoint (its address up to ``/v1``).

    Raises UsageError where the address is none, or is another machine and `allow_remote` does not agree to
    that; the message tells what would be sent.
    """
    from assay.extraction.proposals import ModelExtractor
    from assay.online.chat import ChatModel
    from assay.online.http import checked

    if not model.strip():
        raise UsageError("the language model has no name; give it with --model")
    chat = ChatModel(endpoint=checked(endpoint), model=model, key=os.environ.get(key_variable, ""))
    if not chat.local and not allow_remote:
        raise UsageError(
            f"{what_is_sent(endpoint)} Add --allow-remote to agree, or use an endpoint on localhost."
        )
    return ModelExtractor(chat)


def what_is_sent(endpoint: str) -> str:
    """What leaves the machine for an endpoint elsewhere, in a sentence or two; empty for this machine."""
    from assay.online.http import host, is_loopback

    if is_loopback(endpoint):
        return ""
    plain = "" if endpoint.startswith("https:") else " unencrypted"
    return (
        f"{host(endpoint)} is not this machine: the sentences on work, education and skills of every CV would be sent "
        f"there{plain}, without name, contact, personal data, employers' headlines and file names."
    )
