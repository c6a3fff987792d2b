"""Everything that changes step 1: choosing, lines, profiles, figures in use, the care system."""

from seedbed.web.step1_profile.actions.boundaries import draft_from_file, draft_from_geojson, draft_of_areas, keep_draft
from seedbed.web.step1_profile.actions.care import (
    add_organisation,
    change_organisation,
    fill_care_system_from_pack,
    remove_decision,
    remove_organisation,
    set_decision,
)
from seedbed.web.step1_profile.actions.choosing import choose, keep_figures, keep_screening
from seedbed.web.step1_profile.actions.downloading import note_download
from seedbed.web.step1_profile.actions.naming import name_pack
from seedbed.web.step1_profile.actions.profiling import make_files, make_profile_now, use_figure

__all__ = [
    "add_organisation",
    "change_organisation",
    "choose",
    "draft_from_file",
    "draft_from_geojson",
    "draft_of_areas",
    "fill_care_system_from_pack",
    "keep_draft",
    "keep_figures",
    "keep_screening",
    "make_files",
    "make_profile_now",
    "name_pack",
    "note_download",
    "remove_decision",
    "remove_organisation",
    "set_decision",
    "use_figure",
]
