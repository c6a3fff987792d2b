"""Forms on phones in a workshop, for anybody in the room."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from seedbed.web.step5_agenda.workshop.prompts import LABELS
from seedbed.web.step5_agenda.workshop.scripts import Step
from seedbed.web.step5_agenda.workshop.sending import Told
from seedbed.web.step5_agenda.workshop_models import LONGEST_NOTE


class CodeForm(forms.Form):
    """The code on the big screen, typed."""

    code = forms.CharField(
        label=_("The code on the big screen"),
        help_text=_("Six letters and digits, such as KM4 7XQ."),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "nhsuk-input--width-10",
                "dir": "ltr",
            }
        ),
    )

    def clean_code(self) -> str:
        """Return the code without spaces, in capitals."""
        return plain_code(self.cleaned_data["code"])


class NoteForm(forms.Form):
    """A short note. Its token is made with it, so that a note that is sent twice is one."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("Your note"),
        help_text=_("A few words, one thing in each note. Write no names of people."),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 2, "autocomplete": "off"}),
    )
    direction = forms.ChoiceField(label=_("Which of these?"), required=False, widget=forms.RadioSelect)

    def __init__(self, sent: Any = None, *, step: Step) -> None:
        super().__init__(sent, initial={"token": uuid4()})
        if not step.directions:
            del self.fields["direction"]
            return
        field = self.fields["direction"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        offered = [(value, _now(LABELS[value])) for value in step.directions]
        field.choices = [*offered, ("", _now("I do not know"))]

    @property
    def told(self) -> Told:
        """What was sent, once it is valid."""
        told = self.cleaned_data
        return Told(told["token"], told["words"], told.get("direction", ""))


def plain_code(told: str) -> str:
    """Return a code as it is kept, however it was typed."""
    return "".join(each for each in told if each.isalnum()).upper()[:20]
