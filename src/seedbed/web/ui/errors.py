"""Errors as pages: what happened, why, what to do next."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import override

from seedbed.errors import BadInputError, MissingDataError, NotAllowedError, UsageError, UserError, WithdrawnError
from seedbed.web.ui.languages import interface_language

Respond = Callable[[HttpRequest], HttpResponse]

STATUS: dict[type[UserError], HTTPStatus] = {
    NotAllowedError: HTTPStatus.FORBIDDEN,
    BadInputError: HTTPStatus.UNPROCESSABLE_ENTITY,
    UsageError: HTTPStatus.BAD_REQUEST,
    WithdrawnError: HTTPStatus.GONE,
    MissingDataError: HTTPStatus.CONFLICT,
}
"""The answer's status by kind of error."""


class UserErrorMiddleware:
    """Shows any `UserError` as a page, and says something where Django answers with an empty one."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as ever, unless the address was asked for in a way that it does not know."""
        answer = self.respond(request)
        return no_page(request, answer) if isinstance(answer, HttpResponseNotAllowed) else answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer with the error's page; leave other faults to Django."""
        if not isinstance(exception, UserError):
            return None
        return error_page(request, exception, STATUS.get(type(exception), HTTPStatus.BAD_REQUEST))


def error_page(request: HttpRequest, error: UserError, status: int) -> HttpResponse:
    """Return the page of one error; it may name what only its reader may see, so browsers do not keep it.

    Errors are written in English, also those of a page that is translated.
    """
    about = {"error": error, "status": status, "interface_language": interface_language(request)}
    with override(settings.LANGUAGE_CODE):
        page = render(request, "ui/error.html", about, status=status)
    page["Cache-Control"] = "private, no-store"
    return page


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say that a request could not be read."""
    error = UsageError("The page could not be shown.", "What the browser sent could not be read.", "Go back and retry.")
    return error_page(request, error, 400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say that this person may not."""
    error = NotAllowedError(
        "You cannot see this page.", "Your account has no role for it.", "Sign in with another account, or ask for one."
    )
    return error_page(request, error, 403)


def not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say that a form did not come from a page of this site, or from one that is too old."""
    error = NotAllowedError(
        "The form was not taken.",
        "It came from a page that is too old, or from another site.",
        "Go back, load the page anew and send the form again.",
    )
    return error_page(request, error, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say that there is no such page."""
    error = UsageError("There is no such page.", "The address may be old or have a slip in it.", "Start at home.")
    return error_page(request, error, 404)


def no_page(request: HttpRequest, refused: HttpResponseNotAllowed) -> HttpResponse:
    """Say that an address only takes forms, as when it is opened anew after signing in; Django would say nothing."""
    error = UsageError(
        "There is no page to show here.",
        "This address only takes what a form sends; nothing was sent, and nothing was changed.",
        "Go to the page with the form and press its button again.",
    )
    page = error_page(request, error, refused.status_code)
    page["Allow"] = refused["Allow"]
    return page


def fault(request: HttpRequest) -> HttpResponse:
    """Say that we failed.

    The page is written without the request: whatever failed, such as the database, may be what a usual page asks.
    """
    error = UserError(
        "Something went wrong on our side.", "It has been noted.", "Try again; if it stays, tell whoever runs the site."
    )
    about = {"error": error, "status": 500, "interface_language": interface_language(request)}
    with override(settings.LANGUAGE_CODE):
        return HttpResponse(render_to_string("ui/error.html", about), status=500)
