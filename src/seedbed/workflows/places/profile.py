"""Profile a neighbourhood: from a pack and a choice of place to the document every page is made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from seedbed.errors import MissingDataError, UsageError
from seedbed.formats.boundaries import read_boundary
from seedbed.formats.plain_text import plain_name
from seedbed.formats.postcode_lists import read_postcodes
from seedbed.reports.pen_profile import pen_profile
from seedbed.reports.profile_documents import BoundaryFit, ProfileDocument, ProfileFigure
from seedbed.sources.codes import check_small_areas, convert_2011
from seedbed.sources.packs import Pack
from seedbed.workflows.places.profile_areas import (
    Ground,
    Neighbourhood,
    explain,
    inside_boundary,
    inside_postcodes,
    whole_areas,
)
from seedbed.workflows.places.profile_care import care_note, care_organisations, with_planning
from seedbed.workflows.places.profile_earlier import EarlierProfile, read_profiles
from seedbed.workflows.places.profile_families import Counts
from seedbed.workflows.places.profile_figures import (
    ComparedArea,
    Context,
    compared_areas,
    larger_areas,
    left_out,
    make_figure,
)
from seedbed.workflows.places.profile_groups import area_shares, core20, plus_groups, sources, strengths_first
from seedbed.workflows.places.profile_hiding import Hiding, hide, hide_alone, rule_in_words
from seedbed.workflows.places.profile_layout import Beside
from seedbed.workflows.places.profile_surroundings import NEAR, kinds_of_sites, map_shapes, sites_near, surroundings
from seedbed.workflows.places.profile_table import FigureTable, Row, summed_comparators
from seedbed.workflows.places.profile_trend import earlier_codes, earlier_figures, with_trend
from seedbed.workflows.progress import Progress, silent


@dataclass(frozen=True, slots=True)
class Place:
    """What to profile: exactly one of codes, a boundary file or a file of postcodes.

    Parameters
    ----------
    codes
        Codes of small areas.
    boundary, postcodes
        A file with the drawn outline, or with postcodes.
    name
        What people call it; else it is made from the areas or the file.
    convert_2011
        Whether codes are of the vintage before and are to be converted.
    repair
        Whether an outline that crosses itself is to be mended.
    rule
        How residents are shared out over a drawn boundary: postcodes, area or centroid; None chooses.
    """

    codes: tuple[str, ...] = ()
    boundary: Path | None = None
    postcodes: Path | None = None
    name: str = ""
    convert_2011: bool = False
    repair: bool = False
    rule: str | None = None


def profile(
    pack: Pack,
    place: Place,
    compare: Iterable[str] = (),
    progress: Progress = silent,
    published: Iterable[Path] = (),
) -> ProfileDocument:
    """Profile a neighbourhood.

    Parameters
    ----------
    pack
        Where figures and boundaries come from.
    place
        What to profile.
    compare
        Codes of areas to compare with; none means the larger areas around it.
    progress
        Hears how far the work is.
    published
        Profiles that were published before, as JSON: together with them nothing small can be worked out.

    Raises
    ------
    UsageError
        If no place or more than one is given, or codes are unknown, mixed or of an older vintage.
    BadInputError
        If a file is bad or the place lies outside the pack.
    MissingDataError
        If the pack lacks a table that is needed.
    """
    earlier = read_profiles(published)
    progress(0, 5, "Reading boundaries")
    ground = Ground.of(pack)
    neighbourhood, name = _find(pack, ground, replace(place, name=plain_name(place.name)))
    progress(1, 5, "Reading figures")
    context = _context(pack, neighbourhood, compared_areas(pack, neighbourhood, tuple(compare)), earlier)
    progress(2, 5, "Comparing figures")
    figures, strengths = strengths_first(_figures(context))
    progress(3, 5, "Drawing the map")
    sites, sites_source = sites_near(pack, neighbourhood.outline)
    around = with_planning(pack, surroundings(pack, neighbourhood))
    document = ProfileDocument(
        invented=pack.package.invented,
        name=plain_name(name),
        pack=pack.name,
        **_population(pack, neighbourhood),
        areas=area_shares(pack, neighbourhood, context.table),
        boundary_fit=_boundary_fit(neighbourhood),
        surroundings=around,
        comparators_note="" if tuple(compare) else left_out(pack, around, context.compared),
        care_organisations=care_organisations(pack, around),
        care_note=care_note(pack),
        core20=core20(pack, neighbourhood, context.table),
        plus_groups=plus_groups(pack, figures),
        strengths=strengths,
        figures=figures,
        pen_profile=[],
        sites=sites,
        sites_source=sites_source,
        site_kinds=kinds_of_sites(pack),
        sites_within=NEAR,
        map=map_shapes(pack, ground, neighbourhood),
        suppression_rule=rule_in_words(neighbourhood),
        suppression_notes=list(context.hiding.notes),
        sources=sources(pack, figures),
        attribution=pack.package.attribution,
    )
    progress(4, 5, "Writing the pen profile")
    return document.model_copy(update={"pen_profile": pen_profile(document)})


def _find(pack: Pack, ground: Ground, place: Place) -> tuple[Neighbourhood, str]:
    """Find the neighbourhood and its name."""
    given = [each for each in (place.codes, place.boundary, place.postcodes) if each]
    if len(given) != 1:
        raise UsageError(
            "It is not clear what to profile.",
            f"{len(given)} places were given.",
            "Give one of --lsoa, --boundary, --postcodes and --demo.",
        )
    if place.boundary is not None:
        boundary = read_boundary(place.boundary, repair=place.repair)
        found = inside_boundary(pack, ground, boundary, place.rule)
        return found, place.name or boundary.name
    if place.postcodes is not None:
        found = inside_postcodes(pack, ground, read_postcodes(place.postcodes), place.postcodes)
        return found, place.name or place.postcodes.stem
    found = _of_codes(pack, ground, place)
    return found, place.name or _made_up_name(pack, found)


def _of_codes(pack: Pack, ground: Ground, place: Place) -> Neighbourhood:
    if not place.convert_2011:
        return whole_areas(pack, ground, check_small_areas(pack, place.codes))
    conversion = convert_2011(pack, place.codes)
    found = whole_areas(pack, ground, conversion.codes)
    return replace(found, notes=(*found.notes, conversion.explanation))


def _made_up_name(pack: Pack, neighbourhood: Neighbourhood) -> str:
    """Name it by the larger area it is, or by its small areas: "Northampton 003A, 003D and 003E"."""
    exact = [area.name for area in larger_areas(pack, neighbourhood).values() if area.exact]
    if exact:
        return exact[0]
    names = [str(name) for name in neighbourhood.areas["name"]]
    if len(names) == 1:
        return names[0]
    start = names[0].rsplit(" ", 1)[0]
    short = [name.removeprefix(f"{start} ") for name in names]
    shown = short if len(short) <= 6 else [*short[:5], f"{len(short) - 5} more"]
    same = all(name.startswith(f"{start} ") for name in names)
    return f"{start} {', '.join(shown[:-1])} and {shown[-1]}" if same else f"{names[0]} and {len(names) - 1} more areas"


def _context(
    pack: Pack, neighbourhood: Neighbourhood, compared: list[ComparedArea], earlier: list[EarlierProfile]
) -> Context:
    """Read every figure that is needed, in one pass over the pack, and sums for comparators that it lacks."""
    larger = larger_areas(pack, neighbourhood)
    around = [*(area.code for area in compared), *(area.code for area in larger.values())]
    before = {code for each in earlier for code in (*each.shares, *each.beside)}
    table = FigureTable.read(pack, {*neighbourhood.codes, *around, *before})
    summed = {area.code: _summed(pack, neighbourhood, table, area) for area in compared}
    counts, codes = Counts(table, summed), [area.code for area in compared]
    hiding = _hiding(pack, neighbourhood, counts, codes, earlier)
    for code in dict.fromkeys(around):
        if code not in neighbourhood.codes:
            hide_alone(counts, pack.indicators.values(), code, hiding)
    return Context(pack, neighbourhood, table, compared, summed, larger, hiding)


def _hiding(
    pack: Pack, neighbourhood: Neighbourhood, counts: Counts, compared: list[str], earlier: list[EarlierProfile]
) -> Hiding:
    own = [each for each in pack.indicators.values() if each.level == pack.small_level.id]
    known = {*neighbourhood.codes, *(code for each in earlier for code in each.shares)}
    before = [code for each in earlier for code in each.beside]
    beside = [_beside(pack, code, known, shown=code in compared) for code in dict.fromkeys([*compared, *before])]
    return hide(counts, neighbourhood, own, beside, earlier)


def _beside(pack: Pack, code: str, known: set[str], *, shown: bool) -> Beside:
    """Return an area beside with the small areas that lie in it."""
    level = pack.areas.filter(pl.col("code") == code)["level"]
    if level.is_empty() or level[0] == pack.small_level.id or level[0] not in pack.areas.columns:
        return Beside(code, shown=shown)
    inside = frozenset(pack.areas.filter(pl.col(level[0]) == code, pl.col("level") == pack.small_level.id)["code"])
    return Beside(code, inside & known, whole=inside <= known, shown=shown)


def _summed(
    pack: Pack, neighbourhood: Neighbourhood, table: FigureTable, area: ComparedArea
) -> dict[tuple[str, str], Row]:
    if area.level not in pack.areas.columns or area.level == pack.small_level.id:
        return {}
    lacking = [
        indicator.id
        for indicator in pack.indicators.values()
        if indicator.level == pack.small_level.id
        and indicator.combine != "none"
        and table.periods(indicator.id, neighbourhood.codes)
        and not table.periods(indicator.id, [area.code])
    ]
    return summed_comparators(pack, area.level, area.code, lacking) if lacking else {}


def _figures(context: Context) -> list[ProfileFigure]:
    earlier = earlier_codes(context.pack, context.neighbourhood.codes)
    tables = earlier_figures(context.pack, earlier)
    figures = []
    for indicator in context.pack.indicators.values():
        figure = make_figure(context, indicator)
        if figure is not None:
            figures.append(with_trend(context, indicator, figure, earlier, tables))
    if not figures:
        raise MissingDataError(
            "There are no figures for this place.",
            f"The pack {context.pack.name} holds none for {', '.join(context.neighbourhood.codes[:6])}.",
            "Build the pack again from files that cover it, or use another pack (seedbed data list).",
        )
    return figures


def _boundary_fit(neighbourhood: Neighbourhood) -> BoundaryFit:
    fit = neighbourhood.fit
    return BoundaryFit(
        rule=fit.rule,
        explanation=explain(neighbourhood),
        population=float(round(fit.population)),
        whole_share=round(fit.whole_share, 6),
        population_by_rule={rule: float(round(people)) for rule, people in fit.population_by_rule.items()},
        notes=list(neighbourhood.notes),
        drawn=neighbourhood.drawn,
    )


def _population(pack: Pack, neighbourhood: Neighbourhood) -> dict[str, Any]:
    """Return how many residents there are, with the time and the source of the areas' population."""
    indicator = pack.indicators.get(pack.package.roles.get("population", ""))
    period, source = pack.package.population_period, pack.resources("areas")[0].publisher
    if indicator is not None:
        period, source = period or indicator.period, indicator.publisher
    people = round(neighbourhood.fit.population)
    return {"population": people, "population_period": period, "population_source": source}
