"""Names and codes of the invented town; none is of a real place and no code begins with E, W, S or N."""

from __future__ import annotations

from seedbed.errors import UsageError
from seedbed.formats.datapackage import Level

TOWN = "Alderwick"
PACK_NAME = "alderwick"
TOWN_PREFIX = f"{PACK_NAME}."
"""Before the ids of the indicators of the town."""
DISTRICTS = ("Alderwick", "Harrowmere", "Cold Staithe")
SYSTEM, REGION, COUNTRY = "Saltmarch Care System", "Saltmarch", "Merrowland"

LEVELS = [
    Level(id="small_area", name="small area", plural="small areas", code_system="invented"),
    Level(id="care_area", name="care area", plural="care areas", code_system="invented"),
    Level(id="ward", name="ward", plural="wards", code_system="invented"),
    Level(id="district", name="district", plural="districts", code_system="invented"),
    Level(id="care_system", name="care system", plural="care systems", code_system="invented"),
    Level(id="region", name="region", plural="regions", code_system="invented"),
    Level(id="country", name="country", plural="countries", code_system="invented"),
]
PREFIXES = {
    "small_area": "ZS",
    "care_area": "ZM",
    "ward": "ZW",
    "district": "ZD",
    "care_system": "ZI",
    "region": "ZR",
    "country": "ZC",
}

NEIGHBOURHOODS: dict[str, tuple[str, tuple[int, ...]]] = {
    "tanners-row": ("Tanners Row", (31, 32, 33, 34, 35)),
    "kestrel-rise": ("Kestrel Rise", (57, 58, 59, 60)),
}
"""What a neighbourhood is called and the numbers of its small areas, the same for every seed."""

WARDS: dict[str, dict[str, tuple[float, float]]] = {
    "Alderwick": {
        "Heron Park": (-1_400, 1_600),
        "Northgates": (600, 2_100),
        "Lantern Hill": (300, 1_000),
        "Quayside": (-450, 350),
        "Kestrel": (2_450, 900),
        "Fuller's Green": (-1_500, -1_300),
        "Millrace": (200, -700),
        "Saltings": (500, -1_900),
    },
    "Harrowmere": {"Harrow Mere": (-3_300, 1_200), "Westerfold": (-3_000, -400), "Upper Mere": (-2_500, 2_300)},
    "Cold Staithe": {"Staithe": (2_900, -1_000), "Marsh End": (2_100, -2_200), "Gull Point": (3_700, -300)},
}
CARE_AREAS: dict[str, dict[str, tuple[float, float]]] = {
    "Alderwick": {
        "Heron Park": (-1_500, 1_900),
        "Northgates": (700, 2_100),
        "Lantern Hill": (300, 1_100),
        "Market Place": (500, 300),
        "Tanners Row": (-450, 350),
        "Kestrel Rise": (2_450, 900),
        "Fuller's Green": (-1_600, -900),
        "Millrace": (200, -700),
        "Saltings": (350, -1_900),
        "Brewhouse Lane": (-700, 1_300),
        "Abbot's Fold": (-800, -2_000),
        "Ropewalk": (1_000, -500),
        "Mill Meadow": (-1_300, 0),
    },
    "Harrowmere": {"Harrow Mere": (-3_300, 1_200), "Westerfold": (-3_000, -400), "Upper Mere": (-2_500, 2_300)},
    "Cold Staithe": {"Staithe Harbour": (2_900, -1_000), "Marsh End": (2_100, -2_200), "Gull Point": (3_700, -300)},
}
"""Names by district, each with where it belongs: metres east and north of the town's middle."""


def code(level: str, number: int) -> str:
    """Return the code of an area: two letters and six figures, such as ``ZS000031``."""
    return f"{PREFIXES[level]}{number:06d}"


def neighbourhood_codes(name: str) -> list[str]:
    """Return the codes of the small areas of an invented neighbourhood.

    Raises
    ------
    UsageError
        If there is no neighbourhood of that name.
    """
    return [code("small_area", number) for number in _neighbourhood(name)[1]]


def neighbourhood_title(name: str) -> str:
    """Return what people call an invented neighbourhood, such as "Kestrel Rise".

    Raises
    ------
    UsageError
        If there is no neighbourhood of that name.
    """
    return _neighbourhood(name)[0]


def _neighbourhood(name: str) -> tuple[str, tuple[int, ...]]:
    if name not in NEIGHBOURHOODS:
        raise UsageError(
            f"There is no invented neighbourhood called {name}.",
            f"The invented town has {' and '.join(NEIGHBOURHOODS)}.",
            "Give one of these names.",
        )
    return NEIGHBOURHOODS[name]
