"""What a pack knows of the places around small areas: what people call them, and where sites come from."""

from __future__ import annotations

import polars as pl

from seedbed.reports.documents import Source
from seedbed.sources.packs import Pack

KNOWN_AS = r"^(.+) \(.+ \d{3}\)$"
"""An area whose name says what people call it, then its number: "Bow North & Fish Island (Tower Hamlets 001)"."""


def known_places(pack: Pack, small: pl.DataFrame) -> list[str]:
    """Return what the surroundings of each small area are known as, in the order of ``small``.

    The nearest larger areas whose names tell it are asked; "" where none do.
    """
    for level in pack.parent_levels:
        if level.id not in small.columns or level.id not in pack.areas.columns:
            continue
        larger = pack.areas.filter(pl.col("level") == level.id)
        called = larger.select("code", pl.col("name").str.extract(KNOWN_AS).alias("known_as"))
        names = dict(called.drop_nulls().iter_rows())
        places = [names.get(code, "") for code in small[level.id]]
        if any(places):
            return places
    return []


def site_sources(pack: Pack) -> list[Source]:
    """Return where the known places of a pack come from, with all that the pack knows of it."""
    addresses = (
        dict(pack.scan("sources").select("id", "url").collect().iter_rows()) if pack.resources("sources") else {}
    )
    created = pack.package.created
    return [
        Source(
            id=resource.name,
            publisher=resource.publisher,
            title=resource.title,
            period=f"as it was when the data pack was made on {created}" if created else "",
            licence=resource.licence,
            url=addresses.get(resource.name) or "",
        )
        for resource in pack.resources("sites")
    ]
