"""Make a profile with its files, and hang its figures on the thread."""

from __future__ import annotations

import json
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from seedbed.errors import UsageError, UserError
from seedbed.formats.files import remove_folder
from seedbed.reports.profile_documents import ProfileDocument, ProfileFigure
from seedbed.thread.payloads.known import FigurePayload
from seedbed.web.golden_thread.actions import add_bead
from seedbed.web.golden_thread.models import Bead
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.places.models import BoundaryVersion, Neighbourhood
from seedbed.web.step1_profile.models import Profile
from seedbed.web.step1_profile.queries.boundaries import current_boundary
from seedbed.web.step1_profile.queries.packs import pack_of
from seedbed.web.step1_profile.queries.profiles import FORMS, bead_of_figure, figure_of, folder_of
from seedbed.workflows.progress import Progress, silent

if TYPE_CHECKING:
    from seedbed.sources.packs import Pack
    from seedbed.workflows.places.profile import Place

STEPS = 5
"""Steps that the making of a profile tells of, before its files."""


def make_profile_now(
    *,
    by: User | None,
    neighbourhood: Neighbourhood,
    report: Progress = silent,
    at: datetime | None = None,
    files: bool = True,
) -> Profile:
    """Profile a neighbourhood inside the line in use, write its files, and keep all of it.

    Parameters
    ----------
    report
        Hears how far the work is; may raise to stop it, and then nothing is kept.
    files
        Write the files too; without, the profile can be read sooner, and `make_files` writes them later.

    Raises
    ------
    UserError
        If there is no line yet, or the pack cannot be used.
    """
    from seedbed.reports.profile_view import redacted
    from seedbed.workflows.places.profile import profile

    boundary = _line_of(neighbourhood)
    pack = pack_of(neighbourhood.programme)
    whole = STEPS + len(FORMS)
    with tempfile.TemporaryDirectory(prefix="seedbed-") as scratch:
        place = _place(neighbourhood, boundary, Path(scratch))
        earlier = _earlier(boundary, Path(scratch))
        document = profile(pack, place, progress=lambda done, _, what: report(done, whole, what), published=earlier)
    made = Profile(
        id=uuid.uuid4(),
        neighbourhood=neighbourhood,
        boundary=boundary,
        document=json.loads(redacted(document).model_dump_json(by_alias=True)),
        made_at=at or timezone.now(),
        made_by=by,
    )
    with _folder(made):
        if files:
            _write_files(made, document, pack, report)
        with transaction.atomic():
            made.save(force_insert=True)
            record(by=by, action="step1.profile", scope=neighbourhood.scope, subject=f"profile:{made.pk}")
    return made


def make_files(*, by: User | None, profile: Profile, report: Progress = silent) -> Profile:
    """Write the files of a profile that were not written yet. They hold what its page shows.

    Raises
    ------
    UserError
        If the pack is not there.
    """
    pack = pack_of(profile.neighbourhood.programme)
    folder_of(profile).mkdir(parents=True, exist_ok=True)
    profile.missing = {}
    _write_files(profile, ProfileDocument.model_validate(profile.document), pack, report)
    with transaction.atomic():
        profile.save(update_fields=["files", "missing"])
        record(by=by, action="step1.profile_files", scope=profile.neighbourhood.scope, subject=f"profile:{profile.pk}")
    return profile


def _line_of(neighbourhood: Neighbourhood) -> BoundaryVersion:
    boundary = current_boundary(neighbourhood)
    if boundary is None:
        raise UsageError(
            f"{neighbourhood.name} cannot be profiled yet.",
            "No line has been drawn around it.",
            "Draw, upload or pick its line first.",
        )
    return boundary


def _place(neighbourhood: Neighbourhood, boundary: BoundaryVersion, scratch: Path) -> Place:
    """Say what to profile: whole small areas where the line is theirs, else the line itself."""
    from seedbed.workflows.places.profile import Place

    name = neighbourhood.name
    if boundary.origin == "chosen" and all(share == 1 for share in boundary.shares.values()):
        return Place(codes=tuple(boundary.shares), name=name)
    path = scratch / "boundary.geojson"
    path.write_text(json.dumps(boundary.outline), encoding="utf-8")
    # Corners are kept to ten centimetres, which can make a hair's breadth of line cross itself.
    return Place(boundary=path, name=name, repair=True)


def _earlier(boundary: BoundaryVersion, scratch: Path) -> list[Path]:
    """Write out the profiles of other lines over the same ground: together nothing small may be worked out."""
    programme = boundary.neighbourhood.programme
    found = Profile.objects.filter(neighbourhood__programme=programme).exclude(boundary=boundary)
    newest: dict[int, Profile] = {}
    for each in found.select_related("boundary").order_by("made_at"):
        if set(each.boundary.shares) & set(boundary.shares) and each.boundary.shares != boundary.shares:
            newest[each.boundary_id] = each
    paths = []
    for number, each in enumerate(newest.values()):
        path = scratch / f"earlier-{number}.json"
        path.write_text(json.dumps(each.document), encoding="utf-8")
        paths.append(path)
    return paths


@contextmanager
def _folder(made: Profile) -> Iterator[None]:
    """Make the profile's folder; take it away again if its making is stopped or fails."""
    folder = folder_of(made)
    folder.mkdir(parents=True)
    try:
        yield
    except BaseException:
        remove_folder(folder)
        raise


def _write_files(made: Profile, document: ProfileDocument, pack: Pack, report: Progress) -> None:
    from seedbed.reports.profile_files import write_profile

    folder = folder_of(made)
    for number, (name, told) in enumerate(FORMS.items()):
        report(STEPS + number, STEPS + len(FORMS), f"Writing: {told}")
        if not (folder / name).exists() and not name.endswith("-metadata.json"):
            try:
                write_profile(document, folder / name, pack.folder, short="-short" in name)
            except UserError as error:  # such as PDF where the text layout libraries are not installed
                made.missing[name] = f"{error.what} {error.next_step}".replace(str(settings.MEDIA_ROOT), "")
    made.files = [name for name in FORMS if (folder / name).is_file()]


@transaction.atomic
def use_figure(*, by: User | None, neighbourhood: Neighbourhood, profile: Profile, indicator: str) -> Bead:
    """Hang a figure of a profile on the thread, with where it comes from; the same figure hangs there once.

    Raises
    ------
    UsageError
        If the profile is of another neighbourhood, has no such figure, or hides it.
    """
    if profile.neighbourhood_id != neighbourhood.pk:
        raise UsageError(
            "This figure cannot be used.", "The profile is of another neighbourhood.", "Open its own profile."
        )
    figure = figure_of(profile, indicator)
    # Locked, so that a form sent twice hangs it once.
    Neighbourhood.objects.select_for_update().get(pk=neighbourhood.pk)
    there = bead_of_figure(profile, figure)
    return there or add_bead(
        by=by, programme=neighbourhood.programme, neighbourhood=neighbourhood, payload=_payload(profile, figure)
    )


def _payload(profile: Profile, figure: ProfileFigure) -> FigurePayload:
    document = ProfileDocument.model_validate(profile.document)
    source = next((each for each in document.sources if each.id == figure.source), None)
    named = ", ".join(dict.fromkeys(part for part in (source.publisher, source.title) if part)) if source else ""
    return FigurePayload(
        name=figure.name,
        indicator=figure.indicator,
        area=figure.larger_area or profile.neighbourhood.name,
        period=figure.period or "not known",
        value=float(figure.value or 0.0),
        source=named or figure.source or "not known",
        unit=figure.unit,
        numerator=figure.numerator,
        denominator=figure.denominator,
        ci_low=figure.ci_low,
        ci_high=figure.ci_high,
        method=" ".join(part for part in (figure.method, figure.interval) if part),
    )
