"""A feed in a private network is fetched from the hosts that an administrator named, and from no other."""

from __future__ import annotations

from typing import Any

import pytest

from seedbed.sources.guarded_http import Fetcher, PrivateAddressError
from seedbed.web.asset_register.actions import start_import
from seedbed.web.asset_register.models import Asset
from seedbed.web.jobs.models import Job, JobState
from seedbed.web.jobs.running import run
from seedbed.web.places.models import Neighbourhood
from tests.unit.sources.feed_server import Answer, pages_of, services, serving
from tests.unit.web.conftest import Cast


def imported(neighbourhood: Neighbourhood, cast: Cast, address: str) -> Job:
    _, job = start_import(by=cast.dev, neighbourhood=neighbourhood, name=f"{address}/services")
    run(job.pk)
    job.refresh_from_db()
    return job


@pytest.mark.django_db
def test_a_feed_of_a_named_host_is_taken_in(neighbourhood: Neighbourhood, cast: Cast, settings: Any) -> None:
    settings.FEED_HOSTS = ("127.0.0.1",)
    with serving(pages_of(services(12))) as (address, _):
        job = imported(neighbourhood, cast, address)
    assert (job.state, job.error, Asset.objects.count()) == (JobState.DONE, None, 12)


@pytest.mark.django_db
def test_any_other_host_is_refused_and_told_how(neighbourhood: Neighbourhood, cast: Cast, settings: Any) -> None:
    settings.FEED_HOSTS = ("directory.council.internal",)
    with serving(pages_of(services(1))) as (address, asked):
        job = imported(neighbourhood, cast, address)
    assert (job.state, asked) == (JobState.FAILED, [])
    assert job.error is not None
    assert "SEEDBED_FEED_HOSTS" in job.error["next_step"]


def test_a_named_host_may_not_send_on_to_one_that_is_not() -> None:
    def elsewhere(*_: object) -> Answer:
        return 302, {"Location": "http://inner.example.org/secret"}, b""

    with (
        serving(elsewhere) as (address, asked),
        Fetcher(private_hosts=["Feed.Example.org"], lookup=lambda *_: ["127.0.0.1"]) as fetcher,
        pytest.raises(PrivateAddressError, match=r"inner\.example\.org"),
    ):
        fetcher.get(address.replace("127.0.0.1", "feed.example.org") + "/services")
    assert asked == ["/services"]
