"""The long work of the register, as the queue runs it: reading a file or a feed and taking it in."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from seedbed.analysis.assets.listing import Listings
from seedbed.errors import BadInputError, UsageError, UserError
from seedbed.formats.assets.found import gathered
from seedbed.formats.assets.mapping import Told
from seedbed.formats.assets.reading import Wishes, read_assets
from seedbed.formats.assets.whereabouts import ANYWHERE, Whereabouts, united_kingdom
from seedbed.sources.feeds import File, fetch_assets
from seedbed.sources.guarded_http import Fetcher, PrivateAddressError
from seedbed.web.asset_register.actions.importing import TASK, finish_import, forget_file
from seedbed.web.asset_register.models import Import
from seedbed.web.asset_register.readying import make_ready
from seedbed.web.jobs.tasks import Report, register


def register_tasks() -> None:
    """Make the tasks known."""
    register(TASK, import_assets)


def import_assets(
    report: Report, *, number: str, source: str, only_inside: bool, public: bool, name_by_kind: bool = False
) -> str:
    """Read a file or feed and take it in, all or nothing; return the address that says what was refused and why."""
    kept = Import.objects.select_related("neighbourhood__programme__partnership", "neighbourhood__scope").get(pk=number)
    try:
        listings = _read(kept, Wishes(source=source, where=_where(kept), told=Told(name_by_kind=name_by_kind)), report)
        ready = make_ready(listings, kept.neighbourhood, only_inside=only_inside, report=report)
        total = len(ready.listings)
        report(total, total, f"Taking {total:,} in")
    except Exception:
        # Nothing was taken in; the file is not needed any more.
        forget_file(kept)
        raise
    # From here it is done or not: nobody can stop it half way.
    finish_import(by=kept.made_by, kept=kept, ready=ready, public=public)
    return reverse("asset_register:imported", args=[kept.pk])


def _read(kept: Import, wishes: Wishes, report: Report) -> Listings:
    """Read what an import names: the file it holds, or else what stands at its address."""
    if kept.content:
        report(0, 1, "Reading the file")
        return _read_file(kept.name, bytes(kept.content), wishes)

    def heard(done: float, total: float, what: str) -> None:
        report(done, total, what)

    try:
        with Fetcher(private_hosts=settings.FEED_HOSTS) as fetcher:
            found = fetch_assets(kept.name, fetcher, heard)
    except PrivateAddressError as error:
        raise UsageError(
            error.what,
            error.why,
            "Give an address of the public internet. For a server of your own network, ask whoever runs this site to "
            "name it in the setting SEEDBED_FEED_HOSTS; or send the list as a file.",
        ) from error
    if isinstance(found, File):
        return _read_file(found.name, found.body, wishes)
    where = wishes.where or united_kingdom()
    read = gathered(found.found, where, source=wishes.source or kept.name, notes=found.notes)
    return replace(read, rejected=(*found.rejected, *read.rejected))


def _read_file(name: str, content: bytes, wishes: Wishes) -> Listings:
    with tempfile.TemporaryDirectory(prefix="seedbed-") as folder:
        path = Path(folder) / (Path(name).name or "file")
        path.write_bytes(content)
        try:
            return read_assets(path, wishes)
        except UserError as error:
            raise _as_sent(error, f"{folder}/") from error


def _as_sent(error: UserError, folder: str) -> UserError:
    """Return an error in the words of the page: the file by the name it came with, and what can be done there."""
    next_step = error.next_step.replace(folder, "")
    if "name_by_kind" in next_step:  # A line of the command's mapping, for which the page has a box.
        next_step = (
            "Give the column with their names the heading “name”, or import it again and choose to call what has no "
            "name after its kind."
        )
    return BadInputError(error.what.replace(folder, ""), error.why.replace(folder, ""), next_step)


def _where(kept: Import) -> Whereabouts | None:
    """Return where places may be: anywhere for an invented programme, whose town lies in no country."""
    return ANYWHERE if kept.neighbourhood.programme.invented else None
