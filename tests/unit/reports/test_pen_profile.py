"""The wording rules of the pen profile."""

from __future__ import annotations

import re
from typing import Any

import pytest

from seedbed.reports.clauses import about_share, clause, sentence
from seedbed.reports.pen_changes import changes
from seedbed.reports.pen_profile import pen_profile
from seedbed.reports.profile_documents import (
    Comparator,
    ProfileDocument,
    ProfileFigure,
    Site,
    SmallAreaValue,
    TrendPoint,
)
from seedbed.reports.profile_view import ProfileView
from seedbed.sources.packs import Pack
from seedbed.workflows.places.profile import Place, profile
from tests.quarters import CODES, Quarters

BLAME = re.compile(
    r"\b(fail\w*|refus\w*|suffer\w*|burden\w*|problem famil\w*|dependen\w*|workless\w*|vulnerable"
    r"|deprived (people|residents|households)|the (poor|disabled|elderly|unemployed))\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> ProfileDocument:
    pack = Quarters().write(tmp_path_factory.mktemp("pack") / "quarters")
    return profile(pack, Place(codes=CODES[:2], name="Quarter End"))


def figure(name: str, value: float | None = 20.0, denominator: str = "usual residents", **about: Any) -> ProfileFigure:
    usual: dict[str, Any] = {
        "indicator": "a.b.c",
        "topic": "people",
        "kind": "proportion",
        "unit": "%",
        "strength": False,
        "high_is": "neither",
        "numerator": 200,
        "denominator": 1000,
        "ci_low": 17.6,
        "ci_high": 22.6,
        "interval": "Wilson",
        "level": "quarter",
        "period": "2021",
        "source": "x",
        "method": "x",
        "comparators": [],
        "inside": [],
    }
    return ProfileFigure(name=name, value=value, denominator_name=denominator, **{**usual, **about})


def area(verdict: Any, value: float = 30.0, name: str = "Upper") -> Comparator:
    return Comparator(code=name, name=name, level="town", value=value, beyond_chance=verdict)


def texts(document: ProfileDocument) -> list[str]:
    return [each.text for each in pen_profile(document)]


def with_figures(document: ProfileDocument, *figures: ProfileFigure, **more: Any) -> ProfileDocument:
    strengths = [each.indicator for each in figures if each.strength]
    return document.model_copy(update={"figures": list(figures), "strengths": strengths, **more})


# ---------------------------------------------------------------- shares and clauses


@pytest.mark.parametrize(
    ("percent", "said"),
    [
        (0.0, "No"),
        (0.4, "Fewer than 1 in 100"),
        (1.0, "About 1 in 100"),
        (1.12, "About 1 in 90"),
        (2.3, "About 1 in 45"),
        (4.0, "About 1 in 25"),
        (9.0, "About 1 in 11"),
        (12.4, "About 1 in 8"),
        (17.7, ""),
        (33.0, "About 1 in 3"),
        (41.0, "About 2 in 5"),
        (50.9, "About half of"),
        (89.0, "About 9 in 10"),
        (99.0, "Nearly all"),
        (100.0, "All"),
    ],
)
def test_share_is_said_so_that_it_can_be_pictured(percent: float, said: str) -> None:
    assert about_share(percent) == said


@pytest.mark.parametrize(
    ("name", "denominator", "said"),
    [
        ("People who are disabled", "usual residents", "About 1 in 5 residents are disabled (20.0%)"),
        (
            "Households that rent from the council",
            "households",
            "About 1 in 5 households rent from the council (20.0%)",
        ),
        ("Households with too few bedrooms", "households", "About 1 in 5 households have too few bedrooms (20.0%)"),
        (
            "Households in purpose-built flats",
            "households",
            "About 1 in 5 households live in purpose-built flats (20.0%)",
        ),
        ("Households in shared ownership", "households", "About 1 in 5 households are in shared ownership (20.0%)"),
        ("Households deprived in one way", "households", "About 1 in 5 households face deprivation in one way (20.0%)"),
        ("Children aged 0 to 15", "usual residents", "About 1 in 5 residents are children aged 0 to 15 (20.0%)"),
        ("People aged 65 and over", "usual residents", "About 1 in 5 residents are aged 65 and over (20.0%)"),
        ("People of no religion", "usual residents", "About 1 in 5 residents have no religion (20.0%)"),
        ("Asian residents", "residents", "About 1 in 5 residents are Asian (20.0%)"),
        (
            "People whose ethnic group is Arab",
            "usual residents",
            "The ethnic group of about 1 in 5 residents is Arab (20.0%)",
        ),
        ("Smoking prevalence", "adults", "Smoking prevalence: 20.0%"),
    ],
)
def test_figure_is_said_of_what_its_denominator_counts(name: str, denominator: str, said: str) -> None:
    assert clause(figure(name, denominator=denominator)) == said


@pytest.mark.parametrize("percent", [1.0, 5.3, 9.6, 14.5, 18.2, 22.6, 26.5, 35.8, 47.1, 72.8, 85.0, 95.5])
def test_share_that_is_said_is_within_a_twentieth(percent: float) -> None:
    said = about_share(percent).replace("About half of", "About 1 in 2")
    if match := re.fullmatch(r"About (\d+) in (\d+)", said):
        assert 100 * int(match[1]) / int(match[2]) == pytest.approx(percent, rel=0.0501)
    else:
        assert not said


def test_share_that_no_fraction_fits_is_said_as_it_is() -> None:
    assert clause(figure("People who are disabled", 17.7)) == "17.7% of residents are disabled"
    told = clause(figure("People whose ethnic group is Arab", 17.7))
    assert told == "The ethnic group of 17.7% of residents is Arab"


def test_rate_is_said_with_its_unit() -> None:
    assert clause(figure("Falls", 23.4, kind="rate", unit="per 1,000")) == "Falls: 23.4 per 1,000"


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        ("higher", ", more than in Upper (30.0%)."),
        ("lower", ", less than in Upper (30.0%)."),
        ("similar", ", not clearly different from Upper (30.0%)."),
        ("not tested", "(20.0%)."),
    ],
)
def test_only_differences_beyond_chance_are_called_differences(verdict: str, said: str) -> None:
    assert sentence(figure("People who walk", comparators=[area(verdict)])).endswith(said)


def test_rate_is_higher_not_more() -> None:
    falls = figure("Falls", kind="rate", unit="per 1,000", comparators=[area("higher", 10.0)])
    assert "higher than in Upper" in sentence(falls)


# ---------------------------------------------------------------- the profile


def test_first_sentence_tells_who_and_where(document: ProfileDocument) -> None:
    assert texts(document)[0].startswith(
        "3,000 people live in Quarter End, in Upper (2021). It is made of two small areas."
    )


def test_invented_place_is_said_to_be_invented(document: ProfileDocument) -> None:
    assert "invented" in texts(document)[0]


def test_strengths_come_before_needs(document: ProfileDocument) -> None:
    above = [area("higher", 10.0)]
    strength = figure("People who sing", strength=True, indicator="s.a.b", high_is="better", comparators=above)
    need = figure("People who wait", indicator="n.a.b", high_is="worse", comparators=above, topic="health")
    told = texts(with_figures(document, need, strength))
    assert next(i for i, t in enumerate(told) if "sing" in t) < next(i for i, t in enumerate(told) if "wait" in t)


def test_strengths_told_are_those_the_page_lists_to_build_on(document: ProfileDocument) -> None:
    above = [area("higher", 10.0)]
    strong: dict[str, Any] = {"strength": True, "high_is": "better", "topic": "strengths"}
    close = figure("People who read", indicator="s.a.read", ci_low=19.9, ci_high=20.1, comparators=above, **strong)
    wide = figure("People who sing", indicator="s.b.sing", comparators=above, **strong)
    same = figure("People who draw", indicator="s.c.draw", comparators=[area("similar", 19.0)], **strong)
    changed = with_figures(document, same, wide, close)
    told = [
        each.indicators[0] for each in pen_profile(changed) if each.indicators[:1] and each.indicators[0][:2] == "s."
    ]
    listed = [view.figure.indicator for view in ProfileView(changed).standing_out["strength"]]
    assert listed == ["s.a.read", "s.b.sing"]
    assert told == [*listed, "s.c.draw"]


def test_least_deprived_measures_are_named_after_what_they_measure(document: ProfileDocument) -> None:
    told = texts(with_figures(document, tenths("Poor housing (indoors): tenth", 9, 10)))
    assert (
        "Both small areas are among the least deprived fifth nationally on the measure of the condition of homes."
        in told
    )


def test_care_that_is_not_listed_near_is_said(document: ProfileDocument) -> None:
    sites = [Site(kind="pharmacy", name="A", longitude=0, latitude=0, inside=True)]
    about = {"sites": sites, "sites_within": 500.0}
    three = document.model_copy(update={**about, "site_kinds": ["dentist", "gp", "hospital", "pharmacy"]})
    assert "No GP practice or dentist is listed inside or within 500 m." in texts(three)
    one = document.model_copy(update={**about, "site_kinds": ["gp", "pharmacy"]})
    assert "No GP practice is listed inside or within 500 m." in texts(one)
    unlisted = document.model_copy(update={**about, "site_kinds": ["pharmacy"]})
    assert not any("is listed inside" in text for text in texts(unlisted))


def test_strength_that_is_rarer_here_is_not_told_as_one(document: ProfileDocument) -> None:
    rare = figure("People who sing", strength=True, comparators=[area("lower")], topic="strengths")
    assert not any("sing" in text for text in texts(with_figures(document, rare)))


def test_suppressed_figure_is_not_told(document: ProfileDocument) -> None:
    hidden = figure("People who hide", None, suppressed=True, strength=True, comparators=[area("not tested")])
    assert not any("hide" in text for text in texts(with_figures(document, hidden)))


def test_figure_of_a_larger_area_is_not_told_as_the_neighbourhoods(document: ProfileDocument) -> None:
    larger = figure("People who cycle", strength=True, larger_area="Upper", comparators=[area("higher", 10.0)])
    assert not any("cycle" in text for text in texts(with_figures(document, larger)))


def test_need_within_chance_is_not_told(document: ProfileDocument) -> None:
    similar = figure("People who wait", high_is="worse", topic="health", comparators=[area("similar", 10.0)])
    assert not any("wait" in text for text in texts(with_figures(document, similar)))


def test_spread_of_deciles_is_told_when_it_is_wide(document: ProfileDocument) -> None:
    areas = [each.model_copy(update={"imd_decile": d}) for each, d in zip(document.areas, (2, 7), strict=True)]
    assert any(
        "An average hides it" in t and "from 2 to 7" in t for t in texts(document.model_copy(update={"areas": areas}))
    )
    assert not any("An average hides it" in text for text in texts(document))  # deciles 1 and 2


def test_spread_of_a_figure_is_told_only_where_intervals_lie_apart(document: ProfileDocument) -> None:
    def inside(high_low: float) -> list[SmallAreaValue]:
        return [
            SmallAreaValue(code="a", value=10.0, ci_low=8.0, ci_high=12.0),
            SmallAreaValue(code="b", value=30.0, ci_low=high_low, ci_high=35.0),
        ]

    for low, expected in ((26.0, True), (11.0, False)):
        need = figure(
            "People who wait", high_is="worse", topic="health", comparators=[area("higher", 10.0)], inside=inside(low)
        )
        assert any("differ most" in text for text in texts(with_figures(document, need))) is expected


def tenths(name: str, *deciles: float) -> ProfileFigure:
    inside = [SmallAreaValue(code=code, value=decile) for code, decile in zip("abcdef", deciles, strict=False)]
    return figure(name, None, kind="decile", unit="", inside=inside, indicator=name, high_is="better")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([("Crime: tenth of all", (1, 2))], "Both small areas are {} on the measure of crime."),
        (
            [("Crime: tenth of all", (1, 1)), ("Living environment deprivation: tenth of all", (2, 2))],
            "Both small areas are {} on measures of crime and living environment.",
        ),
        (
            [("Health deprivation and disability: tenth of all", (1, 1)), ("Poor housing (indoors): tenth", (2, 2))],
            "Both small areas are {} on measures of health and disability; and the condition of homes.",
        ),
    ],
)
def test_measures_of_all_small_areas_are_told_together(
    document: ProfileDocument, given: list[tuple[str, tuple[float, ...]]], said: str
) -> None:
    told = texts(with_figures(document, *(tenths(name, *deciles) for name, deciles in given)))
    assert said.format("among the most deprived fifth nationally") in told


def test_measures_of_most_small_areas_are_told_with_how_many(document: ProfileDocument) -> None:
    three = [document.areas[0]] * 3
    told = with_figures(document, tenths("Crime: tenth", 1, 2, 9), tenths("Noise: tenth", 2, 2, 1), areas=three)
    assert (
        "All three small areas are among the most deprived fifth nationally on the measure of noise, and most of them "
        "on the measure of crime (2 of 3)."
    ) in texts(told)


def test_one_small_area_is_said_in_the_singular(document: ProfileDocument) -> None:
    one = document.model_copy(update={"areas": document.areas[:1]})
    assert "It is one small area." in texts(one)[0]
    assert not any("Most of its small areas" in text for text in texts(one))


def test_place_across_two_larger_areas_names_both(document: ProfileDocument) -> None:
    here = document.surroundings[0]
    code = document.figures[0].comparators[0].code
    two = [here.model_copy(update={"code": code, "name": name, "share": 0.5}) for name in ("Upper", "Lower")]
    assert "in Upper and Lower (2021)" in texts(document.model_copy(update={"surroundings": two}))[0]


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ([True], "it lies inside."),
        ([False], "it lies outside."),
        ([True, True], "all of these 2 lie inside."),
        ([False, False], "none of these 2 lies inside."),
        ([True, False], "1 of these 2 lies inside."),
    ],
)
def test_known_places_are_counted_in_good_english(document: ProfileDocument, inside: list[bool], said: str) -> None:
    sites = [Site(kind="gp", name="A", longitude=0, latitude=0, inside=each) for each in inside]
    told = texts(document.model_copy(update={"sites": sites}))
    assert any(text.startswith("Known places") and text.endswith(said) for text in told)


def test_sentence_that_states_a_figure_names_it(document: ProfileDocument) -> None:
    for each in pen_profile(document):
        if "%" in each.text:
            assert each.indicators


def test_all_residents_in_the_most_deprived_fifth_is_said_plainly(document: ProfileDocument) -> None:
    assert "All residents live in small areas that are among the most deprived fifth nationally." in texts(document)


def test_wording_never_blames_people(document: ProfileDocument, town: Pack) -> None:
    from seedbed.demo.names import NEIGHBOURHOODS, neighbourhood_codes

    told = texts(document)
    for name in NEIGHBOURHOODS:
        told += [each.text for each in profile(town, Place(codes=tuple(neighbourhood_codes(name)))).pen_profile]
    assert len(told) > 15
    assert not [text for text in told if BLAME.search(text)]


# ---------------------------------------------------------------- change


def point(period: str, value: float, width: float = 1.0, where: str = "neighbourhood", note: str = "") -> TrendPoint:
    return TrendPoint(period=period, value=value, ci_low=value - width, ci_high=value + width, area=where, note=note)


def test_change_beyond_chance_is_told() -> None:
    walk = figure("People who walk", trend=[point("2019", 15.0), point("2024", 20.0)])
    assert [each.text for each in changes([walk], [])] == [
        "The share of people who walk rose from 15.0% in 2019 to 20.0% in 2024."
    ]


def test_change_of_a_rate_is_a_sentence() -> None:
    trend = [point("2020", 357.8), point("2024", 412.3)]
    visits = figure("Visits to the ward", 412.3, kind="rate", unit="per 1,000", trend=trend)
    (told,) = changes([visits], [])
    assert told.text == "Visits to the ward rose from 357.8 per 1,000 in 2020 to 412.3 per 1,000 in 2024."


def test_change_within_chance_is_not_told() -> None:
    walk = figure("People who walk", trend=[point("2019", 15.0, 3.0), point("2024", 20.0, 3.0)])
    assert changes([walk], []) == []


def test_moves_between_tenths_leave_out_areas_with_other_borders() -> None:
    trend = [
        *(point("2019", 2, where="a"), point("2025", 4, where="a")),
        *(point("2019", 3, where="b"), point("2025", 3, where="b")),
        *(point("2019", 1, where="c", note="Of the area it was split from."), point("2025", 9, where="c")),
    ]
    decile = figure("Tenth", None, kind="decile", unit="", indicator="d", trend=trend)
    (told,) = changes([decile], ["d"])
    assert "of the two small areas whose borders stayed the same, one moved to a less deprived tenth" in told.text
    assert told.indicators == ["d"]
