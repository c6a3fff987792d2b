"""Forms of whoever leads a workshop."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from seedbed.web.step5_agenda.queries import factors_of
from seedbed.web.step5_agenda.workshop.running import LONGEST_HOURS
from seedbed.web.step5_agenda.workshop.scripts import SCRIPTS
from seedbed.web.step5_agenda.workshop_models import LONGEST_NOTE, Reason, Workshop

FREE = {"dir": "auto"}
LARGEST_FILE = 2 * 1024 * 1024


class StartForm(forms.Form):
    """A workshop that begins."""

    script = forms.ChoiceField(label=_("Which script?"), widget=forms.RadioSelect)
    hours = forms.IntegerField(
        label=_("For how many hours may phones send notes?"),
        help_text=_("The code opens nothing afterwards. You can end it earlier."),
        initial=3,
        min_value=1,
        max_value=LONGEST_HOURS,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input--width-3"}),
    )

    def __init__(self, sent: Any = None) -> None:
        super().__init__(sent)
        field = self.fields["script"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(each.slug, _(each.title)) for each in SCRIPTS.values()]


class SortForm(forms.Form):
    """What becomes of the notes that were ticked. Which button was pressed says what is read of it."""

    name = forms.CharField(
        label=_("Name of the factor or idea"),
        help_text=_(
            "Left empty, it is the first note you ticked. Something that can go up or down. No names of people."
        ),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.TextInput(attrs=FREE),
    )
    factor = forms.ChoiceField(label=_("Factor on the map"), required=False)
    reason = forms.ChoiceField(label=_("Why set aside?"), required=False, choices=[("", _("Choose")), *Reason.choices])

    def __init__(self, sent: Any = None, *, workshop: Workshop) -> None:
        super().__init__(sent)
        field = self.fields["factor"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        named = [(str(each.key), each.name) for each in factors_of(workshop.map) if each.name]
        field.choices = [("", _("Choose")), *named]

    @property
    def notes(self) -> list[int]:
        """The numbers of the notes that were ticked: each box holds those of alike ones."""
        told = " ".join(self.data.getlist("notes")).split() if isinstance(self.data, QueryDict) else []
        return [int(each) for each in told if each.isascii() and each.isdigit() and len(each) < 19]

    @property
    def key(self) -> UUID | None:
        """The factor that was chosen."""
        chosen = self.cleaned_data.get("factor")
        return UUID(chosen) if chosen else None


class PaperForm(forms.Form):
    """Notes from paper."""

    step = forms.ChoiceField(label=_("From which step?"))
    typed = forms.CharField(
        label=_("Notes, one in each line"),
        help_text=_("A direction may follow after a semicolon: Rents; up. No names of people."),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={**FREE, "rows": 8}),
    )
    file = forms.FileField(
        label=_("Or a table, .csv or .xlsx"),
        help_text=_("A column with the notes, and one called direction if you like. At most 2 MB."),
        required=False,
        max_length=200,
    )

    def __init__(self, sent: Any = None, files: Any = None, *, workshop: Workshop) -> None:
        steps = SCRIPTS[workshop.script].steps
        super().__init__(sent, files, initial={"step": steps[min(workshop.step, len(steps) - 1)].slug})
        field = self.fields["step"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(each.slug, _(each.title)) for each in steps if each.takes]

    def clean_file(self) -> Any:
        """Take no file beyond what is read."""
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 2 MB. Send only the part you need."))
        return file

    def clean(self) -> dict[str, Any]:
        """Ask for notes in one way or the other."""
        told: dict[str, Any] = super().clean() or {}
        if not self.errors and not told.get("file") and not (told.get("typed") or "").strip():
            raise forms.ValidationError(_("Type at least one note, or choose a file."))
        return told
