"""What people type to invite others and to open and join shifts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time, timedelta
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from seedbed.web.invitations.queries import in_order
from seedbed.web.invitations.shifts import LONGEST_FIRST_NAME, MOST_HELPERS, USUAL_HELPERS
from seedbed.web.people.apart import warnings_for
from seedbed.web.people.roles import HELPERS, ROLE_NAMES, Role
from seedbed.web.ui.widgets import DayInput

HOURS = (1, 2, 3, 4, 6, 8, 10, 12)
"""How long a shift may be chosen to last."""
USUAL_HOURS = 4


def role_choices(roles: Collection[Role]) -> list[tuple[str, str]]:
    """Return roles with what each is for, in the order of all forms."""
    return [
        (role.value, f"{gettext(ROLE_NAMES[role].title)}: {gettext(ROLE_NAMES[role].does)}") for role in in_order(roles)
    ]


def hour_choices() -> list[tuple[int, str]]:
    """Return how long a shift may last, in words."""
    return [(hours, ngettext("%(hours)s hour", "%(hours)s hours", hours) % {"hours": hours}) for hours in HOURS]


class PersonForm(forms.Form):
    """One person and the roles they are to have."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("They get a link there. Leave it empty to hand the link over yourself."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        help_text=_("One or several."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one role or several.")},
    )
    sure = forms.BooleanField(
        label=_("Give these roles to one person all the same"),
        help_text=_("Needed only where roles are chosen together that are usually kept apart."),
        required=False,
    )

    def __init__(self, *args: Any, givable: Collection[Role], **told: Any) -> None:
        super().__init__(*args, **told)
        self.fields["roles"].choices = role_choices(givable)  # type: ignore[attr-defined]

    def chosen(self) -> list[Role]:
        """Return the roles that were chosen, once valid."""
        return [Role(role) for role in self.cleaned_data["roles"]]

    def clean(self) -> dict[str, Any]:
        """Warn, in words, of roles that are usually kept apart; ticking that one is sure takes them."""
        cleaned = super().clean() or {}
        found = warnings_for([Role(role) for role in cleaned.get("roles", ())])
        if found and not cleaned.get("sure"):
            self.add_error(
                "sure", " ".join([*found, str(_("Choose fewer, or tick here if your team is too small for that."))])
            )
        return cleaned


class InviteForm(PersonForm):
    """One person, with the day on which their roles end."""

    until = forms.DateField(
        label=_("Last day"),
        help_text=_("If the roles are to end by themselves. Leave it empty if not."),
        required=False,
        widget=DayInput(),
    )
    field_order = ("name", "email", "roles", "until", "sure")

    def end(self) -> datetime | None:
        """Return the end of the last day, here."""
        day = self.cleaned_data["until"]
        if day is None:
            return None
        return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


class TeamRow(PersonForm):
    """A row of a team; without a name and an address it is left out, whatever roles are ticked in it."""

    def __init__(self, *args: Any, **told: Any) -> None:
        super().__init__(*args, **told)
        self.empty_permitted = True  # The rows that come ticked too, which Django takes for rows that must be filled.

    def has_changed(self) -> bool:
        """Say whether someone is named."""
        return any(str(self[name].data or "").strip() for name in ("name", "email"))


class BaseTeam(forms.BaseFormSet[TeamRow]):
    """A few people at once; rows without a name are left out."""

    def people(self) -> list[TeamRow]:
        """Return the rows that were filled in, once valid."""
        return [form for form in self.forms if form.has_changed()]

    def clean(self) -> None:
        """Need at least one person, and nobody twice."""
        if any(self.errors):
            return
        addresses = [form.cleaned_data["email"].lower() for form in self.people() if form.cleaned_data["email"]]
        if not self.people():
            raise forms.ValidationError(_("Nobody is named. Type the name of one person or several."))
        if len(set(addresses)) < len(addresses):
            raise forms.ValidationError(_("One e-mail address stands there twice. Give one person all their roles."))


TEAM: tuple[tuple[Role, ...], ...] = (
    (Role.COORDINATOR, Role.FACILITATOR),
    (Role.FACILITATOR, Role.ANALYST),
    (Role.STEWARD,),
    (),
)
"""A team of three, as the rows of the page are ticked at first: the steward works with nobody's words."""

TeamForm: type[BaseTeam] = cast(
    "type[BaseTeam]",
    forms.formset_factory(TeamRow, formset=BaseTeam, extra=len(TEAM), max_num=len(TEAM), validate_max=True),
)


class NewcomerForm(forms.Form):
    """What someone who is invited is called."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("As the people you work with know you."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class ShiftForm(forms.Form):
    """A shift of helpers."""

    role = forms.ChoiceField(label=_("What do they help with?"), widget=forms.RadioSelect)
    hours = forms.TypedChoiceField(
        label=_("How long does it last?"),
        coerce=int,
        initial=USUAL_HOURS,
    )
    most = forms.IntegerField(
        label=_("How many people may join?"),
        min_value=1,
        max_value=MOST_HELPERS,
        initial=USUAL_HELPERS,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input--width-3", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, givable: Collection[Role], **told: Any) -> None:
        super().__init__(*args, **told)
        self.fields["role"].choices = role_choices(HELPERS & set(givable))  # type: ignore[attr-defined]
        self.fields["hours"].choices = hour_choices()  # type: ignore[attr-defined]


class JoinForm(forms.Form):
    """A first name."""

    name = forms.CharField(
        label=_("First name"),
        help_text=_("So that whoever runs the shift knows who is here. Nothing else is asked."),
        max_length=LONGEST_FIRST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
