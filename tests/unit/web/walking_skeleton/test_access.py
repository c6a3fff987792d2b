"""Who may open and send what: every page of this room with the whole cast."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from seedbed.thread.identifiers import printed
from seedbed.thread.kinds import BeadKind, Relation
from seedbed.web.golden_thread.actions import link, merge
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.models import Contribution, Voice
from seedbed.web.people.access import declared
from seedbed.web.places.models import Neighbourhood
from seedbed.web.walking_skeleton.permissions import WHO_MAY
from seedbed.web.walking_skeleton.urls import urlpatterns
from tests.unit.web.conftest import Cast
from tests.unit.web.walking_skeleton.conftest import Make, adding, page, said
from tests.unit.web.walking_skeleton.filled import FILLED

As = Callable[[Any], Client]
SEES = {"olu", "dev", "sam", "ama", "ngozi"}
READS = {"olu", "dev", "sam", "ama"}
WORKS = {"olu", "dev", "sam"}
MARKS = {"olu", "dev", "sam"}
WITHDRAWS = {"olu", "dev", "ama"}

PAGES = {
    "index": SEES,
    "all": SEES,
    "words": READS,
    "add": WORKS,
    "bead": SEES,
    "edit": WORKS,
    # A steward may work on no kind; a decision maker may join what she decides on.
    "join": SEES - {"ama"},
    "mark": MARKS,
    "withdraw": WITHDRAWS,
    "merge": WORKS,
    "split": WORKS,
    "retract": WORKS,
    "undo": WORKS,
}
"""Who may open which page; adding, editing and so on of a theme."""
OF_HELPERS = {"own", "write_down", "translate"}
"""Pages of roles that this cast does not hold: the walk of every address asks for them."""

NAMES = ["olu", "dev", "sam", "ngozi", "ama", "lee", "pat"]


@pytest.fixture
def addresses(cast: Cast, neighbourhood: Neighbourhood, voice: Voice, make: Make) -> dict[str, str]:
    """Return an address of every page."""
    theme, other, gone = make(), make("Locked hall"), make("Hall is locked")
    joined = link(by=cast.dev, source=voice.bead, relation=Relation.GROUPED_IN, target=theme)
    merged = merge(by=cast.dev, beads=[gone], into=other, why="The same.")
    here = f"/by-hand/in/{neighbourhood.slug}/"
    return {
        "index": here,
        "all": f"{here}all/theme/",
        "words": f"{here}words/",
        "add": adding(neighbourhood, BeadKind.THEME),
        **{name: page(theme, name) for name in ("edit", "join", "merge", "split")},
        "bead": page(theme),
        "mark": page(voice.contribution.bead, "mark"),
        "withdraw": page(voice.contribution.bead, "withdraw"),
        "retract": f"/by-hand/link/{joined.pk}/retract/",
        "undo": f"/by-hand/change/{merged.pk}/undo/",
    }


def test_the_table_names_every_page() -> None:
    assert set(PAGES) | OF_HELPERS == {pattern.name for pattern in urlpatterns}


def test_every_view_declares_who_may_see_it() -> None:
    assert all(declared(pattern.callback) for pattern in urlpatterns)


@pytest.mark.parametrize("name", NAMES)
def test_pages_open_to_those_who_may(name: str, cast: Cast, as_: As, addresses: dict[str, str]) -> None:
    browser = as_(cast.everyone()[name])
    opened = {part: browser.get(address).status_code for part, address in addresses.items()}
    refusal = 403 if name in SEES else 404
    assert opened == {part: 200 if name in PAGES[part] else refusal for part in PAGES}


@pytest.mark.parametrize("name", NAMES)
def test_forms_are_taken_only_from_those_who_may(name: str, cast: Cast, as_: As, addresses: dict[str, str]) -> None:
    browser, before = as_(cast.everyone()[name]), Bead.objects.count()
    for part in set(PAGES) - {"join"}:
        if name not in PAGES[part]:
            answer = browser.post(addresses[part], {"name": "x", "why": "y", "names": "a\nb"})
            assert answer.status_code in {403, 404}
    assert Bead.objects.count() == before


def test_visitors_are_sent_to_sign_in(as_: As, addresses: dict[str, str]) -> None:
    browser = as_(None)
    assert all("/sign-in/" in browser.get(address).headers["Location"] for address in addresses.values())


@pytest.mark.parametrize("name", ["lee", "pat"])
def test_outsiders_cannot_tell_what_is_there(
    name: str, cast: Cast, as_: As, contribution: Contribution, addresses: dict[str, str]
) -> None:
    browser = as_(cast.everyone()[name])
    there, not_there = browser.get(page(contribution.bead)), browser.get(f"/by-hand/bead/{printed(999_999)}/")
    assert there.status_code == not_there.status_code == 404
    assert without_chance(there) == without_chance(not_there)


def without_chance(answer: Any) -> str:
    """Return a page without its form tokens and the address that was asked for."""
    return re.sub(r'value="\w{64}"|/by-hand/bead/[^"]*', "", said(answer))


@pytest.mark.parametrize("kind", [kind for kind in BeadKind if kind is not BeadKind.VOICE])
@pytest.mark.parametrize("name", ["olu", "dev", "sam", "ngozi", "ama"])
def test_each_kind_is_made_by_its_roles(
    kind: BeadKind, name: str, cast: Cast, as_: As, neighbourhood: Neighbourhood
) -> None:
    decides = kind in {BeadKind.DECISION, BeadKind.PLEDGE}
    makers = {
        "olu": True,
        "dev": not decides,
        "sam": not decides and kind is not BeadKind.CONTRIBUTION,
        "ngozi": decides or kind is BeadKind.REPLY,
        "ama": False,
    }
    answer = as_(cast.everyone()[name]).post(adding(neighbourhood, kind), FILLED[kind])
    # After words comes their receipt, on the very page.
    made = 200 if kind == "contribution" else 302
    assert answer.status_code == (made if makers[name] else 403)
    assert Bead.objects.filter(kind=kind.value).exists() is makers[name]


def test_every_kind_has_a_permission() -> None:
    assert set(WHO_MAY) == set(BeadKind)
    assert all(WHO_MAY.values())


def test_a_decision_maker_sees_no_words_on_any_page(
    cast: Cast, as_: As, voice: Voice, addresses: dict[str, str]
) -> None:
    browser = as_(cast.ngozi)
    pages = [*addresses.values(), page(voice.bead), page(voice.contribution.bead)]
    assert not any("nowhere to meet." in said(browser.get(address)) for address in pages)


def test_a_decision_maker_joins_only_what_decisions_touch(cast: Cast, as_: As, make: Make) -> None:
    form = as_(cast.ngozi).get(page(make(), "join")).context["form"]
    assert [side.name for side in form.sides] == ["from_replies_to"]


def test_buttons_that_would_be_refused_are_not_shown(cast: Cast, as_: As, make: Make) -> None:
    shown = said(as_(cast.ngozi).get(page(make())))
    assert "/edit/" not in shown
    assert "/merge/" not in shown
    assert "/add/factor/" not in shown
