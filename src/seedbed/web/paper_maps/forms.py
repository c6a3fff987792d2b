"""Forms of paper: what a pack should be, photographs, and what a person makes of a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from seedbed.web.consent.models import AgeBand, ConsentScope, Participant
from seedbed.web.listening.languages import LANGUAGES
from seedbed.web.paper_maps.actions import Settled
from seedbed.web.paper_maps.models import ProposedMark, SheetPhoto
from seedbed.web.paper_maps.queries import participant_of

SIZES = [("A4", "A4"), ("A3", "A3"), ("A2", "A2"), ("A1", "A1"), ("A0", "A0")]
MOST_PHOTOS = 30


class PackForm(forms.Form):
    """What is printed."""

    size = forms.ChoiceField(label=_("Paper of the map"), choices=SIZES, initial="A3", widget=forms.RadioSelect)
    tiled = forms.BooleanField(
        label=_("Print it on sheets of A4 that lie side by side"),
        required=False,
    )
    large_print = forms.BooleanField(label=_("Larger letters"), required=False)
    language = forms.ChoiceField(
        label=_("Language of the sheets"),
        help_text=_("Where nobody signed the words of consent in it, they are in English, and the card says so."),
        choices=settings.LANGUAGES,
        initial=settings.LANGUAGE_CODE,
    )
    question = forms.CharField(
        label=_("The question on the map"),
        help_text=_("Leave it empty for: What is good here, what is hard, and what should change?"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _Photographs(forms.FileField):
    """Several files at once."""

    widget = _ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Return all of them, each checked."""
        given = data if isinstance(data, list | tuple) else [data]
        if len(given) > MOST_PHOTOS:
            raise forms.ValidationError(
                _("These are %(many)s files. Send at most %(most)s at once."),
                params={"many": len(given), "most": MOST_PHOTOS},
            )
        clean = super().clean
        return [clean(each, initial) for each in given]


class PhotosForm(forms.Form):
    """Photographs of sheets."""

    photographs = _Photographs(
        label=_("Photographs or scans"),
        help_text=_(
            "JPEG or PNG, one sheet a picture, from above, with all four corners; or PDF, one sheet a page. "
            "At most 30 files at once."
        ),
        widget=_ManyFiles(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
    )


class SettleForm(forms.Form):
    """What a person makes of a photographed sheet: a box and a text for each mark, the words, and the consent card."""

    words = forms.CharField(
        label=_("Words on the sheet"),
        help_text=_("Type them as they stand. Leave names out."),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language of the words"), choices=list(LANGUAGES.items()), initial="en")
    token = forms.CharField(
        label=_("Number of the consent card"),
        help_text=_("Sixteen letters and digits. Leave it empty if the card has none."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "class": "nhsuk-input--width-20"}),
    )
    scopes = forms.MultipleChoiceField(
        label=_("Ticked on a card without a number"),
        help_text=_("Without a card, leave all empty: the sheet waits in the inbox until somebody is asked."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    age_band = forms.ChoiceField(
        label=_("How old they are, on a card without a number"),
        help_text=_("As ticked on the card. Nobody under 16 takes part by a card."),
        choices=[(AgeBand.ADULT, _("18 or over")), (AgeBand.FROM_16, _("16 or 17"))],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *arguments: Any, photo: SheetPhoto, sentences: Mapping[str, str], scopes: Sequence[str], **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.photo, self.marks = photo, list(photo.marks.select_related("crop"))
        self.fields["scopes"].choices = [(each, sentences[each]) for each in scopes]  # type: ignore[attr-defined]
        for mark in self.marks:
            keep = gettext("Keep mark %(number)s") % {"number": mark.number}
            about = gettext("What mark %(number)s is about") % {"number": mark.number}
            self.fields[f"keep_{mark.number}"] = forms.BooleanField(label=keep, required=False)
            self.fields[f"about_{mark.number}"] = forms.CharField(
                label=about, required=False, max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
            )

    def rows(self) -> list[tuple[ProposedMark, Any, Any]]:
        """Return each mark with its two fields."""
        return [(mark, self[f"keep_{mark.number}"], self[f"about_{mark.number}"]) for mark in self.marks]

    def clean_token(self) -> Participant | None:
        """Return who has the number, if anybody here has."""
        typed = self.cleaned_data["token"].strip()
        if not typed:
            return None
        found = participant_of(self.photo.pack.neighbourhood, typed)
        if found is None:
            raise forms.ValidationError(_("Nobody here has this number. Look at the picture of the box again."))
        return found

    def clean(self) -> dict[str, Any]:
        """Want the first box of a card ticked, without which nothing may be used."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("scopes") and ConsentScope.TAKE_PART not in told["scopes"]:
            self.add_error("scopes", _("Without the first of these nothing of the sheet may be used."))
        if told.get("scopes") and not told.get("token") and not told.get("age_band"):
            self.add_error("age_band", _("Say how old they are, or leave the boxes of the card empty."))
        return told

    def settled(self, meanings: Mapping[str, str]) -> Settled:
        """Return what the person said."""
        told = self.cleaned_data
        kept = {each.number: told[f"about_{each.number}"] for each in self.marks if told[f"keep_{each.number}"]}
        return Settled(
            kept=kept,
            words=told["words"],
            language=told["language"],
            participant=told["token"],
            scopes=tuple(told["scopes"]) if told["token"] is None else (),
            age_band=AgeBand(told["age_band"]) if told["age_band"] else None,
            meanings=meanings,
        )
