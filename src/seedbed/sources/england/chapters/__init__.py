"""The chapters of the recipe, one a subject."""
