"""Lists of assets, filtered, and how fresh each is. The public directory asks the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from seedbed.web.asset_register.details import DAY, folded
from seedbed.web.asset_register.models import Asset, Barrier, Check, Finding, OpenHours
from seedbed.web.places.models import Neighbourhood

MOST_SOURCES = 500


class Freshness(StrEnum):
    """How far a listing can be trusted today."""

    FRESH = "fresh"
    DUE = "due"
    NEVER = "never"
    DOUBTED = "doubted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list is narrowed to; each field that says nothing lets everything through.

    Parameters
    ----------
    words
        Each must stand in name, organisation, description, address, postcode, whom it is for or what it is used for.
    open_at
        Open at this moment, by weekly hours; what says no hours is not among them.
    step_free
        Someone with wheels gets in: "yes" only.
    language
        Spoken there.
    age
        Years; what says no ages is for all.
    without
        No standing barrier of this kind.
    public
        What the public directory shows.
    source
        Who gave the listing out.
    """

    words: str = ""
    asset_type: str = ""
    open_at: datetime | None = None
    free: bool = False
    step_free: bool = False
    language: str = ""
    age: float | None = None
    without: str = ""
    freshness: Freshness | None = None
    named_by_residents: bool = False
    public: bool = False
    source: str = ""


def standing(neighbourhood: Neighbourhood) -> QuerySet[Asset]:
    """Return the assets of a neighbourhood that are there: not gone, not merged away; by name."""
    found = Asset.objects.filter(neighbourhood=neighbourhood, gone_at=None, merged_into=None)
    return found.order_by("name", "pk")


def assets_of(neighbourhood: Neighbourhood, wanted: Wanted | None = None) -> QuerySet[Asset]:
    """Return the assets that a list shows, by name, each with ``doubted``: whether someone says that it is wrong."""
    wanted = wanted or Wanted()
    found = standing(neighbourhood).filter(_plain(wanted))
    for word in folded(wanted.words).split():
        found = found.filter(search__contains=word)
    if wanted.open_at is not None:
        found = found.filter(Exists(_open(wanted.open_at)))
    if wanted.without:
        found = found.exclude(Exists(_standing_barriers(wanted.without)))
    found = found.annotate(doubted=Exists(waiting_checks()))
    return _by_freshness(found, wanted.freshness) if wanted.freshness else found


def how_many(found: QuerySet[Asset]) -> tuple[int, int]:
    """Return how many assets a list shows and how many of them have a place, counted in one pass."""
    counts = found.order_by().aggregate(many=Count("pk"), placed=Count("longitude"))
    return counts["many"], counts["placed"]


def _plain(wanted: Wanted) -> Q:
    """Return what one row of the table answers."""
    kept = Q()
    if wanted.asset_type:
        kept &= Q(asset_type=wanted.asset_type)
    if wanted.source:
        kept &= Q(source=wanted.source)
    if wanted.free:
        kept &= Q(free=True)
    if wanted.step_free:
        kept &= Q(step_free="yes")
    if wanted.language:
        kept &= Q(languages__contains=f"|{folded(wanted.language)}|")
    if wanted.age is not None:
        kept &= Q(minimum_age=None) | Q(minimum_age__lte=wanted.age)
        kept &= Q(maximum_age=None) | Q(maximum_age__gte=wanted.age)
    if wanted.named_by_residents:
        kept &= Q(named_by_residents=True)
    if wanted.public:
        kept &= Q(public=True)
    return kept


def _open(moment: datetime) -> QuerySet[OpenHours]:
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    minute = local.weekday() * DAY + local.hour * 60 + local.minute
    day = local.date()
    return OpenHours.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=day),
        Q(valid_to=None) | Q(valid_to__gte=day),
        asset=OuterRef("pk"),
        starts__lte=minute,
        ends__gt=minute,
    )


def _standing_barriers(kind: str) -> QuerySet[Barrier]:
    return Barrier.objects.filter(asset=OuterRef("pk"), kind=kind, removed_on=None, bead__tombstone=None)


def waiting_checks() -> QuerySet[Check]:
    """Return what was said of an asset and still waits, for `Exists`."""
    return Check.objects.filter(
        asset=OuterRef("pk"), settled_at=None, found__in=[Finding.WRONG.value, Finding.CHANGED.value]
    )


def _by_freshness(found: QuerySet[Any], freshness: Freshness) -> QuerySet[Any]:
    today = timezone.localdate()
    if freshness is Freshness.DOUBTED:
        return found.filter(doubted=True)
    if freshness is Freshness.NEVER:
        return found.filter(last_verified_on=None)
    if freshness is Freshness.DUE:
        return found.filter(verify_by__lt=today)
    return found.filter(verify_by__gte=today, doubted=False)


def freshness_of(asset: Asset, today: date | None = None) -> Freshness:
    """Return how far a listing can be trusted today."""
    doubted = getattr(asset, "doubted", None)
    if doubted is None:
        doubted = asset.checks.filter(settled_at=None, found__in=[Finding.WRONG.value, Finding.CHANGED.value]).exists()
    if doubted:
        return Freshness.DOUBTED
    if asset.last_verified_on is None or asset.verify_by is None:
        return Freshness.NEVER
    return Freshness.FRESH if asset.verify_by >= (today or timezone.localdate()) else Freshness.DUE


def round_of(neighbourhood: Neighbourhood) -> QuerySet[Asset]:
    """Return what should be looked at, the most pressing first: doubted, then due longest, then never looked at."""
    today = timezone.localdate()
    found = standing(neighbourhood).annotate(doubted=Exists(waiting_checks()))
    waiting = found.filter(Q(doubted=True) | Q(verify_by=None) | Q(verify_by__lt=today))
    return waiting.order_by("-doubted", F("verify_by").asc(nulls_last=True), "name", "pk")


def languages_of(neighbourhood: Neighbourhood) -> list[str]:
    """Return the languages that listings here name, each once."""
    columns = standing(neighbourhood).order_by().exclude(languages="").values_list("languages", flat=True).distinct()
    return sorted({name.title() for column in columns for name in column.split("|") if name})


def sources_of(neighbourhood: Neighbourhood) -> list[str]:
    """Return who gave the listings here out, each once, at most `MOST_SOURCES`."""
    named = standing(neighbourhood).exclude(source="")
    return list(named.order_by("source").values_list("source", flat=True).distinct()[:MOST_SOURCES])


def type_counts(neighbourhood: Neighbourhood) -> dict[str, int]:
    """Return how many assets of each kind are here, by its code."""
    counts: dict[str, int] = {}
    for code in standing(neighbourhood).order_by().values_list("asset_type", flat=True):
        counts[code] = counts.get(code, 0) + 1
    return counts


def waiting_words(neighbourhood: Neighbourhood) -> QuerySet[Check]:
    """Return what people said of listings here and nobody has settled yet, the oldest first."""
    # Few wait and assets are many: asked this way round, a database starts from those few.
    there = standing(neighbourhood).order_by().filter(pk=OuterRef("asset_id"))
    found = Check.objects.filter(Exists(there), settled_at=None)
    return found.select_related("asset", "made_by").order_by("made_at", "pk")


def gone_from(neighbourhood: Neighbourhood) -> QuerySet[Asset]:
    """Return what is gone, the newest first."""
    found = Asset.objects.filter(neighbourhood=neighbourhood, merged_into=None, gone_at__isnull=False)
    return found.order_by("-gone_at", "pk")
