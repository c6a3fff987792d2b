"""A system map: drawn by two people at once, one of them on a phone; the same by lists alone; found in the town."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.journeys.visits import PHONE
from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.drawn_maps import CONNECTED, draw_factor, holds, kept, opened, started
from tests.journeys.web.site import Site


def spots(page: Page) -> list[list[float]]:
    """Return where the factors stand."""
    return list(page.evaluate("[...systemMap.map.factors.values()].map((each) => [each.get('x'), each.get('y')])"))


def divide_and_tidy(page: Page) -> None:
    """Name a part of the system with all factors in it; tidy up, take it back in one step, and keep a picture."""
    opened(page, "Arrange")
    page.evaluate("systemMap.cy.nodes().select()")
    page.get_by_label("Name of a part, a smaller map or an arrangement").fill("Homes")
    page.get_by_role("button", name="Add as a part, with the chosen factors").click()
    kept(page)
    before = spots(page)
    page.get_by_role("button", name="Tidy up").click()
    page.get_by_text("Tidied up.").wait_for()
    assert spots(page) != before
    page.get_by_role("button", name="Undo mine").click()
    assert spots(page) == before
    opened(page, "View")
    with page.expect_download() as picture:
        page.get_by_role("button", name="Save as a picture (PNG)").click()
    assert picture.value.path().read_bytes().startswith(b"\x89PNG")


def name_once_more(page: Page, name: str) -> None:
    """Add a factor whose name is there already, in other letters: it is offered to be merged; take it back."""
    draw_factor(page, name)
    offered = page.get_by_role("link", name="Merge “damp homes”")
    offered.wait_for()
    page.get_by_role("button", name="Undo mine").click()
    offered.wait_for(state="detached")
    kept(page)


def choose_beside_the_drawing(page: Page, way: str = "opposite") -> None:
    """Press the only link, and say how it works and that it is strong."""
    page.evaluate("systemMap.cy.edges().select()")
    page.get_by_label("Which way?").select_option(way)
    page.get_by_label("How strong?").select_option(label="Strong")
    kept(page)


def test_two_people_draw_one_map_at_once(own_site: Site, visit_as: VisitAs) -> None:
    dev, sam = visit_as("dev", site=own_site), visit_as("sam", site=own_site, size=PHONE)
    address = started(dev, "What keeps homes damp")
    draw_factor(dev.page, "Damp homes")
    draw_factor(dev.page, "Asthma")
    sam.page.goto(address)
    sam.page.wait_for_selector(CONNECTED)
    holds(sam.page, "factors", 2)
    draw_factor(sam.page, "Cost of heating")
    holds(dev.page, "factors", 3)
    kept(sam.page)
    name_once_more(dev.page, "damp  HOMES")
    divide_and_tidy(dev.page)
    opened(sam.page, "View")
    sam.page.get_by_label("Colours show").select_option(label="parts of the system")
    sam.page.locator("#system-map-legend").get_by_text("Homes").wait_for()
    sam.check_for_everyone()
    sam.page.locator("h1").click()  # beside the menus, which closes them
    sam.page.get_by_role("button", name="Undo mine").click()
    holds(dev.page, "factors", 2)


def test_what_is_drawn_without_a_network_is_sent_later(own_site: Site, visit_as: VisitAs) -> None:
    dev = visit_as("dev", site=own_site)
    address = started(dev, "What keeps homes damp")
    draw_factor(dev.page, "Damp homes")
    kept(dev.page)
    dev.page.context.set_offline(True)
    dev.page.evaluate("systemMap.provider.ws.close()")
    dev.page.wait_for_selector("#system-map-status[data-connected=false]")
    draw_factor(dev.page, "Asthma")
    dev.page.context.set_offline(False)
    dev.page.wait_for_selector(CONNECTED)
    kept(dev.page)
    dev.complaints.clear()  # that there was no network
    sam = visit_as("sam", site=own_site)
    sam.page.goto(address)
    holds(sam.page, "factors", 2)


def test_lists_do_what_the_drawing_does(own_site: Site, visit_as: VisitAs) -> None:
    dev, sam = visit_as("dev", site=own_site), visit_as("sam", site=own_site, scripts=False)
    address = started(dev, "What keeps homes damp")
    sam.page.goto(f"{address}versions/")
    sam.page.get_by_label("Give the map as it is now a name").fill("Before the workshop")
    sam.page.get_by_role("button", name="Keep this version").click()
    for name in ("Damp homes", "Asthma"):
        sam.page.goto(f"{address}factors/add/")
        sam.page.get_by_label("What can go up or down?").fill(name)
        sam.page.get_by_role("button", name="Add it").click()
    sam.page.goto(f"{address}merges/")
    for name in ("Damp homes", "Asthma"):
        sam.page.get_by_label(name).check()
    sam.page.get_by_role("button", name="Merge these").click()
    sam.page.get_by_role("button", name="Merge them").click()
    holds(dev.page, "factors", 1)
    sam.page.goto(f"{address}merges/")
    sam.page.get_by_role("button", name="Undo").click()
    holds(dev.page, "factors", 2)
    sam.page.goto(f"{address}links/add/")
    sam.page.get_by_label("What changes first?").select_option(label="Damp homes")
    sam.page.get_by_label("What changes with it?").select_option(label="Asthma")
    sam.page.get_by_role("button", name="Add it").click()
    holds(dev.page, "links", 1)
    dev.page.get_by_role("link", name="Damp homes raises Asthma").wait_for()
    choose_beside_the_drawing(dev.page)
    sam.page.goto(address)
    sam.page.get_by_role("link", name="Damp homes lowers Asthma").click()
    assert sam.page.get_by_label("How strong?").input_value() == "strong"
    choose_beside_the_drawing(dev.page, way="same")
    dev.page.get_by_role("link", name="Damp homes raises Asthma").wait_for()
    opened(dev.page, "Ask it")
    dev.page.get_by_role("link", name="Compare it with another").click()
    dev.page.get_by_label("Beside it").select_option(label="Before the workshop")
    dev.page.get_by_role("button", name="Compare").click()
    dev.page.get_by_text("Only on the first: 2. Only on the second: 0.").wait_for()
    compared = dev.page.url.removeprefix(address)
    sam.page.goto(f"{address}tables/factors/")
    sam.page.get_by_label("Who can change it: Asthma").fill("The landlord")
    sam.page.get_by_role("button", name="Keep what I changed").click()
    sam.page.get_by_text("What you changed is kept.").wait_for()
    tables = ("tables/factors/", "tables/links/", compared)
    for page in ("history/", "links/add/", "factors/add/", "merges/", "versions/", "as-it-was/2/", *tables):
        dev.page.goto(f"{address}{page}")
        dev.check_for_everyone()


def test_the_towns_map_is_there(visit_as: VisitAs) -> None:
    ngozi = visit_as("ngozi")
    ngozi.go("/step-5/in/tanners-row/")
    ngozi.page.get_by_role("link", name="What makes things better or worse").click()
    ngozi.page.wait_for_selector(CONNECTED)
    holds(ngozi.page, "factors", 13)
    assert ngozi.page.locator("#system-map-tools button").count() == 0
    ngozi.keep("system-map", height=1100)
    ngozi.check_for_everyone()


def test_lists_stay_where_the_drawing_cannot_connect(visit_as: VisitAs) -> None:
    ngozi = visit_as("ngozi")
    ngozi.page.route("**/ticket/", lambda route: route.abort())
    ngozi.go("/step-5/in/tanners-row/")
    ngozi.page.get_by_role("link", name="What makes things better or worse").click()
    holds(ngozi.page, "factors", 0)
    assert ngozi.page.locator(".sb-system-map__factors > li").count() == 13
    ngozi.complaints.clear()  # that there was no ticket
