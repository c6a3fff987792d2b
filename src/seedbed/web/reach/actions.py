"""What people do about reach: ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from seedbed.web.jobs.actions import start
from seedbed.web.jobs.models import Job
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from seedbed.web.reach.models import Question

TASK = "reach.answer"
INSIDE, EVERYBODY = "inside", "everybody"
"""Whose reach is asked for: the people inside the line, or everybody on the map of the streets."""


@transaction.atomic
def ask(*, by: User | None, neighbourhood: Neighbourhood, asked: Mapping[str, Any]) -> tuple[Question, Job]:
    """Keep a question and put working it out into the queue."""
    made = Question.objects.create(neighbourhood=neighbourhood, asked=dict(asked), made_by=by)
    record(by=by, action="reach.ask", scope=neighbourhood.scope, subject=f"question:{made.pk}")
    title = f"Who can reach what in {neighbourhood.name}"
    job = start(
        by=by,
        scope=neighbourhood.scope,
        task=TASK,
        title=title,
        arguments={"question": str(made.pk)},
    )
    return made, job
