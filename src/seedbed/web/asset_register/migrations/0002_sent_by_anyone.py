"""Counts of how often anyone said that a listing is wrong."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the table."""

    dependencies: ClassVar[list[Any]] = [("asset_register", "0001_initial")]

    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="SentByAnyone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=64)),
                ("at", models.DateTimeField(db_index=True)),
            ],
            options={"indexes": [models.Index(fields=["source", "at"], name="sent_by_anyone_of_a_source")]},
        ),
    ]
