"""Who keeps what editors draw: a process that comes when it is needed, and goes with whoever needed it."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from seedbed.errors import BadInputError
from seedbed.web.step5_agenda.live import keeper as keepers
from seedbed.web.step5_agenda.live.keeper import Keeper
from seedbed.web.step5_agenda.shared.document import refused
from tests.own_loop import outcome_of

pytestmark = pytest.mark.django_db


def refuse(because: str) -> None:
    """Refuse something, in the process of the keeper."""
    raise refused(because)


@contextmanager
def a_keeper() -> Iterator[Keeper]:
    """Have a keeper with a process of its own, which is gone at the end."""
    keeper = Keeper()
    try:
        yield keeper
    finally:
        keeper.end()


def kept_by(scene: Callable[[Keeper], Awaitable[None]]) -> None:
    """Play a scene with a keeper."""

    async def whole() -> None:
        with a_keeper() as keeper:
            await scene(keeper)

    outcome_of(whole())


def test_it_works_in_another_process() -> None:
    async def scene(keeper: Keeper) -> None:
        assert await keeper.do(os.getpid) != os.getpid()

    kept_by(scene)


def test_why_a_change_is_refused_comes_through() -> None:
    async def scene(keeper: Keeper) -> None:
        with pytest.raises(BadInputError) as raised:
            await keeper.do(refuse, "it is too large")
        assert raised.value.why == "It was refused: it is too large."

    kept_by(scene)


def test_another_process_goes_on_when_it_dies() -> None:
    async def scene(keeper: Keeper) -> None:
        first = await keeper.do(os.getpid)
        with pytest.raises(BrokenExecutor):
            await keeper.do(os._exit, 1)
        assert await keeper.do(os.getpid) != first

    kept_by(scene)


def test_it_ends_when_nothing_was_asked_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keepers, "IDLE", 0.5)

    async def scene(keeper: Keeper) -> None:
        first = await keeper.do(os.getpid)
        await until(lambda: not lives(first))
        assert await keeper.do(os.getpid) != first

    kept_by(scene)


def test_requests_to_end_are_for_the_other_to_hear() -> None:
    async def scene(keeper: Keeper) -> None:
        there = await keeper.do(os.getpid)
        os.kill(there, signal.SIGTERM)
        os.kill(there, signal.SIGINT)
        assert await keeper.do(os.getpid) == there

    kept_by(scene)


def test_it_goes_with_whoever_is_killed() -> None:
    program = (
        "import asyncio, os\n"
        "import django; django.setup()\n"
        "from seedbed.web.step5_agenda.live.keeper import Keeper\n"
        "async def main():\n"
        "    print(await Keeper().do(os.getpid), flush=True)\n"
        "    await asyncio.sleep(60)\n"
        "if __name__ == '__main__':\n"
        "    asyncio.run(main())\n"
    )
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, env=environ, text=True) as other:
        assert other.stdout is not None
        there = int(other.stdout.readline())
        other.kill()
    outcome_of(until(lambda: not lives(there)))


def lives(process: int) -> bool:
    """Say whether a process runs; one that has ended and was not yet asked after does not."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return False


async def until(what: Callable[[], bool]) -> None:
    """Wait until something holds."""
    give_up = time.monotonic() + 30
    while not what():
        assert time.monotonic() < give_up
        await asyncio.sleep(0.1)
