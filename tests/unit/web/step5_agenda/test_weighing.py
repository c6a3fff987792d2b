"""How strong several people say that links are: kept for each, told of from three on, and played in a what-if."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import exp

import pytest
from django.test import Client

from seedbed.errors import NotAllowedError, UsageError
from seedbed.web.people.actions import create_account, grant
from seedbed.web.people.models import AuditEvent, User
from seedbed.web.people.roles import Role
from seedbed.web.places.models import Neighbourhood
from seedbed.web.step5_agenda.actions import close_map
from seedbed.web.step5_agenda.models import MapLink, MapWeight, SystemMap
from seedbed.web.step5_agenda.opinions import actions as opinions
from seedbed.web.step5_agenda.reshaping.actions import undo_lineage
from seedbed.web.step5_agenda.shared.keeping import change
from seedbed.web.step5_agenda.standing import as_it_stands
from seedbed.web.step5_agenda.weighing.actions import give_weights
from seedbed.web.step5_agenda.weighing.queries import given_by, weights_of
from tests.unit.web.conftest import Cast
from tests.unit.web.step5_agenda.conftest import Draw
from tests.unit.web.step5_agenda.test_merging import merge

As = Callable[[User | None], Client]
Street = dict[str, str]


@pytest.fixture
def street(damp: SystemMap, factor: Draw, joined: Draw) -> Street:
    """More footfall leads to more shops; more rent leads to fewer; nobody knows what shops do to noise."""
    footfall, shops, rent, noise = (factor(name) for name in ("Footfall", "Shops <open>", "Rent", "Noise"))
    return {
        "footfall": footfall,
        "shops": shops,
        "raises": joined(footfall, shops),
        "lowers": joined(rent, shops, polarity="opposite"),
        "unknown": joined(shops, noise, polarity="uncertain"),
        "at": f"/step-5/maps/{damp.pk}/",
    }


@pytest.fixture
def eve(neighbourhood: Neighbourhood, cast: Cast) -> User:
    """An evaluator: with Dev and Sam, the third who may draw."""
    person = create_account(by=None, name="Eve", email="eve@example.org")
    grant(by=None, user=person, scope=neighbourhood.programme.scope, role=Role.EVALUATOR)
    return person


@pytest.fixture
def three(cast: Cast, eve: User) -> tuple[User, User, User]:
    return cast.dev, cast.sam, eve


def say(damp: SystemMap, person: User, key: str, strength: str, polarity: str = "same") -> int:
    return give_weights(by=person, of=damp, said={key: (strength, polarity)})


def line_of(page: str, name: str) -> list[str]:
    """Return what stands in the cells beside the link whose line has a name in it."""
    (line,) = [each for each in re.findall(r"<tr.*?</tr>", page, re.DOTALL) if f"<bdi>{name}</bdi>" in each]
    return [re.sub(r"<[^>]+>", "", each).strip() for each in re.findall(r"<td.*?</td>", line, re.DOTALL)]


def test_three_people_say_it_on_the_page_and_the_median_and_range_show(
    street: Street, three: tuple[User, User, User], as_: As
) -> None:
    """None, weak and strong: the median of 0, 0.25 and 0.75 is 0.25."""
    for person, strength in zip(three, ("none", "weak", "strong"), strict=True):
        sent = {f"same-{street['raises']}": strength, f"opposite-{street['lowers']}": ""}
        answer = as_(person).post(f"{street['at']}weights/give/", sent)
        assert (answer.status_code, answer["Location"]) == (302, f"{street['at']}weights/")
    page = as_(three[0]).get(f"{street['at']}weights/").content.decode()
    assert line_of(page, "Footfall")[1:] == ["3", "weak (0.25)", "nothing (0) to strong (0.75)"]
    assert line_of(page, "Rent")[1:] == ["fewer than 3", "–", "–"]
    assert line_of(page, "Noise") == ["Not asked: its direction is not known", "–", "–", "–"]
    assert re.findall(r'value="(\w+)" selected', page) == ["none"]
    assert "Shops &lt;open&gt;" in page


def test_of_two_people_nothing_is_told(damp: SystemMap, street: Street, cast: Cast, as_: As) -> None:
    for person in (cast.dev, cast.sam):
        say(damp, person, street["raises"], "strong")
    page = as_(cast.ngozi).get(f"{street['at']}weights/").content.decode()
    assert line_of(page, "Footfall") == ["fewer than 3", "–", "–"]
    assert "Which weights of links?" not in as_(cast.ngozi).get(f"{street['at']}what-if/").content.decode()


def test_a_median_between_two_strengths_says_both(
    damp: SystemMap, street: Street, three: tuple[User, User, User], as_: As, cast: Cast
) -> None:
    for person, strength in zip((*three, cast.olu), ("weak", "weak", "medium", "medium"), strict=True):
        say(damp, person, street["lowers"], strength, "opposite")
    page = as_(cast.ngozi).get(f"{street['at']}weights/").content.decode()
    assert line_of(page, "Rent") == ["4", "weak to medium (0.375)", "weak (0.25) to medium (0.5)"]


def test_a_what_if_plays_the_median_and_draws_from_the_range(
    damp: SystemMap, street: Street, three: tuple[User, User, User], as_: As, cast: Cast
) -> None:
    """Footfall stands at 1/2 and is held at 1; under Kosko's rule shops become f(w), without that f(w/2)."""
    for person, strength in zip(three, ("none", "weak", "strong"), strict=True):
        say(damp, person, street["raises"], strength)
    change(by=cast.dev, of=damp, how=lambda document: document.put("links", street["lowers"], polarity="uncertain"))

    def shops(weight: float) -> float:
        return 1 / (1 + exp(-weight)) - 1 / (1 + exp(-weight / 2))

    asked = {"up": street["footfall"], "rule": "kosko"}
    ngozi = as_(cast.ngozi)
    of_people = ngozi.get(f"{street['at']}what-if/", {**asked, "weights": "people"})
    drawn = {each.factor: each for each in of_people.context["drawn"].factors}[street["shops"]]
    assert of_people.context["played"].change[street["shops"]] == pytest.approx(shops(0.25), abs=1e-5)
    plain = ngozi.get(f"{street['at']}what-if/", asked)
    assert plain.context["played"].change[street["shops"]] == pytest.approx(shops(0.5), abs=1e-5)
    assert drawn.low < shops(0.1) < shops(0.7) < drawn.high
    text = of_people.content.decode()
    assert "Of 3 people: the median" in text
    assert "Weights of 3 people: the median of what they say of 1 link," in text
    assert "2 other links have their weights as drawn." in text
    assert "This is not a forecast." in text
    assert "Weights: as drawn." in plain.content.decode()


def test_weights_of_links_nobody_differs_on_can_be_played(
    damp: SystemMap, street: Street, three: tuple[User, User, User], as_: As
) -> None:
    for person in three:
        give_weights(
            by=person,
            of=damp,
            said={street["raises"]: ("none", "same"), street["lowers"]: ("none", "opposite")},
        )
    change(by=three[0], of=damp, how=lambda document: document.take("links", street["unknown"]))
    page = as_(three[0]).get(f"{street['at']}what-if/?up={street['footfall']}&rule=kosko&weights=people")
    assert page.context["played"].change[street["shops"]] == 0
    assert "−0.00" not in page.content.decode()


def test_who_may_look_is_not_asked_and_who_has_no_role_sees_nothing(
    damp: SystemMap, street: Street, cast: Cast, as_: As
) -> None:
    ngozi = as_(cast.ngozi)
    page = ngozi.get(f"{street['at']}weights/")
    assert (page.status_code, b"<select" in page.content) == (200, False)
    assert ngozi.post(f"{street['at']}weights/give/", {f"same-{street['raises']}": "weak"}).status_code == 403
    lee = as_(cast.lee)
    assert lee.get(f"{street['at']}weights/").status_code == 404
    assert lee.post(f"{street['at']}weights/give/", {f"same-{street['raises']}": "weak"}).status_code == 404
    assert not MapWeight.objects.exists()


def test_a_link_that_is_left_out_stays_as_it_was_and_no_answer_takes_it_back(
    damp: SystemMap, street: Street, cast: Cast, as_: As
) -> None:
    dev = as_(cast.dev)
    dev.post(
        f"{street['at']}weights/give/", {f"same-{street['raises']}": "weak", f"opposite-{street['lowers']}": "strong"}
    )
    dev.post(f"{street['at']}weights/give/", {f"same-{street['raises']}": ""})
    assert given_by(damp, cast.dev) == {street["lowers"]: "strong"}
    assert MapWeight.objects.count() == 1


def test_a_new_weight_takes_the_place_of_ones_old(damp: SystemMap, street: Street, cast: Cast) -> None:
    for strength in ("weak", "strong"):
        say(damp, cast.dev, street["raises"], strength)
    assert list(MapWeight.objects.values_list("strength", flat=True)) == ["strong"]


def test_everything_somebody_said_can_be_taken_back(damp: SystemMap, street: Street, cast: Cast, as_: As) -> None:
    for person in (cast.dev, cast.sam):
        say(damp, person, street["raises"], "weak")
    dev = as_(cast.dev)
    assert "Take back all I said here" in dev.get(f"{street['at']}weights/").content.decode()
    dev.post(f"{street['at']}weights/take-back/")
    assert [each.by for each in MapWeight.objects.all()] == [cast.sam]


def test_an_answer_that_is_not_offered_is_refused(damp: SystemMap, street: Street, cast: Cast, as_: As) -> None:
    sent = {f"same-{street['raises']}": "enormous"}
    assert as_(cast.dev).post(f"{street['at']}weights/give/", sent).status_code == 422
    with pytest.raises(UsageError):
        say(damp, cast.dev, street["raises"], "enormous")


def test_a_weight_of_a_link_that_was_redrawn_since_the_page_was_shown_is_not_kept(
    damp: SystemMap, street: Street, cast: Cast, as_: As
) -> None:
    change(by=cast.sam, of=damp, how=lambda document: document.put("links", street["raises"], polarity="opposite"))
    answer = as_(cast.dev).post(f"{street['at']}weights/give/", {f"same-{street['raises']}": "weak"}, follow=True)
    assert "by now: 1." in answer.content.decode()
    assert not MapWeight.objects.exists()


def test_weights_count_while_the_link_says_what_it_said(
    damp: SystemMap, street: Street, three: tuple[User, User, User], cast: Cast
) -> None:
    for person in three:
        say(damp, person, street["raises"], "weak")

    def counted() -> int:
        return weights_of(damp, as_it_stands(damp)).people

    def draw(polarity: str) -> None:
        change(by=cast.dev, of=damp, how=lambda document: document.put("links", street["raises"], polarity=polarity))

    draw("opposite")
    assert counted() == 0
    draw("same")
    assert counted() == 3


def test_a_link_that_somebody_sees_otherwise_has_no_weights(
    damp: SystemMap, street: Street, three: tuple[User, User, User], cast: Cast
) -> None:
    for person in three:
        say(damp, person, street["raises"], "weak")
    opinions.vote(by=cast.sam, on=MapLink.objects.get(key=street["raises"]), agrees=False, why="It falls.")
    assert weights_of(damp, as_it_stands(damp)).shared == {}
    assert say(damp, cast.dev, street["raises"], "strong") == 1


def test_weights_go_with_links_that_are_joined_and_come_back(
    damp: SystemMap, factor: Draw, joined: Draw, three: tuple[User, User, User], cast: Cast
) -> None:
    """One gave both links a weight: it is one weight of the joined one, the last."""
    homes, other, asthma = factor("Damp homes"), factor("Wet homes"), factor("Asthma")
    stays, gone = joined(homes, asthma), joined(other, asthma)
    dev, sam, eve = three
    for person, key, strength in (
        (dev, stays, "weak"),
        (dev, gone, "strong"),
        (sam, gone, "medium"),
        (eve, stays, "weak"),
    ):
        say(damp, person, key, strength)
    done = merge(cast, damp, [homes, other], join=True)
    shared = weights_of(damp, as_it_stands(damp)).shared
    assert {key: (each.people, each.median) for key, each in shared.items()} == {stays: (3, 0.5)}
    undo_lineage(by=cast.dev, lineage=done)
    assert given_by(damp, dev) == {stays: "weak", gone: "strong"}


def test_taking_back_the_weight_of_a_joined_link_erases_both(
    damp: SystemMap, factor: Draw, joined: Draw, cast: Cast
) -> None:
    homes, other, asthma = factor("Damp homes"), factor("Wet homes"), factor("Asthma")
    stays, gone = joined(homes, asthma), joined(other, asthma)
    for key in (stays, gone):
        say(damp, cast.dev, key, "weak")
    merge(cast, damp, [homes, other], join=True)
    say(damp, cast.dev, stays, "")
    assert not MapWeight.objects.exists()


def test_nobody_weighs_links_of_a_closed_map(damp: SystemMap, street: Street, cast: Cast) -> None:
    close_map(by=cast.dev, of=damp)
    with pytest.raises(NotAllowedError):
        say(damp, cast.dev, street["raises"], "weak")


def test_the_trail_says_how_many_and_not_what(damp: SystemMap, street: Street, cast: Cast) -> None:
    for strength in ("weak", "weak", "strong"):
        say(damp, cast.dev, street["raises"], strength)
    told = AuditEvent.objects.filter(action="maps.give_weights").values_list("detail", flat=True)
    assert list(told) == [{"given": 1, "taken_back": 0}] * 2
