"""Forms of subsystems, submaps and layouts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seedbed.web.step5_agenda.arranging.looks import colours
from seedbed.web.step5_agenda.edited import EditedForm
from seedbed.web.step5_agenda.models import MapFactor
from seedbed.web.step5_agenda.shared.document import LONGEST_NAME

FREE = {"dir": "auto"}


def _name(label: Any, example: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=example, max_length=LONGEST_NAME, widget=forms.TextInput(attrs=FREE))


class EntryForm(EditedForm):
    """A subsystem, a submap or a layout, of a map with these factors."""

    def __init__(self, sent: Any, *, factors: list[MapFactor], held: Mapping[str, Any] | None = None) -> None:
        initial = {name: value for name, value in (held or {}).items() if name in self.base_fields}
        if "factors" in initial:
            initial["factors"] = list(initial["factors"])
        super().__init__(sent, initial=initial)
        field = self.fields.get("factors")
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(str(each.key), each.name) for each in factors if each.name]
        if held is not None:
            self.remember(initial)


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
    factors = forms.MultipleChoiceField(
        label=_("Which factors are on it?"), widget=forms.CheckboxSelectMultiple, choices=()
    )


class LayoutForm(EntryForm):
    """A way of placing the factors."""

    name = _name(_("What is the arrangement called?"), _("For example: as on the wall of the workshop."))


FORMS: Mapping[str, type[EntryForm]] = {"subsystems": SubsystemForm, "submaps": SubmapForm, "layouts": LayoutForm}
