"""Flyers, invitations and badges as PDF, in the theme of this site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from seedbed.web.golden_thread.models import Bead
from seedbed.web.outreach.badge_words import WORN, badge_words
from seedbed.web.outreach.flyer_words import flyer_words, map_told
from seedbed.web.outreach.models import Invitation
from seedbed.web.places.ground import ground_of
from seedbed.web.places.models import Neighbourhood
from seedbed.web.places.queries import boundary_of
from seedbed.web.places.theme import theme_here


def flyer_of(invitation: Invitation, address: str, *, size: str, language: str) -> bytes:
    """Return an invitation, or a flyer, as PDF/UA; with a picture where there is a line and a map of the place.

    Raises
    ------
    MissingDataError
        If the system libraries that lay out text are not installed.
    """
    from seedbed.reports.handouts.flyer import flyer_pdf

    place = invitation.event.neighbourhood
    with translation.override(language):
        picture, credit = _strip(place, size, language) if place else ("", "")
        words = replace(flyer_words(invitation, address, language), credit=credit)
        return flyer_pdf(words, theme_here()[0], size, picture)


def _strip(place: Neighbourhood, size: str, language: str) -> tuple[str, str]:
    """Return the picture and who is to be named for it."""
    from shapely.geometry import shape

    from seedbed.reports.handouts.flyer import strip_of

    line, ground = boundary_of(place), ground_of(place)
    if line is None or ground is None:
        return "", ""
    told, outline = map_told(place.name), shape(line.outline)
    drawn = strip_of(ground.shown(), outline, theme_here()[0], size, language=language, told=told)
    return drawn, ground.credit


def badges_of(event: Bead, wanted: Mapping[str, int], *, language: str) -> bytes:
    """Return badges for an event as PDF/UA, so many of each role.

    Raises
    ------
    MissingDataError
        If the system libraries that lay out text are not installed.
    """
    from seedbed.reports.handouts.badges import Badges, badges_pdf

    with translation.override(language):
        worn = [WORN[role] for role, many in wanted.items() for _ in range(many)]
        badges = Badges(
            language=language,
            place=event.neighbourhood.name if event.neighbourhood else "",
            event=str(event.payload["name"]),
            roles=tuple((gettext(each.title), gettext(each.does)) for each in worn),
            words=badge_words(),
            languages=dict(settings.LANGUAGES),
        )
        return badges_pdf(badges, theme_here()[0])
