"""Who said so in an earlier state of a map can be seen, and what was taken off since comes back with the state."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from seedbed.errors import UsageError
from seedbed.thread.kinds import Relation
from seedbed.web.golden_thread import actions as thread
from seedbed.web.golden_thread.models import Bead
from seedbed.web.people.models import AuditEvent, User
from seedbed.web.step5_agenda.models import MapChange, MapFactor, SystemMap
from seedbed.web.step5_agenda.opinions.following import Then
from seedbed.web.step5_agenda.opinions.origin_actions import add_origins, remove_origin
from seedbed.web.step5_agenda.opinions.origins import Behind, behind, behind_these, origins_of
from seedbed.web.step5_agenda.opinions.since import beads_of, joined_since, taken_off_since
from seedbed.web.step5_agenda.reshaping.actions import undo_lineage
from seedbed.web.step5_agenda.reshaping.version_queries import then_of
from seedbed.web.step5_agenda.reshaping.versions import as_it_was, go_back, name_version
from seedbed.web.step5_agenda.shared.drawing import edit_factor, remove_factor
from tests.unit.web.conftest import Cast
from tests.unit.web.golden_thread.builder import Builder
from tests.unit.web.step5_agenda.conftest import Draw
from tests.unit.web.step5_agenda.test_merging import merge


@pytest.fixture
def row(factor: Draw) -> MapFactor:
    return MapFactor.objects.select_related("map__neighbourhood", "bead").get(key=factor("Damp homes"))


@pytest.fixture
def builder(row: MapFactor, cast: Cast) -> Builder:
    return Builder(row.map.neighbourhood, cast.dev)


def state(of: SystemMap, number: int) -> Then:
    return then_of(of, number, as_it_was(of, number))


def last(of: SystemMap) -> int:
    return SystemMap.objects.get(pk=of.pk).last_number


def behind_then(row: MapFactor, number: int) -> Behind:
    then = state(row.map, number)
    return behind_these(row.map, beads_of(row.map, then.keys), then)[str(row.key)]


@pytest.fixture
def taken_off(row: MapFactor, builder: Builder, cast: Cast) -> tuple[Bead, int]:
    """Two residents' theme stood behind damp in a named version; it was taken off since. Return both."""
    theme = builder.theme()
    for _ in range(2):
        builder.voice_in(theme)
    add_origins(by=cast.dev, to=row, origins=[theme])
    number = name_version(by=cast.dev, of=row.map, name="Before").number
    remove_origin(by=cast.sam, of=row, origin=theme)
    return theme, number


def test_who_said_so_is_known_of_an_earlier_state(row: MapFactor, taken_off: tuple[Bead, int]) -> None:
    assert behind_then(row, taken_off[1]).residents == 2
    assert behind(row).residents == 0


def test_a_voice_that_joined_its_theme_since_did_not_stand_there_then(
    row: MapFactor, builder: Builder, cast: Cast
) -> None:
    theme = builder.theme()
    builder.voice_in(theme)
    add_origins(by=cast.dev, to=row, origins=[theme])
    number = name_version(by=cast.dev, of=row.map, name="Before").number
    builder.voice_in(theme)
    assert (behind_then(row, number).residents, behind(row).residents) == (1, 2)


def test_a_state_without_a_name_has_what_stood_there_last(row: MapFactor, builder: Builder, cast: Cast) -> None:
    number, theme = last(row.map), builder.theme()
    add_origins(by=cast.dev, to=row, origins=[theme])
    edit_factor(by=cast.dev, of=row.map, key=str(row.key), fields={"name": "Wet homes"})
    remove_origin(by=cast.dev, of=row, origin=theme)
    (gone,) = taken_off_since(row.map, state(row.map, number))
    assert gone.source == theme


def test_going_back_puts_what_was_taken_off_behind_it_again(
    row: MapFactor, taken_off: tuple[Bead, int], cast: Cast
) -> None:
    theme, number = taken_off
    edit_factor(by=cast.sam, of=row.map, key=str(row.key), fields={"name": "Wet homes"})
    before = AuditEvent.objects.count()
    go_back(by=cast.sam, of=row.map, to=number)
    assert origins_of(row) == [theme.pk]
    assert AuditEvent.objects.count() == before + 1


def test_what_was_taken_off_and_put_back_was_not_joined_since(
    row: MapFactor, taken_off: tuple[Bead, int], cast: Cast
) -> None:
    go_back(by=cast.sam, of=row.map, to=taken_off[1])
    assert not joined_since(row.map, state(row.map, taken_off[1]))


def test_a_state_that_differs_by_who_said_so_alone_can_be_gone_back_to(
    row: MapFactor, taken_off: tuple[Bead, int], cast: Cast
) -> None:
    go_back(by=cast.sam, of=row.map, to=taken_off[1])
    assert behind(row).residents == 2
    assert MapChange.objects.get(what="went_back").number == last(row.map)
    with pytest.raises(UsageError, match="like this already"):
        go_back(by=cast.sam, of=row.map, to=taken_off[1])


def test_a_factor_that_was_taken_off_comes_back_with_what_was_taken_off_it_before(
    row: MapFactor, taken_off: tuple[Bead, int], cast: Cast
) -> None:
    remove_factor(by=cast.sam, of=row.map, key=str(row.key))
    go_back(by=cast.sam, of=row.map, to=taken_off[1])
    assert origins_of(row) == [taken_off[0].pk]


def test_what_was_joined_since_stays(row: MapFactor, builder: Builder, cast: Cast) -> None:
    number = name_version(by=cast.dev, of=row.map, name="Before").number
    theme = builder.theme()
    add_origins(by=cast.dev, to=row, origins=[theme])
    edit_factor(by=cast.sam, of=row.map, key=str(row.key), fields={"name": "Wet homes"})
    assert joined_since(row.map, state(row.map, number)) == [(str(row.key), theme.pk)]
    go_back(by=cast.sam, of=row.map, to=number)
    assert origins_of(row) == [theme.pk]


def test_what_was_withdrawn_since_is_neither_told_nor_put_back(
    row: MapFactor, taken_off: tuple[Bead, int], cast: Cast
) -> None:
    theme, number = taken_off
    thread.withdraw(by=cast.dev, beads=[theme], why="Not theirs to tell")
    assert behind_then(row, number).residents == 0
    assert not taken_off_since(row.map, state(row.map, number))


def test_what_undoing_a_merge_parted_was_taken_off_by_nobody(
    row: MapFactor, builder: Builder, cast: Cast, factor: Draw
) -> None:
    other = MapFactor.objects.select_related("map", "bead").get(key=factor("Wet homes"))
    theme = builder.theme()
    add_origins(by=cast.dev, to=other, origins=[theme])
    undo = merge(cast, row.map, [str(row.key), str(other.key)])
    merged = last(row.map)
    undo_lineage(by=cast.dev, lineage=undo)
    assert not taken_off_since(row.map, state(row.map, merged))
    go_back(by=cast.dev, of=row.map, to=merged)
    assert origins_of(row) == [theme.pk]


def test_the_page_of_an_earlier_state_says_who_said_so_and_what_going_back_brings(
    row: MapFactor, builder: Builder, taken_off: tuple[Bead, int], cast: Cast, as_: Callable[[User | None], Client]
) -> None:
    add_origins(by=cast.dev, to=row, origins=[builder.theme("Cold rooms")])
    page = as_(cast.dev).get(f"/step-5/maps/{row.map_id}/as-it-was/{taken_off[1]}/").content.decode()
    gone, since = (page.index(told) for told in ("Going back puts this behind it again", "Going back leaves this"))
    assert "Residents 2" in page
    assert gone < page.index("Nowhere to meet") < since < page.index("Cold rooms")
    assert "Go back to this" in page


def test_words_of_what_was_taken_off_are_shown_to_those_alone_who_may_read_them(
    row: MapFactor, builder: Builder, cast: Cast, as_: Callable[[User | None], Client]
) -> None:
    said, voice = builder.contribution(), builder.voice()
    builder.join(said, Relation.EXCERPTED_AS, voice)
    add_origins(by=cast.dev, to=row, origins=[voice])
    number = name_version(by=cast.dev, of=row.map, name="Before").number
    remove_origin(by=cast.dev, of=row, origin=voice)
    address = f"/step-5/maps/{row.map_id}/as-it-was/{number}/"
    seen = as_(cast.ngozi).get(address).context["taken_off"].lines
    assert [(name, each.visible, each.title) for name, each in seen] == [("Damp homes", False, "")]
