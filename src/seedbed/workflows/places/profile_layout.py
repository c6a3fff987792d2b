"""How the places of a family lie in one another: small areas, the neighbourhood, earlier ones, and larger areas."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

import numpy as np

from seedbed.analysis.equity.disclosure.families import Family
from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.suppression import DEFAULT_MINIMUM
from seedbed.workflows.places.profile_earlier import EarlierProfile, together
from seedbed.workflows.places.profile_families import Counts, Members


@dataclass(frozen=True, slots=True)
class Beside:
    """An area that stands beside the neighbourhood.

    Parameters
    ----------
    code
        Its code.
    inside
        Small areas of this profile, and of earlier ones, that lie in it.
    whole
        Whether these are all of it.
    shown
        Whether this profile shows it, and not an earlier one only.
    """

    code: str
    inside: frozenset[str] = frozenset()
    whole: bool = False
    shown: bool = True


@dataclass
class Layout:
    """The places of a family while it is put together.

    Parameters
    ----------
    members
        Its categories.
    names
        Codes of areas, tuples of codes for small areas taken together, and ("rest", code).
    rows, wholes
        Counts by category, and the whole, of each place.
    made_of
        For a place, those that it is the sum of.
    """

    members: Members
    names: list[Hashable] = field(default_factory=list)
    rows: list[Floats] = field(default_factory=list)
    wholes: list[float] = field(default_factory=list)
    made_of: dict[int, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, members: Members, counts: Counts, earlier: Sequence[EarlierProfile]) -> Layout:
        """Lay out the small areas of a family and those of earlier profiles that hang together with them."""
        made = cls(members)
        for code, row, whole in zip(members.areas, members.counts, members.wholes, strict=True):
            made.add(code, row, float(whole))
        codes = sorted({code for each in earlier for code in each.shares} - set(members.areas))
        rows, wholes = counts.of(members.indicators, codes, members.period)
        for code, row, whole in zip(codes, rows, wholes, strict=True):
            if made.fits(row, float(whole)):
                made.add(code, row, float(whole))
        return made

    def fits(self, row: Floats, whole: float) -> bool:
        """Say whether all counts of a place are known, and its whole if there are wholes."""
        return bool(np.isfinite(row).all() and np.isfinite(whole) == np.isfinite(self.wholes[0]))

    def add(self, name: Hashable, row: Floats, whole: float) -> int:
        """Add a place and return its number; one that is there already is not added again."""
        if name in self.names:
            return self.names.index(name)
        self.names.append(name)
        self.rows.append(row)
        self.wholes.append(whole)
        return len(self.names) - 1

    def add_group(self, codes: Sequence[str]) -> int:
        """Add some small areas taken together and return the number of that place."""
        parts = [self.names.index(code) for code in codes]
        if len(parts) == 1:
            return parts[0]
        at = self.add(together(codes), *self._sum(parts))
        self.made_of[at] = parts
        return at

    def add_larger(self, area: Beside, row: Floats, whole: float, groups: Sequence[int]) -> bool:
        """Add a larger area, as known places and the rest, where few are left in that; say whether.

        Parameters
        ----------
        area
            Which small areas lie in it.
        row, whole
            Its counts and its whole.
        groups
            The neighbourhood, and earlier ones.
        """
        inside = [place for place, name in enumerate(self.names) if name in area.inside]
        if not inside or area.code in self.names or not self.fits(row, whole):
            return False
        every = area.whole and len(inside) == len(area.inside)
        rest, people = self._less(row, whole, inside)
        # Publishers who change small counts at random give larger areas that are not the sums of smaller ones.
        if (rest < 0).any() or people < 0 or (every and rest.any()):
            return False
        # As many as the counts inside may have to move together to leave each of them open: a rest of more than that
        # takes up any such change, and the larger area tells nothing of them.
        enough = DEFAULT_MINIMUM * len(inside)
        few = (rest < enough) & (row > 0)
        if np.isfinite(whole):
            few |= (people - rest < enough) & (row < whole)
        if not (every or np.any(few)):
            return False
        same = [group for group in groups if sorted(self.made_of.get(group, [group])) == inside]
        parts = same[:1] or inside
        at = self.add(area.code, row, whole)
        self.made_of[at] = [*parts] if every else [*parts, self.add(("rest", area.code), rest, people)]
        return True

    def family(self) -> Family:
        """Return the family."""
        rows, wholes = np.array(self.rows), np.array(self.wholes)
        return Family(self.members.categories, tuple(self.names), rows, wholes, self.made_of)

    def _sum(self, parts: Sequence[int]) -> tuple[Floats, float]:
        rows = np.sum([self.rows[part] for part in parts], axis=0, dtype=np.float64)
        return np.asarray(rows), float(np.sum([self.wholes[part] for part in parts]))

    def _less(self, row: Floats, whole: float, parts: Sequence[int]) -> tuple[Floats, float]:
        rows, people = self._sum(parts)
        return row - rows, whole - people


def hanging_together(areas: Sequence[str], earlier: Sequence[EarlierProfile]) -> list[EarlierProfile]:
    """Return the earlier profiles that share small areas with these, or with others that do, and so on."""
    reached, left, found = set(areas), list(earlier), list[EarlierProfile]()
    while True:
        near = [each for each in left if reached & set(each.shares)]
        if not near:
            return found
        found += near
        left = [each for each in left if each not in near]
        reached |= {code for each in near for code in each.shares}
