# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.core.management.base import BaseCommand

from traffpunkt.activities.search.index import reindex
from traffpunkt.people.register import rebuild
from traffpunkt.places.models import Municipality


class Command(BaseCommand):
    """Builds what search keeps anew, as after a change of its synonyms."""

    help = "Bygg om sökningens index för alla kommuner."

    def handle(self, *args: Any, **given: Any) -> None:
        for municipality in Municipality.objects.all():
            found = reindex(municipality), rebuild(municipality)
            self.stdout.write("{}: {} aktiviteter, {} personer".format(municipality.name, *found))
