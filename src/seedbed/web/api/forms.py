"""What someone chooses for a new token."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from seedbed.web.api.actions import LONGEST_DAYS
from seedbed.web.people.models import Scope
from seedbed.web.people.roles import PERMISSION_NAMES, Permission

DAYS = (7, 30, 90, LONGEST_DAYS)


class NewTokenForm(forms.Form):
    """Name, place, what it may do, and for how long."""

    name = forms.CharField(label=_("What is it for?"), max_length=100, help_text=_("Such as: monthly report."))
    scope = forms.ModelChoiceField(label=_("Where may it work?"), queryset=Scope.objects.none(), empty_label=None)
    permissions = forms.MultipleChoiceField(
        label=_("What may it do?"),
        help_text=_("At most what you may do there yourself. Choose as little as will do."),
        initial=[Permission.SEE_PLACE.value],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(
        label=_("For how long?"),
        choices=[(days, _("%(days)s days") % {"days": days}) for days in DAYS],
        coerce=int,
        initial=90,
        widget=forms.RadioSelect,
    )

    def __init__(self, places: Iterable[Scope], offered: Iterable[Permission], *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        self.fields["scope"].queryset = places  # type: ignore[attr-defined]
        self.fields["permissions"].choices = [  # type: ignore[attr-defined]
            (each.value, PERMISSION_NAMES[each]) for each in offered
        ]

    def chosen(self) -> frozenset[Permission]:
        """Return the chosen permissions."""
        return frozenset(Permission(value) for value in self.cleaned_data["permissions"])
