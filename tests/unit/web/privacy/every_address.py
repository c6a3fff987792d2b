"""Every address of the platform, and a small thread whose words and names tests look for on every page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from seedbed.thread.identifiers import printed
from seedbed.thread.kinds import Relation
from seedbed.thread.loose_ends import LooseEnd
from seedbed.thread.payloads.agenda import FactorPayload
from seedbed.thread.payloads.choices import OrganisationForm
from seedbed.thread.payloads.decided import ReplyPayload
from seedbed.thread.payloads.heard import CodePayload, ThemePayload
from seedbed.web.asset_register.actions import add_organisation
from seedbed.web.assurance.documents import DOCUMENTS
from seedbed.web.golden_thread import actions
from seedbed.web.golden_thread.models import Bead, Lineage, Link
from seedbed.web.jobs.models import Job
from seedbed.web.listening.actions import excerpt, record_contribution
from seedbed.web.listening.models import Contribution
from seedbed.web.outreach.actions import invite_to
from seedbed.web.people.models import Grant
from seedbed.web.step2_listen.actions import PlannedShift, plan_shift
from tests.addresses import OF_PROGRAMS
from tests.unit.web.conftest import Cast
from tests.unit.web.golden_thread.builder import Builder
from tests.unit.web.privacy.media_files import photo_of
from tests.unit.web.privacy.register import map_of, register_of
from tests.unit.web.privacy.walked import walk_of

SAID = "The quagga café is gone. My sister misses zebrawood tables. Nobody asked."
TRANSLATED = "Okapi rooms are shut. Narwhal chairs too. Nobody asked."
PROMPT = "What about the axolotl?"
WORDS = ("quagga", "zebrawood", "Okapi", "Narwhal", "axolotl")
"""Words of a resident: only people who may read words ever get them."""

BECAUSE = "They said: gharial"
"""Why a voice was joined: whoever joins has read the words and may repeat them."""

NAMES = ("Millbrook", "Numbat theme", "Kakapo factor")
"""Names of the programme's own things: outsiders never get them."""


def patterns(resolver: URLResolver | None = None, before: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """Yield every address as it is written in the code, with its view."""
    for pattern in (resolver or get_resolver()).url_patterns:
        address = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            if pattern.namespace == OF_PROGRAMS:
                continue
            yield from patterns(pattern, address)
        else:
            yield address, pattern


@dataclass
class World:
    """A programme with one of everything that addresses name."""

    said: Contribution
    voice: Bead
    theme: Bead
    beads: list[Bead]
    links: list[Link]
    lineage: Lineage
    job: Job
    grants: list[Grant] = field(default_factory=list)
    register: dict[str, str] = field(default_factory=dict)

    def addresses(self) -> list[str]:
        """Return every address with each of the world's things in it, and with the queries that pages take."""
        plain = {each for address, _ in patterns() for each in self._filled(address)}
        asked = {f"{each}{query}" for each in plain for query in QUERIES if _takes(each, query)}
        return sorted(plain | asked)

    def _filled(self, address: str) -> Iterator[str]:
        place = self.theme.neighbourhood
        assert place is not None
        slug = place.programme.slug if "programmes/" in address else place.slug
        slug = place.programme.partnership.slug if "partnerships/" in address else slug
        choices = {
            "<slug:slug>": [slug],
            "<slug:kind>": ["contribution", "voice", "theme", "reply"],
            "<slug:document>": [document.slug for document in DOCUMENTS],
            "<str:printed>": [printed(bead.pk) for bead in self.beads],
            "link/<int:number>": [f"link/{link.pk}" for link in self.links],
            "change/<int:number>": [f"change/{self.lineage.pk}"],
            "<int:scope>": [str(number) for number in place.scope.ids_above()],
            "<int:grant>": [str(grant.pk) for grant in self.grants],
            "<uuid:number>": [str(self.job.pk)],
            "<int:number>": ["1"],
            "<str:form>": ["json", "csv"],
            "<str:name>": ["profile.html", "..%2Fsecret-key"],
            "<str:area>": ["ZS000031"],
            "<str:token>": ["no-such-token"],
            "<int:invitation>": ["1"],
            "<int:shift>": ["1"],
            "<int:token>": ["1"],
            "<int:pk>": ["1"],
            "<path:subject>": [f"contribution:{self.said.pk}"],
            # A number of nobody: what the number of a receipt shows is tested with receipts.
            "<str:receipt>": ["482109375567"],
            "<str:language>": ["en"],
            "<str:version>": ["1"],
            **{part: [value] for part, value in self.register.items()},
        }
        found = [name for name in choices if name in address]
        for chosen in product(*(choices[name] for name in found)):
            filled = address
            for name, value in zip(found, chosen, strict=True):
                filled = filled.replace(name, value)
            assert "<" not in filled, f"Say here what stands for the last part of {filled}"
            yield filled


QUERIES = (
    *("?way=back", "?q=asked", "?view=stages&characteristic=age"),
    *(f"?kind={end}" for end in (LooseEnd.VOICE_WITHOUT_THEME, LooseEnd.VOICE_WITHOUT_REPLY)),
)


def _takes(address: str, query: str) -> bool:
    pages = {"?way": "/follow/", "?q": "/words/", "?view": "/measures/", "?kind": "/loose-ends/"}
    return address.endswith(pages.get(query.split("=", maxsplit=1)[0], "no page"))


def make_world(thread: Builder, cast: Cast, job: Job) -> World:
    """Say something, mark it, join it up with reasons that repeat it, take a link back, merge and split."""
    said = record_contribution(
        by=cast.dev,
        neighbourhood=thread.neighbourhood,
        words=SAID,
        translation=TRANSLATED,
        prompt=PROMPT,
        said_on=date(2026, 3, 1),
        language="cy",
        participant=cast.rosa,
    )
    voice = excerpt(by=cast.dev, contribution=said, start=0, end=24, translation=TRANSLATED[:22]).bead
    other = excerpt(by=cast.dev, contribution=said, start=25, end=59).bead
    code, theme, gone = (
        thread.add(payload)
        for payload in (CodePayload(name="Kea code"), ThemePayload(name=NAMES[1]), ThemePayload(name="Tapir theme"))
    )
    factor, reply = (
        thread.add(FactorPayload(name=NAMES[2])),
        thread.add(ReplyPayload(name="Potoo reply", words="We listened.", sent_on=date(2026, 4, 1))),
    )
    pairs = [
        (voice, Relation.CODED_TO, code),
        (voice, Relation.GROUPED_IN, theme),
        (other, Relation.GROUPED_IN, gone),
        (code, Relation.GROUPED_IN, theme),
        (theme, Relation.EXPRESSED_AS, factor),
        (reply, Relation.REPLIES_TO, voice),
    ]
    links = [
        actions.link(
            by=cast.dev,
            source=source,
            relation=relation,
            target=target,
            why=BECAUSE if {voice, other} & {source, target} else "",
        )
        for source, relation, target in pairs
    ]
    taken = actions.link(by=cast.dev, source=other, relation=Relation.CODED_TO, target=code, why=BECAUSE)
    actions.retract(by=cast.dev, link=taken, why=BECAUSE)
    lineage = actions.merge(by=cast.dev, beads=[gone], into=theme, why="They mean the same")
    links += [taken, *Link.objects.filter(made_in=lineage)]
    beads = [said.bead, voice, other, code, theme, reply]
    register = register_of(thread.neighbourhood, cast.dev, voice)
    photo = photo_of(thread.neighbourhood, cast.dev)
    register |= {"<uuid:file>": str(photo.pk), **walk_of(thread.neighbourhood, cast.dev, photo)}
    begins = timezone.now()
    planned = PlannedShift("Market", "The square", begins, begins + timedelta(hours=3), pairs=[("Sam", "Ola")])
    shift = plan_shift(by=cast.dev, neighbourhood=thread.neighbourhood, planned=planned)
    register["<int:street_shift>"] = str(shift.pk)
    group = add_organisation(
        by=cast.dev, neighbourhood=thread.neighbourhood, name="Heron club", form=OrganisationForm.ORGANISATION
    )
    asked = invite_to(by=cast.dev, event=shift.event.bead, organisation=group)
    register["outreach/events/<int:event>"] = f"outreach/events/{asked.event_id}"
    register["<int:event_invitation>"] = str(asked.pk)
    register["invited/<str:code>"] = f"invited/{asked.code}"
    register |= map_of(thread.neighbourhood, cast.dev)
    return World(said, voice, theme, beads, links, lineage, job, list(Grant.objects.all()), register)
