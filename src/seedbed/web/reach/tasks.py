"""The long work of this room, as the queue runs it."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.urls import reverse

from seedbed.errors import MissingDataError
from seedbed.web.jobs.tasks import Report, register
from seedbed.web.places.ground import map_file
from seedbed.web.reach.actions import EVERYBODY, TASK
from seedbed.web.reach.models import Question
from seedbed.web.reach.queries import inside_of, listings_near, pack_here


def register_tasks() -> None:
    """Make the tasks known."""
    register(TASK, answer, _page_of_questions)


def _page_of_questions(arguments: Mapping[str, Any]) -> str:
    """Return where a question was asked."""
    asked = Question.objects.select_related("neighbourhood").defer("answer").filter(pk=arguments["question"]).first()
    return reverse("reach:questions", args=[asked.neighbourhood.slug]) if asked is not None else ""


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
    inside = None if asked.asked.get("people") == EVERYBODY else inside_of(asked.neighbourhood)
    with tempfile.TemporaryDirectory(prefix="seedbed-") as folder, map_file(asked.neighbourhood) as streets:
        assets = Path(folder) / "register.geojson"
        write_assets(assets, listings_near(asked.neighbourhood, everybody=inside is None))
        reached = reach(options_of(asked.asked, here.pack, streets, assets, inside), here.directory, report)
    asked.answer = answer_of(reached)
    asked.save(update_fields=["answer"])
    return reverse("reach:answer", args=[asked.pk])
