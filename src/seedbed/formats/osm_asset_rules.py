"""Which objects of OpenStreetMap are community assets, and of which type: the rules as a table.

After the pages of the OpenStreetMap wiki on each key (amenity, leisure, healthcare, social_facility, office, club,
shop, tourism, historic, emergency) and the extracts of towns of the United Kingdom that they were tried on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

ANY = frozenset({"*"})
"""Every value except those that say that it is not there."""
NOT_THERE = frozenset({"no", "vacant", "disused", "abandoned"})

NOT_PUBLIC = frozenset({"private", "no"})
"""Values of ``access`` with which something is nobody's asset but its owner's."""


class Unnamed(Enum):
    """What becomes of an asset without a name."""

    REFUSED = "is refused"
    CALLED_AS_ITS_TYPE = "is called what its type is called"
    PASSED_OVER = "is no asset but scenery"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetRule:
    """One row of the table: objects whose ``key`` has one of ``values`` are assets of a type.

    Parameters
    ----------
    asset_type
        A code of `ASSET_TYPES`.
    unnamed
        What becomes of one without a name.
    """

    asset_type: str
    key: str
    values: frozenset[str]
    unnamed: Unnamed = Unnamed.REFUSED

    def holds_for(self, tags: Mapping[str, str]) -> bool:
        """Say whether an object with these tags is such an asset."""
        value = tags.get(self.key)
        if value is None or value in NOT_THERE:
            return False
        return self.values is ANY or value in self.values


def _rule(asset_type: str, key: str, *values: str, unnamed: Unnamed = Unnamed.REFUSED) -> AssetRule:
    return AssetRule(asset_type=asset_type, key=key, values=frozenset(values) if values else ANY, unnamed=unnamed)


ASSET_RULES: tuple[AssetRule, ...] = (
    _rule(
        "community_centre",
        "amenity",
        "community_centre",
        "community_hall",
        "social_centre",
        "village_hall",
        unnamed=Unnamed.CALLED_AS_ITS_TYPE,
    ),
    _rule("library", "amenity", "library", unnamed=Unnamed.CALLED_AS_ITS_TYPE),
    _rule("food_bank", "social_facility", "food_bank", "soup_kitchen"),
    _rule("food_bank", "amenity", "food_bank", "food_sharing"),
    _rule("care_home", "social_facility", "nursing_home", "assisted_living", "group_home"),
    _rule("care_home", "amenity", "nursing_home"),
    _rule("general_practice", "amenity", "doctors", unnamed=Unnamed.CALLED_AS_ITS_TYPE),
    _rule("general_practice", "healthcare", "doctor", "general_practitioner", unnamed=Unnamed.CALLED_AS_ITS_TYPE),
    _rule("pharmacy", "amenity", "pharmacy", unnamed=Unnamed.CALLED_AS_ITS_TYPE),
    _rule("pharmacy", "healthcare", "pharmacy", unnamed=Unnamed.CALLED_AS_ITS_TYPE),
    _rule("dentist", "amenity", "dentist"),
    _rule("dentist", "healthcare", "dentist"),
    _rule("hospital", "amenity", "hospital", "clinic"),
    _rule("hospital", "healthcare", "hospital", "clinic", "centre", "hospice"),
    _rule("childrens_centre", "amenity", "childrens_centre"),
    _rule("childcare", "amenity", "kindergarten", "childcare"),
    _rule("school", "amenity", "school", "college", "university"),
    _rule("place_of_worship", "amenity", "place_of_worship", unnamed=Unnamed.CALLED_AS_ITS_TYPE),
    _rule("job_centre", "amenity", "jobcentre", "job_centre"),
    _rule("advice", "office", "advice", "citizens_advice"),
    _rule("charity", "office", "charity", "ngo", "foundation"),
    _rule("group", "club"),
    _rule("group", "amenity", "scout_hall", "social_club"),
    _rule("group", "office", "association"),
    _rule("service", "amenity", "social_facility", "townhall", "police", "fire_station"),
    _rule("sports_centre", "leisure", "sports_centre", "sports_hall", "swimming_pool", "fitness_centre", "ice_rink"),
    _rule("playground", "leisure", "playground", unnamed=Unnamed.CALLED_AS_ITS_TYPE),
    _rule("sports_pitch", "leisure", "pitch", "skate_park", unnamed=Unnamed.CALLED_AS_ITS_TYPE),
    _rule("garden", "landuse", "allotments", unnamed=Unnamed.CALLED_AS_ITS_TYPE),
    _rule("garden", "garden:type", "community"),
    _rule("park", "leisure", "park", "recreation_ground", unnamed=Unnamed.CALLED_AS_ITS_TYPE),
    _rule("park", "landuse", "recreation_ground", unnamed=Unnamed.CALLED_AS_ITS_TYPE),
    _rule("green_space", "leisure", "garden", "nature_reserve", "common", "dog_park", unnamed=Unnamed.PASSED_OVER),
    _rule("green_space", "landuse", "village_green", unnamed=Unnamed.PASSED_OVER),
    _rule("green_space", "natural", "wood", "beach", "heath", unnamed=Unnamed.PASSED_OVER),
    _rule("arts", "amenity", "theatre", "cinema", "arts_centre", "music_venue"),
    _rule("arts", "tourism", "museum", "gallery"),
    _rule("post_office", "amenity", "post_office"),
    _rule("cafe", "amenity", "cafe"),
    _rule("pub", "amenity", "pub", "bar"),
    _rule(
        "shop",
        "shop",
        "supermarket",
        "convenience",
        "general",
        "greengrocer",
        "bakery",
        "butcher",
        "farm",
        "newsagent",
        "charity",
        "second_hand",
        "hairdresser",
        "laundry",
    ),
    _rule("shop", "amenity", "marketplace"),
    _rule("transport_stop", "highway", "bus_stop", unnamed=Unnamed.CALLED_AS_ITS_TYPE),
    _rule("transport_stop", "railway", "station", "halt", "tram_stop"),
    _rule("transport_stop", "amenity", "bus_station", "ferry_terminal"),
    _rule("defibrillator", "emergency", "defibrillator", unnamed=Unnamed.CALLED_AS_ITS_TYPE),
    _rule("toilet", "amenity", "toilets", unnamed=Unnamed.CALLED_AS_ITS_TYPE),
    _rule("culture", "tourism", "artwork", unnamed=Unnamed.PASSED_OVER),
    _rule(
        "history",
        "historic",
        "archaeological_site",
        "building",
        "castle",
        "church",
        "fort",
        "manor",
        "memorial",
        "monument",
        "ruins",
        "ship",
        unnamed=Unnamed.PASSED_OVER,
    ),
)
"""Read from the top; the first row that holds decides."""

KEYS: tuple[str, ...] = tuple(dict.fromkeys(rule.key for rule in ASSET_RULES))


def rule_for(tags: Mapping[str, str]) -> AssetRule | None:
    """Return the first rule that holds for an object, or None where it is no asset."""
    found = next((rule for rule in ASSET_RULES if rule.holds_for(tags)), None)
    if found is not None and found.unnamed is Unnamed.PASSED_OVER and not tags.get("name", "").strip():
        return None
    return found
