"""Every process of a site starts light: what only some of its work needs is loaded when that work is done."""

from __future__ import annotations

import subprocess
import sys

HEAVY = (
    *("numba", "scipy", "polars", "pandas", "geopandas", "pyproj", "weasyprint", "docx", "vl_convert"),
    *("cv2", "httpx", "psycopg"),
)
LOADS = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.web_settings"
import django
django.setup()
from django.urls import get_resolver
def walk(resolver):
    for each in resolver.url_patterns:
        walk(each) if hasattr(each, "url_patterns") else each.callback
walk(get_resolver())
import seedbed.web.jobs.management.commands.work
print(*sys.modules)
"""


def test_every_page_and_the_worker_are_known_without_heavy_libraries() -> None:
    done = subprocess.run([sys.executable, "-c", LOADS], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "seedbed.web.step1_profile.views.candidates" in loaded
    assert [name for name in HEAVY if name in loaded] == []
