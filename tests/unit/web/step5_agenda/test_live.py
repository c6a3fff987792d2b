"""Several people at one map: everybody has what everybody drew, and what was acknowledged is on the disk."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections

from seedbed.web.people.models import User
from seedbed.web.step5_agenda.live import desk
from seedbed.web.step5_agenda.live.application import LiveMaps
from seedbed.web.step5_agenda.live.keeper import Keeper
from seedbed.web.step5_agenda.live.messages import brings
from seedbed.web.step5_agenda.models import MapFactor, SystemMap
from seedbed.web.step5_agenda.opinions import actions as opinions
from seedbed.web.step5_agenda.shared.document import Document
from seedbed.web.step5_agenda.shared.keeping import change, load
from tests.own_loop import outcome_of
from tests.unit.web.conftest import Cast
from tests.unit.web.step5_agenda.conftest import key
from tests.unit.web.step5_agenda.editors import Editor

pytestmark = pytest.mark.django_db(transaction=True)
Play = Callable[[Callable[[LiveMaps], Awaitable[None]]], None]


@pytest.fixture
def session(db: None) -> str:
    """The key of a session that stands."""
    store = SessionStore()
    store.create()
    return str(store.session_key)


@pytest.fixture
def play() -> Play:
    """Play a scene on a loop of its own; threads of the room let go of their connections afterwards.

    A thread keeps what is drawn: no other process sees the tables of a test.
    """

    def run(scene: Callable[[LiveMaps], Awaitable[None]]) -> None:
        async def whole() -> None:
            with ThreadPoolExecutor(1) as thread:
                keeper = Keeper(lambda: thread)
                await scene(LiveMaps(keeper))
                await asyncio.gather(*(desk.away(connections.close_all) for _ in range(4)))
                await keeper.do(connections.close_all)

        outcome_of(whole())

    return run


def test_what_one_draws_the_other_has_and_the_disk_too(damp: SystemMap, cast: Cast, session: str, play: Play) -> None:
    mould = key()

    async def scene(maps: LiveMaps) -> None:
        dev, sam = (Editor.of(maps, damp.pk, person, session) for person in (cast.dev, cast.sam))
        await dev.until(lambda: dev.was_told("may_edit"))
        await sam.until(lambda: sam.was_told("may_edit"))
        dev.draw("factors", mould, name="Mould")
        await sam.until(lambda: sam.has("factors", mould))
        await dev.until(lambda: dev.was_told("kept"))
        assert await desk.away(lambda: MapFactor.objects.get(key=mould).name) == "Mould"
        await dev.drop()
        await sam.drop()

    play(scene)


def test_changes_of_a_moment_go_together(damp: SystemMap, cast: Cast, session: str, play: Play) -> None:
    drawn = [key() for _ in range(30)]

    async def scene(maps: LiveMaps) -> None:
        dev, sam = (Editor.of(maps, damp.pk, person, session) for person in (cast.dev, cast.sam))
        for editor in (dev, sam):
            await editor.until(lambda editor=editor: editor.was_told("may_edit"))
        for each in drawn:
            dev.draw("factors", each, name="Mould")
        await sam.until(lambda: all(sam.has("factors", each) for each in drawn))
        assert 1 <= sam.updates <= 5
        await dev.drop()
        await sam.drop()

    play(scene)


def test_what_was_drawn_apart_comes_together(damp: SystemMap, cast: Cast, session: str, play: Play) -> None:
    mould, asthma = key(), key()

    async def scene(maps: LiveMaps) -> None:
        dev = Editor.of(maps, damp.pk, cast.dev, session)
        dev.document.change(lambda document: document.put("factors", mould, name="Mould"))
        sam = Editor.of(maps, damp.pk, cast.sam, session)
        sam.document.change(lambda document: document.put("factors", asthma, name="Asthma"))
        for editor in (dev, sam):
            await editor.until(lambda editor=editor: editor.has("factors", mould) and editor.has("factors", asthma))
        await dev.drop()
        await sam.drop()

    play(scene)
    assert set(load(damp).values("factors")) == {mould, asthma}


def test_what_a_form_changes_reaches_editors(damp: SystemMap, cast: Cast, session: str, play: Play) -> None:
    mould = key()

    async def scene(maps: LiveMaps) -> None:
        dev = Editor.of(maps, damp.pk, cast.dev, session)
        await dev.until(lambda: dev.was_told("may_edit"))
        await desk.away(lambda: change(by=cast.sam, of=damp, how=lambda d: d.put("factors", mould, name="Mould")))
        await dev.until(lambda: dev.has("factors", mould))
        await dev.drop()

    play(scene)


def test_who_may_only_look_draws_nothing(damp: SystemMap, cast: Cast, session: str, play: Play) -> None:
    mould = key()

    async def scene(maps: LiveMaps) -> None:
        ngozi = Editor.of(maps, damp.pk, cast.ngozi, session)
        await ngozi.until(lambda: ngozi.was_told("may_edit"))
        ngozi.draw("factors", mould, name="Mould")
        await ngozi.until(lambda: ngozi.closed is not None)
        assert ngozi.was_told("reset")
        await ngozi.drop()

    play(scene)
    assert not MapFactor.objects.exists()


def test_a_refused_change_resets_its_editor_alone(damp: SystemMap, cast: Cast, session: str, play: Play) -> None:
    mould = key()

    async def scene(maps: LiveMaps) -> None:
        dev, sam = (Editor.of(maps, damp.pk, person, session) for person in (cast.dev, cast.sam))
        for editor in (dev, sam):
            await editor.until(lambda editor=editor: editor.was_told("may_edit"))
        dev.draw("factors", key(), name="x" * 201)
        await dev.until(lambda: dev.closed is not None)
        sam.draw("factors", mould, name="Mould")
        await sam.until(lambda: sam.was_told("kept"))
        again = Editor.of(maps, damp.pk, cast.dev, session)
        await again.until(lambda: again.has("factors", mould))
        assert len(again.document.values("factors")) == 1
        for editor in (dev, sam, again):
            await editor.drop()

    play(scene)


RUBBISH = {"empty": b"", "cut": b"\x00", "no kind": b"\x00\x09\x00", "longer": b"\x00\x02\xff\xff\x7f", "text": b"hi"}


@pytest.mark.parametrize("what", RUBBISH)
def test_rubbish_harms_nobody(damp: SystemMap, cast: Cast, session: str, play: Play, what: str) -> None:
    mould = key()

    async def scene(maps: LiveMaps) -> None:
        dev, sam = (Editor.of(maps, damp.pk, person, session) for person in (cast.dev, cast.sam))
        for editor in (dev, sam):
            await editor.until(lambda editor=editor: editor.was_told("may_edit"))
        dev.say(RUBBISH[what])
        dev.say(brings(b"rubbish"))
        sam.draw("factors", mould, name="Mould")
        await sam.until(lambda: sam.was_told("kept"))
        await dev.drop()
        await sam.drop()

    play(scene)


def test_a_room_goes_with_its_last_editor_and_keeps_what_it_brought(
    damp: SystemMap, cast: Cast, session: str, play: Play
) -> None:
    mould = key()

    async def scene(maps: LiveMaps) -> None:
        dev = Editor.of(maps, damp.pk, cast.dev, session)
        await dev.until(lambda: dev.was_told("may_edit"))
        dev.draw("factors", mould, name="Mould")
        await dev.drop()
        assert maps.rooms == {}

    play(scene)
    assert MapFactor.objects.get(key=mould).name == "Mould"


def test_a_closed_room_holds_no_document_when_memory_is_given_back(
    damp: SystemMap, cast: Cast, session: str, play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[bool] = []

    async def scene(maps: LiveMaps) -> None:
        dev = Editor.of(maps, damp.pk, cast.dev, session)
        await dev.until(lambda: dev.was_told("may_edit"))
        there = weakref.ref(maps.rooms[damp.pk].document)
        monkeypatch.setattr(desk, "give_back", lambda: held.append(there() is not None))
        await dev.drop()

    play(scene)
    assert held == [False]


def refused_with(damp: SystemMap, person: User, session: str) -> Callable[[LiveMaps], Awaitable[None]]:
    async def scene(maps: LiveMaps) -> None:
        editor = Editor.of(maps, damp.pk, person, session)
        await editor.until(lambda: editor.closed is not None)
        assert editor.closed == 4403

    return scene


def test_an_outsider_is_not_let_in(damp: SystemMap, cast: Cast, session: str, play: Play) -> None:
    play(refused_with(damp, cast.lee, session))


def test_an_ended_session_is_not_let_in(damp: SystemMap, cast: Cast, play: Play) -> None:
    play(refused_with(damp, cast.dev, "ended"))


def test_a_ticket_of_another_map_is_not_let_in(damp: SystemMap, cast: Cast, session: str, play: Play) -> None:
    async def scene(maps: LiveMaps) -> None:
        protocols: list[Any] = ["seedbed-map", "x"]
        editor = Editor(maps, f"/live/maps/{damp.pk}", protocols)
        await editor.until(lambda: editor.closed is not None)
        assert editor.closed == 4403

    play(scene)


def test_the_same_update_twice_is_kept_once(damp: SystemMap, cast: Cast, session: str, play: Play) -> None:
    update, _ = Document().change(lambda document: document.put("factors", key(), name="Mould"))
    before = damp.last_number

    async def scene(maps: LiveMaps) -> None:
        dev = Editor.of(maps, damp.pk, cast.dev, session)
        await dev.until(lambda: dev.was_told("may_edit"))
        for _ in range(3):
            dev.say(brings(update))
        await dev.until(lambda: dev.was_told("kept"))
        await dev.drop()

    play(scene)
    damp.refresh_from_db()
    assert damp.last_number == before + 1


def test_editors_hear_that_somebody_commented(damp: SystemMap, cast: Cast, session: str, play: Play) -> None:
    async def scene(maps: LiveMaps) -> None:
        dev = Editor.of(maps, damp.pk, cast.dev, session)
        await dev.until(lambda: dev.was_told("may_edit"))

        def speak() -> None:
            opinions.comment(by=cast.sam, of=damp, words="Whose damp?")

        # What was said before the room first looked is on the page already: so it is said until it is heard.
        while not dev.was_told("changed"):
            await desk.away(speak)
            await asyncio.sleep(0.2)
        await dev.drop()

    play(scene)
