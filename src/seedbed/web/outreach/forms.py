"""Forms of approaches and invitations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from seedbed.web.golden_thread.models import Bead
from seedbed.web.outreach.badge_words import WORN
from seedbed.web.outreach.models import How, Outcome
from seedbed.web.ui.widgets import DayInput

SIZES = ("A5", "A4")
"""Paper of flyers."""
MOST = 100
"""Badges at once: somebody waits for them."""


class ApproachForm(forms.Form):
    """An approach to be noted; an organisation that is not in the list is named."""

    organisation = forms.ChoiceField(label=_("Which organisation?"), required=False)
    new_name = forms.CharField(label=_("Or a new one, by name"), required=False, max_length=200)
    how = forms.ChoiceField(label=_("How?"), choices=How.choices)
    on = forms.DateField(label=_("On which day?"), widget=DayInput)
    outcome = forms.ChoiceField(label=_("What came of it?"), choices=Outcome.choices)
    ask_again_on = forms.DateField(label=_("Ask again on (if so)"), required=False, widget=DayInput)

    def __init__(self, data: Any, organisations: Sequence[Bead]) -> None:
        super().__init__(data)
        choices = [(str(each.pk), str(each.payload["name"])) for each in organisations]
        self.fields["organisation"] = forms.ChoiceField(
            label=_("Which organisation?"), required=False, choices=[("", _("a new one")), *choices]
        )

    def clean(self) -> dict[str, Any]:
        """Need one of the list or a name, not both."""
        told = super().clean() or {}
        if bool(told.get("organisation")) == bool(str(told.get("new_name", "")).strip()):
            self.add_error("organisation", _("Choose an organisation, or name a new one."))
        return told


class InviteForm(forms.Form):
    """Whom to invite."""

    organisations = forms.MultipleChoiceField(
        label=_("Which organisations?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    flyer = forms.BooleanField(label=_("Make a flyer for everybody"), required=False)

    def __init__(self, data: Any, organisations: Sequence[Bead]) -> None:
        super().__init__(data)
        choices = [(str(each.pk), str(each.payload["name"])) for each in organisations]
        self.fields["organisations"] = forms.MultipleChoiceField(
            label=_("Which organisations?"), widget=forms.CheckboxSelectMultiple, required=False, choices=choices
        )


class PaperForm(forms.Form):
    """On which paper, and in which language, an invitation or a flyer is printed."""

    size = forms.ChoiceField(label=_("Paper"), choices=[(size, size) for size in SIZES], widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"size": "A5", "language": settings.LANGUAGE_CODE})


class BadgesForm(forms.Form):
    """How many badges of each role."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"language": settings.LANGUAGE_CODE})
        for role, worn in WORN.items():
            self.fields[role] = forms.IntegerField(
                label=gettext(worn.title),
                help_text=gettext(worn.does),
                required=False,
                min_value=0,
                max_value=MOST,
                widget=forms.NumberInput(attrs={"class": "nhsuk-input--width-3"}),
            )

    def wanted(self) -> dict[str, int]:
        """Return how many of each role; those alone of which there are any."""
        return {role: many for role in WORN if (many := self.cleaned_data.get(role))}

    def clean(self) -> dict[str, Any]:
        """Need some, and not too many to lay out while somebody waits."""
        told = super().clean() or {}
        many = sum(self.wanted().values())
        if not self.errors and not many:
            self.add_error("facilitator", _("Say how many badges you want, for one role at least."))
        if many > MOST:
            self.add_error(
                "facilitator",
                forms.ValidationError(
                    _("These are %(many)s badges. Print at most %(most)s at once."),
                    params={"many": many, "most": MOST},
                ),
            )
        return told
