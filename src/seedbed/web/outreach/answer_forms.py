"""The form with which an organisation answers an invitation."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from seedbed.web.outreach.answer_words import Answer, Needs

_NARROW = {"class": "nhsuk-input--width-5", "inputmode": "numeric"}


class AnswerForm(forms.Form):
    """An organisation's answer."""

    answer = forms.ChoiceField(label=_("Will you come?"), choices=Answer.choices, widget=forms.RadioSelect)
    people = forms.IntegerField(
        label=_("How many people?"),
        required=False,
        min_value=1,
        max_value=500,
        widget=forms.TextInput(attrs=_NARROW),
    )
    needs = forms.MultipleChoiceField(
        label=_("What helps you to take part?"),
        choices=Needs.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
