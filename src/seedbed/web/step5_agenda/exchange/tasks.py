"""The long work of files with maps, as the queue runs it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from seedbed.errors import UsageError
from seedbed.formats.systems.reading import read_map
from seedbed.web.jobs.tasks import Report, register
from seedbed.web.jobs.ticking import every
from seedbed.web.places.models import Neighbourhood
from seedbed.web.step5_agenda.exchange.drawing_in import MOST
from seedbed.web.step5_agenda.exchange.importing import TASK, forget_left_files, import_in_pieces, take_away
from seedbed.web.step5_agenda.file_models import MapFile


def register_tasks() -> None:
    """Make the task known, and what becomes of files that it left."""
    register(TASK, bring_file_in, asked_from)
    every(
        "maps.forget_left_files",
        timedelta(days=1),
        forget_left_files,
        _("Forget files of system maps that were not brought in"),
    )


def asked_from(arguments: Mapping[str, Any]) -> str:
    """Return the page where a file was sent."""
    there = Neighbourhood.objects.filter(slug=arguments["place"]).exists()
    return reverse("step5_agenda:bring_in", args=[arguments["place"]]) if there else ""


def bring_file_in(report: Report, *, number: str, place: str) -> str:  # noqa: ARG001 - says where it was asked for
    """Read a file and bring it into a new map, all or nothing; return the address that says what was refused and why.

    Raises
    ------
    UsageError
        If the file is not kept any more.
    BadInputError
        If it cannot be read, or a map cannot hold it.
    """
    wanted = MapFile.objects.select_related("neighbourhood__scope", "neighbourhood__programme", "made_by")
    file = wanted.filter(pk=number).first()
    if file is None:
        raise UsageError("The file is not kept any more.", "It waited too long.", "Send it again.")
    try:
        report(0, 0, "Reading the file")
        read = read_map(bytes(file.content), name=file.file_name, most=MOST)
    except BaseException:
        take_away(by=file.made_by, file=file)
        raise
    made = import_in_pieces(by=file.made_by, file=file, read=read, report=report)
    return reverse("step5_agenda:brought_in", args=[made.pk])
