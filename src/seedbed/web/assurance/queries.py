"""What is configured on this site, as far as documents of assurance tell of it: settings, records and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from seedbed import __version__
from seedbed.web.consent.held import all_kept
from seedbed.web.consent.models import ConsentScope, ConsentWording, LawfulBasis, Participant, WordingStatus
from seedbed.web.consent.queries import lawful_basis_of
from seedbed.web.contacts.queries import months_of
from seedbed.web.listening.languages import language_name
from seedbed.web.people.models import AuditEvent, Grant
from seedbed.web.people.roles import NEEDS_SECOND_FACTOR, ROLE_NAMES, ROLES, Role
from seedbed.web.places.models import Neighbourhood, Programme
from seedbed.web.safeguarding.queries import plan_of, serving
from seedbed.web.translations.queries import Translation, translations

FEWEST_TO_COUNT = 10
"""Groups of residents with fewer people are not counted out, as everywhere."""
BACKED_UP = "operations.back_up"
"""How the audit trail calls a backup: the room that makes them stands beside this one."""


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """How many people hold a role somewhere, and whether it asks for a second way to sign in."""

    title: str
    does: str
    people: int
    second_factor: bool


@dataclass(frozen=True)
class ProgrammeFacts:
    """What is recorded of one programme."""

    programme: Programme

    @property
    def name(self) -> str:
        """Its name."""
        return self.programme.name

    @property
    def partnership(self) -> str:
        """The partnership that runs it."""
        return self.programme.partnership.name

    @cached_property
    def basis(self) -> LawfulBasis | None:
        """On what ground it uses personal data, as decided last."""
        return lawful_basis_of(self.programme)

    @cached_property
    def neighbourhoods(self) -> list[Neighbourhood]:
        """Where it works."""
        return list(self.programme.neighbourhoods.select_related("scope", "programme").order_by("name"))

    @cached_property
    def without_lead(self) -> list[str]:
        """Names of neighbourhoods in which nobody is named who hears of concerns."""
        return [each.name for each in self.neighbourhoods if serving(plan_of(each))[0] is None]

    @property
    def with_lead(self) -> int:
        """In how many neighbourhoods somebody is named."""
        return len(self.neighbourhoods) - len(self.without_lead)

    @cached_property
    def participants(self) -> str:
        """How many residents took part; small numbers are not told."""
        count = Participant.objects.filter(neighbourhood__programme=self.programme).count()
        return _("fewer than 10") if count < FEWEST_TO_COUNT else str(count)

    @cached_property
    def wordings(self) -> list[tuple[str, ConsentWording]]:
        """The wordings of consent that a named speaker signed, each after the name of its language."""
        signed = self.programme.consent_wordings.filter(status=WordingStatus.SIGNED).order_by("language", "pk")
        return [(language_name(each.language), each) for each in signed]

    @cached_property
    def months(self) -> int:
        """For how many months after the last reply contacts are kept."""
        return months_of(self.programme)

    @cached_property
    def kept(self) -> list[tuple[str, str]]:
        """What is kept, and until when, as each room says."""
        return [(str(each.title), each.until(self.programme)) for each in all_kept()]


@dataclass(frozen=True)
class Facts:
    """What is known of the site on the day on which documents are written."""

    programmes: Sequence[ProgrammeFacts]
    day: date

    @property
    def version(self) -> str:
        """The release of Seedbed that runs."""
        return __version__

    @property
    def scopes(self) -> list[str]:
        """What residents are asked whether they agree to."""
        return [str(label) for label in ConsentScope.labels]

    @property
    def address(self) -> str:
        """Where people reach it."""
        return str(settings.SITE_ADDRESS)

    @property
    def demonstration(self) -> bool:
        """Whether anybody may look around in it, and nobody in it is real."""
        return bool(settings.ENVIRONMENT.demonstration)

    @property
    def https(self) -> bool:
        """Whether people come by https."""
        return bool(settings.ENVIRONMENT.secure)

    @property
    def own_authority(self) -> bool:
        """Whether its certificate is of its own making."""
        return bool(settings.ENVIRONMENT.has_own_authority)

    @property
    def keys_in_settings(self) -> bool:
        """Whether the keys of contacts come from a setting; otherwise they lie in a file of the data folder."""
        return bool(settings.ENVIRONMENT.contact_keys)

    @property
    def database(self) -> str:
        """SQLite or PostgreSQL."""
        return "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"

    @property
    def email(self) -> str:
        """Where e-mails go: ``console``, ``file`` or ``server``."""
        told = str(settings.ENVIRONMENT.email) or "file"
        return told if told in {"console", "file"} else "server"

    @property
    def undo_days(self) -> int:
        """For how many days words that were taken back can be put back, before they are erased."""
        return int(settings.ENVIRONMENT.undo_days)

    @cached_property
    def backed_up_at(self) -> datetime | None:
        """When the last backup was noted, from the audit trail."""
        return AuditEvent.objects.filter(action=BACKED_UP).order_by("-at").values_list("at", flat=True).first()

    @cached_property
    def roles(self) -> list[RoleHeld]:
        """Who holds which role, as counts of people."""
        held = Counter(role for role, _user in set(Grant.objects.living().values_list("role", "user")))
        return [
            RoleHeld(_(name.title), _(name.does), held[role.value], bool(ROLES[role] & NEEDS_SECOND_FACTOR))
            for role, name in ROLE_NAMES.items()
        ]

    @property
    def stewards(self) -> int:
        """How many people keep consent, contacts and cards."""
        return Grant.objects.living().filter(role=Role.STEWARD.value).values("user").distinct().count()

    @cached_property
    def languages(self) -> list[Translation]:
        """Languages of the pages that are translated, with who signed them."""
        return translations()


def facts() -> Facts:
    """Return what is configured today."""
    found = Programme.objects.select_related("partnership", "scope").order_by("partnership__name", "name", "pk")
    return Facts([ProgrammeFacts(each) for each in found], timezone.localdate())
