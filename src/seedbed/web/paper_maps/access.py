"""What addresses of paper name, and the scope each belongs to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from seedbed.web.paper_maps.models import PrintedPack, SheetPhoto
from seedbed.web.people.models import Scope

_PLACE = ("neighbourhood__scope", "neighbourhood__programme__scope", "neighbourhood__programme__partnership")


def pack_at(paper_pack: UUID) -> PrintedPack:
    """Return the pack with this number; raise Http404 if there is none."""
    return get_object_or_404(PrintedPack.objects.select_related(*_PLACE).defer("pdf"), pk=paper_pack)


def by_pack(paper_pack: UUID, **_address: Any) -> Scope:
    """Return the scope of a pack: its neighbourhood's."""
    return pack_at(paper_pack).neighbourhood.scope


def photo_at(sheet_photo: UUID) -> SheetPhoto:
    """Return the photograph with this number; raise Http404 if there is none."""
    wanted = SheetPhoto.objects.select_related(
        *(f"pack__{each}" for each in _PLACE), "sheet", "squared", "card", "words"
    )
    return get_object_or_404(wanted.defer("pack__pdf"), pk=sheet_photo)


def by_photo(sheet_photo: UUID, **_address: Any) -> Scope:
    """Return the scope of a photograph: its neighbourhood's."""
    return photo_at(sheet_photo).pack.neighbourhood.scope
