"""The first page of the demo: what it is, and the main job in three steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from seedbed.demo.names import DISTRICTS, REGION, TOWN
from seedbed.demo.truths import TRUTHS
from seedbed.formats.datapackage import DataPackage
from seedbed.reports.maps import candidates_map
from seedbed.reports.pages import render
from seedbed.reports.profile_documents import ProfileDocument
from seedbed.reports.screen_documents import Candidate
from seedbed.workflows.places.screen import Screened
from seedbed.workflows.places.screen_map import candidates_shapes


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away."""

    name: str
    what: str
    size: int

    @property
    def size_text(self) -> str:
        """Its size in words, such as "84 kB"."""
        return f"{self.size / 1e6:.1f} MB" if self.size >= 1e6 else f"{max(1, round(self.size / 1e3))} kB"

    @property
    def kind(self) -> str:
        """Ending of its name in capitals, such as "DOCX"."""
        return self.name.rsplit(".", 1)[-1].upper()


@dataclass(frozen=True, slots=True)
class ProfilePages:
    """The profile of one neighbourhood: its page and the files to take away."""

    document: ProfileDocument
    page: str
    downloads: tuple[Download, ...]

    @property
    def deciles(self) -> str:
        """Deciles of its small areas, in words."""
        known = sorted({area.imd_decile for area in self.document.areas if area.imd_decile is not None})
        if not known:
            return "deciles not known"
        return f"decile {known[0]}" if len(known) == 1 else f"deciles {known[0]} to {known[-1]}"


@dataclass(frozen=True, slots=True)
class _Placed:
    """A profiled neighbourhood beside the candidate that holds most of its small areas."""

    place: ProfilePages
    beside: str


@dataclass(frozen=True, slots=True)
class DemoPages:
    """All that the first page leads to."""

    candidates: tuple[Download, ...]
    profiles: tuple[ProfilePages, ...]


def _beside(place: ProfilePages, candidates: Sequence[Candidate]) -> str:
    """Say how much of a profiled neighbourhood is in which candidate of the list."""
    drawn = {area.code for area in place.document.areas}
    nearest = max(candidates, key=lambda candidate: len(drawn & set(candidate.areas)), default=None)
    shared = len(drawn & set(nearest.areas)) if nearest else 0
    if nearest is None or not shared:
        return "None of its small areas is in a listed candidate."
    inside = f"All {shared}" if shared == len(drawn) else f"{shared} of its {len(drawn)}"
    more = len(nearest.areas) - shared
    beyond = f", which has {more} more" if more else ""
    return f"{inside} small areas are in candidate {nearest.rank} of the list{beyond}."


def index_page(package: DataPackage, screened: Screened, pages: DemoPages) -> str:
    """Return the first page of the demo as one self-contained HTML page."""
    document = screened.document
    ranks = {area: candidate.rank for candidate in document.candidates for area in candidate.areas}
    return render(
        "demo.html",
        document=document,
        package=package,
        pages=pages,
        placed=[_Placed(place, _beside(place, document.candidates)) for place in pages.profiles],
        map=candidates_map(document.within_name, candidates_shapes(screened), ranks),
        # What is planted in the story can be found in the web app, not in these pages and files.
        truths=[truth for truth in TRUTHS if not truth.beads] if package.invented else (),
        town=TOWN,
        county=REGION,
        others=[district for district in DISTRICTS if district != TOWN],
    )
