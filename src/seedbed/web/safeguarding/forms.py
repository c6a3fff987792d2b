"""Forms of safeguarding: a concern, what was done about it, and who hears of concerns."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from seedbed.web.safeguarding.actions import LONGEST, Planned
from seedbed.web.safeguarding.models import MOST_DAYS, Plan
from seedbed.web.safeguarding.queries import may_be_named

PRIVATE = {"autocomplete": "off", "dir": "auto"}


class ConcernForm(forms.Form):
    """A concern; both may stay empty, so that one tap is enough."""

    words = forms.CharField(
        label=_("What worries you?"),
        help_text=_("What you saw or heard, and about whom. You may leave it empty: the lead then asks you."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={**PRIVATE, "rows": 5}),
    )
    reach = forms.CharField(
        label=_("How can the lead reach you today?"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=PRIVATE),
    )


class ActedForm(forms.Form):
    """What was done."""

    note = forms.CharField(
        label=_("What did you do?"),
        help_text=_("Only you read this, and the deputy where they stand in."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={**PRIVATE, "rows": 3}),
    )


class PlanForm(forms.Form):
    """Who hears of concerns, whom to ring, and for how long concerns are kept."""

    lead = forms.ModelChoiceField(
        label=_("Lead"), queryset=User.objects.none(), required=False, empty_label=_("Nobody yet")
    )
    deputy = forms.ModelChoiceField(
        label=_("Deputy"),
        help_text=_("Reminded when nobody has opened a concern for a day; can open it from then on."),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody"),
    )
    phone = forms.CharField(
        label=_("Number that helpers ring"),
        help_text=_("The lead's, or of an office where somebody answers."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel", "dir": "ltr", "class": "nhsuk-input--width-20"}),
    )
    local_numbers = forms.CharField(
        label=_("Local numbers"),
        help_text=_("One line each, such as: Adult social care, day and night: 01632 960 123"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    days = forms.IntegerField(
        label=_("Days that a concern is kept after the lead acted on it"),
        min_value=1,
        max_value=MOST_DAYS,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input--width-4", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, neighbourhood: Neighbourhood, plan: Plan, **told: Any) -> None:
        names = ("lead", "deputy", "phone", "local_numbers", "days")
        super().__init__(*args, **told | {"initial": {name: getattr(plan, name) for name in names}})
        people = User.objects.filter(pk__in=[each.pk for each in may_be_named(neighbourhood)]).order_by("name", "pk")
        for name in ("lead", "deputy"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]

    @property
    def planned(self) -> Planned:
        """What the plan is to say."""
        return Planned(**self.cleaned_data)
