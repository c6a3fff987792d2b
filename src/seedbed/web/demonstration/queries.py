"""Finding the story's parts again on a site that was loaded with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404

from seedbed.demo.story.shapes import Person
from seedbed.web.demonstration.models import OpenReceipt, Told
from seedbed.web.demonstration.setting import CAST, address
from seedbed.web.golden_thread.models import Bead
from seedbed.web.people.models import Scope, User
from seedbed.web.places.models import Neighbourhood, Programme


def story_programme() -> Programme | None:
    """Return the programme that the story is told in; None if it is not on this site."""
    told = Told.objects.select_related("bead__programme__scope").first()
    return told.bead.programme if told else None


def of_story(**_address: Any) -> Scope:
    """Return the scope of the story's programme, for `people.access.allowed`.

    Raises
    ------
    Http404
        If the story is not on this site.
    """
    programme = story_programme()
    if programme is None:
        raise Http404
    return programme.scope


def receipt_to_try() -> OpenReceipt | None:
    """Return the receipt that newcomers may try, if the story is here."""
    return OpenReceipt.objects.first()


def story_neighbourhood(slug: str) -> Neighbourhood:
    """Return one of the story's neighbourhoods by its first name in the story, whatever its address became.

    Raises
    ------
    Http404
        If the story is not on this site.
    """
    first = {"tanners-row": "tr-theme-nowhere-to-meet", "kestrel-rise": "kr-theme-line"}[slug]
    bead = beads_of([first]).get(first)
    if bead is None or bead.neighbourhood is None:
        raise Http404
    return bead.neighbourhood


def beads_of(story_ids: Iterable[str]) -> dict[str, Bead]:
    """Return the beads that tell these parts of the story, withdrawn ones left out."""
    told = Told.objects.filter(story_id__in=list(story_ids), bead__tombstone=None)
    return {
        each.story_id: each.bead
        for each in told.select_related("bead__programme__scope", "bead__neighbourhood__scope", "bead__tombstone")
    }


def cast() -> list[tuple[Person, User]]:
    """Return the cast's accounts that are open, in their usual order."""
    found = {user.email: user for user in User.objects.filter(email__in=map(address, CAST), is_active=True)}
    return [(person, found[address(person)]) for person in CAST if address(person) in found]
