"""Which state of a job may follow which."""

from __future__ import annotations

from seedbed.web.jobs.models import JobState

TRANSITIONS: dict[JobState, frozenset[JobState]] = {
    JobState.WAITING: frozenset({JobState.RUNNING, JobState.STOPPED}),
    JobState.RUNNING: frozenset({JobState.DONE, JobState.STOPPED, JobState.FAILED}),
    JobState.DONE: frozenset(),
    JobState.STOPPED: frozenset(),
    JobState.FAILED: frozenset(),
}
"""What may follow each state."""


def before(state: JobState) -> list[JobState]:
    """Return the states that may come just before one."""
    return [earlier for earlier, later in TRANSITIONS.items() if state in later]


def has_ended(state: JobState) -> bool:
    """Say whether nothing follows a state."""
    return not TRANSITIONS[state]
