"""What people type to start a place."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class NameForm(forms.Form):
    """The name of a place. What a name may hold is the action's to say."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class ProgrammeForm(NameForm):
    """One run of the process."""

    invented = forms.BooleanField(
        label=_("Made up for practice"),
        help_text=_("Every page of it then says that nobody in it is real."),
        required=False,
    )
