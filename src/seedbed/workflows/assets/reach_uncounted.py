"""Whom an answer does not count, and loads of people that no origin can hold."""

from __future__ import annotations

import warnings

import numpy as np

from seedbed.errors import MethodWarning
from seedbed.reports.assets.reach_documents import ReachMissing
from seedbed.reports.words import count, listed
from seedbed.workflows.assets.reach_origins import Origins

ABSURD, ABSURD_TIMES = 100.0, 20.0
"""People at one origin, and times the usual, from which an area's homes can hardly all be on the map."""
NAMED = 8


def missing_rows(origins: Origins) -> list[ReachMissing]:
    """Return areas whose people are not counted as the document holds them, those with most people first."""
    if not origins.known:
        return []
    rows = [
        ReachMissing(why=each.why, area=code, name=origins.names.get(code, ""), people=float(people))
        for each in origins.missed
        for code, people in zip(each.codes, each.people.tolist(), strict=True)
    ]
    return sorted(rows, key=lambda row: -row.people)


def warn_of_loads(origins: Origins) -> None:
    """Warn where so many people start from one origin that most homes of their area cannot be on the map.

    Looked at where several origins share an area's people: an origin with over 100 people and over 20 times as many
    as the usual one (the median over origins).
    """
    if not origins.known or len(origins) <= len(origins.people):
        return
    load = origins.shared(origins.people)
    usual = float(np.median(load[load > 0])) if (load > 0).any() else 0.0
    heavy = (load > ABSURD) & (load > ABSURD_TIMES * usual)
    if not heavy.any():
        return
    areas = np.unique(origins.area[heavy])
    worst = sorted(areas.tolist(), key=lambda area: -float(load[origins.area == area].max()))

    def named(area: int) -> str:
        code = origins.area_codes[area]
        return origins.names.get(code) or code

    told = [
        f"{named(area)} ({count(round(float(load[origins.area == area].sum())))} people from "
        f"{count(int((origins.area == area).sum()))})"
        for area in worst[:NAMED]
    ]
    more = f" and {count(len(worst) - NAMED)} more" if len(worst) > NAMED else ""
    warnings.warn(
        f"In {count(len(worst))} areas up to {count(round(float(load.max())))} people start from one of the "
        f"{origins.kind}, where {usual:.1f} are usual: {listed(told)}{more}. Most homes there are not on the map, so "
        "what is said of these people is a guess; starting from the middle of areas is safer.",
        MethodWarning,
        stacklevel=2,
    )
