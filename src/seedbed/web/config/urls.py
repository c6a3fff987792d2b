"""Addresses, one include a room."""

from __future__ import annotations

from django.urls import include, path
from django.views.i18n import set_language

from seedbed.web.config import doctor_lines, phones
from seedbed.web.config.entering import enter_demonstration
from seedbed.web.config.health import health
from seedbed.web.config.metrics import metrics
from seedbed.web.people.access import public

urlpatterns = [
    path("health", health, name="health"),
    # A proxy hands all that is below live/ to the one process that holds what several people edit at once.
    path("live/health", health, name="live_health"),
    path("metrics", metrics, name="metrics"),
    path("trust/", phones.trust, name="trust"),
    path("trust/authority.crt", phones.authority, name="authority"),
    path("this-phone/", phones.this_phone, name="this_phone"),
    path("this-phone/found", phones.found_on_phone, name="found_on_phone"),
    path("this-phone/worker.js", phones.worker, name="this_phone_worker"),
    path("welcome/", enter_demonstration, name="enter_demonstration"),
    path("", include("seedbed.web.config.every_page")),
    path("language/", public(set_language), name="set_language"),
    path("", include("seedbed.web.places.urls")),
    path("", include("seedbed.web.accounts.urls")),
    path("", include("seedbed.web.people.urls")),
    path("", include("seedbed.web.invitations.urls")),
    path("consent/", include("seedbed.web.consent.urls")),
    path("translations/", include("seedbed.web.translations.urls")),
    path("contacts/", include("seedbed.web.contacts.urls")),
    path("safeguarding/", include("seedbed.web.safeguarding.urls")),
    path("media/", include("seedbed.web.media.urls")),
    path("", include("seedbed.web.listening.urls")),
    path("capture/", include("seedbed.web.capture.urls")),
    path("assets/in/", include("seedbed.web.asset_register.print_urls")),
    path("assets/", include("seedbed.web.asset_register.urls")),
    path("reach/", include("seedbed.web.reach.urls")),
    path("directory/", include("seedbed.web.asset_register.public_urls")),
    path("open-referral/", include("seedbed.web.asset_register.open_referral_urls")),
    path("jobs/", include("seedbed.web.jobs.urls")),
    path("thread/", include("seedbed.web.golden_thread.urls")),
    path("step-1/", include("seedbed.web.step1_profile.urls")),
    path("step-2/", include("seedbed.web.step2_listen.urls")),
    path("heard/", include("seedbed.web.who_is_heard.urls")),
    path("", include("seedbed.web.outreach.urls")),
    path("kiosk/", include("seedbed.web.kiosk.urls")),
    path("paper/", include("seedbed.web.paper_maps.urls")),
    path("walks/", include("seedbed.web.walks.urls")),
    path("phones/", include("seedbed.web.phones.urls")),
    path("messages/", include("seedbed.web.messages_in.urls")),
    path("step-5/", include("seedbed.web.step5_agenda.urls")),
    path("w/", include("seedbed.web.step5_agenda.workshop.phone_urls")),
    path("by-hand/", include("seedbed.web.walking_skeleton.urls")),
    path("demo/", include("seedbed.web.demonstration.urls")),
    path("operations/", include("seedbed.web.operations.urls")),
    path("api/", include("seedbed.web.api.urls")),
    path("assurance/", include("seedbed.web.assurance.urls")),
]
doctor_lines.add_all()
handler400 = "seedbed.web.ui.errors.bad_request"
handler403 = "seedbed.web.ui.errors.not_allowed"
handler404 = "seedbed.web.ui.errors.not_found"
handler500 = "seedbed.web.ui.full_disk.fault_or_full"
