"""The store of the talent pool: people, their documents and profiles, briefs, decisions, and the audit chain."""

from assay.store.port import Store
from assay.store.records import Intake, OriginalFile, PersonId, new_person_id
from assay.store.sealing import StoreKey
from assay.store.sql.opening import create_store, open_store

__all__ = [
    "Intake",
    "OriginalFile",
    "PersonId",
    "Store",
    "StoreKey",
    "create_store",
    "new_person_id",
    "open_store",
]
