"""Read a search expression; what cannot be read is answered by a sentence with its place and a hint."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedInput, UnexpectedToken, VisitError

from assay.domain.dates import Month
from assay.domain.evidence import EvidenceKind
from assay.domain.profile import Signal
from assay.errors import ExpressionError
from assay.matching.searching.expression import (
    EVERYWHERE,
    SHOWN,
    Expression,
    Named,
    Signals,
    Where,
    Worded,
    YearsAtLeast,
    both,
    either,
    kinds_taken,
    negated,
    terms,
    with_condition,
)
from assay.matching.searching.fields import field_term

LONGEST: Final = 2000
"""Characters of an expression that are read."""

DEEPEST: Final = 40
"""Brackets within brackets that are read."""

_KINDS: Final = frozenset(SHOWN)
_JOINING: Final = frozenset({"and", "or", "not"})
_EARLIEST, _LATEST = 1950, 2100
_OPERATORS: Final = {"==": "=", "≥": ">=", "≤": "<=", "≠": "!="}


def parse(text: str) -> Expression:
    """The expression that `text` states. Raises ExpressionError, a sentence with the place, where it states none.

    >>> from assay.matching.searching.expression import written
    >>> written(parse('(pytorch or jax)>=3 and "speculative decoding"'))
    '(pytorch>=3 or jax>=3) and "speculative decoding"'
    """
    _check_size(text)
    try:
        expression: Expression = _Reader().transform(_parser().parse(text))
    except VisitError as error:
        if isinstance(error.orig_exc, ExpressionError):
            raise error.orig_exc from None
        raise
    except UnexpectedInput as error:
        raise _refused(text, error) from None
    for term, odd in terms(expression):
        if odd and isinstance(term, YearsAtLeast):
            raise ExpressionError(
                "not before years caps the years of work, which stands for age; ask for the level instead, "
                "as in seniority<=mid",
                term.at[0],
            )
    return expression


@cache
def _parser() -> Lark:
    return Lark.open("grammar.lark", rel_to=__file__, parser="lalr", lexer="contextual")


def _check_size(text: str) -> None:
    if not text.strip():
        raise ExpressionError("the expression is empty; write a skill, as in kubernetes>=3 production", 0)
    if len(text) > LONGEST:
        raise ExpressionError(f"the expression is longer than {LONGEST} characters; search in parts", LONGEST)
    depth = 0
    for at, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth > DEEPEST:
            raise ExpressionError(f"brackets stand more than {DEEPEST} deep; leave some out", at)


def _operator(token: Token) -> str:
    return _OPERATORS.get(str(token), str(token))


def _start(token: Token) -> int:
    return token.start_pos or 0


def _span(tokens: list[Token]) -> tuple[int, int]:
    return _start(tokens[0]), tokens[-1].end_pos or 0


@v_args(inline=True)
class _Reader(Transformer[Token, Any]):
    """Turns the parser's tree into an expression, and says what is wrong with its values."""

    def start(self, expression: Expression) -> Expression:
        return expression

    def either(self, *parts: Expression) -> Expression:
        return either(*parts)

    def both(self, *parts: Expression) -> Expression:
        return both(*parts)

    def opposite(self, part: Expression) -> Expression:
        return negated(part)

    def name(self, *words: Token) -> list[Token]:
        return list(words)

    value = name

    def skill(self, words: list[Token], *conditions: Where) -> Expression:
        text = " ".join(words)
        low = [w.lower() for w in words]
        if len(low) == 1 and low[0] in _KINDS:
            raise ExpressionError(
                f"{low[0]} is a kind of evidence and stands after a skill, as in kubernetes {low[0]}",
                _start(words[0]),
            )
        joining = next((n for n, w in enumerate(low) if w in _JOINING), None)
        if joining is not None:
            raise ExpressionError(f"nothing stands before {low[joining]}", _start(words[joining]))
        if "since" in low:
            raise ExpressionError(
                "since takes a year or a month, as in kafka since 2023 or kafka since 2023-06",
                _start(words[low.index("since")]),
            )
        if not any(c.isalnum() for c in text):
            raise ExpressionError(f"{text!r} names no skill", _start(words[0]))
        return Named(text, _all(conditions, words[0]), _span(words))

    def phrase(self, quoted: Token, *conditions: Where) -> Expression:
        text = " ".join(quoted[1:-1].split())
        if not any(c.isalnum() for c in text):
            raise ExpressionError("the quotation marks hold no word", _start(quoted))
        return Worded(text, _all(conditions, quoted), _span([quoted]))

    def field(self, name: Token, operator: Token, value: list[Token]) -> Expression:
        return field_term(str(name).lower(), _operator(operator), " ".join(value), _span([name, value[-1]]))

    def signal(self, name: Token, operator: Token | None = None, level: Token | None = None) -> Expression:
        words = str(name).lower().replace("-", " ").replace("_", " ").split()[1:]
        signal = Signal("_".join(words))
        if operator is None or level is None:
            return Signals(signal, 1, _span([name]))
        least = _least(operator, level, highest=4, what="a signal")
        return Signals(signal, least, _span([name, level]))

    def group(self, part: Expression, *conditions: Where) -> Expression:
        if not conditions:
            return part
        at = _place(part)
        try:
            joined = with_condition(part, _joined(conditions))
        except ValueError as error:
            what = "not" if str(error) == "not" else "years, speciality, seniority, language or signal"
            raise ExpressionError(
                f"a condition after brackets holds for skills and phrases, and these brackets hold {what}; "
                "write the condition at each skill",
                at,
            ) from None
        for term, _ in terms(joined):
            _check_kinds(getattr(term, "where", EVERYWHERE), term.at[0])
        return joined

    def depth(self, operator: Token, number: Token) -> Where:
        return Where(depth=_least(operator, number, highest=5, what="depth"))

    def kind(self, word: Token) -> Where:
        return Where(kinds=kinds_taken(EvidenceKind(word.lower().split()[-1])))

    def without(self, words: Token) -> Where:
        return Where(kinds=SHOWN - {EvidenceKind(words.lower().split()[-1])})

    def since(self, words: Token) -> Where:
        try:
            month = Month.parse(words.split()[-1])
        except ValueError:
            raise ExpressionError("months run from 01 to 12, as in since 2023-06", _start(words)) from None
        if not _EARLIEST <= month.year <= _LATEST:
            raise ExpressionError(f"since takes a year from {_EARLIEST} to {_LATEST}", _start(words))
        return Where(since=month)


def _least(operator: Token, number: Token, *, highest: int, what: str) -> int:
    """The least value that a comparison lets through; only lower limits are taken."""
    sign = _operator(operator)
    if not (number.isascii() and number.isdigit()):
        raise ExpressionError(
            f"{what} is a whole number from 1 to {highest}, not {str(number)!r}", _start(number)
        )
    if sign not in (">=", ">"):
        raise ExpressionError(
            f"{what} takes >= only, because more evidence never counts against a person; write >={number}",
            _start(operator),
        )
    least = int(number[:4]) + (sign == ">")
    if not 1 <= least <= highest:
        raise ExpressionError(
            f"{what} runs from 1 to {highest}, so nothing is {sign}{number}", _start(operator)
        )
    return least


def _all(conditions: tuple[Where, ...], at: Token) -> Where:
    where = _joined(conditions)
    _check_kinds(where, _start(at))
    return where


def _joined(conditions: tuple[Where, ...]) -> Where:
    where = EVERYWHERE
    for condition in conditions:
        where = where.joined(condition)
    return where


def _check_kinds(where: Where, at: int) -> None:
    if not where.kinds:
        raise ExpressionError("no evidence can be of all the kinds asked at once; leave one out", at)


def _place(part: Expression) -> int:
    return next(terms(part))[0].at[0]


def _refused(text: str, error: UnexpectedInput) -> ExpressionError:
    """What is wrong where the parser stopped."""
    if isinstance(error, UnexpectedCharacters):
        return _bad_character(text, error.pos_in_stream or 0)
    if isinstance(error, UnexpectedEOF) or (
        isinstance(error, UnexpectedToken) and error.token.type == "$END"
    ):
        return _too_short(text)
    if isinstance(error, UnexpectedToken):
        return _misplaced(text, error.token)
    return ExpressionError("the expression cannot be read", 0)


def _bad_character(text: str, at: int) -> ExpressionError:
    char = text[at] if 0 <= at < len(text) else ""
    if char in '"“”„«»':
        if at > 0 and char == '"' and text.count('"') % 2:
            return ExpressionError("a quotation mark is not closed", text.rfind('"'))
        return ExpressionError(
            "a quotation mark is not closed, or two terms stand without and or or between", at
        )
    rest = text[at:].split()
    found = rest[0][:30] if rest else char
    if text[:at].rstrip().endswith(")") or found[0] not in "()<>=!≥≤≠":
        return ExpressionError(
            f"{found!r} cannot stand here; between two terms write and or or, and join a name that holds "
            "a word such as research or applied with hyphens, as in ml-research",
            at,
        )
    return ExpressionError(f"{found!r} cannot stand here; {_expected(found)}", at)


def _too_short(text: str) -> ExpressionError:
    end = len(text.rstrip())
    if text.count("(") > text.count(")"):
        return ExpressionError("a bracket ( is not closed", text.rfind("("))
    last = text.split()[-1].lower()
    if last in ("and", "or", "not"):
        return ExpressionError(f"nothing follows {last}", end - len(last))
    return ExpressionError("the expression ends too early; a value or a term is missing", end)


def _misplaced(text: str, token: Token) -> ExpressionError:
    at, found = _start(token), str(token)
    if token.type == "RPAR":
        if text[:at].count(")") >= text[:at].count("("):
            return ExpressionError("the bracket ) was never opened", at)
        return ExpressionError("nothing stands before the bracket )", at)
    if token.type in ("_AND", "_OR"):
        return ExpressionError(f"nothing stands before {found.lower()}", at)
    if token.type in ("WORD", "PHRASE", "LPAR", "_NOT", "FIELD", "SIGNAL"):
        return ExpressionError(
            f"{found[:30]!r} cannot stand here; between two terms write and or or, and join a name that holds "
            "a word such as research or applied with hyphens, as in ml-research",
            at,
        )
    return ExpressionError(f"{found[:30]!r} cannot stand here; {_expected(found)}", at)


def _expected(found: str) -> str:
    if found[:1] in "<>=!≥≤≠":
        return "a comparison stands after a skill, a field or a signal, as in kubernetes>=3 or years>=5"
    return "write a skill, a phrase in quotation marks or a field, as in years>=5"
