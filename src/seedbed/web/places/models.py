"""Who works together, in which programme, on which neighbourhood, inside which line."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from seedbed.web.people.models import Scope


class Partnership(models.Model):
    """The organisations and residents who run programmes together."""

    scope = models.OneToOneField(Scope, on_delete=models.PROTECT, related_name="partnership")
    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    started_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class Programme(models.Model):
    """One run of the process. Links of the thread never cross programmes."""

    scope = models.OneToOneField(Scope, on_delete=models.PROTECT, related_name="programme")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="programmes")
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    started_at = models.DateTimeField(default=timezone.now)
    invented = models.BooleanField(default=False, help_text="Made up for practice; every page says so.")
    pack = models.CharField(max_length=200, blank=True, help_text="Name of the pack its figures come from.")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["partnership", "name"], name="programmes_of_a_partnership_differ_in_name")
        ]

    def __str__(self) -> str:
        return self.name


class Neighbourhood(models.Model):
    """Where people feel they live."""

    scope = models.OneToOneField(Scope, on_delete=models.PROTECT, related_name="neighbourhood")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="neighbourhoods")
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    started_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["programme", "name"], name="neighbourhoods_of_a_programme_differ_in_name")
        ]

    def __str__(self) -> str:
        return self.name


class BoundaryOrigin(models.TextChoices):
    """Where a line came from."""

    CHOSEN = "chosen", "whole small areas, chosen"
    DRAWN = "drawn", "drawn on the map"
    UPLOADED = "uploaded", "uploaded as a file"


class BoundaryVersion(models.Model):
    """The line around a neighbourhood at one time: small areas with the share of each inside, and the outline.

    The newest version counts; older ones stay.
    """

    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="boundaries")
    number = models.PositiveIntegerField()
    shares = models.JSONField(help_text="Share of each small area inside, by code.")
    outline = models.JSONField(help_text="GeoJSON geometry, longitude and latitude.")
    residents = models.FloatField(null=True, help_text="Residents by apportionment.")
    origin = models.CharField(max_length=20, choices=BoundaryOrigin.choices)
    reason = models.TextField(help_text="Why this line.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["neighbourhood", "number"], name="boundary_versions_are_numbered"),
            models.CheckConstraint(condition=Q(number__gte=1), name="boundary_versions_begin_at_one"),
            models.CheckConstraint(
                condition=Q(residents=None) | Q(residents__gte=0), name="a_boundary_holds_people_or_none"
            ),
            models.CheckConstraint(
                condition=Q(origin__in=["chosen", "drawn", "uploaded"]), name="a_boundary_has_an_origin_we_know"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.neighbourhood}, line {self.number}"


class TownMap(models.Model):
    """The map of the town around a neighbourhood, as an extract of OpenStreetMap that someone brought."""

    neighbourhood = models.OneToOneField(Neighbourhood, on_delete=models.PROTECT, related_name="town_map")
    name = models.CharField(max_length=300, help_text="Of the file.")
    content = models.BinaryField(help_text="The file itself, so that a backup holds it.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class MapBrought(models.Model):
    """A map that someone brought and that is not read yet; gone once it is in use, refused or stopped."""

    number = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=300, help_text="Of the file.")
    content = models.BinaryField(help_text="The file itself.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class KeptGround(models.Model):
    """What maps of a neighbourhood show beneath, read once from its map: kept to save time, made anew when stale."""

    neighbourhood = models.OneToOneField(Neighbourhood, on_delete=models.CASCADE, related_name="ground")
    made_of = models.CharField(max_length=64, help_text="Fingerprint of the map and of the line.")
    content = models.BinaryField(help_text="GeoJSON, packed with gzip.")

    def __str__(self) -> str:
        return f"{self.neighbourhood}, what is beneath"
