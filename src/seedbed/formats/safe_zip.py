"""Unpack the few files we need from a zip that strangers made."""

from __future__ import annotations

import shutil
import stat
import zipfile
from pathlib import Path, PurePosixPath

from seedbed.formats.damaged_zips import DAMAGED_ZIP
from seedbed.formats.outlines import LARGEST_FILE, cannot_read

MOST_MEMBERS = 1_000
LARGEST_RATIO = 200
LONGEST_NAME = 200
AGAIN = "Zip the files again, without folders or passwords, and try again."
SMALLER = "Zip the outline of the neighbourhood alone."


def unpack(
    path: Path,
    into: Path,
    suffixes: frozenset[str],
    largest: int = LARGEST_FILE,
    most: int = MOST_MEMBERS,
    smaller: str = SMALLER,
) -> list[Path]:
    """Unpack the members with these suffixes into one flat folder.

    Parameters
    ----------
    path
        The zip file.
    into
        An empty folder of our own.
    suffixes
        Endings wanted, lower case with the dot; other members are left alone.
    largest
        Bytes that the unpacked members may hold together.
    most
        Members that the zip may have.
    smaller
        What to do where it holds too much.

    Raises
    ------
    BadInputError
        If the zip is damaged, locked, points outside itself or would unpack to too much.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = _checked(path, archive, largest, most, smaller)
            wanted = [m for m in members if PurePosixPath(m.filename).suffix.lower() in suffixes and not _hidden(m)]
            return [_unpack_one(path, archive, member, into, largest) for member in wanted]
    except DAMAGED_ZIP as error:
        why = f"The zip file is damaged or cut short ({error})."
        raise cannot_read(path, why, "Download or zip it again.") from error


def _checked(path: Path, archive: zipfile.ZipFile, largest: int, most: int, smaller: str) -> list[zipfile.ZipInfo]:
    members = archive.infolist()
    if len(members) > most:
        raise cannot_read(path, f"The zip holds {len(members):,} files; at most {most:,} are taken.", AGAIN)
    for member in members:
        _check_member(path, member)
    total = sum(member.file_size for member in members)
    if total > largest:
        why = f"The zip would unpack to {total / 1024**2:,.0f} MB; at most {largest / 1024**2:,.0f} MB are taken."
        raise cannot_read(path, why, smaller)
    return members


def _check_member(path: Path, member: zipfile.ZipInfo) -> None:
    name = member.filename.replace("\\", "/")
    inside = PurePosixPath(name)
    if inside.is_absolute() or ".." in inside.parts or ":" in name:
        raise cannot_read(path, f"The zip names a file outside itself: {member.filename[:100]!r}.", AGAIN)
    if len(inside.name.encode("utf-8", "replace")) > LONGEST_NAME:
        raise cannot_read(path, f"The zip holds a file whose name is too long: {inside.name[:100]!r}.", AGAIN)
    if stat.S_ISLNK(member.external_attr >> 16):
        raise cannot_read(path, f"The zip holds a link instead of a file: {member.filename[:100]!r}.", AGAIN)
    if member.flag_bits & 1:
        raise cannot_read(path, f"The zip is locked with a password ({member.filename[:100]}).", AGAIN)
    if member.file_size > LARGEST_RATIO * max(member.compress_size, 1024):
        swell = f"{member.compress_size:,} bytes would swell to {member.file_size:,}"
        raise cannot_read(path, f"The zip swells too much to be safe: in {member.filename[:100]}, {swell}.", AGAIN)


def _hidden(member: zipfile.ZipInfo) -> bool:
    return member.is_dir() or any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(member.filename).parts)


def _unpack_one(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, into: Path, largest: int) -> Path:
    target = into / PurePosixPath(member.filename.replace("\\", "/")).name
    if target.exists():
        raise cannot_read(path, f"The zip holds two files named {target.name}.", AGAIN)
    with archive.open(member) as source, target.open("wb") as file:
        # zipfile stops at the size a member declares, so a lying header cannot write more than was checked.
        shutil.copyfileobj(source, file, 1024**2)
    if target.stat().st_size > largest:
        raise cannot_read(path, f"{member.filename} is larger than the zip says.", AGAIN)
    return target
