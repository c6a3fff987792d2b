"""The form that brings a file into a new map."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seedbed.web.step5_agenda.shared.document import LONGEST_NAME

LARGEST_FILE = 10 * 1024 * 1024


class ImportForm(forms.Form):
    """A file of another program."""

    file = forms.FileField(
        label=_("File"),
        max_length=200,
        help_text=_(
            "From PRSM (.prsm, .xlsx), Kumu (.json, .xlsx), Gephi or yEd (.graphml, .gexf), GML, LOOPY, or a table "
            "(.csv) with the columns cause and effect; or the maps of a project of NVivo, MAXQDA or ATLAS.ti (.qdpx). "
            "At most 10 MB, 2,000 factors and 8,000 links."
        ),
    )
    name = forms.CharField(
        label=_("What is the map about?"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_("If you leave it empty, the map has the name that the file gives it."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def clean_file(self) -> Any:
        """Take no file beyond what is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 10 MB. Send only the part you need."))
        return file
