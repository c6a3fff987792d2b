"""Participants without names; their cards apart from their words; what they agreed to; what they took back."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from seedbed.web.places.models import Neighbourhood, Programme

PERSON = settings.AUTH_USER_MODEL


class Participant(models.Model):
    """Someone who took part, known by a random token and nothing else."""

    token = models.CharField(max_length=20, primary_key=True)
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="participants")
    came_at = models.DateTimeField(default=timezone.now)
    only_to_reach = models.BooleanField(
        default=False, help_text="Their words were all erased; they are known only while they may be reached."
    )
    counted_in = models.PositiveIntegerField(null=True, help_text="The ten in which they are counted, for good.")
    counted_cards = models.PositiveSmallIntegerField(null=True, help_text="Cards of theirs when their ten was formed.")

    def __str__(self) -> str:
        return self.token


class DemographicCard(models.Model):
    """One characteristic that a participant told us, in a band. No row means that no card was given."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="cards")
    characteristic = models.CharField(max_length=40)
    group = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["participant", "characteristic"], name="one_group_of_a_characteristic")
        ]

    def __str__(self) -> str:
        return self.characteristic


class ConsentScope(models.TextChoices):
    """One thing a participant can agree to."""

    TAKE_PART = "take_part", "what I say may be used in this neighbourhood's work"
    QUOTE = "quote", "my words may be quoted without my name"
    AUDIO = "audio", "my voice may be recorded"
    PHOTO = "photo", "photos may be taken in which nobody can recognise me"
    RECOGNISABLE_IMAGE = "recognisable_image", "pictures in which I can be recognised may be used"
    DRAWING_CREDIT = "drawing_credit", "my drawing may be shown with the name I give for it"
    RECONTACT = "recontact", "you may contact me again"
    CARD = "card", "what I told about myself may be counted"
    SECONDARY_USE = "secondary_use", "what I say may be used in research"
    PUBLIC_DISPLAY = "public_display", "my words may be shown in public"


class AgeBand(models.TextChoices):
    """How old someone is, as far as consent needs it."""

    UNDER_13 = "under_13", "under 13"
    FROM_13 = "13_15", "13 to 15"
    FROM_16 = "16_17", "16 or 17"
    ADULT = "18_plus", "18 or over"


CHILDREN = frozenset({AgeBand.UNDER_13.value, AgeBand.FROM_13.value})
"""Bands that need a guardian's consent and the child's own assent."""


class How(models.TextChoices):
    """How someone said what they agree to."""

    SPOKEN = "spoken", "spoken"
    WRITTEN = "written", "written"
    ON_A_DEVICE = "on_a_device", "on a device"
    ON_PAPER = "on_paper", "on paper"


class WordingStatus(models.TextChoices):
    """Whether residents may be asked in these words."""

    DRAFT = "draft", "draft"
    SIGNED = "signed", "signed"


class ConsentWording(models.Model):
    """The words in which consent is asked in one language, in one version; a draft until a named speaker signed it.

    What was signed is never changed: other words are another version.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="consent_wordings")
    version = models.CharField(max_length=40)
    language = models.CharField(max_length=35)
    sentences = models.JSONField(help_text="One sentence for each thing that is asked or told, by its name.")
    status = models.CharField(max_length=10, choices=WordingStatus.choices, default=WordingStatus.DRAFT)
    drafted_at = models.DateTimeField(default=timezone.now)
    drafted_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    signed_by = models.CharField(max_length=200, blank=True, help_text="The name of the speaker who signed.")
    signed_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["language", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["programme", "version", "language"], name="one_wording_of_a_version"),
            models.CheckConstraint(
                condition=Q(status="draft", signed_at=None, signed_by="")
                | (Q(status="signed", signed_at__isnull=False) & ~Q(signed_by="")),
                name="a_signed_wording_says_who_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language}, version {self.version}"


class Consent(models.Model):
    """What a participant agreed to, with the version of the words they were asked. The newest counts.

    ``shown`` is the signed wording; empty for the English that comes with the platform.
    """

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="consents")
    scopes = models.JSONField(default=list, help_text="Values of ConsentScope, in its order.")
    wording = models.CharField(max_length=40, default="1")
    language = models.CharField(max_length=35, default="en")
    shown = models.ForeignKey(ConsentWording, null=True, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=20, choices=How.choices, default=How.SPOKEN)
    age_band = models.CharField(max_length=10, choices=AgeBand.choices, default=AgeBand.ADULT)
    guardian_agreed = models.BooleanField(default=False, help_text="A guardian agreed; they are not named.")
    assented = models.BooleanField(default=False, help_text="The child said yes too.")
    given_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["given_at", "pk"]

    def __str__(self) -> str:
        return self.wording


class ConsentWithdrawal(models.Model):
    """One thing that a participant took back. While it stands no consent grants it, however new."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="withdrawals")
    scope = models.CharField(max_length=30, choices=ConsentScope.choices)
    withdrawn_at = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["withdrawn_at", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["participant", "scope"], condition=Q(lifted_at=None), name="one_standing_withdrawal_of_a_scope"
            )
        ]

    def __str__(self) -> str:
        return self.scope


class Basis(models.TextChoices):
    """Article 6(1) of the UK GDPR: on what ground personal data is used."""

    CONSENT = "6.1.a", "consent (a)"
    CONTRACT = "6.1.b", "contract (b)"
    LEGAL_OBLIGATION = "6.1.c", "legal obligation (c)"
    VITAL_INTERESTS = "6.1.d", "vital interests (d)"
    PUBLIC_TASK = "6.1.e", "public task (e)"
    LEGITIMATE_INTERESTS = "6.1.f", "legitimate interests (f)"


class SpecialCondition(models.TextChoices):
    """Article 9(2) of the UK GDPR: what lifts the ban on using special category data."""

    NONE_USED = "none", "no special category data is used"
    EXPLICIT_CONSENT = "9.2.a", "explicit consent (a)"
    EMPLOYMENT = "9.2.b", "employment, social security and social protection (b)"
    VITAL_INTERESTS = "9.2.c", "vital interests (c)"
    NOT_FOR_PROFIT = "9.2.d", "not-for-profit bodies (d)"
    MADE_PUBLIC = "9.2.e", "made public by the person themself (e)"
    LEGAL_CLAIMS = "9.2.f", "legal claims (f)"
    PUBLIC_INTEREST = "9.2.g", "substantial public interest (g)"
    CARE = "9.2.h", "health or social care (h)"
    PUBLIC_HEALTH = "9.2.i", "public health (i)"
    RESEARCH = "9.2.j", "archiving, research and statistics (j)"


class LawfulBasis(models.Model):
    """On what ground a programme uses personal data, apart from what people agreed to. The newest counts."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="lawful_bases")
    basis = models.CharField(max_length=10, choices=Basis.choices)
    condition = models.CharField(max_length=10, choices=SpecialCondition.choices)
    because = models.TextField()
    decided_by = models.CharField(max_length=200, help_text="Name and post of whoever decided.")
    decided_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(basis__in=Basis.values), name="a_basis_of_article_6"),
            models.CheckConstraint(condition=Q(condition__in=SpecialCondition.values), name="a_condition_of_article_9"),
        ]

    def __str__(self) -> str:
        return f"{self.basis}, {self.condition}"


class Receipt(models.Model):
    """What someone takes home: a number that anybody may look up, and a digest of the half that only they have."""

    number = models.CharField(max_length=12, primary_key=True)
    digest = models.CharField(max_length=64)
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    made_as = models.CharField(
        max_length=12, blank=True, help_text="The number on its paper, where that had been given out: it opens it too."
    )

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(number__regex=r"^[0-9]{12}$"), name="a_receipt_has_twelve_digits")
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["made_as"], condition=~Q(made_as=""), name="receipts_by_their_paper")
        ]

    def __str__(self) -> str:
        return self.number


class ReceiptTry(models.Model):
    """One try of a receipt or code that found nothing.

    ``source`` and ``network`` are keyed digests of an address and of the network around it; they name nobody.
    """

    source = models.CharField(max_length=64)
    network = models.CharField(max_length=64, default="")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["source", "at"], name="tries_of_a_source"),
            models.Index(fields=["network", "at"], name="tries_of_a_network"),
            models.Index(fields=["at"], name="tries_of_all"),
        ]

    def __str__(self) -> str:
        return f"try at {self.at}"
