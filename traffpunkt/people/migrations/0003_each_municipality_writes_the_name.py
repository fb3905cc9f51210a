# SPDX-License-Identifier: EUPL-1.2
"""What a municipality calls a colleague stands in her assignment there."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def write_the_names(apps, schema_editor):
    """Everybody is called as she was until now."""
    accounts = apps.get_model("people", "Account").objects.filter(pk=OuterRef("account"))
    apps.get_model("people", "Membership").objects.update(name=Subquery(accounts.values("name")[:1]))


class Migration(migrations.Migration):
    dependencies = [("people", "0002_a_page_replaces_a_page")]

    operations = [
        migrations.AddField(
            "membership",
            "name",
            models.CharField(default="", max_length=80, verbose_name="namn"),
            preserve_default=False,
        ),
        migrations.RunPython(write_the_names, migrations.RunPython.noop, elidable=True),
    ]
