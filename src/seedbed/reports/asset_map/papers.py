"""Sheets of paper (ISO 216), and how large print is on them."""

from __future__ import annotations

from dataclasses import dataclass

POINTS_PER_MILLIMETRE = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet, upright; lengths in millimetres, print in points.

    Parameters
    ----------
    print_size
        Of names in the key, for the distance at which such a sheet is read.
    smallest
        To which the key may shrink so that all of it fits.
    """

    name: str
    width: float
    height: float
    print_size: float
    smallest: float

    @property
    def points(self) -> tuple[float, float]:
        """Width and height in points."""
        return self.width * POINTS_PER_MILLIMETRE, self.height * POINTS_PER_MILLIMETRE


PAPERS = {
    paper.name: paper
    for paper in (
        Paper("A4", 210, 297, 9, 7),
        Paper("A3", 297, 420, 11, 8),
        Paper("A2", 420, 594, 14, 10),
        Paper("A1", 594, 841, 18, 12),
        Paper("A0", 841, 1189, 24, 14),
    )
}
"""Sheets by name, the smallest first."""
