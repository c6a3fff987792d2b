"""How much one phone may send, and clocks that are wrong."""

from __future__ import annotations

from datetime import UTC, timedelta
from email.utils import format_datetime

import pytest
from django.utils import timezone

from seedbed.formats.xlsform import as_phone_form
from seedbed.web.capture import quota
from seedbed.web.capture.models import Item, Waiting
from seedbed.web.listening.models import Contribution
from seedbed.web.media.models import MediaFile
from seedbed.web.phones.actions import offer_form, say_what_is_asked
from seedbed.web.phones.models import Filled, Form
from seedbed.web.phones.our_form import our_form
from seedbed.web.places.models import Neighbourhood
from tests.unit.formats.media.pictures import photo as jpeg
from tests.unit.web.conftest import Cast
from tests.unit.web.phones.collect import Phone, filled
from tests.unit.web.phones.test_sending import WALK

YEARS = timedelta(days=3 * 365)
PHOTO = {"1_jpg": jpeg()}


@pytest.fixture
def walk(cast: Cast, neighbourhood: Neighbourhood) -> Form:
    form = offer_form(by=cast.dev, neighbourhood=neighbourhood, form=as_phone_form(WALK))
    return say_what_is_asked(by=cast.dev, form=form, roles={"said": "words"})


@pytest.fixture
def ours(cast: Cast, neighbourhood: Neighbourhood) -> Form:
    made = our_form(neighbourhood)
    form = as_phone_form(made.written)
    return offer_form(by=cast.dev, neighbourhood=neighbourhood, form=form, roles=made.roles, wordings=made.wordings)


def _with_photo(number: str = "1") -> str:
    return filled("<said>Lift</said><photo>1.jpg</photo>", number)


def _of_ours(form: Form, more: str, number: str = "1") -> str:
    told = "<language>en</language><take_part>yes</take_part><age_band>18_plus</age_band><words>Lift</words>"
    return filled(told + more, number, f'id="{form.form_id}" version="{form.version}"')


def test_files_in_the_inbox_count_towards_what_a_phone_may_send(
    phone: Phone, walk: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quota, "MOST_BYTES", int(1.5 * len(PHOTO["1_jpg"])))
    assert phone.send(_with_photo("1"), **PHOTO).status_code == 201
    refused = phone.send(_with_photo("2"), **PHOTO)
    assert refused.status_code == 429  # Collect keeps the form, and tries again.
    assert b"keep what waits" in refused.content
    assert MediaFile.objects.count() == 1
    MediaFile.objects.update(received_at=timezone.now() - quota.DAY)
    assert phone.send(_with_photo("2"), **PHOTO).status_code == 201
    assert (Filled.objects.count(), Waiting.objects.filter(media__isnull=False).count()) == (2, 2)


def test_files_sent_again_are_no_more_than_they_were(phone: Phone, walk: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quota, "MOST_BYTES", int(1.5 * len(PHOTO["1_jpg"])))
    assert [phone.send(_with_photo(), **PHOTO).status_code for _ in range(3)] == [201, 201, 201]


def test_a_file_of_a_contribution_beyond_what_may_be_sent_is_not_lost(
    phone: Phone, ours: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quota, "MOST_BYTES", 10)
    xml = _of_ours(ours, "<agree_photo>yes</agree_photo><photo>1.jpg</photo>")
    assert phone.send(xml, **PHOTO).status_code == 429
    assert Filled.objects.get().note == ""
    monkeypatch.undo()
    assert phone.send(xml, **PHOTO).status_code == 201
    assert MediaFile.objects.count() == 1


@pytest.mark.parametrize("told", ["100000001", "4000000000"])
def test_a_request_that_says_it_is_larger_than_is_taken_is_refused_unread(phone: Phone, told: str) -> None:
    answer = phone.client.post(f"{phone.at}/submission", b"", "text/xml", CONTENT_LENGTH=told, **phone.headers)
    assert answer.status_code == 413


def test_a_length_that_is_none_is_no_crash(phone: Phone) -> None:
    answer = phone.client.post(f"{phone.at}/submission", b"", "text/xml", CONTENT_LENGTH="many", **phone.headers)
    assert answer.status_code == 400


@pytest.mark.parametrize("off", [YEARS, -YEARS])
def test_a_phone_whose_clock_is_years_wrong_has_its_days_put_right(phone: Phone, walk: Form, off: timedelta) -> None:
    clock = timezone.now() + off
    phone.headers["HTTP_DATE"] = format_datetime(clock.astimezone(UTC), usegmt=True)
    made = (clock - timedelta(days=2)).isoformat()
    phone.send(filled(f"<start>{made}</start><said>Lift</said>"))
    assert Waiting.objects.get().said_on == timezone.localdate(timezone.now() - timedelta(days=2))
    assert "clock" in Filled.objects.get().note


def test_a_contribution_of_a_phone_whose_clock_is_wrong_is_put_right_too(phone: Phone, ours: Form) -> None:
    clock = timezone.now() - YEARS
    phone.headers["HTTP_DATE"] = format_datetime(clock.astimezone(UTC), usegmt=True)
    phone.send(_of_ours(ours, f"<start>{clock.isoformat()}</start>"))
    assert Contribution.objects.get().bead.payload["said_on"] == str(timezone.localdate())
    assert Item.objects.get().clock_off


def test_a_form_filled_in_before_the_phone_was_let_in_keeps_its_day(phone: Phone, walk: Form) -> None:
    phone.headers["HTTP_DATE"] = format_datetime(timezone.now().astimezone(UTC), usegmt=True)
    phone.send(filled("<start>2026-01-05T10:00:00+00:00</start><said>Lift</said>"))
    assert str(Waiting.objects.get().said_on) == "2026-01-05"
    assert Filled.objects.get().note == ""


@pytest.mark.parametrize(
    "start", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2019-02-30", "2500-01-01", "yesterday"]
)
@pytest.mark.parametrize("date", ["", "Fri, 31 Dec 9999 23:59:59 GMT", "tomorrow"])
def test_moments_that_no_clock_shows_are_no_day(phone: Phone, walk: Form, start: str, date: str) -> None:
    phone.headers["HTTP_DATE"] = date
    assert phone.send(filled(f"<start>{start}</start><said>Lift</said>")).status_code == 201
    assert Waiting.objects.get().said_on == timezone.localdate()


def test_a_zero_width_answer_is_no_words(phone: Phone, ours: Form) -> None:
    phone.send(_of_ours(ours, "", "1").replace("<words>Lift</words>", "<words>\u200b\u2060</words>"))
    assert not Contribution.objects.exists()
    assert "words" in Waiting.objects.get().needs
