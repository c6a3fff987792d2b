"""What a server tells phones that speak OpenRosa 1.0: its list of forms, what comes with one, and what became of one.

Collect asks for nothing else; see docs.getodk.org/openrosa.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

VERSION = "1.0"
CONTENT_TYPE = "text/xml; charset=utf-8"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LIST = "http://openrosa.org/xforms/xformsList"
_MANIFEST = "http://openrosa.org/xforms/xformsManifest"
_RESPONSE = "http://openrosa.org/http/response"


@dataclass(frozen=True, slots=True)
class Listed:
    """One form of a list.

    Parameters
    ----------
    xml
        The form as phones get it; its digest tells them whether theirs is old.
    url, manifest_url
        Where the form, and the list of what comes with it, are.
    """

    form_id: str
    version: str
    title: str
    xml: str
    url: str
    manifest_url: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A list of entities that comes with a form.

    Parameters
    ----------
    name
        Of the file, as the form calls it: ``assets.csv``.
    content
        What it holds; its digest tells phones whether theirs is old.
    url
        Where it is.
    """

    name: str
    content: str
    url: str


def headers(now: datetime) -> dict[str, str]:
    """Return the headers that each answer has; ``now`` is in UTC."""
    return {"X-OpenRosa-Version": VERSION, "Date": format_datetime(now, usegmt=True), "Vary": "Authorization"}


def hash_of(text: str) -> str:
    """Return the digest of a form or list that the specification asks for; it protects nothing."""
    return "md5:" + hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def form_list(forms: Iterable[Listed]) -> str:
    """Return the list of forms (OpenRosa Form Discovery API 1.0)."""
    rows = "".join(
        f"<xform><formID>{_text(each.form_id)}</formID><name>{_text(each.title)}</name>"
        f"<version>{_text(each.version)}</version><hash>{hash_of(each.xml)}</hash>"
        f"<downloadUrl>{_text(each.url)}</downloadUrl><manifestUrl>{_text(each.manifest_url)}</manifestUrl></xform>"
        for each in forms
    )
    return f'{_HEAD}<xforms xmlns="{_LIST}">{rows}</xforms>'


def manifest(lists: Iterable[Attached] = ()) -> str:
    """Return the list of the files that come with a form: none, or lists of entities.

    Phones that know of entities keep such a list as one; older ones take it for a table of choices.
    """
    rows = "".join(
        f'<mediaFile type="entityList"><filename>{_text(each.name)}</filename><hash>{hash_of(each.content)}</hash>'
        f"<downloadUrl>{_text(each.url)}</downloadUrl></mediaFile>"
        for each in lists
    )
    return f'{_HEAD}<manifest xmlns="{_MANIFEST}">{rows}</manifest>'


def response(message: str, nature: str = "submit_success") -> str:
    """Return what a phone shows after sending: a message with its nature (OpenRosa HTTP response 1.0)."""
    told = f'<message nature="{nature}">{_text(message)}</message>'
    return f'{_HEAD}<OpenRosaResponse xmlns="{_RESPONSE}">{told}</OpenRosaResponse>'


def settings_code(*, url: str, username: str, password: str, name: str) -> str:
    """Return what the QR code holds that sets ODK Collect or KoboCollect up: JSON, packed with zlib, in base 64.

    Forms follow the site, are sent by any network as soon as they are finished, and leave the phone once they are sent.
    """
    told = {
        "general": {
            "protocol": "odk_default",
            "server_url": url,
            "username": username,
            "password": password,
            "form_update_mode": "match_exactly",
            "automatic_update": True,
            "autosend": "wifi_and_cellular",
            "delete_send": True,
        },
        "admin": {},
        "project": {"name": name[:50]},
    }
    return base64.b64encode(zlib.compress(json.dumps(told, separators=(",", ":")).encode())).decode()


def _text(text: str) -> str:
    return escape("".join(sign for sign in text if sign >= " "))
