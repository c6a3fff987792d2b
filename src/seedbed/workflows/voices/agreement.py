"""``seedbed voices agreement``: read codings, measure how far coders agree, give the document."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from seedbed.analysis.voices.agreement import BOOTSTRAPS, Agreement, agreement
from seedbed.analysis.voices.code_distances import Likeness
from seedbed.analysis.voices.code_order import Metric
from seedbed.analysis.voices.unit_bootstrap import LEAST_UNITS
from seedbed.errors import BadInputError
from seedbed.formats.data_table import DataTable, Wanted, read_data_table
from seedbed.reports.voices.agreement_documents import AgreementDocument, CoderPair, CodeShare, ConfusedCodes
from seedbed.workflows.method_notes import method_notes

WANTED = (Wanted("unit", "text"), Wanted("coder", "text"), Wanted("value", "text", also=("code",)))
MISSING = ("", "nan", "none", "na", "null")
MOST_LISTED = 1_000
MOST_IN_TABLE = 30
ONE_VALUE = (
    "Everyone gave one and the same value. Nothing could have been disagreed on, so alpha and the kappas are "
    "undefined; the percentage stands."
)
PARADOX = (
    "The coders agree on {percent:.0f}% of pairs, yet kappa is {kappa:.2f}: '{common}' is {share:.0f}% of all "
    "codings, so that agreement by chance would be high and kappa takes nearly all of it away. This is the paradox of "
    "kappa (Feinstein and Cicchetti 1990). Read Gwet's AC1 ({ac1:.2f}) and the agreement on the rare codes beside it. "
    "The rule here: 80% or more agree, Fleiss' kappa is 0.6 or less, and AC1 is higher by 0.2 or more."
)
ALL_AGREE = (
    "All pairs agree, so drawing units again cannot say how sure that is and no limits are given. With {units:,} "
    "units, disagreement on up to {share:.1f}% of units could have stayed unseen by chance (95%, rule of three)."
)
SETS = "A unit may have several codes here: alpha compares whole sets of codes, and kappas are not given."
NO_AC2 = "There are over 50 distinct numbers: AC2 is not given, because its scale would end where the data happen to."
MANY_CODERS = "There are over 60 coders: pairs of coders are not listed."


@dataclass(frozen=True, slots=True)
class AgreementChoice:
    """What is asked for; see ``seedbed.analysis.voices.agreement.agreement``."""

    metric: Metric = "nominal"
    order: tuple[str, ...] | None = None
    several: Likeness | None = None
    bootstraps: int = BOOTSTRAPS
    seed: int = 0
    confidence: float = 0.95


USUAL = AgreementChoice()


def measure_agreement(path: Path, choice: AgreementChoice = USUAL) -> AgreementDocument:
    """Measure how far coders agree.

    Parameters
    ----------
    path
        A table with columns unit, coder and value: one coding a row.
    choice
        What is asked for.

    Raises
    ------
    BadInputError
        If the table cannot be read, a coder coded a unit twice, a value does not fit, or no unit has two coders.
    UsageError
        If an option cannot be used.
    """
    table = read_data_table(path, WANTED)
    values = [None if value.casefold() in MISSING else value for value in table.texts("value")]
    present = np.array([value is not None for value in values])
    _refuse_nameless(table, present)
    with method_notes() as notes:
        found = _agreement(path, table, values, choice)
    missing = int((~present).sum())
    told = [f"{missing:,} rows without a value are no codings."] if missing else []
    return _document(path, found, choice, [*told, *found.codings.order.notes, *_notes(found, choice), *notes])


def _agreement(path: Path, table: DataTable, values: Sequence[str | None], choice: AgreementChoice) -> Agreement:
    try:
        return agreement(
            table.texts("unit"),
            table.texts("coder"),
            values,
            metric=choice.metric,
            order=choice.order,
            several=choice.several,
            bootstraps=choice.bootstraps,
            seed=choice.seed,
            confidence=choice.confidence,
        )
    except BadInputError as error:
        raise BadInputError(error.what, f"{path}: {error.why}", error.next_step) from error


def _refuse_nameless(table: DataTable, present: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> None:
    for name in ("unit", "coder"):
        empty = np.array([not text for text in table.texts(name)])
        table.check(empty & present, name, "names nobody", f"Give every coding its {name}.")


def _notes(found: Agreement, choice: AgreementChoice) -> list[str]:
    told = []
    measures, codings = found.measures, found.codings
    undefined = math.isnan(measures["krippendorff_alpha"].value)
    if undefined:
        told.append(ONE_VALUE)
    if found.paradox:
        common = max(found.by_code, key=lambda each: each.share)
        told.append(
            PARADOX.format(
                percent=measures["percent"].value,
                kappa=measures["fleiss_kappa"].value,
                ac1=measures["gwet_ac1"].value,
                common=common.code,
                share=100 * common.share,
            )
        )
    if measures["percent"].value == 100:
        units = int(codings.paired.sum())
        told.append(ALL_AGREE.format(units=units, share=min(300 / units, 100)))
    if choice.several is not None:
        told.append(SETS)
    elif choice.metric != "nominal" and "gwet_ac2" not in measures:
        told.append(NO_AC2)
    if not found.by_pair:
        told.append(MANY_CODERS)
    alone = len(codings.units) - int(codings.paired.sum())
    if alone:
        told.append(f"{alone:,} units were coded by one coder alone: they cannot agree or disagree.")
    return told


def _document(path: Path, found: Agreement, choice: AgreementChoice, notes: list[str]) -> AgreementDocument:
    codings = found.codings
    small = len(codings.order.names) <= MOST_IN_TABLE
    return AgreementDocument(
        file=path.name,
        confidence=choice.confidence,
        notes=notes,
        metric=choice.metric,
        several=choice.several,
        units=len(codings.units),
        units_compared=int(codings.paired.sum()),
        coders=len(codings.coders),
        codings=len(codings.unit),
        bootstraps=choice.bootstraps,
        seed=choice.seed,
        limits=_limits_method(choice, int(codings.paired.sum())),
        paradox=found.paradox,
        categories=[
            CodeShare(code=each.code, codings=each.codings, share=each.share, agreement=_known(each.agreement))
            for each in found.by_code[:MOST_LISTED]
        ],
        pairs=[
            CoderPair(
                first=each.first,
                second=each.second,
                units=each.units,
                percent=_known(each.percent),
                kappa=_known(each.kappa),
            )
            for each in found.by_pair
        ],
        confusions=[
            ConfusedCodes(first=each.first, second=each.second, pairs=each.pairs, share=each.share)
            for each in found.confused[:MOST_LISTED]
        ],
        coincidences=found.together.tolist() if small and choice.several is None else [],
        **_measures(found),
    )


def _measures(found: Agreement) -> dict[str, Any]:
    keys: dict[str, Any] = {}
    for name, measure in found.measures.items():
        keys |= {name: _known(measure.value), f"{name}_low": _known(measure.low), f"{name}_high": _known(measure.high)}
        error = _known(measure.standard_error)
        if error is not None:
            keys[f"{name}_standard_error"] = error
    return keys


def _limits_method(choice: AgreementChoice, units: int) -> str:
    if not choice.bootstraps:
        return "none asked for"
    if units < LEAST_UNITS:
        return f"none, because fewer than {LEAST_UNITS} units have two coders or more"
    return (
        f"units drawn again {choice.bootstraps:,} times, each with all its codings; limits even on the log of "
        "disagreement, with Student's t, within what the measure can be"
    )


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value
