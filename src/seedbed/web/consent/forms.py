"""Forms of consent: the lawful basis of a programme, and signing the words in which consent is asked."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from seedbed.web.consent.models import Basis, SpecialCondition
from seedbed.web.consent.sentences import NAMES
from seedbed.web.consent.signing import LONGEST_BECAUSE, LONGEST_SENTENCE, Decided
from seedbed.web.ui.widgets import DayInput


class LawfulBasisForm(forms.Form):
    """On what ground a programme uses personal data."""

    basis = forms.ChoiceField(
        label=_("Article 6: which basis?"),
        help_text=_("Public bodies mostly rely on their public task. It need not be consent, though people are asked."),
        choices=Basis.choices,
        widget=forms.RadioSelect,
    )
    condition = forms.ChoiceField(
        label=_("Article 9: which condition for special category data?"),
        help_text=_("What people tell of health, ethnicity, faith or sexuality is special category data."),
        choices=SpecialCondition.choices,
        widget=forms.RadioSelect,
    )
    because = forms.CharField(
        label=_("Why do they fit?"), max_length=LONGEST_BECAUSE, widget=forms.Textarea(attrs={"rows": 4})
    )
    decided_by = forms.CharField(
        label=_("Who decided?"), help_text=_("Name and post, such as the data protection officer."), max_length=200
    )
    decided_on = forms.DateField(label=_("On which day?"), widget=DayInput)

    @property
    def decided(self) -> Decided:
        """What was decided."""
        told = self.cleaned_data
        basis, condition = Basis(told["basis"]), SpecialCondition(told["condition"])
        return Decided(basis, condition, told["because"], told["decided_by"], told["decided_on"])


class SignForm(forms.Form):
    """Who signs a wording."""

    speaker = forms.CharField(
        label=_("Name of the speaker who signs"),
        help_text=_("Someone who speaks the language, has read every sentence and stands by them."),
        max_length=200,
    )


class WordingForm(forms.Form):
    """The sentences of one version of a wording."""

    version = forms.CharField(label=_("Version"), max_length=40)

    def __init__(self, *args: object, language: str, **told: object) -> None:
        super().__init__(*args, **told)  # type: ignore[arg-type]
        for name in NAMES:
            area = forms.Textarea(attrs={"rows": 2, "dir": "auto", "lang": language})
            label = name.replace("_", " ").capitalize()
            self.fields[name] = forms.CharField(label=label, max_length=LONGEST_SENTENCE, widget=area)
