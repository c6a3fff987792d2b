"""The one guard that counts pass before anybody sees them.

It finds what is small, hides what would give that away, attacks the result as a stranger would, who has only what is
shown, and refuses to hand out anything that fails.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from seedbed.analysis.equity.disclosure.attack import Intervals, Mask, attack
from seedbed.analysis.equity.disclosure.protect import protect
from seedbed.analysis.equity.disclosure.releases import Published, audit, remember, too_much_is_known
from seedbed.analysis.equity.disclosure.rule import levels, primary_cells, unprotected
from seedbed.analysis.equity.disclosure.tables import Release, check_sums, link, with_counts
from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.suppression import DEFAULT_MINIMUM
from seedbed.errors import NotAllowedError

SHOWN = "shown"
PRIMARY = "primary"
SECONDARY = "secondary"
EARLIER = "earlier"

REASONS = {
    SHOWN: "Shown.",
    PRIMARY: "Hidden: it counts, or leaves out, fewer people than may be shown.",
    SECONDARY: "Hidden: a small count could be worked out from it.",
    EARLIER: "Hidden: it was not published before, and showing it now could give away what was hidden then.",
}
"""Why a count is shown or not, in plain words; for those who publish, not for those who read."""


@dataclass(frozen=True, slots=True)
class Guarded:
    """What may be published.

    Parameters
    ----------
    keys
        Name of each cell.
    counts
        Counts that may be shown, NaN where hidden, shape (cells,).
    reasons
        One of ``REASONS`` a cell. Publish that a cell is hidden, not why: that tells how large it may be.
    found
        What an attacker knows of each cell.
    everything
        True where nothing but hiding all cells would do.
    exact
        True where no cheaper choice exists.
    cells_together
        Cells that were attacked as one: these and those of earlier releases.
    passed
        True: a guard that finds a leak raises and returns nothing.
    """

    keys: tuple[Hashable, ...]
    counts: Floats
    reasons: tuple[str, ...]
    found: Intervals
    everything: bool
    exact: bool
    cells_together: int
    passed: bool = True

    @property
    def hidden(self) -> Mask:
        """Cells that may not be shown."""
        return np.array([reason != SHOWN for reason in self.reasons], dtype=np.bool_)

    def words(self) -> tuple[str, ...]:
        """Return for each cell in plain words whether and why it is hidden."""
        return tuple(REASONS[reason] for reason in self.reasons)


def guard(  # noqa: PLR0913 - one argument a choice of the publisher
    release: Release,
    minimum: int = DEFAULT_MINIMUM,
    *,
    zeros: bool = False,
    named: Mask | None = None,
    cost: Floats | None = None,
    earlier: Sequence[Published] = (),
    unpublished: Mask | None = None,
    reasons_known: bool = True,
) -> Guarded:
    """Return what may be shown of some counts, what is hidden and why, and what an attacker then knows.

    Parameters
    ----------
    release
        The cells with their true counts, and the sums that tie them (`cross_table`, `sums`, `link`).
    minimum
        The smallest count that may be shown, at least 3.
    zeros
        Whether noughts are small too.
    named
        Further cells to protect, shape (cells,).
    cost
        Price of hiding each cell, by default its count.
    earlier
        What is published already; what that hid stays hidden.
    unpublished
        Cells that are not to be published in any case, shape (cells,); they are protected all the same.
    reasons_known
        Whether to protect from someone, too, who knows which cells are hidden because they are small. Where four ones
        and their total of 4 are all that a category has, nothing does.

    Raises
    ------
    NotAllowedError
        Nothing safe can be published: what is public already gives a small count away.
    BadInputError
        Totals are not the sums of their parts, or a cell was published with another count.
    UsageError
        The minimum is below 3.
    """
    check_sums(release)
    joined = remember(release, earlier)
    whole = joined.release
    left_out = _wider(unpublished, whole.size)
    primary = primary_cells(whole, minimum, zeros=zeros, named=_wider(named, whole.size))
    primary &= ~joined.shown
    prices = None if cost is None else np.concatenate([cost, np.zeros(whole.size - release.size)])
    kept = joined.withheld | (left_out & ~joined.shown)
    choice = {"withheld": kept, "shown": joined.shown}
    made = protect(whole, primary, minimum, cost=prices, **choice, reasons_known=reasons_known)
    stranger = with_counts(whole, np.where(made.hidden, np.nan, whole.counts))
    found = attack(stranger, made.hidden)
    if unprotected(found, primary, levels(whole, primary, minimum)).any():
        raise _leaks()
    if _gives_away_earlier(whole, found, earlier, minimum):
        raise _leaks_earlier()
    size = release.size
    reasons = np.where(made.hidden, SECONDARY, SHOWN)
    reasons[kept & made.hidden] = EARLIER
    reasons[primary] = PRIMARY
    return Guarded(
        release.keys,
        stranger.counts[:size],
        tuple(str(reason) for reason in reasons[:size]),
        Intervals(found.low[:size], found.high[:size]),
        made.everything,
        made.exact,
        whole.size,
    )


def _wider(mask: Mask | None, size: int) -> Mask:
    wide = np.zeros(size, dtype=np.bool_)
    if mask is not None:
        wide[: len(mask)] = mask
    return wide


def _gives_away_earlier(whole: Release, found: Intervals, earlier: Sequence[Published], minimum: int) -> bool:
    """Say whether counts hidden earlier, whose truth is not at hand, become known only now."""
    unknown = ~np.isfinite(whole.counts)
    if not unknown.any():
        return False
    before = audit(*earlier, minimum=minimum)
    places = whole.places()
    keys = link(*(each.release for each in earlier)).keys
    known_already = {places[key] for key, unsafe in zip(keys, before.unsafe, strict=True) if unsafe}
    now = np.flatnonzero(unknown & too_much_is_known(found, minimum))
    return any(int(place) not in known_already for place in now)


def _leaks_earlier() -> NotAllowedError:
    return NotAllowedError(
        "This table cannot be published beside the earlier ones.",
        "Together with them it would give away a count that they hide.",
        "Give the true counts of the earlier tables too, so that all are protected together (--linked).",
    )


def _leaks() -> NotAllowedError:
    return NotAllowedError(
        "This table cannot be published.",
        "The attack on what would be shown found more than the rule allows.",
        "Publish fewer categories, or larger areas together.",
    )
