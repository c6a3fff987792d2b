"""What people type to start a place."""

from __future__ import annotations

from django import forms


class NameForm(forms.Form):
    """The name of a place. What a name may hold is the action's to say."""

    name = forms.CharField(label="Name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class ProgrammeForm(NameForm):
    """One run of the process."""

    invented = forms.BooleanField(
        label="Made up for practice",
        help_text="Every page of it then says that nobody in it is real.",
        required=False,
    )
