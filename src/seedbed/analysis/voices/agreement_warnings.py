"""What is said where too few units were coded for the limits of agreement to be relied on."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np

from seedbed.analysis.voices.codings import Codings
from seedbed.analysis.voices.unit_bootstrap import ENOUGH_UNITS, LEAST_UNITS
from seedbed.errors import MethodWarning

FEW_UNITS, FEW_APART, FEW_OTHER = ENOUGH_UNITS, 5, 20
"""Units with two coders, with coders who differ, and with other values than the commonest: below, limits are weak."""
FEW_FOR_AC2 = 100
"""Units with two coders below which AC2's limits are weak: it leans on the few units whose values lie far apart."""
WORDS = {
    "percent": "percent agreement",
    "krippendorff_alpha": "Krippendorff's alpha",
    "fleiss_kappa": "Fleiss' kappa",
    "gwet_ac1": "AC1",
    "gwet_ac2": "AC2",
    "cohen_kappa": "Cohen's kappa",
    "cohen_kappa_linear": "Cohen's kappa with linear weights",
    "cohen_kappa_quadratic": "Cohen's kappa with quadratic weights",
}


def warn_of_few(codings: Codings, without: Sequence[str], *, near_values: bool) -> None:
    """Warn, once, where limits are not given or too narrow for want of units.

    Parameters
    ----------
    codings
        What was counted.
    without
        Names of the measures short of full agreement that have no limits.
    near_values
        Whether AC2 is among the measures.

    Warns
    -----
    MethodWarning
        With how many units there are and how many would serve.
    """
    paired, apart, other = _sizes(codings)
    if paired < LEAST_UNITS:
        told = (
            f"No limits are given: only {paired} units have two coders or more. Below {LEAST_UNITS}, drawing units "
            "again gives limits that run past the lowest a measure can be, or that hold the truth far too seldom. Code "
            f"{ENOUGH_UNITS} units or more."
        )
    else:
        told = " ".join([*_of_none(without, paired), *_of_narrow(paired, apart, other, near_values=near_values)])
    if told:
        warnings.warn(told, MethodWarning, stacklevel=3)


def _of_none(without: Sequence[str], paired: int) -> list[str]:
    if not without:
        return []
    more = f"Code {ENOUGH_UNITS} units or more for limits." if paired < ENOUGH_UNITS else "Code more units for limits."
    return [
        f"No limits are given for {', '.join(WORDS[name] for name in without)}: {paired} units have two coders or "
        f"more; drawn again they are all alike, or limits reach the lowest a measure can be. {more}"
    ]


def _of_narrow(paired: int, apart: int, other: int, *, near_values: bool) -> list[str]:
    told = [
        f"only {many} units {what} (below {least})"
        for many, least, what in (
            (paired, FEW_UNITS, "have two coders or more"),
            (apart, FEW_APART, "have coders who differ"),
            (other, FEW_OTHER, "hold anything but the commonest value"),
        )
        if many < least
    ]
    whose = "agreement"
    if not told and near_values and paired < FEW_FOR_AC2:
        whose = "AC2"
        told = [f"only {paired} units have two coders or more (below {FEW_FOR_AC2})"]
    if not told:
        return []
    return [
        f"The limits of {whose} may be too narrow: {'; '.join(told)}. A 95% interval may then hold the truth only "
        "65% to 93% of the time. Code more units to be surer."
    ]


def _sizes(codings: Codings) -> tuple[int, int, int]:
    """Return how many units have two coders, have coders who differ, and hold anything but the commonest value."""
    counts = codings.counts[codings.paired]
    common = int(np.argmax(np.asarray(counts.sum(axis=0)).ravel()))
    ratings = codings.ratings[codings.paired]
    alike = np.asarray(counts.max(axis=1).toarray()).ravel() == ratings
    only_common = np.asarray(counts[:, [common]].toarray()).ravel() == ratings
    return len(ratings), int((~alike).sum()), int((~only_common).sum())
