"""Find the printed corners of a sheet in a photograph, and say which sheet it is.

Corners are AprilTags of family 36h11 (Olson 2011; Wang and Olson 2016), found by OpenCV. Which way up the sheet lies
does not matter: each corner has its own number.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from seedbed.errors import BadInputError
from seedbed.formats.paper.codes import FAMILIES, SheetCode, code_in
from seedbed.formats.paper.pack import PaperPack, PrintedSheet
from seedbed.formats.paper.photos import Photograph, Picture

Spots = NDArray[np.float64]
"""Rows of two: across and down."""

CORNERS = ("top left", "top right", "bottom right", "bottom left")
LEAST = 3
"""Corners that must be seen."""
WHOLE = "Take it again from above, in even light, with all four printed corners in the picture."
ONE = "Take one photograph of each sheet."


@dataclass(frozen=True, slots=True)
class FoundCorners:
    """Corner markers of one sheet in a photograph.

    Parameters
    ----------
    family
        Which set of markers.
    seen
        Of each corner that was found (0 top left, then clockwise), the four corners of its marker in pixels.
    """

    family: int
    seen: Mapping[int, Spots]


def find_corners(photograph: Photograph) -> FoundCorners:
    """Return the corners of the one sheet in a photograph.

    Raises
    ------
    BadInputError
        If fewer than three corners are seen, or the corners of two sheets.
    """
    grey = cv2.cvtColor(photograph.pixels, cv2.COLOR_BGR2GRAY)
    found = _markers(grey)
    if _fewer(found):
        # Dark or flat pictures: the same with its contrast evened out, square by square.
        evened = cv2.createCLAHE(clipLimit=4.0, tileGridSize=(8, 8)).apply(grey)
        found = _best(found, _markers(cv2.GaussianBlur(evened, (0, 0), 1.0)))
    if _fewer(found):
        larger = cv2.resize(grey, None, fx=1.6, fy=1.6, interpolation=cv2.INTER_CUBIC)
        found = _best(found, {number: [each / 1.6 for each in seen] for number, seen in _markers(larger).items()})
    return _of_one_sheet(photograph.name, found)


def _of_one_sheet(name: str, found: Mapping[int, list[Spots]]) -> FoundCorners:
    families: dict[int, dict[int, Spots]] = defaultdict(dict)
    for number, seen in found.items():
        families[number // 4][number % 4] = seen[0]
    whole = [family for family, seen in families.items() if len(seen) >= 2]
    if len(whole) > 1 or any(len(seen) > 1 for seen in found.values()):
        raise BadInputError(f"{name} shows more than one sheet.", "Corners of two sheets are in it.", ONE)
    if not families:
        raise BadInputError(f"{name} was not read.", "None of the four printed corners was found in it.", WHOLE)
    family = max(families, key=lambda each: len(families[each]))
    if len(families[family]) < LEAST:
        seen_corners = " and ".join(CORNERS[corner] for corner in sorted(families[family]))
        why = f"Of the four printed corners only this was found: {seen_corners}; three are needed."
        raise BadInputError(f"{name} was not read.", why, WHOLE)
    return FoundCorners(family, families[family])


def _fewer(found: Mapping[int, list[Spots]]) -> bool:
    return max(Counter(number // 4 for number in found).values(), default=0) < 4


def _best(one: dict[int, list[Spots]], other: dict[int, list[Spots]]) -> dict[int, list[Spots]]:
    """Return what both found; where both found a marker, as the first saw it."""
    return {**other, **one}


def _markers(grey: cv2.typing.MatLike) -> dict[int, list[Spots]]:
    seen, numbers, _ = _detector().detectMarkers(grey)
    found: dict[int, list[Spots]] = defaultdict(list)
    for corners, number in zip(seen, np.ravel(numbers) if len(seen) else (), strict=True):
        if int(number) < 4 * FAMILIES:
            found[int(number)].append(np.asarray(corners, np.float64).reshape(4, 2))
    return dict(found)


@cache
def _detector() -> cv2.aruco.ArucoDetector:
    settings = cv2.aruco.DetectorParameters()
    settings.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    settings.cornerRefinementWinSize = 5
    settings.adaptiveThreshWinSizeMax = 53
    settings.adaptiveThreshWinSizeStep = 10
    settings.minMarkerPerimeterRate = 0.015
    return cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_APRILTAG_36h11), settings)


def marker_picture(number: int) -> NDArray[np.bool_]:
    """Return the 8 × 8 squares of a marker; true is black."""
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_APRILTAG_36h11)
    return np.asarray(cv2.aruco.generateImageMarker(dictionary, number, 8)) < 128


def read_code(squared: Picture) -> SheetCode | None:
    """Return what the square code in a picture of it says; None where it cannot be read."""
    for larger in (1.0, 2.0, 3.0):
        seen = cv2.resize(squared, None, fx=larger, fy=larger, interpolation=cv2.INTER_CUBIC)
        for each in (seen, cv2.createCLAHE(3.0, (4, 4)).apply(cv2.cvtColor(seen, cv2.COLOR_BGR2GRAY))):
            text, _, _ = cv2.QRCodeDetector().detectAndDecode(each)
            if (code := code_in(text)) is not None:
                return code
    return None


def sheet_of(photograph: Photograph, corners: FoundCorners, pack: PaperPack) -> PrintedSheet:
    """Return the sheet of a pack that has these corners.

    Raises
    ------
    BadInputError
        If the pack has no such sheet.
    """
    sheet = pack.of_family(corners.family)
    if sheet is None:
        raise BadInputError(
            f"{photograph.name} shows a sheet of another pack.",
            f"No sheet of pack {pack.pack} ({pack.place}) has these corners.",
            "Give the pack that it was printed with; its six signs stand beside the square code.",
        )
    return sheet


def check_code(photograph: Photograph, said: SheetCode | None, sheet: PrintedSheet, pack: PaperPack) -> None:
    """Refuse a sheet whose square code says that it is another one.

    Raises
    ------
    BadInputError
        If the code is of another neighbourhood, pack or page, or the map was laid out differently.
    """
    wanted = pack.code(sheet)
    if said is None or said == wanted:
        return
    what = f"{photograph.name} shows another sheet than its corners say."
    if said.place != wanted.place:
        what, why = f"{photograph.name} shows a sheet of another neighbourhood.", f"The pack is of {pack.place}."
    elif said.pack != wanted.pack:
        what, why = f"{photograph.name} shows a sheet of another pack.", f"It says {said.pack}; given was {pack.pack}."
    elif said.page != wanted.page:
        why = f"Its square code says page {said.page}, its corners page {sheet.page}."
    else:
        why = "Its map lies elsewhere than the pack says: the check in its square code is another."
    raise BadInputError(what, why, "Give the pack that it was printed with, or enter its marks by hand.")
