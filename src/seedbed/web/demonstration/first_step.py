"""Step 1 of the story: profiles, the candidates among which both neighbourhoods were chosen, and why.

It takes longer than everything else of the story, so it is done by the queue while people look at the rest.
"""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from seedbed.demo.names import NEIGHBOURHOODS, PACK_NAME, neighbourhood_codes
from seedbed.web.demonstration.setting import noon
from seedbed.web.jobs.actions import start
from seedbed.web.jobs.models import Job
from seedbed.web.jobs.tasks import Report, register
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood, Programme
from seedbed.web.step1_profile import actions
from seedbed.web.step1_profile.models import Profile, Screening
from seedbed.web.step1_profile.queries.profiles import newest_profile
from seedbed.workflows.places.screen_region import ScreenRequest

TASK = "demonstration.first_step"
LOOKED_ON, CHOSEN_ON = date(2025, 2, 3), date(2025, 2, 10)
ASKED = ScreenRequest(within=PACK_NAME, percentile=30, population_high=4_000)
CHOSEN_BY = "The partnership's board (invented)"


REASONS = {
    "kestrel-rise": (
        "Need is greatest here by every weighting that we tried, the railway cuts it off from the town's services, and "
        "its residents already join in: three groups asked to work with us."
    ),
    "tanners-row": (
        "It ranks low as a whole, but its small areas hide two of the most deprived of the nation beside two that do "
        "well. Residents say that Tanners Row is all five small areas, so its line is wider than the candidate's."
    ),
}
"""Why each was chosen among the candidates."""


def register_task() -> None:
    """Make the task known."""
    register(TASK, set_first_step)


def start_first_step(*, by: User, programme: Programme) -> Job:
    """Put the first step into the queue."""
    return start(
        by=by,
        scope=programme.scope,
        task=TASK,
        title="Candidates and profiles of the invented town",
        arguments={"programme": programme.pk, "by": by.pk},
    )


def set_first_step(report: Report, *, programme: int, by: int) -> str:
    """Do step 1 of the story, or what is left of it; return the address of the candidates."""
    found, sam = Programme.objects.get(pk=programme), User.objects.get(pk=by)
    places = {slug: found.neighbourhoods.get(name=NEIGHBOURHOODS[slug][0]) for slug in REASONS}
    steps = 2 * len(places) + 1
    profiles = []
    for number, place in enumerate(places.values()):
        report(number, steps, f"Profile of {place.name}")
        profiles.append(_profile(sam, place))
    report(len(places), steps, "Candidate neighbourhoods")
    _choose(sam, found, places)
    for number, profile in enumerate(profiles, start=len(places) + 1):
        report(number, steps, f"Files of the profile of {profile.neighbourhood.name}")
        if not profile.files:
            actions.make_files(by=sam, profile=profile)
    return reverse("step1_profile:candidates", args=[found.slug])


def _profile(sam: User, place: Neighbourhood) -> Profile:
    there = newest_profile(place)
    return there or actions.make_profile_now(by=sam, neighbourhood=place, files=False, at=noon(CHOSEN_ON))


def _choose(sam: User, programme: Programme, places: dict[str, Neighbourhood]) -> None:
    screening = actions.keep_screening(by=sam, programme=programme, request=ASKED, at=noon(LOOKED_ON))
    for slug, reason in REASONS.items():
        actions.choose(
            by=sam,
            screening=screening,
            area=candidate_of(slug, screening),
            reason=reason,
            chosen_by=CHOSEN_BY,
            neighbourhood=places[slug],
            at=noon(CHOSEN_ON),
        )


def candidate_of(slug: str, screening: Screening) -> str:
    """Return the code of the first small area of the candidate that shares most with a neighbourhood."""
    codes = set(neighbourhood_codes(slug))
    best = max(screening.document["candidates"], key=lambda each: len(codes & set(each["areas"])))
    return str(best["areas"][0])
