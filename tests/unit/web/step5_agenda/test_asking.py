"""Pages that ask a map: questions, loops, what-ifs and the picture."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from seedbed.web.people.models import User
from seedbed.web.step5_agenda.asking import loop_views
from seedbed.web.step5_agenda.models import SystemMap
from seedbed.web.step5_agenda.shared.document import Document
from seedbed.web.step5_agenda.shared.keeping import change
from tests.unit.web.conftest import Cast
from tests.unit.web.step5_agenda.conftest import Draw, key


@pytest.fixture
def street(damp: SystemMap, factor: Draw, joined: Draw) -> dict[str, str]:
    """Rent closes shops, footfall and shops feed each other, and both outcomes hang on shops."""
    names = ("Rent", "Shops <open>", "Footfall", "Trust", "Noise", "الثقة")
    roles = {"Trust": "outcome", "Noise": "outcome", "Rent": "intervention"}
    keys = {
        name: factor(name, role=roles.get(name, "ordinary"), x=150 * place, y=40) for place, name in enumerate(names)
    }
    shops = keys["Shops <open>"]
    joined(keys["Rent"], shops, polarity="opposite", strength="strong")
    joined(shops, keys["Footfall"], strength="strong")
    joined(keys["Footfall"], shops)
    joined(shops, keys["Trust"])
    joined(shops, keys["Noise"], polarity="uncertain")
    return {**keys, "at": f"/step-5/maps/{damp.pk}/"}


@pytest.fixture
def sam(as_: Callable[[User | None], Client], cast: Cast) -> Client:
    return as_(cast.sam)


def test_every_question_is_offered_and_answered(street: dict[str, str], sam: Client) -> None:
    offered = sam.get(f"{street['at']}questions/").content.decode()
    assert [letter for letter in "abcdefghijklmn" if f'href="?ask={letter}"' not in offered] == []
    answers = {letter: sam.get(f"{street['at']}questions/?ask={letter}") for letter in "abcdefghijklmn"}
    assert {each.status_code for each in answers.values()} == {200}
    assert {letter for letter, each in answers.items() if "<svg" not in each.content.decode()} <= {"h", "i"}


def test_an_answer_names_its_factors_and_links(street: dict[str, str], sam: Client) -> None:
    page = sam.get(f"{street['at']}questions/", {"ask": "g", "factor": [street["Trust"], street["Noise"]]})
    answer, text = page.context["answer"], page.content.decode()
    assert set(answer.chosen) == {street["Trust"], street["Noise"]}
    assert f'<a href="{street["at"]}factors/{street["Rent"]}/"><bdi>Rent</bdi></a>' in text
    assert "<bdi>Rent</bdi> lowers <bdi>Shops &lt;open&gt;</bdi>" in text
    assert "<open>" not in text


def test_what_cannot_be_asked_is_said(street: dict[str, str], sam: Client) -> None:
    unknown = f"ask=f&factor={uuid4()}"
    for query in ("ask=z", "ask=", "ask=%00", "ask=g&factor=nonsense", "ask=g&factor=%00", unknown):
        page = sam.get(f"{street['at']}questions/?{query}")
        assert (query, page.status_code) == (query, 422)
        assert "answer" not in page.context


def test_an_empty_map_can_be_asked(damp: SystemMap, sam: Client) -> None:
    page = sam.get(f"/step-5/maps/{damp.pk}/questions/?ask=k")
    assert page.status_code == 200
    assert page.context["sentences"]


def test_loops_are_named_and_filtered(street: dict[str, str], sam: Client) -> None:
    page = sam.get(f"{street['at']}loops/")
    assert [line["label"] for line in page.context["lines"]] == ["R1"]
    assert "Footfall" in page.context["lines"][0]["name"]
    other = sam.get(f"{street['at']}loops/", {"longest": "8", "factor": street["Rent"]})
    assert (other.context["there"], other.context["lines"]) == (0, [])
    assert sam.get(f"{street['at']}loops/?longest=99").status_code == 422
    assert sam.get(f"{street['at']}loops/?longest=8&polarity=x").status_code == 422


def test_loops_that_are_not_listed_are_told_of(
    street: dict[str, str], sam: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop_views, "MOST_SHOWN", 0)
    assert "Only the first 0 are listed." in sam.get(f"{street['at']}loops/").content.decode()


def test_loops_are_put_in_the_order_asked_for(street: dict[str, str], sam: Client, factor: Draw, joined: Draw) -> None:
    """The loop of three is weaker than that of two, until all its links are strong and those of the other weak."""
    lane, mews, yard = factor("Lane"), factor("Mews"), factor("Yard")
    for cause, effect in ((lane, mews), (mews, yard), (yard, lane)):
        joined(cause, effect, strength="strong")
    joined(mews, lane, strength="weak")

    def lengths(order: str) -> list[int]:
        page = sam.get(f"{street['at']}loops/", {"longest": "8", "factor": lane, "order": order})
        assert "strength 0.19" in page.content.decode()
        return [line["name"].count("→") for line in page.context["lines"]]

    assert {order: lengths(order) for order in ("", "shortest", "strongest")} == {
        "": [2, 3],
        "shortest": [2, 3],
        "strongest": [3, 2],
    }


def test_loops_ordered_among_those_kept_alone_are_told_as_such(
    street: dict[str, str], sam: Client, factor: Draw, joined: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = factor("One"), factor("Other")
    joined(one, other)
    joined(other, one)
    monkeypatch.setattr(loop_views, "MOST_KEPT", 1)
    told = sam.get(f"{street['at']}loops/?longest=8&order=strongest").content.decode()
    assert "put in order among the 1 shortest" in told


def test_a_ratio_without_incoming_links_is_not_defined_and_no_blank(street: dict[str, str], sam: Client) -> None:
    page = sam.get(f"{street['at']}questions/?ask=n")
    values = {line["name"]: line["value"] for line in page.context["factors"]}
    assert (values["Rent"], values["Footfall"], values["Trust"]) == ("not defined", "1", "0")


def test_every_factor_has_its_numbers_and_its_community(street: dict[str, str], sam: Client) -> None:
    page = sam.get(f"{street['at']}measures/")
    rows = {row[0].text: row[1:] for row in page.context["table"].rows}
    assert rows["Rent"] == [0, 1, "not defined", "0.0", rows["Shops <open>"][4]]
    assert rows["Shops <open>"][:4] == [2, 3, "1.50", "25.0"]
    assert rows["الثقة"][4] != rows["Rent"][4]
    text = page.content.decode()
    assert "Links join 16.7% of the 30 ordered pairs of two factors (density)." in text
    assert "Community 1" in text
    assert "Shops &lt;open&gt;" in text
    assert "measures/" in sam.get(f"{street['at']}questions/").content.decode()


def test_an_empty_map_has_no_numbers(damp: SystemMap, sam: Client) -> None:
    assert "No factor is drawn yet." in sam.get(f"/step-5/maps/{damp.pk}/measures/").content.decode()


def test_a_question_of_the_map_itself_asks_for_no_factors(street: dict[str, str], sam: Client) -> None:
    forms = {
        letter: "novalidate" in sam.get(f"{street['at']}questions/?ask={letter}").content.decode() for letter in "aj"
    }
    assert forms == {"a": True, "j": False}


def test_a_what_if_that_comes_round_says_after_how_many_steps(
    street: dict[str, str], sam: Client, factor: Draw, joined: Draw
) -> None:
    fox = factor("Fox")
    for _ in range(12):
        joined(fox, fox, polarity="opposite", strength="strong")
    text = sam.get(f"{street['at']}what-if/", {"up": street["Rent"], "rule": "kosko"}).content.decode()
    assert "Left alone values come round again every 2 steps" in text
    calm = sam.get(f"{street['at']}what-if/", {"up": fox, "rule": "kosko"}).content.decode()
    assert "With these held values" not in calm
    assert "Left alone values" in calm


def test_a_what_if_says_how_weights_are_drawn(street: dict[str, str], sam: Client) -> None:
    text = sam.get(f"{street['at']}what-if/", {"up": street["Rent"], "rule": "kosko"}).content.decode()
    assert "the draws start from seed 0" in text
    assert "rank correlation (Spearman)" in text


def test_a_what_if_says_what_changes_and_that_it_is_no_forecast(street: dict[str, str], sam: Client) -> None:
    page = sam.get(f"{street['at']}what-if/", {"up": street["Rent"], "rule": "modified"})
    change, text = page.context["played"].change, page.content.decode()
    assert change[street["Footfall"]] < 0 < change[street["Rent"]]
    assert page.context["drawn"].draws == 2_000
    assert "This is not a forecast." in text
    assert [line["cause"] for line in page.context["links"]][:1] != []
    assert "<open>" not in text


def test_a_what_if_asks_for_something_to_hold(street: dict[str, str], sam: Client) -> None:
    rent = street["Rent"]
    assert sam.get(f"{street['at']}what-if/").status_code == 200
    for query in ("rule=modified", f"up={rent}&down={rent}&rule=modified", f"up={rent}&rule=x", "up=%00&rule=kosko"):
        assert (query, sam.get(f"{street['at']}what-if/?{query}").status_code) == (query, 422)


def test_the_whole_map_is_a_picture_to_take_away(street: dict[str, str], sam: Client) -> None:
    answer = sam.get(f"{street['at']}picture.svg")
    drawn = answer.content.decode()
    assert (answer["Content-Type"], drawn[:4]) == ("image/svg+xml", "<svg")
    assert [name for name in ("Rent", "Trust", "Footfall", "&lt;open&gt;") if name not in drawn] == []


def test_the_picture_tells_the_parts_of_the_map_if_it_is_asked_to(
    street: dict[str, str], damp: SystemMap, cast: Cast, sam: Client
) -> None:
    part = key()

    def divide(document: Document) -> None:
        document.put("subsystems", part, name="Money <all>", colour=3)
        document.put("factors", street["Rent"], subsystem=part)

    assert "show=parts" not in sam.get(street["at"]).content.decode()
    change(by=cast.sam, of=damp, how=divide)
    assert "picture.svg?show=parts" in sam.get(street["at"]).content.decode()
    plain, told = (sam.get(f"{street['at']}picture.svg?show={what}").content.decode() for what in ("map", "parts"))
    assert ("Money &lt;all&gt;" in plain, "Money &lt;all&gt;" in told) == (False, True)


def test_factors_that_were_chosen_stay_chosen_in_the_list(street: dict[str, str], sam: Client) -> None:
    text = sam.get(f"{street['at']}questions/", {"ask": "g", "factor": [street["Trust"]]}).content.decode()
    lists = re.findall(r"<select [^>]*>.*?</select>", text)
    assert [each.count("<option") for each in lists] == [6]
    assert re.findall(r'value="([^"]+)" selected', lists[0]) == [street["Trust"]]
    head = lists[0][: lists[0].index(">")]
    assert [name for name in ('name="factor"', 'id="id_factor"', 'size="8"', " multiple") if name not in head] == []
    assert "Shops &lt;open&gt;" in lists[0]


def test_the_map_is_printed_on_one_sheet(street: dict[str, str], sam: Client) -> None:
    answer = sam.get(f"{street['at']}picture.pdf?paper=A3")
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", answer.content, re.DOTALL)
    written = b"".join(zlib.decompressobj().decompress(each) for each in streams if each[:1] == b"x")
    sheets = re.findall(rb"/MediaBox ?\[([^]]+)\]", written)
    assert [[round(float(side) * 25.4 / 72) for side in each.split()] for each in sheets] == [[0, 0, 420, 297]]
    assert sam.get(f"{street['at']}picture.pdf?paper=%00").status_code == 404
