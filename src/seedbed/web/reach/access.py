"""What addresses of reach name, and the scope each belongs to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from seedbed.web.people.models import Scope
from seedbed.web.reach.models import Question

_PLACE = ("neighbourhood__scope", "neighbourhood__programme__scope", "neighbourhood__programme__partnership")


def question_at(question: UUID) -> Question:
    """Return the question with this number; raise Http404 if there is none."""
    return get_object_or_404(Question.objects.select_related(*_PLACE, "made_by"), pk=question)


def by_question(question: UUID, **_address: Any) -> Scope:
    """Return the scope of a question: its neighbourhood's."""
    return question_at(question).neighbourhood.scope
