"""Taking in what a file or feed holds: all of it in one transaction, so that what is stopped leaves nothing."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from seedbed.analysis.assets.listing import Listings, ListingStatus
from seedbed.web.asset_register.actions.keeping import hours_of
from seedbed.web.asset_register.models import Asset, Import, ImportState, OpenHours
from seedbed.web.asset_register.policies import verify_by
from seedbed.web.asset_register.readying import Ready, ReadyListing, identifier_for, make_ready
from seedbed.web.jobs.actions import start
from seedbed.web.jobs.models import Job
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood

AT_ONCE = 500
TASK = "asset_register.import"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Imported:
    """How many assets were added, changed, were the same, or were left because someone changed them here."""

    added: int
    changed: int
    same: int
    left: int
    rejected: int


@transaction.atomic
def import_listings(
    *,
    by: User | None,
    neighbourhood: Neighbourhood,
    listings: Listings | Ready,
    public: bool = False,
    came_with: Import | None = None,
    at: datetime | None = None,
) -> Imported:
    """Take listings into the register, all or none.

    What the same source brought before is changed to what it says now, unless someone changed it here, merged it away
    or said that it is gone. Listings are not verified by being imported: a source's own day of verification is kept.

    Parameters
    ----------
    listings
        What a reader of files gave, or what `make_ready` made of it (so that work can be stopped before this).
    public
        Whether the public directory shows what is added.
    came_with
        The import they came with.

    Returns
    -------
    Imported
        How many of each.
    """
    ready = listings if isinstance(listings, Ready) else make_ready(listings, neighbourhood)
    moment = at or timezone.now()
    # One import at a time: of the same file brought twice at once, the second finds what the first brought.
    Neighbourhood.objects.select_for_update().get(pk=neighbourhood.pk)
    before = _here_before(neighbourhood, ready)
    new = [each for each in ready.listings if (each.source, each.source_identifier) not in before]
    _add(by, neighbourhood, new, public=public, came_with=came_with, moment=moment)
    known = [(before[key], each) for each in ready.listings if (key := (each.source, each.source_identifier)) in before]
    free = [(asset, each) for asset, each in known if not _is_ours(asset)]
    changing = [(asset, each) for asset, each in free if _differs(asset, each)]
    _change(changing)
    done = Imported(len(new), len(changing), len(free) - len(changing), len(known) - len(free), len(ready.rejected))
    record(
        by=by,
        action="assets.import",
        scope=neighbourhood.scope,
        subject=f"import:{came_with.pk}" if came_with else "import",
        **asdict(done),
    )
    return done


@transaction.atomic
def start_import(  # noqa: PLR0913 - what a form asks for
    *,
    by: User | None,
    neighbourhood: Neighbourhood,
    name: str,
    content: bytes = b"",
    source: str = "",
    only_inside: bool = False,
    public: bool = False,
    name_by_kind: bool = False,
) -> tuple[Import, Job]:
    """Keep a file, or the address of a feed, and put reading it into the queue.

    Parameters
    ----------
    name
        Of the file, or the address of the feed.
    content
        The file; nothing for a feed.
    source
        Who gives it out, for listings that do not say so themselves.
    name_by_kind
        Whether what has no name is called after its kind, instead of being refused.
    """
    kept = Import.objects.create(
        neighbourhood=neighbourhood,
        name=name[:300],
        content=content,
        made_by=by,
        made_at=timezone.now(),
    )
    job = start(
        by=by,
        scope=neighbourhood.scope,
        task=TASK,
        title=f"Import of assets for {neighbourhood.name}"[:200],
        arguments={
            "number": str(kept.pk),
            "source": source,
            "only_inside": only_inside,
            "public": public,
            "name_by_kind": name_by_kind,
        },
    )
    return kept, job


@transaction.atomic
def finish_import(*, by: User | None, kept: Import, ready: Ready, public: bool) -> Imported:
    """Take what an import holds into the register, write down what was refused and why, and forget the file."""
    done = import_listings(by=by, neighbourhood=kept.neighbourhood, listings=ready, public=public, came_with=kept)
    notes = list(ready.notes)
    if done.left:
        notes.append(
            f"{done.left:,} were left as they are: someone changed them here, merged them or said they are gone."
        )
    kept.records, kept.added, kept.changed = ready.records, done.added, done.changed
    kept.rejected = [
        {"path": each.path, "identifier": each.identifier, "reason": each.reason} for each in ready.rejected
    ]
    kept.notes, kept.state, kept.content = notes, ImportState.DONE, b""
    kept.save()
    return done


def forget_file(kept: Import) -> None:
    """Forget the file of an import that will not be finished."""
    Import.objects.filter(pk=kept.pk).update(content=b"")


def _here_before(neighbourhood: Neighbourhood, ready: Ready) -> dict[tuple[str, str], Asset]:
    """Return what the same sources brought before."""
    sources = {each.source for each in ready.listings if each.source_identifier}
    found = Asset.objects.filter(neighbourhood=neighbourhood, source__in=sources).exclude(source_identifier="")
    wanted = {(each.source, each.source_identifier) for each in ready.listings}
    return {key: asset for asset in found.iterator() if (key := (asset.source, asset.source_identifier)) in wanted}


def _is_ours(asset: Asset) -> bool:
    return asset.changed_at is not None or asset.merged_into_id is not None or asset.gone_at is not None


def _differs(asset: Asset, ready: ReadyListing) -> bool:
    return any(getattr(asset, name) != value for name, value in ready.columns.items())


def _add(
    by: User | None,
    neighbourhood: Neighbourhood,
    ready: Iterable[ReadyListing],
    *,
    public: bool,
    came_with: Import | None,
    moment: datetime,
) -> None:
    for some in _in_parts(ready):
        taken = _taken(some)
        assets = []
        for each in some:
            identifier = identifier_for(neighbourhood, each, taken)
            taken.add(identifier)
            assets.append(
                Asset(
                    identifier=identifier,
                    neighbourhood=neighbourhood,
                    source_identifier=each.source_identifier,
                    public=public,
                    came_with=came_with,
                    made_at=moment,
                    made_by=by,
                    **each.columns,
                    **_verified(each, moment),
                )
            )
        Asset.objects.bulk_create(assets)
        _keep_hours(zip(assets, some, strict=True))


def _taken(some: Iterable[ReadyListing]) -> set[uuid.UUID]:
    """Return which of their own identifiers are used here already, in another neighbourhood or by another source."""
    own = []
    for each in some:
        try:
            own.append(uuid.UUID(each.source_identifier))
        except ValueError:
            continue
    return set(Asset.objects.filter(identifier__in=own).values_list("identifier", flat=True))


def _verified(ready: ReadyListing, moment: datetime) -> dict[str, Any]:
    """Return what a source says of when it was verified; a day still to come is none."""
    listing, day = ready.listing, ready.listing.last_verified
    found: dict[str, Any] = {}
    if day is not None and day <= timezone.localdate(moment):
        found = {"last_verified_on": day, "verify_by": verify_by(listing.asset_type, day)}
    if listing.status is ListingStatus.DEFUNCT:
        found["gone_at"] = moment
    return found


def _change(changing: list[tuple[Asset, ReadyListing]]) -> None:
    for some in _in_parts(changing):
        for asset, ready in some:
            for name, value in ready.columns.items():
                setattr(asset, name, value)
        names = list(some[0][1].columns)
        Asset.objects.bulk_update([asset for asset, _ in some], names)
        OpenHours.objects.filter(asset__in=[asset.pk for asset, _ in some]).delete()
        _keep_hours(some)


def _keep_hours(pairs: Iterable[tuple[Asset, ReadyListing]]) -> None:
    OpenHours.objects.bulk_create([row for asset, each in pairs for row in hours_of(asset, each.listing)])


def _in_parts(things: Iterable[T]) -> Iterator[tuple[T, ...]]:
    rest = iter(things)
    while part := tuple(islice(rest, AT_ONCE)):
        yield part
