"""Pages that ask a map of 500 factors and 1,500 links: the fourteen questions and a what-if, through all of the site.

No peer answers such pages. Each is asked as a browser does, with a session, and the whole answer is read; the bar is
on the processor's time of the slowest twentieth of answers.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.harness import Recorder, Row, peak_mb
from seedbed.analysis.systems.questions import QUESTIONS
from tests.live_maps.outcome import prepare

FACTORS, LINKS, REPEATS = 500, 1_500, 5
SLOWEST = 0.3
"""Seconds for an answer."""


def run(recorder: Recorder) -> None:
    """Ask each question and the what-if a few times."""
    with tempfile.TemporaryDirectory() as folder:
        laid = prepare(Path(folder) / "home", 1, FACTORS, LINKS)
        os.environ.update(laid["environ"])
        import django

        django.setup()
        _ask_all(recorder, laid)


def _ask_all(recorder: Recorder, laid: dict[str, Any]) -> None:
    from django.test import Client

    from seedbed.web.step5_agenda.models import MapFactor

    client = Client(headers={"Host": "127.0.0.1"})
    client.cookies["seedbed"] = laid["sessions"][0]
    at = f"/step-5/maps/{laid['map']}/"
    one, other = (str(key) for key in MapFactor.objects.order_by("pk").values_list("key", flat=True)[:2])
    pages = {f"question {each}": (f"{at}questions/", _question(each, one, other)) for each in QUESTIONS}
    pages["what-if"] = (f"{at}what-if/", {"up": one, "rule": "kosko"})
    for name, (address, asked) in pages.items():
        status = client.get(address, asked).status_code  # once more than counted: what is loaded at first use
        times = [_seconds(client, address, asked) for _ in range(REPEATS)]
        slowest = float(np.quantile(times, 0.95))
        size = f"{name}, {FACTORS:,} factors, {LINKS:,} links"
        bar = f"at most {SLOWEST:g} CPU s"
        told = Row("map pages", size, slowest, "", None, None, status == 200, peak_mb(), None, bar, slowest <= SLOWEST)
        recorder.add(told)


def _question(letter: str, one: str, other: str) -> dict[str, str]:
    return {"ask": letter, "factor": one, "towards": other}


def _seconds(client: Any, address: str, asked: dict[str, str]) -> float:
    began = time.process_time()
    _ = client.get(address, asked).content
    return time.process_time() - began
