"""Tables that KoboToolbox and ODK Central export."""

from __future__ import annotations

import pytest

from seedbed.errors import BadInputError
from seedbed.formats.kobo_csv import read_kobo_csv
from seedbed.formats.odk_submissions import Submission

KOBO = (
    "start;end;home/words;_home/where_latitude;_home/where_longitude;_home/where_altitude;_home/where_precision;"
    "home/where;_id;_uuid;_submission_time\n"
    '2024-01-05T10:00:00.000+00:00;2024-01-05T10:05:00.000+00:00;"The lift; broken";51.5;-0.1;0;5;51.5 -0.1 0 5;7;'
    "ab16192d-cbb0-41b1-a623-d5f95b025368;2024-01-05T10:06:00\n"
)
CENTRAL = (
    "SubmissionDate,home-words,home-where-Latitude,home-where-Longitude,home-where-Altitude,home-where-Accuracy,"
    "meta-instanceID,KEY,SubmitterName\n"
    "2024-01-05T10:06:00.000Z,Lift,51.5,-0.1,0,5,uuid:9,uuid:9,Bo\n"
)


def _one(text: str) -> Submission:
    (taken,), refused, _ = read_kobo_csv(text.encode(), "walk.csv")
    assert refused == []
    return taken


def test_a_row_of_kobo_is_a_filled_form() -> None:
    taken = _one(KOBO)
    assert (taken.form, taken.instance) == ("walk", "uuid:ab16192d-cbb0-41b1-a623-d5f95b025368")
    assert taken.text("home/words") == "The lift; broken"
    assert taken.text("home/where") == "51.5 -0.1 0 5"
    assert taken.submitted_at is not None


def test_a_row_of_central_is_a_filled_form() -> None:
    taken = _one(CENTRAL)
    assert taken.instance == "uuid:9"
    assert taken.text("home/words") == "Lift"
    assert taken.text("home/where") == "51.5 -0.1 0 0"
    assert "Bo" not in {each.text for each in taken.answers}


def test_without_numbers_the_same_row_has_the_same_one_and_it_is_said() -> None:
    table = b"words,where\nLift,\nLift,\nRain,\n"
    taken, _, notes = read_kobo_csv(table, "walk.csv")
    assert taken[0].instance == taken[1].instance != taken[2].instance
    assert "No column holds numbers" in notes[0]


def test_rows_that_do_not_fit_are_refused_one_by_one() -> None:
    taken, refused, _ = read_kobo_csv(b"words,KEY\nLift,uuid:1,more\nRain,uuid:2\n", "walk.csv")
    assert [each.instance for each in taken] == ["uuid:2"]
    assert [each.where for each in refused] == ["row 2"]


@pytest.mark.parametrize("content", [b"", b"words\nLift\n", b"a,a\n1,2\n", b"\0\0", b'a,b\n"1,2\n'])
def test_files_that_are_no_export_are_refused(content: bytes) -> None:
    with pytest.raises(BadInputError):
        read_kobo_csv(content, "walk.csv")


def test_zero_signs_behind_a_mark_of_the_encoding_are_no_text() -> None:
    with pytest.raises(BadInputError, match="no text"):
        read_kobo_csv("words\x00,day\nLift,1\n".encode("utf-16"), "walk.csv")


def test_who_somebody_is_is_not_read() -> None:
    taken = _one("_uuid,home/words,about/age,Full name,Age band\n1,Lift,34,Bo,25 to 34\n")
    assert [each.path for each in taken.answers] == ["home/words"]
