"""Everything that changes the register: one transaction and one audit row each."""

from __future__ import annotations

from seedbed.web.asset_register.actions.barriers import (
    ToldBarrier,
    add_organisation,
    change_barrier,
    put_barrier,
    remove_barrier,
)
from seedbed.web.asset_register.actions.importing import Imported, finish_import, import_listings, start_import
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
from seedbed.web.asset_register.actions.verifying import bring_back, say_wrong, settle, verify

__all__ = [
    "Imported",
    "ToldBarrier",
    "add_asset",
    "add_organisation",
    "add_type",
    "bring_back",
    "change_asset",
    "change_barrier",
    "finish_import",
    "import_listings",
    "merge_assets",
    "name_asset",
    "on_thread",
    "put_barrier",
    "remove_barrier",
    "say_wrong",
    "settle",
    "show_in_public",
    "start_import",
    "take_in",
    "tell_apart",
    "undo_merge",
    "verify",
]
