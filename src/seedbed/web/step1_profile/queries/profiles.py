"""Profiles as pages show them, the files made of them, and figures in use on the thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from seedbed.errors import UsageError
from seedbed.reports.profile_documents import ProfileDocument, ProfileFigure
from seedbed.reports.profile_view import ProfileView
from seedbed.thread.identifiers import printed
from seedbed.thread.kinds import BeadKind
from seedbed.web.golden_thread.models import Bead, Link
from seedbed.web.places.models import Neighbourhood
from seedbed.web.step1_profile.models import Profile

FORMS: dict[str, str] = {
    "profile.html": "A page that needs nothing else",
    "profile.docx": "Word document",
    "profile.pdf": "PDF, to print or read",
    "profile-short.pdf": "PDF in short, on two pages to hand round",
    "profile-short.docx": "Word document in short",
    "profile.csv": "Table of every figure (CSV)",
    "profile.csv-metadata.json": "What the columns of the table mean (CSVW)",
    "profile.json": "Everything, for programs (JSON)",
}
"""Files of a profile, by name, in words."""


def newest_profile(neighbourhood: Neighbourhood) -> Profile | None:
    """Return the newest profile of a neighbourhood, or None."""
    return neighbourhood.profiles.select_related("boundary").order_by("-made_at").first()


def folder_of(profile: Profile) -> Path:
    """Return where a profile's files are kept."""
    return Path(settings.MEDIA_ROOT) / "profiles" / str(profile.pk)


def file_of(profile: Profile, name: str) -> Path | None:
    """Return where a file of a profile is, or None where there is none of that name."""
    path = folder_of(profile) / name
    return path if name in profile.files and name in FORMS and path.is_file() else None


@dataclass(frozen=True, slots=True)
class FigureInUse:
    """A figure that hangs on the thread: its number as printed, and how many links go on from it."""

    printed: str
    links: int


@dataclass(frozen=True)
class ProfilePage:
    """Everything the page of a profile shows."""

    profile: Profile

    @cached_property
    def document(self) -> ProfileDocument:
        """The profile."""
        return ProfileDocument.model_validate(self.profile.document)

    @cached_property
    def view(self) -> ProfileView:
        """The profile as it is told."""
        return ProfileView(self.document)

    @cached_property
    def in_use(self) -> dict[str, FigureInUse]:
        """Figures of this profile that hang on the thread, by indicator."""
        return figures_in_use(self.profile)

    @property
    def files(self) -> list[tuple[str, str]]:
        """Files that can be downloaded: name and what it is."""
        return [(name, told) for name, told in FORMS.items() if name in self.profile.files]

    @property
    def unmade(self) -> list[tuple[str, str]]:
        """Files that could not be made: what it is and why."""
        return [(FORMS.get(name, name), why) for name, why in self.profile.missing.items()]


def figure_of(profile: Profile, indicator: str) -> ProfileFigure:
    """Return a figure of a profile.

    Raises
    ------
    UsageError
        If there is none, or it has no value to use.
    """
    document = ProfileDocument.model_validate(profile.document)
    for figure in document.figures:
        if figure.indicator == indicator:
            if figure.suppressed or figure.value is None:
                raise UsageError(
                    f"'{figure.name}' cannot be used.",
                    "It is hidden because a number is small, or it has no single value here.",
                    "Use another figure.",
                )
            return figure
    raise UsageError(
        "There is no such figure.", f"The profile has none called '{indicator:.80}'.", "Go back to the profile."
    )


def bead_of_figure(profile: Profile, figure: ProfileFigure) -> Bead | None:
    """Return the bead that already holds this very figure, or None."""
    found = _figure_beads(profile.neighbourhood).filter(
        payload__indicator=figure.indicator, payload__period=figure.period
    )
    return next((bead for bead in found if bead.payload.get("value") == figure.value), None)


def figures_in_use(profile: Profile) -> dict[str, FigureInUse]:
    """Return the figures of a profile that hang on the thread, by indicator."""
    document = ProfileDocument.model_validate(profile.document)
    known = {(f.indicator, f.period, f.value) for f in document.figures}
    beads = {
        bead.pk: bead.payload["indicator"]
        for bead in _figure_beads(profile.neighbourhood)
        if (bead.payload.get("indicator"), bead.payload.get("period"), bead.payload.get("value")) in known
    }
    sources = list(Link.objects.filter(source__in=beads, retracted_at=None).values_list("source", flat=True))
    return {indicator: FigureInUse(printed(key), sources.count(key)) for key, indicator in beads.items()}


def _figure_beads(neighbourhood: Neighbourhood) -> QuerySet[Bead]:
    return Bead.objects.filter(neighbourhood=neighbourhood, kind=BeadKind.FIGURE.value, tombstone=None).order_by("pk")
