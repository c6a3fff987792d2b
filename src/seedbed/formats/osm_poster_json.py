"""What a neighbourhood's map shows as GeoJSON, to be kept and to be drawn in a browser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import shapely
from shapely.geometry import mapping, shape

from seedbed.formats.osm_poster import PosterFeature, PosterMap

DECIMALS = 6
"""Of degrees: a tenth of a metre."""
NAME = "name"


def poster_as_json(shown: PosterMap) -> dict[str, Any]:
    """Return what is shown as a GeoJSON FeatureCollection, in the order in which it is drawn.

    Names stand beside the layer as OpenStreetMap has them: ``name``, ``name:cy``. The line around is left out.
    """
    return {
        "type": "FeatureCollection",
        "bbox": [round(each, DECIMALS) for each in shown.bounds],
        "features": [_as_json(each) for each in shown.features],
    }


def _as_json(feature: PosterFeature) -> dict[str, Any]:
    names = {f"{NAME}:{code}" if code else NAME: text for code, text in feature.names.items()}
    rounded = shapely.set_precision(feature.geometry, 10**-DECIMALS, mode="pointwise")
    told = {"layer": feature.layer, "code": feature.code, **names}
    return {"type": "Feature", "properties": told, "geometry": mapping(rounded)}


def poster_from_json(told: Mapping[str, Any]) -> PosterMap:
    """Return what `poster_as_json` told."""
    west, south, east, north = told["bbox"]
    return PosterMap((west, south, east, north), tuple(_feature(each) for each in told["features"]))


def _feature(told: Mapping[str, Any]) -> PosterFeature:
    known = told["properties"]
    names = {key[len(NAME) + 1 :]: text for key, text in known.items() if key.partition(":")[0] == NAME}
    return PosterFeature(known["layer"], shape(told["geometry"]), names, known["code"])
