"""What rooms ask of the database, away from the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar, TypeVarTuple, Unpack

from seedbed.web.step5_agenda.live import asking
from seedbed.web.step5_agenda.live.keeper import Keeper
from seedbed.web.step5_agenda.live.memory import give_back

Given = TypeVarTuple("Given")
Done = TypeVar("Done")
_THREADS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="live")


async def away(work: Callable[[Unpack[Given]], Done], /, *given: *Given) -> Done:
    """Do work of the database in a thread of this process: what is seldom asked."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_THREADS, asking.with_a_connection, work, *given)


class MapDesk:
    """What is asked of the database for one map; what is asked again and again goes to the keeper."""

    def __init__(self, number: int, keeper: Keeper) -> None:
        self.number = number
        self._keeper = keeper

    async def load(self) -> tuple[list[bytes], int]:
        """Return the map's bytes and the number of the last update among them."""
        return await away(asking.load, self.number)

    async def keep(self, sent: list[tuple[bytes, int]]) -> list[int]:
        """Keep updates of people, by their numbers, and return the updates' numbers."""
        return await self._keeper.do(asking.keep_updates, self.number, sent)

    async def close(self) -> None:
        """Forget the map, once nobody is at it."""
        await self._keeper.do(asking.forget, self.number)
        await away(give_back)

    async def news(self, number: int) -> asking.News:
        """Return what is new since an update, by its number."""
        return await self._keeper.do(asking.news, self.number, number)

    async def still(self, seats: list[tuple[int, str]]) -> list[bool | None]:
        """Say of people and their sessions whether they may edit; None if they may not even look any more."""
        return await self._keeper.do(asking.still, self.number, seats)
