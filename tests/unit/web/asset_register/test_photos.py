"""Photos of assets wait for a person's look, say what they show, and are public only after that look."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from seedbed.errors import BadInputError, UserError
from seedbed.web.asset_register.actions import add_asset, add_photo, merge_assets
from seedbed.web.asset_register.models import Asset, AssetPhoto
from seedbed.web.media.actions import clear
from seedbed.web.media.models import MediaFile, MediaState
from seedbed.web.people.models import AuditEvent
from seedbed.web.places.models import Neighbourhood
from tests.unit.formats.media.pictures import photo
from tests.unit.web.asset_register.conftest import listing
from tests.unit.web.conftest import Cast

pytestmark = pytest.mark.django_db
Send = Callable[..., MediaFile]


@pytest.fixture
def send(
    settings: Any, tmp_path: Path, hall: Asset, cast: Cast, jobs_at_once: None, django_capture_on_commit_callbacks: Any
) -> Send:
    """Send a photo of the hall and have it checked."""
    settings.MEDIA_ROOT = tmp_path / "files"

    def sent(**told: Any) -> MediaFile:
        usual: dict[str, Any] = {
            "by": cast.dev,
            "asset": hall,
            "number": uuid4(),
            "content": photo(),
            "alt": "A green door",
        }
        with django_capture_on_commit_callbacks(execute=True):
            made = add_photo(**(usual | {"recognisable": False} | told))
        return MediaFile.objects.get(pk=made.file_id)

    return sent


def page_of(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def made_public(asset: Asset) -> str:
    Asset.objects.filter(pk=asset.pk).update(public=True)
    return f"/directory/{asset.neighbourhood.slug}/{asset.identifier}/"


def test_a_photo_is_on_the_page_of_its_asset_with_what_it_shows(
    send: Send, hall: Asset, cast: Cast, as_: Callable[..., Client]
) -> None:
    file = send()
    page = page_of(as_(cast.dev), f"/assets/{hall.identifier}/")
    assert file.state == MediaState.READY
    assert f'src="/media/{file.pk}/small/" alt="A green door"' in page


def test_it_is_not_public_before_a_person_has_looked(send: Send, hall: Asset, client: Client) -> None:
    file, address = send(), made_public(hall)
    assert "A green door" not in page_of(client, address)
    assert client.get(f"/media/{file.pk}/").status_code == 404


def test_it_is_public_once_a_person_let_it_go_so_far(send: Send, hall: Asset, cast: Cast, client: Client) -> None:
    file, address = send(), made_public(hall)
    clear(by=cast.dev, file=file, recognisable=False)
    assert f'src="/media/{file.pk}/small/" alt="A green door"' in page_of(client, address)
    assert client.get(f"/media/{file.pk}/small/").status_code == 200


def test_it_is_not_public_where_somebody_can_be_recognised(send: Send, hall: Asset, cast: Cast, client: Client) -> None:
    file, address = send(), made_public(hall)
    clear(by=cast.dev, file=file, recognisable=True)
    assert "A green door" not in page_of(client, address)
    assert client.get(f"/media/{file.pk}/small/").status_code == 404


@pytest.mark.parametrize("change", [{"public": False}, {"gone_at": "2026-01-05T12:00:00Z"}])
def test_it_is_public_no_longer_than_its_asset(
    change: dict[str, Any], send: Send, hall: Asset, cast: Cast, client: Client
) -> None:
    file = send()
    made_public(hall)
    clear(by=cast.dev, file=file, recognisable=False)
    Asset.objects.filter(pk=hall.pk).update(**change)
    assert client.get(f"/media/{file.pk}/small/").status_code == 404


def test_it_goes_with_a_listing_that_is_merged(
    send: Send, hall: Asset, neighbourhood: Neighbourhood, cast: Cast, as_: Callable[..., Client]
) -> None:
    send()
    twin = add_asset(by=cast.dev, neighbourhood=neighbourhood, listing=listing(name="The Mill Hall"))
    merge_assets(by=cast.dev, kept=twin, gone=hall, why="One hall")
    assert "A green door" in page_of(as_(cast.dev), f"/assets/{twin.identifier}/")


def test_faces_are_blurred_where_the_sender_says_that_someone_can_be_recognised(send: Send) -> None:
    assert (send(recognisable=True).faces_blurred, send().faces_blurred) == (0, None)


def test_sending_again_adds_nothing(send: Send) -> None:
    number = uuid4()
    send(number=number)
    send(number=number)
    assert (AssetPhoto.objects.count(), AuditEvent.objects.filter(action="assets.add_photo").count()) == (1, 1)


def test_what_does_not_say_what_it_shows_is_refused(send: Send) -> None:
    with pytest.raises(BadInputError, match="not taken"):
        send(alt=" ")
    assert not MediaFile.objects.exists()


def test_what_is_no_photo_is_refused(send: Send) -> None:
    with pytest.raises(UserError):
        send(content=b"GIF89a and no more")
    assert not AssetPhoto.objects.exists()


@pytest.mark.parametrize(("where", "back"), [("", "/assets/{}/"), ("?round=yes", "/assets/in/{}/round/")])
def test_a_photo_is_sent_from_the_page_and_from_the_round(
    where: str, back: str, send: Send, hall: Asset, cast: Cast, as_: Callable[..., Client]
) -> None:
    number = uuid4()
    sent = {
        "number": str(number),
        "photo": SimpleUploadedFile("door.jpg", photo()),
        "alt": "A green door",
        "recognisable": "no",
    }
    answer = as_(cast.dev).post(f"/assets/{hall.identifier}/photo/{where}", sent)
    assert answer.headers["Location"] == back.format(hall.neighbourhood.slug if where else hall.identifier)
    assert AssetPhoto.objects.get().file_id == number


def test_the_form_wants_what_it_shows_and_whether_anyone_can_be_recognised(
    send: Send, hall: Asset, cast: Cast, as_: Callable[..., Client]
) -> None:
    answer = as_(cast.dev).post(f"/assets/{hall.identifier}/photo/", {"number": str(UUID(int=1))})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"photo", "alt", "recognisable"}


def test_the_round_on_a_phone_leads_to_adding_a_photo(hall: Asset, cast: Cast, as_: Callable[..., Client]) -> None:
    Asset.objects.update(last_verified_on=None, verify_by=None)
    page = page_of(as_(cast.dev), f"/assets/in/{hall.neighbourhood.slug}/round/")
    assert f"/assets/{hall.identifier}/photo/?round=yes" in page
