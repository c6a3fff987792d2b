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


def read_datapackage(folder: Path) -> DataPackage:
    """Read the description of a pack.

    Raises
    ------
    BadInputError
        If the file is missing, is not JSON or does not have the expected keys.
    """
    path = folder / FILE_NAME
    try:
        return DataPackage.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise BadInputError(
            f"{folder} is not a data pack.",
            f"It has no {FILE_NAME}.",
            "Give the folder that 'seedbed data build' wrote.",
        ) from None
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
