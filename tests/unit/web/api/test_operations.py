"""What operations answer and take: pages, writes that come twice, errors in one shape."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as some

from seedbed.errors import UsageError
from seedbed.thread.identifiers import printed
from seedbed.web.api.models import Written
from seedbed.web.api.paging import cursor_of, number_in
from seedbed.web.consent.actions import welcome
from seedbed.web.listening.actions import Beside, record_contribution
from seedbed.web.listening.marks import HOME, ready_marks
from seedbed.web.listening.models import Contribution
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.api.conftest import Program, ProgramOf
from tests.unit.web.conftest import Cast
from tests.unit.web.golden_thread.builder import Builder
from tests.unit.web.privacy.every_address import World

SENT = {"words": "Nowhere to sit.", "said_on": "2026-03-01", "language": "en"}


@pytest.fixture
def program(cast: Cast, program_of: ProgramOf) -> Program:
    """A program of Dev, who facilitates."""
    return program_of(cast.dev)


@pytest.fixture
def home(neighbourhood: Neighbourhood) -> str:
    return f"/neighbourhoods/{neighbourhood.slug}"


def test_pages_hold_everything_once(program: Program, home: str, neighbourhood: Neighbourhood, cast: Cast) -> None:
    builder = Builder(neighbourhood, cast.dev)
    made = [printed(builder.theme(f"Theme {number}").pk) for number in range(7)]
    found: list[str] = []
    after: str | None = ""
    while after is not None:
        page = program.get(f"{home}/beads?limit=3&after={after}").json()
        found += [bead["number"] for bead in page["items"]]
        after = page["next"]
    assert found == made


def test_a_page_that_is_just_full_is_the_last(
    program: Program, home: str, neighbourhood: Neighbourhood, cast: Cast
) -> None:
    for number in range(3):
        Builder(neighbourhood, cast.dev).theme(f"Theme {number}")
    assert program.get(f"{home}/beads?limit=3").json()["next"] is None


@given(some.integers(0, 10**15))
def test_a_cursor_says_where_it_goes_on(number: int) -> None:
    assert number_in(cursor_of(number)) == number


@given(some.text(min_size=1, max_size=60))
def test_any_other_cursor_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        number_in(f"!{text}")


def test_a_trace_is_the_thread(program: Program, world: World) -> None:
    told = program.get(f"/beads/{printed(world.said.pk)}/trace").json()
    kinds = {bead["kind"] for level in told["levels"] for bead in level["beads"]}
    assert {"contribution", "voice", "theme"} <= kinds
    assert told["start"] == printed(world.said.pk)


def test_a_trace_counts_the_whole(program: Program, world: World) -> None:
    told = program.get(f"/beads/{printed(world.said.pk)}/trace").json()
    shown = [bead["kind"] for level in told["levels"][1:] for bead in level["beads"]]
    assert told["cut"] is False
    assert sum(told["counts"].values()) == len(shown)


def test_the_same_key_keeps_once(program: Program, home: str) -> None:
    answers = [program.post(f"{home}/contributions", SENT, "3f0c9a52") for _ in range(3)]
    assert [(each.status_code, each.json()["new"]) for each in answers] == [(201, True), (200, False), (200, False)]
    assert len({each.json()["number"] for each in answers}) == 1
    assert Contribution.objects.count() == 1


def test_the_same_key_for_something_else_is_refused(program: Program, home: str) -> None:
    program.post(f"{home}/contributions", SENT, "3f0c9a52")
    answer = program.post(f"{home}/contributions", {**SENT, "words": "Another thing."}, "3f0c9a52")
    assert (answer.status_code, Contribution.objects.count()) == (400, 1)


def test_nobody_tries_out_erased_words_by_what_is_kept_of_a_write(program: Program, home: str, settings: Any) -> None:
    """What marks a write outlives the words: without the site's key, which is in no backup, it fits no guess."""
    kept = []
    for key, secret in (("3f0c9a52", settings.SECRET_KEY), ("3f0c9a52", "another site's"), ("77aa01bc", "a third's")):
        settings.SECRET_KEY = secret
        Written.objects.all().delete()
        program.post(f"{home}/contributions", SENT, key)
        kept.append(Written.objects.get().digest)
    assert len(set(kept)) == 3


def test_places_are_answered_with_what_was_said_there(
    program: Program, home: str, neighbourhood: Neighbourhood, cast: Cast
) -> None:
    at = {"type": "Point", "coordinates": [-0.0312345, 51.5312345]}
    record_contribution(
        by=cast.dev,
        neighbourhood=neighbourhood,
        words="Nowhere to sit.",
        said_on=date(2026, 3, 1),
        participant=welcome(by=None, neighbourhood=neighbourhood, scopes=["take_part"]),
        beside=Beside(marks=ready_marks([{"geometry": at, "label": "Bench"}, {"geometry": at, "category": HOME}])),
    )
    (told,) = program.get(f"{home}/contributions").json()["items"]
    kinds = [(place["roughly"], place["geometry"]["type"]) for place in told["places"]]
    assert kinds == [(False, "Point"), (True, "Polygon")]
    assert "0312345" not in str(told["places"][1])


def test_what_is_kept_has_a_receipt(program: Program, home: str) -> None:
    kept = program.post(f"{home}/contributions", SENT).json()
    assert Contribution.objects.get().receipt_id == kept["receipt"] != ""
    assert Contribution.objects.get().bead.payload["said_on"] == str(date(2026, 3, 1))


BAD: list[tuple[Any, int]] = [
    ("no JSON {", 400),
    ({**SENT, "words": ""}, 422),
    ({**SENT, "words": "   "}, 422),
    ({**SENT, "words": "x" * 100_001}, 422),
    ({**SENT, "said_on": "yesterday"}, 422),
    ({**SENT, "said_on": "2999-01-01"}, 422),
    ({**SENT, "language": "xx-not-a-language-xx"}, 422),
    ({**SENT, "surprise": 1}, 422),
    ([1, 2], 422),
    ({**SENT, "words": "nul \x00 in it"}, 422),
]


@pytest.mark.parametrize(("sent", "status"), BAD)
def test_what_will_not_do_is_told_and_nothing_is_kept(program: Program, home: str, sent: Any, status: int) -> None:
    answer = program.post(f"{home}/contributions", sent)
    assert (answer.status_code, Contribution.objects.count()) == (status, 0)
    assert set(answer.json()) == {"what", "why", "next_step", "where"}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing-here", 404),
        ("/neighbourhoods/none-of-this-name", 404),
        ("/beads/ZZZ-Z", 400),
        ("/neighbourhoods?limit=0", 422),
        ("/neighbourhoods?limit=201", 422),
        ("/neighbourhoods?after=nonsense", 400),
        ("/audit/999999", 404),
    ],
)
def test_errors_have_one_shape(program: Program, path: str, status: int) -> None:
    answer = program.get(path)
    assert (answer.status_code, set(answer.json())) == (status, {"what", "why", "next_step", "where"})


def test_another_method_is_told_which_there_are(program: Program, home: str) -> None:
    answer = Client().delete(f"/api/v1{home}/contributions", HTTP_AUTHORIZATION=f"Bearer {program.secret}")
    assert (answer.status_code, answer.json()["what"]) == (405, "This cannot be done here.")


def test_a_withdrawn_bead_is_gone(program: Program, cast: Cast, world: World) -> None:
    from seedbed.web.listening.actions import withdraw_contribution

    withdraw_contribution(by=cast.dev, contribution=world.said, why="They asked.")
    assert program.get(f"/beads/{printed(world.said.pk)}").status_code == 410


def test_what_is_no_text_is_no_fault(program: Program, home: str) -> None:
    """PostgreSQL can neither look for it nor keep it."""
    answers = [program.get("/neighbourhoods/%00/beads"), program.post(f"{home}/contributions", SENT, "3f0c9a52\x00")]
    assert [each.status_code for each in answers] == [404, 422]
