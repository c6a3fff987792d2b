"""A map of what is on the thread already takes its beads over, and makes none anew."""

from __future__ import annotations

import pytest

from seedbed.errors import UsageError
from seedbed.thread.kinds import Relation
from seedbed.thread.payloads.agenda import CausalLinkPayload, FactorPayload
from seedbed.thread.payloads.choices import Polarity
from seedbed.web.golden_thread import actions as thread
from seedbed.web.golden_thread.models import Bead, Revision
from seedbed.web.places.models import Neighbourhood
from seedbed.web.step5_agenda.exchange.from_thread import start_from_thread
from seedbed.web.step5_agenda.models import MapLink
from seedbed.web.step5_agenda.standing import as_it_stands
from tests.unit.web.conftest import Cast


@pytest.fixture
def claimed(neighbourhood: Neighbourhood, cast: Cast) -> list[Bead]:
    """Damp lowers health: two factors and a link on the thread."""

    def add(payload: FactorPayload | CausalLinkPayload) -> Bead:
        return thread.add_bead(
            by=cast.dev, programme=neighbourhood.programme, neighbourhood=neighbourhood, payload=payload
        )

    damp, health = add(FactorPayload(name="Damp")), add(FactorPayload(name="Health"))
    lowers = add(CausalLinkPayload(name="Damp lowers health", polarity=Polarity.OPPOSITE))
    thread.link(by=cast.dev, source=damp, relation=Relation.CAUSE_OF, target=lowers)
    thread.link(by=cast.dev, source=lowers, relation=Relation.EFFECT_ON, target=health)
    return [damp, health, lowers]


def test_it_holds_the_factors_and_links_of_the_thread(
    neighbourhood: Neighbourhood, cast: Cast, claimed: list[Bead]
) -> None:
    made = as_it_stands(start_from_thread(by=cast.dev, neighbourhood=neighbourhood, name="Homes"))
    assert [each.name for each in made.factors] == ["Damp", "Health"]
    (link,) = made.links
    names = {each.identifier: each.name for each in made.factors}
    assert (names[link.cause], names[link.effect], link.polarity) == ("Damp", "Health", Polarity.OPPOSITE)


def test_it_makes_no_bead_and_changes_none(neighbourhood: Neighbourhood, cast: Cast, claimed: list[Bead]) -> None:
    start_from_thread(by=cast.dev, neighbourhood=neighbourhood, name="Homes")
    assert Bead.objects.filter(kind__in=("factor", "causal_link")).count() == len(claimed)
    assert not Revision.objects.exists()
    assert MapLink.objects.get().bead == claimed[2]


def test_what_is_on_a_map_is_not_put_on_a_second(neighbourhood: Neighbourhood, cast: Cast, claimed: list[Bead]) -> None:
    start_from_thread(by=cast.dev, neighbourhood=neighbourhood, name="Homes")
    with pytest.raises(UsageError):
        start_from_thread(by=cast.dev, neighbourhood=neighbourhood, name="Homes again")
