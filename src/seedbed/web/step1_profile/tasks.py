"""The long work of step 1, as the queue runs it. Arguments are numbers and short texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.urls import reverse

from seedbed.web.jobs.tasks import Report, register
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood, Programme
from seedbed.web.step1_profile import actions
from seedbed.web.step1_profile.models import Profile, Screening
from seedbed.workflows.places.screen_region import ScreenRequest
from seedbed.workflows.progress import Progress

LONGEST_ADDRESS = 300


def register_tasks() -> None:
    """Make the tasks known."""
    register("step1_profile.screen", screen)
    register("step1_profile.figures", figures)
    register("step1_profile.profile", profile)
    register("step1_profile.files", files)


def screen(  # noqa: PLR0913 - what a request holds
    report: Report,
    *,
    programme: int,
    by: int | None,
    within: str,
    percentile: float,
    population_low: int,
    population_high: int,
) -> str:
    """Look for candidates; return the address of the list."""
    found = Programme.objects.get(pk=programme)
    request = ScreenRequest(
        within=within, percentile=percentile, population_low=population_low, population_high=population_high
    )
    made = actions.keep_screening(by=_person(by), programme=found, request=request, report=_heard(report))
    return f"{reverse('step1_profile:candidates', args=[found.slug])}?screening={made.pk}"


def figures(
    report: Report, *, screening: int, by: int | None, areas: Sequence[str], weights: Mapping[str, float] | None
) -> str:
    """Work out figures of candidates; return the address where they stand side by side, weighed as they were."""
    found = Screening.objects.select_related("programme").get(pk=screening)
    actions.keep_figures(by=_person(by), screening=found, areas=areas, report=_heard(report))
    asked = {f"w_{name}": f"{weight:.6g}" for name, weight in (weights or {}).items()}
    page = reverse("step1_profile:candidates", args=[found.programme.slug])
    told = [
        f"{page}?{urlencode({'screening': found.pk, 'compare': list(areas), **kept}, doseq=True)}#compare"
        for kept in (asked, {})
    ]
    # An address that a job cannot keep goes without the weights.
    return next((address for address in told if len(address) <= LONGEST_ADDRESS), told[-1])


def profile(report: Report, *, neighbourhood: int, by: int | None) -> str:
    """Profile a neighbourhood; return the address of the profile."""
    found = Neighbourhood.objects.select_related("programme__scope", "scope").get(pk=neighbourhood)
    actions.make_profile_now(by=_person(by), neighbourhood=found, report=_heard(report))
    return reverse("step1_profile:profile", args=[found.slug])


def files(report: Report, *, profile: str, by: int | None) -> str:
    """Write the files of a profile; return the address of the profile."""
    found = Profile.objects.select_related("neighbourhood__programme", "neighbourhood__scope").get(pk=profile)
    actions.make_files(by=_person(by), profile=found, report=_heard(report))
    return f"{reverse('step1_profile:profile', args=[found.neighbourhood.slug])}#downloads"


def _heard(report: Report) -> Progress:
    """Let a workflow tell a job how far it is."""

    def heard(done: float, total: float, what: str) -> None:
        report(done, total, what)

    return heard


def _person(number: int | None) -> User | None:
    return None if number is None else User.objects.filter(pk=number).first()
