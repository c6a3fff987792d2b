"""Form fields come in the markup of the design system."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.template.loader import render_to_string

from seedbed.web.ui.fields import wrongs


class Example(forms.Form):
    words = forms.CharField(help_text="In your own words.", widget=forms.Textarea)
    name = forms.CharField(required=False)
    amount = forms.IntegerField(min_value=1)
    kind = forms.ChoiceField(choices=[("a", "One"), ("b", "Two")])
    way = forms.ChoiceField(choices=[("a", "One"), ("b", "Two")], widget=forms.RadioSelect, help_text="Pick one.")
    ways = forms.MultipleChoiceField(choices=[("a", "One"), ("b", "Two")], widget=forms.CheckboxSelectMultiple)
    agreed = forms.BooleanField()
    file = forms.FileField()
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def html(name: str, data: dict[str, str] | None = None) -> str:
    """One field as the page shows it, on one line."""
    return re.sub(r"\s+", " ", str(Example(data)[name].as_field_group()))


@pytest.mark.parametrize(
    ("name", "piece"),
    [
        ("words", '<textarea name="words" class="nhsuk-textarea"'),
        ("name", '<input type="text" name="name" class="nhsuk-input"'),
        ("amount", 'class="nhsuk-input nhsuk-input--width-10"'),
        ("kind", '<select name="kind" class="nhsuk-select"'),
        ("way", '<div class="nhsuk-radios" data-module="nhsuk-radios"'),
        ("way", 'class="nhsuk-radios__input"'),
        ("way", '<label class="nhsuk-label nhsuk-radios__label" for="id_way_1">Two</label>'),
        ("ways", '<div class="nhsuk-checkboxes__item"><input type="checkbox" name="ways"'),
        ("agreed", 'class="nhsuk-checkboxes__input"'),
        ("file", 'class="nhsuk-file-upload__input"'),
    ],
)
def test_fields_wear_the_classes_of_the_design_system(name: str, piece: str) -> None:
    assert piece in html(name)


@pytest.mark.parametrize("name", ["words", "amount", "kind", "way", "ways", "agreed", "file"])
def test_a_wrong_field_is_marked_and_says_why(name: str) -> None:
    found = html(name, {})
    assert '<div class="nhsuk-form-group nhsuk-form-group--error">' in found
    assert '<span class="nhsuk-error-message"><span class="nhsuk-u-visually-hidden">Error: </span>' in found


@pytest.mark.parametrize(
    ("name", "marked"),
    [("words", "nhsuk-textarea--error"), ("amount", "nhsuk-input--error"), ("kind", "nhsuk-select--error")],
)
def test_the_box_of_a_wrong_field_is_marked(name: str, marked: str) -> None:
    assert marked in html(name, {})


def test_hint_and_error_are_read_out_with_their_field() -> None:
    found = html("words", {})
    described = re.search(r'<textarea[^>]*aria-describedby="([^"]*)"', found)
    assert described is not None
    assert described[1].split() == ["id_words_helptext", "id_words_error"]
    assert 'id="id_words_helptext"' in found
    assert 'id="id_words_error"' in found


def test_hint_and_error_are_read_out_with_a_group_of_choices() -> None:
    assert '<fieldset class="nhsuk-fieldset" aria-describedby="id_way_helptext id_way_error">' in html("way", {})


def test_radios_carry_no_mark_that_their_role_does_not_know() -> None:
    assert "aria-invalid" not in html("way", {})


def test_a_field_that_may_stay_empty_says_so() -> None:
    assert "(optional)" in html("name")
    assert "(optional)" not in html("words")


def test_the_label_of_a_lone_box_stands_after_it() -> None:
    found = html("agreed")
    assert found.index("<input") < found.index("<label")


def test_hidden_fields_show_nothing() -> None:
    assert '<input type="hidden" name="token" id="id_token">' in Example().render()


def test_the_summary_leads_to_the_first_box_of_each_wrong_field() -> None:
    found = render_to_string("ui/components/error_summary.html", {"form": Example({"amount": "0"})})
    assert '<div class="nhsuk-error-summary" data-module="nhsuk-error-summary">' in found
    assert '<a href="#id_words">Words: ' in found
    assert '<a href="#id_way_0">Way: ' in found


def test_there_is_no_summary_without_errors() -> None:
    assert "nhsuk-error-summary" not in render_to_string("ui/components/error_summary.html", {"form": Example()})


def test_hostile_words_stay_words() -> None:
    found = html("name", {"name": '"><script>alert(1)</script>'})
    assert "<script>" not in found


class Asked(forms.Form):
    why = forms.CharField(label="Why?")
    name = forms.CharField(label="Name")


def test_the_summary_puts_no_colon_after_a_question() -> None:
    told = [wrong["message"] for wrong in wrongs(Asked({}))]
    assert told == ["Why? This field is required.", "Name: This field is required."]
