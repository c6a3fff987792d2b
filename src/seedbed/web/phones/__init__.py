"""Phones that others already have: forms as XLSForm, submissions of ODK Collect and KoboCollect."""
