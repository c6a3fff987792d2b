"""Forms of shifts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from seedbed.web.capture.asked import CATEGORIES, PROMPTS
from seedbed.web.listening.event_forms import EventForm
from seedbed.web.step2_listen.actions import LONGEST_NAME, PlannedShift
from seedbed.web.step2_listen.models import CHECK_IN_EVERY
from seedbed.web.ui.widgets import DayInput

LONGEST_HOURS = 12
PROMISED = ("access", "open_to_change", "budget", "who_decides", "hear_back_by")
"""What is told and promised of every event, a shift too."""
_NARROW = {"class": "nhsuk-input--width-5", "inputmode": "numeric"}
_TELEPHONE = {"class": "nhsuk-input--width-20", "inputmode": "tel", "dir": "ltr", "autocomplete": "off"}


FOLDED = (
    (_("Who goes out, and whom they call for help"), ("pairs", "lead_phone", "check_in_every")),
    (_("What they ask, and what stickers stand for"), ("prompts", "categories")),
    (_("What people are told and promised"), PROMISED),
)
"""What is filled in already or may stay empty, by what it is about: a shift can be planned without looking at it."""


@dataclass(frozen=True, slots=True)
class Folded:
    """Some questions under one heading, to be unfolded; they are open where something is wrong or was changed."""

    title: str
    fields: tuple[BoundField, ...]
    open: bool


class ShiftForm(forms.Form):
    """A shift to be planned."""

    name = forms.CharField(
        label=_("What is it called?"), help_text=_("Such as: Market, Tuesday morning."), max_length=120
    )
    venue = forms.CharField(
        label=_("Where is it?"), help_text=_("Somewhere easy to find, such as: outside the library."), max_length=200
    )
    day = forms.DateField(label=_("On which day?"), widget=DayInput, initial=timezone.localdate)
    begins = forms.TimeField(
        label=_("When does it begin?"), help_text=_("Such as 10:30."), widget=forms.TextInput(attrs=_NARROW)
    )
    hours = forms.IntegerField(
        label=_("How many hours does it last?"),
        min_value=1,
        max_value=LONGEST_HOURS,
        initial=3,
        widget=forms.TextInput(attrs=_NARROW),
    )
    pairs = forms.CharField(
        label=_("Who goes out?"),
        help_text=_("One pair a line, by first names: who talks, a comma, who records. Such as: Sam, Ola."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    prompts = forms.CharField(
        label=_("What do they ask?"), help_text=_("One question a line."), widget=forms.Textarea(attrs={"rows": 7})
    )
    categories = forms.CharField(
        label=_("What do stickers stand for?"),
        help_text=_("One a line."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    check_in_every = forms.IntegerField(
        label=_("How often does each pair say that they are both safe?"),
        help_text=_("In minutes: 60 is every hour."),
        min_value=5,
        max_value=240,
        initial=CHECK_IN_EVERY,
        widget=forms.TextInput(attrs=_NARROW),
    )

    lead_phone = forms.CharField(
        label=_("Which number do pairs call when they need help?"),
        help_text=_(
            "A work phone of whoever leads the shift. It is on the phones of the shift, also without a network, "
            "and is deleted 60 days afterwards."
        ),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs=_TELEPHONE),
    )

    access = EventForm.base_fields["access"]
    open_to_change = EventForm.base_fields["open_to_change"]
    budget = EventForm.base_fields["budget"]
    who_decides = EventForm.base_fields["who_decides"]
    hear_back_by = EventForm.base_fields["hear_back_by"]

    def __init__(self, *args: Any, **told: Any) -> None:
        super().__init__(*args, **told)
        # Lines end as browsers send them, so that what nobody touched does not count as changed.
        self.fields["prompts"].initial = "\r\n".join(PROMPTS)
        self.fields["categories"].initial = "\r\n".join(CATEGORIES)

    @property
    def needed(self) -> list[BoundField]:
        """The questions without which no shift can be planned."""
        folded = {name for _title, names in FOLDED for name in names}
        return [field for field in self if field.name not in folded]

    @property
    def folded(self) -> list[Folded]:
        """All other questions."""
        touched = {*self.errors, *self.changed_data} if self.is_bound else set()
        return [
            Folded(str(title), tuple(self[name] for name in names), not touched.isdisjoint(names))
            for title, names in FOLDED
        ]

    def clean_pairs(self) -> list[tuple[str, str]]:
        """Return the two names of each line."""
        found = []
        for line in self.cleaned_data["pairs"].splitlines():
            names = [name.strip() for name in line.split(",")]
            if not line.strip():
                continue
            if len(names) != 2 or not all(names) or max(map(len, names)) > LONGEST_NAME:
                raise forms.ValidationError(gettext("Write two first names a line, with a comma between them."))
            found.append((names[0], names[1]))
        return found

    def clean_hear_back_by(self) -> date | None:
        """Return the day of the answer, which is not before that of the shift."""
        day, answered = self.cleaned_data.get("day"), self.cleaned_data["hear_back_by"]
        if day and answered and answered < day:
            raise forms.ValidationError(gettext("This is before its day. Give its own day, or a later one."))
        return cast("date | None", answered)

    @property
    def planned(self) -> PlannedShift:
        """What was planned, once the form is valid."""
        told = self.cleaned_data
        begins = timezone.make_aware(datetime.combine(told["day"], told["begins"]))
        return PlannedShift(
            name=told["name"],
            venue=told["venue"],
            starts_at=begins,
            ends_at=begins + timedelta(hours=told["hours"]),
            pairs=told["pairs"],
            prompts=told["prompts"].splitlines(),
            categories=told["categories"].splitlines(),
            check_in_every=told["check_in_every"],
            lead_phone=told["lead_phone"],
            **{name: told[name] for name in PROMISED},
        )


class PhonesForm(forms.Form):
    """How many phones may join."""

    most = forms.IntegerField(
        label=_("How many phones may join?"),
        min_value=1,
        max_value=100,
        initial=10,
        widget=forms.TextInput(attrs=_NARROW),
    )


class LeadPhoneForm(forms.Form):
    """Another number to call."""

    lead_phone = ShiftForm.base_fields["lead_phone"]


class DayForm(forms.Form):
    """The day of an evening's page."""

    day = forms.DateField(required=False)


class RescueForm(forms.Form):
    """A rescue file from a phone."""

    file = forms.FileField(
        label=_("Rescue file"), help_text=_("A file that a phone of a shift saved; its name begins seedbed-rescue.")
    )
