"""Health, care, homelessness; London's air, crime and mental health; known places; breakdowns by deprivation."""

from __future__ import annotations

import polars as pl

from seedbed.sources.england.catalogue.health import (
    AIR,
    GP_INDICATOR,
    HOMELESSNESS,
    INDEX_INDICATORS,
    INDEX_SCORES,
    QOF_CONDITIONS,
    SAMHI,
    Entry,
    crime_indicator,
    fingertips_indicator,
    index_indicator,
    qof_indicator,
)
from seedbed.sources.england.datasets import DATASETS, Frame
from seedbed.sources.england.levels import COUNTRY
from seedbed.sources.england.rows import counted, figure_rows, measured
from seedbed.sources.england.workshop import Workshop
from seedbed.sources.indicators import Indicator

BREAKDOWN_COLUMNS = (
    *("indicator", "area", "period", "sex", "age", "category_type", "category"),
    *("value", "numerator", "denominator", "ci_low", "ci_high", "source"),
)


def add_sites(shop: Workshop) -> None:
    """Put known health sites in England into the pack."""
    sites = shop.take("sites")
    if sites is None:
        return
    england = sites.filter(pl.col("area").is_in(shop.small_codes()["code"].to_list())).sort("kind", "postcode", "name")
    number = pl.int_range(pl.len()).over("kind", "postcode")
    rows = england.select(
        (pl.col("kind") + "-" + pl.col("postcode") + "-" + (number + 1).cast(pl.String)).alias("id"),
        *("kind", "name", "postcode", "longitude", "latitude", "area"),
        pl.lit("sites").alias("source"),
    )
    spec = DATASETS["sites"]
    shop.writer.add_table(
        "sites", rows, role="sites", title=spec.title, publisher=spec.publisher.name, licence=spec.publisher.licence
    )


def add_health_index(shop: Workshop) -> None:
    """Put the Health Index into the pack, every year; authorities that no longer exist are left out."""
    for dataset, entries in (("health_index", INDEX_SCORES), ("health_index_indicators", INDEX_INDICATORS)):
        frame = shop.take(dataset)
        if frame is not None:
            _add_index(shop, dataset, frame, entries)


def _add_index(shop: Workshop, dataset: str, frame: pl.DataFrame, entries: dict[str, Entry]) -> None:
    kept = frame.filter(pl.col("measure").is_in(list(entries)) & shop.known(pl.col("code")))
    gone = frame.filter(~shop.known(pl.col("code")))["code"].n_unique()
    if gone:
        shop.notes.append(f"{DATASETS[dataset].title}: {gone} local authorities of 2021 that no longer exist left out.")
    latest = str(frame["year"].max())
    catalogue = {name: index_indicator(name, entry, latest) for name, entry in entries.items()}
    present = [catalogue[name] for name in catalogue if name in set(kept["measure"].unique())]
    shop.indicators += present
    ids = {name: indicator.id for name, indicator in catalogue.items()}
    rows = kept.drop_nulls("value").select(
        pl.col("measure").replace_strict(ids).alias("indicator"),
        pl.col("code").alias("area"),
        pl.col("year").cast(pl.String).alias("period"),
        "value",
        pl.lit(dataset).alias("source"),
    )
    shop.add_figures(f"figures_{dataset}", figure_rows(rows), source=dataset)


def add_fingertips(shop: Workshop) -> None:
    """Put Fingertips into the pack: whole-population rows as figures, all other rows as breakdowns."""
    frame = shop.take("fingertips")
    if frame is None:
        return
    frame = _with_named_ages(frame.filter(shop.known(pl.col("code"))).drop_nulls("value"))
    whole = frame.filter(pl.col("category_type").is_null() & (pl.col("sex") == "Persons"))
    main = _main_ages(whole)
    figures = whole.join(main, on=["indicator_id", "age"], how="semi").unique(
        ["indicator_id", "code", "period"], keep="last", maintain_order=True
    )
    catalogue = _fingertips_catalogue(figures)
    shop.indicators += catalogue
    shop.add_figures(
        "figures_fingertips", _without_odd_parts(_fingertips_rows(figures), catalogue), source="fingertips"
    )
    rest = frame.join(
        figures, on=["indicator_id", "code", "period", "sex", "age", "category"], how="anti", nulls_equal=True
    )
    rest = rest.join(main.select("indicator_id").unique(), on="indicator_id", how="semi")
    _add_breakdowns(shop, "fingertips", _fingertips_rows(rest))


def _with_named_ages(frame: pl.DataFrame) -> pl.DataFrame:
    """Give rows that say no age the one age group that the indicator has otherwise, if it has one only."""
    named = pl.col("age").filter(pl.col("age") != "Not applicable").unique()
    one = frame.group_by("indicator_id").agg(pl.when(named.len() == 1).then(named.first()).alias("one_age"))
    age = pl.when(pl.col("age") == "Not applicable").then(pl.coalesce("one_age", "age")).otherwise(pl.col("age"))
    return frame.join(one, on="indicator_id", how="left").with_columns(age.alias("age")).drop("one_age")


def _main_ages(whole: pl.DataFrame) -> pl.DataFrame:
    """Return the age group of each indicator that has most rows: ``indicator_id, age``."""
    counts = whole.group_by("indicator_id", "age").len("rows")
    order = counts.sort("indicator_id", "rows", "age", descending=[False, True, False])
    return order.group_by("indicator_id", maintain_order=True).agg(pl.col("age").first())


def _fingertips_catalogue(figures: pl.DataFrame) -> list[Indicator]:
    heads = figures.sort("period").group_by("indicator_id", maintain_order=True).last().sort("indicator_id")
    return [
        fingertips_indicator(row["indicator_id"], row["indicator_name"], row["period"], (row["sex"], row["age"]))
        for row in heads.iter_rows(named=True)
    ]


def _fingertips_rows(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(
        (pl.lit("fingertips.") + pl.col("indicator_id").cast(pl.String)).alias("indicator"),
        pl.col("code").alias("area"),
        *("period", "sex", "age", "category_type", "category"),
        pl.col("value").cast(pl.Float64),
        pl.col("count").cast(pl.Float64).alias("numerator"),
        pl.col("denominator").cast(pl.Float64),
        pl.col("ci_low").cast(pl.Float64),
        pl.col("ci_high").cast(pl.Float64),
        pl.lit("fingertips").alias("source"),
    )


def _without_odd_parts(rows: pl.DataFrame, catalogue: list[Indicator]) -> pl.DataFrame:
    """Drop counts that do not make the value: those of surveys whose published value is weighted."""
    multipliers = pl.DataFrame(
        {"indicator": [i.id for i in catalogue], "multiplier": [i.multiplier for i in catalogue]}
    )
    expected = pl.col("multiplier") * pl.col("numerator") / pl.col("denominator")
    fits = ((pl.col("value") - expected).abs() <= 0.005 * expected).fill_null(value=False)
    joined = rows.join(multipliers, on="indicator", how="left")
    return figure_rows(
        joined.with_columns(pl.when(fits).then(pl.col(name)).alias(name) for name in ("numerator", "denominator"))
    )


def _add_breakdowns(shop: Workshop, dataset: str, rows: pl.DataFrame) -> None:
    """Put figures of parts of a population into the pack, in a table of their own."""
    if rows.is_empty():
        return
    spec = DATASETS[dataset]
    shop.writer.add_table(
        f"breakdowns_{dataset}",
        rows.select(BREAKDOWN_COLUMNS).sort("indicator", "area", "period", "category_type", "category"),
        role="breakdowns",
        title=f"{spec.title}: by sex, age, deprivation and other groups",
        publisher=spec.publisher.name,
        licence=spec.publisher.licence,
    )


def add_qof(shop: Workshop) -> None:
    """Put modelled prevalence into the pack: local authorities and England, and England by tenth of deprivation."""
    frame = shop.take("qof_modelled")
    if frame is None:
        return
    frame = frame.filter(pl.col("condition").is_in(list(QOF_CONDITIONS)) & shop.known(pl.col("code"))).with_columns(
        pl.col("condition").str.to_lowercase().alias("category_id")
    )
    tenths = frame.filter(pl.col("category").is_not_null())
    england = tenths.group_by("category_id").agg(pl.col("count", "list").sum(), pl.lit(COUNTRY).alias("code"))
    columns = ("code", pl.col("category_id").alias("category"), "count", pl.col("list").alias("total"))
    whole = pl.concat([frame.filter(pl.col("category").is_null()).select(columns), england.select(columns)])
    present = set(frame["condition"].unique())
    shop.indicators += [qof_indicator(condition) for condition in QOF_CONDITIONS if condition in present]
    rows = counted(whole, prefix="qof2020.", period="2019/20", source="qof_modelled")
    shop.add_figures("figures_qof_modelled", rows, source="qof_modelled")
    parts = counted(tenths.select(columns), prefix="qof2020.", period="2019/20", source="qof_modelled")
    labels = tenths.select("category_type", "category", pl.lit("Persons").alias("sex"), pl.lit("All").alias("age"))
    _add_breakdowns(shop, "qof_modelled", pl.concat([parts, labels], how="horizontal"))


def add_gp_and_homelessness(shop: Workshop) -> None:
    """Put patients per GP (for England too) and homelessness into the pack."""
    frame = shop.take("gp_homelessness")
    if frame is None:
        return
    frame = frame.filter(shop.known(pl.col("code")))
    counts = frame.select(
        "code",
        pl.lit(GP_INDICATOR.id).alias("category"),
        pl.col("patients").cast(pl.Float64).alias("count"),
        pl.col("gp_full_time").cast(pl.Float64).alias("total"),
    )
    country = counts.group_by("category").agg(pl.lit(COUNTRY).alias("code"), pl.col("count", "total").sum())
    everywhere = pl.concat([counts, country.select(counts.columns)])
    rows = counted(everywhere, prefix="", period=GP_INDICATOR.period, source="gp_homelessness", multiplier=1.0)
    ids = {column: indicator.id for column, indicator in HOMELESSNESS.items()}
    homeless = measured(frame, ids, period=GP_INDICATOR.period, source="gp_homelessness")
    shop.indicators += [GP_INDICATOR, *HOMELESSNESS.values()]
    shop.add_figures("figures_gp_homelessness", pl.concat([rows, homeless]), source="gp_homelessness")


def add_london(shop: Workshop) -> None:
    """Put London's air, mental health index and recorded crime into the pack."""
    air = shop.take("london_air")
    if air is not None:
        years = sorted(air["year"].unique())
        rows = [_air_of(shop, air.filter(pl.col("year") == year), str(year)) for year in years]
        shop.indicators += AIR.values()
        shop.add_figures("figures_london_air", pl.concat(rows), source="london_air")
    samhi = shop.take("london_samhi")
    if samhi is not None:
        shop.indicators.append(SAMHI)
        rows_of = _with_means(shop, samhi.rename({"value": "samhi"}), {"samhi": SAMHI.id}, "2022", "london_samhi")
        shop.add_figures("figures_london_samhi", rows_of, source="london_samhi")
    crime = shop.take("london_crime")
    if crime is not None:
        _add_crime(shop, crime)


def _air_of(shop: Workshop, air: pl.DataFrame, year: str) -> pl.DataFrame:
    wide = air.pivot(on="pollutant", index="code", values="value")
    ids = {pollutant: indicator.id for pollutant, indicator in AIR.items() if pollutant in wide.columns}
    return _with_means(shop, wide, ids, year, "london_air")


def _with_means(shop: Workshop, table: Frame, ids: dict[str, str], period: str, source: str) -> pl.DataFrame:
    larger = shop.hierarchy.means(table, list(ids))
    small = table.join(shop.small_codes(), on="code", how="semi")
    return pl.concat([measured(each, ids, period=period, source=source) for each in (small, larger)])


def _add_crime(shop: Workshop, crime: pl.DataFrame) -> None:
    groups = sorted(crime["group"].unique())
    shop.indicators += [crime_indicator(group) for group in groups]
    rows = crime.select(
        (pl.lit("london_crime.") + pl.col("group")).alias("indicator"),
        pl.col("code").alias("area"),
        pl.col("year").cast(pl.String).alias("period"),
        pl.col("count").cast(pl.Float64).alias("value"),
        pl.col("count").cast(pl.Float64).alias("numerator"),
        pl.lit("london_crime").alias("source"),
    )
    shop.add_figures("figures_london_crime", figure_rows(rows), source="london_crime")
