"""Every planted truth can be found in the pack, with the functions that people use."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest
import shapely
from numpy.typing import NDArray

from seedbed.analysis.equity.rates import wilson
from seedbed.analysis.equity.suppression import DEFAULT_MINIMUM
from seedbed.analysis.profile.clustering import getis_ord
from seedbed.analysis.profile.contiguity import shared_borders
from seedbed.demo import counts, fields
from seedbed.demo.positions import degrees
from seedbed.demo.truths import TRUTHS, UNREACHABLE_HALL, PlantedTruth
from seedbed.sources.packs import Pack

BY_ID = {truth.id.split("-")[0]: truth for truth in TRUTHS}


def _figures(town: Pack, truth: PlantedTruth, indicator: int = 0) -> pl.DataFrame:
    return town.figures(truth.areas, [truth.indicators[indicator]]).collect().sort("area", "period")


def test_ids_are_stable_and_codes_and_indicators_are_there(town: Pack) -> None:
    assert [truth.id.split("-")[0] for truth in TRUTHS] == [f"T{number}" for number in range(1, 16)]
    for truth in TRUTHS:
        assert set(truth.areas) <= set(town.areas["code"])
        assert set(truth.indicators) <= set(town.indicators)


def test_t1_a_language_is_concentrated_in_two_areas(town: Pack) -> None:
    truth = BY_ID["T1"]
    here = _figures(town, truth)
    shares = wilson(here["numerator"], here["denominator"], confidence=0.998)
    assert (shares.low < counts.TIGRINYA_SHARE).all()
    assert (shares.high > counts.TIGRINYA_SHARE).all()
    elsewhere = town.figures(town.small_areas()["code"], truth.indicators).filter(~pl.col("area").is_in(truth.areas))
    assert elsewhere.collect()["value"].max() < 2  # type: ignore[operator]


def _feature(town: Pack, kind: str) -> dict[str, NDArray[np.float64]]:
    rows = town.scan("features").filter(pl.col("kind") == kind).sort("name", "order").collect()
    return {
        str(name): part.select("longitude", "latitude").to_numpy()
        for (name,), part in rows.group_by("name", maintain_order=True)
    }


def _metres(first: NDArray[Any], second: NDArray[Any]) -> float:
    east, north = (first - second) * (111_320 * np.cos(np.deg2rad(54.8)), 111_320)
    return float(np.hypot(east, north))


def test_t2_the_nearest_hall_lies_across_the_railway_without_a_crossing_near(town: Pack) -> None:
    truth = BY_ID["T2"]
    small = town.small_areas().filter(pl.col("code").is_in(truth.areas))
    people = small["population"].to_numpy()
    home = np.average(small.select("longitude", "latitude").to_numpy(), axis=0, weights=people)
    halls = town.scan("sites").filter(pl.col("kind") == "community_hall").collect()
    places = dict(zip(halls["name"], halls.select("longitude", "latitude").to_numpy(), strict=True))
    assert min(places, key=lambda name: _metres(home, places[name])) == UNREACHABLE_HALL
    (railway,) = _feature(town, "railway").values()
    assert shapely.LineString([home, places[UNREACHABLE_HALL]]).crosses(shapely.LineString(railway))
    crossings = [points[0] for points in _feature(town, "railway_crossing").values()]
    round_way = min(_metres(home, at) + _metres(at, places[UNREACHABLE_HALL]) for at in crossings)
    assert round_way > 2 * _metres(home, places[UNREACHABLE_HALL])


def test_t3_the_known_effect_shows_beside_the_rest_of_the_town(town: Pack) -> None:
    truth = BY_ID["T3"]
    table = town.figures(town.small_areas()["code"], truth.indicators).collect()
    here, after = pl.col("area").is_in(truth.areas), pl.col("period") >= counts.EFFECT_FROM
    events = {
        (inside, late): table.filter((here == inside) & (after == late))["numerator"].to_numpy().sum()
        for inside in (True, False)
        for late in (True, False)
    }
    ratio = (events[True, True] / events[True, False]) / (events[False, True] / events[False, False])
    spread = np.exp(2.58 * np.sqrt(sum(1 / count for count in events.values())))
    assert ratio / spread < counts.EFFECT < ratio * spread
    assert ratio * spread < 1


def test_t4_a_mean_hides_the_spread_of_tanners_row(town: Pack) -> None:
    truth = BY_ID["T4"]
    assert _figures(town, truth)["value"].to_list() == list(fields.TANNERS_ROW_DECILES)
    scores = _figures(town, truth, 1)["value"].to_numpy()
    town_scores = town.figures(town.small_areas()["code"], [truth.indicators[1]]).collect()["value"]
    share_above = float((town_scores.to_numpy() > scores.mean()).mean())
    assert 0.2 < share_above < 0.6
    assert scores.max() - scores.min() > 25


@pytest.mark.parametrize("indicator", BY_ID["T5"].indicators)
def test_t5_ill_health_clusters_in_the_south(town: Pack, indicator: str) -> None:
    small = town.small_areas()
    shapes = town.boundaries("small_area").set_index("code").loc[small["code"].to_list(), "geometry"]
    figures = town.figures(small["code"], [indicator]).collect().sort("area")
    found = getis_ord(figures["value"].to_numpy(), shared_borders(np.asarray(shapes.array)), draws=999)
    planted = degrees(np.array([fields.ILL_HEALTH_AT]))[0]
    centres = small.select("longitude", "latitude").to_numpy()
    nearest_ten = np.argsort([_metres(centre, planted) for centre in centres])[:10]
    assert int(np.nanargmax(found.z_score)) in nearest_ten
    assert np.nanmax(found.z_score) > 3


def test_t6_a_small_group_must_be_hidden_everywhere(town: Pack) -> None:
    truth = BY_ID["T6"]
    counted = _figures(town, truth)["numerator"]
    assert (counted < DEFAULT_MINIMUM).all()
    assert (counted > 0).any()


@pytest.mark.parametrize("indicator", [0, 1])
def test_t7_people_of_kestrel_rise_stay_and_volunteer(town: Pack, indicator: int) -> None:
    truth = BY_ID["T7"]
    here = _figures(town, truth, indicator)
    low = wilson(here["numerator"].to_numpy().sum(), here["denominator"].to_numpy().sum(), 100, 0.998).low
    district = town.figures(["ZD000001"], [truth.indicators[indicator]]).collect()["value"].item()
    assert float(low) > district
