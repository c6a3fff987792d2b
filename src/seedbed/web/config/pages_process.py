"""Several processes that answer pages behind a web server: gunicorn, as a site in production has it."""

from __future__ import annotations

import os
import shutil
import tempfile
from logging.config import dictConfig
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from seedbed.web.config.environment import Environment
from seedbed.web.config.logs import logging_settings

SHARED_COUNTS = "PROMETHEUS_MULTIPROC_DIR"
LONGEST_ANSWER, LAST_ANSWERS = 120, 8
"""Seconds that an answer may take, and that answers may still take after being asked to end."""


class OurLog(Logger):  # type: ignore[misc]
    """What the server has to say goes where everything goes; requests are told of by us."""

    def setup(self, cfg: Any) -> None:
        """Add no stream of its own."""
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            log.handlers.clear()
            log.propagate = True


class Pages(BaseApplication):  # type: ignore[misc]
    """The processes that answer."""

    def __init__(self, place: str, processes: int, threads: int) -> None:
        self.place, self.processes, self.threads = place, processes, threads
        super().__init__()

    def load_config(self) -> None:
        """Set how they run."""
        told = {
            "bind": self.place,
            "workers": self.processes,
            "threads": self.threads,
            "worker_class": "gthread",
            "timeout": LONGEST_ANSWER,
            "graceful_timeout": LAST_ANSWERS,
            "loglevel": "warning",
            "logger_class": OurLog,
            # Which web servers are believed is settled by us, for every kind of server alike.
            "forwarded_allow_ips": "",
            "control_socket_disable": True,
            "proc_name": "seedbed-pages",
        }
        for name, value in told.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        """Load the application, in each process anew."""
        from seedbed.web.config.wsgi import application

        return application


def serve_pages(environment: Environment, place: str, processes: int, threads: int) -> None:
    """Serve until asked to end.

    Parameters
    ----------
    environment
        The settings.
    place
        Where: host and port with a colon between them.
    processes, threads
        How many, and how many threads each of them has.
    """
    folder = tempfile.mkdtemp(prefix="seedbed-counts-") if environment.metrics_token else ""
    if folder:
        os.environ[SHARED_COUNTS] = folder
    try:
        _log_as_we_do(environment)
        Pages(place, processes, threads).run()
    finally:
        if folder:
            shutil.rmtree(folder, ignore_errors=True)


def _log_as_we_do(environment: Environment) -> None:
    """Set the log of the process that starts the others, which knows nothing of Django."""
    dictConfig(logging_settings(environment))
