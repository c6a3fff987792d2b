"""What phones are told, byte by byte as they look for it."""

from __future__ import annotations

import base64
import json
import zlib
from datetime import UTC, datetime

from lxml import etree

from seedbed.formats.openrosa import (
    Attached,
    Listed,
    form_list,
    hash_of,
    headers,
    manifest,
    response,
    settings_code,
)


def test_the_list_names_each_form_with_its_digest() -> None:
    written = form_list([Listed("a&b", "1", "<Walk>", "<xml/>", "https://x/f?a=1&b=2", "https://x/m")])
    root = etree.fromstring(written.encode())
    assert root.tag == "{http://openrosa.org/xforms/xformsList}xforms"
    assert [(each.tag.rpartition("}")[2], each.text) for each in root[0]] == [
        ("formID", "a&b"),
        ("name", "<Walk>"),
        ("version", "1"),
        ("hash", "md5:d23e5d85f3a841bcbfe87636b62dcdbd"),
        ("downloadUrl", "https://x/f?a=1&b=2"),
        ("manifestUrl", "https://x/m"),
    ]


def test_a_manifest_of_nothing_is_one() -> None:
    root = etree.fromstring(manifest().encode())
    assert root.tag == "{http://openrosa.org/xforms/xformsManifest}manifest"
    assert len(root) == 0


def test_a_manifest_names_a_list_of_entities_with_its_digest() -> None:
    root = etree.fromstring(manifest([Attached("assets.csv", "name,label\n", "https://x/a?b=1&c=2")]).encode())
    assert root[0].get("type") == "entityList"
    assert [(each.tag.rpartition("}")[2], each.text) for each in root[0]] == [
        ("filename", "assets.csv"),
        ("hash", hash_of("name,label\n")),
        ("downloadUrl", "https://x/a?b=1&c=2"),
    ]


def test_a_response_holds_the_message() -> None:
    root = etree.fromstring(response("Thank you & good night").encode())
    assert (root[0].get("nature"), root[0].text) == ("submit_success", "Thank you & good night")


def test_the_headers_are_those_of_the_specification() -> None:
    told = headers(datetime(2024, 1, 5, 10, tzinfo=UTC))
    assert told["X-OpenRosa-Version"] == "1.0"
    assert told["Date"] == "Fri, 05 Jan 2024 10:00:00 GMT"


def test_the_code_that_sets_a_phone_up_unpacks_to_its_settings() -> None:
    code = settings_code(url="https://x/phones/m", username="u", password="p", name="Millbrook")  # noqa: S106 - of nobody
    told = json.loads(zlib.decompress(base64.b64decode(code)))
    assert told["general"]["server_url"] == "https://x/phones/m"
    assert (told["general"]["username"], told["general"]["password"]) == ("u", "p")
    assert told["general"]["delete_send"] is True
    assert told["project"] == {"name": "Millbrook"}
