"""A language model as extractor: what it is asked, what it answers, and what of that stands in the text."""

from assay.extraction.proposals.extractor import Completion, ModelExtractor

__all__ = ["Completion", "ModelExtractor"]
