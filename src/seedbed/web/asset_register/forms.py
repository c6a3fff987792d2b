"""What people send to the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seedbed.analysis.assets.listing import Listing, ListingStatus, Price, StepFree
from seedbed.analysis.assets.types import AssetType, Family
from seedbed.formats.assets.opening_words import opening_from_words, opening_in_words
from seedbed.thread.payloads.choices import BarrierKind, OrganisationForm
from seedbed.web.asset_register.actions import ToldBarrier
from seedbed.web.asset_register.kind_words import kind_name
from seedbed.web.asset_register.models import Severity
from seedbed.web.asset_register.queries.lists import Freshness, Wanted
from seedbed.web.asset_register.wording import BARRIERS, FORMS, FRESHNESS, SEVERITIES, STATES, STEP_FREE
from seedbed.web.ui.widgets import DayInput

ANY = [("", _("Any"))]
LARGEST_FILE = 10 * 1024 * 1024
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

    def __init__(self, data: Any, known: Mapping[str, AssetType], languages: Sequence[str]) -> None:
        super().__init__(data)
        self.fields["kind"].choices = [*ANY, *kind_choices(known)]  # type: ignore[attr-defined]
        self.fields["language"].choices = [*ANY, *((each, each) for each in languages)]  # type: ignore[attr-defined]
        self.fields["without"].choices = [*ANY, *((k.value, name) for k, name in BARRIERS.items())]  # type: ignore[attr-defined]
        self.fields["freshness"].choices = [*ANY, *((k.value, name) for k, name in FRESHNESS.items())]  # type: ignore[attr-defined]

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
        )

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for."""
        return self.is_valid() and any(value not in ("", None, False) for value in self.cleaned_data.values())


class AssetForm(forms.Form):
    """What is known of an asset."""

    name = forms.CharField(label=_("Name"), max_length=500, help_text=_("What people here call it."))
    asset_type = forms.ChoiceField(label=_("Kind"))
    description = forms.CharField(label=_("What is it, or what happens there?"), required=False, widget=FEW_LINES)
    used_for = forms.CharField(label=_("What do people use it for?"), required=False, widget=FEW_LINES)
    organisation = forms.CharField(label=_("Who runs it?"), max_length=500, required=False)
    address = forms.CharField(label=_("Address"), max_length=500, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=12, required=False)
    longitude = forms.FloatField(
        label=_("Longitude"), required=False, min_value=-180, max_value=180, widget=forms.TextInput
    )
    latitude = forms.FloatField(
        label=_("Latitude"),
        required=False,
        min_value=-90,
        max_value=90,
        widget=forms.TextInput,
        help_text=_("Degrees, such as 53.4631 north. Leave both empty if it has no place."),
    )
    opening = forms.CharField(
        label=_("When is it open?"),
        required=False,
        max_length=2000,
        widget=FEW_LINES,
        help_text=_("One line for each, such as: Monday and Thursday 10:00-12:00."),
    )
    cost = forms.ChoiceField(
        label=_("What does it cost?"),
        choices=[("", _("Not known")), ("free", _("Nothing")), ("costs", _("It costs something"))],
        required=False,
        widget=forms.RadioSelect,
    )
    cost_words = forms.CharField(label=_("The cost in words"), max_length=500, required=False)
    languages = forms.CharField(
        label=_("Languages spoken there"), max_length=500, required=False, help_text=_("With commas between them.")
    )
    step_free = forms.ChoiceField(
        label=_("Can someone with wheels get in?"),
        choices=[(each.value, STEP_FREE[each]) for each in StepFree],
        required=False,
        widget=forms.RadioSelect,
    )
    accessibility = forms.CharField(label=_("More about getting in"), required=False, widget=FEW_LINES)
    eligibility = forms.CharField(label=_("Whom is it for?"), required=False, widget=FEW_LINES)
    minimum_age = forms.FloatField(label=_("From which age?"), required=False, min_value=0, max_value=130)
    maximum_age = forms.FloatField(label=_("Up to which age?"), required=False, min_value=0, max_value=130)
    telephone = forms.CharField(label=_("Telephone"), max_length=100, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    owner = forms.CharField(label=_("Who owns it?"), max_length=200, required=False)
    controller = forms.CharField(label=_("Who decides what happens there?"), max_length=200, required=False)
    condition = forms.CharField(label=_("In what condition is it?"), required=False, widget=FEW_LINES)
    capacity = forms.FloatField(label=_("How many people fit in?"), required=False, min_value=0)
    potential_use = forms.CharField(label=_("What could it be used for?"), required=False, widget=FEW_LINES)
    status = forms.ChoiceField(
        label=_("Is it open?"),
        choices=[(each.value, STATES[each]) for each in ListingStatus if each is not ListingStatus.DEFUNCT],
        initial=ListingStatus.ACTIVE.value,
    )
    named_by_residents = forms.BooleanField(label=_("Residents named it"), required=False)
    public = forms.BooleanField(label=_("Show it in the public directory"), required=False)

    def __init__(self, data: Any, known: Mapping[str, AssetType], listing: Listing | None = None) -> None:
        super().__init__(data, initial=initial_of(listing) if listing else None)
        self.listing = listing
        self.fields["asset_type"].choices = kind_choices(known)  # type: ignore[attr-defined]
        if listing is not None:
            # These are changed elsewhere: on the list, and by joining voices.
            del self.fields["named_by_residents"], self.fields["public"]

    def clean(self) -> dict[str, Any]:
        """Need both halves of a place, and ages in order."""
        given = super().clean() or {}
        if not self.errors and (given["longitude"] is None) != (given["latitude"] is None):
            self.add_error("latitude", _("Give both longitude and latitude, or neither."))
        low, high = given.get("minimum_age"), given.get("maximum_age")
        if low is not None and high is not None and low > high:
            self.add_error("maximum_age", _("Give an age that is not below the lowest."))
        return given

    def told(self) -> Listing:
        """Return what was sent as a listing; what the form does not ask for stays as it was."""
        sent = dict(self.cleaned_data)
        before = self.listing or Listing(identifier="", name="")
        words, cost = sent.pop("cost_words"), sent.pop("cost")
        for name in ("named_by_residents", "public"):
            sent.pop(name, None)
        values = {name: getattr(before, name) for name in before.__dataclass_fields__}
        opening = opening_from_words(sent.pop("opening"))
        return Listing(
            **{
                **values,
                **sent,
                "status": ListingStatus(sent["status"]),
                "step_free": StepFree(sent["step_free"]),
                "languages": tuple(each.strip() for each in sent["languages"].split(",") if each.strip()),
                "opening": opening,
                "prices": _prices(before, cost, words),
            }
        )


def _prices(before: Listing, cost: str, words: str) -> tuple[Price, ...]:
    """Return prices; amounts that a source gave stay where nobody says otherwise."""
    if before.prices and (cost, words) == _cost_of(before):
        return before.prices
    if cost == "free":
        return (Price(amount=0, words=words),)
    amounts = tuple(each for each in before.prices if each.amount) if cost == "costs" else ()
    return amounts or ((Price(words=words or str(_("It costs something."))),) if cost or words else ())


def _cost_of(listing: Listing) -> tuple[str, str]:
    amounts = [each.amount for each in listing.prices if each.amount is not None]
    words = "; ".join(each.words for each in listing.prices if each.words)
    if amounts:
        return ("free" if not any(amounts) else "costs"), words
    return ("costs" if listing.prices else ""), words


def initial_of(listing: Listing) -> dict[str, Any]:
    """Return a listing as the form shows it."""
    plain = {name: getattr(listing, name) for name in AssetForm.base_fields if name in listing.__dataclass_fields__}
    cost, words = _cost_of(listing)
    return {
        **plain,
        "status": listing.status.value,
        "step_free": listing.step_free.value,
        "languages": ", ".join(listing.languages),
        "opening": "\n".join(opening_in_words((each,)) for each in listing.opening),
        "cost": cost,
        "cost_words": words,
    }


class BarrierForm(forms.Form):
    """What keeps whom away, how much, and who could change it."""

    name = forms.CharField(
        label=_("What keeps people away?"),
        max_length=200,
        help_text=_("In a few words, such as: the bridge has steps."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, name) for kind, name in BARRIERS.items()])
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
    voices = forms.MultipleChoiceField(
        label=_("Who said so?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Voices marked in what people said, the newest first."),
    )

    def __init__(self, data: Any, voices: Sequence[tuple[str, Any]], initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        if voices:
            self.fields["voices"].choices = list(voices)  # type: ignore[attr-defined]
        else:
            del self.fields["voices"]

    def told(self) -> ToldBarrier:
        """Return what was sent."""
        sent = {name: value for name, value in self.cleaned_data.items() if name not in {"voices", "on", "new", "form"}}
        return ToldBarrier(**{**sent, "kind": BarrierKind(sent["kind"]), "severity": Severity(sent["severity"])})

    def chosen(self) -> list[int]:
        """Return the numbers of the voices that were ticked."""
        return [int(number) for number in self.cleaned_data.get("voices", [])]


class ElsewhereForm(BarrierForm):
    """A barrier that stands in an organisation, a policy, a procedure or a contract."""

    on = forms.ChoiceField(label=_("Where does it stand?"), required=False)
    new = forms.CharField(label=_("Or name one that is not in the list"), max_length=200, required=False)
    form = forms.ChoiceField(
        label=_("What is that?"),
        choices=[(form.value, name) for form, name in FORMS.items()],
        initial=OrganisationForm.POLICY.value,
        required=False,
    )
    field_order = ("on", "new", "form")

    def __init__(self, data: Any, voices: Sequence[tuple[str, Any]], organisations: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, voices)
        self.fields["on"].choices = [("", _("None of these")), *organisations]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Need one thing that it stands on."""
        given = super().clean() or {}
        if not self.errors and bool(given.get("on")) == bool(given.get("new", "").strip()):
            self.add_error("on", _("Choose one from the list, or name a new one."))
        return given


class RemovedForm(forms.Form):
    """Since when a barrier is gone."""

    removed_on = forms.DateField(label=_("Since which day is it gone?"), widget=DayInput())

    def clean_removed_on(self) -> date:
        """Refuse days to come."""
        day: date = self.cleaned_data["removed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day


class VoicesForm(forms.Form):
    """Voices that name an asset."""

    voices = forms.MultipleChoiceField(label=_("Which voices name it?"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any, voices: Sequence[tuple[str, Any]]) -> None:
        super().__init__(data)
        self.fields["voices"].choices = list(voices)  # type: ignore[attr-defined]


class MergeForm(forms.Form):
    """Why two listings are one thing."""

    why = forms.CharField(label=_("Why are they the same?"), max_length=1000)


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


class ImportForm(forms.Form):
    """A file or a feed of assets."""

    file = forms.FileField(label=_("File"), required=False)
    url = forms.URLField(
        label=_("Or the address of a feed"),
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text=_("Open Referral UK, on the open internet."),
    )
    source = forms.CharField(
        label=_("Who gives it out?"),
        required=False,
        max_length=300,
        help_text=_("Such as: the council's directory. What the same source brought before is changed, not added."),
    )
    only_inside = forms.BooleanField(
        label=_("Take only what lies inside the line around this neighbourhood, or has no place"), required=False
    )
    name_by_kind = forms.BooleanField(
        label=_("Call what has no name after its kind, such as “Post office”, instead of leaving it out"),
        required=False,
    )
    public = forms.BooleanField(label=_("Show what is added in the public directory"), required=False)

    def clean(self) -> dict[str, Any]:
        """Need one of the two, and no file beyond what is read."""
        given = super().clean() or {}
        file = given.get("file")
        if not self.errors and bool(file) == bool(given.get("url")):
            self.add_error("file", _("Choose a file, or give the address of a feed."))
        if file and file.size > LARGEST_FILE:
            self.add_error("file", _("The file is larger than 10 MB. Send only the part you need."))
        return given
