"""Who lives in a neighbourhood, by the bands of the card: from the figures of its pack, area by area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from seedbed.analysis.equity.estimates import Floats
from seedbed.demo.names import PACK_NAME, TOWN_PREFIX
from seedbed.demo.story.cards import indicators_of
from seedbed.reports.thread.survival import Benchmark
from seedbed.web.consent.card_questions import question_of
from seedbed.web.places.models import Neighbourhood
from seedbed.web.places.packs import pack_named
from seedbed.web.places.queries import boundary_of

if TYPE_CHECKING:
    from seedbed.sources.packs import Pack

DISABLED, NOT_DISABLED = "Disabled", "Not disabled"


@dataclass(frozen=True, slots=True)
class Residents:
    """People who live in a neighbourhood.

    Parameters
    ----------
    groups
        Names of the groups, shape (groups,).
    group_of
        The group that each band of the card belongs to: a census may tell fewer apart.
    people
        Residents by area and group, shape (areas, groups); areas that the line cuts count in part.
    places
        Metres east and north of the areas' middles, shape (areas, 2).
    source
        Whom they are of, with the source.
    """

    groups: tuple[str, ...]
    group_of: Mapping[str, str]
    people: Floats
    places: Floats
    source: str

    @property
    def all(self) -> Floats:
        """People of each group in the whole neighbourhood, shape (groups,)."""
        return np.asarray(self.people.sum(axis=0))


def residents_of(neighbourhood: Neighbourhood, characteristic: str) -> Residents | None:
    """Return who lives in a neighbourhood; None where it has no line, no pack, or the pack does not count them."""
    line, pack = boundary_of(neighbourhood), pack_named(neighbourhood.programme.pack)
    if line is None or pack is None:
        return None
    by_indicator = _counted(pack, characteristic)
    if not by_indicator:
        return None
    return _read(pack, dict(line.shares), by_indicator, characteristic)


def people_of(neighbourhood: Neighbourhood, characteristic: str) -> Benchmark | None:
    """Return residents by the words of the card, for measures; None where the census tells fewer groups apart."""
    found = residents_of(neighbourhood, characteristic)
    if found is None or any(band != group for band, group in found.group_of.items()):
        return None
    return Benchmark(dict(zip(found.groups, found.all.tolist(), strict=True)), found.source)


def _counted(pack: Pack, characteristic: str) -> dict[str, str]:
    """Return the group that each indicator of a pack counts; nothing where the pack does not count all of them."""
    if pack.name == PACK_NAME:
        own = {f"{TOWN_PREFIX}{indicator}": group for indicator, group in indicators_of(characteristic).items()}
        if own:
            return own
    question = question_of(characteristic)
    if question is None:
        return {}
    here = {
        each.id for each in pack.indicators.values() if each.kind == "proportion" and each.level == pack.small_level.id
    }
    found = {
        indicator: band.words
        for band in question.bands
        for indicator in here
        if indicator.endswith(f".{characteristic}.{band.id}")
    }
    if len(set(found.values())) == len(question.bands):
        return found
    disabled = [indicator for indicator in here if indicator.endswith(".disability.disabled")]
    return {disabled[0]: DISABLED} if characteristic == "disability" and disabled else {}


def _read(pack: Pack, shares: Mapping[str, float], by_indicator: Mapping[str, str], characteristic: str) -> Residents:
    rows = pack.figures(list(shares), list(by_indicator)).collect()
    newest = rows.filter(rows["period"] == rows["period"].max()) if len(rows) else rows
    groups = tuple(dict.fromkeys(by_indicator.values()))
    alone = groups == (DISABLED,)
    groups = (DISABLED, NOT_DISABLED) if alone else groups
    codes = {code: at for at, code in enumerate(sorted(shares))}
    people = np.zeros((len(codes), len(groups)))
    for row in newest.iter_rows(named=True):
        area, here = codes[row["area"]], shares[row["area"]]
        people[area, groups.index(by_indicator[row["indicator"]])] += (row["numerator"] or 0.0) * here
        if alone:
            people[area, 1] += ((row["denominator"] or 0.0) - (row["numerator"] or 0.0)) * here
    of_band = _group_of(groups, by_indicator, characteristic)
    return Residents(groups, of_band, people, _places(pack, codes), _said(pack, by_indicator))


def _group_of(groups: tuple[str, ...], by_indicator: Mapping[str, str], characteristic: str) -> dict[str, str]:
    if groups == (DISABLED, NOT_DISABLED):
        question = question_of(characteristic)
        bands = [band.words for band in question.bands] if question else []
        return {band: NOT_DISABLED if band == NOT_DISABLED else DISABLED for band in bands}
    return {group: group for group in by_indicator.values()}


def _places(pack: Pack, codes: Mapping[str, int]) -> Floats:
    places = np.full((len(codes), 2), np.nan)
    for row in pack.small_areas().iter_rows(named=True):
        if row["code"] in codes:
            places[codes[row["code"]]] = row["easting"], row["northing"]
    return places


def _said(pack: Pack, by_indicator: Mapping[str, str]) -> str:
    first = pack.indicators[next(iter(by_indicator))]
    return f"residents ({first.publisher}, {first.period})"
