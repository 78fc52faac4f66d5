"""What is compared of two records: for each comparison its levels, closest first, and the words for people.

Conditions are SQL over the columns of `assay.linkage.compare`; the first that holds is the level. A value
that one side lacks is no evidence either way. Weights stand in ``model.yaml`` under the same names.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of a comparison: its name in the model, when it holds, and how it is said."""

    id: str
    condition: str
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison; `absent` holds where one side lacks the value. The last level is all other cases."""

    id: str
    absent: str
    levels: tuple[Level, ...]


ELSE = "ELSE"


def _shared(column: str) -> str:
    return f"len(list_intersect({column}_l, {column}_r))"


def _least(column: str) -> str:
    return f"least(len({column}_l), len({column}_r))"


def _without(*columns: str) -> str:
    return " or ".join(
        "(" + " and ".join(f"len({c}_{side}) = 0" for c in columns) + ")" for side in ("l", "r")
    )


_ALIKE = f"({_shared('marks')} / (len(marks_l) + len(marks_r) - {_shared('marks')} + 0.001))"
_HELD = f"({_shared('marks')} / ({_least('marks')} + 0.001))"
_INITIAL_FITS = "family_l = family_r and initial_l = initial_r and (shortened_l or shortened_r)"
_NAME_WITHIN = (
    "len(name_words_l) >= 2 and len(name_words_r) >= 2 and "
    "(list_has_all(name_words_l, name_words_r) or list_has_all(name_words_r, name_words_l))"
)

COMPARISONS: tuple[Comparison, ...] = (
    Comparison(
        "name",
        "name_l = '' or name_r = ''",
        (
            Level("same", "name_l = name_r", "the name is the same, order, accents and short forms aside"),
            Level(
                "fits", f"({_INITIAL_FITS}) or ({_NAME_WITHIN})", "one name is a shorter form of the other"
            ),
            Level(
                "near",
                "jaro_winkler_similarity(name_l, name_r) >= 0.93",
                "the names differ by a letter or two",
            ),
            Level("part", "list_has_any(name_words_l, name_words_r)", "the names share a word, not the rest"),
            Level("other", ELSE, "the names differ"),
        ),
    ),
    Comparison(
        "email",
        _without("emails"),
        (
            Level("same", "list_has_any(emails_l, emails_r)", "the e-mail address is the same"),
            Level(
                "mailbox",
                "list_has_any(mailboxes_l, mailboxes_r)",
                "the e-mail addresses are alike before the @",
            ),
            Level("other", ELSE, "the e-mail addresses differ"),
        ),
    ),
    Comparison(
        "phone",
        _without("phones"),
        (
            Level("same", "list_has_any(phones_l, phones_r)", "the telephone number is the same"),
            Level("other", ELSE, "the telephone numbers differ"),
        ),
    ),
    Comparison(
        "link",
        _without("links"),
        (
            Level("same", "list_has_any(links_l, links_r)", "a profile or page of theirs is the same"),
            Level("other", ELSE, "the profiles and pages linked differ"),
        ),
    ),
    Comparison(
        "career",
        _without("stations", "periods"),
        (
            Level(
                "stations",
                f"{_shared('stations')} >= 2",
                "two or more employers agree with the year of the start",
            ),
            Level(
                "months",
                f"{_shared('exact_periods')} >= 2",
                "two or more roles have the same first and last month",
            ),
            Level(
                "years",
                f"{_shared('periods')} >= 3 or ({_shared('periods')} = 2 and {_least('periods')} = 2)",
                "the dates of the roles agree, the employers are written differently",
            ),
            Level("station", f"{_shared('stations')} = 1", "one employer agrees with the year of the start"),
            Level(
                "colleagues",
                "list_has_any(employers_l, employers_r)",
                "an employer is the same, at other dates, as with colleagues",
            ),
            Level("period", f"{_shared('periods')} >= 1", "one role has the same dates"),
            Level("other", ELSE, "no employer and no dates of a role agree"),
        ),
    ),
    Comparison(
        "education",
        _without("schools", "degrees"),
        (
            Level(
                "both",
                f"{_shared('schools')} >= 1 and {_shared('degrees')} >= 1",
                "a school and a degree's year agree",
            ),
            Level(
                "degrees",
                f"{_shared('degrees')} >= 2",
                "the degrees agree by level and year, the schools are written differently",
            ),
            Level("school", f"{_shared('schools')} >= 1", "a school is the same"),
            Level("degree", f"{_shared('degrees')} >= 1", "a degree of that level and year is on both"),
            Level("other", ELSE, "neither schools nor degrees agree"),
        ),
    ),
    Comparison(
        "content",
        "len(marks_l) < 20 or len(marks_r) < 20",
        (
            Level("same", f"{_ALIKE} >= 0.75", "the text is nearly the same, name and contact aside"),
            Level("much", f"{_ALIKE} >= 0.4 or {_HELD} >= 0.6", "much of the text is the same"),
            Level(
                "figures",
                f"{_shared('figures')} >= 5 and {_shared('figures')} >= 0.7 * {_least('figures')}",
                "the wording differs, but the figures agree, as in a translation",
            ),
            Level("some", f"{_ALIKE} >= 0.12 or {_HELD} >= 0.25", "some of the text is the same"),
            Level(
                "tools",
                f"{_shared('skills')} >= 6 and {_shared('skills')} >= 0.7 * {_least('skills')}",
                "the wording differs, but most of the tools named agree",
            ),
            Level("other", ELSE, "the texts have little in common"),
        ),
    ),
)
"""Every comparison, in the order in which reasons are told."""
