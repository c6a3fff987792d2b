"""Is a pack whole and does it make sense? Every fault found is listed, none stops the search."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl

from seedbed.errors import UserError
from seedbed.formats.datapackage import FILE_NAME, Resource
from seedbed.sources.findings import Finding
from seedbed.sources.pack_files import TABLE_ENDING, sha256
from seedbed.sources.packs import Pack
from seedbed.sources.verify_tables import check_areas, check_boundaries, check_codes, check_figures

__all__ = ["Finding", "quick_findings", "verify_pack"]

ProgressCall = Callable[[float, float, str], None]

NEEDED_ROLES = ("areas", "indicators", "figures")


def quick_findings(pack: Pack) -> list[Finding]:
    """Look for what is wrong with the files: not told of, missing, outside the pack, changed since it was built.

    Returns
    -------
    list
        Faults, none when every file has its size and checksum.
    """
    files = [finding for resource in pack.package.resources for finding in _file_findings(pack, resource)]
    return _description_findings(pack) + files


def verify_pack(folder: Path, progress: ProgressCall) -> list[Finding]:
    """Look for all that is wrong with a pack.

    Checks that files are there with size and checksum; that tables are whole and have the rows, columns and types
    of the description; that codes have the form of their system; that areas are not repeated and have residents;
    that figures are of known areas and indicators, agree with their numerator and denominator, and lie within their
    limits.

    Parameters
    ----------
    folder
        Of the pack.
    progress
        Called as ``progress(done, total, what)``.

    Returns
    -------
    list
        Faults, none when all is well.
    """
    try:
        pack = Pack.open(folder)
    except UserError as error:
        return [Finding(FILE_NAME, f"{error.what} {error.why}")]
    findings = _description_findings(pack)
    resources = pack.package.resources
    sound: list[Resource] = []
    for number, resource in enumerate(resources):
        progress(number, 2 * len(resources), resource.path)
        found = _file_findings(pack, resource) or _table_findings(pack, resource)
        findings += found
        if not found:
            sound.append(resource)
    return findings + _content_findings(pack, sound, progress)


def _description_findings(pack: Pack) -> list[Finding]:
    """Look for what no command can do without."""
    lacking = [f"The pack has no table of {role}." for role in NEEDED_ROLES if not pack.resources(role)]
    if not pack.package.levels:
        lacking.append("The pack names no levels of area.")
    return [Finding(FILE_NAME, problem) for problem in lacking]


def _file_findings(pack: Pack, resource: Resource) -> list[Finding]:
    try:
        path = pack.path(resource)
    except UserError as error:
        return [Finding(resource.path, error.why)]
    if not path.is_file():
        return [Finding(resource.path, "The file is missing.")]
    size = path.stat().st_size
    if size != resource.bytes:
        cut = "cut short" if size < resource.bytes else "longer than it was"
        return [Finding(resource.path, f"The file is {cut}: {size:,} bytes, not {resource.bytes:,}.")]
    try:
        digest = sha256(path)
    except OSError as error:
        return [Finding(resource.path, f"The file cannot be read: {error.strerror or error}.")]
    return [] if digest == resource.hash else [Finding(resource.path, "The checksum is wrong: the file was changed.")]


def _table_findings(pack: Pack, resource: Resource) -> list[Finding]:
    """Check that a Parquet file is whole and is what the description says."""
    path = pack.path(resource)
    if path.suffix != TABLE_ENDING:
        return []
    try:
        schema = pl.read_parquet_schema(path)
        rows = pl.scan_parquet(path).select(pl.len()).collect().item()
    except (pl.exceptions.PolarsError, OSError) as error:
        reason = (str(error).splitlines() or ["unreadable"])[0][:160]
        return [Finding(resource.path, f"It is not a whole Parquet file ({reason}).")]
    described = {column.name: column.type for column in resource.schema_.fields}
    findings = [Finding(resource.path, f"The column {name} is missing.") for name in described if name not in schema]
    findings += [
        Finding(resource.path, f"The column {name} is {schema[name]}, not {kind}.")
        for name, kind in described.items()
        if name in schema and kind != "WKB" and str(schema[name]) != kind
    ]
    if rows != resource.rows:
        findings.append(Finding(resource.path, f"The table has {rows:,} rows, not {resource.rows:,}."))
    return findings


def _content_findings(pack: Pack, sound: list[Resource], progress: ProgressCall) -> list[Finding]:
    """Check what the sound tables say, where the tables they refer to are sound too."""
    roles = {resource.role for resource in sound}
    if not {"areas", "indicators"} <= roles or not pack.package.levels:
        return []
    findings: list[Finding] = []
    for number, resource in enumerate(sound):
        progress(len(sound) + number, 2 * len(sound), resource.path)
        findings += _findings_of(pack, resource, roles)
    return findings


def _findings_of(pack: Pack, resource: Resource, sound_roles: set[str]) -> list[Finding]:
    checks: dict[str, Callable[[Pack, Resource], list[Finding]]] = {
        "areas": check_areas,
        "figures": check_figures,
        "boundaries": check_boundaries,
        "lookup": check_codes,
        "postcodes": check_codes,
        "sites": check_codes,
    }
    kind = resource.role.split(":")[0]
    if resource.role.startswith("boundaries:") and resource.role.split(":")[1] not in _levels(pack):
        return []
    check = checks.get(kind)
    if check is None or (kind == "figures" and "areas" not in sound_roles):
        return []
    try:
        return check(pack, resource)
    except pl.exceptions.PolarsError as error:
        return [Finding(resource.path, f"It does not have the columns of {resource.role} ({str(error)[:120]}).")]


def _levels(pack: Pack) -> set[str]:
    return {level.id for level in pack.package.levels}
