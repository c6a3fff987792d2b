"""Errors as pages: what happened, why, what to do next."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

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

    It is in the language that the reader chose if all three sentences are in its catalogue, and otherwise in English.
    """
    chosen = interface_language(request)
    with override(_language_of(error, chosen)):
        about = {"error": _spoken(error), "status": status, "interface_language": chosen}
        page = render(request, "ui/error.html", about, status=status)
    page["Cache-Control"] = "private, no-store"
    return page


def _language_of(error: UserError, chosen: str) -> str:
    with override(chosen):
        known = all(gettext(told) != told for told in (error.what, error.why, error.next_step) if told)
    return chosen if known else settings.LANGUAGE_CODE


def _spoken(error: UserError) -> dict[str, str]:
    """Return the sentences of an error in the language that is on."""
    told = {"what": error.what, "why": error.why, "next_step": error.next_step}
    return {name: gettext(sentence) if sentence else "" for name, sentence in told.items()}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say that a request could not be read."""
    error = UsageError(
        _("The page could not be shown."), _("What the browser sent could not be read."), _("Go back and retry.")
    )
    return error_page(request, error, 400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say that this person may not."""
    error = NotAllowedError(
        _("You cannot see this page."),
        _("Your account has no role for it."),
        _("Sign in with another account, or ask for one."),
    )
    return error_page(request, error, 403)


def not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say that a form did not come from a page of this site, or from one that is too old."""
    error = NotAllowedError(
        _("The form was not taken."),
        _("It came from a page that is too old, or from another site."),
        _("Go back, load the page anew and send the form again."),
    )
    return error_page(request, error, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say that there is no such page."""
    error = UsageError(
        _("There is no such page."), _("The address may be old or have a slip in it."), _("Start at home.")
    )
    return error_page(request, error, 404)


def no_page(request: HttpRequest, refused: HttpResponseNotAllowed) -> HttpResponse:
    """Say that an address only takes forms, as when it is opened anew after signing in; Django would say nothing."""
    error = UsageError(
        _("There is no page to show here."),
        _("This address only takes what a form sends; nothing was sent, and nothing was changed."),
        _("Go to the page with the form and press its button again."),
    )
    page = error_page(request, error, refused.status_code)
    page["Allow"] = refused["Allow"]
    return page


def fault(request: HttpRequest) -> HttpResponse:
    """Say that we failed.

    The page is written without the request: whatever failed, such as the database, may be what a usual page asks.
    """
    error = UserError(
        _("Something went wrong on our side."),
        _("It has been noted."),
        _("Try again; if it stays, tell whoever runs the site."),
    )
    chosen = interface_language(request)
    with override(_language_of(error, chosen)):
        about = {"error": _spoken(error), "status": 500, "interface_language": chosen}
        return HttpResponse(render_to_string("ui/error.html", about), status=500)
