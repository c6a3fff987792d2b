"""The Indices of Deprivation: measures and underlying indicators in plain English."""

from __future__ import annotations

from dataclasses import dataclass

from seedbed.sources.england.publishers import MHCLG
from seedbed.sources.indicators import Combine, Direction, Indicator, Kind


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of the Indices: what it is called and the unit of its score.

    ``factor`` turns the published score into ``unit`` (100 for proportions printed as per cent).
    """

    name: str
    topic: str
    unit: str
    factor: float = 1.0


_POINTS = "points"
_SCORE = "score around 0, higher is worse"
"""Not "0 = England's average": that is so of small areas, not of the residents' mean that stands beside them."""


MEASURES: dict[str, Measure] = {
    "imd": Measure("Index of Multiple Deprivation", "deprivation", _POINTS),
    "income": Measure("People on a low income", "work", "%", 100.0),
    "employment": Measure("Working-age people kept out of work", "work", "%", 100.0),
    "education": Measure("Education, skills and training deprivation", "work", _POINTS),
    "health": Measure("Health deprivation and disability", "health", _SCORE),
    "crime": Measure("Crime", "safety", _SCORE),
    "barriers": Measure("Barriers to housing and services", "homes", _POINTS),
    "living_environment": Measure("Living environment deprivation", "safety", _POINTS),
    "children_and_young_people": Measure("Education of children and young people", "work", _SCORE),
    "adult_skills": Measure("Adults with few qualifications or little English", "work", "%", 100.0),
    "geographical_barriers": Measure("Distance from services", "homes", _POINTS),
    "wider_barriers": Measure("Housing that is crowded, scarce or too dear", "homes", _SCORE),
    "indoors": Measure("Poor housing (indoor living environment)", "homes", _SCORE),
    "outdoors": Measure("Air quality and road accidents (outdoor living environment)", "safety", _SCORE),
    "idaci": Measure("Children in low-income families (IDACI)", "work", "%", 100.0),
    "idaopi": Measure("Older people on a low income (IDAOPI)", "work", "%", 100.0),
}

_MEAN = (
    "Figures of larger areas, England among them, are means of their small areas' values weighted by Census 2021 "
    "residents, not figures that the publisher gives: England's may differ from the average the measure was made with."
)

_POINT_2019 = {"geographical_barriers", "wider_barriers"}

_UNWEIGHTED = {"idaci", "idaopi"}
"""Their denominators are children and older people, so a mean weighted by all residents would be wrong."""


@dataclass(frozen=True, slots=True)
class Underlying:
    """One underlying indicator of File 8."""

    id: str
    name: str
    topic: str
    unit: str
    high_is: Direction = "worse"
    factor: float = 1.0
    strength: bool = False
    kind: Kind = "score"
    combine: Combine = "population_mean"
    method: str = ""


_CRIME = "per 1,000 people at risk"
_RATIO = "ratio, higher is worse"

UNDERLYING_2025: dict[str, Underlying] = {
    "income_domain_numerator": Underlying(
        "income_people", "People on a low income, number", "work", "people", kind="count", combine="sum"
    ),
    "income_deprivation_affecting_children_index_idaci_numerator": Underlying(
        "idaci_people", "Children in low-income families, number", "work", "children", kind="count", combine="sum"
    ),
    "income_deprivation_affecting_older_people_index_idaopi_numerator": Underlying(
        "idaopi_people", "Older people on a low income, number", "work", "people", kind="count", combine="sum"
    ),
    "employment_domain_numerator": Underlying(
        "employment_people",
        "Working-age people kept out of work, number",
        *("work", "people"),
        kind="count",
        combine="sum",
    ),
    "adult_skills_and_english_language_proficiency_indicator": Underlying(
        "adult_skills_or_english",
        "Adults of working age with few qualifications or little English",
        "work",
        "%",
        factor=100.0,
    ),
    "entry_to_higher_education_indicator": Underlying(
        "no_higher_education", "Young people who do not go on to higher education", "work", "%", factor=100.0
    ),
    "acute_morbidity_indicator": Underlying(
        "emergency_admissions", "Emergency admissions to hospital, standardised for age and sex", "health", _RATIO
    ),
    "comparative_illness_and_disability_ratio_indicator": Underlying(
        "illness_and_disability", "Illness and disability, standardised for age and sex", "health", _RATIO
    ),
    "mental_health_indicator": Underlying("mental_health", "Mental ill health (modelled)", "health", _SCORE),
    "years_of_potential_life_lost_indicator": Underlying(
        "years_of_life_lost",
        "Years of life lost before 75, standardised for age and sex",
        *("health", "standardised rate"),
    ),
    "violence_with_injury_rate_per_1_000_at_risk_population": Underlying(
        "violence_with_injury", "Violence with injury", "safety", _CRIME
    ),
    "violence_without_injury_rate_per_1_000_at_risk_population": Underlying(
        "violence_without_injury", "Violence without injury", "safety", _CRIME
    ),
    "stalking_and_harassment_rate_per_1_000_at_risk_population": Underlying(
        "stalking_and_harassment", "Stalking and harassment", "safety", _CRIME
    ),
    "burglary_rate_per_1_000_at_risk_properties": Underlying(
        "burglary", "Burglary", "safety", "per 1,000 properties at risk"
    ),
    "theft_rate_per_1_000_at_risk_population": Underlying("theft", "Theft", "safety", _CRIME),
    "criminal_damage_rate_per_1_000_at_risk_population": Underlying(
        "criminal_damage", "Criminal damage", "safety", _CRIME
    ),
    "public_order_and_possession_of_weapons_rate_per_1_000_at_risk_population": Underlying(
        "public_order_and_weapons", "Public order offences and possession of weapons", "safety", _CRIME
    ),
    "anti_social_behaviour_rate_per_1_000_at_risk_population": Underlying(
        "anti_social_behaviour", "Anti-social behaviour", "safety", _CRIME
    ),
    "connectivity_score": Underlying(
        "connectivity",
        "How easily people reach jobs, shops, schools and health care on foot, by bicycle or public transport",
        *("strengths", "points, 0 to 100", "better"),
        strength=True,
    ),
    "owner_occupation_affordability_component_of_housing_affordability_indicator": Underlying(
        "cannot_afford_to_buy", "Younger households that could not afford to buy a home", "homes", "%", factor=100.0
    ),
    "private_rental_affordability_component_of_housing_affordability_indicator": Underlying(
        "cannot_afford_to_rent",
        "Younger households that could not afford to rent privately",
        "homes",
        "%",
        factor=100.0,
    ),
    "housing_affordability_indicator": Underlying(
        "housing_affordability", "Homes people cannot afford", "homes", _SCORE
    ),
    "digital_connectivity_broadband_download_and_upload_speeds": Underlying(
        "slow_broadband", "Slow broadband", "homes", _SCORE
    ),
    "core_homelessness_rate_percent_of_households": Underlying(
        "core_homelessness", "Households without a settled home (local authority estimate)", "homes", "%"
    ),
    "patient_to_gp_ratio": Underlying("patients_per_gp", "Patients for each full-time GP", "health", "patients per GP"),
    "homelessness_indicator_rate_per_1_000_households": Underlying(
        "homelessness",
        "Households accepted as homeless (local authority figure)",
        *("homes", "per 1,000 households"),
    ),
    "household_overcrowding_indicator_rooms": Underlying(
        "overcrowded_rooms", "Households with too few rooms", "homes", "%", factor=100.0
    ),
    "household_overcrowding_indicator_bedrooms": Underlying(
        "overcrowded_bedrooms", "Households with too few bedrooms (Indices)", "homes", "%", factor=100.0
    ),
}
"""Columns of File 8 of 2025 that go into the pack."""

_ROAD = "km by road"

UNDERLYING_2019: dict[str, Underlying] = {
    "staying_on_in_education_post_16_indicator": Underlying(
        "leave_education_at_16", "Young people who do not stay in education after 16", "work", "%", factor=100.0
    ),
    "entry_to_higher_education_indicator": UNDERLYING_2025["entry_to_higher_education_indicator"],
    "adult_skills_and_english_language_proficiency_indicator": UNDERLYING_2025[
        "adult_skills_and_english_language_proficiency_indicator"
    ],
    "years_of_potential_life_lost_indicator": UNDERLYING_2025["years_of_potential_life_lost_indicator"],
    "comparative_illness_and_disability_ratio_indicator": UNDERLYING_2025[
        "comparative_illness_and_disability_ratio_indicator"
    ],
    "acute_morbidity_indicator": UNDERLYING_2025["acute_morbidity_indicator"],
    "mood_and_anxiety_disorders_indicator": Underlying(
        "mood_and_anxiety", "Mood and anxiety disorders (modelled)", "health", _SCORE
    ),
    "road_distance_to_a_post_office_indicator_km": Underlying(
        "distance_post_office", "Distance to a post office", "homes", _ROAD
    ),
    "road_distance_to_a_primary_school_indicator_km": Underlying(
        "distance_primary_school", "Distance to a primary school", "homes", _ROAD
    ),
    "road_distance_to_general_store_or_supermarket_indicator_km": Underlying(
        "distance_food_shop", "Distance to a general store or supermarket", "homes", _ROAD
    ),
    "road_distance_to_a_gp_surgery_indicator_km": Underlying("distance_gp", "Distance to a GP surgery", "homes", _ROAD),
    "household_overcrowding_indicator": Underlying(
        "overcrowded", "Households with too few rooms", "homes", "%", factor=100.0
    ),
    "housing_in_poor_condition_indicator": Underlying(
        "poor_condition", "Homes in poor condition (modelled)", "homes", "%", factor=100.0
    ),
    "houses_without_central_heating_indicator": Underlying(
        "no_central_heating", "Homes without central heating", "homes", "%", factor=100.0
    ),
    "air_quality_indicator": Underlying("air_quality", "Air pollution", "safety", "sum of shares of safe levels"),
}
"""Columns of File 8 of 2019 that go into the pack."""


def measure_indicators(edition: int, measure: str, columns: set[str]) -> dict[str, Indicator]:
    """Return the catalogue entries of a measure by column: score, rank and decile, those that are there."""
    entries = {
        f"{measure}_score": _score(edition, measure),
        f"{measure}_rank": _place(edition, measure, "rank"),
        f"{measure}_decile": _place(edition, measure, "decile"),
    }
    return {column: entry for column, entry in entries.items() if column in columns}


def _score(edition: int, measure: str) -> Indicator:
    about = MEASURES[measure]
    rate = about.unit == "%"
    unit = _SCORE if edition == 2019 and measure in _POINT_2019 else about.unit
    combine: Combine = "none" if measure in _UNWEIGHTED else "population_mean"
    return _indicator(
        edition,
        f"{measure}.score",
        about.name if rate else f"{about.name}: score",
        *(about.topic, "score", unit, "worse", combine),
        method=f"English Indices of Deprivation {edition}, File 7. A higher score is more deprived. "
        + (_MEAN if combine != "none" else "Small areas only."),
    )


def _place(edition: int, measure: str, kind: Kind) -> Indicator:
    words = {
        "rank": ("rank among England's small areas", "rank, 1 = most deprived"),
        "decile": ("tenth of England's small areas", "decile, 1 = most deprived tenth"),
    }
    name, unit = words[kind]
    return _indicator(
        edition,
        f"{measure}.{kind}",
        f"{MEASURES[measure].name}: {name}",
        *("deprivation", kind, unit, "better", "none"),
        method=f"English Indices of Deprivation {edition}, File 7. 1 is the most deprived; "
        "ranks and tenths of areas are never averaged.",
    )


def underlying_indicator(edition: int, about: Underlying) -> Indicator:
    """Return the catalogue entry of one underlying indicator."""
    return _indicator(
        edition,
        about.id,
        about.name,
        *(about.topic, about.kind, about.unit, about.high_is, about.combine),
        strength=about.strength,
        method=f"English Indices of Deprivation {edition}, File 8 (underlying indicators). " + _how_combined(about),
    )


def _how_combined(about: Underlying) -> str:
    if about.kind == "count":
        return "Rounded to 5, under 10 hidden; larger areas are sums, given where no part is hidden."
    return _MEAN


def _indicator(  # noqa: PLR0913, PLR0917 - one argument a column of the catalogue
    edition: int,
    name_id: str,
    name: str,
    topic: str,
    kind: Kind,
    unit: str,
    high_is: Direction,
    combine: Combine,
    *,
    method: str,
    strength: bool = False,
) -> Indicator:
    return Indicator(
        id=f"iod{edition}.{name_id}",
        name=name,
        topic=topic,
        kind=kind,
        unit=unit,
        multiplier=1.0,
        high_is=high_is,
        strength=strength,
        denominator_name="",
        combine=combine,
        level="lsoa21" if edition == 2025 else "lsoa11" if edition >= 2015 else "lsoa01",
        period=str(edition),
        publisher=MHCLG.name,
        licence=MHCLG.licence,
        url=f"https://www.gov.uk/government/statistics/english-indices-of-deprivation-{edition}",
        method=method,
    )


def history_indicators(edition: int) -> dict[str, Indicator]:
    """Return the catalogue entries of the IMD of an earlier edition by column: score, rank and decile."""
    return {
        "score": _score(edition, "imd"),
        "rank": _place(edition, "imd", "rank"),
        "decile": _place(edition, "imd", "decile"),
    }


def _share(tenths: int) -> Indicator:
    words = {1: "tenth", 2: "fifth"}
    return Indicator(
        id=f"iod2025.residents_in_most_deprived_{words[tenths]}",
        name=f"People who live in the most deprived {words[tenths]} of England's small areas",
        topic="deprivation",
        kind="proportion",
        unit="%",
        multiplier=100.0,
        high_is="worse",
        strength=False,
        denominator_name="usual residents",
        combine="sum",
        level="lsoa21",
        period="2025",
        publisher=MHCLG.name,
        licence=MHCLG.licence,
        url=MHCLG.url,
        method="Census 2021 residents of small areas in the most deprived "
        f"{'tenth' if tenths == 1 else 'two tenths'} of the IMD 2025, out of all residents.",
    )


SHARES: dict[int, Indicator] = {tenths: _share(tenths) for tenths in (1, 2)}
"""Residents in small areas of the most deprived tenth and fifth, by the number of tenths."""
