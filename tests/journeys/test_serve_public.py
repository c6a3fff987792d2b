"""``seedbed serve --public``: a phone on a local network comes by https, trusts it, and can all that pages need."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import signal
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener, urlopen

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import Browser, BrowserContext

from seedbed.web.config.certificates import Certificates, certificates_in, fingerprint
from seedbed.web.config.phone_check import phone_check
from tests.journeys.commands import address_said, command
from tests.journeys.conftest import BROWSERS, QUIET
from tests.journeys.visits import AXE, PHONE, SCREENSHOTS, TAGS, Visit

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("public")]
NAME = "seedbed.local"
SERVE = ("serve", "--public", NAME, "--no-browser", "--port", "0", "--http-port", "0")
KEY = {"SEEDBED_SECRET_KEY": "a key of its own, as long as it takes to be one at all"}


@dataclass(frozen=True)
class Served:
    """A site that answers by https."""

    home: Path
    address: str
    said: tuple[str, ...]

    @property
    def files(self) -> Certificates:
        """Its certificates."""
        return certificates_in(self.home)

    @property
    def by_name(self) -> str:
        """Its address as phones open it."""
        return self.address.replace("127.0.0.1", NAME)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site that is served to a local network."""
    home = tmp_path_factory.mktemp("public") / "home"
    with command(*SERVE, environ={"SEEDBED_HOME": str(home), **KEY}) as process:
        address, _ = address_said(process, "Seedbed")
        assert process.stderr is not None
        said = tuple(takewhile(lambda line: "Ctrl-C" not in line, process.stderr))
        yield Served(home, address, said)
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _as_a_phone(browser: Browser, served: Served) -> Browser:
    """Open a browser that knows the name on this network and trusts the certificate, as after the steps."""
    leaf = x509.load_pem_x509_certificate(served.files.site.read_bytes())
    known = leaf.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    trusted = base64.b64encode(hashlib.sha256(known).digest()).decode()
    where = f"--host-resolver-rules=MAP {NAME} 127.0.0.1"
    found = next(path for name in BROWSERS if (path := shutil.which(name)))
    more = [where, f"--ignore-certificate-errors-spki-list={trusted}"]
    return browser.browser_type.launch(executable_path=found, args=[*QUIET, *more])


@pytest.fixture
def phone(browser: Browser, served: Served) -> Iterator[BrowserContext]:
    """The window of a phone that trusts the site."""
    with _as_a_phone(browser, served) as opened:
        agent = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
        yield opened.new_context(
            viewport={"width": PHONE[0], "height": PHONE[1]}, reduced_motion="reduce", user_agent=agent
        )


def test_a_phone_that_trusts_it_can_all_that_pages_need_and_the_site_knows(
    phone: BrowserContext, served: Served
) -> None:
    page = phone.new_page()
    seen = Visit(page)
    page.on("console", lambda told: seen.complaints.append(told.text) if told.type in {"error", "warning"} else None)
    page.goto(f"{served.by_name}this-phone/")
    page.get_by_text("Everything works on this phone.").wait_for()
    assert seen.complaints == []
    found = phone_check(served.home)
    assert found is not None
    assert (found.kind, found.origin) == ("android", served.by_name.rstrip("/"))
    assert _barriers(seen) == []
    assert seen.sideways() <= 0
    _keep(seen, "this-phone")


def test_the_page_of_trust_is_for_everyone_and_shows_what_the_computer_printed(
    phone: BrowserContext, served: Served
) -> None:
    seen = Visit(phone.new_page())
    seen.page.goto(f"{served.by_name}trust/")
    printed = fingerprint(served.files.authority)
    assert printed in seen.page.locator("main").inner_text()
    assert any(printed in line for line in served.said)
    assert _barriers(seen) == []
    seen.read_from_right_to_left()
    assert _barriers(seen) == []
    assert seen.sideways() <= 0
    _keep(seen, "trust-on-a-phone")


def _barriers(seen: Visit) -> list[str]:
    """What axe finds in the page's own part; menus are looked at where every page is."""
    seen.page.evaluate(AXE.read_text(encoding="utf-8"))
    asked = "(tags) => axe.run('main', {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
    return [str(found["id"]) for found in seen.page.evaluate(asked, TAGS)["violations"]]


def _keep(seen: Visit, name: str) -> None:
    if os.environ.get("SEEDBED_SCREENSHOTS") == "1":
        seen.page.evaluate("document.documentElement.dir = 'ltr'; document.documentElement.lang = 'en-gb'")
        seen.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


def test_whoever_has_the_authoritys_certificate_verifies_the_site(served: Served) -> None:
    trusting = ssl.create_default_context(cafile=str(served.files.authority))
    with urlopen(f"{served.address}health", timeout=20, context=trusting) as answer:  # noqa: S310 - our own server
        assert json.load(answer)["database"] == "ok"


def test_whoever_does_not_trust_it_is_warned(served: Served) -> None:
    with pytest.raises(OSError, match="certificate verify failed"):
        urlopen(f"{served.address}health", timeout=20)  # noqa: S310 - our own server


def test_cookies_travel_by_https_alone_and_no_script_reads_the_session(served: Served) -> None:
    trusting = ssl.create_default_context(cafile=str(served.files.authority))
    with urlopen(f"{served.address}sign-in/", timeout=60, context=trusting) as answer:  # noqa: S310 - our own server
        cookies = answer.headers.get_all("Set-Cookie")
        assert "Strict-Transport-Security" not in answer.headers
    assert cookies
    assert all("Secure" in cookie and "SameSite=Lax" in cookie for cookie in cookies)


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def test_who_comes_by_http_is_sent_on_and_told_nothing(served: Served) -> None:
    by_https = served.address.rstrip("/").rpartition(":")[2]
    by_http = next(found[1] for line in served.said if (found := re.search(r"Port (\d+) sends", line)))
    asked = Request(f"http://127.0.0.1:{by_http}/sign-in/?next=%2Fx", headers={"Host": f"{NAME}:80"})
    with pytest.raises(HTTPError) as caught:
        build_opener(_Stay).open(asked, timeout=20)
    with caught.value as answer:
        assert answer.code == 307
        assert answer.headers["Location"] == f"https://{NAME}:{by_https}/sign-in/?next=%2Fx"
        assert answer.read() == b""


def test_without_a_key_of_its_own_it_is_refused(tmp_path: Path) -> None:
    with command(*SERVE, environ={"SEEDBED_HOME": str(tmp_path / "home")}) as process:
        _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "SEEDBED_SECRET_KEY" in said
    assert not (tmp_path / "home").exists()


def test_a_certificate_without_a_name_is_refused(tmp_path: Path) -> None:
    given = ("--certificate", str(tmp_path / "a"), "--key", str(tmp_path / "b"))
    with command("serve", *given, environ={"SEEDBED_HOME": str(tmp_path / "home")}) as process:
        _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "--public was not given" in said


def test_a_certificate_of_ones_own_is_served_with_hsts(served: Served, tmp_path: Path) -> None:
    given = ("--certificate", str(served.files.site), "--key", str(served.files.site_key))
    with command(*SERVE, *given, environ={"SEEDBED_HOME": str(tmp_path / "home"), **KEY}) as process:
        address, _ = address_said(process, "Seedbed")
        trusting = ssl.create_default_context(cafile=str(served.files.authority))
        with urlopen(f"{address}sign-in/", timeout=60, context=trusting) as answer:  # noqa: S310 - our own server
            assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
        with pytest.raises(HTTPError, match="404"):
            urlopen(f"{address}trust/", timeout=60, context=trusting)  # noqa: S310 - our own server
    assert not (tmp_path / "home" / "certificates").exists()
