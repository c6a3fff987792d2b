"""Taking in what a file or feed holds: all of it in one transaction, so that what is stopped leaves nothing."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from seedbed.analysis.assets.listing import Listings, ListingStatus
from seedbed.web.asset_register.actions.keeping import hours_of
from seedbed.web.asset_register.models import Asset, Import, ImportChange, ImportState, OpenHours
from seedbed.web.asset_register.policies import verify_by
from seedbed.web.asset_register.readying import Ready, ReadyListing, identifier_for, make_ready, own_identifier
from seedbed.web.jobs.actions import start
from seedbed.web.jobs.models import Job
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.batches import in_batches

TRIES = 5
"""How often identifiers are chosen anew because others took them at the same moment."""
TASK = "asset_register.import"
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a file or feed is to be taken in.

    Parameters
    ----------
    source
        Who gives it out, for listings that do not say so themselves.
    licence
        Under which it is given out, for listings that do not say so themselves.
    only_inside
        Whether what lies outside the line around the neighbourhood is refused, and what has no place.
    placeless
        With ``only_inside``: whether what has no place is taken all the same.
    public
        Whether the public directory shows what is added.
    name_by_kind
        Whether what has no name is called after its kind, instead of being refused.
    columns
        Of a table: what its columns mean, as the file of a mapping holds it; None to see it from the table.
    """

    source: str = ""
    licence: str = ""
    only_inside: bool = False
    placeless: bool = False
    public: bool = False
    name_by_kind: bool = False
    columns: dict[str, Any] | None = None


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
    _change(changing, came_with)
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
def start_import(
    *, by: User | None, neighbourhood: Neighbourhood, name: str, content: bytes = b"", asked: Asked | None = None
) -> tuple[Import, Job]:
    """Keep a file, or the address of a feed, and put reading it into the queue.

    Parameters
    ----------
    name
        Of the file, or the address of the feed.
    content
        The file; nothing for a feed.
    asked
        How it is to be taken in; None for the usual.
    """
    kept = keep_file(by=by, neighbourhood=neighbourhood, name=name, content=content, asked=asked or Asked())
    return kept, queue(by=by, kept=kept)


def keep_file(*, by: User | None, neighbourhood: Neighbourhood, name: str, content: bytes, asked: Asked) -> Import:
    """Keep a file, or the address of a feed, until it is read."""
    return Import.objects.create(
        neighbourhood=neighbourhood,
        name=name[:300],
        content=content,
        asked=asdict(asked),
        made_by=by,
        made_at=timezone.now(),
    )


def queue(*, by: User | None, kept: Import) -> Job:
    """Put reading what is kept into the queue."""
    place = kept.neighbourhood
    title = f"Import of assets for {place.name}"[:200]
    return start(by=by, scope=place.scope, task=TASK, title=title, arguments={"number": str(kept.pk)})


@transaction.atomic
def finish_import(*, by: User | None, kept: Import, ready: Ready, public: bool) -> Imported:
    """Take what an import holds into the register, write down what was refused and why, and forget the file."""
    done = import_listings(by=by, neighbourhood=kept.neighbourhood, listings=ready, public=public, came_with=kept)
    notes = list(ready.notes)
    if done.left:
        notes.append(
            f"{done.left:,} were left as they are: someone changed them here, merged them or said they are gone."
        )
    if nameless := sum("no name" in each.reason for each in ready.rejected):
        notes.append(
            f"{nameless:,} have no name. To take them, import the file again and choose to call what has no name after "
            "its kind; what is here already is not added twice."
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
    # Two places may bring one feed at once. Who asks for identifiers in one order waits for the other, never each for
    # the other.
    in_order = sorted(ready, key=lambda each: str(own_identifier(each) or ""))
    made = {"neighbourhood": neighbourhood, "public": public, "came_with": came_with, "made_by": by, "made_at": moment}
    for some in in_batches(in_order):
        _keep_hours(zip(_kept(some, made), some, strict=True))


def _kept(some: Sequence[ReadyListing], made: dict[str, Any]) -> list[Asset]:
    """Keep listings that are new; those whose own identifier someone took meanwhile get one made from it."""
    for last in (*[False] * TRIES, True):
        assets = _new_assets(some, made)
        try:
            with transaction.atomic():
                Asset.objects.bulk_create(assets)
        except IntegrityError:
            if last:
                raise
            continue
        break
    return assets


def _new_assets(some: Sequence[ReadyListing], made: dict[str, Any]) -> list[Asset]:
    taken = _taken(some)
    assets = []
    for each in some:
        identifier = identifier_for(made["neighbourhood"], each, taken)
        taken.add(identifier)
        verified = _verified(each, made["made_at"])
        told = {"identifier": identifier, "source_identifier": each.source_identifier}
        assets.append(Asset(**told, **made, **each.columns, **verified))
    return assets


def _taken(some: Iterable[ReadyListing]) -> set[uuid.UUID]:
    """Return which of their own identifiers are used here already, in another neighbourhood or by another source."""
    own = [each for each in map(own_identifier, some) if each is not None]
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


def _change(changing: list[tuple[Asset, ReadyListing]], came_with: Import | None) -> None:
    for some in in_batches(changing):
        if came_with is not None:
            said = [(asset, {name: getattr(asset, name) for name in ready.columns}) for asset, ready in some]
            ImportChange.objects.bulk_create(
                [ImportChange(came_with=came_with, asset=asset, before=before) for asset, before in said]
            )
        for asset, ready in some:
            for name, value in ready.columns.items():
                setattr(asset, name, value)
        names = list(some[0][1].columns)
        Asset.objects.bulk_update([asset for asset, _ in some], names)
        OpenHours.objects.filter(asset__in=[asset.pk for asset, _ in some]).delete()
        _keep_hours(some)


def _keep_hours(pairs: Iterable[tuple[Asset, ReadyListing]]) -> None:
    OpenHours.objects.bulk_create([row for asset, each in pairs for row in hours_of(asset, each.listing)])
