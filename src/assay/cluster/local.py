"""Local: a cluster on this machine alone, for trying it. Nothing listens but on the loopback address.

A process in the background holds Ray and the workers until it is told to stop. Who wants to ask needs the
token that lies beside its state, readable by its owner alone.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from assay.cluster.ray_link import check_ray
from assay.cluster.settings import Settings
from assay.errors import ClusterError

_START_S: Final = 300.0
_STOP_S: Final = 30.0
_PAUSE_S: Final = 0.1


class State(msgspec.Struct, frozen=True):
    """What the process in the background tells: how far it is, or in one sentence why it could not start."""

    process: int
    address: str
    scratch: str = ""
    error: str = ""


class Wanted(msgspec.Struct, frozen=True):
    """What the process in the background is asked to hold."""

    folder: str
    workers: int
    key: bytes
    engine: str


@dataclass(frozen=True, slots=True)
class Home:
    """The folder in which a local cluster keeps its state, token and log."""

    folder: Path

    @classmethod
    def default(cls) -> Home:
        """``$XDG_STATE_HOME/assay/cluster``, ``~/.local/state/assay/cluster`` where that is not set."""
        base = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
        return cls(Path(base) / "assay" / "cluster")

    @property
    def token(self) -> Path:
        """The file that lets a process join."""
        return self.folder / "token"

    @property
    def log(self) -> Path:
        """What Ray says while it starts."""
        return self.folder / "log"

    def state(self) -> State | None:
        """The running cluster; None where there is none."""
        try:
            found = msgspec.json.decode(self._state.read_bytes(), type=State)
        except (FileNotFoundError, msgspec.MsgspecError):
            return None
        return found if _alive(found.process) else None

    def tell(self, state: State) -> None:
        """Write the state, whole or not at all."""
        staged = self.folder / f"state.{os.getpid()}.new"
        staged.write_bytes(msgspec.json.encode(state))
        staged.replace(self._state)

    def clear(self) -> None:
        """Remove state and token, and what a process that was killed has left: Ray's processes in its
        session, and its temporary folder."""
        left = _last(self)
        if left is not None and not _alive(left.process):
            _end_session(left.process)
            if Path(left.scratch).name.startswith("assay-ray-"):
                shutil.rmtree(left.scratch, ignore_errors=True)
        for path in (self._state, self.token):
            path.unlink(missing_ok=True)

    @property
    def _state(self) -> Path:
        return self.folder / "state.json"


def start(settings: Settings, home: Home | None = None) -> str:
    """Start Ray and the workers in the background; the address once all is loaded.

    Raises `ClusterError` where one runs already, Ray is missing, or it does not start.
    """
    check_ray()
    home = home or Home.default()
    if home.state():
        raise ClusterError("a local cluster runs already; end it with assay cluster stop")
    home.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    home.clear()
    handle = os.open(home.token, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32))
    wanted = Wanted(str(settings.folder.absolute()), settings.workers, settings.key, settings.engine)
    with home.log.open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - this interpreter, our own module
            [sys.executable, "-m", "assay.cluster.background", str(home.folder)],
            stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True,
            env={**os.environ, **environment(home)},
        )  # fmt: skip
    assert process.stdin is not None
    with contextlib.suppress(BrokenPipeError), process.stdin as pipe:
        pipe.write(msgspec.msgpack.encode(wanted))  # the key goes through a pipe, not past `ps`
    return _ready(process, home)


def stop(home: Home | None = None) -> bool:
    """End the local cluster; False where none runs. Raises `ClusterError` where it does not end."""
    home = home or Home.default()
    state = home.state()
    if state is None:
        home.clear()
        return False
    os.kill(state.process, signal.SIGTERM)
    end = time.monotonic() + _STOP_S
    while _alive(state.process):
        if time.monotonic() > end:
            raise ClusterError(f"the local cluster (process {state.process}) does not end; end that process")
        time.sleep(_PAUSE_S)
    home.clear()
    return True


def environment(home: Home) -> dict[str, str]:
    """What Ray's processes of a local cluster are told: loopback only, token, no statistics, one thread each."""
    return {
        "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",  # Ray's switch for the loopback address, on Linux too
        "RAY_AUTH_MODE": "token",
        "RAY_AUTH_TOKEN_PATH": str(home.token),
        "RAY_USAGE_STATS_ENABLED": "0",
        "RAY_DEDUP_LOGS": "0",
        "OMP_NUM_THREADS": "1",
    }


def _ready(process: subprocess.Popen[bytes], home: Home) -> str:
    end = time.monotonic() + _START_S
    while time.monotonic() < end:
        state = home.state() if process.poll() is None else _last(home)
        if state and state.address:
            return state.address
        if state and state.error:
            process.wait(_STOP_S)
            home.clear()
            raise ClusterError(state.error)
        if process.poll() is not None:
            home.clear()
            raise ClusterError(f"the local cluster did not start; its last words are in {home.log}")
        time.sleep(_PAUSE_S)
    process.terminate()
    raise ClusterError(f"the local cluster was not ready within {_START_S:g} s; see {home.log}")


def _last(home: Home) -> State | None:
    """The state that a process left which has ended meanwhile."""
    try:
        return msgspec.json.decode((home.folder / "state.json").read_bytes(), type=State)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None


def _end_session(leader: int) -> None:
    """End the processes of a session whose leader is gone (Linux; its number is not given again meanwhile)."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, IndexError, ValueError):
            if int(stat.read_text().rpartition(")")[2].split()[3]) == leader:
                os.kill(int(stat.parent.name), signal.SIGKILL)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return False  # the number belongs to somebody else's process now
    return not _zombie(process)


def _zombie(process: int) -> bool:
    """Whether it has ended and only waits for its parent to notice (Linux)."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (OSError, IndexError):
        return False
