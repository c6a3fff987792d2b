"""A small invented town of four quarters, as a pack whose every figure can be worked out by hand.

Quarters are squares of a hundredth of a degree; the town of Upper holds three of them, Lower one.

ZQ1 ZQ2     1,000  2,000 residents      deciles 1  2
ZQ3 ZQ4     3,000  4,000 (Lower)                5  9
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
import shapely
from pyproj import Transformer
from shapely.geometry import box

from seedbed.formats.datapackage import DataPackage, Level
from seedbed.sources.indicators import Indicator, indicators_to_table
from seedbed.sources.packs import Pack, PackWriter

CODES = ("ZQ1", "ZQ2", "ZQ3", "ZQ4")
WEST, SOUTH, SIDE = 0.0, 52.0, 0.01
OUTLINES = {
    "ZQ1": box(0.00, 52.01, 0.01, 52.02),
    "ZQ2": box(0.01, 52.01, 0.02, 52.02),
    "ZQ3": box(0.00, 52.00, 0.01, 52.01),
    "ZQ4": box(0.01, 52.00, 0.02, 52.01),
}
PEOPLE = {"ZQ1": 1000, "ZQ2": 2000, "ZQ3": 3000, "ZQ4": 4000}
TOWN = {"ZQ1": "ZTU", "ZQ2": "ZTU", "ZQ3": "ZTU", "ZQ4": "ZTL"}

OWNED = {"ZQ1": (40, 400), "ZQ2": (200, 800), "ZQ3": (600, 1200), "ZQ4": (1200, 1600)}
OWNED_BEFORE = {"ZQ1": (30, 400), "ZQ2": (180, 800), "ZQ3": (500, 1200), "ZQ4": (1100, 1600)}
CROWDED = {"ZQ1": (100, 400), "ZQ2": (80, 800), "ZQ3": (60, 1200), "ZQ4": (16, 1600)}
RARE = {"ZQ1": (2, 1000), "ZQ2": (40, 2000), "ZQ3": (60, 3000), "ZQ4": (90, 4000)}
FALLS = {"ZQ1": (30, 1000), "ZQ2": (40, 2000), "ZQ3": (45, 3000), "ZQ4": (40, 4000)}
NEED = {"ZQ1": 50.0, "ZQ2": 40.0, "ZQ3": 20.0, "ZQ4": 5.0}
DECILE = {"ZQ1": 1.0, "ZQ2": 2.0, "ZQ3": 5.0, "ZQ4": 9.0}
CALLERS = {"ZQ1": 20.0, "ZQ2": 50.0, "ZQ4": 3.0}
LIFE = {"ZTU": (78.5, 78.0, 79.0), "ZTL": (81.0, 80.4, 81.6), "ZCC": (80.0, 79.9, 80.1)}

LEVELS = [
    Level(id="quarter", name="quarter", plural="quarters", code_system="invented"),
    Level(id="town", name="town", plural="towns", code_system="invented"),
    Level(id="land", name="country", plural="countries", code_system="invented"),
]


def indicator(name: str, title: str, **about: Any) -> Indicator:
    """Return an indicator of the quarters: a proportion of households unless told otherwise."""
    usual: dict[str, Any] = {
        "topic": "homes",
        "kind": "proportion",
        "unit": "%",
        "multiplier": 100.0,
        "high_is": "neither",
        "strength": False,
        "denominator_name": "households",
        "combine": "sum",
        "level": "quarter",
        "period": "2021",
        "publisher": "Nobody",
        "licence": "none",
        "url": "",
        "method": "Invented.",
    }
    return Indicator(id=name, name=title, **{**usual, **about})


INDICATORS = [
    indicator("q.home.owned", "Households that own their home", topic="strengths", strength=True, high_is="better"),
    indicator("q.room.crowded", "Households with too few bedrooms", high_is="worse"),
    indicator("q.group.rare", "People who speak Sarnish", topic="people", denominator_name="usual residents"),
    indicator(
        "q.health.falls",
        "Falls",
        topic="health",
        kind="rate",
        unit="per 1,000",
        multiplier=1000.0,
        high_is="worse",
        denominator_name="usual residents",
    ),
    indicator("q.need.score", "Need", topic="deprivation", kind="score", unit="points", combine="population_mean"),
    indicator("q.need.decile", "Need: tenth of quarters", topic="deprivation", kind="decile", unit="", combine="none"),
    indicator("q.need.decile.2011", "Need: tenth, 2011", kind="decile", combine="none", level="older", period="2011"),
    indicator("q.callers", "Callers at the library", kind="count", unit="people", denominator_name=""),
    indicator("q.life", "Life expectancy", topic="health", kind="mean", unit="years", combine="none", level="town"),
]


@dataclass
class Quarters:
    """What the pack is made from; change a part before writing it."""

    people: dict[str, int | None] = field(default_factory=lambda: dict(PEOPLE))
    outlines: dict[str, Any] = field(default_factory=lambda: dict(OUTLINES))
    owned: dict[str, tuple[float | None, float | None]] = field(default_factory=lambda: dict(OWNED))
    postcodes_each: int = 10
    comparators_published: bool = True

    def write(self, folder: Path) -> Pack:
        """Write the pack and open it."""
        package = DataPackage(
            name="quarters",
            title="The quarters",
            invented=True,
            levels=LEVELS,
            population_period="2021",
            roles={"deprivation_decile": "q.need.decile", "local_authority": "town"},
            plus_groups=["q.group.rare", "q.room.crowded"],
            history={"q.need.decile": ["q.need.decile.2011"]},
        )
        with PackWriter(folder, package) as writer:
            writer.add_table("areas", self._areas(), role="areas", publisher="Nobody")
            writer.add_table("indicators", indicators_to_table(INDICATORS), role="indicators")
            writer.add_table("figures", self._figures(), role="figures")
            writer.add_table("sites", self._sites(), role="sites", title="Known places", publisher="Nobody")
            writer.add_table("lookup", self._lookup(), role="lookup:older:quarter")
            if self.postcodes_each:
                writer.add_table("postcodes", self._postcodes(), role="postcodes")
            writer.add_boundaries("quarter", self._boundaries())
        return Pack.open(folder)

    def _areas(self) -> pl.DataFrame:
        centres = [self.outlines[code].centroid for code in self.outlines]
        small = pl.DataFrame(
            {
                "code": list(self.outlines),
                "name": [f"Quarter {code[2:]}" for code in self.outlines],
                "level": "quarter",
                "population": [self.people[code] for code in self.outlines],
                "longitude": [centre.x for centre in centres],
                "latitude": [centre.y for centre in centres],
                "town": [TOWN[code[:3]] for code in self.outlines],
                "land": "ZCC",
            }
        )
        large = pl.DataFrame(
            {
                "code": ["ZTU", "ZTL", "ZCC"],
                "name": ["Upper", "Lower", "Quarterland"],
                "level": ["town", "town", "land"],
            }
        )
        return pl.concat([small, large], how="diagonal")

    def _figures(self) -> pl.DataFrame:
        rows: list[tuple[Any, ...]] = []
        for name, counts, times in (
            ("q.home.owned", self.owned, 100),
            ("q.room.crowded", CROWDED, 100),
            ("q.group.rare", RARE, 100),
            ("q.health.falls", FALLS, 1000),
        ):
            rows += [_row(name, area, "2021", part, whole, times) for area, (part, whole) in counts.items()]
        rows += [_row("q.home.owned", area, "2011", *counts, 100) for area, counts in OWNED_BEFORE.items()]
        rows += [("q.need.score", area, "2021", value) for area, value in NEED.items()]
        rows += [("q.callers", area, "2021", value) for area, value in CALLERS.items()]
        rows += [("q.need.decile", area, "2021", value) for area, value in DECILE.items()]
        rows += [
            ("q.need.decile.2011", code, "2011", value) for code, value in (("ZQ1", 3.0), ("ZO2", 4.0), ("ZO4", 8.0))
        ]
        rows += [("q.life", area, "2021", value, None, None, *limits) for area, (value, *limits) in LIFE.items()]
        if self.comparators_published:
            rows += [
                _row("q.home.owned", "ZTU", "2021", 840, 2400, 100),
                _row("q.home.owned", "ZCC", "2021", 2040, 4000, 100),
            ]
        wide = [(*row, *[None] * (8 - len(row)), "invented") for row in rows]
        columns = ["indicator", "area", "period", "value", "numerator", "denominator", "ci_low", "ci_high", "source"]
        return pl.DataFrame(wide, schema=columns, orient="row", infer_schema_length=None).cast(
            dict.fromkeys(columns[3:8], pl.Float64)
        )

    def _sites(self) -> pl.DataFrame:
        return pl.DataFrame(
            {
                "id": ["1", "2", "3"],
                "kind": ["gp", "hall", "hall"],
                "name": ["Mill Surgery", "North Hall", "Far Hall"],
                "longitude": [0.005, 0.005, 0.2],
                "latitude": [52.015, 52.022, 52.015],
                "source": ["", "", ""],
            }
        )

    def _lookup(self) -> pl.DataFrame:
        rows = [("ZQ1", "ZQ1", "U"), ("ZO2", "ZQ2", "S"), ("ZO2", "ZQ3", "S"), ("ZO4", "ZQ4", "M"), ("ZO5", "ZQ4", "M")]
        return pl.DataFrame(rows, schema=["from_code", "to_code", "change"], orient="row")

    def _postcodes(self) -> pl.DataFrame:
        """Stand eight in ten of ZQ1's postcodes in its western half, and of the others evenly."""
        places = []
        for code, shape in self.outlines.items():
            west, south, *_ = shape.bounds
            for number in range(self.postcodes_each):
                western = number < (8 if code == "ZQ1" else 5) * self.postcodes_each // 10
                places.append((code, number, west + (0.0025 if western else 0.0075), south + 0.005 + number * 1e-5))
        to_grid = Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)
        eastings, northings = to_grid.transform([place[2] for place in places], [place[3] for place in places])
        return pl.DataFrame(
            {
                "postcode": [f"{code} {number}AA" for code, number, *_ in places],
                "easting": eastings,
                "northing": northings,
                "area": [place[0] for place in places],
            }
        )

    def _boundaries(self) -> Any:
        import geopandas as gpd

        shapes = list(self.outlines.values())
        return gpd.GeoDataFrame({"code": list(self.outlines)}, geometry=shapes, crs="EPSG:4326")


def _row(name: str, area: str, period: str, part: float | None, whole: float | None, times: float) -> tuple[Any, ...]:
    value = None if part is None or not whole else times * part / whole
    return (name, area, period, value, part, whole)


def union(*codes: str) -> Any:
    """Return the outline of some quarters together."""
    return shapely.union_all([OUTLINES[code] for code in codes])
