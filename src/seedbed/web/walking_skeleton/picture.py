"""A drawing of the kinds in the order of the thread, with how many beads there are of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from seedbed.thread.kinds import FORWARD, LEGAL_LINKS, BeadKind, words

K = BeadKind

COLUMNS: tuple[tuple[BeadKind, ...], ...] = (
    (K.CONTRIBUTION, K.ORGANISATION, K.FIGURE, K.FINDING),
    (K.VOICE, K.ASSET, K.CODE, K.BARRIER),
    (K.THEME, K.FACTOR, K.CAUSAL_LINK),
    (K.ACTION_IDEA, K.PRIORITY, K.INFLUENCE),
    (K.DECISION, K.ACTION, K.PLEDGE),
    (K.THEORY_STEP, K.INDICATOR, K.OBSERVATION, K.REPLY),
)
"""Kinds that forward links join, from left to right. Events, places and questions stand beside the thread."""

WIDE, HIGH, GAP_ACROSS, GAP_DOWN, EDGE = 112, 46, 44, 30, 4


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a kind is drawn: its upper left corner."""

    x: int
    y: int


def spots() -> dict[BeadKind, Spot]:
    """Return the place of each kind."""
    return {
        kind: Spot(EDGE + across * (WIDE + GAP_ACROSS), EDGE + down * (HIGH + GAP_DOWN))
        for across, column in enumerate(COLUMNS)
        for down, kind in enumerate(column)
    }


def picture_of_kinds(counts: Mapping[BeadKind, int]) -> SafeString:
    """Return the drawing as SVG with presentation attributes only; the list beside it says the same in words."""
    places = spots()
    # Links within the last column bend out to its right.
    width = 2 * EDGE + len(COLUMNS) * (WIDE + GAP_ACROSS) - GAP_ACROSS // 2
    height = 2 * EDGE + max(map(len, COLUMNS)) * (HIGH + GAP_DOWN) - GAP_DOWN
    pairs = {
        (source, target)
        for relation in FORWARD
        for source in LEGAL_LINKS[relation].sources
        for target in LEGAL_LINKS[relation].targets
    }
    lines = [_line(places[source], places[target]) for source, target in sorted(pairs)]
    boxes = [_box(kind, spot, counts.get(kind, 0)) for kind, spot in places.items()]
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}" height="{}" role="img" '
        'aria-label="The kinds of beads from what people say, on the left, to replies, on the right, '
        'with how many there are of each. The list below says the same."><g fill="none" stroke="#768692">{}</g>'
        '<g font-family="sans-serif" text-anchor="middle">{}</g></svg>',
        width,
        height,
        width,
        height,
        format_html_join("", "{}", ((line,) for line in lines)),
        format_html_join("", "{}", ((box,) for box in boxes)),
    )


def _line(start: Spot, end: Spot) -> SafeString:
    """Draw a link from the right of one box to the left of another, or beside a column within it."""
    if start.x == end.x:
        side = start.x + WIDE
        bend = side + GAP_ACROSS // 2
        return format_html(
            '<path d="M{} {} C{} {} {} {} {} {}"/>',
            *(side, start.y + HIGH // 2, bend, start.y + HIGH // 2),
            *(bend, end.y + HIGH // 2, side, end.y + HIGH // 2),
        )
    first, last = (start.x + WIDE, end.x) if start.x < end.x else (start.x, end.x + WIDE)
    middle = (first + last) // 2
    return format_html(
        '<path d="M{} {} C{} {} {} {} {} {}"/>',
        *(first, start.y + HIGH // 2, middle, start.y + HIGH // 2),
        *(middle, end.y + HIGH // 2, last, end.y + HIGH // 2),
    )


def _box(kind: BeadKind, spot: Spot, count: int) -> SafeString:
    fill, edge, ink = ("#ffffff", "#005eb8", "#212b32") if count else ("#f0f4f5", "#768692", "#4c6272")
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" rx="6" fill="{}" stroke="{}" stroke-width="2"/>'
        '<text x="{}" y="{}" font-size="14" fill="{}">{}</text>'
        '<text x="{}" y="{}" font-size="14" font-weight="bold" fill="{}">{}</text>',
        *(spot.x, spot.y, WIDE, HIGH, fill, edge),
        *(spot.x + WIDE // 2, spot.y + 19, ink, words(kind)),
        *(spot.x + WIDE // 2, spot.y + 38, ink, f"{count:,}"),
    )
