"""Bring lists of assets in from files and feeds, turn them into other forms, and find what is told twice."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from seedbed.analysis.assets.listing import Listing, Listings
from seedbed.analysis.assets.types import ASSET_TYPES
from seedbed.formats.assets.entities import read_updates
from seedbed.formats.assets.found import gathered
from seedbed.formats.assets.reading import Wishes, read_assets
from seedbed.formats.assets.whereabouts import united_kingdom
from seedbed.formats.assets.writing import check_ending, write_assets
from seedbed.formats.files import check_form
from seedbed.formats.tables import write_csv
from seedbed.reports.assets.exchange_documents import (
    MOST_LISTED,
    AssetOfPair,
    AssetsDuplicatesDocument,
    AssetsImportDocument,
    AssetsOfKind,
    RefusedRecord,
    SuggestedPair,
)
from seedbed.sources.feeds import File, fetch_assets
from seedbed.sources.guarded_http import Fetcher, Limits
from seedbed.workflows.progress import Progress, silent

if TYPE_CHECKING:
    from seedbed.sources.packs import Pack


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be read, and how.

    Parameters
    ----------
    source
        A file, a folder, or an address that starts with http:// or https://.
    wishes
        How it is read.
    allow_private
        Whether an address may be on this computer or its network: for a test server of one's own.
    limits
        How much is fetched; None for the usual.
    pack
        Whose postcodes place records that have no other place; None leaves them without.
    onto
        A list that was given out to phones: the source is what came back, and changes it.
    """

    source: str
    wishes: Wishes = field(default_factory=Wishes)
    allow_private: bool = False
    limits: Limits | None = None
    pack: Pack | None = None
    onto: Path | None = None


def is_address(source: str) -> bool:
    """Say whether a source is an address of the web, not a file."""
    return source.lower().startswith(("http://", "https://"))


def read_source(asked: Asked, progress: Progress = silent) -> Listings:
    """Read a file or a feed.

    Raises
    ------
    BadInputError
        If it cannot be read at all; single records that cannot be used are in ``rejected``.
    UsageError
        If the address may not be fetched, or the form of the file is not known.
    UserError
        If nobody answers at the address.
    """
    if asked.onto is not None:
        return _updated(asked, asked.onto)
    if not is_address(asked.source):
        progress(0, 1, f"Reading {Path(asked.source).name}")
        return read_assets(Path(asked.source), asked.wishes)
    with Fetcher(asked.limits, allow_private=asked.allow_private) as fetcher:
        found = fetch_assets(asked.source, fetcher, progress)
    wishes = replace(asked.wishes, source=asked.wishes.source or asked.source)
    if isinstance(found, File):
        with tempfile.TemporaryDirectory(prefix="seedbed-") as folder:
            path = Path(folder) / Path(found.name).name
            path.write_bytes(found.body)
            return read_assets(path, wishes)
    read = gathered(
        found.found, wishes.where or united_kingdom(), source=wishes.source, licence=wishes.licence, notes=found.notes
    )
    return replace(read, rejected=(*found.rejected, *read.rejected))


def _updated(asked: Asked, onto: Path) -> Listings:
    """Return a list as what came back from the field changes it."""
    before = read_assets(onto, replace(asked.wishes, form=""))
    updates = read_updates(Path(asked.source), before.listings)
    changed = {each.identifier: each for each in updates.changed}
    note = f"Changed in the field: {len(changed):,}. Rows that changed nothing: {updates.unchanged:,}."
    return Listings(
        listings=tuple(changed.get(each.identifier, each) for each in before.listings),
        rejected=updates.rejected,
        notes=(note,),
        source=onto.name,
    )


def import_assets(
    asked: Asked, out: Sequence[Path] = (), refused: Path | None = None, progress: Progress = silent
) -> AssetsImportDocument:
    """Read assets, write them in other forms, and tell what was refused and why.

    Parameters
    ----------
    asked
        What is read, and how.
    out
        Files to write: .json (Open Referral UK), .geojson, .gpkg, .csv, .xlsx, .entities.csv.
    refused
        CSV file for the refused records, all of them.
    progress
        Hears how far it is; may raise to stop, and then nothing is written.

    Raises
    ------
    BadInputError, UsageError, UserError
        As `read_source` and `write_assets` say.
    """
    for path in out:
        check_ending(path)
    if refused is not None:
        check_form(refused, "The refused records", (".csv",))
    read = read_source(asked, progress)
    placed, by_postcode = _placed(read.listings, asked.pack)
    read = replace(read, listings=placed)
    written = []
    for path in out:
        progress(0, 1, f"Writing {path.name}")
        write_assets(path, read.listings)
        written.append(str(path))
    if refused is not None:
        rows = ((each.path, each.identifier, each.reason) for each in read.rejected)
        write_csv(refused, ("path", "identifier", "reason"), rows)
        written.append(str(refused))
    return _document(asked.source, read, written, by_postcode)


def find_duplicates(
    sources: Sequence[Path],
    wishes: Wishes | None = None,
    *,
    between_sources: bool = False,
    at_least: float | None = None,
) -> AssetsDuplicatesDocument:
    """Suggest which assets of one or more files are the same.

    Parameters
    ----------
    sources
        Files, in any form that `read_assets` takes.
    wishes
        How they are read.
    between_sources
        Whether two records of one file are known to be two things.
    at_least
        The lowest score, 0 to 1; None for `analysis.assets.duplicates.SUGGESTED`.

    Raises
    ------
    BadInputError, UsageError
        As `read_assets` says.
    """
    from seedbed.analysis.assets.duplicates import SUGGESTED, duplicates

    listings: list[Listing] = []
    notes = []
    for path in sources:
        read = read_assets(path, replace(wishes or Wishes(), source=path.name))
        listings += [replace(each, source=path.name) for each in read.listings]
        if read.rejected:
            notes.append(f"{path.name}: {len(read.rejected):,} of {read.records:,} records were refused.")
    found = duplicates(listings, at_least=SUGGESTED if at_least is None else at_least, between_sources=between_sources)
    pairs = [
        SuggestedPair(
            score=each.score,
            reasons=list(each.reasons),
            first=_of_pair(listings[each.first]),
            second=_of_pair(listings[each.second]),
        )
        for each in found[:MOST_LISTED]
    ]
    return AssetsDuplicatesDocument(
        files=[path.name for path in sources],
        listings=len(listings),
        suggested=len(found),
        pairs=pairs,
        notes=notes,
    )


def _of_pair(listing: Listing) -> AssetOfPair:
    return AssetOfPair(
        source=listing.source,
        identifier=listing.identifier,
        name=listing.name,
        asset_type=listing.asset_type,
        postcode=listing.postcode,
    )


def _placed(listings: tuple[Listing, ...], pack: Pack | None) -> tuple[tuple[Listing, ...], int]:
    """Return listings with those placed by postcode that have no other place, and how many these are."""
    if pack is None:
        return listings, 0
    from seedbed.workflows.assets.postcodes import placed_by_postcode

    return placed_by_postcode(listings, pack)


def refused_records(read: Listings) -> list[RefusedRecord]:
    """Return the refused records as documents list them, at most `MOST_LISTED`."""
    return [
        RefusedRecord(path=each.path, identifier=each.identifier, reason=each.reason)
        for each in read.rejected[:MOST_LISTED]
    ]


def _document(source: str, read: Listings, written: list[str], by_postcode: int) -> AssetsImportDocument:
    kinds = Counter(each.asset_type for each in read.listings)
    return AssetsImportDocument(
        source=source,
        records=read.records,
        accepted=len(read.listings),
        refused=len(read.rejected),
        placed=sum(each.longitude is not None for each in read.listings),
        by_postcode=by_postcode,
        kinds=[
            AssetsOfKind(asset_type=code, name=ASSET_TYPES[code].plural if code in ASSET_TYPES else code, assets=number)
            for code, number in kinds.most_common()
        ],
        rejected=refused_records(read),
        notes=list(read.notes),
        files=written,
    )
