"""Short handles that name a candidate of a pool without showing a file's name, which often holds a person's."""

from __future__ import annotations

from hashlib import sha256

HANDLE_LENGTH = 10
"""Hexadecimal digits; in a pool of ten thousand two share a handle with a chance of 1 in 20,000."""


def handle_of(name: str) -> str:
    """The handle of the candidate called `name` in its pool.

    >>> handle_of("a.txt")
    '@18b7cb099a'
    """
    return f"@{sha256(name.encode('utf-8', 'surrogateescape')).hexdigest()[:HANDLE_LENGTH]}"
