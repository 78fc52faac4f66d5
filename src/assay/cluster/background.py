"""Background: the process that holds a local cluster (``python -m assay.cluster.background HOME``)."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any, Final

import msgspec

from assay.cluster.client import NAMESPACE, deploy
from assay.cluster.local import Home, State, Wanted
from assay.cluster.ray_link import ray_module
from assay.cluster.settings import Settings
from assay.errors import AssayError, ClusterError

_OBJECTS: Final = 100 * 2**20
"""Bytes of Ray's object store: jobs and filters pass through it, the index does not."""


def main(home: Home, wanted: Wanted) -> int:
    """Hold the cluster until SIGTERM."""
    ended = threading.Event()
    scratch = tempfile.mkdtemp(prefix="assay-ray-")
    home.tell(State(os.getpid(), "", scratch))
    ray = ray_module()
    try:
        _begin(ray, wanted.workers, scratch)
        for number in (signal.SIGTERM, signal.SIGINT):  # behind ray.init, which sets its own
            signal.signal(number, lambda *_: ended.set())
        settings = Settings(
            folder=Path(wanted.folder), workers=wanted.workers, key=wanted.key, engine=wanted.engine
        )
        cluster = deploy(ray, settings)
        home.tell(State(os.getpid(), str(ray.get_runtime_context().gcs_address), scratch))
        while not ended.wait(1.0):  # not for ever: a signal's handler runs between two waits
            pass
        cluster.end()
    except AssayError as fault:
        home.tell(State(os.getpid(), "", scratch, str(fault)))
        return 1
    finally:
        ray.shutdown()
        shutil.rmtree(scratch, ignore_errors=True)
    return 0


def _begin(ray: Any, workers: int, scratch: str) -> None:
    """Start Ray, which gives its own processes half a minute: on a busy machine it gets a second chance."""
    for last in (False, True):
        try:
            ray.init(
                num_cpus=workers,
                include_dashboard=False,
                namespace=NAMESPACE,
                log_to_driver=False,
                logging_level=logging.ERROR,
                object_store_memory=_OBJECTS,
                _node_ip_address="127.0.0.1",
                _temp_dir=scratch,
            )
        except Exception as fault:  # Ray raises bare ones here
            ray.shutdown()
            if last:
                why = " ".join(str(fault).split())[:200]
                raise ClusterError(
                    f"Ray could not be started on this machine ({why}); try again when it is less busy"
                ) from fault
        else:
            return


if __name__ == "__main__":
    told = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Wanted)
    sys.exit(main(Home(Path(sys.argv[1])), told))
