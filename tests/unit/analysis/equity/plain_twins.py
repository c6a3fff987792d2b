"""Slow plain twins: one number at a time, by the textbook and by search, sharing no code with the library."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import product

from scipy import optimize, stats


def crossing(function: Callable[[float], float], low: float, high: float) -> float:
    """Return where a function passes zero."""
    return float(optimize.brentq(function, low, high, xtol=1e-13, rtol=1e-14, maxiter=500))


def wilson_by_search(count: float, people: float, confidence: float) -> tuple[float, float]:
    """Return the shares at which the score test of the observed share just fails to reject."""
    z = float(stats.norm.ppf((1 + confidence) / 2))
    observed = count / people

    def beyond(share: float) -> float:
        return people * (observed - share) ** 2 - z**2 * share * (1 - share)

    low = crossing(beyond, 1e-12, observed - 1e-12) if count > 0 else 0.0
    high = crossing(beyond, observed + 1e-12, 1 - 1e-12) if count < people else 1.0
    return low, high


def byar_by_hand(count: float, confidence: float) -> tuple[float, float]:
    """Return Byar's limits as printed in Breslow and Day."""
    z = stats.norm.ppf((1 + confidence) / 2)
    low = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3
    more = count + 1
    return low, more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3


def exact_by_search(count: int, confidence: float) -> tuple[float, float]:
    """Return the Poisson means under which a count this high, or this low, is just too rare."""
    tail = (1 - confidence) / 2
    far = 10 * count + 50.0
    low = crossing(lambda mean: float(stats.poisson.sf(count - 1, mean)) - tail, 1e-12, far) if count else 0.0
    return low, crossing(lambda mean: float(stats.poisson.cdf(count, mean)) - tail, 1e-12, far)


def standardised_by_hand(counts: list[float], people: list[float], standard: list[float]) -> tuple[float, float]:
    """Return the standardised rate per person and its variance, band by band."""
    whole = math.fsum(standard)
    rate = math.fsum(s * c / p for c, p, s in zip(counts, people, standard, strict=True)) / whole
    variance = math.fsum(s * s * c / p**2 for c, p, s in zip(counts, people, standard, strict=True)) / whole**2
    return rate, variance


def whole_numbers(length: int, most: int) -> list[tuple[int, ...]]:
    """Return every list of this length of whole numbers from 0 to most."""
    return list(product(range(most + 1), repeat=length))
