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

OLDER_LEVELS = [
    Level(id="lsoa11", name="small area of 2011 (LSOA)", plural="small areas of 2011", code_system="lsoa11"),
    Level(id="lsoa01", name="small area of 2001 (LSOA)", plural="small areas of 2001", code_system="lsoa01"),
]
"""Small areas of older vintages. They are no levels of the pack: most codes stand in several vintages, so their
areas have a table of their own (role ``areas:lsoa11``), and their indicators name them as level."""

SMALL_AREAS_IN_ENGLAND = 33_755
