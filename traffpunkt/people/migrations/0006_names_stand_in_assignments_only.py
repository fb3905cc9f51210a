# SPDX-License-Identifier: EUPL-1.2
"""What a colleague is called is each municipality's: the name that was common to all is gone."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0005_when_a_contact_way_was_written")]

    operations = [
        migrations.AlterModelOptions(
            "account",
            {"ordering": ("email",), "verbose_name": "konto", "verbose_name_plural": "konton"},
        ),
        migrations.RemoveField("account", "name"),
    ]
