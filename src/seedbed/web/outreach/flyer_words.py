"""What stands on a flyer or an invitation on paper, in the language that is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from seedbed.web.listening.models import Event
from seedbed.web.listening.promise_words import when_in_words
from seedbed.web.outreach.models import Invitation

if TYPE_CHECKING:
    from seedbed.reports.handouts.flyer import Flyer


def flyer_words(invitation: Invitation, address: str, language: str) -> Flyer:
    """Return the words; what the team wrote of its event stands as they wrote it."""
    from seedbed.reports.handouts.flyer import Flyer

    bead, place = invitation.event, invitation.event.neighbourhood
    return Flyer(
        language=language,
        title=_("You are invited"),
        to=str(invitation.organisation.payload["name"]) if invitation.organisation else "",
        event=str(bead.payload["name"]),
        place=place.name if place else "",
        facts=_facts(invitation),
        ending=_("Everybody is welcome. You do not have to answer; just come.")
        if invitation.organisation is None
        else _("Please say on this page whether you come, and what helps you to come."),
        how=_("Point a phone's camera at the squares, or type this address:"),
        address=address,
        code_told=_("A code of squares that opens this invitation"),
    )


def map_told(place: str) -> str:
    """Return what is said of the map to those who cannot see it."""
    return _("Map of %(place)s") % {"place": place}


def _facts(invitation: Invitation) -> tuple[tuple[str, str], ...]:
    details = Event.objects.filter(pk=invitation.event_id).first()
    when = when_in_words(invitation.event, details)
    if details is None:
        return ((_("When"), when),)
    told = (
        (_("When"), when),
        (_("Where"), details.venue),
        (_("Getting in"), details.access),
        (_("What is open to change"), details.open_to_change),
        (_("Budget"), details.budget),
        (_("Who decides"), details.who_decides),
        (_("You hear back by"), date_format(details.hear_back_by, "DATE_FORMAT") if details.hear_back_by else ""),
    )
    return tuple((name, str(text)) for name, text in told if text)
