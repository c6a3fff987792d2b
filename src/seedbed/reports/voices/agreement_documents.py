"""The document that ``seedbed voices agreement`` answers with."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from seedbed.reports.documents import MethodDocument, Part

LOW = "Lower limit of it, from units drawn again; null where too few units have two coders for limits."
HIGH = "Upper limit of it, from units drawn again; null where the lower limit is."


class CodeShare(Part):
    """One code: how often it was given, and how far coders agree on it."""

    code: str
    codings: int = Field(description="How often it was given.")
    share: float = Field(description="Share of all codings, 0 to 1.")
    agreement: float | None = Field(
        description="Of the codings that give it, the share of the same units' other codings that give it too, 0 to 1 "
        "(proportion of specific agreement); null where no other coder coded these units."
    )


class CoderPair(Part):
    """Two coders, on the units that both coded."""

    first: str
    second: str
    units: int = Field(description="Units that both coded.")
    percent: float | None = Field(description="Units that both gave the same, 0 to 100.")
    kappa: float | None = Field(description="Cohen's kappa of the two; null where undefined.")


class ConfusedCodes(Part):
    """Two codes given to the same unit by different coders."""

    first: str
    second: str
    pairs: float = Field(
        description="Codings of units that were also given the other code (Krippendorff's coincidences): one unit "
        "that two coders gave one each counts 2."
    )
    share: float = Field(description="Share of all disagreement, 0 to 1.")


class AgreementDocument(MethodDocument):
    """``seedbed voices agreement``; a measure is null where it is undefined or does not apply, and notes say why."""

    schema_: str = Field(default="seedbed/voices-agreement/1", alias="schema")
    metric: Literal["nominal", "ordinal", "interval", "ratio"] = Field(description="How unlike two values are.")
    several: Literal["masi", "jaccard"] | None = Field(
        default=None, description="How unlike two sets of codes are, where a coder may give a unit several."
    )
    units: int = Field(description="Units that anyone coded.")
    units_compared: int = Field(description="Units that two or more coders coded; only these can agree.")
    coders: int
    codings: int = Field(description="Codings of units by coders; missing values are none.")
    bootstraps: int = Field(description="How often units were drawn again for the limits.")
    seed: int = Field(description="Where the draws started.")
    limits: str = Field(description="Method of the limits.")

    krippendorff_alpha: float | None = Field(
        default=None,
        description="1 - observed / expected disagreement with this metric; units two or more coded, any coders.",
    )
    krippendorff_alpha_low: float | None = Field(default=None, description=LOW)
    krippendorff_alpha_high: float | None = Field(default=None, description=HIGH)
    fleiss_kappa: float | None = Field(
        default=None, description="Fleiss' kappa; each unit counts the same however many coded it (Gwet 2014)."
    )
    fleiss_kappa_low: float | None = Field(default=None, description=LOW)
    fleiss_kappa_high: float | None = Field(default=None, description=HIGH)
    fleiss_kappa_standard_error: float | None = Field(default=None, description="Large-sample formula of Gwet 2014.")
    cohen_kappa: float | None = Field(default=None, description="Cohen's kappa, unweighted; two coders only.")
    cohen_kappa_low: float | None = Field(default=None, description=LOW)
    cohen_kappa_high: float | None = Field(default=None, description=HIGH)
    cohen_kappa_standard_error: float | None = Field(
        default=None, description="Large-sample formula of Fleiss, Cohen and Everitt 1969."
    )
    cohen_kappa_linear: float | None = Field(
        default=None, description="Cohen's kappa weighted by the distance of the values; two coders, not nominal."
    )
    cohen_kappa_linear_low: float | None = Field(default=None, description=LOW)
    cohen_kappa_linear_high: float | None = Field(default=None, description=HIGH)
    cohen_kappa_quadratic: float | None = Field(
        default=None, description="Cohen's kappa weighted by the squared distance; two coders, not nominal."
    )
    cohen_kappa_quadratic_low: float | None = Field(default=None, description=LOW)
    cohen_kappa_quadratic_high: float | None = Field(default=None, description=HIGH)
    percent: float | None = Field(
        default=None, description="Pairs of codings of a unit that are equal, 0 to 100, mean over units_compared."
    )
    percent_low: float | None = Field(default=None, description=LOW)
    percent_high: float | None = Field(default=None, description=HIGH)
    gwet_ac1: float | None = Field(default=None, description="Gwet's AC1: values agree or they do not.")
    gwet_ac1_low: float | None = Field(default=None, description=LOW)
    gwet_ac1_high: float | None = Field(default=None, description=HIGH)
    gwet_ac1_standard_error: float | None = Field(default=None, description="Large-sample formula of Gwet 2014.")
    gwet_ac2: float | None = Field(
        default=None,
        description="Gwet's AC2: near values agree in part, by ordinal weights (ordinal) or quadratic ones (interval, "
        "ratio); null for nominal values and for more than 50 distinct ones.",
    )
    gwet_ac2_low: float | None = Field(default=None, description=LOW)
    gwet_ac2_high: float | None = Field(default=None, description=HIGH)
    gwet_ac2_standard_error: float | None = Field(default=None, description="Large-sample formula of Gwet 2014.")

    paradox: bool = Field(
        description="True where percent is 80 or more, Fleiss' kappa 0.6 or less and AC1 above it by 0.2 or more: "
        "kappa is low because one value is rare (Feinstein and Cicchetti 1990)."
    )
    categories: list[CodeShare] = Field(description="Each code; of numbers, the first 1,000.")
    pairs: list[CoderPair] = Field(description="Every two coders, who agree least first; empty for over 60 coders.")
    confusions: list[ConfusedCodes] = Field(
        description="Codes taken for each other, the most often first, at most 1,000 of them."
    )
    coincidences: list[list[float]] = Field(
        default=[],
        description="Krippendorff's coincidences in the order of categories, for 30 codes or fewer.",
    )
