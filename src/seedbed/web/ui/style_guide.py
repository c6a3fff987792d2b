"""Everything a page can be made of, on one page, so that it can be looked at: left, right, on a phone, on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.safestring import mark_safe

from seedbed.web.ui.tables import Column, LinkTo, Table
from seedbed.web.ui.widgets import DayInput

BARS = mark_safe(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 150" width="640" height="150" role="img" '
    'aria-label="Heard 62, decided 24, done 11">'
    '<g font-family="sans-serif" font-size="16" fill="#212b32">'
    '<text x="0" y="30">Heard</text><rect x="110" y="12" width="434" height="26" fill="#005eb8"/>'
    '<text x="552" y="31">62</text>'
    '<text x="0" y="80">Decided</text><rect x="110" y="62" width="168" height="26" fill="#005eb8"/>'
    '<text x="286" y="81">24</text>'
    '<text x="0" y="130">Done</text><rect x="110" y="112" width="77" height="26" fill="#005eb8"/>'
    '<text x="195" y="131">11</text></g></svg>'
)

TABLE = Table(
    "What became of 62 voices",
    [Column("Stage"), Column("Voices", numeric=True), Column("Share", numeric=True)],
    [
        [LinkTo("Heard", "#"), "62", "100 % (94 to 100)"],
        [LinkTo("Decided", "#"), "24", "39 % (28 to 51)"],
        [LinkTo("Done", "#"), "11", "18 % (10 to 29)"],
    ],
)

BESIDE_CHART = replace(TABLE, caption="What became of 62 voices, as in the chart", narrow=True)

COLOURS = ("white", "grey", "green", "aqua-green", "blue", "purple", "pink", "red", "orange", "yellow")


class EveryField(forms.Form):
    """One field of each kind."""

    words = forms.CharField(help_text="In the person's own words and language.", widget=forms.Textarea({"rows": 4}))
    name = forms.CharField(required=False, help_text="Only if they want it known.")
    email = forms.EmailField(label="E-mail address")
    password = forms.CharField(widget=forms.PasswordInput)
    said_on = forms.DateField(label="Said on", widget=DayInput, help_text="For example 27 3 2026.")
    cost = forms.IntegerField(label="Cost in pounds", min_value=0)
    language = forms.ChoiceField(choices=[("en", "English"), ("ar", "العربية"), ("bn", "বাংলা")])
    mode = forms.ChoiceField(
        label="How was it said?",
        choices=[("spoken", "Spoken"), ("written", "Written"), ("drawn", "Drawn on the map")],
        widget=forms.RadioSelect,
    )
    groups = forms.MultipleChoiceField(
        label="Who was there?",
        choices=[("young", "Young people"), ("carers", "Carers"), ("new", "People new to the area")],
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick all that fit.",
    )
    agreed = forms.BooleanField(label="They agreed that we keep their words")
    file = forms.FileField(label="Boundary", help_text="GeoJSON, GeoPackage, KML or a zipped shapefile.")


def guide(parameters: Mapping[str, str]) -> dict[str, Any]:
    """Return what the style guide shows; with ``wrong`` among the parameters its form has errors."""
    paginator = Paginator(range(240), 20)
    return {
        "form": EveryField({"cost": "-5", "email": "nobody"}) if "wrong" in parameters else EveryField(),
        "table": TABLE,
        "picture": BARS,
        "beside_chart": BESIDE_CHART,
        "colours": COLOURS,
        "page": paginator.get_page(parameters.get("page")),
        "trail": [("Home", "/"), ("Kestrel Rise", "#")],
        "rows": [("Raised by", "Residents, at the Saturday market"), ("Raised on", "27 March 2026", "#")],
        "invented": True,
    }
