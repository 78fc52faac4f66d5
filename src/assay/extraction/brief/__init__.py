"""Role briefs: requirements and constraints, each on the brief's own words."""

from assay.extraction.brief.read import brief_from

__all__ = ["brief_from"]
