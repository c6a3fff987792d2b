"""From a form app and from a chat into the inbox, and on with consent: as a phone and a facilitator do it."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from uuid import uuid4

import httpx
from lxml import etree
from playwright.sync_api import Page, expect

from seedbed.formats.openrosa_forms import read_form
from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.site import Site
from tests.unit.formats.media.pictures import photo

PHONES, MESSAGES = "/phones/in/kestrel-rise/", "/messages/in/kestrel-rise/"
OWN = "survey\n,type,name,label\n,text,said,What do they say?\n,geopoint,where,Where?\n,image,photo,Photo\n"
CHAT = "31/12/2023, 21:34 - Amina: The bench by the pond is gone\n31/12/2023, 21:35 - Bo: Nobody told us\n"


class Collect:
    """Asks and sends as ODK Collect does: first without a name, then with it; HEAD before POST."""

    def __init__(self, page: Page) -> None:
        rows = ("Server URL", "Username", "Password")
        told = {row: page.locator(f"dt:has-text('{row}') + dd").inner_text() for row in rows}
        self.server = told["Server URL"].strip()
        self.client = httpx.Client(
            auth=(told["Username"].strip(), told["Password"].strip()),
            headers={"X-OpenRosa-Version": "1.0", "User-Agent": "org.odk.collect.android/v2024.3 Dalvik/2.1.0"},
        )

    def forms(self) -> list[dict[str, str]]:
        """Return the forms of the list."""
        answer = self.client.get(f"{self.server}/formList")
        assert answer.status_code == 200
        assert answer.headers["X-OpenRosa-Version"] == "1.0"
        return [{each.tag.rpartition("}")[2]: each.text for each in form} for form in etree.fromstring(answer.content)]

    def send(self, xml: str, **files: bytes) -> httpx.Response:
        """Send a filled form."""
        head = self.client.head(f"{self.server}/submission?deviceID=collect%3Aabc")
        assert head.status_code == 204
        parts = [("xml_submission_file", ("walk.xml", xml.encode(), "text/xml"))]
        parts += [
            (name.replace("_", "."), (name.replace("_", "."), data, "image/jpeg")) for name, data in files.items()
        ]
        return self.client.post(f"{self.server}/submission?deviceID=collect%3Aabc", files=parts)

    def check_an_asset(self, form: dict[str, str]) -> None:
        """Fetch the list that comes with a form, and say of the first on it that it is gone."""
        manifest = etree.fromstring(self.client.get(form["manifestUrl"]).content)
        listed = self.client.get(str(manifest.findtext(".//{*}downloadUrl"))).text
        first = next(csv.DictReader(io.StringIO(listed)))["name"]
        said = f"<asset>{first}</asset><found>gone</found><meta><instanceID>uuid:{uuid4()}</instanceID></meta>"
        sent = self.send(f'<data id="{form["formID"]}" version="{form["version"]}">{said}</data>')
        assert sent.status_code == 201


def test_a_form_is_sent_from_collect_and_taken_in(visit_as: VisitAs, own_site: Site, tmp_path: Path) -> None:
    dev = visit_as("dev", site=own_site)
    page = dev.go(PHONES)
    page.get_by_role("button", name="Offer the form of a street shift").click()
    page.get_by_role("button", name="Offer a form to check the list with").click()
    page.get_by_role("link", name="Add a form of your own").click()
    dev.check_for_everyone()
    own = tmp_path / "walk.csv"
    own.write_text(OWN)
    page.get_by_label("The form").set_input_files(own)
    page.get_by_role("button", name="Add").click()
    page.get_by_label("What do they say?").select_option("words")
    dev.check_for_everyone()
    page.get_by_role("button", name="Keep this").click()
    page.get_by_label("What do you call this phone?").fill("Phone of the youth club")
    page.get_by_role("button", name="Let a phone in").click()
    page.get_by_role("img", name=re.compile("ODK Collect")).wait_for()
    collect = Collect(page)
    dev.keep("phones-let-in", height=1500)
    forms = {each["formID"]: each for each in collect.forms()}
    assert set(forms) == {"walk", "seedbed-kestrel-rise", "seedbed-assets-kestrel-rise"}
    collect.check_an_asset(forms["seedbed-assets-kestrel-rise"])
    ours = read_form(collect.client.get(forms["seedbed-kestrel-rise"]["downloadUrl"]).content)
    head = f'<data id="{ours.form_id}" version="{ours.version}">'
    meta = f"<meta><instanceID>uuid:{uuid4()}</instanceID></meta>"
    told = "<language>en</language><take_part>yes</take_part><age_band>18_plus</age_band><words>The pond smells</words>"
    assert collect.send(f"{head}{told}{meta}</data>").status_code == 201
    said = "<said>The bench is gone</said><where>0 0 0 5</where><photo>1.jpg</photo>"
    other = f'<data id="walk">{said}{meta.replace("uuid:", "uuid:a")}</data>'
    assert collect.send(other).status_code == 202
    assert collect.send(other, **{"1_jpg": photo()}).status_code == 201
    assert collect.send(other, **{"1_jpg": photo()}).status_code == 201
    collect.client.close()
    page = dev.go(PHONES)
    expect(page.get_by_text("taken in with consent")).to_have_count(1)
    expect(page.get_by_text("waits in the inbox", exact=True)).to_have_count(1)
    expect(page.get_by_text("told to the register of assets")).to_have_count(1)
    dev.keep("phones", height=1900)
    dev.check_for_everyone()
    page = dev.go(PHONES)
    page.get_by_role("link", name="Open the inbox").click()
    page.get_by_role("link", name=re.compile("^Form app")).click()
    page.get_by_label("used in this neighbourhood's work").check()
    page.get_by_role("button", name="Take it in").click()
    page.locator("main").get_by_text(re.compile("receipt", re.IGNORECASE)).first.wait_for()


def test_a_chat_waits_in_the_inbox(visit_as: VisitAs, own_site: Site, tmp_path: Path) -> None:
    dev = visit_as("dev", site=own_site)
    page = dev.go(MESSAGES)
    dev.check_for_everyone()
    chat = tmp_path / "WhatsApp Chat with Lane.txt"
    chat.write_text(CHAT)
    for counts in ("2 new in the inbox, 0 changed, 0 there before", "0 new in the inbox, 0 changed, 2 there before"):
        page = dev.go(MESSAGES)
        page.get_by_label("File", exact=True).set_input_files(chat)
        page.get_by_role("button", name="Read it").click()
        page.get_by_role("button", name="See the result").click(timeout=60_000)
        page.get_by_text(counts).wait_for()
    dev.check_for_everyone()
    page = dev.go(MESSAGES)
    page.get_by_text("chat message: 2").wait_for()
    dev.keep("messages-in", height=1700)
