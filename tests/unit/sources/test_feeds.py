from __future__ import annotations

from typing import Any

import pytest

from seedbed.errors import BadInputError, UsageError, UserError
from seedbed.formats.assets.open_referral import page_document
from seedbed.sources.feeds import Feed, File, fetch_assets
from seedbed.sources.guarded_http import Fetcher, Limits, PrivateAddressError, is_public
from tests.unit.sources.feed_server import Answer, Route, as_json, pages_of, services, serving


def fetched(route: Route, path: str = "", limits: Limits | None = None) -> Feed | File:
    with serving(route) as (address, _), Fetcher(limits, allow_private=True) as fetcher:
        return fetch_assets(address + path, fetcher)


def feed(route: Route, path: str = "", limits: Limits | None = None) -> Feed:
    found = fetched(route, path, limits)
    assert isinstance(found, Feed)
    return found


def paged(pages: dict[int, Any]) -> Route:
    def route(path: str, query: dict[str, str]) -> Answer:
        page = pages.get(int(query.get("page", 1)))
        return page if isinstance(page, tuple) else as_json(page) if page is not None else as_json({}, 404)

    return route


def page(listed: list[dict[str, Any]], number: int, **said: Any) -> dict[str, Any]:
    return page_document(listed, page=number, size=10, total=len(listed)) | said


@pytest.mark.parametrize("path", ["", "/", "/services"])
def test_all_pages_are_read(path: str) -> None:
    assert len(feed(pages_of(services(25)), path).found) == 25


def test_a_good_feed_has_nothing_odd() -> None:
    found = feed(pages_of(services(25)))
    assert (found.notes, found.rejected) == ([], [])


def test_services_that_are_only_named_are_asked_for_whole() -> None:
    whole = services(3)
    short = [{"id": each["id"], "name": each["name"], "status": "active"} for each in whole]

    def route(path: str, query: dict[str, str]) -> Answer:
        return pages_of(whole if path.count("/") > 1 else short)(path, query)

    listings = [each.listing for each in feed(route).found]
    assert [each.postcode for each in listings if each] == ["E3 2AA"] * 3


def test_what_the_list_says_is_taken_where_single_services_are_not_answered() -> None:
    short = [{"id": each["id"], "name": each["name"]} for each in services(12)]

    def route(path: str, query: dict[str, str]) -> Answer:
        return pages_of(short)(path, query) if path == "/services" else as_json({}, 404)

    found = feed(route, "/services")
    assert (len(found.found), len(found.notes), found.rejected) == (12, 1, [])


def test_more_than_the_feed_says_it_has_is_read_and_said() -> None:
    listed = services(20)
    pages = {1: page(listed[:10], 1, total_items=31, total_pages=1), 2: page(listed[10:], 2, total_items=31)}
    found = feed(paged(pages), "/services")
    assert len(found.found) == 20
    assert "31 services; 20 came" in found.notes[0]


def test_a_feed_that_answers_the_same_page_for_ever_is_left() -> None:
    same = page(services(10), 1, total_items=1_000, total_pages=100, last_page=False)
    found = feed(paged(dict.fromkeys(range(1, 200), same)), "/services")
    assert len(found.found) == 10
    assert "repeats itself" in found.notes[0]


def test_a_feed_that_goes_on_for_ever_is_refused() -> None:
    def route(path: str, query: dict[str, str]) -> Answer:
        number = int(query.get("page", 1))
        return as_json({"contents": [{"id": f"{number}", "name": "x", "schedules": []}]})

    with pytest.raises(BadInputError, match="does not end"):
        feed(route, "/services", Limits(pages=20))


def test_a_page_that_is_no_json_is_named_and_the_rest_is_read() -> None:
    listed = services(30)
    good = {number: page(listed[number * 10 - 10 : number * 10], number) for number in (1, 3)}
    pages = {number: each | {"total_items": 30, "total_pages": 3} for number, each in good.items()}
    found = feed(paged(pages | {2: (200, {}, b'{"contents": [')}), "/services")
    assert len(found.found) == 20
    assert "not JSON: line 1" in found.rejected[0].reason


def test_a_first_page_that_is_no_json_is_refused() -> None:
    with pytest.raises(BadInputError, match="cannot be read"):
        feed(paged({1: (200, {"Content-Type": "application/json"}, b"{")}), "/services")


def test_a_web_page_is_called_one() -> None:
    with pytest.raises(BadInputError, match="is a web page"):
        feed(paged({1: (200, {"Content-Type": "text/html"}, b"<!DOCTYPE html><p>Sign in")}), "/services")


def test_what_is_too_large_is_refused_before_it_comes() -> None:
    huge = (200, {"Content-Type": "application/json", "Content-Length": "300000001"}, b"{}")
    with pytest.raises(BadInputError, match="too large"):
        feed(paged({1: huge}), "/services")


def test_what_grows_too_large_is_refused_while_it_comes() -> None:
    with pytest.raises(BadInputError, match="too large"):
        feed(pages_of(services(100)), "/services", Limits(largest=2_000))


def test_version_1_is_read() -> None:
    content = [{"id": str(number), "name": "Lunch", "regular_schedules": []} for number in range(4)]
    pages = {1: {"totalElements": 4, "totalPages": 1, "number": 1, "last": True, "content": content}}
    assert len(feed(paged(pages), "/services").found) == 4


def test_a_plain_file_is_handed_over() -> None:
    found = fetched(paged({1: (200, {"Content-Type": "text/csv"}, b"name\nHall\n")}), "/data/halls.csv")
    assert found == File("halls.csv", b"name\nHall\n")


def test_an_error_of_the_publisher_is_said() -> None:
    with pytest.raises(UserError, match="could be fetched"):
        feed(paged({1: (500, {}, b"")}), "/services")


def test_whoever_listens_may_stop_it() -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with (
        serving(pages_of(services(25))) as (address, _),
        Fetcher(allow_private=True) as fetcher,
        pytest.raises(KeyboardInterrupt),
    ):
        fetch_assets(address, fetcher, stop)


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "2130706433", "0x7f.1", "0.0.0.0", "10.0.0.1", "192.168.1.1", "172.16.0.1"),  # noqa: S104
        *("169.254.169.254", "100.64.0.1", "[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[::ffff:127.0.0.1]"),
        *("[64:ff9b::7f00:1]", "[2002:7f00:1::]", "224.0.0.1", "255.255.255.255"),
    ],
)
def test_what_is_not_public_is_not_fetched(host: str) -> None:
    with Fetcher() as fetcher, pytest.raises(PrivateAddressError):
        fetcher.get(f"http://{host}/services")


def test_a_name_that_stands_for_a_private_address_is_not_fetched() -> None:
    with Fetcher(lookup=lambda *_: ["10.1.2.3"]) as fetcher, pytest.raises(PrivateAddressError):
        fetcher.get("https://feed.example.org/services")


def test_one_private_address_among_public_ones_is_enough() -> None:
    with Fetcher(lookup=lambda *_: ["93.184.215.14", "127.0.0.1"]) as fetcher, pytest.raises(PrivateAddressError):
        fetcher.get("https://feed.example.org/services")


def test_a_redirect_to_a_private_address_is_not_followed() -> None:
    """The first name is taken for public; what it sends us to is looked up anew and is not."""
    with serving(lambda *_: (302, {"Location": "http://inner.example.org/secret"}, b"")) as (address, asked):
        port = int(address.rsplit(":", 1)[1])
        answers = {"outer.example.org": "127.0.0.1", "inner.example.org": "169.254.169.254"}
        with Fetcher(lookup=lambda host, _: [answers[host]]) as fetcher, pytest.MonkeyPatch.context() as patch:
            patch.setattr("seedbed.sources.guarded_http.is_public", lambda text: text == "127.0.0.1")
            with pytest.raises(PrivateAddressError):
                fetcher.get(f"http://outer.example.org:{port}/services")
    assert asked == ["/services"]


def test_a_name_is_looked_up_once_a_request() -> None:
    asked: list[str] = []

    def lookup(host: str, _: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    with (
        serving(pages_of(services(1))) as (address, _),
        Fetcher(allow_private=True, lookup=lookup) as fetcher,
    ):
        fetcher.get(address.replace("127.0.0.1", "feed.example.org") + "/services")
    assert asked == ["feed.example.org"]


@pytest.mark.parametrize("url", ["ftp://a.org/x", "file:///etc/passwd", "a.org", "https://rosa@a.org/"])
def test_what_is_no_plain_address_of_the_web_is_refused(url: str) -> None:
    with Fetcher() as fetcher, pytest.raises(UsageError, match="is not fetched"):
        fetcher.get(url)


@pytest.mark.parametrize("address", ["93.184.215.14", "2a00:1450:4009:81f::200e"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


def test_a_name_nobody_knows_is_said() -> None:
    def lookup(*_: object) -> list[str]:
        raise OSError

    with Fetcher(lookup=lookup) as fetcher, pytest.raises(UserError, match="could be fetched"):
        fetcher.get("https://nowhere.example.org/")


def test_a_later_page_that_is_a_bare_list_is_read() -> None:
    listed = services(4)
    pages = {1: page(listed[:2], 1, total_items=4, total_pages=2, last_page=False), 2: listed[2:]}
    assert len(feed(paged(pages), "/services").found) == 4
