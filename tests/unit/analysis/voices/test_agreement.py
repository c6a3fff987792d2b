"""Agreement between coders: published values, what is refused, and what is said of weak answers."""

from __future__ import annotations

import json
import warnings
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from seedbed.analysis.voices.agreement import Agreement, agreement
from seedbed.analysis.voices.code_order import METRICS
from seedbed.errors import BadInputError, MethodWarning, UsageError

GWET = ["1111", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", ".555", "..11", "..3."]
"""Twelve subjects by four raters (Gwet 2014; Krippendorff's example): a letter a rater, a point for none."""


def of_rows(rows: Sequence[str], **options: Any) -> Agreement:
    """Measure agreement of units written as a letter a coder; without limits unless they are asked for."""
    given = [(unit, coder, value) for unit, row in enumerate(rows) for coder, value in enumerate(row) if value != "."]
    units, coders, values = zip(*given, strict=True)
    options.setdefault("bootstraps", 0)
    return agreement(units, coders, values, **options)


def value(found: Agreement, name: str) -> float:
    return found.measures[name].value


# Published values


def test_alpha_of_every_published_case(cases: Path) -> None:
    shared = json.loads((cases / "agreement_krippendorff.json").read_text(encoding="utf-8"))
    checked = 0
    for case in shared["cases"]:
        table = np.array(case["data"], dtype=object)
        coders, units = table.shape
        at = (np.tile(np.arange(units), coders), np.repeat(np.arange(coders), units), table.ravel())
        for metric, expected in case["expected"].items():
            found = value(agreement(*at, metric=metric, bootstraps=0), "krippendorff_alpha")
            assert found == pytest.approx(expected, abs=shared["tolerance"])
            checked += 1
    assert checked >= 6


def by_hand(*, fleiss: bool) -> tuple[float, float]:
    """Work out Fleiss' kappa or AC1 of the twelve subjects and its standard error in whole fractions.

    The formulae are those of Gwet (2014), sections 2.4, 5.3: agreement is the mean over subjects of two or more raters,
    a code's prevalence the mean of its shares over all subjects.
    """
    rows = [row.replace(".", "") for row in GWET]
    codes = sorted(set("".join(rows)))
    agree = [
        Fraction(sum(row.count(code) * (row.count(code) - 1) for code in codes), len(row) * (len(row) - 1))
        if len(row) > 1
        else None
        for row in rows
    ]
    known = [each for each in agree if each is not None]
    share = {code: sum((Fraction(row.count(code), len(row)) for row in rows), Fraction()) / len(rows) for code in codes}
    weight = {code: share[code] if fleiss else (1 - share[code]) / (len(codes) - 1) for code in codes}
    chance = sum(share[code] * weight[code] for code in codes)
    value = (sum(known) / len(known) - chance) / (1 - chance)
    squares = Fraction()
    for row, own in zip(rows, agree, strict=True):
        part = 0 if own is None else Fraction(len(rows), len(known)) * (own - chance) / (1 - chance)
        expected = sum(Fraction(row.count(code), len(row)) * weight[code] for code in codes)
        apart = Fraction(part - 2 * (1 - value) * (expected - chance) / (1 - chance) - value)
        squares += apart * apart
    return float(value), float(squares / (len(rows) * (len(rows) - 1))) ** 0.5


@pytest.mark.parametrize("name", ["gwet_ac1", "fleiss_kappa"])
def test_kappas_and_standard_errors_are_those_of_the_published_formulae_in_fractions(name: str) -> None:
    measure = of_rows(GWET).measures[name]
    assert (measure.value, measure.standard_error) == pytest.approx(by_hand(fleiss=name == "fleiss_kappa"), rel=1e-12)


def test_percent_agreement_leaves_out_units_with_one_coder() -> None:
    assert of_rows(GWET).measures["percent"].value == pytest.approx(100 * 9 / 11)


def test_cohens_kappa_and_its_standard_error_of_fleiss_levin_and_paik() -> None:
    """Table 18.1 of Fleiss, Levin and Paik (2003): 100 patients, kappa 0.68."""
    table = {"aa": 75, "ab": 1, "ac": 4, "ba": 5, "bb": 4, "bc": 1, "ca": 0, "cb": 0, "cc": 10}
    measure = of_rows([row for row, many in table.items() for _ in range(many)]).measures["cohen_kappa"]
    assert measure.value == pytest.approx(0.676, abs=5e-4)
    assert measure.standard_error == pytest.approx(0.087, abs=2e-3)


def test_kappa_is_low_and_the_paradox_is_told_where_one_value_is_rare() -> None:
    """118 and 0 alike, 5 and 2 not: 94.4 % agree, kappa is below nought (Feinstein and Cicchetti's paradox)."""
    found = of_rows(["yy"] * 118 + ["yn"] * 5 + ["ny"] * 2)
    assert value(found, "percent") == pytest.approx(94.4)
    assert value(found, "cohen_kappa") == pytest.approx(-0.0234, abs=5e-5)
    assert value(found, "gwet_ac1") == pytest.approx(0.9407, abs=5e-4)
    assert found.paradox


def test_no_paradox_where_values_are_even() -> None:
    assert not of_rows(["yy"] * 50 + ["nn"] * 40 + ["yn"] * 10).paradox


# What makes no difference


@pytest.mark.parametrize("metric", METRICS)
def test_order_of_rows_makes_no_difference(metric: Any) -> None:
    units, coders, values = np.repeat(np.arange(30), 3), np.tile(np.arange(3), 30), np.arange(90) * 7 % 5 + 1
    one = agreement(units, coders, values, metric=metric, bootstraps=0)
    other = agreement(units[::-1], coders[::-1], values[::-1], metric=metric, bootstraps=0)
    assert one.measures.keys() == other.measures.keys()
    for name in one.measures:
        assert value(one, name) == pytest.approx(value(other, name), abs=1e-12)


def test_missing_values_are_no_codings() -> None:
    found = agreement([1, 1, 2, 2, 2], list("ababc"), ["x", "x", "y", None, ""], bootstraps=0)
    assert found.codings.ratings.tolist() == [2.0, 1.0]
    assert value(found, "percent") == 100.0


def test_one_number_written_in_two_ways_is_one_value() -> None:
    assert value(agreement([1, 1], ["a", "b"], ["1", "1.0"], bootstraps=0), "percent") == 100.0


def test_same_seed_gives_the_same_limits_and_another_seed_others() -> None:
    rows = ["ab", "aa", "bb", "ba", "cc"] * 8
    first, again, other = (of_rows(rows, bootstraps=100, seed=seed) for seed in (1, 1, 2))
    assert first.measures["fleiss_kappa"] == again.measures["fleiss_kappa"]
    assert first.measures["krippendorff_alpha"].low != other.measures["krippendorff_alpha"].low


def test_limits_hold_the_measure_and_never_pass_full_agreement() -> None:
    found = of_rows(["aa", "bb", "cc"] * 20 + ["ab"] * 6 + ["cb"] * 5, bootstraps=200)
    for measure in found.measures.values():
        assert measure.low < measure.value < measure.high
    assert found.measures["krippendorff_alpha"].high < 1
    assert found.measures["percent"].high < 100


def test_surer_limits_are_wider() -> None:
    rows = ["aa", "bb", "ab", "cc"] * 10
    usual, surer = (of_rows(rows, bootstraps=200, confidence=share).measures["percent"] for share in (0.95, 0.99))
    assert surer.low < usual.low
    assert surer.high > usual.high


# Order


def test_text_in_an_order_is_ranked_by_it() -> None:
    rows, order = ["lm", "mm", "hh", "lh", "ll"], ["l", "m", "h"]
    named = of_rows(rows, metric="ordinal", order=order)
    numbered = of_rows([row.translate(str.maketrans("lmh", "123")) for row in rows], metric="ordinal")
    for name in named.measures:
        assert value(named, name) == pytest.approx(value(numbered, name), abs=1e-12)
    assert not named.codings.order.notes


def test_text_without_an_order_stands_by_the_alphabet_and_says_so() -> None:
    assert "alphabet: h, l, m" in of_rows(["lm", "mm", "hh"], metric="ordinal").codings.order.notes[0]


def test_values_that_differ_in_capitals_alone_are_told_of() -> None:
    found = agreement([1, 1], ["a", "b"], ["Housing", "housing"], bootstraps=0)
    assert value(found, "percent") == 0.0
    assert "capitals" in found.codings.order.notes[0]


def test_value_that_nobody_gave_counts_among_those_there_are() -> None:
    """Chance agreement of AC1 falls with the number of values: (1 - sum p^2) / (q - 1)."""
    rows = ["aa", "bb", "ab"]
    two, three = of_rows(rows), of_rows(rows, order=["a", "b", "c"])
    assert value(two, "gwet_ac1") == pytest.approx((2 / 3 - 1 / 2) / (1 / 2))
    assert value(three, "gwet_ac1") == pytest.approx((2 / 3 - 1 / 4) / (3 / 4))


# Undefined


def test_one_value_alone_has_percent_but_no_alpha_and_no_kappa() -> None:
    found = of_rows(["aa"] * 30)
    assert value(found, "percent") == 100.0
    for name in ("krippendorff_alpha", "fleiss_kappa", "cohen_kappa", "gwet_ac1"):
        assert np.isnan(value(found, name)), name


def test_full_agreement_is_one_without_limits() -> None:
    with pytest.warns(MethodWarning, match="0 units have coders who differ"):
        found = of_rows(["aa", "bb"] * 15, bootstraps=50)
    measure = found.measures["krippendorff_alpha"]
    assert measure.value == 1.0
    assert np.isnan([measure.low, measure.high]).all()


def test_few_units_are_warned_of_once() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        of_rows(["aa", "ab", "bb"], bootstraps=50)
    assert len(caught) == 1
    assert "only 3 units have two coders or more" in str(caught[0].message)


@pytest.mark.parametrize("units", [2, 4, 9])
def test_fewer_than_ten_units_have_no_limits_and_are_told_how_many_would_serve(units: int) -> None:
    with pytest.warns(MethodWarning, match=f"No limits are given: only {units} units .* Code 20 units or more"):
        found = of_rows((["aa", "ab", "bb", "cb"] * 3)[:units], bootstraps=200)
    for measure in found.measures.values():
        assert np.isnan([measure.low, measure.high]).all()


def test_units_that_one_coder_alone_coded_do_not_count_towards_limits() -> None:
    with pytest.warns(MethodWarning, match="only 9 units"):
        found = of_rows([*["aa", "ab", "bb"] * 3, *["a."] * 30], bootstraps=200)
    assert np.isnan(found.measures["percent"].low)


def test_ten_units_have_limits() -> None:
    with pytest.warns(MethodWarning, match="only 10 units"):
        found = of_rows([*["aa", "bb"] * 4, "ab", "ba"], bootstraps=200)
    assert 0 < found.measures["percent"].low < found.measures["percent"].high < 100


def test_measure_of_few_units_whose_lower_limit_falls_past_its_range_has_none_and_is_named() -> None:
    """Five of eleven agree: by the formula the lower limit of percent agreement would be -4 per cent."""
    with pytest.warns(MethodWarning, match="No limits are given for percent agreement.* 11 units") as caught:
        found = of_rows([*["aa", "bb"] * 2, "aa", *["ab", "ba"] * 3], bootstraps=1_000)
    assert len(caught) == 1
    assert np.isnan([found.measures["percent"].low, found.measures["percent"].high]).all()


def test_lower_limit_of_many_units_stops_at_the_end_of_the_range() -> None:
    found = of_rows(["aa", *["ab", "ba"] * 20], bootstraps=1_000).measures
    assert found["percent"].low == 0.0
    assert found["percent"].low < found["percent"].value < found["percent"].high
    for name in ("krippendorff_alpha", "fleiss_kappa", "cohen_kappa", "gwet_ac1"):
        assert -1.0 <= found[name].low < found[name].value < found[name].high <= 1.0, name


def test_kappa_below_its_usual_range_has_no_limits_and_is_named() -> None:
    """Lone codings sway what Fleiss' kappa takes chance to be: 1 of 25 pairs agrees where chance says nearly all do."""
    rows = ["aa", *["ab"] * 24, *["a."] * 900]
    with pytest.warns(MethodWarning, match="No limits are given for Fleiss' kappa: 25 units"):
        found = of_rows(rows, bootstraps=200)
    assert value(found, "fleiss_kappa") < -1
    assert np.isnan(found.measures["fleiss_kappa"].low)


def test_enough_units_are_not_warned_of() -> None:
    of_rows(["aa", "bb", "ab"] * 10, bootstraps=50)


# Two coders and more


def test_cohen_is_of_two_coders_alone() -> None:
    assert "cohen_kappa" in of_rows(["ab", "aa"]).measures
    assert "cohen_kappa" not in of_rows(["aba", "aab"]).measures


def test_weighted_kappa_by_hand() -> None:
    """Gaps 0, 1, 0, 2: mean 3/4 and 5/4 squared; expected of 1,1,3,1 and 1,2,3,3: 18/16 and 32/16."""
    found = of_rows(["11", "12", "33", "13"], metric="ordinal")
    assert value(found, "cohen_kappa_linear") == pytest.approx(1 - (3 / 4) / (18 / 16))
    assert value(found, "cohen_kappa_quadratic") == pytest.approx(1 - (5 / 4) / (32 / 16))


def test_measurements_have_no_ac2_because_their_scale_has_no_ends() -> None:
    given = np.arange(120.0).reshape(60, 2) ** 1.1
    found = agreement(np.repeat(np.arange(60), 2), np.tile([0, 1], 60), given.ravel(), metric="interval", bootstraps=0)
    assert "gwet_ac2" not in found.measures


# Details


def test_agreement_on_each_code_by_hand() -> None:
    """Code a: given 3 times in units of two; its partners gave a in 2 of 3."""
    by_code = {each.code: each for each in of_rows(["aa", "ab", "bb"]).by_code}
    assert (by_code["a"].codings, by_code["a"].share) == (3, 0.5)
    assert by_code["a"].agreement == pytest.approx(2 / 3)


def test_pairs_who_agree_least_come_first() -> None:
    pairs = of_rows(["aab", "bba", "aaa"]).by_pair
    assert [(pair.first, pair.second) for pair in pairs][-1] == ("0", "1")
    assert pairs[0].percent == pytest.approx(100 / 3)
    assert pairs[-1].units == 3


def test_coders_without_a_unit_in_common_have_no_agreement() -> None:
    pairs = {(pair.first, pair.second): pair for pair in of_rows(["aa.", ".bb"]).by_pair}
    assert pairs[("0", "2")].units == 0
    assert np.isnan(pairs[("0", "2")].percent)


def test_codes_taken_for_each_other_most_come_first() -> None:
    confused = of_rows(["ab", "ba", "ac", "cc"]).confused
    assert (confused[0].first, confused[0].second, confused[0].pairs) == ("a", "b", 4.0)
    assert confused[0].share == pytest.approx(2 / 3)


def test_table_of_pairs_adds_up_to_the_codings_of_units_with_two_coders() -> None:
    found = of_rows(GWET)
    assert found.together.sum() == pytest.approx(41)
    np.testing.assert_allclose(found.together, found.together.T)


# Several codes a unit


def test_sets_of_codes_by_hand() -> None:
    """Two units: {a, b} beside {a}, and {c} beside {c}.

    MASI of the first: 1 - 1/2 x 2/3 = 2/3; of {a, b} or {a} beside {c} 1. Observed (2/3 + 2/3) / 4 = 1/3. Expected over
    the 12 ordered pairs of four sets: 2 x 2/3 and 8 x 1 and 2 x 0 = 28/3 / 12 = 7/9. Alpha = 1 - (1/3) / (7/9) = 4/7.
    """
    given = [(1, "A", "a"), (1, "A", "b"), (1, "B", "a"), (2, "A", "c"), (2, "B", "c")]
    found = agreement(*zip(*given, strict=True), several="masi", bootstraps=0)
    assert value(found, "krippendorff_alpha") == pytest.approx(4 / 7)
    assert value(found, "percent") == 50.0
    assert set(found.measures) == {"percent", "krippendorff_alpha"}
    assert {each.code: each.agreement for each in found.by_code} == {"a": 1.0, "b": 0.0, "c": 1.0}


def test_sets_by_jaccard_lie_nearer_than_by_masi() -> None:
    given = [(1, "A", "a"), (1, "A", "b"), (1, "B", "a"), (2, "A", "c"), (2, "B", "c")]
    found = agreement(*zip(*given, strict=True), several="jaccard", bootstraps=0)
    assert value(found, "krippendorff_alpha") == pytest.approx(1 - (1 / 4) / (9 / 12))


def test_sets_of_one_code_each_are_nominal() -> None:
    rows = ["ab", "aa", "bb", "cc", "ca"]
    plain, sets = of_rows(rows), of_rows(rows, several="masi")
    assert value(sets, "krippendorff_alpha") == pytest.approx(value(plain, "krippendorff_alpha"))


def test_code_given_twice_is_refused() -> None:
    with pytest.raises(BadInputError, match="cannot be measured") as caught:
        agreement([1, 1, 1], ["A", "A", "B"], ["a", "a", "a"], several="masi", bootstraps=0)
    assert "twice" in caught.value.why


# Refused


def refused(*given: Any, **options: Any) -> BadInputError:
    with pytest.raises(BadInputError) as caught:
        agreement(*given, bootstraps=0, **options)
    return caught.value


def test_coder_who_coded_a_unit_twice_is_named_with_the_way_out() -> None:
    error = refused([1, 1, 1], ["A", "A", "B"], ["a", "b", "a"])
    assert "'A'" in error.why
    assert "--several" in error.next_step


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (([1, 2], ["A", "A"], ["a", "b"]), "No unit was coded by two"),
        (([1, 1], ["A", "A"], ["", None]), "no codings"),
        (([], [], []), "no codings"),
        (([1, 1], ["A"], ["a", "b"]), "2 units, 1 coders"),
        ((["", "x"], ["A", "B"], ["a", "b"]), "no unit"),
        (([1, 1], ["A", None], ["a", "b"]), "no coder"),
    ],
)
def test_codings_that_cannot_be_compared_are_refused(given: tuple[Any, Any, Any], said: str) -> None:
    assert said in refused(*given).why


@pytest.mark.parametrize(
    ("values", "metric", "said"),
    [
        (["1", "two"], "interval", "'two' is not a number"),
        (["1", "inf"], "ratio", "'inf' is not a number"),
        (["1", "-2"], "ratio", "below zero"),
        (["1", "1e200"], "interval", "larger than"),
    ],
)
def test_value_that_does_not_fit_the_metric_is_refused(values: list[str], metric: Any, said: str) -> None:
    assert said in refused([1, 1], ["A", "B"], values, metric=metric).why


def test_value_that_is_not_in_the_order_is_refused() -> None:
    assert (
        "'c' is not in the order a, b"
        in refused([1, 1], ["A", "B"], ["a", "c"], metric="ordinal", order=["a", "b"]).why
    )


@pytest.mark.parametrize(
    "options",
    [
        {"metric": "cardinal"},
        {"order": ["a", "a"]},
        {"bootstraps": -1},
        {"bootstraps": 1},
        {"confidence": 1.0},
        {"several": "masi", "metric": "ratio"},
    ],
)
def test_option_that_cannot_be_used_is_refused(options: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        agreement([1, 1], ["A", "B"], ["a", "a"], **{"bootstraps": 0, **options})
