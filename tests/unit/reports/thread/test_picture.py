"""The picture of a thread: what stands where, what is left out, and that nothing hostile gets in."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from seedbed.reports.thread.picture import Box, draw_thread, links_left_out
from seedbed.thread.identifiers import printed
from seedbed.thread.kinds import BeadKind, Relation
from seedbed.thread.thread import Thread
from seedbed.thread.tracing import Limits, Trace, Way
from tests.unit.thread.making import MARK, chain, payload

CHAIN = (BeadKind.VOICE, Relation.GROUPED_IN, BeadKind.THEME, Relation.RAISED_AS, BeadKind.PRIORITY)


def boxes(thread: Thread, trace: Trace, title: str = "A title", note: str = "") -> dict[int, Box]:
    return {bead: Box(thread.bead(bead).kind, title, printed(bead), note) for bead in trace.beads}


def corners(svg: str) -> list[float]:
    """Return where the boxes begin, in the order they were drawn."""
    return [float(x) for x in re.findall(r'<rect x="([0-9.]+)"', svg)]


def test_levels_run_from_left_to_right() -> None:
    thread, (voice, _, _) = chain(*CHAIN)
    trace = thread.trace(voice, Way.FORWARD)
    left = corners(draw_thread(trace, boxes(thread, trace)))
    assert left == sorted(left)
    assert len(set(left)) == 3


def test_a_mirrored_picture_runs_from_right_to_left() -> None:
    thread, (voice, _, _) = chain(*CHAIN)
    trace = thread.trace(voice, Way.FORWARD)
    left = corners(draw_thread(trace, boxes(thread, trace), mirrored=True))
    assert left == sorted(left, reverse=True)


def test_a_trace_back_ends_on_the_right_where_it_starts() -> None:
    thread, (_, _, priority) = chain(*CHAIN)
    trace = thread.trace(priority, Way.BACK)
    svg = draw_thread(trace, boxes(thread, trace))
    kinds = re.findall(r">(voice|theme|priority)<", svg)
    assert [kind for _, kind in sorted(zip(corners(svg), kinds, strict=True))] == ["voice", "theme", "priority"]


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
