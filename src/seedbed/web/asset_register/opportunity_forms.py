"""What people send of opportunities."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from seedbed.web.asset_register.actions import ToldOpportunity
from seedbed.web.asset_register.forms import FEW_LINES, SaidByVoices, StandsElsewhere


class OpportunityForm(SaidByVoices):
    """What could be made of something, for whom, and who could do it."""

    name = forms.CharField(
        label=_("What could be done?"),
        max_length=200,
        help_text=_("In a few words, such as: the hall is empty on Sundays and could host a lunch club."),
    )
    for_whom = forms.CharField(
        label=_("Whom would it help?"),
        max_length=500,
        required=False,
        help_text=_("People, in words; never one person."),
    )
    who_could = forms.CharField(label=_("Who could do it?"), max_length=300, required=False)
    what_it_takes = forms.CharField(label=_("What would it take?"), max_length=5000, required=False, widget=FEW_LINES)

    def told(self) -> ToldOpportunity:
        """Return what was sent."""
        names = ("name", "for_whom", "who_could", "what_it_takes")
        return ToldOpportunity(**{name: self.cleaned_data[name] for name in names})


class OpportunityElsewhereForm(StandsElsewhere, OpportunityForm):
    """An opportunity in an organisation, a policy, a procedure or a contract."""
