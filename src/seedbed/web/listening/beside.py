"""What comes with the words of a contribution: marks on the map, media, and who or what wrote it down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from seedbed.errors import UsageError
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.marks import ReadyMark
from seedbed.web.listening.models import Contribution, ContributionMedia, Mark
from seedbed.web.media.actions import erase
from seedbed.web.media.models import MediaFile, MediaKind
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from seedbed.web.places.queries import boundary_of

LONGEST_GIST = 300


@dataclass(frozen=True, slots=True)
class Beside:
    """What comes with words.

    Parameters
    ----------
    gist
        The contribution in a few words, by whoever wrote it down.
    marks
        What was shown on the map.
    media
        Files of the same neighbourhood that belong to it.
    media_to_come
        Whether more files were announced, so that it may have neither words nor marks yet.
    transcriber
        Who typed words that were spoken or written by hand.
    device
        Number of the device that sent it.
    receipt
        Number and digest of the receipt that the device made; one is made here if not given.
    """

    gist: str = ""
    marks: tuple[ReadyMark, ...] = ()
    media: tuple[MediaFile, ...] = ()
    media_to_come: bool = False
    transcriber: User | None = None
    device: UUID | None = None
    receipt: tuple[str, str] | None = None

    def says_something(self) -> bool:
        """Say whether a contribution may come without words because of it."""
        return bool(self.marks or self.media or self.media_to_come)


WORDS_ALONE = Beside()
"""Nothing beside the words."""


def keep_marks(contribution: Contribution, marks: Iterable[ReadyMark]) -> list[Mark]:
    """Keep what was shown on the map with a contribution; call it in the transaction that makes it.

    Raises
    ------
    UsageError
        If a place that a mark names is not of this programme.
    """
    ready = tuple(marks)
    if not ready:
        return []
    bead = contribution.bead
    _check_places(bead, ready)
    made = []
    for each in ready:
        west, south, east, north = each.box()
        made.append(
            Mark(
                contribution=contribution,
                geometry=dict(each.geometry),
                category=each.category,
                label=each.label,
                precision=each.precision.value,
                place_id=each.place,
                outside=_is_outside(bead.neighbourhood, each),
                west=west,
                south=south,
                east=east,
                north=north,
            )
        )
    return Mark.objects.bulk_create(made)


def _check_places(bead: Bead, marks: tuple[ReadyMark, ...]) -> None:
    named = {each.place for each in marks if each.place is not None}
    if named and Bead.objects.filter(pk__in=named, programme=bead.programme_id).count() != len(named):
        raise UsageError(
            "The marks on the map cannot be kept.",
            "A place that one names is not known here.",
            "Choose the place anew.",
        )


def _is_outside(neighbourhood: Neighbourhood | None, mark: ReadyMark) -> bool:
    """Say whether no part of a mark lies within the line around its neighbourhood; where there is no line, no."""
    outline = outline_of(neighbourhood) if neighbourhood else None
    return outline is not None and not outline.intersects(shape(dict(mark.geometry)))


def outline_of(neighbourhood: Neighbourhood) -> BaseGeometry | None:
    """Return the shape of the line around a neighbourhood, or None."""
    line = boundary_of(neighbourhood)
    return None if line is None else shape(line.outline)


def keep_media(contribution: Contribution, media: Iterable[MediaFile]) -> None:
    """Let files belong to a contribution; one that does so already stays as it is.

    Raises
    ------
    UsageError
        If a file belongs to another neighbourhood or another contribution.
    """
    for each in media:
        link, _ = ContributionMedia.objects.get_or_create(media=each, defaults={"contribution": contribution})
        if link.contribution_id != contribution.pk or each.neighbourhood_id != contribution.bead.neighbourhood_id:
            raise UsageError("The file cannot be kept.", "It belongs to something else.", "Send it under a new number.")
        if each.participant_id != contribution.participant_id:
            each.participant = contribution.participant
            each.save(update_fields=["participant"])


def files_of(contribution: Contribution) -> list[MediaFile]:
    """Return the files that belong to a contribution, in the order in which they came."""
    links = contribution.media.select_related("media__neighbourhood__scope", "media__participant")
    return [link.media for link in links.order_by("pk")]


def given_with(contribution: Contribution) -> list[MediaFile]:
    """Return the files of a contribution, and those of its speaker that belong to no contribution, as at a stop."""
    if contribution.participant is None:
        return files_of(contribution)
    theirs = MediaFile.objects.filter(participant=contribution.participant).exclude(kind=MediaKind.SCAN.value)
    loose = theirs.exclude(pk__in=ContributionMedia.objects.values("media")).order_by("received_at", "pk")
    return [*files_of(contribution), *loose.select_related("neighbourhood__scope", "participant")]


def erase_beside(contribution: Contribution, now: datetime) -> None:
    """Erase what came with words that are erased: marks, earlier words, checks, and files from the disk too."""
    files = files_of(contribution)
    contribution.marks.all().delete()
    contribution.checks.all().delete()
    contribution.earlier.all().delete()
    contribution.media.all().delete()
    for file in files:
        erase(by=None, file=file, at=now)
