"""The panel "who says? how sure?" of a factor or link, with votes and comments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from seedbed.thread.identifiers import printed
from seedbed.web.golden_thread.presenting import in_order, shown
from seedbed.web.listening.shelf import NEEDS_WORDS
from seedbed.web.people.access import SignedInRequest
from seedbed.web.people.looking import note_words_read
from seedbed.web.step5_agenda.models import MapComment, MapFactor, MapLink, SystemMap
from seedbed.web.step5_agenda.opinions.actions import may_take_back
from seedbed.web.step5_agenda.opinions.following import following_of
from seedbed.web.step5_agenda.opinions.forms import CommentForm, DissentForm
from seedbed.web.step5_agenda.opinions.origins import behind, origins_of
from seedbed.web.step5_agenda.opinions.queries import comments_about, votes_on


def panel_of(request: SignedInRequest, row: MapFactor | MapLink) -> dict[str, Any]:
    """Return what pages of a factor or link show of who says so, how sure people are, and what the team says."""
    numbers = origins_of(row)
    origins = in_order(numbers, shown(numbers, request.user))
    if any(each.visible and each.kind in NEEDS_WORDS for each in origins):
        note_words_read(by=request.user, scope=row.map.scope, page="origins")
    is_link, votes = isinstance(row, MapLink), votes_on(row, request.user)
    return {
        "origins": origins,
        "behind": behind(row),
        "thread": printed(row.bead_id) if row.bead_id else "",
        "is_link": is_link,
        "disputed": is_link and votes.otherwise > 0,
        "votes": votes,
        "comments": listed(request, comments_about(row)),
        "comment_form": CommentForm(),
        "dissent_form": DissentForm() if is_link else None,
    }


def listed(request: SignedInRequest, comments: list[MapComment]) -> list[tuple[MapComment, bool]]:
    """Return comments, and of each whether the visitor may take it back."""
    return [(each, may_take_back(request.user, each)) for each in comments]


def subjects_of(found: SystemMap, said: Sequence[MapComment]) -> list[list[tuple[str, str]]]:
    """Return of each comment the pages that it stands on now, each with its address and the name of what it is of."""
    following = following_of(found)
    ends = [following.ends(each.key, each.at) for each in said]
    some = {key for keys in ends for key in keys if key}
    factors = found.factors.filter(key__in=some)
    links = found.links.filter(key__in=some).select_related("cause", "effect")
    rows: list[MapFactor | MapLink] = [*factors, *links]
    named = {str(row.key): (page_of(row), name_of(row)) for row in rows}
    return [[named[key] for key in keys if key in named] for keys in ends]


def name_of(row: MapFactor | MapLink) -> str:
    """Return what a factor or link is called in one line."""
    return row.name if isinstance(row, MapFactor) else f"{row.cause.name} → {row.effect.name}"


def page_of(row: MapFactor | MapLink) -> str:
    """Return the address of the page of a factor or link."""
    name = "step5_agenda:factor" if isinstance(row, MapFactor) else "step5_agenda:link"
    return reverse(name, args=[row.map_id, row.key])
