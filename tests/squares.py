"""A small invented country of squares, as a pack: six in the west and three in the east.

west            east
ZW1 ZW2 ZW3  |  ZE1
ZW4 ZW5 ZW6  |  ZE2 ZE3
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
import shapely

from seedbed.formats.datapackage import DataPackage, Level
from seedbed.sources.indicators import Indicator, indicators_to_table
from seedbed.sources.packs import FIGURE_COLUMNS, Pack, PackWriter

WEST = ("ZW1", "ZW2", "ZW3", "ZW4", "ZW5", "ZW6")
EAST = ("ZE1", "ZE2", "ZE3")
BOTH = WEST + EAST
PLACES = dict(zip(BOTH, [(0, 1), (1, 1), (2, 1), (0, 0), (1, 0), (2, 0), (3, 1), (3, 0), (4, 0)], strict=True))
PEOPLE = dict(zip(BOTH, [800, 700, 900, 600, 400, 1500, 1000, 1200, 900], strict=True))
NEED = dict(zip(BOTH, [50.0, 40.0, 30.0, 20.0, 10.0, 5.0, 60.0, 45.0, 1.0], strict=True))
DEPRIVATION: dict[str, Any] = {
    "id": "deprivation",
    "name": "Deprivation",
    "measure": "value",
    "indicator": "squares.need.score",
    "weight": 3,
}
FEW_SITES: dict[str, Any] = {"id": "few_assets", "name": "Few known assets", "measure": "sites", "weight": 1}


@dataclass
class Squares:
    """What the pack is made from; change a part before writing it."""

    population: Mapping[str, int | None] = field(default_factory=lambda: dict(PEOPLE))
    need: Mapping[str, float | None] = field(default_factory=lambda: dict(NEED))
    sites: dict[str, int] = field(default_factory=lambda: {"ZW1": 1, "ZW6": 3, "ZE1": 7})
    criteria: Sequence[Mapping[str, Any]] = (DEPRIVATION, FEW_SITES)
    codes: Sequence[str] = BOTH

    def write(self, folder: Path) -> Pack:
        """Write the pack and open it."""
        package = DataPackage(
            name="squares",
            title="The squares",
            invented=True,
            levels=[
                Level(id="square", name="square", plural="squares", code_system="invented"),
                Level(id="town", name="town", plural="towns", code_system="invented"),
                Level(id="side", name="side", plural="sides", code_system="invented"),
            ],
            roles={"deprivation_score": "squares.need.score", "local_authority": "town"},
            criteria=[dict(criterion) for criterion in self.criteria],
        )
        with PackWriter(folder, package) as writer:
            writer.add_table("areas", self._areas(), role="areas")
            writer.add_table("indicators", indicators_to_table([_indicator()]), role="indicators")
            writer.add_table("figures", self._figures(), role="figures")
            writer.add_table("sites", self._sites(), role="sites", title="Known places", publisher="Nobody")
            writer.add_boundaries("square", self._boundaries())
        return Pack.open(folder)

    def _areas(self) -> pl.DataFrame:
        small = pl.DataFrame(
            {
                "code": list(self.codes),
                "name": [f"Square {code}" for code in self.codes],
                "level": ["square"] * len(self.codes),
                "population": [self.population[code] for code in self.codes],
                "town": [f"ZT{code[1]}" for code in self.codes],
                "side": [f"ZS{code[1]}" for code in self.codes],
            }
        )
        large = pl.DataFrame(
            {
                "code": ["ZTW", "ZTE", "ZSW", "ZSE"],
                "name": ["Westing", "Easting", "The West", "The East"],
                "level": ["town", "town", "side", "side"],
            }
        )
        return pl.concat([small, large], how="diagonal")

    def _figures(self) -> pl.DataFrame:
        figures = pl.DataFrame(
            {
                "indicator": ["squares.need.score"] * len(self.codes),
                "area": list(self.codes),
                "period": ["2025"] * len(self.codes),
                "value": [self.need[code] for code in self.codes],
                "source": ["Nobody"] * len(self.codes),
            }
        )
        empty = [pl.lit(None, pl.Float64).alias(name) for name in FIGURE_COLUMNS if name not in figures.columns]
        return figures.with_columns(empty).select(FIGURE_COLUMNS)

    def _sites(self) -> pl.DataFrame:
        areas = [area for area, count in self.sites.items() for _ in range(count)]
        columns = {"id": [str(number) for number in range(len(areas))], "kind": ["hall"] * len(areas), "area": areas}
        return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))

    def _boundaries(self) -> Any:
        import geopandas as gpd

        boxes = [shapely.box(x, y, x + 1, y + 1) for x, y in (PLACES[code] for code in self.codes)]
        return gpd.GeoDataFrame({"code": list(self.codes)}, geometry=boxes, crs="EPSG:4326")


def _indicator() -> Indicator:
    return Indicator(
        id="squares.need.score",
        name="Need",
        topic="deprivation",
        kind="score",
        unit="points",
        multiplier=1.0,
        high_is="worse",
        strength=False,
        denominator_name="",
        combine="population_mean",
        level="square",
        period="2025",
        publisher="Nobody",
        licence="none",
        url="",
        method="Invented.",
    )
