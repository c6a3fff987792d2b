"""The assurance pack: what a data protection officer and a buyer ask for, filled from what is configured."""
