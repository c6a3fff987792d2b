"""Impact: what a programme costs and gains, and for whom."""
