"""Forms of the team: a code for devices, and what becomes of something in the inbox."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seedbed.web.capture.models import DeviceKind, Waiting
from seedbed.web.consent.actions import Asked
from seedbed.web.consent.models import AgeBand, ConsentScope, How, Participant
from seedbed.web.consent.queries import languages_to_ask_in, sentences_for
from seedbed.web.consent.tokens import read_token
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.languages import language_name
from seedbed.web.listening.promises import events_of
from seedbed.web.listening.words import LONGEST_WORDS
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.widgets import DayInput

MOST_EVENTS = 100


class CodeForm(forms.Form):
    """A code that lets devices in."""

    kind = forms.ChoiceField(label=_("What for"), choices=DeviceKind.choices[:2])
    event = forms.ChoiceField(label=_("At which event"), required=False)
    hours = forms.IntegerField(
        label=_("For how many hours"),
        min_value=1,
        max_value=744,
        initial=8,
        help_text=_("A shift has about 8; a month has 744."),
    )
    most = forms.IntegerField(label=_("For how many devices"), min_value=1, max_value=500, initial=20)

    def __init__(self, *args: Any, neighbourhood: Neighbourhood, **told: Any) -> None:
        super().__init__(*args, **told)
        self.events = {str(bead.pk): bead for bead in events_of(neighbourhood)[:MOST_EVENTS]}
        field = self.fields["event"]
        if isinstance(field, forms.ChoiceField):
            named = [(number, str(bead.payload["name"])) for number, bead in self.events.items()]
            field.choices = [("", _("No event in particular")), *named]

    def chosen_event(self) -> Bead | None:
        """Return the event that was chosen."""
        return self.events.get(self.cleaned_data["event"])


class TakeInForm(forms.Form):
    """What somebody sent in another way, and what they agreed to when they were asked."""

    words = forms.CharField(
        label=_("Their words"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto", "autocomplete": "off"}),
    )
    said_on = forms.DateField(label=_("When it was said"), widget=DayInput(), required=False)
    token = forms.CharField(
        label=_("Token of their consent card"),
        help_text=_("If they were asked before. Then what they agreed to is known, and nothing below is needed."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What they agreed to"), required=False, widget=forms.CheckboxSelectMultiple
    )
    language = forms.ChoiceField(label=_("Language they were asked in"))
    how = forms.ChoiceField(label=_("How they answered"), choices=How.choices, initial=How.WRITTEN.value)
    age_band = forms.ChoiceField(label=_("How old they are"), choices=AgeBand.choices, initial=AgeBand.ADULT.value)
    guardian_agreed = forms.BooleanField(label=_("A guardian agreed, for a child under 16"), required=False)
    assented = forms.BooleanField(label=_("The child said yes too"), required=False)

    def __init__(self, *args: Any, waiting: Waiting, **told: Any) -> None:
        super().__init__(*args, **told)
        self.waiting = waiting
        programme = waiting.neighbourhood.programme
        asked_in = languages_to_ask_in(programme)
        _, sentences = sentences_for(programme, "en")
        scopes, language = self.fields["scopes"], self.fields["language"]
        if isinstance(scopes, forms.MultipleChoiceField) and isinstance(language, forms.ChoiceField):
            scopes.choices = [(scope.value, sentences[scope.value]) for scope in ConsentScope]
            language.choices = [(each, language_name(each)) for each in asked_in]
        self.fields["words"].initial, self.fields["said_on"].initial = waiting.words, waiting.said_on
        self.participant: Participant | None = None

    def clean_token(self) -> str:
        """Find whose token it is, here alone."""
        typed = str(self.cleaned_data["token"]).strip()
        if typed:
            found = Participant.objects.filter(pk=read_token(typed), neighbourhood=self.waiting.neighbourhood)
            self.participant = found.first()
            if self.participant is None:
                raise forms.ValidationError(_("Nobody here has this token. Look at the card once more."))
        return typed

    def clean_said_on(self) -> Any:
        """Refuse a day that is still to come."""
        day = self.cleaned_data["said_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def asked(self) -> Asked:
        """Return how they were asked."""
        told = self.cleaned_data
        return Asked(
            language=told["language"],
            how=How(told["how"]),
            age_band=AgeBand(told["age_band"]),
            guardian_agreed=told["guardian_agreed"],
            assented=told["assented"],
        )


class ChangeForm(forms.Form):
    """Other words for something that was taken in before."""

    words = forms.CharField(
        label=_("Their words now"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto", "autocomplete": "off"}),
    )


class SetAsideForm(forms.Form):
    """Why something is set aside."""

    because = forms.CharField(
        label=_("Why it is set aside"), help_text=_("In your words, not in theirs."), max_length=300
    )
