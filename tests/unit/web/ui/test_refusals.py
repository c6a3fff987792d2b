"""Refusals of actions on the form that asked."""

from __future__ import annotations

import pytest
from django import forms

from seedbed.errors import UsageError
from seedbed.web.ui.refusals import refusals_on, status_of


class _Form(forms.Form):
    name = forms.CharField()


def _form() -> _Form:
    form = _Form({"name": "Ashby"})
    assert form.is_valid()
    return form


def _refuse() -> None:
    raise UsageError("It is taken.", "Someone has it.", "Choose another.")


@pytest.mark.parametrize(("field", "place"), [("name", "name"), (None, "__all__")])
def test_a_refusal_stands_on_the_form_with_its_three_sentences(field: str | None, place: str) -> None:
    form = _form()
    with refusals_on(form, field):
        _refuse()
    assert form.errors[place] == ["It is taken. Someone has it. Choose another."]


def test_what_was_typed_is_not_lost() -> None:
    form = _form()
    with refusals_on(form, "name"):
        _refuse()
    assert 'value="Ashby"' in str(form["name"])


def test_a_fault_of_ours_is_not_shown_as_theirs() -> None:
    with pytest.raises(ZeroDivisionError), refusals_on(_form()):
        raise ZeroDivisionError


def test_nothing_refused_leaves_the_form_valid() -> None:
    form = _form()
    with refusals_on(form):
        pass
    assert form.is_valid()


def test_a_page_with_a_refused_form_says_so_in_its_status() -> None:
    form = _form()
    with refusals_on(form):
        _refuse()
    assert status_of(form) == 422


@pytest.mark.parametrize("form", [None, _Form(), _Form({"name": "Ashby"})])
def test_a_page_without_one_is_fine(form: forms.BaseForm | None) -> None:
    assert status_of(form) == 200
