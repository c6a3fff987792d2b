"""Make a pack: its map sheets, drawn, and what is kept of them for reading them again."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field, replace
from datetime import date
from hashlib import sha256

import shapely
from shapely.geometry.base import BaseGeometry

from seedbed.formats.osm_poster import Bounds, PosterMap, around
from seedbed.formats.paper.codes import signs_of
from seedbed.formats.paper.frame import SheetFrame
from seedbed.formats.paper.pack import PaperPack, Pen, PrintedSheet, sheet_code
from seedbed.reports.asset_map.papers import PAPERS, Paper
from seedbed.reports.paper.layout import LARGE_PRINT, Layout, best_layout, frame_on, layout, small_paper, tiles
from seedbed.reports.paper.sheet import PEN_COLOURS, draw_sheet
from seedbed.reports.paper.words import ENGLISH, SheetWords
from seedbed.reports.poster.theme import Theme, own_theme

DRAWN_ON = "pale"
"""The theme of maps that people draw on, unless another is given: grey, so that pens stand out."""


@dataclass(frozen=True, slots=True)
class PackChoice:
    """What is asked of a pack.

    Parameters
    ----------
    place
        What people call the neighbourhood.
    place_key
        What tells it from others; see `key_of`.
    tiled
        As many sheets of A4 as make the size together.
    language
        Of the names on the map.
    theme
        How the map looks: one that `check_drawable` lets through.
    """

    place: str
    place_key: str
    made_on: date
    paper: Paper = PAPERS["A3"]
    tiled: bool = False
    large_print: bool = False
    language: str = "en"
    words: SheetWords = field(default=ENGLISH)
    invented: bool = False
    attribution: str = "© OpenStreetMap contributors"
    theme: Theme = field(default_factory=lambda: own_theme(DRAWN_ON))

    @property
    def drawn_in(self) -> Theme:
        """The theme with letters as large as asked for."""
        least = LARGE_PRINT if self.large_print else 0.0
        return replace(self.theme, letters=max(self.theme.letters, least))


def key_of(outline: BaseGeometry) -> str:
    """Return a key of a neighbourhood by its line: the same for the same line, whoever drew it."""
    return sha256(shapely.to_wkb(shapely.set_precision(outline, 1e-6).normalize())).hexdigest()[:16]


def seen_by(outline: BaseGeometry, choice: PackChoice) -> Bounds:
    """Return west, south, east and north of all that the sheets show: what is to be read from a map's file."""
    bounds = [frame.bounds for _, frame in _frames(outline, choice)[1]]
    wests, souths, easts, norths = zip(*bounds, strict=True)
    return min(wests), min(souths), max(easts), max(norths)


def make_pack(shown: PosterMap, outline: BaseGeometry, choice: PackChoice) -> PaperPack:
    """Draw the map sheets of a pack.

    Parameters
    ----------
    shown
        What there is on the ground, within `seen_by`.
    outline
        The line around the neighbourhood, degrees.
    """
    laid, frames = _frames(outline, choice)
    shown = replace(shown, outline=outline)
    asked: tuple[object, ...] = (choice.made_on, choice.paper.name, choice.tiled, choice.large_print, choice.language)
    if choice.theme != own_theme(DRAWN_ON):  # Sheets that look otherwise are read against another drawing.
        asked = (*asked, choice.theme.as_json())
    ground = [[each.layer, each.code, shapely.to_wkb(each.geometry).hex()] for each in shown.features]
    pack = signs_of(choice.place_key, choice.place, *asked, *astuple(choice.words), frames, ground)
    sheets = []
    for page, (name, frame) in enumerate(frames, 1):
        head = (choice.place, choice.words.page.format(page=page, pages=len(frames)))
        drawing = draw_sheet(
            shown,
            choice.drawn_in,
            frame,
            laid,
            code=sheet_code(pack, choice.place_key, page, frame),
            name=name,
            language=choice.language,
            words=choice.words,
            head=head,
            foot=_foot(choice),
        )
        sheets.append(_printed(page, name, laid, frame, drawing))
    pens = tuple(Pen(colour, meaning) for colour, meaning in zip(PEN_COLOURS, choice.words.pens, strict=True))
    return PaperPack(
        pack=pack,
        place_key=choice.place_key,
        place=choice.place,
        made_on=choice.made_on.isoformat(),
        size=choice.paper.name,
        tiled=choice.tiled,
        language=choice.language,
        pens=pens,
        sheets=tuple(sheets),
        attribution=choice.attribution,
        question=choice.words.question,
    )


def _frames(outline: BaseGeometry, choice: PackChoice) -> tuple[Layout, list[tuple[str, SheetFrame]]]:
    bounds = around(outline)
    whole = best_layout(choice.paper, bounds, large_print=choice.large_print)
    frame = frame_on(whole, bounds)
    if not choice.tiled:
        return whole, [("", frame)]
    both = [layout(small_paper(), landscape=each, large_print=choice.large_print) for each in (False, True)]
    cut = [(laid, list(tiles(laid, frame, outline))) for laid in both]
    return min(cut, key=lambda each: len(each[1]))


def _foot(choice: PackChoice) -> str:
    parts = [choice.attribution, choice.made_on.isoformat(), choice.words.invented if choice.invented else ""]
    return " · ".join(part for part in parts if part)


def _printed(page: int, name: str, laid: Layout, frame: SheetFrame, drawing: str) -> PrintedSheet:
    return PrintedSheet(
        page=page,
        name=name,
        width=laid.width,
        height=laid.height,
        frame=frame,
        marker=laid.marker,
        corners=laid.corners,
        code_box=laid.code_box,
        token_box=laid.token_box,
        words_box=laid.words_box,
        drawing=drawing,
    )
