"""Duplicates: by hand on small lists, and precision and recall on real lists against labels made by hand.

The labels (``benchmarks/duplicates_labelled.csv``) are of every pair that an early, very forgiving version found in the
lists of Trafford and Tower Hamlets. The rule: the same asset is one place or organisation told twice, under the same
name or an older or longer one. A school, church or park and the sports ground of that name on its land are one; a
church and its charity of the same name are one if it is clear which church is meant. Not the same are parents'
associations and friends, other branches, a chapel within, allotments beside, and neighbours named after the same street
or village.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from seedbed.analysis.assets.comparable import plain_words
from seedbed.analysis.assets.duplicates import Duplicate, duplicates
from seedbed.analysis.assets.listing import Listing
from seedbed.formats.assets.reading import Wishes, read_assets

LABELS = Path(__file__).parents[4] / "benchmarks" / "duplicates_labelled.csv"
HALL = Listing(
    identifier="1",
    name="St. Anne's Hall",
    asset_type="community_centre",
    longitude=-0.02,
    latitude=51.53,
    postcode="E3 2AA",
)


def suggested(*others: Listing) -> list[Duplicate]:
    far = [
        Listing(identifier=f"far-{number}", name=f"Otherwise {word}", longitude=1.0 + number, latitude=52.0)
        for number, word in enumerate(("mill", "quay", "ropewalk", "kiln"))
    ]
    return duplicates([HALL, *others, *far])


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Saint Annes Hall"},
        {"name": "ST ANNE'S HALL (Bow)"},
        {"longitude": -0.0201},
        {"longitude": None, "latitude": None},
        {"name": "St Anneâ€™s Hall"},
    ],
)
def test_the_same_hall_told_otherwise_is_suggested(change: dict[str, object]) -> None:
    found = suggested(replace(HALL, identifier="2", **change))  # type: ignore[arg-type]
    assert [(each.first, each.second) for each in found] == [(0, 1)]


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Friends of St Anne's Hall"},
        {"name": "St Anne's Hall", "asset_type": "defibrillator"},
        {"name": "St Anne's Pharmacy", "asset_type": "pharmacy"},
        {"longitude": -0.05, "postcode": "E14 7AA"},
        {"name": "Kestrel Rise Bakery"},
    ],
)
def test_what_only_shares_a_name_or_a_place_is_not_suggested(change: dict[str, object]) -> None:
    assert suggested(replace(HALL, identifier="2", **change)) == []  # type: ignore[arg-type]


def test_the_reasons_say_what_agrees() -> None:
    found = suggested(replace(HALL, identifier="2", longitude=-0.0201))
    assert found[0].reasons == ("the same name", "the same postcode", "7 m apart")


def test_records_of_one_source_may_be_known_to_be_different() -> None:
    pair = [replace(HALL, source="list"), replace(HALL, identifier="2", source="list")]
    assert duplicates(pair, between_sources=True) == []


@pytest.mark.parametrize("listings", [[], [HALL]])
def test_fewer_than_two_listings_have_no_pairs(listings: list[Listing]) -> None:
    assert duplicates(listings) == []


def test_listings_without_anything_but_names_are_compared() -> None:
    bare = Listing(identifier="1", name="Ropewalk Choir")
    assert len(duplicates([bare, replace(bare, identifier="2"), Listing(identifier="3", name="Quay Rowers")])) == 1


def test_many_places_at_one_point_are_not_near_each_other() -> None:
    stops = [
        Listing(identifier=str(number), name=f"Stop {number % 40} Road", longitude=-2.4, latitude=53.4)
        for number in range(80)
    ]
    assert all("apart" not in reason for each in duplicates(stops) for reason in each.reasons)


def test_the_order_of_listings_changes_no_score() -> None:
    listings = [HALL, replace(HALL, identifier="2", name="Saint Annes Hall"), Listing(identifier="3", name="Mill")]
    one, other = duplicates(listings), duplicates(listings[::-1])
    assert [each.score for each in one] == [each.score for each in other]


@pytest.mark.parametrize(
    ("name", "words"),
    [("St. Mary's R.F.C.", ("saint", "marys", "rugby", "football", "club")), ("Café & Bar", ("cafe", "bar"))],
)
def test_words_are_compared_in_one_way_of_writing(name: str, words: tuple[str, ...]) -> None:
    assert plain_words(name) == words


def measured(folder: Path, lists: list[str], *, between: bool) -> tuple[float, float]:
    """Return precision and recall on labelled lists; of a sports ground only its first facility is taken."""
    listings: list[Listing] = []
    place: dict[tuple[str, int], int] = {}
    for name in lists:
        seen: set[tuple[str, str]] = set()
        for number, each in enumerate(read_assets(folder / name, Wishes(source=name)).listings):
            site = (each.name, each.postcode)
            if name == "sports_facilities.csv" and site in seen:
                continue
            seen.add(site)
            place[name, number] = len(listings)
            listings.append(each)
    truth = {}
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["first_list"] in lists:
                one = place[row["first_list"], int(row["first_record"])]
                other = place[row["second_list"], int(row["second_record"])]
                truth[min(one, other), max(one, other)] = row["same"] == "1"
    said = {(each.first, each.second) for each in duplicates(listings, between_sources=between)}
    right = sum(truth.get(pair, False) for pair in said)
    return right / len(said), right / sum(truth.values())


def test_tower_hamlets_has_at_least_95_of_100_right_and_found(field_data: Path) -> None:
    precision, recall = measured(field_data / "A", ["tower_hamlets_assets_derived.csv"], between=False)
    assert min(precision, recall) >= 0.95


def test_trafford_has_at_least_93_of_100_right_and_found(field_data: Path) -> None:
    with LABELS.open(encoding="utf-8", newline="") as file:
        pairs = [(row["first_list"], row["second_list"]) for row in csv.DictReader(file)]
    named = {name for pair in pairs for name in pair} - {"tower_hamlets_assets_derived.csv"}
    lists = sorted({path.name for path in (field_data / "A" / "trafford_gm").iterdir()} & named)
    precision, recall = measured(field_data / "A" / "trafford_gm", lists, between=True)
    assert min(precision, recall) >= 0.93
