"""What people send when they take assets in from a file or a feed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LARGEST_FILE = 10 * 1024 * 1024


class ImportForm(forms.Form):
    """A file or a feed of assets."""

    file = forms.FileField(label=_("File"), required=False, help_text=_("At most 10 MB."))
    url = forms.URLField(
        label=_("Or the address of a feed"),
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text=_("Open Referral UK, on the open internet."),
    )
    source = forms.CharField(
        label=_("Who gives it out?"),
        required=False,
        max_length=300,
        help_text=_("Such as: the council's directory. What the same source brought before is changed, not added."),
    )
    licence = forms.CharField(
        label=_("Under which licence?"),
        required=False,
        max_length=300,
        help_text=_("Such as: OGL-UK-3.0. Kept with each listing that says none of its own."),
    )
    only_inside = forms.BooleanField(
        label=_("Take only what lies inside the line around this neighbourhood"), required=False
    )
    placeless = forms.BooleanField(
        label=_("Then take what has no place, too"),
        required=False,
        help_text=_("Such as groups that meet in no one place. Postcodes are placed by the programme's data pack."),
    )
    name_by_kind = forms.BooleanField(
        label=_("Call what has no name after its kind, such as “Post office”, instead of leaving it out"),
        required=False,
    )
    public = forms.BooleanField(label=_("Show what is added in the public directory"), required=False)

    def clean(self) -> dict[str, Any]:
        """Need one of the two, and no file beyond what is read."""
        given = super().clean() or {}
        file = given.get("file")
        if not self.errors and bool(file) == bool(given.get("url")):
            self.add_error("file", _("Choose a file, or give the address of a feed."))
        if file and file.size > LARGEST_FILE:
            self.add_error("file", _("The file is larger than 10 MB. Send only the part you need."))
        return given
