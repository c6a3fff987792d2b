"""What people do with paper: print a pack, bring photographs, settle what is on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_noop as _

from seedbed.errors import UsageError
from seedbed.web.capture.actions import put_in_inbox, take_in_waiting
from seedbed.web.capture.models import KEPT_WAITING, Source, Waiting
from seedbed.web.consent.actions import Asked
from seedbed.web.consent.models import AgeBand, How, Participant
from seedbed.web.jobs.actions import start
from seedbed.web.jobs.models import Job
from seedbed.web.listening.models import Contribution, ContributionMedia
from seedbed.web.media.actions import erase, receive
from seedbed.web.media.models import MediaFile, MediaKind
from seedbed.web.paper_maps.models import PhotoState, PrintedPack, ProposedMark, ScanFile, SheetPhoto
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood

PRINT, READ = "paper_maps.print", "paper_maps.read"
LARGEST_SCAN = 60 * 1024**2
"""Bytes of a PDF."""
SCANS_KEPT = timedelta(days=1)
"""How long a PDF stays whose job was stopped."""


@transaction.atomic
def ask_for_pack(*, by: User, neighbourhood: Neighbourhood, asked: Mapping[str, Any]) -> tuple[PrintedPack, Job]:
    """Keep what a pack should be, and put drawing it into the queue."""
    made = PrintedPack.objects.create(neighbourhood=neighbourhood, asked=dict(asked), made_by=by)
    record(by=by, action="paper.print", scope=neighbourhood.scope, subject=f"paper:{made.pk}")
    title = f"Maps on paper of {neighbourhood.name}"[:200]
    job = start(by=by, scope=neighbourhood.scope, task=PRINT, title=title, arguments={"paper_pack": str(made.pk)})
    return made, job


@transaction.atomic
def bring_photos(*, by: User, pack: PrintedPack, files: Sequence[UploadedFile[Any]]) -> Job:
    """Take photographs of a pack's sheets, or scans of several as PDF, and put reading them into the queue.

    Raises
    ------
    UserError
        If a file is no picture or PDF, or too large; none is taken then.
    """
    place = pack.neighbourhood
    numbers, scans = [], []
    for file in files:
        if _is_pdf(file):
            scans.append(str(_keep_scan(by, pack, file).pk))
            continue
        media = receive(by=by, neighbourhood=place, number=uuid4(), kind=MediaKind.SCAN, content=file)
        name = Path(file.name or "").name[:200]
        numbers.append(str(SheetPhoto.objects.create(pack=pack, media=media, name=name, made_by=by).pk))
    record(by=by, action="paper.bring", scope=place.scope, subject=f"paper:{pack.pk}", photographs=len(files))
    title = f"Photographs of maps on paper of {place.name}"[:200]
    arguments = {"paper_pack": str(pack.pk), "photos": numbers, "scans": scans}
    return start(by=by, scope=place.scope, task=READ, title=title, arguments=arguments)


def _is_pdf(file: UploadedFile[Any]) -> bool:
    start_of_it = file.read(1024)
    file.seek(0)
    return b"%PDF-" in start_of_it


def _keep_scan(by: User, pack: PrintedPack, file: UploadedFile[Any]) -> ScanFile:
    if (file.size or 0) > LARGEST_SCAN:
        raise UsageError(
            _("The file was not taken."), _("A PDF may have at most 60 MB."), _("Scan fewer sheets into each.")
        )
    return ScanFile.objects.create(pack=pack, name=Path(file.name or "").name[:200], content=file.read(), made_by=by)


@dataclass(frozen=True, slots=True)
class Settled:
    """What a person made of a photographed sheet.

    Parameters
    ----------
    kept
        The numbers of the marks that are marks, with what each is about.
    participant
        Whose consent card lay with it; None where nobody's, or a paper card without a number.
    scopes
        What is ticked on a paper card of someone who has no number yet.
    """

    kept: Mapping[int, str]
    words: str = ""
    language: str = "en"
    participant: Participant | None = None
    scopes: tuple[str, ...] = ()
    age_band: AgeBand | None = None
    meanings: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def settle(*, by: User, photo: SheetPhoto, settled: Settled) -> Waiting | None:
    """Put what a person confirmed into the inbox, and take it in where a consent card lay with it.

    Marks and pictures are then here no more: they are with the words, or in the inbox until somebody is asked.

    Returns
    -------
    Waiting | None
        What is in the inbox; None where nothing on the sheet was worth keeping. Its contribution, where consent is
        known, has the second half of its receipt: show it once.

    Raises
    ------
    UsageError
        If somebody settled it before.
    UserError
        If words, marks or consent will not do.
    """
    held = SheetPhoto.objects.select_for_update().get(pk=photo.pk)
    if held.state != PhotoState.READ:
        raise UsageError(
            _("This sheet is settled."), _("Somebody looked at it before you."), _("Look at the next one.")
        )
    place = held.pack.neighbourhood
    marks = [each for each in held.marks.select_related("crop") if each.number in settled.kept]
    waiting = None
    if marks or settled.words.strip():
        waiting = put_in_inbox(
            by=by,
            neighbourhood=place,
            source=Source.PAPER,
            source_key=f"paper:{held.pk}",
            words=settled.words,
            language=settled.language,
            file_name=held.name,
            prompt=(held.pack.document or {}).get("question", ""),
            marks=[
                {
                    "geometry": each.geometry,
                    "category": settled.meanings.get(each.colour, each.colour)[:60],
                    "label": settled.kept[each.number][:200],
                }
                for each in marks
            ],
            media=[] if held.squared is None else [held.squared],
            evidence=[each.crop for each in marks if each.crop is not None],
        )
        waiting.contribution = _take_in(by, waiting, settled)
    record(by=by, action="paper.settle", scope=place.scope, subject=f"paper_photo:{held.pk}", marks=len(marks))
    pictures = [held.media, held.squared, held.card, held.words, *(each.crop for each in held.marks.all())]
    held.marks.all().delete()
    held.state, held.waiting, held.name = PhotoState.SETTLED, waiting, ""
    held.media = held.squared = held.card = held.words = None
    held.save()
    _erase_unused(by, waiting, [each for each in pictures if each is not None])
    return waiting


def _erase_unused(by: User, waiting: Waiting | None, pictures: Sequence[MediaFile]) -> None:
    """Erase pictures of a sheet that are neither with its words nor in the inbox: nobody need look at them any more."""
    numbers = [each.pk for each in pictures]
    kept = set(ContributionMedia.objects.filter(media__in=numbers).values_list("media", flat=True))
    if waiting is not None:
        kept |= set(waiting.media.values_list("pk", flat=True)) | set(waiting.evidence.values_list("pk", flat=True))
    for each in MediaFile.objects.filter(pk__in=set(numbers) - kept).select_related("neighbourhood__scope"):
        erase(by=by, file=each)


def _take_in(by: User, waiting: Waiting, settled: Settled) -> Contribution | None:
    """Take it in where consent is known; else it waits until somebody is asked."""
    if settled.participant is None and not settled.scopes:
        return None
    return take_in_waiting(
        by=by,
        waiting=waiting,
        words=settled.words,
        scopes=settled.scopes,
        asked=Asked(how=How.ON_PAPER, age_band=settled.age_band or AgeBand.ADULT),
        participant=settled.participant,
    )


@transaction.atomic
def forget_old(now: datetime) -> None:
    """Let go of marks and pictures of sheets that nobody settled in `KEPT_WAITING`: as the inbox does."""
    ScanFile.objects.filter(made_at__lt=now - SCANS_KEPT).delete()
    old = SheetPhoto.objects.filter(made_at__lt=now - KEPT_WAITING).exclude(state=PhotoState.SETTLED)
    ProposedMark.objects.filter(photo__in=old).delete()
    old.update(state=PhotoState.SETTLED, name="", told=[], media=None, squared=None, card=None, words=None)
