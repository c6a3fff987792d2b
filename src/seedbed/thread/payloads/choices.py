"""The fixed choices that payloads offer."""

from __future__ import annotations

from enum import StrEnum


class Origin(StrEnum):
    """Where a contribution comes from."""

    RESIDENT = "resident"
    PROFESSIONAL = "professional"


class Mode(StrEnum):
    """How words were given."""

    SPOKEN = "spoken"
    WRITTEN = "written"
    DRAWN = "drawn"
    SIGNED = "signed"


class Precision(StrEnum):
    """How exactly a place is known; homes are never kept exactly."""

    POINT = "point"
    STREET = "street"
    AREA = "area"


class AssetType(StrEnum):
    """Kinds of assets of asset-based community development."""

    PERSON = "person"
    ASSOCIATION = "association"
    INSTITUTION = "institution"
    BUILDING = "building"
    GREEN_SPACE = "green_space"
    ECONOMIC = "economic"
    STORY = "story"


class OrganisationForm(StrEnum):
    """What of an organisation is meant: itself, or what it goes by."""

    ORGANISATION = "organisation"
    POLICY = "policy"
    PROCEDURE = "procedure"
    CONTRACT = "contract"


class BarrierKind(StrEnum):
    """What keeps people from using an asset."""

    COST = "cost"
    DISTANCE = "distance"
    TRANSPORT = "transport"
    OPENING_HOURS = "opening_hours"
    AWARENESS = "awareness"
    CONFIDENCE = "confidence"
    LANGUAGE = "language"
    DISABILITY_ACCESS = "disability_access"
    SAFETY = "safety"
    RACISM = "racism"
    DISCRIMINATION = "discrimination"
    MAINTENANCE = "maintenance"
    OWNERSHIP = "ownership"
    BOOKING_RULES = "booking_rules"
    DIGITAL = "digital"
    TIME = "time"
    WAITING = "waiting"


class FactorRole(StrEnum):
    """What a factor is on a system map."""

    ORDINARY = "ordinary"
    OUTCOME = "outcome"
    INTERVENTION = "intervention"


class Polarity(StrEnum):
    """Which way an effect runs: the same direction, the opposite one, or not known."""

    SAME = "same"
    OPPOSITE = "opposite"
    UNCERTAIN = "uncertain"


class Confidence(StrEnum):
    """How sure the people who made the claim are."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Level(StrEnum):
    """Where in the system an action works; harder and more effective downward (Intervention Level Framework)."""

    ELEMENTS = "structural elements"
    FEEDBACK = "feedback and delays"
    STRUCTURE = "system structure"
    GOALS = "goals"
    PARADIGM = "paradigm"


class Outcome(StrEnum):
    """What was decided. A decline with its reason is an answer, not a failure."""

    ADOPT = "adopt"
    ADAPT = "adapt"
    DEFER = "defer"
    DECLINE = "decline"


class PledgeKind(StrEnum):
    """What was pledged."""

    CASH = "cash"
    STAFF_TIME = "staff_time"
    SPACE = "space"
    POLICY = "policy"
    DATA = "data"
    KIT = "kit"


class ActionState(StrEnum):
    """How far an action has come."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DELIVERED = "delivered"
    STOPPED = "stopped"


class TheoryStage(StrEnum):
    """Stages of a theory of change."""

    INPUT = "input"
    ACTIVITY = "activity"
    OUTPUT = "output"
    OUTCOME = "outcome"
    IMPACT = "impact"


class Direction(StrEnum):
    """Which way an indicator should go."""

    UP = "up"
    DOWN = "down"


class Judgement(StrEnum):
    """What an observation says beside its baseline."""

    IMPROVED = "improved"
    WORSENED = "worsened"
    NO_CLEAR_CHANGE = "no_clear_change"
    TOO_EARLY = "too_early"


class Channel(StrEnum):
    """How a reply reached people."""

    MEETING = "meeting"
    LETTER = "letter"
    POSTER = "poster"
    MESSAGE = "message"
    WEB_PAGE = "web_page"
    IN_PERSON = "in_person"
