from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from seedbed.errors import UsageError
from seedbed.formats.gpx import Route, Waypoint, read_gpx
from seedbed.web.consent.actions import Asked
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.actions import withdraw_contribution
from seedbed.web.listening.queries import event_of
from seedbed.web.media.models import MediaFile
from seedbed.web.people.models import AuditEvent, User
from seedbed.web.places.models import Neighbourhood
from seedbed.web.walks.actions import add_stop, keep_words, move_stop, note_read, remove_stop, set_route
from seedbed.web.walks.models import Stop, Walk
from tests.unit.formats.media import recordings
from tests.unit.formats.media.pictures import photo
from tests.unit.formats.test_gpx import file_of, track
from tests.unit.web.conftest import Cast
from tests.unit.web.walks.conftest import WORDS, Walked

As = Callable[[User | None], Client]


@pytest.fixture
def dev(cast: Cast, as_: As) -> Client:
    return as_(cast.dev)


def names(walk: Walk) -> list[str]:
    return list(walk.stops.values_list("name", flat=True))


def test_a_walk_is_planned_on_its_page(dev: Client, neighbourhood: Neighbourhood) -> None:
    told = {"name": "By the canal", "held_on_day": "1", "held_on_month": "3", "held_on_year": "2026"}
    answer = dev.post(f"/walks/in/{neighbourhood.slug}/", told)
    walk = Walk.objects.get()
    assert answer["Location"] == f"/walks/{walk.pk}/"
    assert (walk.name, walk.event.kind) == ("By the canal", "walk")


def test_a_walk_without_a_name_is_not_planned(dev: Client, neighbourhood: Neighbourhood) -> None:
    assert dev.post(f"/walks/in/{neighbourhood.slug}/", {"name": ""}).status_code == 422


def test_a_route_comes_from_a_file_without_times_and_with_its_marked_points(walked: Walked, dev: Client) -> None:
    file = SimpleUploadedFile("walk.gpx", file_of(track()))
    dev.post(f"/walks/{walked.walk.pk}/route/", {"file": file, "with_stops": "on"})
    walked.walk.refresh_from_db()
    assert len(walked.walk.route) == 3
    assert walked.walk.metres == pytest.approx(177.6, abs=0.2)
    assert names(walked.walk) == ["The bench", "The gate", "The bench"]


def test_a_route_can_be_written(walked: Walked, dev: Client) -> None:
    dev.post(f"/walks/{walked.walk.pk}/route/", {"points": "51.5299, -0.0236\n51.5305, -0.0236"})
    walked.walk.refresh_from_db()
    assert walked.walk.route == [[-0.0236, 51.5299], [-0.0236, 51.5305]]


@pytest.mark.parametrize("told", [{}, {"points": "by the church"}, {"points": "51, 0"}])
def test_what_is_no_route_is_told_on_the_form(walked: Walked, dev: Client, told: dict[str, str]) -> None:
    assert dev.post(f"/walks/{walked.walk.pk}/route/", told).status_code == 422


def test_a_stop_is_added_with_its_place(walked: Walked, dev: Client) -> None:
    dev.post(f"/walks/{walked.walk.pk}/", {"name": "The library", "point": "51.51, -0.03"})
    stop = Stop.objects.get(name="The library")
    assert (stop.place, stop.longitude, stop.latitude) == (3, -0.03, 51.51)


def test_stops_change_places(walked: Walked) -> None:
    move_stop(by=walked.by, stop=walked.second, earlier=True)
    assert names(walked.walk) == ["The gate", "The bench"]
    walked.second.refresh_from_db()
    move_stop(by=walked.by, stop=walked.second, earlier=True)
    assert names(walked.walk) == ["The gate", "The bench"]


def test_taking_a_stop_out_leaves_its_words_on_the_thread(walked: Walked) -> None:
    said = walked.said()
    remove_stop(by=walked.by, stop=walked.first)
    assert names(walked.walk) == ["The gate"]
    assert Bead.objects.filter(pk=said.pk, tombstone=None).exists()


def test_a_walk_has_no_more_stops_than_anybody_walks(walked: Walked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seedbed.web.walks.actions.MOST_STOPS", 2)
    with pytest.raises(UsageError):
        add_stop(by=walked.by, walk=walked.walk, name="One more")


def test_words_at_a_stop_hang_on_the_thread_and_give_a_receipt(walked: Walked, dev: Client) -> None:
    told = {"do": "words", "words": WORDS, "language": "en", "takes_part": "on", "asked_in": "en"}
    answer = dev.post(f"/walks/stops/{walked.first.pk}/", told | {"age_band": "18_plus", "agreed": ["photo"]})
    walked.first.refresh_from_db()
    said = walked.first.contribution
    assert said is not None
    assert said.receipt is not None
    assert said.receipt.pk in answer.content.decode()
    assert event_of(said) == walked.walk.event.bead


@pytest.mark.parametrize("missing", ["takes_part", "words", "age_band"])
def test_words_are_not_kept_without_consent(walked: Walked, dev: Client, missing: str) -> None:
    told = {
        "do": "words",
        "words": WORDS,
        "language": "en",
        "takes_part": "on",
        "asked_in": "en",
        "age_band": "18_plus",
    }
    told.pop(missing)
    assert dev.post(f"/walks/stops/{walked.first.pk}/", told).status_code == 422
    walked.first.refresh_from_db()
    assert walked.first.contribution is None


def test_a_child_needs_two_yeses(walked: Walked, dev: Client) -> None:
    told = {"do": "words", "words": WORDS, "language": "en", "takes_part": "on", "asked_in": "en", "age_band": "13_15"}
    assert dev.post(f"/walks/stops/{walked.first.pk}/", told).status_code == 422


def test_a_stop_keeps_words_once(walked: Walked) -> None:
    walked.said()
    with pytest.raises(UsageError):
        keep_words(by=walked.by, stop=walked.first, words="More", scopes=["take_part"], asked=Asked())


def test_a_photo_is_sent_on_the_page_of_its_stop(walked: Walked, dev: Client) -> None:
    number = uuid4()
    file = SimpleUploadedFile("bench.jpg", photo(64, 64), "image/jpeg")
    dev.post(f"/walks/stops/{walked.first.pk}/", {"do": "file", "kind": "photo", "file": file, "number": str(number)})
    assert walked.first.files.get().file_id == number


def test_what_is_no_photo_is_told_on_the_form(walked: Walked, dev: Client) -> None:
    file = SimpleUploadedFile("bench.jpg", b"%PDF-1.7", "image/jpeg")
    told = {"do": "file", "kind": "photo", "file": file, "number": str(uuid4())}
    answer = dev.post(f"/walks/stops/{walked.first.pk}/", told)
    assert answer.status_code == 422
    assert "PDF" in answer.content.decode()


def test_a_photo_of_the_speaker_belongs_to_their_words(walked: Walked) -> None:
    said = walked.said()
    file = walked.keep(of_speaker=True)
    assert file.participant == said.participant
    assert said.media.get().media == file


def test_a_photo_of_the_speaker_needs_their_words(walked: Walked) -> None:
    with pytest.raises(UsageError):
        walked.keep(of_speaker=True)


def test_a_file_is_taken_off_its_stop(walked: Walked, dev: Client) -> None:
    file = walked.keep(kind="audio", content=recordings.wav())
    dev.post(f"/walks/stops/{walked.first.pk}/", {"do": "take_off", "file": str(file.pk)})
    assert not walked.first.files.exists()
    assert MediaFile.objects.filter(pk=file.pk).exists()


def test_a_route_that_crosses_the_world_is_not_kept() -> None:
    with pytest.raises(Exception, match="not taken"):
        read_gpx(file_of('<trkpt lat="51" lon="0"/><trkpt lat="51" lon="90"/>'))


def test_points_without_names_are_called_by_their_number(walked: Walked) -> None:
    route = Route(((0.0, 51.0), (0.0, 51.001)), (Waypoint("", (0.0, 51.0)),))
    set_route(by=walked.by, walk=walked.walk, route=route, with_stops=True)
    assert names(walked.walk)[-1] == "1"


def test_the_trail_of_a_walk_holds_no_words(walked: Walked) -> None:
    walked.said()
    told = str(list(AuditEvent.objects.filter(action__startswith="walks.").values_list("detail", "subject")))
    assert "quagga" not in told
    assert "bench" not in told


def test_who_writes_down_alone_does_not_open_the_exhibition(walked: Walked, cast: Cast, as_: As) -> None:
    assert as_(cast.ngozi).get(f"/walks/{walked.walk.pk}/").status_code == 403
    assert as_(cast.lee).get(f"/walks/{walked.walk.pk}/").status_code == 404
    assert as_(cast.sam).get(f"/walks/stops/{walked.first.pk}/").status_code == 403


def test_words_that_were_taken_back_are_read_no_more(walked: Walked) -> None:
    withdraw_contribution(by=None, contribution=walked.said(read=False), why="")
    with pytest.raises(UsageError, match="taken back"):
        note_read(by=walked.by, stop=walked.first)
