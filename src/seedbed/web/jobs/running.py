"""Running a job: its progress is kept, its end is noted whatever happens."""

from __future__ import annotations

import logging
import time
from typing import Any
from uuid import UUID

from django.utils import timezone
from django_tasks import task as queued

from seedbed.errors import UserError
from seedbed.web.jobs.models import Job, JobState
from seedbed.web.jobs.policies import before
from seedbed.web.jobs.tasks import Stopped, task_of

LOG = logging.getLogger(__name__)
BETWEEN_WRITES = 0.5
"""Seconds between two writes of progress."""
OUR_FAULT = {
    "what": "The work could not be finished.",
    "why": "Something went wrong on our side. It has been noted.",
    "next_step": "Start it again; if it fails again, tell whoever runs the site.",
}
CUT_SHORT = {
    "what": "The work was cut short.",
    "why": "The program that did it ended before it was done.",
    "next_step": "Start it again.",
}


@queued()
def run_queued(job: str) -> None:
    """Run a job whose turn has come. The one entry of Seedbed in the queue; ``job`` is its number."""
    run(UUID(job))


def run(number: UUID) -> None:
    """Run a job that waits, and note how it ended; one that does not wait any more is left alone."""
    if not move(number, JobState.RUNNING, began_at=timezone.now()):
        return
    job = Job.objects.get(pk=number)
    try:
        page = task_of(job.task)(Reporter(number), **job.arguments)
    except Stopped:
        _end(number, JobState.STOPPED)
    except UserError as error:
        _end(number, JobState.FAILED, error=in_three_sentences(error))
    except Exception:
        # What people are shown says nothing of our insides; whoever runs the site finds them in the log.
        LOG.exception("Job %s (%s) failed.", number, job.task)
        _end(number, JobState.FAILED, error=OUR_FAULT)
    except BaseException:
        _end(number, JobState.FAILED, error=CUT_SHORT)
        raise
    else:
        _end(number, JobState.DONE, next_page=page)


def move(number: UUID, to: JobState, **changes: Any) -> bool:
    """Put a job into a state if it may follow the one it is in; say whether it did."""
    waiting = Job.objects.filter(pk=number, state__in=before(to))
    return waiting.update(state=to, **changes) == 1


def in_three_sentences(error: UserError) -> dict[str, str]:
    """Return an error as a job keeps it."""
    return {"what": error.what, "why": error.why, "next_step": error.next_step}


def _end(number: UUID, state: JobState, **changes: Any) -> None:
    move(number, state, ended_at=timezone.now(), **changes)


class Reporter:
    """Keeps a job's progress, and passes on the wish to stop."""

    def __init__(self, number: UUID) -> None:
        self.number = number
        self.written_at = float("-inf")

    def __call__(self, done: float, total: float, message: str) -> None:
        """Write progress down if the last was a while ago.

        Raises
        ------
        Stopped
            If someone asked the job to stop.
        """
        now = time.monotonic()
        if now - self.written_at < BETWEEN_WRITES:
            return
        self.written_at = now
        job = Job.objects.filter(pk=self.number)
        job.update(done=done, total=total, message=message[:300])
        if job.filter(stop_asked=True).exists():
            raise Stopped
