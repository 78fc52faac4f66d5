"""The main language of a text."""

from __future__ import annotations

from functools import cache
from typing import Any

LANGUAGES = [
    "ar",
    "bg",
    "ca",
    "cs",
    "da",
    "de",
    "el",
    "en",
    "es",
    "et",
    "fa",
    "fi",
    "fr",
    "he",
    "hi",
    "hr",
    "hu",
    "id",
    "it",
    "ja",
    "ko",
    "lt",
    "lv",
    "ms",
    "nl",
    "no",
    "pl",
    "pt",
    "ro",
    "ru",
    "sk",
    "sl",
    "sr",
    "sv",
    "th",
    "tl",
    "tr",
    "uk",
    "ur",
    "vi",
    "zh",
]
"""Languages told apart (ISO 639-1); those that Assay reads are among them."""

MIN_LETTERS = 60
"""Letters below which a guess would be chance."""

_SAMPLE = 3_000


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(LANGUAGES)
    return identifier


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the text's main language, None where it is too short to tell."""
    if sum(map(str.isalpha, text[:_SAMPLE])) < MIN_LETTERS:
        return None
    return str(_identifier().classify(text[:_SAMPLE].lower())[0])
