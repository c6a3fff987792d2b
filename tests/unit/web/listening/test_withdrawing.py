"""Taking words back: hidden at once, undone in time, erased when due, taken back again after a restore."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from seedbed.errors import BadInputError, NotAllowedError, UsageError, UserError
from seedbed.thread.kinds import Relation
from seedbed.thread.payloads.heard import ThemePayload
from seedbed.thread.tracing import Way
from seedbed.web.config.environment import Environment
from seedbed.web.consent.actions import agree, withdraw_scope
from seedbed.web.consent.models import Consent, DemographicCard, Participant
from seedbed.web.consent.queries import effective
from seedbed.web.consent.withdrawals import WORDS, Entry, append, read
from seedbed.web.contacts.actions import keep_contact
from seedbed.web.contacts.reach import Reach
from seedbed.web.golden_thread.actions import add_bead, link
from seedbed.web.golden_thread.actions import withdraw as withdraw_beads
from seedbed.web.golden_thread.models import Bead, Link, Tombstone
from seedbed.web.golden_thread.queries import trace_counts
from seedbed.web.golden_thread.withdrawing import undo_withdrawal as bring_back
from seedbed.web.listening.actions import (
    choose_scope,
    erase_due,
    excerpt,
    reapply_withdrawals,
    undo_withdrawal,
    withdraw_contribution,
)
from seedbed.web.listening.models import Contribution, Withdrawal
from seedbed.web.listening.rewording import change_words
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast
from tests.unit.web.golden_thread.builder import counted_anew, kept_counts
from tests.unit.web.listening.conftest import Say

WINDOW = timedelta(days=14)


@pytest.fixture(autouse=True)
def the_list(settings: Any, tmp_path: Path) -> Path:
    """A withdrawal list of this test alone."""
    known = {field.name: getattr(settings.ENVIRONMENT, field.name) for field in fields(Environment)}
    path = tmp_path / "kept" / "withdrawals.jsonl"
    settings.ENVIRONMENT = Environment(**(known | {"withdrawals": path}))
    return path


@pytest.fixture
def said(say: Say, cast: Cast, neighbourhood: Neighbourhood) -> Contribution:
    """What Rosa said, with a voice in a theme, joined for a reason that repeats it."""
    kept = say("There is nowhere to meet.", translation="Nowhere at all.", prompt="What is missing?")
    voice = excerpt(by=cast.dev, contribution=kept, start=0, end=16, translation="Nowhere")
    theme = ThemePayload(name="Nowhere to meet")
    made = add_bead(by=cast.dev, programme=neighbourhood.programme, neighbourhood=neighbourhood, payload=theme)
    link(by=cast.dev, source=voice.bead, relation=Relation.GROUPED_IN, target=made, why="She said nowhere to meet")
    return kept


def theme_of_all() -> Bead:
    return Bead.objects.get(kind="theme")


def take_back(said: Contribution, at: datetime | None = None) -> None:
    withdraw_contribution(by=None, contribution=said, why="", at=at, by_holder=True)


def test_undoing_brings_back_beads_links_and_counts(said: Contribution) -> None:
    before = kept_counts(), trace_counts(theme_of_all().pk, Way.BACK).by_kind
    take_back(said)
    assert trace_counts(theme_of_all().pk, Way.BACK).beads == 0
    undo_withdrawal(by_holder=True, by=None, contribution=said)
    assert (kept_counts(), trace_counts(theme_of_all().pk, Way.BACK).by_kind) == before
    assert kept_counts() == counted_anew()


def test_undoing_does_not_bring_back_what_was_withdrawn_by_itself(say: Say, cast: Cast) -> None:
    kept = say()
    first, second = (excerpt(by=cast.dev, contribution=kept, start=0, end=end).bead for end in (5, 10))
    withdraw_beads(by=cast.dev, beads=[first], why="")
    take_back(kept)
    undo_withdrawal(by=None, contribution=kept, by_holder=True)
    assert set(Tombstone.objects.values_list("pk", flat=True)) == {first.pk}
    assert second.pk not in Tombstone.objects.values_list("pk", flat=True)


def test_undoing_what_was_not_taken_back_is_refused(said: Contribution) -> None:
    with pytest.raises(UsageError, match="cannot be undone"):
        undo_withdrawal(by_holder=True, by=None, contribution=said)


def test_whoever_holds_the_receipt_does_not_undo_what_the_team_took_out(said: Contribution, cast: Cast) -> None:
    withdraw_contribution(by=cast.dev, contribution=said, why="It names somebody else.")
    with pytest.raises(NotAllowedError, match="cannot be undone"):
        undo_withdrawal(by=None, contribution=said, by_holder=True)
    assert Tombstone.objects.filter(pk=said.pk).exists()
    undo_withdrawal(by=cast.ama, contribution=said)
    assert not Tombstone.objects.filter(pk=said.pk).exists()


def test_the_team_does_not_undo_what_was_taken_out_with_the_receipt(said: Contribution, cast: Cast) -> None:
    take_back(said)
    with pytest.raises(NotAllowedError, match="cannot be undone"):
        undo_withdrawal(by=cast.ama, contribution=said)
    assert Tombstone.objects.filter(pk=said.pk).exists()


@pytest.mark.parametrize("by_holder", [True, False])
def test_who_took_it_out_is_known_after_a_restore(said: Contribution, the_list: Path, by_holder: bool) -> None:
    withdraw_contribution(by=None, contribution=said, why="", by_holder=by_holder)
    as_before_the_withdrawal(said)
    reapply_withdrawals(the_list)
    assert Withdrawal.objects.get().by_holder is by_holder


@pytest.mark.parametrize(("by_holder", "code"), [(True, "taken_back_with_receipt"), (False, "taken_back_by_team")])
def test_a_reason_is_erased_with_the_words_and_a_code_stays(said: Contribution, by_holder: bool, code: str) -> None:
    now = timezone.now()
    withdraw_contribution(by=None, contribution=said, why="She said nowhere", at=now, by_holder=by_holder)
    assert set(Tombstone.objects.values_list("why", flat=True)) == {"She said nowhere"}
    erase_due(now + WINDOW)
    assert set(Tombstone.objects.values_list("why", flat=True)) == {code}


def test_undoing_ends_with_the_window(said: Contribution) -> None:
    now = timezone.now()
    take_back(said, now)
    with pytest.raises(UsageError, match="cannot be undone"):
        undo_withdrawal(by_holder=True, by=None, contribution=said, at=now + WINDOW)


def test_what_was_undone_can_be_taken_back_again(said: Contribution) -> None:
    take_back(said)
    undo_withdrawal(by_holder=True, by=None, contribution=said)
    take_back(said)
    assert Withdrawal.objects.filter(undone_at=None).count() == 1


def test_nothing_is_erased_before_it_is_due(said: Contribution) -> None:
    now = timezone.now()
    take_back(said, now)
    assert erase_due(now + WINDOW - timedelta(seconds=1)) == 0
    said.refresh_from_db()
    assert said.words


def test_what_was_undone_is_not_erased(said: Contribution) -> None:
    now = timezone.now()
    take_back(said, now)
    undo_withdrawal(by_holder=True, by=None, contribution=said)
    assert erase_due(now + 2 * WINDOW) == 0


def test_earlier_words_are_erased_with_the_words(said: Contribution, cast: Cast) -> None:
    now = timezone.now()
    change_words(by=cast.dev, contribution=said, words=f"Now this. {said.words}")
    assert said.earlier.count() == 1
    take_back(said, now)
    erase_due(now + WINDOW)
    assert not said.earlier.exists()


@pytest.fixture
def erased(said: Contribution) -> Contribution:
    now = timezone.now()
    take_back(said, now)
    assert erase_due(now + WINDOW) == 1
    return Contribution.objects.get(pk=said.pk)


def test_erasing_leaves_no_word_in_any_table(erased: Contribution) -> None:
    told = "".join(
        str(list(model._default_manager.values_list()))
        for model in apps.get_models()
        if model._meta.app_label in {"listening", "consent", "golden_thread", "people", "jobs"}
    )
    bead_names = {"Nowhere to meet"}
    for kept in bead_names:
        told = told.replace(kept, "")
    assert [word for word in ("There is", "Nowhere", "nowhere", "missing") if word in told] == []


def test_erasing_forgets_who_said_it_their_cards_and_consents(erased: Contribution, cast: Cast) -> None:
    assert erased.participant is None
    assert not erased.in_public
    assert not DemographicCard.objects.exists()
    assert not Consent.objects.filter(participant=cast.rosa.pk).exists()
    assert not Participant.objects.filter(pk=cast.rosa.pk).exists()


def test_erasing_keeps_who_said_something_else_too(said: Contribution, say: Say, cast: Cast) -> None:
    say("And the hall is locked.")
    now = timezone.now()
    take_back(said, now)
    erase_due(now + WINDOW)
    assert cast.rosa.cards.exists()
    assert effective(cast.rosa, "take_part")


def test_erasing_keeps_the_consent_of_who_may_be_contacted_again(said: Contribution, cast: Cast) -> None:
    agree(by=None, participant=cast.rosa, scopes=["take_part", "recontact"])
    keep_contact(by=None, participant=cast.rosa, reach=Reach("+441632960123", ""))
    now = timezone.now()
    take_back(said, now)
    erase_due(now + WINDOW)
    assert effective(cast.rosa, "recontact")
    assert not cast.rosa.cards.exists()


def test_erasing_keeps_tombstone_and_receipt(erased: Contribution) -> None:
    assert Tombstone.objects.filter(pk=erased.pk).exists()
    assert erased.receipt is not None


def test_erasing_twice_does_nothing_more(erased: Contribution) -> None:
    assert erase_due(timezone.now() + 2 * WINDOW) == 0


def test_one_that_cannot_be_erased_holds_up_no_other(
    said: Contribution, say: Say, cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    other = say("Another thing.")
    now = timezone.now()
    for each in (said, other):
        take_back(each, now)

    def broken(beads: list[int], code: str) -> None:
        if said.pk in beads:
            raise RuntimeError("the disk is on fire")

    monkeypatch.setattr("seedbed.web.listening.withdrawing.forget_reasons", broken)
    assert erase_due(now + WINDOW) == 1
    other.refresh_from_db()
    assert other.words == ""
    assert "could not be erased" in caplog.text


def test_cards_taken_back_are_erased_after_the_window(said: Contribution, cast: Cast) -> None:
    now = timezone.now()
    withdraw_scope(by=None, participant=cast.rosa, scope="card", at=now)
    erase_due(now + WINDOW - timedelta(seconds=1))
    assert cast.rosa.cards.exists()
    erase_due(now + WINDOW)
    assert not cast.rosa.cards.exists()


ERASED_WITH = {"voice", "withdrawal", "mark", "contributionmedia", "check", "earlierwording"}
"""Tables with a key to a contribution, that erasing sees to."""
FORGOTTEN_WITH = {"demographiccard", "consent", "consentwithdrawal", "contribution", "attendance", "mediafile"}
"""The same of a participant."""


@pytest.mark.parametrize(("model", "known"), [(Contribution, ERASED_WITH), (Participant, FORGOTTEN_WITH)])
def test_erasing_knows_every_table_that_hangs_on_words_or_people(model: type[models.Model], known: set[str]) -> None:
    """A new table must be erased too: see `seedbed.web.listening.withdrawing`."""
    found = {relation.related_model._meta.model_name for relation in model._meta.related_objects}
    assert found == known


def test_the_list_holds_numbers_alone(said: Contribution, cast: Cast, the_list: Path) -> None:
    take_back(said)
    choose_scope(contribution=Contribution.objects.get(pk=said.pk), scope="quote", yes=False)
    lines = [json.loads(line) for line in the_list.read_text().split("\n") if line]
    assert [sorted(line) for line in lines] == [["at", "by_holder", "receipt", "stands", "what"]] * 2
    assert {line["receipt"] for line in lines} == {said.receipt_id}
    assert cast.rosa.token not in the_list.read_text()


def test_what_cannot_be_listed_is_not_taken_back(said: Contribution, the_list: Path) -> None:
    the_list.parent.mkdir(parents=True)
    the_list.mkdir()
    with pytest.raises(UserError, match="nothing has changed"):
        take_back(said)
    assert not Tombstone.objects.exists()
    assert not Withdrawal.objects.exists()


def as_before_the_withdrawal(said: Contribution) -> None:
    """Put the database back to what a backup from before holds."""
    Withdrawal.objects.all().delete()
    bring_back(by=None, beads=Bead.objects.exclude(tombstone=None))
    said.participant.withdrawals.all().delete()  # type: ignore[union-attr]


def test_a_restored_site_takes_back_again(said: Contribution, the_list: Path) -> None:
    take_back(said)
    as_before_the_withdrawal(said)
    assert reapply_withdrawals(the_list) == 1
    assert Tombstone.objects.filter(pk=said.pk).exists()
    assert reapply_withdrawals(the_list) == 0
    assert len(read(the_list)) == 1


def test_a_restored_site_erases_what_was_erased(said: Contribution, the_list: Path) -> None:
    take_back(said, timezone.now() - 2 * WINDOW)
    as_before_the_withdrawal(said)
    reapply_withdrawals(the_list)
    said.refresh_from_db()
    assert said.words == ""


def test_a_restored_site_takes_back_one_consent_again(said: Contribution, cast: Cast, the_list: Path) -> None:
    choose_scope(contribution=said, scope="quote", yes=False)
    as_before_the_withdrawal(said)
    assert effective(cast.rosa, "quote")
    reapply_withdrawals(the_list)
    assert not effective(cast.rosa, "quote")


@pytest.mark.django_db(transaction=True)
def test_what_was_undone_stays_undone_after_a_restore(said: Contribution, the_list: Path) -> None:
    take_back(said)
    undo_withdrawal(by_holder=True, by=None, contribution=said)
    assert [entry.stands for entry in read(the_list)] == [True, False]
    as_before_the_withdrawal(said)
    assert reapply_withdrawals(the_list) == 0
    assert not Tombstone.objects.exists()


def test_a_backup_from_between_withdrawing_and_undoing_is_undone(said: Contribution, the_list: Path) -> None:
    take_back(said)
    append(the_list, Entry(str(said.receipt_id), WORDS, False, timezone.now()))
    assert reapply_withdrawals(the_list) == 1
    assert not Tombstone.objects.exists()


def test_receipts_that_a_backup_does_not_know_are_passed_over(said: Contribution, the_list: Path) -> None:
    append(the_list, Entry("482109375567", WORDS, True, timezone.now()))
    assert reapply_withdrawals(the_list) == 0


def test_a_line_that_a_crash_cut_short_is_passed_over_and_spoils_no_other(said: Contribution, the_list: Path) -> None:
    the_list.parent.mkdir(parents=True)
    the_list.write_text('\n{"receipt": "4821093')
    take_back(said)
    assert [entry.receipt for entry in read(the_list)] == [said.receipt_id]


@pytest.mark.parametrize(
    "line",
    [
        "{}",
        '{"receipt": "482109375568", "what": "words", "stands": true, "at": "2026-03-01T12:00:00+00:00"}',
        '{"receipt": "482109375567", "what": "everything", "stands": true, "at": "2026-03-01T12:00:00+00:00"}',
        '{"receipt": "482109375567", "what": "words", "stands": "yes", "at": "2026-03-01T12:00:00+00:00"}',
        '{"receipt": "482109375567", "what": "words", "stands": true, "at": "2026-03-01T12:00:00"}',
    ],
)
def test_a_list_that_was_tampered_with_stops_the_restore(the_list: Path, line: str) -> None:
    the_list.parent.mkdir(parents=True)
    the_list.write_text(f"\n{line}\n")
    with pytest.raises(BadInputError, match="cannot be read"):
        reapply_withdrawals(the_list)


def test_no_list_means_nothing_was_taken_back(the_list: Path) -> None:
    assert read(the_list) == []


def test_links_forget_why_they_were_made(erased: Contribution) -> None:
    assert set(Link.objects.values_list("why", flat=True)) == {""}


def test_words_said_long_ago_are_taken_back_like_others(say: Say) -> None:
    kept = say(said_on=date(2020, 1, 1))
    take_back(kept)
    assert Tombstone.objects.filter(pk=kept.pk).exists()
