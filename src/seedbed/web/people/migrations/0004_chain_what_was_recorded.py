"""What was recorded before there was a chain is put into it, in the order in which it was recorded."""

from itertools import count

from django.db import migrations

from seedbed.web.people.chain import GENESIS, Entry, canonical, hash_of

A_TIME = 2_000


def chain_all(apps, schema_editor):
    """Give every entry its place; a few thousand in memory at a time."""
    events = apps.get_model("people", "AuditEvent").objects.using(schema_editor.connection.alias)
    before, last = GENESIS, 0
    places = count(1)
    while some := list(events.filter(pk__gt=last).order_by("pk")[:A_TIME]):
        for event in some:
            event.sequence, event.previous = next(places), before
            detail = canonical(event.detail)
            event.hash = before = hash_of(
                Entry(
                    event.sequence,
                    event.previous,
                    event.at,
                    event.by_id,
                    event.action,
                    event.scope_id,
                    event.subject,
                    detail,
                )
            )
        events.bulk_update(some, ["sequence", "previous", "hash", "detail"], batch_size=200)
        last = some[-1].pk


def unchain_all(apps, schema_editor):
    """Take every place away; what was recorded stays."""
    events = apps.get_model("people", "AuditEvent").objects.using(schema_editor.connection.alias)
    events.update(sequence=None, previous="", hash="")


class Migration(migrations.Migration):
    dependencies = [("people", "0003_audit_chain")]

    operations = [migrations.RunPython(chain_all, unchain_all)]
