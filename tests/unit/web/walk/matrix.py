"""Who may open which page: the one table of every address, and what it asks for.

A new page gets a row here, written by hand: the walk (`test_every_route`) asks every address as every role, as someone
without a role, as someone with every role elsewhere and as nobody, and fails where an address has no row or answers
otherwise than its row says. The same is generated into the docs from what the views declare.

What a row says:

- ``ANYONE`` opens it, signed in or not; it holds nothing of anybody, or only what the token or receipt in it opens.
- ``SIGNED_IN``: anyone with an account; it is about themselves.
- a permission: who has it on the place that the address names. Others who may see the place are told 403, and everyone
  else 404, as for an address of nothing.
- ``NAMED``: people who are named for it, whoever they are; no role opens it, so the walk, which names nobody, gets 404.
- ``needs(permission, *others)``: one of the others too, for the theme (or the words) that the walk asks for.
"""

from __future__ import annotations

from dataclasses import dataclass

from seedbed.web.people.roles import Permission


@dataclass(frozen=True, slots=True)
class Row:
    """What an address asks for.

    Parameters
    ----------
    permission
        What its view declares; None for none.
    account
        Whether it needs an account.
    also
        One of these too; without them it answers 403.
    hides
        Whether it answers 404 instead, to those without them.
    named
        Whether it opens to named people alone.
    """

    permission: Permission | None
    account: bool = True
    also: frozenset[Permission] = frozenset()
    hides: bool = False
    named: bool = False


def needs(permission: Permission, *also: Permission) -> Row:
    """Return the row of a page that asks for a permission on a place, and for one of some others."""
    return Row(permission, also=frozenset(also))


ANYONE = Row(None, account=False)
SIGNED_IN = Row(None)
NAMED = Row(None, named=True)
SEES_IT = Row(None, also=frozenset({Permission.SEE_PLACE}), hides=True)
"""Signed in, and may see the place that the thing belongs to."""

SEE_PLACE = needs(Permission.SEE_PLACE)
EDIT_PLACE = needs(Permission.EDIT_PLACE)
SEE_THREAD = needs(Permission.SEE_THREAD)
SEE_MEASURES = needs(Permission.SEE_MEASURES)
WORK_ON_THREAD = needs(Permission.SEE_THREAD, Permission.WORK_ON_THREAD)
DRAWS = needs(Permission.WORK_ON_THREAD)
SEE_WORDS = needs(Permission.SEE_WORDS)
LEADS = needs(Permission.WORK_ON_THREAD, Permission.SEE_WORDS)
SEE_OWN_WORDS = needs(Permission.SEE_OWN_WORDS)
ADD_WORDS = needs(Permission.ADD_WORDS)
TRANSLATE = needs(Permission.TRANSLATE)
WITHDRAW = needs(Permission.WITHDRAW)
KEEP_CONSENT = needs(Permission.KEEP_CONSENT)
SEE_CONTACTS = needs(Permission.SEE_CONTACTS)
INVITE_HELPERS = needs(Permission.INVITE_HELPERS)
MANAGE_PEOPLE = needs(Permission.MANAGE_PEOPLE)
READ_AUDIT = needs(Permission.READ_AUDIT)
RUN_SITE = needs(Permission.RUN_SITE)

_THE_SITE = {
    "/health": ANYONE,
    "/operations/": RUN_SITE,
    "/assurance/": RUN_SITE,
    "/assurance/pack.zip": RUN_SITE,
    "/assurance/<slug:document>/": RUN_SITE,
    "/assurance/<slug:document>/word/": RUN_SITE,
    "/welcome/": ANYONE,
    "/brand.css": ANYONE,
    "/language/": ANYONE,
    "/style/": SIGNED_IN,
    # Whether the site answers, and figures of it for those who watch it: they ask for a token of their own.
    "/live/health": ANYONE,
    "/metrics": ANYONE,
    # What a phone needs to trust this site on a local network, and to prove that it does.
    "/trust/": ANYONE,
    "/trust/authority.crt": ANYONE,
    "/this-phone/": ANYONE,
    "/this-phone/found": ANYONE,
    "/this-phone/worker.js": ANYONE,
}
_MESSAGES = {
    "/messages/in/<slug:slug>/": EDIT_PLACE,
    "/messages/files/<uuid:message_file>/": EDIT_PLACE,
    "/messages/files/<uuid:message_file>/columns/": EDIT_PLACE,
    "/messages/files/<uuid:message_file>/refused.csv": EDIT_PLACE,
}
_ARRANGING = {
    "/step-5/maps/<int:system_map>/arrangement/": SEE_THREAD,
    "/step-5/maps/<int:system_map>/arrangement/tidied.json": SEE_THREAD,
    "/step-5/maps/<int:system_map>/arrangement/tidy/": DRAWS,
    "/step-5/maps/<int:system_map>/arrangement/layouts/<uuid:map_entry>/use/": DRAWS,
    "/step-5/maps/<int:system_map>/arrangement/<slug:map_part>/add/": DRAWS,
    "/step-5/maps/<int:system_map>/arrangement/<slug:map_part>/<uuid:map_entry>/": DRAWS,
    "/step-5/maps/<int:system_map>/arrangement/<slug:map_part>/<uuid:map_entry>/remove/": DRAWS,
}
_ASKING = {
    "/step-5/maps/<int:system_map>/edit/": DRAWS,
    "/step-5/maps/<int:system_map>/close/": DRAWS,
    "/step-5/maps/<int:system_map>/questions/": SEE_THREAD,
    "/step-5/maps/<int:system_map>/loops/": SEE_THREAD,
    "/step-5/maps/<int:system_map>/compare/": SEE_THREAD,
    "/step-5/maps/<int:system_map>/tables/factors/": SEE_THREAD,
    "/step-5/maps/<int:system_map>/tables/links/": SEE_THREAD,
    "/step-5/maps/<int:system_map>/tables/factors/keep/": DRAWS,
    "/step-5/maps/<int:system_map>/tables/links/keep/": DRAWS,
    "/step-5/maps/<int:system_map>/picture.svg": SEE_THREAD,
    "/step-5/maps/<int:system_map>/picture.pdf": SEE_THREAD,
    "/step-5/maps/<int:system_map>/what-if/": SEE_THREAD,
    "/step-5/maps/<int:system_map>/measures/": SEE_THREAD,
}
_SAYING = {
    "/step-5/maps/<int:system_map>/origins.json": SEE_THREAD,
    "/step-5/maps/<int:system_map>/comments/": SEE_THREAD,
    "/step-5/maps/<int:system_map>/comments/add/": DRAWS,
    "/step-5/maps/<int:system_map>/comments/<int:comment>/settle/": DRAWS,
    # Who wrote it may, too: the walk is somebody else.
    "/step-5/maps/<int:system_map>/comments/<int:comment>/take-back/": needs(
        Permission.SEE_THREAD, Permission.WITHDRAW
    ),
    "/step-5/maps/<int:system_map>/weights/": SEE_THREAD,
    "/step-5/maps/<int:system_map>/weights/give/": DRAWS,
    "/step-5/maps/<int:system_map>/weights/take-back/": DRAWS,
    "/step-5/maps/<int:system_map>/on/<uuid:part>/comment/": DRAWS,
    "/step-5/maps/<int:system_map>/on/<uuid:part>/agree/": DRAWS,
    "/step-5/maps/<int:system_map>/on/<uuid:part>/see-otherwise/": DRAWS,
    "/step-5/maps/<int:system_map>/on/<uuid:part>/take-vote-back/": DRAWS,
    "/step-5/maps/<int:system_map>/on/<uuid:part>/experts-only/": DRAWS,
    "/step-5/maps/<int:system_map>/on/<uuid:part>/origins/": DRAWS,
    "/step-5/maps/<int:system_map>/on/<uuid:part>/origins/remove/": DRAWS,
}
_MERGING = {
    "/step-5/maps/<int:system_map>/merges/": SEE_THREAD,
    "/step-5/maps/<int:system_map>/merges/<int:map_lineage>/undo/": DRAWS,
    "/step-5/maps/<int:system_map>/merges/mend/": DRAWS,
    "/step-5/maps/<int:system_map>/merge/": DRAWS,
    "/step-5/maps/<int:system_map>/factors/<uuid:factor>/split/": DRAWS,
    "/step-5/maps/<int:system_map>/versions/": SEE_THREAD,
    "/step-5/maps/<int:system_map>/versions/name/": DRAWS,
    "/step-5/maps/<int:system_map>/as-it-was/<int:map_update>/": SEE_THREAD,
    "/step-5/maps/<int:system_map>/as-it-was/<int:map_update>/go-back/": DRAWS,
}
_WORKSHOPS = {
    "/step-5/maps/<int:system_map>/workshops/": LEADS,
    "/step-5/maps/<int:system_map>/circle/": DRAWS,
    "/step-5/maps/<int:system_map>/path/": DRAWS,
    "/step-5/maps/<int:system_map>/ideas/": SEE_THREAD,
    "/step-5/maps/<int:system_map>/ideas/<int:idea>/drop/": DRAWS,
    "/step-5/workshops/<int:workshop>/over-time/": LEADS,
    "/step-5/workshops/<int:workshop>/": LEADS,
    "/step-5/workshops/<int:workshop>/step/": LEADS,
    "/step-5/workshops/<int:workshop>/end/": LEADS,
    "/step-5/workshops/<int:workshop>/sort/": LEADS,
    "/step-5/workshops/<int:workshop>/paper/": LEADS,
    "/step-5/workshops/<int:workshop>/came/": LEADS,
    "/step-5/workshops/<int:workshop>/screen/": LEADS,
    "/step-5/workshops/<int:workshop>/screen/now/": LEADS,
    # Phones in the room: whoever has the code of an open workshop sends notes and sees their own.
    "/w/": ANYONE,
    "/w/<str:workshop_code>/": ANYONE,
}
_PHONES = {
    "/step-5/in/<slug:slug>/": SEE_THREAD,
    "/step-5/in/<slug:slug>/start/": DRAWS,
    "/step-5/in/<slug:slug>/from-thread/": DRAWS,
    "/step-5/maps/<int:system_map>/": SEE_THREAD,
    "/step-5/maps/<int:system_map>/ticket/": SEE_THREAD,
    "/step-5/in/<slug:slug>/bring-in/": DRAWS,
    "/step-5/maps/<int:system_map>/files/": SEE_THREAD,
    "/step-5/maps/<int:system_map>/files/<slug:format>/": SEE_THREAD,
    "/step-5/maps/<int:system_map>/history/": SEE_THREAD,
    "/step-5/maps/<int:system_map>/factors/add/": DRAWS,
    "/step-5/maps/<int:system_map>/factors/<uuid:factor>/": SEE_THREAD,
    "/step-5/maps/<int:system_map>/factors/<uuid:factor>/edit/": DRAWS,
    "/step-5/maps/<int:system_map>/factors/<uuid:factor>/remove/": DRAWS,
    "/step-5/maps/<int:system_map>/factors/<uuid:factor>/put-back/": DRAWS,
    "/step-5/maps/<int:system_map>/links/add/": DRAWS,
    "/step-5/maps/<int:system_map>/links/<uuid:map_link>/": SEE_THREAD,
    "/step-5/maps/<int:system_map>/links/<uuid:map_link>/edit/": DRAWS,
    "/step-5/maps/<int:system_map>/links/<uuid:map_link>/remove/": DRAWS,
    "/step-5/maps/<int:system_map>/links/<uuid:map_link>/put-back/": DRAWS,
    "/phones/in/<slug:slug>/": EDIT_PLACE,
    "/phones/in/<slug:slug>/end/<uuid:device>/": EDIT_PLACE,
    "/phones/in/<slug:slug>/ours/": EDIT_PLACE,
    "/phones/in/<slug:slug>/checks/": EDIT_PLACE,
    "/phones/in/<slug:slug>/ours.xlsx": EDIT_PLACE,
    "/phones/in/<slug:slug>/forms/add/": EDIT_PLACE,
    "/phones/forms/<uuid:phone_form>/": EDIT_PLACE,
    # What Collect asks: it gives a name and a token of its own, and no cookie is looked at.
    "/phones/<slug:slug>/formList": ANYONE,
    "/phones/<slug:slug>/forms/<uuid:phone_form>.xml": ANYONE,
    "/phones/<slug:slug>/forms/<uuid:phone_form>/manifest.xml": ANYONE,
    "/phones/<slug:slug>/assets.csv": ANYONE,
    "/phones/<slug:slug>/submission": ANYONE,
}
_PLACES = {
    "/": SIGNED_IN,
    "/start/": EDIT_PLACE,
    "/at/<int:scope>/": SEE_PLACE,
    "/partnerships/<slug:slug>/": SEE_PLACE,
    "/partnerships/<slug:slug>/start/": EDIT_PLACE,
    "/programmes/<slug:slug>/": SEE_PLACE,
    "/programmes/<slug:slug>/start/": EDIT_PLACE,
    "/neighbourhoods/<slug:slug>/": SEE_PLACE,
    "/neighbourhoods/<slug:slug>/lines/": SEE_PLACE,
    "/neighbourhoods/<slug:slug>/map/": EDIT_PLACE,
    "/neighbourhoods/<slug:slug>/map.json": SEE_PLACE,
}
_ACCOUNTS = {
    "/sign-in/": ANYONE,
    "/sign-in/code/": ANYONE,
    "/sign-in/passkey/": ANYONE,
    "/sign-in/second-factor/": ANYONE,
    "/sign-in/no-account/": ANYONE,
    "/sign-out/": ANYONE,
    "/account/": SIGNED_IN,
    "/account/again/": SIGNED_IN,
    "/account/again/passkey/": SIGNED_IN,
    "/account/again/code/": SIGNED_IN,
    "/account/name/": SIGNED_IN,
    "/account/address/": SIGNED_IN,
    "/account/address/code/": SIGNED_IN,
    "/account/authenticator/add/": SIGNED_IN,
    "/account/authenticator/remove/": SIGNED_IN,
    "/account/recovery-codes/": SIGNED_IN,
    "/account/recovery-codes/new/": SIGNED_IN,
    "/account/recovery-codes/file/": SIGNED_IN,
    "/account/passkeys/": SIGNED_IN,
    "/account/passkeys/add/": SIGNED_IN,
    "/account/passkeys/<int:pk>/name/": SIGNED_IN,
    "/account/passkeys/<int:pk>/remove/": SIGNED_IN,
    "/account/sessions/": SIGNED_IN,
    "/account/sessions/end-all/": SIGNED_IN,
    "/account/sessions/<int:number>/end/": SIGNED_IN,
    "/people/roles/<int:grant>/forget-second-factor/": MANAGE_PEOPLE,
}
_PEOPLE = {
    "/enter/<str:token>/": ANYONE,
    "/people/<int:scope>/": MANAGE_PEOPLE,
    "/people/<int:scope>/what-roles-may/": SEE_PLACE,
    "/people/<int:scope>/audit/": READ_AUDIT,
    "/people/<int:scope>/audit/download/": READ_AUDIT,
    "/people/<int:scope>/history/<path:subject>/": READ_AUDIT,
    "/people/roles/<int:grant>/end/": INVITE_HELPERS,
    "/people/roles/<int:grant>/new-link/": MANAGE_PEOPLE,
    "/invitations/<int:scope>/": INVITE_HELPERS,
    "/invitations/<int:scope>/team/": MANAGE_PEOPLE,
    "/invitations/one/<int:invitation>/again/": INVITE_HELPERS,
    "/invitations/one/<int:invitation>/take-back/": INVITE_HELPERS,
    "/invitations/accept/<str:token>/": ANYONE,
    "/invitations/accepted/": SIGNED_IN,
    "/shifts/<int:scope>/": INVITE_HELPERS,
    "/shifts/one/<int:shift>/": INVITE_HELPERS,
    "/shifts/one/<int:shift>/new-code/": INVITE_HELPERS,
    "/shifts/one/<int:shift>/close/": INVITE_HELPERS,
    "/shifts/join/<str:token>/": ANYONE,
}
_CONSENT = {
    "/consent/programmes/<slug:slug>/lawful-basis/": KEEP_CONSENT,
    "/consent/programmes/<slug:slug>/wordings/": KEEP_CONSENT,
    "/consent/programmes/<slug:slug>/wordings/<str:language>/new/": KEEP_CONSENT,
    "/consent/programmes/<slug:slug>/wordings/<str:language>/<str:version>/": KEEP_CONSENT,
    "/consent/in/<slug:slug>/read-out/<str:language>/": SEE_PLACE,
    "/receipt/": ANYONE,
    "/receipt/<str:receipt>/": ANYONE,
    "/receipt/<str:receipt>/words/": ANYONE,
    "/listening/in/<slug:slug>/withdrawals/": KEEP_CONSENT,
    "/translations/programmes/<slug:slug>/": KEEP_CONSENT,
    "/translations/programmes/<slug:slug>/<str:language>/": KEEP_CONSENT,
}
_CONTACTS = {
    "/contacts/in/<slug:slug>/": SEE_CONTACTS,
    "/contacts/in/<slug:slug>/new/": SEE_CONTACTS,
    "/contacts/in/<slug:slug>/everything/": SEE_CONTACTS,
    "/contacts/in/<slug:slug>/<uuid:number>/": SEE_CONTACTS,
    "/contacts/programmes/<slug:slug>/kept/": KEEP_CONSENT,
    "/safeguarding/": NAMED,
    "/safeguarding/<uuid:number>/": NAMED,
    "/safeguarding/in/<slug:slug>/": SEE_PLACE,
    "/safeguarding/in/<slug:slug>/plan/": MANAGE_PEOPLE,
}
_MEDIA = {
    # The file of the walk is one that a room shows to everybody; what it hides is asked for in its own tests.
    "/media/<uuid:file>/": ANYONE,
    "/media/<uuid:file>/small/": ANYONE,
    "/media/<uuid:file>/look/": needs(Permission.SEE_WORDS, Permission.EDIT_PLACE),
    "/media/in/<slug:slug>/": SEE_WORDS,
}
_EVENTS = {
    "/listening/in/<slug:slug>/checks/": WITHDRAW,
    "/listening/in/<slug:slug>/map/": SEE_WORDS,
    "/listening/in/<slug:slug>/events/": SEE_PLACE,
    "/listening/in/<slug:slug>/events/plan/": needs(Permission.WORK_ON_THREAD),
    "/listening/events/<int:occasion>/": SEE_PLACE,
    "/listening/events/<int:occasion>/change/": needs(Permission.WORK_ON_THREAD),
    "/listening/events/<int:occasion>/after/": needs(Permission.WORK_ON_THREAD),
    "/listening/promises/<slug:slug>/": ANYONE,
}
_CAPTURE = {
    # What devices ask: they show a token of their own, and nobody's account opens anything there.
    "/capture/join/<str:code>/": ANYONE,
    "/capture/items/<uuid:number>/": ANYONE,
    "/capture/media/<uuid:number>/": ANYONE,
    "/capture/outbox/": ANYONE,
    "/capture/about/": ANYONE,
    "/capture/in/<slug:slug>/devices/": INVITE_HELPERS,
    "/capture/files/<uuid:awaited_file>/set-aside/": INVITE_HELPERS,
    "/capture/codes/<int:join_code>/": INVITE_HELPERS,
    "/capture/codes/<int:join_code>/end/": INVITE_HELPERS,
    "/capture/devices/<uuid:device>/end/": INVITE_HELPERS,
    "/capture/in/<slug:slug>/inbox/": ADD_WORDS,
    "/capture/inbox/<uuid:waiting>/": ADD_WORDS,
}
_WALKS = {
    "/walks/in/<slug:slug>/": ADD_WORDS,
    "/walks/<int:walk>/": ADD_WORDS,
    "/walks/<int:walk>/route/": ADD_WORDS,
    "/walks/<int:walk>/exhibition/": EDIT_PLACE,
    "/walks/<int:walk>/film/": EDIT_PLACE,
    "/walks/<int:walk>/booklet.pdf": EDIT_PLACE,
    "/walks/<int:walk>/postcards.pdf": EDIT_PLACE,
    "/walks/<int:walk>/captions.vtt": EDIT_PLACE,
    "/walks/stops/<int:stop>/": ADD_WORDS,
    # Open to who has its address, while its exhibition is open.
    "/walks/show/<uuid:show>/": ANYONE,
    "/walks/show/<uuid:show>/hang/": ANYONE,
    "/walks/show/<uuid:show>/sounds/": ANYONE,
    "/walks/show/<uuid:show>/film/": ANYONE,
}
_JOBS = {
    "/jobs/": RUN_SITE,
    "/jobs/at/<int:scope>/": SEE_PLACE,
    "/jobs/<uuid:number>/": SEES_IT,
    "/jobs/<uuid:number>/progress": SEES_IT,
    "/jobs/<uuid:number>/stop": Row(None, also=frozenset({Permission.EDIT_PLACE})),
}
_THREAD = {
    "/thread/find/": SIGNED_IN,
    "/thread/in/<slug:slug>/": SEE_THREAD,
    "/heard/in/<slug:slug>/": ADD_WORDS,
    "/outreach/in/<slug:slug>/": ADD_WORDS,
    "/outreach/events/<int:event>/": ADD_WORDS,
    "/outreach/events/<int:event>/badges/": ADD_WORDS,
    "/outreach/invitations/<int:event_invitation>/end/": ADD_WORDS,
    "/outreach/invitations/<int:event_invitation>/paper/": ADD_WORDS,
    # Whoever holds an invitation: what its event is, and the organisation's own answer.
    "/invited/<str:code>/": ANYONE,
    "/thread/in/<slug:slug>/measures/": SEE_MEASURES,
    "/thread/in/<slug:slug>/loose-ends/": SEE_THREAD,
    "/thread/<str:printed>/": SEE_THREAD,
    "/thread/<str:printed>/follow/": SEE_THREAD,
    "/by-hand/bead/<str:printed>/": SEE_THREAD,
    "/by-hand/bead/<str:printed>/edit/": WORK_ON_THREAD,
    "/by-hand/bead/<str:printed>/join/": needs(Permission.SEE_THREAD, Permission.WORK_ON_THREAD, Permission.DECIDE),
    "/by-hand/bead/<str:printed>/mark/": needs(Permission.SEE_WORDS, Permission.WORK_ON_THREAD),
    "/by-hand/bead/<str:printed>/translate/": TRANSLATE,
    "/by-hand/bead/<str:printed>/withdraw/": WITHDRAW,
    "/by-hand/bead/<str:printed>/merge/": WORK_ON_THREAD,
    "/by-hand/bead/<str:printed>/split/": WORK_ON_THREAD,
    "/by-hand/link/<int:number>/retract/": WORK_ON_THREAD,
    "/by-hand/change/<int:number>/undo/": WORK_ON_THREAD,
    "/by-hand/in/<slug:slug>/": SEE_THREAD,
    "/by-hand/in/<slug:slug>/words/": SEE_WORDS,
    "/by-hand/in/<slug:slug>/mine/": SEE_OWN_WORDS,
    "/by-hand/in/<slug:slug>/write-down/": ADD_WORDS,
    "/by-hand/in/<slug:slug>/add/<slug:kind>/": WORK_ON_THREAD,
    "/by-hand/in/<slug:slug>/all/<slug:kind>/": SEE_THREAD,
}
_STEP_1 = {
    "/step-1/programmes/<slug:slug>/candidates/": SEE_PLACE,
    "/step-1/programmes/<slug:slug>/figures/": EDIT_PLACE,
    "/step-1/programmes/<slug:slug>/candidates/screen/": EDIT_PLACE,
    "/step-1/programmes/<slug:slug>/candidates/<int:number>/ranks/": SEE_PLACE,
    "/step-1/programmes/<slug:slug>/candidates/<int:number>/figures/": EDIT_PLACE,
    "/step-1/programmes/<slug:slug>/candidates/<int:number>/choose/<str:area>/": EDIT_PLACE,
    "/step-1/programmes/<slug:slug>/choices/<int:number>/": SEE_PLACE,
    "/step-1/programmes/<slug:slug>/care-system/": SEE_PLACE,
    "/step-1/programmes/<slug:slug>/care-system/fill/": EDIT_PLACE,
    "/step-1/programmes/<slug:slug>/care-system/care-system.<str:form>": SEE_PLACE,
    "/step-1/programmes/<slug:slug>/care-system/add/": EDIT_PLACE,
    "/step-1/programmes/<slug:slug>/care-system/<int:number>/": EDIT_PLACE,
    "/step-1/programmes/<slug:slug>/care-system/<int:number>/remove/": EDIT_PLACE,
    "/step-1/programmes/<slug:slug>/care-system/<int:number>/decisions/add/": EDIT_PLACE,
    "/step-1/programmes/<slug:slug>/care-system/decisions/<int:number>/": EDIT_PLACE,
    "/step-1/programmes/<slug:slug>/care-system/decisions/<int:number>/remove/": EDIT_PLACE,
    "/step-1/neighbourhoods/<slug:slug>/boundary/": SEE_PLACE,
    "/step-1/neighbourhoods/<slug:slug>/boundary/areas/": EDIT_PLACE,
    "/step-1/neighbourhoods/<slug:slug>/boundary/drawn/": EDIT_PLACE,
    "/step-1/neighbourhoods/<slug:slug>/boundary/corners/": EDIT_PLACE,
    "/step-1/neighbourhoods/<slug:slug>/boundary/upload/": EDIT_PLACE,
    "/step-1/neighbourhoods/<slug:slug>/boundary/drafts/<uuid:number>/": EDIT_PLACE,
    "/step-1/neighbourhoods/<slug:slug>/boundary/<int:number>/": SEE_PLACE,
    "/step-1/neighbourhoods/<slug:slug>/profile/": SEE_PLACE,
    "/step-1/neighbourhoods/<slug:slug>/profile/make/": EDIT_PLACE,
    "/step-1/neighbourhoods/<slug:slug>/profile/<uuid:number>/": SEE_PLACE,
    "/step-1/neighbourhoods/<slug:slug>/profile/<uuid:number>/files/": EDIT_PLACE,
    "/step-1/neighbourhoods/<slug:slug>/profile/<uuid:number>/use/": needs(Permission.WORK_ON_THREAD),
    "/step-1/neighbourhoods/<slug:slug>/profile/<uuid:number>/files/<str:name>": SEE_PLACE,
}
_STEP_2 = {
    "/step-2/in/<slug:slug>/shifts/": INVITE_HELPERS,
    "/step-2/in/<slug:slug>/evening/": SEE_WORDS,
    "/step-2/rescue/in/<slug:slug>/": INVITE_HELPERS,
    "/step-2/shifts/<int:street_shift>/": INVITE_HELPERS,
    "/step-2/shifts/<int:street_shift>/counts/": INVITE_HELPERS,
    # The form that phones keep: the same to everyone; what it shows of a shift comes by the phone's own token.
    "/step-2/shift/": ANYONE,
    "/step-2/shift/worker.js": ANYONE,
    "/step-2/shift/card.webmanifest": ANYONE,
    "/kiosk/in/<slug:slug>/": INVITE_HELPERS,
    "/kiosk/in/<slug:slug>/volunteers/": INVITE_HELPERS,
    # As the form of a shift; the map comes by the kiosk's own token.
    "/kiosk/": ANYONE,
    "/kiosk/worker.js": ANYONE,
    "/kiosk/card.webmanifest": ANYONE,
    "/kiosk/map/": ANYONE,
}
_DIRECTORY = {
    "/directory/": ANYONE,
    "/directory/<slug:slug>/": ANYONE,
    "/directory/<slug:slug>/embed/": ANYONE,
    "/directory/<slug:slug>/large-print/": ANYONE,
    "/directory/<slug:slug>/map.json": ANYONE,
    "/directory/<slug:slug>/tiles/<int:zoom>/<int:x>/<int:y>.mvt": ANYONE,
    "/directory/<slug:slug>/<uuid:asset>/": ANYONE,
    "/directory/<slug:slug>/<uuid:asset>/wrong/": ANYONE,
    "/open-referral/<slug:slug>/": ANYONE,
    "/open-referral/<slug:slug>/services": ANYONE,
    "/open-referral/<slug:slug>/services/<uuid:service>": ANYONE,
    "/open-referral/<slug:slug>/service_at_locations": ANYONE,
    "/open-referral/<slug:slug>/service_at_locations/<uuid:place>": ANYONE,
    "/open-referral/<slug:slug>/taxonomies": ANYONE,
    "/open-referral/<slug:slug>/taxonomies/<uuid:taxonomy>": ANYONE,
    "/open-referral/<slug:slug>/taxonomy_terms": ANYONE,
    "/open-referral/<slug:slug>/taxonomy_terms/<uuid:term>": ANYONE,
    "/open-referral/<slug:slug>/<path:rest>": ANYONE,
}
_ASSETS = {
    "/assets/in/<slug:slug>/print/": SEE_PLACE,
    "/assets/in/<slug:slug>/print/<str:document>": SEE_PLACE,
    "/assets/in/<slug:slug>/print/<str:document>/make/": SEE_PLACE,
    "/assets/in/printed/<uuid:asset_print>/": SEE_PLACE,
    "/assets/in/printed/<uuid:asset_print>/assets.pdf": SEE_PLACE,
    "/assets/in/<slug:slug>/tiles/<int:zoom>/<int:x>/<int:y>.mvt": SEE_PLACE,
    "/assets/in/<slug:slug>/": SEE_PLACE,
    "/assets/in/<slug:slug>/public/": EDIT_PLACE,
    "/assets/in/<slug:slug>/add/": EDIT_PLACE,
    "/assets/in/<slug:slug>/kinds/": EDIT_PLACE,
    "/assets/in/<slug:slug>/take-in/<str:printed>/": EDIT_PLACE,
    "/assets/in/<slug:slug>/round/": ADD_WORDS,
    "/assets/in/<slug:slug>/said/": EDIT_PLACE,
    "/assets/in/<slug:slug>/barriers/": SEE_THREAD,
    "/assets/in/<slug:slug>/barriers/add/": EDIT_PLACE,
    "/assets/in/<slug:slug>/opportunities/": SEE_THREAD,
    "/assets/in/<slug:slug>/opportunities/add/": EDIT_PLACE,
    "/assets/in/<slug:slug>/gaps/": SEE_PLACE,
    "/assets/in/<slug:slug>/coverage/": SEE_PLACE,
    "/assets/in/<slug:slug>/duplicates/": EDIT_PLACE,
    "/assets/in/<slug:slug>/duplicates/all/": EDIT_PLACE,
    "/assets/in/<slug:slug>/import/": EDIT_PLACE,
    "/assets/import/<uuid:imported>/": EDIT_PLACE,
    "/assets/import/<uuid:imported>/columns/": EDIT_PLACE,
    "/assets/import/<uuid:imported>/take-back/": EDIT_PLACE,
    "/assets/import/<uuid:imported>/refused.csv": EDIT_PLACE,
    "/assets/mapping/<int:mapping>.toml": EDIT_PLACE,
    "/assets/mapping/<int:mapping>/forget/": EDIT_PLACE,
    "/assets/barrier/<int:barrier>/": EDIT_PLACE,
    "/assets/opportunity/<int:opportunity>/": EDIT_PLACE,
    "/assets/merges/<uuid:merges>/": EDIT_PLACE,
    "/assets/merges/<uuid:merges>/undo/": EDIT_PLACE,
    "/assets/merge/<int:merge>/undo/": EDIT_PLACE,
    "/assets/check/<int:check>/settle/": EDIT_PLACE,
    "/assets/<uuid:asset>/": SEE_PLACE,
    "/assets/<uuid:asset>/change/": EDIT_PLACE,
    "/assets/<uuid:asset>/check/": ADD_WORDS,
    "/assets/<uuid:asset>/back/": ADD_WORDS,
    "/assets/<uuid:asset>/voices/": EDIT_PLACE,
    "/assets/<uuid:asset>/barrier/": EDIT_PLACE,
    "/assets/<uuid:asset>/opportunity/": EDIT_PLACE,
    "/assets/<uuid:asset>/photo/": ADD_WORDS,
}
_REACH = {
    "/reach/in/<slug:slug>/": SEE_PLACE,
    "/reach/<uuid:question>/": SEE_PLACE,
}
_PAPER = {
    "/paper/in/<slug:slug>/": ADD_WORDS,
    "/paper/packs/<uuid:paper_pack>/": ADD_WORDS,
    "/paper/packs/<uuid:paper_pack>/pack.pdf": ADD_WORDS,
    "/paper/packs/<uuid:paper_pack>/pack.json": ADD_WORDS,
    "/paper/photos/<uuid:sheet_photo>/": ADD_WORDS,
}
_DEMONSTRATION = {
    "/demo/": SIGNED_IN,
    "/demo/one-voice/": SEE_THREAD,
    "/demo/lost/": SEE_MEASURES,
    "/demo/decisions/<slug:slug>/": SEE_MEASURES,
    "/demo/withdraw/": WITHDRAW,
    "/demo/look-as/": SIGNED_IN,
}

# Operations of the API stand here too, each under its path as the resolver gives it: the walk asks them alike.
_API = {
    "/api/": ANYONE,
    "/api/openapi.json": ANYONE,
    "/api/tokens/": SIGNED_IN,
    "/api/tokens/<int:token>/end/": SIGNED_IN,
}

MATRIX: dict[str, Row] = {
    **_THE_SITE,
    **_PLACES,
    **_ACCOUNTS,
    **_PEOPLE,
    **_CONSENT,
    **_CONTACTS,
    **_MEDIA,
    **_EVENTS,
    **_CAPTURE,
    **_ASKING,
    **_WORKSHOPS,
    **_ARRANGING,
    **_SAYING,
    **_MERGING,
    **_PHONES,
    **_MESSAGES,
    **_WALKS,
    **_JOBS,
    **_THREAD,
    **_STEP_1,
    **_STEP_2,
    **_DIRECTORY,
    **_ASSETS,
    **_REACH,
    **_PAPER,
    **_DEMONSTRATION,
    **_API,
}
"""Every address as it is written in the code, and what it asks for."""

OWN_STATE = (
    "/account/",
    "/api/tokens/<int:token>",
    "/sign-",
    "/welcome/",
    "/demo/look-as/",
    "/health",
    "/live/",
    "/metrics",
    "/trust/",
    "/this-phone/",
)
"""Beginnings of addresses that answer by the state of an account, a session or the site, whatever the role."""

MADE_ELSEWHERE = (
    *("/candidates/<int:number>", "/choices/", "/care-system/<int:number>", "/care-system/decisions/"),
    *("/boundary/drafts/", "/boundary/<int:number>/", "/profile/<uuid:number>/"),
)
"""Parts of addresses whose last thing comes of long work, which the walk has not: who may open them gets 404."""

OF_ONES_OWN = ("/capture/inbox/<uuid:waiting>/",)
"""Who reads no words sees what they put in themselves, and the walk put in none of theirs: they get 404."""

NAMED_IN_A_FORM = ("/withdrawals/", "/checks/")
"""Ends of addresses whose thing stands in what is sent: an empty form names nothing, so who may send it gets 404."""

OF_THE_STORY = ("/demo/one-voice/", "/demo/lost/", "/demo/withdraw/")
"""Addresses of the demonstration's own story: without it they are there for nobody."""
