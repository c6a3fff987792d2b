"""Forms of maps: the list path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from seedbed.web.step5_agenda.arranging.queries import subsystems_of
from seedbed.web.step5_agenda.edited import EditedForm
from seedbed.web.step5_agenda.models import MapFactor, MapLink, SystemMap
from seedbed.web.step5_agenda.queries import factors_of
from seedbed.web.step5_agenda.shared.document import LONGEST_NAME, LONGEST_TEXT

FREE = {"dir": "auto"}
ROLES = [
    ("ordinary", _("A factor like others")),
    ("outcome", _("An outcome: what we want to see change")),
    ("intervention", _("Something that is done, or could be done")),
]
POLARITIES = [
    ("same", _("Same direction: more leads to more, less to less")),
    ("opposite", _("Opposite direction: more leads to less, less to more")),
    ("uncertain", _("Not known, or people see it differently")),
]
STRENGTHS = [("weak", _("Weak")), ("medium", _("Medium")), ("strong", _("Strong"))]
DELAYS = [("none", _("At once")), ("months", _("After months")), ("years", _("After years"))]
CONFIDENCES = [("low", _("Not sure")), ("medium", _("Fairly sure")), ("high", _("Sure"))]


class MapForm(EditedForm):
    """What a map is about."""

    name = forms.CharField(
        label=_("What is the map about?"),
        help_text=_("For example: what makes homes here damp, and what damp homes lead to."),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs=FREE),
    )
    description = forms.CharField(
        label=_("More about it"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={**FREE, "rows": 3}),
    )

    @classmethod
    def of(cls, found: SystemMap, sent: Any = None) -> MapForm:
        """Return the form of a map as it is."""
        held = {"name": found.name, "description": found.description}
        form = cls(sent, initial=held)
        form.remember(held)
        return form


class FactorForm(EditedForm):
    """A factor."""

    name = forms.CharField(
        label=_("What can go up or down?"),
        help_text=_("For example: damp in homes, trust in the surgery, cost of heating. No names of people."),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs=FREE),
    )
    role = forms.ChoiceField(label=_("What is it on the map?"), choices=ROLES, initial="ordinary")
    controlled_by = forms.CharField(
        label=_("Who can change it?"),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs=FREE),
    )
    vulnerable = forms.BooleanField(label=_("It changes easily when things outside change"), required=False)
    subsystem = forms.ChoiceField(label=_("Which part of the system does it belong to?"), required=False)
    note = forms.CharField(
        label=_("Note"), max_length=LONGEST_TEXT, required=False, widget=forms.Textarea(attrs={**FREE, "rows": 3})
    )

    def __init__(self, sent: Any, *, found: SystemMap, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(sent, initial=dict(initial or {}))
        field = self.fields["subsystem"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [("", _("To no part")), *subsystems_of(found).items()]
        if len(field.choices) == 1:
            del self.fields["subsystem"]

    @classmethod
    def of(cls, row: MapFactor, sent: Any = None) -> FactorForm:
        """Return the form of a factor as it is."""
        held = {name: getattr(row, name) for name in cls.base_fields}
        form = cls(sent, found=row.map, initial=held)
        form.remember(held)
        return form


class LinkForm(EditedForm):
    """A causal link."""

    polarity = forms.ChoiceField(label=_("Which way?"), choices=POLARITIES, widget=forms.RadioSelect, initial="same")
    strength = forms.ChoiceField(label=_("How strong?"), choices=STRENGTHS, initial="medium")
    delay = forms.ChoiceField(label=_("How soon does it show?"), choices=DELAYS, initial="none")
    confidence = forms.ChoiceField(label=_("How sure are we?"), choices=CONFIDENCES, initial="medium")
    because = forms.CharField(
        label=_("Why do we think so?"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={**FREE, "rows": 3}),
    )

    @classmethod
    def of(cls, row: MapLink, sent: Any = None) -> LinkForm:
        """Return the form of a link as it is."""
        held = {name: getattr(row, name) for name in cls.base_fields}
        form = cls(sent, initial=held)
        form.remember(held)
        return form


class NewLinkForm(LinkForm):
    """A link to be drawn between two factors of a map."""

    cause = forms.ChoiceField(label=_("What changes first?"))
    effect = forms.ChoiceField(label=_("What changes with it?"))
    field_order = ("cause", "effect", "polarity", "strength", "delay", "confidence", "because")

    def __init__(self, sent: Any, *, found: SystemMap, cause: str = "") -> None:
        super().__init__(sent, initial={"cause": cause})
        offered = [("", _("Choose")), *((str(each.key), each.name) for each in factors_of(found) if each.name)]
        for name in ("cause", "effect"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
            field.choices = offered

    @property
    def ends(self) -> tuple[str, str]:
        """Cause and effect, once the form is valid."""
        return self.cleaned_data.pop("cause"), self.cleaned_data.pop("effect")


def held_in_words(form: FactorForm | LinkForm, row: MapFactor | MapLink) -> list[tuple[str, str]]:
    """Return what is held of a factor or link beside its name and reasons, for who may look at it and not change it."""
    told = []
    for bound in form.visible_fields():
        value, field = getattr(row, bound.name), bound.field
        if bound.name in {"name", "because"} or not value:
            continue
        offered = cast("list[tuple[str, str]]", field.choices) if isinstance(field, forms.ChoiceField) else []
        named = dict(offered).get(value, value)
        told.append((str(field.label), str(_("Yes") if value is True else named)))
    return told
