"""Names of the languages that neighbourhoods speak most, for lists and sentences."""

from __future__ import annotations

LANGUAGES = {
    "en": "English",
    "cy": "Welsh",
    "ar": "Arabic",
    "bn": "Bengali",
    "zh": "Chinese",
    "fr": "French",
    "gu": "Gujarati",
    "it": "Italian",
    "ku": "Kurdish",
    "ps": "Pashto",
    "fa": "Persian",
    "pl": "Polish",
    "pt": "Portuguese",
    "pa": "Punjabi",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "so": "Somali",
    "es": "Spanish",
    "sw": "Swahili",
    "ta": "Tamil",
    "ti": "Tigrinya",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "yo": "Yoruba",
    "bfi": "British Sign Language",
}
"""English name by BCP 47 name, English first. Other languages may be given by their BCP 47 name."""


def language_name(language: str) -> str:
    """Return the language's English name, or its BCP 47 name if it is not in the list."""
    return LANGUAGES.get(language) or LANGUAGES.get(language.split("-", maxsplit=1)[0]) or language
