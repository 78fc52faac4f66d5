"""Synthetic pools for benchmarks: people and briefs drawn from fitted counts, seeded, of any size."""

from benchmarks.synthetic.arrays import SyntheticArrays, columns, to_columns
from benchmarks.synthetic.briefs import briefs
from benchmarks.synthetic.people import Written, profiles, written

__all__ = ["SyntheticArrays", "Written", "briefs", "columns", "profiles", "to_columns", "written"]
