"""Which kind of asset a source's own words mean: the words of publishers, matched from the most particular down."""

from __future__ import annotations

import re
from functools import lru_cache

from seedbed.analysis.assets.types import ASSET_TYPES

WORDS: tuple[tuple[str, str], ...] = (
    ("defibrillator", r"defib|\baed\b"),
    ("food_bank", r"food ?banks?|pantr(y|ies)|food club|larder"),
    ("childrens_centre", r"child(ren)?'?s? centres?|family hub|sure start"),
    ("childcare", r"nurser(y|ies)|childcare|child ?mind|pre-?school|playgroup|creche|after school club"),
    ("care_home", r"care homes?|nursing homes?|residential homes?|residential care|extra ?care"),
    ("job_centre", r"job ?cent(re|er)"),
    ("post_office", r"post ?offices?"),
    ("general_practice", r"\bgps?\b|general practi|medical practices?|surger(y|ies)|doctors?|health centres?"),
    ("pharmacy", r"pharmac|chemists?"),
    ("dentist", r"dent(ist|al)"),
    ("hospital", r"hospitals?|clinics?|hospices?"),
    ("library", r"librar(y|ies)"),
    ("place_of_worship", r"worship|church|chapel|mosque|masjid|synagogue|temple|gurdwara|faith building|cathedral"),
    ("playground", r"play ?(ground|space|area)s?"),
    ("garden", r"allotments?|community (garden|growing)"),
    (
        "sports_centre",
        r"sports? (cent(re|er)|hall)s?|leisure cent|swimming|gym(nasium)?s?\b|health and fitness|pools?\b"
        r"|squash|ice rinks?",
    ),
    (
        "sports_pitch",
        r"pitch(es)?|courts?\b|bowling green|skate ?parks?|golf|athletics tracks?|\bmuga\b|cycling"
        r"|ski slopes?|playing field|other sports facility",
    ),
    ("park", r"\bparks?\b|public garden|country park|green flags?"),
    ("transport_stop", r"(bus|tram|train|metro|rail\w*) ?(stops?|stations?)|interchange|bus and coach"),
    ("toilet", r"toilets?|\bwcs?\b"),
    (
        "arts",
        r"arts? cent|theatres?|cinemas?|museums?|galler(y|ies)|music venues?|dance|concert"
        r"|cultural (cent|venue)|performance",
    ),
    ("pub", r"\bpubs?\b|public houses?|\bbars?\b|inn\b|night ?time venues?|tavern"),
    ("cafe", r"caf[eé]s?|coffee|tea ?rooms?"),
    (
        "shop",
        r"takeaway|fast food|\bshops?\b|supermarkets?|markets?\b|\bretail|betting|gambling|restaurants?|bookmaker",
    ),
    ("school", r"schools?|colleges?|academ(y|ies)|universit"),
    (
        "community_centre",
        r"community (cent|hall|hub|building|venue)|village hall|church hall|tenants'? hall"
        r"|youth (club|cent)|social cent",
    ),
    ("advice", r"advice|citizens advice|law cent|debt|legal"),
    ("sports_centre", r"sports? facilit|studios?\b"),
    ("charity", r"charit(y|ies)|charitable|\bcio\b"),
    ("history", r"heritage|monument|listed building|blue plaque|archaeolog"),
    ("culture", r"festival|carnival|custom"),
    (
        "green_space",
        r"green ?spaces?|wood(land)?s?|nature|natural|cemeter|meadow|amenity green|outdoor spaces?"
        r"|religious grounds",
    ),
    ("group", r"sports? clubs?|\bclubs?\b|groups?\b|societ(y|ies)|association|choir"),
    ("activity", r"activit(y|ies)|class(es)?\b|sessions?|courses?\b|badminton|football|cricket|netball|yoga"),
    ("service", r"services?\b|support|counselling|helpline|outreach"),
)
"""Kinds and the words that mean them; the first that is found wins."""
_PATTERNS = tuple((code, re.compile(pattern, re.IGNORECASE)) for code, pattern in WORDS)
_NAMES = {
    name.casefold(): code
    for code, kind in ASSET_TYPES.items()
    for name in (code, kind.name, kind.plural, code.replace("_", " "))
}


@lru_cache(maxsize=4096)
def kind_of(words: str) -> str:
    """Return the code of the kind of asset that some words mean; "" where they mean none.

    A code or name of `ASSET_TYPES` is taken as it is; else the most particular of `WORDS` found in the text.
    """
    plain = " ".join(words.replace("_", " ").split()).casefold()
    if plain in _NAMES:
        return _NAMES[plain]
    return next((code for code, pattern in _PATTERNS if pattern.search(plain)), "")
