"""Where the store key comes from: the environment, a file that was named, or the file beside the store."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from assay.errors import UsageError, WrongStoreKey
from assay.store.sealing import StoreKey

KEY_VARIABLE: Final = "ASSAY_STORE_KEY"
KEY_FILE_VARIABLE: Final = "ASSAY_STORE_KEY_FILE"


def key_file_beside(store: Path) -> Path:
    """The key file that `assay pool init` makes: ``pool.store.key`` beside ``pool.store``."""
    return store.with_name(f"{store.name}.key")


def find_key(*, named: Path | None, environment: Mapping[str, str], store: Path | None = None) -> StoreKey:
    """The key: from the file named, else the environment, else the file beside the store; raises WrongStoreKey where
    there is none and UsageError where what is there is no key."""
    if named is not None:
        return read_key(named)
    if environment.get(KEY_VARIABLE):
        return StoreKey.parse(environment[KEY_VARIABLE])
    if environment.get(KEY_FILE_VARIABLE):
        return read_key(Path(environment[KEY_FILE_VARIABLE]))
    if store is not None and key_file_beside(store).is_file():
        return read_key(key_file_beside(store))
    raise WrongStoreKey(
        f"there is no key for the store: name its file with --key-file or {KEY_FILE_VARIABLE}, or put the key in "
        f"{KEY_VARIABLE}"
    )


def read_key(path: Path) -> StoreKey:
    """The key in a file that only its owner may read."""
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="ascii")
    except OSError as fault:
        raise WrongStoreKey(
            f"the key file {path} cannot be read ({fault.strerror}); look at its path"
        ) from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is no key file; it holds one line of base64") from None
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise UsageError(f"others may read the key file {path}; run chmod 600 on it first")
    return StoreKey.parse(text)


def make_key_file(path: Path) -> StoreKey:
    """Make a key and its file (mode 0600); raises UsageError where a file stands there already."""
    key = StoreKey.new()
    try:
        number = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, stat.S_IRUSR | stat.S_IWUSR)
    except FileExistsError:
        raise UsageError(f"{path} exists already; a key is never written over, name another file") from None
    except OSError as fault:
        raise UsageError(
            f"the key file {path} cannot be made ({fault.strerror}); look at its folder"
        ) from None
    with os.fdopen(number, "w", encoding="ascii") as file:
        file.write(key.text() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return key
