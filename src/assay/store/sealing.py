"""Sealing: AES-256-GCM under a key for each person, which is wrapped by the store key.

The store key opens the store's secret, from which the keys for content addresses and pseudonyms come (HKDF-SHA256),
so that a changed store key leaves them as they are. What is sealed is bound to its place (person, kind, row) as
associated data: a blob moved elsewhere does not open.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import zlib
from base64 import b64decode, b64encode
from typing import Final, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from assay.errors import StoreDamaged, UsageError, WrongStoreKey
from assay.store.records import Address, PersonId

KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_RAW, _DEFLATED = b"\0", b"\1"
_WORTH_COMPRESSING: Final = 128


def _derived(secret: bytes, use: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"assay store {use}".encode()).derive(
        secret
    )


class StoreKey:
    """The key of a store: 32 random bytes. It never shows itself in a message or a repr."""

    __slots__ = ("_cipher", "_secret")

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise UsageError(
                f"a store key has {KEY_BYTES} bytes, this one {len(secret)}; make one with assay pool init"
            )
        self._secret = secret
        self._cipher = AESGCM(_derived(secret, "wrap"))

    @classmethod
    def new(cls) -> Self:
        """A random key."""
        return cls(os.urandom(KEY_BYTES))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read 64 hexadecimal digits or base64; raises UsageError on anything else."""
        stripped = text.strip()
        try:
            if len(stripped) == 2 * KEY_BYTES:
                return cls(bytes.fromhex(stripped))
            return cls(b64decode(stripped, validate=True))
        except ValueError:
            raise UsageError(
                "the store key is neither 64 hexadecimal digits nor base64 of 32 bytes; look whether it was cut or "
                "whether the wrong file was named"
            ) from None

    def text(self) -> str:
        """The key as base64, for its file. Whoever has it can read the store."""
        return b64encode(self._secret).decode()

    def wrap(self, place: str, secret: bytes) -> bytes:
        """Encrypt a key or secret, bound to its place."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, secret, place.encode())

    def unwrap(self, place: str, wrapped: bytes) -> bytes:
        """Decrypt; raises WrongStoreKey where it does not open."""
        try:
            return self._cipher.decrypt(wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], place.encode())
        except (InvalidTag, ValueError):
            raise WrongStoreKey(
                f"the store key does not open {place}; name the key this store was made with (ASSAY_STORE_KEY_FILE)"
            ) from None

    def __repr__(self) -> str:
        return "StoreKey(...)"


class PersonCipher:
    """Seals and opens what belongs to one person (or, for shared values, to the store)."""

    __slots__ = ("_cipher", "_owner")

    def __init__(self, owner: str, key: bytes) -> None:
        self._owner = owner
        self._cipher = AESGCM(key)

    def seal(self, kind: str, row: str | int, plain: bytes) -> bytes:
        """Compress where it helps, encrypt, bind to owner, kind and row."""
        packed = _packed(plain)
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, packed, f"{self._owner}|{kind}|{row}".encode())

    def open(self, kind: str, row: str | int, sealed: bytes) -> bytes:
        """The plain bytes; raises StoreDamaged where they do not authenticate."""
        place = f"{self._owner}|{kind}|{row}".encode()
        try:
            packed = self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place)
        except (InvalidTag, ValueError):
            raise StoreDamaged(
                f"{kind} {row} of {self._owner} is damaged (it does not authenticate); restore it from a backup"
            ) from None
        return zlib.decompress(packed[1:]) if packed[:1] == _DEFLATED else packed[1:]


def _packed(plain: bytes) -> bytes:
    if len(plain) > _WORTH_COMPRESSING:
        deflated = zlib.compress(plain, 6)
        if len(deflated) < len(plain):
            return _DEFLATED + deflated
    return _RAW + plain


class Sealer:
    """All that a store does with keys."""

    __slots__ = ("_actors", "_addresses", "_key", "_seals", "_secret", "shared", "wrapped")

    def __init__(self, key: StoreKey, secret: bytes, wrapped: bytes) -> None:
        self._key = key
        self._secret = secret
        self.wrapped = wrapped
        """The store's secret as the store holds it."""
        self._addresses = _derived(secret, "address")
        self._actors = _derived(secret, "pseudonym")
        self._seals = _derived(secret, "ledger")
        self.shared = PersonCipher("store", _derived(secret, "shared"))

    @classmethod
    def fresh(cls, key: StoreKey) -> Self:
        """A sealer for a new store."""
        secret = os.urandom(KEY_BYTES)
        return cls(key, secret, key.wrap("the store", secret))

    @classmethod
    def opened(cls, key: StoreKey, wrapped: bytes) -> Self:
        """The sealer of a store; raises WrongStoreKey."""
        return cls(key, key.unwrap("the store", wrapped), wrapped)

    def under(self, key: StoreKey) -> Self:
        """The same secret under another store key."""
        return type(self)(key, self._secret, key.wrap("the store", self._secret))

    def rewrapped(self, person: PersonId, wrapped: bytes, to: Self) -> bytes:
        """A person's key, wrapped by the store key of another sealer."""
        return to._key.wrap(person, self._key.unwrap(person, wrapped))

    def new_person(self, person: PersonId) -> tuple[PersonCipher, bytes]:
        """A cipher with a fresh key for a person, and that key wrapped."""
        key = os.urandom(KEY_BYTES)
        return PersonCipher(person, key), self._key.wrap(person, key)

    def person(self, person: PersonId, wrapped: bytes) -> PersonCipher:
        """The cipher of a person; raises StoreDamaged where their wrapped key does not open."""
        try:
            return PersonCipher(person, self._key.unwrap(person, wrapped))
        except WrongStoreKey:
            raise StoreDamaged(
                f"the key of {person} does not open; open the store again if its key was changed meanwhile, else "
                "it is damaged: restore it from a backup"
            ) from None

    def address(self, content: bytes) -> Address:
        """The content address of a file."""
        return Address(hmac.digest(self._addresses, content, "sha256").hex())

    def pseudonym(self, kind: str, text: str) -> str:
        """Keyed hash of an id or an actor's name, as audit events hold it; empty for an empty text."""
        return hmac.digest(self._actors, f"{kind}|{text}".encode(), "sha256").hex() if text else ""

    def seal_head(self, sequence: int, digest: str) -> str:
        """Keyed hash over the end of the audit chain: without the key nobody can cut or rewrite it unseen."""
        return hmac.new(self._seals, f"{sequence}|{digest}".encode(), hashlib.sha256).hexdigest()
