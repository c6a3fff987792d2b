"""What addresses of the register name, and the scope each belongs to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from seedbed.web.asset_register.models import (
    Asset,
    AssetMerge,
    Barrier,
    Check,
    Import,
    KeptMapping,
    ManyMerges,
    Opportunity,
)
from seedbed.web.asset_register.print_models import AssetPrint
from seedbed.web.people.models import Scope

_PLACE = ("neighbourhood__scope", "neighbourhood__programme__scope", "neighbourhood__programme__partnership")


def asset_at(asset: UUID) -> Asset:
    """Return the asset with this identifier; raise Http404 if there is none."""
    return get_object_or_404(Asset.objects.select_related(*_PLACE, "bead__tombstone", "merged_into"), identifier=asset)


def by_asset(asset: UUID, **_address: Any) -> Scope:
    """Return the scope of an asset: its neighbourhood's."""
    return asset_at(asset).neighbourhood.scope


def barrier_at(barrier: int) -> Barrier:
    """Return the barrier with this number; raise Http404 if there is none, or it was withdrawn or merged away."""
    if barrier >= 2**63:
        raise Http404
    where = [f"bead__{each}" for each in _PLACE]
    found = Barrier.objects.select_related(*where, "asset", "organisation")
    return get_object_or_404(found, pk=barrier, bead__tombstone=None, bead__went_in=None)


def by_barrier(barrier: int, **_address: Any) -> Scope:
    """Return the scope of a barrier."""
    return barrier_at(barrier).bead.scope


def check_at(check: int) -> Check:
    """Return what someone said of an asset; raise Http404 if there is no such thing."""
    if check >= 2**63:
        raise Http404
    return get_object_or_404(Check.objects.select_related("asset__neighbourhood__scope"), pk=check)


def by_check(check: int, **_address: Any) -> Scope:
    """Return the scope of what someone said of an asset."""
    return check_at(check).asset.neighbourhood.scope


def merge_at(merge: int) -> AssetMerge:
    """Return a merge of two listings; raise Http404 if there is none."""
    if merge >= 2**63:
        raise Http404
    return get_object_or_404(AssetMerge.objects.select_related("kept__neighbourhood__scope", "gone"), pk=merge)


def by_merge(merge: int, **_address: Any) -> Scope:
    """Return the scope of a merge."""
    return merge_at(merge).kept.neighbourhood.scope


def many_at(merges: UUID) -> ManyMerges:
    """Return merges that were made together; raise Http404 if there are none."""
    return get_object_or_404(ManyMerges.objects.select_related(*_PLACE, "made_by"), pk=merges)


def by_many(merges: UUID, **_address: Any) -> Scope:
    """Return the scope of merges that were made together."""
    return many_at(merges).neighbourhood.scope


def import_at(imported: UUID) -> Import:
    """Return an import; raise Http404 if there is none."""
    found = Import.objects.defer("content").select_related(*_PLACE, "made_by")
    return get_object_or_404(found, pk=imported)


def by_import(imported: UUID, **_address: Any) -> Scope:
    """Return the scope of an import: its neighbourhood's."""
    return import_at(imported).neighbourhood.scope


def mapping_at(mapping: int) -> KeptMapping:
    """Return a mapping that was kept; raise Http404 if there is none."""
    if mapping >= 2**63:
        raise Http404
    return get_object_or_404(KeptMapping.objects.select_related(*_PLACE), pk=mapping)


def by_mapping(mapping: int, **_address: Any) -> Scope:
    """Return the scope of a mapping that was kept: its neighbourhood's."""
    return mapping_at(mapping).neighbourhood.scope


def opportunity_at(opportunity: int) -> Opportunity:
    """Return the opportunity with this number; raise Http404 if there is none, or what it stood on was taken back."""
    if opportunity >= 2**63:
        raise Http404
    found = Opportunity.objects.select_related(*_PLACE, "asset", "organisation")
    return get_object_or_404(found, pk=opportunity, organisation__tombstone=None)


def by_opportunity(opportunity: int, **_address: Any) -> Scope:
    """Return the scope of an opportunity: its neighbourhood's."""
    return opportunity_at(opportunity).neighbourhood.scope


def print_at(asset_print: UUID) -> AssetPrint:
    """Return what was printed, without its file; raise Http404 if there is none."""
    found: AssetPrint = get_object_or_404(AssetPrint.objects.defer("pdf").select_related(*_PLACE), pk=asset_print)
    return found


def by_print(asset_print: UUID, **_address: Any) -> Scope:
    """Return the scope of what was printed: its neighbourhood's."""
    return print_at(asset_print).neighbourhood.scope
