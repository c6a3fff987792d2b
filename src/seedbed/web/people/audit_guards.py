"""What the databases themselves do for the audit trail: refuse changes, and on PostgreSQL give entries their place.

SQLite lets one transaction write at a time, so there `audit.record` gives an entry its place at once. On PostgreSQL
several write at the same time, and whoever took the end of the chain in the middle of an action would hold up all
others, or wait for one of them in a circle. So there an entry gets its place at the very end of its transaction:

1. ``audit_event_waits`` runs with the other checks that were put off until the end, of foreign keys among them, which
   lock rows. It only marks the entry again, which puts the next step behind all of them.
2. ``audit_event_takes_place`` then takes the lock of the chain, the last lock that a transaction ever asks for, reads
   the end of the chain, and writes number, previous hash and hash. Whoever holds that lock waits for nothing more, so
   no circle can come to be.

A migration that makes the table anew on SQLite (any change of a column does) drops its triggers: it ends with `put_up`.
"""

from __future__ import annotations

from typing import Any

_PLACE = """
CREATE OR REPLACE FUNCTION people_audit_place() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    place bigint;
    before text;
    told text;
BEGIN
    PERFORM pg_advisory_xact_lock(5370642601);
    SELECT sequence, hash INTO place, before
        FROM people_auditevent WHERE sequence IS NOT NULL ORDER BY sequence DESC LIMIT 1;
    place := coalesce(place, 0) + 1;
    before := coalesce(before, repeat('0', 64));
    told := '{"action":' || to_json(NEW.action::text)::text
        || ',"at":"' || to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        || '","by":' || coalesce(NEW.by_id::text, 'null')
        || ',"detail":' || NEW.detail
        || ',"previous":"' || before
        || '","scope":' || coalesce(NEW.scope_id::text, 'null')
        || ',"sequence":' || place
        || ',"subject":' || to_json(NEW.subject::text)::text || '}';
    UPDATE people_auditevent
        SET sequence = place, previous = before, hash = encode(sha256(convert_to(told, 'UTF8')), 'hex')
        WHERE id = NEW.id;
    RETURN NULL;
END $$
"""

_WAIT = """
CREATE OR REPLACE FUNCTION people_audit_wait() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE people_auditevent SET previous = 'waits' WHERE id = NEW.id;
    RETURN NULL;
END $$
"""

_KEEP = """
CREATE OR REPLACE FUNCTION people_audit_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.sequence IS NULL
        AND ROW(NEW.id, NEW.at, NEW.by_id, NEW.action, NEW.scope_id, NEW.subject, NEW.detail)
        IS NOT DISTINCT FROM ROW(OLD.id, OLD.at, OLD.by_id, OLD.action, OLD.scope_id, OLD.subject, OLD.detail)
    THEN RETURN NEW; END IF;  -- It is given its place.
    RAISE EXCEPTION 'The audit trail is only added to; nothing in it is changed or taken out.'
        USING ERRCODE = 'restrict_violation';
END $$
"""

_PUT_UP = {
    "sqlite": [
        "CREATE TRIGGER audit_event_is_kept_update BEFORE UPDATE ON people_auditevent "
        "BEGIN SELECT RAISE(ABORT, 'The audit trail is only added to; nothing in it is changed or taken out.'); END",
        "CREATE TRIGGER audit_event_is_kept_delete BEFORE DELETE ON people_auditevent "
        "BEGIN SELECT RAISE(ABORT, 'The audit trail is only added to; nothing in it is changed or taken out.'); END",
        # INSERT OR REPLACE takes the old row out without asking the trigger of deletions.
        "CREATE TRIGGER audit_event_is_kept_insert BEFORE INSERT ON people_auditevent "
        "WHEN EXISTS (SELECT 1 FROM people_auditevent WHERE id = NEW.id OR sequence = NEW.sequence) "
        "BEGIN SELECT RAISE(ABORT, 'The audit trail is only added to; nothing in it is changed or taken out.'); END",
    ],
    "postgresql": [
        _PLACE,
        _WAIT,
        _KEEP,
        "CREATE CONSTRAINT TRIGGER audit_event_waits AFTER INSERT ON people_auditevent DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW WHEN (NEW.sequence IS NULL) EXECUTE FUNCTION people_audit_wait()",
        "CREATE CONSTRAINT TRIGGER audit_event_takes_place AFTER UPDATE ON people_auditevent "
        "DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW WHEN (NEW.sequence IS NULL) EXECUTE FUNCTION people_audit_place()",
        "CREATE TRIGGER audit_event_is_kept BEFORE UPDATE OR DELETE ON people_auditevent "
        "FOR EACH ROW EXECUTE FUNCTION people_audit_keep()",
        "CREATE TRIGGER audit_trail_is_kept BEFORE TRUNCATE ON people_auditevent "
        "FOR EACH STATEMENT EXECUTE FUNCTION people_audit_keep()",
    ],
}
_TAKE_DOWN = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS audit_event_is_kept_update",
        "DROP TRIGGER IF EXISTS audit_event_is_kept_delete",
        "DROP TRIGGER IF EXISTS audit_event_is_kept_insert",
    ],
    "postgresql": [
        "DROP TRIGGER IF EXISTS audit_event_waits ON people_auditevent",
        "DROP TRIGGER IF EXISTS audit_event_takes_place ON people_auditevent",
        "DROP TRIGGER IF EXISTS audit_event_is_kept ON people_auditevent",
        "DROP TRIGGER IF EXISTS audit_trail_is_kept ON people_auditevent",
        "DROP FUNCTION IF EXISTS people_audit_wait, people_audit_place, people_audit_keep",
    ],
}


def put_up(connection: Any) -> None:
    """Set the triggers, those of before taken down; for migrations, which hand over their connection."""
    take_down(connection)
    _run(connection, _PUT_UP)


def take_down(connection: Any) -> None:
    """Take the triggers away; for going back before them, and for tests that tamper or empty all tables."""
    _run(connection, _TAKE_DOWN)


def _run(connection: Any, commands: dict[str, list[str]]) -> None:
    with connection.cursor() as cursor:
        for command in commands[connection.vendor]:
            cursor.execute(command)
