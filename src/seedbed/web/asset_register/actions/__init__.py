"""Everything that changes the register: one transaction and one audit row each."""

from __future__ import annotations

from seedbed.web.asset_register.actions.barriers import (
    ToldBarrier,
    add_organisation,
    change_barrier,
    put_barrier,
    remove_barrier,
)
from seedbed.web.asset_register.actions.columns import forget_mapping, go_on_with_import, hold_import, keep_mapping
from seedbed.web.asset_register.actions.importing import (
    Asked,
    Imported,
    finish_import,
    import_listings,
    start_import,
)
from seedbed.web.asset_register.actions.keeping import (
    add_asset,
    add_type,
    change_asset,
    name_asset,
    on_thread,
    show_in_public,
    take_in,
)
from seedbed.web.asset_register.actions.merging import merge_assets, tell_apart, undo_merge
from seedbed.web.asset_register.actions.merging_many import start_merging, start_undoing
from seedbed.web.asset_register.actions.opportunities import (
    ToldOpportunity,
    change_opportunity,
    put_opportunity,
    take_up_opportunity,
)
from seedbed.web.asset_register.actions.photos import add_photo
from seedbed.web.asset_register.actions.taking_back import start_taking_back, take_back
from seedbed.web.asset_register.actions.verifying import bring_back, say_wrong, settle, verify

__all__ = [
    "Asked",
    "Imported",
    "ToldBarrier",
    "ToldOpportunity",
    "add_asset",
    "add_organisation",
    "add_photo",
    "add_type",
    "bring_back",
    "change_asset",
    "change_barrier",
    "change_opportunity",
    "finish_import",
    "forget_mapping",
    "go_on_with_import",
    "hold_import",
    "import_listings",
    "keep_mapping",
    "merge_assets",
    "name_asset",
    "on_thread",
    "put_barrier",
    "put_opportunity",
    "remove_barrier",
    "say_wrong",
    "settle",
    "show_in_public",
    "start_import",
    "start_merging",
    "start_taking_back",
    "start_undoing",
    "take_back",
    "take_in",
    "take_up_opportunity",
    "tell_apart",
    "undo_merge",
    "verify",
]
