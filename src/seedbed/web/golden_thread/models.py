"""Beads and links. A link is retracted, never deleted; merges and splits keep what they moved and can be undone."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When

from seedbed.thread.kinds import FORWARD, BeadKind, Relation
from seedbed.web.people.models import Scope
from seedbed.web.places.models import Neighbourhood, Programme

PERSON = settings.AUTH_USER_MODEL
FOLLOWED = Q(retracted_at=None, forward=True)


class Lineage(models.Model):
    """One merge, split or replacement, with who, when and why, and whether it was undone."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    relation = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Relation])
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    why = models.TextField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"{self.relation} {self.pk}"


class Bead(models.Model):
    """One thing on the thread: its kind and payload, no words of residents and no one's group.

    ``went_in`` names the lineage by which it was merged away, split or replaced; empty while it stands for itself.
    ``links_on`` and ``links_back`` count the living forward links from and to it whose other end was not withdrawn;
    the actions keep them right, so that a page of a trace says totals without counting.
    """

    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in BeadKind])
    version = models.PositiveSmallIntegerField()
    payload = models.JSONField()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", db_index=False)
    neighbourhood = models.ForeignKey(
        Neighbourhood, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    went_in = models.ForeignKey(Lineage, null=True, on_delete=models.PROTECT, related_name="took", db_index=False)
    links_on = models.PositiveIntegerField(default=0)
    links_back = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["neighbourhood", "kind"], name="beads_of_a_neighbourhood"),
            models.Index(fields=["programme", "kind"], name="beads_of_a_programme"),
            models.Index(fields=["programme"], condition=Q(neighbourhood=None), name="beads_of_no_neighbourhood"),
            models.Index(fields=["id", "kind"], name="kinds_of_beads"),
            models.Index(fields=["went_in"], condition=Q(went_in__isnull=False), name="beads_that_went"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def scope(self) -> Scope:
        """The scope it is seen and worked on in: its neighbourhood's, or its programme's."""
        return (self.neighbourhood or self.programme).scope


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


class Link(models.Model):
    """One link: who joined what to what, when and why; when it was retracted, by whom and why.

    ``made_in`` and ``retracted_in`` name the merge or split that moved it, so that undoing puts it back. ``forward``
    is worked out by the database itself: traces follow the link. The two indexes of followed links hold all that a
    trace reads, so it never touches the table.
    """

    source = models.ForeignKey(Bead, on_delete=models.PROTECT, related_name="+", db_index=False)
    relation = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Relation])
    target = models.ForeignKey(Bead, on_delete=models.PROTECT, related_name="+", db_index=False)
    forward = models.GeneratedField(
        expression=Case(When(relation__in=sorted(FORWARD), then=Value(True)), default=Value(False)),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    why = models.TextField(blank=True)
    made_in = models.ForeignKey(Lineage, null=True, on_delete=models.PROTECT, related_name="made", db_index=False)
    retracted_at = models.DateTimeField(null=True)
    retracted_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    retracted_why = models.TextField(blank=True)
    retracted_in = models.ForeignKey(
        Lineage, null=True, on_delete=models.PROTECT, related_name="retracted", db_index=False
    )

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["source", "target", "relation"], condition=FOLLOWED, name="links_on"),
            models.UniqueConstraint(
                fields=["source", "target", "relation"],
                condition=Q(retracted_at=None, forward=False),
                name="one_living_link_of_context",
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["target", "source", "relation"], condition=FOLLOWED, name="links_back"),
            models.Index(fields=["target"], condition=Q(retracted_at=None, forward=False), name="context_back"),
            models.Index(fields=["made_in"], condition=Q(made_in__isnull=False), name="links_made_in"),
            models.Index(fields=["retracted_in"], condition=Q(retracted_in__isnull=False), name="links_retracted_in"),
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


class ThreadVersion(models.Model):
    """When a programme's thread last changed, as a number that only grows.

    Whoever changes links, or withdraws, raises it first: its row is the lock that keeps two people from changing one
    thread at once, and its number tells each process whether the links that it keeps in memory are still the last.
    """

    programme = models.OneToOneField(Programme, primary_key=True, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"thread of programme {self.programme_id}, version {self.number}"
