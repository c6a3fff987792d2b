"""A profile is made with its files, read as a page, downloaded, and its figures are used on the thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from seedbed.errors import UserError
from seedbed.thread.identifiers import printed
from seedbed.web.golden_thread.models import Bead
from seedbed.web.jobs.tasks import Stopped
from seedbed.web.people.models import AuditEvent, User
from seedbed.web.places.models import Neighbourhood
from seedbed.web.step1_profile.actions import draft_of_areas, keep_draft, make_profile_now, profiling, use_figure
from seedbed.web.step1_profile.models import Profile
from seedbed.web.step1_profile.queries.profiles import FORMS, ProfilePage, folder_of
from seedbed.web.step1_profile.tasks import profile as profile_task
from tests.unit.web.conftest import Cast
from tests.unit.web.step1_profile.conftest import unheard

As = Callable[[User | None], Client]
QUICK = {name: told for name, told in FORMS.items() if not name.endswith((".pdf", ".docx"))}
"""Files that are written in a blink; the others take seconds."""


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profiling, "FORMS", QUICK)


@pytest.fixture
def made(quick: None, drawn: Neighbourhood) -> Profile:
    return make_profile_now(by=None, neighbourhood=drawn)


def _used(profile: Profile) -> str:
    """An indicator whose figure can be used."""
    figures = profile.document["figures"]
    return next(str(f["indicator"]) for f in figures if f["value"] is not None and f["ci_low"] is not None)


def test_a_profile_is_of_the_line_in_use(made: Profile) -> None:
    assert [area["code"] for area in made.document["areas"]] == list(made.boundary.shares)


def test_its_files_lie_in_its_folder(made: Profile) -> None:
    assert sorted(path.name for path in folder_of(made).iterdir()) == sorted(made.files) == sorted(QUICK)


def test_every_form_is_written(drawn: Neighbourhood) -> None:
    made = make_profile_now(by=None, neighbourhood=drawn)
    assert (made.files, made.missing) == (list(FORMS), {})


def test_without_a_line_there_is_nothing_to_profile(in_town: object, neighbourhood: Neighbourhood) -> None:
    with pytest.raises(UserError, match="cannot be profiled yet"):
        make_profile_now(by=None, neighbourhood=neighbourhood)


@pytest.mark.parametrize("when", [0, 3, 6])
def test_stopping_keeps_nothing(quick: None, drawn: Neighbourhood, settings: object, when: int) -> None:
    def report(done: float, total: float, what: str) -> None:
        if done >= when:
            raise Stopped

    with pytest.raises(Stopped):
        make_profile_now(by=None, neighbourhood=drawn, report=report)
    kept = Path(settings.MEDIA_ROOT) / "profiles"  # type: ignore[attr-defined]
    assert not Profile.objects.exists()
    assert not kept.exists() or not list(kept.iterdir())


def test_the_task_answers_with_the_page(quick: None, drawn: Neighbourhood) -> None:
    address = profile_task(unheard, neighbourhood=drawn.pk, by=None)
    assert address == reverse("step1_profile:profile", args=[drawn.slug])


def test_the_page_tells_figures_with_source_and_interval(cast: Cast, as_: As, made: Profile) -> None:
    said = as_(cast.ngozi).get(reverse("step1_profile:profile", args=[made.neighbourhood.slug])).content.decode()
    for part in ("In a few words", "Interval ", "source <a", "How well figures fit the line", "<svg"):
        assert part in said
    assert ' style="' not in said
    assert "Use this figure" not in said


def test_an_older_profile_can_still_be_read(cast: Cast, as_: As, made: Profile) -> None:
    make_profile_now(by=None, neighbourhood=made.neighbourhood)
    address = reverse("step1_profile:older_profile", args=[made.neighbourhood.slug, made.pk])
    assert "This is an older profile" in as_(cast.sam).get(address).content.decode()


def test_a_moved_line_is_said(cast: Cast, as_: As, made: Profile) -> None:
    draft = draft_of_areas(by=None, neighbourhood=made.neighbourhood, codes=["ZS000031", "ZS000032"])
    keep_draft(by=None, draft=draft, reason="Smaller.")
    address = reverse("step1_profile:profile", args=[made.neighbourhood.slug])
    assert "The line in use is now line 2" in as_(cast.sam).get(address).content.decode()


def test_a_profile_of_another_line_guards_the_first(made: Profile) -> None:
    draft = draft_of_areas(by=None, neighbourhood=made.neighbourhood, codes=["ZS000031", "ZS000032"])
    second = keep_draft(by=None, draft=draft, reason="Smaller.")
    assert make_profile_now(by=None, neighbourhood=made.neighbourhood).boundary == second


def test_a_download_is_saved_and_not_shown(cast: Cast, as_: As, made: Profile) -> None:
    address = reverse("step1_profile:profile_file", args=[made.neighbourhood.slug, made.pk, "profile.html"])
    answer = as_(cast.ngozi).get(address)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    answer.close()


def test_who_took_a_file_is_recorded(cast: Cast, as_: As, made: Profile) -> None:
    address = reverse("step1_profile:profile_file", args=[made.neighbourhood.slug, made.pk, "profile.html"])
    as_(cast.ngozi).get(address).getvalue()  # Read to its end, the file is closed.
    event = AuditEvent.objects.get(action="step1.download")
    assert (event.by, event.subject, event.detail) == (cast.ngozi, f"profile:{made.pk}", {"file": "profile.html"})


@pytest.mark.parametrize("name", ["profile.py", "..%2Fsecret-key", "profile.exe", "..", "profile.pdf"])
def test_only_its_own_files_are_sent(cast: Cast, as_: As, made: Profile, name: str) -> None:
    address = reverse("step1_profile:profile_file", args=[made.neighbourhood.slug, made.pk, "x"])[:-1] + name
    assert as_(cast.sam).get(address).status_code == 404


def test_an_outsider_downloads_nothing(cast: Cast, as_: As, made: Profile) -> None:
    address = reverse("step1_profile:profile_file", args=[made.neighbourhood.slug, made.pk, "profile.csv"])
    assert as_(cast.lee).get(address).status_code == 404


def test_a_figure_in_use_carries_where_it_comes_from(made: Profile) -> None:
    bead = use_figure(by=None, neighbourhood=made.neighbourhood, profile=made, indicator=_used(made))
    figure = next(f for f in made.document["figures"] if f["indicator"] == _used(made))
    for name in ("value", "ci_low", "ci_high", "period", "numerator", "denominator"):
        assert bead.payload[name] == figure[name]
    parts = str(bead.payload["source"]).split(", ")
    assert len(parts) == len(set(parts))
    assert all(parts)


def test_a_figure_is_used_once(cast: Cast, as_: As, made: Profile) -> None:
    address = reverse("step1_profile:use_figure", args=[made.neighbourhood.slug, made.pk])
    for _ in range(2):
        assert as_(cast.sam).post(address, {"indicator": _used(made)}).status_code == 302
    assert Bead.objects.filter(kind="figure").count() == 1


def test_using_a_figure_leads_to_what_was_made(cast: Cast, as_: As, made: Profile) -> None:
    address = reverse("step1_profile:use_figure", args=[made.neighbourhood.slug, made.pk])
    answer = as_(cast.sam).post(address, {"indicator": _used(made)}, follow=True)
    (message,) = answer.context["messages"]
    page = reverse("golden_thread:bead", args=[printed(Bead.objects.get(kind="figure").pk)])
    assert f'href="{page}"' in str(message)
    assert str(message) in answer.content.decode()


def test_using_a_figure_of_an_older_profile_stays_there(cast: Cast, as_: As, made: Profile) -> None:
    make_profile_now(by=None, neighbourhood=made.neighbourhood, files=False)
    address = reverse("step1_profile:use_figure", args=[made.neighbourhood.slug, made.pk])
    older = reverse("step1_profile:older_profile", args=[made.neighbourhood.slug, made.pk])
    assert as_(cast.sam).post(address, {"indicator": _used(made)}).headers["Location"] == older


def test_the_page_shows_which_figures_are_in_use(made: Profile) -> None:
    use_figure(by=None, neighbourhood=made.neighbourhood, profile=made, indicator=_used(made))
    assert ProfilePage(made).in_use[_used(made)].links == 0


def test_a_decision_maker_may_not_use_a_figure(cast: Cast, as_: As, made: Profile) -> None:
    address = reverse("step1_profile:use_figure", args=[made.neighbourhood.slug, made.pk])
    assert as_(cast.ngozi).post(address, {"indicator": _used(made)}).status_code == 403


def test_a_hidden_figure_cannot_be_used(made: Profile) -> None:
    hidden = made.document["figures"][0]
    hidden.update(suppressed=True, value=None)
    made.save()
    with pytest.raises(UserError, match="cannot be used"):
        use_figure(by=None, neighbourhood=made.neighbourhood, profile=made, indicator=hidden["indicator"])


def test_a_figure_of_nothing_cannot_be_used(made: Profile) -> None:
    with pytest.raises(UserError, match="no such figure"):
        use_figure(by=None, neighbourhood=made.neighbourhood, profile=made, indicator="<b>")


def test_a_figure_of_another_place_cannot_be_used(made: Profile, other_neighbourhood: Neighbourhood) -> None:
    with pytest.raises(UserError, match="another neighbourhood"):
        use_figure(by=None, neighbourhood=other_neighbourhood, profile=made, indicator=_used(made))
