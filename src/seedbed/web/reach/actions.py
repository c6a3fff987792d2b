"""What people do about reach: bring streets, and ask."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from seedbed.formats.osm_streets import read_streets
from seedbed.web.jobs.actions import start
from seedbed.web.jobs.models import Job
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from seedbed.web.reach.models import Question, StreetMap

TASK = "reach.answer"
ENDINGS = (".pbf", ".osm")


def keep_streets(*, by: User | None, neighbourhood: Neighbourhood, name: str, content: bytes) -> StreetMap:
    """Keep an extract of OpenStreetMap as the streets of a neighbourhood, in place of an earlier one.

    Raises
    ------
    BadInputError
        If no streets can be read from it; nothing is kept then.
    """
    with tempfile.TemporaryDirectory(prefix="seedbed-") as folder:
        path = Path(folder) / f"streets{ending_of(name)}"
        path.write_bytes(content)
        read_streets(path)
    return _keep(by=by, neighbourhood=neighbourhood, name=name, content=content)


def ending_of(name: str) -> str:
    """Return the ending that says how a file of streets is read."""
    return ".osm" if name.casefold().endswith(".osm") else ".osm.pbf"


@transaction.atomic
def _keep(*, by: User | None, neighbourhood: Neighbourhood, name: str, content: bytes) -> StreetMap:
    kept, _ = StreetMap.objects.update_or_create(
        neighbourhood=neighbourhood,
        defaults={"name": Path(name).name[:300], "content": content, "made_by": by, "made_at": timezone.now()},
    )
    record(by=by, action="reach.streets", scope=neighbourhood.scope, subject=f"streets:{kept.pk}", bytes=len(content))
    return kept


@transaction.atomic
def ask(*, by: User | None, neighbourhood: Neighbourhood, asked: Mapping[str, Any]) -> tuple[Question, Job]:
    """Keep a question and put working it out into the queue."""
    made = Question.objects.create(neighbourhood=neighbourhood, asked=dict(asked), made_by=by)
    record(by=by, action="reach.ask", scope=neighbourhood.scope, subject=f"question:{made.pk}")
    title = f"Who can reach what in {neighbourhood.name}"
    job = start(by=by, scope=neighbourhood.scope, task=TASK, title=title, arguments={"question": str(made.pk)})
    return made, job
