"""Has many devices come back at once to a real site, and holds what it keeps against what they sent."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from seedbed.web.config.ports import open_port
from tests.coming_back.sending import Sent, outbox, send_all
from tests.journeys.commands import PATIENCE, address_said, command
from tests.own_loop import outcome_of


@dataclass
class Outcome:
    """What came of it."""

    contributions: int = 0
    photos: int = 0
    again: int = 0
    seconds: float = 0.0
    p95: float = 0.0
    slowest: float = 0.0
    problems: list[str] = field(default_factory=list)

    @property
    def a_second(self) -> float:
        """Contributions that were acknowledged in a second."""
        return self.contributions / self.seconds if self.seconds else 0.0


def come_back(
    folder: Path, devices: int, each: int, *, database: str = "", photos: bool = True, seed: int = 0
) -> Outcome:
    """Let devices come back together to a site of their own, and return what held and what did not.

    Parameters
    ----------
    folder
        The site's data folder.
    devices, each
        How many, and how many contributions each has.
    database
        Address of a PostgreSQL database; SQLite if empty.
    photos
        Whether a third of the contributions have a photo.
    seed
        Of numbers, bytes and of which connections break.
    """
    environ = _environ(folder, database)
    headers = _ask("prepare", str(devices), environ=environ)["headers"]
    chance = random.Random(seed)
    outboxes = [outbox(header, place, each, photos=photos, chance=chance) for place, header in enumerate(headers)]
    with open_port("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    with command("serve", "--no-browser", "--port", str(port), environ=environ) as process:
        address_said(process, "Seedbed")
        seconds = outcome_of(send_all(port, outboxes, seed=seed))
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    return _held(outboxes, _ask("look", environ=environ), seconds)


def _environ(folder: Path, database: str) -> dict[str, str]:
    settings = {"SEEDBED_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "seedbed.web.config.settings"}
    return {**settings, "PYTHONPATH": os.pathsep.join(sys.path), **({"DATABASE_URL": database} if database else {})}


def _ask(*arguments: str, environ: Mapping[str, str]) -> dict[str, Any]:
    program = (sys.executable, "-m", "tests.coming_back.site")
    with command(*arguments, environ=environ, program=program) as process:
        said, complained = process.communicate(timeout=10 * PATIENCE)
        if process.returncode:
            raise AssertionError(complained)
    told: dict[str, Any] = json.loads(said.splitlines()[-1])
    return told


def _held(outboxes: Sequence[Sent], kept: Mapping[str, Any], seconds: float) -> Outcome:
    sent = [item for device in outboxes for item in device.items]
    times = sorted(time for device in outboxes for time in device.seconds)
    problems = [device.problem for device in outboxes if device.problem]
    problems += [f"{item['words']}: there {many} times" for item in sent if (many := _times(kept, item)) != 1]
    problems += _not_alike("items", {str(item["id"]) for item in sent}, kept["items"])
    problems += _not_alike("photos", {key for device in outboxes for key in device.photos}, kept["files"])
    if kept["received"] != len(sent):
        problems.append(f"the audit trail tells of {kept['received']:,} items, not of {len(sent):,}")
    return Outcome(
        contributions=len(sent),
        photos=sum(len(device.photos) for device in outboxes),
        again=sum(device.again for device in outboxes),
        seconds=seconds,
        p95=times[int(len(times) * 0.95)],
        slowest=times[-1],
        problems=problems,
    )


def _times(kept: Mapping[str, Any], item: Mapping[str, object]) -> int:
    return int(kept["words"].get(item["words"], 0))


def _not_alike(what: str, sent: set[str], there: Sequence[str]) -> list[str]:
    found = []
    if len(there) != len(set(there)):
        found.append(f"{len(there) - len(set(there)):,} {what} are there twice")
    if sent != set(there):
        found.append(f"{what}: {len(sent - set(there)):,} are missing, {len(set(there) - sent):,} were never sent")
    return found
