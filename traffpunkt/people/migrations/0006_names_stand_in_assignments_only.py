# SPDX-License-Identifier: EUPL-1.2
"""What a colleague is called is each municipality's: the name that was common to all is gone."""

from django.db import migrations, models


def give_back(apps, schema_editor):
    """On the way back everybody is called as in her first assignment."""
    for account in apps.get_model("people", "Account").objects.all():
        first = account.memberships.order_by("pk").first()
        account.name = first.name if first else account.email[:80]
        account.save(update_fields=["name"])


class Migration(migrations.Migration):
    dependencies = [("people", "0005_when_a_contact_way_was_written")]

    operations = [
        migrations.AlterModelOptions(
            "account",
            {"ordering": ("email",), "verbose_name": "konto", "verbose_name_plural": "konton"},
        ),
        # So that the way back has something to write before it knows better.
        migrations.AlterField(
            "account", "name", models.CharField("namn", max_length=80, default="")
        ),
        migrations.RunPython(migrations.RunPython.noop, give_back),
        migrations.RemoveField("account", "name"),
    ]
