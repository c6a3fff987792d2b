"""The kinds of assets and of barriers that come with Seedbed; a partnership adds its own beside them.

Kinds of assets follow asset-based community development (Kretzmann and McKnight 1993, "Building communities from the
inside out"): people, groups, organisations, places, exchange, stories.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """What an asset is in the words of asset-based community development. The values are those of the thread."""

    PERSON = "person"
    ASSOCIATION = "association"
    INSTITUTION = "institution"
    BUILDING = "building"
    GREEN_SPACE = "green_space"
    ECONOMIC = "economic"
    STORY = "story"


@dataclass(frozen=True, slots=True)
class AssetType:
    """One kind of asset: its code, its name for one and for many, and the family it belongs to."""

    code: str
    name: str
    plural: str
    family: Family


ASSET_TYPES: dict[str, AssetType] = {
    each.code: each
    for each in (
        AssetType("community_centre", "Community centre or hall", "Community centres and halls", Family.BUILDING),
        AssetType("library", "Library", "Libraries", Family.INSTITUTION),
        AssetType("general_practice", "General practice", "General practices", Family.INSTITUTION),
        AssetType("pharmacy", "Pharmacy", "Pharmacies", Family.INSTITUTION),
        AssetType("dentist", "Dentist", "Dentists", Family.INSTITUTION),
        AssetType("hospital", "Hospital or clinic", "Hospitals and clinics", Family.INSTITUTION),
        AssetType("school", "School or college", "Schools and colleges", Family.INSTITUTION),
        AssetType("childrens_centre", "Children's centre", "Children's centres", Family.INSTITUTION),
        AssetType("childcare", "Nursery or childcare", "Nurseries and childcare", Family.INSTITUTION),
        AssetType("care_home", "Care home", "Care homes", Family.INSTITUTION),
        AssetType("place_of_worship", "Place of worship", "Places of worship", Family.ASSOCIATION),
        AssetType("food_bank", "Food bank or pantry", "Food banks and pantries", Family.ASSOCIATION),
        AssetType("group", "Group or club", "Groups and clubs", Family.ASSOCIATION),
        AssetType("charity", "Charity", "Charities", Family.ASSOCIATION),
        AssetType("activity", "Activity or class", "Activities and classes", Family.ASSOCIATION),
        AssetType("service", "Service", "Services", Family.INSTITUTION),
        AssetType("advice", "Advice", "Advice", Family.INSTITUTION),
        AssetType("skill", "Someone's skill or time", "People's skills and time", Family.PERSON),
        AssetType("park", "Park", "Parks", Family.GREEN_SPACE),
        AssetType("playground", "Playground", "Playgrounds", Family.GREEN_SPACE),
        AssetType("sports_pitch", "Sports pitch or court", "Sports pitches and courts", Family.GREEN_SPACE),
        AssetType("garden", "Allotment or community garden", "Allotments and community gardens", Family.GREEN_SPACE),
        AssetType("green_space", "Other green space", "Other green spaces", Family.GREEN_SPACE),
        AssetType("sports_centre", "Sports centre or pool", "Sports centres and pools", Family.BUILDING),
        AssetType("arts", "Theatre, cinema, museum or arts", "Theatres, cinemas, museums and arts", Family.BUILDING),
        AssetType("cafe", "Cafe", "Cafes", Family.ECONOMIC),
        AssetType("pub", "Pub", "Pubs", Family.ECONOMIC),
        AssetType("shop", "Shop or market", "Shops and markets", Family.ECONOMIC),
        AssetType("post_office", "Post office", "Post offices", Family.ECONOMIC),
        AssetType("job_centre", "Job centre", "Job centres", Family.ECONOMIC),
        AssetType("transport_stop", "Stop or station", "Stops and stations", Family.BUILDING),
        AssetType("defibrillator", "Defibrillator", "Defibrillators", Family.BUILDING),
        AssetType("toilet", "Public toilet", "Public toilets", Family.BUILDING),
        AssetType("history", "History or heritage", "History and heritage", Family.STORY),
        AssetType("culture", "Story, custom or festival", "Stories, customs and festivals", Family.STORY),
        AssetType("other", "Other", "Others", Family.ECONOMIC),
    )
}
"""Kinds that come with Seedbed, by code, in the order in which lists show them."""
