"""The menu: the only place that knows every room."""

from __future__ import annotations

from seedbed.web.ui.navigation import Item

NAVIGATION = (
    Item("Home", "places:home", for_everyone=True),
    Item("First five minutes", "demonstration:tour", for_everyone=True),
    Item("This neighbourhood", "places:neighbourhood", of_neighbourhood=True),
    Item("Follow one voice", "golden_thread:voices", of_neighbourhood=True),
    Item("Measures", "golden_thread:measures", of_neighbourhood=True),
    Item("Loose ends", "golden_thread:loose_ends", of_neighbourhood=True),
    Item("By hand", "walking_skeleton:index", of_neighbourhood=True),
)
