"""Sound and film as a browser records them: kept without what is beside, they still play in the browser."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from seedbed.formats.media.known import content_type_of
from seedbed.formats.media.recordings import content_type_kept, walk, write_clean

RECORD = """async ([type, film]) => {
    const sound = new AudioContext();
    await sound.resume();
    const tone = sound.createOscillator(), heard = sound.createMediaStreamDestination();
    tone.connect(heard);
    tone.start();
    const tracks = heard.stream.getAudioTracks();
    let moving = 0;
    if (film) {
        const canvas = document.querySelector("canvas"), pen = canvas.getContext("2d");
        moving = setInterval(() => {
            pen.fillStyle = `hsl(${performance.now() % 360} 80% 50%)`;
            pen.fillRect(0, 0, canvas.width, canvas.height);
        }, 40);
        tracks.push(...canvas.captureStream(25).getVideoTracks());
    }
    const recorder = new MediaRecorder(new MediaStream(tracks), { mimeType: type });
    const parts = [];
    recorder.ondataavailable = (event) => parts.push(event.data);
    const stopped = new Promise((resolve) => { recorder.onstop = resolve; });
    recorder.start(250);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    recorder.stop();
    await stopped;
    clearInterval(moving);
    await sound.close();
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}"""
PLAY = """async ([type, content, film]) => {
    const player = document.createElement(film ? "video" : "audio");
    player.muted = true;
    player.src = `data:${type};base64,${content}`;
    const ended = new Promise((resolve, reject) => {
        player.onended = resolve;
        player.onerror = () => reject(new Error(player.error.message));
    });
    await player.play();
    await ended;
    return [player.currentTime, player.videoWidth ?? 0];
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page with something to film, on which somebody pressed a button: browsers make no sound before."""
    opened = browser.new_page()
    opened.set_content("<button>Begin</button><canvas width=160 height=120></canvas>")
    opened.get_by_role("button").click()
    yield opened
    opened.close()


@pytest.mark.journey
@pytest.mark.parametrize(
    ("recorded_as", "film"),
    [
        ("video/webm;codecs=vp8,opus", True),
        ("video/mp4;codecs=vp9,opus", True),
        ("audio/webm;codecs=opus", False),
        ("audio/mp4;codecs=opus", False),
    ],
)
def test_what_a_browser_records_plays_once_it_is_cleaned(
    page: Page, tmp_path: Path, recorded_as: str, *, film: bool
) -> None:
    sent, kept = tmp_path / "sent", tmp_path / "kept"
    sent.write_bytes(base64.b64decode(page.evaluate(RECORD, [recorded_as, film])))
    content_type = content_type_of(sent.read_bytes()[:64])
    found = walk(sent, content_type, film=film)
    assert (content_type, found.sound, found.picture) == (f"video/{recorded_as[6:10].rstrip(';')}", True, film)
    write_clean(sent, kept, found)
    played_as = content_type_kept(content_type, film=film)
    played, width = page.evaluate(PLAY, [played_as, base64.b64encode(kept.read_bytes()).decode(), film])
    assert played > 0.5
    assert width == (160 if film else 0)
