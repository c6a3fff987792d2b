"""A listing as pages tell it: labels and values, what says nothing left out."""

from __future__ import annotations

from datetime import time

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from seedbed.analysis.assets.listing import Listing, ListingStatus, OpeningTimes, StepFree
from seedbed.web.asset_register.wording import DAY_NAMES, STATES, STEP_FREE


def facts_of(listing: Listing) -> list[tuple[str, str]]:
    """Return label and value of what is known."""
    told = [
        (_("What it is"), listing.description),
        (_("What people use it for"), listing.used_for),
        (_("State"), "" if listing.status is ListingStatus.ACTIVE else str(STATES[listing.status])),
        (_("Run by"), listing.organisation),
        (_("Address"), ", ".join(part for part in (listing.address, listing.postcode) if part)),
        (_("Open"), "\n".join(opening_line(each) for each in listing.opening)),
        (_("Cost"), cost_of(listing)),
        (_("Languages"), ", ".join(listing.languages)),
        (_("Step-free"), "" if listing.step_free is StepFree.UNKNOWN else str(STEP_FREE[listing.step_free])),
        (_("Getting in"), listing.accessibility),
        (_("For whom"), listing.eligibility),
        (_("Ages"), ages_of(listing)),
        (_("Telephone"), listing.telephone),
        (_("E-mail"), listing.email),
        (_("Website"), listing.website),
        (_("Owner"), listing.owner),
        (_("Who decides there"), listing.controller),
        (_("Condition"), listing.condition),
        (_("Room for"), _people(listing.capacity) if listing.capacity else ""),
        (_("What it could be used for"), listing.potential_use),
        (_("Where this comes from"), ", ".join(part for part in (listing.source, listing.licence) if part)),
    ]
    return [(label, value) for label, value in told if value]


def opening_line(times: OpeningTimes) -> str:
    """Return one line: days, times, how often and notes."""
    between = _(", ")
    days = between.join(str(DAY_NAMES[day]) for day in times.days if day in DAY_NAMES)
    hours = " – ".join(_hour(each) for each in (times.opens, times.closes) if each is not None)
    return between.join(part for part in (days, hours, _how_often(times), times.notes) if part)


def _how_often(times: OpeningTimes) -> str:
    number = times.every
    if times.repeats == "MONTHLY":
        return (
            ngettext("every %(number)s month", "every %(number)s months", number) % {"number": number}
            if number > 1
            else _("once a month")
        )
    return (
        ngettext("every %(number)s week", "every %(number)s weeks", number) % {"number": number} if number > 1 else ""
    )


def _people(many: float) -> str:
    return ngettext("%(many)s person", "%(many)s people", round(many)) % {"many": f"{many:g}"}


def _hour(moment: time) -> str:
    return moment.strftime("%H:%M")


def cost_of(listing: Listing) -> str:
    """Return what it costs."""
    told = []
    for price in listing.prices:
        if price.amount is None:
            told.append(price.words)
        else:
            amount = _("free") if price.amount == 0 else _amount(price.amount, price.currency)
            told.append(f"{amount} ({price.words})" if price.words else amount)
    return "; ".join(each for each in told if each)


def _amount(amount: float, currency: str) -> str:
    return f"£{amount:,.2f}" if currency == "GBP" else f"{amount:,.2f} {currency}"


def ages_of(listing: Listing) -> str:
    """Return whom it is for by age."""
    low, high = listing.minimum_age, listing.maximum_age
    if low and high is not None:
        return _("%(low)s to %(high)s") % {"low": f"{low:g}", "high": f"{high:g}"}
    if low:
        return _("from %(low)s") % {"low": f"{low:g}"}
    return _("up to %(high)s") % {"high": f"{high:g}"} if high is not None else ""
