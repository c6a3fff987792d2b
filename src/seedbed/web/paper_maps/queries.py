"""What is read of paper: packs of a place, photographs and their marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from seedbed.errors import BadInputError
from seedbed.formats.paper.pack import PaperPack, pack_from_json
from seedbed.web.consent.models import Participant
from seedbed.web.consent.tokens import read_token
from seedbed.web.paper_maps.models import PhotoState, PrintedPack, SheetPhoto
from seedbed.web.places.models import Neighbourhood
from seedbed.web.places.theme import OWN_THEME, theme_changed, theme_here

if TYPE_CHECKING:
    from seedbed.reports.poster.theme import Theme


def packs_of(neighbourhood: Neighbourhood) -> QuerySet[PrintedPack]:
    """Return the packs of a place, the newest first, with how many photographs wait."""
    waiting = Count("photos", filter=Q(photos__state=PhotoState.READ))
    found = PrintedPack.objects.filter(neighbourhood=neighbourhood).defer("pdf", "document")
    return found.annotate(waiting=waiting).order_by("-made_at")


def photos_of(pack: PrintedPack) -> QuerySet[SheetPhoto]:
    """Return the photographs of a pack's sheets, those that wait first."""
    return pack.photos.select_related("sheet").annotate(found=Count("marks")).order_by("state", "made_at")


def printed(pack: PrintedPack) -> PaperPack:
    """Return what was printed, as the library reads it.

    Raises
    ------
    BadInputError
        If what is kept of it is damaged.
    """
    return pack_from_json(pack.document, f"Pack {pack.code}")


def theme_to_draw_on() -> tuple[Theme, BadInputError | None]:
    """Return the theme of maps on paper: the site's own where pens stand out on it, else the pale one and why."""
    from seedbed.reports.paper.drawable import check_drawable
    from seedbed.reports.paper.pack import DRAWN_ON
    from seedbed.reports.poster.theme import own_theme

    if not theme_changed():
        return own_theme(DRAWN_ON), None
    theme, wrong = theme_here()
    if wrong is None:
        try:
            check_drawable(theme, OWN_THEME)
        except BadInputError as error:
            wrong = error
    return (theme if wrong is None else own_theme(DRAWN_ON)), wrong


def participant_of(neighbourhood: Neighbourhood, typed: str) -> Participant | None:
    """Return who has the number on a consent card; None if nobody here has."""
    return Participant.objects.filter(neighbourhood=neighbourhood, token=read_token(typed)).first()
