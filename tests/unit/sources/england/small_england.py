"""A made-up corner of England: eight small areas and one of Wales, in files named as the prepared tables are."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import polars as pl
import shapely

SMALL = [f"E0190000{number}" for number in range(1, 9)]
WELSH = "W01900001"
POPULATION = [1000, 1100, 1200, 1300, 1400, 1500, 1600, 1700]
MSOA = ["E02900001"] * 3 + ["E02900002"] * 3 + ["E02900003"] * 2
WARD = ["E05900001"] * 2 + ["E05900002"] * 4 + ["E05900003"] * 2
AUTHORITY = ["E06900001"] * 6 + ["E07900001"] * 2
OWNED_OUTRIGHT = [100, 110, 120, 130, 140, 150, 160, 170]
HOUSEHOLDS = 500


def write_required(folder: Path) -> Path:
    """Write the four files without which there is no pack."""
    folder.mkdir(parents=True, exist_ok=True)
    _lookup().write_parquet(folder / "lookup_lsoa21.parquet")
    _age().write_parquet(folder / "census21_age_lsoa21.parquet")
    _deprivation().write_parquet(folder / "imd2025_lsoa21.parquet")
    squares = [shapely.box(number * 0.01, 51.5, (number + 1) * 0.01, 51.51) for number in range(8)]
    table = gpd.GeoDataFrame({"lsoa21_code": SMALL}, geometry=squares, crs=4326)
    table.to_parquet(folder / "lsoa21_bgc_england.geoparquet")
    return folder


def write_more(folder: Path) -> Path:
    """Write the required files and some optional ones."""
    write_required(folder)
    _centres().write_parquet(folder / "lsoa21_pwc.parquet")
    _profile().write_parquet(folder / "census21_profile_lsoa21.parquet")
    lookup_2011().write_parquet(folder / "lookup_lsoa11_lsoa21.parquet")
    _underlying().write_parquet(folder / "imd2025_indicators_lsoa21.parquet")
    pl.DataFrame(
        {
            "postcode": ["ZZ12AB", "ZZ11AA"],
            "easting": [530001, 530002],
            "northing": [180001, 180002],
            "lsoa21_code": [SMALL[1], SMALL[0]],
        }
    ).write_parquet(folder / "postcodes_england.parquet")
    pl.DataFrame(
        {
            "kind": ["gp", "gp", "pharmacy"],
            "name": ["Mill Lane Surgery", "Valley Surgery", "Corner Pharmacy"],
            "postcode": ["ZZ11AA", "CF11AA", "ZZ12AB"],
            "lat": [51.505, 51.4, 51.506],
            "lon": [0.005, -3.1, 0.015],
            "lsoa21_code": [SMALL[0], None, SMALL[1]],
        }
    ).write_parquet(folder / "health_assets_gb.parquet")
    return folder


def lookup_2011() -> pl.DataFrame:
    """Return what small areas of 2011 became: two unchanged, one split, two merged, a tangle of two."""
    rows = [
        (SMALL[0], SMALL[0], "U"),
        (SMALL[1], SMALL[1], "U"),
        ("E01800003", SMALL[2], "S"),
        ("E01800003", SMALL[3], "S"),
        ("E01800004", SMALL[4], "M"),
        ("E01800005", SMALL[4], "M"),
        ("E01800006", SMALL[5], "X"),
        ("E01800006", SMALL[6], "X"),
        ("E01800007", SMALL[6], "X"),
    ]
    return pl.DataFrame(rows, schema=["lsoa11_code", "lsoa21_code", "change_code"], orient="row")


def _lookup() -> pl.DataFrame:
    table: dict[str, list[str | None]] = {
        "lsoa21_code": [*SMALL, WELSH],
        "lsoa21_name": [*(f"Riverside 00{number}A" for number in range(1, 9)), "Valley 001A"],
        "msoa21_code": [*MSOA, "W02900001"],
        "ward24_code": [*WARD, "W05900001"],
        "ltla24_code": [*AUTHORITY, "W06900001"],
        "sicbl24_code": ["E38900001"] * 8 + [None],
        "icb24_code": ["E54900001"] * 8 + [None],
        "region_code": ["E12000007"] * 8 + [None],
        "ruc": ["Urban"] * 9,
    }
    for level in ("msoa21", "ward24", "ltla24", "sicbl24", "icb24", "region"):
        table[f"{level}_name"] = [None if code is None else f"Name of {code}" for code in table[f"{level}_code"]]
    return pl.DataFrame(table)


def _age() -> pl.DataFrame:
    total = [*POPULATION, 900]
    bands = (
        *("aged_15_years_and_under", "aged_16_to_24_years", "aged_25_to_34_years"),
        *("aged_35_to_49_years", "aged_50_to_64_years"),
    )
    older = ("aged_75_79", "aged_80_84", "aged_85_plus")
    return pl.DataFrame(
        {"lsoa21_code": [*SMALL, WELSH], "total": total, "total_rm121": total}
        | {band: [100] * 9 for band in bands}
        | {"aged_65_years_and_over": [people - 500 for people in total]}
        | {band: [10] * 9 for band in older}
    )


def _deprivation() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "lsoa21_code": SMALL,
            "imd_score": [80.0, 70.0, 60.0, 50.0, 40.0, 30.0, 20.0, 10.0],
            "imd_rank": list(range(1, 9)),
            "imd_decile": [1, 2, 3, 4, 5, 6, 8, 10],
            "income_score": [0.5, 0.4, 0.3, 0.2, 0.2, 0.1, 0.1, 0.1],
            "health_score": [2.0, 1.0, 0.5, 0.0, 0.0, -0.5, -1.0, -2.0],
        }
    )


def _centres() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "lsoa21_code": SMALL,
            "easting": [530_000 + 700 * number for number in range(8)],
            "northing": [180_000] * 8,
            "lon": [0.005 + 0.01 * number for number in range(8)],
            "lat": [51.505] * 8,
        }
    )


PROFILE_COLUMNS = {
    "dis": ("disabled_under_the_equality_act",),
    "ten": (
        *("owned_owns_outright", "owned_owns_with_a_mortgage_or_loan", "shared_ownership_shared_ownership"),
        *("social_rented_rents_from_council_or_local_authority", "social_rented_other_social_rented"),
        *("private_rented_private_landlord_or_letting_agency", "private_rented_other_private_rented"),
        "lives_rent_free",
    ),
    "hdep": (
        "household_is_not_deprived_in_any_dimension",
        "household_is_deprived_in_one_dimension",
        *(f"household_is_deprived_in_{number}_dimensions" for number in ("two", "three", "four")),
    ),
    "occ": ("1_under_occupied", "2_or_more_under_occupied", "1_overcrowded", "2_or_less_overcrowded", "0_ideal"),
    "accom": (
        *("detached", "semi_detached", "terraced", "in_a_purpose_built_block_of_flats_or_tenement"),
        "part_of_a_converted_or_shared_house_including_bedsits",
        "part_of_another_converted_building_for_example_former_school_church_or",
        "in_a_commercial_building_for_example_in_an_office_building_hotel_or_ov",
        "a_caravan_or_other_mobile_or_temporary_structure",
    ),
    "rel": (
        *("buddhist", "christian", "hindu", "jewish", "muslim", "no_religion", "not_answered"),
        *("other_religion", "sikh"),
    ),
}


def _profile() -> pl.DataFrame:
    columns: dict[str, list[str] | list[int]] = {"lsoa21_code": SMALL}
    for prefix, names in PROFILE_COLUMNS.items():
        people = prefix in {"dis", "rel"}
        columns[f"{prefix}_total_{'residents' if people else 'households'}"] = (
            POPULATION if people else [HOUSEHOLDS] * 8
        )
        columns |= {f"{prefix}_{name}": [50] * 8 for name in names}
    columns["ten_owned_owns_outright"] = OWNED_OUTRIGHT
    return pl.DataFrame(columns)


LOW_INCOME: list[int | None] = [500, 440, 360, 260, 280, None, 160, 170]

UNDERLYING = (
    *("income_deprivation_affecting_children_index_idaci_numerator", "connectivity_score", "patient_to_gp_ratio"),
    *("income_deprivation_affecting_older_people_index_idaopi_numerator", "employment_domain_numerator"),
    *("adult_skills_and_english_language_proficiency_indicator", "entry_to_higher_education_indicator"),
    *("acute_morbidity_indicator", "comparative_illness_and_disability_ratio_indicator", "mental_health_indicator"),
    "years_of_potential_life_lost_indicator",
    *(f"{crime}_rate_per_1_000_at_risk_population" for crime in ("violence_with_injury", "violence_without_injury")),
    *(f"{crime}_rate_per_1_000_at_risk_population" for crime in ("stalking_and_harassment", "theft")),
    *(f"{crime}_rate_per_1_000_at_risk_population" for crime in ("criminal_damage", "anti_social_behaviour")),
    "public_order_and_possession_of_weapons_rate_per_1_000_at_risk_population",
    *("burglary_rate_per_1_000_at_risk_properties", "housing_affordability_indicator"),
    "owner_occupation_affordability_component_of_housing_affordability_indicator",
    "private_rental_affordability_component_of_housing_affordability_indicator",
    "digital_connectivity_broadband_download_and_upload_speeds",
    *("core_homelessness_rate_percent_of_households", "homelessness_indicator_rate_per_1_000_households"),
    *("household_overcrowding_indicator_rooms", "household_overcrowding_indicator_bedrooms"),
)


def _underlying() -> pl.DataFrame:
    columns: dict[str, list[str] | list[int | None] | list[float]] = {"lsoa21_code": SMALL}
    columns |= {name: [0.25] * 8 for name in UNDERLYING}
    return pl.DataFrame(columns | {"income_domain_numerator": LOW_INCOME})
