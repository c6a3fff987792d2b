"""Forms of receipts: the number, and the second half that opens the words."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from seedbed.errors import UsageError
from seedbed.web.consent.numbers import read_number
from seedbed.web.ui.refusals import in_one_line


class NumberForm(forms.Form):
    """The number of a receipt."""

    number = forms.CharField(
        label=_("The number on your receipt"),
        help_text=_("Twelve digits, such as 4821 0937 5567."),
        max_length=60,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "nhsuk-input--width-20", "dir": "ltr"}
        ),
    )

    def clean_number(self) -> str:
        """Return the plain number; its check digit finds slips before anyone looks."""
        try:
            return read_number(self.cleaned_data["number"])
        except UsageError as error:
            raise forms.ValidationError(in_one_line(error)) from error


class SecondHalfForm(forms.Form):
    """The second half of a receipt."""

    second_half = forms.CharField(
        label=_("The second half of your receipt"),
        help_text=_("Four groups of four letters and digits. Nobody but you has it."),
        max_length=60,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "nhsuk-input--width-20",
                "dir": "ltr",
            }
        ),
    )
