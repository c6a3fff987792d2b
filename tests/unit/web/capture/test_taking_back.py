"""What comes with words goes with them: marks, files, few words, counts of who came."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from seedbed.web.capture import storing
from seedbed.web.capture.models import Item
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.actions import EventTold, attend, plan_event
from seedbed.web.listening.models import Contribution, Mark
from seedbed.web.listening.promises import came_to
from seedbed.web.listening.withdrawing import erase_due, undo_withdrawal, withdraw_contribution
from seedbed.web.media.actions import receive
from seedbed.web.media.models import MediaFile, MediaState
from tests.unit.web.capture.devices import Phone, announced, contribution, photo

POND = {"type": "Point", "coordinates": [-2.1, 53.5]}


@pytest.fixture
def sent(phone: Phone) -> Contribution:
    """One with few words, a mark and a photo."""
    content = photo()
    file = announced(content)
    item = contribution(media=[file], marks=[{"geometry": POND, "label": "by the pond"}], gist="the pond")
    phone.put(item)
    phone.put_file(file["id"], content)
    return Contribution.objects.get()


def test_files_are_hidden_at_once_and_come_back_with_the_words(sent: Contribution) -> None:
    withdraw_contribution(by=None, contribution=sent, why="", by_holder=True)
    assert MediaFile.objects.get().hidden_at is not None
    undo_withdrawal(by=None, contribution=sent, by_holder=True)
    assert MediaFile.objects.get().hidden_at is None


def test_erasing_reaches_all_that_came_with_the_words(sent: Contribution) -> None:
    now = timezone.now()
    withdraw_contribution(by=None, contribution=sent, why="", at=now)
    erase_due(now + timedelta(days=400))
    sent.refresh_from_db()
    assert (sent.words, sent.gist, sent.device, sent.participant) == ("", "", None, None)
    assert not Mark.objects.exists()
    assert MediaFile.objects.get().state == MediaState.ERASED


def test_a_device_is_not_asked_for_files_of_what_was_taken_back(phone: Phone) -> None:
    content = photo()
    file = announced(content)
    item = contribution(media=[file])
    phone.put(item)
    withdraw_contribution(by=None, contribution=Contribution.objects.get(), why="")
    assert phone.put(item).json()["media_wanted"] == []
    assert phone.put_file(file["id"], content).status_code == 404
    assert phone.ask(f"/capture/outbox/?ids={item['id']},{file['id']}").json()["stored"] == [item["id"], file["id"]]


def test_a_photo_that_comes_while_its_words_are_taken_back_is_seen_by_nobody(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def receive_late(**told: Any) -> MediaFile:
        withdraw_contribution(by=None, contribution=Contribution.objects.get(), why="")
        return receive(**told)

    file = announced(photo())
    phone.put(contribution(media=[file]))
    monkeypatch.setattr(storing, "receive", receive_late)
    phone.put_file(file["id"], photo())
    assert MediaFile.objects.get().hidden_at is not None


def test_who_came_stays_counted_when_they_are_forgotten(sent: Contribution, event: Bead) -> None:
    place, now = event.neighbourhood, timezone.now()
    assert place is not None
    told = EventTold(name="Market day", held_on=timezone.localdate())
    planned = plan_event(by=None, neighbourhood=place, told=told, bead=event)
    attend(by=None, event=planned, participant=sent.participant, resident="yes")
    assert came_to([planned]).residents == 1
    withdraw_contribution(by=None, contribution=sent, why="", at=now)
    erase_due(now + timedelta(days=400))
    counted = came_to([planned])
    assert (counted.attendances, counted.people, counted.only_counted) == (1, 0, 1)


def test_what_is_kept_of_an_item_holds_no_words(sent: Contribution) -> None:
    kept = Item.objects.values().get()
    assert not any(sent.words in str(value) for value in kept.values())
