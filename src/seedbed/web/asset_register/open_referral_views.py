"""The nine endpoints of Open Referral UK, for programs of anyone: no account, no token, from any site."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import time
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from seedbed.errors import UsageError
from seedbed.formats.assets.open_referral import api_document, page_document, taxonomy_document
from seedbed.web.asset_register.details import DAYS
from seedbed.web.asset_register.queries.open_referral import (
    Asked,
    as_service,
    as_service_at_place,
    asset_number,
    known_terms,
    placed,
    services,
)
from seedbed.web.asset_register.queries.public import directory_at, public_asset_at
from seedbed.web.people.access import View, public

ON_A_PAGE, MOST_ON_A_PAGE = 50, 500
METHODS = "GET, HEAD, OPTIONS"
NOT_KNOWN_HERE = ("postcode", "proximity")
"""Filters of the standard that need a list of all postcodes: refused, for an answer without them would be wrong."""
LISTS = ("services", "service_at_locations", "taxonomies", "taxonomy_terms")
PAGES = frozenset({"page", "per_page"})
FILTERS = PAGES | {
    *("search", "taxonomy_term_id", "taxonomy_id", "minimum_age", "maximum_age", "day", "start_time", "end_time")
}
_SENTENCES = {
    HTTPStatus.NOT_FOUND: (
        "There is nothing here.",
        "The address may be wrong, or what it names is not public.",
        f"Ask one of the lists of a directory: {', '.join(LISTS)}.",
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: ("This cannot be done here.", "These addresses are for reading.", "Use GET."),
}


def for_programs(*known: str) -> Callable[[View], View]:
    """Answer any site's programs, errors too: as JSON, readable from every page (CORS), with no cookies.

    Parameters
    ----------
    known
        The parameters that an address takes; any other is refused, for an answer without it would be wrong.
    """

    def declared(view: View) -> View:
        @public
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **address: Any) -> HttpResponse:
            if request.method == "OPTIONS":
                answer = HttpResponse(status=HTTPStatus.NO_CONTENT)
                answer["Access-Control-Allow-Methods"] = METHODS
                answer["Access-Control-Max-Age"] = "86400"
            else:
                answer = _answer(view, known, request, *args, **address)
            answer["Access-Control-Allow-Origin"] = "*"
            answer["Cross-Origin-Resource-Policy"] = "cross-origin"
            return answer

        return answered

    return declared


def _answer(
    view: Callable[..., Any], known: Collection[str], request: HttpRequest, *args: Any, **address: Any
) -> HttpResponse:
    if request.method not in {"GET", "HEAD"}:
        refused = _problem(HTTPStatus.METHOD_NOT_ALLOWED, *_SENTENCES[HTTPStatus.METHOD_NOT_ALLOWED])
        refused["Allow"] = METHODS
        return refused
    try:
        _check_parameters(request, known)
        return JsonResponse(view(request, *args, **address), json_dumps_params={"ensure_ascii": False})
    except Http404:
        return _problem(HTTPStatus.NOT_FOUND, *_SENTENCES[HTTPStatus.NOT_FOUND])
    except UsageError as error:
        return _problem(HTTPStatus.BAD_REQUEST, error.what, error.why, error.next_step)


def _check_parameters(request: HttpRequest, known: Collection[str]) -> None:
    """Refuse what this address cannot be asked by."""
    for name in request.GET:
        if name in NOT_KNOWN_HERE:
            raise UsageError(
                f"This cannot be asked by {name}.",
                "Places of postcodes are not known here.",
                "Leave it out, and choose by the longitude and latitude of each location.",
            )
        if name not in known:
            taken = f"It takes {', '.join(sorted(known))}." if known else "It takes none."
            raise UsageError(
                f"The parameter {name[:50]} is not known here.", taken, "Leave it out, or look whether it is misspelt."
            )


def _problem(status: HTTPStatus, what: str, why: str, next_step: str) -> JsonResponse:
    return JsonResponse({"what": what, "why": why, "next_step": next_step}, status=status)


@for_programs()
def api(_request: HttpRequest, slug: str) -> Any:
    """Say which version of the standard is spoken."""
    directory_at(slug)
    return api_document()


@for_programs(*FILTERS)
def all_services(request: HttpRequest, slug: str) -> Any:
    """List services, page by page."""
    found = services(directory_at(slug), _asked(request))
    return _page(request, found, as_service)


@for_programs()
def one_service(_request: HttpRequest, slug: str, service: UUID) -> Any:
    """Return one service."""
    return as_service(public_asset_at(directory_at(slug), service))


@for_programs(*FILTERS)
def services_at_locations(request: HttpRequest, slug: str) -> Any:
    """List services at their places, page by page."""
    return _page(request, placed(services(directory_at(slug), _asked(request))), as_service_at_place)


@for_programs()
def service_at_location(_request: HttpRequest, slug: str, place: UUID) -> Any:
    """Return one service at its place."""
    found = public_asset_at(directory_at(slug), asset_number(place))
    if found.longitude is None and not found.postcode:
        raise Http404
    return as_service_at_place(found)


@for_programs(*PAGES)
def taxonomies(request: HttpRequest, slug: str) -> Any:
    """List the taxonomies: ours of kinds of assets."""
    directory_at(slug)
    return _page(request, [taxonomy_document()], dict)


@for_programs()
def one_taxonomy(_request: HttpRequest, slug: str, taxonomy: UUID) -> Any:
    """Return one taxonomy."""
    directory_at(slug)
    if str(taxonomy) != taxonomy_document()["id"]:
        raise Http404
    return taxonomy_document()


@for_programs(*PAGES)
def taxonomy_terms(request: HttpRequest, slug: str) -> Any:
    """List the kinds of assets."""
    return _page(request, list(known_terms(directory_at(slug)).values()), dict)


@for_programs()
def taxonomy_term(_request: HttpRequest, slug: str, term: UUID) -> Any:
    """Return one kind of asset."""
    found = known_terms(directory_at(slug)).get(str(term))
    if found is None:
        raise Http404
    return found


@for_programs()
def nothing(_request: HttpRequest, slug: str, rest: str) -> Any:  # noqa: ARG001 - any address that leads nowhere
    """Say that nothing is here, as the other addresses say it."""
    raise Http404


def _page(request: HttpRequest, found: Any, written: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    """Return the page that is asked for; one beyond the last is empty."""
    number, size = _whole(request, "page", 1), min(_whole(request, "per_page", ON_A_PAGE), MOST_ON_A_PAGE)
    pages = Paginator(found, size)
    members: Iterable[Any] = pages.page(number).object_list if number <= pages.num_pages else []
    return page_document([written(each) for each in members], page=number, size=size, total=pages.count)


def _whole(request: HttpRequest, name: str, otherwise: int) -> int:
    text = request.GET.get(name, "")
    if not text:
        return otherwise
    if not text.isascii() or not text.isdigit() or not int(text[:9]) >= 1 or len(text) > 9:
        raise _will_not_do(name, "It is not a whole number from 1 on.")
    return int(text)


def _asked(request: HttpRequest) -> Asked:
    sent = request.GET
    day = sent.get("day", "").strip().upper()[:2]
    if day and day not in DAYS:
        raise _will_not_do("day", "It is none of MO, TU, WE, TH, FR, SA, SU.")
    return Asked(
        words=sent.get("search", "").replace("\x00", " ")[:200],
        term=sent.get("taxonomy_term_id", ""),
        taxonomy=sent.get("taxonomy_id", ""),
        minimum_age=_age(request, "minimum_age"),
        maximum_age=_age(request, "maximum_age"),
        day=day,
        start=_time(request, "start_time"),
        end=_time(request, "end_time"),
    )


def _age(request: HttpRequest, name: str) -> float | None:
    text = request.GET.get(name, "")
    try:
        years = float(text) if text else None
    except ValueError:
        years = -1.0
    if years is not None and not 0 <= years <= 200:
        raise _will_not_do(name, "It is not a number of years.")
    return years


def _time(request: HttpRequest, name: str) -> time | None:
    text = request.GET.get(name, "")
    try:
        return time.fromisoformat(text) if text else None
    except ValueError:
        raise _will_not_do(name, "It is not a time such as 09:30.") from None


def _will_not_do(name: str, why: str) -> UsageError:
    return UsageError(f"The parameter {name} will not do.", why, "Send another, or leave it out.")
