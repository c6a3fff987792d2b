"""The public directory: anyone sees what is public and nothing else, and may say that something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from seedbed.web.asset_register import public_limits
from seedbed.web.asset_register.actions import add_asset, merge_assets, say_wrong, show_in_public, verify
from seedbed.web.asset_register.models import Asset, Check, Finding
from seedbed.web.asset_register.public_models import SentByAnyone
from seedbed.web.people.models import AuditEvent, User
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.asset_register.conftest import listing
from tests.unit.web.asset_register.directory import SECRET, make_directory, page
from tests.unit.web.conftest import Cast

Browser = Callable[[User | None], Client]
HERE = "/directory/millbrook/"


@pytest.fixture
def made(neighbourhood: Neighbourhood, cast: Cast) -> dict[str, Asset]:
    return make_directory(neighbourhood, cast.dev)


def test_the_list_shows_what_is_public_alone(made: dict[str, Asset], as_: Browser) -> None:
    text = page(as_, HERE)
    assert "Mill Hall" in text
    assert "Walking &lt;group&gt;" in text
    assert "Hidden skill" not in text


def test_nothing_that_the_team_thinks_is_told(made: dict[str, Asset], as_: Browser) -> None:
    paths = [HERE, f"{HERE}{made['Mill Hall'].identifier}/", f"{HERE}large-print/", f"{HERE}embed/"]
    told = "".join(page(as_, path) for path in paths)
    assert [each for each in (*SECRET, "Zebrawood", "Dev") if each in told] == []


def test_a_neighbourhood_without_public_assets_looks_like_none(
    made: dict[str, Asset], cast: Cast, as_: Browser
) -> None:
    show_in_public(by=cast.dev, assets=list(made.values()), public=False)
    assert "Millbrook" not in page(as_, HERE, 404)
    assert "Millbrook" not in page(as_, "/directory/")


def test_the_index_names_directories(made: dict[str, Asset], as_: Browser) -> None:
    text = page(as_, "/directory/")
    assert HERE in text
    assert "3 listings" in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=library", {"Book House"}),
        ("?free=on", {"Mill Hall", "Walking &lt;group&gt;"}),
        ("?step_free=on", {"Book House"}),
        ("?language=Bengali", {"Mill Hall", "Walking &lt;group&gt;"}),
        ("?age=30", {"Mill Hall", "Book House"}),
        ("?q=HIGH+street", {"Mill Hall"}),
        ("?box=-1.495,53.4,-1.4,53.6", {"Book House"}),
        ("?q=unicorns", set()),
    ],
)
def test_the_list_is_narrowed(made: dict[str, Asset], as_: Browser, query: str, found: set[str]) -> None:
    text = page(as_, HERE + query)
    assert {name for name in ("Mill Hall", "Book House", "Walking &lt;group&gt;") if f">{name}</a>" in text} == found


@pytest.mark.parametrize("query", ["?kind=zebra", "?age=old", "?language=Elvish"])
def test_a_filter_that_will_not_do_says_so(made: dict[str, Asset], as_: Browser, query: str) -> None:
    assert "nhsuk-error-message" in page(as_, HERE + query, 422)


def test_a_box_that_is_none_is_left_aside(made: dict[str, Asset], as_: Browser) -> None:
    assert "Book House" in page(as_, f"{HERE}?box=nan,1,2,inf")


def test_gone_and_merged_listings_leave_the_directory(made: dict[str, Asset], cast: Cast, as_: Browser) -> None:
    verify(by=cast.dev, asset=made["Book House"], found=Finding.GONE)
    merge_assets(by=cast.dev, kept=made["Mill Hall"], gone=made["Walking <group>"], why="The same")
    text = page(as_, HERE)
    assert "Book House" not in text
    assert "Walking" not in text
    page(as_, f"{HERE}{made['Book House'].identifier}/", 404)
    moved = as_(None).get(f"{HERE}{made['Walking <group>'].identifier}/")
    assert moved.status_code == 302
    assert moved["Location"] == f"{HERE}{made['Mill Hall'].identifier}/"


def test_what_is_not_public_is_not_there(made: dict[str, Asset], as_: Browser) -> None:
    for path in ("", "wrong/"):
        text = page(as_, f"{HERE}{made['Hidden skill'].identifier}/{path}", 404)
        assert "Hidden skill" not in text
    page(as_, f"{HERE}{uuid4()}/", 404)


def test_the_number_on_the_list_is_that_on_the_drawing(made: dict[str, Asset], as_: Browser) -> None:
    text = page(as_, HERE)
    # Book House is first by name, Mill Hall second; the group has no place.
    assert text.count('text-anchor="middle" font-weight="700" fill="#ffffff">1</text>') <= 1
    drawn = text.partition("<svg")[2]
    assert ">1</text>" in drawn
    assert ">2</text>" in drawn
    assert ">3</text>" not in drawn


def test_an_address_that_would_run_is_text(made: dict[str, Asset], as_: Browser) -> None:
    text = page(as_, f"{HERE}{made['Walking <group>'].identifier}/")
    assert 'href="javascript' not in text
    assert 'href="https://example.org/hall"' in page(as_, f"{HERE}{made['Mill Hall'].identifier}/")


def test_a_doubted_listing_says_so_without_the_words(made: dict[str, Asset], as_: Browser) -> None:
    say_wrong(by=None, asset=made["Mill Hall"], note="Pangolin moved in")
    text = page(as_, f"{HERE}{made['Mill Hall'].identifier}/")
    assert "It is being looked at" in text
    assert "Pangolin" not in text


# ---- saying that something is wrong ----------------------------------------------------------------------------


def send(browser: Client, asset: Asset, note: str = "It has moved.") -> int:
    return browser.post(f"{HERE}{asset.identifier}/wrong/", {"note": note}).status_code


def test_anyone_may_say_that_something_is_wrong_and_it_waits(made: dict[str, Asset], as_: Browser) -> None:
    assert send(as_(None), made["Mill Hall"]) == 302
    check = Check.objects.get()
    assert (check.found, check.note, check.made_by, check.settled_at) == ("wrong", "It has moved.", None, None)
    assert "moved" not in str(AuditEvent.objects.values_list("detail", "subject"))
    assert "Mill Hall" in page(as_, HERE)


def test_nothing_said_is_refused(made: dict[str, Asset], as_: Browser) -> None:
    assert send(as_(None), made["Mill Hall"], "  ") == 422
    assert not Check.objects.exists()


def test_too_much_from_one_address_is_refused(
    made: dict[str, Asset], as_: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public_limits, "MOST_OF_AN_ADDRESS", 2)
    browser = as_(None)
    assert [send(browser, made[name]) for name in ("Mill Hall", "Book House", "Walking <group>")] == [302, 302, 429]
    assert Check.objects.count() == SentByAnyone.objects.count() == 2


def test_too_much_from_everywhere_is_refused(
    made: dict[str, Asset], as_: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public_limits, "MOST_OF_ALL", 1)
    sent = [
        as_(None).post(f"{HERE}{made['Mill Hall'].identifier}/wrong/", {"note": "x"}, REMOTE_ADDR=address).status_code
        for address in ("192.0.2.1", "192.0.2.2")
    ]
    assert sent == [302, 429]


def test_one_listing_is_said_to_be_wrong_a_few_times_only(
    made: dict[str, Asset], as_: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public_limits, "MOST_WAITING", 1)
    browser = as_(None)
    assert [send(browser, made["Mill Hall"]), send(browser, made["Mill Hall"])] == [302, 429]
    assert send(browser, made["Book House"]) == 302


def test_addresses_are_kept_as_digests_and_forgotten(made: dict[str, Asset], as_: Browser) -> None:
    as_(None).post(f"{HERE}{made['Mill Hall'].identifier}/wrong/", {"note": "x"}, REMOTE_ADDR="192.0.2.77")
    kept = SentByAnyone.objects.get()
    assert "192.0.2.77" not in kept.source
    public_limits.clear_old_reports(kept.at + public_limits.WINDOW)
    assert not SentByAnyone.objects.exists()


# ---- on other sites --------------------------------------------------------------------------------------------


def test_the_embedded_page_alone_may_stand_in_a_frame(made: dict[str, Asset], as_: Browser) -> None:
    framed, plain = (as_(None).get(path) for path in (f"{HERE}embed/", HERE))
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    assert "frame-ancestors 'none'" in plain["Content-Security-Policy"]
    assert plain["X-Frame-Options"] == "DENY"


def test_the_embedded_page_sets_no_cookie_and_has_no_form_that_changes_anything(
    made: dict[str, Asset], as_: Browser
) -> None:
    answer = as_(None).get(f"{HERE}embed/")
    assert not answer.cookies
    assert b'method="post"' not in answer.content


def test_the_directory_shows_how_to_embed_it(made: dict[str, Asset], as_: Browser) -> None:
    assert "&lt;iframe src=&quot;http://testserver/directory/millbrook/embed/&quot;".replace("&quot;", '"') in page(
        as_, HERE
    )


@pytest.mark.parametrize("word", ["okapi", "narwhal", "quagga", "axolotl", "zebrawood", "wombat"])
def test_a_search_tells_nothing_that_no_page_does(
    word: str, made: dict[str, Asset], neighbourhood: Neighbourhood, cast: Cast, as_: Browser
) -> None:
    told = listing("Tea Room", identifier="tea", used_for="Wombat meetings")
    add_asset(by=cast.dev, neighbourhood=neighbourhood, listing=told, public=True)
    for name in ("Tea Room", "Mill Hall"):
        assert name not in page(as_, f"{HERE}?q={word}")
    assert as_(None).get(f"/open-referral/millbrook/services?search={word}").json()["total_items"] == 0


def test_pages_of_other_sites_may_use_the_feed_and_nothing_else(made: dict[str, Asset], as_: Browser) -> None:
    paths = ["/open-referral/millbrook/services", HERE, f"{HERE}embed/", f"{HERE}tiles/0/0/0.mvt"]
    answers = [as_(None).get(path) for path in paths]
    assert [each["Cross-Origin-Resource-Policy"] for each in answers] == ["cross-origin", *["same-origin"] * 3]
    assert [each.get("Access-Control-Allow-Origin") for each in answers] == ["*", None, None, None]
