"""Forms of kiosks."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

_NARROW = {"class": "nhsuk-input--width-5", "inputmode": "numeric"}
LONGEST_DAYS, MOST_KIOSKS = 31, 50


class CodeForm(forms.Form):
    """A code by which kiosks join."""

    days = forms.IntegerField(
        label=_("For how many days may kiosks join?"),
        help_text=_("Kiosks that joined go on after that."),
        min_value=1,
        max_value=LONGEST_DAYS,
        initial=1,
        widget=forms.TextInput(attrs=_NARROW),
    )
    most = forms.IntegerField(
        label=_("How many kiosks?"),
        min_value=1,
        max_value=MOST_KIOSKS,
        initial=1,
        widget=forms.TextInput(attrs=_NARROW),
    )
