"""How often a process of a site looks for circles of garbage."""

from __future__ import annotations

import gc

from seedbed.web.config.collecting import NEW_OBJECTS


def test_whoever_reads_the_settings_collects_seldom() -> None:
    assert gc.get_threshold()[0] == NEW_OBJECTS
