"""Factors are merged and split with all that is known of them, and undoing brings everything back as it was."""

from __future__ import annotations

from typing import Any

import pytest

from seedbed.errors import UsageError
from seedbed.thread.kinds import Relation
from seedbed.thread.payloads.heard import ThemePayload
from seedbed.web.golden_thread import actions as thread
from seedbed.web.golden_thread.models import Bead, Link
from seedbed.web.step5_agenda.models import MapChange, MapFactor, MapLineage, MapLink, SystemMap
from seedbed.web.step5_agenda.reshaping.actions import merge_factors, split_factor, undo_lineage
from seedbed.web.step5_agenda.reshaping.planning import Merger
from seedbed.web.step5_agenda.shared.keeping import change, load
from seedbed.web.step5_agenda.standing import as_it_stands
from tests.unit.web.conftest import Cast
from tests.unit.web.step5_agenda.conftest import Draw


def merge(
    cast: Cast, damp: SystemMap, factors: list[str], *, join: bool = False, name: str = "Damp homes"
) -> MapLineage:
    merger = Merger(factors, factors[0], {"name": name}, join)
    return merge_factors(by=cast.sam, of=damp, merger=merger)


def standing() -> tuple[Any, ...]:
    """Return all that a map and the thread say now: the document, rows, beads and the living links between them."""
    beads = Bead.objects.filter(tombstone=None, went_in=None).order_by("pk")
    living = Link.objects.filter(retracted_at=None, source__in=beads, target__in=beads)
    return (
        list(MapFactor.objects.filter(removed_at=None).order_by("pk").values()),
        list(MapLink.objects.filter(removed_at=None).order_by("pk").values()),
        list(beads.values("pk", "payload", "links_on", "links_back")),
        sorted(living.values_list("source", "relation", "target")),
        {name: load(SystemMap.objects.get()).values(name) for name in ("factors", "links", "submaps", "layouts")},
    )


def said_by(damp: SystemMap, cast: Cast, factor: str) -> Bead:
    """Let a theme be expressed as a factor; return the theme's bead."""
    place = damp.neighbourhood
    theme = thread.add_bead(
        by=cast.dev, programme=place.programme, neighbourhood=place, payload=ThemePayload(name="Homes")
    )
    bead = MapFactor.objects.select_related("bead").get(key=factor).bead
    assert bead is not None
    thread.link(by=cast.dev, source=theme, relation=Relation.EXPRESSED_AS, target=bead)
    return theme


def ends(damp: SystemMap) -> list[tuple[str, str]]:
    found = as_it_stands(damp)
    return sorted((found.by_identifier[each.cause].name, found.by_identifier[each.effect].name) for each in found.links)


def test_links_and_who_said_so_go_to_the_one_that_stays(
    damp: SystemMap, cast: Cast, factor: Draw, joined: Draw
) -> None:
    homes, other, asthma = factor("Damp homes"), factor("damp  homes"), factor("Asthma")
    joined(other, asthma)
    theme = said_by(damp, cast, other)
    merge(cast, damp, [homes, other])
    assert ends(damp) == [("Damp homes", "Asthma")]
    row, gone = MapFactor.objects.get(key=homes), MapFactor.objects.get(key=other)
    assert Link.objects.filter(source=theme, target=row.bead, retracted_at=None).exists()
    assert gone.went_in == row
    assert gone.removed_at is not None
    assert MapChange.objects.get(what="merged").fields == {"gone": ["damp  homes"], "into": ["Damp homes"]}


def test_a_link_between_merged_factors_is_kept_as_a_loop(
    damp: SystemMap, cast: Cast, factor: Draw, joined: Draw
) -> None:
    homes, mould = factor("Damp homes"), factor("Mould")
    joined(homes, mould)
    merge(cast, damp, [homes, mould])
    assert ends(damp) == [("Damp homes", "Damp homes")]


@pytest.mark.parametrize(("join", "many", "ways"), [(False, 2, {"same", "opposite"}), (True, 1, {"uncertain"})])
def test_links_that_become_parallel_stay_or_are_joined_with_their_dissent(
    damp: SystemMap, cast: Cast, factor: Draw, joined: Draw, *, join: bool, many: int, ways: set[str]
) -> None:
    homes, other, asthma = factor("Damp homes"), factor("Wet homes"), factor("Asthma")
    joined(homes, asthma, because="Mould")
    joined(other, asthma, polarity="opposite", because="Not here")
    merge(cast, damp, [homes, other], join=join)
    links = as_it_stands(damp).links
    assert (len(links), {each.polarity for each in links}) == (many, ways)
    assert {"Mould", "Not here"} == {said for each in links for said in each.because.split("\n\n")}


def test_undoing_a_merge_brings_back_all_that_was(damp: SystemMap, cast: Cast, factor: Draw, joined: Draw) -> None:
    homes, other, asthma = factor("Damp homes", x=5.0, y=7.0), factor("Wet homes", note="Told twice"), factor("Asthma")
    for cause in (homes, other):
        joined(cause, asthma)
    joined(other, homes, polarity="uncertain")
    said_by(damp, cast, other)
    change(
        by=cast.dev, of=damp, how=lambda document: document.put("layouts", homes, name="Ring", places={other: [1, 2]})
    )
    before = standing()
    done = merge(cast, damp, [homes, other], join=True, name="Wet or damp homes")
    assert standing() != before
    undo_lineage(by=cast.dev, lineage=done)
    assert standing() == before


def test_what_others_changed_since_a_merge_stays(damp: SystemMap, cast: Cast, factor: Draw, joined: Draw) -> None:
    homes, other, asthma = factor("Damp homes"), factor("Wet homes"), factor("Asthma")
    joined(other, asthma)
    done = merge(cast, damp, [homes, other], name="Wet or damp homes")
    change(by=cast.dev, of=damp, how=lambda document: document.put("factors", homes, name="Mouldy homes"))
    undo_lineage(by=cast.dev, lineage=done)
    assert [each.name for each in as_it_stands(damp).factors] == ["Mouldy homes", "Wet homes", "Asthma"]


def test_a_merge_that_another_rests_on_is_not_undone_first(damp: SystemMap, cast: Cast, factor: Draw) -> None:
    homes, other, asthma = factor("Damp homes"), factor("Wet homes"), factor("Asthma")
    first = merge(cast, damp, [homes, other])
    merge(cast, damp, [asthma, homes])
    with pytest.raises(UsageError, match="cannot be undone yet"):
        undo_lineage(by=cast.dev, lineage=first)


def test_a_split_gives_each_part_its_links_and_undoing_joins_them(
    damp: SystemMap, cast: Cast, factor: Draw, joined: Draw
) -> None:
    homes, asthma, rent = factor("Damp and cold homes", note="From the walk"), factor("Asthma"), factor("Rent")
    to_asthma, from_rent, loop = joined(homes, asthma), joined(rent, homes), joined(homes, homes)
    theme = said_by(damp, cast, homes)
    before = standing()
    sides = {to_asthma: "first", from_rent: "both", loop: "second"}
    done = split_factor(by=cast.sam, of=damp, factor=homes, names=["Damp homes", "Cold homes"], sides=sides)
    assert ends(damp) == [
        ("Cold homes", "Cold homes"),
        ("Damp homes", "Asthma"),
        ("Rent", "Cold homes"),
        ("Rent", "Damp homes"),
    ]
    assert Link.objects.filter(source=theme, retracted_at=None).count() == 2
    undo_lineage(by=cast.dev, lineage=done)
    assert ends(damp) == [
        ("Damp and cold homes", "Asthma"),
        ("Damp and cold homes", "Damp and cold homes"),
        ("Rent", "Damp and cold homes"),
    ]
    assert standing() == before


def test_links_drawn_to_a_part_stay_when_the_split_is_undone(
    damp: SystemMap, cast: Cast, factor: Draw, joined: Draw
) -> None:
    homes, asthma = factor("Damp and cold homes"), factor("Asthma")
    done = split_factor(by=cast.sam, of=damp, factor=homes, names=["Damp homes", "Cold homes"], sides={})
    cold = str(MapFactor.objects.get(name="Cold homes").key)
    joined(cold, asthma)
    theme = said_by(damp, cast, cold)
    undo_lineage(by=cast.dev, lineage=done)
    assert ends(damp) == [("Damp and cold homes", "Asthma")]
    assert Link.objects.filter(source=theme, target=MapFactor.objects.get(key=homes).bead, retracted_at=None).exists()
