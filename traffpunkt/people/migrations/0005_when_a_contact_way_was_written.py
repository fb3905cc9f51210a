# SPDX-License-Identifier: EUPL-1.2
"""A number or an address that was written down later says when."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0004_room_for_a_folded_name")]

    operations = [
        migrations.AddField(
            "contactway",
            "since",
            models.DateTimeField(
                editable=False,
                help_text="När den skrevs in i efterhand; tomt för det som sades från början.",
                null=True,
            ),
        ),
    ]
