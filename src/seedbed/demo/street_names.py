"""Names of the invented town's streets."""

from __future__ import annotations

FIRST = (
    "Alder",
    "Anchor",
    "Barley",
    "Beacon",
    "Bellfield",
    "Bramble",
    "Brewer",
    "Cinder",
    "Cobbler",
    "Cooper",
    "Crane",
    "Drover",
    "Eel Trap",
    "Fennel",
    "Ferry",
    "Flint",
    "Foundry",
    "Gull",
    "Hawser",
    "Heron",
    "Hopper",
    "Ironmonger",
    "Kelp",
    "Kestrel",
    "Kiln",
    "Lantern",
    "Linnet",
    "Loom",
    "Mallow",
    "Marsh",
    "Mast",
    "Mere",
    "Osier",
    "Otter",
    "Plover",
    "Quay",
    "Reed",
    "Ropery",
    "Salt",
    "Samphire",
    "Sandpiper",
    "Shuttle",
    "Sluice",
    "Tanner",
    "Teasel",
    "Tern",
    "Wherry",
    "Willow",
)
LAST = ("Street", "Road", "Lane", "Terrace", "Row", "Way", "Avenue", "Place", "Hill", "Gardens", "Walk", "Grove")
TRAIL = ("Close", "Court", "Yard", "Rise", "End", "Side", "View", "Mews")


def street_name(number: int) -> str:
    """Return the name of a street by its number from 0, all different; empty where there are no more names."""
    kinds = LAST + TRAIL
    kind, first = divmod(number, len(FIRST))
    return f"{FIRST[(first + 7 * kind) % len(FIRST)]} {kinds[kind]}" if kind < len(kinds) else ""
