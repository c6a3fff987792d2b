"""Which areas of a region adjoin, and which run close without sharing a border."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from seedbed.analysis.profile.contiguity import shared_borders
from seedbed.analysis.profile.near_borders import in_metres, near_borders
from seedbed.errors import UsageError
from seedbed.reports.screen_documents import NearBorder
from seedbed.workflows.places.screen_region import Borders, Shapes

MOST_METRES = 50.0
"""Wider gaps are roads, rivers or fields, not two files' versions of one border."""
LEAST_LENGTH = 4
"""Borders that only meet at a corner stay within the tolerance over about two tolerances; four leave a margin."""


@dataclass(frozen=True, slots=True)
class Outlines:
    """The outlines of a region's areas, as their file has them and in longitude and latitude."""

    codes: Sequence[str]
    names: Sequence[str]
    given: Shapes
    degrees: Shapes


def check_near(near: float | None) -> None:
    """Refuse a tolerance that makes no sense, before long work starts.

    Raises
    ------
    UsageError
        If it is not above 0 and at most 50 metres.
    """
    if near is not None and not 0 < near <= MOST_METRES:
        raise UsageError(
            f"Borders {near:g} m apart cannot count as shared.",
            f"--near is not above 0 and at most {MOST_METRES:g} metres.",
            "Give the widest gap between two files' versions of one border, such as 2.",
        )


def borders(outlines: Outlines, near: float | None) -> Borders:
    """Find which areas adjoin.

    Parameters
    ----------
    outlines
        The areas.
    near
        Borders that run this close, in metres, over at least four times that length count as shared too and are
        listed apart; None counts only borders that are exactly the same.
    """
    contiguity = shared_borders(outlines.given)
    if near is None:
        return Borders(contiguity)
    found = near_borders(in_metres(outlines.degrees), contiguity, near, LEAST_LENGTH * near)
    listed = [
        NearBorder(
            areas=[outlines.codes[area] for area in pair],
            names=[outlines.names[area] for area in pair],
            length=round(float(length), 1),
            distance=round(float(distance), 2),
        )
        for pair, length, distance in zip(found.pairs.tolist(), found.length, found.distance, strict=True)
    ]
    return Borders(contiguity.joined_with(found.pairs), listed, near_rule(near))


def near_rule(near: float) -> str:
    """Say in words what was taken as a near border."""
    return (
        f"Areas without a border in common count as adjoining where their borders run within {near:g} m of each other "
        f"over at least {LEAST_LENGTH * near:g} m: outlines of different files seldom share their corners."
    )
