"""Open data publishers and packs."""
