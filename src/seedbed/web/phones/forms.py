"""What the pages of this room ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from seedbed.formats.xlsform import LARGEST_WORKBOOK
from seedbed.web.phones.models import Form
from seedbed.web.phones.roles import OFFERED


class PhoneNameForm(forms.Form):
    """A phone that is let in."""

    name = forms.CharField(
        label=_("What do you call this phone?"), max_length=80, help_text=_("Such as: phone of the youth club.")
    )


class FormFileForm(forms.Form):
    """A form of one's own."""

    file = forms.FileField(
        label=_("The form"), help_text=_("An XLSForm (.xlsx, .xls, .csv or .md), or its XForm (.xml).")
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_WORKBOOK:
            raise forms.ValidationError(_("The file is larger than 5 MB. Send the form alone."))
        return file


class RolesForm(forms.Form):
    """What each question of a form means."""

    def __init__(self, form: Form, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", gettext("nothing here: shown in the inbox"))] + [
            (key, str(told)) for key, told in OFFERED.items()
        ]
        self.paths: dict[str, str] = {}
        for place, each in enumerate(question for question in form.questions if question["kind"] != "note"):
            name = f"question_{place}"
            self.paths[name] = str(each["path"])
            self.fields[name] = forms.ChoiceField(
                label=str(each["label"])[:200],
                help_text=f"{each['path']} ({each['kind']})",
                choices=choices,
                required=False,
                initial=form.roles.get(each["path"], ""),
            )

    def roles(self) -> dict[str, str]:
        """Return what was chosen, by path."""
        return {self.paths[name]: role for name, role in self.cleaned_data.items() if role}
