"""Check a list of assets: services of Open Referral UK against the standard's rules, other forms as they are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from seedbed.analysis.assets.listing import Listing, Listings
from seedbed.formats.assets.found import Found, gathered
from seedbed.formats.assets.open_referral_files import counted, found_service, is_page, services_of
from seedbed.formats.assets.open_referral_read import ONLY_IN_1, ORIGINAL, ORIGINAL_1
from seedbed.formats.assets.open_referral_rules import page_problems, service_1_problems, service_problems
from seedbed.formats.assets.reading import Wishes, form_of, read_assets
from seedbed.formats.assets.values import text_of
from seedbed.formats.assets.whereabouts import united_kingdom
from seedbed.formats.outlines_geojson import load_json
from seedbed.reports.assets.exchange_documents import MOST_LISTED, AssetsValidateDocument, RefusedRecord
from seedbed.sources.feeds import File, fetch_assets
from seedbed.sources.guarded_http import Fetcher
from seedbed.workflows.assets.exchange import Asked, is_address, read_source, refused_records
from seedbed.workflows.progress import Progress, silent

VERSION_3, VERSION_1 = "Open Referral UK 3.0", "Open Referral UK 1.0"


def validate(asked: Asked, progress: Progress = silent) -> AssetsValidateDocument:
    """Check a file or a feed.

    Services of Open Referral UK are checked against the rules of the standard (`open_referral_rules`); positions that
    cannot be are warnings, because the standard allows any number. Every other form is read, and what would be refused
    is what is wrong.

    Raises
    ------
    BadInputError, UsageError, UserError
        If it cannot be read at all.
    """
    if is_address(asked.source):
        return _validate_feed(asked, progress)
    path = Path(asked.source)
    if (asked.wishes.form or form_of(path)) == "open-referral":
        document = load_json(path)
        # Refuses what holds no services at all, in words.
        read_assets(path, Wishes(form="open-referral", where=asked.wishes.where))
        services = list(services_of(document))
        pages = [(f"{where}: " if where else "", each) for where, each in _pages(document)]
        faults = [
            RefusedRecord(path=where or "page", reason=why) for where, each in pages for why in page_problems(each)
        ]
        return _checked(asked, services, faults, counted(document))
    return _as_read(asked, read_source(asked, progress))


def _validate_feed(asked: Asked, progress: Progress) -> AssetsValidateDocument:
    with Fetcher(asked.limits, allow_private=asked.allow_private) as fetcher:
        found = fetch_assets(asked.source, fetcher, progress)
    if isinstance(found, File):
        return _as_read(asked, read_source(asked, progress))
    services = [(each.path, _said(each)) for each in found.found]
    faults = [RefusedRecord(path=each.path, reason=each.reason) for each in found.rejected]
    return _checked(asked, services, faults, found.notes)


def _said(found: Found) -> Any:
    """Return the document that a service was read from."""
    listing = found.listing
    if listing is None:
        return None
    return listing.extra.get(ORIGINAL) or listing.extra.get(ORIGINAL_1) or _written(listing)


def _written(listing: Listing) -> dict[str, Any]:
    from seedbed.formats.assets.open_referral import service_document

    return service_document(listing)


def _pages(document: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(document, list):
        for place, each in enumerate(document):
            if is_page(each):
                yield f"[{place}]", each
    elif is_page(document):
        yield "", document


def _checked(
    asked: Asked, services: list[tuple[str, Any]], faults: list[RefusedRecord], notes: list[str]
) -> AssetsValidateDocument:
    first = any(isinstance(each, Mapping) and ONLY_IN_1.intersection(each) for _, each in services)
    rules = service_1_problems if first else service_problems
    accepted = 0
    found = [found_service(where, each) for where, each in services]
    for (where, each), one in zip(services, found, strict=True):
        wrong = rules(_service(each)) if one.listing is not None else [one.reason]
        accepted += not wrong
        named = text_of(_service(each).get("id")) if isinstance(each, Mapping) else ""
        faults += [RefusedRecord(path=where, identifier=named, reason=why) for why in wrong]
    read = gathered(found, asked.wishes.where or united_kingdom())
    known = {fault.path for fault in faults}
    warnings = [each for each in refused_records(read) if each.path not in known]
    return AssetsValidateDocument(
        source=asked.source,
        checked_as=VERSION_1 if first else VERSION_3,
        valid=not faults,
        records=len(services),
        accepted=accepted,
        rejected=faults[:MOST_LISTED],
        warnings=warnings,
        notes=notes,
    )


def _service(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the service of a document, which may be a service at its place."""
    inner = document.get("service")
    return inner if isinstance(inner, Mapping) else document


def _as_read(asked: Asked, read: Listings) -> AssetsValidateDocument:
    return AssetsValidateDocument(
        source=asked.source,
        checked_as="a list of assets",
        valid=not read.rejected,
        records=read.records,
        accepted=len(read.listings),
        rejected=refused_records(read),
        warnings=[],
        notes=list(read.notes),
    )
