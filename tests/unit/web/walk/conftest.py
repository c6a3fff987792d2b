"""A site with one real thing of each kind that addresses name, and people to ask for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from seedbed.thread.identifiers import printed
from seedbed.web.consent.actions import welcome
from seedbed.web.consent.queries import wordings_of
from seedbed.web.contacts.actions import keep_contact
from seedbed.web.contacts.reach import Reach
from seedbed.web.invitations.actions import invite
from seedbed.web.invitations.queries import token_of
from seedbed.web.invitations.shifts import open_shift
from seedbed.web.jobs.models import Job
from seedbed.web.media import showing
from seedbed.web.people.actions import grant, make_entry_link
from seedbed.web.people.roles import Role
from seedbed.web.places.models import Neighbourhood
from seedbed.web.safeguarding.actions import Planned, send_concern, set_plan
from seedbed.web.step5_agenda.workshop_models import Workshop
from seedbed.web.ui import errors
from tests.unit.web.conftest import Cast
from tests.unit.web.golden_thread.builder import Builder
from tests.unit.web.privacy.every_address import NAMES, World, make_world
from tests.unit.web.walk.filling import Filling


@pytest.fixture
def world(neighbourhood: Neighbourhood, cast: Cast) -> World:
    """The small thread of the privacy tests."""
    job = Job.objects.create(task="tests.none", title=NAMES[0], scope=neighbourhood.scope, started_by=cast.dev)
    return make_world(Builder(neighbourhood, cast.dev), cast, job)


@pytest.fixture(autouse=True)
def _refusals_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most addresses refuse most people, by one page that has tests of its own: the walk asks only who is refused."""

    def said(_request: HttpRequest, _template: str, about: dict[str, Any], *, status: int) -> HttpResponse:
        return HttpResponse(about["error"]["what"], status=status)

    monkeypatch.setattr(errors, "render", said)


@pytest.fixture
def _shown_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A room shows the file of the walk to everybody."""
    monkeypatch.setitem(showing._OWNERS, "the walk", lambda _user, _file: True)


@pytest.fixture
def filling(world: World, neighbourhood: Neighbourhood, cast: Cast, _shown_file: None) -> Filling:
    """What stands for each part of an address: real things, of Dev's making, that whoever invites helpers may end."""
    scope, now = neighbourhood.scope, timezone.now()
    helper = grant(by=cast.dev, user=cast.lee, scope=scope, role=Role.ARTIST)
    shift, _ = open_shift(by=cast.dev, scope=scope, role=Role.TABLE_HOST, until=now + timedelta(hours=4))
    invitation, invited = invite(by=cast.dev, scope=scope, role=Role.INTERPRETER, name="Mina")
    words = next(each for each in wordings_of(neighbourhood.programme) if each.language == "cy")
    assert world.said.receipt is not None
    reached = welcome(by=None, neighbourhood=neighbourhood, scopes=["take_part", "recontact"])
    contact = keep_contact(by=cast.ama, participant=reached, reach=Reach(email="tern@example.org"))
    set_plan(by=cast.olu, neighbourhood=neighbourhood, planned=Planned(lead=cast.sam, deputy=cast.dev))
    concern = send_concern(by=cast.dev, neighbourhood=neighbourhood, words="Someone is cold.")
    programme = neighbourhood.programme
    return Filling(
        {
            "partnerships/<slug:slug>": f"partnerships/{programme.partnership.slug}",
            "programmes/<slug:slug>": f"programmes/{programme.slug}",
            "<slug:slug>": neighbourhood.slug,
            "<slug:kind>": "theme",
            "<slug:document>": "hosting",
            "<str:printed>/mark/": f"{printed(world.said.pk)}/mark/",
            "<str:printed>/translate/": f"{printed(world.said.pk)}/translate/",
            "<str:printed>/withdraw/": f"{printed(world.said.pk)}/withdraw/",
            "<str:printed>": printed(world.theme.pk),
            "link/<int:number>": f"link/{world.links[4].pk}",
            "change/<int:number>": f"change/{world.lineage.pk}",
            "<int:scope>": str(scope.pk),
            "<int:grant>": str(helper.pk),
            "<int:invitation>": str(invitation.pk),
            "<int:shift>": str(shift.pk),
            "<int:pk>": "1",
            "<int:token>": "1",
            "contacts/in/<slug:slug>/<uuid:number>": f"contacts/in/{neighbourhood.slug}/{contact.pk}",
            "safeguarding/<uuid:number>": f"safeguarding/{concern.pk}",
            "<uuid:number>": str(world.job.pk),
            "<int:number>": "1",
            "<path:subject>": f"contribution:{world.said.pk}",
            "<str:receipt>": world.said.receipt.pk,
            "<str:language>": words.language,
            "<str:version>": words.version,
            "<str:form>": "json",
            "<str:name>": "profile.html",
            "<str:area>": "ZS000031",
            "accept/<str:token>": f"accept/{invited}",
            "join/<str:token>": f"join/{token_of(shift)}",
            **world.register,
            "<str:workshop_code>": Workshop.objects.get().code,
            "enter/<str:token>": f"enter/{make_entry_link(by=None, user=cast.pat)}",
        }
    )
