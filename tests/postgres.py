"""Starts a PostgreSQL of our own for tests and benchmarks: in a temporary folder, on the loopback, gone afterwards.

`initdb` refuses root, so root runs it as the user ``postgres``.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SECONDS_TO_START = 60
# Nothing of value is kept: never wait for the disk. Memory as a small server would be given it.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "256MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "autovacuum": "off",
    "listen_addresses": "127.0.0.1",
}


class PostgresAbsentError(Exception):
    """No PostgreSQL is installed here."""


def postgres_programs() -> Path:
    """Return the folder of the newest PostgreSQL's programs.

    Raises
    ------
    PostgresAbsentError
        If there is none.
    """
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(installed, key=lambda path: float(path.parts[-3]), default=None)
    found = newest or (Path(on_path).resolve() if (on_path := shutil.which("initdb")) else None)
    if found is None:
        raise PostgresAbsentError("No PostgreSQL is installed. On Debian: apt-get install postgresql")
    return found.parent


@contextmanager
def start_postgres() -> Iterator[str]:
    """Start a server with an empty database and yield its DATABASE_URL; stop it and remove its folder at the end.

    Raises
    ------
    PostgresAbsentError
        If none is installed.
    RuntimeError
        If it does not start; holds what it said.
    """
    programs = postgres_programs()
    folder = Path(tempfile.mkdtemp(prefix="seedbed-postgres-"))
    try:
        as_whom = _account(folder)
        _run(programs / "initdb", "-D", folder / "data", "-U", "seedbed", "-A", "trust", "-E", "UTF8", **as_whom)
        port = _free_port()
        server = _start(programs, folder, port, as_whom)
        try:
            _wait(programs, folder, port, server)
            _run(programs / "createdb", "-h", "127.0.0.1", "-p", port, "-U", "seedbed", "seedbed", **as_whom)
            yield f"postgresql://seedbed@127.0.0.1:{port}/seedbed"
        finally:
            server.send_signal(signal.SIGINT)  # Stops at once, whoever is still connected.
            server.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account(folder: Path) -> dict[str, Any]:
    """Say as whom to run: as ``postgres``, who then owns the folder, where we are root."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("postgres")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _start(programs: Path, folder: Path, port: int, as_whom: dict[str, Any]) -> subprocess.Popen[bytes]:
    settings = {**SETTINGS, "port": str(port), "unix_socket_directories": str(folder)}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", *options],
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=folder,
            **as_whom,
        )


def _wait(programs: Path, folder: Path, port: int, server: subprocess.Popen[bytes]) -> None:
    ready = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    until = time.monotonic() + SECONDS_TO_START
    while subprocess.run(ready, check=False).returncode != 0:
        if server.poll() is not None or time.monotonic() > until:
            said = (folder / "log").read_text(encoding="utf-8", errors="replace")
            raise RuntimeError(f"PostgreSQL did not start. It said:\n{said}")
        time.sleep(0.05)


def _run(*command: object, **as_whom: Any) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        **as_whom,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} failed:\n{done.stderr}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
