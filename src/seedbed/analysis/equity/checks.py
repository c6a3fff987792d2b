"""Counts and populations are checked once, here, before anything is computed from them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from seedbed.analysis.equity.estimates import Floats
from seedbed.errors import BadInputError, UsageError

# Sums of apportioned counts may pass their denominator by rounding of the last binary digits.
ROUNDING = 1e-9
LARGEST_MULTIPLIER = 1e15


def as_numbers(values: ArrayLike, name: str) -> Floats:
    """Return values as an array of numbers; missing values (None, NaN) become NaN.

    Parameters
    ----------
    values
        Numbers of any shape.
    name
        What they are, in the words of the caller's table; used in errors.

    Raises
    ------
    BadInputError
        A value is text or infinite; the error names its row, counted from 1.
    """
    try:
        given = np.asarray(values)
    except ValueError as error:
        raise BadInputError(
            f"The column '{name}' is not a table of numbers.",
            "Its rows are not equally long.",
            "Give every row the same number of values.",
        ) from error
    if given.dtype.kind in "USOb":
        # One word among numbers makes numpy turn them all to words: look at each as it was given.
        given = np.asarray(values, dtype=object)
        _refuse_text(given, name)
    numbers = given.astype(np.float64)
    _refuse(np.isinf(numbers), numbers, name, "is infinite")
    return numbers


def as_counts(values: ArrayLike, name: str) -> Floats:
    """Return counts or populations as numbers of 0 or more; missing values become NaN.

    Counts need not be whole: apportioned counts (a share of a small area's residents) are allowed.

    Raises
    ------
    BadInputError
        A value is text, infinite or negative; the error names its row, counted from 1.
    """
    numbers = as_numbers(values, name)
    _refuse(numbers < 0, numbers, name, "is negative")
    return numbers


def as_part_and_whole(numerator: ArrayLike, denominator: ArrayLike) -> tuple[Floats, Floats]:
    """Return numerators and denominators of proportions, checked and broadcast to one shape.

    A zero denominator is no error: whatever stands over it has no proportion, and its result is NaN.

    Raises
    ------
    BadInputError
        A count is text, infinite or negative, or a numerator exceeds its denominator.
    """
    part, whole = same_shape(as_counts(numerator, "numerator"), as_counts(denominator, "denominator"))
    too_many = (part > whole * (1 + ROUNDING)) & (whole > 0)
    _refuse(too_many, part, "numerator", "is larger than its denominator")
    return np.where(whole > 0, np.minimum(part, whole), part), whole


def same_shape(first: Floats, second: Floats) -> tuple[Floats, Floats]:
    """Return two arrays broadcast to one shape.

    Raises
    ------
    BadInputError
        The shapes do not fit.
    """
    try:
        left, right = np.broadcast_arrays(first, second)
    except ValueError as error:
        raise BadInputError(
            "Two columns do not fit together.",
            f"One has the shape {first.shape}, the other {second.shape}.",
            "Give each row one value in both columns.",
        ) from error
    return left, right


def checked_confidence(confidence: float) -> float:
    """Return the two-sided confidence.

    Raises
    ------
    UsageError
        It is not between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise UsageError(
            f"A confidence of {confidence} cannot be used.",
            "Confidence is a share between 0 and 1.",
            "Ask for 0.95 or 0.998.",
        )
    return confidence


def checked_multiplier(multiplier: float) -> float:
    """Return the multiplier (100 for per cent, 1,000 for a rate per 1,000).

    Raises
    ------
    UsageError
        It is not a positive number of an ordinary size.
    """
    if not 1 / LARGEST_MULTIPLIER <= multiplier <= LARGEST_MULTIPLIER:
        raise UsageError(
            f"A multiplier of {multiplier} cannot be used.",
            "A rate is given per a positive number of people.",
            "Ask for 1, 100, 1000 or 100000.",
        )
    return multiplier


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int | float | np.number) and not isinstance(value, bool))


def _refuse_text(values: NDArray[np.generic], name: str) -> None:
    for row, value in zip(_rows(values), values.ravel().tolist(), strict=True):
        if not _is_number(value):
            raise BadInputError(
                f"The column '{name}' holds something that is not a number.",
                f"Row {row} is '{value}'.",
                "Put a number there, or leave it empty where there is none.",
            )


def _refuse(wrong: NDArray[np.bool_], values: Floats, name: str, reason: str) -> None:
    if not wrong.any():
        return
    first = int(np.flatnonzero(wrong.ravel())[0])
    raise BadInputError(
        f"A value of the column '{name}' {reason}.",
        f"Row {_rows(values)[first]} is {values.ravel()[first]:g} ({int(wrong.sum())} such in all).",
        "Correct the value, or leave it empty where there is none.",
    )


def _rows(values: NDArray[np.generic]) -> list[int]:
    """Return the row, counted from 1, that each value in reading order stands in."""
    rows = values.shape[0] if values.ndim else 1
    return np.repeat(np.arange(1, rows + 1), values.size // max(rows, 1)).tolist()
