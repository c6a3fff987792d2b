"""The form of whoever looks at a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seedbed.web.media.actions import LONGEST_ALT


class LookForm(forms.Form):
    """What it shows, and whether somebody can be recognised."""

    alt = forms.CharField(
        label=_("What does it show or say?"),
        help_text=_("In a sentence or two, for who cannot see or hear it. Name nobody."),
        required=False,
        max_length=LONGEST_ALT,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    recognisable = forms.ChoiceField(
        label=_("Can anybody be recognised, by face, voice, name, number plate or home?"),
        choices=[("no", _("No, nobody")), ("yes", _("Yes, somebody"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether anybody can be recognised in it.")},
    )

    def __init__(self, *args: Any, **told: Any) -> None:
        super().__init__(*args, **told)
        # Who lets it go further must answer; who only describes or erases it need not.
        self.fields["recognisable"].required = not self.is_bound or self.data.get("do") == "clear"
