"""Evidence beside the CV: publications, code, interviews and references, judged and joined to the profile."""

from assay.extraction.sources.join import person_in, with_outside
from assay.extraction.sources.person import Person, person_of

__all__ = ["Person", "person_in", "person_of", "with_outside"]
