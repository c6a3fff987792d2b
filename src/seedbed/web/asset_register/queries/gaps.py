"""What people asked for that is not here: themes and barriers without an asset."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from seedbed.thread.kinds import BeadKind, Relation
from seedbed.web.asset_register.models import Barrier
from seedbed.web.golden_thread.models import Bead, Link
from seedbed.web.golden_thread.presenting import ShownBead, shown
from seedbed.web.people.permissions import Visitor
from seedbed.web.places.models import Neighbourhood


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A theme of which no voice names an asset: how many voices belong to it."""

    theme: ShownBead
    voices: int


@dataclass(frozen=True, slots=True)
class Gaps:
    """What was asked for and is not here.

    Parameters
    ----------
    themes
        Themes whose voices name no asset, the most voices first.
    answered
        How many themes have a voice that names an asset.
    barriers
        Barriers that stand on no asset of the register.
    by_hand
        Assets on the thread that have no listing yet.
    """

    themes: tuple[AskedFor, ...]
    answered: int
    barriers: tuple[ShownBead, ...]
    by_hand: tuple[ShownBead, ...]


def gaps_of(neighbourhood: Neighbourhood, visitor: Visitor) -> Gaps:
    """Return what people asked for that is not here, as one visitor may see it."""
    themes = _living(neighbourhood, BeadKind.THEME)
    voices = _voices_of(themes)
    naming = _naming({voice for some in voices.values() for voice in some})
    lacking = Counter({theme: len(some) for theme, some in voices.items() if some and not some & naming})
    barriers = _barriers_without(neighbourhood)
    unlisted = list(_standing(neighbourhood, BeadKind.ASSET).filter(asset=None).values_list("pk", flat=True))
    found = shown([*lacking, *barriers, *unlisted], visitor)
    return Gaps(
        tuple(AskedFor(found[theme], many) for theme, many in lacking.most_common() if found[theme].visible),
        sum(bool(some & naming) for some in voices.values()),
        tuple(found[number] for number in barriers if found[number].visible),
        tuple(found[number] for number in unlisted if found[number].visible),
    )


def _living(neighbourhood: Neighbourhood, kind: BeadKind) -> list[int]:
    return list(_standing(neighbourhood, kind).values_list("pk", flat=True))


def _standing(neighbourhood: Neighbourhood, kind: BeadKind) -> QuerySet[Bead]:
    found = Bead.objects.filter(neighbourhood=neighbourhood, kind=kind.value, tombstone=None, went_in=None)
    return found.order_by("pk")


def _voices_of(themes: list[int]) -> dict[int, set[int]]:
    """Return the living voices of each theme, straight or by a code."""
    straight = _sources(themes, Relation.GROUPED_IN)
    codes = {source for some in straight.values() for source in some}
    coded = _sources(sorted(codes), Relation.CODED_TO)
    found: dict[int, set[int]] = {}
    for theme in themes:
        of_codes = {voice for source in straight[theme] for voice in coded.get(source, ())}
        found[theme] = straight[theme] | of_codes
    voices = {each for some in found.values() for each in some}
    living = set(
        Bead.objects.filter(pk__in=voices, kind=BeadKind.VOICE.value, tombstone=None).values_list("pk", flat=True)
    )
    return {theme: some & living for theme, some in found.items()}


def _sources(targets: list[int], relation: Relation) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = Link.objects.filter(target__in=targets, relation=relation.value, retracted_at=None)
    for source, target in rows.values_list("source_id", "target_id"):
        found[target].add(source)
    return found


def _naming(voices: set[int]) -> set[int]:
    """Return those of some voices that name an asset which is there."""
    rows = Link.objects.filter(
        source__in=voices, relation=Relation.NAMED_ASSET.value, retracted_at=None, target__tombstone=None
    )
    return set(rows.exclude(target__asset__gone_at__isnull=False).values_list("source_id", flat=True))


def _barriers_without(neighbourhood: Neighbourhood) -> list[int]:
    numbers = _living(neighbourhood, BeadKind.BARRIER)
    on_assets = Link.objects.filter(
        target__in=numbers, relation=Relation.BLOCKED_BY.value, source__kind=BeadKind.ASSET.value, retracted_at=None
    )
    held = set(on_assets.values_list("target_id", flat=True))
    held |= set(Barrier.objects.filter(pk__in=numbers, removed_on__isnull=False).values_list("pk", flat=True))
    return [number for number in numbers if number not in held]
