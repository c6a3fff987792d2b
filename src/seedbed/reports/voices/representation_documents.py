"""The document that ``seedbed voices representation`` answers with."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from seedbed.reports.documents import MethodDocument, Part

CAN_SAY = (
    "These people came or were met; nobody drew them at random. The intervals and p-values say how far chance alone "
    "moves the numbers, not who chose to come and who was missed. A quotient near 1 says that a group was there in "
    "proportion to its size; it does not make what was said representative of the group, nor of the neighbourhood."
)


class WholeSample(Part):
    """How far a whole sample is from its benchmark; null where no number would be honest."""

    dissimilarity: float | None = Field(
        default=None,
        description="Half the sum over groups of the absolute difference of shares, 0 to 1: the share of the sample "
        "that would have to be of other groups to match.",
    )
    dissimilarity_low: float | None = Field(default=None, description="Lower limit, by test inversion.")
    dissimilarity_high: float | None = Field(default=None, description="Upper limit, by test inversion.")
    dissimilarity_by_chance: float | None = Field(
        default=None, description="Mean dissimilarity of random samples of this size drawn from the benchmark."
    )
    dissimilarity_p: float | None = Field(
        default=None, description="Share of random samples with a dissimilarity as large or larger."
    )
    chi_square: float | None = Field(default=None, description="Pearson's chi-square; the method says of which test.")
    chi_square_method: str = Field(default="", description="goodness of fit, with finite population, or homogeneity.")
    degrees_of_freedom: int | None = Field(default=None, description="Groups less one.")
    p: float | None = Field(default=None, description="p of chi_square from the chi-square distribution.")
    p_simulated: float | None = Field(
        default=None, description="p of chi_square from random samples; the one to read where groups are small."
    )
    kl: float | None = Field(
        default=None,
        description="Kullback-Leibler divergence of the sample from the benchmark in nats (Theil's T of "
        "representation): sum of sample share x ln(quotient).",
    )
    kl_low: float | None = Field(default=None, description="Lower limit, by test inversion.")
    kl_high: float | None = Field(default=None, description="Upper limit, by test inversion.")
    r_indicator: float | None = Field(
        default=None,
        description="R-indicator 1 - 2 S, S the population standard deviation of the groups' response propensities; 1 "
        "where every group was as likely to be heard. Null where the population is not known or attendances count.",
    )
    r_indicator_low: float | None = Field(default=None, description="Lower limit, by test inversion.")
    r_indicator_high: float | None = Field(default=None, description="Upper limit, by test inversion.")
    r_indicator_sample_sd: float | None = Field(
        default=None, description="The same with the sample standard deviation (divisor population less 1)."
    )
    partial_r: float | None = Field(
        default=None,
        description="Unconditional partial R-indicator of the variable: standard deviation of response propensities "
        "between its groups; 0 where every group was as likely to be heard.",
    )


class RepresentationVariable(WholeSample):
    """One variable, such as age or ethnicity."""

    variable: str = Field(description="Name of the variable; empty where the tables have no column 'variable'.")
    sample: int | None = Field(description="People (or attendances) with a known group; null where hidden.")
    no_card: int | None = Field(description="People (or attendances) whose group is empty: no card was given.")
    prefer_not_to_say: int | None = Field(description="People (or attendances) who preferred not to say.")
    population: float | None = Field(description="People the sample is to speak for; null where not known.")
    benchmark_total: float = Field(description="Sum of the benchmark's numbers as given.")
    benchmark_taken_for: str = Field(description="What the benchmark's numbers were taken for.")
    least_heard: str = Field(description="Group shown with the lowest quotient, if below 1; empty where there is none.")
    hidden_groups: list[str] = Field(description="Groups whose numbers are hidden.")


class RepresentationGroup(Part):
    """One group beside the benchmark; numbers are null where they are hidden."""

    variable: str
    group: str
    quotient: float | None = Field(description="Share of the sample over share of the benchmark; 1 is the same.")
    low: float | None = Field(description="Lower limit of the quotient.")
    high: float | None = Field(description="Upper limit of the quotient.")
    sample_count: int | None = Field(description="People (or attendances) of the group in the sample.")
    sample_share: float | None = Field(description="Share of those with a known group, 0 to 1.")
    benchmark_count: float = Field(description="The benchmark's number, as given.")
    benchmark_share: float = Field(description="Share of the benchmark, 0 to 1.")
    propensity: float | None = Field(description="People heard over people there are, 0 to 1.")
    partial_r: float | None = Field(
        description="Unconditional partial R-indicator: sqrt(benchmark share) x (propensity - mean propensity)."
    )
    more_needed: int | None = Field(
        description="How many more of this group would bring its quotient to 1 if nobody else came, rounded up."
    )
    hidden: bool = Field(description="True where the number is small or would give a small one away.")


class RepresentationDocument(MethodDocument, WholeSample):
    """What ``seedbed voices representation`` found.

    The measures of the whole sample stand at the top where there is one variable, and in ``variables`` always.
    """

    schema_: str = Field(default="seedbed/voices-representation/1", alias="schema")
    benchmark_file: str = Field(description="Name of the benchmark's file.")
    counts: Literal["people", "attendances"] = Field(description="What one of the sample's counts is.")
    benchmark_is: Literal["known", "sample"] = Field(description="Whether the benchmark is known or itself a sample.")
    interval: str = Field(description="Method of the quotients' limits.")
    can_say: str = Field(default=CAN_SAY, description="What a sample of this kind can and cannot say.")
    groups: list[RepresentationGroup] = Field(description="Every group of the benchmark, in its order.")
    variables: list[RepresentationVariable]
