"""How assets and barriers are shown on the thread: from their rows here, where they have one."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import prefetch_related_objects
from django.urls import reverse

from seedbed.thread.identifiers import printed
from seedbed.thread.kinds import BeadKind
from seedbed.thread.payloads.known import AssetPayload, BarrierPayload
from seedbed.web.asset_register.models import Asset, Barrier, Severity
from seedbed.web.asset_register.queries.lists import freshness_of
from seedbed.web.asset_register.types_here import types_of
from seedbed.web.asset_register.wording import BARRIERS, SEVERITIES, freshness_in_words
from seedbed.web.golden_thread.models import Bead
from seedbed.web.golden_thread.presenting import payload_of
from seedbed.web.golden_thread.registry import Room, register
from seedbed.web.people.permissions import Visitor, can
from seedbed.web.people.roles import Permission


def title(bead: Bead) -> str:
    """Return its name."""
    asset = _asset(bead)
    return asset.name if asset is not None else payload_of(bead).title


def url(bead: Bead) -> str:
    """Return its page in the register; the plain page where it has no row there."""
    asset, barrier = _asset(bead), _barrier(bead)
    if asset is not None:
        return reverse("asset_register:asset", args=[asset.identifier])
    if barrier is not None and barrier.asset is not None:
        return f"{reverse('asset_register:asset', args=[barrier.asset.identifier])}#barriers"
    return reverse("walking_skeleton:bead", args=[printed(bead.pk)])


def detail(bead: Bead) -> str:
    """Return what is known about it, one line each."""
    payload = payload_of(bead)
    if isinstance(payload, AssetPayload):
        lines = _of_asset(bead, payload)
    elif isinstance(payload, BarrierPayload):
        lines = _of_barrier(bead, payload)
    else:
        lines = []
    return "\n".join(line for line in lines if line)


def _of_asset(bead: Bead, payload: AssetPayload) -> list[str]:
    asset = _asset(bead)
    owner = f"Owner: {payload.owner}" if payload.owner else ""
    if asset is None:
        return [f"Kind of asset: {payload.asset_type.value.replace('_', ' ').capitalize()}", owner]
    known = types_of(asset.neighbourhood.programme.partnership)
    kind = known[asset.asset_type].name if asset.asset_type in known else asset.asset_type
    found = "Residents named it." if asset.named_by_residents else "Found at a desk."
    return [f"Kind of asset: {kind}", owner, found, str(freshness_in_words(asset, freshness_of(asset)))]


def _of_barrier(bead: Bead, payload: BarrierPayload) -> list[str]:
    barrier = _barrier(bead)
    lines = [f"Kind of barrier: {BARRIERS[payload.barrier_kind]}"]
    lines.append(f"Whom it keeps away: {payload.for_whom}" if payload.for_whom else "")
    if barrier is None:
        return lines
    lines.append(f"How much: {SEVERITIES[Severity(barrier.severity)]}")
    lines.append(f"Who could change it: {barrier.who_could_fix}" if barrier.who_could_fix else "")
    lines.append(f"What it would take: {barrier.what_it_takes}" if barrier.what_it_takes else "")
    lines.append(f"What could come of it: {barrier.opportunity}" if barrier.opportunity else "")
    return lines


def in_register(bead: Bead) -> str:
    """Return where the register changes what a bead stands for; nothing where it has no row there."""
    asset, barrier = _asset(bead), _barrier(bead)
    if asset is not None:
        return reverse("asset_register:change", args=[asset.identifier])
    return reverse("asset_register:barrier", args=[barrier.pk]) if barrier is not None else ""


def visible_to(user: Visitor, bead: Bead) -> bool:
    """Say whether someone may see it: by a role that reads the thread of its place."""
    return can(user, Permission.SEE_THREAD, bead.scope)


def prepare(beads: Sequence[Bead]) -> None:
    """Load the rows of many beads at once."""
    prefetch_related_objects(
        beads,
        "asset__neighbourhood__programme__partnership",
        "barrier__asset",
        "neighbourhood__scope",
        "programme__scope",
    )


def register_rooms() -> None:
    """Tell the thread how assets and barriers are shown."""
    room = Room(title=title, url=url, detail=detail, visible_to=visible_to, prepare=prepare)
    register(BeadKind.ASSET, room)
    register(BeadKind.BARRIER, room)


def _asset(bead: Bead) -> Asset | None:
    found: Asset | None = getattr(bead, "asset", None)
    return found


def _barrier(bead: Bead) -> Barrier | None:
    found: Barrier | None = getattr(bead, "barrier", None)
    return found
