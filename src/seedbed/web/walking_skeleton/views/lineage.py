"""Pages that merge and split beads, and undo it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from seedbed.errors import UsageError
from seedbed.formats.said import said_within
from seedbed.thread.kinds import LINEAGE_KINDS, BeadKind, Relation
from seedbed.thread.kinds import words as kind_words
from seedbed.web.asset_register.showing import in_register
from seedbed.web.golden_thread import actions as thread
from seedbed.web.golden_thread.models import Bead, Lineage
from seedbed.web.people.access import allowed
from seedbed.web.people.roles import Permission
from seedbed.web.ui.refusals import refusals_on
from seedbed.web.walking_skeleton import actions
from seedbed.web.walking_skeleton.access import bead_at, by_bead, by_lineage, lineage_at
from seedbed.web.walking_skeleton.forms import ConfirmForm, MergeForm, PartsForm, ShareForm
from seedbed.web.walking_skeleton.permissions import check_may
from seedbed.web.walking_skeleton.queries import ends_of, links_to_share
from seedbed.web.walking_skeleton.views.common import (
    about,
    address_of,
    form_of,
    name_of,
    person,
    place_of,
    shelf_of,
    shown,
    to_bead,
)

DONE = {Relation.MERGED_INTO: "merge", Relation.SPLIT_INTO: "split", Relation.SUPERSEDES: "replacement"}


def _reshaped(request: HttpRequest, printed: str) -> Bead:
    """Return the bead to merge or split; of kinds that stay as they were there is no such page."""
    found = bead_at(printed)
    check_may(request.user, BeadKind(found.kind), found.scope)
    if found.kind not in LINEAGE_KINDS.split():
        raise Http404
    if in_register(found):
        raise UsageError(
            "This cannot be merged or split here.",
            "It has a listing in the register of assets, which would not follow.",
            "Merge listings under Duplicates in the register; change a barrier on its own page.",
        )
    return found


@allowed(Permission.SEE_THREAD, by_bead)
def merge(request: HttpRequest, printed: str) -> HttpResponse:
    """Let others that mean the same become part of this bead."""
    found = _reshaped(request, printed)
    told: dict[str, Any] = {"bead": found, "shelf": shelf_of(request, place_of(found))}
    form = form_of(request, MergeForm, **told)
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data
        with refusals_on(form):
            thread.merge(by=person(request), beads=chosen["others"], into=found, why=chosen["why"])
            messages.success(request, "Merged. Their links were carried over; you can undo it below.")
            return to_bead(found)
    return shown(request, "merge", about(request, found, form))


@allowed(Permission.SEE_THREAD, by_bead)
def split(request: HttpRequest, printed: str) -> HttpResponse:
    """Split a bead: first name the parts, then give each link to one or more of them."""
    found = _reshaped(request, printed)
    parts = PartsForm(request.POST or None)
    if not parts.is_bound or not parts.is_valid():
        return shown(request, "split", about(request, found, parts))
    names = parts.cleaned_data["names"]
    links = [
        (
            each.link.pk,
            said_within("", name_of(each.other, person(request)), f" ({kind_words(BeadKind(each.other.kind))})"),
        )
        for each in links_to_share(found)
    ]
    sharing = "share" in request.POST or not links
    share = ShareForm(request.POST if sharing else None, names=names, links=links)
    if sharing and share.is_valid():
        with refusals_on(share):
            _, made = actions.split(
                by=person(request), bead=found, names=names, shares=share.shares, why=parts.cleaned_data["why"]
            )
            messages.success(request, f"Split into {len(made)}. You can undo it below.")
            return to_bead(found)
    return shown(request, "share", {**about(request, found, share), "parts": parts, "names": names})


@allowed(Permission.SEE_THREAD, by_lineage)
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Undo a merge, split or replacement, after saying what will happen."""
    lineage = lineage_at(number)
    ends = ends_of(lineage)
    if not ends:
        raise Http404
    check_may(request.user, BeadKind(ends[0].kind), ends[0].scope)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            thread.undo(by=person(request), lineage=lineage)
            messages.success(request, f"The {_done(lineage)} is undone. Everything is joined as it was before.")
            return redirect(address_of(ends[0]))
    context = {
        **about(request, ends[0], form),
        "lineage": lineage,
        "done": _done(lineage),
        "ends": [(end, name_of(end, person(request))) for end in ends],
    }
    return shown(request, "undo", context)


def _done(lineage: Lineage) -> str:
    return DONE[Relation(lineage.relation)]
