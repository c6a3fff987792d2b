"""What the doctor looks at in the database: whether it works, is current, whole and backed up."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext

from seedbed.web.jobs.beating import a_worker_lives
from seedbed.web.jobs.models import Recurring
from seedbed.web.operations.doctor import Line, bad, ok, warn
from seedbed.web.operations.queries import last_backup
from seedbed.web.people.audit_heads import FILE_NAME, read_heads
from seedbed.web.people.models import AuditEvent
from seedbed.web.people.sealed_rows import rows_by_key
from seedbed.web.people.sealing import key_ring
from seedbed.web.people.verifying import verify

BACKUP_AT_LEAST = timedelta(days=7)
LATE_AFTER = timedelta(minutes=10)
AHEAD_AT_MOST = timedelta(minutes=5)
CLOCKS_DIFFER = timedelta(seconds=10)
FULL_SYNCHRONOUS = 2
"""SQLite's number for waiting until the disk has it."""


def database() -> Line:
    """Look whether the database answers, can be written and waits for the disk."""
    return _sqlite() if connection.vendor == "sqlite" else _postgresql()


def _sqlite() -> Line:
    with connection.cursor() as cursor:
        told = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
        # Taking the lock of writers shows that the file and its folder can be written.
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("ROLLBACK")
    if told[0] != "wal" or told[1] < FULL_SYNCHRONOUS:
        return bad(
            gettext("SQLite does not write ahead and wait for the disk: a power cut could lose what was confirmed."),
            gettext("Keep the data folder on a local disk, not on a network share; start the site anew."),
        )
    return ok(gettext("SQLite answers, can be written, writes ahead and waits for the disk."))


def _postgresql() -> Line:
    from seedbed.web.operations.snapshots import connect

    with connect() as opened:
        asked = "SELECT current_setting('server_version'), current_setting('fsync'), "
        asked += "current_setting('synchronous_commit'), pg_is_in_recovery() "
        asked += "OR current_setting('default_transaction_read_only')::boolean"
        version, fsync, commit, only_read = opened.execute(asked.encode()).fetchone() or ("?", "off", "off", True)
    if only_read:
        return bad(
            gettext("PostgreSQL may only be read here."), gettext("Set DATABASE_URL to the server that may be written.")
        )
    if fsync != "on" or commit == "off":
        return bad(
            gettext("PostgreSQL does not wait for the disk: a power cut could lose what was confirmed."),
            gettext("Set fsync and synchronous_commit to on in postgresql.conf."),
        )
    return ok(gettext("PostgreSQL %(version)s answers, can be written and waits for the disk.") % {"version": version})


def tables() -> Line:
    """Look whether the tables are those of this release."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    unknown = set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations or {})
    if unknown:
        return bad(
            gettext("The tables are of a newer release than this one."), gettext("Install that release of Seedbed.")
        )
    if waiting:
        return bad(
            gettext("Changes of the tables that wait: %(many)d.") % {"many": len(waiting)},
            gettext("Make a backup, then start the site once with 'seedbed serve'."),
        )
    return ok(gettext("The tables are those of this release."))


def worker() -> Line:
    """Look whether a worker was heard of."""
    if a_worker_lives():
        return ok(gettext("A worker was heard from within the last minute."))
    return warn(
        gettext("No worker was heard from within the last minute: long work waits."),
        gettext("If the site should run, start it with 'seedbed serve' and read what it prints."),
    )


def recurring() -> Line:
    """Look whether recurring work is late or failed."""
    now = timezone.now()
    late = sorted(each.words for each in Recurring.objects.filter(due_at__lt=now - LATE_AFTER))
    failed = [each.words for each in Recurring.objects.exclude(failed_at=None) if _failed_last(each)]
    if failed:
        return bad(
            gettext("Failed the last time: %(names)s.") % {"names": ", ".join(sorted(failed))},
            gettext("Read the log of the worker, and report it."),
        )
    if late:
        return warn(
            gettext("Late, since no worker did it: %(names)s.") % {"names": ", ".join(late)},
            gettext("Start the site with 'seedbed serve'; it is done then."),
        )
    return ok(gettext("Recurring work is done in time."))


def _failed_last(each: Recurring) -> bool:
    return each.failed_at is not None and (each.done_at is None or each.failed_at > each.done_at)


def audit_trail() -> Line:
    """Follow the whole audit trail, and look for the ends of it that were kept."""
    path = settings.ENVIRONMENT.data_folder / FILE_NAME
    found = verify(read_heads(path) if path.is_file() else [])
    if found.broken:
        return bad(found.broken.problem, gettext("Keep this database as it is and compare it with backups."))
    return ok(gettext("Whole: %(many)d entries.") % {"many": found.entries})


def backup() -> Line:
    """Look how old the newest backup is."""
    newest = last_backup()
    next_step = gettext("Run: seedbed backup FILE, onto another disk; best by a timer every night.")
    if newest is None:
        return warn(gettext("No backup was ever made."), next_step)
    days = (timezone.now() - newest.made_at).days
    if timezone.now() - newest.made_at > BACKUP_AT_LEAST:
        return warn(gettext("Days since the newest: %(days)d.") % {"days": days}, next_step)
    return ok(gettext("Days since the newest: %(days)d.") % {"days": days})


def clock() -> Line:
    """Look whether the clock fits what was recorded, and the database's."""
    newest = AuditEvent.objects.order_by("-at").values_list("at", flat=True).first()
    now = timezone.now()
    next_step = gettext("Set the clock, and have it kept right by the network (NTP).")
    if newest and newest > now + AHEAD_AT_MOST:
        return bad(gettext("The audit trail has an entry of a time that has not come yet."), next_step)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            theirs = cursor.fetchone()[0]
        if abs(theirs - timezone.now()) > CLOCKS_DIFFER:
            return warn(gettext("The clocks of this computer and of the database differ."), next_step)
    return ok(gettext("It fits what was recorded."))


def contact_keys() -> Line:
    """Look whether the keys that sealed something are here."""
    lost, sealed = set(), 0
    for purpose, rows in rows_by_key().items():
        sealed += sum(rows.values())
        lost |= set(rows) - set(key_ring(purpose, make=False).ids)
    if lost:
        return bad(
            gettext("What was sealed with the key %(keys)s cannot be opened.") % {"keys": ", ".join(sorted(lost))},
            gettext("Put the key back into SEEDBED_CONTACT_KEYS or the file contact-keys, from where you keep copies."),
        )
    return ok(gettext("Sealed texts whose keys are all here: %(many)d.") % {"many": sealed})
