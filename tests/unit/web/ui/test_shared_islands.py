"""What islands share and Python does too: receipts, digests, zips and places of factors come out the same."""

from __future__ import annotations

import base64
import io
import json
import shutil
import subprocess
import zipfile
from datetime import datetime
from typing import Any

import pytest

from seedbed.web.consent.numbers import fits
from seedbed.web.consent.receipts import digest_of
from seedbed.web.consent.tokens import read_token
from seedbed.web.step5_agenda.shared.drawing import free_place
from tests.unit.web.ui.tools import ASSETS, ROOT

SHARED = ROOT / "src" / "seedbed" / "web" / "ui" / "islands" / "shared"
TOLD = """
import { newReceipt } from "./receipts";
import { newItem } from "./capture";
import { zipped } from "./zip";
import { freePlace } from "../map/places";
const receipts = [];
for (let count = 0; count < 200; count += 1) receipts.push(await newReceipt());
const files = [
  { name: "rescue.json", content: new Blob(['{"said": "dŵr"}']) },
  { name: "media/ärger", content: new Blob([new Uint8Array(300000).map((_, place) => place % 251)]) },
];
const zip = Buffer.from(await (await zipped(files)).arrayBuffer()).toString("base64");
// Factors, each put where there is room, in a map where some stand anywhere already.
const places = [[90, 60], [400.5, -30], [0, 219.99], [160, 88]];
for (let count = 0; count < 200; count += 1) places.push(freePlace(places));
console.log(JSON.stringify({ receipts, zip, places, item: newItem("tally", { count: 2 }) }));
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the scripts say, run by Node."""
    folder = tmp_path_factory.mktemp("islands")
    script = folder / "run.mjs"
    node = shutil.which("node", path=str(ASSETS.node_folder()))
    assert node is not None
    esbuild = ROOT / "node_modules" / "esbuild" / "bin" / "esbuild"
    bundle = [str(esbuild), "--bundle", "--format=esm", "--platform=node", f"--outfile={script}", "--loader=ts"]
    subprocess.run(bundle, input=TOLD, cwd=SHARED, text=True, check=True, capture_output=True)
    run = subprocess.run([node, str(script)], text=True, check=True, capture_output=True, env={"TZ": "Asia/Kolkata"})
    return dict(json.loads(run.stdout))


def test_receipts_made_on_a_device_open_at_the_site(told: dict[str, Any]) -> None:
    for receipt in told["receipts"]:
        assert len(receipt["number"]) == 12
        assert fits(receipt["number"])
        assert receipt["digest"] == digest_of(receipt["number"], receipt["secondHalf"])
        assert read_token(receipt["secondHalf"].replace("-", "").lower()) == receipt["secondHalf"]


def test_no_two_receipts_are_alike(told: dict[str, Any]) -> None:
    assert len({receipt["number"] for receipt in told["receipts"]}) == 200
    assert len({receipt["secondHalf"] for receipt in told["receipts"]}) == 200


def test_every_sign_of_a_second_half_comes_about_as_often(told: dict[str, Any]) -> None:
    signs = "".join(receipt["secondHalf"].replace("-", "") for receipt in told["receipts"])
    # 3,200 draws of 32 signs: each 100 times, give or take six standard deviations of ten.
    assert all(40 < signs.count(sign) < 160 for sign in "0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_a_rescue_file_is_a_zip_that_others_read(told: dict[str, Any]) -> None:
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(told["zip"]))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["rescue.json", "media/ärger"]
        assert json.loads(archive.read("rescue.json")) == {"said": "dŵr"}
        assert archive.read("media/ärger") == bytes(place % 251 for place in range(300_000))


def test_a_factor_that_a_form_adds_stands_where_the_drawing_would_put_it(told: dict[str, Any]) -> None:
    places = [(x, y) for x, y in told["places"]]
    assert places[4:] == [free_place(places[:number]) for number in range(4, len(places))]
    assert len(set(places)) == len(places)


def test_an_item_says_when_it_was_made_with_its_offset(told: dict[str, Any]) -> None:
    made = datetime.fromisoformat(told["item"]["made_at"])
    assert told["item"]["made_at"].endswith("+05:30")
    assert abs((datetime.now(made.tzinfo) - made).total_seconds()) < 600
