"""Who can reach what: one street, a hall, a library and areas along it, against answers worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from seedbed.analysis.assets.fitting import Needs
from seedbed.errors import BadInputError, UsageError
from seedbed.reports.assets.reach_documents import ReachDocument, ReachEquity
from seedbed.workflows.assets.reach import reach
from seedbed.workflows.assets.reach_changes import ChangesAsked
from seedbed.workflows.assets.reach_groups import fifths_asked, groups_asked
from seedbed.workflows.assets.reach_measures import Limits
from seedbed.workflows.assets.reach_options import ReachOptions
from seedbed.workflows.assets.reach_origins import OriginsAsked
from tests.unit.workflows.assets.street_files import (
    AREAS,
    HALL,
    LIBRARY,
    LONGITUDE,
    NEAR_HALL,
    STEPS_AFTER,
    areas_file,
    latitude,
    street_file,
    table_file,
)

WEALTH = groups_asked("Wealth=Poor:poor,Rich:rich", ordered=True)
POOR_FAR, RICH_FAR = 7 * 90, 7 * 10
POOR, RICH = 5 * 10 + POOR_FAR, 5 * 90 + RICH_FAR
NODE_SECONDS = 111.26 / (4.8 / 3.6)


@pytest.fixture
def asked(tmp_path: Path) -> ReachOptions:
    return ReachOptions(
        osm=street_file(tmp_path),
        origins=OriginsAsked(str(areas_file(tmp_path)), groups=(WEALTH,)),
        kinds=("community_centre",),
        minutes=(10.0,),
        limits=Limits(replicates=100),
    )


def found(asked: ReachOptions, tmp_path: Path, **changes: Any) -> ReachDocument:
    return reach(replace(asked, **changes), tmp_path).document


def of_name(document: ReachDocument, name: str) -> ReachEquity:
    return next(each for each in document.equity if each.name == name)


def point(node: float) -> tuple[float, float]:
    return LONGITUDE, latitude(node)


def test_times_are_those_of_the_street(asked: ReachOptions, tmp_path: Path) -> None:
    rows = found(asked, tmp_path).origins
    times = [row.reach[0].seconds[0] for row in rows]
    assert times == pytest.approx([abs(node - HALL) * NODE_SECONDS for node in AREAS], rel=1e-4)
    assert rows[0].reach[0].assets == ["node/101"]


def test_a_second_nearest_that_is_not_there_has_no_time(asked: ReachOptions, tmp_path: Path) -> None:
    first = found(asked, tmp_path).origins[0].reach[0]
    assert first.seconds[1:] == [None, None]


def test_shares_beyond_reach_are_of_each_groups_people(asked: ReachOptions, tmp_path: Path) -> None:
    poor, rich = of_name(found(asked, tmp_path), "Wealth").groups
    assert poor.beyond == pytest.approx(POOR_FAR / POOR)
    assert rich.beyond == pytest.approx(RICH_FAR / RICH)
    assert poor.gap == pytest.approx(POOR_FAR / POOR - RICH_FAR / RICH)


def test_everyone_is_told_too(asked: ReachOptions, tmp_path: Path) -> None:
    (everyone,) = of_name(found(asked, tmp_path), "Everyone").groups
    assert everyone.people == POOR + RICH
    assert everyone.beyond == pytest.approx(7 / 12)


def test_ordered_groups_have_a_slope(asked: ReachOptions, tmp_path: Path) -> None:
    slope = of_name(found(asked, tmp_path), "Wealth").indices[0]
    assert slope.measure == "Slope index of inequality"
    assert slope.value is not None
    assert slope.value < 0


def test_half_of_all_people_have_it_nearer_than_the_median(asked: ReachOptions, tmp_path: Path) -> None:
    (kind,) = found(asked, tmp_path).types
    assert kind.median_seconds == pytest.approx(8 * NODE_SECONDS, rel=1e-4)


def test_assets_within_the_cut_off_are_counted(asked: ReachOptions, tmp_path: Path) -> None:
    rows = found(asked, tmp_path, cutoff=600.0).origins
    assert [row.reach[0].within for row in rows] == [1] * NEAR_HALL + [0] * 7


def test_several_kinds_stand_side_by_side(asked: ReachOptions, tmp_path: Path) -> None:
    document = found(asked, tmp_path, kinds=("library", "community_centre"))
    assert [each.asset_type for each in document.types] == ["library", "community_centre"]
    last = document.origins[-1].reach
    assert last[0].seconds[0] == pytest.approx((LIBRARY - AREAS[-1]) * NODE_SECONDS, rel=1e-4)


def test_slower_people_reach_less(asked: ReachOptions, tmp_path: Path) -> None:
    (everyone,) = of_name(found(asked, tmp_path, walker="slow"), "Everyone").groups
    assert everyone.beyond == pytest.approx(8 / 12)


def test_without_steps_the_far_side_is_not_within_reach(asked: ReachOptions, tmp_path: Path) -> None:
    rows = found(asked, tmp_path, step_free=True).origins
    far = [row.reach[0].seconds[0] for row, node in zip(rows, AREAS, strict=True) if node > STEPS_AFTER]
    assert far == [None] * 4


def test_steps_made_step_free_let_people_through(asked: ReachOptions, tmp_path: Path) -> None:
    changes = ChangesAsked(step_free=(point(STEPS_AFTER + 0.5),))
    document = found(asked, tmp_path, step_free=True, walker="wheelchair", minutes=(40.0,), changes=changes)
    assert document.what_if is not None
    assert document.what_if.gains[0].gained == 200  # the two areas beyond the steps within 1,896 m of the hall


def test_no_steps_near_the_place_is_said(asked: ReachOptions, tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="no way closed to wheels"):
        found(asked, tmp_path, step_free=True, changes=ChangesAsked(step_free=(point(3),)))


def test_something_new_brings_people_within_reach(asked: ReachOptions, tmp_path: Path) -> None:
    document = found(asked, tmp_path, changes=ChangesAsked(opened=(point(20),)))
    assert document.what_if is not None
    everyone, poor, rich = document.what_if.gains
    assert (everyone.before, everyone.after, everyone.lost) == (500, 1000, 0)  # the areas at nodes 14 to 22
    assert (poor.gained, rich.gained) == (450, 50)


def test_what_closes_takes_reach_away(asked: ReachOptions, tmp_path: Path) -> None:
    document = found(asked, tmp_path, changes=ChangesAsked(closed=("node/101",)))
    assert document.what_if is not None
    assert document.what_if.gains[0].lost == 500


def test_what_moves_is_near_others_then(asked: ReachOptions, tmp_path: Path) -> None:
    document = found(asked, tmp_path, changes=ChangesAsked(moved=(("node/101", point(22)),)))
    assert document.what_if is not None
    assert (document.what_if.gains[0].gained, document.what_if.gains[0].lost) == (400, 500)


def test_an_asset_that_is_not_there_cannot_move(asked: ReachOptions, tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="no asset 'node/9'"):
        found(asked, tmp_path, changes=ChangesAsked(closed=("node/9",)))


def test_a_new_place_off_the_map_is_refused(asked: ReachOptions, tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="cannot be put onto the streets"):
        found(asked, tmp_path, changes=ChangesAsked(opened=((51.5, -3.0),)))


def test_the_best_place_is_the_one_that_adds_most_people(asked: ReachOptions, tmp_path: Path) -> None:
    best = found(asked, tmp_path, changes=ChangesAsked(best=1)).best_sites
    assert best is not None
    assert best.sites[0].added == 700  # all seven areas beyond, from the one in their middle
    assert best.sites[0].site == "A08"
    assert best.proved


def test_candidates_may_come_from_a_file(asked: ReachOptions, tmp_path: Path) -> None:
    places = table_file(tmp_path, "places.csv", "name,lon,lat", f"Depot,{LONGITUDE},{latitude(28)}")
    best = found(asked, tmp_path, changes=ChangesAsked(best=1), candidates=places).best_sites
    assert best is not None
    assert [(each.site, each.added) for each in best.sites] == [("Depot", 100)]


def test_equity_needs_groups(asked: ReachOptions, tmp_path: Path) -> None:
    origins = replace(asked.origins, groups=())
    with pytest.raises(UsageError, match="no groups to be fair to"):
        found(asked, tmp_path, origins=origins, changes=ChangesAsked(best=1, aim="equity"))


def test_without_people_origins_are_counted(asked: ReachOptions, tmp_path: Path) -> None:
    document = found(asked, tmp_path, origins=replace(asked.origins, groups=()))
    assert document.counted == "origins"
    assert document.people == len(AREAS)


def test_people_of_an_area_are_shared_out_among_its_origins(asked: ReachOptions, tmp_path: Path) -> None:
    doors = table_file(
        tmp_path, "doors.csv", "postcode,longitude,latitude,code",
        *(f"P{at},{LONGITUDE},{latitude(node)},{'X' if at % 2 else 'Y'}" for at, node in enumerate((0, 4, 20, 24))),
    )  # fmt: skip
    people = table_file(tmp_path, "people.csv", "code,poor,rich", "X,100,60", "Y,10,20", "Z,5,5")
    origins = OriginsAsked(str(doors), people_from=people, groups=(WEALTH,))
    document = found(asked, tmp_path, origins=origins)
    assert [row.people for row in document.origins] == [15, 80, 15, 80]
    assert of_name(document, "Wealth").groups[0].beyond == pytest.approx(0.5)


def test_outlines_say_which_area_an_origin_lies_in(asked: ReachOptions, tmp_path: Path) -> None:
    ring = [[-3.004, 51.496], [-2.996, 51.496], [-2.996, 51.51], [-3.004, 51.51], [-3.004, 51.496]]
    outlines = table_file(
        tmp_path, "areas.geojson",
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"S","poor":40,"rich":80},'
        f'"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}]}}',
    )  # fmt: skip
    doors = table_file(tmp_path, "doors.csv", "id,longitude,latitude", f"a,-3,{latitude(1)}", f"b,-3,{latitude(20)}")
    document = found(asked, tmp_path, origins=OriginsAsked(str(doors), areas=outlines, groups=(WEALTH,)))
    assert [row.people for row in document.origins] == [120, 0]
    assert any("in no area whose people are known" in note for note in document.notes)


def test_of_an_area_partly_off_the_map_only_those_on_it_count(asked: ReachOptions, tmp_path: Path) -> None:
    doors = table_file(
        tmp_path, "doors.csv", "postcode,longitude,latitude,code", f"P1,-3.0,{latitude(1)},X", "P2,-2.0,52.0,X",
        "P3,-2.0,52.1,X", f"P4,-3.0,{latitude(20)},Y",
    )  # fmt: skip
    people = table_file(tmp_path, "people.csv", "code,poor,rich", "X,90,30", "Y,10,20")
    document = found(asked, tmp_path, origins=OriginsAsked(str(doors), people_from=people, groups=(WEALTH,)))
    assert [row.people for row in document.origins] == [40, 30]
    assert [group.people for group in of_name(document, "Wealth").groups] == [40, 30]


def test_of_an_outline_partly_off_the_map_only_its_part_on_it_counts(asked: ReachOptions, tmp_path: Path) -> None:
    ring = [[-3.01, 51.485], [-2.99, 51.485], [-2.99, 51.515], [-3.01, 51.515], [-3.01, 51.485]]
    outlines = table_file(
        tmp_path, "areas.geojson",
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"S","poor":40,"rich":80},'
        f'"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}]}}',
    )  # fmt: skip
    side = replace_longitudes(street_file(tmp_path))
    document = found(asked, tmp_path, osm=side, origins=OriginsAsked("buildings", areas=outlines, groups=(WEALTH,)))
    assert document.people == pytest.approx(
        120 * 3 / 4 * 2 / 3, rel=0.01
    )  # three quarters of its width, two thirds of its height


def replace_longitudes(path: Path) -> Path:
    """Give the map a width: the street's last node stands 0.02 degrees to the east."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f'lat="{latitude(30)}" lon="-3.0"', f'lat="{latitude(30)}" lon="-2.98"'), "utf-8")
    return path


def test_codes_that_do_not_join_are_refused(asked: ReachOptions, tmp_path: Path) -> None:
    people = table_file(tmp_path, "people.csv", "code,poor,rich", "E1,1,2")
    with pytest.raises(BadInputError, match="cannot be joined"):
        found(asked, tmp_path, origins=replace(asked.origins, people_from=people))


def test_a_code_that_stands_twice_is_refused(asked: ReachOptions, tmp_path: Path) -> None:
    people = table_file(tmp_path, "people.csv", "code,poor,rich", "A00,1,2", "A00,1,2")
    with pytest.raises(BadInputError, match="A00 stands there more than once"):
        found(asked, tmp_path, origins=replace(asked.origins, people_from=people))


def test_a_group_without_its_column_is_refused(asked: ReachOptions, tmp_path: Path) -> None:
    groups = (groups_asked("Age=Old:over_65,Young:under_65"),)
    with pytest.raises(BadInputError, match="no column 'over_65'"):
        found(asked, tmp_path, origins=replace(asked.origins, groups=groups))


def test_one_column_is_compared_with_everyone_else(asked: ReachOptions, tmp_path: Path) -> None:
    origins = replace(asked.origins, people="poor", groups=(groups_asked("Score=High:score"),))
    groups = of_name(found(asked, tmp_path, origins=origins), "Score").groups
    assert [(each.group, each.people) for each in groups] == [("High", 66), ("Everyone else", POOR - 66)]


def test_a_part_larger_than_its_whole_is_refused(asked: ReachOptions, tmp_path: Path) -> None:
    origins = replace(asked.origins, people="score", groups=(groups_asked("Wealth=Poor:poor"),))
    with pytest.raises(BadInputError, match="counts more than there are people"):
        found(asked, tmp_path, origins=origins)


def test_fifths_hold_like_numbers_of_people(asked: ReachOptions, tmp_path: Path) -> None:
    origins = replace(asked.origins, groups=(WEALTH, fifths_asked("Deprivation=score")))
    groups = of_name(found(asked, tmp_path, origins=origins), "Deprivation").groups
    assert sum(each.people for each in groups) == 1200
    assert {each.people for each in groups} == {200.0, 300.0}
    assert groups[0].beyond == 1  # the highest scores are the farthest areas


def test_origins_off_the_map_are_left_out_and_told(asked: ReachOptions, tmp_path: Path) -> None:
    path = areas_file(tmp_path, more="Z,-2.0,52.0,1,1,1\n")
    document = found(asked, tmp_path, origins=replace(asked.origins, origins=str(path)))
    assert document.origins_total == len(AREAS)
    assert "1 of 13 origins lies off the map and was left out." in document.notes


def test_no_origin_on_the_map_is_refused(asked: ReachOptions, tmp_path: Path) -> None:
    path = table_file(tmp_path, "far.csv", "code,longitude,latitude", "A,51.5,-3.0")
    with pytest.raises(BadInputError, match="No origin lies on the map"):
        found(asked, tmp_path, origins=OriginsAsked(str(path)))


def test_origins_near_the_edge_of_the_map_are_told(asked: ReachOptions, tmp_path: Path) -> None:
    assert any("edge of the map" in note for note in found(asked, tmp_path).notes)


def test_homes_of_the_map_are_origins(asked: ReachOptions, tmp_path: Path) -> None:
    document = found(asked, tmp_path, origins=OriginsAsked("buildings"))
    assert [row.origin for row in document.origins] == ["way/50", "way/51", "way/52"]
    assert document.origins_kind == "homes"


def test_cells_of_a_grid_are_origins(asked: ReachOptions, tmp_path: Path) -> None:
    document = found(asked, tmp_path, origins=OriginsAsked("h3", resolution=9))
    assert document.origins_kind == "cells of a grid"
    assert 10 <= document.origins_total <= 31


def test_a_grid_too_fine_is_refused(asked: ReachOptions, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="resolution 15"):
        found(asked, tmp_path, origins=OriginsAsked("h3", resolution=15))


def test_a_floating_catchment_shares_what_there_is(asked: ReachOptions, tmp_path: Path) -> None:
    document = found(asked, tmp_path, cutoff=600.0, supply="one")
    near = document.origins[0].reach[0].supply
    assert near == pytest.approx(1 / 500)  # one hall for the five areas within reach of it
    assert document.origins[-1].reach[0].supply == 0


def test_a_supply_that_is_not_there_is_refused(asked: ReachOptions, tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="Quay Hall has no number"):
        found(asked, tmp_path, supply="doctors")


def test_a_capacity_that_is_not_said_is_assumed_and_told(asked: ReachOptions, tmp_path: Path) -> None:
    document = found(asked, tmp_path, cutoff=600.0, supply="capacity")
    assert document.origins[0].reach[0].supply == pytest.approx(1 / 500)
    assert any("1 of 1 assets do not say how many people at once: 1 was taken" in note for note in document.notes)


def test_uphill_takes_longer(asked: ReachOptions, tmp_path: Path) -> None:
    rows = "\n".join(f"{10 * (40 - row)} " * 3 for row in range(41))  # 10 m up with every node to the north
    head = "ncols 3\nnrows 41\nxllcenter -3.001\nyllcenter 51.495\ncellsize 0.001\n"
    heights = table_file(tmp_path, "heights.asc", head + rows)
    flat, hilly = found(asked, tmp_path), found(asked, tmp_path, heights=heights)
    assert hilly.heights == "heights.asc"
    first = [each.origins[0].reach[0].seconds[0] or 0.0 for each in (flat, hilly)]
    assert first[1] > 1.2 * first[0]


def test_what_does_not_fit_is_not_counted(asked: ReachOptions, tmp_path: Path) -> None:
    osm = street_file(tmp_path, hall_tags='<tag k="fee" v="yes"/><tag k="wheelchair" v="no"/>')
    (kind,) = found(asked, tmp_path, osm=osm, step_free=True).types
    assert (kind.assets, kind.left_out, kind.people_within) == (0, 1, 0)


def test_what_does_not_say_is_counted_and_told(asked: ReachOptions, tmp_path: Path) -> None:
    document = found(asked, tmp_path, needs=Needs(language="Welsh"))
    assert document.types[0].assets == 1
    assert any("1 do not say whether they are in Welsh: counted" in note for note in document.notes)


def test_only_known_leaves_out_what_does_not_say(asked: ReachOptions, tmp_path: Path) -> None:
    assert found(asked, tmp_path, needs=Needs(language="Welsh"), only_known=True).types[0].assets == 0


def test_a_kind_that_is_not_there_is_refused(asked: ReachOptions, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no asset of the kind 'dentist'"):
        found(asked, tmp_path, kinds=("dentist",))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"walker": "horse"}, "no walker 'horse'"),
        ({"cutoff": 0.0}, "cut-off"),
        ({"nearest": 0}, "0 nearest"),
        ({"minutes": (-5.0,)}, "minutes"),
    ],
)
def test_odd_options_are_refused(asked: ReachOptions, tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        found(asked, tmp_path, **changes)


@pytest.mark.parametrize("text", ["Wealth", "Wealth=", "=poor", "Wealth=Poor:,Rich:rich", "W=A:poor,A:rich"])
def test_groups_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        groups_asked(text)


def test_what_is_counted_stands_in_brackets() -> None:
    asked = groups_asked("Household deprivation [households]=hdep_4,hdep_0")
    assert (asked.name, asked.counted, asked.parts[0]) == ("Household deprivation", "households", ("Hdep 4", "hdep_4"))
