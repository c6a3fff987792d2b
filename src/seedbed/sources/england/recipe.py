"""The recipe: a folder of open data of England becomes one pack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from seedbed.errors import MissingDataError
from seedbed.formats.datapackage import DataPackage
from seedbed.sources.england.chapters import census, deprivation, geography, health
from seedbed.sources.england.datasets import DATASETS
from seedbed.sources.england.levels import LEVELS
from seedbed.sources.england.publishers import ATTRIBUTION, OGL
from seedbed.sources.england.registry import missing_required, readers
from seedbed.sources.england.workshop import Input, ProgressCall, Workshop
from seedbed.sources.indicators import indicators_to_table
from seedbed.sources.packs import PackWriter

Step = tuple[str, Callable[[Workshop], None]]

STEPS: list[Step] = [
    ("areas", geography.add_areas),
    ("boundaries", geography.add_boundaries),
    ("lookups", geography.add_lookups),
    ("small areas of 2011", geography.add_older_areas),
    ("postcodes", geography.add_postcodes),
    ("Indices of Deprivation 2025", deprivation.add_2025),
    ("Indices of Deprivation 2019", deprivation.add_2019),
    ("deprivation since 2004", deprivation.add_history),
    *[(f"Census: {topic.replace('_', ' ')}", partial(census.add_topic, topic=topic)) for topic in census.TOPICS],
    ("health sites", health.add_sites),
    ("Health Index", health.add_health_index),
    ("Fingertips", health.add_fingertips),
    ("conditions", health.add_qof),
    ("GPs and homelessness", health.add_gp_and_homelessness),
    ("London", health.add_london),
]

ROLES = {
    "deprivation_score": "iod2025.imd.score",
    "deprivation_rank": "iod2025.imd.rank",
    "deprivation_decile": "iod2025.imd.decile",
    "local_authority": "ltla24",
    "care_place": "ltla24",
    "care_system": "icb24",
    "comparators": "ltla24,icb24,region,country",
}

CRITERIA: list[dict[str, Any]] = [
    {
        "id": "deprivation",
        "name": "Deprivation (IMD 2025)",
        "measure": "value",
        "indicator": "iod2025.imd.score",
        "weight": 2,
        "high_is": "worse",
    },
    {
        "id": "ill_health",
        "name": "Clustering of ill health (health domain of the IoD 2025)",
        "measure": "cluster",
        "indicator": "iod2025.health.score",
        "weight": 1,
        "high_is": "worse",
    },
]

SITES_CRITERION: dict[str, Any] = {
    "id": "few_assets",
    "name": "Few known health sites nearby",
    "measure": "sites",
    "kinds": ["gp", "pharmacy", "dentist"],
    "weight": 1,
    "high_is": "better",
}

PLUS_GROUPS = [
    *(f"census2021.ethnicity.{group}" for group in ("asian", "asian_bangladeshi", "asian_pakistani", "asian_indian")),
    *(f"census2021.ethnicity.{group}" for group in ("asian_chinese", "black", "black_african", "black_caribbean")),
    *(f"census2021.ethnicity.{group}" for group in ("mixed", "white_gypsy_or_irish_traveller", "white_roma")),
    *(f"census2021.ethnicity.{group}" for group in ("white_other", "other_arab")),
    "census2021.disability.disabled",
    "census2021.language.little_english",
    "census2021.orientation.lgb_plus",
    "census2021.migration.moved_from_abroad",
    "census2021.household_deprivation.three_or_four",
    "census2021.age.85_plus",
]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What was built.

    Parameters
    ----------
    small_areas, areas, indicators, figures
        How many of each are in the pack.
    used, left_out
        Inputs that were in the folder, and optional ones that were not.
    notes
        What a person should know: rows left out, boundaries made by joining.
    """

    target: Path
    small_areas: int
    areas: int
    indicators: int
    figures: int
    used: list[Input]
    left_out: list[Input]
    notes: list[str]


def build_england(folder: Path, target: Path, *, created: date, progress: ProgressCall) -> BuildReport:
    """Build the pack ``england`` from a folder of open data; the target is whole or not there at all.

    Parameters
    ----------
    folder
        Holds prepared tables or publishers' own files; others are ignored.
    target
        Folder of the pack. An older pack there is replaced.
    created
        Date put into the pack.

    Raises
    ------
    MissingDataError
        If a required input is not in the folder.
    BadInputError
        If an input cannot be read.
    UserError
        If the pack cannot be written, for example because the disk is full.
    """
    _check_required(folder)
    with PackWriter(target, _package(created)) as writer:
        shop = Workshop(folder, writer)
        for number, (what, step) in enumerate(STEPS):
            progress(number, len(STEPS), what)
            step(shop)
        _finish(shop)
        progress(len(STEPS), len(STEPS), "done")
    return BuildReport(
        target=target,
        small_areas=len(shop.small_codes()),
        areas=len(shop.areas),
        indicators=len(shop.indicators),
        figures=shop.figures,
        used=shop.used,
        left_out=shop.left_out,
        notes=shop.notes,
    )


def _package(created: date) -> DataPackage:
    return DataPackage(
        name="england",
        title="England: deprivation, Census, health and boundaries of small areas",
        version=created.isoformat(),
        created=created.isoformat(),
        attribution=ATTRIBUTION,
        population_period="Census 2021",
        levels=LEVELS,
        roles=ROLES,
    )


def _finish(shop: Workshop) -> None:
    """Write the catalogue and the sources, and name what commands look for."""
    package = shop.writer.package
    ids = {indicator.id for indicator in shop.indicators}
    has_sites = any(resource.role == "sites" for resource in package.resources)
    package.criteria = [each for each in CRITERIA if each["indicator"] in ids] + (
        [SITES_CRITERION] if has_sites else []
    )
    package.plus_groups = [each for each in PLUS_GROUPS if each in ids]
    package.history = _history(ids)
    shop.writer.add_table(
        "indicators", indicators_to_table(shop.indicators), role="indicators", title="What each figure is", licence=OGL
    )
    rows = [
        {"id": each.dataset, "title": each.title, "files": each.files, "publisher": each.publisher}
        | {"licence": each.licence, "url": each.url}
        for each in shop.used
    ]
    shop.writer.add_table("sources", pl.DataFrame(rows), role="sources", title="Where each figure comes from")


def _history(ids: set[str]) -> dict[str, list[str]]:
    editions = (2004, 2007, 2010, 2015, 2019)
    earlier = {
        f"iod2025.imd.{part}": [f"iod{year}.imd.{part}" for year in editions if f"iod{year}.imd.{part}" in ids]
        for part in ("score", "rank", "decile")
    }
    return {now: before for now, before in earlier.items() if before}


def _check_required(folder: Path) -> None:
    if not folder.is_dir():
        raise MissingDataError(
            "There is nothing to build from.",
            f"{folder} is not a folder.",
            "Give --from the folder that holds the files. 'seedbed data sources' says where to get them.",
        )
    missing = missing_required(folder)
    if not missing:
        return
    lines = [f"{DATASETS[each].title} ({' or '.join(reader.files for reader in readers(each))})" for each in missing]
    raise MissingDataError(
        "The pack cannot be built without some files.",
        f"{folder} does not hold: {'; '.join(lines)}.",
        "Get them as 'seedbed data sources' says, put them in the folder and run the command again.",
    )
