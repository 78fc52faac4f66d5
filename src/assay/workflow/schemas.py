"""The JSON Schemas of all outputs."""

from __future__ import annotations

import msgspec

from assay.workflow.found_records import FOUND
from assay.workflow.records import RECORDS

SCHEMAS: dict[str, type[msgspec.Struct]] = {**RECORDS, **FOUND}
"""Output name to its struct."""
