"""Who may do what: the one matrix of roles and permissions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from seedbed.web.ui.marking import marked as _


class Role(StrEnum):
    """What someone is for a scope and everything below it. ``PUBLIC`` is everyone else: it is never given."""

    OWNER = "owner"
    COORDINATOR = "coordinator"
    FACILITATOR = "facilitator"
    TABLE_HOST = "table_host"
    COMMUNITY_RESEARCHER = "community_researcher"
    INTERPRETER = "interpreter"
    ARTIST = "artist"
    ANALYST = "analyst"
    DECISION_MAKER = "decision_maker"
    EVALUATOR = "evaluator"
    PUBLIC_ADVISER = "public_adviser"
    PANEL_MEMBER = "panel_member"
    STEWARD = "steward"
    ORGANISATION_CONTACT = "organisation_contact"
    PUBLIC = "public"


class Permission(StrEnum):
    """One thing that a page or action asks for."""

    SEE_PUBLIC = "see_public"
    SEE_PLACE = "see_place"
    EDIT_PLACE = "edit_place"
    SEE_THREAD = "see_thread"
    SEE_OWN_WORDS = "see_own_words"
    SEE_WORDS = "see_words"
    ADD_WORDS = "add_words"
    TRANSLATE = "translate"
    WORK_ON_THREAD = "work_on_thread"
    DECIDE = "decide"
    SEE_MEASURES = "see_measures"
    WITHDRAW = "withdraw"
    KEEP_CONSENT = "keep_consent"
    SEE_CARDS = "see_cards"
    SEE_CONTACTS = "see_contacts"
    INVITE_HELPERS = "invite_helpers"
    MANAGE_PEOPLE = "manage_people"
    READ_AUDIT = "read_audit"
    RUN_SITE = "run_site"


_P = Permission
_EVERYONE = frozenset({_P.SEE_PUBLIC})
_AT_WORK_HERE = _EVERYONE | {_P.SEE_PLACE}
_READS_THE_THREAD = _AT_WORK_HERE | {_P.SEE_THREAD, _P.SEE_MEASURES}
_RECORDS = _AT_WORK_HERE | {_P.ADD_WORDS, _P.SEE_OWN_WORDS}
_FACILITATES = (
    _READS_THE_THREAD
    | _RECORDS
    | {_P.EDIT_PLACE, _P.SEE_WORDS, _P.TRANSLATE, _P.WORK_ON_THREAD, _P.WITHDRAW, _P.INVITE_HELPERS}
)

ROLES: dict[Role, frozenset[Permission]] = {
    # Who runs the site or a programme gives roles, so they must not be able to look people up too.
    Role.OWNER: frozenset(_P) - {_P.SEE_CARDS, _P.SEE_CONTACTS},
    Role.COORDINATOR: _FACILITATES | {_P.MANAGE_PEOPLE, _P.READ_AUDIT},
    Role.FACILITATOR: _FACILITATES,
    # They hear a table or a street corner: they see what they wrote down themselves, until they hand it in.
    Role.TABLE_HOST: _RECORDS,
    Role.COMMUNITY_RESEARCHER: _RECORDS | {_P.SEE_MEASURES},
    Role.INTERPRETER: _RECORDS | {_P.SEE_WORDS, _P.TRANSLATE},
    Role.ARTIST: _AT_WORK_HERE | {_P.SEE_THREAD},
    Role.ANALYST: _READS_THE_THREAD | {_P.EDIT_PLACE, _P.SEE_OWN_WORDS, _P.SEE_WORDS, _P.WORK_ON_THREAD},
    # A commissioner never sees raw contributions or cards: themes and counts, with words only where published.
    Role.DECISION_MAKER: _READS_THE_THREAD | {_P.DECIDE},
    Role.EVALUATOR: _READS_THE_THREAD | {_P.WORK_ON_THREAD},
    Role.PUBLIC_ADVISER: _READS_THE_THREAD,
    Role.PANEL_MEMBER: _READS_THE_THREAD,
    Role.STEWARD: _AT_WORK_HERE
    | {
        _P.SEE_THREAD,
        _P.SEE_OWN_WORDS,
        _P.SEE_WORDS,
        _P.WITHDRAW,
        _P.KEEP_CONSENT,
        _P.SEE_CARDS,
        _P.SEE_CONTACTS,
        _P.READ_AUDIT,
    },
    Role.ORGANISATION_CONTACT: _AT_WORK_HERE,
    Role.PUBLIC: _EVERYONE,
}
"""What each role may do."""

HELPERS = frozenset({Role.TABLE_HOST, Role.COMMUNITY_RESEARCHER, Role.INTERPRETER, Role.ARTIST})
"""Roles that a facilitator may give for a shift or an event."""

MAY_GIVE: dict[Role, frozenset[Role]] = {
    Role.OWNER: frozenset(Role) - {Role.PUBLIC},
    # Not their own role, nor what lets someone look people up: that is for the owner alone to give.
    Role.COORDINATOR: frozenset(Role) - {Role.PUBLIC, Role.OWNER, Role.COORDINATOR, Role.STEWARD},
    Role.FACILITATOR: HELPERS,
}
"""Which roles the holder of a role may give and end, on the scope of their own and below it."""

NEEDS_SECOND_FACTOR = frozenset({_P.SEE_CARDS, _P.SEE_CONTACTS, _P.MANAGE_PEOPLE, _P.RUN_SITE})
"""Whoever may do one of these anywhere signs in with an authenticator app or a passkey as well."""


@dataclass(frozen=True, slots=True)
class Limit:
    """Narrows what an account may do while a program acts for it: some permissions, on one scope and below."""

    permissions: frozenset[Permission]
    path: str

    def allows(self, permission: Permission, path: str) -> bool:
        """Say whether it leaves a permission on the scope of a path."""
        return permission in self.permissions and path.startswith(self.path)


@dataclass(frozen=True, slots=True)
class RoleName:
    """How pages name a role, and in a few words what it is for."""

    title: str
    does: str


ROLE_NAMES: dict[Role, RoleName] = {
    Role.FACILITATOR: RoleName(_("Facilitator"), _("runs the steps, records what people say and works on the thread")),
    Role.TABLE_HOST: RoleName(_("Table host"), _("writes down what is said at one table, and sees that alone")),
    Role.COMMUNITY_RESEARCHER: RoleName(_("Community researcher"), _("records what people say in the street")),
    Role.INTERPRETER: RoleName(_("Interpreter"), _("records and translates what people say in another language")),
    Role.ARTIST: RoleName(_("Artist"), _("works with themes and pictures, not with what each person said")),
    Role.ANALYST: RoleName(_("Analyst"), _("works with figures and on the thread; reads what was said")),
    Role.DECISION_MAKER: RoleName(_("Decision maker"), _("decides; sees themes and counts, not what each person said")),
    Role.EVALUATOR: RoleName(_("Evaluator"), _("works on theory of change and findings; sees themes and measures")),
    Role.PUBLIC_ADVISER: RoleName(_("Public adviser"), _("advises an evaluation; sees themes and measures")),
    Role.PANEL_MEMBER: RoleName(_("Resident panel member"), _("speaks for residents; sees themes and measures")),
    Role.ORGANISATION_CONTACT: RoleName(_("Organisation contact"), _("speaks for an organisation that helps here")),
    Role.STEWARD: RoleName(_("Data steward"), _("keeps consent, contacts and cards; can withdraw what was said")),
    Role.COORDINATOR: RoleName(_("Coordinator"), _("runs a programme: facilitates, and gives roles in it")),
    Role.OWNER: RoleName(_("Owner"), _("runs the site and gives roles; never sees cards or contacts")),
}
"""Roles in the order in which forms offer them."""

PERMISSION_NAMES: dict[Permission, str] = {
    Permission.SEE_PUBLIC: _("see what is public"),
    Permission.SEE_PLACE: _("see the place: its line, steps and people who work there"),
    Permission.EDIT_PLACE: _("start programmes and neighbourhoods, change lines"),
    Permission.SEE_THREAD: _("follow the golden thread, themes and later"),
    Permission.SEE_OWN_WORDS: _("read again what they wrote down themselves"),
    Permission.SEE_WORDS: _("read what people said, word for word"),
    Permission.ADD_WORDS: _("record what people said"),
    Permission.TRANSLATE: _("translate what people said"),
    Permission.WORK_ON_THREAD: _("make, join, merge and split what hangs on the thread"),
    Permission.DECIDE: _("record decisions and pledges"),
    Permission.SEE_MEASURES: _("see the measures of the thread"),
    Permission.WITHDRAW: _("withdraw what someone said, when they ask"),
    Permission.KEEP_CONSENT: _("keep what people agreed to, and the words they are asked in"),
    Permission.SEE_CARDS: _("see what one person told about themself"),
    Permission.SEE_CONTACTS: _("see how to reach the people who asked to be told"),
    Permission.INVITE_HELPERS: _("invite helpers to a shift or an event"),
    Permission.MANAGE_PEOPLE: _("give and end roles"),
    Permission.READ_AUDIT: _("read the audit trail"),
    Permission.RUN_SITE: _("run the site: jobs, health, the assurance pack"),
}
"""Permissions in plain words."""
