"""What survival is worked out from, checked once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.checks import checked_confidence
from seedbed.errors import BadInputError, UsageError

FEWEST_RESAMPLES = 200
FEWEST_CONTRIBUTORS = 10
"""Groups with fewer contributors are hidden."""


@dataclass(frozen=True, slots=True)
class SurvivalOptions:
    """How survival is worked out: times that contributors are resampled, coverage of the limits, and the seed."""

    resamples: int = 1_000
    confidence: float = 0.95
    seed: int = 20_081_101


USUAL = SurvivalOptions()


@dataclass(frozen=True, slots=True)
class VoiceItems:
    """Items, the stages at which they are counted, and who contributed to them.

    Parameters
    ----------
    stages
        Names of the stages in order, for example heard, theme, factor, priority, decision, funded, delivered,
        benefited.
    first, last
        First and last stage at which each item is counted, codes from 0, shape (items,). A concern that is followed
        from being heard to a decision has first 0 and last 4; a theme that is an item of its own has first = last = 1.
    item, contributor
        One mention each: which item, and who is an origin of it, codes from 0, shape (mentions,). An item may have
        many contributors, and none where it came from figures or professionals.
    group
        Group of each contributor, a code from 0, or -1 where the person gave no card; shape (contributors,).
    """

    stages: tuple[str, ...]
    first: NDArray[Any]
    last: NDArray[Any]
    item: NDArray[Any]
    contributor: NDArray[Any]
    group: NDArray[Any]


def checked_items(voices: VoiceItems, options: SurvivalOptions) -> VoiceItems:
    """Return the items as whole-number arrays, checked; errors as for `survival_of_groups`."""
    checked_confidence(options.confidence)
    if options.resamples < FEWEST_RESAMPLES:
        raise UsageError(
            f"{options.resamples} resamples are too few.",
            "Limits would rest on a handful of them.",
            f"Ask for {FEWEST_RESAMPLES} or more; {USUAL.resamples:,} is usual.",
        )
    first, last = _codes(voices.first, "first stage"), _codes(voices.last, "last stage")
    item, contributor = _codes(voices.item, "item"), _codes(voices.contributor, "contributor")
    group = _codes(voices.group, "group")
    if not len(first):
        raise _bad("There are no items.", "The list is empty.")
    if len(first) != len(last) or len(item) != len(contributor):
        raise _bad("Two columns do not fit together.", "First and last stages, or items and contributors, differ.")
    if (first < 0).any() or (last >= len(voices.stages)).any() or (first > last).any():
        row = int(np.flatnonzero((first < 0) | (last >= len(voices.stages)) | (first > last))[0])
        raise _bad("An item's stages are out of order.", f"Item {row} goes from stage {first[row]} to {last[row]}.")
    for codes, size, name in ((item, len(first), "item"), (contributor, len(group), "contributor")):
        if codes.size and (codes.min() < 0 or codes.max() >= size):
            raise _bad(f"A mention names no {name}.", f"There are {size:,}, and code {int(codes.max())} was named.")
    if group.size and group.min() < -1:
        raise _bad("A group's code is below -1.", "-1 stands for no card; groups count from 0.")
    return VoiceItems(voices.stages, first, last, item, contributor, group)


def _codes(values: NDArray[Any], name: str) -> NDArray[np.int64]:
    codes = np.asarray(values)
    if codes.ndim != 1 or (codes.size and codes.dtype.kind not in "iu"):
        raise _bad(f"The codes of the {name} are not a list of whole numbers.", f"They are {codes.dtype}.")
    return codes.astype(np.int64)


def _bad(what: str, why: str) -> BadInputError:
    return BadInputError(what, why, "Correct the list, then run it again.")
