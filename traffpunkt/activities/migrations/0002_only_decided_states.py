# SPDX-License-Identifier: EUPL-1.2
"""A date keeps what somebody has decided; that it has been is asked of the clock (ADR 17)."""

from django.db import migrations, models


def keep_decisions(apps, schema_editor):
    """What was confirmed or done is planned, or moved where it was moved."""
    occasions = apps.get_model("activities", "Occasion").objects.filter(state__in=["confirmed", "done"])
    occasions.filter(moves__isnull=False).update(state="moved")
    occasions.filter(state__in=["confirmed", "done"]).update(state="planned")


class Migration(migrations.Migration):
    dependencies = [("activities", "0001_first")]

    operations = [
        migrations.RunPython(keep_decisions, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            "occasion",
            "state",
            models.CharField(
                choices=[("planned", "planerat"), ("cancelled", "inställt"), ("moved", "flyttat")],
                default="planned",
                max_length=9,
                verbose_name="läge",
            ),
        ),
    ]
