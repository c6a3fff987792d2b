"""Templates, styles, scripts and what every page shares."""
