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
    """What is hidden, shape (places, categories), and what can no longer be protected, in plain words."""

    away: Flags
    notes: tuple[str, ...] = ()


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
    published, notes = _published(release, earlier)
    hidden = _hidden(family, release, wishes, [family.known(release), *published])
    if hidden is None:
        told = (f"{_names(family)}: {ALREADY_PUBLIC}",) if published else ()
        return Outcome(np.ones_like(small), (*notes, *told))
    # A small count that an earlier profile showed is public; it is still not shown again.
    bare = small & ~hidden
    told = (f"{_names(family)}: {ALREADY_PUBLIC}",) if bare.any() else ()
    return Outcome(hidden | small, (*notes, *told))


ALREADY_PUBLIC = (
    "a small number can be worked out from the profiles published before, whatever is hidden here. "
    "Ask for them to be withdrawn."
)


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
    found, notes = [], []
    for each in earlier:
        published = each.published(true)
        if published is None:
            notes.append(
                f"{each.name} has other counts of the same people for some figures, as from an edition before; "
                "these figures were not set against it."
            )
        else:
            found.append(published)
    return found, tuple(notes)


def _wider(mask: Flags, spare: int) -> Flags:
    return np.concatenate([mask.ravel(), np.zeros(spare, dtype=np.bool_)])


def _names(family: Family) -> str:
    """Name the family by what its indicators share."""
    return ", ".join(dict.fromkeys(str(category[0]) for category in family.categories))  # type: ignore[index]
