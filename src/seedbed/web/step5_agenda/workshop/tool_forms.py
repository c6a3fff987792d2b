"""Forms of what a room draws: arrows of a circle, the path of a loop, a factor over the years."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from seedbed.web.step5_agenda.forms import POLARITIES
from seedbed.web.step5_agenda.models import SystemMap
from seedbed.web.step5_agenda.queries import factors_of
from seedbed.web.step5_agenda.workshop.connecting import LONGEST_PATH, Arrow
from seedbed.web.step5_agenda.workshop.trends import FIRST_YEAR, LAST_YEAR, LEVELS, MOST_POINTS, Point

EMPTY = [("", _("Choose"))]


def _named(found: SystemMap) -> list[tuple[str, Any]]:
    return [("", _("Choose")), *((str(each.key), each.name) for each in factors_of(found) if each.name)]


def _offer(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
    field.choices = choices


class ArrowForm(forms.Form):
    """Two factors of a circle and which way the arrow works."""

    cause = forms.ChoiceField(label=_("If this goes up …"))
    polarity = forms.ChoiceField(
        label=_("… which way does the other go?"), choices=POLARITIES, widget=forms.RadioSelect
    )
    effect = forms.ChoiceField(label=_("The other"))

    def __init__(self, sent: Any = None, *, found: SystemMap) -> None:
        super().__init__(sent, initial={"polarity": "same"})
        for name in ("cause", "effect"):
            _offer(self, name, _named(found))

    @property
    def arrow(self) -> Arrow:
        """What was chosen, once it is valid."""
        told = self.cleaned_data
        return Arrow(told["cause"], told["effect"], told["polarity"])


class PathForm(forms.Form):
    """Factors in the order in which a room told them, each with how it acts on the next."""

    back = forms.BooleanField(label=_("The last one acts on the first: it is a loop"), required=False, initial=True)

    def __init__(self, sent: Any = None, *, found: SystemMap) -> None:
        super().__init__(sent)
        named, ways = _named(found), [*POLARITIES]
        for number in range(1, LONGEST_PATH + 1):
            self.fields[f"factor_{number}"] = forms.ChoiceField(
                label=_("Factor %(number)s") % {"number": number}, choices=named, required=number <= 2
            )
            self.fields[f"way_{number}"] = forms.ChoiceField(
                label=_("How factor %(number)s acts on the next") % {"number": number}, choices=ways, required=False
            )
        self.order_fields([*(name for name in self.fields if name != "back"), "back"])

    @property
    def path(self) -> tuple[list[str], list[str]]:
        """Factors and ways, without the lines that were left empty."""
        told = self.cleaned_data
        lines = [(told[f"factor_{n}"], told[f"way_{n}"] or "same") for n in range(1, LONGEST_PATH + 1)]
        kept = [line for line in lines if line[0]]
        return [factor for factor, _way in kept], [way for _factor, way in kept]


class TrendForm(forms.Form):
    """How a room drew a factor: some years, with how high it was or will be."""

    factor = forms.ChoiceField(label=_("Which factor?"))

    def __init__(self, sent: Any = None, *, found: SystemMap) -> None:
        super().__init__(sent)
        _offer(self, "factor", _named(found))
        levels = [*EMPTY, *((str(level), _(words)) for level, words in LEVELS.items())]
        for number in range(1, MOST_POINTS + 1):
            self.fields[f"year_{number}"] = forms.IntegerField(
                label=_("Year %(number)s") % {"number": number},
                min_value=FIRST_YEAR,
                max_value=LAST_YEAR,
                required=number <= 2,
                widget=forms.NumberInput(attrs={"class": "nhsuk-input--width-4"}),
            )
            self.fields[f"level_{number}"] = forms.ChoiceField(
                label=_("How high in year %(number)s?") % {"number": number}, choices=levels, required=number <= 2
            )

    def clean(self) -> dict[str, Any]:
        """Ask for year and level together."""
        told: dict[str, Any] = super().clean() or {}
        for number in range(3, MOST_POINTS + 1):
            if (told.get(f"year_{number}") is None) != (not told.get(f"level_{number}")):
                self.add_error(f"level_{number}", _("Give a year and a level, or neither."))
        return told

    @property
    def told(self) -> tuple[UUID, list[Point]]:
        """The factor and the points, once it is valid."""
        sent = self.cleaned_data
        numbers = [n for n in range(1, MOST_POINTS + 1) if sent[f"year_{n}"] is not None]
        return UUID(sent["factor"]), [(sent[f"year_{n}"], int(sent[f"level_{n}"])) for n in numbers]
