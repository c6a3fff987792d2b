"""One figure, or a group of figures that share one whole, as it is told."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from seedbed.reports.charts import BarRow, DotRow, TrendLine, bar_chart, dot_chart, hidden_row, trend_chart
from seedbed.reports.country_standing import age_caution, standing_tag, stands_out
from seedbed.reports.profile_documents import AreaShare, Comparator, ProfileFigure
from seedbed.reports.words import (
    comparison_sentences,
    count,
    decimals_for,
    figure_decimals,
    fraction_text,
    interval_method,
    interval_text,
    listed,
    number,
    short_comparison,
    short_name,
    value_text,
    verdict_text,
    with_unit,
)

LONGEST_ROW_UNIT = 10
"""Letters of the longest unit that is repeated in rows, "per 1,000"."""


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One line of the table beside a figure's chart."""

    name: str
    value: str
    interval: str
    fraction: str
    verdict: str = ""
    key: str = ""


@dataclass(frozen=True)
class FigureView:
    """One figure as it is told."""

    figure: ProfileFigure
    areas: dict[str, AreaShare]
    keys: dict[str, str]
    place: str
    sources: dict[str, int]

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return "figure-" + "".join(letter if letter.isalnum() else "-" for letter in self.figure.indicator)

    @cached_property
    def decimals(self) -> int:
        """Decimals that all its values are printed with."""
        return figure_decimals(self.figure)

    @property
    def value(self) -> str:
        """The value with its unit, or the spread inside where there is no single value."""
        return self._spread or value_text(
            self.figure.value, self.figure.unit, self.decimals, suppressed=self.figure.suppressed
        )

    @property
    def row_value(self) -> str:
        """The value as rows show it: with its unit only where that is short."""
        return self._spread or value_text(
            self.figure.value, self.row_unit, self.decimals, suppressed=self.figure.suppressed
        )

    @property
    def _spread(self) -> str:
        """The spread inside, "1 to 3 inside", where a figure has no single value to give."""
        ends = "" if self.figure.suppressed or self.figure.value is not None else self._inside_ends()
        return f"{ends} inside" if ends else ""

    def _inside_ends(self) -> str:
        """The least and the greatest value of the small areas inside, "2 to 7", or nothing."""
        known = [area.value for area in self.figure.inside if area.value is not None]
        ends = list(dict.fromkeys(number(end, self.decimals) for end in (min(known), max(known)))) if known else []
        return " to ".join(ends)

    @property
    def interval(self) -> str:
        """The interval, "17.1% to 19.3%", or nothing."""
        return interval_text(self.figure.ci_low, self.figure.ci_high, self.decimals, self.figure.unit)

    @property
    def method(self) -> str:
        """The interval's method, or why there is none, as a sentence."""
        return interval_method(self.figure)

    @property
    def area(self) -> str:
        """What the figure is of: the neighbourhood, or the larger area it is published for."""
        return self.figure.larger_area or self.place

    @property
    def level(self) -> str:
        """What level the figure is published for, as a sentence."""
        level = self.figure.level.strip().rstrip(".")
        return f"{level[:1].upper()}{level[1:]}." if self.figure.larger_area else f"Published for: {level}."

    @property
    def fraction(self) -> str:
        """Numerator of denominator, and of what."""
        return fraction_text(self.figure.numerator, self.figure.denominator, self.figure.denominator_name)

    @property
    def sentences(self) -> list[str]:
        """How it stands beside the comparators, in words."""
        return comparison_sentences(self.figure)

    @property
    def short_sentence(self) -> str:
        """The same, in one short sentence."""
        return short_comparison(self.figure)

    @property
    def caution(self) -> str:
        """What to know before comparing it, as a sentence, or nothing."""
        return age_caution(self.figure)

    @property
    def meaning(self) -> str:
        """``need``, ``strength``, ``differs`` or ``similar``."""
        return stands_out(self.figure)

    @property
    def tag(self) -> str:
        """What differs, in a few words with a sign that is not colour."""
        return standing_tag(self.figure)

    @property
    def source_number(self) -> int:
        """Its source's place in the list of sources; 0 where it is not listed."""
        return self.sources.get(self.figure.source, 0)

    @property
    def comparator_rows(self) -> list[AreaRow]:
        """The neighbourhood, then its comparators."""
        own = AreaRow(self.area, self.row_value, self.interval, self.fraction)
        return [own, *(self._comparator_row(comparator) for comparator in self.figure.comparators)]

    @property
    def comparator_intervals(self) -> bool:
        """Whether any comparator has an interval to show."""
        return any(area.ci_low is not None for area in self.figure.comparators)

    def _comparator_row(self, area: Comparator) -> AreaRow:
        unit = self.row_unit
        return AreaRow(
            area.name,
            value_text(area.value, unit, self.decimals, suppressed=area.suppressed),
            interval_text(area.ci_low, area.ci_high, self.decimals, unit),
            fraction_text(area.numerator, area.denominator, ""),
            verdict_text(area),
        )

    def area_name(self, code: str) -> str:
        """Return the name of a small area, with its key letter."""
        name = self.areas[code].name if code in self.areas else code
        return f"{self.keys[code]}: {name}" if code in self.keys else name

    @property
    def inside_rows(self) -> list[AreaRow]:
        """The small areas inside."""
        unit = self.row_unit
        return [
            AreaRow(
                self.area_name(area.code),
                value_text(area.value, unit, self.decimals, suppressed=area.suppressed),
                interval_text(area.ci_low, area.ci_high, self.decimals, unit),
                fraction_text(area.numerator, area.denominator, ""),
                key=self.keys.get(area.code, area.code),
            )
            for area in self.figure.inside
        ]

    @property
    def inside_text(self) -> str:
        """The spread inside in one sentence, or nothing."""
        known = [area.value for area in self.figure.inside if area.value is not None]
        if len(known) < 2 or self.figure.value is None:
            return ""
        low, high = (value_text(end, self.row_unit, self.decimals) for end in (min(known), max(known)))
        hidden = any(area.suppressed for area in self.figure.inside)
        which = "Those small areas inside whose numbers may be shown" if hidden else "The small areas inside"
        return f"{which} run from {low} to {high}."

    @property
    def chart(self) -> str:
        """The figure beside its comparators and the small areas inside, drawn."""
        if self.figure.value is None and len(self.figure.inside) < 2:
            return ""
        rows = [self._dot_row(self.figure, self.area, main=True)] if self.figure.value is not None else []
        dots = tuple(area.value for area in self.figure.inside if area.value is not None)
        if len(dots) > 1:
            shown = with_unit(self._inside_ends(), self.row_unit)
            rows.append(DotRow("Small areas inside", None, None, None, shown, dots=dots))
        rows += [self._dot_row(area, area.name) for area in self.figure.comparators if area.value is not None]
        return dot_chart(self.figure.name, rows, "" if self.figure.unit == "%" else self.figure.unit)

    def _dot_row(self, area: ProfileFigure | Comparator, name: str, *, main: bool = False) -> DotRow:
        shown = value_text(area.value, self.row_unit, self.decimals)
        return DotRow(short_name(name), area.value, area.ci_low, area.ci_high, shown, main=main)

    @property
    def spread_chart(self) -> str:
        """Each small area inside with its interval, drawn; hidden ones say so."""
        if len(self.figure.inside) < 2 or all(area.value is None for area in self.figure.inside):
            return ""
        rows = [
            hidden_row(self.area_name(area.code))
            if area.suppressed
            else DotRow(
                self.area_name(area.code),
                area.value,
                area.ci_low,
                area.ci_high,
                value_text(area.value, self.row_unit, self.decimals),
            )
            for area in self.figure.inside
        ]
        unit = "" if self.figure.unit == "%" else self.figure.unit
        return dot_chart(f"{self.figure.name}: spread inside", rows, unit)

    @cached_property
    def periods(self) -> list[str]:
        """Periods of the trend, in order."""
        return sorted({point.period for point in self.figure.trend})

    @property
    def row_unit(self) -> str:
        """The unit where it is short enough for a row; a long one is told once, with the value."""
        return self.figure.unit if len(self.figure.unit) <= LONGEST_ROW_UNIT else ""

    @property
    def _trend_codes(self) -> list[str]:
        return list(dict.fromkeys(point.area for point in self.figure.trend))

    @property
    def trend_areas(self) -> list[str]:
        """Names of the areas of the trend, in order."""
        return [self.keys.get(code) or short_name(self._trend_name(code)) for code in self._trend_codes]

    @property
    def trend_rows(self) -> list[tuple[str, list[AreaRow]]]:
        """The trend as a table: a row a period, a cell an area."""
        return [(period, [self._trend_cell(period, code) for code in self._trend_codes]) for period in self.periods]

    @property
    def trend_notes(self) -> list[str]:
        """What to know about points of the trend: figures of an earlier or larger area, each said once."""
        told: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
        for point in self.figure.trend:
            if point.note:
                areas, periods = told.setdefault(point.note, ({}, {}))
                areas[self.keys.get(point.area) or self._trend_name(point.area)] = None
                periods[point.period] = None
        return [f"{listed([*areas])}, {listed([*periods])}: {note}" for note, (areas, periods) in told.items()]

    def _trend_cell(self, period: str, code: str) -> AreaRow:
        point = next((p for p in self.figure.trend if p.period == period and p.area == code), None)
        if point is None:
            return AreaRow(code, "–", "", "")
        unit = self.row_unit
        shown = value_text(point.value, unit, self.decimals)
        return AreaRow(code, shown, interval_text(point.ci_low, point.ci_high, self.decimals, unit), "", key=period)

    @property
    def trend(self) -> str:
        """The trend drawn, where there are two periods or more."""
        if len(self.periods) < 2:
            return ""
        lines = []
        for area in dict.fromkeys(point.area for point in self.figure.trend):
            points = tuple(
                (self.periods.index(point.period), point.value, point.ci_low, point.ci_high)
                for point in sorted(self.figure.trend, key=lambda point: point.period)
                if point.area == area and point.value is not None
            )
            if points:
                lines.append(TrendLine(self._trend_name(area), points, main=area == "neighbourhood"))
        title = f"{self.figure.name} over time"
        return trend_chart(title, lines, self.periods, self.figure.unit) if lines else ""

    def _trend_name(self, code: str) -> str:
        if code == "neighbourhood":
            return self.area
        if code in self.areas:
            return self.area_name(code)
        return next((area.name for area in self.figure.comparators if area.code == code), code)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One line of the table beside a group's bars, as printed."""

    label: str
    count: str
    value: str
    interval: str
    comparators: list[tuple[str, str]]
    """Value and interval of each comparator."""


@dataclass(frozen=True)
class GroupView:
    """Figures that share one whole, such as ages or tenure, as bars and a table."""

    title: str
    labels: tuple[str, ...]
    members: tuple[FigureView, ...]

    @property
    def comparator(self) -> Comparator | None:
        """The larger area whose ticks the bars carry: the first that all members have."""
        return next(iter(self.members[0].figure.comparators), None)

    @property
    def compared(self) -> list[Comparator]:
        """The nearest and the largest comparator: the complete tables have them all."""
        areas = self.members[0].figure.comparators
        return areas if len(areas) < 3 else [areas[0], areas[-1]]

    @property
    def comparator_names(self) -> list[str]:
        """Names of the comparators shown."""
        return [short_name(area.name) for area in self.compared]

    @cached_property
    def decimals(self) -> int:
        """Decimals that all its values are printed with."""
        return decimals_for([view.figure.value for view in self.members])

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return "group-" + self.members[0].anchor

    @property
    def chart(self) -> str:
        """The bars."""
        rows = [
            BarRow(
                label, view.figure.value, self._text(view.figure.value, view), _value_in(view.figure, self.comparator)
            )
            for label, view in zip(self.labels, self.members, strict=True)
        ]
        return bar_chart(self.title, rows, self.comparator.name if self.comparator else "")

    @property
    def rows(self) -> list[GroupRow]:
        """What the table beside the bars says."""
        return [
            GroupRow(
                label,
                count(view.figure.numerator),
                self._text(view.figure.value, view),
                interval_text(view.figure.ci_low, view.figure.ci_high, self.decimals, view.figure.unit),
                [self._beside(view, area) for area in self.compared],
            )
            for label, view in zip(self.labels, self.members, strict=True)
        ]

    def _beside(self, view: FigureView, area: Comparator) -> tuple[str, str]:
        unit = view.figure.unit
        same = next((each for each in view.figure.comparators if each.code == area.code), None)
        if same is None:
            return value_text(None, unit, self.decimals), ""
        value = value_text(same.value, unit, self.decimals, suppressed=same.suppressed)
        # Of a country the ends often print alike, which tells nothing.
        alike = number(same.ci_low, self.decimals) == number(same.ci_high, self.decimals)
        return value, "" if alike else interval_text(same.ci_low, same.ci_high, self.decimals, unit)

    def _text(self, value: float | None, view: FigureView) -> str:
        return value_text(value, view.figure.unit, self.decimals)


def _value_in(figure: ProfileFigure, area: Comparator | None) -> float | None:
    if area is None:
        return None
    return next((comparator.value for comparator in figure.comparators if comparator.code == area.code), None)
