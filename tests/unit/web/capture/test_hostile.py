"""Devices that are not ours, are over, guess, or send what will not do."""

from __future__ import annotations

import io
import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client, RequestFactory

from seedbed.web.capture.actions import end_code, end_device, join, make_code
from seedbed.web.capture.devices import end_devices_again
from seedbed.web.capture.models import Device, Item, JoinCode, Tally, WantedMedia
from seedbed.web.capture.views.sending import put_media
from seedbed.web.consent.models import DemographicCard
from seedbed.web.listening.models import Contribution, Mark
from seedbed.web.media.limits import LARGEST
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.at_once import at_once
from tests.unit.web.capture.devices import Phone, announced, contribution, in_hours, photo
from tests.unit.web.conftest import Cast


def test_a_guessed_token_and_a_guessed_number_are_answered_alike(phone: Phone) -> None:
    item = contribution()
    wrong = [Phone(phone.device, "x" * 32), Phone(Device(number=uuid4()), phone.token)]
    answers = [each.put(item) for each in wrong]
    answers.append(Client().put(f"/capture/items/{item['id']}/", b"{}", content_type="application/json"))
    assert [(each.status_code, each.json()) for each in answers] == [(401, answers[0].json())] * 3
    assert not Item.objects.exists()


def test_an_ended_device_is_refused_and_what_it_sent_stays(phone: Phone, cast: Cast) -> None:
    phone.put(contribution())
    end_device(by=cast.dev, device=phone.device)
    assert phone.put(contribution()).status_code == 401
    assert Contribution.objects.count() == 1


def test_an_ended_device_stays_ended_after_a_restore(phone: Phone, cast: Cast) -> None:
    end_device(by=cast.dev, device=phone.device)
    ended = Device.objects.get().ended_at
    assert ended is not None
    Device.objects.update(ended_at=None)
    assert end_devices_again({str(phone.device.pk): ended}) == 1
    assert phone.put(contribution()).status_code == 401


def test_a_device_of_another_neighbourhood_learns_and_adds_nothing(phone: Phone, other_phone: Phone) -> None:
    content = photo()
    file = announced(content)
    item = contribution(media=[file])
    phone.put(item)
    assert other_phone.put_file(file["id"], content).status_code == 404
    assert other_phone.ask(f"/capture/outbox/?ids={item['id']},{file['id']}").json() == {"stored": []}
    assert other_phone.put({**item, "words": "Replaced."}).status_code == 409


def test_a_file_that_takes_the_number_of_another_is_refused_with_its_item(phone: Phone) -> None:
    file = announced(photo())
    phone.put(contribution(media=[file]))
    assert phone.put(contribution(media=[file])).status_code == 422
    assert Item.objects.count() == 1


def test_nobody_signed_in_opens_what_devices_ask(cast: Cast, as_: Any) -> None:
    assert as_(cast.olu).get("/capture/about/").status_code == 401


def test_codes_that_are_over_full_or_guessed_let_nobody_in(cast: Cast, neighbourhood: Neighbourhood) -> None:
    code, token = make_code(by=cast.dev, neighbourhood=neighbourhood, ends_at=in_hours(1), most_devices=1)
    sent: dict[str, Any] = {"data": json.dumps({"name": "A"}), "content_type": "application/json"}
    first = Client().post(f"/capture/join/{token}/", **sent)
    assert (first.status_code, set(first.json())) == (201, {"device", "token", "kind"})
    assert Client().post(f"/capture/join/{token}/", **sent).status_code == 422
    end_code(by=cast.dev, code=code)
    assert Client().post(f"/capture/join/{token}/", **sent).json()["what"] == "This code lets no device in."
    assert Client().post("/capture/join/guessed/", **sent).json()["what"] == "This code lets no device in."
    assert Device.objects.count() == 1


def test_too_many_guesses_of_codes_wait(db: None) -> None:
    answers = [Client().get(f"/capture/join/guess-{number}/").status_code for number in range(12)]
    assert answers == [404] * 10 + [429] * 2


def test_asking_again_after_a_lost_answer_makes_no_second_device(cast: Cast, neighbourhood: Neighbourhood) -> None:
    _, token = make_code(by=cast.dev, neighbourhood=neighbourhood, ends_at=in_hours(1))
    number = uuid4()
    _, lost = join(token=token, number=number)
    device, told = join(token=token, number=number)
    assert (Device.objects.count(), lost == told) == (1, False)
    assert Phone(device, told).put(contribution()).status_code == 201


def test_no_token_of_a_code_or_device_is_kept(phone: Phone) -> None:
    kept = [*JoinCode.objects.values_list("digest", flat=True), *Device.objects.values_list("token_digest", flat=True)]
    assert all(len(digest) == 64 and phone.token not in digest for digest in kept)


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_send_one_outbox_at_once_store_it_once(phone: Phone) -> None:
    item, answers = contribution(), []

    def send() -> None:
        answers.append(Phone(phone.device, phone.token).put(item).status_code)

    assert at_once(send, send) == []
    assert sorted(answers) in ([200, 201], [201, 503])
    assert (Item.objects.count(), Contribution.objects.count()) == (1, 1)


BOMBS = {
    "nested": b"[" * 100_000,
    "nested_objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "not_a_number": b'{"schema": NaN}',
    "infinite": b'{"schema": 1e999, "id": -Infinity}',
    "huge_number": b'{"schema": ' + b"9" * 10_000 + b"}",
    "no_text": b"\xff\xfe\x00",
    "a_list": b"[]",
    "nothing": b"",
    "cut_off": b'{"id": "',
}


@pytest.mark.parametrize("name", BOMBS)
def test_json_that_is_none_or_a_trap_is_refused_in_words(phone: Phone, name: str) -> None:
    answer = phone.put_raw(str(uuid4()), BOMBS[name])
    assert (answer.status_code, set(answer.json())) == (422, {"what", "why", "next"})


def test_an_item_of_more_than_a_megabyte_is_refused(phone: Phone) -> None:
    assert phone.put(contribution(words="x" * 1_000_001)).status_code == 413


POINT = {"type": "Point", "coordinates": [-2.1, 53.5]}


@pytest.mark.parametrize(
    "changed",
    [
        {"words": "x" * 100_001},
        {"words": 7},
        {"words": "a\x00b"},
        {"words": "half a character \ud800"},
        {"schema": "seedbed/capture/0"},
        {"kind": "form_of_1999"},
        {"kind": ["contribution"]},
        {"made_at": "yesterday"},
        {"made_at": "0001-01-01T00:00:00+14:00"},
        {"made_at": "2026-03-14T10:00:00"},
        {"language": "no language!"},
        {"mode": "sung"},
        {"marks": [{"geometry": {"type": "LineString", "coordinates": [[179.9, 0], [-179.9, 0]]}}]},
        {"marks": [{"geometry": {"type": "Point", "coordinates": [181, 0]}}]},
        {"marks": [{"geometry": {"type": "Point", "coordinates": [True, False]}}]},
        {"marks": [{"geometry": {"type": "Point", "coordinates": [10**400, 0]}}]},
        {"marks": [{"geometry": {"type": "GeometryCollection", "geometries": []}}]},
        {"marks": [{"geometry": POINT, "place": 999_999}]},
        {"marks": [{"geometry": POINT}] * 51},
        {"marks": [{"geometry": POINT, "precision": ["point"]}]},
        {"marks": "here"},
        {"media": [{"id": "x", "kind": "photo"}]},
        {"media": [{"id": "0" * 32, "kind": "program"}]},
        {"consent": "yes"},
        {"consent": {"scopes": ["take_part", "everything"]}},
        {"consent": {"scopes": ["take_part"], "wording": "99", "language": "so"}},
        {"consent": {"scopes": ["take_part"], "wording": "a\x00"}},
        {"receipt": {"number": "482109375568", "digest": "0" * 64}},
        {"receipt": {"number": "482109375567", "digest": "short"}},
        {"cards": {"age": {"$gt": 0}}},
        {"words": "", "prompt": "x" * 301},
        {"words": " "},
        {"words": "\u200b\u2060\ufeff\u3164"},
    ],
)
def test_what_will_not_do_is_refused_in_words_and_nothing_is_kept(phone: Phone, changed: dict[str, Any]) -> None:
    answer = phone.put(contribution(**changed))
    assert (answer.status_code, set(answer.json())) == (422, {"what", "why", "next"})
    assert not Item.objects.exists()
    assert not Contribution.objects.exists()


WRITTEN = (
    "x" * 100_000,
    "👩🏽‍🦽 was here",
    "e\u0301\u0302\u0303 stays",
    "zero\u200bwidth\u200d",
    "\u202eturned\u202c",
    "বাংলা العربية",
)


@pytest.mark.parametrize("words", WRITTEN, ids=range(len(WRITTEN)))
def test_words_of_every_script_are_kept_as_they_were_said(phone: Phone, words: str) -> None:
    assert phone.put(contribution(words=words)).status_code == 201
    assert Contribution.objects.get().words == words


@pytest.mark.parametrize("made_at", ["2023-01-01T00:00:00+00:00", "2093-01-01T00:00:00+00:00"])
def test_a_clock_years_wrong_is_put_right_and_kept_beside(phone: Phone, made_at: str) -> None:
    answer = phone.put(contribution(made_at=made_at))
    assert answer.status_code == 201
    item = Item.objects.get()
    assert item.clock_off
    assert Contribution.objects.get().bead.payload["said_on"] == str(item.received_at.date())


def test_a_device_that_says_what_its_clock_shows_has_its_days_put_right(phone: Phone) -> None:
    Device.objects.update(joined_at=in_hours(-72))
    wrong = in_hours(-24 * 365 * 3)
    made = (wrong - (in_hours(0) - in_hours(-30))).isoformat()
    phone.put(contribution(made_at=made), **{"X-Seedbed-Clock": wrong.isoformat()})
    assert Contribution.objects.get().bead.payload["said_on"] == str(in_hours(-30).date())


@pytest.mark.parametrize("years", [-3, 3])
def test_what_was_made_while_a_clock_was_wrong_that_the_network_put_right_is_of_the_day_it_came(
    phone: Phone, years: int
) -> None:
    made = in_hours(24 * 365 * years).isoformat()
    phone.put(contribution(made_at=made), **{"X-Seedbed-Clock": in_hours(0).isoformat()})
    item = Item.objects.get()
    assert item.clock_off
    assert Contribution.objects.get().bead.payload["said_on"] == str(item.received_at.date())


class Film(io.RawIOBase):
    """A body of some bytes that counts how many of them were read; it is nowhere whole in memory."""

    def __init__(self, size: int) -> None:
        self.left, self.given = size, 0

    def read(self, size: int = -1) -> bytes:
        assert 0 < size <= 10_000_000, "It is read all at once."
        part = min(size, self.left)
        self.left -= part
        self.given += part
        return b"\x1a\x45\xdf\xa3"[:part].ljust(part, b"\0")


@pytest.mark.parametrize("says", [4_000_000_000, 2_000_000])
def test_a_film_is_read_no_further_than_may_be_and_never_whole(
    phone: Phone, says: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One says that it has 4 GB; one has them and says less, and is read until there is too much of it."""
    most = 3_000_000
    monkeypatch.setitem(LARGEST, "video", most)
    film = announced(b"", kind="video", media_type="video/webm")
    phone.put(contribution(media=[film]))
    body = Film(4_000_000_000)
    signed = {**phone.headers, "X-Seedbed-Kind": "video"}
    request = RequestFactory().put(f"/capture/media/{film['id']}/", headers=signed)
    request._stream = body  # type: ignore[assignment]
    request.META["CONTENT_LENGTH"] = str(says)
    answer = put_media(request, number=UUID(film["id"]))
    assert answer.status_code == 413
    assert body.given == 0 if says > most else most < body.given <= most + 1_000_000
    assert WantedMedia.objects.get().refused


def test_a_line_that_crosses_itself_is_kept_as_what_it_encloses(phone: Phone) -> None:
    bow_tie = [[0.0, 0.0], [1.0, 1.0], [1.0, 0.0], [0.0, 1.0]]
    phone.put(contribution(marks=[{"geometry": {"type": "Polygon", "coordinates": [bow_tie]}}]))
    assert Mark.objects.get().geometry["type"] == "MultiPolygon"


def test_a_home_is_kept_roughly(phone: Phone) -> None:
    geometry = {"type": "Point", "coordinates": [-2.123456789, 53.567891234]}
    phone.put(contribution(marks=[{"geometry": geometry, "category": "home", "precision": "point"}]))
    mark = Mark.objects.get()
    assert (mark.precision, mark.geometry["coordinates"]) == ("area", [-2.123, 53.568])


@pytest.mark.parametrize(
    "consent",
    [
        {},
        {"scopes": []},
        {"scopes": ["quote", "photo"]},
        {"scopes": ["take_part"], "age_band": "under_13", "guardian_agreed": True},
        {"scopes": ["take_part"], "age_band": "13_15", "assented": True},
    ],
)
def test_without_consent_somebody_is_counted_and_nothing_else_is_kept(phone: Phone, consent: dict[str, Any]) -> None:
    answer = phone.put(contribution(consent=consent, media=[announced(photo())])).json()
    assert (answer["dropped"], answer["media_wanted"], answer["receipt"]) == (True, [], "")
    assert not Contribution.objects.exists()
    assert Tally.objects.get().sort == "refusal"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM consent_participant WHERE only_to_reach = %s", [False])
        assert cursor.fetchone()[0] == 1  # Rosa alone


def test_a_photo_without_consent_to_photos_is_not_wanted(phone: Phone) -> None:
    file = announced(photo())
    answer = phone.put(contribution(consent={"scopes": ["take_part"]}, media=[file])).json()
    assert (answer["media_wanted"], answer["dropped"]) == ([], True)
    assert phone.put_file(file["id"], photo()).status_code == 404
    assert not Contribution.objects.get().participant.cards.exists()  # type: ignore[union-attr]


def test_preferring_not_to_say_is_kept_as_an_answer(phone: Phone) -> None:
    phone.put(contribution(cards={"age": "prefer_not_to_say", "disability": "limited_a_lot"}))
    told = Contribution.objects.get().participant.cards.values_list("characteristic", "group")  # type: ignore[union-attr]
    assert dict(told) == {"age": "prefer_not_to_say", "disability": "Limited a lot"}


def test_of_an_age_its_band_is_kept_and_of_a_birthday_nothing(phone: Phone) -> None:
    phone.put(contribution(cards={"age": "34"}))
    kept = Contribution.objects.get().participant
    assert kept is not None
    assert kept.cards.get().group == "25 to 34"
    answer = phone.put(contribution(cards={"age": "1990-05-01"}))
    assert answer.json()["dropped"] is True
    assert not DemographicCard.objects.filter(group__contains="1990").exists()


@pytest.mark.parametrize("changed", [{"count": 0}, {"count": True}, {"count": 10**9}, {"sort": "guess"}, {"prompt": 7}])
def test_a_count_that_will_not_do_is_refused(phone: Phone, changed: dict[str, Any]) -> None:
    tally = {**contribution(), "kind": "tally", "count": 3, "sort": "tally", "category": "Green place", **changed}
    assert phone.put(tally).status_code == 422


def test_a_count_is_kept(phone: Phone) -> None:
    phone.put({**contribution(), "kind": "tally", "count": 3, "sort": "not_at_home", "category": "Green place"})
    assert (Tally.objects.get().count, Tally.objects.get().sort) == (3, "not_at_home")


def test_a_device_is_told_what_it_needs(phone: Phone) -> None:
    told = phone.ask("/capture/about/").json()
    assert (told["place"], told["event"], told["limits"]["photo"]) == ("Millbrook", "Market day", 20_000_000)
    assert [each["language"] for each in told["wordings"]] == ["en"]
    assert told["cards"]["pl"][0]["bands"][0]["id"] == "0_15"
