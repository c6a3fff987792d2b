"""The page of every analysts' command works for everyone: either direction, wide, on a phone and on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from seedbed.cli.main import app
from tests.journeys.result_tables import COMMANDS, make_page
from tests.journeys.visits import PHONE, WIDE, visit

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("browser")]

MakePage = Callable[[str], Path]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> MakePage:
    """What gives the page of a command, made once."""
    made: dict[str, Path] = {}

    def make(name: str) -> Path:
        if name not in made:
            inputs = CliRunner().invoke(app, ["equity", "dcea", "--example"]).stdout if name == "dcea" else ""
            made[name] = make_page(name, tmp_path_factory.mktemp(name), inputs)
        return made[name]

    return make


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("name", COMMANDS)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: Browser, page: MakePage, name: str, direction: str
) -> None:
    with visit(browser, page(name)) as seen:
        assert seen.wrong_at_either_size(name, direction) == []


@pytest.mark.parametrize("name", COMMANDS)
def test_page_asks_for_nothing_and_every_chart_is_drawn_named_and_told(
    browser: Browser, page: MakePage, name: str
) -> None:
    with visit(browser, page(name)) as seen:
        assert seen.requests == [page(name).as_uri()]
        assert seen.complaints == []
        assert seen.page.locator("table").count() >= 1
        told = seen.page.evaluate(
            "[...document.querySelectorAll('svg')].map((one) => [one.getBoundingClientRect().width, "
            "one.querySelector('title').textContent.length, one.querySelector('desc').textContent.length])"
        )
        assert told
        assert all(width > 150 and title > 3 and words > 10 for width, title, words in told)


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_in_a_chart_is_cut_off(browser: Browser, page: MakePage, name: str) -> None:
    """Every letter of a chart lies inside it."""
    with visit(browser, page(name)) as seen:
        beyond = seen.page.evaluate(
            """[...document.querySelectorAll('svg')].flatMap((svg) => {
                const frame = svg.getBoundingClientRect();
                return [...svg.querySelectorAll('text')].filter((text) => {
                    const box = text.getBoundingClientRect();
                    return box.left < frame.left - 2 || box.right > frame.right + 2
                        || box.top < frame.top - 2 || box.bottom > frame.bottom + 2;
                }).map((text) => text.textContent);
            })"""
        )
        assert beyond == []


def test_chart_stands_beside_its_table_where_there_is_room_and_above_it_on_a_phone(
    browser: Browser, page: MakePage
) -> None:
    place = "document.querySelector('{}').getBoundingClientRect()"
    for size, beside in ((WIDE, True), (PHONE, False)):
        with visit(browser, page("agreement"), size) as seen:
            chart, table = (seen.page.evaluate(place.format(each)) for each in (".found svg", ".found table"))
            assert (chart["right"] <= table["left"]) is beside
            assert (chart["bottom"] <= table["top"]) is not beside


def test_on_paper_the_page_has_its_charts_and_tables(browser: Browser, page: MakePage) -> None:
    with visit(browser, page("agreement")) as seen:
        seen.page.emulate_media(media="print")
        assert seen.page.locator("h1").is_visible()
        assert seen.page.locator("svg").first.is_visible()
        assert not seen.page.locator(".skip").is_visible()


def test_wide_table_can_be_scrolled_by_keyboard(browser: Browser, page: MakePage) -> None:
    with visit(browser, page("survival"), PHONE) as seen:
        box = seen.page.locator(".scroll.wide").first
        box.focus()
        assert seen.page.evaluate("document.activeElement.classList.contains('scroll')")
        seen.page.keyboard.press("ArrowRight")
        seen.page.wait_for_function("document.activeElement.scrollLeft > 0")
