"""Forms for words: writing down what was said, and marking what is in it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seedbed.formats.said import Said
from seedbed.thread.kinds import BeadKind
from seedbed.web.consent.actions import Asked
from seedbed.web.consent.models import CHILDREN, AgeBand, ConsentScope, How, Participant
from seedbed.web.consent.queries import languages_to_ask_in
from seedbed.web.consent.sentences import LANGUAGE
from seedbed.web.listening.languages import language_name
from seedbed.web.listening.models import Contribution
from seedbed.web.listening.shelf import Shelf
from seedbed.web.listening.words import LONGEST_WORDS, sentences, without_controls
from seedbed.web.walking_skeleton.forms import AddForm, JoinForm

SENTENCES_A_PAGE = 100

NEW, KNOWN, PUBLIC = "new", "known", "public"
WHO = [
    (NEW, "Someone new, who agreed that their words may be used here"),
    (KNOWN, "Someone who has a number already"),
    (PUBLIC, "Nobody in particular: it was said in public, before everyone"),
]


def _too_long(text: str) -> str:
    return f"They have {len(text):,} characters; {LONGEST_WORDS:,} is the most. Cut them into several contributions."


AGREED = [
    (scope.value, f"{scope.label[0].upper()}{scope.label[1:]}")
    for scope in ConsentScope
    # Taking part is what “someone new” stands for; cards are told on a sheet of their own.
    if scope not in {ConsentScope.TAKE_PART, ConsentScope.CARD}
]


class AgreementForm(forms.Form):
    """What someone new agrees to, and how they were asked."""

    agreed = forms.MultipleChoiceField(
        label=_("What else do they agree to?"),
        help_text=_(
            "Only for someone new. Read out each sentence; tick what they say yes to. It is fine to tick nothing."
        ),
        choices=AGREED,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    asked_in = forms.ChoiceField(
        label=_("In which language were they asked?"),
        help_text=_("Listed are languages whose wording a named speaker has signed; in another nobody may be asked."),
        required=False,
    )
    how = forms.ChoiceField(
        label=_("How did they say yes?"),
        choices=How.choices,
        initial=How.SPOKEN,
        required=False,
        widget=forms.RadioSelect,
    )
    age_band = forms.ChoiceField(
        label=_("How old are they?"),
        help_text=_("Needed for someone new."),
        choices=AgeBand.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    guardian_agreed = forms.BooleanField(
        label=_("A guardian agreed"),
        help_text=_("Only if they are under 16. Do not write down who it is."),
        required=False,
    )
    assented = forms.BooleanField(
        label=_("The child said yes too"), help_text=_("Only if they are under 16."), required=False
    )

    def offer_languages(self, languages: list[str]) -> None:
        """Offer the languages in which residents may be asked here."""
        self.fields["asked_in"].choices = [(each, language_name(each)) for each in languages]  # type: ignore[attr-defined]
        self.fields["asked_in"].initial = LANGUAGE

    @property
    def asked(self) -> Asked:
        """How someone new was asked, once the form is valid."""
        told = self.cleaned_data
        return Asked(
            language=told["asked_in"] or LANGUAGE,
            how=How(told["how"] or How.SPOKEN),
            age_band=AgeBand(told["age_band"]),
            guardian_agreed=told["guardian_agreed"],
            assented=told["assented"],
        )

    @property
    def scopes(self) -> list[str]:
        """What someone new agreed to, once the form is valid."""
        return [ConsentScope.TAKE_PART.value, *self.cleaned_data["agreed"]]

    def check_agreement(self, *, new: bool) -> None:
        """Check what was told of someone new, and that nothing was told of anybody else."""
        told = self.cleaned_data
        band = told.get("age_band", "")
        if not new:
            for name in ("agreed", "guardian_agreed", "assented"):
                if told.get(name):
                    self.add_error(name, "This is asked of someone new alone. Take the ticks away, or choose “new”.")
        elif not band and "age_band" not in self.errors:
            self.add_error("age_band", "Choose one: children need a guardian's yes as well as their own.")
        elif band in CHILDREN and not (told.get("guardian_agreed") and told.get("assented")):
            self.add_error(
                "guardian_agreed", "Under 16 both are needed: a guardian agrees, and the child says yes too."
            )


class ContributionForm(AgreementForm, AddForm):
    """What someone said, word for word."""

    words = forms.CharField(
        label=_("What was said, word for word?"),
        help_text=_("In the language it was said in. Leave out names of people."),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    translation = forms.CharField(
        label=_("The same in English"),
        help_text=_("If it was said in another language."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    who = forms.ChoiceField(label=_("Whose words are they?"), choices=WHO, widget=forms.RadioSelect)
    number = forms.CharField(
        label=_("Their number"), help_text=_("Only for someone who has one already."), required=False, max_length=20
    )

    def __init__(self, *args: Any, shelf: Shelf, **told: Any) -> None:
        super().__init__(*args, kind=BeadKind.CONTRIBUTION, shelf=shelf, **told)
        self.left_out = 0
        self.kept: Contribution | None = None
        self.participant: Participant | None = None
        self.offer_languages(languages_to_ask_in(shelf.neighbourhood.programme))
        for name in ("words", "translation"):
            # Django's own check would refuse a null character; here it is left out with the other controls.
            self.fields[name].validators = []

    @property
    def told(self) -> list[forms.BoundField]:
        """The words, whose they are, and what someone new agrees to."""
        return [self[name] for name in ("words", "translation", "who", "number", *AgreementForm.base_fields)]

    def clean_words(self) -> str:
        """Return the words without control characters."""
        return self._plain("words")

    def clean_translation(self) -> str:
        """Return the translation without control characters."""
        return self._plain("translation")

    def _plain(self, name: str) -> str:
        kept, left_out = without_controls(self.cleaned_data[name])
        self.left_out += left_out
        if len(kept) > LONGEST_WORDS:
            raise forms.ValidationError(_too_long(kept))
        if name == "words" and not kept.strip():
            raise forms.ValidationError(_("They hold nothing that can be read. Write down what was said."))
        return kept

    def clean(self) -> dict[str, Any]:
        """Find whose words they are."""
        cleaned = super().clean()
        who, number = cleaned.get("who"), str(cleaned.get("number") or "").strip().upper()
        if who == KNOWN:
            here = Participant.objects.filter(neighbourhood=self.shelf.neighbourhood)
            self.participant = here.filter(token=number).first() if number else None
            if self.participant is None:
                self.add_error("number", "Nobody in this neighbourhood has this number. Look at it once more.")
        elif who and number:
            self.add_error("number", "A number is given, but not said to be theirs. Choose “has a number already”.")
        if who:
            self.check_agreement(new=who == NEW)
        return cleaned


class MarkForm(JoinForm):
    """One voice in a contribution: sentences that follow each other, or a part of them."""

    sentence = forms.TypedMultipleChoiceField(
        label=_("Which sentences say one thing?"),
        help_text=_("Tick one, or several that follow each other. Mark the next thing afterwards."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    part = forms.CharField(
        label=_("Only a part of it?"),
        help_text=_("Copy the words here, exactly as they stand above."),
        required=False,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    translation = forms.CharField(
        label=_("The marked words in English"),
        help_text=_("If they are in another language."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, contribution: Contribution, shelf: Shelf, page: int = 1, **told: Any) -> None:
        super().__init__(*args, kind=BeadKind.VOICE, shelf=shelf, **told)
        self.contribution = contribution
        self.spans = sentences(contribution.words)
        self.pages = max(1, -(-len(self.spans) // SENTENCES_A_PAGE))
        self.page = min(max(page, 1), self.pages)
        first = (self.page - 1) * SENTENCES_A_PAGE
        shown = range(first, min(first + SENTENCES_A_PAGE, len(self.spans)))
        chosen = self.fields["sentence"]
        language = contribution.bead.payload["language"]
        chosen.choices = [  # type: ignore[attr-defined]
            (place, Said(contribution.words[slice(*self.spans[place])], language)) for place in shown
        ]
        self.span: tuple[int, int] = (0, 0)

    def clean(self) -> dict[str, Any]:
        """Find the characters that were marked."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        places = sorted(cleaned["sentence"])
        if places and places != list(range(places[0], places[-1] + 1)):
            self.add_error("sentence", "The sentences ticked do not follow each other. Mark one thing at a time.")
            return cleaned
        within = (self.spans[places[0]][0], self.spans[places[-1]][1]) if places else (0, len(self.contribution.words))
        if cleaned["part"]:
            self._find_part(cleaned["part"].replace("\r\n", "\n"), within)
        elif places:
            self.span = within
        else:
            self.add_error("sentence", "Nothing is marked. Tick a sentence, or copy the words into the box below.")
        return cleaned

    def _find_part(self, part: str, within: tuple[int, int]) -> None:
        words = self.contribution.words
        start = words.find(part, *within)
        if start < 0:
            self.add_error("part", "These words are not there. Copy them exactly as they stand above.")
        elif words.find(part, start + 1, within[1]) >= 0:
            self.add_error("part", "These words are there more than once. Tick the sentence as well, or copy more.")
        else:
            self.span = (start, start + len(part))


class TranslationForm(forms.Form):
    """What was said, in English."""

    translation = forms.CharField(
        label=_("What does it say in English?"),
        help_text=_("As close as you can. What they said stays beside it, and your name is kept with the translation."),
        strip=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 8, "lang": "en", "dir": "ltr"}),
    )
