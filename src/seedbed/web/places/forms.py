"""What people send to start a place, and the map of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

LARGEST_MAP = 60 * 1024 * 1024
ENDINGS = (".pbf", ".osm")


class NameForm(forms.Form):
    """The name of a place. What a name may hold is the action's to say."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class ProgrammeForm(NameForm):
    """One run of the process."""

    invented = forms.BooleanField(
        label=_("Made up for practice"),
        help_text=_("Every page of it then says that nobody in it is real."),
        required=False,
    )


class MapForm(forms.Form):
    """The map of the town, as an extract of OpenStreetMap."""

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
