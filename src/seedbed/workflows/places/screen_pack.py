"""Read one region of a pack for a screening: its own rows and no others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from seedbed.analysis.profile.criteria import Criterion
from seedbed.errors import BadInputError, MissingDataError, UsageError
from seedbed.formats.criteria import CriteriaFile, criteria_from_tables, read_criteria
from seedbed.reports.documents import Source
from seedbed.sources.indicators import Indicator
from seedbed.sources.packs import Pack
from seedbed.workflows.places.screen_borders import Outlines, borders
from seedbed.workflows.places.screen_places import known_places, site_sources
from seedbed.workflows.places.screen_region import Region, ScreenRequest
from seedbed.workflows.progress import Progress, silent

Floats = NDArray[np.float64]
WHOLE = frozenset({"all", "everywhere"})


def read_region(pack: Pack, request: ScreenRequest, progress: Progress = silent) -> Region:
    """Read the areas, borders and figures of a region.

    Parameters
    ----------
    pack
        The installed pack.
    request
        ``within`` is a code of any level, the pack's name, or ``all``.
    progress
        Hears how far the reading is.

    Raises
    ------
    UserError
        If there is no such area, or its small areas have no boundaries.
    BadInputError
        If the criteria file cannot be used.
    MissingDataError
        If the pack lacks what the criteria need.
    """
    progress(0, 4, "Reading the areas")
    small = _small_areas(pack, request.within)
    codes = small["code"].to_list()
    reader = _FigureReader(pack, small)
    criteria, weights_from = _criteria(pack, request)
    progress(1, 4, "Reading the figures")
    figures = np.array([_figures_of(criterion, pack, reader, weights_from) for criterion in criteria.criteria])
    deprivation = _deprivation(pack, criteria, reader)
    progress(2, 4, "Reading the boundaries")
    shapes = _shapes(pack, codes, whole=_is_whole(pack, request.within))
    progress(3, 4, "Finding which areas adjoin")
    parents = _parents(pack, small, request)
    names = small["name"].fill_null("").to_list()
    return Region(
        within=request.within,
        within_name=_name_of(pack, request.within),
        pack=pack.name,
        invented=pack.package.invented,
        codes=codes,
        names=names,
        population=small["population"].cast(pl.Float64).to_numpy(),
        shapes=shapes,
        borders=borders(Outlines(codes, names, shapes, shapes), request.near),
        deprivation=deprivation,
        deciles=_deciles(pack, reader),
        criteria=criteria,
        figures=figures,
        weights_from=weights_from,
        sources=_sources(pack, criteria),
        places=known_places(pack, small),
        units=_units(pack, criteria),
        **parents,
    )


def _is_whole(pack: Pack, within: str) -> bool:
    return within.casefold() in WHOLE | {pack.name.casefold()}


def _small_areas(pack: Pack, within: str) -> pl.DataFrame:
    small = pack.small_areas(None if _is_whole(pack, within) else within)
    if small.is_empty():
        raise UsageError(
            f"There is nothing to choose from in {within}.",
            f"The pack {pack.name} knows no {pack.small_level.plural} inside it.",
            "Give a region, a local authority or another area that holds small areas.",
        )
    if small["population"].is_null().any():
        first = small.filter(pl.col("population").is_null())["code"][0]
        raise BadInputError(
            "The areas cannot be screened.",
            f"The pack {pack.name} has no population for {first}.",
            "Build the pack again from files that have the population of every small area.",
        )
    return small


def _name_of(pack: Pack, within: str) -> str:
    if _is_whole(pack, within):
        return _whole_name(pack)
    return str(pack.areas.filter(pl.col("code") == within)["name"][0])


def _whole_name(pack: Pack) -> str:
    """Return the name of the one largest area where there is one, such as the country, else the pack's title."""
    largest = pack.areas.filter(pl.col("level") == pack.package.levels[-1].id)["name"].to_list()
    return str(largest[0]) if len(largest) == 1 and largest[0] else pack.package.title or pack.name


def _criteria(pack: Pack, request: ScreenRequest) -> tuple[CriteriaFile, str]:
    directions: dict[str, str] = {indicator.id: indicator.high_is for indicator in pack.indicators.values()}
    if request.criteria is not None:
        return _named(read_criteria(request.criteria, directions), pack), request.criteria.name
    tables = pack.package.criteria
    if not tables:
        raise MissingDataError(
            f"The pack {pack.name} has no criteria of its own.",
            "It was built without them.",
            "Say what to choose by in a file and give it with --criteria.",
        )
    return criteria_from_tables(tables, directions, f"the pack {pack.name}"), "default"


def _named(criteria: CriteriaFile, pack: Pack) -> CriteriaFile:
    """Give a criterion that only says its indicator the indicator's name."""
    named = (
        replace(each, name=pack.indicators[each.indicator].name)
        if each.indicator and each.name == each.indicator
        else each
        for each in criteria.criteria
    )
    return replace(criteria, criteria=tuple(named))


@dataclass(frozen=True)
class _FigureReader:
    """Reads the latest figures of one indicator for the small areas of the region, in their order."""

    pack: Pack
    small: pl.DataFrame

    def read(self, indicator: str) -> Floats:
        """Return one figure an area; that of the larger area around it where the figure is published for those."""
        about = self._about(indicator)
        key = "code" if about.level in {self.pack.small_level.id, ""} else about.level
        if key not in self.small.columns:
            raise MissingDataError(
                f"{about.name} cannot be used to choose by.",
                f"It is published for the level {about.level}, which the small areas of {self.pack.name} do not name.",
                "Choose another indicator.",
            )
        wanted = self.small.select(pl.col(key).alias("area"))
        rows = self.pack.figures(indicators=[indicator]).select("area", "period", "value").collect()
        latest = _latest(rows.join(wanted.unique(), on="area", how="semi"), about)
        found = wanted.join(latest, on="area", how="left", maintain_order="left")
        return found["value"].cast(pl.Float64).fill_null(np.nan).to_numpy()

    def _about(self, indicator: str) -> Indicator:
        about = self.pack.indicators.get(indicator)
        if about is None:
            raise MissingDataError(
                f"The pack {self.pack.name} has no indicator {indicator}.",
                "Its own description asks for it.",
                "Build the pack again.",
            )
        return about


def _latest(rows: pl.DataFrame, about: Indicator) -> pl.DataFrame:
    """Keep one figure an area: that of the catalogue's period where there is one, else the last period."""
    listed = rows.filter(pl.col("period") == about.period)
    kept = rows if listed.is_empty() else listed
    return kept.sort("period").unique(subset="area", keep="last").select("area", "value")


def _figures_of(criterion: Criterion, pack: Pack, reader: _FigureReader, weights_from: str) -> Floats:
    if criterion.measure == "sites":
        return _sites(pack, criterion, reader.small, weights_from)
    return reader.read(criterion.indicator)


def _sites(pack: Pack, criterion: Criterion, small: pl.DataFrame, weights_from: str) -> Floats:
    """Count the known places of the criterion's kinds in each area."""
    sites = pack.scan("sites").select("kind", "area")
    if criterion.kinds:
        known = set(sites.select("kind").unique().collect()["kind"])
        strange = [kind for kind in criterion.kinds if kind not in known]
        if strange:
            raise BadInputError(
                "The criteria cannot be read.",
                f"{weights_from}: criterion '{criterion.id}', kinds: {pack.name} has no places of kind '{strange[0]}'.",
                f"Known kinds are {', '.join(sorted(known))}.",
            )
        sites = sites.filter(pl.col("kind").is_in(criterion.kinds))
    counts = sites.group_by("area").len("sites").collect()
    found = small.select("code").join(counts, left_on="code", right_on="area", how="left", maintain_order="left")
    return found["sites"].cast(pl.Float64).fill_null(0.0).to_numpy()


def _deprivation(pack: Pack, criteria: CriteriaFile, reader: _FigureReader) -> Floats:
    """Return what the percentile goes by, turned so that higher is more deprived."""
    roles = pack.package.roles
    if criteria.percentile_by is None:
        if "deprivation_rank" in roles:
            return -reader.read(roles["deprivation_rank"])
        if "deprivation_score" in roles:
            return reader.read(roles["deprivation_score"])
    chosen = percentile_criterion(criteria)
    figures = reader.read(chosen.indicator)
    return figures if chosen.high_is == "worse" else -figures


def percentile_criterion(criteria: CriteriaFile) -> Criterion:
    """Return the criterion that decides which areas are eligible: the one named, else the first with a figure.

    Raises
    ------
    BadInputError
        If no criterion has the measure ``value``.
    """
    for criterion in criteria.criteria:
        if criterion.measure == "value" and criteria.percentile_by in {None, criterion.id}:
            return criterion
    raise BadInputError(
        "The criteria cannot be used.",
        "None has the measure 'value', so nothing says which areas are the most deprived.",
        'Add a criterion with measure = "value" and name it in percentile_by.',
    )


def _deciles(pack: Pack, reader: _FigureReader) -> list[int | None]:
    indicator = pack.package.roles.get("deprivation_decile")
    if indicator is None:
        return [None] * len(reader.small)
    return [None if np.isnan(decile) else int(decile) for decile in reader.read(indicator)]


def _shapes(pack: Pack, codes: list[str], *, whole: bool) -> NDArray[np.object_]:
    table = pack.boundaries(pack.small_level.id, None if whole else codes).set_index("code")
    missing = [code for code in codes if code not in table.index]
    if missing:
        raise BadInputError(
            "The areas cannot be put together.",
            f"The pack {pack.name} has no boundary of {missing[0]}"
            + (f" and {len(missing) - 1:,} more." if len(missing) > 1 else "."),
            "Build the pack again from files that have the boundary of every small area.",
        )
    return np.asarray(table.loc[codes, "geometry"].array, dtype=object)


def _parents(pack: Pack, small: pl.DataFrame, request: ScreenRequest) -> dict[str, Any]:
    """Number the parents of the areas, with their codes and names."""
    level = _parent_level(pack, request)
    column = small[level].fill_null("") if level else pl.Series([""] * len(small))
    codes = column.unique().sort().to_list()
    names = dict(pack.areas.filter(pl.col("code").is_in(codes)).select("code", "name").iter_rows())
    number = {code: place for place, code in enumerate(codes)}
    return {
        "parents": np.array([number[code] for code in column], dtype=np.int64),
        "parent_codes": codes,
        "parent_names": [names.get(code) or code for code in codes],
    }


def _parent_level(pack: Pack, request: ScreenRequest) -> str:
    known = [level.id for level in pack.parent_levels if level.id in pack.areas.columns]
    if request.pairs_within is not None and request.pairs_within not in known:
        raise UsageError(
            f"Pairs cannot be found within '{request.pairs_within}'.",
            f"The pack {pack.name} has no such level above its small areas.",
            f"Give one of {', '.join(known)}.",
        )
    told = request.pairs_within or pack.package.roles.get("local_authority")
    return told if told in known else (known[0] if known else "")


def _sources(pack: Pack, criteria: CriteriaFile) -> list[Source]:
    roles = pack.package.roles
    used = [roles[role] for role in ("deprivation_rank", "deprivation_score") if role in roles][:1]
    used += [criterion.indicator for criterion in criteria.criteria if criterion.indicator]
    sources = [_source(pack.indicators[name]) for name in dict.fromkeys(used)]
    if any(criterion.measure == "sites" for criterion in criteria.criteria):
        sources += site_sources(pack)
    return sources


def _units(pack: Pack, criteria: CriteriaFile) -> dict[str, str]:
    """Return the units of the criteria whose value is a figure of the pack."""
    known = pack.indicators
    values = [each for each in criteria.criteria if each.measure == "value" and each.indicator in known]
    return {each.id: known[each.indicator].unit for each in values}


def _source(indicator: Indicator) -> Source:
    return Source(
        id=indicator.id,
        publisher=indicator.publisher,
        title=indicator.name,
        period=indicator.period,
        licence=indicator.licence,
        url=indicator.url,
    )
