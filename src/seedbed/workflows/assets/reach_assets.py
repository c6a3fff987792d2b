"""Which assets are counted: those of the kinds asked for that fit what someone needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from seedbed.analysis.assets.fitting import Fit, Needs, fit
from seedbed.analysis.assets.listing import Listing, Listings, ListingStatus
from seedbed.errors import UsageError
from seedbed.formats.osm_assets import SOURCE as OF_MAP
from seedbed.formats.osm_assets import read_osm_assets
from seedbed.workflows.assets.reach_measures import type_name


@dataclass(frozen=True)
class Counted:
    """The assets that are counted.

    Parameters
    ----------
    assets
        In the order of the file.
    kinds
        Codes of the kinds, in order.
    left_out
        How many of each kind do not fit.
    notes
        What people should know.
    """

    assets: tuple[Listing, ...]
    kinds: tuple[str, ...]
    left_out: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def assets_counted(found: Listings, kinds: Sequence[str], needs: Needs, *, only_known: bool) -> Counted:
    """Choose the assets that are counted.

    Parameters
    ----------
    kinds
        Kinds asked for; none for all that the file has.
    needs
        What an asset has to fit.
    only_known
        Whether assets whose listing says nothing of a need are left out too.

    Raises
    ------
    UsageError
        If the file has none of a kind that was asked for.
    """
    there = Counter(each.asset_type for each in found.listings)
    missing = [code for code in kinds if code not in there]
    if missing:
        known = ", ".join(sorted(there)) or "none at all"
        raise UsageError(
            f"There is no asset of the kind '{missing[0]}'.", f"{found.source}: the kinds are {known}.", "Name one."
        )
    asked = tuple(dict.fromkeys(kinds)) or tuple(code for code, _ in there.most_common())
    kept, left_out, unknown = [], Counter[str](), Counter[str]()
    for each in found.listings:
        if each.asset_type not in asked:
            continue
        answer = fit(each, needs)
        unknown[each.asset_type] += answer is Fit.UNKNOWN
        if answer is Fit.NO or (answer is Fit.UNKNOWN and only_known):
            left_out[each.asset_type] += 1
        else:
            kept.append(each)
    return Counted(tuple(kept), asked, dict(left_out), _notes(found, asked, needs, unknown, only_known=only_known))


def _notes(
    found: Listings, asked: Sequence[str], needs: Needs, unknown: Counter[str], *, only_known: bool
) -> list[str]:
    told = [*found.notes]
    if found.rejected and not found.source.startswith(OF_MAP):
        told.append(f"{len(found.rejected):,} of {found.records:,} records of {found.source} were refused.")
    closed = sum(each.status is not ListingStatus.ACTIVE for each in found.listings if each.asset_type in asked)
    if closed:
        told.append(f"{closed:,} assets are closed or gone and were not counted.")
    words = " and ".join(needs.words())
    for code in asked:
        if unknown[code]:
            done = "left out" if only_known else "counted, as they may"
            told.append(f"Of {type_name(code).lower()}, {unknown[code]:,} do not say whether they are {words}: {done}.")
    return told


def listings_of(path: Path) -> Listings:
    """Read assets from a map of OpenStreetMap, or from any file of assets.

    Raises
    ------
    BadInputError
        If the file cannot be read or holds no assets.
    """
    if path.name.lower().endswith((".pbf", ".osm", ".osm.gz")):
        return read_osm_assets(path)
    from seedbed.formats.assets.reading import Wishes, read_assets
    from seedbed.formats.assets.whereabouts import ANYWHERE

    # The streets say where the place is: an asset that lies elsewhere is off the map, and told as that.
    return read_assets(path, Wishes(where=ANYWHERE))
