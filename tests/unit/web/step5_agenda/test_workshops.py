"""Workshops: what phones may send, what the room sees, and what becomes of notes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from seedbed.analysis.systems.loops import find_loops
from seedbed.errors import BadInputError, UsageError
from seedbed.web.consent.limits import MOST_OF_AN_ADDRESS
from seedbed.web.people.models import User
from seedbed.web.step5_agenda.models import MapFactor, SystemMap
from seedbed.web.step5_agenda.standing import as_it_stands
from seedbed.web.step5_agenda.workshop import paper, sending, sorting
from seedbed.web.step5_agenda.workshop.connecting import Arrow, connect, connect_path
from seedbed.web.step5_agenda.workshop.queries import behind, ideas_of, on_the_screen, on_the_table
from seedbed.web.step5_agenda.workshop.running import (
    LENGTH,
    LETTERS,
    UNSORTED_KEPT,
    end_and_forget,
    end_workshop,
    go_to_step,
    is_code,
    start_workshop,
)
from seedbed.web.step5_agenda.workshop.scripts import SCRIPTS
from seedbed.web.step5_agenda.workshop.sending import Told
from seedbed.web.step5_agenda.workshop.tool_views import MOST_ON_CIRCLE
from seedbed.web.step5_agenda.workshop_models import Came, NoteState, Workshop, WorkshopNote
from tests.unit.web.conftest import Cast
from tests.unit.web.step5_agenda.test_merging import merge

As = Callable[[User | None], Client]
Send = Callable[..., WorkshopNote]
PHONE = "a phone"


@pytest.fixture
def held(damp: SystemMap, cast: Cast) -> Workshop:
    """A connection circle at its first step, in which phones are asked."""
    return start_workshop(by=cast.dev, of=damp, script="connection-circle", hours=2)


@pytest.fixture
def send(held: Workshop) -> Send:
    """Send a note from a phone."""

    def do(words: str, direction: str = "", *, device: str = PHONE, token: UUID | None = None) -> WorkshopNote:
        return sending.send_note(workshop=held, device=device, told=Told(token or uuid4(), words, direction))

    return do


def test_every_script_asks_phones_something_and_says_where_it_comes_from() -> None:
    assert [each.slug for each in SCRIPTS.values() if not each.source] == []
    assert [each.slug for each in SCRIPTS.values() if not any(step.prompt for step in each.steps)] == []


def test_a_note_sent_twice_is_one(send: Send, held: Workshop) -> None:
    token = uuid4()
    assert send("Rents", token=token) == send("Rents", token=token)
    assert held.notes.count() == 1


def test_a_phone_sends_so_many_notes_a_minute_and_no_more(send: Send) -> None:
    for number in range(sending.MOST_A_MINUTE):
        send(f"Note {number}")
    with pytest.raises(sending.TooManyNotesError):
        send("One too many")
    send("Somebody else's", device="another phone")


def test_nothing_is_taken_where_nothing_is_asked_or_after_the_end(send: Send, held: Workshop, cast: Cast) -> None:
    go_to_step(by=cast.dev, workshop=held, step=1)
    with pytest.raises(UsageError):
        send("Too late")
    go_to_step(by=cast.dev, workshop=held, step=0)
    end_workshop(by=cast.dev, workshop=held)
    with pytest.raises(UsageError):
        send("Far too late")


def test_ending_forgets_phones_and_what_became_nothing_is_erased_later(send: Send, held: Workshop, cast: Cast) -> None:
    used, waiting = send("Rents"), send("Nobody knows")
    sorting.make_factor(by=cast.dev, workshop=held, notes=[used.pk], name="Rents")
    end_and_forget(held.ends_at)
    held.refresh_from_db()
    assert (held.code, set(held.notes.values_list("device", flat=True))) == ("", {""})
    end_and_forget(held.ends_at + UNSORTED_KEPT)
    assert dict(held.notes.values_list("pk", "words")) == {used.pk: "Rents", waiting.pk: ""}


def test_alike_notes_lie_together_with_the_factor_of_that_name(
    send: Send, held: Workshop, factor: Callable[..., str]
) -> None:
    factor("Damp homes")
    send("Rents", "up")
    send("damp  HOMES.", "up", device="another")
    send("Damp homes", "down")
    first, second = on_the_table(held)
    assert (first.directions, first.same_as and first.same_as.name) == (
        (("It goes up", 1), ("It goes down", 1)),
        "Damp homes",
    )
    assert (second.words, second.same_as) == ("Rents", None)


def test_notes_become_a_factor_of_the_map_that_says_how_many_stand_behind_it(
    send: Send, held: Workshop, cast: Cast
) -> None:
    notes = [send("Rents").pk, send("rents").pk]
    made = sorting.make_factor(by=cast.dev, workshop=held, notes=notes, name="Rents here")
    assert (made.name, made.bead is not None, on_the_table(held)) == ("Rents here", True, [])
    assert [(each.workshop, each.many) for each in behind(made)] == [(held, 2)]
    sorting.put_back(by=cast.dev, workshop=held, notes=notes)
    assert behind(made) == []


def test_notes_of_a_factor_that_was_merged_stand_behind_the_other(
    send: Send, held: Workshop, cast: Cast, factor: Callable[..., str]
) -> None:
    made = sorting.make_factor(by=cast.dev, workshop=held, notes=[send("Rents").pk], name="Rents")
    other = MapFactor.objects.get(key=factor("Cost of homes"))
    merge(cast, held.map, [str(other.key), str(made.key)])
    assert [each.many for each in behind(other)] == [1]
    assert behind(made) == []


def test_a_phone_takes_back_its_own_note_alone(send: Send, held: Workshop) -> None:
    note = send("I said too much")
    assert not sending.take_back(workshop=held, device="another", note=note.pk)
    assert sending.take_back(workshop=held, device=PHONE, note=note.pk)
    note.refresh_from_db()
    assert (note.words, note.state) == ("", NoteState.TAKEN_BACK)


def test_the_room_sees_only_what_somebody_let_onto_the_screen(send: Send, held: Workshop, cast: Cast) -> None:
    shown, hidden = send("Rents"), send("Mrs Quagga")
    sorting.show_notes(by=cast.dev, workshop=held, notes=[shown.pk, hidden.pk], shown=True)
    sorting.set_aside(by=cast.dev, workshop=held, notes=[hidden.pk], reason="names")
    assert [each.words for each in on_the_screen(held)] == ["Rents"]


def test_an_idea_keeps_its_notes_and_the_factor_it_is_about(
    send: Send, held: Workshop, cast: Cast, factor: Callable[..., str]
) -> None:
    key = factor("Rents")
    made = sorting.keep_idea(
        by=cast.dev, workshop=held, notes=[send("A rent desk").pk], name="A rent desk", factor=UUID(key)
    )
    assert (made.factor and str(made.factor.key), made.notes.count()) == (key, 1)


def test_typed_lines_may_end_with_a_direction() -> None:
    assert paper.lines_of("Rents; up\n\nTrust; and more\nDamp;-") == [
        paper.Written("Rents", "up"),
        paper.Written("Trust; and more"),
        paper.Written("Damp", "down"),
    ]


def test_a_table_of_notes_is_read_and_rows_that_will_not_do_are_told(tmp_path: Path) -> None:
    table = tmp_path / "notes.csv"
    table.write_text(f"note,direction\nRents,up\n{'x' * 201},\n", encoding="utf-8")
    notes, refused = paper.read_notes(table)
    assert (notes, [each.where for each in refused]) == ([paper.Written("Rents", "up")], ["row 3"])


def test_a_damaged_workbook_is_refused_in_words(tmp_path: Path) -> None:
    table = tmp_path / "notes.xlsx"
    table.write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(BadInputError):
        paper.read_notes(table)


def test_notes_from_paper_are_counted_with_the_others(held: Workshop, cast: Cast) -> None:
    paper.add_notes(by=cast.dev, workshop=held, step="name", notes=[paper.Written("Rents")], came=Came.TYPED)
    with pytest.raises(sending.TooManyNotesError):
        paper.add_notes(
            by=cast.dev, workshop=held, step="name", notes=[paper.Written("x")] * sending.MOST_NOTES, came=Came.FILE
        )


def test_a_phone_sends_a_note_and_sees_it(held: Workshop, as_: As) -> None:
    phone, room = as_(None), f"/w/{held.code}/"
    token = phone.get(f"/w/{held.code[:3].lower()}-{held.code[3:]}/").context["form"]["token"].value()
    answer = phone.post(room, {"token": token, "words": "Rents\x01", "direction": "up"}, follow=True)
    assert [each.words for each, _way in answer.context["mine"]] == ["Rents"]
    phone.post(room, {"take_back": answer.context["mine"][0][0].pk})
    assert phone.get(room).context["mine"] == []


def test_a_phone_without_a_cookie_sees_nobody_elses_notes(held: Workshop, send: Send, as_: As) -> None:
    send("Quagga")
    assert b"Quagga" not in as_(None).get(f"/w/{held.code}/").content


def test_the_table_makes_a_factor_of_what_was_ticked_without_a_name_typed(
    held: Workshop, send: Send, as_: As, cast: Cast
) -> None:
    note = send("Rents")
    answer = as_(cast.dev).post(f"/step-5/workshops/{held.pk}/sort/", {"notes": str(note.pk), "what": "factor"})
    assert (answer.status_code, MapFactor.objects.get().name) == (302, "Rents")


@pytest.mark.parametrize("sent", [{}, {"notes": "9" * 30, "what": "factor"}, {"notes": "1", "what": "nonsense"}])
def test_the_table_says_what_is_wrong_and_changes_nothing(
    held: Workshop, as_: As, cast: Cast, sent: dict[str, Any]
) -> None:
    answer = as_(cast.dev).post(f"/step-5/workshops/{held.pk}/sort/", sent)
    assert (answer.status_code, MapFactor.objects.count()) == (422, 0)


def test_a_file_is_laid_on_the_table(held: Workshop, as_: As, cast: Cast) -> None:
    file = BytesIO(b"note\nRents\nrents\n")
    file.name = "notes.csv"
    answer = as_(cast.dev).post(f"/step-5/workshops/{held.pk}/paper/", {"step": "name", "file": file})
    assert (answer.status_code, [len(each.notes) for each in on_the_table(held)]) == (302, [2])


def test_a_workshop_ends_by_itself(held: Workshop, as_: As) -> None:
    Workshop.objects.update(ends_at=timezone.now() - timedelta(minutes=1))
    assert as_(None).get(f"/w/{held.code}/").status_code == 404


def test_an_arrow_that_is_seen_the_other_way_stays_as_not_known(
    damp: SystemMap, cast: Cast, factor: Callable[..., str]
) -> None:
    ends = factor("Rents"), factor("Damp")
    told = [connect(by=cast.dev, of=damp, arrow=Arrow(*ends, way)) for way in ("same", "same", "opposite")]
    taken = [each.polarity.value for each in as_it_stands(damp).links]
    assert (told, taken) == (["drawn", "there", "doubted"], ["uncertain"])


def test_a_path_that_comes_back_is_a_loop(damp: SystemMap, cast: Cast, factor: Callable[..., str]) -> None:
    around = [factor("Rents"), factor("Moves"), factor("Trust")]
    new = connect_path(by=cast.dev, of=damp, factors=around, polarities=["same", "opposite", "opposite"], back=True)
    assert (new, find_loops(as_it_stands(damp)).count) == (3, 1)
    with pytest.raises(UsageError):
        connect_path(by=cast.dev, of=damp, factors=[around[0]] * 2, polarities=["same"] * 2, back=True)


def test_a_sketch_over_the_years_is_shown_as_a_chart_and_a_table(
    held: Workshop, as_: As, cast: Cast, factor: Callable[..., str]
) -> None:
    page = f"/step-5/workshops/{held.pk}/over-time/"
    sent = {"factor": factor("Rents"), "year_1": 2030, "level_1": 5, "year_2": 2010, "level_2": 2}
    assert as_(cast.dev).post(page, sent).status_code == 302
    drawn = as_(cast.dev).get(page).context["trends"][0]
    assert (drawn["rows"], str(drawn["way"])) == ([("2010", "low"), ("2030", "very high")], "It goes up")
    assert as_(cast.dev).post(page, {**sent, "year_2": 2030}).status_code == 422


def test_an_idea_that_is_let_go_puts_its_notes_back(send: Send, held: Workshop, as_: As, cast: Cast) -> None:
    kept = sorting.keep_idea(by=cast.dev, workshop=held, notes=[send("A rent desk").pk], name="A rent desk")
    as_(cast.dev).post(f"/step-5/maps/{held.map_id}/ideas/{kept.pk}/drop/")
    assert ([each.words for each in on_the_table(held)], list(ideas_of(held.map))) == (["A rent desk"], [])


def test_the_circle_shows_the_newest_factors_of_a_crowded_map(
    damp: SystemMap, as_: As, cast: Cast, factor: Callable[..., str]
) -> None:
    for number in range(MOST_ON_CIRCLE + 1):
        factor(f"Factor {number}")
    assert as_(cast.dev).get(f"/step-5/maps/{damp.pk}/circle/").context["left"] == 1


def test_a_slip_of_the_pen_is_no_try_and_a_phone_that_was_here_comes_in_whatever_others_tried(
    held: Workshop, as_: As
) -> None:
    phone, other = as_(None), as_(None)
    phone.get(f"/w/{held.code}/")
    assert {other.get(f"/w/{held.code[:5]}{each}/").status_code for each in LETTERS if each != held.code[5]} == {404}
    codes = (each for each in map("".join, product(LETTERS, repeat=LENGTH)) if is_code(each) and each != held.code)
    told = [other.get(f"/w/{next(codes)}/").status_code for _number in range(MOST_OF_AN_ADDRESS + 1)]
    assert told == [404] * MOST_OF_AN_ADDRESS + [429]
    assert [each.get(f"/w/{held.code}/").status_code for each in (phone, other)] == [200, 429]
