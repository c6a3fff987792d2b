"""What is asked about files of messages, and about what of them waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404

from seedbed.web.capture.models import Source, Waiting, WaitingState
from seedbed.web.consent.models import ConsentScope
from seedbed.web.consent.queries import languages_to_ask_in, sentences_for
from seedbed.web.listening.languages import LANGUAGES
from seedbed.web.messages_in.models import FileState, MessageFile
from seedbed.web.people.models import Scope
from seedbed.web.places.models import Neighbourhood, Programme

OF_HERE = ("message", "e_mail", "sms", "spreadsheet", "form")
ASKED = (ConsentScope.TAKE_PART, ConsentScope.QUOTE, ConsentScope.PUBLIC_DISPLAY, ConsentScope.RECONTACT)
"""What is asked of somebody who sent a message."""


@dataclass(frozen=True, slots=True)
class Asking:
    """The text that asks somebody for consent by message, in one language."""

    language: str
    name: str
    text: str


def file_at(message_file: UUID) -> MessageFile:
    """Return the file with this number; raise Http404 if there is none."""
    found = MessageFile.objects.select_related("neighbourhood__scope", "neighbourhood__programme", "made_by")
    return get_object_or_404(found, pk=message_file)


def by_file(message_file: UUID, **_address: Any) -> Scope:
    """Return the scope of a file: its neighbourhood's."""
    return file_at(message_file).neighbourhood.scope


def files_of(neighbourhood: Neighbourhood) -> QuerySet[MessageFile]:
    """Return the files that were read, the newest first."""
    found = MessageFile.objects.filter(neighbourhood=neighbourhood, state=FileState.DONE)
    return found.defer("content", "refused").order_by("-made_at")[:20]


def waiting_by_source(neighbourhood: Neighbourhood) -> list[tuple[str, int]]:
    """Return how much waits in the inbox, by how it came."""
    waits = Waiting.objects.filter(neighbourhood=neighbourhood, state=WaitingState.WAITING, source__in=OF_HERE)
    found = waits.values_list("source").annotate(many=Count("pk")).order_by("source")
    return [(str(Source(source).label), many) for source, many in found]


def askings(programme: Programme) -> list[Asking]:
    """Return the text that asks for consent by message, in each language in which residents may be asked."""
    found, names = [], LANGUAGES | dict(settings.LANGUAGES)
    for language in languages_to_ask_in(programme):
        spoken, sentences = sentences_for(programme, language)
        numbered = [f"{place}. {sentences[scope.value]}" for place, scope in enumerate(ASKED, 1)]
        told = [sentences["introduction"], sentences["safety"], *numbered, sentences["withdrawing"]]
        found.append(Asking(spoken, str(names.get(spoken, spoken)), "\n\n".join(told)))
    return found
