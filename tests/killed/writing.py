"""Writers: each sends one form after another, and sends a form anew until the site has said that it is kept."""

from __future__ import annotations

import threading
import time
import uuid
from http.client import HTTPConnection, HTTPException
from itertools import count
from urllib.parse import urlencode

CSRF = "a" * 32
PATIENCE = 30
"""Seconds that an answer may take before the writer takes the site for dead."""
JOB_EVERY = 25


class RefusedError(AssertionError):
    """The site refused what it should keep."""


class Writer(threading.Thread):
    """Writes down words and themes, and now and then starts long work, until told to stop."""

    def __init__(self, name: str, port: int, slug: str, cookie: str) -> None:
        super().__init__(name=name, daemon=True)
        self.port, self.slug = port, slug
        self.headers = {
            "Cookie": f"seedbed={cookie}; csrftoken={CSRF}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.stopped = threading.Event()
        self.acknowledged: list[str] = []
        self.jobs: list[str] = []
        self.sent_again = 0
        self.faults: list[str] = []
        self.problem: Exception | None = None

    def run(self) -> None:
        """Write until told to stop; the form that was begun is seen through."""
        try:
            for number in count(1):
                if self.stopped.is_set():
                    return
                if number % JOB_EVERY == 0:
                    self._start_work()
                else:
                    self._see_through(f"{self.name} {number} {uuid.uuid4().hex}", theme=number % 2 == 0)
        except Exception as error:  # noqa: BLE001 - told to whoever waits for this thread
            self.problem = error

    def _see_through(self, told: str, *, theme: bool) -> None:
        path, fields = self._theme(told) if theme else self._contribution(told)
        body = urlencode({"csrfmiddlewaretoken": CSRF, "once": uuid.uuid4().hex, **fields})
        while not self._is_kept(*self._send(path, body)):
            self.sent_again += 1
            time.sleep(0.2)
        self.acknowledged.append(told)

    def _theme(self, told: str) -> tuple[str, dict[str, str]]:
        return f"/by-hand/in/{self.slug}/add/theme/", {"name": told, "definition": "", "dissent": ""}

    def _contribution(self, told: str) -> tuple[str, dict[str, str]]:
        day = {"said_on_day": "1", "said_on_month": "3", "said_on_year": "2026"}
        about = {"who": "public", "origin": "resident", "mode": "spoken", "language": "en", "how": "spoken"}
        return f"/by-hand/in/{self.slug}/add/contribution/", {"words": told, **about, **day}

    def _start_work(self) -> None:
        status, body = self._send("/count/", urlencode({"csrfmiddlewaretoken": CSRF}))
        if status == 201:
            self.jobs.append(body)

    def _send(self, path: str, body: str) -> tuple[int, str]:
        """Return status and body; 0 where the site was not there, or broke off."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("POST", path, body, self.headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except (OSError, HTTPException):
            return 0, ""
        finally:
            connection.close()

    def _is_kept(self, status: int, body: str) -> bool:
        """Say whether the site acknowledged a form: it goes on to the next page, or shows the receipt."""
        if status == 302 or (status == 200 and 'name="once"' not in body):
            return True
        if 200 <= status < 500:
            raise RefusedError(f"{status}: {body}")
        if status:
            self.faults.append(f"{status}: {body[:300]}")
        return False
