"""Forms of subsystems, submaps and layouts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seedbed.web.step5_agenda.arranging.looks import colours
from seedbed.web.step5_agenda.edited import SEEN, EditedForm
from seedbed.web.step5_agenda.models import MapFactor
from seedbed.web.step5_agenda.shared.document import LONGEST_NAME, is_key

FREE = {"dir": "auto"}


def _name(label: Any, example: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=example, max_length=LONGEST_NAME, widget=forms.TextInput(attrs=FREE))


class Members(forms.MultipleChoiceField):
    """Ticked factors; one that was taken off the map since the page was shown is no mistake of who ticks another."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: Any) -> bool:
        """Take every key: those of no factor are left out where they are kept."""
        return is_key(value)


class EntryForm(EditedForm):
    """A subsystem, a submap or a layout, of a map with these factors."""

    def __init__(self, sent: Any, *, factors: list[MapFactor], held: Mapping[str, Any] | None = None) -> None:
        initial = {name: value for name, value in (held or {}).items() if name in self.base_fields}
        choices = {str(each.key): each.name for each in factors if each.name}
        if "factors" in initial:
            # Who is not asked about a factor, such as one without a name, cannot have unticked it.
            initial["factors"] = [key for key in initial["factors"] if key in choices]
        super().__init__(sent, initial=initial)
        field = self.fields.get("factors")
        if isinstance(field, Members):
            field.choices = list(choices.items())
        if held is not None:
            self.remember(initial)

    @property
    def changed(self) -> dict[str, Any]:
        """What differs from what the page showed; ``factors`` is in it only where that is not known."""
        told = super().changed
        if self._shown is not None:
            told.pop("factors", None)
        return told

    @property
    def members(self) -> dict[str, bool]:
        """Each factor that was ticked (True) or unticked on the page, once the form is valid."""
        if self._shown is None:
            return {}
        sent = frozenset(self.cleaned_data["factors"])
        return {key: key in sent for key in sorted(sent ^ self._shown)}

    @property
    def _shown(self) -> frozenset[str] | None:
        """The factors that were ticked when the page was shown; None where that is not known."""
        seen = self.cleaned_data.get(SEEN)
        factors = seen.get("factors") if isinstance(seen, dict) else None
        return frozenset(map(str, factors)) if isinstance(factors, list) and "factors" in self.fields else None


class SubsystemForm(EntryForm):
    """A part of the system that factors belong to."""

    name = _name(_("What is the part called?"), _("For example: homes, money, getting about."))
    colour = forms.TypedChoiceField(
        label=_("Colour and mark"),
        help_text=_("The mark stands before each of its factors, so that nobody needs to see the colour."),
        choices=colours,
        coerce=int,
        initial="0",
    )


class SubmapForm(EntryForm):
    """Some of a map's factors, shown alone."""

    name = _name(_("What is the smaller map called?"), _("For example: what the landlord can change."))
    factors = Members(label=_("Which factors are on it?"), choices=())


class LayoutForm(EntryForm):
    """A way of placing the factors."""

    name = _name(_("What is the arrangement called?"), _("For example: as on the wall of the workshop."))


FORMS: Mapping[str, type[EntryForm]] = {"subsystems": SubsystemForm, "submaps": SubmapForm, "layouts": LayoutForm}
