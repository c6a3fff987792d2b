"""The levels of area in England, from small to large."""

from __future__ import annotations

from seedbed.formats.datapackage import Level

SMALL = "lsoa21"
COUNTRY = "E92000001"

LEVELS = [
    Level(id=SMALL, name="small area (LSOA)", plural="small areas (LSOAs)", code_system="lsoa21"),
    Level(id="msoa21", name="MSOA", plural="MSOAs", code_system="msoa"),
    Level(id="ward24", name="ward", plural="wards", code_system="ward"),
    Level(id="ltla24", name="local authority", plural="local authorities", code_system="local_authority"),
    Level(id="sicbl24", name="sub-ICB location", plural="sub-ICB locations", code_system="sub_icb"),
    Level(id="icb24", name="integrated care board", plural="integrated care boards", code_system="icb"),
    Level(id="region", name="region", plural="regions", code_system="region"),
    Level(id="country", name="country", plural="countries", code_system="country"),
]
PARENTS = [level.id for level in LEVELS[1:]]
