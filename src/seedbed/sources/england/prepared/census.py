"""Prepared tables of Census 2021: long counts by category."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from seedbed.sources.england.catalogue.census import AGE_BANDS
from seedbed.sources.england.datasets import Reader
from seedbed.sources.england.prepared.files import prepared, read_columns

Parts = dict[str, tuple[str, ...]]
"""Columns that add up to each category."""

PROFILE = "census21_profile_lsoa21.parquet"
AGE = "census21_age_lsoa21.parquet"
MSOA = "census21_msoa21.parquet"

_OLDER = ("aged_75_79", "aged_80_84", "aged_85_plus")

_AGE: Parts = {
    "age.0_15": ("aged_15_years_and_under",),
    "age.16_24": ("aged_16_to_24_years",),
    "age.25_34": ("aged_25_to_34_years",),
    "age.35_49": ("aged_35_to_49_years",),
    "age.50_64": ("aged_50_to_64_years",),
    "age.16_64": ("aged_16_to_24_years", "aged_25_to_34_years", "aged_35_to_49_years", "aged_50_to_64_years"),
    "age.65_plus": ("aged_65_years_and_over",),
}

_ETHNIC_COLUMNS = {
    "asian": ("asian_asian_british_or_asian_welsh", ("bangladeshi", "chinese", "indian", "pakistani")),
    "black": ("black_black_british_black_welsh_caribbean_or_african", ("african", "caribbean")),
    "mixed": (
        "mixed_or_multiple_ethnic_groups",
        ("white_and_asian", "white_and_black_african", "white_and_black_caribbean"),
    ),
    "white": ("white", ("irish", "gypsy_or_irish_traveller", "roma")),
}

_OTHER_ENDINGS = {
    "ethnicity.asian_other": ("asian_asian_british_or_asian_welsh_other_asian",),
    "ethnicity.black_other": ("black_black_british_black_welsh_caribbean_or_african_other_black",),
    "ethnicity.mixed_other": ("mixed_or_multiple_ethnic_groups_other_mixed_or_multiple_ethnic_groups",),
    "ethnicity.white_british": ("white_english_welsh_scottish_northern_irish_or_british",),
    "ethnicity.white_other": ("white_other_white",),
    "ethnicity.other": ("other_ethnic_group",),
    "ethnicity.other_arab": ("other_ethnic_group_arab",),
    "ethnicity.other_any": ("other_ethnic_group_any_other_ethnic_group",),
}


def _ethnicity() -> Parts:
    parts: Parts = dict(_OTHER_ENDINGS)
    for heading, (column, endings) in _ETHNIC_COLUMNS.items():
        parts[f"ethnicity.{heading}"] = (column,)
        parts |= {f"ethnicity.{heading}_{ending}": (f"{column}_{ending}",) for ending in endings}
    return parts


_DISABILITY: Parts = {"disability.disabled": ("dis_disabled_under_the_equality_act",)}

_OWNED = ("ten_owned_owns_outright", "ten_owned_owns_with_a_mortgage_or_loan")
_COUNCIL, _OTHER_SOCIAL = (
    "ten_social_rented_rents_from_council_or_local_authority",
    "ten_social_rented_other_social_rented",
)

_TENURE: Parts = {
    "tenure.owned": _OWNED,
    "tenure.owned_outright": _OWNED[:1],
    "tenure.owned_mortgage": _OWNED[1:],
    "tenure.shared_ownership": ("ten_shared_ownership_shared_ownership",),
    "tenure.social_rented": (_COUNCIL, _OTHER_SOCIAL),
    "tenure.social_rented_council": (_COUNCIL,),
    "tenure.social_rented_other": (_OTHER_SOCIAL,),
    "tenure.private_rented": (
        "ten_private_rented_private_landlord_or_letting_agency",
        "ten_private_rented_other_private_rented",
    ),
    "tenure.rent_free": ("ten_lives_rent_free",),
}

_DEPRIVED = "hdep_household_is_deprived_in_{}_dimension"

_HOUSEHOLD_DEPRIVATION: Parts = {
    "household_deprivation.none": ("hdep_household_is_not_deprived_in_any_dimension",),
    "household_deprivation.one": (_DEPRIVED.format("one"),),
    "household_deprivation.two": (_DEPRIVED.format("two") + "s",),
    "household_deprivation.three": (_DEPRIVED.format("three") + "s",),
    "household_deprivation.four": (_DEPRIVED.format("four") + "s",),
    "household_deprivation.three_or_four": (_DEPRIVED.format("three") + "s", _DEPRIVED.format("four") + "s"),
}

_OCCUPANCY: Parts = {
    "occupancy.overcrowded": ("occ_1_overcrowded", "occ_2_or_less_overcrowded"),
    "occupancy.overcrowded_2": ("occ_2_or_less_overcrowded",),
    "occupancy.spare": ("occ_1_under_occupied", "occ_2_or_more_under_occupied"),
    "occupancy.spare_2": ("occ_2_or_more_under_occupied",),
    "occupancy.just_enough": ("occ_0_ideal",),
}

_CONVERTED = "accom_part_of_another_converted_building_for_example_former_school_church_or"
_COMMERCIAL = "accom_in_a_commercial_building_for_example_in_an_office_building_hotel_or_ov"

_ACCOMMODATION: Parts = {
    "accommodation.detached": ("accom_detached",),
    "accommodation.semi_detached": ("accom_semi_detached",),
    "accommodation.terraced": ("accom_terraced",),
    "accommodation.purpose_built_flat": ("accom_in_a_purpose_built_block_of_flats_or_tenement",),
    "accommodation.converted_house": ("accom_part_of_a_converted_or_shared_house_including_bedsits",),
    "accommodation.converted_building": (_CONVERTED,),
    "accommodation.commercial_building": (_COMMERCIAL,),
    "accommodation.mobile": ("accom_a_caravan_or_other_mobile_or_temporary_structure",),
}

_RELIGION: Parts = {
    f"religion.{faith}": (f"rel_{column}",)
    for faith, column in {
        **{faith: faith for faith in ("christian", "muslim", "hindu", "sikh", "jewish", "buddhist", "not_answered")},
        "other": "other_religion",
        "none": "no_religion",
    }.items()
}

_SPEAKS = "lang_not_english_can_speak_english_"
_SPEAKS_NOT = "lang_not_english_cannot_speak_english"

_LANGUAGE: Parts = {
    "language.not_english": ("lang_not_english",),
    "language.little_english": (f"{_SPEAKS_NOT}_well", _SPEAKS_NOT),
    "language.no_english": (_SPEAKS_NOT,),
    "language.two_languages": (f"{_SPEAKS}very_well", f"{_SPEAKS}well"),
}

_ORIENTATION: Parts = {
    "orientation.lgb_plus": ("so_gay_or_lesbian", "so_bisexual", "so_all_other_sexual_orientations"),
    "orientation.gay_or_lesbian": ("so_gay_or_lesbian",),
    "orientation.bisexual": ("so_bisexual",),
    "orientation.not_answered": ("so_not_answered",),
}

_MIGRATION: Parts = {
    "migration.same_address": ("mig_address_one_year_ago_is_the_same",),
    "migration.moved_within_uk": ("mig_migrant_from_within_uk",),
    "migration.moved_from_abroad": ("mig_migrant_from_outside_uk",),
}


def read_counts(path: Path, code: str, parts: Parts, total: tuple[str, ...]) -> pl.DataFrame:
    """Read a wide table of counts as ``code, category, count, total``.

    Parameters
    ----------
    parts
        Columns that add up to each category.
    total
        Columns that add up to the total.
    """
    columns = dict.fromkeys([code, *total, *[column for group in parts.values() for column in group]])
    table = read_columns(path, {column: column for column in columns})
    wide = table.select(
        pl.col(code).alias("code"),
        _sum(total).alias("total"),
        *[_sum(group).alias(category) for category, group in parts.items()],
    )
    long = wide.unpivot(index=["code", "total"], variable_name="category", value_name="count")
    return long.select("code", "category", "count", "total")


def _sum(columns: tuple[str, ...]) -> pl.Expr:
    return pl.sum_horizontal([pl.col(column).cast(pl.Int64) for column in columns], ignore_nulls=False)


def _counts(file: str, code: str, parts: Parts, *total: str) -> Reader:
    return prepared(lambda folder: read_counts(folder / file, code, parts, total), file)


def _read_age(folder: Path) -> pl.DataFrame:
    older: Parts = {"age.75_plus": _OLDER, "age.85_plus": _OLDER[2:]}
    path = folder / AGE
    return pl.concat(
        [
            read_counts(path, "lsoa21_code", _AGE, ("total",)),
            read_counts(path, "lsoa21_code", older, ("total_rm121",)),
        ]
    )


def _read_age_sex(folder: Path) -> pl.DataFrame:
    """Read females as given and males as persons less females."""
    path = folder / "census21_age_sex_msoa21.parquet"
    columns = {band: band.replace("plus", "").replace("90_", "90p") for band in AGE_BANDS}
    wanted = {f"{sex}_{column}": f"{sex}_{band}" for band, column in columns.items() for sex in "pf"}
    table = read_columns(path, {"msoa21_code": "code", "p_all": "total", **wanted})
    table = table.with_columns(pl.exclude("code").cast(pl.Int64))
    wide = table.select(
        "code",
        "total",
        *[pl.col(f"f_{band}").alias(f"age_sex.female_{band}") for band in AGE_BANDS],
        *[(pl.col(f"p_{band}") - pl.col(f"f_{band}")).alias(f"age_sex.male_{band}") for band in AGE_BANDS],
    )
    long = wide.unpivot(index=["code", "total"], variable_name="category", value_name="count")
    return long.select("code", "category", "count", "total")


READERS: dict[str, list[Reader]] = {
    "census_age": [prepared(_read_age, AGE)],
    "census_ethnicity": [
        _counts("census21_ethnicity_lsoa21.parquet", "lsoa21_code", _ethnicity(), "total_all_usual_residents")
    ],
    "census_disability": [_counts(PROFILE, "lsoa21_code", _DISABILITY, "dis_total_residents")],
    "census_tenure": [_counts(PROFILE, "lsoa21_code", _TENURE, "ten_total_households")],
    "census_household_deprivation": [_counts(PROFILE, "lsoa21_code", _HOUSEHOLD_DEPRIVATION, "hdep_total_households")],
    "census_occupancy": [_counts(PROFILE, "lsoa21_code", _OCCUPANCY, "occ_total_households")],
    "census_accommodation": [_counts(PROFILE, "lsoa21_code", _ACCOMMODATION, "accom_total_households")],
    "census_religion": [_counts(PROFILE, "lsoa21_code", _RELIGION, "rel_total_residents")],
    "census_language": [_counts(MSOA, "msoa21_code", _LANGUAGE, "lang_english", "lang_not_english")],
    "census_orientation": [_counts(MSOA, "msoa21_code", _ORIENTATION, "so_total_residents")],
    "census_migration": [_counts(MSOA, "msoa21_code", _MIGRATION, "mig_all_usual_residents")],
    "census_age_sex": [prepared(_read_age_sex, "census21_age_sex_msoa21.parquet")],
}
