"""Ways to work together: relocate, transfer, stay where the person lives, or one after the other."""

from assay.crossborder.ways.build import residence_of, ways
from assay.crossborder.ways.data import controlled_words
from assay.crossborder.ways.ranking import SortBy, ranked
from assay.crossborder.ways.situation import Convert, Ground, Offer, Share, Situation
from assay.crossborder.ways.timing import processing_part

__all__ = [
    "Convert",
    "Ground",
    "Offer",
    "Share",
    "Situation",
    "SortBy",
    "controlled_words",
    "processing_part",
    "ranked",
    "residence_of",
    "ways",
]
