"""Fetch a feed of Open Referral UK page by page, as real feeds are: slow, with wrong page counts, invalid JSON, nulls.

An address may be that of the interface, of its list of services, or of a plain file (CSV, GeoJSON and others).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import httpx

from seedbed.analysis.assets.listing import Rejected
from seedbed.errors import BadInputError, UserError
from seedbed.formats.assets.found import Found
from seedbed.formats.assets.open_referral_files import LISTS, found_service, is_page
from seedbed.formats.assets.values import number_of, text_of
from seedbed.sources.guarded_http import Answer, Fetcher

Watcher = Callable[[float, float, str], None]
"""Hears how many services of how many have come; may raise to stop."""
HTML = (b"<!doctype", b"<html", b"<head")
ENDINGS = {
    "application/geo+json": ".geojson",
    "text/csv": ".csv",
    "application/csv": ".csv",
    "application/zip": ".zip",
    "application/vnd.google-earth.kml+xml": ".kml",
    "application/geopackage+sqlite3": ".gpkg",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}
"""Kinds of files that are no feed, and their endings."""
PARTS = ("service_at_locations", "schedules", "regular_schedules", "locations")
"""What a whole service has some of; where the services of a list have none, each is asked for by itself."""


@dataclass(slots=True)
class Feed:
    """What came of a feed.

    Parameters
    ----------
    found
        Its services.
    rejected
        Pages and services that could not be read.
    notes
        What was odd, in whole sentences.
    """

    found: list[Found] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class File:
    """A plain file that stood at the address."""

    name: str
    body: bytes


def fetch_assets(url: str, fetcher: Fetcher, watch: Watcher | None = None) -> Feed | File:
    """Fetch what stands at an address: a feed with all its pages, or a file.

    Parameters
    ----------
    url
        Of the interface (``https://example.org/api``), of its services (``.../services``), or of a file.
    fetcher
        Within whose limits.
    watch
        Hears how far it is; may raise to stop.

    Raises
    ------
    UsageError
        If the address may not be fetched.
    UserError
        If the first page cannot be fetched.
    BadInputError
        If a web page came, or no services and no file that is known, or there are more pages than the limits allow.
    """
    answer = fetcher.get(url)
    if _is_html(answer):
        raise _web_page(answer.url)
    name = _file_name(answer)
    if name:
        return File(name, answer.body)
    document = _loaded(answer)
    if document is None:
        raise BadInputError(
            f"What {answer.url} sends cannot be read.",
            f"It is neither JSON nor a file that is known (its kind is {answer.kind or 'not said'}).",
            "Give the address that ends in /services, or of a CSV or GeoJSON file.",
        )
    if isinstance(document, Mapping) and str(document.get("type")) in {"FeatureCollection", "Feature"}:
        return File("assets.geojson", answer.body)
    return _Pages(fetcher, watch).read(answer, document)


class _Pages:
    """Reads one feed to its end."""

    def __init__(self, fetcher: Fetcher, watch: Watcher | None) -> None:
        self.fetcher = fetcher
        self.watch = watch
        self.feed = Feed()
        self.seen: set[str] = set()
        self.services: list[tuple[str, Any]] = []

    def read(self, answer: Answer, document: Any) -> Feed:
        """Read all pages, then the services that pages only name."""
        base = httpx.URL(answer.url)
        if isinstance(document, Mapping) and not is_page(document) and "name" not in document:
            base = _services_address(base)
            document = self._page(base)
            if document is None:
                raise BadInputError(
                    f"The feed at {answer.url} has no services.",
                    f"{base} does not answer with a list of services.",
                    "Give the address that ends in /services.",
                )
        if isinstance(document, list) or not is_page(document):
            self._take(document if isinstance(document, list) else [document], "")
        else:
            self._read_pages(base, document)
        self._complete(base)
        self.feed.found = [found_service(where, service) for where, service in self.services]
        return self.feed

    def _read_pages(self, base: httpx.URL, first: Any) -> None:
        number = int(number_of(first.get("page_number", first.get("number"))) or 1)
        total = number_of(first.get("total_items", first.get("totalElements")))
        pages = number_of(first.get("total_pages", first.get("totalPages")))
        document: Any = first
        fresh = self._take(_contents(document), f"page {number}, ")
        while self._goes_on(document, fresh, total, pages, number):
            number += 1
            if number > self.fetcher.limits.pages:
                raise _endless(str(base), self.fetcher.limits.pages)
            document = self._page(base.copy_set_param("page", number))
            fresh = self._take(_contents(document), f"page {number}, ") if document is not None else 0
            self._tell(total)
        if total is not None and total != len(self.services):
            self.feed.notes.append(
                f"The feed says that it has {total:g} services; {len(self.services):,} came from {number:,} pages."
            )

    def _goes_on(self, document: Any, fresh: int, total: float | None, pages: float | None, number: int) -> bool:
        """Say whether another page is asked for: counts are believed only where they agree with what came."""
        if document is None:  # a page that could not be read: the count alone tells whether more follow
            return pages is not None and number < pages
        if not fresh:
            return False
        enough = total is not None and len(self.services) >= total
        said = document if isinstance(document, Mapping) else {}
        last = said.get("last_page", said.get("last")) is True or (pages is not None and number >= pages)
        return not (last and (enough or total is None))

    def _page(self, url: httpx.URL) -> Any:
        """Return the document of one page; None where it cannot be read, which is noted."""
        try:
            answer = self.fetcher.get(str(url))
        except BadInputError:
            raise
        except UserError as error:
            self.feed.rejected.append(Rejected(path=str(url), reason=error.why.rstrip(".")))
            return None
        document = None if _is_html(answer) else _loaded(answer)
        if document is None or not isinstance(document, Mapping | list):
            why = "a web page came" if _is_html(answer) else _why_not_json(answer.body)
            self.feed.rejected.append(Rejected(path=str(url), reason=why))
            return None
        return document

    def _take(self, contents: list[Any], where: str) -> int:
        """Keep the services of a page that were not seen before; return how many these are."""
        before = len(self.services)
        for place, service in enumerate(contents):
            mark = _mark(service)
            if mark not in self.seen:
                self.seen.add(mark)
                self.services.append((f"{where}contents[{place}]", service))
        if contents and len(self.services) == before:
            self.feed.notes.append(f"The feed repeats itself at {where.rstrip(', ')}: it was read no further.")
        return len(self.services) - before

    def _complete(self, base: httpx.URL) -> None:
        """Ask for each service by itself where the list only names them."""
        short = [place for place, (_, each) in enumerate(self.services) if _is_short(each)]
        if len(short) > self.fetcher.limits.services:
            self.feed.notes.append(f"Only the first {self.fetcher.limits.services:,} services were asked for in full.")
            short = short[: self.fetcher.limits.services]
        address = base.copy_with(query=None)
        failed = 0
        for done, place in enumerate(short):
            where, service = self.services[place]
            whole = self._page(
                address.copy_with(path=f"{address.path.rstrip('/')}/{quote(text_of(service.get('id')), safe='')}")
            )
            if isinstance(whole, Mapping) and text_of(whole.get("id")) == text_of(service.get("id")):
                self.services[place] = (where, whole)
                failed = 0
            else:
                failed += 1
            if failed >= 5:  # the feed answers no single services: what its list says is what there is
                self.feed.notes.append("The feed does not answer for single services: what its list says was taken.")
                self.feed.rejected = [each for each in self.feed.rejected if not each.path.startswith(f"{address}/")]
                return
            self._tell(len(self.services), done)
        lost = [each for each in self.feed.rejected if each.path.startswith(f"{address}/")]
        self.feed.rejected = [each for each in self.feed.rejected if each not in lost]
        if lost:
            self.feed.notes.append(
                f"{len(lost)} services could not be asked for in full: what the list says was taken."
            )

    def _tell(self, total: float | None, done: float | None = None) -> None:
        if self.watch:
            self.watch(len(self.services) if done is None else done, total or 0, "services")


def _is_html(answer: Answer) -> bool:
    start = answer.body[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(HTML) or (answer.kind == "text/html" and not start.startswith((b"{", b"[")))


def _file_name(answer: Answer) -> str:
    """Return the name of a plain file, "" for JSON that may be a feed."""
    path = httpx.URL(answer.url).path
    last = path.rstrip("/").rsplit("/", 1)[-1]
    known = {*ENDINGS.values(), ".tsv", ".osm", ".pbf", ".parquet", ".kmz"}
    ending = f".{last.rsplit('.', 1)[-1].lower()}" if "." in last else ""
    if ending in known:
        return last[-100:]
    return f"assets{ENDINGS[answer.kind]}" if answer.kind in ENDINGS else ""


def _services_address(base: httpx.URL) -> httpx.URL:
    return base.copy_with(path=f"{base.path.rstrip('/')}/services", query=None)


def _contents(document: Any) -> list[Any]:
    if isinstance(document, list):
        return document
    return next((document[key] for key in LISTS if isinstance(document.get(key), list)), [])


def _mark(service: Any) -> str:
    identifier = text_of(service.get("id")) if isinstance(service, Mapping) else ""
    return identifier or json.dumps(service, sort_keys=True, ensure_ascii=False)


def _is_short(service: Any) -> bool:
    return (
        isinstance(service, Mapping) and bool(text_of(service.get("id"))) and not any(key in service for key in PARTS)
    )


def _loaded(answer: Answer) -> Any:
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        return None


def _why_not_json(body: bytes) -> str:
    try:
        json.loads(body)
    except json.JSONDecodeError as error:
        return f"it is not JSON: line {error.lineno}, column {error.colno}: {error.msg}"
    except (ValueError, RecursionError):
        return "it is not JSON"
    return "it holds no list of services"


def _web_page(url: str) -> BadInputError:
    return BadInputError(
        f"The address {url} is a web page, not a feed.",
        "What came is HTML, most often a page for people, an error or a sign-in.",
        "Ask the publisher for the address of the Open Referral UK interface; it often ends in /services.",
    )


def _endless(url: str, pages: int) -> BadInputError:
    return BadInputError(
        f"The feed at {url} does not end.",
        f"After {pages:,} pages there were still new services. Nothing was kept.",
        "Tell its publisher, or ask for a part of it.",
    )
