"""What was published for each table of ``tests.published_tables``, compared with what the command printed for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.published_tables import read_case, slope_name

Answer = dict[str, Any]
Compare = Callable[[Answer, Path, str], None]


def near(found: float | None, expected: float | None, within: float = 1e-9, relative: float = 1e-9) -> None:
    """Check one number; None stands for no number."""
    if expected is None:
        assert found is None
    else:
        assert found == pytest.approx(expected, rel=relative, abs=within)


def by_set(answer: Answer) -> dict[str, Answer]:
    """Return the answer's sets by name."""
    return {each["set"]: each for each in answer["sets"]}


def crude_or_proportion(answer: Answer, cases: Path, table: str) -> None:
    """Compare rates or proportions with their 95 % or 99.8 % limits."""
    kind, _, multiplier = table.partition("-")
    file = "rates_phe_crude" if kind == "crude" else "rates_phe_proportion_wilson"
    ends = "95_0cl" if answer["confidence"] == 0.95 else "99_8cl"
    expected = [each for each in read_case(cases, file)["cases"] if str(each["multiplier"]) == multiplier]
    assert len(expected) == len(answer["sets"])
    for each in expected:
        found = by_set(answer)[each["Area"]]
        near(found["value"], each["value"])
        near(found["ci_low"], each[f"lower{ends}"])
        near(found["ci_high"], each[f"upper{ends}"])


def halves(answer: Answer, cases: Path, _: str) -> None:
    """Compare proportions whose rows were added up."""
    for each in read_case(cases, "rates_phe_proportion_wilson")["aggregated"]:
        found = by_set(answer)[each["Area"]]
        near(found["value"], each["value"])
        near(found["ci_low"], each["lowercl"])
        near(found["ci_high"], each["uppercl"])


def single_counts(answer: Answer, cases: Path, table: str) -> None:
    """Compare limits of single counts and shares."""
    method, _, confidence = table.partition("-")
    name = "Byars" if method == "byar" else "Wilson"
    for each in read_case(cases, "rates_phe_byar_wilson")["cases"]:
        if (each["method"], each["confidence"]) == (name, f"{confidence}%"):
            found = by_set(answer)[str(each["x"])]
            near(found["ci_low"], each["lowercl"])
            near(found["ci_high"], each["uppercl"])


def standardised(answer: Answer, cases: Path, _: str) -> None:
    """Compare directly standardised rates per 100,000."""
    expected = read_case(cases, "rates_phe_dsr_dobson")["expected"]
    published = {each["area"]: each for each in expected if each["statistic"].endswith(("100000", "< 10"))}
    assert answer["multiplier"] == 100_000
    for found in answer["sets"]:
        each = published[found["set"]]
        near(found["value"], each["value"], 1e-7, 1e-9)
        near(found["ci_low"], each["lower95_0cl"], 1e-7, 1e-9)
        near(found["ci_high"], each["upper95_0cl"], 1e-7, 1e-9)


def means(answer: Answer, cases: Path, table: str) -> None:
    """Compare means with Student's limits."""
    for each in read_case(cases, "means_phe")["expected"]:
        whole = each["area"] == "No grouping"
        if whole == (table == "means-all"):
            found = answer["sets"][0] if whole else by_set(answer)[each["area"]]
            near(found["value"], each["value"])
            near(found["ci_low"], each["lower95_0cl"])
            near(found["ci_high"], each["upper95_0cl"])


def funnel(answer: Answer, cases: Path, _: str) -> None:
    """Compare the verdicts, one for each area."""
    words = {"High (0.001)": ("higher", "higher"), "High (0.025)": ("higher", "similar")}
    words |= {"Low (0.001)": ("lower", "lower"), "Low (0.025)": ("lower", "similar")}
    published = read_case(cases, "funnel_phe_proportion")
    near(answer["baseline"], float(published["expected"][0]["Baseline"]), 5e-7)
    for each in published["inputs"]:
        found = by_set(answer)[each["Area"]]
        expected = words.get(each["significance"], ("similar", "similar"))
        assert (found["verdict_95"], found["verdict_998"]) == expected, each["Area"]


def slope(answer: Answer, cases: Path, table: str) -> None:
    """Compare slope and relative index; published limits are simulated and repeat to a twentieth of their width."""
    published = next(each for each in read_case(cases, "inequality_phe_sii")["cases"] if slope_name(each) == table)
    expected, found = published["expected"], answer["sets"][0]
    second = "sii_lowercl_2" in expected and answer["confidence"] != 0.95
    for index in ("sii", "rii"):
        if index in expected:
            near(found[index], expected[index], 1e-6, 1e-6)
        ends = [expected.get(f"{index}_{end}cl_{2 if second else 1}") for end in ("lower", "upper")]
        if None not in ends:
            near(found[f"{index}_low"], ends[0], 0.05 * (ends[1] - ends[0]))
            near(found[f"{index}_high"], ends[1], 0.05 * (ends[1] - ends[0]))


def who_slope(answer: Answer, cases: Path, _: str) -> None:
    """Compare the World Health Organization's slope and relative index with their robust limits."""
    expected = read_case(cases, "inequality_healthequal_sample")["expected"]
    linear = answer["scale"] == "linear"
    for index, name in (("sii", "sii_linear" if linear else "sii"), ("rii", "rii")):
        if linear and index == "rii":
            continue
        near(answer["sets"][0][index], expected[name]["estimate"], 1e-6, 1e-6)
        near(answer["sets"][0][f"{index}_low"], expected[name]["lowerci"], 1e-6, 1e-6)
        near(answer["sets"][0][f"{index}_high"], expected[name]["upperci"], 1e-6, 1e-6)


def life(answer: Answer, cases: Path, _: str) -> None:
    """Compare years ahead at every age."""
    for found, each in zip(answer["rows"], read_case(cases, "life_expectancy_chiang")["expected"], strict=True):
        near(found["value"], each["value"], 1e-4)
        near(found["ci_low"], each["lowercl"], 1e-4)
        near(found["ci_high"], each["uppercl"], 1e-4)


def representation(answer: Answer, cases: Path, table: str) -> None:
    """Compare quotients, distances and the R-indicator."""
    case = read_case(cases, "representativeness")["cases"][int(table.rpartition("-")[2]) - 1]
    expected = case["expected"]
    quotients = expected.get("representation_quotient", {})
    for each in answer["groups"]:
        near(each["quotient"], quotients.get(each["group"], each["sample_share"] / each["benchmark_share"]))
    names = {"dissimilarity": "dissimilarity", "chi2": "chi_square", "p": "p", "kl": "kl"}
    names |= {"R_population_sd": "r_indicator", "R_sample_sd(n-1)": "r_indicator_sample_sd"}
    for key in set(names) & set(expected):
        near(answer[names[key]], expected[key])


def quality(answer: Answer, cases: Path, _: str) -> None:
    """Compare quality-adjusted years ahead at birth."""
    found = {each["set"]: each["quality_value"] for each in answer["rows"] if each["age_start"] == 0}
    for each in read_case(cases, "dcea_york_qale")["expected"]:
        near(found[f"{each['REGION']} {each['SES']}"], each["QALE"], 1e-8)


def gaps(answer: Answer, cases: Path, table: str) -> None:
    """Compare the World Health Organization's measures; those of the ordered groups by the ordered sample."""
    ordered = {"sii": "sii", "rii": "rii", "aci": "aci", "rci": "rci", "d": "d", "r": "r", "paf": "paf", "par": "par"}
    published = {
        each["measure"]: each for each in read_case(cases, "inequality_healthequal_sample")["expected"].values()
    }
    found = {each["measure"]: each for each in answer["sets"][0]["measures"]}
    others = set(published) - set(ordered)
    for measure in ordered if table == "who-ordered" else others:
        if measure != "sii":
            near(found[measure]["value"], published[measure]["estimate"], 1e-6, 1e-6)


def concentration(answer: Answer, cases: Path, table: str) -> None:
    """Compare concentration indices and their two variances."""
    column = "bmi" if table == "concentration-bmi" else "high.bmi"
    names = {"CI": "standard", "CIg": "generalised", "CIc": "erreygers", "CIw": "wagstaff"}
    found = {each["measure"]: each for each in answer["sets"][0]["measures"]}
    for key, expected in read_case(cases, "inequality_concentration_rineq")["expected"].items():
        of, _, kind = key.rpartition(" ")
        if of == column:
            near(found[names[kind]]["value"], expected["index"], 1e-9, 1e-9)
            near(found[names[kind]]["variance"], expected["variance"], 0, 1e-9)
            near(found[names[kind]]["variance_HC1"], expected["variance_HC1"], 0, 1e-9)


def spread(answer: Answer, cases: Path, table: str) -> None:
    """Compare Gini, Theil and Atkinson."""
    case = read_case(cases, "inequality_gini_theil_atkinson")["cases"][int(table.rpartition("-")[2]) - 1]
    found = {(each["measure"], each["parameter"]): each["value"] for each in answer["sets"][0]["measures"]}
    near(found["gini", None], case["gini"])
    near(found["theil", None], case["theil"])
    near(found["atkinson", 0.5], case["atkinson_0.5"])


def disclosure(answer: Answer, cases: Path, table: str) -> None:
    """Compare which cells are hidden and what an attacker can work out of each."""
    case = read_case(cases, "sdc_secondary_suppression")["cases"][0 if table == "protect" else 1]
    names = ("region", "sex") if table == "protect" else ("row", "column")
    found = {
        ",".join(str(each[name]) for name in names): (each["attack_low"], each["attack_high"])
        for each in answer["cells"]
        if each["count"] is None
    }
    expected = {
        key.replace("np.int64(", "").translate({ord(letter): None for letter in "() "}): tuple(ends)
        for key, ends in case["attacker_intervals"].items()
    }
    assert found == expected


def york(answer: Answer, cases: Path, table: str) -> None:
    """Compare net health by group and equally distributed equivalents before and after."""
    case, scenario = read_case(cases, "dcea_york_nrt"), table.removeprefix("york-")
    groups = {each["group"]: each for each in answer["net_health"]}
    for each in case["expected"][f"post_{scenario}"]:
        found = groups[f"{each['REGION']} {each['SES']}"]
        near(found["value"], each["NET_HEALTH_BENEFIT"], 1e-7)
        near(found["health_after"], each["POST_INTERVENTION"], 1e-7)
    equivalents = {(each["measure"], each["aversion"]): each for each in answer["ede"]}
    for measure, expected in case["expected"][f"swf_{scenario}"].items():
        for key, each in expected.items():
            near(equivalents[measure, float(key[1:])]["before"], each["base"], 1e-7)
            near(equivalents[measure, float(key[1:])]["after"], each["post"], 1e-7)


def england(answer: Answer, cases: Path, _: str) -> None:
    """Compare what a year of health of the worst off weighs."""
    case = read_case(cases, "dcea_england_qale_hoc")
    weights = case["published_implicit_weight_most_vs_least_deprived"]
    for each in answer["ede"]:
        near(each["weight_of_most_disadvantaged"], weights[each["measure"]][f"{each['aversion']:g}"], 0, 0.003)


def agreement(answer: Answer, cases: Path, table: str) -> None:
    """Compare Krippendorff's alpha for the metric asked for."""
    case = read_case(cases, "agreement_krippendorff")["cases"][int(table.rpartition("-")[2]) - 1]
    near(answer["krippendorff_alpha"], case["expected"][answer["metric"]])


COMPARE: dict[str, Compare] = {
    "crude-": crude_or_proportion,
    "proportion-halves": halves,
    "proportion-": crude_or_proportion,
    "byar-": single_counts,
    "wilson-": single_counts,
    "dsr": standardised,
    "means": means,
    "funnel": funnel,
    "slope-": slope,
    "life": life,
    "quality": quality,
    "concentration-": concentration,
    "spread-": spread,
    "protect": disclosure,
    "attack": disclosure,
    "york-": york,
    "england": england,
    "sample-": representation,
    "codings-": agreement,
}
"""What compares an answer, by the start of its table's name; the first that fits."""


def compare(answer: Answer, cases: Path, table: str) -> None:
    """Compare an answer with what was published for its table."""
    if table.startswith("who-"):
        (who_slope if answer["schema"].startswith("seedbed/equity-slope") else gaps)(answer, cases, table)
        return
    next(method for start, method in COMPARE.items() if table.startswith(start))(answer, cases, table)
