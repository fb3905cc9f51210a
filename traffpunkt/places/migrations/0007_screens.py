# SPDX-License-Identifier: EUPL-1.2

import django.db.models.deletion
import django.utils.timezone
import traffpunkt.places.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0006_quiet_hours'),
    ]

    operations = [
        migrations.CreateModel(
            name='Screen',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, validators=[traffpunkt.places.validators.refuse_civic_number], verbose_name='var skärmen finns')),
                ('kind', models.CharField(choices=[('wall', 'visar det som händer, inget att trycka på'), ('kiosk', 'att trycka på: gästerna prickar av sig')], max_length=5, verbose_name='slag')),
                ('key_print', models.CharField(blank=True, editable=False, max_length=64)),
                ('code_until', models.DateTimeField(blank=True, editable=False, null=True)),
                ('made', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('seen', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='sågs senast')),
                ('revoked', models.DateTimeField(blank=True, editable=False, null=True)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='screens', to='places.municipality')),
                ('venue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='screens', to='places.venue')),
            ],
            options={
                'verbose_name': 'skärm',
                'verbose_name_plural': 'skärmar',
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked__isnull', True)), fields=('venue', 'name'), name='screen_name_once'), models.UniqueConstraint(condition=models.Q(('key_print', ''), _negated=True), fields=('key_print',), name='screen_key_once')],
            },
        ),
    ]
