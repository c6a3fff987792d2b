"""Packs of open data: build, add, list, verify, and where the files come from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from seedbed.errors import BadInputError, MissingDataError, UserError
from seedbed.formats.datapackage import FILE_NAME
from seedbed.reports.data_documents import (
    BrokenPack,
    DataAddDocument,
    DataBuildDocument,
    DataInput,
    DataListDocument,
    DataSource,
    DataSourcesDocument,
    DataVerifyDocument,
    Fault,
    InstalledLevel,
    PackSummary,
    VerifiedPack,
)
from seedbed.sources.england.datasets import DATASETS
from seedbed.sources.england.recipe import build_england
from seedbed.sources.england.registry import readers
from seedbed.sources.england.workshop import Input
from seedbed.sources.packs import Pack
from seedbed.sources.store import GET_DATA, add_pack, pack_folders
from seedbed.sources.verify import verify_pack
from seedbed.workflows.progress import Progress, silent


def build(folder: Path, target: Path, *, today: date, progress: Progress = silent) -> DataBuildDocument:
    """Build England's pack from a folder of files.

    Raises
    ------
    MissingDataError
        If a required file is not there.
    BadInputError
        If a file cannot be read.
    UserError
        If the pack cannot be written.
    """
    report = build_england(folder, target, created=today, progress=progress)
    return DataBuildDocument(
        pack="england",
        folder=str(report.target),
        small_areas=report.small_areas,
        areas=report.areas,
        indicators=report.indicators,
        figures=report.figures,
        used=[_input(each) for each in report.used],
        left_out=[_input(each) for each in report.left_out],
        notes=report.notes,
        next_step=f"seedbed data add {report.target}",
    )


def _input(each: Input) -> DataInput:
    return DataInput(
        dataset=each.dataset,
        title=each.title,
        files=each.files,
        publisher=each.publisher,
        licence=each.licence,
        url=each.url,
    )


def add(folder: Path, directory: Path) -> DataAddDocument:
    """Install a pack into the data directory.

    Raises
    ------
    BadInputError
        If it is not a whole pack.
    UserError
        If it cannot be copied.
    """
    pack = add_pack(folder, directory)
    return DataAddDocument(pack=_summary(pack), invented=pack.package.invented)


def list_packs(directory: Path) -> DataListDocument:
    """List the installed packs, and folders among them that cannot be read."""
    packs, broken = [], []
    for folder in pack_folders(directory):
        try:
            packs.append(_summary(Pack.open(folder)))
        except UserError as error:
            broken.append(BrokenPack(folder=str(folder), problem=error.why))
        except (pl.exceptions.PolarsError, OSError) as error:
            broken.append(BrokenPack(folder=str(folder), problem=f"{folder}: {str(error).splitlines()[0][:200]}"))
    return DataListDocument(directory=str(directory), packs=packs, broken=broken)


def _summary(pack: Pack) -> PackSummary:
    counts = pack.scan("areas").group_by("level").agg(pl.len().alias("areas"), pl.col("population").sum()).collect()
    areas = {row["level"]: row for row in counts.iter_rows(named=True)}
    resources = pack.package.resources
    small = areas.get(pack.small_level.id, {"population": 0})
    return PackSummary(
        name=pack.name,
        title=pack.package.title,
        version=pack.package.version,
        folder=str(pack.folder),
        invented=pack.package.invented,
        levels=[
            InstalledLevel(
                id=level.id, name=level.name, plural=level.plural, areas=areas.get(level.id, {}).get("areas", 0)
            )
            for level in pack.package.levels
        ],
        population=int(small["population"] or 0),
        indicators=sum(each.rows for each in resources if each.role == "indicators"),
        figures=sum(each.rows for each in resources if each.role == "figures"),
        bytes=sum(each.bytes for each in resources),
        attribution=pack.package.attribution,
    )


def verify(name: str | None, directory: Path, progress: Progress = silent) -> DataVerifyDocument:
    """Check one pack (its name when installed, or its folder), or all installed packs.

    Raises
    ------
    MissingDataError
        If there is no such pack, or none at all.
    """
    folders = _folders_to_verify(name, directory)
    packs = [_verified(folder, progress) for folder in folders]
    return DataVerifyDocument(whole=all(each.whole for each in packs), packs=packs)


def _folders_to_verify(name: str | None, directory: Path) -> list[Path]:
    installed = pack_folders(directory)
    if name is None:
        if installed:
            return installed
        raise MissingDataError(
            "There is nothing to check.", f"No pack is installed in {directory / 'packs'}.", GET_DATA
        )
    found = [folder for folder in installed if folder.name == name]
    if found:
        return found
    if Path(name).is_dir():
        return [Path(name)]
    raise MissingDataError(
        f"The pack {name} is not installed.", f"It is not in {directory}, and there is no folder {name}.", GET_DATA
    )


def _verified(folder: Path, progress: Progress) -> VerifiedPack:
    faults = [Fault(file=each.file, problem=each.problem) for each in verify_pack(folder, progress)]
    try:
        package = Pack.open(folder).package
        name, resources = package.name, package.resources
    except BadInputError:
        name, resources = folder.name, []
    return VerifiedPack(
        name=name,
        folder=str(folder),
        files=len(resources),
        rows=sum(each.rows for each in resources),
        whole=not faults,
        faults=faults,
    )


def refuse_faults(document: DataVerifyDocument) -> None:
    """Raise when something is wrong with a pack.

    Raises
    ------
    BadInputError
        Naming the first fault and how many there are.
    """
    broken = [pack for pack in document.packs if not pack.whole]
    if not broken:
        return
    first = broken[0].faults[0]
    total = sum(len(pack.faults) for pack in broken)
    raise BadInputError(
        f"{total} thing{'s are' if total > 1 else ' is'} wrong with {' and '.join(pack.name for pack in broken)}.",
        f"{Path(broken[0].folder) / (first.file or FILE_NAME)}: {first.problem}",
        "Build the pack again and add it with 'seedbed data add DIR'.",
    )


def sources() -> DataSourcesDocument:
    """Say where each publisher's file is to be had and which files the build looks for."""
    found = [
        DataSource(
            dataset=spec.id,
            title=spec.title,
            required=spec.required,
            publisher=spec.publisher.name,
            licence=spec.publisher.licence,
            url=spec.url,
            files=[reader.files for reader in readers(spec.id)],
            about=spec.about,
        )
        for spec in DATASETS.values()
    ]
    return DataSourcesDocument(pack="england", sources=found)
