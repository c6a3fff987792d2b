"""The form that says which two maps stand side by side."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from seedbed.web.people.permissions import Visitor
from seedbed.web.step5_agenda.comparing.sides import NOW, ORIGINS, maps_beside, states_of
from seedbed.web.step5_agenda.models import SystemMap


class CompareForm(forms.Form):
    """A state of this map, and what stands beside it."""

    this = forms.ChoiceField(label=_("This map"))
    beside = forms.ChoiceField(
        label=_("Beside it"),
        help_text=_("What other people say on it, how it was on another day, or another map that you may see."),
    )

    def __init__(self, sent: Any, *, found: SystemMap, visitor: Visitor) -> None:
        super().__init__(sent, initial={"this": NOW, "beside": ORIGINS})
        states = states_of(found, *((sent or {}).get(name, "") for name in ("this", "beside")))
        origins = (ORIGINS, gettext("What residents said, beside what professionals said"))
        this, beside = self.fields["this"], self.fields["beside"]
        assert isinstance(this, forms.ChoiceField)  # noqa: S101 - for the type checker
        assert isinstance(beside, forms.ChoiceField)  # noqa: S101 - for the type checker
        this.choices = states
        beside.choices = [(gettext("The same map"), [origins, *states]), *maps_beside(found, visitor)]

    def clean(self) -> dict[str, Any]:
        """Ask for two that can differ."""
        found = super().clean() or self.cleaned_data
        this, beside = found.get("this"), found.get("beside")
        if this and this == beside:
            self.add_error("beside", _("Choose something else: nothing differs from itself."))
        if beside == ORIGINS and this not in {None, NOW}:
            self.add_error(
                "this", _("Who says so is known of the map as it is now. Choose that, or another beside it.")
            )
        return found
