"""The form of a signature."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SignForm(forms.Form):
    """Who signs, and what they read."""

    version = forms.CharField(max_length=64, widget=forms.HiddenInput)
    speaker = forms.CharField(
        label=_("Name of the speaker who signs"),
        help_text=_("Someone who speaks the language, has read every text and stands by it."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
