"""Two maps side by side: who says what, how it was and how it is, one place and another; for who may see both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest
from django.test import Client

from seedbed.analysis.systems.types import CausalLink, Factor, Source
from seedbed.analysis.systems.types import SystemMap as MapOfFactors
from seedbed.thread.kinds import Relation
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from seedbed.web.step5_agenda.actions import start_map
from seedbed.web.step5_agenda.comparing.queries import Beside, factors_table, links_table, pictures, side_by_side
from seedbed.web.step5_agenda.comparing.sides import Side, sides_of, told_by
from seedbed.web.step5_agenda.file_models import MapFile
from seedbed.web.step5_agenda.models import MapFactor, SystemMap
from seedbed.web.step5_agenda.opinions.origin_actions import add_origins
from seedbed.web.step5_agenda.reshaping.versions import name_version
from seedbed.web.step5_agenda.shared.drawing import add_factor, add_link, edit_factor, edit_link, remove_factor
from seedbed.web.ui.tables import LinkTo, Table
from tests.unit.web.conftest import Cast
from tests.unit.web.golden_thread.builder import Builder
from tests.unit.web.step5_agenda.conftest import Draw

As = Callable[[User | None], Client]


def lines(table: Table) -> list[tuple[str, ...]]:
    """Return the words of a table's rows."""
    return [tuple(each.text if isinstance(each, LinkTo) else str(each) for each in row) for row in table.rows]


def page(dev: Client, damp: SystemMap, this: str = "now", beside: str = "origins") -> str:
    answer = dev.get(f"/step-5/maps/{damp.pk}/compare/", {"this": this, "beside": beside})
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_only_what_a_source_told_is_on_its_side_with_both_ends_of_its_links() -> None:
    named = [Factor(identifier=each, name=each) for each in ("damp", "rent", "bus")]
    said = replace(named[2], sources=frozenset({Source.PROFESSIONALS}))
    link = CausalLink(identifier="1", cause="rent", effect="damp", sources=frozenset({Source.RESIDENTS}))
    system = MapOfFactors(factors=(*named[:2], said), links=(link,))
    assert [each.identifier for each in told_by(system, Source.RESIDENTS).factors] == ["damp", "rent"]
    assert told_by(system, Source.PROFESSIONALS).links == ()


@pytest.fixture
def before_and_after(damp: SystemMap, cast: Cast, factor: Draw, joined: Draw) -> Beside:
    """A map before and after a factor was renamed, one went, one came, and a link was turned round."""
    homes, asthma, gone = factor("Damp homes"), factor("Asthma"), factor("Rent")
    link = joined(homes, asthma)
    joined(gone, homes)
    then = name_version(by=cast.dev, of=damp, name="Before").number
    edit_factor(by=cast.dev, of=damp, key=asthma, fields={"name": "Asthma of children"})
    edit_link(by=cast.dev, of=damp, key=link, fields={"polarity": "opposite"})
    remove_factor(by=cast.dev, of=damp, key=gone)
    add_factor(by=cast.dev, of=damp, fields={"name": "Fans"})
    damp.refresh_from_db()
    return side_by_side(*sides_of(damp, f"version-{then}", "now"))


def test_before_and_after_a_factor_is_the_same_whatever_it_is_called(before_and_after: Beside) -> None:
    assert sorted(lines(factors_table(before_and_after))) == [
        ("Asthma", "Asthma", "Asthma of children"),
        ("Damp homes", "Damp homes", "Damp homes"),
        ("Fans", "not there", "Fans"),
        ("Rent", "Rent", "not there"),
    ]


def test_links_are_told_with_what_each_side_says_and_contradictions_come_first(before_and_after: Beside) -> None:
    assert lines(links_table(before_and_after)) == [
        ("Damp homes → Asthma", "same direction", "opposite direction", "They contradict each other"),
        ("Rent → Damp homes", "same direction", "not there", "Only here, at a factor that only one has"),
    ]


def test_in_the_pictures_what_differs_is_bold_and_what_both_say_is_not(before_and_after: Beside) -> None:
    (_, then), (_, now) = pictures(before_and_after)
    bold = [line for line in then.replace("<text", "\n<text").splitlines() if 'font-weight="700"' in line]
    assert [line for line in bold if "Rent" in line]
    assert not [line for line in bold if "Damp homes" in line]
    assert "Fans" in now
    assert "Fans" not in then


def test_two_equal_maps_say_the_same(damp: SystemMap, factor: Draw) -> None:
    factor("Damp homes")
    (side, _) = sides_of(damp, "now", "now")
    assert not side_by_side(side, Side("again", side.system, damp)).differ


def test_residents_stand_beside_professionals(
    damp: SystemMap, cast: Cast, factor: Draw, neighbourhood: Neighbourhood, as_: As
) -> None:
    builder = Builder(neighbourhood, cast.dev)
    said, voice = builder.contribution(), builder.voice()
    builder.join(said, Relation.EXCERPTED_AS, voice)
    row = MapFactor.objects.select_related("bead", "map").get(key=factor("Damp homes"))
    add_origins(by=cast.dev, to=row, origins=[voice])
    factor("Rent")
    told = page(as_(cast.ngozi), damp)
    assert "Only on the first: 1. Only on the second: 0." in told
    assert "1 factor of this map comes from neither" in told


def test_another_map_is_matched_by_name_in_any_case(
    damp: SystemMap, cast: Cast, factor: Draw, neighbourhood: Neighbourhood, as_: As
) -> None:
    other = start_map(by=cast.dev, neighbourhood=neighbourhood, name="Cold homes")
    keys = [add_factor(by=cast.dev, of=other, fields={"name": name}) for name in ("damp  HOMES", "Draughts")]
    add_link(by=cast.dev, of=other, cause=keys[1], effect=keys[0], fields={})
    factor("Damp homes")
    told = page(as_(cast.dev), damp, beside=f"map-{other.pk}")
    assert "1 factor is on both (50% of all)." in told
    assert f"/step-5/maps/{other.pk}/factors/{keys[1]}/" in told


@pytest.fixture
def elsewhere(other_neighbourhood: Neighbourhood, cast: Cast) -> SystemMap:
    """A map of a place that Dev does not see."""
    return start_map(by=cast.pat, neighbourhood=other_neighbourhood, name="Their secret")


def test_a_map_that_the_visitor_may_not_see_is_not_offered_nor_shown(
    damp: SystemMap, cast: Cast, factor: Draw, elsewhere: SystemMap, as_: As
) -> None:
    dev = as_(cast.dev)
    assert "Their secret" not in dev.get(f"/step-5/maps/{damp.pk}/compare/").content.decode()
    answer = dev.get(f"/step-5/maps/{damp.pk}/compare/", {"this": "now", "beside": f"map-{elsewhere.pk}"})
    assert answer.status_code == 422
    assert "Their secret" not in answer.content.decode()
    assert as_(cast.dev).get(f"/step-5/maps/{elsewhere.pk}/compare/").status_code == 404


def test_a_map_whose_file_is_still_read_is_not_offered(
    damp: SystemMap, cast: Cast, neighbourhood: Neighbourhood, as_: As
) -> None:
    coming = start_map(by=cast.dev, neighbourhood=neighbourhood, name="Half of it")
    waiting = MapFile.objects.create(neighbourhood=neighbourhood, map=coming, content=b"")
    dev, there = as_(cast.dev), f"/step-5/maps/{damp.pk}/compare/"
    assert "Half of it" not in dev.get(there).content.decode()
    waiting.delete()
    assert "Half of it" in dev.get(there).content.decode()


@pytest.mark.parametrize(
    ("this", "beside"),
    [
        ("now", "now"),
        ("version-1", "origins"),
        ("version-99999", "now"),
        ("version-" + "9" * 400, "now"),
        ("version-²", "now"),
        ("None", "map-None"),
        ("\x00", "\x00"),
        ("", ""),
    ],
)
def test_what_cannot_be_compared_is_said_on_the_form(
    damp: SystemMap, cast: Cast, as_: As, this: str, beside: str
) -> None:
    answer = as_(cast.dev).get(f"/step-5/maps/{damp.pk}/compare/", {"this": this, "beside": beside})
    assert answer.status_code == 422
    assert "nhsuk-error-summary" in answer.content.decode()


def test_two_empty_maps_are_told_of(damp: SystemMap, cast: Cast, as_: As) -> None:
    assert "neither side has a factor" in page(as_(cast.dev), damp, "version-0", "now")
