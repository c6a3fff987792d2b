"""What people choose to find entries of the audit trail."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from seedbed.web.people.audit_words import WORDS, in_words
from seedbed.web.people.models import Scope
from seedbed.web.people.trail import THE_SITE, Wanted, people_on
from seedbed.web.ui.widgets import DayInput

NO_SUCH_DAY = _("There is no such day. Give day, month and year, such as 14 3 2026.")


class FindEventsForm(forms.Form):
    """Who, what, when and of what."""

    who = forms.ChoiceField(label=_("Who"), required=False)
    what = forms.ChoiceField(label=_("What"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=DayInput(), error_messages={"invalid": NO_SUCH_DAY})
    until = forms.DateField(label=_("To"), required=False, widget=DayInput(), error_messages={"invalid": NO_SUCH_DAY})
    subject = forms.CharField(
        label=_("Of what"), help_text=_("As the list shows it, such as contribution:12."), required=False, max_length=60
    )

    def __init__(self, *args: Any, scope: Scope, **told: Any) -> None:
        super().__init__(*args, **told)
        who, what = self.fields["who"], self.fields["what"]
        people = [(str(person.pk), person.name) for person in people_on(scope)]
        if isinstance(who, forms.ChoiceField) and isinstance(what, forms.ChoiceField):
            who.choices = [("", gettext("Anyone")), (THE_SITE, gettext("The site itself")), *people]
            what.choices = [("", gettext("Anything")), *_actions()]

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        chosen = super().clean() or {}
        since, until = chosen.get("since"), chosen.get("until")
        if since and until and since > until:
            self.add_error("until", gettext("This is before the first day. Give a later day."))
        return chosen

    def clean_subject(self) -> str:
        """Return of what, without signs that no entry holds."""
        return str(self.cleaned_data["subject"]).replace("\x00", "")

    @property
    def wanted(self) -> Wanted:
        """What was chosen; nothing where it will not do."""
        if not self.is_valid():
            return Wanted()
        chosen = self.cleaned_data
        return Wanted(chosen["who"], chosen["what"], chosen["since"], chosen["until"], chosen["subject"])


def _actions() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return all actions, grouped by their room."""
    rooms = groupby(sorted(WORDS), key=lambda action: action.partition(".")[0])
    return [(room, [(action, in_words(action)) for action in actions]) for room, actions in rooms]
