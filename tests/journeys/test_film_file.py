"""The file that a browser makes of a walk's film: every picture and sound is at its own moment, however slow it is."""

from __future__ import annotations

import io
import shutil
import subprocess
import wave
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route

from tests.unit.web.ui.tools import ASSETS, ROOT

pytestmark = pytest.mark.journey
FILM = ROOT / "src" / "seedbed" / "web" / "ui" / "islands" / "film"
ISLAND = """
import { canKeep, keep } from "./keeping";
import { load } from "./reel";
globalThis.made = async (told) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 360 });
  if (!(await canKeep(canvas))) throw new Error("This browser cannot make it.");
  const reel = await load(told);
  const kept = await keep(reel, canvas, { captions: "said", still: true, done: () => {} });
  return [reel.seconds, reel.leftOut, [...new Uint8Array(await kept.arrayBuffer())]];
};
"""
HEARD = """async (address) => {
    const content = await (await fetch(address)).arrayBuffer();
    const heard = await new OfflineAudioContext(1, 48000, 48000).decodeAudioData(content);
    const loud = [...heard.getChannelData(0).keys()].filter((at) => Math.abs(heard.getChannelData(0)[at]) > 0.05);
    return [heard.duration, loud[0] / 48000, loud.at(-1) / 48000];
}"""
"""Returns how long a film is heard, and when its sound begins and ends."""
SEEN = """async ([address, at]) => {
    const film = document.createElement("video");
    film.src = URL.createObjectURL(await (await fetch(address)).blob());
    await new Promise((done, fail) => { film.onloadeddata = done; film.onerror = fail; });
    await new Promise((done) => { film.onseeked = done; film.currentTime = at; });
    const pen = new OffscreenCanvas(film.videoWidth, film.videoHeight).getContext("2d");
    pen.drawImage(film, 0, 0);
    return [film.duration, ...pen.getImageData(film.videoWidth / 2, film.videoHeight / 2, 1, 1).data.slice(0, 3)];
}"""
"""Returns how long a film says it is, and the colour in its middle at a moment."""
SLOWER = 6
TITLE = 4.0
"""Seconds that the title is seen."""


def birds(seconds: float) -> bytes:
    """Return a sound of some seconds."""
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        samples = (9000 if at % 20 < 10 else -9000 for at in range(int(8000 * seconds)))
        file.writeframes(b"".join(each.to_bytes(2, "little", signed=True) for each in samples))
    return target.getvalue()


def red() -> bytes:
    """Return a red picture."""
    target = io.BytesIO()
    Image.new("RGB", (640, 360), (220, 20, 20)).save(target, "PNG")
    return target.getvalue()


@pytest.fixture(scope="module")
def island(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script that makes the file, for a page of its own."""
    script = tmp_path_factory.mktemp("film") / "film.js"
    assert shutil.which("node", path=str(ASSETS.node_folder()))
    esbuild = ROOT / "node_modules" / "esbuild" / "bin" / "esbuild"
    bundle = [str(esbuild), "--bundle", "--format=iife", f"--outfile={script}", "--loader=ts"]
    subprocess.run(bundle, input=ISLAND, cwd=FILM, text=True, check=True, capture_output=True)
    return script.read_text(encoding="utf-8")


@pytest.fixture
def served() -> dict[str, bytes]:
    """The files that the page may fetch, by address."""
    return {"/": b"<!doctype html><title>Film</title>", "/birds.wav": birds(1.5), "/red.png": red()}


@pytest.fixture
def page(browser: Browser, served: dict[str, bytes], island: str) -> Iterator[Page]:
    """A page at an address where browsers let films be made."""

    def answer(route: Route) -> None:
        route.fulfill(body=served["/" + route.request.url.rpartition("/")[2]])

    context = browser.new_context()
    try:
        opened = context.new_page()
        opened.route("http://localhost/**", answer)
        opened.goto("http://localhost/")
        opened.add_script_tag(content=island)
        yield opened
    finally:
        context.close()


def make(page: Page, **stop: Any) -> tuple[float, bytes]:
    """Have a film of one stop made; return its seconds and the file."""
    words = {"number": 1, "name": "The bench", "about": "", "said": "", "language": "en", "translation": ""}
    told = {"title": "A walk", "under": "", "stops": [words | {"pictures": [], "films": [], "sounds": []} | stop]}
    seconds, left_out, content = page.evaluate("(told) => made(told)", told)
    assert left_out == 0
    return seconds, bytes(content)


@pytest.mark.parametrize("slower", [1, SLOWER])
def test_a_sound_is_heard_where_its_stop_begins(page: Page, served: dict[str, bytes], slower: int) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    seconds, served["/film.webm"] = make(page, seconds=5, sounds=["/birds.wav"])
    assert seconds == TITLE + 5
    length, begins, ends = page.evaluate(HEARD, "/film.webm")
    assert length == pytest.approx(seconds, abs=0.1)
    assert begins == pytest.approx(TITLE, abs=0.05)
    assert ends == pytest.approx(TITLE + 1.5, abs=0.05)


def test_a_picture_is_seen_until_the_end(page: Page, served: dict[str, bytes]) -> None:
    seconds, served["/film.webm"] = make(page, seconds=5, pictures=["/red.png"])
    length, *title = page.evaluate(SEEN, ["/film.webm", TITLE - 0.2])
    assert length == pytest.approx(seconds, abs=0.1)
    assert title == pytest.approx([0x21, 0x2B, 0x32], abs=12)
    for at in (TITLE + 0.1, seconds - 0.1):
        assert page.evaluate(SEEN, ["/film.webm", at])[1:] == pytest.approx([220, 20, 20], abs=20)


def test_a_film_within_it_is_seen_and_heard_in_its_own_time(page: Page, served: dict[str, bytes]) -> None:
    inner, served["/inner.webm"] = make(page, seconds=1, sounds=["/birds.wav"], pictures=["/red.png"])
    seconds, served["/film.webm"] = make(page, seconds=1, films=["/inner.webm"])
    assert seconds == pytest.approx(TITLE + inner, abs=0.1)
    length, begins, ends = page.evaluate(HEARD, "/film.webm")
    assert length == pytest.approx(seconds, abs=0.1)
    assert begins == pytest.approx(TITLE + TITLE, abs=0.05)
    assert ends == pytest.approx(TITLE + TITLE + 1.5, abs=0.05)
    assert page.evaluate(SEEN, ["/film.webm", TITLE + TITLE - 0.4])[1:] == pytest.approx([0x21, 0x2B, 0x32], abs=12)
    assert page.evaluate(SEEN, ["/film.webm", TITLE + TITLE + 0.4])[1:] == pytest.approx([220, 20, 20], abs=20)
