"""One family of a profile's counts through the one guard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.disclosure.adding_up import Sum
from seedbed.analysis.equity.disclosure.families import Family
from seedbed.analysis.equity.disclosure.guard import guard
from seedbed.analysis.equity.disclosure.protect import small_first
from seedbed.analysis.equity.disclosure.releases import Published
from seedbed.analysis.equity.disclosure.tables import Release
from seedbed.analysis.equity.estimates import Floats
from seedbed.errors import NotAllowedError
from seedbed.workflows.places.profile_earlier import EarlierProfile

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is known beside the counts; each has shape (places, categories).

    Parameters
    ----------
    unpublished
        Counts that are not shown in any case.
    named
        Counts to protect beside the small ones.
    price
        Price of hiding a count, as a multiple of the usual one.
    """

    unpublished: Flags
    named: Flags
    price: Floats

    @classmethod
    def none(cls, family: Family) -> Wishes:
        """Return no wishes."""
        nothing = np.zeros(family.counts.shape, dtype=np.bool_)
        return cls(nothing, nothing.copy(), np.ones(family.counts.shape))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is hidden of a family.

    Parameters
    ----------
    away
        Shape (places, categories).
    public
        Whether a small count is public already, whatever is hidden here.
    set_apart
        Earlier profiles that have other counts of the same people, and so were not set against this one.
    """

    away: Flags
    public: bool = False
    set_apart: tuple[str, ...] = ()


def guarded(family: Family, sums: Sequence[Sum], wishes: Wishes, earlier: Sequence[EarlierProfile] = ()) -> Outcome:
    """Return what is hidden of a family so that no small count can be worked out.

    Parameters
    ----------
    family
        Counts of categories in places.
    sums
        Which categories add up.
    wishes
        What else is to be protected or hidden.
    earlier
        What was published before.
    """
    small = family.small()
    if not (small | wishes.named).any():
        return Outcome(np.zeros_like(small))
    release = family.release(sums)
    published, set_apart = _published(release, earlier)
    hidden = _hidden(family, release, wishes, [family.known(release), *published])
    if hidden is None:
        return Outcome(np.ones_like(small), bool(published), set_apart)
    # A small count that an earlier profile showed is public; it is still not shown again.
    bare = small & ~hidden
    return Outcome(hidden | small, bool(bare.any()), set_apart)


def _hidden(family: Family, release: Release, wishes: Wishes, public: Sequence[Published]) -> Flags | None:
    """Return what the guard hides, or None where it refuses everything."""
    if not release.equations.nnz and len(public) == 1:
        # Nothing ties these counts together, so none gives another away.
        return np.asarray(family.small() | wishes.named | wishes.unpublished, dtype=np.bool_)
    spare = release.size - family.counts.size
    price = small_first(release) * np.concatenate([wishes.price.ravel(), np.ones(spare)])
    named, unpublished = _wider(wishes.named, spare), _wider(wishes.unpublished, spare)
    # Nothing protects from someone who knows the reasons where small counts make up a small total: a profile does not
    # tell reasons, and hides every part of such a total, noughts too.
    for reasons_known in (True, False):
        try:
            made = guard(
                release, named=named, unpublished=unpublished, cost=price, earlier=public, reasons_known=reasons_known
            )
        except NotAllowedError:
            continue
        if not (made.everything and reasons_known):
            return family.shaped(made.hidden)
    return None


def _published(release: Release, earlier: Sequence[EarlierProfile]) -> tuple[list[Published], tuple[str, ...]]:
    true = dict(zip(release.keys, release.counts.tolist(), strict=True))
    found, set_apart = [], []
    for each in earlier:
        published = each.published(true)
        if published is None:
            set_apart.append(each.name)
        else:
            found.append(published)
    return found, tuple(set_apart)


def _wider(mask: Flags, spare: int) -> Flags:
    return np.concatenate([mask.ravel(), np.zeros(spare, dtype=np.bool_)])
