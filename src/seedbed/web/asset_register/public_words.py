"""A listing as the public directory tells of it: only what is for everyone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seedbed.analysis.assets.listing import Listing, ListingStatus, StepFree
from seedbed.analysis.assets.types import ASSET_TYPES, AssetType
from seedbed.web.asset_register.facts import cost_of, facts_of, opening_line
from seedbed.web.asset_register.kind_words import kind_name
from seedbed.web.asset_register.models import Asset
from seedbed.web.asset_register.queries.lists import Freshness, freshness_of
from seedbed.web.asset_register.queries.public import public_listing
from seedbed.web.asset_register.wording import STATES

STEP_FREE = {
    StepFree.YES: gettext_lazy("Step-free"),
    StepFree.PARTLY: gettext_lazy("Partly step-free"),
    StepFree.NO: gettext_lazy("Not step-free"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One asset on a public page.

    Parameters
    ----------
    number
        On list and drawing; None where it has no place.
    facts
        Label and value of what is known.
    freshness
        Whether someone looked lately whether it is right, and when; never who.
    """

    asset: Asset
    listing: Listing
    kind: str
    number: int | None
    facts: list[tuple[str, str]]
    where: str
    opening: list[str]
    cost: str
    step_free: str
    state: str
    freshness: str
    website: str


def shown(asset: Asset, known: Mapping[str, AssetType], number: int | None = None) -> Shown:
    """Return an asset as public pages show it."""
    listing = public_listing(asset)
    kind = known.get(listing.asset_type, ASSET_TYPES["other"])
    return Shown(
        asset=asset,
        listing=listing,
        kind=kind_name(kind),
        number=number if listing.longitude is not None else None,
        facts=facts_of(listing),
        where=_where(listing),
        opening=[opening_line(each) for each in listing.opening],
        cost=cost_of(listing),
        step_free=str(STEP_FREE.get(listing.step_free, "")),
        state="" if listing.status is ListingStatus.ACTIVE else str(STATES[listing.status]),
        freshness=_freshness(asset),
        website=listing.website if urlsplit(listing.website).scheme in {"http", "https"} else "",
    )


def _where(listing: Listing) -> str:
    """Return the address and, where it does not hold it, the postcode."""
    parts = [listing.address.strip()]
    if listing.postcode.strip() not in listing.address:
        parts.append(listing.postcode.strip())
    return ", ".join(part for part in parts if part)


def _freshness(asset: Asset) -> str:
    """Return how far a listing can be trusted; of what anybody said of it only that it waits to be looked at."""
    found = freshness_of(asset)
    day = _day(asset.last_verified_on) if asset.last_verified_on else ""
    if found is Freshness.DOUBTED:
        return _("Someone says that something here is wrong. It is being looked at.")
    if found is Freshness.NEVER:
        return _("Nobody has checked this yet.")
    if found is Freshness.DUE:
        return _("Last checked on %(day)s, which is a while ago.") % {"day": day}
    return _("Checked on %(day)s.") % {"day": day}


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
