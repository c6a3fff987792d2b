"""The long work of the register, as the queue runs it: reading a file or a feed and taking it in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from django.conf import settings
from django.urls import reverse

from seedbed.analysis.assets.listing import Listings
from seedbed.errors import UsageError
from seedbed.formats.assets.found import gathered
from seedbed.formats.assets.reading import Wishes
from seedbed.formats.assets.whereabouts import united_kingdom
from seedbed.web.asset_register.actions.importing import TASK, Asked, finish_import, forget_file
from seedbed.web.asset_register.actions.merging_many import MERGE, UNDO, merge_many, undo_many
from seedbed.web.asset_register.actions.printing import TASK as PRINT
from seedbed.web.asset_register.actions.taking_back import TASK as TAKE_BACK
from seedbed.web.asset_register.actions.taking_back import take_back
from seedbed.web.asset_register.file_reading import read_file, wishes_of
from seedbed.web.asset_register.models import Import, ManyMerges
from seedbed.web.asset_register.placing import placed
from seedbed.web.asset_register.print_models import AssetPrint
from seedbed.web.asset_register.printing import Printed, made
from seedbed.web.asset_register.readying import make_ready
from seedbed.web.jobs.tasks import Report, register
from seedbed.web.people.models import User


def register_tasks() -> None:
    """Make the tasks known."""
    register(TASK, import_assets, asked_from)
    register(PRINT, print_assets, print_asked_from)
    register(TAKE_BACK, take_import_back, asked_from)
    register(MERGE, partial(_on_many, merge_many), many_asked_from)
    register(UNDO, partial(_on_many, undo_many), many_asked_from)


def asked_from(arguments: Mapping[str, Any]) -> str:
    """Return the page where an import was asked for."""
    kept = Import.objects.filter(pk=arguments["number"]).select_related("neighbourhood").first()
    return f"{reverse('asset_register:import', args=[kept.neighbourhood.slug])}?again={kept.pk}" if kept else ""


def import_assets(report: Report, *, number: str) -> str:
    """Read a file or feed and take it in, all or nothing; return the address that says what was refused and why."""
    kept = Import.objects.select_related("neighbourhood__programme__partnership", "neighbourhood__scope").get(pk=number)
    asked = Asked(**kept.asked)
    try:
        listings = placed(_read(kept, wishes_of(kept), report), kept.neighbourhood)
        inside = {"only_inside": asked.only_inside, "placeless": asked.placeless}
        ready = make_ready(listings, kept.neighbourhood, **inside, report=report)
        total = len(ready.listings)
        report(total, total, f"Taking {total:,} in")
    except Exception:
        # Nothing was taken in; the file is not needed any more.
        forget_file(kept)
        raise
    # From here it is done or not: nobody can stop it half way.
    finish_import(by=kept.made_by, kept=kept, ready=ready, public=asked.public)
    return reverse("asset_register:imported", args=[kept.pk])


def take_import_back(report: Report, *, number: str, by: int | None = None) -> str:
    """Take an import back, all or nothing; return the address that says what stayed and why."""
    kept = Import.objects.get(pk=number)
    total = kept.added + kept.changed
    report(0, total, f"Taking {total:,} back")
    # From here it is done or not: nobody can stop it half way.
    take_back(by=User.objects.filter(pk=by).first() if by else None, kept=kept)
    return reverse("asset_register:imported", args=[kept.pk])


def print_asked_from(arguments: Mapping[str, Any]) -> str:
    """Return the page where something to print was asked for."""
    asked = AssetPrint.objects.select_related("neighbourhood").defer("pdf").filter(pk=arguments["number"]).first()
    return reverse("asset_print:choose", args=[asked.neighbourhood.slug]) if asked else ""


def print_assets(report: Report, *, number: str) -> str:
    """Lay a PDF of the register out; return the address where it can be fetched."""
    asked = AssetPrint.objects.select_related("neighbourhood__programme__partnership").get(pk=number)
    report(0, 0, "Drawing the map")
    asked.pdf = made(asked.neighbourhood, asked.document, Printed(**asked.asked), report)
    asked.save(update_fields=["pdf"])
    return reverse("asset_print:printed", args=[asked.pk])


def many_asked_from(arguments: Mapping[str, Any]) -> str:
    """Return the page of merges that are made together."""
    return reverse("asset_register:many_merges", args=[arguments["number"]])


def _on_many(work: Callable[..., None], report: Report, *, number: str, by: int | None = None) -> str:
    """Merge or undo together; return the address that says which merges stand."""
    many = ManyMerges.objects.select_related("neighbourhood__scope").get(pk=number)
    work(by=User.objects.filter(pk=by).first() if by else None, many=many, report=report)
    return many_asked_from({"number": number})


def _read(kept: Import, wishes: Wishes, report: Report) -> Listings:
    """Read what an import names: the file it holds, or else what stands at its address."""
    if kept.content:
        report(0, 1, "Reading the file")
        return read_file(kept.name, bytes(kept.content), wishes)

    from seedbed.sources.feeds import File, fetch_assets
    from seedbed.sources.guarded_http import Fetcher, PrivateAddressError

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
        return read_file(found.name, found.body, wishes)
    where = wishes.where or united_kingdom()
    read = gathered(found.found, where, source=wishes.source or kept.name, notes=found.notes)
    return replace(read, rejected=(*found.rejected, *read.rejected))
