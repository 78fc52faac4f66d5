"""Searching: a language of skills, depth and kinds of evidence over the columns of a pool."""

from assay.matching.searching.expression import Expression, written
from assay.matching.searching.hits import Hits, evaluate_expression
from assay.matching.searching.outline import Outline, outline
from assay.matching.searching.parse import parse
from assay.matching.searching.resolve import meanings
from assay.matching.searching.search import Hit, Met, Reading, Searched, reading_of, search

__all__ = [
    "Expression",
    "Hit",
    "Hits",
    "Met",
    "Outline",
    "Reading",
    "Searched",
    "evaluate_expression",
    "meanings",
    "outline",
    "parse",
    "reading_of",
    "search",
    "written",
]
