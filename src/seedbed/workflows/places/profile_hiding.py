"""Which figures of a profile are hidden because a number is small, or because it would give a small one away.

Every count passes the one guard (`disclosure.guard`), family by family, together with what earlier profiles published.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.disclosure.families import Family
from seedbed.analysis.equity.suppression import DEFAULT_MINIMUM, suppress_small
from seedbed.analysis.profile.describe import Combined, Measure
from seedbed.reports.words import listed
from seedbed.sources.indicators import Indicator
from seedbed.workflows.places.profile_areas import Neighbourhood
from seedbed.workflows.places.profile_earlier import Category, Cell, EarlierProfile
from seedbed.workflows.places.profile_families import Counts, Members, members_of, sums_in
from seedbed.workflows.places.profile_guard import Outcome, Wishes, guarded
from seedbed.workflows.places.profile_layout import Beside, Layout, hanging_together
from seedbed.workflows.places.profile_table import latest_period

Flags = NDArray[np.bool_]

SUPPRESSION_RULE = (
    f"Counts of people or households from 1 to {DEFAULT_MINIMUM - 1} are hidden, and so are counts that leave so few "
    "out of the whole, and as few others as keep anybody from working such a number out: from the areas inside and "
    "around, from categories that add up, and from earlier profiles that were named."
)
CUT_RULE = (
    " Where a boundary cuts small areas, counts of the neighbourhood are rounded to whole people, and where the count "
    "of one small area is hidden, those of all are."
)
PUBLIC_ALREADY = (
    "A small number can be worked out from what was published before, whatever is hidden here; withdraw the earlier "
    "profile, or ask whoever published it."
)
SET_APART = (
    "{name} gives other counts of the same people for some figures, as from another edition; for these, what the two "
    "profiles give away together was not looked at."
)
DEAR = 10.0
"""Price of hiding the neighbourhood's count beside that of one small area."""
CHEAP = 1e-3
"""Price of hiding a comparison beside that of the neighbourhood's own count."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """What of one figure is hidden: ``inside`` has the order of the small areas."""

    inside: Flags
    total: bool


@dataclass
class Hiding:
    """What of a profile is hidden.

    Parameters
    ----------
    areas
        Small areas of the neighbourhood.
    cells
        Hidden counts of areas, by category and code.
    totals
        Categories of which the neighbourhood's count is hidden.
    notes
        What cannot be protected any more, in plain words.
    """

    areas: tuple[str, ...]
    cells: set[Cell] = field(default_factory=set)
    totals: set[Category] = field(default_factory=set)
    notes: dict[str, None] = field(default_factory=dict)

    def note(self, categories: Iterable[Category], code: str, away: Flags) -> None:
        """Note which categories are hidden of one area."""
        self.cells |= {(category, code) for category, gone in zip(categories, away, strict=True) if gone}

    def of(self, indicator: str, period: str) -> Hidden:
        """Return what of one figure is hidden."""
        category = (indicator, period)
        inside = np.array([(category, code) in self.cells for code in self.areas], dtype=np.bool_)
        return Hidden(inside, total=category in self.totals)

    def beside(self, indicator: str, period: str, code: str) -> bool:
        """Say whether the count of one area is hidden."""
        return ((indicator, period), code) in self.cells


def is_cut(neighbourhood: Neighbourhood) -> bool:
    """Say whether a boundary cuts small areas, so that counts are sums of shares."""
    return bool((neighbourhood.fit.shares < 1).any())


def rule_in_words(neighbourhood: Neighbourhood) -> str:
    """Return the rule as it is told to readers."""
    return SUPPRESSION_RULE + (CUT_RULE if is_cut(neighbourhood) else "")


def is_small(numerator: float | None, denominator: float | None, kind: str) -> bool:
    """Say whether one count may not be shown by itself; complements count for proportions."""
    if kind not in {"proportion", "rate", "count"} or numerator is None or math.isnan(numerator):
        return False
    whole = kind == "proportion" and denominator is not None and not math.isnan(denominator)
    if whole and denominator is not None and numerator <= denominator:
        return bool(suppress_small(np.array([numerator]), np.array([denominator])).any())
    return bool(suppress_small(np.array([numerator])).any())


def small_figure(measure: Measure, combined: Combined) -> bool:
    """Say whether the figure of the neighbourhood rests on a small count."""
    return is_small(combined.numerator, combined.denominator, measure.kind)


def hide(
    counts: Counts,
    neighbourhood: Neighbourhood,
    indicators: Iterable[Indicator],
    beside: Sequence[Beside] = (),
    earlier: Sequence[EarlierProfile] = (),
) -> Hiding:
    """Decide what is hidden of the neighbourhood and the areas beside it, at every time.

    Parameters
    ----------
    counts
        All counts, those of small areas that earlier profiles counted among them.
    neighbourhood
        The small areas and their shares.
    indicators
        The indicators that small areas have.
    beside
        Areas compared with, here or in an earlier profile.
    earlier
        Profiles that were published before.
    """
    found = Hiding(tuple(neighbourhood.codes))
    codes = {area.code for area in beside}
    # What was hidden of an area beside stays hidden, or it would give away what it was hidden for then.
    found.cells |= {cell for each in earlier for cell in each.hidden if cell[1] in codes}
    for members in members_of(counts, indicators, neighbourhood.codes):
        _OneFamily(counts, neighbourhood, members, beside, earlier, found).hide()
    return found


def hide_alone(counts: Counts, indicators: Iterable[Indicator], code: str, found: Hiding) -> None:
    """Decide what is hidden of one area that stands by itself: small counts, and what would give them back."""
    wanted = [each for each in indicators if each.kind == "proportion"]
    for members in members_of(counts, wanted, [code]):
        family = Family(members.categories, members.areas, members.counts, members.wholes, {})
        if family.small().any():
            away = guarded(family, sums_in(counts, members, ()), Wishes.none(family)).away
            found.note(members.categories, code, away[0])


@dataclass
class _OneFamily:
    """Hides within one family, at one time."""

    counts: Counts
    neighbourhood: Neighbourhood
    members: Members
    beside: Sequence[Beside]
    all_earlier: Sequence[EarlierProfile]
    found: Hiding

    def __post_init__(self) -> None:
        self.cut = is_cut(self.neighbourhood)
        self.earlier = self._earlier()
        self.layout = Layout.of(self.members, self.counts, self.earlier)
        self.here = None if self.cut else self.layout.add_group(self.members.areas)
        groups = [] if self.here is None else [self.here]
        groups += [self.layout.add_group(group) for group in self._groups_before()]
        self.linked = [area.code for area in self.beside if self._link(self.layout, area, groups)]
        self.family = self.layout.family()

    def hide(self) -> None:
        """Decide, and note what is hidden."""
        if not (self.family.small().any() or (self.cut and self._shared_out().small().any())):
            return
        self.sums = sums_in(self.counts, self.members, [area.code for area in self.beside])
        away = self._away()
        categories, places = self.members.categories, self.family.places
        beside = [area.code for area in self.beside if area.code in places]
        for code in dict.fromkeys((*self.members.areas, *beside)):
            self.found.note(categories, code, away[places.index(code)])
        totals = self._totals_of_shares(away) if self.here is None else away[self.here]
        self.found.totals |= {category for category, gone in zip(categories, totals, strict=True) if gone}

    def _earlier(self) -> list[EarlierProfile]:
        """Return the earlier profiles that share areas with this one, or fill a larger area up with it."""
        found = hanging_together(self.members.areas, self.all_earlier)
        if len(found) == len(self.all_earlier):
            return found
        everything = Layout.of(self.members, self.counts, self.all_earlier)
        filled = [area.inside for area in self.beside if self._link(everything, area, [])]
        for inside in filled:
            found += [each for each in self.all_earlier if each not in found and inside & set(each.shares)]
        return found

    def _groups_before(self) -> list[tuple[str, ...]]:
        groups = {group for each in self.earlier for group in each.groups(self.members.categories)}
        return sorted(group for group in groups if set(group) <= set(self.layout.names))

    def _link(self, layout: Layout, area: Beside, groups: Sequence[int]) -> bool:
        rows, wholes = self.counts.of(self.members.indicators, [area.code], self.members.period)
        return layout.add_larger(area, rows[0], float(wholes[0]), groups)

    def _away(self) -> Flags:
        """Return what is hidden, shape (places, categories)."""
        wishes = self._wishes()
        while True:
            made = guarded(self.family, self.sums, wishes, self.earlier)
            self._tell(made)
            if self.here is None:
                return self._even(made.away)
            crossed = self._crossed(made.away) & ~made.away[self.here]
            if not (crossed & ~wishes.named[self.here]).any():
                # Where the total is public already it cannot be hidden, only not shown again.
                made.away[self.here] |= crossed
                return made.away
            wishes.named[self.here] |= crossed

    def _tell(self, made: Outcome) -> None:
        """Note what cannot be protected, and what was not set against earlier profiles."""
        if made.public:
            names = listed([each.name for each in self.members.indicators])
            self.found.notes[f"{PUBLIC_ALREADY} It is about: {names}."] = None
        for name in made.set_apart:
            self.found.notes[SET_APART.format(name=name)] = None

    def _wishes(self) -> Wishes:
        wishes = Wishes.none(self.family)
        compared = {area.code: area.shown for area in self.beside}
        for place, name in enumerate(self.family.places):
            if name in self.members.areas:
                wishes.unpublished[place] = ~self._shown_inside() & (place != self.here)
            else:
                wishes.unpublished[place] = place != self.here and not compared.get(str(name), False)
            if name in compared:
                wishes.price[place] = CHEAP
        if self.here is not None:
            wishes.price[self.here] *= DEAR
            # Every part of a small total goes with it: noughts, too, tell who the few are.
            wishes.unpublished[: len(self.members.areas)] |= self.family.small()[self.here]
        return wishes

    def _shown_inside(self) -> Flags:
        """Say for each category whether small areas are shown at this time, and not the neighbourhood only."""
        codes, table = self.neighbourhood.codes, self.counts.table
        latest = [latest_period(table, each, codes) for each in self.members.indicators]
        return np.array([period == self.members.period for period in latest], dtype=np.bool_)

    def _even(self, away: Flags) -> Flags:
        """Hide, where a boundary cuts areas, all areas of a category or none, and what is made of little more."""
        own = slice(0, len(self.members.areas))
        even = away.copy()
        even[own] |= away[own].any(axis=0)
        if even[own].any():
            even[[self.family.places.index(code) for code in self.linked]] = True
        return even

    def _crossed(self, away: Flags) -> Flags:
        """Say of which categories two sums of shares would be known: this one's and an earlier profile's."""
        shares = dict(zip(self.neighbourhood.codes, self.neighbourhood.fit.shares.tolist(), strict=True))
        gone = away[[place for place, name in enumerate(self.family.places) if isinstance(name, str)]].any(axis=0)
        crossing = [each for each in self.earlier if (each.cut or self.cut) and not each.same_shares(shares)]
        known = {category for each in crossing for category in each.totals}
        return gone & np.array([category in known for category in self.members.categories], dtype=np.bool_)

    def _shared_out(self) -> Family:
        """Return the family of the neighbourhood by itself: sums of shares."""
        inside = [self.neighbourhood.codes.index(code) for code in self.members.areas]
        shares = self.neighbourhood.fit.shares[inside]
        counts, wholes = shares @ self.members.counts, np.array([shares @ self.members.wholes])
        return Family(self.members.categories, (("shares of", *self.members.areas),), counts[None], wholes, {})

    def _totals_of_shares(self, away: Flags) -> Flags:
        family = self._shared_out()
        wishes = Wishes.none(family)
        wishes.named[0] = self._crossed(away)
        return np.asarray(guarded(family, self.sums, wishes).away[0])
