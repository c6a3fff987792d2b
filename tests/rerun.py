"""A failed journey is run once more, and that is printed; more than two of these fail the run.

A browser is now and then unlucky; a journey that often is, is broken. Works alone and under xdist: the workers run
tests again, the controller counts.
"""

from __future__ import annotations

from typing import Any, cast

import pytest
from _pytest.runner import runtestprotocol

ALLOWED = 2
AGAIN = "rerun"


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run a journey, and once more if it failed; leave other tests to pytest."""
    if item.get_closest_marker("journey") is None:
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    reports = runtestprotocol(item, nextitem=nextitem, log=False)
    if any(report.failed for report in reports):
        for report in reports:
            if report.failed:
                cast("Any", report).outcome = AGAIN
                item.ihook.pytest_runtest_logreport(report=report)
        cast("Any", item)._initrequest()
        reports = runtestprotocol(item, nextitem=nextitem, log=False)
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


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
        if len(self.reports) > ALLOWED:
            count = len(self.reports)
            terminalreporter.write_line(f"{count} were run again; at most {ALLOWED} may be: the run has failed.")


def pytest_configure(config: pytest.Config) -> None:
    """Count in the process that everything is told to."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Counter(), "journeys run again")
