"""Where postcodes lie, as an installed pack says."""

from __future__ import annotations

from collections.abc import Collection

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

    plain = {each.replace(" ", "").upper(): each for each in postcodes}
    if not plain:
        return {}
    table = (
        pack.scan("postcodes")
        .with_columns(pl.col("postcode").str.replace_all(" ", "").str.to_uppercase().alias("plain"))
        .filter(pl.col("plain").is_in(list(plain)))
        .select("plain", "easting", "northing")
        .collect()
    )
    to_degrees = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
    longitude, latitude = to_degrees.transform(table["easting"].to_numpy(), table["northing"].to_numpy())
    return {
        plain[code]: (round(float(x), 6), round(float(y), 6))
        for code, x, y in zip(table["plain"], longitude, latitude, strict=True)
    }
