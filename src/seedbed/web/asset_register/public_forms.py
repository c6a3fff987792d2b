"""What anyone may send to the public directory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import isfinite
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seedbed.analysis.assets.types import AssetType
from seedbed.web.asset_register.forms import FilterForm
from seedbed.web.asset_register.queries.lists import Wanted
from seedbed.web.asset_register.queries.public import Box
from seedbed.web.asset_register.texts import LONGEST_NOTE

NOT_FOR_ALL = ("named", "without", "freshness", "source")
"""Filters of the register that ask what the directory does not tell."""


class PublicFilterForm(FilterForm):
    """What the public list is narrowed to."""

    box = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def __init__(self, data: Any, known: Mapping[str, AssetType], languages: Sequence[str]) -> None:
        super().__init__(data, known, languages)
        for name in NOT_FOR_ALL:
            del self.fields[name]
        if not languages:
            del self.fields["language"]

    def wanted(self) -> Wanted:
        """Return what the list is narrowed to, of public assets alone."""
        return replace(super().wanted(), public=True)

    def chosen_box(self) -> Box | None:
        """Return the part of the map that is asked for: west, south, east, north; None for all or what is no box."""
        parts = str(self.cleaned_data.get("box", "")).split(",") if self.is_valid() else []
        try:
            numbers = [float(part) for part in parts]
        except ValueError:
            return None
        if len(numbers) != 4 or not all(isfinite(number) for number in numbers):
            return None
        west, south, east, north = numbers
        return west, south, east, north


class WrongForm(forms.Form):
    """What is wrong with a listing, in a few words."""

    note = forms.CharField(
        label=_("What is wrong?"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Such as: it has moved, the times have changed, it has closed. Leave out names of people."),
    )
