"""What people say of a map: who stands behind it, votes that make a link uncertain, comments that can be taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from seedbed.errors import BadInputError, NotAllowedError
from seedbed.thread.kinds import Relation
from seedbed.thread.loose_ends import LooseEnd, loose_ends
from seedbed.thread.payloads.choices import Polarity
from seedbed.thread.payloads.known import FigurePayload
from seedbed.web.golden_thread.reading import thread_columns
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from seedbed.web.step5_agenda.exchange.files import map_for_files
from seedbed.web.step5_agenda.models import MapComment, MapFactor, MapLink, SystemMap
from seedbed.web.step5_agenda.opinions import actions as opinions
from seedbed.web.step5_agenda.opinions.origin_actions import add_origins, remove_origin
from seedbed.web.step5_agenda.opinions.origins import behind, behind_all
from seedbed.web.step5_agenda.opinions.queries import opinions_of
from seedbed.web.step5_agenda.shared.keeping import change
from seedbed.web.step5_agenda.standing import as_it_stands
from tests.unit.web.conftest import Cast
from tests.unit.web.golden_thread.builder import Builder
from tests.unit.web.step5_agenda.conftest import Draw


@pytest.fixture
def damp_homes(factor: Draw) -> MapFactor:
    return MapFactor.objects.select_related("map", "bead").get(key=factor("Damp homes"))


@pytest.fixture
def link(factor: Draw, joined: Draw) -> MapLink:
    """Heating costs and damp: more leads to more."""
    return MapLink.objects.select_related("map").get(key=joined(factor("Heating costs"), factor("Damp")))


def polarity(of: SystemMap) -> Polarity:
    (only,) = as_it_stands(of).links
    return only.polarity


def test_a_link_that_somebody_sees_otherwise_is_uncertain_until_they_take_it_back(link: MapLink, cast: Cast) -> None:
    opinions.vote(by=cast.dev, on=link)
    opinions.vote(by=cast.sam, on=link, agrees=False, why="It lowers it: people open windows less.")
    assert polarity(link.map) is Polarity.UNCERTAIN
    (sent,) = map_for_files(link.map).links
    assert (sent.polarity, sent.attributes["drawn_as"]) == (Polarity.UNCERTAIN, "same")
    opinions.take_back_vote(by=cast.sam, on=link)
    assert polarity(link.map) is Polarity.SAME


def test_dissent_from_what_a_link_said_before_does_not_count_once_it_is_drawn_anew(link: MapLink, cast: Cast) -> None:
    opinions.vote(by=cast.sam, on=link, agrees=False, why="It lowers it.")
    change(by=cast.dev, of=link.map, how=lambda document: document.put("links", str(link.key), polarity="opposite"))
    assert polarity(link.map) is Polarity.OPPOSITE


def test_each_person_has_one_vote(damp_homes: MapFactor, cast: Cast) -> None:
    for person in (cast.dev, cast.dev, cast.sam):
        opinions.vote(by=person, on=damp_homes)
    assert opinions_of(damp_homes.map)[str(damp_homes.key)].agree == 2


def test_who_sees_a_link_otherwise_says_how(link: MapLink, cast: Cast) -> None:
    with pytest.raises(BadInputError):
        opinions.vote(by=cast.sam, on=link, agrees=False, why=" ")


def test_people_and_figures_stand_behind_a_factor_each_once(
    damp_homes: MapFactor, neighbourhood: Neighbourhood, cast: Cast
) -> None:
    builder = Builder(neighbourhood, cast.dev)
    said = builder.contribution()
    first, second = builder.voice(), builder.voice()
    for voice in (first, second):
        builder.join(said, Relation.EXCERPTED_AS, voice)
    theme = builder.theme()
    builder.group(second, theme)
    figure = builder.add(
        FigurePayload(name="Damp homes", indicator="Damp", area="Here", period="2023", value=8.0, source="ONS")
    )
    add_origins(by=cast.dev, to=damp_homes, origins=[first, theme, figure])
    told = behind(damp_homes)
    assert (told.residents, told.data, told.kind) == (1, 1, "residents")
    remove_origin(by=cast.dev, of=damp_homes, origin=theme)
    remove_origin(by=cast.dev, of=damp_homes, origin=first)
    assert behind(damp_homes).kind == "data"


def test_what_experts_alone_say_is_marked_and_counts_only_so_long(damp_homes: MapFactor, cast: Cast) -> None:
    key = str(damp_homes.key)
    assert behind_all(damp_homes.map)[key].kind == ""
    opinions.mark_experts_only(by=cast.dev, on=damp_homes)
    assert behind_all(damp_homes.map)[key].kind == "expert"


def test_what_experts_alone_say_is_no_loose_end(link: MapLink, damp_homes: MapFactor, cast: Cast) -> None:
    def loose() -> dict[LooseEnd, int]:
        found = loose_ends(thread_columns(link.map.neighbourhood))
        return {end: len(beads) for end, beads in found.items() if beads}

    assert loose() == {LooseEnd.FACTOR_WITHOUT_ORIGIN: 3, LooseEnd.CAUSAL_LINK_WITHOUT_EVIDENCE: 1}
    for row in (link, damp_homes):
        opinions.mark_experts_only(by=cast.dev, on=row)
    assert loose() == {LooseEnd.FACTOR_WITHOUT_ORIGIN: 2}
    opinions.mark_experts_only(by=cast.dev, on=damp_homes, marked=False)
    assert loose() == {LooseEnd.FACTOR_WITHOUT_ORIGIN: 3}


def test_a_comment_is_taken_back_by_who_wrote_it_and_not_by_others(damp: SystemMap, cast: Cast) -> None:
    said = opinions.comment(by=cast.dev, of=damp, words="Whose damp?")
    with pytest.raises(NotAllowedError):
        opinions.take_back_comment(by=cast.sam, comment=said)
    opinions.take_back_comment(by=cast.dev, comment=said)
    assert not MapComment.objects.exists()


def test_pages_say_who_commented_and_that_a_link_is_disputed(
    link: MapLink, cast: Cast, as_: Callable[[User | None], Client]
) -> None:
    there = f"/step-5/maps/{link.map_id}/"
    dev, sam = as_(cast.dev), as_(cast.sam)
    assert dev.post(f"{there}on/{link.key}/comment/", {"words": "Is it so?"}).status_code == 302
    assert sam.post(f"{there}on/{link.key}/see-otherwise/", {"why": "It falls."}).status_code == 302
    assert sam.post(f"{there}on/{link.key}/see-otherwise/", {"why": ""}).status_code == 422
    page = dev.get(f"{there}links/{link.key}/").content.decode()
    for told in ("Is it so?", "Dev", "It falls.", "take this link as not known"):
        assert told in page
    assert "1 sees it otherwise: not known" in dev.get(there).content.decode()
    assert "Is it so?" in dev.get(f"{there}comments/").content.decode()
    drawn = as_(cast.ngozi).get(f"{there}origins.json").json()
    assert (drawn["origins"][str(link.key)], drawn["otherwise"]) == ("", {str(link.key): 1})
