"""The menu: the only place that knows every room."""

from __future__ import annotations

from seedbed.web.ui.navigation import Item, Of

NAVIGATION: tuple[Item, ...] = (
    Item("Home", "places:home"),
    Item("First five minutes", "demonstration:tour", demonstration=True),
    Item("Your receipt", "listening:find_receipt"),
    Item("Candidates", "step1_profile:candidates", Of.PROGRAMME),
    Item("Care system", "step1_profile:care_system", Of.PROGRAMME),
    Item("This neighbourhood", "places:neighbourhood", Of.NEIGHBOURHOOD),
    Item("Profile", "step1_profile:profile", Of.NEIGHBOURHOOD),
    Item("Follow one voice", "golden_thread:voices", Of.NEIGHBOURHOOD),
    Item("Measures", "golden_thread:measures", Of.NEIGHBOURHOOD),
    Item("Loose ends", "golden_thread:loose_ends", Of.NEIGHBOURHOOD),
    Item("By hand", "walking_skeleton:index", Of.NEIGHBOURHOOD),
)
