"""Notes each request once it is answered: in the log, and in the figures that monitors read."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from seedbed.web.config import metrics
from seedbed.web.config.logs import REQUEST, REQUESTS, route_of

LOG = logging.getLogger(REQUESTS)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class RequestsNoted:
    """The outermost of the middleware, so that what others answer is noted too."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as ever; give the answer the number that the log knows it by."""
        number = secrets.token_hex(8)  # our own: what a browser sends may hold anything
        token = REQUEST.set(number)
        began = time.perf_counter()
        try:
            answer = self.respond(request)
            self._note(request, answer, time.perf_counter() - began)
        finally:
            REQUEST.reset(token)
        answer["X-Request-Id"] = number
        return answer

    def _note(self, request: HttpRequest, answer: HttpResponse, seconds: float) -> None:
        route = route_of(request)
        method = request.method if request.method in METHODS else "other"
        metrics.note(route, str(method), answer.status_code, seconds)
        told = {"method": method, "route": route, "status": answer.status_code}
        LOG.info("Answered.", extra={**told, "milliseconds": round(seconds * 1000, 1)})
