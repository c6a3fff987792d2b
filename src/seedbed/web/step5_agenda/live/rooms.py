"""A room is a map in memory with the editors that are at it.

Everything here runs on one event loop; only bytes go to the threads that speak with the database. What an editor sends
is checked, sent on, and kept within `FLUSH_EVERY`; it is told once that is on the disk.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, Protocol

from pycrdt import merge_updates

from seedbed.errors import BadInputError, UserError
from seedbed.web.step5_agenda.live.asking import News
from seedbed.web.step5_agenda.live.messages import Presence, Sync, answers, asks, brings, runs_ahead
from seedbed.web.step5_agenda.live.seats import Seat
from seedbed.web.step5_agenda.shared.document import LARGEST_UPDATE, NOTHING, Document, refused

FLUSH_EVERY, LOOK_EVERY, AGAIN_AFTER, ASK_EVERY = 0.25, 0.5, 1.0, 20.0
"""Seconds: between keepings, looks for what came by other ways, tries after a fault, checks of roles."""
LONGEST_SINCE = 100_000
"""Bytes of updates, at least, after which the copy that a refusal goes back to is made anew. It is made of the whole
map, so it waits until there is as much of updates as of map: else a large map would hold everybody up again and again.
"""
LARGEST_PRESENCE = 40_000
"""Bytes of a message about who is here."""
MOST_COPIES = 3
"""Copies of the document that one connection may speak for."""
LOG = logging.getLogger("seedbed.live")


class Desk(Protocol):
    """Speaks with the database, away from the event loop."""

    async def load(self) -> tuple[list[bytes], int]:
        """Return the map's bytes and the number of the last update among them."""

    async def keep(self, sent: list[tuple[bytes, int]]) -> list[int]:
        """Keep updates of people, by their numbers, and return the updates' numbers."""

    async def close(self) -> None:
        """Forget the map, once nobody is at it."""

    async def news(self, number: int) -> News:
        """Return what is new since an update, by its number."""

    async def still(self, seats: list[tuple[int, str]]) -> list[bool | None]:
        """Say of people and their sessions whether they may edit; None if they may not even look any more."""


class Room:
    """One map and its editors."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.seats: set[Seat] = set()
        self.document = Document()
        self.ready = asyncio.Event()
        self._base: bytes = NOTHING
        self._since: list[bytes] = []
        self._since_size = 0
        self._seen = 0
        self._said: int | None = None
        self._own: set[int] = set()
        self._unkept: list[tuple[bytes, Seat]] = []
        self._spreading: list[tuple[bytes, Seat | None]] = []
        self._keeping = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._timers: dict[str, asyncio.TimerHandle] = {}

    async def open(self) -> None:
        """Load the map, and go on looking for what comes by other ways."""
        updates, self._seen = await self.desk.load()
        self.document = Document(updates)
        self._rebase()
        self.ready.set()
        self._soon(LOOK_EVERY, self._look)
        self._soon(ASK_EVERY, self._ask_again)

    def sit(self, seat: Seat) -> None:
        """Let an editor in: ask what it has, and tell it who else is here."""
        self.seats.add(seat)
        seat.tell(may_edit=seat.may_edit)
        seat.give(asks(self.document.doc.get_state()))
        for other in self.seats - {seat}:
            for presence in other.here.values():
                seat.give(presence.message())

    def hear(self, seat: Seat, kind: Sync, content: bytes) -> None:
        """Take what an editor asks or brings."""
        if kind is Sync.ASKS:
            try:
                seat.give(answers(self.document.doc.get_update(content)))
            except ValueError:
                self._reset(seat, refused("its state could not be read"))
        else:
            seat.heard += 1
            self._soon(FLUSH_EVERY, self.flush)
            if content != NOTHING:
                self._take(seat, content)

    def see(self, seat: Seat, presence: Presence) -> None:
        """Send on who an editor says it is, where it looks, or that it goes; nobody speaks for another."""
        if any(presence.copy in other.here for other in self.seats - {seat}):
            return
        if presence.gone:
            seat.here.pop(presence.copy, None)
        elif len(seat.here) < MOST_COPIES or presence.copy in seat.here:
            seat.here[presence.copy] = presence
        for each in self.seats:  # its own too: an editor that hears nothing for long takes the line for broken
            each.give(presence.message())

    async def leave(self, seat: Seat) -> None:
        """Let an editor go, and keep what it brought."""
        self.seats.discard(seat)
        await self.flush()

    async def flush(self) -> None:
        """Keep what is not kept yet, and tell each editor how much of what it sent is."""
        async with self._keeping:
            heard = {seat: seat.heard for seat in self.seats}
            waiting, self._unkept = self._unkept, []
            if waiting and not await self._keep(waiting):
                return
            for seat, number in heard.items():
                if number != seat.told:
                    seat.told = number
                    seat.tell(kept=number)

    async def _keep(self, waiting: list[tuple[bytes, Seat]]) -> bool:
        try:
            numbers = await self.desk.keep([(data, seat.person) for data, seat in waiting])
        except UserError as error:
            self._let_go_of(waiting, error)
            return False
        except Exception:
            # The database is away, or the disk is full: what was sent stays here and with its editors.
            LOG.exception("What was drawn on a map could not be kept; it is tried again.")
            self._unkept = waiting + self._unkept
            self._soon(AGAIN_AFTER, self.flush)
            return False
        self._note_own(numbers)
        return True

    def _note_own(self, numbers: list[int]) -> None:
        """Remember what need not be looked for; mostly it is what comes next."""
        if numbers[0] == self._seen + 1:
            self._seen = numbers[-1]
        else:
            self._own.update(number for number in numbers if number > self._seen)

    async def close(self) -> None:
        """Forget the timers and the document of a room that nobody is in."""
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
        # Editors who are just leaving still hold the room; what it held should be free when memory is given back.
        self.document, self._base, self._since = Document(), NOTHING, []
        await self.desk.close()

    def _take(self, seat: Seat, update: bytes) -> None:
        if not seat.may_edit:
            self._reset(seat, refused("your role here lets you look, not draw"))
            return
        before = self.document.doc.get_state()
        try:
            if len(update) > LARGEST_UPDATE:
                raise refused("it is too large for one change")
            changed = self.document.apply(update)
            self.document.check(changed)
        except BadInputError as error:
            self._go_back()
            self._reset(seat, error)
            return
        if not changed and self.document.doc.get_state() == before:
            if runs_ahead(update, before):
                self._go_back()
                self._reset(seat, refused("it goes on from changes that never came here"))
            return
        self._unkept.append((update, seat))
        self._remember(update)
        self._spread(update, seat)

    def _remember(self, update: bytes) -> None:
        self._since.append(update)
        self._since_size += len(update)
        if self._since_size > max(LONGEST_SINCE, len(self._base)):
            self._rebase()

    def _rebase(self) -> None:
        self._base, self._since, self._since_size = self.document.whole(), [], 0

    def _go_back(self) -> None:
        """Be as before an update that was refused."""
        self.document = Document([self._base, *self._since])

    def _reset(self, seat: Seat, error: UserError) -> None:
        """Tell an editor that its copy is not the map any more, and let it come anew."""
        seat.tell(reset=error.what, why=error.why, next=error.next_step)
        self.seats.discard(seat)
        seat.end(4409)

    def _let_go_of(self, waiting: Iterable[tuple[bytes, Seat]], error: UserError) -> None:
        """All copies hold what the map does not take: everybody begins anew from what is kept."""
        LOG.warning("Changes of a map were not taken: %s", error.why)
        for seat in self.seats | {seat for _, seat in waiting}:
            self._reset(seat, error)

    def _spread(self, update: bytes, sender: Seat | None) -> None:
        """Send a change on, together with what comes in the same turn of the event loop.

        So it goes at once as long as the loop keeps up; when it does not, a turn takes longer and more go together.
        Else what many are sent would grow with the square of their number.
        """
        if not self._spreading:
            asyncio.get_running_loop().call_soon(self._send_on)
        self._spreading.append((update, sender))

    def _send_on(self) -> None:
        spreading, self._spreading = self._spreading, []
        senders = {sender for _, sender in spreading}
        updates = [update for update, _ in spreading]
        message = brings(updates[0] if len(updates) == 1 else bytes(merge_updates(*updates)))
        for seat in self.seats:
            if len(senders) > 1 or seat not in senders:
                seat.give(message)

    async def _look(self) -> None:
        """Take in what came by forms, or by another process."""
        news = await self.desk.news(self._seen)
        for number, data in news.updates:
            if number <= self._seen:  # kept from here while it was read
                continue
            self._seen = number
            if number in self._own:
                self._own.discard(number)
                continue
            self.document.apply(data)
            self._remember(data)
            self._spread(data, None)
        self._tell_what_is_said(news.said)
        if self.seats:
            self._soon(LOOK_EVERY, self._look)

    def _tell_what_is_said(self, said: int) -> None:
        """Tell editors when comments, votes or origins changed: their pages fetch them."""
        if self._said is not None and said != self._said:
            for seat in self.seats:
                seat.tell(changed="said")
        self._said = said

    async def _ask_again(self) -> None:
        """Let go of those whose role or session has ended since they came."""
        seats = list(self.seats)
        may = await self.desk.still([(seat.person, seat.session) for seat in seats])
        for seat, edits in zip(seats, may, strict=True):
            if edits is None:
                seat.tell(closed="You are not signed in any more, or your role here has ended.")
                self.seats.discard(seat)
                seat.end(4403)
            elif edits != seat.may_edit:
                seat.may_edit = edits
                seat.tell(may_edit=edits)
        if self.seats:
            self._soon(ASK_EVERY, self._ask_again)

    def _soon(self, after: float, what: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do something after some seconds, once however often it is asked for until then."""
        name = what.__name__
        if name not in self._timers:
            loop = asyncio.get_running_loop()
            self._timers[name] = loop.call_later(after, self._begin, name, what)

    def _begin(self, name: str, what: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._timers.pop(name, None)
        task = asyncio.ensure_future(self._guarded(what))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _guarded(self, what: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await what()
        except Exception:
            LOG.exception("A part of live editing failed; it is tried again.")
            if self.seats:
                self._soon(AGAIN_AFTER, what)
