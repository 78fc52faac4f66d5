"""Fields of an expression: years, speciality, seniority and language, and what their values may be."""

from __future__ import annotations

from typing import Final

from assay.domain.skill import Seniority, Speciality
from assay.errors import ExpressionError
from assay.matching.searching.expression import (
    Expression,
    OfSeniority,
    OfSpeciality,
    Speaks,
    YearsAtLeast,
    negated,
)

_LANGUAGES: Final = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "spanish": "es", "italian": "it",
    "portuguese": "pt", "dutch": "nl", "polish": "pl", "japanese": "ja", "chinese": "zh", "mandarin": "zh",
    "korean": "ko", "russian": "ru", "arabic": "ar", "hindi": "hi", "swedish": "sv", "danish": "da",
    "norwegian": "no", "finnish": "fi", "czech": "cs", "turkish": "tr", "ukrainian": "uk", "hebrew": "he",
    "greek": "el", "romanian": "ro", "hungarian": "hu", "catalan": "ca",
}  # fmt: skip
_MOST_YEARS: Final = 60.0
_At = tuple[int, int]


def field_term(name: str, operator: str, value: str, at: _At) -> Expression:
    """The term for ``name operator value``. Raises ExpressionError where the value is none of the field's."""
    if name == "years":
        return _years(operator, value, at)
    if name == "seniority":
        return _seniority(operator, value, at)
    if operator not in ("=", "!="):
        raise ExpressionError(
            f"{name} takes = or !=, as in {name}={'llm' if name[0] == 's' else 'de'}", at[0]
        )
    term = _language(value, at) if name == "language" else _speciality(value, at)
    return term if operator == "=" else negated(term)


def _years(operator: str, value: str, at: _At) -> Expression:
    if operator not in (">=", ">"):
        raise ExpressionError(
            "years takes >= only, because a cap on years of work stands for age; ask for the level instead, "
            "as in seniority<=mid",
            at[0],
        )
    try:
        years = float(value) if value.isascii() and len(value) < 8 else -1.0
    except ValueError:
        years = -1.0
    if not 0 < years <= _MOST_YEARS:
        raise ExpressionError(f"years is a number above 0 and up to {_MOST_YEARS:g}, not {value!r}", at[0])
    # Relevant years are told to a tenth, so "more than" is the next tenth.
    return YearsAtLeast(round(years + 0.1, 1) if operator == ">" else years, at)


def _seniority(operator: str, value: str, at: _At) -> Expression:
    try:
        asked = Seniority(value.lower())
    except ValueError:
        names = ", ".join(Seniority)
        raise ExpressionError(
            f"seniority is one of {names}, not {value!r}{_near(value, names)}", at[0]
        ) from None
    kept = {
        ">=": [s for s in Seniority if s.rank >= asked.rank],
        ">": [s for s in Seniority if s.rank > asked.rank],
        "<=": [s for s in Seniority if s.rank <= asked.rank],
        "<": [s for s in Seniority if s.rank < asked.rank],
        "=": [asked],
        "!=": [asked],
    }[operator]
    if not kept:
        raise ExpressionError(f"no seniority is {operator}{asked}", at[0])
    if len(kept) == len(Seniority):
        raise ExpressionError(f"every seniority is {operator}{asked}, so the term asks nothing", at[0])
    term = OfSeniority(frozenset(kept), at)
    return negated(term) if operator == "!=" else term


def _speciality(value: str, at: _At) -> OfSpeciality:
    asked = "_".join(value.lower().replace("-", " ").replace("_", " ").split())
    try:
        return OfSpeciality(Speciality(asked), at)
    except ValueError:
        hint = _near(asked, ", ".join(Speciality)) or f"; it is one of {', '.join(Speciality)}"
        raise ExpressionError(f"there is no speciality {value!r}{hint}", at[0]) from None


def _language(value: str, at: _At) -> Speaks:
    low = value.lower()
    code = _LANGUAGES.get(low, low)
    if not (len(code) == 2 and code.isascii() and code.isalpha()):
        hint = _near(low, ", ".join(_LANGUAGES))
        raise ExpressionError(
            f"language takes a two-letter code, as in language=de, not {value!r}{hint}", at[0]
        )
    return Speaks(code, at)


def _near(value: str, names: str) -> str:
    """A hint at the name most like `value`, empty where none is near."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(value.lower(), names.split(", "), scorer=fuzz.ratio, score_cutoff=60)
    return f" (did you mean {found[0]}?)" if found else ""
