"""Tell whether people can draw on a map in an artists' theme: whether pens are still told from what is printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from seedbed.errors import BadInputError
from seedbed.formats.paper.pens import BRIGHT, STRONG, WEAK, like_pens, taken_from
from seedbed.reports.paper.sheet import PEN_COLOURS
from seedbed.reports.poster.theme import Theme

WORN = 0.5
"""How strong the weakest pens are, as a share of the absorbance of ours."""
GREY = (0.114, 0.587, 0.299)
"""Shares of blue, green and red in the grey that a printer without colours makes of them (ITU-R BT.601)."""
NEXT = "Make it paler or greyer, or print without a theme of your own: 'pale' is made to be drawn on."
Floats = NDArray[np.float32]


def check_drawable(theme: Theme, name: str) -> None:
    """Refuse a theme on which pens would not be told from print, by the very test that reads photographs.

    Three things must hold. The paper is bright enough to measure the light by. No colour may be ink where the reader
    expects white or, from a printer without colours, the colour itself, nor is it surely ink where another colour of
    the theme is expected: print lies a little off. And a worn pen is still read where it crosses each colour.

    Parameters
    ----------
    theme
        How maps that people draw on are to look.
    name
        Of its file, as the error names it.

    Raises
    ------
    BadInputError
        If one does not hold; it says which layer, which colour and what to do.
    """
    used = dict(_colours(theme))
    if _light_of(theme.paper).min() < BRIGHT:
        raise _refused(name, "paper", theme.paper, "photographs are not read on paper that dark")
    _check_print(name, used)
    _check_pens(name, used)


def _colours(theme: Theme) -> Iterator[tuple[str, str]]:
    yield "paper", theme.paper
    yield "ink", theme.ink
    for layer, style in {**theme.layers, "outline": theme.outline}.items():
        for part, colour in (("fill", style.fill), ("line", style.line), ("casing", style.casing)):
            if colour is not None:
                yield f"{layer}, {part}", colour


def _check_print(name: str, used: Mapping[str, str]) -> None:
    """Refuse what is taken for a pen where something else was expected."""
    lights = {where: _light_of(colour) for where, colour in used.items()}
    alone = [(where, seen, was) for where, light in lights.items() for seen, was in _without_others(light)]
    beside = [
        (max(one, other, key=lambda where: float(np.ptp(lights[where]))), lights[one], lights[other])
        for one in lights
        for other in lights
    ]
    for cases, least in ((alone, WEAK), (beside, STRONG)):
        taken = taken_from(np.stack([[seen for _, seen, _ in cases]]), np.stack([[was for *_, was in cases]]))
        for pen, found in like_pens(taken, least).items():
            if found.any():
                where = cases[int(found[0].argmax())][0]
                raise _refused(name, where, used[where], f"what is printed would be taken for the {pen} pen")


def _without_others(light: Floats) -> list[tuple[Floats, Floats]]:
    """Return what may be seen and what was expected of a colour alone: lying off, left out, and printed in grey."""
    white, grey = np.ones(3, np.float32), np.full(3, float(light @ np.array(GREY, np.float32)), np.float32)
    return [(light, white), (white, light), (grey, light)]


def _check_pens(name: str, used: Mapping[str, str]) -> None:
    """Refuse colours on which a worn pen is not read; names of streets are too thin to hide one."""
    for where, colour in used.items():
        was = _light_of(colour)[None, None]
        for pen, ink in PEN_COLOURS.items():
            over = was * _light_of(ink) ** WORN
            if where != "ink" and not like_pens(taken_from(over, was), STRONG)[pen].all():
                raise _refused(name, where, colour, f"the {pen} pen would not be seen on it")


def _light_of(colour: str) -> Floats:
    """Return how much blue, green and red light a colour throws back, 0 to 1."""
    return np.array([int(colour[place : place + 2], 16) / 255 for place in (5, 3, 1)], np.float32)


def _spread(light: Floats) -> float:
    return float(light.max() - light.min())


def _refused(name: str, where: str, colour: str, why: str) -> BadInputError:
    return BadInputError(f"People cannot draw on maps in the theme {name}.", f"{where}, {colour}: {why}.", NEXT)
