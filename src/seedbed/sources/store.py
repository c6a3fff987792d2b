"""The packs installed on this machine: a folder with one folder a pack."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from seedbed.errors import BadInputError, MissingDataError, UsageError, UserError
from seedbed.formats.datapackage import FILE_NAME
from seedbed.formats.files import remove_folder
from seedbed.sources.codes import systems_of
from seedbed.sources.packs import Pack, give_usual_permissions
from seedbed.sources.verify import quick_findings

VARIABLE = "SEEDBED_DATA_DIR"
GET_DATA = (
    "Run 'seedbed data build england --from FOLDER --out DIR' and then 'seedbed data add DIR'; "
    "'seedbed data sources' says where the files are to be had."
)


def data_directory(environment: Mapping[str, str]) -> Path:
    """Return where packs are kept: ``SEEDBED_DATA_DIR`` of the environment, else the platform's own place."""
    import platformdirs

    chosen = environment.get(VARIABLE, "").strip()
    if not chosen:
        return platformdirs.user_data_path("seedbed", appauthor=False)
    return Path(os.path.expanduser(chosen))  # noqa: PTH111 - leaves ~nobody as it is, where Path raises


def pack_folders(directory: Path) -> list[Path]:
    """Return the folders that hold installed packs, whole or not, by name."""
    packs = directory / "packs"
    if not packs.is_dir():
        return []
    return sorted(path for path in packs.iterdir() if path.is_dir() and not path.name.startswith("."))


def installed_packs(directory: Path) -> list[Pack]:
    """Return the installed packs whose description can be read, by name."""
    packs = []
    for folder in pack_folders(directory):
        try:
            packs.append(Pack.open(folder))
        except BadInputError:
            continue  # 'seedbed data verify' and 'data list' tell about it
    return packs


def installed_pack(name: str, directory: Path) -> Pack:
    """Return the installed pack of a name.

    Raises
    ------
    MissingDataError
        If there is none.
    """
    for pack in installed_packs(directory):
        if pack.name == name:
            return pack
    raise MissingDataError(f"The pack {name} is not installed.", _what_there_is(directory), GET_DATA)


def named_pack(name: str, directory: Path) -> Pack:
    """Return a pack by its name where it is installed, else by its folder.

    Raises
    ------
    MissingDataError
        If there is no such pack.
    BadInputError
        If the folder is not a pack.
    """
    folder = Path(name)
    if folder.is_dir() and all(pack.name != name for pack in installed_packs(directory)):
        return Pack.open(folder)
    return installed_pack(name, directory)


def add_pack(folder: Path, directory: Path) -> Pack:
    """Install a pack: check it quickly, copy it whole, replace one of the same name.

    Parameters
    ----------
    folder
        A pack as ``seedbed data build`` wrote it.
    directory
        The data directory.

    Raises
    ------
    BadInputError
        If it is not a pack, a file is missing or does not have its checksum.
    UserError
        If it cannot be copied, for example because the disk is full.
    """
    pack = Pack.open(folder)
    _check_name(pack)
    found = quick_findings(pack)
    if found:
        raise BadInputError(
            f"The pack in {folder} was not added.",
            f"{found[0].file}: {found[0].problem}" + (f" And {len(found) - 1} more." if len(found) > 1 else ""),
            "Build it again, or see all that is wrong with 'seedbed data verify DIR'.",
        )
    target = directory / "packs" / pack.name
    if folder.resolve() == target.resolve():
        return pack
    try:
        _copy_whole(pack, target)
    except OSError as error:
        raise UserError(
            f"The pack {pack.name} could not be added to {directory}.",
            f"{error.strerror or error} ({error.filename or target}).",
            f"Free some space, or name another folder in {VARIABLE}, then run the command again. "
            "Nothing half-copied was left.",
        ) from error
    return Pack.open(target)


def _check_name(pack: Pack) -> None:
    """Refuse a name that could not be a folder of its own, such as one with a slash."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,63}", pack.name):
        raise BadInputError(
            f"The pack in {pack.folder} was not added.",
            f"{FILE_NAME}: its name {pack.name!r} is not made of small letters, digits, - and _ only.",
            "Do not use this pack, or give it a plain name.",
        )


def _copy_whole(pack: Pack, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        new = work / "new"
        new.mkdir()
        for resource in pack.package.resources:
            place = new / resource.path
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(pack.path(resource), place)
        shutil.copyfile(pack.folder / FILE_NAME, new / FILE_NAME)
        give_usual_permissions(new)
        if target.exists():
            target.rename(work / "old")
        new.rename(target)
    except BaseException:
        if (work / "old").exists() and not target.exists():
            (work / "old").rename(target)
        raise
    finally:
        remove_folder(work)


def pack_holding(code: str, directory: Path) -> Pack:
    """Return the installed pack that has an area, or that has the name.

    A code of an older vintage belongs to the pack that can say what became of it.

    Raises
    ------
    UsageError
        If a pack has codes of this form, but not this one.
    MissingDataError
        If no installed pack fits.
    """
    packs = installed_packs(directory)
    for pack in [*(pack for pack in packs if pack.name == code), *_having(packs, [code])]:
        return pack
    if alike := _pack_of_such_codes(packs, code):
        raise UsageError(
            f"There is no area {code}.",
            f"The pack {alike.name} has codes of this form, but not this one.",
            "Check the code.",
        )
    raise MissingDataError(f"No installed pack has the area {code}.", _what_there_is(directory), GET_DATA)


def _pack_of_such_codes(packs: list[Pack], code: str) -> Pack | None:
    """Return the first pack with a level whose codes have the form of this one."""
    forms = {system.id for system in systems_of(code)}
    fitting = (pack for pack in packs if forms & {level.code_system for level in pack.package.levels})
    return next(fitting, None)


def pack_holding_all(codes: list[str], directory: Path) -> Pack:
    """Return the one installed pack that has some areas.

    Codes that no pack has are left to ``check_small_areas``, which names them.

    Raises
    ------
    MissingDataError
        If no installed pack has any of them, nor codes of their form.
    UsageError
        If they are of different packs.
    """
    packs = installed_packs(directory)
    found = {pack.name: pack for pack in _having(packs, codes)}
    if len(found) > 1:
        raise UsageError(
            "The areas are of different packs.",
            f"They are in {' and '.join(sorted(found))}.",
            "Give areas of one pack.",
        )
    if found:
        return next(iter(found.values()))
    for code in codes:
        if alike := _pack_of_such_codes(packs, code):
            return alike
    named = codes[0] if codes else "(none was given)"
    raise MissingDataError(f"No installed pack has the area {named}.", _what_there_is(directory), GET_DATA)


def _having(packs: list[Pack], codes: list[str]) -> list[Pack]:
    """Return the packs that the areas belong to: each to the first that has it, else that can say what became of it."""
    found, left = [], set(codes)
    for known in (_areas_among, _older_areas_among):
        for pack in packs:
            if left and (has := known(pack, left)):
                found.append(pack)
                left -= has
    return found


def _areas_among(pack: Pack, codes: set[str]) -> set[str]:
    return _codes_among(pack, "areas", "code", codes)


def _older_areas_among(pack: Pack, codes: set[str]) -> set[str]:
    wanted = f":{pack.small_level.id}"
    roles = {resource.role for resource in pack.package.resources}
    lookups = [role for role in roles if role.startswith("lookup:") and role.endswith(wanted)]
    return {code for role in lookups for code in _codes_among(pack, role, "from_code", codes)}


def _codes_among(pack: Pack, role: str, column: str, codes: set[str]) -> set[str]:
    """Return those of the codes that stand in a column: one scan, however many are asked for."""
    return set(pack.scan(role).select(column).filter(pl.col(column).is_in(list(codes))).collect()[column])


def _what_there_is(directory: Path) -> str:
    names = [pack.name for pack in installed_packs(directory)]
    return (
        f"Installed in {directory / 'packs'}: {', '.join(names)}."
        if names
        else f"No pack is installed in {directory / 'packs'}."
    )
