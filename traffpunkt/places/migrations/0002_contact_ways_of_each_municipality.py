# SPDX-License-Identifier: EUPL-1.2
"""How an organisation is reached belongs to each municipality that writes it down."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q
from django.utils import timezone


def give_each_its_own(apps, schema_editor):
    """Each municipality with an agreement keeps what it saw until now, as its own to change."""
    contact = apps.get_model("places", "OrganisationContact")
    agreements = apps.get_model("places", "Agreement").objects.exclude(
        organisation__email="", organisation__phone=""
    )
    lasting = agreements.filter(Q(ends__isnull=True) | Q(ends__gte=timezone.localdate()))
    known = lasting.order_by().values_list(
        "municipality", "organisation", "organisation__email", "organisation__phone"
    )
    contact.objects.bulk_create(
        [
            contact(municipality_id=where, organisation_id=whom, email=email, phone=phone)
            for where, whom, email, phone in known.distinct()
        ]
    )


class Migration(migrations.Migration):
    dependencies = [("places", "0001_first")]

    operations = [
        migrations.CreateModel(
            name="OrganisationContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-post")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="telefon")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="organisation_contacts",
                        to="places.municipality",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="places.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisationens kontaktuppgifter",
                "verbose_name_plural": "organisationers kontaktuppgifter",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "municipality"), name="organisation_contact_once"
                    )
                ],
            },
        ),
        migrations.RunPython(give_each_its_own, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField("organisation", "email"),
        migrations.RemoveField("organisation", "phone"),
    ]
