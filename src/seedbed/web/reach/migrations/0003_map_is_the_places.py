"""The map of the town belongs to the place: what was brought for reach goes there."""

from typing import Any

from django.db import migrations


def hand_over(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 - Django's signature
    """Copy the maps in use; one at a time, since each may be large."""
    before, after = apps.get_model("reach", "StreetMap"), apps.get_model("places", "TownMap")
    fields = ("name", "content", "made_by_id", "made_at")
    for number in list(before.objects.values_list("pk", flat=True)):
        kept = before.objects.get(pk=number)
        told = {field: getattr(kept, field) for field in fields}
        after.objects.update_or_create(neighbourhood_id=kept.neighbourhood_id, defaults=told)


class Migration(migrations.Migration):

    dependencies = [
        ("reach", "0002_streets_read_as_long_work"),
        ("places", "0002_map_of_the_town"),
    ]

    operations = [
        migrations.RunPython(hand_over, migrations.RunPython.noop),
        migrations.DeleteModel(name="StreetMap"),
        migrations.DeleteModel(name="StreetsBrought"),
    ]
