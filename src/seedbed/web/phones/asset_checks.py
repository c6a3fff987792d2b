"""What phones say of assets: told to the register, where a person looks. No phone changes a listing by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext_noop as _

from seedbed.formats.assets.entities import changes_of
from seedbed.web.asset_register.actions import say_wrong, settle, verify
from seedbed.web.asset_register.models import Asset, Check, Finding
from seedbed.web.asset_register.public_limits import MOST_WAITING
from seedbed.web.asset_register.texts import LONGEST_NOTE
from seedbed.web.listening.words import is_blank, without_controls
from seedbed.web.phones import roles as meaning
from seedbed.web.phones.as_item import Reading
from seedbed.web.phones.asset_list import NAME, asset_called, version_of
from seedbed.web.phones.models import Filled
from seedbed.web.places.models import Neighbourhood

RIGHT, GONE = "right", "gone"
"""Answers that our own form gives beside "changed" and "not_known"; others count as words."""
NOT_LISTED = _("The asset that it is about is not on the list any more.")
NOTHING_NEW = _("It says nothing new of the asset.")
ENOUGH_WAITS = _("Enough waits about this asset already: what it says was not added.")


@dataclass(frozen=True, slots=True)
class AssetSaid:
    """What a filled form says of an asset.

    Parameters
    ----------
    identifier
        Of the asset, as the list has it.
    found
        ``right``, ``changed``, ``gone`` or ``not_known``; empty where that was not asked.
    note
        In words.
    changes
        By column of the list, what is there now.
    version
        Which version the phone had; None where it does not say.
    """

    identifier: str
    found: str = ""
    note: str = ""
    changes: Mapping[str, str] = field(default_factory=dict)
    version: int | None = None


def said_of_asset(reading: Reading) -> AssetSaid | None:
    """Return what a filled form says of an asset; None where it only names one, or none."""
    found, note = reading.codes(meaning.FOUND), "\n".join(reading.texts(meaning.ASSET_NOTE))
    entity = reading.filled.entity
    if entity is not None and entity.dataset == NAME and not entity.new:
        changes = {"label": entity.label, **reading.saved()}
        return AssetSaid(entity.identifier, "".join(found[:1]), note, changes, entity.version)
    named = reading.codes(meaning.ASSET)
    if not named or not (found or note):
        return None
    return AssetSaid(named[0], "".join(found[:1]), note)


def tell_register(neighbourhood: Neighbourhood, said: AssetSaid, now: datetime) -> tuple[str, str]:
    """Tell the register what a phone says; call it in the transaction that keeps the form.

    Returns
    -------
    tuple
        What it became, as kind:number, and what the team is told; either may be empty.
    """
    asset = asset_called(neighbourhood, said.identifier)
    if asset is None:
        return "", NOT_LISTED
    note = _in_words(asset, said)
    waits = asset.checks.filter(settled_at=None)
    if not note and said.found == RIGHT and not waits.exists():
        return f"check:{verify(by=None, asset=asset, found=Finding.RIGHT, at=now).pk}", ""
    if not note and said.found == RIGHT:
        note = "Somebody with a phone says that it is right."
    if not note:
        return "", NOTHING_NEW
    if waits.filter(found=Finding.WRONG.value).count() >= MOST_WAITING:
        return "", ENOUGH_WAITS
    return f"check:{say_wrong(by=None, asset=asset, note=note[:LONGEST_NOTE], at=now).pk}", ""


def settle_earlier(before: Filled | None, now: datetime) -> None:
    """Settle what a form said of an asset before it was changed on the phone; the change says it anew."""
    kind, _sign, number = (before.subject if before else "").partition(":")
    waiting = Check.objects.filter(pk=number, settled_at=None).first() if kind == "check" else None
    if waiting is not None:
        settle(by=None, check=waiting, at=now)


def _in_words(asset: Asset, said: AssetSaid) -> str:
    """Return what a phone says that differs from the listing, in words for whoever looks."""
    parts = [] if is_blank(said.note) else [said.note.strip()]
    changes = changes_of(asset.listing(), said.changes)
    parts += [f"{name.replace('_', ' ')}: {old or '–'} → {new or '–'}" for name, (old, new) in changes.items()]
    if said.found == GONE:
        parts.insert(0, "It is gone.")
    if said.found == "changed" and not parts:
        parts.append("Something has changed.")
    if parts and said.version is not None and said.version < version_of(asset):
        parts.append("(The listing was changed here since the phone got it.)")
    return without_controls("\n".join(parts))[0]
