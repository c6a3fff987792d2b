"""Profiles that were published before: what they showed and hid of the counts that a new profile is about to show."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from seedbed.analysis.equity.disclosure.families import publish
from seedbed.analysis.equity.disclosure.releases import Published
from seedbed.errors import BadInputError
from seedbed.reports.profile_documents import Comparator, ProfileDocument, ProfileFigure, SmallAreaValue

HERE = "neighbourhood"
"""What a trend calls the neighbourhood."""

Category = tuple[str, str]
"""An indicator at one time."""
Cell = tuple[Category, Hashable]
"""A category in a place: the code of an area, or those of several that are counted together."""

SCHEMA = str(ProfileDocument.model_fields["schema_"].default)

WHOLE_AREA = 0.9999995
"""Shares are written with many digits; from here on an area counts as wholly inside."""

SAME = 1e-6
"""How far two counts of the same people may lie apart, as a share of them."""


@dataclass(frozen=True, eq=False)
class EarlierProfile:
    """A profile that was published before.

    Parameters
    ----------
    name
        Name of its file.
    shares
        Share of each small area that lay inside, by code.
    shown
        Counts that it shows.
    hidden
        Cells that it says are hidden.
    told
        Cells of which it tells the value at an earlier time, without the count.
    totals
        Categories of which it shows or tells what the neighbourhood counts.
    beside
        Codes of the areas it compares with.
    """

    name: str
    shares: Mapping[str, float]
    shown: Mapping[Cell, float]
    hidden: frozenset[Cell]
    told: frozenset[Cell]
    totals: frozenset[Category]
    beside: tuple[str, ...]

    @property
    def cut(self) -> bool:
        """Whether a boundary cut its small areas; its totals are then no sums of whole areas."""
        return any(share < WHOLE_AREA for share in self.shares.values())

    def same_shares(self, shares: Mapping[str, float]) -> bool:
        """Say whether it shared out the same areas in the same way."""
        return shares.keys() == self.shares.keys() and all(
            abs(share - self.shares[code]) <= SAME for code, share in shares.items()
        )

    def groups(self, categories: Iterable[Category]) -> set[tuple[str, ...]]:
        """Return the groups of small areas that it counted together for some categories."""
        wanted = set(categories)
        cells = (*self.shown, *self.hidden, *self.told)
        return {place for category, place in cells if category in wanted and isinstance(place, tuple)}

    def published(self, true: Mapping[Hashable, float]) -> Published | None:
        """Return what it published of some cells, or None where it counted differently.

        Parameters
        ----------
        true
            Counts as they are now.
        """
        shown = {cell: count for cell, count in self.shown.items() if cell in true}
        if not all(abs(count - true[cell]) <= SAME * max(true[cell], 1) for cell, count in shown.items()):
            return None
        shown |= {cell: true[cell] for cell in self.told if cell in true}
        return publish(shown, [cell for cell in self.hidden if cell in true and cell not in shown])


def read_profiles(files: Iterable[Path]) -> list[EarlierProfile]:
    """Read profiles written with ``--out F.json``.

    Raises
    ------
    BadInputError
        A file cannot be read or is no profile.
    """
    return [earlier_profile(_document(file), file.name) for file in files]


def earlier_profile(document: ProfileDocument, name: str) -> EarlierProfile:
    """Return what a document shows and hides."""
    shown: dict[Cell, float] = {}
    hidden: set[Cell] = set()
    told: set[Cell] = set()
    totals: set[Category] = set()
    shares = {area.code: area.share for area in document.areas}
    cut = any(share < WHOLE_AREA for share in shares.values())
    for figure in document.figures:
        counted = [area.code for area in figure.inside if area.value is not None or area.suppressed]
        # Sums of shares are none of the counts that are tied together here.
        here = None if cut or figure.larger_area or not counted else together(counted)
        _note_cells(figure, here, shown, hidden)
        told |= _told(figure, here)
        periods = {point.period for point in figure.trend if point.area == HERE}
        periods |= set() if figure.value is None else {figure.period}
        totals |= {(figure.indicator, period) for period in periods}
    beside = {area.code: None for figure in document.figures for area in figure.comparators}
    return EarlierProfile(name, shares, shown, frozenset(hidden), frozenset(told), frozenset(totals), tuple(beside))


def together(codes: Iterable[str]) -> Hashable:
    """Return the name of the place that some small areas make up; one by itself keeps its own."""
    found = tuple(sorted(codes))
    return found[0] if len(found) == 1 else found


def _note_cells(figure: ProfileFigure, here: Hashable, shown: dict[Cell, float], hidden: set[Cell]) -> None:
    category = (figure.indicator, figure.period)
    areas: list[SmallAreaValue | Comparator] = [*figure.inside, *figure.comparators]
    cells: list[tuple[Hashable, float | None, bool]] = [(area.code, area.numerator, area.suppressed) for area in areas]
    if here is not None:
        cells.append((here, figure.numerator, figure.suppressed))
    for place, count, is_hidden in cells:
        if is_hidden:
            hidden.add((category, place))
        elif count is not None:
            shown[category, place] = count


def _told(figure: ProfileFigure, here: Hashable) -> set[Cell]:
    """Return the cells of earlier times of which a trend tells the value."""
    places = {HERE: here}
    points = [point for point in figure.trend if point.value is not None and point.period != figure.period]
    found = [((figure.indicator, point.period), places.get(point.area, point.area)) for point in points]
    return {(category, place) for category, place in found if place is not None}


def _document(file: Path) -> ProfileDocument:
    try:
        found = ProfileDocument.model_validate_json(file.read_bytes())
    except FileNotFoundError as error:
        raise BadInputError("The file was not found.", f"There is no file {file}.", "Check its name.") from error
    except OSError as error:
        raise BadInputError("The file cannot be read.", f"{file}: {error.strerror}.", "Check the file.") from error
    except ValidationError as error:
        raise _no_profile(file, f"{error.error_count()} parts of it are not as a profile has them") from error
    if found.schema_ != SCHEMA:
        raise _no_profile(file, f"its schema is '{found.schema_}' and not '{SCHEMA}'")
    return found


def _no_profile(file: Path, why: str) -> BadInputError:
    return BadInputError(
        "This is not a profile.",
        f"{file}: {why}.",
        "Give a file that 'seedbed places profile ... --out FILE.json' wrote.",
    )
