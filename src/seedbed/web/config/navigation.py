"""The menu: the only place that knows every room."""

from __future__ import annotations

from seedbed.web.ui.marking import marked as _
from seedbed.web.ui.navigation import Item, Of

LISTEN = _("Go and listen")
WORK = _("Work with what was said")

NAVIGATION: tuple[Item, ...] = (
    Item(_("Home"), "places:home"),
    Item(_("First five minutes"), "demonstration:tour", demonstration=True),
    Item(_("Candidates"), "step1_profile:candidates", Of.PROGRAMME),
    Item(_("Care system"), "step1_profile:care_system", Of.PROGRAMME),
    Item(_("Words of consent"), "consent:wordings", Of.PROGRAMME),
    Item(_("Lawful basis"), "consent:lawful_basis", Of.PROGRAMME),
    Item(_("Translations"), "translations:overview", Of.PROGRAMME),
    Item(_("What is kept"), "contacts:kept", Of.PROGRAMME),
    Item(_("This neighbourhood"), "places:neighbourhood", Of.NEIGHBOURHOOD),
    Item(_("Worried about someone?"), "safeguarding:worried", Of.NEIGHBOURHOOD),
    Item(_("Profile"), "step1_profile:profile", Of.NEIGHBOURHOOD, step=1),
    Item(_("Assets"), "asset_register:assets", Of.NEIGHBOURHOOD, step=1),
    Item(_("Shifts in the street"), "step2_listen:shifts", Of.NEIGHBOURHOOD, step=2, group=LISTEN),
    Item(_("Mapping kiosks"), "kiosk:kiosks", Of.NEIGHBOURHOOD, step=2, group=LISTEN),
    Item(_("Maps on paper"), "paper_maps:packs", Of.NEIGHBOURHOOD, step=2, group=LISTEN),
    Item(_("Walks"), "walks:walks", Of.NEIGHBOURHOOD, step=2, group=LISTEN),
    Item(_("Phones with form apps"), "phones:overview", Of.NEIGHBOURHOOD, step=2, group=LISTEN),
    Item(_("Messages people sent"), "messages_in:send", Of.NEIGHBOURHOOD, step=2, group=LISTEN),
    Item(_("Events"), "listening:events", Of.NEIGHBOURHOOD, step=2, group=LISTEN),
    Item(_("Organisations approached"), "outreach:organisations", Of.NEIGHBOURHOOD, step=2, group=LISTEN),
    Item(_("Inbox"), "capture:inbox", Of.NEIGHBOURHOOD, step=2, group=WORK),
    Item(_("Words to check"), "listening:checks", Of.NEIGHBOURHOOD, step=2, group=WORK),
    Item(_("Photos and recordings"), "media:files", Of.NEIGHBOURHOOD, step=2, group=WORK),
    Item(_("What was put on the map"), "listening:marks", Of.NEIGHBOURHOOD, step=2, group=WORK),
    Item(_("Who is heard"), "who_is_heard:heard", Of.NEIGHBOURHOOD, step=2, group=WORK),
    Item(_("Devices"), "capture:devices", Of.NEIGHBOURHOOD),
    Item(_("System maps"), "step5_agenda:maps", Of.NEIGHBOURHOOD, step=5),
    Item(_("Follow one voice"), "golden_thread:voices", Of.NEIGHBOURHOOD),
    Item(_("Measures"), "golden_thread:measures", Of.NEIGHBOURHOOD),
    Item(_("Loose ends"), "golden_thread:loose_ends", Of.NEIGHBOURHOOD),
    Item(_("By hand"), "walking_skeleton:index", Of.NEIGHBOURHOOD),
    Item(_("Taken back"), "listening:withdrawals", Of.NEIGHBOURHOOD),
    Item(_("Contacts"), "contacts:contacts", Of.NEIGHBOURHOOD),
    Item(_("Your receipt"), "listening:find_receipt"),
    Item(_("Site health"), "operations:status"),
    Item(_("Assurance"), "assurance:index"),
    Item(_("Long work"), "jobs:all"),
    Item(_("Concerns"), "safeguarding:concerns"),
)
