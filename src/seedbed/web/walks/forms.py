"""Forms of walks: planned, routed, stopped at, and answered."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seedbed.errors import UserError
from seedbed.formats.gpx import LARGEST, Position, Route, read_gpx, read_point, read_written
from seedbed.web.consent.actions import Asked
from seedbed.web.consent.models import CHILDREN, AgeBand, ConsentScope, How
from seedbed.web.consent.sentences import LANGUAGE
from seedbed.web.listening.languages import LANGUAGES, language_name
from seedbed.web.media.actions import LONGEST_ALT
from seedbed.web.media.models import MediaKind
from seedbed.web.ui.refusals import in_one_line
from seedbed.web.ui.widgets import DayInput
from seedbed.web.walks.actions import LONGEST_ABOUT, PlannedWalk

FREE = {"dir": "auto"}
NAMED: list[tuple[str, str]] = sorted(LANGUAGES.items(), key=lambda each: each[1])
"""Languages by name."""
ASKED_FOR = (
    ConsentScope.QUOTE,
    ConsentScope.PHOTO,
    ConsentScope.RECOGNISABLE_IMAGE,
    ConsentScope.AUDIO,
    ConsentScope.DRAWING_CREDIT,
    ConsentScope.SECONDARY_USE,
    ConsentScope.PUBLIC_DISPLAY,
)
"""What is asked on a walk, beside taking part."""


class WalkForm(forms.Form):
    """A walk that is planned."""

    name = forms.CharField(label=_("What is the walk called?"), max_length=200, widget=forms.TextInput(attrs=FREE))
    held_on = forms.DateField(label=_("On which day?"), widget=DayInput)
    team = forms.CharField(
        label=_("Who leads it?"), help_text=_("First names."), max_length=300, required=False, widget=forms.TextInput
    )
    about = forms.CharField(
        label=_("What is it about?"),
        help_text=_("The exhibition says this to everybody."),
        max_length=LONGEST_ABOUT,
        required=False,
        widget=forms.Textarea(attrs={**FREE, "rows": 3}),
    )

    @property
    def planned(self) -> PlannedWalk:
        """The walk, once the form is valid."""
        told = self.cleaned_data
        return PlannedWalk(told["name"], told["held_on"], told["about"], told["team"])


class RouteForm(forms.Form):
    """Where a walk goes: a file, or points that were drawn or written."""

    file = forms.FileField(label=_("A GPX file"), help_text=_("From a phone or a map on the web."), required=False)
    with_stops = forms.BooleanField(label=_("Make stops of the points that are marked in it"), required=False)
    points = forms.CharField(
        label=_("Or a point a line"),
        help_text=_("Latitude, then longitude, as 51.5299, -0.0236. Pressing on the map writes them."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "ltr", "inputmode": "text"}),
    )
    route: Route

    def clean(self) -> dict[str, Any]:
        """Read the route."""
        told: dict[str, Any] = super().clean() or {}
        file, points = told.get("file"), str(told.get("points") or "")
        if not file and not points.strip():
            self.add_error("points", _("Choose a file, or write at least two points."))
            return told
        try:
            self.route = read_gpx(file.read(LARGEST + 1)) if file else read_written(points)
        except UserError as error:
            self.add_error("file" if file else "points", in_one_line(error))
        return told


class StopForm(forms.Form):
    """A stop: the team's words on it, and where it is."""

    name = forms.CharField(label=_("What is there?"), max_length=200, widget=forms.TextInput(attrs=FREE))
    about = forms.CharField(
        label=_("What does the team say of it?"),
        help_text=_("Everybody reads this in the exhibition. What somebody said is written down apart."),
        max_length=LONGEST_ABOUT,
        required=False,
        widget=forms.Textarea(attrs={**FREE, "rows": 3}),
    )
    point = forms.CharField(
        label=_("Where is it?"),
        help_text=_("Latitude, then longitude, as 51.5299, -0.0236. Never somebody's home."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )

    def clean_point(self) -> Position | None:
        """Return the place, or None."""
        written = self.cleaned_data["point"]
        try:
            return read_point(written) if written.strip() else None
        except UserError as error:
            raise forms.ValidationError(in_one_line(error)) from error


class WordsForm(forms.Form):
    """What somebody said at a stop, and what they agreed to."""

    words = forms.CharField(
        label=_("What did somebody say here?"),
        help_text=_("In the language it was said in. Leave out names of people."),
        widget=forms.Textarea(attrs={**FREE, "rows": 4}),
    )
    language = forms.ChoiceField(label=_("In which language?"), choices=NAMED)
    translation = forms.CharField(
        label=_("In English"),
        help_text=_("If it was said in another language."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    agreed = forms.MultipleChoiceField(
        label=_("What do they agree to?"),
        help_text=_("They take part, or their words are not kept. Read out each sentence; tick what they say yes to."),
        choices=[(scope.value, f"{scope.label[0].upper()}{scope.label[1:]}") for scope in ASKED_FOR],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    takes_part = forms.BooleanField(label=_("They agree that what they say is used in this neighbourhood's work"))
    asked_in = forms.ChoiceField(label=_("In which language were they asked?"))
    age_band = forms.ChoiceField(label=_("How old are they?"), choices=AgeBand.choices, widget=forms.RadioSelect)
    guardian_agreed = forms.BooleanField(
        label=_("A guardian agreed"), help_text=_("Only if they are under 16."), required=False
    )
    assented = forms.BooleanField(
        label=_("The child said yes too"), help_text=_("Only if they are under 16."), required=False
    )

    def __init__(self, *args: Any, languages: list[str], **told: Any) -> None:
        super().__init__(*args, **told)
        self.fields["asked_in"].choices = [(each, language_name(each)) for each in languages]  # type: ignore[attr-defined]
        self.fields["asked_in"].initial = self.fields["language"].initial = LANGUAGE
        self.fields["age_band"].initial = AgeBand.ADULT

    def clean(self) -> dict[str, Any]:
        """Want both yeses for a child."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("age_band") in CHILDREN and not (told.get("guardian_agreed") and told.get("assented")):
            self.add_error("guardian_agreed", _("Under 16 both are needed: a guardian agrees, and the child says yes."))
        return told

    @property
    def kept(self) -> dict[str, Any]:
        """What the action is given, once the form is valid."""
        told = self.cleaned_data
        asked = Asked(
            language=told["asked_in"],
            how=How.SPOKEN,
            age_band=AgeBand(told["age_band"]),
            guardian_agreed=told["guardian_agreed"],
            assented=told["assented"],
        )
        scopes = [ConsentScope.TAKE_PART.value, *told["agreed"]]
        return {
            **{name: told[name] for name in ("words", "language", "translation")},
            "scopes": scopes,
            "asked": asked,
        }


class FileForm(forms.Form):
    """A photo, sound, film or drawing of a stop."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(kind.value, kind.label) for kind in MediaKind if kind is not MediaKind.SCAN],
        widget=forms.RadioSelect,
        initial=MediaKind.PHOTO,
    )
    file = forms.FileField(
        label=_("The file"),
        help_text=_("A photo or drawing of at most 20 MB, a sound of 50 MB, a film of 200 MB."),
    )
    alt = forms.CharField(
        label=_("What does it show or say?"),
        help_text=_("In a sentence or two, for who cannot see or hear it. Name nobody."),
        max_length=LONGEST_ALT,
        required=False,
        widget=forms.Textarea(attrs={**FREE, "rows": 2}),
    )
    of_speaker = forms.BooleanField(
        label=_("It shows, or is by, whoever said the words of this stop"),
        help_text=_("Then it goes as far as they agreed, and is taken out together with their words."),
        required=False,
    )
    blur_faces = forms.BooleanField(label=_("Blur faces before anybody sees it"), required=False)
    number = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **told: Any) -> None:
        super().__init__(*args, **told)
        self.fields["number"].initial = uuid.uuid4
