"""All checks in their order."""

from __future__ import annotations

from collections.abc import Sequence

from assay.domain.profile import Finding, SkillClaim
from assay.extraction.findings.ages import anachronisms, dated_uses, years_beyond_age
from assay.extraction.findings.common import Flags
from assay.extraction.findings.contradictions import contradictory_dates
from assay.extraction.findings.hidden import hidden
from assay.extraction.findings.machines import machines
from assay.extraction.findings.posts import posts
from assay.extraction.findings.proportion import out_of_proportion
from assay.extraction.findings.stuffing import stuffing
from assay.extraction.layout import CvLayout
from assay.extraction.skills import Flagged
from assay.taxonomy import Taxonomy


def flag(layout: CvLayout, taxonomy: Taxonomy) -> Flags:
    """What in the text must not count as evidence: hidden, stuffed, pasted, or addressed to machines."""
    found = [*hidden(layout), *machines(layout), *posts(layout)]
    blamed = [span for _, spans in found for span in spans]
    found += stuffing(layout, taxonomy, blamed)
    sha = layout.document.sha256
    return Flags(
        findings=tuple(f for f, _ in found),
        spans=tuple(Flagged(sha, span) for _, spans in found for span in spans),
    )


def check_claims(
    layouts: Sequence[CvLayout], claims: Sequence[SkillClaim], taxonomy: Taxonomy
) -> tuple[Finding, ...]:
    """Findings about what is claimed: tools used before they existed, impossible dates, claims out of proportion."""
    found = (
        *anachronisms(layouts, claims, taxonomy),
        *dated_uses(layouts, taxonomy),
        *contradictory_dates(layouts),
        *years_beyond_age(layouts, taxonomy),
        *out_of_proportion(layouts, claims, taxonomy),
    )
    return tuple({(f.kind, f.text): f for f in reversed(found)}.values())[::-1]
