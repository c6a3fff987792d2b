"""Signing in: e-mailed codes, passkeys, second factors, and where someone is signed in."""
