"""Keeping a site: backups, restoring them, and looking whether an installation is well."""
