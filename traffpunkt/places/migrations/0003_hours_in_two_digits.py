# SPDX-License-Identifier: EUPL-1.2
"""The hours of the help telephone are written with two digits, as all other times are."""

from django.db import migrations, models

BEFORE = "måndag–fredag klockan 9.00–15.00"
NOW = "måndag–fredag klockan 09.00–15.00"


def write_anew(apps, schema_editor):
    """Who never chose her own words gets the new ones."""
    apps.get_model("places", "Municipality").objects.filter(help_hours=BEFORE).update(help_hours=NOW)


class Migration(migrations.Migration):
    dependencies = [("places", "0002_contact_ways_of_each_municipality")]

    operations = [
        migrations.AlterField(
            "municipality",
            "help_hours",
            models.CharField(default=NOW, max_length=80, verbose_name="telefontider"),
        ),
        migrations.RunPython(write_anew, migrations.RunPython.noop, elidable=True),
    ]
