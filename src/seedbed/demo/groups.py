"""Who lives in the invented town: ages, ethnic groups, languages, disability, religion, tenure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GroupMeasure:
    """A set of groups that everyone is in one of.

    ``groups`` holds id, name, base share and lean (change in log share for one unit of deprivation).
    """

    id: str
    topic: str
    counted: str
    groups: tuple[tuple[str, str, float, float], ...]


GROUP_MEASURES = (
    GroupMeasure(
        "age",
        "people",
        "residents",
        (
            ("0_15", "Children aged 0 to 15", 0.19, 0.14),
            ("16_24", "Young people aged 16 to 24", 0.10, 0.10),
            ("25_34", "Adults aged 25 to 34", 0.13, 0.08),
            ("35_49", "Adults aged 35 to 49", 0.19, 0.0),
            ("50_64", "Adults aged 50 to 64", 0.20, -0.06),
            ("65_plus", "People aged 65 and over", 0.19, -0.20),
        ),
    ),
    GroupMeasure(
        "ethnicity",
        "people",
        "residents",
        (
            ("white", "White people", 0.82, -0.04),
            ("asian", "Asian people", 0.08, 0.22),
            ("black", "Black people", 0.045, 0.34),
            ("mixed", "People of mixed ethnic groups", 0.035, 0.14),
            ("other", "People of other ethnic groups", 0.02, 0.22),
        ),
    ),
    GroupMeasure(
        "language",
        "people",
        "residents",
        (
            ("english", "People whose main language is English", 0.9243, -0.03),
            ("polish", "People whose main language is Polish", 0.022, 0.25),
            ("bengali", "People whose main language is Bengali", 0.018, 0.30),
            ("portuguese", "People whose main language is Portuguese", 0.010, 0.25),
            ("tigrinya", "People whose main language is Tigrinya", 0.0035, 0.10),
            ("sign", "People whose main language is a sign language", 0.0012, 0.0),
            ("other", "People with another main language", 0.021, 0.15),
        ),
    ),
    GroupMeasure(
        "disability",
        "people",
        "residents",
        (
            ("limited_a_lot", "People who are disabled and limited a lot", 0.075, 0.30),
            ("limited_a_little", "People who are disabled and limited a little", 0.10, 0.14),
            ("not_disabled", "People who are not disabled", 0.825, -0.05),
        ),
    ),
    GroupMeasure(
        "religion",
        "people",
        "residents",
        (
            ("none", "People with no religion", 0.41, -0.02),
            ("christian", "People who are Christian", 0.44, -0.03),
            ("muslim", "People who are Muslim", 0.065, 0.28),
            ("hindu", "People who are Hindu", 0.015, 0.05),
            ("other", "People of another religion", 0.07, 0.05),
        ),
    ),
    GroupMeasure(
        "tenure",
        "homes",
        "households",
        (
            ("owned_outright", "Households that own their home outright", 0.33, -0.38),
            ("owned_mortgage", "Households that own with a mortgage", 0.29, -0.30),
            ("social_rented", "Households that rent from a council or housing association", 0.17, 0.52),
            ("private_rented", "Households that rent privately", 0.21, 0.16),
        ),
    ),
)

PLUS_GROUPS = (
    *("language.polish", "language.bengali", "language.portuguese", "language.tigrinya", "language.sign"),
    *("ethnicity.asian", "ethnicity.black", "ethnicity.mixed", "ethnicity.other"),
    *("disability.limited_a_lot", "carers", "lone_parents", "temporary"),
)
"""Groups that a partnership may plan for, as ids of indicators without the town's prefix."""
