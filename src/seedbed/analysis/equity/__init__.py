"""Rates, intervals, control limits and disclosure control: the floor for the other analyses."""
