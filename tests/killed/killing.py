"""Kills a site under load and starts it again, many times; then holds what it kept against what it had promised."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from seedbed.web.config.ports import open_port
from tests.journeys.commands import PATIENCE, address_said, children_of, command
from tests.killed.writing import Writer

LONGEST_LIFE = 2.5
"""Most seconds from the first word kept after a start until the next kill."""
SETTLED = ("done", "failed", "stopped")


@dataclass
class Outcome:
    """What came of it."""

    kills: int = 0
    acknowledged: int = 0
    sent_again: int = 0
    jobs: int = 0
    cut_short: int = 0
    entries: int = 0
    problems: list[str] = field(default_factory=list)


def kill_and_restart(folder: Path, kills: int, database: str = "", seed: int = 0) -> Outcome:
    """Run a site in a folder, kill it at random moments, and return what held and what did not.

    Parameters
    ----------
    folder
        Its data folder.
    kills
        How often.
    database
        Address of a PostgreSQL database; SQLite if empty.
    seed
        Of the random moments.
    """
    environ = _environ(folder, database)
    laid_out = _ask("tests.killed.site", "prepare", environ=environ)
    with open_port("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    writers = [
        Writer(f"writer-{number}", port, laid_out["slug"], cookie)
        for number, cookie in enumerate(laid_out["cookies"], 1)
    ]
    moments = random.Random(seed)
    with ExitStack() as stopping:
        stopping.callback(_stop, writers)
        for number in range(kills + 1):
            with _serve(port, environ) as process:
                address_said(process, "Seedbed")
                for writer in writers if number == 0 else ():
                    writer.start()
                _wait_for_words(writers)
                if number < kills:
                    time.sleep(moments.uniform(0, LONGEST_LIFE))
                    _kill(process)
                    continue
                _stop(writers)
                _wait_for_work(environ)
                process.send_signal(signal.SIGTERM)
                process.communicate(timeout=60)
    return _held(writers, environ, kills)


def _environ(folder: Path, database: str) -> dict[str, str]:
    settings = {"SEEDBED_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "tests.killed.settings"}
    return {**settings, "PYTHONPATH": os.pathsep.join(sys.path), **({"DATABASE_URL": database} if database else {})}


def _serve(port: int, environ: Mapping[str, str]) -> Any:
    return command("serve", "--no-browser", "--port", str(port), environ=environ)


def _ask(module: str, *arguments: str, environ: Mapping[str, str]) -> dict[str, Any]:
    with command(*arguments, environ=environ, program=(sys.executable, "-m", module)) as process:
        said, complained = process.communicate(timeout=PATIENCE)
        if process.returncode:
            raise AssertionError(complained)
    told: dict[str, Any] = json.loads(said.splitlines()[-1])
    return told


def _kill(process: subprocess.Popen[str]) -> None:
    """End every process of a site at once, as a power cut does."""
    for number in [process.pid, *children_of(process)]:
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
    process.communicate(timeout=60)


def _wait_for(what: str, true: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > until:
            raise AssertionError(f"waited too long for {what}")
        time.sleep(0.05)


def _wait_for_words(writers: Sequence[Writer]) -> None:
    """Wait until something new is kept, so that every kill meets a site at work."""
    before = sum(len(writer.acknowledged) for writer in writers)

    def more() -> bool:
        for writer in writers:
            if writer.problem:
                raise writer.problem
        return sum(len(writer.acknowledged) for writer in writers) > before

    _wait_for("words to be kept", more)


def _stop(writers: Sequence[Writer]) -> None:
    for writer in writers:
        writer.stopped.set()
    for writer in writers:
        if writer.ident is not None:
            writer.join(timeout=PATIENCE)


def _wait_for_work(environ: Mapping[str, str]) -> None:
    """Wait until all long work has ended, as long as some of it still does."""
    left, until = _unsettled(environ), time.monotonic() + PATIENCE
    while left:
        if time.monotonic() > until:
            raise AssertionError(f"waited too long for {left} pieces of long work to end")
        time.sleep(0.5)
        now = _unsettled(environ)
        if now < left:
            left, until = now, time.monotonic() + PATIENCE


def _unsettled(environ: Mapping[str, str]) -> int:
    states = _ask("tests.killed.site", "look", environ=environ)["jobs"].values()
    return sum(state not in SETTLED for state in states)


def _held(writers: Sequence[Writer], environ: Mapping[str, str], kills: int) -> Outcome:
    """Hold what is there against what was promised."""
    found = _ask("tests.killed.site", "look", environ=environ)
    promised = [told for writer in writers for told in writer.acknowledged]
    jobs = [job for writer in writers for job in writer.jobs]
    verified = _verified(environ)
    problems = [f"{writer.name}: {writer.problem!r}" for writer in writers if writer.problem]
    problems += [f"{writer.name} met a fault: {fault}" for writer in writers for fault in writer.faults]
    problems += [f"lost: {told}" for told in promised if told not in found["kept"]]
    problems += [f"kept {times} times: {told}" for told, times in found["kept"].items() if times > 1]
    problems += [f"kept but never promised: {told}" for told in set(found["kept"]) - set(promised)]
    problems += [f"not told once in the audit trail: {told}" for told in found["not_told_once"]]
    problems += [f"lost job: {job}" for job in jobs if job not in found["jobs"]]
    problems += [f"job that ended without a reason: {job}" for job in found["without_a_reason"]]
    problems += [f"the audit trail is broken: {verified['broken']}"] * (not verified["whole"])
    return Outcome(
        kills=kills,
        acknowledged=len(promised),
        sent_again=sum(writer.sent_again for writer in writers),
        jobs=len(found["jobs"]),
        cut_short=list(found["jobs"].values()).count("failed"),
        entries=verified["entries"],
        problems=problems,
    )


def _verified(environ: Mapping[str, str]) -> dict[str, Any]:
    with command("audit", "verify", "--json", environ=environ) as process:
        said, _ = process.communicate(timeout=PATIENCE)
    told: dict[str, Any] = json.loads(said)
    return told
