"""What is counted in the invented town, and how each count leans on deprivation or ill health.

Every measure is drawn from a chance that rests on a field over the town (see ``fields.py``): in an area
with field value f the log-odds (proportions) or log (rates) is that of ``base`` plus ``lean * f`` plus noise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from seedbed.sources.indicators import Direction, Kind

LICENCE = "CC0 1.0 (invented figures)"

CENSUS = "Invented Census of Merrowland"
REGISTERS = "Invented Registers Office"
HEALTH = "Invented Health Observatory"
SURVEY = "Invented Residents' Survey"
INDEX = "Invented Index of Deprivation"

CENSUS_YEAR = "2023"
YEARS = ("2020", "2021", "2022", "2023", "2024")


@dataclass(frozen=True, slots=True)
class Measure:
    """One count and its chance.

    Parameters
    ----------
    counted
        Key of the people or households it is out of (``figures.denominators``).
    base
        Share (proportions) or events a person a year (rates) where the field is 0.
    lean
        Change in log-odds or log for one unit of the field.
    noise
        Standard deviation of the chance between areas, on the same scale.
    yearly
        For measures with five years: change in log-odds or log each year.
    """

    id: str
    name: str
    counted: str
    base: float
    lean: float
    high_is: Direction
    publisher: str
    kind: Kind = "proportion"
    noise: float = 0.10
    field: Literal["deprivation", "health"] = "deprivation"
    strength: bool = False
    multiplier: float = 100.0
    level: str = "small_area"
    yearly: float | None = None

    @property
    def periods(self) -> tuple[str, ...]:
        """Years it is counted in."""
        if self.yearly is not None:
            return YEARS
        return (CENSUS_YEAR,) if self.publisher == CENSUS else YEARS[-1:]


STRENGTHS = (
    Measure(
        "settled",
        "Households that have been at the same address for ten years or more",
        "households",
        0.44,
        -0.10,
        "better",
        CENSUS,
    ),
    Measure("volunteers", "People who volunteer at least once a month", "adults", 0.16, -0.12, "better", CENSUS),
    Measure(
        "good_health", "People in good or very good health", "residents", 0.82, -0.28, "better", CENSUS, field="health"
    ),
    Measure("carers", "People who give unpaid care", "adults", 0.095, 0.06, "neither", CENSUS),
    Measure("belonging", "People who feel they belong here", "asked", 0.64, -0.08, "better", SURVEY, level="ward"),
    Measure(
        "neighbours", "People who say neighbours help each other", "asked", 0.58, 0.02, "better", SURVEY, level="ward"
    ),
    Measure(
        "groups", "Known community groups", "residents", 0.0016, 0.05, "better", REGISTERS, "rate", multiplier=1_000
    ),
)

HOMES = (
    Measure("crowded", "Households with too few bedrooms", "households", 0.045, 0.42, "worse", CENSUS),
    Measure("cold_homes", "Households in fuel poverty", "households", 0.13, 0.30, "worse", REGISTERS),
    Measure("poor_homes", "Homes in poor condition", "homes", 0.14, 0.16, "worse", REGISTERS, noise=0.2),
    Measure("alone_older", "Households of one person aged 66 or over", "households", 0.13, 0.03, "neither", CENSUS),
    Measure("lone_parents", "Lone-parent households", "households", 0.10, 0.32, "neither", CENSUS),
    Measure("no_car", "Households with no car or van", "households", 0.22, 0.50, "neither", CENSUS),
    Measure(
        "temporary",
        "Households in temporary accommodation",
        "households",
        0.004,
        0.45,
        "worse",
        REGISTERS,
        "rate",
        multiplier=1_000,
    ),
)

WORK = (
    Measure("employed", "People in work", "working_age", 0.74, -0.30, "better", CENSUS, strength=True),
    Measure("no_qualifications", "People with no qualifications", "adults", 0.17, 0.30, "worse", CENSUS),
    Measure("degree", "People with a degree or the like", "adults", 0.32, -0.32, "better", CENSUS, strength=True),
    Measure(
        "child_poverty",
        "Children under 16 in low-income families",
        "children",
        0.18,
        0.48,
        "worse",
        REGISTERS,
        yearly=0.03,
    ),
    Measure(
        "claimants",
        "People who claim out-of-work benefits",
        "working_age",
        0.038,
        0.48,
        "worse",
        REGISTERS,
        yearly=-0.05,
    ),
    Measure("income_deprived", "People in income deprivation", "residents", 0.12, 0.55, "worse", INDEX),
    Measure(
        "little_english", "People who speak English not well or not at all", "residents", 0.014, 0.32, "worse", CENSUS
    ),
    Measure(
        "school_ready",
        "Children ready for school at five",
        "five_year_olds",
        0.67,
        -0.20,
        "better",
        REGISTERS,
        strength=True,
    ),
)

HEALTH_AND_CARE = (
    Measure("bad_health", "People in bad or very bad health", "residents", 0.05, 0.42, "worse", CENSUS, field="health"),
    Measure(
        "long_illness",
        "Patients with three or more long-term conditions",
        "patients",
        0.12,
        0.24,
        "worse",
        HEALTH,
        field="health",
    ),
    Measure(
        "lung_disease", "Patients with chronic lung disease", "patients", 0.019, 0.40, "worse", HEALTH, field="health"
    ),
    Measure("diabetes", "Patients with diabetes", "patients", 0.071, 0.16, "worse", HEALTH, field="health"),
    Measure("depression", "People with depression", "adults", 0.125, 0.18, "worse", HEALTH, field="health"),
    Measure("smoking", "People who smoke", "adults", 0.12, 0.36, "worse", HEALTH),
    Measure(
        "child_weight", "Children aged 10 and 11 living with obesity", "ten_year_olds", 0.21, 0.22, "worse", HEALTH
    ),
    Measure(
        "vaccinated",
        "Children aged five with both measles vaccinations",
        "five_year_olds",
        0.86,
        -0.28,
        "better",
        HEALTH,
        strength=True,
    ),
    Measure(
        "cervical", "Women aged 25 to 49 screened for cervical cancer in time", "women", 0.68, -0.20, "better", HEALTH
    ),
    Measure(
        "breathing",
        "Emergency admissions for breathing trouble",
        "residents",
        0.038,
        0.30,
        "worse",
        HEALTH,
        "rate",
        multiplier=1_000,
        yearly=0.01,
    ),
    Measure(
        "emergency",
        "Visits to accident and emergency",
        "residents",
        0.36,
        0.20,
        "worse",
        HEALTH,
        "rate",
        field="health",
        multiplier=1_000,
        yearly=0.02,
    ),
    Measure(
        "falls",
        "Emergency admissions for falls, people aged 65 and over",
        "older",
        0.021,
        0.10,
        "worse",
        HEALTH,
        "rate",
        field="health",
        multiplier=1_000,
    ),
    Measure(
        "early_deaths",
        "Deaths before the age of 75",
        "under_75",
        0.0034,
        0.38,
        "worse",
        HEALTH,
        "rate",
        field="health",
        multiplier=100_000,
        level="care_area",
    ),
)

SAFETY = (
    Measure(
        "crime",
        "Recorded crimes",
        "residents",
        0.078,
        0.38,
        "worse",
        REGISTERS,
        "rate",
        0.25,
        multiplier=1_000,
        yearly=-0.02,
    ),
    Measure(
        "road_injuries",
        "People killed or seriously hurt on roads",
        "residents",
        0.0005,
        0.20,
        "worse",
        REGISTERS,
        "rate",
        multiplier=100_000,
    ),
    Measure(
        "green_space",
        "Homes within five minutes' walk of green space",
        "homes",
        0.62,
        -0.25,
        "better",
        REGISTERS,
        noise=0.45,
        strength=True,
    ),
    Measure(
        "feel_safe",
        "People who feel safe outside after dark",
        "asked",
        0.68,
        -0.35,
        "better",
        SURVEY,
        level="ward",
        strength=True,
    ),
)

MEASURES: dict[str, tuple[Measure, ...]] = {
    "strengths": STRENGTHS,
    "homes": HOMES,
    "work": WORK,
    "health": HEALTH_AND_CARE,
    "safety": SAFETY,
}
"""Measures by topic; those under "strengths" are all something to build on."""

DENOMINATORS = {
    "residents": "usual residents",
    "households": "households",
    "homes": "homes",
    "adults": "residents aged 16 and over",
    "working_age": "residents aged 16 to 64",
    "children": "residents under 16",
    "older": "residents aged 65 and over",
    "under_75": "residents under 75",
    "five_year_olds": "children aged five",
    "ten_year_olds": "children aged 10 and 11",
    "women": "women aged 25 to 49",
    "patients": "patients on GP lists",
    "asked": "adults asked",
}
