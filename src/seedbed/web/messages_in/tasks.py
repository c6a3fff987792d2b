"""The long work of this room, as the queue runs it."""

from __future__ import annotations

from django.urls import reverse

from seedbed.web.jobs.tasks import Report, register
from seedbed.web.messages_in.actions import TASK, finish, forget
from seedbed.web.messages_in.models import MessageFile
from seedbed.web.messages_in.reading import reading


def register_tasks() -> None:
    """Make the task known."""
    register(TASK, import_file)


def import_file(report: Report, *, number: str) -> str:
    """Read a file and put what it holds into the inbox, all or nothing; return the page that says what became of it."""
    file = MessageFile.objects.select_related("neighbourhood__scope", "neighbourhood__programme", "made_by").get(
        pk=number
    )

    def heard(done: int, total: int) -> None:
        report(done, total, "Reading the file")

    try:
        report(0, 1, "Reading the file")
        with reading(file, heard) as read:
            total = len(read.things)
            report(total, total, f"Putting {total:,} into the inbox")
            # From here it is done or not: nobody can stop it half way.
            finish(by=file.made_by, file=file, read=read)
    except BaseException:
        forget(file)
        raise
    return reverse("messages_in:file", args=[file.pk])
