"""What a profile hides: where a boundary cuts areas (trying every count that prints the same), beside and before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence, Set
from itertools import product

import numpy as np
import polars as pl
import pytest
import shapely

from seedbed.analysis.profile.apportion import Fit
from seedbed.analysis.profile.describe import combine, in_whole_people
from seedbed.sources.indicators import Indicator
from seedbed.workflows.places.profile_areas import Neighbourhood
from seedbed.workflows.places.profile_earlier import EarlierProfile
from seedbed.workflows.places.profile_families import Counts, measure_of
from seedbed.workflows.places.profile_hiding import Hidden, Hiding, hide, hide_alone
from seedbed.workflows.places.profile_layout import Beside
from seedbed.workflows.places.profile_table import FigureTable

CategoryCounts = Mapping[str, tuple[int, ...]]
Printed = tuple[tuple[int | None, ...], tuple[float, ...] | None]


def indicator(name: str) -> Indicator:
    return Indicator(
        id=name,
        name="Households that rent",
        topic="homes",
        kind="proportion",
        unit="%",
        multiplier=100.0,
        high_is="neither",
        strength=False,
        denominator_name="households",
        combine="sum",
        level="small",
        period="2021",
        publisher="Invented",
        licence="OGL",
        url="",
        method="",
    )


def table(counts: CategoryCounts, wholes: tuple[int, ...]) -> FigureTable:
    rows = [
        {
            "indicator": name,
            "area": f"Z{place}",
            "period": "2021",
            "value": 100.0 * count / whole,
            "numerator": float(count),
            "denominator": float(whole),
            "ci_low": None,
            "ci_high": None,
            "source": "",
        }
        for name, row in counts.items()
        for place, (count, whole) in enumerate(zip(row, wholes, strict=True))
    ]
    return FigureTable(pl.DataFrame(rows))


def neighbourhood(shares: tuple[float, ...], wholes: tuple[int, ...]) -> Neighbourhood:
    areas = pl.DataFrame({"code": [f"Z{place}" for place in range(len(wholes))], "population": list(wholes)})
    inside = float(np.dot(shares, wholes))
    fit = Fit("area", np.array(shares), inside, 0.0, {"area": inside})
    return Neighbourhood(areas, fit, shapely.box(0, 0, 1, 1), drawn=True, notes=())


def hidden_inside(figures: FigureTable, place: Neighbourhood, indicators: Sequence[Indicator]) -> dict[str, Hidden]:
    found = hide(Counts(figures), place, indicators)
    return {each.id: found.of(each.id, "2021") for each in indicators}


def printed(counts: tuple[int, ...], wholes: tuple[int, ...], shares: tuple[float, ...]) -> Printed:
    """Return all that a profile prints of one figure: which parts are hidden, the others, and the total."""
    figures, place, about = table({"q.a": counts}, wholes), neighbourhood(shares, wholes), indicator("q.a")
    hidden = hidden_inside(figures, place, [about])["q.a"]
    found = combine(measure_of(about), figures.figures("q.a", place.codes, "2021"), np.array(shares), place.population)
    total = in_whole_people(measure_of(about), found)
    parts = tuple(None if flag else count for flag, count in zip(hidden.inside, counts, strict=True))
    return parts, None if hidden.total else (total.numerator, total.denominator, total.value)


@pytest.mark.parametrize("shares", [(0.37, 0.61), (0.5, 0.5), (0.9, 0.8), (1.0, 0.3), (1.0, 0.6), (0.97, 0.99)])
@pytest.mark.parametrize("wholes", [(20, 24), (16, 40)])
def test_no_hidden_count_can_be_worked_out_of_a_cut_total(shares: tuple[float, ...], wholes: tuple[int, ...]) -> None:
    prints: dict[Printed, list[tuple[int, ...]]] = defaultdict(list)
    for pair in product(*(range(whole + 1) for whole in wholes)):
        prints[printed(pair, wholes, shares)].append(pair)
    hidden = 0
    for (shown, _), counts in prints.items():
        for place, part in enumerate(shown):
            if part is None:
                hidden += 1
                assert len({each[place] for each in counts}) > 1, (shown, counts)
    assert hidden


@pytest.mark.parametrize("shares", [(0.05, 0.9), (1.0, 0.05), (0.02, 0.03)])
def test_no_small_count_can_be_worked_out_where_hardly_anybody_of_an_area_is_inside(shares: tuple[float, ...]) -> None:
    """The count of the area that makes up nearly all of it may then be known, if it is not small."""
    prints: dict[Printed, list[tuple[int, ...]]] = defaultdict(list)
    for pair in product(range(17), range(41)):
        prints[printed(pair, (16, 40), shares)].append(pair)
    for (parts, _), counts in prints.items():
        known = [{each[place] for each in counts} for place, part in enumerate(parts) if part is None]
        assert not any(len(values) == 1 and values < {1, 2, 3, 4} for values in known)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.97])
def test_total_of_one_cut_area_with_a_small_count_is_hidden(share: float) -> None:
    assert printed((3,), (40,), (share,)) == ((None,), None)


def test_cut_total_is_whole_people_and_its_value_comes_of_them() -> None:
    _, total = printed((100, 200), (400, 500), (0.37, 0.61))
    # 0.37 x 100 + 0.61 x 200 = 159 of 0.37 x 400 + 0.61 x 500 = 453
    assert total is not None
    assert total == pytest.approx((159.0, 453.0, 100 * 159 / 453), rel=1e-12)


def test_where_one_cut_area_is_hidden_all_are() -> None:
    parts, total = printed((3, 200), (400, 500), (0.37, 0.61))
    assert parts == (None, None)
    assert total is not None


def test_whole_areas_are_not_rounded_nor_hidden_more_than_is_needed() -> None:
    parts, total = printed((3, 30, 200), (400, 400, 500), (1.0, 1.0, 1.0))
    assert parts == (None, None, 200)
    assert total is not None
    assert total == pytest.approx((233.0, 1300.0, 100 * 233 / 1300), rel=1e-12)


def test_category_cannot_be_had_from_the_others_of_its_area() -> None:
    wholes = (400, 500, 600)
    counts = {"q.tenure.owned": (197, 300, 350), "q.tenure.let": (200, 150, 170), "q.tenure.free": (3, 50, 80)}
    place = neighbourhood((1.0, 1.0, 1.0), wholes)
    found = hidden_inside(table(counts, wholes), place, [indicator(name) for name in counts])
    assert found["q.tenure.free"].inside[0]
    assert sum(bool(each.inside[0]) for each in found.values()) > 1
    assert not any(each.total for each in found.values())


def test_category_of_a_larger_area_cannot_be_had_from_the_others() -> None:
    counts = {"q.tenure.owned": (197,), "q.tenure.let": (200,), "q.tenure.free": (3,)}
    found = Hiding(())
    hide_alone(Counts(table(counts, (400,))), [indicator(name) for name in counts], "Z0", found)
    assert found.cells == {(("q.tenure.free", "2021"), "Z0"), (("q.tenure.owned", "2021"), "Z0")}


# ---------------------------------------------------------------- areas beside


def beside_of(counts: CategoryCounts, wholes: tuple[int, ...], rest: tuple[int, int]) -> Hiding:
    """Hide two areas and a larger one, Z2, that holds them and the rest: so many of so many."""
    figures = table(
        {name: (*row, sum(row) + rest[0]) for name, row in counts.items()}, (*wholes, sum(wholes) + rest[1])
    )
    place, larger = neighbourhood((1.0, 1.0), wholes), Beside("Z2", frozenset({"Z0", "Z1"}))
    return hide(Counts(figures), place, [indicator(name) for name in counts], [larger])


def test_larger_area_is_hidden_where_few_are_left_of_it_without_the_neighbourhood() -> None:
    found = beside_of({"q.a": (60, 70)}, (400, 500), (3, 900))
    assert found.beside("q.a", "2021", "Z2")
    assert not found.of("q.a", "2021").total
    assert not found.of("q.a", "2021").inside.any()


def test_larger_area_of_which_many_are_left_is_shown() -> None:
    assert not beside_of({"q.a": (60, 70)}, (400, 500), (30, 900)).cells


def test_larger_area_is_hidden_where_few_of_its_rest_are_left_out() -> None:
    assert beside_of({"q.a": (60, 70)}, (400, 500), (898, 900)).beside("q.a", "2021", "Z2")


def test_where_a_category_of_a_larger_area_is_hidden_so_is_another() -> None:
    counts = {"q.t.owned": (60, 70), "q.t.let": (300, 400), "q.t.free": (40, 30)}
    figures = table(
        {k: (*v, sum(v) + r) for (k, v), r in zip(counts.items(), (3, 500, 397), strict=True)}, (400, 500, 1800)
    )
    place, larger = neighbourhood((1.0, 1.0), (400, 500)), Beside("Z2", frozenset({"Z0", "Z1"}))
    found = hide(Counts(figures), place, [indicator(name) for name in counts], [larger])
    assert found.beside("q.t.owned", "2021", "Z2")
    assert sum(found.beside(name, "2021", "Z2") for name in counts) > 1


def test_larger_area_that_is_the_neighbourhood_does_not_show_what_it_hides() -> None:
    figures = table({"q.a": (3, 0, 3)}, (400, 500, 900))
    larger = Beside("Z2", frozenset({"Z0", "Z1"}), whole=True)
    found = hide(Counts(figures), neighbourhood((1.0, 1.0), (400, 500)), [indicator("q.a")], [larger])
    assert found.of("q.a", "2021").total
    assert found.beside("q.a", "2021", "Z2")


def test_larger_area_that_a_boundary_nearly_fills_is_hidden_with_the_areas() -> None:
    figures = table({"q.a": (3, 60, 63)}, (400, 500, 900))
    larger = Beside("Z2", frozenset({"Z0", "Z1"}), whole=True)
    found = hide(Counts(figures), neighbourhood((0.4, 0.9), (400, 500)), [indicator("q.a")], [larger])
    assert found.of("q.a", "2021").inside.all()
    assert found.beside("q.a", "2021", "Z2")


def test_every_part_of_a_small_total_is_hidden_noughts_too() -> None:
    found = hide(
        Counts(table({"q.a": (1, 0, 2)}, (400, 500, 600))),
        neighbourhood((1.0,) * 3, (400, 500, 600)),
        [indicator("q.a")],
    )
    assert found.of("q.a", "2021").inside.all()
    assert found.of("q.a", "2021").total


# ---------------------------------------------------------------- earlier profiles


def earlier(
    shares: dict[str, float], *, shown: dict[Hashable, float], hidden: Set[Hashable] = frozenset()
) -> EarlierProfile:
    category = ("q.a", "2021")
    cut = any(share < 1 for share in shares.values())
    cells = {(category, place): count for place, count in shown.items() if not (cut and isinstance(place, tuple))}
    return EarlierProfile(
        "earlier.json",
        shares,
        cells,
        frozenset((category, place) for place in hidden),
        frozenset(),
        frozenset({category}),
        (),
    )


WHOLES = (400, 500, 600)
FIGURES = table({"q.a": (60, 70, 3)}, WHOLES)
WIDER = earlier({"Z0": 1.0, "Z1": 1.0, "Z2": 1.0}, shown={("Z0", "Z1", "Z2"): 133.0, "Z1": 70.0}, hidden={"Z0", "Z2"})


def narrower(shares: tuple[float, float], before: list[EarlierProfile]) -> Hiding:
    return hide(Counts(FIGURES), neighbourhood(shares, (400, 500)), [indicator("q.a")], (), before)


def test_profile_one_area_smaller_does_not_give_the_area_between_away() -> None:
    assert not narrower((1.0, 1.0), []).of("q.a", "2021").total
    found = narrower((1.0, 1.0), [WIDER])
    assert found.of("q.a", "2021").total  # 133 - 130 = 3
    assert found.of("q.a", "2021").inside.tolist() == [True, False]
    assert not found.notes


def test_count_that_was_hidden_stays_hidden() -> None:
    assert narrower((1.0, 1.0), [WIDER]).of("q.a", "2021").inside[0]


def test_same_profile_again_hides_the_same() -> None:
    place = neighbourhood((1.0,) * 3, WHOLES)
    again = hide(Counts(FIGURES), place, [indicator("q.a")], (), [WIDER])
    assert again.of("q.a", "2021").inside.tolist() == [True, False, True]
    assert not again.of("q.a", "2021").total


def test_small_count_that_is_public_is_told_in_a_note_and_not_shown_again() -> None:
    before = earlier({"Z2": 1.0, "Z1": 1.0}, shown={"Z1": 70.0, "Z2": 3.0, ("Z1", "Z2"): 73.0})
    found = hide(Counts(FIGURES), neighbourhood((1.0,) * 3, WHOLES), [indicator("q.a")], (), [before])
    assert found.of("q.a", "2021").inside[2]
    assert any("published before" in note for note in found.notes)


def test_profile_of_another_edition_is_set_apart_with_a_note() -> None:
    before = earlier({"Z0": 1.0, "Z1": 1.0, "Z2": 1.0}, shown={("Z0", "Z1", "Z2"): 140.0})
    found = narrower((1.0, 1.0), [before])
    assert not found.cells
    assert any("earlier.json" in note for note in found.notes)


def test_profile_of_other_areas_changes_nothing() -> None:
    before = earlier({"Z2": 1.0}, shown={}, hidden={"Z2"})
    assert not narrower((1.0, 1.0), [before]).cells


@pytest.mark.parametrize("shares", [(0.4, 0.9), (1.0, 1.0)])
def test_total_of_other_shares_of_the_same_hidden_areas_is_not_shown(shares: tuple[float, float]) -> None:
    """Two sums of different shares of two counts give both."""
    figures = table({"q.a": (3, 70)}, (400, 500))
    before = earlier({"Z0": 0.37, "Z1": 0.61}, shown={}, hidden={"Z0", "Z1"})
    place = neighbourhood(shares, (400, 500))
    assert not hide(Counts(figures), place, [indicator("q.a")]).of("q.a", "2021").total
    assert hide(Counts(figures), place, [indicator("q.a")], (), [before]).of("q.a", "2021").total


def test_same_cut_boundary_again_shows_the_same() -> None:
    figures = table({"q.a": (3, 70)}, (400, 500))
    before = earlier({"Z0": 0.37, "Z1": 0.61}, shown={}, hidden={"Z0", "Z1"})
    found = hide(Counts(figures), neighbourhood((0.37, 0.61), (400, 500)), [indicator("q.a")], (), [before])
    assert not found.of("q.a", "2021").total


def test_two_neighbourhoods_that_fill_a_larger_area_do_not_give_its_rest_away() -> None:
    figures = table({"q.a": (60, 70, 133)}, (400, 500, 950))
    before = earlier({"Z1": 1.0}, shown={"Z1": 70.0})
    larger = Beside("Z2", frozenset({"Z0", "Z1"}))
    found = hide(Counts(figures), neighbourhood((1.0,), (400,)), [indicator("q.a")], [larger], [before])
    assert found.beside("q.a", "2021", "Z2")  # 133 - 60 - 70 = 3


def test_small_area_compared_with_that_an_earlier_profile_holds_stays_protected() -> None:
    """Z2 has 3 of 133 shown; beside the profile of Z0 and Z1 it is compared with by itself."""
    place = neighbourhood((1.0, 1.0), (400, 500))
    found = hide(Counts(FIGURES), place, [indicator("q.a")], [Beside("Z2")], [WIDER])
    assert found.beside("q.a", "2021", "Z2")


def test_total_that_is_public_and_crosses_a_cut_one_is_not_shown_again() -> None:
    figures = table({"q.a": (3, 70)}, (400, 500))
    cut = earlier({"Z0": 0.37, "Z1": 0.61}, shown={}, hidden={"Z0", "Z1"})
    whole = earlier({"Z0": 1.0, "Z1": 1.0}, shown={("Z0", "Z1"): 73.0}, hidden={"Z0", "Z1"})
    place = neighbourhood((1.0, 1.0), (400, 500))
    assert hide(Counts(figures), place, [indicator("q.a")], (), [cut, whole]).of("q.a", "2021").total


def test_larger_area_that_other_neighbourhoods_fill_is_tied_to_all_of_them() -> None:
    figures = table({"q.a": (60, 3, 63)}, (400, 500, 900))
    before = earlier({"Z1": 1.0}, shown={}, hidden={"Z1"})
    larger = Beside("Z2", frozenset({"Z0", "Z1"}), whole=True)
    found = hide(Counts(figures), neighbourhood((1.0,), (400,)), [indicator("q.a")], [larger], [before])
    assert found.beside("q.a", "2021", "Z2")  # 63 - 60 = 3


def test_larger_area_with_few_people_does_not_bound_what_two_profiles_leave_open() -> None:
    """14 and 20 are alike: 1 and 1. With 9 in the larger area each could be 4 at most."""
    counts = {"q.a": (1, 2, 3, 28, 1, 9)}
    figures = table(counts, (400, 500, 600, 700, 800, 2000))
    before = earlier(
        {f"Z{place}": 1.0 for place in range(4)},
        shown={("Z0", "Z1", "Z2", "Z3"): 34.0, "Z3": 28.0},
        hidden={"Z0", "Z1", "Z2"},
    )
    wholes = (500, 600, 700, 800)
    areas = pl.DataFrame({"code": ["Z1", "Z2", "Z3", "Z4"], "population": list(wholes)})
    fit = Fit("area", np.ones(4), float(sum(wholes)), 1.0, {"area": float(sum(wholes))})
    place = Neighbourhood(areas, fit, shapely.box(0, 0, 1, 1), drawn=True, notes=())
    larger = Beside("Z5", frozenset({"Z0", "Z4"}))
    found = hide(Counts(figures), place, [indicator("q.a")], [larger], [before])
    assert found.beside("q.a", "2021", "Z5") or found.of("q.a", "2021").total
