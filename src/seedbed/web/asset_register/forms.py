"""What people send to the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seedbed.analysis.assets.types import AssetType, Family
from seedbed.thread.payloads.choices import BarrierKind, OrganisationForm
from seedbed.web.asset_register.actions import ToldBarrier
from seedbed.web.asset_register.kind_words import kind_name
from seedbed.web.asset_register.models import Severity
from seedbed.web.asset_register.queries.lists import Freshness, Wanted
from seedbed.web.asset_register.wording import BARRIERS, FORMS, FRESHNESS, SEVERITIES
from seedbed.web.ui.widgets import DayInput

ANY = [("", _("Any"))]
FEW_LINES = forms.Textarea(attrs={"rows": 3})


def kind_choices(known: Mapping[str, AssetType]) -> list[tuple[str, Any]]:
    """Return the kinds of assets as a form offers them."""
    return [(code, kind_name(each)) for code, each in known.items()]


class FilterForm(forms.Form):
    """What the list is narrowed to; sent in the address, so that a list can be handed on."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    open_now = forms.BooleanField(label=_("Open now"), required=False)
    free = forms.BooleanField(label=_("Free"), required=False)
    step_free = forms.BooleanField(label=_("Step-free"), required=False)
    named = forms.BooleanField(label=_("Named by residents"), required=False)
    language = forms.ChoiceField(label=_("Language spoken there"), required=False)
    age = forms.FloatField(label=_("For someone aged"), required=False, min_value=0, max_value=130)
    without = forms.ChoiceField(label=_("Leave out where this keeps people away"), required=False)
    freshness = forms.ChoiceField(label=_("How far it can be trusted"), required=False)
    source = forms.CharField(label=_("Who gives it out"), required=False, max_length=300, widget=forms.Select)

    def __init__(self, data: Any, known: Mapping[str, AssetType], languages: Sequence[str]) -> None:
        super().__init__(data)
        self.fields["kind"].choices = [*ANY, *kind_choices(known)]  # type: ignore[attr-defined]
        self.fields["language"].choices = [*ANY, *((each, each) for each in languages)]  # type: ignore[attr-defined]
        self.fields["without"].choices = [*ANY, *((k.value, name) for k, name in BARRIERS.items())]  # type: ignore[attr-defined]
        self.fields["freshness"].choices = [*ANY, *((k.value, name) for k, name in FRESHNESS.items())]  # type: ignore[attr-defined]

    def offer_sources(self, sources: Sequence[str]) -> None:
        """Offer who gave listings out; none where nobody is named."""
        if sources:
            self.fields["source"].widget.choices = [*ANY, *((each, each) for each in sources)]
        else:
            del self.fields["source"]

    def wanted(self) -> Wanted:
        """Return what the list is narrowed to; a part that will not do lets everything through."""
        self.is_valid()
        sent = self.cleaned_data
        return Wanted(
            words=sent.get("q", ""),
            asset_type=sent.get("kind", ""),
            open_at=timezone.now() if sent.get("open_now") else None,
            free=bool(sent.get("free")),
            step_free=bool(sent.get("step_free")),
            language=sent.get("language", ""),
            age=sent.get("age"),
            without=sent.get("without", ""),
            freshness=Freshness(sent["freshness"]) if sent.get("freshness") else None,
            named_by_residents=bool(sent.get("named")),
            source=sent.get("source", ""),
        )

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for."""
        return self.is_valid() and any(value not in ("", None, False) for value in self.cleaned_data.values())


NOT_TOLD = frozenset({"find", "voices", "on", "new", "form"})
"""What a form asks beside what is told of a barrier."""


class SaidByVoices(forms.Form):
    """What residents said and the team wrote down: with the voices that said so, for who may read them.

    Pressing "Find" sends the whole form: it comes back as it was typed, with other voices to choose from.
    """

    find = forms.CharField(
        label=_("Find voices by what was said"),
        required=False,
        max_length=100,
        help_text=_("A word or a part of one. The newest are listed without it."),
    )
    voices = forms.MultipleChoiceField(
        label=_("Who said so?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Voices marked in what people said, the newest first, and those you ticked."),
    )

    def __init__(self, data: Any, voices: Sequence[tuple[str, Any]], initial: dict[str, Any] | None = None) -> None:
        if data is not None and data.get("do") == "find":
            typed = {name: data.getlist(name) if name == "voices" else data.get(name) for name in self.base_fields}
            data, initial = None, typed
        super().__init__(data, initial=initial)
        # Last, whatever a form asks beside it.
        self.order_fields([name for name in self.fields if name not in {"find", "voices"}])
        if voices:
            self.fields["voices"].choices = list(voices)  # type: ignore[attr-defined]
        else:
            del self.fields["voices"]
            if not self.initial.get("find"):
                del self.fields["find"]

    def chosen(self) -> list[int]:
        """Return the numbers of the voices that were ticked."""
        return [int(number) for number in self.cleaned_data.get("voices", [])]


class BarrierForm(SaidByVoices):
    """What keeps whom away, how much, and who could change it."""

    name = forms.CharField(
        label=_("What keeps people away?"),
        max_length=200,
        help_text=_("In a few words, such as: the bridge has steps."),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("Choose a kind")), *((kind.value, name) for kind, name in BARRIERS.items())]
    )
    for_whom = forms.CharField(
        label=_("Whom does it keep away?"),
        max_length=500,
        required=False,
        help_text=_("People it touches most, in words; never one person."),
    )
    severity = forms.TypedChoiceField(
        label=_("How much?"),
        choices=[(each.value, name) for each, name in SEVERITIES.items()],
        coerce=int,
        initial=Severity.OFTEN.value,
        widget=forms.RadioSelect,
    )
    who_could_fix = forms.CharField(label=_("Who could change it?"), max_length=300, required=False)
    what_it_takes = forms.CharField(label=_("What would it take?"), max_length=5000, required=False, widget=FEW_LINES)
    opportunity = forms.CharField(
        label=_("What could come of changing it?"), max_length=5000, required=False, widget=FEW_LINES
    )

    def told(self) -> ToldBarrier:
        """Return what was sent."""
        sent = {name: value for name, value in self.cleaned_data.items() if name not in NOT_TOLD}
        return ToldBarrier(**{**sent, "kind": BarrierKind(sent["kind"]), "severity": Severity(sent["severity"])})


class StandsElsewhere(SaidByVoices):
    """Which organisation, policy, procedure or contract is meant: one of the list, or a new one."""

    on = forms.ChoiceField(label=_("Where does it stand?"), required=False)
    new = forms.CharField(label=_("Or name one that is not in the list"), max_length=200, required=False)
    form = forms.ChoiceField(
        label=_("What is that?"),
        choices=[(form.value, name) for form, name in FORMS.items()],
        initial=OrganisationForm.POLICY.value,
        required=False,
    )

    def __init__(self, data: Any, voices: Sequence[tuple[str, Any]], organisations: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, voices)
        self.order_fields(["on", "new", "form"])
        # What is on the thread already.
        self.fields["on"].choices = [("", _("None of these")), *organisations]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Need one thing that it stands on."""
        given = super().clean() or {}
        if not self.errors and bool(given.get("on")) == bool(given.get("new", "").strip()):
            self.add_error("on", _("Choose one from the list, or name a new one."))
        return given


class ElsewhereForm(StandsElsewhere, BarrierForm):
    """A barrier that stands in an organisation, a policy, a procedure or a contract."""


class SinceForm(forms.Form):
    """Since when something is so: a barrier gone, an opportunity taken up."""

    since = forms.DateField(widget=DayInput())

    def __init__(self, data: Any, label: Any) -> None:
        super().__init__(data)
        self.fields["since"].label = label

    def clean_since(self) -> date:
        """Refuse days to come."""
        day: date = self.cleaned_data["since"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day


class VoicesForm(SaidByVoices):
    """Voices that name an asset."""

    voices = forms.MultipleChoiceField(label=_("Which voices name it?"), widget=forms.CheckboxSelectMultiple)


class MergeForm(forms.Form):
    """Why two listings are one thing."""

    why = forms.CharField(label=_("Why are they the same?"), max_length=1000, widget=FEW_LINES)


class KindForm(forms.Form):
    """A kind of asset of the partnership's own."""

    name = forms.CharField(label=_("Name of one"), max_length=100, help_text=_("Such as: repair café."))
    plural = forms.CharField(label=_("Name of several"), max_length=100, help_text=_("Such as: repair cafés."))
    family = forms.ChoiceField(
        label=_("What sort of asset is it?"),
        choices=[
            (Family.ASSOCIATION.value, _("A group of people")),
            (Family.INSTITUTION.value, _("An organisation or service")),
            (Family.BUILDING.value, _("A building or place")),
            (Family.GREEN_SPACE.value, _("A green space")),
            (Family.ECONOMIC.value, _("A shop or other business")),
            (Family.PERSON.value, _("A person's skill or time, without naming them")),
            (Family.STORY.value, _("A story, custom or piece of history")),
        ],
        widget=forms.RadioSelect,
    )
