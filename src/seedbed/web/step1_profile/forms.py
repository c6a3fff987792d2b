"""What people send to step 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from seedbed.reports.screen_documents import Criterion
from seedbed.web.places.models import Programme
from seedbed.web.step1_profile.models import CareDecision, CareOrganisation
from seedbed.web.step1_profile.queries.candidates import MOST_COMPARED
from seedbed.web.ui.refusals import refusals_on
from seedbed.workflows.places.screen_region import ScreenRequest
from seedbed.workflows.places.weighing import MOST, shares_of

PREFIX = "w_"
"""Before the id of a criterion in the name of its weight."""


class ScreenForm(forms.Form):
    """Where to look for candidates, and what they must be."""

    within = forms.CharField(
        label=_("Within"),
        max_length=100,
        help_text=_("Code of an area, such as a borough, or the name of the whole pack."),
    )
    percentile = forms.FloatField(
        label=_("Most deprived share of its small areas, per cent"),
        min_value=0.1,
        max_value=100,
        initial=11,
        help_text=_("Only these small areas can be part of a candidate."),
    )
    population_low = forms.IntegerField(label=_("Fewest residents"), min_value=1, max_value=1_000_000, initial=1_000)
    population_high = forms.IntegerField(label=_("Most residents"), min_value=1, max_value=1_000_000, initial=5_000)

    def clean(self) -> dict[str, Any]:
        """Need the fewest to be no more than the most."""
        given = super().clean() or {}
        low, high = given.get("population_low"), given.get("population_high")
        if low is not None and high is not None and low > high:
            self.add_error("population_high", "Give a number that is not below the fewest.")
        return given

    def request(self) -> ScreenRequest:
        """Return what is asked for."""
        return ScreenRequest(**{**self.cleaned_data, "within": self.cleaned_data["within"].strip()})


class WeighForm(forms.Form):
    """How much each criterion counts, and which candidates stand side by side."""

    compare = forms.MultipleChoiceField(required=False, label=_("Compare"))

    def __init__(self, data: Any, criteria: Sequence[Criterion], areas: Sequence[str]) -> None:
        super().__init__(data or None)
        self.criteria = list(criteria)
        for each in self.criteria:
            self.fields[PREFIX + each.id] = forms.FloatField(
                label=each.name, required=False, min_value=0, max_value=MOST, initial=round(each.weight * 100, 2)
            )
        compare = self.fields["compare"]
        if isinstance(compare, forms.MultipleChoiceField):
            compare.choices = [(area, area) for area in areas]

    def clean(self) -> dict[str, Any]:
        """Need one weight above nothing, and no more candidates than there is room for."""
        given = super().clean() or {}
        if len(given.get("compare", [])) > MOST_COMPARED:
            self.add_error("compare", f"Tick at most {MOST_COMPARED}: the page has no room for more.")
        if not self.errors:
            with refusals_on(self):
                shares_of(self.criteria, self._weights(given))
        return given

    def weights(self) -> dict[str, float] | None:
        """Return the weights that were sent, None for none or if they will not do."""
        sent = any(self.data.get(PREFIX + each.id) for each in self.criteria)
        return self._weights(self.cleaned_data) if sent and self.is_bound and self.is_valid() else None

    def compared(self) -> list[str]:
        """Return the candidates to stand side by side."""
        return list(self.cleaned_data["compare"]) if self.is_bound and self.is_valid() else []

    def _weights(self, given: dict[str, Any]) -> dict[str, float]:
        """Read the weights; one that is left out keeps what it was."""
        weights = {}
        for each in self.criteria:
            sent = given.get(PREFIX + each.id)
            weights[each.id] = each.weight * 100 if sent is None else float(sent)
        return weights


class ChooseForm(forms.Form):
    """Why this candidate, and who says so."""

    name = forms.CharField(label=_("What people call the neighbourhood"), max_length=200)
    chosen_by = forms.CharField(label=_("Who chose"), max_length=200, help_text=_("A person or a group."))
    reason = forms.CharField(
        label=_("Why this place"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In your own words. It is kept with the choice, and people will ask."),
    )


class DrawForm(forms.Form):
    """A line drawn on the map, as the page's script sends it."""

    drawn = forms.CharField(widget=forms.HiddenInput, max_length=2_000_000)


class CornersForm(forms.Form):
    """A line as a list of its corners."""

    corners = forms.CharField(
        label=_("Corners of the line"),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_("One corner a line: longitude, then latitude, such as -0.0312, 51.5310. The line closes itself."),
    )


class UploadForm(forms.Form):
    """A line in a file."""

    file = forms.FileField(
        label=_("File with the line"),
        help_text=_("GeoJSON, GeoPackage or KML, or a zip of one of these or of a Shapefile. At most 10 MB."),
    )


class ReasonForm(forms.Form):
    """Why the line runs where it does."""

    reason = forms.CharField(
        label=_("Why the line runs here"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It stays with the line. Say who drew it and what residents call home."),
    )


class DateInput(forms.DateInput):
    """A date as browsers offer it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class OrganisationForm(forms.ModelForm[CareOrganisation]):
    """What is known of an organisation of the care system."""

    class Meta:
        model = CareOrganisation
        fields = (
            "name", "kind", "level", "role", "footprint", "answers_to", "commissions", "funds", "owns", "hosts",
            "decides", "delegated_limit",
        )  # fmt: skip
        labels: ClassVar[dict[str, Any]] = {
            "name": "Name",
            "kind": "Kind of organisation",
            "level": "For whom it plans or gives care",
            "role": "What people would say it does",
            "footprint": "Area it serves",
            "answers_to": "Answers to",
            "commissions": "Commissions",
            "funds": "Funds",
            "owns": "Owns",
            "hosts": "Hosts",
            "decides": "Decides",
            "delegated_limit": "Pounds its local lead may commit alone",
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "commissions": "Services that it buys for people.",
            "hosts": "Teams and services that work from its buildings.",
            "footprint": "Name of the town, ward or system.",
            "delegated_limit": "Leave empty if not known.",
        }
        widgets: ClassVar[dict[str, Any]] = {
            name: forms.Textarea(attrs={"rows": 2}) for name in ("commissions", "funds", "owns", "hosts", "decides")
        }

    def __init__(self, programme: Programme, *args: Any, **known: Any) -> None:
        super().__init__(*args, **known)
        others = CareOrganisation.objects.filter(programme=programme).order_by("name")
        if self.instance.pk:
            others = others.exclude(pk=self.instance.pk)
        above = self.fields["answers_to"]
        if isinstance(above, forms.ModelChoiceField):
            above.queryset = others
            above.empty_label = "Nobody on this map"


class DecisionForm(forms.ModelForm[CareDecision]):
    """One entry of the calendar of decisions."""

    class Meta:
        model = CareDecision
        fields = ("body", "decides", "on", "when", "papers_due")
        labels: ClassVar[dict[str, Any]] = {
            "body": "Board or group",
            "decides": "What it decides",
            "on": "Date",
            "when": "When, in words",
            "papers_due": "Papers due by",
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "body": "Leave empty for the organisation itself.",
            "when": "Where it comes again and again, such as the third Thursday of the month.",
        }
        widgets: ClassVar[dict[str, Any]] = {"on": DateInput(), "papers_due": DateInput()}
