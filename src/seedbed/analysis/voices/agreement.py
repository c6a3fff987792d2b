"""How far people who code the same units agree: percent, Cohen, Fleiss, Krippendorff's alpha, Gwet's AC1 and AC2."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.checks import checked_confidence
from seedbed.analysis.voices.agreement_details import (
    MOST_CODES,
    CodeAgreement,
    Confusion,
    PairAgreement,
    agreement_by_code,
    agreement_by_pair,
    coincidences,
    confusions,
)
from seedbed.analysis.voices.agreement_warnings import warn_of_few
from seedbed.analysis.voices.alpha import OfResamples, krippendorff_alpha
from seedbed.analysis.voices.chance_corrected import (
    agreeing,
    fleiss_kappa,
    gwet_coefficient,
    percent_agreement,
    standard_error,
)
from seedbed.analysis.voices.code_distances import Kind, Likeness, set_table
from seedbed.analysis.voices.code_order import Metric
from seedbed.analysis.voices.code_sets import read_code_sets
from seedbed.analysis.voices.codings import Cells, Codings, read_codings
from seedbed.analysis.voices.cohen import cohen_kappa, cohen_standard_error, two_coders, weighted_kappa
from seedbed.analysis.voices.unit_bootstrap import ENOUGH_UNITS, LEAST, limits, resample_units
from seedbed.errors import UsageError

Floats = NDArray[np.float64]
BOOTSTRAPS = 1_000
MOST_STEPS = 50
"""Values up to which AC2 is given: its scale ends at the smallest and largest value, which must be those of a scale."""
NEAR_CREDIT: dict[Metric, Kind] = {"ordinal": "ordinal", "interval": "quadratic", "ratio": "quadratic"}
"""What AC2 gives near values credit by."""
HIGH_PERCENT, LOW_KAPPA, GAP = 80.0, 0.6, 0.2
"""The rule for the paradox of kappa: percent at least, kappa at most, and AC1 above kappa by at least."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of agreement with its limits.

    Parameters
    ----------
    value
        The measure: 1 is full agreement, 0 what chance would give; percent agreement 0 to 100. NaN where undefined.
    low, high
        Limits from units drawn again, within 0 to 100 for percent agreement and -1 to 1 for the others; NaN where there
        are none.
    standard_error
        By the published large-sample formula; NaN where there is none.
    """

    value: float
    low: float
    high: float
    standard_error: float


@dataclass(frozen=True)
class Agreement:
    """How far coders agree.

    Parameters
    ----------
    measures
        By name: percent, krippendorff_alpha, fleiss_kappa, gwet_ac1, gwet_ac2 (values that lie near each other),
        cohen_kappa, cohen_kappa_linear, cohen_kappa_quadratic (two coders). Only those that apply.
    codings
        What was counted; where a unit may have several codes, the values are sets of codes.
    by_code, by_pair, confused
        Where coders agree and where not.
    together
        Krippendorff's coincidence table, shape (values, values); empty for more than 1,000 values.
    paradox
        True where percent agreement is high and kappa low because one value is rare.
    metric
        How unlike two values are.
    confidence, bootstraps
        Of the limits.
    """

    measures: dict[str, Measure]
    codings: Codings
    by_code: list[CodeAgreement]
    by_pair: list[PairAgreement]
    confused: list[Confusion]
    together: Floats
    paradox: bool
    metric: Metric
    confidence: float
    bootstraps: int


def agreement(  # noqa: PLR0913 - each is a choice of the analyst
    units: Cells,
    coders: Cells,
    values: Cells,
    *,
    metric: Metric = "nominal",
    order: Sequence[str] | None = None,
    several: Likeness | None = None,
    bootstraps: int = BOOTSTRAPS,
    seed: int = 0,
    confidence: float = 0.95,
) -> Agreement:
    """Measure how far coders agree, with limits from units drawn again.

    Parameters
    ----------
    units, coders, values
        One of each a coding, equally long: text or numbers. A value that is empty, None or NaN is no coding.
    metric
        What the values are: names (nominal), an order, numbers (interval), or numbers from a true zero (ratio).
    order
        For nominal and ordinal values: all there are, lowest first.
    several
        Where a coder may give a unit several codes, one row each: how alike two sets of codes are. Alpha is then of
        sets, percent agreement of equal sets, and there are no kappas.
    bootstraps
        How often units are drawn again; 0 for no limits.
    seed
        Where the draws start.
    confidence
        Two-sided confidence of the limits.

    Raises
    ------
    BadInputError
        A coder coded a unit twice, a value does not fit the metric, or no unit has two coders.
    UsageError
        The metric is not known, or the confidence or number of resamples cannot be used.

    Warns
    -----
    MethodWarning
        Fewer than 10 units have two coders, so that there are no limits, or fewer than 20 and a lower limit falls to
        the lowest that its measure can be, so that it has none.
        Fewer than 20 units have two coders, fewer than 5 have coders who differ, or fewer than 20 hold anything but
        the commonest value: the limits may be too narrow. So may those of AC2 where fewer than 100 units have two
        coders.
    """
    _check_options(metric, several, bootstraps)
    checked_confidence(confidence)
    if several is not None:
        codings, sets, by_code = read_code_sets(units, coders, values)
        found = {"percent": percent_agreement(agreeing(codings))}
        found["krippendorff_alpha"] = krippendorff_alpha(codings, metric, set_table(sets, several))
    else:
        codings = read_codings(units, coders, values, metric, order)
        found, by_code = _measures(codings, metric), agreement_by_code(codings)
    measures = _with_limits(found, codings, bootstraps, seed, confidence)
    if bootstraps:
        without = _without_limits(measures, int(codings.paired.sum()))
        warn_of_few(codings, without, near_values="gwet_ac2" in found)
    return Agreement(
        measures=measures if several is not None else _with_standard_errors(measures, codings, metric),
        codings=codings,
        by_code=by_code,
        by_pair=agreement_by_pair(codings, kappas=several is None),
        confused=confusions(codings),
        together=coincidences(codings) if len(codings.order.names) <= MOST_CODES else np.zeros((0, 0)),
        paradox=_is_paradox(measures),
        metric=metric,
        confidence=confidence,
        bootstraps=bootstraps,
    )


def _check_options(metric: Metric, several: Likeness | None, bootstraps: int) -> None:
    if bootstraps < 0 or bootstraps == 1:
        raise UsageError(
            f"{bootstraps} resamples cannot be drawn.", "Limits need at least two.", "Ask for 1000, or 0 for none."
        )
    if several is not None and metric != "nominal":
        raise UsageError(
            f"Sets of codes have no {metric} metric.", "A set of codes is no number.", "Leave --metric out."
        )


def _measures(codings: Codings, metric: Metric) -> dict[str, OfResamples]:
    """Return what computes each measure that applies."""
    plain = agreeing(codings)
    found = {
        "percent": percent_agreement(plain),
        "krippendorff_alpha": krippendorff_alpha(codings, metric),
        "fleiss_kappa": fleiss_kappa(plain),
        "gwet_ac1": gwet_coefficient(plain),
    }
    if metric != "nominal" and len(codings.order.names) <= MOST_STEPS:
        found["gwet_ac2"] = gwet_coefficient(agreeing(codings, NEAR_CREDIT[metric]))
    if len(codings.coders) == 2:
        pair = two_coders(codings)
        found["cohen_kappa"] = cohen_kappa(pair)
        if metric != "nominal":
            found["cohen_kappa_linear"] = weighted_kappa(pair, squared=False)
            found["cohen_kappa_quadratic"] = weighted_kappa(pair, squared=True)
    return found


def _with_limits(
    found: dict[str, OfResamples], codings: Codings, bootstraps: int, seed: int, confidence: float
) -> dict[str, Measure]:
    units = len(codings.units)
    resampled = resample_units(found, units, len(codings.order.names), bootstraps, seed)
    measures = {}
    for name, measure in found.items():
        value = float(measure(np.ones((1, units)))[0])
        low, high = limits(value, resampled[name], int(codings.paired.sum()), confidence, _floor(name))
        scale = _scale(name)
        measures[name] = Measure(scale * value, scale * low, scale * high, float("nan"))
    return measures


def _with_standard_errors(measures: dict[str, Measure], codings: Codings, metric: Metric) -> dict[str, Measure]:
    plain = agreeing(codings)
    errors = {"fleiss_kappa": standard_error(plain, fleiss=True), "gwet_ac1": standard_error(plain, fleiss=False)}
    if "gwet_ac2" in measures:
        errors["gwet_ac2"] = standard_error(agreeing(codings, NEAR_CREDIT[metric]), fleiss=False)
    if "cohen_kappa" in measures:
        errors["cohen_kappa"] = cohen_standard_error(two_coders(codings))
    return {name: replace(measure, standard_error=errors.get(name, float("nan"))) for name, measure in measures.items()}


def _without_limits(measures: dict[str, Measure], units: int) -> list[str]:
    """Return the measures short of full agreement that few units, or a value past the floor, leave without limits."""
    return [
        name
        for name, measure in measures.items()
        if np.isnan(measure.low)
        and measure.value < _scale(name) * (1.0 - LEAST)
        and (units < ENOUGH_UNITS or measure.value < _floor(name))
    ]


def _scale(name: str) -> float:
    return 100.0 if name == "percent" else 1.0


def _floor(name: str) -> float:
    """Return the lowest that a measure can be; of alpha and the kappas the usual -1."""
    return 0.0 if name == "percent" else -1.0


def _is_paradox(measures: dict[str, Measure]) -> bool:
    """Say whether kappa is low although coders agree, because chance agreement on a common value is held against them.

    The rule: percent agreement of 80 or more, Fleiss' kappa of 0.6 or less, and AC1 above it by 0.2 or more. Source of
    the paradox: Feinstein and Cicchetti, Journal of Clinical Epidemiology 43 (1990), 543-549; of AC1 as the answer to
    it: Gwet 2008.
    """
    if "gwet_ac1" not in measures:
        return False
    percent, kappa, ac1 = (measures[name].value for name in ("percent", "fleiss_kappa", "gwet_ac1"))
    return percent >= HIGH_PERCENT and kappa <= LOW_KAPPA and ac1 - kappa >= GAP
