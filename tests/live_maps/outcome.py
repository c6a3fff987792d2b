"""Starts a site, lets many people draw one map of it, and says what held and what did not."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from socket import create_connection
from typing import Any

from pycrdt import Doc, Map

from seedbed.web.config.ports import open_port
from seedbed.web.step5_agenda.live.messages import PROTOCOL
from seedbed.web.step5_agenda.shared.document import FIELDS
from tests.journeys.commands import PATIENCE, command
from tests.live_maps.editors import Delays, Editor, clocks, draw_for, gathered, until_alike, until_kept
from tests.live_maps.processes import cpu_seconds


@dataclass
class Outcome:
    """What came of a run: milliseconds, MiB, and seconds that the server's processor worked."""

    editors: int = 0
    edits: int = 0
    messages: int = 0
    seconds: float = 0.0
    p50: float = 0.0
    p95: float = 0.0
    p99: float = 0.0
    cpu: float = 0.0
    before_mb: float = 0.0
    after_mb: float = 0.0
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class LiveSite:
    """A site that runs, with a map and people who may draw it."""

    port: int
    server: int
    """The process that holds the rooms."""
    map: int
    sessions: list[str]
    environ: Mapping[str, str]
    kill: Callable[[], None]

    @property
    def address(self) -> str:
        """Where editors connect."""
        return f"ws://127.0.0.1:{self.port}/live/maps/{self.map}"

    async def protocols(self, number: int) -> list[str]:
        """Return what opens a connection for one of the people."""
        return [PROTOCOL, await asyncio.to_thread(self._ticket, self.sessions[number % len(self.sessions)])]

    def _ticket(self, session: str) -> str:
        token = "a" * 32
        headers = {"Cookie": f"seedbed={session}; csrftoken={token}", "X-CSRFToken": token}
        line = HTTPConnection("127.0.0.1", self.port, timeout=60)
        line.request("POST", f"/step-5/maps/{self.map}/ticket/", headers=headers)
        with closing(line), line.getresponse() as answer:
            return str(json.load(answer)["ticket"])

    def look(self) -> dict[str, Any]:
        """Return what the site has on its disk."""
        return _ask("look", str(self.map), environ=self.environ)


def prepare(folder: Path, editors: int, factors: int, links: int, database: str = "") -> dict[str, Any]:
    """Lay a site with a map out in a folder; return what `running` needs."""
    settings = {"SEEDBED_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "seedbed.web.config.settings"}
    environ = {**settings, "PYTHONPATH": os.pathsep.join(sys.path)}
    environ |= {"DATABASE_URL": database} if database else {}
    return {"environ": environ, **_ask("prepare", str(editors), str(factors), str(links), environ=environ)}


@contextmanager
def running(laid: Mapping[str, Any]) -> Iterator[LiveSite]:
    """Run the process that holds live maps, as a site of several processes has it; it is gone at the end."""
    with open_port("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    with command("process", "live", "--port", str(port), environ=laid["environ"]) as process:
        wait_for(port)

        def kill() -> None:
            """End it as a power cut would."""
            process.kill()
            process.wait()

        yield LiveSite(port, process.pid, laid["map"], laid["sessions"], laid["environ"], kill)


def wait_for(port: int) -> None:
    """Wait until a server answers at a port of this computer.

    Raises
    ------
    TimeoutError
        If none does.
    """
    for _ in range(10 * PATIENCE):
        try:
            with closing(create_connection(("127.0.0.1", port))):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server does not answer")


def _ask(*arguments: str, environ: Mapping[str, str]) -> dict[str, Any]:
    program = (sys.executable, "-m", "tests.live_maps.site")
    with command(*arguments, environ=environ, program=program) as process:
        said, complained = process.communicate(timeout=PATIENCE)
        if process.returncode:
            raise AssertionError(complained)
    told: dict[str, Any] = json.loads(said.splitlines()[-1])
    return told


async def everybody(site: LiveSite, many: int, delays: Delays, watching: int = 5) -> list[Editor]:
    """Let people come one after the other, as to a workshop."""
    editors = gathered(many, delays, watching)
    for number, editor in enumerate(editors):
        await editor.come(site.address, await site.protocols(number))
    return editors


async def draw_together(
    editors: list[Editor], delays: Delays, server: int, seconds: float, each_second: float, *, acknowledged: bool = True
) -> Outcome:
    """Let editors draw for a time, and hold what each of them has against what all of them sent."""
    worked, began = cpu_seconds(server), time.perf_counter()
    await draw_for(editors, seconds, each_second)
    problems = [] if await until_alike(editors, 60) else ["the copies did not become alike"]
    worked = cpu_seconds(server) - worked
    took = time.perf_counter() - began
    if acknowledged and not await until_kept(editors, 60):
        problems.append("not everything was acknowledged")
    held = {json.dumps(contents(editor.doc), sort_keys=True) for editor in editors}
    if len(held) != 1:
        problems.append(f"the copies hold {len(held)} different maps")
    times = sorted(delays.found)
    watching = sum(editor.watches for editor in editors)
    edits = sum(editor.edits for editor in editors)
    expected = watching * (edits - edits // len(editors))
    if watching and abs(len(times) - expected) > edits:
        problems.append(f"{len(times):,} changes were seen of {expected:,}")
    p50, p95, p99 = (1_000 * times[int(len(times) * share)] if times else 0.0 for share in (0.5, 0.95, 0.99))
    received = sum(editor.received for editor in editors)
    return Outcome(len(editors), edits, received, took, p50, p95, p99, worked, problems=problems)


def contents(doc: Doc[Any]) -> dict[str, Any]:
    """Return what a copy holds."""
    return {name: doc.get(name, type=Map).to_py() for name in FIELDS}


def lost(states: list[bytes], has: bytes) -> list[str]:
    """Say what of some states a copy lacks."""
    known = clocks(has)
    return [
        f"copy {copy}: {clock - known.get(copy, 0)} acknowledged changes are lost"
        for state in states
        for copy, clock in clocks(state).items()
        if clock > known.get(copy, 0)
    ]


def not_on_disk(site: LiveSite, states: list[bytes], expected: dict[str, Any]) -> list[str]:
    """Say what was acknowledged and is not on the disk, and where rows differ from the document."""
    told = site.look()
    doc: Doc[Any] = Doc()
    doc.apply_update(b64decode(told["document"]))
    kept, found = contents(doc), lost(states, doc.get_state())
    if json.dumps(kept, sort_keys=True) != json.dumps(expected, sort_keys=True):
        found.append("the disk holds another map than the editors")
    return found + _rows_that_differ(kept, told)


def _rows_that_differ(kept: dict[str, Any], told: dict[str, Any]) -> list[str]:
    found = []
    factors, links = kept["factors"] or {}, kept["links"] or {}
    wrong = set(factors) ^ set(told["factors"])
    for key in set(factors) & set(told["factors"]):
        held = factors[key]
        name, x, y, note, bead = told["factors"][key]
        same = [held["name"], held["x"], held["y"], held.get("note", "")] == [name, x, y, note]
        wrong |= set() if same and bead == name else {key}
    if wrong:
        found.append(f"{len(wrong):,} factors have other rows than the document")
    wrong = {
        key
        for key in links
        if told["links"].get(key) != [links[key]["cause"], links[key]["effect"], links[key]["strength"]]
    }
    if wrong or set(links) != set(told["links"]):
        found.append(f"{len(wrong):,} links have other rows than the document")
    return found
