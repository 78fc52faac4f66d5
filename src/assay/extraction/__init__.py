"""Extraction: profiles and briefs from documents, every value on a span."""

from assay.extraction.assemble import EXTRACTOR_VERSION, LANGUAGES, RULES, Reading, profile_from
from assay.extraction.brief import brief_from

__all__ = ["EXTRACTOR_VERSION", "LANGUAGES", "RULES", "Reading", "brief_from", "profile_from"]
