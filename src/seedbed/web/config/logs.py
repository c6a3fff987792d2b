"""What the log holds, and how it is written: a line of text for people, or one JSON object a line for programs.

It holds no name, no address of anybody, no path and nothing that was sent: one-time links stand in paths, and the text
of an error may repeat what somebody wrote. Of an error it holds its kind and where it happened; with SEEDBED_DEBUG,
all there is.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from seedbed.web.config.environment import Environment

REQUEST: ContextVar[str] = ContextVar("request", default="")
"""The number of the request that is being answered; it stands in the answer's X-Request-Id too."""
REQUESTS = "seedbed.requests"
"""The log of requests."""
TOLD = ("method", "route", "status", "milliseconds")
"""What a line about a request holds."""
FRAMES, CAUSES = 15, 5


def route_of(request: Any) -> str:
    """Return which page a request was for, by name: what stands in its path may be nobody's business."""
    match = getattr(request, "resolver_match", None)
    if match is not None:
        return str(match.view_name or "unnamed")
    return "static" if str(getattr(request, "path", "")).startswith("/static/") else "none"


def facts_of(record: logging.LogRecord) -> dict[str, Any]:
    """Return what may be told of a record."""
    facts: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "message": _message(record),
    }
    if number := REQUEST.get():
        facts["request"] = number
    facts |= {name: vars(record)[name] for name in TOLD if name in vars(record)}
    if record.exc_info and record.exc_info[1]:
        facts |= _error(record.exc_info[1])
    return facts


def _message(record: logging.LogRecord) -> str:
    if record.name.startswith("django.security"):
        return f"A request was refused: {record.name.rpartition('.')[2]}"
    if record.name.startswith("django") and hasattr(record, "request"):
        # Django would say the path.
        return f"{getattr(record, 'status_code', record.levelname)} at {route_of(vars(record)['request'])}"
    return record.getMessage()


def _error(error: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    at = [f"{_short(one.filename)}:{one.lineno} {one.name}" for one in frames]
    return {"error": [type(each).__name__ for each in islice(_causes(error), CAUSES)], "at": at}


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _short(path: str) -> str:
    """Return a file's path without the folders of this machine."""
    path = path.replace("\\", "/")
    for mark in ("/site-packages/", "/src/"):
        if mark in path:
            return path.rpartition(mark)[2]
    return "/".join(path.rsplit("/", 2)[-2:])


class JsonLines(JsonFormatter):
    """One JSON object a line, with what may be told."""

    def add_fields(
        self,
        log_data: dict[str, Any],
        record: logging.LogRecord,
        message_dict: dict[str, Any],  # noqa: ARG002 - the library's signature
    ) -> None:
        """Hold what may be told, and nothing that was handed over beside it."""
        log_data.update(facts_of(record))


class TextLines(logging.Formatter):
    """A line for people, with what may be told."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the facts in a row; where an error happened stands below."""
        facts = facts_of(record)
        said = " ".join(str(facts.pop(name)) for name in ("time", "level", "logger"))
        message, kinds, at = facts.pop("message"), facts.pop("error", None), facts.pop("at", [])
        rest = "".join(f" {name}={value}" for name, value in facts.items())
        lines = [f"{said}: {message}{rest}", *(f"    {each}" for each in at)]
        return "\n".join([*lines, f"    {' from '.join(kinds)}"] if kinds else lines)


class EverythingLines(logging.Formatter):
    """With SEEDBED_DEBUG: whatever there is, for whoever looks for a fault on their own computer."""


def logging_settings(environment: Environment) -> dict[str, Any]:
    """Return Django's settings of the log. Requests are told of in JSON alone; faults always."""
    whole = {"()": EverythingLines, "format": "{asctime} {levelname} {name}: {message}", "style": "{"}
    kind = {"()": JsonLines} if environment.log == "json" else {"()": TextLines}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": whole if environment.debug and environment.log == "text" else kind},
        # Django's own handlers would show faults on a developer's screen or mail them; here they go to stderr, always.
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
            REQUESTS: {"level": "INFO" if environment.log == "json" else "WARNING"},
            # Tells of every rule of our styles that is for screens alone, and of fonts: dozens of lines a document.
            "weasyprint": {"level": "ERROR"},
            "fontTools": {"level": "ERROR"},
        },
    }
