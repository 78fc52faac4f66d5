"""Findings: what is wrong with a document, shown and quoted; and the spans it discredits.

Two sorts. What `flag` finds in the text itself (hidden, addressed to machines, pasted, stuffed) also
discredits its span: a claim that rests on nothing else counts as listed. What `check_claims` finds in
the reading (dates, ages, proportions) is shown and changes nothing.
"""

from assay.extraction.findings.checks import check_claims, flag
from assay.extraction.findings.common import Flags

__all__ = ["Flags", "check_claims", "flag"]
