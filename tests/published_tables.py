"""Turn published cases into the tables that an analyst would bring: ``python -m tests.published_tables CASES FOLDER``.

The cases themselves are not ours to hand on. Each table here holds a case's inputs under the column names that our
commands read; what was published stays in the case, to be compared with.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Rows = list[dict[str, Any]]
Case = dict[str, Any]

SII_KINDS = {0: "mean", 1: "rate", 2: "proportion"}


def read_case(folder: Path, name: str) -> Case:
    """Return one published case."""
    case: Case = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return case


def crude(folder: Path) -> Iterator[tuple[str, Rows]]:
    """Yield one table for each multiplier, because each is a command of its own."""
    for name, file in (("rates_phe_crude", "crude"), ("rates_phe_proportion_wilson", "proportion")):
        cases = read_case(folder, name)["cases"]
        for multiplier in sorted({each["multiplier"] for each in cases}):
            rows = [
                {"set": each["Area"], "numerator": each["Numerator"], "denominator": each["Denominator"]}
                for each in cases
                if each["multiplier"] == multiplier
            ]
            yield f"{file}-{multiplier}", rows


def halves(folder: Path) -> Iterator[tuple[str, Rows]]:
    """Yield the aggregated proportions as two rows a set, which the command adds up."""
    rows = []
    for each in read_case(folder, "rates_phe_proportion_wilson")["aggregated"]:
        half = {name: None if each[name] is None else each[name] / 2 for name in ("Numerator", "Denominator")}
        rows += 2 * [{"set": each["Area"], "numerator": half["Numerator"], "denominator": half["Denominator"]}]
    yield "proportion-halves", rows


def single_counts(folder: Path) -> Iterator[tuple[str, Rows]]:
    """Yield counts with Byar's limits and shares with Wilson's."""
    cases = read_case(folder, "rates_phe_byar_wilson")["cases"]
    for method, file in (("Byars", "byar"), ("Wilson", "wilson")):
        for confidence in ("95%", "99.8%"):
            rows = [
                {"set": str(each["x"]), "numerator": each["x"], "denominator": each["n"] or 1}
                for each in cases
                if each["method"] == method and each["confidence"] == confidence
            ]
            yield f"{file}-{confidence.removesuffix('%')}", rows


def standardised(folder: Path) -> Iterator[tuple[str, Rows]]:
    """Yield rates by age with their standard, with and without repeated events."""
    case = read_case(folder, "rates_phe_dsr_dobson")
    standard = case["standard_population_esp2013"]
    yield "dsr", [_band(each, standard[place % len(standard)]) for place, each in enumerate(case["inputs"])]
    yield (
        "dsr-1976",
        [
            _band({**each, "area": "testdata_1976", "ageband": each["Age Band"]}, each["esp1976"])
            for each in case["inputs_esp1976"]
        ],
    )
    repeated = read_case(folder, "rates_phe_dsr_nonindependent")["inputs"]
    yield (
        "dsr-repeated",
        [
            {**_band(each, standard[place % len(standard)]), "squared_events": _squared_events(each)}
            for place, each in enumerate(repeated)
        ],
    )


def _band(each: Case, standard: float) -> dict[str, Any]:
    return {
        "set": each["area"],
        "age_band": each["ageband"],
        "numerator": each["count"],
        "denominator": each["pop"],
        "standard_population": standard,
    }


def _squared_events(each: Case) -> int:
    """Return the sum over people of their events squared: f3 people had three events each."""
    return sum(int(name[1:]) ** 2 * (people or 0) for name, people in each.items() if name[0] == "f")


def means(folder: Path) -> Iterator[tuple[str, Rows]]:
    """Yield measurements by area, and the same without areas."""
    inputs = read_case(folder, "means_phe")["inputs"]
    yield "means", [{"set": each["area"], "value": each["values"]} for each in inputs]
    yield "means-all", [{"value": each["values"]} for each in inputs]


def funnel(folder: Path) -> Iterator[tuple[str, Rows]]:
    """Yield the areas of the funnel."""
    inputs = read_case(folder, "funnel_phe_proportion")["inputs"]
    names = ("numerator", "denominator")
    yield "funnel", [{"set": each["Area"], **{name: each[name] for name in names}} for each in inputs]


def slope(folder: Path) -> Iterator[tuple[str, Rows]]:
    """Yield one table a case; the first row of its source and its area name it."""
    for each in read_case(folder, "inequality_phe_sii")["cases"]:
        rows = [
            {
                "rank": group["Quantile"],
                "population": group["Population"],
                "value": group["Value"],
                "se": group["StandardError"],
                "ci_low": group["LowerCL"],
                "ci_high": group["UpperCL"],
            }
            for group in each["quantiles"]
        ]
        yield slope_name(each), rows


def slope_name(each: Case) -> str:
    """Return the name of a slope case's table."""
    return f"slope-{SII_KINDS[each['value_type']]}-{each['record_from']}"


def who_sample(folder: Path) -> Iterator[tuple[str, Rows]]:
    """Yield the two samples of the World Health Organization's measures, as HEAT tables."""
    case = read_case(folder, "inequality_healthequal_sample")
    yield "who-ordered", case["ordered"]
    yield "who-not-ordered", case["nonordered"]


def concentration(folder: Path) -> Iterator[tuple[str, Rows]]:
    """Yield the survey, ranked by income."""
    with (folder / "rineq_housing.csv").open(encoding="utf-8", newline="") as file:
        people = list(csv.DictReader(file))
    yield "concentration-bmi", [{"rank": each["income"], "value": each["bmi"]} for each in people]
    high = [{"rank": each["income"], "value": int(each["high.bmi"] == "TRUE")} for each in people]
    yield "concentration-high-bmi", high


def spread(folder: Path) -> Iterator[tuple[str, Rows]]:
    """Yield the unit records."""
    for number, each in enumerate(read_case(folder, "inequality_gini_theil_atkinson")["cases"], start=1):
        yield f"spread-{number}", [{"value": value} for value in each["x"]]


def life(folder: Path) -> Iterator[tuple[str, Rows]]:
    """Yield deaths and people by age."""
    inputs = read_case(folder, "life_expectancy_chiang")["inputs"]
    yield (
        "life",
        [{"age_start": each["startage"], "deaths": each["deaths"], "population": each["pops"]} for each in inputs],
    )
    yield (
        "quality",
        [
            {
                "set": f"{each['REGION']} {each['SES']}",
                "age_start": each["START_AGE"],
                "mortality_rate": each["MORTALITY_RATE"],
                "population": each["POPULATION"],
                "hrql": each["HRQL_SCORE"],
            }
            for each in read_case(folder, "dcea_york_qale")["inputs"]
        ],
    )


def representation(folder: Path) -> Iterator[tuple[str, Rows]]:
    """Yield samples beside their benchmarks."""
    for number, each in enumerate(read_case(folder, "representativeness")["cases"], start=1):
        yield f"sample-{number}", [{"group": name, "count": count} for name, count in each["participants"].items()]
        benchmark = [
            {"group": name, "count": share * each["population"]} for name, share in each["census_share"].items()
        ]
        yield f"benchmark-{number}", benchmark


def agreement(folder: Path) -> Iterator[tuple[str, Rows]]:
    """Yield codings, one row a value that a coder gave."""
    for number, each in enumerate(read_case(folder, "agreement_krippendorff")["cases"], start=1):
        rows = [
            {"unit": unit + 1, "coder": f"coder {coder + 1}", "value": value}
            for coder, values in enumerate(each["data"])
            for unit, value in enumerate(values)
            if value is not None
        ]
        yield f"codings-{number}", rows


def disclosure(folder: Path) -> Iterator[tuple[str, Rows]]:
    """Yield the first table to protect, and the second as it was published, with its margins."""
    protected, attacked = read_case(folder, "sdc_secondary_suppression")["cases"][:2]
    table = protected["table"]
    yield (
        "protect",
        [
            {"region": region, "sex": sex, "count": count}
            for region, counts in zip(table["rows"], table["counts"], strict=True)
            for sex, count in zip(table["cols"], counts, strict=True)
        ],
    )
    yield "attack", list(_published_table(attacked))


def _published_table(case: Case) -> Iterator[dict[str, Any]]:
    hidden = {tuple(cell) for cell in case["suppressed"]}
    columns = range(len(case["margins"]["cols"]))
    for row, counts in enumerate(case["table"]):
        for column, count in enumerate(counts):
            yield {"row": row, "column": column, "count": None if (row, column) in hidden else count}
        yield {"row": row, "column": "Total", "count": case["margins"]["rows"][row]}
    for column in columns:
        yield {"row": "Total", "column": column, "count": case["margins"]["cols"][column]}
    yield {"row": "Total", "column": "Total", "count": sum(case["margins"]["rows"])}


MAKERS: tuple[Callable[[Path], Iterator[tuple[str, Rows]]], ...] = (
    crude, halves, single_counts, standardised, means, funnel, slope, who_sample, concentration, spread, life,
    representation, agreement, disclosure,
)  # fmt: skip


SHARES = {"given": "", "equal": "equal", "poor": "worst-off", "rich": "best-off"}
"""Who bears the cost of York's analysis, in its words and in ours."""


def programmes(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the inputs of distributional cost-effectiveness analyses as TOML."""
    case = read_case(folder, "dcea_york_nrt")
    aversion = {measure: [key[1:] for key in found] for measure, found in case["expected"]["swf_given"].items()}
    for scenario, shares in SHARES.items():
        groups = [
            {
                "name": f"{row['REGION']} {row['SES']}",
                "population": row["POPULATION"],
                "baseline_health": row["BASELINE"],
                "benefit_per_person": row["INCREMENTAL_HEALTH_BENEFIT"],
                **({} if shares else {"opportunity_cost_weight": row["OPPORTUNITY_COST_WEIGHTS"]}),
            }
            for row in case["inputs"]
        ]
        numbers = case["parameters"]
        yield (
            f"york-{scenario}",
            _programme((numbers["total_cost"], numbers["marginal_productivity"]), shares, aversion, groups),
        )
    england = read_case(folder, "dcea_england_qale_hoc")
    weights = england["published_implicit_weight_most_vs_least_deprived"]
    fifths = [
        {"name": f"fifth {place}", "population": england["population_each"], "baseline_health": health, "benefit": 10}
        for place, health in enumerate(england["baseline_qale_by_imd"], start=1)
    ]
    yield "england", _programme((1e6, 2e4), "steep", {name: list(found) for name, found in weights.items()}, fifths)


def _programme(costs: tuple[float, float], shares: str, aversion: dict[str, list[str]], groups: Rows) -> str:
    lines = ["[programme]", f"cost = {costs[0]}", f"cost_per_qaly_elsewhere = {costs[1]}"]
    lines += [f'[opportunity_cost]\nshares = "{shares}"'] if shares else []
    lines += ["[aversion]", *(f"{name} = [{', '.join(found)}]" for name, found in aversion.items())]
    for group in groups:
        lines += ["[[group]]", *(f"{name} = {json.dumps(value)}" for name, value in group.items())]
    return "\n".join(lines) + "\n"


def write_tables(cases: Path, folder: Path) -> list[Path]:
    """Write every table as CSV and every programme as TOML; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in programmes(cases):
        paths.append(folder / f"{name}.toml")
        paths[-1].write_text(text, encoding="utf-8")
    for maker in MAKERS:
        for name, rows in maker(cases):
            path = folder / f"{name}.csv"
            headings = list(dict.fromkeys(heading for row in rows for heading in row))
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, headings)
                writer.writeheader()
                writer.writerows(rows)
            paths.append(path)
    return paths


if __name__ == "__main__":
    for written in write_tables(Path(sys.argv[1]), Path(sys.argv[2])):
        sys.stdout.write(f"{written}\n")
