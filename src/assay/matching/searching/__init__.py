"""Searching: a language of skills, depth and kinds of evidence over the columns of a pool."""

from assay.matching.searching.expression import Expression, written
from assay.matching.searching.parse import parse
from assay.matching.searching.search import Hit, Met, Reading, Searched, reading_of, search

__all__ = ["Expression", "Hit", "Met", "Reading", "Searched", "parse", "reading_of", "search", "written"]
