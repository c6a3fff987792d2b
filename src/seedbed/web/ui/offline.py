"""Pages that open without a network: a service worker that keeps one page and the files it needs, and no others.

The worker's text is the built ``keep-offline.js`` behind the list of what it keeps. The list holds fingerprinted
names, so another build is another text, and browsers fetch it anew; the old version stays until all of the new one
is there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.templatetags.static import static

from seedbed.web.ui import built

WORKER = "keep-offline.js"


def files_of(islands: Iterable[str], others: Sequence[str] = ()) -> list[str]:
    """Return the addresses of all that a page needs: styles, islands with what they import, and others.

    Parameters
    ----------
    islands
        Names as the tag ``island`` takes them.
    others
        Addresses beside them, such as that of the brand's stylesheet.
    """
    parts = [part for island in islands for part in built.parts_of(f"{island}.js")]
    styles = [f"{island}.css" for island in islands if built.is_built(f"dist/{island}.css")]
    names = ["dist/app.css", *(f"dist/{name}" for name in (*styles, *parts)), "ui/icon.svg"]
    return list(dict.fromkeys([*(static(name) for name in names), *others]))


def worker_response(*, page: str, shown: bytes, files: Sequence[str]) -> HttpResponse:
    """Return the service worker that keeps a page and its files.

    Parameters
    ----------
    page
        The page's address; the worker is served below it, and sees to nothing else.
    shown
        The page as it is now: where its words change, so does the version.
    files
        Addresses of what it needs.
    """
    told = json.dumps([page, *files]).encode()
    version = hashlib.sha256(told + shown).hexdigest()[:16]
    kept = {"scope": page, "version": version, "page": page, "files": list(files)}
    text = f"self.KEPT={json.dumps(kept)};\n{built.text_of(WORKER)}"
    answer = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer
