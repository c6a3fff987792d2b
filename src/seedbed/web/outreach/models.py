"""Approaches to organisations, and invitations to events. Neither holds a person's name, address or number."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seedbed.web.golden_thread.models import Bead
from seedbed.web.outreach.answer_words import Answer
from seedbed.web.places.models import Neighbourhood

PERSON = settings.AUTH_USER_MODEL


class How(models.TextChoices):
    """How an organisation was approached."""

    CALL = "call", _("telephone call")
    VISIT = "visit", _("visit")
    E_MAIL = "e_mail", _("e-mail")
    LETTER = "letter", _("letter")
    MET = "met", _("met by chance")


class Outcome(models.TextChoices):
    """What came of an approach."""

    NO_ANSWER = "no_answer", _("no answer")
    CALL_BACK = "call_back", _("wants to think; to be asked again")
    INTERESTED = "interested", _("interested")
    COMES = "comes", _("comes, or helps")
    DECLINED = "declined", _("declined")


class Approach(models.Model):
    """One approach to one organisation. Who speaks for it is kept with the contacts, apart and encrypted."""

    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="approaches")
    organisation = models.ForeignKey(Bead, on_delete=models.PROTECT, related_name="approaches")
    how = models.CharField(max_length=10, choices=How.choices)
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    happened_on = models.DateField()
    ask_again_on = models.DateField(null=True)
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["neighbourhood", "-happened_on"], name="approaches_of_a_place")
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(ask_again_on=None) | Q(ask_again_on__gte=models.F("happened_on")),
                name="an_organisation_is_asked_again_afterwards",
            )
        ]

    def __str__(self) -> str:
        return f"approach {self.pk}"


class Invitation(models.Model):
    """An invitation to an event, opened by its code: to one organisation, or on flyers to everybody.

    Whoever holds the code answers for the organisation; that of a flyer is not answered, it tells.
    """

    event = models.ForeignKey(Bead, on_delete=models.PROTECT, related_name="event_invitations")
    organisation = models.ForeignKey(Bead, null=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20, unique=True)
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    people = models.PositiveIntegerField(null=True)
    needs = models.JSONField(default=list, help_text="Values of Needs.")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["event", "organisation"],
                condition=Q(ended_at=None, organisation__isnull=False),
                name="one_standing_invitation_of_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["event"], condition=Q(ended_at=None, organisation=None), name="one_standing_flyer_of_an_event"
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
