"""Outreach: which organisations were asked, by whom and what came of it; invitations that are answered by a code."""
