"""What every reader of drawn outlines hands over, and what it says when it cannot."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from seedbed.errors import BadInputError

LARGEST_FILE = 200 * 1024**2
"""Bytes; a boundary of England at full detail is a tenth of this."""

NAME_KEYS = ("name", "title", "label", "id")


@dataclass(frozen=True, slots=True)
class Outline:
    """One feature of a file, as read.

    Parameters
    ----------
    geometry
        Any geometry, in the file's own coordinates; None where the feature has none.
    label
        How a person finds it in the file: "feature 2 (Old Ford)".
    name
        Its own name, or empty.
    """

    geometry: BaseGeometry | None
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Outlines:
    """The features of a file and the coordinate reference system they are in.

    ``crs`` is anything pyproj understands, or None where the file does not say.
    """

    features: list[Outline]
    crs: str | None


def outline(number: int, geometry: BaseGeometry | None, properties: dict[str, object]) -> Outline:
    """Label a feature by its place in the file and its name."""
    lowered = {str(key).lower(): value for key, value in properties.items()}
    name = next((str(lowered[key]) for key in NAME_KEYS if isinstance(lowered.get(key), str)), "").strip()[:80]
    return Outline(geometry, f"feature {number} ({name})" if name else f"feature {number}", name)


def cannot_read(path: Path, why: str, next_step: str) -> BadInputError:
    """Make the error every reader raises for a file it cannot take."""
    return BadInputError(f"The file {path.name} cannot be read.", f"{path}: {why}", next_step)


def check_size(path: Path, largest: int = LARGEST_FILE) -> None:
    """Refuse a file that is absent, not a file, empty or too large, without opening it.

    Raises
    ------
    BadInputError
        With the size and the limit.
    """
    try:
        about = path.stat()
    except FileNotFoundError:
        raise cannot_read(path, "There is no such file.", "Check the name and the folder.") from None
    except OSError as error:
        raise cannot_read(path, f"{error.strerror or error}.", "Check the name and the folder.") from error
    if stat.S_ISDIR(about.st_mode):
        raise cannot_read(path, "It is a folder, not a file.", "Give the file inside it.")
    if not stat.S_ISREG(about.st_mode):
        raise cannot_read(path, "It is not a plain file.", "Save it to a file and give that.")
    size = about.st_size
    if size == 0:
        raise cannot_read(path, "The file is empty (0 bytes).", "Export or download it again.")
    if size > largest:
        raise cannot_read(
            path,
            f"It holds {size / 1024**2:,.0f} MB; at most {largest / 1024**2:,.0f} MB are taken.",
            "Save what belongs to the neighbourhood alone, and try again.",
        )
