"""The picture of a thread: what stands where, what is left out, and that nothing hostile gets in."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from seedbed.formats.said import Said
from seedbed.reports.thread.picture import Box, draw_thread, links_left_out
from seedbed.thread.identifiers import printed
from seedbed.thread.kinds import BeadKind, Relation
from seedbed.thread.thread import Thread
from seedbed.thread.tracing import Limits, Trace, Way
from tests.unit.thread.making import MARK, chain, payload

CHAIN = (BeadKind.VOICE, Relation.GROUPED_IN, BeadKind.THEME, Relation.RAISED_AS, BeadKind.PRIORITY)


def boxes(thread: Thread, trace: Trace, title: str = "A title", note: str = "") -> dict[int, Box]:
    return {bead: Box(thread.bead(bead).kind, title, printed(bead), note) for bead in trace.beads}


def corners(svg: str) -> list[tuple[float, float]]:
    """Return where the boxes begin, across and down, in the order they were drawn."""
    return [(float(x), float(y)) for x, y in re.findall(r'<rect x="([0-9.]+)" y="([0-9.]+)"', svg)]


def width_of(svg: str) -> float:
    return float(ET.fromstring(svg).attrib["width"])  # noqa: S314 - our own picture


def fan(priorities: int) -> tuple[Thread, Trace]:
    """Return a theme that was raised as so many priorities, followed forward."""
    thread, (_, theme, _) = chain(*CHAIN)
    for _ in range(priorities - 1):
        thread.link(theme, Relation.RAISED_AS, thread.add(payload(BeadKind.PRIORITY), programme=1, made=MARK).id, MARK)
    return thread, thread.trace(theme, Way.FORWARD)


def test_the_thread_runs_from_top_to_bottom() -> None:
    thread, (voice, _, _) = chain(*CHAIN)
    trace = thread.trace(voice, Way.FORWARD)
    down = [y for _, y in corners(draw_thread(trace, boxes(thread, trace)))]
    assert down == sorted(down)
    assert len(set(down)) == 3


def test_a_bead_stands_below_all_that_lead_to_it() -> None:
    thread, (voice, theme, priority) = chain(*CHAIN)
    idea = thread.add(payload(BeadKind.ACTION_IDEA), programme=1, made=MARK).id
    factor = thread.add(payload(BeadKind.FACTOR), programme=1, made=MARK).id
    thread.link(theme, Relation.EXPRESSED_AS, factor, MARK)
    thread.link(factor, Relation.LEVER_FOR, idea, MARK)
    thread.link(idea, Relation.RAISED_AS, priority, MARK)
    trace = thread.trace(voice, Way.FORWARD)
    svg = draw_thread(trace, boxes(thread, trace))
    kinds = re.findall(r">(voice|theme|priority|factor|action idea)<", svg)
    down = dict(zip(kinds, (y for _, y in corners(svg)), strict=True))
    assert sorted(down, key=down.__getitem__) == ["voice", "theme", "factor", "action idea", "priority"]


@pytest.mark.parametrize(("narrow", "across"), [(False, 4), (True, 2)])
def test_a_row_holds_a_few_and_the_next_goes_on(*, narrow: bool, across: int) -> None:
    thread, trace = fan(9)
    svg = draw_thread(trace, boxes(thread, trace), narrow=narrow)
    down = [y for _, y in corners(svg)][1:]
    assert max(down.count(y) for y in down) == across
    assert len(set(corners(svg))) == 10


def test_it_fits_a_page_and_a_phone_whatever_follows() -> None:
    thread, trace = fan(20)
    assert width_of(draw_thread(trace, boxes(thread, trace))) <= 926
    assert width_of(draw_thread(trace, boxes(thread, trace), narrow=True)) <= 328


def test_rows_of_a_mirrored_picture_run_from_right_to_left() -> None:
    thread, trace = fan(3)
    left = [x for x, _ in corners(draw_thread(trace, boxes(thread, trace), mirrored=True))][1:]
    assert left == sorted(left, reverse=True)
    assert len(set(left)) == 3


def test_a_trace_back_ends_at_the_bottom_where_it_starts() -> None:
    thread, (_, _, priority) = chain(*CHAIN)
    trace = thread.trace(priority, Way.BACK)
    svg = draw_thread(trace, boxes(thread, trace))
    assert re.findall(r">(voice|theme|priority)<", svg) == ["voice", "theme", "priority"]
    down = [y for _, y in corners(svg)]
    assert down == sorted(down)


def test_it_says_how_many_more_there_are() -> None:
    thread, (_, theme, _) = chain(*CHAIN)
    for _ in range(384):
        other = thread.add(payload(BeadKind.PRIORITY), programme=1, made=MARK).id
        thread.link(theme, Relation.RAISED_AS, other, MARK)
    trace = thread.trace(theme, Way.FORWARD, Limits(1, 10, 10))
    assert links_left_out(trace) == {theme: 384}
    assert "and 384 more" in draw_thread(trace, boxes(thread, trace))


def test_titles_are_written_as_text() -> None:
    thread, (voice, _, _) = chain(*CHAIN)
    trace = thread.trace(voice, Way.FORWARD)
    svg = draw_thread(trace, boxes(thread, trace, "<script>alert(1)</script>\x00" + "x" * 100_000))
    assert "<script" not in svg
    assert len(svg) < 10_000
    ET.fromstring(svg)  # noqa: S314 - our own picture


def test_it_holds_no_styles_that_a_strict_policy_forbids_and_is_not_read_aloud() -> None:
    thread, (voice, _, _) = chain(*CHAIN)
    trace = thread.trace(voice, Way.FORWARD)
    svg = draw_thread(trace, boxes(thread, trace))
    assert "style=" not in svg
    assert 'aria-hidden="true"' in svg
    assert "aria-labelledby" not in svg
    assert 'role="img"' not in svg


def test_where_it_stops_the_edge_is_broken() -> None:
    thread, (voice, _, _) = chain(*CHAIN)
    trace = thread.trace(voice, Way.FORWARD)
    assert "stroke-dasharray" not in draw_thread(trace, boxes(thread, trace))
    assert "stroke-dasharray" in draw_thread(trace, boxes(thread, trace, note="Declined"))


def test_who_may_not_see_a_title_sees_the_kind() -> None:
    thread, (voice, _, _) = chain(*CHAIN)
    trace = thread.trace(voice, Way.FORWARD)
    assert "You may not see this" in draw_thread(trace, boxes(thread, trace, ""))


def test_a_title_that_runs_from_right_to_left_begins_at_the_right_of_its_box_and_names_its_language() -> None:
    thread, trace = fan(1)
    said = Said("“لا مكان نلتقي فيه: المركز القديم Alderwick Hall مغلق منذ سنتين.”", "ar")
    svg = draw_thread(trace, {bead: Box(thread.bead(bead).kind, said, printed(bead)) for bead in trace.beads})
    lines = re.findall(r'<text x="([\d.]+)"[^>]* direction="rtl" lang="ar"[^>]*>([^<]+)<', svg)
    assert len(lines) == 2 * len(trace.beads)
    assert {float(x) for x, _ in lines} == {left + 208 - 10 for left, _ in corners(svg)}
