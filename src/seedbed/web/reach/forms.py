"""What people send: the question, and a map of the streets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from seedbed.analysis.assets.types import AssetType
from seedbed.analysis.assets.walking import WALKERS
from seedbed.web.reach.actions import ENDINGS

if TYPE_CHECKING:
    from seedbed.sources.indicators import Indicator

LARGEST_MAP = 60 * 1024 * 1024
WALKER_NAMES = {
    "adult": _("An adult"),
    "sixties": _("Someone in their sixties"),
    "seventies": _("Someone in their seventies"),
    "eighties": _("Someone of eighty or over"),
    "slow": _("Someone who walks slowly"),
    "pram": _("Someone with a pram"),
    "wheelchair": _("Someone who pushes their own wheelchair"),
}


class QuestionForm(forms.Form):
    """Who can reach what."""

    kinds = forms.MultipleChoiceField(label=_("Which assets?"), widget=forms.CheckboxSelectMultiple)
    minutes = forms.FloatField(label=_("Within how many minutes?"), initial=10, min_value=1, max_value=60)
    walker = forms.ChoiceField(label=_("Who walks?"), choices=[(code, WALKER_NAMES[code]) for code in WALKERS])
    step_free = forms.BooleanField(label=_("Only ways and assets without steps"), required=False)
    free = forms.BooleanField(label=_("Only what costs nothing"), required=False)
    origins = forms.ChoiceField(
        label=_("From where?"),
        choices=[("oa", _("The middle of each small area")), ("postcodes", _("Each postcode"))],
        initial="oa",
        widget=forms.RadioSelect,
    )
    groups = forms.MultipleChoiceField(
        label=_("Which people are compared?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave all empty to compare by deprivation, age, ethnicity and disability, as far as counted."),
    )
    new_place = forms.CharField(
        label=_("What if one opened here?"),
        required=False,
        max_length=60,
        help_text=_("Latitude and longitude, such as 53.4631, -2.2913. It is of the first kind that you chose."),
    )
    best = forms.IntegerField(
        label=_("Or: look for the best places for how many new ones?"), required=False, min_value=0, max_value=5
    )
    aim = forms.ChoiceField(
        label=_("Best for"),
        choices=[
            ("coverage", _("as many people as can be")),
            ("equity", _("those who live in the most deprived areas")),
        ],
        initial="coverage",
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        data: Any,
        counts: Mapping[str, int],
        known: Mapping[str, AssetType],
        groups: Sequence[Indicator],
    ) -> None:
        super().__init__(data)
        named = [(code, f"{known[code].plural if code in known else code} ({many})") for code, many in counts.items()]
        named.sort(key=lambda each: each[1].casefold())
        self.fields["kinds"].choices = named  # type: ignore[attr-defined]
        self.fields["groups"].choices = [(each.id, each.name) for each in groups]  # type: ignore[attr-defined]

    def clean_new_place(self) -> list[float] | None:
        """Return longitude and latitude; None for none."""
        text = self.cleaned_data["new_place"].strip()
        if not text:
            return None
        parts = text.replace(";", ",").split(",")
        try:
            latitude, longitude = (float(part) for part in parts)
        except ValueError:
            raise forms.ValidationError(
                _("Write two numbers with a comma between them: latitude, longitude.")
            ) from None
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise forms.ValidationError(_("Latitude lies between -90 and 90, longitude between -180 and 180."))
        return [longitude, latitude]

    def asked(self) -> dict[str, Any]:
        """Return what a question keeps of a form that is valid."""
        return {**self.cleaned_data, "best": self.cleaned_data["best"] or 0}


class StreetsForm(forms.Form):
    """A map of the streets."""

    file = forms.FileField(
        label=_("An extract of OpenStreetMap"),
        help_text=_("A file that ends in .osm.pbf or .osm, at most 60 MB: the town, not the country."),
    )

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse what is far too large, or no map by its name."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_MAP:
            raise forms.ValidationError(_("This file is larger than 60 MB. Cut the town out of it first."))
        if not (file.name or "").casefold().endswith(ENDINGS):
            raise forms.ValidationError(_("This is no map by its name: it should end in .osm.pbf or .osm."))
        return file
