"""The long work of the register, as the queue runs it: reading a file or a feed and taking it in."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.urls import reverse

from seedbed.analysis.assets.listing import Listings
from seedbed.formats.assets.reading import Wishes, read_assets
from seedbed.web.asset_register.actions.importing import TASK, finish_import, forget_file
from seedbed.web.asset_register.models import Import
from seedbed.web.asset_register.readying import make_ready
from seedbed.web.jobs.tasks import Report, register


def register_tasks() -> None:
    """Make the tasks known."""
    register(TASK, import_assets)


def import_assets(report: Report, *, number: str, source: str, only_inside: bool, public: bool) -> str:
    """Read a file or feed and take it in, all or nothing; return the address that says what was refused and why."""
    kept = Import.objects.select_related("neighbourhood__programme__partnership", "neighbourhood__scope").get(pk=number)
    try:
        listings = _read(kept, source, report)
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


def _read(kept: Import, source: str, report: Report) -> Listings:
    """Read what an import names: the file it holds, or else the feed at its address."""
    if not kept.content:
        return _read_feed(kept.name, source, report)
    report(0, 1, "Reading the file")
    with tempfile.TemporaryDirectory(prefix="seedbed-") as folder:
        path = Path(folder) / (Path(kept.name).name or "file")
        path.write_bytes(bytes(kept.content))
        return read_assets(path, Wishes(source=source))


def _read_feed(address: str, source: str, report: Report) -> Listings:
    raise NotImplementedError
