"""The documents of ``seedbed thread`` from the database, for whoever runs the site."""

from __future__ import annotations

from collections.abc import Iterable

from seedbed.errors import UsageError
from seedbed.reports.thread_documents import (
    ThreadGapsDocument,
    ThreadTraceDocument,
    first_of_each,
    gaps_document,
    trace_document,
)
from seedbed.thread.beads import Bead as BeadValue
from seedbed.thread.beads import BeadId
from seedbed.thread.identifiers import number_of
from seedbed.thread.loose_ends import loose_ends
from seedbed.thread.payloads import payload_from_dict
from seedbed.thread.tracing import Way, trace
from seedbed.web.golden_thread.models import Bead
from seedbed.web.golden_thread.queries import DatabaseLinks, bead_to_follow, trace_counts
from seedbed.web.golden_thread.reading import thread_columns
from seedbed.web.places.models import Neighbourhood


def trace_in_database(bead: str, way: Way) -> ThreadTraceDocument:
    """Trace a bead, named as printed; errors as for `number_of` and `bead_to_follow`."""
    start = bead_to_follow(number_of(bead))
    page = trace(DatabaseLinks(), start.pk, way)
    counts = trace_counts(start.pk, way)
    return trace_document(page, counts, _beads(page.beads), invented=start.programme.invented)


def gaps_in_database(neighbourhood: str | None) -> ThreadGapsDocument:
    """List the loose ends of a neighbourhood, named as in its address.

    Raises
    ------
    UsageError
        If there is no such neighbourhood, or several and none was named.
    """
    place = _neighbourhood(neighbourhood)
    columns = thread_columns(place)
    found = loose_ends(columns)
    document = gaps_document(found, _beads(first_of_each(found)), place.slug, len(columns.kinds))
    return document.model_copy(update={"invented": place.programme.invented})


def _neighbourhood(slug: str | None) -> Neighbourhood:
    places = list(Neighbourhood.objects.select_related("programme").order_by("slug"))
    wanted = [place for place in places if slug in {None, place.slug}]
    if len(wanted) == 1:
        return wanted[0]
    raise UsageError(
        "Which neighbourhood is not clear." if wanted else "There is no such neighbourhood.",
        f"The site has {', '.join(place.slug for place in places[:20]) or 'none'}.",
        "Give one of them to --neighbourhood." if places else "Start one in the web app first.",
    )


def _beads(numbers: Iterable[BeadId]) -> dict[BeadId, BeadValue]:
    return {
        bead.pk: BeadValue(
            bead.pk,
            payload_from_dict(bead.kind, bead.version, bead.payload),
            bead.programme_id,
            bead.neighbourhood_id,
            bead.made_at,
            bead.made_by_id,
        )
        for bead in Bead.objects.in_bulk(list(numbers)).values()
    }
