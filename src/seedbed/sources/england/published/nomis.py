"""Census 2021 bulk files from Nomis: ``census2021-tsNNN.zip``, or the CSV files inside it.

Columns: ``date, geography, geography code`` and one for each category, named ``Variable: Category`` and in some tables
ending in ``; measures: Value``. One file an area level; the level shows in the codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import polars as pl

from seedbed.errors import BadInputError
from seedbed.sources.england.datasets import Reader
from seedbed.sources.england.published.tables import NEXT_STEP, CsvFile, csv_files, published, read_csv

CODE = "geography code"
Parts = Mapping[str, tuple[str, ...]]

LEVELS = {
    "lsoa21": ("small areas (LSOA, E01...)", ("E01", "W01")),
    "msoa21": ("MSOAs (E02...)", ("E02", "W02")),
}

_WITH_16 = {
    "age.0_15": ("Aged 4 years and under", "Aged 5 to 9 years", "Aged 10 to 15 years"),
    "age.16_24": ("Aged 16 to 19 years", "Aged 20 to 24 years"),
    "age.25_34": ("Aged 25 to 34 years",),
    "age.35_49": ("Aged 35 to 49 years",),
    "age.50_64": ("Aged 50 to 64 years",),
    "age.16_64": (
        *("Aged 16 to 19 years", "Aged 20 to 24 years", "Aged 25 to 34 years"),
        *("Aged 35 to 49 years", "Aged 50 to 64 years"),
    ),
    "age.65_plus": ("Aged 65 to 74 years", "Aged 75 to 84 years", "Aged 85 years and over"),
    "age.75_plus": ("Aged 75 to 84 years", "Aged 85 years and over"),
    "age.85_plus": ("Aged 85 years and over",),
}


def _five_years(first: int, last: int) -> tuple[str, ...]:
    return tuple(f"Aged {start} to {start + 4} years" for start in range(first, last, 5))


_FIVE_YEARS = {
    "age.25_34": _five_years(25, 35),
    "age.35_49": _five_years(35, 50),
    "age.50_64": _five_years(50, 65),
    "age.65_plus": (*_five_years(65, 85), "Aged 85 years and over"),
    "age.75_plus": (*_five_years(75, 85), "Aged 85 years and over"),
    "age.85_plus": ("Aged 85 years and over",),
}

_ASIAN, _BLACK = "Asian, Asian British or Asian Welsh", "Black, Black British, Black Welsh, Caribbean or African"
_MIXED, _OTHER = "Mixed or Multiple ethnic groups", "Other ethnic group"

_ETHNICITY: Parts = {
    "ethnicity.asian": (_ASIAN,),
    "ethnicity.asian_bangladeshi": (f"{_ASIAN}: Bangladeshi",),
    "ethnicity.asian_chinese": (f"{_ASIAN}: Chinese",),
    "ethnicity.asian_indian": (f"{_ASIAN}: Indian",),
    "ethnicity.asian_pakistani": (f"{_ASIAN}: Pakistani",),
    "ethnicity.asian_other": (f"{_ASIAN}: Other Asian",),
    "ethnicity.black": (_BLACK,),
    "ethnicity.black_african": (f"{_BLACK}: African",),
    "ethnicity.black_caribbean": (f"{_BLACK}: Caribbean",),
    "ethnicity.black_other": (f"{_BLACK}: Other Black",),
    "ethnicity.mixed": (_MIXED,),
    "ethnicity.mixed_white_and_asian": (f"{_MIXED}: White and Asian",),
    "ethnicity.mixed_white_and_black_african": (f"{_MIXED}: White and Black African",),
    "ethnicity.mixed_white_and_black_caribbean": (f"{_MIXED}: White and Black Caribbean",),
    "ethnicity.mixed_other": (f"{_MIXED}: Other Mixed or Multiple ethnic groups",),
    "ethnicity.white": ("White",),
    "ethnicity.white_british": ("White: English, Welsh, Scottish, Northern Irish or British",),
    "ethnicity.white_irish": ("White: Irish",),
    "ethnicity.white_gypsy_or_irish_traveller": ("White: Gypsy or Irish Traveller",),
    "ethnicity.white_roma": ("White: Roma",),
    "ethnicity.white_other": ("White: Other White",),
    "ethnicity.other": (_OTHER,),
    "ethnicity.other_arab": (f"{_OTHER}: Arab",),
    "ethnicity.other_any": (f"{_OTHER}: Any other ethnic group",),
}

_OUTRIGHT, _MORTGAGE = "Owned: Owns outright", "Owned: Owns with a mortgage or loan"
_COUNCIL, _OTHER_SOCIAL = "Social rented: Rents from council or Local Authority", "Social rented: Other social rented"

_TENURE: Parts = {
    "tenure.owned": (_OUTRIGHT, _MORTGAGE),
    "tenure.owned_outright": (_OUTRIGHT,),
    "tenure.owned_mortgage": (_MORTGAGE,),
    "tenure.shared_ownership": ("Shared ownership: Shared ownership",),
    "tenure.social_rented": (_COUNCIL, _OTHER_SOCIAL),
    "tenure.social_rented_council": (_COUNCIL,),
    "tenure.social_rented_other": (_OTHER_SOCIAL,),
    "tenure.private_rented": (
        "Private rented: Private landlord or letting agency",
        "Private rented: Other private rented",
    ),
    "tenure.rent_free": ("Lives rent free",),
}

_DEPRIVED = "Household is deprived in {} dimension"
_THREE, _FOUR = _DEPRIVED.format("three") + "s", _DEPRIVED.format("four") + "s"

_HOUSEHOLD_DEPRIVATION: Parts = {
    "household_deprivation.none": ("Household is not deprived in any dimension",),
    "household_deprivation.one": (_DEPRIVED.format("one"),),
    "household_deprivation.two": (_DEPRIVED.format("two") + "s",),
    "household_deprivation.three": (_THREE,),
    "household_deprivation.four": (_FOUR,),
    "household_deprivation.three_or_four": (_THREE, _FOUR),
}

_RATING = "Occupancy rating of bedrooms: "

_OCCUPANCY: Parts = {
    "occupancy.overcrowded": (f"{_RATING}-1", f"{_RATING}-2 or less"),
    "occupancy.overcrowded_2": (f"{_RATING}-2 or less",),
    "occupancy.spare": (f"{_RATING}+1", f"{_RATING}+2 or more"),
    "occupancy.spare_2": (f"{_RATING}+2 or more",),
    "occupancy.just_enough": (f"{_RATING}0",),
}

_ACCOMMODATION: Parts = {
    "accommodation.detached": ("Detached",),
    "accommodation.semi_detached": ("Semi-detached",),
    "accommodation.terraced": ("Terraced",),
    "accommodation.purpose_built_flat": ("In a purpose-built block of flats or tenement",),
    "accommodation.converted_house": ("Part of a converted or shared house, including bedsits",),
    "accommodation.converted_building": (
        "Part of another converted building, for example, former school, church or warehouse",
    ),
    "accommodation.commercial_building": (
        "In a commercial building, for example, in an office building, hotel or over a shop",
    ),
    "accommodation.mobile": ("A caravan or other mobile or temporary structure",),
}

_FAITHS = ("Christian", "Muslim", "Hindu", "Sikh", "Jewish", "Buddhist")

_RELIGION: Parts = {
    **{f"religion.{faith.lower()}": (faith,) for faith in _FAITHS},
    "religion.other": ("Other religion",),
    "religion.none": ("No religion",),
    "religion.not_answered": ("Not answered",),
}

_NOT_ENGLISH = "Main language is not English (English or Welsh in Wales)"
_SPEAKS = f"{_NOT_ENGLISH}: Can speak English "
_SPEAKS_NOT = f"{_NOT_ENGLISH}: Cannot speak English"

_LANGUAGE: Parts = {
    "language.not_english": (f"{_SPEAKS}very well", f"{_SPEAKS}well", f"{_SPEAKS_NOT} well", _SPEAKS_NOT),
    "language.little_english": (f"{_SPEAKS_NOT} well", _SPEAKS_NOT),
    "language.no_english": (_SPEAKS_NOT,),
    "language.two_languages": (f"{_SPEAKS}very well", f"{_SPEAKS}well"),
}


def _total(file: CsvFile, variable: str) -> str:
    """Return the column of all people or households: ``Variable: Total`` and perhaps more words."""
    found = [name for name in file.header if name.startswith(f"{variable}: Total")]
    if not found:
        raise BadInputError(
            f"{file.name} does not have the columns it should.", f"{file.path}: no column {variable}: Total.", NEXT_STEP
        )
    return found[0]


def _choose(variable: str, level: str, folder: Path) -> CsvFile | None:
    """Return the file of a variable, that of the wanted level where there is one."""
    prefix = f"{variable}: "
    files = [f for f in csv_files(folder) if CODE in f.header and any(n.startswith(prefix) for n in f.header)]
    starts = LEVELS[level][1]
    return next((file for file in files if file.first(CODE).startswith(starts)), files[0] if files else None)


def check_level(file: CsvFile, level: str) -> None:
    """Refuse a file of another area level in words.

    Raises
    ------
    BadInputError
        If the first code is not one of the level.
    """
    words, starts = LEVELS[level]
    code = file.first(CODE)
    if not code.startswith(starts):
        raise BadInputError(
            f"{file.name} holds another kind of area.",
            f"{file.path} begins with the code {code or '(nothing)'}; {words} are needed.",
            "Download the table for that kind of area: the bulk zip holds one file for each.",
        )


def read_counts(file: CsvFile, variable: str, parts: Parts, level: str) -> pl.DataFrame:
    """Read a bulk file as ``code, category, count, total``.

    Parameters
    ----------
    variable
        What stands before the colon of each column: "Tenure of household".
    parts
        Column endings that add up to each category.
    level
        A key of ``LEVELS``.

    Raises
    ------
    BadInputError
        If the file holds another level, lacks a column, or holds what is not a number.
    """
    check_level(file, level)
    total = _total(file, variable)
    names = dict.fromkeys([total, *[f"{variable}: {ending}" for group in parts.values() for ending in group]])
    table = read_csv(file, {CODE: "code", **{name: name for name in names}}, numbers=names)
    wide = table.select(
        "code",
        pl.col(total).cast(pl.Int64).alias("total"),
        *[_sum([f"{variable}: {ending}" for ending in group]).alias(category) for category, group in parts.items()],
    )
    long = wide.unpivot(index=["code", "total"], variable_name="category", value_name="count")
    return long.select("code", "category", "count", "total")


def _sum(columns: list[str]) -> pl.Expr:
    return pl.sum_horizontal([pl.col(column).cast(pl.Int64) for column in columns], ignore_nulls=False)


def _read_age(file: CsvFile) -> pl.DataFrame:
    parts = _WITH_16 if "Age: Aged 16 to 19 years" in file.header else _FIVE_YEARS
    return read_counts(file, "Age", parts, "lsoa21")


def _read_population(file: CsvFile, variable: str) -> pl.DataFrame:
    check_level(file, "lsoa21")
    table = read_csv(file, {CODE: "code", _total(file, variable): "population"}, numbers=["population"])
    return table.with_columns(pl.col("population").cast(pl.Int64))


def _counts(table: str, variable: str, parts: Parts, level: str = "lsoa21") -> list[Reader]:
    words = f"census2021-{table}.zip (Nomis), or census2021-{table}-{level[:4]}.csv from it"
    read = partial(read_counts, variable=variable, parts=parts, level=level)
    return [published(words, partial(_choose, variable, level), read)]


def _population(table: str, variable: str) -> Reader:
    words = f"census2021-{table}.zip (Nomis), or census2021-{table}-lsoa.csv from it"
    return published(words, partial(_choose, variable, "lsoa21"), partial(_read_population, variable=variable))


READERS: dict[str, list[Reader]] = {
    "population": [_population("ts001", "Residence type"), _population("ts007a", "Age")],
    "census_age": [
        published("census2021-ts007.zip or census2021-ts007a.zip (Nomis)", partial(_choose, "Age", "lsoa21"), _read_age)
    ],
    "census_ethnicity": _counts("ts021", "Ethnic group", _ETHNICITY),
    "census_disability": _counts("ts038", "Disability", {"disability.disabled": ("Disabled under the Equality Act",)}),
    "census_tenure": _counts("ts054", "Tenure of household", _TENURE),
    "census_household_deprivation": _counts("ts011", "Household deprivation", _HOUSEHOLD_DEPRIVATION),
    "census_occupancy": _counts("ts052", "Occupancy rating for bedrooms", _OCCUPANCY),
    "census_accommodation": _counts("ts044", "Accommodation type", _ACCOMMODATION),
    "census_religion": _counts("ts030", "Religion", _RELIGION),
    "census_language": _counts("ts029", "Proficiency in English language", _LANGUAGE, "msoa21"),
}
