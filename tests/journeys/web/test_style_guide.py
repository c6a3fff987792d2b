"""Everything a page can be made of: for everyone, both ways round, on a phone, on paper, with and without scripts."""

from __future__ import annotations

from tests.journeys.visits import PHONE
from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.visitors import Visitor

GUIDE = "/style/"


def style(visitor: Visitor, selector: str, name: str, part: str = "") -> str:
    """A style of the first element that fits, or of a part of it such as ``::before``."""
    script = "([found, part, name]) => getComputedStyle(document.querySelector(found), part || null)[name]"
    return str(visitor.page.evaluate(script, [selector, part, name]))


def left_of(visitor: Visitor, selector: str) -> float:
    """Where an element begins."""
    box = visitor.page.locator(selector).first.bounding_box()
    assert box is not None
    return box["x"]


def in_arabic(visitor: Visitor) -> None:
    """Change the language as a reader does."""
    visitor.page.get_by_role("button", name="العربية").click()
    visitor.page.locator('html[dir="rtl"]').wait_for()


def test_a_page_read_from_right_to_left_is_turned_with_its_arrows(visit_as: VisitAs) -> None:
    dev = visit_as("dev")
    dev.go(f"{GUIDE}?page=6")
    assert left_of(dev, ".sb-panes__list") < left_of(dev, ".sb-panes__beside")
    dev.read_from_right_to_left()
    assert left_of(dev, ".sb-panes__list") > left_of(dev, ".sb-panes__beside")
    assert style(dev, ".nhsuk-icon--arrow-right", "transform") == "matrix(-1, 0, 0, 1, 0, 0)"
    turned = style(dev, ".nhsuk-breadcrumb__list-item:nth-child(2)", "transform", "::before").removeprefix("matrix(")
    assert [round(float(part), 2) for part in turned.split(",")[:2]] == [-0.71, -0.71]  # 225°: to the left


def test_below_an_arabic_menu_an_english_page_is_not_turned(visit_as: VisitAs) -> None:
    dev = visit_as("dev")
    dev.go(f"{GUIDE}?page=6")
    chevron = style(dev, ".nhsuk-breadcrumb__list-item:nth-child(2)", "transform", "::before")
    name = left_of(dev, ".nhsuk-header__service-name")
    in_arabic(dev)
    assert left_of(dev, ".nhsuk-header__service-name") > name
    assert left_of(dev, ".sb-panes__list") < left_of(dev, ".sb-panes__beside")
    assert style(dev, ".nhsuk-icon--arrow-right", "transform") == "none"
    assert style(dev, ".nhsuk-breadcrumb__list-item:nth-child(2)", "transform", "::before") == chevron
    assert style(dev, "main .nhsuk-inset-text", "borderLeftWidth") == "8px"
    assert style(dev, "main .nhsuk-inset-text", "borderRightWidth") == "0px"


def test_arabic_words_on_an_english_page_begin_at_the_right(visit_as: VisitAs) -> None:
    dev = visit_as("dev")
    dev.go(GUIDE)
    words = dev.page.locator("main .sb-words", has_text="القاعة")
    assert words.evaluate("each => [getComputedStyle(each).direction, getComputedStyle(each).textAlign]") == [
        "rtl",
        "start",
    ]


def test_lists_of_our_own_begin_where_the_page_does(visit_as: VisitAs) -> None:
    """In one direction a rule for lists once beat the rule for cards and menus, and they slipped."""
    dev = visit_as("dev")
    dev.go(GUIDE)
    assert left_of(dev, ".sb-cards .nhsuk-card") == left_of(dev, "main h1")
    assert style(dev, ".nhsuk-header__account-list", "paddingLeft") == "0px"


def test_pictures_are_drawn_from_left_to_right_on_every_page(visit_as: VisitAs) -> None:
    dev = visit_as("dev")
    dev.go(GUIDE)
    dev.read_from_right_to_left()
    assert style(dev, ".sb-chart__picture svg text", "direction") == "ltr"


def test_the_header_wears_the_brands_colour(visit_as: VisitAs) -> None:
    dev = visit_as("dev")
    dev.go(GUIDE)
    assert style(dev, ".nhsuk-header", "backgroundColor") == "rgb(0, 94, 184)"
    dev.page.evaluate("document.documentElement.style.setProperty('--sb-brand', '#00594c')")
    assert style(dev, ".nhsuk-header", "backgroundColor") == "rgb(0, 89, 76)"


def test_the_panes_stand_one_below_the_other_on_a_phone(visit_as: VisitAs) -> None:
    dev = visit_as("dev", size=PHONE)
    dev.go(GUIDE)
    assert left_of(dev, ".sb-panes__list") == left_of(dev, ".sb-panes__beside")


def test_on_paper_there_are_no_menus_and_nothing_is_folded(visit_as: VisitAs) -> None:
    dev = visit_as("dev")
    dev.go(GUIDE)
    dev.page.emulate_media(media="print")
    assert not dev.page.locator(".nhsuk-header").is_visible()
    assert dev.page.get_by_text("interval by Wilson's method").is_visible()


def test_a_wrong_form_leads_to_its_first_mistake(visit_as: VisitAs) -> None:
    dev = visit_as("dev")
    dev.go(f"{GUIDE}?wrong")
    assert dev.page.title().startswith("Error: ")
    dev.page.get_by_role("link", name="How was it said?").click()
    assert dev.page.evaluate("document.activeElement.id") == "id_mode_0"


def test_the_menu_is_whole_without_scripts(visit_as: VisitAs) -> None:
    dev = visit_as("dev", scripts=False, size=PHONE)
    dev.go(GUIDE)
    assert dev.page.get_by_role("link", name="First five minutes").is_visible()
    assert not dev.page.get_by_role("button", name="More").is_visible()
    in_arabic(dev)
