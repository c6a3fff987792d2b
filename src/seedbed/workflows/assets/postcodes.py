"""Where postcodes lie, as an installed pack says."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from seedbed.analysis.assets.listing import Listing
from seedbed.formats.postcode_lists import same_form

if TYPE_CHECKING:
    from seedbed.sources.packs import Pack


def places_of_postcodes(pack: Pack, postcodes: Collection[str]) -> dict[str, tuple[float, float]]:
    """Return longitude and latitude of postcodes; those that the pack does not have are left out.

    Parameters
    ----------
    pack
        With a table ``postcodes``: postcode, easting, northing.
    postcodes
        As people write them, with or without their blank.
    """
    import polars as pl
    from pyproj import Transformer

    plain: dict[str, list[str]] = {}
    for each in postcodes:
        plain.setdefault(same_form(each), []).append(each)
    if not plain or not pack.resources("postcodes"):
        return {}
    table = (
        pack.scan("postcodes")
        .with_columns(pl.col("postcode").str.replace_all(" ", "").str.to_uppercase().alias("plain"))
        .filter(pl.col("plain").is_in(list(plain)))
        .select("plain", "easting", "northing")
        .drop_nulls()
        .collect()
    )
    to_degrees = Transformer.from_crs(pack.package.grid, "EPSG:4326", always_xy=True)
    longitude, latitude = to_degrees.transform(table["easting"].to_numpy(), table["northing"].to_numpy())
    return {
        written: (round(float(x), 6), round(float(y), 6))
        for code, x, y in zip(table["plain"], longitude, latitude, strict=True)
        for written in plain[code]
    }


def placed_by_postcode(listings: Sequence[Listing], pack: Pack) -> tuple[tuple[Listing, ...], int]:
    """Put listings that have a postcode and no other place in the middle of their postcode.

    Parameters
    ----------
    listings
        All of a list, in its order.
    pack
        With a table ``postcodes``; one without places none.

    Returns
    -------
    tuple
        The listings in the same order, and how many of them were placed.
    """
    places = places_of_postcodes(pack, {each.postcode for each in listings if each.longitude is None and each.postcode})
    done = []
    for each in listings:
        place = places.get(each.postcode) if each.longitude is None else None
        done.append(replace(each, longitude=place[0], latitude=place[1]) if place else each)
    return tuple(done), sum(one is not other for one, other in zip(done, listings, strict=True))
