"""Synthetic pools for benchmarks: people and briefs drawn from fitted counts, seeded, of any size."""

from benchmarks.synthetic.arrays import SyntheticArrays, columns, to_columns
from benchmarks.synthetic.briefs import briefs
from benchmarks.synthetic.people import Written, profiles, profiles_at, written

__all__ = [
    "SyntheticArrays",
    "Written",
    "briefs",
    "columns",
    "profiles",
    "profiles_at",
    "to_columns",
    "written",
]
