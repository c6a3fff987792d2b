"""The operations of the API: each translates, declares its permission, and asks the rooms."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Header, Query, Router, Status

from seedbed.thread.identifiers import number_of, printed
from seedbed.thread.kinds import BeadKind
from seedbed.thread.loose_ends import MEANINGS, loose_ends
from seedbed.thread.tracing import Way, trace
from seedbed.web.api import values
from seedbed.web.api.access import AskedRequest, allowed, any_token
from seedbed.web.api.actions import write_contribution
from seedbed.web.api.paging import AT_MOST, USUAL, page_of
from seedbed.web.golden_thread.access import by_bead
from seedbed.web.golden_thread.measuring import sections_of
from seedbed.web.golden_thread.models import Bead
from seedbed.web.golden_thread.presenting import ShownBead, in_order, shown
from seedbed.web.golden_thread.queries import DatabaseLinks, bead_to_follow, thread_columns, trace_counts
from seedbed.web.listening.mapped import ShownMark, marks_with
from seedbed.web.listening.queries import contributions_of, words_of
from seedbed.web.people.access import by_scope
from seedbed.web.people.audit import record
from seedbed.web.people.queries import scopes_where
from seedbed.web.people.roles import Permission
from seedbed.web.people.trail import events_on
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.models import Neighbourhood

router = Router()

After = Annotated[str, Query(max_length=60, description="The cursor in `next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=AT_MOST, description="How many at most.")]
Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=100,
        pattern=r"^[ -~]+$",
        description="Your own mark of this write.",
    ),
]


@router.get("/token", response=values.TokenAnswer, summary="What this token may do")
@any_token
def token(request: AskedRequest) -> dict[str, Any]:
    """Tell a program what its token may do, and until when."""
    asked = request.auth
    return {
        "name": asked.name,
        "acts_for": asked.user.name,
        "place": asked.scope.name,
        "permissions": asked.permissions,
        "expires_at": asked.expires_at,
    }


@router.get("/neighbourhoods", response=values.Page[values.NeighbourhoodAnswer], summary="Neighbourhoods it may see")
@any_token
def neighbourhoods(request: AskedRequest, after: After = "", limit: Limit = USUAL) -> dict[str, Any]:
    """List the neighbourhoods that the token may see."""
    seen = Neighbourhood.objects.filter(scope__in=scopes_where(request.user, Permission.SEE_PLACE))
    return page_of(seen.select_related("programme__partnership"), after, limit, lambda rows: [_place(r) for r in rows])


@router.get("/neighbourhoods/{slug}", response=values.NeighbourhoodAnswer, summary="One neighbourhood")
@allowed(Permission.SEE_PLACE, by_neighbourhood)
def neighbourhood(request: AskedRequest, slug: str) -> dict[str, Any]:  # noqa: ARG001 - every operation gets it
    """Return one neighbourhood."""
    return _place(neighbourhood_at(slug))


def _place(place: Neighbourhood) -> dict[str, Any]:
    programme = place.programme
    return {
        "slug": place.slug,
        "name": place.name,
        "programme": programme.name,
        "partnership": programme.partnership.name,
        "invented": programme.invented,
    }


@router.get("/neighbourhoods/{slug}/beads", response=values.Page[values.BeadAnswer], summary="Beads of a neighbourhood")
@allowed(Permission.SEE_THREAD, by_neighbourhood)
def beads(
    request: AskedRequest, slug: str, kind: BeadKind | None = None, after: After = "", limit: Limit = USUAL
) -> dict[str, Any]:
    """List what hangs on the thread of a neighbourhood and stands for itself, by number."""
    living = Bead.objects.filter(neighbourhood=neighbourhood_at(slug), tombstone=None, went_in=None)
    chosen = living.filter(kind=kind.value) if kind else living

    def show(rows: list[Bead]) -> list[dict[str, Any]]:
        numbers = [row.pk for row in rows]
        return [_bead(each) for each in in_order(numbers, shown(numbers, request.user))]

    return page_of(chosen, after, limit, show)


@router.get("/neighbourhoods/{slug}/loose-ends", response=list[values.LooseEndAnswer], summary="Where the thread stops")
@allowed(Permission.SEE_THREAD, by_neighbourhood)
def ends(request: AskedRequest, slug: str) -> list[dict[str, Any]]:  # noqa: ARG001 - every operation gets it
    """Count where the thread stops though it should go on, with what to do next."""
    found = loose_ends(thread_columns(neighbourhood_at(slug)))
    return [
        {"end": end.value, "means": MEANINGS[end].many, "next_step": MEANINGS[end].next_step, "count": len(numbers)}
        for end, numbers in found.items()
    ]


@router.get("/neighbourhoods/{slug}/measures", response=values.MeasuresAnswer, summary="The measures of the thread")
@allowed(Permission.SEE_MEASURES, by_neighbourhood)
def measures(request: AskedRequest, slug: str) -> dict[str, Any]:  # noqa: ARG001 - every operation gets it
    """Return the measures with their intervals, in the sentences of their page."""
    columns = thread_columns(neighbourhood_at(slug))
    sections = [
        {"heading": each.heading, "sentences": list(each.sentences), "method": each.method}
        for each in sections_of(columns)
    ]
    return {"empty": not columns.kinds, "sections": sections}


@router.get("/beads/{printed}", response=values.BeadAnswer, summary="One bead")
@allowed(Permission.SEE_THREAD, by_bead)
def bead(request: AskedRequest, printed: str) -> dict[str, Any]:
    """Return one bead as the account may see it."""
    number = bead_to_follow(number_of(printed)).pk
    return _bead(shown([number], request.user)[number])


@router.get("/beads/{printed}/trace", response=values.TraceAnswer, summary="Follow the thread from a bead")
@allowed(Permission.SEE_THREAD, by_bead)
def traced(request: AskedRequest, printed: str, way: Literal["forward", "back"] = "forward") -> dict[str, Any]:
    """Follow a bead forward to decisions, outcomes and replies, or back to words and figures."""
    start, direction = bead_to_follow(number_of(printed)), Way(way)
    page = trace(DatabaseLinks(), start.pk, direction)
    found = {number: _bead(each) for number, each in shown(page.beads, request.user).items()}
    counts = trace_counts(start.pk, direction)
    return {
        "start": found[start.pk]["number"],
        "way": way,
        "levels": [
            {
                "beads": [found[number] for number in level.beads if number in found],
                "hops": [_hop(hop.source, hop.relation.value, hop.target) for hop in level.hops],
            }
            for level in page.levels
        ],
        "cut": page.cut,
        "counts": {kind.value: count for kind, count in counts.by_kind.items()},
    }


def _hop(source: int, relation: str, target: int) -> dict[str, str]:
    return {"source": printed(source), "relation": relation, "target": printed(target)}


def _bead(each: ShownBead) -> dict[str, Any]:
    return {
        "number": each.printed,
        "kind": each.kind.value,
        "visible": each.visible,
        "title": str(each.title),
        "day": each.day,
        "who": each.who,
        "sure": each.sure,
        "state": each.state,
        "address": each.address,
    }


@router.get(
    "/neighbourhoods/{slug}/contributions",
    response=values.Page[values.ContributionAnswer],
    summary="What people said",
)
@allowed(Permission.SEE_WORDS, by_neighbourhood)
def contributions(request: AskedRequest, slug: str, after: After = "", limit: Limit = USUAL) -> dict[str, Any]:
    """List what people said, where they agree that the team reads it; never who. Each look is in the audit trail."""
    place = neighbourhood_at(slug)

    def show(rows: list[Any]) -> list[dict[str, Any]]:
        places = {row.pk: [_shown(mark) for mark in marks_with(row)] for row in rows}
        said = [row.bead for row in rows]
        words = words_of(said, request.user)
        return [
            {
                "number": printed(each.pk),
                "said_on": each.payload["said_on"],
                "language": words[each.pk].language,
                "words": words[each.pk].said,
                "translation": words[each.pk].translation,
                "places": places[each.pk],
            }
            for each in said
            if each.pk in words
        ]

    page = page_of(contributions_of(place).prefetch_related("marks"), after, limit, show)
    record(by=request.user, action="api.read_words", scope=place.scope, subject=f"token:{request.auth.pk}")
    return page


def _shown(mark: ShownMark) -> dict[str, Any]:
    return {"name": mark.name, "category": mark.category, "roughly": mark.roughly, "geometry": mark.geometry}


@router.post(
    "/neighbourhoods/{slug}/contributions",
    response={201: values.Kept, 200: values.Kept},
    summary="Keep what was said in public",
)
@allowed(Permission.ADD_WORDS, by_neighbourhood)
def keep_contribution(request: AskedRequest, slug: str, sent: values.NewContribution, key: Key) -> Any:
    """Keep what was said before everyone by nobody in particular; sent again under the same key it is kept once.

    What people say about themselves needs their consent, and so the forms.
    """
    made, receipt, new = write_contribution(
        token=request.auth, key=key, neighbourhood=neighbourhood_at(slug), sent=sent.model_dump()
    )
    return Status(201 if new else 200, {"number": printed(made.pk), "receipt": receipt, "new": new})


@router.get("/audit/{scope}", response=values.Page[values.AuditAnswer], summary="The audit trail of a place")
@allowed(Permission.READ_AUDIT, by_scope)
def audit(request: AskedRequest, scope: int, after: After = "", limit: Limit = USUAL) -> dict[str, Any]:
    """List who did what on a place and below it, the oldest first."""
    place = by_scope(scope)

    def show(rows: list[Any]) -> list[dict[str, Any]]:
        return [
            {
                "sequence": row.sequence,
                "at": row.at,
                "by": row.by_id,
                "action": row.action,
                "subject": row.subject,
                "hash": row.hash,
            }
            for row in rows
        ]

    placed = events_on(place).exclude(sequence=None)
    page = page_of(placed, after, limit, show, key="sequence")
    record(by=request.user, action="api.read_audit", scope=place, subject=f"token:{request.auth.pk}")
    return page
