# SPDX-License-Identifier: EUPL-1.2
"""A name of eighty letters may be three times as long once it is folded."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_each_municipality_writes_the_name")]

    operations = [
        migrations.AlterField(
            "person", "folded_name", models.CharField(editable=False, max_length=240)
        ),
    ]
