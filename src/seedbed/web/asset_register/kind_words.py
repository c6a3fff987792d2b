"""What kinds of assets are called, in the language of the page: the library that names them knows no translations."""

from __future__ import annotations

from django.utils.translation import gettext

from seedbed.analysis.assets.types import ASSET_TYPES, AssetType
from seedbed.web.ui.marking import marked as _

NAMES = (
    _("Community centre or hall"),
    _("Community centres and halls"),
    _("Library"),
    _("Libraries"),
    _("General practice"),
    _("General practices"),
    _("Pharmacy"),
    _("Pharmacies"),
    _("Dentist"),
    _("Dentists"),
    _("Hospital or clinic"),
    _("Hospitals and clinics"),
    _("School or college"),
    _("Schools and colleges"),
    _("Children's centre"),
    _("Children's centres"),
    _("Nursery or childcare"),
    _("Nurseries and childcare"),
    _("Care home"),
    _("Care homes"),
    _("Place of worship"),
    _("Places of worship"),
    _("Food bank or pantry"),
    _("Food banks and pantries"),
    _("Group or club"),
    _("Groups and clubs"),
    _("Charity"),
    _("Charities"),
    _("Activity or class"),
    _("Activities and classes"),
    _("Service"),
    _("Services"),
    _("Advice"),
    _("Someone's skill or time"),
    _("People's skills and time"),
    _("Park"),
    _("Parks"),
    _("Playground"),
    _("Playgrounds"),
    _("Sports pitch or court"),
    _("Sports pitches and courts"),
    _("Allotment or community garden"),
    _("Allotments and community gardens"),
    _("Other green space"),
    _("Other green spaces"),
    _("Sports centre or pool"),
    _("Sports centres and pools"),
    _("Theatre, cinema, museum or arts"),
    _("Theatres, cinemas, museums and arts"),
    _("Cafe"),
    _("Cafes"),
    _("Pub"),
    _("Pubs"),
    _("Shop or market"),
    _("Shops and markets"),
    _("Post office"),
    _("Post offices"),
    _("Job centre"),
    _("Job centres"),
    _("Stop or station"),
    _("Stops and stations"),
    _("Defibrillator"),
    _("Defibrillators"),
    _("Public toilet"),
    _("Public toilets"),
    _("History or heritage"),
    _("History and heritage"),
    _("Story, custom or festival"),
    _("Stories, customs and festivals"),
    _("Other"),
    _("Others"),
)
"""Every name of one and of several of `ASSET_TYPES`, for the catalogues."""


def kind_name(kind: AssetType) -> str:
    """Return what one asset of a kind is called; a partnership's own kinds as it wrote them."""
    return gettext(kind.name) if ASSET_TYPES.get(kind.code) == kind else kind.name


def kind_plural(kind: AssetType) -> str:
    """Return what several assets of a kind are called; a partnership's own kinds as it wrote them."""
    return gettext(kind.plural) if ASSET_TYPES.get(kind.code) == kind else kind.plural
