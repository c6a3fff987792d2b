"""Measure the spread of very many sets together, where people were drawn singly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.checks import checked_confidence
from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.sampling.design import LARGEST_SKEW, Indices, survey_design, warn_of_few
from seedbed.analysis.equity.sampling.draws import SEED
from seedbed.analysis.equity.spread.indices import NO_INTERVAL, Interval, SpreadQuestion, method_words, missing_words
from seedbed.analysis.equity.spread.many import REASONS, ManySpreads, spread_of_sets
from seedbed.reports.equity.spread_documents import SpreadMeasure, SpreadSet
from seedbed.workflows.equity.document_rows import without_collection
from seedbed.workflows.equity.people_table import PeopleTable
from seedbed.workflows.method_notes import method_notes


@dataclass(frozen=True, slots=True)
class SpreadOptions:
    """What is asked for; see `SpreadQuestion`.

    Parameters
    ----------
    by
        Column that groups are taken from; left out, the column 'group' if there is one.
    bootstraps
        Replicates; above 0 it asks for bias-corrected limits unless others are named.
    """

    aversions: tuple[float, ...] = (0.5, 1.0, 2.0)
    kolm: tuple[float, ...] = ()
    orders: tuple[float, ...] = (2.0,)
    by: str = ""
    interval: Interval = "linearised"
    bootstraps: int = 0
    seed: int = SEED
    confidence: float = 0.95


def can_go_together(people: PeopleTable, options: SpreadOptions) -> bool:
    """Say whether sets can be measured in one pass: no strata, clusters or draws, and no index of Kolm."""
    simple = options.interval in {"linearised", "none"} and not options.bootstraps and not options.kolm
    return simple and (people.grouped or not people.parts)


def sets_together(people: PeopleTable, options: SpreadOptions) -> tuple[list[SpreadSet], list[list[str]]]:
    """Return the document's sets, without what groups add, and what each was warned of."""
    interval: Interval = "none" if people.grouped else options.interval
    confidence = checked_confidence(options.confidence)
    question = SpreadQuestion(options.aversions, (), options.orders, confidence, interval)
    sizes = np.array([len(each.rows) for each in people.sets])
    start = np.concatenate([[0], np.cumsum(sizes)]).astype(np.intp)
    values, weights = (np.concatenate([getattr(each, name) for each in people.sets]) for name in ("values", "weights"))
    found = spread_of_sets(values, weights, start, question)
    whole = np.add.reduceat(weights, start[:-1])
    means = np.add.reduceat(weights * values, start[:-1]) / whole
    with without_collection():
        rows = _measures(found, sizes)
        heads = zip((each.name for each in people.sets), sizes.tolist(), whole.tolist(), means.tolist(), strict=True)
        sets = [SpreadSet(*head, measures) for head, measures in zip(heads, rows, strict=True)]
    return sets, _notes(found, sizes, none=interval == "none")


def _measures(found: ManySpreads, sizes: Indices) -> list[list[SpreadMeasure]]:
    words = cache(lambda size: method_words(size - 1))
    columns = [_or_none(numbers) for numbers in (found.value, found.low, found.high, found.error)]
    named = list(zip(found.names, found.parameters, strict=True))
    width, sets = len(named), []
    cells = list(zip(*columns, found.reason.ravel().tolist(), strict=True))
    for at, size in enumerate(sizes.tolist()):
        sets.append(
            [
                SpreadMeasure(
                    name,
                    value,
                    low,
                    high,
                    error,
                    REASONS[reason] or (NO_INTERVAL if low is None else words(size)),
                    parameter,
                )
                for (name, parameter), (value, low, high, error, reason) in zip(
                    named, cells[at * width : (at + 1) * width], strict=True
                )
            ]
        )
    return sets


def _or_none(numbers: Floats) -> list[float | None]:
    """Return numbers row by row, None for those there are none of."""
    found = np.where(np.isfinite(numbers), numbers, np.nan).ravel().tolist()
    return [None if number != number else number for number in found]  # noqa: PLR0124 - NaN


def _notes(found: ManySpreads, sizes: Indices, *, none: bool) -> list[list[str]]:
    """Return what each set is to be warned of, in the words of `spread`."""
    missing = cache(lambda places: [missing_words([found.names[place] for place in places])] if places else [])
    few = cache(_few)
    lacking: NDArray[np.bool_] = np.asarray(found.reason > 0)
    any_lacking: list[bool] = np.asarray(lacking.any(axis=1)).tolist()
    carried: list[bool] = found.carried.tolist()
    notes = []
    for at, size in enumerate(sizes.tolist()):
        told = missing(tuple(np.flatnonzero(lacking[at]).tolist())) if any_lacking[at] else []
        notes.append([*told, *([] if none or size < 2 else few(size, carried[at]))])
    return notes


def _few(people: int, carried: bool) -> list[str]:
    with method_notes() as notes:
        warn_of_few(survey_design(people), 2 * LARGEST_SKEW if carried else 0.0, stacklevel=1)
    return notes
