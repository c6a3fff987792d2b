"""What people took back of a map or a workshop stays erased in a site that is made of an older backup."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import Model
from django.utils import timezone

from seedbed.web.people.kept_apart import end_again, read_gone
from seedbed.web.people.models import AuditEvent
from seedbed.web.step5_agenda.models import MapComment, MapFactor, MapVote, MapWeight, SystemMap
from seedbed.web.step5_agenda.opinions import actions as opinions
from seedbed.web.step5_agenda.weighing.actions import give_weights, take_back_weights
from seedbed.web.step5_agenda.workshop.running import end_workshop, go_to_step, start_workshop
from seedbed.web.step5_agenda.workshop.sending import Told, device_of, send_note, step_now, take_back
from seedbed.web.step5_agenda.workshop_models import NoteState, Workshop, WorkshopNote
from tests.unit.web.conftest import Cast
from tests.unit.web.step5_agenda.conftest import Draw


@pytest.fixture(autouse=True)
def the_list(settings: Any, tmp_path: Path) -> Path:
    """A list of this test alone."""
    path = tmp_path / "withdrawals.jsonl"
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, withdrawals=path)
    return path


def put_back(row: Model, **changed: Any) -> None:
    """Put a row back as a restored backup does: with the number that it had."""
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(force_insert=not type(row)._default_manager.filter(pk=row.pk).exists())


@pytest.fixture
def comment(damp: SystemMap, cast: Cast) -> MapComment:
    """A comment of Dev, taken back; as it was before."""
    made = opinions.comment(by=cast.dev, of=damp, words="Whose damp?")
    held = MapComment.objects.get(pk=made.pk)
    opinions.take_back_comment(by=cast.dev, comment=made)
    return held


@pytest.fixture
def vote(damp: SystemMap, cast: Cast, factor: Draw) -> MapVote:
    """A vote of Sam, taken back; as it was before."""
    row = MapFactor.objects.select_related("map").get(key=factor("Damp homes"))
    held = opinions.vote(by=cast.sam, on=row)
    opinions.take_back_vote(by=cast.sam, on=row)
    return held


@pytest.fixture
def weight(damp: SystemMap, cast: Cast, factor: Draw, joined: Draw) -> MapWeight:
    """A weight that Sam gave a link, taken back; as it was before."""
    key = joined(factor("Damp homes"), factor("Asthma"))
    give_weights(by=cast.sam, of=damp, said={key: ("weak", "same")})
    held = MapWeight.objects.get()
    take_back_weights(by=cast.sam, of=damp)
    return held


@pytest.fixture
def workshop(damp: SystemMap, cast: Cast) -> Workshop:
    """An open workshop at a step that asks something."""
    made = start_workshop(by=cast.dev, of=damp, script="hopes-and-fears", hours=3)
    while not step_now(made).prompt:
        made = go_to_step(by=cast.dev, workshop=made, step=made.step + 1)
    return made


@pytest.fixture
def note(workshop: Workshop) -> WorkshopNote:
    """A note of a phone, taken back; as it was before."""
    device = device_of(workshop, "one")
    made = send_note(workshop=workshop, device=device, told=Told(uuid4(), "Mould in the flats"))
    held = WorkshopNote.objects.get(pk=made.pk)
    take_back(workshop=workshop, device=device, note=made.pk)
    return held


def test_a_comment_that_was_taken_back_after_the_backup_is_erased_again(comment: MapComment, the_list: Path) -> None:
    put_back(comment)
    assert end_again(the_list) == 1
    assert not MapComment.objects.exists()
    assert AuditEvent.objects.filter(action="maps.take_back_comment", by=None).count() == 1
    assert end_again(the_list) == 0


def test_a_vote_that_was_taken_back_after_the_backup_is_erased_again(vote: MapVote, the_list: Path) -> None:
    put_back(vote)
    assert end_again(the_list) == 1
    assert not MapVote.objects.exists()


def test_a_weight_that_was_taken_back_after_the_backup_is_erased_again(weight: MapWeight, the_list: Path) -> None:
    put_back(weight)
    assert end_again(the_list) == 1
    assert not MapWeight.objects.exists()


def test_a_note_that_was_taken_back_after_the_backup_is_erased_again(note: WorkshopNote, the_list: Path) -> None:
    put_back(note)
    assert end_again(the_list) == 1
    kept = WorkshopNote.objects.get()
    assert (kept.words, kept.state) == ("", NoteState.TAKEN_BACK)


def test_a_workshop_that_was_ended_early_does_not_open_again(workshop: Workshop, cast: Cast, the_list: Path) -> None:
    held = Workshop.objects.get(pk=workshop.pk)
    end_workshop(by=cast.dev, workshop=workshop)
    put_back(held)
    assert end_again(the_list) == 1
    assert (Workshop.objects.get().code, Workshop.objects.get().is_open(timezone.now())) == ("", False)


def test_what_has_the_number_anew_since_stays(
    comment: MapComment, vote: MapVote, note: WorkshopNote, the_list: Path
) -> None:
    for row in (comment, vote, note):
        put_back(row, at=timezone.now() + timedelta(seconds=1))
    assert end_again(the_list) == 0
    left = WorkshopNote.objects.exclude(words="")
    assert (MapComment.objects.count(), MapVote.objects.count(), left.count()) == (1, 1, 1)


def test_the_list_holds_no_words(comment: MapComment, note: WorkshopNote, the_list: Path) -> None:
    assert {gone.kind for gone in read_gone(the_list)} == {"map_comment", "workshop_note"}
    assert not any(words in the_list.read_text() for words in (comment.words, note.words))
