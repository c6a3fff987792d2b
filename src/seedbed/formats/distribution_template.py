"""An invented inputs file of a distributional cost-effectiveness analysis, to start from."""

from __future__ import annotations

TEMPLATE = """\
# Inputs of a distributional cost-effectiveness analysis.
# INVENTED EXAMPLE: people, health, uptake and costs below are made up. Put your own in their place.
title = "Stop-smoking drop-in"
invented = true

[programme]
cost = 1_600_000                                        # pounds, whatever the number of users
cost_per_user = { value = 180, se = 20 }                # pounds for each user
cost_per_qaly_elsewhere = 15_000                        # what the money would buy if spent elsewhere: pounds a QALY

[opportunity_cost]
shares = "steep"                                        # who loses that health: steep, moderate, flat, equal ...

[aversion]                                              # how much inequality is minded; 0 is not at all
atkinson = [0, 1, 5, 10, 15]
kolm = [0, 0.05, 0.1, 0.15]

[uncertainty]
draws = 10_000
seed = 1
together = ["benefit_per_user"]                         # one trial gives it, so its error is shared by all groups

[[group]]                                               # the most disadvantaged group first
name = "Most deprived fifth"
population = 10_000
baseline_health = { value = 62.1, se = 0.2 }            # quality-adjusted years expected at birth
eligible = 2_600
uptake = { value = 0.08, low = 0.06, high = 0.10 }      # share of those eligible; limits of 95 %
benefit_per_user = { value = 0.12, se = 0.02 }          # QALYs

[[group]]
name = "Second fifth"
population = 10_000
baseline_health = { value = 66.8, se = 0.2 }
eligible = 2_000
uptake = { value = 0.12, low = 0.09, high = 0.15 }
benefit_per_user = { value = 0.12, se = 0.02 }

[[group]]
name = "Third fifth"
population = 10_000
baseline_health = { value = 69.9, se = 0.2 }
eligible = 1_500
uptake = { value = 0.18, low = 0.15, high = 0.21 }
benefit_per_user = { value = 0.13, se = 0.02 }

[[group]]
name = "Fourth fifth"
population = 10_000
baseline_health = { value = 72.4, se = 0.2 }
eligible = 1_200
uptake = { value = 0.25, low = 0.21, high = 0.29 }
benefit_per_user = { value = 0.13, se = 0.02 }

[[group]]
name = "Least deprived fifth"
population = 10_000
baseline_health = { value = 74.8, se = 0.2 }
eligible = 800
uptake = { value = 0.30, low = 0.25, high = 0.35 }
benefit_per_user = { value = 0.14, se = 0.02 }
"""
