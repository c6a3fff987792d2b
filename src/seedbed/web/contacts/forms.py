"""Forms of contacts: a participant's number, how to reach them, what to find them by, how long to keep it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seedbed.errors import UserError
from seedbed.web.consent.models import Participant
from seedbed.web.consent.numbers import read_number
from seedbed.web.consent.tokens import read_token
from seedbed.web.contacts.models import MOST_MONTHS
from seedbed.web.contacts.reach import Reach
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.refusals import in_one_line

PRIVATE = {"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}
"""Nothing of it stays in the browser of whoever types it for somebody else."""


class ParticipantField(forms.CharField):
    """The number on somebody's card."""

    def __init__(self, **told: Any) -> None:
        told.setdefault("label", _("Their number"))
        told.setdefault("help_text", _("It stands on their card, such as 7K3M-Q0ZD-W8RT-4CXA."))
        widget = forms.TextInput(attrs={**PRIVATE, "class": "nhsuk-input--width-20"})
        super().__init__(max_length=60, widget=widget, **told)


def participant_here(neighbourhood: Neighbourhood, typed: str) -> Participant:
    """Return the participant of a neighbourhood with this number.

    Raises
    ------
    ValidationError
        If there is none; it does not tell whether there is one elsewhere.
    """
    found = Participant.objects.filter(pk=read_token(typed), neighbourhood=neighbourhood).first()
    if found is None:
        raise forms.ValidationError(
            _("Nobody here has this number. Look at the card again; signs that look alike are read alike.")
        )
    return found


class ContactForm(forms.Form):
    """How to reach one participant."""

    number = ParticipantField()
    phone = forms.CharField(
        label=_("Phone number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={**PRIVATE, "inputmode": "tel", "class": "nhsuk-input--width-20"}),
    )
    email = forms.CharField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs={**PRIVATE, "inputmode": "email"}),
    )

    def __init__(self, *args: Any, neighbourhood: Neighbourhood, **told: Any) -> None:
        super().__init__(*args, **told)
        self.neighbourhood = neighbourhood
        self.reach = Reach()

    def clean_number(self) -> Participant:
        """Return who it is."""
        return participant_here(self.neighbourhood, self.cleaned_data["number"])

    def clean(self) -> dict[str, Any]:
        """Read both; one is enough."""
        cleaned = super().clean() or {}
        try:
            self.reach = Reach.typed(cleaned.get("phone", ""), cleaned.get("email", ""))
        except UserError as error:
            field = "email" if "e-mail address will" in error.what else "phone"
            self.add_error(field, in_one_line(error))
        return cleaned


class FindForm(forms.Form):
    """A number or address to find somebody by."""

    typed = forms.CharField(
        label=_("Find by phone number or e-mail address"),
        help_text=_("All of it, exactly. Parts find nothing: what is kept cannot be read here."),
        max_length=254,
        widget=forms.TextInput(attrs={**PRIVATE, "class": "nhsuk-input--width-20"}),
    )


class EverythingForm(forms.Form):
    """Whose everything is handed out: by their receipt with both halves, or by their number."""

    receipt = forms.CharField(
        label=_("Number of their receipt"),
        help_text=_("Twelve digits. Type the second half too: it shows that the receipt is theirs."),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={**PRIVATE, "inputmode": "numeric", "class": "nhsuk-input--width-20"}),
    )
    second_half = forms.CharField(
        label=_("Second half of their receipt"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={**PRIVATE, "class": "nhsuk-input--width-20"}),
    )
    number = ParticipantField(
        label=_("Or their number as a participant"),
        help_text=_("It stands on their card. Be sure that whoever asks is that person."),
        required=False,
    )

    def __init__(self, *args: Any, neighbourhood: Neighbourhood, **told: Any) -> None:
        super().__init__(*args, **told)
        self.neighbourhood = neighbourhood

    def clean_receipt(self) -> str:
        """Return the plain number; its check digit finds slips."""
        typed: str = self.cleaned_data["receipt"]
        try:
            return read_number(typed) if typed else ""
        except UserError as error:
            raise forms.ValidationError(in_one_line(error)) from error

    def clean_number(self) -> Participant | None:
        """Return who it is, if a number was typed."""
        typed: str = self.cleaned_data["number"]
        return participant_here(self.neighbourhood, typed) if typed else None

    def clean(self) -> dict[str, Any]:
        """Need one of the two ways, and the receipt whole."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        if bool(cleaned["receipt"]) != bool(cleaned["second_half"]):
            missing = "second_half" if cleaned["receipt"] else "receipt"
            self.add_error(missing, _("A receipt counts only with both halves. Type this one too."))
        elif not cleaned["receipt"] and cleaned["number"] is None:
            self.add_error("receipt", _("Nobody is named. Type both halves of a receipt, or a number."))
        elif cleaned["receipt"] and cleaned["number"] is not None:
            self.add_error("number", _("Two people may be named. Type a receipt or a number, not both."))
        return cleaned


class RetentionForm(forms.Form):
    """How long how to reach people is kept."""

    months = forms.IntegerField(
        label=_("Months after the last reply"),
        min_value=1,
        max_value=MOST_MONTHS,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input--width-3", "inputmode": "numeric"}),
    )
