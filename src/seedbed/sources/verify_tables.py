"""What the tables of a pack say: codes, residents, figures that agree with themselves."""

from __future__ import annotations

import polars as pl

from seedbed.formats.datapackage import Resource
from seedbed.sources.codes import CODE_SYSTEMS
from seedbed.sources.findings import Finding
from seedbed.sources.packs import Pack

CLOSE = 0.005
"""A value may differ from multiplier * numerator / denominator by half a per cent: publishers round."""


def check_areas(pack: Pack, resource: Resource) -> list[Finding]:
    """Look for repeated codes, codes of a wrong form, areas without residents, parents that are not there."""
    table = pl.read_parquet(pack.path(resource))
    findings = _repeated(table, resource.path, ["code"], "The area")
    older = resource.role.partition(":")[2]
    if older:
        return findings + _misformed(table["code"], older, resource.path)
    for level in pack.package.levels:
        findings += _misformed(table.filter(pl.col("level") == level.id)["code"], level.code_system, resource.path)
    known_levels: list[str] = [each.id for each in pack.package.levels]
    findings += _told(table.filter(~pl.col("level").is_in(known_levels)), resource.path, "is of an unknown level")
    empty = pl.col("population").is_null() | (pl.col("population") <= 0)
    findings += _told(table.filter(empty), resource.path, "has no residents")
    for parent in [name for name in known_levels[1:] if name in table.columns]:
        lost = pl.col(parent).is_not_null() & ~pl.col(parent).is_in(table["code"].to_list())
        findings += _told(table.filter(lost), resource.path, f"lies in an area of {parent} that is not in the pack")
    return findings


def _told(rows: pl.DataFrame, file: str, what: str) -> list[Finding]:
    """Make one finding of rows of areas that share a fault."""
    if rows.is_empty():
        return []
    more = f" So have {len(rows) - 1:,} more rows." if len(rows) > 1 else ""
    return [Finding(file, f"{rows['code'][0]} {what}.{more}")]


def _repeated(table: pl.DataFrame, file: str, keys: list[str], what: str) -> list[Finding]:
    twice = table.filter(table.select(keys).is_duplicated())
    if twice.is_empty():
        return []
    return [Finding(file, f"{what} {twice[keys[0]][0]} stands there more than once ({len(twice):,} such rows).")]


def _misformed(codes: pl.Series, system: str, file: str) -> list[Finding]:
    about = CODE_SYSTEMS.get(system)
    if about is None:
        return [Finding(file, f"The code system {system} is not known.")]
    wrong = codes.filter(~codes.str.contains(f"^(?:{about.pattern})$").fill_null(value=False))
    if wrong.is_empty():
        return []
    return [Finding(file, f"{len(wrong):,} codes are not of the form of {about.plural}, among them {wrong[0]}.")]


def check_figures(pack: Pack, resource: Resource) -> list[Finding]:
    """Look for unknown indicators and areas, repeated figures, and values that do not agree with their parts."""
    figures = pl.scan_parquet(pack.path(resource)).collect()
    catalogue = pl.DataFrame(
        [
            {"indicator": each.id, "level": each.level, "kind": each.kind, "multiplier": each.multiplier}
            for each in pack.indicators.values()
        ]
    )
    file = resource.path
    unknown = figures.filter(~pl.col("indicator").is_in(catalogue["indicator"].to_list()))
    findings = _counted(unknown, file, "indicator", "an indicator that is not in the catalogue")
    described = figures.join(catalogue, on="indicator")
    findings += _counted(_of_unknown_areas(pack, described), file, "area", "an area that is not in the pack")
    findings += _repeated(figures, file, ["indicator", "area", "period"], "A figure of")
    findings += _counted(described.filter(_disagrees()), file, "indicator", "a value unlike its numerator/denominator")
    inside_out = (pl.col("ci_low") > pl.col("value")) | (pl.col("ci_high") < pl.col("value"))
    return findings + _counted(figures.filter(inside_out), file, "indicator", "a value outside its own limits")


def _counted(rows: pl.DataFrame, file: str, column: str, what: str) -> list[Finding]:
    if rows.is_empty():
        return []
    return [Finding(file, f"{len(rows):,} figures have {what}, among them {rows[column][0]}.")]


def _of_unknown_areas(pack: Pack, figures: pl.DataFrame) -> pl.DataFrame:
    """Return figures of areas that are neither in the pack nor of the form of an older vintage."""
    today = {level.id for level in pack.package.levels}
    known = pack.areas.select(pl.col("code").alias("area")).unique()
    lost = [figures.filter(pl.col("level").is_in(today)).join(known, on="area", how="anti")]
    for level in sorted(set(figures["level"].unique()) - today):
        part = figures.filter(pl.col("level") == level)
        if pack.resources(f"areas:{level}"):
            older = pack.scan(f"areas:{level}").select(pl.col("code").alias("area")).collect()
            lost.append(part.join(older, on="area", how="anti"))
        elif level in CODE_SYSTEMS:
            lost.append(part.filter(~pl.col("area").str.contains(f"^(?:{CODE_SYSTEMS[level].pattern})$")))
    return pl.concat(lost)


def _disagrees() -> pl.Expr:
    """Proportions and rates whose value is not multiplier * numerator / denominator, within rounding."""
    expected = pl.col("multiplier") * pl.col("numerator") / pl.col("denominator")
    apart = (pl.col("value") - expected).abs() > CLOSE * expected.abs() + 1e-9
    counted = pl.col("kind").is_in(["proportion", "rate"]) & (pl.col("denominator") > 0)
    return counted & pl.col("value").is_not_null() & apart


def check_boundaries(pack: Pack, resource: Resource) -> list[Finding]:
    """Look for boundaries of unknown areas, areas without one, and repeats."""
    level = resource.role.partition(":")[2]
    codes = pl.read_parquet(pack.path(resource), columns=["code"])
    areas = pack.areas.filter(pl.col("level") == level).select("code")
    findings = _repeated(codes, resource.path, ["code"], "The area")
    findings += _told(codes.join(areas, on="code", how="anti"), resource.path, "is not an area of the pack")
    return findings + _told(areas.join(codes, on="code", how="anti"), resource.path, "has no boundary")


def check_codes(pack: Pack, resource: Resource) -> list[Finding]:
    """Look for codes of a wrong form in lookups, and for postcodes and sites in unknown areas."""
    kind, _, levels = resource.role.partition(":")
    if kind == "lookup":
        old, _, new = levels.partition(":")
        table = pl.read_parquet(pack.path(resource), columns=["from_code", "to_code"])
        systems = {level.id: level.code_system for level in pack.package.levels}
        return _misformed(table["from_code"], systems.get(old, old), resource.path) + _misformed(
            table["to_code"], systems.get(new, new), resource.path
        )
    areas = pl.read_parquet(pack.path(resource), columns=["area"]).drop_nulls().unique()
    known = pack.areas.select(pl.col("code").alias("area"))
    lost = areas.join(known, on="area", how="anti").rename({"area": "code"})
    return _told(lost, resource.path, "is not an area of the pack")
