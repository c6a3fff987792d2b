"""Health, care and homelessness: Health Index, Fingertips, modelled prevalence, GPs, London's air and crime."""

from __future__ import annotations

from dataclasses import dataclass

from seedbed.sources.england.publishers import GLA_TFL, HCL, LIVERPOOL, MPS, NHS_ENGLAND, OHID, ONS, Publisher
from seedbed.sources.indicators import Combine, Direction, Indicator, Kind


@dataclass(frozen=True, slots=True)
class Entry:
    """Name, topic, unit and direction of one indicator."""

    name: str
    topic: str
    unit: str
    high_is: Direction
    strength: bool = False


_INDEX = "index, 100 = England in 2015"

INDEX_SCORES: dict[str, Entry] = {
    "overall_score": Entry("Health Index: overall", "health", _INDEX, "better"),
    "healthy_people_domain_score": Entry("Health Index: healthy people", "health", _INDEX, "better"),
    "healthy_lives_domain_score": Entry("Health Index: healthy lives", "health", _INDEX, "better"),
    "healthy_places_domain_score": Entry("Health Index: healthy places", "health", _INDEX, "better"),
    "difficulties_in_daily_life": Entry("Health Index: difficulties in daily life", "health", _INDEX, "better"),
    "mental_health": Entry("Health Index: mental health", "health", _INDEX, "better"),
    "mortality": Entry("Health Index: mortality", "health", _INDEX, "better"),
    "personal_well_being": Entry("Health Index: personal well-being", "strengths", _INDEX, "better", strength=True),
    "physical_health_conditions": Entry("Health Index: physical conditions", "health", _INDEX, "better"),
    "behavioural_risk_factors": Entry("Health Index: behaviours that affect health", "health", _INDEX, "better"),
    "children_and_young_people": Entry("Health Index: children and young people", "health", _INDEX, "better"),
    "physiological_risk_factors": Entry(
        "Health Index: weight, blood pressure and the like", "health", _INDEX, "better"
    ),
    "protective_measures": Entry(
        "Health Index: vaccination and screening", "strengths", _INDEX, "better", strength=True
    ),
    "access_to_green_space": Entry("Health Index: access to green space", "strengths", _INDEX, "better", strength=True),
    "access_to_services": Entry("Health Index: access to services", "strengths", _INDEX, "better", strength=True),
    "crime": Entry("Health Index: safety from crime", "safety", _INDEX, "better"),
    "economic_and_working_conditions": Entry("Health Index: work and income", "work", _INDEX, "better"),
    "living_conditions": Entry("Health Index: living conditions", "homes", _INDEX, "better"),
}
"""Scores of the Health Index by the publisher's column; a higher score is always healthier."""

_TEN = "mean, 0 to 10"
_ADULTS = "% of adults"

INDEX_INDICATORS: dict[str, Entry] = {
    "Life expectancy": Entry("Life expectancy at birth", "health", "years", "better"),
    "Avoidable mortality": Entry("Avoidable deaths", "health", "per 100,000", "worse"),
    "Mortality from all causes": Entry("Deaths from all causes", "health", "per 100,000", "worse"),
    "Infant mortality": Entry("Deaths of babies under one year", "health", "per 1,000 live births", "worse"),
    "Suicides": Entry("Deaths by suicide", "health", "per 100,000", "worse"),
    "Self-harm": Entry("Emergency admissions for self-harm", "health", "per 100,000", "worse"),
    "Disability": Entry("People with a disability (survey)", "health", "%", "worse"),
    "Smoking": Entry("Adults who smoke", "health", _ADULTS, "worse"),
    "Physical activity": Entry("Adults who are physically active", "strengths", _ADULTS, "better", strength=True),
    "Sedentary behaviour": Entry("Adults who are hardly active", "health", _ADULTS, "worse"),
    "Healthy eating": Entry("Adults who eat five portions of fruit and vegetables", "health", _ADULTS, "better"),
    "Alcohol misuse": Entry("Hospital admissions for alcohol", "health", "per 100,000", "worse"),
    "Overweight and obesity in adults": Entry("Adults above a healthy weight", "health", _ADULTS, "worse"),
    "Overweight and obesity in children": Entry("Children above a healthy weight", "health", "% of children", "worse"),
    "Low birth weight": Entry("Full-term babies of low birth weight", "health", "% of births", "worse"),
    "Cancer screening attendance": Entry("People screened for cancer when invited", "health", "%", "better"),
    "Child vaccination coverage": Entry("Children vaccinated", "health", "% of children", "better"),
    "Early years development": Entry("Children ready for school", "work", "% of children", "better"),
    "Young people in education, employment and apprenticeships": Entry(
        "Young people in education, work or apprenticeships", "strengths", "% of young people", "better", strength=True
    ),
    "Pupil absences": Entry("Pupils often absent from school", "work", "% of pupils", "worse"),
    "Child poverty": Entry("Children in low-income families", "work", "% of children", "worse"),
    "Unemployment": Entry("People unemployed", "work", "%", "worse"),
    "Job-related training": Entry("Workers who had training lately", "work", "% of workers", "better"),
    "Household overcrowding": Entry("Households with too little space", "homes", "% of households", "worse"),
    "Private outdoor space": Entry(
        "Homes with a garden or other outdoor space", "strengths", "% of homes", "better", strength=True
    ),
    "Air pollution": Entry("Fine particles in the air (PM2.5)", "safety", "micrograms a cubic metre", "worse"),
    "Life satisfaction": Entry("Life satisfaction", "strengths", _TEN, "better", strength=True),
    "Happiness": Entry("Happiness", "strengths", _TEN, "better", strength=True),
    "Activities in life are worthwhile": Entry(
        "Feeling that life is worthwhile", "strengths", _TEN, "better", strength=True
    ),
    "Feelings of anxiety": Entry("Anxiety", "health", _TEN, "worse"),
    "Teenage pregnancy": Entry("Pregnancies of young women under 18", "health", "per 1,000", "worse"),
}
"""Underlying indicators whose unit is certain; the others (apportioned, or of unclear unit) are left out."""

QOF_CONDITIONS: dict[str, str] = {
    "AF": "atrial fibrillation",
    "AST": "asthma",
    "CAN": "cancer",
    "CHD": "coronary heart disease",
    "CKD": "chronic kidney disease",
    "COPD": "chronic obstructive pulmonary disease",
    "DEM": "dementia",
    "DEP": "depression",
    "DM": "diabetes",
    "EP": "epilepsy",
    "HF": "heart failure",
    "HYP": "high blood pressure",
    "LD": "a learning disability",
    "MH": "a severe mental illness",
    "OB": "obesity",
    "OST": "osteoporosis",
    "PAD": "peripheral arterial disease",
    "PC": "palliative care needs",
    "RA": "rheumatoid arthritis",
    "STIA": "a stroke or mini-stroke",
}
"""Registers of the Quality and Outcomes Framework (2019/20)."""

QOF_WORDS = "People on GP lists with {}"

FINGERTIPS: dict[int, Entry] = {
    91547: Entry("Adults who smoke (GP records)", "health", "%", "worse"),
    93930: Entry("A&E attendances of children under 5", "health", "per 1,000", "worse"),
    247: Entry("People with dementia (GP records)", "health", "%", "neither"),
    200: Entry("People with a learning disability (GP records)", "people", "%", "neither"),
    90280: Entry(
        "Adult social care users with as much social contact as they like", "strengths", "%", "better", strength=True
    ),
    90638: Entry("Carers with as much social contact as they like", "strengths", "%", "better", strength=True),
    92662: Entry("People aged 55 to 79 with coronary heart disease (estimate)", "health", "%", "worse"),
    92658: Entry("People with COPD (estimate)", "health", "%", "worse"),
    92783: Entry("People aged 16 and over with heart failure (estimate)", "health", "%", "worse"),
    92661: Entry("People with depression (estimate)", "health", "%", "worse"),
    92659: Entry("People with high blood pressure that is known (estimate)", "health", "%", "worse"),
    92660: Entry("People with high blood pressure that is not known (estimate)", "health", "%", "worse"),
    92664: Entry("People aged 55 to 79 with peripheral arterial disease (estimate)", "health", "%", "worse"),
    92663: Entry("People aged 55 to 79 who have had a stroke (estimate)", "health", "%", "worse"),
}
"""Fingertips indicators we know the unit and direction of; others keep the publisher's own name and no direction."""


def _make(  # noqa: PLR0913 - one argument a column of the catalogue
    identity: str,
    entry: Entry,
    publisher: Publisher,
    *,
    kind: Kind = "score",
    multiplier: float = 1.0,
    denominator: str = "",
    combine: Combine = "none",
    level: str = "ltla24",
    period: str,
    url: str = "",
    method: str,
) -> Indicator:
    return Indicator(
        id=identity,
        name=entry.name,
        topic=entry.topic,
        kind=kind,
        unit=entry.unit,
        multiplier=multiplier,
        high_is=entry.high_is,
        strength=entry.strength,
        denominator_name=denominator,
        combine=combine,
        level=level,
        period=period,
        publisher=publisher.name,
        licence=publisher.licence,
        url=url or publisher.url,
        method=method,
    )


def _dotted(words: str) -> str:
    return words.lower().replace(",", "").replace("-", "_").replace(" ", "_")


def index_indicator(measure: str, entry: Entry, period: str) -> Indicator:
    """Return the catalogue entry of a Health Index score or underlying indicator."""
    return _make(
        f"health_index.{_dotted(measure)}",
        entry,
        ONS,
        period=period,
        url="https://www.ons.gov.uk/peoplepopulationandcommunity/healthandsocialcare/healthandwellbeing",
        method="ONS Health Index for England, 2015 to 2021, by local authority; authorities whose area changed after "
        "2021 are left out.",
    )


def fingertips_indicator(number: int, publisher_name: str, period: str, counted: tuple[str, str]) -> Indicator:
    """Return the catalogue entry of a Fingertips indicator.

    Parameters
    ----------
    counted
        Sex and age that the figures are for, as printed by the publisher.
    """
    entry = FINGERTIPS.get(number, Entry(publisher_name, "health", "", "neither"))
    proportion = entry.unit == "%"
    rate = entry.unit.startswith("per 1,000")
    return _make(
        f"fingertips.{number}",
        entry,
        OHID,
        kind="proportion" if proportion else "rate" if rate else "score",
        multiplier=100.0 if proportion else 1000.0 if rate else 1.0,
        denominator="people the publisher counts",
        period=period,
        url=f"https://fingertips.phe.org.uk/search/{number}",
        method=f"Fingertips indicator {number}: {publisher_name}; {counted[0].lower()}, {counted[1].lower()}. "
        "Values and 95 % limits as published.",
    )


def qof_indicator(condition: str) -> Indicator:
    """Return the catalogue entry of one modelled prevalence."""
    words = QOF_CONDITIONS[condition]
    return _make(
        f"qof2020.{condition.lower()}",
        Entry(QOF_WORDS.format(words), "health", "%", "neither"),
        HCL,
        kind="proportion",
        multiplier=100.0,
        denominator="people on GP lists (modelled)",
        period="2019/20",
        method="House of Commons Library model: practice registers of the QOF 2019/20 shared out to where patients "
        "live. Some registers count adults only.",
    )


GP_INDICATOR = _make(
    "gp.patients_per_full_time_gp",
    Entry("Patients for each full-time GP", "health", "patients per GP", "worse"),
    NHS_ENGLAND,
    denominator="full-time-equivalent GPs",
    period="2022-24",
    method="Registered patients over full-time-equivalent GPs of practices in the local authority.",
)

HOMELESSNESS: dict[str, Indicator] = {
    "homeless_per_1000": _make(
        "homelessness.assessed",
        Entry("Households found homeless", "homes", "per 1,000 households", "worse"),
        Publisher("Ministry of Housing, Communities and Local Government", NHS_ENGLAND.licence, "https://www.gov.uk/"),
        period="2022-24",
        method="Households assessed as homeless, per 1,000 households, as published by local authority.",
    ),
    "temporary_per_1000": _make(
        "homelessness.temporary_accommodation",
        Entry("Households in temporary accommodation", "homes", "per 1,000 households", "worse"),
        Publisher("Ministry of Housing, Communities and Local Government", NHS_ENGLAND.licence, "https://www.gov.uk/"),
        period="2022-24",
        method="Households in temporary accommodation, per 1,000 households, as published by local authority.",
    ),
}

_POLLUTANTS = {"no2": "Nitrogen dioxide in the air", "pm25": "Fine particles in the air (PM2.5)"}
_POLLUTANTS["pm10"] = "Particles in the air (PM10)"

AIR: dict[str, Indicator] = {
    pollutant: _make(
        f"london_air.{pollutant}",
        Entry(f"{name}, London", "safety", "micrograms a cubic metre", "worse"),
        GLA_TFL,
        combine="population_mean",
        level="lsoa21",
        period="2019",
        method="London Atmospheric Emissions Inventory: modelled annual mean over the small area. London only; larger "
        "areas: mean weighted by Census 2021 residents.",
    )
    for pollutant, name in _POLLUTANTS.items()
}

SAMHI = _make(
    "samhi.index",
    Entry("Small Area Mental Health Index, London", "health", "index, higher = more need", "worse"),
    LIVERPOOL,
    combine="population_mean",
    level="lsoa21",
    period="2022",
    method="SAMHI 5.00: hospital attendances, antidepressants, depression registers and benefit claims in one index. "
    "London small areas unchanged since 2011 only.",
)


def crime_indicator(group: str) -> Indicator:
    """Return the catalogue entry of one group of recorded crime in London."""
    words = group.removesuffix("_all").replace("_", " ")
    return _make(
        f"london_crime.{group}",
        Entry(f"Recorded crime, London: {words}", "safety", "offences in a year", "worse"),
        MPS,
        kind="count",
        combine="sum",
        level="lsoa11",
        period="2021",
        method="Offences recorded by the Metropolitan Police in a calendar year, by LSOA 2011.",
    )
