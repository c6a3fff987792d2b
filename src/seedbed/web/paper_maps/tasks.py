"""The long work of this room, as the queue runs it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from shapely.geometry import shape

from seedbed.errors import MissingDataError, UserError
from seedbed.formats.paper.pack import PaperPack, pack_as_json
from seedbed.formats.paper.photos import Picture, open_photographs
from seedbed.web.jobs.tasks import Report, register
from seedbed.web.media.actions import receive
from seedbed.web.media.checking import check
from seedbed.web.media.models import MediaFile, MediaKind, MediaState
from seedbed.web.media.storing import storage
from seedbed.web.paper_maps.actions import PRINT, READ
from seedbed.web.paper_maps.models import PhotoState, PrintedPack, PrintedSheet, ProposedMark, ScanFile, SheetPhoto
from seedbed.web.paper_maps.queries import printed, theme_to_draw_on
from seedbed.web.paper_maps.sheet_words import consent_words, sheet_words
from seedbed.web.places.ground import map_file
from seedbed.web.places.queries import boundary_of

if TYPE_CHECKING:
    from seedbed.formats.paper.reading import SheetReading

SHOWN = 2000
"""Pixels of the longer side of a squared sheet as it is shown."""


def register_tasks() -> None:
    """Make the tasks known."""
    register(PRINT, print_pack, _page_of_packs)
    register(READ, read_photos, _page_of_pack)


def _page_of_packs(arguments: Mapping[str, Any]) -> str:
    asked = PrintedPack.objects.select_related("neighbourhood").filter(pk=arguments["paper_pack"]).first()
    return reverse("paper_maps:packs", args=[asked.neighbourhood.slug]) if asked is not None else ""


def _page_of_pack(arguments: Mapping[str, Any]) -> str:
    return reverse("paper_maps:pack", args=[arguments["paper_pack"]])


def print_pack(report: Report, *, paper_pack: str) -> str:
    """Draw a pack and lay it out; return the address of its page."""
    from seedbed.formats.osm_poster import read_poster
    from seedbed.reports.asset_map.files import paper_named
    from seedbed.reports.paper.pack import PackChoice, make_pack, seen_by
    from seedbed.reports.paper.pdf import pack_pdf

    asked = PrintedPack.objects.select_related("neighbourhood__programme").get(pk=paper_pack)
    place, line = asked.neighbourhood, boundary_of(asked.neighbourhood)
    if line is None:
        raise MissingDataError(
            "There is no line around this neighbourhood.",
            "A map on paper shows what is inside it.",
            "Draw the line first, on the page of step 1.",
        )
    language = asked.asked["language"].partition("-")[0]
    with translation.override(asked.asked["language"]):
        words = consent_words(sheet_words(asked.asked), place.programme, language)
    choice = PackChoice(
        place=place.name,
        place_key=str(place.scope_id),
        made_on=timezone.localdate(),
        paper=paper_named(asked.asked["size"]),
        tiled=asked.asked["tiled"],
        large_print=asked.asked["large_print"],
        language=language,
        words=words,
        invented=place.programme.invented,
        theme=theme_to_draw_on()[0],
    )
    outline = shape(line.outline)
    report(0, 3, "Reading the map")
    with map_file(place) as path:
        shown = read_poster(path, bounds=seen_by(outline, choice))
    report(1, 3, "Drawing the sheets")
    pack = make_pack(shown, outline, choice)
    report(2, 3, "Laying out the pages")
    _keep(asked, pack, pack_pdf(pack, words, large_print=choice.large_print))
    return reverse("paper_maps:pack", args=[asked.pk])


@transaction.atomic
def _keep(asked: PrintedPack, pack: PaperPack, pdf: bytes) -> None:
    asked.code, asked.document, asked.pdf = pack.pack, json.loads(json.dumps(pack_as_json(pack))), pdf
    asked.save()
    PrintedSheet.objects.bulk_create(
        PrintedSheet(pack=asked, page=each.page, name=each.name, code=str(pack.code(each))) for each in pack.sheets
    )


def read_photos(report: Report, *, paper_pack: str, photos: Sequence[str], scans: Sequence[str] = ()) -> str:
    """Read photographs and scans of a pack's sheets; return the address of its page."""
    from seedbed.formats.paper.reading import read_sheet
    from seedbed.workflows.voices.paper import PagesDrawn

    pack = PrintedPack.objects.select_related("neighbourhood__scope").get(pk=paper_pack)
    known, draw = printed(pack), PagesDrawn()
    numbers = [*photos]
    for number in scans:
        report(0, 1, "Drawing the pages of scans")
        numbers += _drawn(pack, number)
    for done, number in enumerate(numbers):
        report(done, len(numbers), "Reading photographs")
        photo = SheetPhoto.objects.select_related("media", "made_by").get(pk=number)
        if photo.state != PhotoState.READING:
            continue
        try:
            reading = read_sheet(_opened(photo), known, draw)
        except UserError as error:
            photo.state, photo.told = PhotoState.REFUSED, [error.what, error.why, error.next_step]
            photo.save(update_fields=["state", "told"])
            continue
        _propose(photo, pack, reading)
    return reverse("paper_maps:pack", args=[paper_pack])


def _drawn(pack: PrintedPack, number: str) -> list[str]:
    """Make a photograph of each page of a PDF, and let go of it; return the numbers of the photographs."""
    scan = ScanFile.objects.select_related("made_by").filter(pk=number).first()
    if scan is None:  # The job was begun before, and stopped after this.
        return []
    from seedbed.formats.paper.reading import as_jpeg

    told: dict[str, Any] = {"pack": pack, "made_by": scan.made_by}
    try:
        with TemporaryDirectory(prefix="seedbed-") as folder:
            path = Path(folder) / "scan.pdf"
            path.write_bytes(scan.content)
            pages = [as_jpeg(each.pixels, quality=95) for each in open_photographs(path)]
    except UserError as error:
        refused = {"state": PhotoState.REFUSED, "told": [error.what, error.why, error.next_step]}
        SheetPhoto.objects.create(name=scan.name, **told, **refused)
        scan.delete()
        return []
    with transaction.atomic():
        made = []
        for page, content in enumerate(pages, 1):
            media = receive(
                by=scan.made_by, neighbourhood=pack.neighbourhood, number=uuid4(), kind=MediaKind.SCAN, content=content
            )
            name = f"{scan.name[:180]}, {page}" if len(pages) > 1 else scan.name
            made.append(str(SheetPhoto.objects.create(name=name, media=media, **told).pk))
        scan.delete()
    return made


def _opened(photo: SheetPhoto) -> Any:
    """Return the picture of a photograph, after it was checked as every file is."""
    media = _ready(photo.media)
    with TemporaryDirectory(prefix="seedbed-") as folder:
        path = Path(folder) / "photograph"
        with storage().open(media.name) as file:
            path.write_bytes(file.read())
        return replace(open_photographs(path)[0], name=photo.name or "The photograph")


def _ready(media: MediaFile | None) -> MediaFile:
    """Have a file checked now if its turn has not come.

    Raises
    ------
    MissingDataError
        If it was refused, or is gone.
    """
    if media is not None and media.state == MediaState.CHECKING:
        check(media)
        media.refresh_from_db()
    if media is None or media.state != MediaState.READY:
        why = media.because if media is not None and media.because else "It is not there any more."
        raise MissingDataError("The photograph was not read.", why, "Take it again and send it as JPEG or PNG.")
    return media


def _propose(photo: SheetPhoto, pack: PrintedPack, reading: SheetReading) -> None:
    """Keep what was found, with pictures of it; all or nothing."""
    from seedbed.formats.paper.reading import as_jpeg

    def kept(picture: Picture, alt: str) -> MediaFile | None:
        if not picture.size or min(picture.shape[:2]) < 2:
            return None
        return receive(
            by=photo.made_by,
            neighbourhood=pack.neighbourhood,
            number=uuid4(),
            kind=MediaKind.SCAN,
            content=as_jpeg(picture),
            alt=alt,
        )

    with transaction.atomic():
        photo.squared = kept(_smaller(reading.squared.pixels), f"Sheet {reading.page}, squared")
        photo.card = kept(reading.token, "The box for the number of a consent card")
        photo.words = kept(reading.words, "The lines for words")
        photo.sheet = pack.sheets.get(page=reading.page)
        photo.state, photo.told, photo.within = PhotoState.READ, list(reading.notes), reading.within
        photo.save()
        for mark in reading.marks:
            ProposedMark.objects.create(
                photo=photo,
                number=mark.number,
                kind=mark.kind,
                colour=mark.colour,
                geometry=mark.geometry,
                box=list(mark.box),
                sure=mark.sure,
                crop=kept(mark.picture, f"Mark {mark.number}: {mark.kind}, {mark.colour}"),
            )


def _smaller(picture: Picture) -> Picture:
    import cv2
    import numpy as np

    share = min(SHOWN / max(picture.shape[:2]), 1.0)
    return np.asarray(cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), np.uint8)
