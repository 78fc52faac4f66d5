"""All outputs of the machine contract by name, with their JSON Schemas."""

from __future__ import annotations

import msgspec

from assay.workflow.cluster_records import CLUSTER_RECORDS
from assay.workflow.duplicate_records import DUPLICATE_RECORDS
from assay.workflow.found_records import FOUND
from assay.workflow.pool.records import POOL_RECORDS
from assay.workflow.pool.upkeep_records import UPKEEP_RECORDS
from assay.workflow.recording import to_json
from assay.workflow.records import RECORDS
from assay.workflow.routes_records import ROUTES_RECORDS
from assay.workflow.transfer_records import TRANSFER_RECORDS

SCHEMAS: dict[str, type[msgspec.Struct]] = {
    **RECORDS,
    **FOUND,
    **DUPLICATE_RECORDS,
    **TRANSFER_RECORDS,
    **ROUTES_RECORDS,
    **POOL_RECORDS,
    **CLUSTER_RECORDS,
    **UPKEEP_RECORDS,
}
"""Output name to its struct."""


def json_schema(name: str) -> bytes:
    """The JSON Schema (2020-12) of an output. Raises KeyError on other names."""
    return to_json(msgspec.json.schema(SCHEMAS[name]), indent=2)
