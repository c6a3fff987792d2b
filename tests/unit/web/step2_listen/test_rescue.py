"""A file that a phone saved is taken in as if the phone had sent it, however often."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.core.files.base import ContentFile

from seedbed.errors import UserError
from seedbed.web.capture.actions import end_device
from seedbed.web.listening.models import Contribution
from seedbed.web.media.models import MediaFile
from seedbed.web.places.models import Neighbourhood
from seedbed.web.step2_listen.rescue import Rescued, take_in_rescue
from tests.unit.web.capture.devices import Phone, announced, contribution, photo
from tests.unit.web.conftest import Cast


def rescue_file(
    phone: Phone, items: list[dict[str, Any]], files: dict[str, bytes], otherwise: dict[str, Any] | None = None
) -> bytes:
    told = {"schema": "seedbed/rescue/1", "device": str(phone.device.pk), "items": items, **(otherwise or {})}
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("rescue.json", json.dumps(told))
        for number, content in files.items():
            archive.writestr(f"media/{number}", content)
    return kept.getvalue()


def take_in(cast: Cast, neighbourhood: Neighbourhood, content: bytes) -> Rescued:
    return take_in_rescue(by=cast.dev, neighbourhood=neighbourhood, file=ContentFile(content, name="rescue.zip"))


def test_words_and_photos_are_taken_in_once(cast: Cast, phone: Phone, neighbourhood: Neighbourhood) -> None:
    medium = announced(photo())
    content = rescue_file(phone, [contribution(media=[medium])], {medium["id"]: photo()})
    first, second = take_in(cast, neighbourhood, content), take_in(cast, neighbourhood, content)
    assert (first.new, first.before, first.files, first.refused) == (1, 0, 1, [])
    assert (second.new, second.before, second.files, second.refused) == (0, 1, 0, [])
    assert (Contribution.objects.count(), MediaFile.objects.count()) == (1, 1)


def test_what_the_phone_sent_before_is_not_taken_in_again(
    cast: Cast, phone: Phone, neighbourhood: Neighbourhood
) -> None:
    item = contribution()
    phone.put(item)
    done = take_in(cast, neighbourhood, rescue_file(phone, [item], {}))
    assert (done.new, done.before) == (0, 1)


def test_what_is_said_of_a_broken_item_can_be_shown(cast: Cast, phone: Phone, neighbourhood: Neighbourhood) -> None:
    broken = [contribution(made_at="\ud800"), contribution(language="\ud800")]
    done = take_in(cast, neighbourhood, rescue_file(phone, broken, {}))
    assert "".join(done.refused).encode()
    assert len(done.refused) == 2


def test_a_phone_that_was_ended_is_still_listened_to(cast: Cast, phone: Phone, neighbourhood: Neighbourhood) -> None:
    end_device(by=cast.dev, device=phone.device)
    assert take_in(cast, neighbourhood, rescue_file(phone, [contribution()], {})).new == 1


def test_one_thing_that_will_not_do_holds_up_no_other(cast: Cast, phone: Phone, neighbourhood: Neighbourhood) -> None:
    items = [{"id": "no number"}, contribution(schema="seedbed/capture/99"), contribution()]
    done = take_in(cast, neighbourhood, rescue_file(phone, items, {}))
    assert (done.new, len(done.refused)) == (1, 2)


def test_a_photo_that_is_not_in_the_file_is_told(cast: Cast, phone: Phone, neighbourhood: Neighbourhood) -> None:
    done = take_in(cast, neighbourhood, rescue_file(phone, [contribution(media=[announced(photo())])], {}))
    assert (done.new, done.refused) == (1, ["A photo or recording is not in the file."])


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 cut short"])
def test_what_is_no_zip_is_refused(cast: Cast, neighbourhood: Neighbourhood, content: bytes) -> None:
    with pytest.raises(UserError):
        take_in(cast, neighbourhood, content)


@pytest.mark.parametrize("more", [{"schema": "other"}, {"items": "none"}, {"items": [1]}, {"device": "x"}])
def test_a_list_that_is_none_is_refused(
    cast: Cast, phone: Phone, neighbourhood: Neighbourhood, more: dict[str, Any]
) -> None:
    with pytest.raises(UserError, match="cannot be taken in"):
        take_in(cast, neighbourhood, rescue_file(phone, [], {}, more))


def test_a_phone_of_another_neighbourhood_is_refused(
    cast: Cast, phone: Phone, other_neighbourhood: Neighbourhood
) -> None:
    with pytest.raises(UserError, match="cannot be taken in"):
        take_in(cast, other_neighbourhood, rescue_file(phone, [contribution()], {}))
    assert not Contribution.objects.exists()
