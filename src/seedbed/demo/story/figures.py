"""Figures that the story uses, with value, limits and source from the town's pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedbed.demo.story.shapes import UsedFigure
from seedbed.errors import BadInputError
from seedbed.thread.payloads.known import FigurePayload

if TYPE_CHECKING:
    from seedbed.sources.packs import Pack


def figure_payload(figure: UsedFigure, town: Pack) -> FigurePayload:
    """Return what a figure's bead carries.

    Raises
    ------
    BadInputError
        If the pack does not hold the figure, as a town made from another seed may not.
    """
    rows = [
        row
        for row in town.figures([figure.area], [figure.indicator]).collect().iter_rows(named=True)
        if row["period"] == figure.period
    ]
    if not rows:
        raise BadInputError(
            f"The town has no figure {figure.indicator} of {figure.area} in {figure.period}.",
            "The story uses it.",
            "Make the town anew with `seedbed demo`.",
        )
    indicator, row = town.indicators[figure.indicator], rows[0]
    area = dict(town.areas.select("code", "name").iter_rows())[figure.area]
    return FigurePayload(
        name=f"{indicator.name}, {area}",
        indicator=figure.indicator,
        area=figure.area,
        period=figure.period,
        value=row["value"],
        source=indicator.publisher,
        unit=indicator.unit,
        numerator=row["numerator"],
        denominator=row["denominator"],
        ci_low=row["ci_low"],
        ci_high=row["ci_high"],
        method=indicator.method,
    )
