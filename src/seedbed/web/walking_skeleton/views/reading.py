"""Pages that show: the whole walk, all of a kind, one bead, and words."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from seedbed.thread.identifiers import printed as print_number
from seedbed.thread.kinds import LINEAGE_KINDS, BeadKind
from seedbed.thread.kinds import words as kind_words
from seedbed.web.golden_thread.models import Bead
from seedbed.web.golden_thread.registry import room_of
from seedbed.web.listening.mapped import files_with
from seedbed.web.listening.queries import contribution_of, contributions_of, words_of
from seedbed.web.listening.shelf import NEEDS_WORDS
from seedbed.web.people.access import allowed
from seedbed.web.people.looking import note_words_read
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.walking_skeleton.access import bead_at, by_bead, check_not_withdrawn, kind_at
from seedbed.web.walking_skeleton.permissions import may
from seedbed.web.walking_skeleton.picture import picture_of_kinds
from seedbed.web.walking_skeleton.queries import beads_of, counts_by_kind, ends_of, joined_to, lineages_of
from seedbed.web.walking_skeleton.sides import sides_after
from seedbed.web.walking_skeleton.views.common import name_of, person, shown, trail_of
from seedbed.web.walking_skeleton.wording import WALK

A_PAGE = 25


@allowed(Permission.SEE_THREAD, by_neighbourhood)
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every kind in the order of the walk, with how many there are."""
    neighbourhood = neighbourhood_at(slug)
    counts = counts_by_kind(neighbourhood)
    user, scope = person(request), neighbourhood.scope
    kinds = [
        {
            "kind": kind,
            "words": kind_words(kind),
            "sentence": sentence,
            "count": counts[kind],
            "may": may(user, kind, scope),
        }
        for kind, sentence in WALK.items()
    ]
    context = {
        "neighbourhood": neighbourhood,
        "kinds": kinds,
        "picture": picture_of_kinds(counts),
        "reads_words": can(user, Permission.SEE_WORDS, scope),
        "trail": trail_of(neighbourhood)[:1],
    }
    return shown(request, "index", context)


@allowed(Permission.SEE_THREAD, by_neighbourhood)
def all_of(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """List all beads of one kind."""
    neighbourhood, chosen = neighbourhood_at(slug), kind_at(kind)
    page = Paginator(beads_of(neighbourhood, chosen).select_related("neighbourhood__scope", "programme__scope"), A_PAGE)
    beads = page.get_page(request.GET.get("page"))
    room_of(chosen).prepare(list(beads))
    if chosen in {BeadKind.CONTRIBUTION, BeadKind.VOICE} and can(
        person(request), Permission.SEE_WORDS, neighbourhood.scope
    ):
        note_words_read(by=person(request), scope=neighbourhood.scope, page=chosen.value)
    context = {
        "neighbourhood": neighbourhood,
        "kind": chosen,
        "kind_words": kind_words(chosen),
        "sentence": WALK[chosen],
        "page": beads,
        "beads": [(bead, name_of(bead, person(request))) for bead in beads],
        "may": may(person(request), chosen, neighbourhood.scope),
        "trail": trail_of(neighbourhood),
    }
    return shown(request, "all", context)


@allowed(Permission.SEE_THREAD, by_bead)
def bead(request: HttpRequest, printed: str) -> HttpResponse:
    """Show a bead, what it is joined to, what may come next and what was done to it."""
    found, user = bead_at(printed), person(request)
    kind, room = BeadKind(found.kind), room_of(BeadKind(found.kind))
    check_not_withdrawn(found)
    visible = room.visible_to(user, found)
    before, after = joined_to(found)
    context = {
        "neighbourhood": found.neighbourhood,
        "programme": found.programme,
        "bead": found,
        "kind": kind,
        "kind_words": kind_words(kind),
        "title": name_of(found, user),
        "visible": visible,
        "detail": room.detail(found) if visible else "",
        **_beside(found, user, visible=visible),
        "before": [(joined, name_of(joined.other, user)) for joined in before.shown],
        "after": [(joined, name_of(joined.other, user)) for joined in after.shown],
        "more_before": before.more,
        "more_after": after.more,
        "lineages": _lineages(found, user),
        "trail": trail_of(found.neighbourhood),
        **_doors(found, request),
    }
    return shown(request, "bead", context)


def _beside(found: Bead, user: Any, *, visible: bool) -> dict[str, Any]:
    """Return what came with the words of a contribution: marks on the map, photos and recordings."""
    said = contribution_of(found) if visible and found.kind == BeadKind.CONTRIBUTION else None
    return {"marks": said.marks.exists(), "files": files_with(said, user)} if said is not None else {}


def _lineages(found: Bead, user: Any) -> list[dict[str, Any]]:
    """Return what was done to a bead, each with the other beads that took part."""
    return [
        {"lineage": lineage, "others": [(end, name_of(end, user)) for end in ends_of(lineage) if end.pk != found.pk]}
        for lineage in lineages_of(found)
    ]


def _doors(found: Bead, request: HttpRequest) -> dict[str, Any]:
    """Return what the visitor can do from here."""
    kind, user, scope = BeadKind(found.kind), person(request), found.scope
    may_work = may(user, kind, scope)
    works = may_work and found.went_in is None
    number = print_number(found.pk)
    return {
        "may_edit": works and kind is not BeadKind.VOICE,
        "may_join": found.went_in is None and found.neighbourhood is not None,
        "may_mark": kind is BeadKind.CONTRIBUTION and may(user, BeadKind.VOICE, scope),
        "words_of": found.voice.contribution.bead if kind is BeadKind.VOICE and may_work else None,
        "may_reshape": works and kind.value in LINEAGE_KINDS.split(),
        "may_undo": may_work,
        "may_withdraw": kind in NEEDS_WORDS and can(user, Permission.WITHDRAW, scope),
        "next_kinds": _next_kinds(found, request, number),
        "history": _history(found, request),
    }


def _history(found: Bead, request: HttpRequest) -> str:
    """Return where all that was done to it is listed, for who reads the audit trail here; else nothing."""
    if not can(person(request), Permission.READ_AUDIT, found.scope):
        return ""
    return reverse("people:history", args=[found.scope.pk, f"{found.kind}:{found.pk}"])


def _next_kinds(found: Bead, request: HttpRequest, number: str) -> list[tuple[str, str, str]]:
    """Return the kinds that may follow and that the visitor may make: name, sentence, address of the form."""
    if found.neighbourhood is None or found.went_in is not None:
        return []
    kind, slug = BeadKind(found.kind), found.neighbourhood.slug
    following = {other for side in sides_after(kind) for other in side.kinds}
    return [
        (kind_words(other), WALK[other], f"{reverse('walking_skeleton:add', args=[slug, other.value])}?from={number}")
        for other in WALK
        if other in following and other is not BeadKind.VOICE and may(person(request), other, found.scope)
    ]


@allowed(Permission.SEE_WORDS, by_neighbourhood)
def words(request: HttpRequest, slug: str) -> HttpResponse:
    """List what was said, newest first, or what contains a word."""
    neighbourhood = neighbourhood_at(slug)
    wanted = request.GET.get("q", "").strip()[:100].replace("\x00", "")
    found = contributions_of(neighbourhood, wanted).select_related("bead__neighbourhood__scope", "translated_by")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    readable = words_of([contribution.bead for contribution in page], person(request))
    note_words_read(by=person(request), scope=neighbourhood.scope, page="list")
    sees_thread = can(person(request), Permission.SEE_THREAD, neighbourhood.scope)
    context = {
        "neighbourhood": neighbourhood,
        "wanted": wanted,
        "page": page,
        "rows": [(contribution, readable.get(contribution.pk)) for contribution in page],
        "may_add": may(person(request), BeadKind.CONTRIBUTION, neighbourhood.scope),
        "may_mark": may(person(request), BeadKind.VOICE, neighbourhood.scope),
        "may_withdraw": can(person(request), Permission.WITHDRAW, neighbourhood.scope),
        "may_translate": can(person(request), Permission.TRANSLATE, neighbourhood.scope),
        "sees_thread": sees_thread,
        "trail": trail_of(neighbourhood) if sees_thread else trail_of(neighbourhood)[:1],
    }
    return shown(request, "words", context)
