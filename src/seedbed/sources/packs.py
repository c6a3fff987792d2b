"""Packs: a folder of Parquet tables with a ``datapackage.json``, read lazily.

The tables of a pack, by role:

``areas``
    One row an area of any level: ``code, name, level, population, longitude, latitude, easting, northing``
    and one column for each level above it (named by the level's id) with the parent's code.
    ``population`` is usual residents. Coordinates are of the population-weighted centre where it is known.
``indicators``
    The catalogue, one row an indicator (see ``seedbed.sources.indicators.Indicator``).
``figures``
    Long, one row a figure: ``indicator, area, period, value, numerator, denominator, ci_low, ci_high, source``.
    Limits are those the publisher gave, or null; those we work out are worked out when a figure is used.
    Figures of larger areas (comparators) stand beside those of small areas.
``boundaries:<level>``
    GeoParquet in longitude and latitude (EPSG:4326): ``code, geometry``.
``areas:<older level>``
    Areas of an older vintage that are no level of the pack: ``code, name, level, population`` and coordinates.
    Their codes may stand for other ground today, so they are never in ``areas``. Indicators published for them
    name the older level, and their figures stand in ``figures``.
``breakdowns``
    Figures of parts of a population: the columns of ``figures`` with ``sex, age, category_type, category``. Optional.
``sources``
    ``id, title, files, publisher, licence, url``: what ``source`` of a figure means. Optional.
``lookup:<from>:<to>``
    ``from_code, to_code, change`` (U unchanged, S split, M merged, X irregular).
``postcodes``
    ``postcode, easting, northing, area`` (small-area code).
``sites``
    Known places: ``id, kind, name, postcode, longitude, latitude, area, source``.
``care_system``
    Who does what: ``id, name, kind, role, footprint, parent``, and where known ``commissions, funds, owns, hosts,
    decides, delegated_limit`` (pounds) and ``decides_when``. Optional.
``features``
    Lines and points of the ground, point by point: ``kind, name, order, longitude, latitude``. Optional.
``streets``
    No table but an OpenStreetMap file (``.osm.pbf``) of the streets, places and homes. Optional.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import polars as pl

from seedbed.errors import BadInputError, MissingDataError, UserError
from seedbed.formats.datapackage import (
    FILE_NAME,
    Column,
    DataPackage,
    Level,
    Resource,
    TableSchema,
    read_datapackage,
    write_datapackage,
)
from seedbed.formats.files import remove_folder
from seedbed.sources.indicators import Indicator, indicators_from_table
from seedbed.sources.pack_files import damage, sha256

if TYPE_CHECKING:
    import geopandas as gpd

STREETS_FORMAT = "osm.pbf"
STREETS_FILE = f"streets.{STREETS_FORMAT}"
FIGURE_COLUMNS = ("indicator", "area", "period", "value", "numerator", "denominator", "ci_low", "ci_high", "source")


@dataclass(frozen=True)
class Pack:
    """An installed or built pack. Opening it reads only its description."""

    folder: Path
    package: DataPackage

    @classmethod
    def open(cls, folder: Path) -> Pack:
        """Open the pack in a folder.

        Raises
        ------
        BadInputError
            If the folder holds no readable pack.
        """
        return cls(folder, read_datapackage(folder))

    @property
    def name(self) -> str:
        """Name of the pack, such as ``england``."""
        return self.package.name

    @property
    def small_level(self) -> Level:
        """The smallest level of area; ``BadInputError`` where the description names no level."""
        if not self.package.levels:
            raise BadInputError(
                f"The pack {self.name} cannot be used.",
                f"{self.folder / FILE_NAME}: it names no levels of area.",
                "Build or download the pack again.",
            )
        return self.package.levels[0]

    @property
    def parent_levels(self) -> list[Level]:
        """The levels above the smallest, from small to large."""
        return self.package.levels[1:]

    def resources(self, role: str) -> list[Resource]:
        """Return the files with a role; none is not an error."""
        return [resource for resource in self.package.resources if resource.role == role]

    def path(self, resource: Resource) -> Path:
        """Return where a file of the pack is.

        Raises
        ------
        BadInputError
            If its description points outside the pack.
        """
        path = self.folder if "\x00" in resource.path else (self.folder / resource.path).resolve()
        if path == self.folder or not path.is_relative_to(self.folder.resolve()):
            raise BadInputError(
                f"The pack {self.name} cannot be read.",
                f"Its description names a file outside the pack: {resource.path}.",
                "Do not use this pack. Build or download it again.",
            )
        return path

    def whole_path(self, resource: Resource) -> Path:
        """Return where a file of the pack is, having looked that it is still what was written.

        Raises
        ------
        BadInputError
            If the file is missing, does not have the size and checksum of the description, or lacks a column.
        """
        path = self.path(resource)
        problem = damage(path, resource.role, resource.bytes, resource.hash)
        if not problem:
            return path
        raise BadInputError(
            f"The pack {self.name} is damaged.",
            f"{path} {problem}.",
            "See 'seedbed data verify', then build or download the pack again and add it.",
        )

    def scan(self, role: str) -> pl.LazyFrame:
        """Scan the table or tables with a role, lazily.

        Raises
        ------
        MissingDataError
            If the pack has no such table.
        BadInputError
            If a file of it is missing or was changed.
        """
        found = self.resources(role)
        if not found:
            raise MissingDataError(
                f"The pack {self.name} has no table of {role}.",
                f"{self.folder} was built without it.",
                "Build the pack again from files that have it, or use another pack.",
            )
        return pl.concat([pl.scan_parquet(self.whole_path(resource)) for resource in found], how="vertical")

    @cached_property
    def areas(self) -> pl.DataFrame:
        """All areas of all levels."""
        return self.scan("areas").collect()

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """The catalogue by indicator id."""
        return indicators_from_table(self.scan("indicators").collect())

    def small_areas(self, within: str | None = None) -> pl.DataFrame:
        """Return the small areas, all or those inside a larger area, in order of code.

        Parameters
        ----------
        within
            Code of an area of any level, or None for all.

        Raises
        ------
        UserError
            If no area has that code.
        """
        small = self.areas.filter(pl.col("level") == self.small_level.id)
        if within is None:
            return small.sort("code")
        match = self.areas.filter(pl.col("code") == within)
        if match.is_empty():
            raise UserError(
                f"There is no area {within} in the pack {self.name}.",
                f"The code is not one of its {len(self.areas):,} areas.",
                "Check the code, or list the packs with 'seedbed data list'.",
            )
        level = match["level"][0]
        if level == self.small_level.id:
            return small.filter(pl.col("code") == within)
        return small.filter(pl.col(level) == within).sort("code")

    def figures(self, areas: Iterable[str] | None = None, indicators: Iterable[str] | None = None) -> pl.LazyFrame:
        """Scan the figures of some areas and indicators; None means all."""
        frame = self.scan("figures")
        if areas is not None:
            frame = frame.filter(pl.col("area").is_in(list(areas)))
        if indicators is not None:
            frame = frame.filter(pl.col("indicator").is_in(list(indicators)))
        return frame

    def boundaries(self, level: str, codes: Iterable[str] | None = None) -> gpd.GeoDataFrame:
        """Read the boundaries of a level (columns ``code``, ``geometry``; EPSG:4326), all or some."""
        import geopandas as gpd

        found = self.resources(f"boundaries:{level}")
        if not found:
            raise MissingDataError(
                f"The pack {self.name} has no boundaries of {level}.",
                f"{self.folder} was built without them.",
                "Build the pack again from files that have them.",
            )
        filters = None if codes is None else [("code", "in", list(codes))]
        return gpd.read_parquet(self.whole_path(found[0]), filters=filters)


def give_usual_permissions(folder: Path) -> None:
    """Temporary folders are private; give what a newly made folder would have, so that services may read packs."""
    mask = os.umask(0)
    os.umask(mask)
    folder.chmod(0o777 & ~mask)


@dataclass
class PackWriter:
    """Write a pack so that it is whole or not there at all.

    Tables go to a hidden folder beside the target; leaving the ``with`` block without an error renames
    it into place (an older pack there is replaced). On an error, a full disk or Ctrl-C it is removed.
    """

    target: Path
    package: DataPackage
    _folder: Path = field(init=False, repr=False)

    def __enter__(self) -> Self:
        """Make the hidden folder.

        Raises
        ------
        UserError
            If the target is a file, holds other files, or its folder may not be written to.
        """
        self._check_target()
        try:
            self.target.parent.mkdir(parents=True, exist_ok=True)
            self._folder = Path(tempfile.mkdtemp(prefix=f".{self.target.name}.", dir=self.target.parent))
        except OSError as error:
            raise self._not_written(error) from error
        return self

    def add_table(  # noqa: PLR0913 - one argument a line of the description
        self,
        name: str,
        table: pl.DataFrame,
        *,
        role: str,
        title: str = "",
        publisher: str = "",
        licence: str = "",
        units: dict[str, str] | None = None,
    ) -> None:
        """Write a table as Parquet and describe it."""
        path = self._folder / f"{name}.parquet"
        try:
            table.write_parquet(path, compression="zstd", statistics=True, row_group_size=100_000)
        except pl.exceptions.PolarsError as error:  # how Polars reports a full disk
            raise OSError(f"{error}") from error
        columns = [
            Column(name=column, type=str(dtype), unit=(units or {}).get(column, ""))
            for column, dtype in table.schema.items()
        ]
        self._describe(path, len(table), columns, role=role, title=title, publisher=publisher, licence=licence)

    def add_boundaries(self, level: str, table: gpd.GeoDataFrame, *, publisher: str = "", licence: str = "") -> None:
        """Write boundaries (``code``, ``geometry``, EPSG:4326) as GeoParquet and describe them."""
        path = self._folder / f"boundaries_{level}.parquet"
        table[["code", "geometry"]].to_parquet(path, compression="zstd", index=False)
        columns = [Column(name="code", type="String"), Column(name="geometry", type="WKB", unit="EPSG:4326")]
        self._describe(
            path, len(table), columns, role=f"boundaries:{level}", title="", publisher=publisher, licence=licence
        )

    def add_streets(self, write: Callable[[Path], int], *, title: str, publisher: str, licence: str) -> None:
        """Let an OpenStreetMap file be written and describe it.

        Parameters
        ----------
        write
            Writes the file at a path that it is given and returns how many objects the file has.
        """
        path = self._folder / STREETS_FILE
        objects = write(path)
        about = {"role": "streets", "title": title, "publisher": publisher, "licence": licence}
        self._describe(path, objects, [], format=STREETS_FORMAT, **about)

    def _describe(self, path: Path, rows: int, columns: list[Column], **about: str) -> None:
        self.package.resources.append(
            Resource(
                name=path.name.partition(".")[0],
                path=path.name,
                rows=rows,
                bytes=path.stat().st_size,
                hash=sha256(path),
                schema=TableSchema(fields=columns),
                **about,
            )
        )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Rename the finished pack into place, or remove what was half built."""
        try:
            if kind is None:
                write_datapackage(self._folder, self.package)
                give_usual_permissions(self._folder)
                self._replace_target()
        except OSError as fault:
            raise self._not_written(fault) from fault
        finally:
            remove_folder(self._folder)
        if isinstance(error, OSError):
            raise self._not_written(error) from error

    def _not_written(self, error: OSError) -> UserError:
        return UserError(
            f"The pack could not be written to {self.target}.",
            f"{error.strerror or error} ({error.filename or self.target}).",
            "Free some space or choose another folder, then run the command again. Nothing half-built was left.",
        )

    def _check_target(self) -> None:
        if not self.target.exists():
            return
        is_folder = self.target.is_dir()
        if not is_folder or (any(self.target.iterdir()) and not (self.target / FILE_NAME).exists()):
            raise UserError(
                f"The pack was not written to {self.target}.",
                "The folder already holds other files." if is_folder else "It is a file, not a folder.",
                "Give --out a new or empty folder.",
            )

    def _replace_target(self) -> None:
        if not self.target.exists():
            self._folder.rename(self.target)
            return
        self._check_target()
        old = Path(tempfile.mkdtemp(prefix=f".{self.target.name}.old.", dir=self.target.parent))
        self.target.rename(old / "pack")
        self._folder.rename(self.target)
        remove_folder(old)
