"""``make endure``, the live maps' part: 50 people draw one map at once for minutes; never in CI.

``python -m benchmarks.endure_maps --editors 50 --seconds 300``. On a site of its own, by real connections, then the
same with y-websocket on Node, which npm installs into a folder that is gone afterwards. At the end people drop, send
rubbish, and the server is killed while they draw (``tests/live_maps``).
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from base64 import b64decode
from dataclasses import replace
from pathlib import Path

from benchmarks.endure_page import write_section
from tests.live_maps.editors import Delays
from tests.live_maps.hardship import kill_while_drawing, misuse, vanish
from tests.live_maps.outcome import LiveSite, Outcome, contents, draw_together, everybody, not_on_disk, prepare, running
from tests.live_maps.peer import everybody_at_peer, install, running_peer
from tests.live_maps.processes import connections, resident_mb

TITLE = "Many people at one map"
FACTORS, LINKS, WATCHING = 100, 300, 5
SLOWEST, GROWTH_MB = 50.0, 20.0
"""Milliseconds of the 95th percentile, and MiB that may stay when everybody has left."""
WARM_UP = 15.0
SETTLE, GONE = 5.0, 70.0
"""Seconds: until the last connections are closed, and until the keeper, which waits a minute, has ended."""


def main() -> int:
    """Let people draw at ours and at the peer, write what came of it; return 1 if a bar was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--editors", type=int, default=50, help="how many; the default is 50")
    parser.add_argument("--seconds", type=float, default=300, help="how long they draw; the default is 300")
    parser.add_argument("--pace", type=float, default=5, help="changes of each in a second; the default is 5")
    parser.add_argument("--beside", default="", help="what else the computer did meanwhile, said below the table")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        laid = prepare(Path(folder) / "home", asked.editors, FACTORS, LINKS)
        with running(laid) as site:
            document = b64decode(site.look()["document"])
            ours = asyncio.run(_ours(site, asked))
        print("ours", ours, flush=True)
        ours.problems += kill_while_drawing(laid, min(asked.editors, 10), 10, asked.pace)
        with running_peer(install(Path(folder) / "peer")) as (address, process):
            peer = asyncio.run(_peer(address, process, document, asked))
        print("peer", peer, flush=True)
    ours.problems += _missed(ours, peer)
    write_section(TITLE, _text(ours, peer, asked))
    print("\n".join(ours.problems) or "Every bar was met.")
    return 1 if ours.problems else 0


async def _ours(site: LiveSite, asked: argparse.Namespace) -> Outcome:
    before = connections(site.server)
    warm = Delays()
    editors = await everybody(site, asked.editors, warm)
    problems = (await draw_together(editors, warm, site.server, WARM_UP, asked.pace)).problems
    problems += await vanish(site, editors, before)
    await asyncio.sleep(GONE)
    empty = resident_mb(site.server)
    delays = Delays()
    editors = await everybody(site, asked.editors, delays, WATCHING)
    came = await draw_together(editors, delays, site.server, asked.seconds, asked.pace)
    problems += await misuse(site, editors[0], 100)
    expected, states = contents(editors[0].doc), [editor.acknowledged for editor in editors]
    for editor in editors:
        await editor.leave()
    await asyncio.sleep(GONE)
    left = resident_mb(site.server)
    problems += await asyncio.to_thread(not_on_disk, site, states, expected)
    return replace(came, before_mb=empty, after_mb=left, problems=[*problems, *came.problems])


async def _peer(address: str, process: int, document: bytes, asked: argparse.Namespace) -> Outcome:
    delays = Delays()
    editors = await everybody_at_peer(address, document, asked.editors, delays, WATCHING)
    empty = resident_mb(process)
    came = await draw_together(editors, delays, process, asked.seconds, asked.pace, acknowledged=False)
    for editor in editors:
        await editor.leave()
    await asyncio.sleep(SETTLE)
    return replace(came, before_mb=empty, after_mb=resident_mb(process))


def _missed(ours: Outcome, peer: Outcome) -> list[str]:
    found = []
    if ours.p95 > SLOWEST:
        found.append(f"95 % were with others within {ours.p95:.0f} ms; the bar is {SLOWEST:.0f} ms")
    if ours.p95 > peer.p95:
        found.append(f"the peer's 95 % are within {peer.p95:.0f} ms, ours within {ours.p95:.0f} ms")
    if (grown := ours.after_mb - ours.before_mb) > GROWTH_MB:
        found.append(f"{grown:.0f} MB more are held when everybody has left")
    return found


def _text(ours: Outcome, peer: Outcome, asked: argparse.Namespace) -> str:
    rows = [
        f"| {name} | {one.edits:,} | {one.p50:.1f} | {one.p95:.1f} | {one.p99:.1f} | {one.messages:,} | "
        f"{one.cpu:.0f} | {one.before_mb:.0f} | {one.after_mb:.0f} |"
        for name, one in (("ours", ours), ("y-websocket on Node", peer))
    ]
    lines = [
        f"Written by `make endure`: {asked.editors:,} editors over connections of their own changed one map of "
        f"{FACTORS} factors and {LINKS} links {asked.pace:g} times a second each for {asked.seconds:,.0f} s: eight of "
        "ten changes were moves, the rest fields, names, new links and new factors. All editors were one process "
        f"beside the server, on one computer. {WATCHING} of them noted when each change of the others reached them. "
        "At the end all copies must hold the same map. Ours checks each change, keeps it on the disk, and reads it "
        "into rows and the thread; the disk must hold the same map, too. The peer keeps nothing. Then all drop at "
        "once, rubbish and 100 MB are sent, and the server is killed while people draw: nothing that was "
        "acknowledged may be lost. Memory and CPU are those of the server's process and of what it has begun; memory "
        "before anybody came (after a first round) and a minute after all have left.",
        "",
        "| server | changes | 50 % with others within, ms | 95 % | 99 % | messages received | server's CPU, s | "
        "MB before | MB after |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
        *rows,
        "",
        *(["**Problems:**", "", *(f"- {each}" for each in ours.problems)] if ours.problems else ["Every bar was met."]),
        *(f"- y-websocket: {each}" for each in peer.problems),
        *(
            [f"Meanwhile on the same computer: {asked.beside}. Times here are no measure of speed."]
            * bool(asked.beside)
        ),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
