"""Census 2021 categories: ids, plain names and how they read in a profile."""

from __future__ import annotations

from dataclasses import dataclass

from seedbed.sources.england.publishers import ONS
from seedbed.sources.indicators import Direction, Indicator

PEOPLE = "usual residents"
HOUSEHOLDS = "households"

_UNDER_60 = ("0_4", "5_9", "10_14", "15_19", "20_24", "25_29", "30_34", "35_39", "40_44", "45_49", "50_54", "55_59")
AGE_BANDS = (*_UNDER_60, "60_64", "65_69", "70_74", "75_79", "80_84", "85_89", "90_plus")


@dataclass(frozen=True, slots=True)
class Category:
    """One category of a Census table: what is counted out of what."""

    name: str
    topic: str
    denominator: str
    table: str
    level: str = "lsoa21"
    high_is: Direction = "neither"
    strength: bool = False


def _age(name: str, table: str = "TS007A") -> Category:
    return Category(name, "people", PEOPLE, table)


def _ethnic(group: str) -> Category:
    return Category(f"People whose ethnic group is {group}", "people", PEOPLE, "TS021")


def _home(name: str, table: str, high_is: Direction = "neither", *, strength: bool = False) -> Category:
    return Category(name, "homes", HOUSEHOLDS, table, "lsoa21", high_is, strength)


def _deprived(name: str, high_is: Direction, *, strength: bool = False) -> Category:
    return Category(name, "deprivation", HOUSEHOLDS, "TS011", "lsoa21", high_is, strength)


def _faith(name: str) -> Category:
    return Category(name, "people", PEOPLE, "TS030")


def _msoa(name: str, table: str, denominator: str, *, strength: bool = False) -> Category:
    return Category(name, "strengths" if strength else "people", denominator, table, "msoa21", "neither", strength)


_AGE = {
    "age.0_15": _age("Children aged 0 to 15"),
    "age.16_24": _age("Young people aged 16 to 24"),
    "age.25_34": _age("Adults aged 25 to 34"),
    "age.35_49": _age("Adults aged 35 to 49"),
    "age.50_64": _age("Adults aged 50 to 64"),
    "age.16_64": _age("People of working age, 16 to 64"),
    "age.65_plus": _age("People aged 65 and over"),
    "age.75_plus": _age("People aged 75 and over", "RM121"),
    "age.85_plus": _age("People aged 85 and over", "RM121"),
}

_ETHNICITY = {
    "ethnicity.asian": _ethnic("Asian, Asian British or Asian Welsh"),
    "ethnicity.asian_bangladeshi": _ethnic("Bangladeshi"),
    "ethnicity.asian_chinese": _ethnic("Chinese"),
    "ethnicity.asian_indian": _ethnic("Indian"),
    "ethnicity.asian_pakistani": _ethnic("Pakistani"),
    "ethnicity.asian_other": _ethnic("another Asian background"),
    "ethnicity.black": _ethnic("Black, Black British, Black Welsh, Caribbean or African"),
    "ethnicity.black_african": _ethnic("African"),
    "ethnicity.black_caribbean": _ethnic("Caribbean"),
    "ethnicity.black_other": _ethnic("another Black background"),
    "ethnicity.mixed": _ethnic("Mixed or Multiple"),
    "ethnicity.mixed_white_and_asian": _ethnic("White and Asian"),
    "ethnicity.mixed_white_and_black_african": _ethnic("White and Black African"),
    "ethnicity.mixed_white_and_black_caribbean": _ethnic("White and Black Caribbean"),
    "ethnicity.mixed_other": _ethnic("another Mixed or Multiple background"),
    "ethnicity.white": _ethnic("White"),
    "ethnicity.white_british": _ethnic("White English, Welsh, Scottish, Northern Irish or British"),
    "ethnicity.white_irish": _ethnic("White Irish"),
    "ethnicity.white_gypsy_or_irish_traveller": _ethnic("Gypsy or Irish Traveller"),
    "ethnicity.white_roma": _ethnic("Roma"),
    "ethnicity.white_other": _ethnic("another White background"),
    "ethnicity.other": _ethnic("another ethnic group (heading: Arab or any other)"),
    "ethnicity.other_arab": _ethnic("Arab"),
    "ethnicity.other_any": _ethnic("any other ethnic group"),
}

_DISABILITY = {
    "disability.disabled": Category(
        "People who are disabled under the Equality Act", "health", PEOPLE, "TS038", "lsoa21", "worse"
    ),
}

_TENURE = {
    "tenure.owned": Category(
        "Households that own their home, outright or with a mortgage", "strengths", HOUSEHOLDS, "TS054", strength=True
    ),
    "tenure.owned_outright": _home("Households that own their home outright", "TS054"),
    "tenure.owned_mortgage": _home("Households that own their home with a mortgage or loan", "TS054"),
    "tenure.shared_ownership": _home("Households in shared ownership", "TS054"),
    "tenure.social_rented": _home("Households in social rented homes", "TS054"),
    "tenure.social_rented_council": _home("Households that rent from the council", "TS054"),
    "tenure.social_rented_other": _home("Households that rent from a housing association or similar", "TS054"),
    "tenure.private_rented": _home("Households in private rented homes", "TS054"),
    "tenure.rent_free": _home("Households that live rent free", "TS054"),
}

_HOUSEHOLD_DEPRIVATION = {
    "household_deprivation.none": Category(
        "Households not deprived in work, education, health or housing",
        *("strengths", HOUSEHOLDS, "TS011", "lsoa21", "better"),
        strength=True,
    ),
    "household_deprivation.one": _deprived("Households deprived in one of four ways", "neither"),
    "household_deprivation.two": _deprived("Households deprived in two of four ways", "worse"),
    "household_deprivation.three": _deprived("Households deprived in three of four ways", "worse"),
    "household_deprivation.four": _deprived("Households deprived in all four ways", "worse"),
    "household_deprivation.three_or_four": _deprived("Households deprived in three or four of four ways", "worse"),
}

_OCCUPANCY = {
    "occupancy.overcrowded": _home("Households with too few bedrooms", "TS052", "worse"),
    "occupancy.overcrowded_2": _home("Households with at least two bedrooms too few", "TS052", "worse"),
    "occupancy.spare": _home("Households with at least one spare bedroom", "TS052"),
    "occupancy.spare_2": _home("Households with at least two spare bedrooms", "TS052"),
    "occupancy.just_enough": _home("Households with just enough bedrooms", "TS052"),
}

_ACCOMMODATION = {
    "accommodation.detached": _home("Households in detached houses", "TS044"),
    "accommodation.semi_detached": _home("Households in semi-detached houses", "TS044"),
    "accommodation.terraced": _home("Households in terraced houses", "TS044"),
    "accommodation.purpose_built_flat": _home("Households in purpose-built flats", "TS044"),
    "accommodation.converted_house": _home("Households in converted or shared houses, with bedsits", "TS044"),
    "accommodation.converted_building": _home("Households in other converted buildings", "TS044"),
    "accommodation.commercial_building": _home("Households in commercial buildings", "TS044"),
    "accommodation.mobile": _home("Households in caravans or other mobile homes", "TS044"),
}

_RELIGION = {
    "religion.christian": _faith("People who are Christian"),
    "religion.muslim": _faith("People who are Muslim"),
    "religion.hindu": _faith("People who are Hindu"),
    "religion.sikh": _faith("People who are Sikh"),
    "religion.jewish": _faith("People who are Jewish"),
    "religion.buddhist": _faith("People who are Buddhist"),
    "religion.other": _faith("People of another religion"),
    "religion.none": _faith("People of no religion"),
    "religion.not_answered": _faith("People who did not say their religion"),
}

_OVER_3 = "usual residents aged 3 and over"
_OVER_16 = "usual residents aged 16 and over"

_MSOA = {
    "language.not_english": _msoa("People whose main language is not English", "TS029", _OVER_3),
    "language.little_english": _msoa("People who speak English not well or not at all", "TS029", _OVER_3),
    "language.no_english": _msoa("People who speak no English", "TS029", _OVER_3),
    "language.two_languages": _msoa(
        "People with another main language who speak English well or very well", "TS029", _OVER_3, strength=True
    ),
    "orientation.lgb_plus": _msoa("People who are lesbian, gay, bisexual or of another orientation", "TS077", _OVER_16),
    "orientation.gay_or_lesbian": _msoa("People who are gay or lesbian", "TS077", _OVER_16),
    "orientation.bisexual": _msoa("People who are bisexual", "TS077", _OVER_16),
    "orientation.not_answered": _msoa("People who did not say their sexual orientation", "TS077", _OVER_16),
    "migration.same_address": _msoa(
        "People who lived at the same address a year before", "TS019", PEOPLE, strength=True
    ),
    "migration.moved_within_uk": _msoa("People who moved within the UK in the year before", "TS019", PEOPLE),
    "migration.moved_from_abroad": _msoa("People who came from outside the UK in the year before", "TS019", PEOPLE),
}


def _age_sex() -> dict[str, Category]:
    words = {"female": "Women and girls", "male": "Men and boys"}
    return {
        f"age_sex.{sex}_{band}": _msoa(f"{words[sex]} aged {_band_words(band)}", "RM121", PEOPLE)
        for sex in words
        for band in AGE_BANDS
    }


def _band_words(band: str) -> str:
    return "90 and over" if band == "90_plus" else band.replace("_", " to ")


CENSUS_CATEGORIES: dict[str, Category] = {
    **_AGE,
    **_ETHNICITY,
    **_DISABILITY,
    **_TENURE,
    **_HOUSEHOLD_DEPRIVATION,
    **_OCCUPANCY,
    **_ACCOMMODATION,
    **_RELIGION,
    **_MSOA,
    **_age_sex(),
}
"""Every category by id. The indicator's id is ``census2021.<category id>``."""


def census_indicator(category: str) -> Indicator:
    """Return the catalogue entry of one category: a percentage with its numerator and denominator."""
    about = CENSUS_CATEGORIES[category]
    return Indicator(
        id=f"census2021.{category}",
        name=about.name,
        topic=about.topic,
        kind="proportion",
        unit="%",
        multiplier=100.0,
        high_is=about.high_is,
        strength=about.strength,
        denominator_name=about.denominator,
        combine="sum",
        level=about.level,
        period="2021",
        publisher=ONS.name,
        licence=ONS.licence,
        url=f"https://www.nomisweb.co.uk/datasets/c2021{about.table.lower()}",
        method=f"Census 2021 table {about.table}; the publisher swapped and changed some counts slightly to protect "
        "people. Larger areas are sums of small areas.",
    )
