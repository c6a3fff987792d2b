"""``seedbed equity gaps``: WHO's measures of inequality of each set of a table, who adds what, and change over time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.gaps.catalogue import KEYS
from seedbed.analysis.equity.gaps.contributions import contributions
from seedbed.analysis.equity.gaps.measures import DRAWS, WhoGaps, who_gaps
from seedbed.analysis.equity.gaps.sets import GroupSets, Truths, group_sets
from seedbed.analysis.equity.sampling.draws import SEED
from seedbed.errors import BadInputError, UsageError
from seedbed.formats.heat import HeatTable, check_heat_file, read_heat_table, write_heat_table
from seedbed.reports.equity.gaps_documents import GapsDocument
from seedbed.workflows.equity.gaps_ordered import MOST_SETS, NAMES, OrderedMeasures, ordered_measures
from seedbed.workflows.equity.gaps_sets import Found, set_rows
from seedbed.workflows.equity.gaps_trends import trend_rows
from seedbed.workflows.method_notes import method_notes

EVERY = (*KEYS, *NAMES)


@dataclass(frozen=True, slots=True)
class GapOptions:
    """What is asked of a table.

    Parameters
    ----------
    measures
        Short names of the measures wanted; none for all.
    reference
        Name of the reference group; None for the one the table marks, or else the usual one.
    adverse
        True where less is better, unless the table says.
    ordered
        Whether the groups are ordered; None for what the table says.
    draws, seed, confidence
        Of the limits.
    correct
        Whether to work out corrected limits; None for where there are up to 2,000 sets.
    correlation
        Between the estimates of two dates.
    """

    measures: tuple[str, ...] = ()
    reference: str | None = None
    adverse: bool = False
    ordered: bool | None = None
    draws: int = DRAWS
    seed: int = SEED
    confidence: float = 0.95
    correct: bool | None = None
    correlation: float = 0.0


def gaps(path: Path, options: GapOptions | None = None, heat_out: Path | None = None) -> GapsDocument:
    """Read a table of groups and measure the gaps between them.

    Parameters
    ----------
    path
        A table as ``read_heat_table`` takes it.
    options
        What is asked.
    heat_out
        Where to write the groups as a HEAT table, if anywhere.

    Raises
    ------
    BadInputError
        The table cannot be used, or no set of it has two groups with a value.
    UsageError
        An option cannot be used, or there is no group of the reference's name.
    """
    asked = options or GapOptions()
    wanted = _wanted(asked)
    if heat_out is not None:
        check_heat_file(heat_out)
    heat = read_heat_table(path)
    groups = _groups(heat, asked)
    few = groups.sizes.size <= MOST_SETS
    correct = few if asked.correct is None else asked.correct
    with method_notes() as notes:
        measured = who_gaps(groups, draws=asked.draws, seed=asked.seed, confidence=asked.confidence, correct=correct)
        in_order = _in_order(groups, wanted, asked)
        found = Found(heat, groups, measured, in_order, contributions(groups) if few else None, wanted)
        trends = trend_rows(found, asked.confidence, asked.correlation)
    if heat_out is not None:
        write_heat_table(heat_out, heat, _averages(groups))
    return GapsDocument(
        file=path.name,
        confidence=asked.confidence,
        notes=[*_notes(heat, groups, measured, asked), *([] if correct else [_uncorrected(groups)]), *notes],
        draws=asked.draws,
        seed=asked.seed,
        correlation=asked.correlation,
        sets=set_rows(found),
        trends=trends,
    )


def _wanted(asked: GapOptions) -> tuple[str, ...]:
    names = tuple(name.casefold() for name in asked.measures if name.casefold() != "all")
    unknown = [name for name in names if name not in EVERY]
    if unknown:
        raise UsageError(
            f"There is no measure '{unknown[0]}'.",
            f"The measures are {', '.join(EVERY)}.",
            "Ask for one of these, or all.",
        )
    return tuple(name for name in EVERY if not names or name in names)


def _groups(heat: HeatTable, asked: GapOptions) -> GroupSets:
    table = heat.table
    marked = heat.reference
    if asked.reference is not None:
        marked = np.array([group.casefold() == asked.reference.strip().casefold() for group in heat.groups])
        if not marked.any():
            told = ", ".join(list(dict.fromkeys(heat.groups))[:12])
            raise UsageError(
                f"No group is named '{asked.reference}'.", f"{table.path}: the groups are {told}.", "Name one of these."
            )
    ordered = _ordered(heat) if asked.ordered is None else np.full(len(heat.sets), asked.ordered)
    favourable = np.where(np.isnan(heat.favourable), not asked.adverse, heat.favourable == 1)
    try:
        return group_sets(
            table.numbers("estimate"),
            heat.error,
            table.numbers("population"),
            sets=heat.index,
            order=heat.order,
            reference=marked,
            ordered=ordered,
            favourable=favourable,
            scale=heat.scale,
            average=heat.average,
        )
    except BadInputError as error:
        raise BadInputError(error.what, f"{table.path}: {error.why}", error.next_step) from None


def _ordered(heat: HeatTable) -> Truths:
    """Say which sets are ordered: as the table says, else where every group has a place."""
    many = len(heat.sets)
    placed = np.bincount(heat.index, np.isfinite(heat.order), many) == np.bincount(heat.index, minlength=many)
    ordered: Truths = np.where(np.isnan(heat.ordered), placed, heat.ordered == 1).astype(np.bool_)
    return ordered


def _in_order(groups: GroupSets, wanted: tuple[str, ...], asked: GapOptions) -> OrderedMeasures | None:
    if not set(wanted) & set(NAMES) or not groups.rules[:, 0].any():
        return None
    return ordered_measures(groups, asked.confidence)


def _averages(groups: GroupSets) -> Floats:
    means = groups.sums(groups.values * groups.shares)
    return np.where(np.isfinite(means) & (groups.sizes > 0), means, groups.average)


def _uncorrected(groups: GroupSets) -> str:
    return (
        f"Corrected limits were not worked out for {groups.sizes.size:,} sets; --correct does so, and takes longer. "
        "Without them Theil's index, the mean log deviation, and PAR and PAF of groups without order have no limits."
    )


def _notes(heat: HeatTable, groups: GroupSets, measured: WhoGaps, asked: GapOptions) -> list[str]:
    possible = groups.sizes > 1
    many = possible.size
    told = []
    counts = (
        (groups.left_out > 0, "sets have groups without a value; these were left out"),
        (~possible, "sets have fewer than two groups with a value, and so no measures"),
        (possible & ~groups.known(groups.errors), "sets lack a standard error (or limits) of some group: no limits"),
        (possible & ~groups.known(groups.shares), "sets lack the population of some group: no weighted measures"),
        (_small(heat, groups), "sets have a scale above 1 but no value above 1: if the values are shares of 1, the "
         "absolute measures are out by the scale; give them on the scale, or indicator_scale 1"),
        (possible & np.isnan(measured.value[:, 1]), "sets have a group at nought, so the relative gap has no value"),
    )  # fmt: skip
    for truths, words in counts:
        if truths.any():
            told.append(f"{int(truths.sum()):,} of {many:,} {words}.")
    if np.isnan(heat.favourable).any():
        less = "less is better (--adverse)" if asked.adverse else "more is better; use --adverse where less is"
        told.append(f"The table does not say whether the indicator is favourable: taken as {less}.")
    if not np.isfinite(heat.scale).any():
        told.append("The table has no indicator_scale: values have no upper end (write 100 for per cent).")
    if not heat.table.has("se") and heat.table.has("ci_lb"):
        told.append("Standard errors were taken from the limits as half their width over 1.96.")
    return told


def _small(heat: HeatTable, groups: GroupSets) -> Truths:
    largest = np.zeros(groups.sizes.size)
    np.maximum.at(largest, np.repeat(np.arange(groups.sizes.size), groups.sizes), groups.values)
    small: Truths = np.isfinite(heat.scale) & (heat.scale >= 100) & (largest <= 1) & (largest > 0)
    return small
