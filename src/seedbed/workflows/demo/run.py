"""The demo: the main job from start to end, on the invented town or on a real pack, as a folder of pages."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from seedbed.demo.names import NEIGHBOURHOODS, REGION, code, neighbourhood_codes
from seedbed.demo.town import PACK_NAME, build_town_pack
from seedbed.errors import MissingDataError, UsageError, UserError
from seedbed.reports.profile_documents import ProfileDocument
from seedbed.reports.profile_files import write_profile
from seedbed.sources.packs import Pack
from seedbed.workflows.demo.index import DemoPages, Download, ProfilePages, index_page
from seedbed.workflows.places.profile import Place, profile
from seedbed.workflows.places.screen import Screened, screen_pack
from seedbed.workflows.places.screen_files import write_screen_file
from seedbed.workflows.places.screen_region import ScreenRequest
from seedbed.workflows.progress import Progress, silent

PAGES = "pages"
"""Folder of the demo that is shown in the browser; the pack stands beside it."""
INDEX = "index.html"

REAL_PLACES: dict[str, tuple[str, tuple[str, ...]]] = {
    "old-ford": ("Old Ford", ("E01004222", "E01004223", "E01004226", "E01035657", "E01035658", "E01035659")),
    "kings-heath": ("Kings Heath", ("E01027240", "E01027243", "E01027244")),
}
"""Neighbourhoods of England that the demo can show from a pack of England."""

TOWN_PERCENTILE, REAL_PERCENTILE = 25.0, 11.0
"""The invented region is small, so a quarter of its areas may take part; 11 % of London did in Well London."""
LISTED = 25
"""How many candidates the page lists."""

PROFILE_FORMS = {
    ".docx": "Word document",
    ".csv": "Table of every figure",
    ".json": "For other programs",
}
"""Forms to take away, by ending. PDF is left out: it takes ten seconds a profile, and libraries of the system."""

SHORT_FORMS = {".html": "Two-page summary", ".docx": "Two-page summary, Word document"}
"""Forms of the short profile to take away, by ending."""


@dataclass(frozen=True, slots=True)
class Tour:
    """What the demo shows.

    Parameters
    ----------
    pack
        Where everything comes from.
    within
        Code of the region that is screened.
    percentile
        Areas up to this deprivation percentile of the region may take part.
    places
        Neighbourhoods to profile: name for files, name for people, codes of small areas.
    """

    pack: Pack
    within: str
    percentile: float
    places: tuple[tuple[str, str, tuple[str, ...]], ...]


def make_town_demo(folder: Path, progress: Progress = silent) -> Path:
    """Make the demo of the invented town in ``folder``, whole or not at all.

    Returns
    -------
    Path
        The folder of pages, with ``index.html`` in it.

    Raises
    ------
    UserError
        If the folder holds anything but an older demo, or cannot be written.
    """

    def tour(inside: Path) -> Tour:
        progress(0, 10, "Inventing the town")
        pack = build_town_pack(inside / PACK_NAME)
        places = tuple((slug, title, tuple(neighbourhood_codes(slug))) for slug, (title, _) in NEIGHBOURHOODS.items())
        return Tour(pack, code("region", 1), TOWN_PERCENTILE, places)

    return _make(folder, tour, progress)


def make_real_demo(folder: Path, data: Path, place: str, progress: Progress = silent) -> Path:
    """Make the demo of a real neighbourhood from a pack of England, whole or not at all.

    Raises
    ------
    UsageError
        If the place is not one of ``REAL_PLACES``.
    UserError
        If the pack cannot be used, or the folder cannot be written.
    """
    if place not in REAL_PLACES:
        raise UsageError(
            f"There is no real place called {place} in the demo.",
            f"It has {' and '.join(REAL_PLACES)}.",
            "Give one of these to --place.",
        )
    title, codes = REAL_PLACES[place]
    pack = Pack.open(data)
    within = _region_of(pack, codes)
    return _make(folder, lambda _: Tour(pack, within, REAL_PERCENTILE, ((place, title, codes),)), progress)


def _region_of(pack: Pack, codes: tuple[str, ...]) -> str:
    small = pack.small_areas()
    found = small.filter(small["code"].is_in(codes))
    if len(found) < len(codes) or "region" not in found.columns:
        raise MissingDataError(
            "The real place cannot be shown.",
            f"The pack {pack.name} in {pack.folder} does not hold its small areas.",
            "Give the folder that 'seedbed data build england' wrote.",
        )
    return str(found["region"][0])


def _make(folder: Path, tour: Callable[[Path], Tour], progress: Progress) -> Path:
    with _whole_folder(folder) as inside:
        pages = inside / PAGES
        pages.mkdir()
        _write_pages(tour(inside), pages, progress)
    return folder / PAGES


def _write_pages(tour: Tour, pages: Path, progress: Progress) -> None:
    progress(2, 10, f"Choosing: comparing the small areas of {REGION if tour.pack.package.invented else tour.within}")
    screened = screen_pack(tour.pack, ScreenRequest(within=tour.within, percentile=tour.percentile, top=LISTED))
    candidates = _write_candidates(screened, pages)
    profiles = []
    for number, (slug, title, codes) in enumerate(tour.places):
        progress(4 + 6 * number / len(tour.places), 10, f"Profiling {title}")
        document = profile(tour.pack, Place(codes=codes, name=title))
        profiles.append(_write_profile(document, slug, pages, tour.pack.folder))
    index = index_page(tour.pack.package, screened, DemoPages(candidates, tuple(profiles)))
    (pages / INDEX).write_text(index, encoding="utf-8")
    progress(10, 10, "Done")


def _write_candidates(screened: Screened, pages: Path) -> tuple[Download, ...]:
    write_screen_file(screened, pages / "candidates.html")
    for ending in (".csv", ".geojson"):
        write_screen_file(screened, pages / f"candidates{ending}")
    return (
        _download(pages / "candidates.csv", "Table of the candidates"),
        _download(pages / "candidates.geojson", "Outlines for a map program"),
    )


def _write_profile(document: ProfileDocument, slug: str, pages: Path, pack_folder: Path) -> ProfilePages:
    page = pages / f"{slug}.html"
    write_profile(document, page, pack_folder)
    downloads = []
    for ending, what in PROFILE_FORMS.items():
        path = page.with_suffix(ending)
        write_profile(document, path, pack_folder)
        downloads.append(_download(path, what))
    for ending, what in SHORT_FORMS.items():
        path = pages / f"{slug}-short{ending}"
        write_profile(document, path, pack_folder, short=True)
        downloads.append(_download(path, what))
    return ProfilePages(document, page.name, tuple(downloads))


def _download(path: Path, what: str) -> Download:
    return Download(path.name, what, path.stat().st_size)


@contextmanager
def _whole_folder(folder: Path) -> Iterator[Path]:
    """Give a hidden folder beside ``folder``; when the block ends well it becomes ``folder``, else it is removed."""
    folder = folder.absolute()
    _check_free(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        hidden = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise _cannot_write(folder, error) from error
    try:
        yield hidden
        if folder.exists():
            shutil.rmtree(folder)
        hidden.chmod(0o755)
        hidden.rename(folder)
    except OSError as error:
        raise _cannot_write(folder, error) from error
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


def _check_free(folder: Path) -> None:
    """Refuse a folder that holds anything but an older demo, so that nothing of anyone's is replaced."""
    if not folder.exists() or (folder / PAGES / INDEX).exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    raise UsageError(
        f"The demo was not made in {folder}.",
        "It already holds other files." if folder.is_dir() else "It is a file.",
        "Give --folder a new or empty folder.",
    )


def _cannot_write(folder: Path, error: OSError) -> UserError:
    return UserError(
        f"The demo could not be made in {folder}.",
        f"{error.strerror or error} ({error.filename or folder}).",
        "Free some space or choose another place with --folder. Nothing half-made was left.",
    )
