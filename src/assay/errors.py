"""Every error that Assay raises on purpose.

The tree::

    AssayError
    ├── DocumentError            one document could not be read; the others go on
    │   ├── UnreadableDocument       damaged, or not what its name says
    │   ├── EncryptedDocument        needs a password
    │   ├── EmptyDocument            holds no text (a scan without a text layer, say)
    │   ├── OversizedDocument        over a stated limit of bytes, pages or characters
    │   └── UnsupportedDocument      a format that no reader takes
    ├── BriefError               a brief that cannot be used, or an edited brief with faults
    ├── TaxonomyError            faults in the skill vocabulary, all of them, each with its path
    ├── ModelError               faults in a model file, each with its path
    ├── RulesError               faults in the rules of crossing borders, each with its path
    ├── FactsError               faults in a sheet of declared facts, each with its place
    ├── GoldError                an evaluation folder that lacks a part
    ├── IndexDamaged             an index or scoring row that cannot be read; it is rebuilt from the store
    ├── IndexBusy                another process kept the index's writer lock for longer than we wait
    ├── IndexUnwritable          the index's folder could not be written; what it held is unchanged
    ├── StoreError               the store of the pool could not do what was asked; nothing was half done
    │   ├── StoreFull                no room to write
    │   ├── StoreReadOnly            may be read, not written
    │   ├── StoreDamaged             a page, a blob or the audit chain is not what was written
    │   ├── WrongStoreKey            the key does not open this store, or there is none
    │   ├── StoreUnreachable         the file or the server cannot be reached
    │   ├── StoreBusy                others kept it locked for longer than we wait
    │   └── StoreVersionError        made by another version of Assay than this one can use
    ├── ClusterError             a cluster that is not there, or whose workers could not answer
    ├── EndpointError            another machine (a language model, GitHub) that could not be asked
    └── UsageError               wrong use: a path that does not exist, a report that cannot be written
        └── ExpressionError          a search expression that cannot be read, with the place

A message says what happened, where, and how to mend it, in one sentence without a line break.
The first line of a class docstring is its default message.
"""

from __future__ import annotations

from collections.abc import Sequence


class AssayError(Exception):
    """Something went wrong in Assay."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or (type(self).__doc__ or "").splitlines()[0])


class DocumentError(AssayError):
    """The document could not be read."""

    def __init__(self, message: str = "", *, document: str = "") -> None:
        super().__init__(message)
        self.document = document


class UnreadableDocument(DocumentError):
    """The file is damaged or is not what its name says."""


class EncryptedDocument(DocumentError):
    """The file is protected by a password; save a copy without it."""


class EmptyDocument(DocumentError):
    """The file holds no text."""


class OversizedDocument(DocumentError):
    """The file is larger than Assay reads."""


class UnsupportedDocument(DocumentError):
    """No reader takes this kind of file."""


class BriefError(AssayError):
    """The brief cannot be used."""


class _FaultsError(AssayError):
    """Faults were found."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(self.faults))


class TaxonomyError(_FaultsError):
    """The skill vocabulary has faults."""


class ModelError(_FaultsError):
    """The model has faults."""


class RulesError(_FaultsError):
    """The rules of crossing borders have faults."""


class FactsError(_FaultsError):
    """The sheet of declared facts has faults."""


class GoldError(AssayError):
    """The evaluation folder lacks a part."""


class StoreError(AssayError):
    """The store could not do what was asked."""


class StoreFull(StoreError):
    """The store has no room to write."""


class StoreReadOnly(StoreError):
    """The store may be read but not written."""


class StoreDamaged(StoreError):
    """The store is damaged."""


class WrongStoreKey(StoreError):
    """The key does not open this store."""


class StoreUnreachable(StoreError):
    """The store cannot be reached."""


class StoreBusy(StoreError):
    """The store is in use by others."""


class StoreVersionError(StoreError):
    """The store was made by another version of Assay."""


class EndpointError(AssayError):
    """Another machine could not be asked."""


class UsageError(AssayError):
    """Assay was called in a way it cannot serve."""


class ExpressionError(UsageError):
    """The search expression cannot be read.

    `position` is the place in the expression, in code points from 0; the message counts from 1.
    """

    def __init__(self, message: str = "", position: int = 0) -> None:
        self.position = position
        super().__init__(f"at character {position + 1} of the expression: {message}" if message else "")


class IndexDamaged(AssayError):
    """The index is damaged or of another layout; it is rebuilt from the store."""


class IndexBusy(AssayError):
    """Another process is writing to the index."""


class IndexUnwritable(AssayError):
    """The index could not be written; what it held is unchanged."""


class ClusterError(AssayError):
    """The cluster could not be reached or could not answer."""
