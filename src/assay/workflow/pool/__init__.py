"""The talent pool: a store of people, the index derived from it, and what a recruiter does with both."""

from assay.workflow.pool.opening import TalentPool, init_pool, open_pool
from assay.workflow.pool.place import Place, place_of

__all__ = ["Place", "TalentPool", "init_pool", "open_pool", "place_of"]
