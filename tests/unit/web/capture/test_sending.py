"""What devices send is kept once, however often and from wherever it comes."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from seedbed.web.capture import quota
from seedbed.web.capture.actions import end_code, make_code
from seedbed.web.capture.codes import short_of
from seedbed.web.capture.models import Device, Item, JoinCode, Tally, WantedMedia
from seedbed.web.consent.models import Receipt
from seedbed.web.consent.receipts import digest_of, new_second_half, opened
from seedbed.web.listening.models import Contribution, ContributionMedia
from seedbed.web.media.models import MediaFile
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.capture.devices import Phone, announced, contribution, in_hours, photo
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]


def test_an_item_becomes_a_contribution(phone: Phone) -> None:
    item = contribution()
    answer = phone.put(item)
    assert (answer.status_code, answer.json()["receipt"]) == (201, item["receipt"]["number"])
    kept = Contribution.objects.get()
    assert (kept.words, kept.device, kept.receipt_id) == (item["words"], phone.device.pk, item["receipt"]["number"])


def test_the_same_again_changes_nothing(phone: Phone) -> None:
    item = contribution()
    first = phone.put(item)
    again = phone.put(dict(reversed(item.items())))
    assert (again.status_code, again.json()) == (200, first.json())
    assert Contribution.objects.count() == 1


def test_other_content_under_one_number_is_refused(phone: Phone) -> None:
    item = contribution()
    phone.put(item)
    answer = phone.put({**item, "words": "Something else."})
    assert answer.status_code == 409
    assert set(answer.json()) == {"what", "why", "next"}


def test_a_file_comes_after_its_item(phone: Phone) -> None:
    content = photo()
    file = announced(content)
    item = contribution(media=[file])
    assert phone.put_file(file["id"], content).status_code == 404
    assert phone.put(item).json()["media_wanted"] == [file["id"]]
    assert phone.put_file(file["id"], content).status_code == 201
    assert phone.put_file(file["id"], content).status_code == 200
    assert phone.put(item).json()["media_wanted"] == []
    assert ContributionMedia.objects.get().contribution == Contribution.objects.get()
    assert not WantedMedia.objects.exists()


def test_another_file_than_announced_is_refused(phone: Phone) -> None:
    file = announced(photo())
    phone.put(contribution(media=[file]))
    assert phone.put_file(file["id"], photo(shade=200)).status_code == 409
    assert not MediaFile.objects.exists()


def test_the_outbox_says_what_is_kept(phone: Phone) -> None:
    content = photo()
    file = announced(content)
    item, never = contribution(media=[file]), str(uuid4())
    phone.put(item)
    asked = f"/capture/outbox/?ids={item['id']},{file['id']},{never}"
    assert phone.ask(asked).json() == {"stored": [item["id"]]}
    phone.put_file(file["id"], content)
    assert phone.ask(asked).json() == {"stored": [item["id"], file["id"]]}


def test_a_number_of_a_receipt_that_was_given_out_gets_another_and_both_open(phone: Phone) -> None:
    first, half = contribution(), new_second_half()
    number = first["receipt"]["number"]
    phone.put(first)
    answer = phone.put(contribution(receipt={"number": number, "digest": digest_of(number, half)})).json()
    assert answer["receipt_changed"]
    assert answer["receipt"] != number
    assert Item.objects.filter(receipt_changed=True).count() == 1
    assert {opened(each, half) for each in (number, answer["receipt"])} == {Receipt.objects.get(pk=answer["receipt"])}


def test_a_file_that_is_refused_is_told_and_set_aside(phone: Phone, cast: Cast, as_: As) -> None:
    bad, good = b"%PDF-1.7 no photo", photo()
    files = [announced(bad), announced(good)]
    item = contribution(media=files)
    phone.put(item)
    sent = [phone.put_file(each["id"], content) for each, content in zip(files, (bad, good), strict=True)]
    assert [each.status_code for each in sent] == [422, 201]
    page = as_(cast.dev).get(f"/capture/in/{phone.device.neighbourhood.slug}/devices/").content.decode()
    assert "not taken." in page
    as_(cast.dev).post(f"/capture/files/{files[0]['id']}/set-aside/")
    stored = phone.ask(f"/capture/outbox/?ids={item['id']},{files[0]['id']}").json()["stored"]
    assert (WantedMedia.objects.count(), stored) == (0, [item["id"], files[0]["id"]])


def test_a_device_sets_aside_a_file_of_its_place_alone(phone: Phone, other_phone: Phone) -> None:
    file = announced(photo())
    phone.put(contribution(media=[file]))
    address = f"/capture/media/{file['id']}/"
    other_phone.browser.delete(address, headers=other_phone.headers)
    assert WantedMedia.objects.exists()
    phone.browser.delete(address, headers=phone.headers)
    assert not WantedMedia.objects.exists()


def test_a_count_pressed_by_mistake_is_taken_back(phone: Phone, other_phone: Phone) -> None:
    made = {"schema": "seedbed/capture/1", "kind": "tally", "made_at": timezone.now().isoformat(), "sort": "refusal"}
    count = {**made, "id": str(uuid4())}
    phone.put(count)
    for sender, left in ((other_phone, 1), (phone, 0)):
        assert sender.put({**made, "id": str(uuid4()), "undoes": count["id"]}).status_code == 201
        assert Tally.objects.count() == left


def test_a_code_is_typed_by_hand_as_people_write_it(cast: Cast, neighbourhood: Neighbourhood, client: Client) -> None:
    code, _token = make_code(by=cast.dev, neighbourhood=neighbourhood, ends_at=in_hours(6))
    typed = short_of(code.issue).lower().replace("-", " ").replace("0", "o").replace("1", "l")
    ask = {"path": f"/capture/join/{typed}/", "data": "{}", "content_type": "application/json"}
    assert client.post(**ask).status_code == 201  # type: ignore[arg-type]
    assert Device.objects.get().joined_with == code
    end_code(by=cast.dev, code=code)
    assert client.post(**ask).status_code == 422  # type: ignore[arg-type]
    assert typed.upper() not in str(JoinCode.objects.values_list().get())


def test_a_device_that_sent_very_much_today_keeps_the_rest(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    file = announced(photo())
    first = contribution(media=[file])
    phone.put(first)
    monkeypatch.setattr(quota, "MOST_ITEMS", 1)
    monkeypatch.setattr(quota, "MOST_BYTES", 10)
    refused = phone.put(contribution())
    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
    assert "keep what waits" in refused.json()["next"]
    assert phone.put(first).status_code == 200
    assert phone.put_file(file["id"], photo()).status_code == 429
    assert WantedMedia.objects.get().refused == ""
    Item.objects.update(received_at=timezone.now() - quota.DAY)
    assert phone.put(contribution()).status_code == 201
