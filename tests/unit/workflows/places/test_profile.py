"""A profile of the quarters, every number worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from seedbed.errors import BadInputError, MissingDataError, UsageError
from seedbed.reports.profile_documents import Comparator, ProfileDocument, ProfileFigure
from seedbed.sources.packs import Pack
from seedbed.workflows.places.profile import Place, profile
from tests.quarters import CODES, Quarters


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return Quarters().write(tmp_path_factory.mktemp("pack") / "quarters")


@pytest.fixture(scope="module")
def upper(pack: Pack) -> ProfileDocument:
    """ZQ2 and ZQ1, in this order: 3,000 residents."""
    return profile(pack, Place(codes=("ZQ2", "ZQ1")))


def figure(document: ProfileDocument, indicator: str) -> ProfileFigure:
    return next(each for each in document.figures if each.indicator == indicator)


def beside(document: ProfileDocument, indicator: str, code: str) -> Comparator:
    return next(each for each in figure(document, indicator).comparators if each.code == code)


# ---------------------------------------------------------------- the neighbourhood


def test_population_is_the_sum_of_the_areas(upper: ProfileDocument) -> None:
    assert upper.population == 3000
    assert upper.population_period == "2021"


def test_areas_keep_the_order_given(upper: ProfileDocument) -> None:
    assert [area.code for area in upper.areas] == ["ZQ2", "ZQ1"]
    assert [area.imd_decile for area in upper.areas] == [2, 1]
    assert [area.share for area in upper.areas] == [1.0, 1.0]


def test_whole_areas_need_no_sharing_out(upper: ProfileDocument) -> None:
    assert upper.boundary_fit.rule == "whole_areas"
    assert upper.boundary_fit.whole_share == 1.0
    assert upper.boundary_fit.population_by_rule == {"whole_areas": 3000.0}
    assert not upper.boundary_fit.drawn


def test_invented_pack_makes_an_invented_profile(upper: ProfileDocument) -> None:
    assert upper.invented


def test_neighbourhood_that_is_just_a_larger_area_takes_its_name(pack: Pack) -> None:
    assert profile(pack, Place(codes=("ZQ1", "ZQ2", "ZQ3"))).name == "Upper"


def test_neighbourhood_without_a_name_is_named_by_its_areas(upper: ProfileDocument) -> None:
    assert upper.name == "Quarter 2 and 1"


# ---------------------------------------------------------------- figures


def test_proportion_adds_counts_and_has_a_wilson_interval(upper: ProfileDocument) -> None:
    owned = figure(upper, "q.home.owned")
    # (40 + 200) of (400 + 800)
    assert (owned.numerator, owned.denominator, owned.value) == (240, 1200, 20.0)
    assert owned.ci_low == pytest.approx(17.83, abs=0.01)
    assert owned.ci_high == pytest.approx(22.35, abs=0.01)
    assert owned.interval == "Wilson"


def test_rate_adds_counts_and_has_byars_interval(upper: ProfileDocument) -> None:
    falls = figure(upper, "q.health.falls")
    # 70 falls among 3,000 residents; Byar's limits of 70 are 54.56 and 88.44
    assert falls.value == pytest.approx(23.333, abs=0.001)
    assert falls.ci_low == pytest.approx(1000 * 54.56 / 3000, abs=0.01)
    assert falls.ci_high == pytest.approx(1000 * 88.44 / 3000, abs=0.01)


def test_score_is_weighted_by_residents_and_has_no_interval(upper: ProfileDocument) -> None:
    need = figure(upper, "q.need.score")
    assert need.value == pytest.approx((1000 * 50 + 2000 * 40) / 3000)
    assert need.ci_low is None
    assert need.interval.startswith("none")


def test_counts_add_up(upper: ProfileDocument) -> None:
    callers = figure(upper, "q.callers")
    assert (callers.value, callers.numerator, callers.denominator) == (70, 70, None)
    assert callers.interval == "none: a count"


def test_counts_with_one_missing_are_not_added_up(pack: Pack) -> None:
    callers = figure(profile(pack, Place(codes=("ZQ2", "ZQ3"))), "q.callers")
    assert callers.value is None
    assert "too low" in callers.interval


def test_small_count_is_hidden(pack: Pack) -> None:
    callers = figure(profile(pack, Place(codes=("ZQ1", "ZQ4"))), "q.callers")
    assert [area.suppressed for area in callers.inside] == [True, True]


def test_deciles_are_not_put_together(upper: ProfileDocument) -> None:
    decile = figure(upper, "q.need.decile")
    assert decile.value is None
    assert [area.value for area in decile.inside] == [2.0, 1.0]


def test_spread_inside_has_each_area_with_its_interval(upper: ProfileDocument) -> None:
    inside = figure(upper, "q.home.owned").inside
    assert [(area.code, area.value) for area in inside] == [("ZQ2", 25.0), ("ZQ1", 10.0)]
    assert all(area.ci_low is not None and area.value is not None and area.ci_low < area.value for area in inside)


def test_figure_of_a_larger_area_is_labelled_and_never_shared_out(upper: ProfileDocument) -> None:
    life = figure(upper, "q.life")
    assert (life.value, life.ci_low, life.ci_high) == (78.5, 78.0, 79.0)
    assert life.larger_area == "Upper"
    assert "Upper" in life.level
    assert "not a figure of the neighbourhood" in life.level
    assert [area.code for area in life.comparators] == ["ZCC"]


def test_figure_of_a_larger_area_that_is_just_the_neighbourhood_is_its_own(pack: Pack) -> None:
    life = figure(profile(pack, Place(codes=("ZQ1", "ZQ2", "ZQ3"))), "q.life")
    assert life.larger_area == ""
    assert "exactly this neighbourhood" in life.level


def test_one_area_has_its_published_figure(pack: Pack) -> None:
    decile = figure(profile(pack, Place(codes=("ZQ3",))), "q.need.decile")
    assert decile.value == 5.0


# ---------------------------------------------------------------- beside larger areas


def test_published_comparator_is_shown(upper: ProfileDocument) -> None:
    assert [area.name for area in figure(upper, "q.home.owned").comparators] == ["Upper", "Quarterland"]
    assert beside(upper, "q.home.owned", "ZCC").value == 51.0


def test_difference_beyond_the_control_limits_is_told(upper: ProfileDocument) -> None:
    # Limits around 51 % for 1,200 households at 99.8 %: 51 -+ 3.09 * sqrt(.51 * .49 / 1200) = 46.5 to 55.5
    assert beside(upper, "q.home.owned", "ZCC").beyond_chance == "lower"
    assert "99.8 %" in beside(upper, "q.home.owned", "ZCC").limits


def test_difference_within_the_control_limits_is_similar(upper: ProfileDocument) -> None:
    # Upper has 115 falls among 6,000 residents: 57.5 would be expected here, and 70 lie within chance
    assert beside(upper, "q.health.falls", "ZTU").beyond_chance == "similar"


def test_comparator_that_is_not_published_is_added_up(upper: ProfileDocument) -> None:
    crowded = beside(upper, "q.room.crowded", "ZCC")
    assert (crowded.numerator, crowded.denominator, crowded.value) == (256, 4000, 6.4)


def test_comparator_that_is_added_up_has_an_interval_as_the_figure_has(upper: ProfileDocument) -> None:
    crowded = beside(upper, "q.room.crowded", "ZCC")
    # Wilson's limits of 256 in 4,000, by hand: 100 x (512 + 3.8415 -+ 60.80) / (2 x 4003.8415)
    assert crowded.ci_low == pytest.approx(5.683, abs=0.001)
    assert crowded.ci_high == pytest.approx(7.201, abs=0.001)


def test_small_area_beside_is_hidden_where_it_is_hidden_inside(pack: Pack, upper: ProfileDocument) -> None:
    compared = profile(pack, Place(codes=("ZQ2", "ZQ1")), compare=("ZQ1", "ZQ2"))
    hidden = {(each.indicator, area.code) for each in upper.figures for area in each.inside if area.suppressed}
    beside_hidden = {(e.indicator, a.code) for e in compared.figures for a in e.comparators if a.suppressed}
    assert hidden
    assert beside_hidden >= hidden
    assert all(a.value is None for e in compared.figures for a in e.comparators if a.suppressed)


def test_score_of_a_comparator_is_weighted_by_residents(upper: ProfileDocument) -> None:
    assert beside(upper, "q.need.score", "ZCC").value == pytest.approx((50_000 + 80_000 + 60_000 + 20_000) / 10_000)


def test_scores_are_not_tested(upper: ProfileDocument) -> None:
    assert beside(upper, "q.need.score", "ZCC").beyond_chance == "not tested"


def test_comparators_asked_for_replace_the_larger_areas(pack: Pack) -> None:
    document = profile(pack, Place(codes=("ZQ1",)), compare=("ZQ4", "ZTL"))
    assert [area.code for area in figure(document, "q.home.owned").comparators] == ["ZQ4", "ZTL"]
    assert beside(document, "q.home.owned", "ZTL").value == 75.0


def test_adding_a_comparator_changes_no_figure(pack: Pack, upper: ProfileDocument) -> None:
    more = profile(pack, Place(codes=("ZQ2", "ZQ1")), compare=("ZQ4", "ZTL", "ZCC"))
    blank: dict[str, list[object]] = {"comparators": [], "trend": []}
    assert [each.model_copy(update=blank) for each in more.figures] == [
        each.model_copy(update=blank) for each in upper.figures
    ]


def test_unknown_comparator_is_refused(pack: Pack) -> None:
    with pytest.raises(UsageError, match="ZX9"):
        profile(pack, Place(codes=("ZQ1",)), compare=("ZX9",))


def test_sum_that_misses_part_of_the_larger_area_is_not_shown(tmp_path: Path) -> None:
    owned: dict[str, tuple[float | None, float | None]] = {"ZQ1": (40, 400), "ZQ2": (200, 800), "ZQ3": (None, None)}
    part = Quarters(owned=owned, comparators_published=False).write(tmp_path / "part")
    assert figure(profile(part, Place(codes=("ZQ1",))), "q.home.owned").comparators == []


# ---------------------------------------------------------------- small numbers


def test_small_number_and_one_that_would_give_it_away_are_hidden(upper: ProfileDocument) -> None:
    rare = figure(upper, "q.group.rare")
    # ZQ1 has 2 people; with the total of 42 shown, ZQ2's 40 would give them away
    assert [area.suppressed for area in rare.inside] == [True, True]
    assert all(area.value is None and area.numerator is None for area in rare.inside)
    assert rare.numerator == 42


def test_small_total_is_hidden(pack: Pack) -> None:
    rare = figure(profile(pack, Place(codes=("ZQ1",))), "q.group.rare")
    assert rare.suppressed
    assert rare.value is None
    assert rare.numerator is None
    assert rare.ci_high is None
    assert all(area.beyond_chance == "not tested" for area in rare.comparators)


# ---------------------------------------------------------------- groups, strengths, trend, around


def test_core20_is_the_share_in_deciles_one_and_two(pack: Pack) -> None:
    core20 = profile(pack, Place(codes=CODES)).core20
    assert core20 is not None
    assert core20.share == pytest.approx(0.3)
    assert core20.population == 3000


def test_plus_group_must_be_above_the_comparator_beyond_chance(pack: Pack) -> None:
    assert profile(pack, Place(codes=("ZQ4",))).plus_groups == []
    (group,) = profile(pack, Place(codes=("ZQ1",))).plus_groups
    assert (group.indicator, group.value, group.comparator) == ("q.room.crowded", 25.0, 6.4)
    assert "25.0% here and 6.4% in Quarterland" in group.reason


def test_strengths_come_first(pack: Pack) -> None:
    lower = profile(pack, Place(codes=("ZQ4",)))
    assert lower.strengths == ["q.home.owned"]
    assert lower.figures[0].indicator == "q.home.owned"
    assert lower.figures[0].strength


def test_strength_that_is_worse_here_is_told_among_the_rest(upper: ProfileDocument) -> None:
    owned = figure(upper, "q.home.owned")
    assert owned.comparators[-1].beyond_chance == "lower"
    assert not owned.strength
    assert upper.strengths == []


def test_every_larger_area_with_a_fifth_of_residents_is_compared_with(pack: Pack) -> None:
    document = profile(pack, Place(codes=("ZQ1", "ZQ4")))  # 1,000 of 5,000 live in the first
    assert [area.code for area in figure(document, "q.home.owned").comparators] == ["ZTL", "ZTU", "ZCC"]
    assert document.comparators_note == ""


def test_trend_puts_the_areas_together_at_each_time(upper: ProfileDocument) -> None:
    here = [
        (point.period, point.value) for point in figure(upper, "q.home.owned").trend if point.area == "neighbourhood"
    ]
    assert here == [("2011", 17.5), ("2021", 20.0)]


def test_trend_of_deciles_follows_each_area_through_older_codes(pack: Pack) -> None:
    points = figure(profile(pack, Place(codes=CODES)), "q.need.decile").trend
    before = {point.area: (point.value, point.note) for point in points if point.period == "2011"}
    assert before["ZQ1"] == (3.0, "")
    assert before["ZQ2"][0] == 4.0
    assert "split from" in before["ZQ2"][1]
    assert "ZQ4" not in before  # merged areas are not carried over


def test_surroundings_tell_the_share_of_residents(pack: Pack) -> None:
    around = {area.code: area.share for area in profile(pack, Place(codes=CODES)).surroundings}
    assert around == {"ZTU": 0.6, "ZTL": 0.4, "ZCC": 1.0}


def test_known_places_inside_and_near_are_listed(pack: Pack) -> None:
    sites = {site.name: site.inside for site in profile(pack, Place(codes=("ZQ1",))).sites}
    assert sites == {"Mill Surgery": True, "North Hall": False}


def test_map_has_areas_inside_and_around(pack: Pack) -> None:
    shapes = {shape.code: shape.inside for shape in profile(pack, Place(codes=("ZQ1",))).map}
    assert shapes == {"ZQ1": True, "ZQ2": False, "ZQ3": False, "ZQ4": False}


def test_every_figure_has_a_listed_source(upper: ProfileDocument) -> None:
    listed = {source.id for source in upper.sources}
    assert {each.source for each in upper.figures} <= listed


def test_every_sentence_rests_on_figures_of_the_profile(upper: ProfileDocument) -> None:
    known = {each.indicator for each in upper.figures}
    assert {name for sentence in upper.pen_profile for name in sentence.indicators} <= known


# ---------------------------------------------------------------- bad requests and packs


def test_nothing_and_two_things_to_profile_are_refused(pack: Pack, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        profile(pack, Place())
    with pytest.raises(UsageError):
        profile(pack, Place(codes=("ZQ1",), boundary=tmp_path / "x.geojson"))


def test_missing_denominators_give_no_figure_and_say_why(tmp_path: Path) -> None:
    owned: dict[str, tuple[float | None, float | None]] = dict.fromkeys(CODES, (None, None))
    bare = Quarters(owned=owned).write(tmp_path / "bare")
    owned_figure = figure(profile(bare, Place(codes=("ZQ1", "ZQ2"))), "q.home.owned")
    assert owned_figure.value is None
    assert "no numbers to add up" in owned_figure.interval


def test_zero_denominators_give_no_figure(tmp_path: Path) -> None:
    owned: dict[str, tuple[float | None, float | None]] = dict.fromkeys(CODES, (0, 0))
    empty = Quarters(owned=owned).write(tmp_path / "zero")
    assert figure(profile(empty, Place(codes=("ZQ1", "ZQ2"))), "q.home.owned").value is None


def test_area_without_the_figure_is_left_out_and_it_is_said(tmp_path: Path) -> None:
    owned: dict[str, tuple[float | None, float | None]] = {"ZQ1": (40, 400), "ZQ2": (None, None)}
    part = Quarters(owned=owned).write(tmp_path / "part")
    owned_figure = figure(profile(part, Place(codes=("ZQ1", "ZQ2"))), "q.home.owned")
    assert owned_figure.value == 10.0
    assert "33 % of residents only" in owned_figure.level


def test_pack_without_boundaries_is_said_to_be_so(tmp_path: Path) -> None:
    pack = Quarters().write(tmp_path / "bare")
    pack.package.resources = [each for each in pack.package.resources if not each.role.startswith("boundaries")]
    with pytest.raises(MissingDataError, match="no boundaries"):
        profile(pack, Place(codes=("ZQ1",)))


@pytest.mark.parametrize("name", ["areas", "figures", "indicators", "boundaries_quarter"])
def test_truncated_pack_is_said_to_be_damaged(tmp_path: Path, name: str) -> None:
    pack = Quarters().write(tmp_path / "cut")
    path = pack.folder / f"{name}.parquet"
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(BadInputError, match="damaged") as caught:
        profile(pack, Place(codes=("ZQ1",)))
    assert str(path) in caught.value.why
