"""What people say the columns of a table mean."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from seedbed.analysis.assets.types import AssetType
from seedbed.formats.assets.mapping import ColumnMapping, Told
from seedbed.web.asset_register.column_words import MAIN, REST, WHYS
from seedbed.web.asset_register.columns import Sample
from seedbed.web.asset_register.forms import kind_choices

SEVERAL = frozenset({"address", "opening_days"})
"""Fields that several columns may mean together."""


class ColumnsForm(forms.Form):
    """Which column means what; a select for each field, with what is thought and what its column holds."""

    def __init__(
        self,
        data: Any,
        sample: Sample,
        mapping: ColumnMapping,
        known: Mapping[str, AssetType],
        *,
        name_by_kind: bool,
        wanted: Collection[str] = (),
    ) -> None:
        super().__init__(data)
        self.sample = sample
        self.before = {each.field: each for each in mapping.columns}
        self.columns = [(str(place), sample.name(place)) for place in range(len(sample.headings))]
        for name, label in (MAIN | REST).items():
            self.fields[name] = self._field(name, label)
        self._add_kind(mapping, known)
        self._add_people(mapping, wanted)
        self.fields["name_by_kind"] = forms.BooleanField(
            label=_("Call what has no name after its kind, such as “Post office”, instead of leaving it out"),
            required=False,
            initial=name_by_kind,
        )
        self.fields["keep_as"] = forms.CharField(
            label=_("Keep what you chose, to use it again. What do you call it?"),
            required=False,
            max_length=100,
            help_text=_("Such as: the council's list. Leave it empty if you need it only once."),
        )

    def _field(self, name: str, label: Any) -> forms.Field:
        places = [str(place) for place in (self.before[name].places if name in self.before else ())]
        if name in SEVERAL:
            return forms.MultipleChoiceField(
                label=label,
                choices=self.columns,
                initial=places,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=self._hint(name),
            )
        choices = [("", _("No column")), *self.columns]
        return forms.ChoiceField(
            label=label,
            choices=choices,
            initial=places[0] if places else "",
            required=False,
            help_text=self._hint(name),
        )

    def _hint(self, name: str) -> str:
        """Return why a column is thought to mean a field, and some of what it holds."""
        chosen = self._chosen(name)
        if not chosen:
            return ""
        thought = self.before.get(name)
        why = WHYS.get(thought.why, "") if thought and list(thought.places) == chosen else ""
        held = [each for place in chosen for each in self.sample.held(place)]
        parts = [format_html("{}. ", why)] if why else []
        if held:
            parts.append(format_html("{} ", gettext("It holds:")))
            parts.append(format_html_join("; ", "<bdi>{}</bdi>", ((each,) for each in held)))
        return format_html_join("", "{}", ((each,) for each in parts))

    def _chosen(self, name: str) -> list[int]:
        """Return the columns of a field: those that were sent, else those that are thought."""
        if self.is_bound:
            sent: QueryDict = self.data  # type: ignore[assignment]
            return [place for place in map(_place, sent.getlist(name)) if place < len(self.columns)]
        return list(self.before[name].places) if name in self.before else []

    def _add_kind(self, mapping: ColumnMapping, known: Mapping[str, AssetType]) -> None:
        self.fields["kind"] = forms.ChoiceField(
            label=_("What kind are those whose column says none?"),
            choices=[("", _("Not known")), *kind_choices(known)],
            initial=mapping.kind,
            required=False,
        )

    def _add_people(self, mapping: ColumnMapping, wanted: Collection[str]) -> None:
        """Offer to keep columns that may name people, if there are any."""
        if mapping.left_out:
            offered = [(str(place), self.sample.name(place)) for place in mapping.left_out]
            self.fields["keep"] = forms.MultipleChoiceField(
                label=_("These may name people. Which do you want all the same?"),
                choices=offered,
                initial=[place for place, name in offered if name in wanted],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("The others are left out."),
            )

    def main(self) -> Iterable[forms.BoundField]:
        """Give the fields that people look at first: the usual ones, and those a column is thought to mean."""
        return [self[name] for name in self.fields if name in MAIN or (name in REST and self._chosen(name))]

    def rest(self) -> Iterable[forms.BoundField]:
        """Give the fields that no column is thought to mean."""
        return [self[name] for name in REST if not self._chosen(name)]

    def last(self) -> Iterable[forms.BoundField]:
        """Give what is asked beside the columns."""
        return [self[name] for name in self.fields if name not in MAIN and name not in REST]

    def told(self) -> Told:
        """Return what was sent: all that is taken, nothing guessed beside it."""
        sent = self.cleaned_data
        chosen = {name: [int(place) for place in _listed(sent[name])] for name in MAIN | REST}
        kind = sent["kind"]
        return Told(
            columns={name: tuple(map(self.sample.name, places)) for name, places in chosen.items() if places},
            fixed={"asset_type": kind} if kind else {},
            keep=tuple(self.sample.name(int(place)) for place in sent.get("keep", ())),
            name_by_kind=sent["name_by_kind"],
            guess=False,
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a column that is to mean two things that exclude each other, and half a place."""
        given = super().clean() or {}
        for one, other in (("longitude", "latitude"), ("easting", "northing")):
            if bool(given.get(one)) != bool(given.get(other)):
                self.add_error(
                    other if given.get(one) else one, _("Choose columns for both halves of a place, or none.")
                )
        return given


def _listed(sent: Any) -> list[str]:
    return sent if isinstance(sent, list) else [sent] if sent else []


def _place(sent: str) -> int:
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 6 else 1 << 30
