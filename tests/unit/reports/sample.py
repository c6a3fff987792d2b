"""A profile and a screening of an invented place, made by arithmetic: for tests and for looking at."""

from __future__ import annotations

import math
from itertools import cycle
from typing import Literal

from seedbed.reports.documents import Source
from seedbed.reports.profile_documents import (
    AreaShare,
    BoundaryFit,
    Comparator,
    Core20,
    MapShape,
    PlusGroup,
    ProfileDocument,
    ProfileFigure,
    Sentence,
    Site,
    SmallAreaValue,
    SurroundingArea,
    TrendPoint,
)
from seedbed.reports.screen_documents import Candidate, Criterion, CriterionScore, LeftOut, ScreenDocument

AREAS = [f"S0100000{place}" for place in range(1, 7)]
DECILES = [2, 2, 3, 7, 6, 2]
PEOPLE = [1780, 1925, 1640, 2105, 1890, 1927]
COMPARATORS = [
    ("S0900001", "Thornby", "Local authority", 98_400),
    ("S5400001", "Vale and Thornby", "Integrated care board", 884_000),
    ("S1200001", "Middle Country", "Region", 4_210_000),
    ("S9200001", "The Country", "Country", 56_000_000),
]
SUPPRESSED = 987_654_321.0
"""A number that is marked as suppressed and must never be seen."""

SOURCES = [
    Source(
        id="census",
        publisher="Office for Invented Statistics",
        title="Invented Census 2021",
        period="2021",
        licence="Open Government Licence v3.0",
        url="https://example.org/census",
    ),
    Source(
        id="deprivation",
        publisher="Ministry of Invented Places",
        title="Invented Indices 2025",
        period="2025",
        licence="Open Government Licence v3.0",
        url="https://example.org/indices",
    ),
]

Row = tuple[str, str, str, float, float, Literal["worse", "better", "neither"], bool]

# indicator, name, topic, denominator, share here, share around, higher is, strength
PROPORTIONS: list[Row] = [
    ("age.0_15", "Children aged 0 to 15", "people", 0.221, 0.196, "neither", False),
    ("age.16_24", "Young people aged 16 to 24", "people", 0.124, 0.117, "neither", False),
    ("age.25_34", "Adults aged 25 to 34", "people", 0.203, 0.151, "neither", False),
    ("age.35_49", "Adults aged 35 to 49", "people", 0.218, 0.198, "neither", False),
    ("age.50_64", "Adults aged 50 to 64", "people", 0.149, 0.192, "neither", False),
    ("age.65_plus", "People aged 65 and over", "people", 0.085, 0.146, "neither", False),
    ("ethnicity.asian", "People whose ethnic group is Asian or Asian British", "people", 0.31, 0.12, "neither", False),
    ("ethnicity.black", "People whose ethnic group is Black or Black British", "people", 0.14, 0.06, "neither", False),
    ("ethnicity.mixed", "People whose ethnic group is Mixed or Multiple", "people", 0.055, 0.03, "neither", False),
    ("ethnicity.white", "People whose ethnic group is White", "people", 0.45, 0.77, "neither", False),
    ("ethnicity.other", "People of another ethnic group", "people", 0.045, 0.02, "neither", False),
    ("language.little_english", "People who speak little English", "people", 0.041, 0.02, "worse", False),
    ("tenure.owned_outright", "Households that own their home outright", "homes", 0.11, 0.32, "neither", False),
    ("tenure.owned_mortgage", "Households that own with a mortgage", "homes", 0.16, 0.29, "neither", False),
    ("tenure.shared_ownership", "Households in shared ownership", "homes", 0.03, 0.01, "neither", False),
    ("tenure.social_rented", "Households in social rented homes", "homes", 0.46, 0.17, "neither", False),
    ("tenure.private_rented", "Households in private rented homes", "homes", 0.24, 0.21, "neither", False),
    ("occupancy.overcrowded", "Households with too few bedrooms", "homes", 0.142, 0.052, "worse", False),
    ("occupancy.spare", "Households with at least one spare bedroom", "homes", 0.37, 0.66, "neither", False),
    ("work.unemployed", "Working-age people who are unemployed", "work", 0.071, 0.045, "worse", False),
    ("work.no_qualifications", "Adults with no qualifications", "work", 0.198, 0.181, "worse", False),
    ("work.degree", "Adults with a degree or similar", "work", 0.401, 0.338, "better", True),
    ("health.very_good", "People in very good health", "health", 0.502, 0.481, "better", True),
    ("disability.disabled", "People who are disabled", "health", 0.171, 0.175, "worse", False),
    ("care.unpaid", "People who give unpaid care", "strengths", 0.081, 0.088, "neither", True),
    ("language.two_languages", "People who speak two languages well", "strengths", 0.22, 0.07, "neither", True),
    ("migration.same_address", "People at the same address a year before", "strengths", 0.86, 0.87, "neither", True),
    ("safety.crime", "Residents who told of a crime in the last year", "safety", 0.104, 0.081, "worse", False),
    ("household.two", "Households deprived in two of four ways", "deprivation", 0.194, 0.142, "worse", False),
    ("household.three", "Households deprived in three of four ways", "deprivation", 0.083, 0.037, "worse", False),
]  # fmt: skip


def wilson(events: float, people: float) -> tuple[float, float]:
    """Wilson's 95 % interval of a share, as percentages."""
    share, z = events / people, 1.959963984540054
    middle = (share + z * z / (2 * people)) / (1 + z * z / people)
    half = z * math.sqrt(share * (1 - share) / people + z * z / (4 * people * people)) / (1 + z * z / people)
    return 100 * (middle - half), 100 * (middle + half)


def _inside(share: float, place: int) -> list[SmallAreaValue]:
    values = []
    for index, (code, people) in enumerate(zip(AREAS, PEOPLE, strict=True)):
        tilt = 1 + 0.35 * math.sin(place + index * 1.7)
        events = round(min(share * tilt, 0.97) * people)
        if (place + index) % 17 == 0:
            values.append(SmallAreaValue(code=code, value=SUPPRESSED, numerator=SUPPRESSED, suppressed=True))
            continue
        low, high = wilson(events, people)
        values.append(
            SmallAreaValue(
                code=code,
                value=100 * events / people,
                numerator=events,
                denominator=people,
                ci_low=low,
                ci_high=high,
            )
        )
    return values


def _comparators(here: float, around: float, low: float, high: float) -> list[Comparator]:
    found = []
    for index, (code, name, level, people) in enumerate(COMPARATORS):
        events = round((around + (here - around) * 0.25 * (3 - index) / 3) * people)
        value = 100 * events / people
        limits = wilson(events, people)
        found.append(
            Comparator(
                code=code,
                name=name,
                level=level,
                value=value,
                numerator=events,
                denominator=people,
                ci_low=limits[0],
                ci_high=limits[1],
                beyond_chance="higher" if low > value else "lower" if high < value else "similar",
                limits="99.8% control limits for a proportion",
            )
        )
    return found


def proportion(place: int, row: Row) -> ProfileFigure:
    """One share with everything that goes with it."""
    indicator, name, topic, here, around, high_is, strength = row
    people = sum(PEOPLE)
    events = round(here * people)
    low, high = wilson(events, people)
    comparators = _comparators(here, around, low, high)
    trend = []
    if indicator.startswith(("work.unemployed", "safety")):
        for index, year in enumerate(("2017", "2019", "2021", "2023")):
            drift = 100 * here * (1 + 0.08 * (3 - index))
            trend.append(
                TrendPoint(period=year, value=drift, ci_low=drift - 1, ci_high=drift + 1, area="neighbourhood")
            )
            trend.append(TrendPoint(period=year, value=100 * around * (1 + 0.03 * (3 - index)), area="S9200001"))
    return ProfileFigure(
        indicator=f"invented.{indicator}",
        name=name,
        topic=topic,
        kind="proportion",
        unit="%",
        strength=strength,
        high_is=high_is,
        value=100 * events / people,
        numerator=events,
        denominator=people,
        denominator_name="households" if topic == "homes" else "usual residents",
        ci_low=low,
        ci_high=high,
        interval="95% interval by Wilson's method",
        level="small areas",
        period="2021",
        source="census",
        method="Sum of small areas.",
        comparators=comparators,
        inside=_inside(here, place),
        trend=trend,
    )


def score() -> ProfileFigure:
    """A score: no interval, not tested."""
    return ProfileFigure(
        indicator="invented.imd.score",
        name="Index of deprivation: score",
        topic="deprivation",
        kind="score",
        unit="points",
        strength=False,
        high_is="worse",
        value=33.917,
        numerator=None,
        denominator=None,
        denominator_name="",
        ci_low=None,
        ci_high=None,
        interval="No interval: a score, not a count of people",
        level="small areas",
        period="2025",
        source="deprivation",
        method="Population-weighted mean.",
        comparators=[
            Comparator(code=code, name=name, level=level, value=28.4 - 2.1 * index)
            for index, (code, name, level, _) in enumerate(COMPARATORS)
        ],
        inside=[
            SmallAreaValue(code=code, value=value)
            for code, value in zip(AREAS, (44.1, 41.7, 36.2, 17.9, 21.4, 43.0), strict=True)
        ],
    )


def hidden() -> ProfileFigure:
    """A figure whose number is suppressed but was filled in by mistake."""
    figure = proportion(3, ("health.rare", "Residents with a rare condition", "health", 0.001, 0.001, "worse", False))
    return figure.model_copy(
        update={"suppressed": True, "value": SUPPRESSED, "numerator": SUPPRESSED, "ci_low": SUPPRESSED}
    )


def far_figure() -> ProfileFigure:
    """A figure that is only published for a larger area."""
    return ProfileFigure(
        indicator="invented.life_expectancy",
        name="Life expectancy at birth, women",
        topic="health",
        kind="mean",
        unit="years",
        strength=False,
        high_is="better",
        value=82.43,
        numerator=None,
        denominator=None,
        denominator_name="",
        ci_low=81.92,
        ci_high=82.94,
        interval="95% interval given by the publisher",
        level="local authority: a figure of Thornby, not of the neighbourhood",
        period="2021 to 2023",
        source="census",
        method="As published.",
        comparators=[
            Comparator(
                code="S9200001",
                name="The Country",
                level="Country",
                value=83.1,
                ci_low=83.0,
                ci_high=83.2,
                beyond_chance="lower",
                limits="published intervals",
            )
        ],
        inside=[],
    )


def hexagon(column: int, row: int) -> dict[str, object]:
    """One cell of a honeycomb near no real place."""
    x, y = -30.0 + 0.006 * (column + 0.5 * (row % 2)), 40.0 + 0.0042 * row
    ring = [
        [x + 0.00346 * math.sin(math.tau * k / 6), y + 0.0028 * math.cos(math.tau * k / 6)]
        for k in (0, 1, 2, 3, 4, 5, 0)
    ]
    return {"type": "Polygon", "coordinates": [ring]}


CELLS = [(2, 1), (3, 1), (2, 2), (3, 2), (4, 2), (3, 3)]


def map_shapes() -> list[MapShape]:
    """Six cells inside, the cells around outside."""
    inside = [
        MapShape(code=code, name=f"Thornby 00{index + 1}A", inside=True, geometry=hexagon(*cell))
        for index, (code, cell) in enumerate(zip(AREAS, CELLS, strict=True))
    ]
    around = [
        MapShape(code=f"S02{column}{row}", name="around", inside=False, geometry=hexagon(column, row))
        for column in range(7)
        for row in range(6)
        if (column, row) not in CELLS
    ]
    return inside + around


def sites() -> list[Site]:
    """A few places of four kinds."""
    kinds = cycle(("GP surgery", "Pharmacy", "Library", "Community centre"))
    return [
        Site(
            kind=kind,
            name=f"{kind} {index + 1}",
            longitude=-30 + 0.0145 + 0.0021 * (index % 5),
            latitude=40.0038 + 0.0019 * (index % 4),
            inside=index % 3 > 0,
        )
        for index, kind in zip(range(11), kinds, strict=False)
    ]


def profile() -> ProfileDocument:
    """A whole profile of an invented neighbourhood."""
    figures = [proportion(place, row) for place, row in enumerate(PROPORTIONS)]
    return ProfileDocument(
        invented=True,
        name="Mill Lane",
        pack="invented-town",
        population=sum(PEOPLE),
        population_period="2021",
        population_source="Invented Census",
        areas=[
            AreaShare(code=code, name=f"Thornby 00{index + 1}A", population=people, share=1.0, imd_decile=decile)
            for index, (code, people, decile) in enumerate(zip(AREAS, PEOPLE, DECILES, strict=True))
        ],
        boundary_fit=BoundaryFit(
            rule="whole_areas",
            explanation="The neighbourhood is made of whole small areas, so every figure fits exactly.",
            population=float(sum(PEOPLE)),
            whole_share=1.0,
            population_by_rule={"whole_areas": float(sum(PEOPLE)), "centroid": float(sum(PEOPLE))},
        ),
        surroundings=[
            SurroundingArea(level="nhs", level_name="NHS neighbourhood", code="N1", name="Thornby North", share=1.0),
            SurroundingArea(
                level="icb", level_name="Integrated care board", code="S54", name="Vale and Thornby", share=1
            ),
        ],
        core20=Core20(share=0.5, population=5632.0, rule="Small areas in national deprivation deciles 1 and 2."),
        plus_groups=[
            PlusGroup(
                name="People who speak little English",
                indicator="invented.language.little_english",
                value=4.1,
                comparator=2.0,
                comparator_name="The Country",
                reason="Twice the share of the country.",
            )
        ],
        strengths=["invented.care.unpaid", "invented.work.degree", "invented.health.very_good"],
        figures=[*figures, score(), far_figure(), hidden()],
        pen_profile=[
            Sentence(text="About 11,300 people live in Mill Lane.", indicators=[]),
            Sentence(text="Many speak two languages well.", indicators=["invented.language.two_languages"]),
            Sentence(
                text="Almost half of homes are rented from the council or a housing association, and one home in seven "
                "has too few bedrooms.",
                indicators=["invented.tenure.social_rented", "invented.occupancy.overcrowded"],
            ),
        ],
        sites=sites(),
        sites_source="Sites: the invented register of places.",
        map=map_shapes(),
        suppression_rule="Counts under 10 are hidden, and others where they could be worked out by subtraction.",
        sources=SOURCES,
        attribution="Contains invented data under the Open Government Licence v3.0.",
    )


def candidate(rank: int, areas: list[str]) -> Candidate:
    """One candidate."""
    return Candidate(
        areas=areas,
        names=[f"Thornby 00{index + 1}A" for index in range(len(areas))],
        parent="Thornby",
        parent_code="S0900001",
        population=1800 * len(areas),
        percentile=1.5 * rank,
        deciles=[1 + place for place in range(len(areas))],
        score=97.5 - 6.2 * rank,
        rank=rank,
        rank_low=max(1, rank - 1),
        rank_high=min(3, rank + 1),
        criteria=[
            CriterionScore(criterion="deprivation", value=44.1 - rank, score=99.0 - rank),
            CriterionScore(criterion="ill_health", value=None, score=None),
        ],
        pair=2 if rank == 1 else 1 if rank == 2 else None,
    )


def screening() -> ScreenDocument:
    """A whole screening of an invented region."""
    return ScreenDocument(
        invented=True,
        within="S1200001",
        within_name="Middle Country",
        pack="invented-town",
        notice="This list is for the team's own choosing. Do not publish it: a rank harms the places it names.",
        percentile=11.0,
        population_low=1000,
        population_high=5000,
        areas_in_region=72,
        areas_eligible=9,
        weights_from="default",
        criteria=[
            Criterion(
                id="deprivation",
                name="Deprivation",
                indicator="invented.imd.score",
                measure="value",
                weight=0.6,
                high_is="worse",
            ),
            Criterion(
                id="ill_health",
                name="Clustering of ill health",
                indicator="invented.health",
                measure="cluster",
                weight=0.4,
                high_is="worse",
            ),
        ],
        tie_rule="Equal scores keep the order of their first small area's code.",
        rank_rule="Ranks under 1,000 other weightings drawn around the given ones.",
        candidates=[candidate(1, AREAS[:2]), candidate(2, AREAS[2:4]), candidate(3, AREAS[4:5])],
        candidates_total=3,
        left_out=[LeftOut(area=AREAS[5], name="Thornby 006A", population=900, reason="Too few residents alone.")],
        sources=SOURCES,
    )
