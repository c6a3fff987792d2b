"""One of everything in the register of assets, for every part of an address that names it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from seedbed.analysis.assets.listing import Listing
from seedbed.formats.assets.mapping import Told
from seedbed.formats.assets.open_referral import taxonomy_document, taxonomy_terms
from seedbed.thread.payloads.choices import BarrierKind
from seedbed.web.asset_register.actions import (
    Asked,
    ToldBarrier,
    ToldOpportunity,
    add_asset,
    hold_import,
    keep_mapping,
    merge_assets,
    put_barrier,
    put_opportunity,
    say_wrong,
)
from seedbed.web.asset_register.models import ManyMerges
from seedbed.web.asset_register.print_models import AssetPrint
from seedbed.web.asset_register.queries.open_referral import place_number
from seedbed.web.capture.actions import join, make_code, put_in_inbox
from seedbed.web.capture.models import Device, Item, WantedMedia
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.actions import EventTold, plan_event
from seedbed.web.listening.models import Contribution
from seedbed.web.messages_in.actions import send_file
from seedbed.web.paper_maps.models import PrintedPack, SheetPhoto
from seedbed.web.people.models import User
from seedbed.web.phones.models import Form
from seedbed.web.places.models import Neighbourhood
from seedbed.web.reach.models import Question
from seedbed.web.step5_agenda.actions import start_map
from seedbed.web.step5_agenda.arranging.actions import add_subsystem
from seedbed.web.step5_agenda.opinions.actions import comment
from seedbed.web.step5_agenda.reshaping.actions import merge_factors
from seedbed.web.step5_agenda.reshaping.planning import Merger
from seedbed.web.step5_agenda.shared.drawing import add_factor, add_link
from seedbed.web.step5_agenda.workshop.running import start_workshop
from seedbed.web.step5_agenda.workshop_models import MapIdea


def register_of(neighbourhood: Neighbourhood, by: User, voice: Bead) -> dict[str, str]:
    """Make an asset with a barrier that a voice speaks of, a note and a merge; return what names each.

    Beside them an import, a mapping of columns and a question of who can reach it.
    """
    asset, other = (
        add_asset(
            by=by,
            neighbourhood=neighbourhood,
            listing=Listing(identifier="", name=name, asset_type="library", postcode="ZZ1 1AA"),
            public=True,
        )
        for name in ("Library of the lane", "The lane's library")
    )
    barrier = put_barrier(by=by, on=asset, told=ToldBarrier(name="Steps", kind=BarrierKind.SAFETY), voices=[voice])
    chance = put_opportunity(by=by, on=asset, told=ToldOpportunity(name="A repair café"), voices=[voice])
    check = say_wrong(by=None, asset=asset, note="It moved")
    merge = merge_assets(by=by, kept=asset, gone=other, why="One library")
    together = ManyMerges.objects.create(
        neighbourhood=neighbourhood, stays="Town", goes="Feed", made_by=by, made_at=timezone.now()
    )
    imported = hold_import(
        by=by, neighbourhood=neighbourhood, name="list.csv", content=b"name\nOld Hall\n", asked=Asked()
    )
    mapping = keep_mapping(by=by, neighbourhood=neighbourhood, name="The list", told=Told(columns={"name": ("name",)}))
    phone_form = Form.objects.create(
        neighbourhood=neighbourhood, form_id="walk", version="1", title="Walk", xml="<xml/>", made_by=by
    )
    message_file = send_file(
        by=by, neighbourhood=neighbourhood, kind="table", name="old.csv", content=b"comment\nLift\n", wishes={}
    )
    question = Question.objects.create(neighbourhood=neighbourhood, asked={"kinds": ["library"]}, answer={}, made_by=by)
    on_paper = AssetPrint.objects.create(neighbourhood=neighbourhood, document="map.pdf", pdf=b"%PDF-", made_by=by)
    return {
        "<uuid:asset>": str(asset.identifier),
        "<uuid:asset_print>": str(on_paper.pk),
        "<uuid:phone_form>": str(phone_form.pk),
        "<uuid:message_file>": str(message_file.pk),
        "<uuid:service>": str(asset.identifier),
        "<uuid:place>": place_number(asset),
        "<uuid:taxonomy>": taxonomy_document()["id"],
        "<path:rest>": "services",
        "<uuid:term>": taxonomy_terms()[0]["id"],
        "<int:zoom>/<int:x>/<int:y>": "0/0/0",
        "<str:document>": "map.svg",
        "<str:document>/make/": "map.pdf/make/",
        "<int:barrier>": str(barrier.pk),
        "<int:opportunity>": str(chance.pk),
        "<int:check>": str(check.pk),
        "<int:merge>": str(merge.pk),
        "<uuid:merges>": str(together.pk),
        "<uuid:imported>": str(imported.pk),
        "<int:mapping>": str(mapping.pk),
        "<uuid:question>": str(question.pk),
        **_of_devices(neighbourhood, by),
        **_of_paper(neighbourhood, by),
    }


def _of_paper(neighbourhood: Neighbourhood, by: User) -> dict[str, str]:
    """Make a printed pack and a photograph of one of its sheets; return what names each."""
    pack = PrintedPack.objects.create(
        neighbourhood=neighbourhood, asked={"size": "A4"}, code="AAAAAA", document={}, pdf=b"%PDF-1.7", made_by=by
    )
    photo = SheetPhoto.objects.create(pack=pack, state="refused", told=["It was not read."], made_by=by)
    return {"<uuid:paper_pack>": str(pack.pk), "<uuid:sheet_photo>": str(photo.pk)}


def _awaited_file(device: Device) -> WantedMedia:
    """Announce a file that does not come."""
    said = Contribution.objects.filter(bead__neighbourhood=device.neighbourhood).earliest("pk")
    item = Item.objects.create(number=uuid4(), device=device, kind="contribution", made_at=timezone.now())
    return WantedMedia.objects.create(number=uuid4(), item=item, contribution=said, kind="photo")


def _of_devices(neighbourhood: Neighbourhood, by: User) -> dict[str, str]:
    """Make a code, a device that joined by it, and something in the inbox; return what names each."""
    code, token = make_code(by=by, neighbourhood=neighbourhood, ends_at=timezone.now() + timedelta(hours=6))
    device, _ = join(token=token)
    waiting = put_in_inbox(
        by=by, neighbourhood=neighbourhood, source="message", source_key="one", words="The quagga sent a message."
    )
    promise = EventTold(
        name="Market day", held_on=timezone.localdate(), open_to_change="The square", hear_back_by=timezone.localdate()
    )
    event = plan_event(by=by, neighbourhood=neighbourhood, told=promise)
    return {
        "<int:occasion>": str(event.pk),
        "<int:join_code>": str(code.pk),
        "<str:code>": token,
        "<uuid:device>": str(device.pk),
        "<uuid:waiting>": str(waiting.pk),
        "<uuid:awaited_file>": str(_awaited_file(device).pk),
    }


def map_of(neighbourhood: Neighbourhood, by: User) -> dict[str, str]:
    """Return what stands for the parts of addresses of system maps: one with two factors and a link."""
    drawn = start_map(by=by, neighbourhood=neighbourhood, name="Heron map")
    reeds, herons = (add_factor(by=by, of=drawn, fields={"name": name}) for name in ("Reeds", "Herons"))
    held = start_workshop(by=by, of=drawn, script="hopes-and-fears", hours=3)
    joined = add_link(by=by, of=drawn, cause=reeds, effect=herons, fields={})
    said = comment(by=by, of=drawn, words="More reeds than last year")
    sedges = [add_factor(by=by, of=drawn, fields={"name": name}) for name in ("Sedge", "sedge")]
    merged = merge_factors(by=by, of=drawn, merger=Merger(sedges, sedges[0], {"name": "Sedge"}))
    return {
        "<int:system_map>": str(drawn.pk),
        "<slug:map_part>": "subsystems",
        "<uuid:map_entry>": add_subsystem(by=by, of=drawn, name="Wader pools", colour=2),
        "<int:idea>": str(MapIdea.objects.create(map=drawn, name="Otters", at=timezone.now()).pk),
        "<int:workshop>": str(held.pk),
        "<str:workshop_code>": "NOCODE",
        "<uuid:factor>": reeds,
        "<uuid:map_link>": joined,
        "<uuid:part>": joined,
        "<int:comment>": str(said.pk),
        "<int:map_lineage>": str(merged.pk),
        "<int:map_update>": str(merged.number),
        "<slug:format>": "prsm",
    }
