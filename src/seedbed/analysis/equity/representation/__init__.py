"""Who is heard, beside who lives here."""
