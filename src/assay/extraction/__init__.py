"""Extraction: profiles and briefs from documents, every value on a span."""
