"""The values that coders gave: which are one and the same, which order they stand in, and how far apart they lie."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from seedbed.errors import BadInputError, UsageError

Metric = Literal["nominal", "ordinal", "interval", "ratio"]
LARGEST = 1e100
"""Numbers beyond which squares could not be added up."""
METRICS: tuple[Metric, ...] = ("nominal", "ordinal", "interval", "ratio")


@dataclass(frozen=True, slots=True)
class CodeOrder:
    """Values in order.

    Parameters
    ----------
    names
        One a value, in order.
    positions
        The number of each where all are numbers and the metric counts with them, else its place, from 1.
    place
        Where each way of writing a value stands.
    notes
        What was taken for what.
    """

    names: tuple[str, ...]
    positions: NDArray[np.float64]
    place: dict[str, int]
    notes: tuple[str, ...] = ()

    def spread(self) -> NDArray[np.float64]:
        """Return the positions around nought, at most 1 apart: no measure changes, and no square is too large."""
        around = self.positions - self.positions.mean()
        return np.asarray(around / max(float(np.ptp(around)), np.finfo(np.float64).tiny))


def order_codes(values: Sequence[str], metric: Metric, order: Sequence[str] | None = None) -> CodeOrder:
    """Put distinct values in order.

    Parameters
    ----------
    values
        Values as written, none of them empty.
    metric
        What they are.
    order
        All values there are, lowest first; without it, numbers stand by size and text by the alphabet.

    Raises
    ------
    BadInputError
        A value is not in the order, or not a number where the metric needs one.
    UsageError
        The metric is not known, or the order names a value twice.
    """
    if metric not in METRICS:
        raise UsageError(f"The metric '{metric}' is not known.", f"There are {', '.join(METRICS)}.", "Choose one.")
    if order is not None and metric in {"nominal", "ordinal"}:
        return _given_order(values, order)
    numbers = {value: _as_number(value) for value in values}
    known = {value: number for value, number in numbers.items() if number is not None}
    if known and len(known) == len(numbers):
        return _by_size(known, metric)
    if metric in {"interval", "ratio"}:
        word = next((value for value, number in numbers.items() if number is None), "")
        raise _bad_value(word, f"is not a number, which the {metric} metric needs", "Use --metric ordinal or nominal.")
    return _by_alphabet(values, metric)


def _given_order(values: Sequence[str], order: Sequence[str]) -> CodeOrder:
    names = [name.strip() for name in order]
    place = {name: index for index, name in enumerate(names)}
    if len(place) != len(names):
        raise UsageError("The order names a value twice.", f"It is {', '.join(names)}.", "Name each value once.")
    for value in values:
        if value not in place:
            raise _bad_value(value, f"is not in the order {', '.join(names)}", "Add it to --order, or correct it.")
    return CodeOrder(tuple(names), np.arange(1.0, len(names) + 1), place)


def _by_size(numbers: dict[str, float], metric: Metric) -> CodeOrder:
    """Put numbers by size; two ways to write one number, 1 and 1.0, are one value."""
    huge = next((value for value, number in numbers.items() if abs(number) > LARGEST), None)
    if huge is not None:
        raise _bad_value(huge, f"is larger than {LARGEST:g}", "Give the values in a larger unit.")
    sizes, inverse = np.unique(np.array(list(numbers.values())), return_inverse=True)
    if metric == "ratio" and sizes[0] < 0:
        raise _bad_value(f"{sizes[0]:g}", "is below zero, which has no ratio", "Use --metric interval.")
    names = [""] * len(sizes)
    for value, place in zip(numbers, inverse.tolist(), strict=True):
        names[place] = names[place] or value
    place = dict(zip(numbers, inverse.tolist(), strict=True))
    return CodeOrder(tuple(names), sizes, place)


def _by_alphabet(values: Sequence[str], metric: Metric) -> CodeOrder:
    names = sorted(set(values))
    notes = []
    if metric == "ordinal":
        shown = ", ".join(names[:12])
        notes.append(f"The values were put in the order of the alphabet: {shown}. Give --order with their own order.")
    folded = {name.casefold() for name in names}
    if len(folded) < len(names):
        notes.append(
            f"{len(names) - len(folded)} of the values differ from another in capitals alone; they count as different."
        )
    place = {name: index for index, name in enumerate(names)}
    return CodeOrder(tuple(names), np.arange(1.0, len(names) + 1), place, tuple(notes))


def _as_number(value: str) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _bad_value(value: str, reason: str, next_step: str) -> BadInputError:
    return BadInputError("Agreement cannot be measured.", f"The value '{value}' {reason}.", next_step)
