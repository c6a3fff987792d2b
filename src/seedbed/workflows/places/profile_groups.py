"""Core20, the groups of PLUS, strengths, and the list of sources."""

from __future__ import annotations

import math

import numpy as np

from seedbed.analysis.profile.describe import Floats, share_in_most_deprived
from seedbed.reports.documents import Source
from seedbed.reports.profile_documents import AreaShare, Comparator, Core20, PlusGroup, ProfileFigure
from seedbed.reports.strengths import beside, clearness
from seedbed.reports.words import value_text
from seedbed.sources.indicators import TOPICS, Indicator
from seedbed.sources.packs import Pack
from seedbed.workflows.places.profile_areas import Neighbourhood
from seedbed.workflows.places.profile_table import FigureTable, latest_period

CORE20_RULE = (
    "Residents inside who live in small areas of the two most deprived tenths nationally, as a share of all residents "
    "inside whose small area has a decile. Not everybody in such an area is deprived, and many who are live elsewhere."
)


def area_shares(pack: Pack, neighbourhood: Neighbourhood, table: FigureTable) -> list[AreaShare]:
    """Return the small areas with their shares and their place in the deprivation index."""
    deciles = _of_role(pack, table, neighbourhood, "deprivation_decile")
    ranks = _of_role(pack, table, neighbourhood, "deprivation_rank")
    rows = neighbourhood.areas.iter_rows(named=True)
    return [
        AreaShare(
            code=row["code"],
            name=row["name"] or row["code"],
            population=round(row["population"] or 0),
            share=float(share),
            imd_decile=_whole(decile),
            imd_rank=_whole(rank),
        )
        for row, share, decile, rank in zip(rows, neighbourhood.fit.shares, deciles, ranks, strict=True)
    ]


def core20(pack: Pack, neighbourhood: Neighbourhood, table: FigureTable) -> Core20 | None:
    """Return the share of residents in the most deprived fifth, or None where the pack has no deciles here."""
    deciles = _of_role(pack, table, neighbourhood, "deprivation_decile")
    share = share_in_most_deprived(deciles, neighbourhood.weights)
    if math.isnan(share):
        return None
    people = float(round(neighbourhood.weights[deciles <= 2].sum()))
    return Core20(share=share, population=people, rule=CORE20_RULE)


def plus_groups(pack: Pack, figures: list[ProfileFigure]) -> list[PlusGroup]:
    """Return the groups whose share here is above the widest comparator beyond chance, the clearest first."""
    named = set(pack.package.plus_groups)
    found = []
    for figure in figures:
        if figure.indicator not in named or figure.larger_area or figure.value is None or not figure.comparators:
            continue
        widest = figure.comparators[-1]
        if widest.beyond_chance == "higher" and widest.value is not None:
            found.append(_plus_group(figure, widest))
    return sorted(found, key=lambda group: group.value / max(group.comparator, 0.01), reverse=True)


def strengths_first(figures: list[ProfileFigure]) -> tuple[list[ProfileFigure], list[str]]:
    """Order figures as they are told: strengths, then topic by topic; also the strengths' ids.

    Of the strengths, those better than the larger areas beyond chance come first, then the similar, then those better
    than one and worse than another. One that is worse is no strength here, and is told among the rest.
    """
    topics = {topic: place for place, topic in enumerate(TOPICS)}
    figures = [_strength_here(figure) for figure in figures]
    strengths = [figure for figure in figures if figure.strength and figure.value is not None]
    strengths.sort(key=_telling_order)
    ids = [figure.indicator for figure in strengths]
    rest = [figure for figure in figures if figure.indicator not in set(ids)]
    rest.sort(key=lambda figure: topics.get(figure.topic, len(topics)))
    return [*strengths, *rest], ids


def sources(pack: Pack, figures: list[ProfileFigure]) -> list[Source]:
    """Return where the figures come from, each source once, in the order first met.

    A pack may carry a table of role ``sources`` (``id, title, publisher, licence, url``); else the catalogue tells.
    """
    table = pack.scan("sources").collect().iter_rows(named=True) if pack.resources("sources") else []
    described = {row["id"]: row for row in table}
    found: dict[str, Source] = {}
    for figure in figures:
        if figure.source not in found:
            about = described.get(figure.source, {})
            found[figure.source] = _source(pack.indicators[figure.indicator], figure, about)
    return list(found.values())


def _source(indicator: Indicator, figure: ProfileFigure, about: dict[str, str]) -> Source:
    return Source(
        id=figure.source,
        publisher=about.get("publisher") or indicator.publisher,
        title=about.get("title") or figure.source,
        period=figure.period,
        licence=about.get("licence") or indicator.licence,
        url=about.get("url") or indicator.url,
    )


def _plus_group(figure: ProfileFigure, widest: Comparator) -> PlusGroup:
    here = value_text(figure.value, figure.unit, 1)
    there = value_text(widest.value, figure.unit, 1)
    reason = f"{here} here and {there} in {widest.name}: more than chance alone would give."
    return PlusGroup(
        name=figure.name,
        indicator=figure.indicator,
        value=figure.value or 0.0,
        comparator=widest.value or 0.0,
        comparator_name=widest.name,
        reason=reason,
    )


def _strength_here(figure: ProfileFigure) -> ProfileFigure:
    """Take the tag of a strength from a figure that is worse here than in the larger areas."""
    worse = figure.strength and figure.value is not None and beside(figure) == "worse"
    return figure.model_copy(update={"strength": False}) if worse else figure


def _telling_order(figure: ProfileFigure) -> tuple[bool, int, float, str]:
    """Put what is better first, the clearest of it before the rest; figures of larger areas come last."""
    order = ("better", "similar", "mixed")
    return bool(figure.larger_area), order.index(beside(figure)), -clearness(figure), figure.name


def _of_role(pack: Pack, table: FigureTable, neighbourhood: Neighbourhood, role: str) -> Floats:
    indicator = pack.indicators.get(pack.package.roles.get(role, ""))
    period = None if indicator is None else latest_period(table, indicator, neighbourhood.codes)
    if indicator is None or period is None:
        return np.full(len(neighbourhood.codes), np.nan)
    return table.figures(indicator.id, neighbourhood.codes, period).value


def _whole(value: float) -> int | None:
    return None if math.isnan(value) else round(value)
