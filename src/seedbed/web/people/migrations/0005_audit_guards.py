"""The databases themselves refuse to change the audit trail."""

from django.db import migrations

from seedbed.web.people import audit_guards


def put_up(apps, schema_editor):
    """Set the triggers."""
    audit_guards.put_up(schema_editor.connection)


def take_down(apps, schema_editor):
    """Take them away."""
    audit_guards.take_down(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("people", "0004_chain_what_was_recorded")]

    operations = [migrations.RunPython(put_up, take_down)]
