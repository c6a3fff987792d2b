"""Who can reach what, as a person reads it: sentences, a map, charts, tables, how it was worked out."""

from __future__ import annotations

from collections.abc import Sequence

from shapely.geometry.base import BaseGeometry

from seedbed.analysis.assets.network import WalkNetwork
from seedbed.reports.assets.reach_documents import (
    NOT_REACHED,
    ReachBestSites,
    ReachDocument,
    ReachEquity,
    ReachGain,
    ReachGroup,
    ReachSite,
)
from seedbed.reports.assets.reach_map import reach_map
from seedbed.reports.assets.reach_words import (
    EVERYONE,
    counted_sentence,
    everyone_sentence,
    group_sentences,
    missing_sentence,
    per_cent,
)
from seedbed.reports.charts import DotRow, dot_chart
from seedbed.reports.results.result import Cell, Result, ResultTable
from seedbed.reports.results.words import limit_headings, whole
from seedbed.reports.words import count, listed, number

LIMITS = (
    " Limits are Wilson's with the effective number of people that areas give (Korn and Graubard 1998), as people of "
    "one area share their streets; gaps and slopes from areas drawn again (Rao and Wu 1988). They say how far another "
    "set of such areas might differ."
)
LONGEST_LABEL = 44
"""Letters of a label that a chart has room for; a longer one goes without what the groups differ in."""
TOLD = 3
"""Kinds of assets that are told and drawn; tables have all."""


def reach_result(
    document: ReachDocument, streets: WalkNetwork | None = None, outline: BaseGeometry | None = None
) -> Result:
    """Return what a page, a terminal or a workbook shows of reach.

    Parameters
    ----------
    streets
        For the map; None draws it without.
    outline
        The line inside which people were counted, for the map.
    """
    charts = [reach_map(document, at, each.name, streets, outline) for at, each in enumerate(document.types[:TOLD])]
    return Result(
        title="Who can reach what",
        sentences=tuple(_sentences(document)),
        tables=tuple(_tables(document)),
        charts=(*charts, *_charts(document)),
        methods=_methods(document),
        notes=tuple(document.notes),
        file=listed(list(dict.fromkeys((document.file, document.assets_file, document.origins_file)))),
        invented=document.invented,
        paired=False,
    )


def _name(document: ReachDocument, code: str) -> str:
    return next(each.name for each in document.types if each.asset_type == code)


def _first(document: ReachDocument, code: str) -> list[ReachEquity]:
    """Return the comparisons of a kind at the first number of minutes."""
    of_kind = [each for each in document.equity if each.asset_type == code]
    return [each for each in of_kind if each.minutes == of_kind[0].minutes]


def _sentences(document: ReachDocument) -> list[str]:
    told = [each for each in (missing_sentence(document),) if each]
    whose = counted_sentence(document)
    for each in document.types[:TOLD]:
        rows = _first(document, each.asset_type)
        told += [everyone_sentence(row, each.name, document) for row in rows if row.name == EVERYONE]
        told += group_sentences([row for row in rows if row.name != EVERYONE], document.confidence)
    if len(document.types) > TOLD:
        told.append(f"The tables have {len(document.types)} kinds of assets; {TOLD} are told here.")
    told += [each for each in (whose, document.uncertainty) if each]
    return told + _what_if_sentences(document) + _best_sentences(document)


def _what_if_sentences(document: ReachDocument) -> list[str]:
    asked = document.what_if
    if asked is None:
        return []
    return [f"What if: {' '.join(asked.told)} {_gained(asked.gains, asked.minutes, document)}"]


def _gained(gains: Sequence[ReachGain], minutes: float, document: ReachDocument) -> str:
    everyone = gains[0]
    parts = [f"{count(round(everyone.gained))} {document.counted} come within {minutes:g} minutes"]
    if everyone.lost:
        parts.append(f"{count(round(everyone.lost))} fall out of it")
    share = "" if not everyone.people else f" Then {per_cent(everyone.after / everyone.people)} are within reach, "
    before = "" if not share else f"after {per_cent(everyone.before / everyone.people)} before."
    return f"{listed(parts)}.{share}{before}"


def _best_sentences(document: ReachDocument) -> list[str]:
    best = document.best_sites
    if best is None:
        return []
    aim = f"equity between groups of {best.between}" if best.aim == "equity" else "coverage"
    sure = "no better choice exists among them" if best.proved else "the best found in the time there was"
    sites = listed([f"{_site_name(each)} (adds {count(round(each.added))} {best.counted})" for each in best.sites])
    told = f"Best for {aim} among {count(best.candidates)} places: {sites}; {sure}."
    return [f"{told} {_least_served(best)}{_gained(best.gains, best.minutes, document)}"]


def _site_name(site: ReachSite) -> str:
    return f"{site.name} ({site.site})" if site.name else site.site


def _least_served(best: ReachBestSites) -> str:
    """Say which group is served least, before and with the new places."""
    groups = [each for each in best.gains if each.name == best.between and each.people]
    if best.aim != "equity" or not groups:
        return ""
    before = min(groups, key=lambda each: each.before / each.people)
    after = min(groups, key=lambda each: each.after / each.people)
    return (
        f"Served least are {before.group} before ({per_cent(before.before / before.people)} within reach) and "
        f"{after.group} then ({per_cent(after.after / after.people)}). "
    )


def _tables(document: ReachDocument) -> list[ResultTable]:
    tables = [_type_table(document), _group_table(document)]
    if any(each.indices for each in document.equity):
        tables.append(_index_table(document))
    if document.what_if is not None:
        tables.append(_gain_table("What would change", document.what_if.gains, document.what_if.minutes))
    if document.best_sites is not None:
        tables += [_site_table(document), _gain_table("With the best places", document.best_sites.gains,
                                                      document.best_sites.minutes)]  # fmt: skip
    if document.missing:
        tables.append(_missing_table(document))
    return [*tables, _origin_table(document)]


def _missing_table(document: ReachDocument) -> ResultTable:
    rows = tuple((each.area, each.name, each.why, round(each.people)) for each in document.missing)
    return ResultTable("Who is not counted.", ("Area", "Name", "Where", document.counted.capitalize()), rows, 3)


def _type_table(document: ReachDocument) -> ResultTable:
    rows: list[tuple[Cell, ...]] = [
        (
            each.name,
            each.assets,
            each.left_out,
            each.off_map,
            None if each.people_within is None else round(each.people_within),
            None if each.share_within is None else 100 * each.share_within,
            NOT_REACHED if each.median_seconds is None else number(each.median_seconds / 60, 1),
        )
        for each in document.types
    ]
    within = f"within {document.cutoff_seconds / 60:g} minutes"
    headings = ("Kind", "Assets", "Do not fit", "Off the map", f"{document.counted.capitalize()} {within}",
                f"% {within}", "Minutes of half the people")  # fmt: skip
    return ResultTable(f"Kinds of assets, {document.travel}.", headings, tuple(rows), 1)


def _group_table(document: ReachDocument) -> ResultTable:
    rows: list[tuple[Cell, ...]] = []
    for each in document.equity:
        for group in each.groups:
            shares = [_hundred(value) for value in (group.beyond, group.beyond_low, group.beyond_high)]
            compared = group is not each.groups[-1]
            gaps = [_hundred(value) if compared else "" for value in (group.gap, group.gap_low, group.gap_high)]
            named = "" if each.name == EVERYONE else each.name
            half = NOT_REACHED if group.median_seconds is None else number(group.median_seconds / 60, 1)
            rows.append((_name(document, each.asset_type), whole(each.minutes), named, group.group, round(group.people),
                         *shares, *gaps, half))  # fmt: skip
    headings = ("Kind", "Beyond minutes", "Groups", "Group", "People", "% beyond", *limit_headings(document.confidence),
                "Points more than the last group", *limit_headings(document.confidence, "points"),
                "Minutes of half the group")  # fmt: skip
    caption = "Who is beyond reach: share of each group, and the gap to the last group in percentage points."
    limits = (*limit_headings(document.confidence), *limit_headings(document.confidence, "points"))
    without = limits if document.uncertainty else ()
    return ResultTable(caption, headings, tuple(rows), 1, said_once=("Kind", "Beyond minutes"), in_files_only=without)


def _hundred(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _index_table(document: ReachDocument) -> ResultTable:
    rows: list[tuple[Cell, ...]] = [
        (_name(document, each.asset_type), whole(each.minutes), each.name, index.measure, index.value, index.low,
         index.high, index.method)
        for each in document.equity
        for index in each.indices
    ]  # fmt: skip
    headings = (
        "Kind",
        "Beyond minutes",
        "Groups",
        "Measure",
        "Value",
        *limit_headings(document.confidence),
        "Limits by",
    )
    caption = (
        "Inequality in who is beyond reach. Slope and concentration below zero: the most disadvantaged are worse off."
    )
    return ResultTable(caption, headings, tuple(rows), 3, said_once=("Kind", "Groups"), in_files_only=("Limits by",))


def _gain_table(caption: str, gains: Sequence[ReachGain], minutes: float) -> ResultTable:
    rows: list[tuple[Cell, ...]] = [
        (each.name, each.group, round(each.people), round(each.before), round(each.after), round(each.gained),
         round(each.lost), 100 * each.before / each.people if each.people else None,
         100 * each.after / each.people if each.people else None, each.minutes_nearer)
        for each in gains
    ]  # fmt: skip
    headings = ("Groups", "Group", "People", "Within before", "Within after", "Gained", "Lost", "% before", "% after",
                "Mean minutes nearer")  # fmt: skip
    return ResultTable(f"{caption}, within {minutes:g} minutes.", headings, tuple(rows), 1)


def _site_table(document: ReachDocument) -> ResultTable:
    best = document.best_sites
    sites = best.sites if best is not None else []
    rows = tuple((_site_name(each), each.latitude, each.longitude, round(each.added)) for each in sites)
    return ResultTable("The best places, each with those it adds to the ones before it.",
                       ("Place", "Latitude", "Longitude", f"Adds {best.counted if best else ''}"), rows, 5)  # fmt: skip


def _origin_table(document: ReachDocument) -> ResultTable:
    """Return a row an origin; the page shows the first only."""
    names = {place.id: place.name or place.id for place in document.places}
    heads: list[str] = []
    by_transit = any(part.departures is not None for origin in document.origins for part in origin.reach)
    for each in document.types:
        heads += [
            f"{each.name}: minutes",
            f"{each.name}: nearest",
            f"{each.name}: within {document.cutoff_seconds / 60:g} min",
        ]
        heads += [f"{each.name}: supply each"] if document.supply else []
        heads += [f"{each.name}: % of departures"] if by_transit else []
    rows: list[tuple[Cell, ...]] = []
    for origin in document.origins:
        cells: list[Cell] = [origin.origin, origin.people]
        for part in origin.reach:
            seconds = part.seconds[0]
            cells += [NOT_REACHED if seconds is None else number(seconds / 60, 1)]
            cells += [names[part.assets[0]] if part.assets else "", part.within]
            cells += [part.supply] if document.supply else []
            cells += [_hundred(part.departures)] if by_transit else []
        rows.append(tuple(cells))
    caption = f"The {document.origins_kind}, with the time to the nearest asset of each kind."
    return ResultTable(caption, ("Origin", document.counted.capitalize(), *heads), tuple(rows), 1)


def _charts(document: ReachDocument) -> list[str]:
    """Draw the share beyond of each group, of the first kinds."""
    charts = []
    for each in document.types[:TOLD]:
        rows = _first(document, each.asset_type)
        dots = [_dot(row, group) for row in rows for group in row.groups]
        charts.append(
            dot_chart(f"{each.name}: share beyond {rows[0].minutes:g} minutes", dots, "% beyond reach", share=True)
        )
    return charts


def _dot(row: ReachEquity, group: ReachGroup) -> DotRow:
    everyone = row.name == EVERYONE
    low, high = _hundred(group.beyond_low), _hundred(group.beyond_high)
    named = f"{row.name}: {group.group}"
    label = group.group if everyone or len(named) > LONGEST_LABEL else named
    return DotRow(label, _hundred(group.beyond), low, high, per_cent(group.beyond), main=everyone)


def _methods(document: ReachDocument) -> tuple[str, ...]:
    streets = document.streets
    of_map = "Streets and assets" if document.assets_file == document.file else "Streets"
    slopes = " Uphill and downhill pace: Tobler's hiking function (1993)." if document.heights else ""
    wheels = " Ways with steps, raised kerbs or rough ground were not walked." if document.step_free else ""
    told = [
        f"{document.walker} walks {document.metres_per_second:.2f} metres a second along "
        f"{number(streets.kilometres, 0)} km of streets and paths ({document.file}), from the nearest street to the "
        f"nearest way in; times are exact for these streets (Dijkstra 1959).{wheels}{slopes}",
        f"{of_map}: made up, like the place."
        if document.streets_invented
        else f"{of_map}: © OpenStreetMap contributors, Open Database Licence.",
        f"Share beyond reach: people of areas whose nearest asset is farther.{'' if document.uncertainty else LIMITS}",
    ]
    if document.needs:
        told.append(f"Counted were assets {listed(document.needs)}.")
    if document.supply_method:
        told.append(
            f"{document.supply_method} Supply: {document.supply}. Luo and Wang 2003; enhanced: Luo and Qi 2009."
        )
    if document.best_sites is not None:
        told.append(
            "Best places: maximal covering location (Church and ReVelle 1974); for equity the group served least is "
            "served most, then the most people. Solved as a mixed integer programme with HiGHS."
        )
    return tuple(told)
