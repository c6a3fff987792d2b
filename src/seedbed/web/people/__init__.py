"""Accounts, scopes, roles, permissions, audit."""
