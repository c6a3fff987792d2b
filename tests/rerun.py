"""A failed journey is run once more, and that is printed; more than two of these fail the run.

A browser is now and then unlucky; a journey that often is, is broken. Works alone and under xdist: the workers run
tests again, the controller counts.

The traceback of a first try holds what the try had opened. It is let go of before the second, and what comes to light
then (a socket that nobody closed) is told with the first try: no later test is blamed for it.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import pytest
from _pytest.runner import runtestprotocol

ALLOWED = 2
AGAIN = "rerun"
LEFT = "Left behind by the first try"
LAST = ("last_type", "last_value", "last_traceback", "last_exc")
"""Where pytest keeps a failure for a debugger, and with it every frame and what stands in it."""


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run a journey, and once more if it failed; leave other tests to pytest."""
    if item.get_closest_marker("journey") is None:
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    reports = runtestprotocol(item, nextitem=nextitem, log=False)
    if any(report.failed for report in reports):
        _tell_first_try(item, [report for report in reports if report.failed], _let_go(item))
        reports = runtestprotocol(item, nextitem=nextitem, log=False)
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def _let_go(item: pytest.Item) -> list[str]:
    """Forget all that a first try holds; return what was found unclosed in it."""
    cast("Any", item)._initrequest()
    for name in LAST:
        if hasattr(sys, name):
            delattr(sys, name)
    with _unraisable() as found:
        gc.collect()
    return found


@contextmanager
def _unraisable() -> Iterator[list[str]]:
    """Gather what goes wrong where nobody can catch it, such as while garbage is thrown away."""
    found: list[str] = []
    before = sys.unraisablehook
    sys.unraisablehook = lambda thrown: found.append(f"{thrown.exc_type.__name__}: {thrown.exc_value}")
    try:
        yield found
    finally:
        sys.unraisablehook = before


def _tell_first_try(item: pytest.Item, failed: list[pytest.TestReport], left: list[str]) -> None:
    for report in failed:
        cast("Any", report).outcome = AGAIN
        if left:
            report.sections.append((LEFT, "\n".join(left)))
        item.ihook.pytest_runtest_logreport(report=report)


def pytest_report_teststatus(report: pytest.TestReport) -> tuple[str, str, tuple[str, dict[str, bool]]] | None:
    """Show a first failure as R."""
    return (AGAIN, "R", ("RERUN", {"yellow": True})) if cast("str", report.outcome) == AGAIN else None


class Counter:
    """Counts what was run again, where all reports arrive."""

    def __init__(self) -> None:
        self.reports: dict[str, pytest.TestReport] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a first failure."""
        if cast("str", report.outcome) == AGAIN:
            self.reports.setdefault(report.nodeid, report)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail a run with too many unlucky journeys."""
        if len(self.reports) > ALLOWED and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print what was run again and why."""
        if not self.reports:
            return
        terminalreporter.section("journeys that failed once and were run again")
        for report in self.reports.values():
            terminalreporter.write_line(f"{report.nodeid} ({report.when})")
            terminalreporter.write_line(report.longreprtext)
            for name, said in report.sections:
                if name == LEFT:
                    terminalreporter.write_line(f"{name}:\n{said}")
        if len(self.reports) > ALLOWED:
            count = len(self.reports)
            terminalreporter.write_line(f"{count} were run again; at most {ALLOWED} may be: the run has failed.")


def pytest_configure(config: pytest.Config) -> None:
    """Count in the process that everything is told to."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Counter(), "journeys run again")
