"""The form with which anybody answers at an exhibition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seedbed.web.consent.models import ConsentScope
from seedbed.web.walks.actions import LONGEST_ANSWER
from seedbed.web.walks.forms import FREE, NAMED


class AnswerForm(forms.Form):
    """What somebody answers at an exhibition, with what they agree to."""

    words = forms.CharField(
        label=_("What does this make you think of?"),
        help_text=_("In any language. Please name nobody."),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={**FREE, "rows": 4}),
    )
    language = forms.ChoiceField(label=_("In which language did you write?"))
    takes_part = forms.BooleanField()
    public_display = forms.BooleanField(required=False)
    grown_up = forms.BooleanField(
        label=_("I am 16 or older"), help_text=_("If you are younger, tell the people here: they will write it down.")
    )

    def __init__(self, *args: Any, sentences: Mapping[str, str], language: str, **told: Any) -> None:
        super().__init__(*args, **told)
        self.fields["language"].choices = NAMED  # type: ignore[attr-defined]
        self.fields["language"].initial = language
        self.fields["takes_part"].label = sentences[ConsentScope.TAKE_PART.value]
        self.fields["public_display"].label = sentences[ConsentScope.PUBLIC_DISPLAY.value]

    @property
    def scopes(self) -> list[str]:
        """What they agreed to, once the form is valid."""
        shown = [ConsentScope.PUBLIC_DISPLAY.value] if self.cleaned_data["public_display"] else []
        return [ConsentScope.TAKE_PART.value, *shown]
