"""Taxonomy: the skill vocabulary, its graph, and the search for its names in text."""

from assay.taxonomy._find import Mention
from assay.taxonomy._names import folded
from assay.taxonomy._speciality import Niche, SpecialityProfile
from assay.taxonomy._studies import Study, studies_in
from assay.taxonomy._taxonomy import FOLDER, Found, Taxonomy, load_taxonomy

__all__ = [
    "FOLDER",
    "Found",
    "Mention",
    "Niche",
    "SpecialityProfile",
    "Study",
    "Taxonomy",
    "folded",
    "load_taxonomy",
    "studies_in",
]
