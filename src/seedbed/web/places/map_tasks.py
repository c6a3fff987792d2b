"""The long work of this room, as the queue runs it: a map that someone brought is read before it counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from seedbed.errors import BadInputError, UserError
from seedbed.web.jobs.tasks import Report, register
from seedbed.web.places.ground import as_file, ground_of
from seedbed.web.places.map_actions import READ, forget_map, use_map
from seedbed.web.places.models import MapBrought, Neighbourhood
from seedbed.web.places.queries import boundary_of

if TYPE_CHECKING:
    from seedbed.analysis.assets.network import WalkNetwork


def register_tasks() -> None:
    """Make the tasks known."""
    register(READ, read_map, _page)


def _page(arguments: Mapping[str, Any]) -> str:
    """Return where a map is brought."""
    return reverse("places:map", args=[arguments["place"]])


def read_map(report: Report, *, brought: str, place: str) -> str:
    """Read a map and use it; return the address of the page that tells which map is in use."""
    kept = MapBrought.objects.select_related("neighbourhood__scope", "neighbourhood__programme", "made_by").get(
        pk=brought
    )
    try:
        _read(kept, report)
    except Exception:
        forget_map(kept)
        raise
    # From here it is done or not: nobody can stop it half way.
    use_map(by=kept.made_by, brought=kept)
    ground_of(kept.neighbourhood)  # So that nobody waits for it later.
    return reverse("places:map", args=[place])


def _read(kept: MapBrought, report: Report) -> None:
    """Read a map.

    Raises
    ------
    UserError
        If no streets can be read from it, or none of them lies in the neighbourhood.
    """
    from seedbed.formats.osm_streets import read_streets

    report(0, 0, "Reading the file")
    with as_file(kept) as path:
        try:
            network = read_streets(path, heard=lambda many: report(many, 0, f"Reading streets: {many:,} ways so far"))
        except UserError as error:
            # The folder is ours; people know the file by the name it came with.
            what, why = error.what.replace(path.name, kept.name), error.why.replace(str(path), kept.name)
            raise BadInputError(what, why, error.next_step) from error
    if not _lies_on(kept.neighbourhood, network):
        raise BadInputError(
            "This is the map of another place.",
            f"{kept.name}: none of its streets lies where the line around {kept.neighbourhood.name} is.",
            "Bring an extract of OpenStreetMap of the town and what lies around it.",
        )


def _lies_on(neighbourhood: Neighbourhood, streets: WalkNetwork) -> bool:
    """Say whether some streets lie where the line around a neighbourhood is; yes where it has none."""
    from shapely.geometry import shape

    line = boundary_of(neighbourhood)
    if line is None:
        return True
    west, south, east, north = shape(line.outline).bounds
    across = (streets.longitude >= west) & (streets.longitude <= east)
    return bool((across & (streets.latitude >= south) & (streets.latitude <= north)).any())
