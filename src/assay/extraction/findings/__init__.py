"""Findings: what is wrong with a document, shown and quoted; and the spans it discredits.

Two sorts. What `flag` finds in the text itself (hidden, addressed to machines, pasted, stuffed) also
discredits its span: a claim that rests on nothing else counts as listed. What `check_claims` finds in
the reading (dates, ages, proportions) is shown and changes nothing.
"""

from assay.extraction.findings.checks import check_claims, flag
from assay.extraction.findings.common import Flags
from assay.extraction.findings.machines import addresses_machines

__all__ = ["Flags", "addresses_machines", "check_claims", "flag"]
