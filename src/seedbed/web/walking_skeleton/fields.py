"""From the fields of a payload to the fields of a form."""

from __future__ import annotations

import dataclasses
import re
import types
from datetime import date
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints

from django import forms

from seedbed.thread.kinds import BeadKind
from seedbed.thread.payloads import PAYLOADS, Payload
from seedbed.web.listening.languages import LANGUAGES
from seedbed.web.ui.widgets import DayInput
from seedbed.web.walking_skeleton.wording import choice_in_words, hint_of, label_of

LONG = {
    *("definition", "dissent", "because", "assumption"),
    *("ask", "who_gains", "for_whom", "does"),
    *("reason", "conditions", "words", "method"),
}
"""Fields that get several lines."""

MOST = 10**12
"""No count of people or visits is larger; larger ones are slips."""

FEW = 6
"""Up to so many choices are shown as radio buttons, more as a list."""


_WITH_COMMAS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")


class AmountField(forms.FloatField):
    """A number, also as people write it: £12,000 or 30%."""

    def to_python(self, value: Any) -> Any:
        """Return the number without its pound or per cent sign and the commas between thousands."""
        if isinstance(value, str):
            value = value.strip().removeprefix("£").removesuffix("%").strip()
            if _WITH_COMMAS.fullmatch(value):
                value = value.replace(",", "")
        return super().to_python(value)


def fields_of(kind: BeadKind) -> dict[str, forms.Field]:
    """Return a form field for every field of a kind's payload, by name and in order."""
    hints = get_type_hints(PAYLOADS[kind])
    return {field.name: _form_field(kind, field, hints[field.name]) for field in dataclasses.fields(PAYLOADS[kind])}


def _form_field(kind: BeadKind, field: dataclasses.Field[Any], hint: Any) -> forms.Field:
    may_be_empty = get_origin(hint) is types.UnionType
    if may_be_empty:
        hint = next(choice for choice in get_args(hint) if choice is not types.NoneType)
    given = field.default if field.default is not dataclasses.MISSING else None
    told: dict[str, Any] = {
        "label": label_of(kind, field.name),
        "help_text": hint_of(kind, field.name),
        "required": not may_be_empty and (given is None or given not in {"", None}),
        # Which way is up is a judgement: one that was never made would turn good news into bad.
        "initial": None if field.name == "direction" else given.value if isinstance(given, Enum) else given,
    }
    return _by_type(field.name, hint, told)


def _by_type(name: str, hint: Any, told: dict[str, Any]) -> forms.Field:
    if name == "language":
        return forms.ChoiceField(choices=list(LANGUAGES.items()), **told)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _choice(hint, told)
    if hint is date:
        return day_field(**told)
    if hint is int:
        return forms.IntegerField(min_value=0, max_value=MOST, widget=forms.NumberInput, **told)
    if hint is float:
        return AmountField(
            widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "nhsuk-input--width-10"}), **told
        )
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}) if name in LONG else forms.TextInput, **told)


def _choice(hint: type[Enum], told: dict[str, Any]) -> forms.Field:
    choices = [(choice.value, choice_in_words(choice)) for choice in hint]
    widget = forms.RadioSelect if len(choices) <= FEW else forms.Select
    return forms.TypedChoiceField(choices=choices, coerce=hint, widget=widget, **told)


def day_field(**told: Any) -> forms.DateField:
    """Return a field for a day."""
    return forms.DateField(
        widget=DayInput(),
        error_messages={"invalid": "There is no such day. Give day, month and year, such as 14 3 2026."},
        **told,
    )


def initial_of(payload: Payload) -> dict[str, Any]:
    """Return a payload's values as a form shows them."""
    values = {field.name: getattr(payload, field.name) for field in dataclasses.fields(payload)}
    return {name: value.value if isinstance(value, Enum) else value for name, value in values.items()}
