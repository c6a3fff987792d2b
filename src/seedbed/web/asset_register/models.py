"""Assets, their barriers, what people said of whether they are still right, merges, and imports.

What is searched has a column; the rest of a listing is kept in ``details``, so that nothing a source said is lost.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from seedbed.analysis.assets.listing import Listing
from seedbed.web.asset_register.details import COLUMNS, listing_of
from seedbed.web.golden_thread.models import Bead, Lineage
from seedbed.web.media.models import MediaFile
from seedbed.web.places.models import Neighbourhood, Partnership

PERSON = settings.AUTH_USER_MODEL
STANDING = Q(gone_at=None, merged_into=None)
"""What lists show: neither gone nor merged away."""


class AssetTypeHere(models.Model):
    """A kind of asset that a partnership added to those that come with Seedbed."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="asset_types")
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=100)
    plural = models.CharField(max_length=100)
    family = models.CharField(max_length=20, help_text="A family of asset-based community development.")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["partnership", "code"], name="kinds_of_assets_differ_in_code")
        ]

    def __str__(self) -> str:
        return self.name


class ImportState(models.TextChoices):
    """How far an import is."""

    WAITING = "waiting", "waiting"
    DONE = "done", "done"
    TAKEN_BACK = "taken_back", "taken back"


class Import(models.Model):
    """One file or feed that was read into the register, and which rows were not taken and why.

    ``content`` is the file until it is read, then nothing. A row with no asset is one whose work was stopped, or that
    nobody went on with: nothing of it is in the register.
    """

    number = models.UUIDField(primary_key=True, default=uuid.uuid4)
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="asset_imports")
    name = models.CharField(max_length=300, help_text="Of the file, or the address of the feed.")
    content = models.BinaryField(default=bytes)
    asked = models.JSONField(default=dict, help_text="How it is to be read; of a table also what its columns mean.")
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.WAITING)
    records = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    rejected = models.JSONField(default=list, help_text="path, identifier and reason of each row that was not taken.")
    notes = models.JSONField(default=list)
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    left = models.JSONField(default=list, help_text="identifier, name and why of what stayed when it was taken back.")
    taken_back_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    taken_back_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"import {self.number}"


class KeptMapping(models.Model):
    """What the columns of a source's tables mean, kept to be used again."""

    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="kept_mappings")
    name = models.CharField(max_length=100)
    told = models.JSONField(help_text="As the mapping's file holds it.")
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["neighbourhood", "name"], name="kept_mappings_differ_in_name")
        ]

    def __str__(self) -> str:
        return self.name


class Asset(models.Model):
    """One thing that residents value or can build on.

    It has a bead once residents name it, a barrier is put to it or a later step uses it: most listings of a feed never
    join the thread. ``free`` is None where nobody knows what it costs. ``languages`` stand between bars, folded:
    ``|bengali|english|``. ``search`` holds the folded words that the list looks in.
    """

    identifier = models.UUIDField(unique=True, default=uuid.uuid4)
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="assets", db_index=False)
    bead = models.OneToOneField(Bead, null=True, on_delete=models.PROTECT, related_name="asset")
    name = models.CharField(max_length=500)
    asset_type = models.CharField(max_length=60)
    organisation = models.CharField(max_length=500, blank=True)
    status = models.CharField(max_length=30, default="active")
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    postcode = models.CharField(max_length=12, blank=True)
    step_free = models.CharField(max_length=10, blank=True)
    free = models.BooleanField(null=True)
    minimum_age = models.FloatField(null=True, help_text="Years.")
    maximum_age = models.FloatField(null=True, help_text="Years.")
    languages = models.CharField(max_length=1000, blank=True)
    search = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    source_identifier = models.CharField(max_length=300, blank=True, help_text="Its own in its source.")
    licence = models.CharField(max_length=300, blank=True)
    details = models.JSONField(default=dict, help_text="The rest of its listing.")
    named_by_residents = models.BooleanField(default=False)
    public = models.BooleanField(default=False, help_text="Shown in the public directory.")
    last_verified_on = models.DateField(null=True)
    verify_by = models.DateField(null=True)
    verified_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    changed_at = models.DateTimeField(null=True, help_text="When someone changed it here; an import leaves it then.")
    gone_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged_here", db_index=False
    )
    came_with = models.ForeignKey(Import, null=True, on_delete=models.SET_NULL, related_name="assets", db_index=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(longitude=None, latitude=None) | Q(longitude__isnull=False, latitude__isnull=False),
                name="an_asset_has_a_whole_position_or_none",
            ),
            models.UniqueConstraint(
                fields=["neighbourhood", "source", "source_identifier"],
                condition=~Q(source_identifier=""),
                name="an_asset_of_a_source_is_kept_once",
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["neighbourhood", "asset_type"], name="assets_by_type"),
            # Counting by kind, by place and by freshness reads this alone, not the long words beside it.
            models.Index(
                fields=[
                    *("neighbourhood", "asset_type", "longitude", "latitude", "last_verified_on", "verify_by"),
                    *("gone_at", "merged_into"),
                ],
                condition=STANDING,
                name="assets_counted_by_kind",
            ),
            # The last fields are there so that counting reads the index alone.
            models.Index(
                fields=["neighbourhood", "name", "id", "longitude", "gone_at", "merged_into"],
                condition=STANDING,
                name="assets_that_stand",
            ),
            models.Index(
                fields=["neighbourhood", "name", "id", "longitude", "gone_at", "merged_into", "public"],
                condition=STANDING & Q(public=True),
                name="assets_in_public",
            ),
            models.Index(fields=["neighbourhood", "latitude", "id"], condition=STANDING, name="assets_south_to_north"),
            models.Index(
                fields=["neighbourhood", "languages"], condition=STANDING & ~Q(languages=""), name="assets_by_languages"
            ),
            models.Index(
                fields=["neighbourhood", "source"], condition=STANDING & ~Q(source=""), name="assets_by_source"
            ),
            models.Index(fields=["neighbourhood", "gone_at"], condition=Q(gone_at__isnull=False), name="assets_gone"),
            models.Index(fields=["neighbourhood", "verify_by"], name="assets_by_due_day"),
            models.Index(fields=["neighbourhood", "longitude", "latitude"], name="assets_by_position"),
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="assets_that_merged"),
            models.Index(fields=["came_with"], condition=Q(came_with__isnull=False), name="assets_of_an_import"),
        ]

    def __str__(self) -> str:
        return self.name

    def listing(self) -> Listing:
        """Return it as files and feeds tell of it; its identifier there is our own."""
        columns = {name: getattr(self, name) for name in COLUMNS}
        return listing_of(columns, self.details, identifier=str(self.identifier), last_verified=self.last_verified_on)


class ImportChange(models.Model):
    """What an asset said before an import changed it, so that the import can be taken back."""

    came_with = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="changes")
    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="import_changes")
    before = models.JSONField(help_text="Its columns as they were.")

    def __str__(self) -> str:
        return f"change of asset {self.asset_id}"


class OpenHours(models.Model):
    """When an asset is open in any week, in minutes since Monday, 0:00; what is not weekly is only in its listing."""

    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="open_hours")
    starts = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(starts__lt=models.F("ends")), name="open_hours_end_after_they_start")
        ]

    def __str__(self) -> str:
        return f"hours {self.pk} of asset {self.asset_id}"


class Severity(models.IntegerChoices):
    """How much a barrier keeps people away."""

    NUISANCE = 1, "makes it harder"
    OFTEN = 2, "often keeps people away"
    SHUT = 3, "shuts people out"


class Barrier(models.Model):
    """What keeps whom from using an asset, or what in an organisation, policy, contract or procedure stands in the way.

    What it is on hangs on the thread by ``blocked_by``, the voices that said so by ``evidences``. ``opportunity`` says
    what could come of changing it.
    """

    bead = models.OneToOneField(Bead, primary_key=True, on_delete=models.PROTECT, related_name="barrier")
    asset = models.ForeignKey(Asset, null=True, on_delete=models.PROTECT, related_name="barriers")
    organisation = models.ForeignKey(Bead, null=True, on_delete=models.PROTECT, related_name="barriers_on")
    kind = models.CharField(max_length=30, help_text="A kind of barrier of the thread.")
    severity = models.PositiveSmallIntegerField(choices=Severity.choices, default=Severity.OFTEN)
    who_could_fix = models.CharField(max_length=300, blank=True)
    what_it_takes = models.TextField(blank=True)
    opportunity = models.TextField(blank=True)
    removed_on = models.DateField(null=True, help_text="When it was gone.")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(asset__isnull=False, organisation=None) | Q(asset=None, organisation__isnull=False),
                name="a_barrier_is_on_one_thing",
            ),
            models.CheckConstraint(condition=Q(severity__gte=1, severity__lte=3), name="severity_is_one_to_three"),
        ]

    def __str__(self) -> str:
        return f"barrier {self.pk}"


class Opportunity(models.Model):
    """What could be made of an asset, or changed for the better in an organisation, policy, contract or procedure.

    It is no bead: the thread tells what was said and what was done. ``voices`` are those that said so.
    """

    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="opportunities")
    asset = models.ForeignKey(Asset, null=True, on_delete=models.PROTECT, related_name="opportunities")
    organisation = models.ForeignKey(Bead, null=True, on_delete=models.PROTECT, related_name="opportunities_on")
    name = models.CharField(max_length=200)
    for_whom = models.CharField(max_length=500, blank=True)
    who_could = models.CharField(max_length=300, blank=True)
    what_it_takes = models.TextField(blank=True)
    voices = models.ManyToManyField(Bead, related_name="+")
    taken_up_on = models.DateField(null=True)
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(asset__isnull=False, organisation=None) | Q(asset=None, organisation__isnull=False),
                name="an_opportunity_is_on_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"opportunity {self.pk}"


class AssetPhoto(models.Model):
    """A photo of an asset; the file itself knows who looked at it and how far it may go."""

    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="photos")
    file = models.OneToOneField(MediaFile, on_delete=models.PROTECT, related_name="asset_photo")

    def __str__(self) -> str:
        return f"photo {self.file_id} of asset {self.asset_id}"


class Finding(models.TextChoices):
    """What someone found when they looked whether a listing is right."""

    RIGHT = "right", "still right"
    CHANGED = "changed", "changed"
    GONE = "gone", "gone"
    WRONG = "wrong", "said to be wrong"


class Check(models.Model):
    """Someone looked whether a listing is right; or anybody said that it is not, which waits for a person.

    ``settled_at`` is empty while it waits: "changed" until the listing was changed, "wrong" until someone has looked.
    """

    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="checks")
    found = models.CharField(max_length=10, choices=Finding.choices)
    note = models.CharField(max_length=1000, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["asset"], condition=Q(settled_at=None), name="checks_that_wait")
        ]

    def __str__(self) -> str:
        return f"check {self.pk} of asset {self.asset_id}"


class ManyMerges(models.Model):
    """All the sure pairs between two sources, merged together so that they can be undone together."""

    number = models.UUIDField(primary_key=True, default=uuid.uuid4)
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="many_merges")
    stays = models.CharField(max_length=300, help_text="The source whose listings stay.")
    goes = models.CharField(max_length=300, help_text="The source whose listings went into them.")
    pairs = models.JSONField(default=list, help_text="Numbers of the one to stay and the one to go, and why.")
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"merges {self.number}"


class AssetMerge(models.Model):
    """Two listings of one thing made one, so that it can be undone: what the one that stayed said before."""

    together = models.ForeignKey(ManyMerges, null=True, on_delete=models.PROTECT, related_name="merges")
    kept = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="merges")
    gone = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="merged_away")
    before = models.JSONField(help_text="Fields of the one kept as they were, where the merge filled them.")
    barriers = models.JSONField(default=list, help_text="Numbers of the barriers that moved with it.")
    lineage = models.ForeignKey(Lineage, null=True, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=1000)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["gone"], condition=Q(undone_at=None), name="an_asset_is_merged_away_once")
        ]

    def __str__(self) -> str:
        return f"merge {self.pk}"


class NotTheSame(models.Model):
    """Two listings that look alike and that someone said are two things: they are not suggested again."""

    first = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["first", "second"], name="two_assets_are_told_apart_once"),
            models.CheckConstraint(condition=Q(first__lt=models.F("second")), name="told_apart_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} is not {self.second_id}"
