"""Every entry of the audit trail gets room for its place, the hash before it and its own."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import seedbed.web.people.canonical_field


class Migration(migrations.Migration):
    dependencies = [("people", "0002_roles_that_end")]

    operations = [
        migrations.AddField(
            model_name="auditevent", name="sequence", field=models.BigIntegerField(null=True, unique=True)
        ),
        migrations.AddField(
            model_name="auditevent", name="previous", field=models.CharField(default="", max_length=64)
        ),
        migrations.AddField(model_name="auditevent", name="hash", field=models.CharField(default="", max_length=64)),
        migrations.AlterField(model_name="auditevent", name="at", field=models.DateTimeField(db_index=True)),
        migrations.AlterField(
            model_name="auditevent",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="auditevent",
            name="detail",
            field=seedbed.web.people.canonical_field.CanonicalJSONField(default=dict),
        ),
        migrations.AddIndex(model_name="auditevent", index=models.Index(fields=["subject"], name="audit_events_about")),
    ]
