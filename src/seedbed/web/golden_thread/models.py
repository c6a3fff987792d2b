"""Beads and links. A link is retracted, never deleted; merges and splits keep what they moved and can be undone."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from seedbed.thread.kinds import BeadKind, Relation
from seedbed.web.places.models import Neighbourhood, Programme

PERSON = settings.AUTH_USER_MODEL


class Bead(models.Model):
    """One thing on the thread: its kind and payload, no words of residents and no one's group."""

    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in BeadKind])
    version = models.PositiveSmallIntegerField()
    payload = models.JSONField()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", db_index=False)
    neighbourhood = models.ForeignKey(
        Neighbourhood, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["neighbourhood", "kind"], name="beads_of_a_neighbourhood"),
            models.Index(fields=["programme", "kind"], name="beads_of_a_programme"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Revision(models.Model):
    """What a bead carried before it was changed."""

    bead = models.ForeignKey(Bead, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveSmallIntegerField()
    payload = models.JSONField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    why = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.bead} before {self.changed_at}"


class Lineage(models.Model):
    """One merge, split or replacement, with who, when and why, and whether it was undone."""

    relation = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Relation])
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    why = models.TextField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"{self.relation} {self.pk}"


class Link(models.Model):
    """One link: who joined what to what, when and why; when it was retracted, by whom and why.

    ``made_in`` and ``retracted_in`` name the merge or split that moved it, so that undoing puts it back.
    """

    source = models.ForeignKey(Bead, on_delete=models.PROTECT, related_name="+", db_index=False)
    relation = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Relation])
    target = models.ForeignKey(Bead, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    why = models.TextField(blank=True)
    made_in = models.ForeignKey(Lineage, null=True, on_delete=models.PROTECT, related_name="made")
    retracted_at = models.DateTimeField(null=True)
    retracted_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    retracted_why = models.TextField(blank=True)
    retracted_in = models.ForeignKey(Lineage, null=True, on_delete=models.PROTECT, related_name="retracted")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["source", "target", "relation"], condition=Q(retracted_at=None), name="one_living_link"
            )
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["target", "source"], condition=Q(retracted_at=None), name="links_back")
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.relation} {self.target_id}"


class Tombstone(models.Model):
    """A bead that was withdrawn: in no trace, count, measure or export. A small table, asked by NOT EXISTS."""

    bead = models.OneToOneField(Bead, primary_key=True, on_delete=models.PROTECT, related_name="tombstone")
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    why = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.bead} withdrawn"
