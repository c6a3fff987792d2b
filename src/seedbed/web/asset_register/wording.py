"""What kinds of barriers, states and findings are called on pages."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from seedbed.analysis.assets.listing import ListingStatus, StepFree
from seedbed.thread.payloads.choices import BarrierKind, OrganisationForm
from seedbed.web.asset_register.models import Asset, Severity
from seedbed.web.asset_register.queries.lists import Freshness

BARRIERS = {
    BarrierKind.COST: _("Cost"),
    BarrierKind.DISTANCE: _("Distance"),
    BarrierKind.TRANSPORT: _("Transport"),
    BarrierKind.OPENING_HOURS: _("Opening hours"),
    BarrierKind.AWARENESS: _("People do not know of it"),
    BarrierKind.CONFIDENCE: _("Confidence"),
    BarrierKind.LANGUAGE: _("Language"),
    BarrierKind.DISABILITY_ACCESS: _("Access for disabled people"),
    BarrierKind.SAFETY: _("Safety"),
    BarrierKind.RACISM: _("Racism"),
    BarrierKind.DISCRIMINATION: _("Other discrimination"),
    BarrierKind.MAINTENANCE: _("Maintenance"),
    BarrierKind.OWNERSHIP: _("Ownership and control"),
    BarrierKind.BOOKING_RULES: _("Booking rules"),
    BarrierKind.DIGITAL: _("Only online"),
    BarrierKind.TIME: _("Time"),
    BarrierKind.WAITING: _("Waiting"),
}
SEVERITIES = {
    Severity.NUISANCE: _("It makes it harder"),
    Severity.OFTEN: _("It often keeps people away"),
    Severity.SHUT: _("It shuts people out"),
}
FRESHNESS = {
    Freshness.FRESH: _("Checked"),
    Freshness.DUE: _("Check is due"),
    Freshness.NEVER: _("Never checked"),
    Freshness.DOUBTED: _("Said to be wrong"),
}
FRESHNESS_COLOURS = {
    Freshness.FRESH: "green",
    Freshness.DUE: "yellow",
    Freshness.NEVER: "grey",
    Freshness.DOUBTED: "orange",
}
STATES = {
    ListingStatus.ACTIVE: _("Open"),
    ListingStatus.INACTIVE: _("Not active"),
    ListingStatus.DEFUNCT: _("Gone"),
    ListingStatus.CLOSED_FOR_NOW: _("Closed for now"),
}
STEP_FREE = {
    StepFree.YES: _("Yes"),
    StepFree.PARTLY: _("Partly"),
    StepFree.NO: _("No"),
    StepFree.UNKNOWN: _("Not known"),
}
FORMS = {
    OrganisationForm.ORGANISATION: _("An organisation"),
    OrganisationForm.POLICY: _("A policy"),
    OrganisationForm.PROCEDURE: _("A procedure"),
    OrganisationForm.CONTRACT: _("A contract"),
}
DAY_NAMES = {
    "MO": _("Monday"),
    "TU": _("Tuesday"),
    "WE": _("Wednesday"),
    "TH": _("Thursday"),
    "FR": _("Friday"),
    "SA": _("Saturday"),
    "SU": _("Sunday"),
}


def last_checked(asset: Asset) -> str:
    """Return the day on which someone last looked; never who. Nothing where nobody has."""
    if asset.last_verified_on is None:
        return ""
    return _now("last checked on %(day)s") % {"day": date_format(asset.last_verified_on, "j F Y")}


def freshness_in_words(asset: Asset, freshness: Freshness) -> str:
    """Return how far a listing can be trusted, with the day on which someone last looked; never who."""
    if asset.last_verified_on is None:
        return str(FRESHNESS[freshness])
    day = date_format(asset.last_verified_on, "j F Y")
    if freshness is Freshness.FRESH:
        return _now("Checked on %(day)s") % {"day": day}
    return _now("%(state)s; last checked on %(day)s") % {"state": FRESHNESS[freshness], "day": day}
