"""Spread over people: Gini, Theil, Atkinson, Kolm and what each would have if all had alike."""
