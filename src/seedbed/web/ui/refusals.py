"""Refusals of actions, shown on the form that asked for them, so that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from django.forms import BaseForm
from django.utils.translation import gettext

from seedbed.errors import UserError


@contextmanager
def refusals_on(form: BaseForm, field: str | None = None) -> Iterator[None]:
    """Put what an action refuses inside the block onto a form: on a field, or above all of them.

    After the block, ``form.is_valid()`` says whether the action was done.
    """
    try:
        yield
    except UserError as error:
        form.add_error(field, in_one_line(error))


def in_one_line(error: UserError) -> str:
    """Return the three sentences of an error side by side, as they stand on a form, in the language of the page.

    Sentences that are in no catalogue stay in English.
    """
    return " ".join(gettext(told) for told in (error.what, error.why, error.next_step) if told)


def status_of(form: BaseForm | None) -> HTTPStatus:
    """Return the status of a page with a form: a form that was sent and will not do is not fine."""
    refused = form is not None and form.is_bound and bool(form.errors)
    return HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
