"""The long work of this room, as the queue runs it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.urls import reverse

from seedbed.errors import MissingDataError
from seedbed.web.asset_register.queries.lists import standing
from seedbed.web.jobs.tasks import Report, register
from seedbed.web.places.models import Neighbourhood
from seedbed.web.reach.actions import TASK, ending_of
from seedbed.web.reach.models import Question, StreetMap
from seedbed.web.reach.queries import pack_here, streets_of_pack


def register_tasks() -> None:
    """Make the tasks known."""
    register(TASK, answer)


def answer(report: Report, *, question: str) -> str:
    """Work out who can reach what; return the address of the answer."""
    from seedbed.formats.assets.writing import write_assets
    from seedbed.web.reach.asking import answer_of, options_of
    from seedbed.workflows.assets.reach import reach

    asked = Question.objects.select_related("neighbourhood__programme").get(pk=question)
    here = pack_here(asked.neighbourhood)
    if here is None:
        raise MissingDataError(
            "It is not known who lives here.",
            "The data pack of this programme is not installed.",
            "Choose a pack on the page of its candidates, or install it.",
        )
    own = streets_of_pack(here.pack)
    with tempfile.TemporaryDirectory(prefix="seedbed-") as folder, _streets(asked.neighbourhood, own) as streets:
        assets = Path(folder) / "register.geojson"
        write_assets(assets, [each.listing() for each in standing(asked.neighbourhood).exclude(longitude=None)])
        reached = reach(options_of(asked.asked, here.pack, streets, assets), here.directory, report)
    asked.answer = answer_of(reached)
    asked.save(update_fields=["answer"])
    return reverse("reach:answer", args=[asked.pk])


@contextmanager
def _streets(neighbourhood: Neighbourhood, of_pack: Path | None) -> Iterator[Path]:
    """Give the file of streets: the one that someone brought, else the pack's.

    Raises
    ------
    MissingDataError
        If there is neither.
    """
    brought = StreetMap.objects.filter(neighbourhood=neighbourhood).first()
    if brought is not None:
        with tempfile.TemporaryDirectory(prefix="seedbed-") as folder:
            path = Path(folder) / f"streets{ending_of(brought.name)}"
            path.write_bytes(bytes(brought.content))
            yield path
    elif of_pack is not None:
        yield of_pack
    else:
        raise MissingDataError(
            "There are no streets to walk on.",
            "Nobody has brought a map of them, and the data pack has none.",
            "Bring an extract of OpenStreetMap (.osm.pbf) of the town.",
        )
