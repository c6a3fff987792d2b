"""Forms of events: what is planned and promised, who came, what it cost, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from seedbed.web.listening.event_models import CostKind, Event, EventKind, LivesHere, Payment, Sector
from seedbed.web.listening.events import Cost, EventTold
from seedbed.web.ui.widgets import DayInput

COST_LINES = 8
"""Lines that the form offers."""
LONGEST = timedelta(hours=16)
"""From its beginning to its end: one that ends at an earlier hour than it begins goes on after midnight."""
_TEXT = {"dir": "auto"}
_NARROW = {"class": "nhsuk-input--width-5", "inputmode": "numeric"}


class EventForm(forms.Form):
    """What is planned and promised."""

    name = forms.CharField(label=_("What it is called"), max_length=200)
    held_on = forms.DateField(label=_("On which day"), widget=DayInput())
    begins = forms.TimeField(
        label=_("When it begins"),
        help_text=_("Such as 10:30. Invitations and what is printed say it."),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs=_NARROW),
    )
    ends = forms.TimeField(
        label=_("When it ends"), required=False, widget=forms.TimeInput(format="%H:%M", attrs=_NARROW)
    )
    kind = forms.ChoiceField(label=_("What kind of event it is"), choices=EventKind.choices)
    venue = forms.CharField(label=_("Where"), max_length=200, required=False)
    access = forms.CharField(
        label=_("Access"),
        help_text=_("Steps, toilets, hearing loop, quiet room, interpreters, childcare."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={**_TEXT, "rows": 3}),
    )
    planned_people = forms.IntegerField(
        label=_("How many people it is planned for"), required=False, min_value=0, max_value=100_000
    )
    team = forms.CharField(
        label=_("Who of the team is there"),
        help_text=_("And what each does, such as who talks and who writes down. The public page does not say it."),
        max_length=300,
        required=False,
    )
    open_to_change = forms.CharField(
        label=_("What is open to change"),
        help_text=_("And what is not. Everyone sees this."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={**_TEXT, "rows": 3}),
    )
    budget = forms.CharField(label=_("What money there is"), max_length=300, required=False)
    who_decides = forms.CharField(label=_("Who decides"), max_length=300, required=False)
    hear_back_by = forms.DateField(label=_("By when people hear back"), widget=DayInput(), required=False)
    payment = forms.MultipleChoiceField(
        label=_("What people may be given for their time"),
        help_text=_("Money or vouchers can change benefits. The public page says so, and nobody has to take anything."),
        choices=Payment.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        """Put day and hours together, and refuse an end without a beginning or an answer before the day."""
        told = super().clean() or {}
        day, begins, ends = told.get("held_on"), told.get("begins"), told.get("ends")
        if ends and not begins and "begins" not in self.errors:
            self.add_error("begins", _("Say when it begins, too."))
        told["starts_at"], told["ends_at"] = _hours(day, begins, ends)
        if told["ends_at"] and told["ends_at"] - told["starts_at"] > LONGEST:
            self.add_error("ends", _("It ends before it begins. Give a later end."))
        if day and told.get("hear_back_by") and told["hear_back_by"] < day:
            self.add_error("hear_back_by", gettext("This is before its day. Give its own day, or a later one."))
        return told

    def told(self, languages: Sequence[str] = ()) -> EventTold:
        """Return what was told, with the languages that are known already."""
        told = {name: value for name, value in self.cleaned_data.items() if name not in {"begins", "ends"}}
        return EventTold(**told, languages=languages)


def _hours(day: date | None, begins: time | None, ends: time | None) -> tuple[datetime | None, datetime | None]:
    """Return beginning and end; an end at an earlier hour is on the next day."""
    if day is None or begins is None:
        return None, None
    starts_at = timezone.make_aware(datetime.combine(day, begins))
    if ends is None:
        return starts_at, None
    # The last day that there is has no next.
    later = timedelta(days=ends <= begins and day < date.max)
    return starts_at, timezone.make_aware(datetime.combine(day + later, ends))


def initial_of(event: Event) -> dict[str, Any]:
    """Return what is kept of an event, for its form."""
    names = [name for name in EventForm.base_fields if name not in {"name", "held_on", "begins", "ends"}]
    payload = event.bead.payload
    return {
        "name": payload["name"],
        "held_on": payload["held_on"],
        "begins": _hour(event.starts_at),
        "ends": _hour(event.ends_at),
        **{name: getattr(event, name) for name in names},
    }


def _hour(at: datetime | None) -> time | None:
    return timezone.localtime(at).time() if at else None


class AttendForm(forms.Form):
    """How many came."""

    people = forms.IntegerField(label=_("How many people"), min_value=1, max_value=100_000)
    sector = forms.ChoiceField(label=_("For whom they came"), choices=Sector.choices, initial=Sector.NOT_TOLD.value)
    resident = forms.ChoiceField(
        label=_("Whether they live here"), choices=LivesHere.choices, initial=LivesHere.NOT_TOLD.value
    )


class CostForm(forms.Form):
    """One line of costs, in pounds."""

    kind = forms.ChoiceField(label=_("For what"), choices=[("", "–"), *CostKind.choices], required=False)
    what = forms.CharField(label=_("More exactly"), max_length=200, required=False)
    planned = forms.DecimalField(
        label=_("Planned, in pounds"), min_value=0, max_value=10**9, decimal_places=2, required=False
    )
    actual = forms.DecimalField(
        label=_("As it was, in pounds"), min_value=0, max_value=10**9, decimal_places=2, required=False
    )

    def clean(self) -> dict[str, Any]:
        """Ask for what it is for, once an amount is given."""
        told = super().clean() or {}
        if not told.get("kind") and (told.get("planned") is not None or told.get("actual") is not None):
            self.add_error("kind", _("Say what it is for."))
        return told

    def cost(self) -> Cost | None:
        """Return the line; None where nothing was filled in."""
        told = self.cleaned_data
        pence = {
            name: None if told[name] is None else int(told[name] * 100)  # exact: two decimal places
            for name in ("planned", "actual")
        }
        return Cost(told["kind"], told["what"], **pence) if told["kind"] else None


CostFormSet = forms.formset_factory(CostForm, extra=COST_LINES, max_num=40, validate_max=True)


class CloseForm(forms.Form):
    """How it ended."""

    deviations = forms.CharField(
        label=_("What went otherwise than planned"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={**_TEXT, "rows": 3}),
    )
    heard_back_on = forms.DateField(label=_("When people heard back"), widget=DayInput(), required=False)
