"""Rules of routes: the data files as dated values, what is known on a day, and how far to trust it."""

from assay.crossborder.rules.book import RuleBook
from assay.crossborder.rules.load import SHIPPED, load_book

__all__ = ["SHIPPED", "RuleBook", "load_book"]
