"""Frictionless ``datapackage.json``: the description that travels with a folder of tables.

Specification: https://specs.frictionlessdata.io/data-package/
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from seedbed.errors import BadInputError

FILE_NAME = "datapackage.json"
LARGEST_DESCRIPTION = 20_000_000
"""Bytes; that of England holds 60,000."""


class Column(BaseModel):
    """One column of a table."""

    model_config = ConfigDict(extra="allow")

    name: str
    type: str
    description: str = ""
    unit: str = ""


class TableSchema(BaseModel):
    """The columns of a table, in order."""

    fields: list[Column]


class Resource(BaseModel):
    """One file of the package."""

    model_config = ConfigDict(extra="allow")

    name: str
    path: str
    format: str = "parquet"
    role: str
    """What the file is to Seedbed: ``figures``, ``areas``, ``indicators``, ``boundaries:<level>``, ..."""
    rows: int
    bytes: int
    hash: str
    """``sha256:`` and the hexadecimal digest of the file."""
    publisher: str = ""
    licence: str = ""
    title: str = ""
    schema_: TableSchema = Field(alias="schema")


class Level(BaseModel):
    """One level of the areas of a pack, from the smallest up."""

    id: str
    """Also the name of the column of the ``areas`` table that holds the parent's code."""
    name: str
    plural: str
    code_system: str
    """A key of ``seedbed.sources.codes.CODE_SYSTEMS``."""


class DataPackage(BaseModel):
    """A pack's description."""

    model_config = ConfigDict(extra="allow", populate_by_name=True)

    name: str
    title: str
    version: str = ""
    created: str = ""
    """ISO date on which the pack was built."""
    invented: bool = False
    """True where the places, people and numbers are made up."""
    attribution: str = ""
    levels: list[Level] = []
    resources: list[Resource] = []
    roles: dict[str, str] = {}
    """What commands need to find in any pack, whatever its country. Keys, all optional:

    ``deprivation_score``, ``deprivation_rank``, ``deprivation_decile``
        Ids of indicators (rank 1 and decile 1 are the most deprived; score: higher is more deprived).
        The percentile of ``places screen`` uses the rank where there is one, else the score.
    ``local_authority``
        Id of the level that holds a candidate: it names the candidate's parent and bounds matched pairs.
    ``care_neighbourhood``, ``care_place``, ``care_system``
        Ids of the levels that care is planned for: NHS neighbourhood, place and system. Without ``care_place``:
        ``local_authority``; without ``care_system``: the level whose codes are those of integrated care boards.
    ``comparators``
        Ids of the levels that a profile compares with, from small to large, with commas between them. Without it:
        every level from ``local_authority`` up.
    ``population``
        Id of the indicator, a count, that says where ``population`` of the areas comes from and of which time.
    """
    criteria: list[dict[str, Any]] = []
    """The pack's own criteria for ``places screen``; their weights need not add up to 1. One dict each, for example

    ``{"id": "deprivation", "name": "Deprivation", "measure": "value", "indicator": "iod2025.imd.score",
    "weight": 2, "high_is": "worse"}``
    ``{"id": "ill_health", "name": "Clustering of ill health", "measure": "cluster",
    "indicator": "iod2025.health.score", "weight": 1, "high_is": "worse"}``
    ``{"id": "few_assets", "name": "Few known assets", "measure": "sites", "kinds": ["gp", "pharmacy"],
    "weight": 1, "high_is": "better"}``

    ``value``: the figure itself. ``cluster``: Getis-Ord Gi* of the figure within the region. ``sites``: known places
    of these kinds (all kinds when empty) in the area and those adjoining, per 1,000 residents there.
    ``high_is`` says whether a high figure is worse or better for residents.
    """
    grid: str = "EPSG:27700"
    """Coordinate reference system of every ``easting`` and ``northing`` in the pack (metres)."""
    population_period: str = ""
    """Time of the residents in ``areas``, as printed: "Census 2021"."""
    plus_groups: list[str] = []
    """Ids of indicators (proportions of residents or households) that count groups a partnership may plan for:
    the PLUS of Core20PLUS5. ``places profile`` names those whose share here is above the comparator beyond chance."""
    history: dict[str, list[str]] = {}
    """Earlier editions of an indicator under other ids, oldest first: ``{"iod2025.imd.decile": ["iod2015.imd.decile",
    "iod2019.imd.decile"]}``. Their figures may stand under codes of an older vintage; ``lookup`` tables join them."""


def read_datapackage(folder: Path) -> DataPackage:
    """Read the description of a pack.

    Raises
    ------
    BadInputError
        If the file is missing, is not JSON or does not have the expected keys.
    """
    path = folder / FILE_NAME
    try:
        if path.stat().st_size > LARGEST_DESCRIPTION:
            raise BadInputError(
                f"The description of the pack in {folder} cannot be read.",
                f"{path}: it is larger than {LARGEST_DESCRIPTION:,} bytes.",
                "Do not use this pack. Build or download it again.",
            )
        return DataPackage.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise BadInputError(
            f"{folder} is not a data pack.",
            f"It has no {FILE_NAME}.",
            "Give the folder that 'seedbed data build' wrote.",
        ) from None
    except OSError as error:
        raise BadInputError(
            f"{folder} is not a data pack.",
            f"{path} cannot be read: {error.strerror or error}.",
            "Give the folder that 'seedbed data build' wrote.",
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise BadInputError(
            f"The description of the pack in {folder} cannot be read.",
            f"{path}: {where}: {first['msg']}.",
            "Build or download the pack again.",
        ) from error


def write_datapackage(folder: Path, package: DataPackage) -> None:
    """Write the description of a pack to ``folder/datapackage.json``."""
    document: dict[str, Any] = package.model_dump(by_alias=True)
    document = {"profile": "data-package", **document}
    (folder / FILE_NAME).write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
