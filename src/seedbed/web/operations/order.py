"""What the doctor looks at, in order; what comes later often fails because of something before it."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from seedbed.web.operations import looks, looks_outside
from seedbed.web.operations.doctor import add_check


def add_all() -> None:
    """Tell the doctor of everything that is looked at here."""
    add_check("python", _("Python"), looks_outside.python)
    add_check("libraries", _("Libraries"), looks_outside.libraries, slow=True)
    add_check("folder", _("Data folder"), looks_outside.folder)
    add_check("disk", _("Disk"), looks_outside.disk)
    add_check("database", _("Database"), looks.database)
    add_check("tables", _("Tables"), looks.tables)
    add_check("secret_key", _("Secret key"), looks_outside.secret_key)
    add_check("contact_keys", _("Keys of contacts"), looks.contact_keys)
    add_check("reached", _("How it is reached"), looks_outside.reached)
    add_check("worker", _("Worker"), looks.worker)
    add_check("recurring", _("Recurring work"), looks.recurring)
    add_check("backup", _("Backup"), looks.backup)
    add_check("clock", _("Clock"), looks.clock)
    add_check("audit", _("Audit trail"), looks.audit_trail, slow=True)
    add_check("email", _("E-mail"), looks_outside.email, slow=True)
    add_check("packs", _("Data packs"), looks_outside.packs, slow=True)
    add_check("documents", _("PDF documents"), looks_outside.documents, slow=True)
