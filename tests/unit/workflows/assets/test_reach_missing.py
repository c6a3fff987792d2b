"""Who is not counted, and loads that no home can hold."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from seedbed.analysis.assets.network import WalkNetwork
from seedbed.errors import MethodWarning
from seedbed.reports.assets.reach_documents import ReachDocument
from seedbed.reports.assets.reach_words import missing_sentence
from seedbed.workflows.assets.reach import reach
from seedbed.workflows.assets.reach_groups import groups_asked
from seedbed.workflows.assets.reach_measures import Limits
from seedbed.workflows.assets.reach_missing import of_this_place
from seedbed.workflows.assets.reach_options import ReachOptions
from seedbed.workflows.assets.reach_origins import Origins, OriginsAsked
from seedbed.workflows.assets.reach_uncounted import warn_of_loads
from tests.unit.workflows.assets.street_files import areas_file, street_file, table_file

WEALTH = groups_asked("Wealth=Poor:poor,Rich:rich", ordered=True)


def found(tmp_path: Path, origins: OriginsAsked) -> ReachDocument:
    asked = ReachOptions(
        street_file(tmp_path), origins, kinds=("community_centre",), minutes=(10.0,), limits=Limits(replicates=100)
    )
    return reach(asked, tmp_path).document


def test_people_off_the_map_are_said_and_named(tmp_path: Path) -> None:
    path = areas_file(tmp_path, more="Z,-2.0,52.0,30,20,1\n")
    document = found(tmp_path, OriginsAsked(str(path), groups=(WEALTH,)))
    assert [(each.area, each.people, each.why) for each in document.missing] == [
        ("Z", 50, "off the map of the streets")
    ]
    assert missing_sentence(document).startswith("Not counted are 50 of the 1,250 people on and near the map (4.0%)")


def test_people_of_areas_without_a_home_are_said(tmp_path: Path) -> None:
    rings = ("S", 51.4995, 51.5105), ("N", 51.5105, 51.5155)
    outlines = table_file(
        tmp_path, "areas.geojson", '{"type":"FeatureCollection","features":[' + ",".join(
            f'{{"type":"Feature","properties":{{"code":"{code}","poor":40,"rich":80}},"geometry":{{"type":"Polygon",'
            f'"coordinates":[[[-3.001,{low}],[-2.999,{low}],[-2.999,{high}],[-3.001,{high}],[-3.001,{low}]]]}}}}'
            for code, low, high in rings) + "]}",
    )  # fmt: skip
    document = found(tmp_path, OriginsAsked("buildings", areas=outlines, groups=(WEALTH,)))
    assert [(each.area, each.people) for each in document.missing] == [("N", 120)]


def test_far_authorities_of_a_whole_countrys_table_are_other_places() -> None:
    names = ["Quay 001A", "Quay 001B", "Moor 001A", "Moor 002A", "Moor 003A"]
    counted = np.array([True, False, False, False, False])
    network = WalkNetwork.__new__(WalkNetwork)  # names tell alone: no street is looked at
    assert of_this_place(np.zeros(5), np.zeros(5), network, counted, names).tolist() == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_an_absurd_load_on_one_home_is_warned_of() -> None:
    area = np.array([0] * 100 + [1])
    people, nowhere, codes = np.array([300.0, 1781.0]), np.zeros(101), [str(at) for at in range(101)]
    homes = Origins("homes", codes, nowhere, nowhere, area, people, people, area_codes=["A", "B"])
    with pytest.warns(MethodWarning, match=r"up to 1,781 people start from one of the homes, where 3\.0 are usual"):
        warn_of_loads(homes)
