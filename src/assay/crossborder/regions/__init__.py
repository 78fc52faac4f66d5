"""Region views: the sponsor's, the candidate's, and the regions that compete for the same people."""

from assay.crossborder.regions.data import Regions, load_regions
from assay.crossborder.regions.views import open_to, overlaps, reachable

__all__ = ["Regions", "load_regions", "open_to", "overlaps", "reachable"]
