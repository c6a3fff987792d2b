"""Groups of fewer than ten people are not told, nor what would tell them by taking away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from seedbed.reports.assets.reach_documents import ReachDocument
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from seedbed.web.reach.models import Question
from seedbed.workflows.assets import reach as workflow
from tests.unit.web.conftest import Cast

ASKED = {"kinds": ["community_centre"], "minutes": "10", "walker": "adult", "origins": "oa", "aim": "coverage"}
As = Callable[[User | None], Client]


def _cells(question: Question) -> list[str]:
    assert question.answer is not None
    return [cell for table in question.answer["tables"] for row in table["rows"] for cell in row]


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """How many people of each group the workflow counts, where a test says so."""
    counted: dict[str, float] = {}
    worked_out = workflow.reach

    def recounted(*given: Any, **named: Any) -> workflow.Reached:
        found = worked_out(*given, **named)
        return replace(found, document=_counted(found.document, counted))

    monkeypatch.setattr(workflow, "reach", recounted)
    return counted


def _counted(document: ReachDocument, counted: dict[str, float]) -> ReachDocument:
    def of(each: Any) -> Any:
        return each.model_copy(update={"people": counted.get(each.group, each.people)})

    equity = [each.model_copy(update={"groups": [of(group) for group in each.groups]}) for each in document.equity]
    changed = document.what_if
    if changed is not None:
        changed = changed.model_copy(update={"gains": [of(gain) for gain in changed.gains]})
    return document.model_copy(update={"equity": equity, "what_if": changed})


@pytest.mark.usefixtures("jobs_at_once")
@pytest.mark.parametrize(("many", "told"), [(9.0, False), (10.0, True)])
def test_a_comparison_with_fewer_than_ten_people_is_left_out_whole(
    many: float, told: bool, people: dict[str, float], here: Neighbourhood, cast: Cast, as_: As
) -> None:
    people["Asian people"] = many
    as_(cast.dev).post(f"/reach/in/{here.slug}/", {**ASKED, "new_place": "54.8, 2.53"})
    question = Question.objects.get()
    assert ("Asian people" in _cells(question), "White people" in _cells(question)) == (told, told)
    assert "People aged 65 and over" in _cells(question)


@pytest.mark.usefixtures("jobs_at_once")
def test_what_was_left_out_is_said(people: dict[str, float], here: Neighbourhood, cast: Cast, as_: As) -> None:
    people["Asian people"] = 3.0
    dev = as_(cast.dev)
    dev.post(f"/reach/in/{here.slug}/", ASKED)
    page = dev.get(f"/reach/{Question.objects.get().pk}/").content.decode()
    assert "Not compared, as a group has fewer than 10 people: Ethnicity." in page
    assert "Asian people" not in page
