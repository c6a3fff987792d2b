"""System maps: the updates of each shared document, and the factors and links that it holds, as rows."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from seedbed.analysis.systems.strengths import weight_beside
from seedbed.analysis.systems.types import Strength
from seedbed.thread.payloads.choices import Confidence, FactorRole, Polarity
from seedbed.web.golden_thread.models import Bead, Lineage
from seedbed.web.people.models import Scope
from seedbed.web.places.models import Neighbourhood
from seedbed.web.step5_agenda import file_models, workshop_models  # noqa: F401 - tables of this room, too

PERSON = settings.AUTH_USER_MODEL


class SystemMap(models.Model):
    """One map of a neighbourhood. What is on it is the sum of its updates; the rows below are read from it.

    ``last_number`` is raised under a lock whenever updates are kept, so that they stand in one order; ``said_number``
    whenever a comment, a vote or an origin changes, so that open editors hear of it.
    """

    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    closed_at = models.DateTimeField(null=True)
    last_number = models.PositiveBigIntegerField(default=0)
    said_number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"system map {self.pk}"

    @property
    def scope(self) -> Scope:
        """The scope it is seen and worked on in."""
        return self.neighbourhood.scope


class MapUpdate(models.Model):
    """What one person changed at once, as the shared document's own bytes."""

    map = models.ForeignKey(SystemMap, on_delete=models.CASCADE, related_name="updates")
    number = models.PositiveBigIntegerField()
    data = models.BinaryField()
    at = models.DateTimeField()
    by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["map", "number"], name="one_update_of_a_number")
        ]

    def __str__(self) -> str:
        return f"update {self.number} of {self.map_id}"


class MapSnapshot(models.Model):
    """The whole document as it stood after an update: without a name it shortens loading, with one it is a version."""

    map = models.ForeignKey(SystemMap, on_delete=models.CASCADE, related_name="snapshots")
    number = models.PositiveBigIntegerField()
    data = models.BinaryField()
    name = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["map", "-number"], name="snapshots_of_a_map")]

    def __str__(self) -> str:
        return f"map {self.map_id} at {self.number}"


class MapFactor(models.Model):
    """A factor of a map as it stands now. It has a bead from its first name on; ``removed_at`` while it is off the map.

    ``went_in`` is the factor that it was merged into.
    """

    map = models.ForeignKey(SystemMap, on_delete=models.CASCADE, related_name="factors")
    key = models.UUIDField()
    bead = models.OneToOneField(Bead, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=20, choices=[(r.value, r.value) for r in FactorRole], default="ordinary")
    controlled_by = models.CharField(max_length=200, blank=True)
    vulnerable = models.BooleanField(default=False)
    subsystem = models.CharField(max_length=36, blank=True)
    note = models.TextField(blank=True)
    x = models.FloatField(default=0)
    y = models.FloatField(default=0)
    removed_at = models.DateTimeField(null=True)
    went_in = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["map", "key"], name="one_factor_of_a_key")]

    def __str__(self) -> str:
        return f"factor {self.key}"


class MapLink(models.Model):
    """A causal link of a map as it stands now. ``removed_at`` while it, or one of its ends, is off the map.

    ``weight`` is the number from 0 to 1 that a file gave it; `exact_weight` says whether it still counts.
    """

    map = models.ForeignKey(SystemMap, on_delete=models.CASCADE, related_name="links")
    key = models.UUIDField()
    bead = models.OneToOneField(Bead, null=True, on_delete=models.PROTECT, related_name="+")
    cause = models.ForeignKey(MapFactor, on_delete=models.PROTECT, related_name="effects_of")
    effect = models.ForeignKey(MapFactor, on_delete=models.PROTECT, related_name="causes_of")
    polarity = models.CharField(max_length=20, choices=[(p.value, p.value) for p in Polarity], default="same")
    strength = models.CharField(max_length=10, default="medium")
    weight = models.FloatField(null=True)
    delay = models.CharField(max_length=10, default="none")
    confidence = models.CharField(max_length=10, choices=[(c.value, c.value) for c in Confidence], default="medium")
    because = models.TextField(blank=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["map", "key"], name="one_link_of_a_key")]

    def __str__(self) -> str:
        return f"link {self.key}"

    @property
    def exact_weight(self) -> float | None:
        """Its weight while nobody has changed how strong it is in words."""
        return weight_beside(Strength(self.strength), self.weight)


DONE = ("added", "changed", "removed", "restored", "merged", "split", "parted", "went_back")
"""What history tells of; the last four of several factors, or of the whole map."""


class MapChange(models.Model):
    """Who changed what on a map, and when: ``fields`` holds what each was before and after."""

    map = models.ForeignKey(SystemMap, on_delete=models.CASCADE, related_name="changes")
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    part = models.CharField(max_length=20)
    key = models.CharField(max_length=36)
    what = models.CharField(max_length=10, choices=[(w, w) for w in DONE])
    fields = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["map", "-id"], name="changes_of_a_map")]

    def __str__(self) -> str:
        return f"{self.what} {self.part} {self.key}"


class MapImport(models.Model):
    """A file of another program that a map began with: which updates brought it, and what of it is not on the map.

    Whatever those updates, ``number`` to ``last_number``, added is of imported origin; nobody here has said it yet.
    ``kept`` holds by key what the file says of factors and links that has no field here, for files of this map.
    """

    map = models.OneToOneField(SystemMap, on_delete=models.CASCADE, related_name="brought_in")
    number = models.PositiveBigIntegerField()
    last_number = models.PositiveBigIntegerField(default=0)
    factors = models.PositiveIntegerField()
    links = models.PositiveIntegerField()
    refused_many = models.PositiveIntegerField()
    refused = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    kept = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"import of map {self.map_id}"


class MapLineage(models.Model):
    """Factors that were merged into one, or one that was split into two, and all that it takes to undo that.

    ``number`` and ``undone_number`` are those of the updates that did and undid it; ``on_thread`` is what became of
    the beads.
    """

    class What(models.TextChoices):
        MERGE = "merge"
        SPLIT = "split"

    map = models.ForeignKey(SystemMap, on_delete=models.CASCADE, related_name="lineages")
    what = models.CharField(max_length=10, choices=What.choices)
    number = models.PositiveBigIntegerField()
    plan = models.JSONField()
    on_thread = models.ManyToManyField(Lineage, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_number = models.PositiveBigIntegerField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"{self.what} {self.pk}"

    def held_at(self, number: int) -> bool:
        """Say whether it held after the update of this number."""
        return self.number <= number and (self.undone_number is None or self.undone_number > number)


class MapComment(models.Model):
    """What someone of the team said about a factor, a link or (``key`` empty) the whole map."""

    map = models.ForeignKey(SystemMap, on_delete=models.CASCADE, related_name="comments")
    key = models.CharField(max_length=36, blank=True)
    words = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"comment {self.pk}"


class MapVote(models.Model):
    """One person's view of a factor (it matters) or of a link (agrees with it, or sees it otherwise and says how).

    ``polarity`` is what the link said when they gave it: once it is drawn to say something else, the vote is of what
    stands there no more, and does not count.
    """

    map = models.ForeignKey(SystemMap, on_delete=models.CASCADE, related_name="votes")
    key = models.CharField(max_length=36)
    by = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    agrees = models.BooleanField()
    polarity = models.CharField(max_length=20, blank=True)
    why = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["map", "key", "by"], name="one_vote_of_a_person")
        ]

    def __str__(self) -> str:
        return f"vote {self.pk}"


class MapWeight(models.Model):
    """How strong one person thinks that a link is: a strength in words, or ``none``.

    ``polarity`` is what the link said when they gave it, as with votes: it counts while the link says that.
    """

    map = models.ForeignKey(SystemMap, on_delete=models.CASCADE, related_name="weights")
    key = models.CharField(max_length=36)
    by = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    strength = models.CharField(max_length=10)
    polarity = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["map", "key", "by"], name="one_weight_of_a_person")
        ]

    def __str__(self) -> str:
        return f"weight {self.pk}"


class ExpertsOnly(models.Model):
    """Someone of the team said of a factor or link that it comes from experts only, so that nobody looks for more."""

    map = models.ForeignKey(SystemMap, on_delete=models.CASCADE, related_name="experts_only")
    key = models.CharField(max_length=36)
    by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["map", "key"], name="one_mark_of_experts")]

    def __str__(self) -> str:
        return f"experts only: {self.key}"
