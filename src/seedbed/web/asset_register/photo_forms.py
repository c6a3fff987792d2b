"""What people send of photos."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from seedbed.web.media.actions import LONGEST_ALT

LARGEST = 10 * 1024 * 1024


class PhotoForm(forms.Form):
    """A photo, what it shows, and whether anyone can be recognised in it."""

    number = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    photo = forms.FileField(
        label=_("Photo"),
        help_text=_("JPEG, PNG or WebP, at most 10 MB. Where it was taken is removed from it."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    alt = forms.CharField(
        label=_("What does it show?"),
        help_text=_("In a sentence or two, for who cannot see it. Name nobody."),
        max_length=LONGEST_ALT,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    recognisable = forms.ChoiceField(
        label=_("Can anyone be recognised, by face, name, number plate or home?"),
        help_text=_("If so, faces are blurred before anybody sees it. Ask people before you take their photo."),
        choices=[("no", _("No, nobody")), ("yes", _("Yes, somebody"))],
        widget=forms.RadioSelect,
    )

    def clean_photo(self) -> Any:
        """Refuse what is larger than a page takes."""
        photo = self.cleaned_data["photo"]
        if photo.size > LARGEST:
            raise forms.ValidationError(_("The photo is larger than 10 MB. Send a smaller one."))
        return photo
