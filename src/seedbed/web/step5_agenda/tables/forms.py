"""Lines of tables: a factor or a link, each a small form of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from seedbed.web.step5_agenda.edited import EditedForm
from seedbed.web.step5_agenda.forms import CONFIDENCES, DELAYS, FREE, POLARITIES, ROLES, STRENGTHS
from seedbed.web.step5_agenda.models import MapFactor, MapLink
from seedbed.web.step5_agenda.shared.document import LONGEST_NAME, LONGEST_TEXT


class LineForm(EditedForm):
    """A line: each field says which factor or link it is of, for who hears it alone."""

    def __init__(self, sent: Any, *, row: MapFactor | MapLink, name: str, parts: Mapping[str, str]) -> None:
        held = {each: getattr(row, each) for each in self.base_fields}
        super().__init__(sent, initial=held, prefix=str(row.key))
        part = self.fields.get("subsystem")
        if isinstance(part, forms.ChoiceField):
            part.choices = [("", _("To no part")), *parts.items()]
        for each in self.fields.values():
            each.widget.attrs["aria-label"] = f"{each.label}: {name}"
        self.remember(held)

    def shown(self) -> list[str]:
        """Return the values in words, for who may not change them."""
        return [self._shown(each) for each in self.visible_fields()]

    def _shown(self, bound: forms.BoundField) -> str:
        value = self.initial[bound.name]
        if isinstance(bound.field, forms.BooleanField):
            return gettext("yes") if value else gettext("no")
        choices = dict(getattr(bound.field, "choices", ()))
        return str(choices.get(value, "")) if choices else str(value)


class FactorLine(LineForm):
    """A factor; its note stands on its page."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME, widget=forms.TextInput(attrs=FREE))
    role = forms.ChoiceField(label=_("What it is"), choices=ROLES)
    controlled_by = forms.CharField(
        label=_("Who can change it"), max_length=LONGEST_NAME, required=False, widget=forms.TextInput(attrs=FREE)
    )
    vulnerable = forms.BooleanField(label=_("Changes easily"), required=False)
    subsystem = forms.ChoiceField(label=_("Its part of the system"), required=False)


class LinkLine(LineForm):
    """A link."""

    polarity = forms.ChoiceField(label=_("Which way"), choices=POLARITIES)
    strength = forms.ChoiceField(label=_("How strong"), choices=STRENGTHS)
    delay = forms.ChoiceField(label=_("How soon"), choices=DELAYS)
    confidence = forms.ChoiceField(label=_("How sure"), choices=CONFIDENCES)
    because = forms.CharField(
        label=_("Why we think so"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={**FREE, "rows": 1}),
    )


LINES: Mapping[str, type[LineForm]] = {"factors": FactorLine, "links": LinkLine}
