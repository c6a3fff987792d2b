"""What the pages of this room ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from seedbed.formats.old_consultations import Columns
from seedbed.web.listening.languages import LANGUAGES
from seedbed.web.messages_in.actions import LARGEST
from seedbed.web.messages_in.models import FileKind
from seedbed.web.ui.widgets import DayInput


class MessageFileForm(forms.Form):
    """A file of messages or old answers."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=FileKind.choices)
    file = forms.FileField(label=_("File"), help_text=_("At most 100 MB. A larger chat is exported without media."))
    language = forms.ChoiceField(label=_("Language, where the file does not say"), choices=tuple(LANGUAGES.items()))
    order = forms.ChoiceField(
        label=_("Days of a chat"),
        required=False,
        choices=(("", _("find out from the file")), ("day", _("day, then month")), ("month", _("month, then day"))),
    )
    team = forms.CharField(
        label=_("Who of the senders is the team"),
        help_text=_("Names or numbers as the file has them, with commas between. What they sent is left out."),
        required=False,
        max_length=1000,
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 100 MB. Export it without media, or in parts."))
        return file


class ColumnsForm(forms.Form):
    """What the columns of a table mean."""

    said_on_all = forms.DateField(label=_("Day, where no column has it"), required=False, widget=DayInput)
    prompt_all = forms.CharField(label=_("Question, where no column has it"), required=False, max_length=300)

    def __init__(self, headings: Sequence[str], guess: Columns, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [(heading, heading[:100]) for heading in headings if heading]
        none = ("", gettext("no column"))
        self.fields["words"] = forms.MultipleChoiceField(
            label=_("What people said"),
            choices=every,
            initial=list(guess.words),
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Several columns: each answer becomes one thing in the inbox, and its heading the question."),
        )
        labels = {
            "said_on": _("The day"),
            "prompt": _("The question they were asked"),
            "language": _("The language, as a code such as pl"),
            "latitude": _("Latitude"),
            "longitude": _("Longitude"),
        }
        for name, label in labels.items():
            self.fields[name] = forms.ChoiceField(
                label=label, choices=[none, *every], required=False, initial=getattr(guess, name)
            )
        self.order_fields(["words", *labels, "said_on_all", "prompt_all"])

    def wishes(self) -> dict[str, Any]:
        """Return what was chosen, as it is kept with the file."""
        told = dict(self.cleaned_data)
        day = told.pop("said_on_all", None)
        return told | {"said_on_all": day.isoformat() if day else ""}
