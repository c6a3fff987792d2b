"""Every error of the API in one shape: what, why, next step."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from seedbed.errors import UserError
from seedbed.web.ui.errors import STATUS

HOME = "/api/v1/"
_BY_STATUS = {
    HTTPStatus.NOT_FOUND: ("There is nothing here.", "The address may be wrong, or not for this token.", "Look at it."),
    HTTPStatus.METHOD_NOT_ALLOWED: ("This cannot be done here.", "The address does not know this method.", "See docs."),
}


def answer(status: int, what: str, why: str, next_step: str, where: list[str] | None = None) -> JsonResponse:
    """Return one error."""
    told = {"what": what, "why": why, "next_step": next_step, "where": where or []}
    return JsonResponse(told, status=status, headers={"Cache-Control": "no-store"})


def handle_problems(api: NinjaAPI) -> None:
    """Have an API tell its errors in our shape."""
    api.add_exception_handler(UserError, _told)
    api.add_exception_handler(ValidationError, _will_not_do)
    api.add_exception_handler(AuthenticationError, _no_token)
    api.add_exception_handler(Http404, _nothing)
    api.add_exception_handler(HttpError, _unreadable)


def _told(_request: HttpRequest, error: UserError | type[UserError]) -> HttpResponse:
    assert isinstance(error, UserError)  # noqa: S101 - for the type checker: handlers get what was raised
    status = STATUS.get(type(error), HTTPStatus.BAD_REQUEST)
    return answer(status, error.what, error.why, error.next_step)


def _will_not_do(_request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    assert isinstance(error, ValidationError)  # noqa: S101 - for the type checker: handlers get what was raised
    faults = error.errors
    where = [".".join(str(part) for part in fault["loc"][1:]) for fault in faults]
    why = " ".join(f"{name}: {fault['msg']}." for name, fault in zip(where, faults, strict=True))
    next_step = "Send it as the reference of the API says."
    return answer(HTTPStatus.UNPROCESSABLE_ENTITY, "What was sent will not do.", why, next_step, where)


def _no_token(_request: HttpRequest, _error: AuthenticationError | type[AuthenticationError]) -> HttpResponse:
    refused = answer(
        HTTPStatus.UNAUTHORIZED,
        "You are not let in.",
        "No token came, or it opens nothing: it may have ended or run out.",
        "Send `Authorization: Bearer` and a token; the page Your tokens makes one.",
    )
    refused["WWW-Authenticate"] = "Bearer"
    return refused


def _nothing(_request: HttpRequest, _error: Http404 | type[Http404]) -> HttpResponse:
    return answer(HTTPStatus.NOT_FOUND, *_BY_STATUS[HTTPStatus.NOT_FOUND])


def _unreadable(_request: HttpRequest, error: HttpError | type[HttpError]) -> HttpResponse:
    assert isinstance(error, HttpError)  # noqa: S101 - for the type checker: handlers get what was raised
    why, next_step = "It is not JSON that can be read.", "Send a JSON document in UTF-8."
    return answer(error.status_code, "What was sent cannot be read.", why, next_step)


class ProblemsAsJson:
    """Tells programs in our shape what Django or a middleware would tell people as a page."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as ever, but for errors that are no JSON."""
        given = self.respond(request)
        is_ours = request.path.startswith(HOME) and given.status_code >= HTTPStatus.BAD_REQUEST
        if not is_ours or given.get("Content-Type", "").startswith("application/json"):
            return given
        status = HTTPStatus(given.status_code)
        plain = ("It could not be done.", status.phrase + ".", "Try again; if it stays, tell whoever runs the site.")
        made = answer(status, *_BY_STATUS.get(status, plain))
        if "Allow" in given:
            made["Allow"] = given["Allow"]
        return made
