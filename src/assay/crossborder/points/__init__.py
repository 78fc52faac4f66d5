"""Points systems of immigration law: tables as data, and scores over facts that may be unknown.

`load_tables` reads the tables, `compile_table` makes one ready for a filing date, `score` gives a
person's interval of points. Nothing here enters a matching score.
"""

from assay.crossborder.points.compiling import CompiledTable, compile_table
from assay.crossborder.points.conditions import Convert, Facts
from assay.crossborder.points.loading import TABLES, load_tables, table_from
from assay.crossborder.points.scoring import score, trust
from assay.crossborder.points.values import (
    Band,
    Criterion,
    Mark,
    MoneyBar,
    Per,
    PointsTable,
    facts_of,
)

__all__ = [
    "TABLES",
    "Band",
    "CompiledTable",
    "Convert",
    "Criterion",
    "Facts",
    "Mark",
    "MoneyBar",
    "Per",
    "PointsTable",
    "compile_table",
    "facts_of",
    "load_tables",
    "score",
    "table_from",
    "trust",
]
