"""Takes backups while people write, restores each, and holds it against the moment that it says it is."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from seedbed.web.config.ports import open_port
from tests.journeys.commands import PATIENCE, address_said, command
from tests.killed.killing import _ask, _serve, _stop, _wait_for_words
from tests.killed.writing import Writer

FreshDatabase = Callable[[], str]
"""Returns the address of an empty PostgreSQL database; empty text for SQLite."""


@dataclass
class Outcome:
    """What came of it."""

    backups: int = 0
    acknowledged: int = 0
    entries: int = 0
    """Of the audit trail, in the last backup."""
    slowest: float = 0
    """Seconds of the slowest backup."""
    problems: list[str] = field(default_factory=list)


def back_up_under_load(folder: Path, backups: int, fresh: FreshDatabase = lambda: "") -> Outcome:
    """Run a site, back it up again and again while four writers write, and restore every backup beside it.

    Parameters
    ----------
    folder
        An empty folder.
    backups
        How many.
    fresh
        Gives databases: the first for the site, one for each that is restored.
    """
    environ = _environ(folder / "home", fresh())
    laid_out = _ask("tests.killed.site", "prepare", environ=environ)
    outcome = Outcome()
    taken: list[tuple[Path, dict[str, Any], set[str]]] = []
    with open_port("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    writers = [
        Writer(f"writer-{one}", port, laid_out["slug"], cookie) for one, cookie in enumerate(laid_out["cookies"])
    ]
    with ExitStack() as stopping, _serve(port, environ) as process:
        stopping.callback(_stop, writers)
        address_said(process, "Seedbed")
        for writer in writers:
            writer.start()
        for number in range(backups):
            _wait_for_words(writers)
            promised = {told for writer in writers for told in writer.acknowledged}
            began = time.monotonic()
            told = _told("backup", folder / f"backup-{number}", environ=environ)
            outcome.slowest = max(outcome.slowest, time.monotonic() - began)
            taken.append((folder / f"backup-{number}", told, promised))
        _wait_for_words(writers)
        _stop(writers)
        process.terminate()
        process.communicate(timeout=PATIENCE)
    outcome.problems += [f"{writer.name}: {writer.problem!r}" for writer in writers if writer.problem]
    ever = {told for writer in writers for told in writer.acknowledged}
    outcome.backups, outcome.acknowledged = len(taken), len(ever)
    for number, (path, told, promised) in enumerate(taken):
        beside = _environ(folder / f"restored-{number}", fresh())
        outcome.problems += [f"backup {number}: {each}" for each in _wrong(path, told, promised, ever, environ, beside)]
        outcome.entries = told["head"]["sequence"]
        shutil.rmtree(folder / f"restored-{number}")
        path.unlink()
    return outcome


def fresh_databases(server: str) -> FreshDatabase:
    """Return what makes one database after another."""
    numbers = count(1)

    def make() -> str:
        name = f"site_{next(numbers)}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return f"{server.rpartition('/')[0]}/{name}"

    return make


def _environ(home: Path, database: str) -> dict[str, str]:
    settings = {"SEEDBED_HOME": str(home), "DJANGO_SETTINGS_MODULE": "tests.killed.settings"}
    return {**settings, "PYTHONPATH": os.pathsep.join(sys.path), **({"DATABASE_URL": database} if database else {})}


def _told(*arguments: object, environ: Mapping[str, str]) -> dict[str, Any]:
    with command(*map(str, arguments), "--json", environ=environ) as process:
        said, complained = process.communicate(timeout=PATIENCE)
    if process.returncode:
        raise AssertionError(complained)
    told: dict[str, Any] = json.loads(said)
    return told


def _wrong(
    path: Path,
    told: dict[str, Any],
    promised: set[str],
    ever: set[str],
    live: Mapping[str, str],
    beside: Mapping[str, str],
) -> list[str]:
    """Restore a backup, and return what of it is not as it was at its moment."""
    restored = _told("restore", path, environ=beside)
    found = _ask("tests.killed.site", "look", environ=beside)
    kept: dict[str, int] = found["kept"]
    problems = [f"lost: {each}" for each in promised - set(kept)]
    problems += [f"kept {times} times: {each}" for each, times in kept.items() if times > 1]
    problems += [f"kept but never promised: {each}" for each in set(kept) - ever]
    problems += [f"not told once in the audit trail: {each}" for each in found["not_told_once"]]
    if restored["head"] != told["head"]:
        problems.append(f"it ends at {restored['head']}, not {told['head']}")
    # Nothing is lost from the end: rows of the audit trail are as many as its end says.
    if restored["rows"]["people_auditevent"] != told["head"]["sequence"]:
        problems.append(f"{restored['rows']['people_auditevent']} entries, but it ends at {told['head']['sequence']}")
    # That end is one that the site itself went on from.
    _told("audit", "verify", "--since-head", told["head"]["hash"], environ=live)
    _told("audit", "verify", environ=beside)
    return problems
