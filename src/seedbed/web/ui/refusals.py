"""Refusals of actions, shown on the form that asked for them, so that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.forms import BaseForm

from seedbed.errors import UserError


@contextmanager
def refusals_on(form: BaseForm, field: str | None = None) -> Iterator[None]:
    """Put what an action refuses inside the block onto a form: on a field, or above all of them.

    After the block, ``form.is_valid()`` says whether the action was done.
    """
    try:
        yield
    except UserError as error:
        form.add_error(field, f"{error.what} {error.why} {error.next_step}")
