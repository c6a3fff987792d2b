"""What cards say: the town's own groups, in the words that people choose from."""

from __future__ import annotations

from seedbed.demo.groups import GROUP_MEASURES

CARD_WORDS: dict[str, dict[str, str]] = {
    "age": {
        "0_15": "0 to 15",
        "16_24": "16 to 24",
        "25_34": "25 to 34",
        "35_49": "35 to 49",
        "50_64": "50 to 64",
        "65_plus": "65 and over",
    },
    "language": {
        "english": "English",
        "polish": "Polish",
        "bengali": "Bengali",
        "portuguese": "Portuguese",
        "tigrinya": "Tigrinya",
        "sign": "Another language",
        "other": "Another language",
    },
    "disability": {
        "limited_a_lot": "Limited a lot",
        "limited_a_little": "Limited a little",
        "not_disabled": "Not disabled",
    },
}
"""By characteristic and the id of the town's group. Sign languages have so few speakers that they go with others."""


def card_words(characteristic: str, group: str) -> str:
    """Return the words of a card for one of the town's groups."""
    return CARD_WORDS[characteristic][group]


def indicators_of(characteristic: str) -> dict[str, str]:
    """Return the card's words of each of the town's indicators that count a characteristic, without the prefix."""
    known = next((measure for measure in GROUP_MEASURES if measure.id == characteristic), None)
    if known is None or characteristic not in CARD_WORDS:
        return {}
    return {f"{characteristic}.{entry[0]}": CARD_WORDS[characteristic][entry[0]] for entry in known.groups}
