"""How to reach someone, sealed; and how long a programme keeps that."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from seedbed.web.contacts.reach import Reach
from seedbed.web.people.sealed_rows import SealedRow
from seedbed.web.places.models import Neighbourhood, Programme

PERSON = settings.AUTH_USER_MODEL
USUAL_MONTHS = 12
MOST_MONTHS = 60


class Contact(SealedRow):
    """How to reach someone. Days, not times, so that the row does not tell beside whom it was written.

    ``person``, ``phone`` and ``email`` are keyed digests: whoever has the keys finds a row by a participant's token,
    a number or an address; whoever has the database alone finds nothing. What is sealed: token, phone, e-mail, wish.
    """

    PURPOSE = "contacts"

    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="contacts")
    person = models.CharField(max_length=64, unique=True)
    phone = models.CharField(max_length=64, blank=True, db_index=True)
    email = models.CharField(max_length=64, blank=True, db_index=True)
    kept_on = models.DateField()
    last_reply_on = models.DateField(null=True)
    erase_on = models.DateField(db_index=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["erase_on", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=~Q(phone="") | ~Q(email=""), name="someone_can_be_reached_somehow")
        ]

    def __str__(self) -> str:
        return f"contact {self.pk}"

    def seal_reach(self, token: str, reach: Reach) -> None:
        """Put into this row, sealed, whom it is about and how to reach them."""
        self.seal({"token": token, **reach.told()})

    def seal(self, told: Any) -> None:
        """Seal, and make the digests with the same key."""
        super().seal(told)
        ring, reach = self.ring(), Reach.from_told(told)
        self.person = ring.digest("person", told["token"])
        self.phone = ring.digest("phone", reach.phone) if reach.phone else ""
        self.email = ring.digest("email", reach.email_to_find) if reach.email else ""


class Retention(models.Model):
    """For how many months after the last reply a programme keeps how to reach people."""

    programme = models.OneToOneField(Programme, on_delete=models.PROTECT, related_name="contact_retention")
    months = models.PositiveSmallIntegerField(default=USUAL_MONTHS)
    set_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=MOST_MONTHS), name="contacts_are_not_kept_for_ever"
            )
        ]

    def __str__(self) -> str:
        return f"{self.months} months"
