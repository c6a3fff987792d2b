"""Forms that ask a map something: one of the fourteen questions, for its loops, or a what-if."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from seedbed.analysis.systems.questions import QUESTIONS
from seedbed.analysis.systems.types import SystemMap
from seedbed.web.ui.fields import attributes_of

MOST_CHOSEN = 30


class LongList(forms.SelectMultiple):
    """A list of hundreds of choices. Its options are written here: a template for each takes longer than an answer."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:  # noqa: ARG002 - Django's signature
        """Return the list as the design system has it."""
        there = {**self.build_attrs(self.attrs, attrs), "multiple": True}
        worn = attributes_of({"attrs": there, "template_name": self.template_name})
        chosen = set(self.format_value(value))
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, SELECTED if key in chosen else "", words) for key, words in self.choices),
        )
        return format_html('<select name="{}"{}>{}</select>', name, flatatt(worn), options)


SELECTED = SafeString(" selected")


class OfFactors(forms.MultipleChoiceField):
    """Factors of a map, chosen from a list of all."""

    def __init__(self, label: Any, help_text: Any = "") -> None:
        super().__init__(label=label, help_text=help_text, required=False, widget=LongList(attrs={"size": 8}))

    def clean(self, value: Any) -> list[str]:
        """Return identifiers; too many would make an answer that nobody reads."""
        found = cast("list[str]", super().clean(value))
        if len(found) > MOST_CHOSEN:
            raise forms.ValidationError(_("Choose at most 30 factors at once."))
        return found


def offer(form: forms.Form, system: SystemMap) -> None:
    """Offer the factors of a map, by name, in the fields of a form that take some."""
    choices = sorted(((each.identifier, each.name) for each in system.factors), key=lambda each: each[1].casefold())
    for field in form.fields.values():
        if isinstance(field, OfFactors):
            field.choices = choices


class AskForm(forms.Form):
    """One of the fourteen questions, and what it is asked of."""

    ask = forms.ChoiceField(choices=[(letter, letter) for letter in QUESTIONS], widget=forms.HiddenInput)
    factor = OfFactors(
        _("Which factors do you ask about?"),
        _("Without any, those that the map marks: outcomes, interventions, what people control, what changes easily."),
    )
    towards = OfFactors(_("Towards which outcomes?"), _("Without any, those that the map marks as outcomes."))

    def __init__(self, sent: Any, *, system: SystemMap) -> None:
        super().__init__(sent)
        question = QUESTIONS.get(sent.get("ask", ""))
        if question is None or not question.other:
            del self.fields["towards"]
        if question is not None and sent["ask"] in OF_THE_MAP:
            del self.fields["factor"]
        offer(self, system)


OF_THE_MAP = "jklmn"
"""Questions that start from the map itself."""


class LoopsForm(forms.Form):
    """Which loops are looked for."""

    longest = forms.IntegerField(
        label=_("Most links of a loop"), min_value=1, max_value=12, initial=8, help_text=_("1 to 12.")
    )
    polarity = forms.ChoiceField(
        label=_("Which kind of loop?"),
        required=False,
        choices=[
            ("", _("All")),
            ("reinforcing", _("Reinforcing: a change comes back stronger")),
            ("balancing", _("Balancing: a change is brought back")),
            ("undetermined", _("Undetermined: a link on it is not known")),
        ],
    )
    order = forms.ChoiceField(
        label=_("Which come first?"),
        required=False,
        choices=[
            ("shortest", _("The shortest")),
            ("strongest", _("The strongest")),
            ("told", _("The best told")),
        ],
    )
    factor = OfFactors(_("Only loops through all of these factors"))

    def __init__(self, sent: Any, *, system: SystemMap) -> None:
        super().__init__(sent)
        offer(self, system)


OF_PEOPLE = "people"


class WhatIfForm(forms.Form):
    """What is held, by which rule the map is played, and with whose weights."""

    up = OfFactors(_("Hold up: as much as can be"))
    down = OfFactors(_("Hold down: nothing of it"))
    rule = forms.ChoiceField(
        label=_("What moves a factor?"),
        widget=forms.RadioSelect,
        initial="modified",
        choices=[
            ("modified", _("Its causes, and what it was before")),
            ("rescaled", _("The same, where half way means that nothing is known")),
            ("kosko", _("Its causes alone")),
        ],
    )

    weights = forms.ChoiceField(
        label=_("Which weights of links?"), required=False, widget=forms.RadioSelect, initial="drawn"
    )

    def __init__(self, sent: Any, *, system: SystemMap, people: int = 0) -> None:
        """Take the map, and of how many people there are weights: of none, only those drawn are offered."""
        super().__init__(sent)
        offer(self, system)
        theirs = gettext("Of {many} people: the median; the range is drawn from")
        field = cast("forms.ChoiceField", self.fields["weights"])
        field.choices = [("drawn", _("As drawn")), (OF_PEOPLE, theirs.format(many=people))]
        if not people:
            # Whoever comes back to an address of when there were some is answered with what is drawn.
            del self.fields["weights"]

    def clean(self) -> dict[str, Any]:
        """Ask for something to hold, and for each factor one way alone."""
        found = super().clean() or self.cleaned_data
        up, down = (set(found.get(name, ())) for name in ("up", "down"))
        if up & down:
            self.add_error("down", _("A factor cannot be held up and down at once. Choose one of the two."))
        elif not up | down and not self.errors:
            self.add_error("up", _("Choose at least one factor to hold up or down."))
        return found
