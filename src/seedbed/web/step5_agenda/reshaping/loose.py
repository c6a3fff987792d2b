"""Links that end at a factor which is not on the map: drawn without a network, while somebody merged it or took it off.

They are in the shared document and show nowhere. Those at a merged factor are led to the one it went into, those at one
that was split to its first part.
"""

from __future__ import annotations

from django.db import transaction

from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.step5_agenda.models import SystemMap
from seedbed.web.step5_agenda.opinions.following import following_of
from seedbed.web.step5_agenda.shared.document import Document
from seedbed.web.step5_agenda.shared.keeping import change, load
from seedbed.web.step5_agenda.shared.patches import Entry

ENDS = ("cause", "effect")


def loose_links(document: Document) -> dict[str, Entry]:
    """Return the links of a document that end at a factor which is not in it, by key."""
    there = set(document.values("factors"))
    return {
        key: link
        for key, link in document.values("links").items()
        if not there.issuperset(link.get(end, "") for end in ENDS)
    }


def count_loose_links(found: SystemMap) -> int:
    """Return how many links of a map end at a factor that is not on it."""
    return len(loose_links(load(found)))


@transaction.atomic
def mend_links(*, by: User | None, of: SystemMap) -> tuple[int, int]:
    """Lead links at merged or split factors to what stands for them, and take others off; return how many of each.

    Raises
    ------
    NotAllowedError
        If the map is closed.
    """
    following = following_of(of)
    led: list[str] = []
    taken: list[str] = []

    def draw(document: Document) -> None:
        there = set(document.values("factors"))
        for key, link in loose_links(document).items():
            ends = {end: following.ends(link[end])[0] for end in ENDS}
            if there.issuperset(ends.values()):
                document.put("links", key, **ends)
                led.append(key)
            else:
                document.take("links", key)
                taken.append(key)

    change(by=by, of=of, how=draw)
    record(by=by, action="maps.mend_links", scope=of.scope, subject=f"map:{of.pk}", led=len(led), taken=len(taken))
    return len(led), len(taken)
