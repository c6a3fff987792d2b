"""Work every figure of a profile out again from its data pack, with Polars and plain formulas.

Run it:  python THIS_FILE [FOLDER_OF_THE_PACK]

It needs Python 3.11 and Polars, and nothing of Seedbed. Each figure is printed with OK or DIFFERS;
it leaves with 1 if any differs. Figures that are hidden because a number is small are not worked out.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import polars as pl

PROFILE: dict[str, Any] = {}

Z = 1.959963984540054  # 97.5 % point of the normal distribution: limits are 95 %, two-sided
FEW = 10  # under ten events Byar's approximation is poor, and exact Poisson limits are used
NUMBERS = ("value", "numerator", "denominator", "ci_low", "ci_high")
Row = dict[str, Any]


def wilson(count: float, people: float, multiplier: float) -> tuple[float, float]:
    """Wilson's score limits of a proportion (Wilson 1927)."""
    share = count / people
    spread = Z * math.sqrt(Z**2 + 4 * count * (1 - share))
    low = (2 * count + Z**2 - spread) / (2 * (people + Z**2))
    high = (2 * count + Z**2 + spread) / (2 * (people + Z**2))
    return multiplier * max(min(low, share), 0.0), multiplier * min(max(high, share), 1.0)


def byar(count: float, people: float, multiplier: float) -> tuple[float, float]:
    """Byar's limits of a rate (Breslow and Day 1987), exact Poisson limits under ten events."""
    if count < FEW:
        low, high = exact_poisson(count)
    else:
        more = count + 1
        low = count * (1 - 1 / (9 * count) - Z / (3 * math.sqrt(count))) ** 3
        high = more * (1 - 1 / (9 * more) + Z / (3 * math.sqrt(more))) ** 3
    return multiplier * low / people, multiplier * high / people


def exact_poisson(count: float) -> tuple[float, float]:
    """Garwood's limits of a count (1936): where the tail of the gamma distribution holds 2.5 %."""
    low = 0.0 if count == 0 else bisect(lambda mean: gamma_share(count, mean) - 0.025)
    return low, bisect(lambda mean: gamma_share(count + 1, mean) - 0.975)


def gamma_share(shape: float, x: float) -> float:
    """Share of the gamma distribution below x, by its power series."""
    if x <= 0:
        return 0.0
    term = total = 1.0 / shape
    step = shape
    while term > total * 1e-17:
        step += 1
        term *= x / step
        total += term
    return total * math.exp(shape * math.log(x) - x - math.lgamma(shape))


def bisect(function: Callable[[float], float], low: float = 0.0, high: float = 100.0) -> float:
    """Find where a rising function crosses zero, to the last digit."""
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) < 0 else (low, middle)
    return (low + high) / 2


class Pack:
    """The tables of the data pack that figures are made from."""

    def __init__(self, folder: Path) -> None:
        self.package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        self.folder = folder
        self.levels = [level["id"] for level in self.package["levels"]]
        self.areas = self.scan("areas").collect()
        self.indicators = {row["id"]: row for row in self.scan("indicators").collect().iter_rows(named=True)}
        self.figures = self.scan("figures").with_columns(
            pl.col("period").cast(pl.String), *(pl.col(name).cast(pl.Float64).fill_nan(None) for name in NUMBERS)
        )

    def scan(self, role: str) -> pl.LazyFrame:
        """Scan the tables that have a role."""
        paths = [self.folder / each["path"] for each in self.package["resources"] if each["role"] == role]
        return pl.concat([pl.scan_parquet(path) for path in paths], how="vertical")

    def table(self, areas: Iterable[str]) -> dict[tuple[str, str, str], Row]:
        """Read the figures of some areas, by indicator, area and period."""
        rows = self.figures.filter(pl.col("area").is_in(list(areas))).collect().iter_rows(named=True)
        return {(row["indicator"], row["area"], row["period"]): row for row in rows}


def together(about: Row, rows: list[tuple[Row, float, float]]) -> Row:
    """Put figures of areas together: each is a row, its share inside, and its residents."""
    if len(rows) == 1 and rows[0][1] == 1.0 and rows[0][0].get("value") is not None:
        return with_limits(about, rows[0][0])
    if about["combine"] == "population_mean":
        known = [(row["value"], share * people) for row, share, people in rows if row.get("value") is not None]
        weight = math.fsum(part for _, part in known)
        return {"value": math.fsum(value * part for value, part in known) / weight} if weight else {}
    if about["combine"] != "sum":
        return {}
    if about["kind"] == "count":
        counts = [
            (row.get("numerator") if row.get("numerator") is not None else row.get("value")) for row, _, _ in rows
        ]
        known = [(number, share) for number, (_, share, _) in zip(counts, rows, strict=True) if number is not None]
        total = in_people(math.fsum(number * share for number, share in known), rows)
        return {"value": total, "numerator": total} if len(known) == len(rows) else {}
    known = [(row, share) for row, share, _ in rows if None not in (row.get("numerator"), row.get("denominator"))]
    numerator = in_people(math.fsum(row["numerator"] * share for row, share in known), rows)
    denominator = in_people(math.fsum(row["denominator"] * share for row, share in known), rows)
    return with_limits(about, {"numerator": numerator, "denominator": denominator}) if known else {}


def in_people(count: float, rows: list[tuple[Row, float, float]]) -> float:
    """Round to whole people where a boundary cuts areas, six decimals first so that halves are seen as such."""
    return float(round(round(count, 6))) if any(share < 1 for _, share, _ in rows) else count


def with_limits(about: Row, row: Row) -> Row:
    """Return a figure with its value and limits: those published, else worked out from its counts."""
    found = {name: row.get(name) for name in NUMBERS}
    if about["kind"] == "count" and found["numerator"] is None:
        found["numerator"] = found["value"]
    count, people = found["numerator"], found["denominator"]
    if about["kind"] not in {"proportion", "rate"} or count is None or not people:
        return found
    if about["kind"] == "proportion" and count > people:
        return found
    if found["value"] is None:
        found["value"] = about["multiplier"] * count / people
    if found["ci_low"] is None or found["ci_high"] is None:
        limits = wilson if about["kind"] == "proportion" else byar
        found["ci_low"], found["ci_high"] = limits(count, people, about["multiplier"])
    return found


def larger_area(pack: Pack, level: str) -> str:
    """Return the area of a larger level in which most of the neighbourhood's residents live."""
    people: dict[str, float] = {}
    shares = PROFILE["shares"]
    for row in pack.areas.filter(pl.col("code").is_in(list(shares))).iter_rows(named=True):
        if row.get(level) is not None:
            people[row[level]] = people.get(row[level], 0.0) + shares[row["code"]] * (row["population"] or 0)
    return min(people, key=lambda code: (-people[code], code)) if people else ""


def sum_over(pack: Pack, about: Row, area: str, period: str) -> Row:
    """Work out a larger area's figure from all its small areas."""
    level = pack.areas.filter(pl.col("code") == area)["level"][0]
    inside = pack.areas.lazy().filter((pl.col("level") == pack.levels[0]) & (pl.col(level) == area))
    people = inside.select(pl.col("code").alias("area"), pl.col("population").cast(pl.Float64))
    wanted = (pl.col("indicator") == about["id"]) & (pl.col("period") == period)
    rows = pack.figures.filter(wanted).join(people, on="area").collect()
    return together(about, [(row, 1.0, row["population"] or 0.0) for row in rows.iter_rows(named=True)])


def recomputed(pack: Pack) -> Iterator[tuple[str, Row, Row]]:
    """Give each printed figure: what it is, the printed numbers, and the numbers worked out again."""
    shares: dict[str, float] = PROFILE["shares"]
    residents = dict(zip(pack.areas["code"], pack.areas["population"].cast(pl.Float64).fill_null(0), strict=True))
    others = {area["code"] for figure in PROFILE["figures"] for area in figure["comparators"]}
    larger = {larger_area(pack, level) for level in pack.levels[1:]}
    table = pack.table({*shares, *others, *larger})
    for figure in PROFILE["figures"]:
        about = pack.indicators[figure["indicator"]]
        key, period = figure["indicator"], figure["period"]
        small = about["level"] == pack.levels[0]
        parts = shares if small else {larger_area(pack, about["level"]): 1.0}
        rows = [(table.get((key, code, period), {}), share, residents.get(code, 0.0)) for code, share in parts.items()]
        if not figure["suppressed"]:
            yield f"{key}  {figure['name']}", figure, together(about, rows)
        for area in figure["inside"]:
            if not area["suppressed"]:
                yield f"{key}  in {area['code']}", area, with_limits(about, table.get((key, area["code"], period), {}))
        for area in (each for each in figure["comparators"] if not each["suppressed"]):
            row = table.get((key, area["code"], period))
            found = sum_over(pack, about, area["code"], period) if row is None or row["value"] is None else row
            yield f"{key}  beside {area['code']} {area['name']}", area, with_limits(about, found)


def same(printed: float | None, found: float | None) -> bool:
    """Say whether two numbers agree to nine digits."""
    if printed is None or found is None:
        return printed is None and found is None
    return math.isclose(printed, found, rel_tol=1e-9, abs_tol=1e-9)


def main() -> int:
    """Print every figure and whether it agrees; return how the script leaves."""
    pack = Pack(Path(sys.argv[1] if len(sys.argv) > 1 else PROFILE["pack_folder"]))
    differ = total = 0
    for name, printed, found in recomputed(pack):
        wrong = [part for part in NUMBERS if not same(printed.get(part), found.get(part))]
        total, differ = total + 1, differ + bool(wrong)
        print(f"{'DIFFERS' if wrong else 'OK':<8}{name}: {found.get('value')}")  # noqa: T201 - a script answers by print
        for part in wrong:
            print(f"        {part}: printed {printed.get(part)}, worked out {found.get(part)}")  # noqa: T201 - as above
    print(f"{total} figures, {differ} differ.")  # noqa: T201 - as above
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
