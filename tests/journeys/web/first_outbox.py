"""An outbox as the first page of phones kept it, written by hand: later pages must go on from it."""

from __future__ import annotations

from typing import Any

FIRST_OUTBOX = """(told) => new Promise((done, fail) => {
    const asked = indexedDB.open("seedbed-shift", 1);
    asked.onerror = () => fail(asked.error);
    asked.onupgradeneeded = () => {
        const items = asked.result.createObjectStore("items", { keyPath: "order", autoIncrement: true });
        items.createIndex("id", "id", { unique: true });
        asked.result.createObjectStore("media", { keyPath: "id" });
        asked.result.createObjectStore("settings");
    };
    asked.onsuccess = () => {
        const made = asked.result.transaction(["items", "media", "settings"], "readwrite");
        for (const each of told.items) made.objectStore("items").add(each);
        for (const each of told.media) {
            const content = new Blob([Uint8Array.from(each.content)], { type: each.type });
            made.objectStore("media").add({ id: each.id, item: each.item, content });
        }
        made.objectStore("settings").put(told.device, "device");
        made.oncomplete = () => { asked.result.close(); done(); };
        made.onabort = () => fail(made.error);
    };
})"""
"""Writes an outbox as the first page of phones did; later pages keep more of each thing."""
AT = "2026-11-22T12:00:00+00:00"
ASK_FOR_DEVICE = """() => new Promise((done) => {
    const asked = indexedDB.open("seedbed-shift");
    asked.onsuccess = () => {
        const got = asked.result.transaction("settings").objectStore("settings").get("device");
        got.onsuccess = () => { asked.result.close(); done(got.result); };
    };
})"""
CONTRIBUTION: dict[str, Any] = {
    "language": "en",
    "words": "An older page kept this.",
    "mode": "spoken",
    "origin": "resident",
    "consent": {
        "scopes": ["take_part", "photo"],
        "wording": "1",
        "language": "en",
        "how": "on_a_device",
        "age_band": "18_plus",
        "guardian_agreed": False,
        "assented": False,
    },
    "cards": {},
    "marks": [],
    "blur_faces": False,
}


def item_of(kind: str, number: str) -> dict[str, Any]:
    """Return the beginning of an item, as devices write it."""
    return {"id": number, "schema": "seedbed/capture/1", "kind": kind, "made_at": AT}
