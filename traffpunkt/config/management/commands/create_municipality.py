# SPDX-License-Identifier: EUPL-1.2
import argparse
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.text import slugify

from traffpunkt.journal.models import SYSTEM, record
from traffpunkt.places.models import Municipality


class Command(BaseCommand):
    """Puts up a municipality."""

    help = "Lägg upp en kommun. Allt utom namnet kan ändras sedan."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("name", help="kommunens namn, till exempel Gävle")
        parser.add_argument("--help-phone", required=True, help="numret som står på varje sida")
        parser.add_argument("--slug", help="adressen efter snedstrecket, annars namnet")
        parser.add_argument("--host", help="eget värdnamn, om kommunen har ett")
        parser.add_argument(
            "--sender-name",
            help="träffpunkternas namn, på sidorna och i brev",
        )

    @transaction.atomic
    def handle(self, *args: Any, **given: Any) -> None:
        name = given["name"]
        municipality = Municipality(
            name=name,
            slug=given["slug"] or slugify(name),
            host=given["host"],
            help_phone=given["help_phone"],
            sender_name=given["sender_name"] or f"Träffpunkterna i {name}",
        )
        try:
            municipality.full_clean()
        except ValidationError as fault:
            raise CommandError("\n".join(fault.messages)) from fault
        municipality.save()
        record("created", municipality, by=SYSTEM, municipality=municipality.pk)
        self.stdout.write(f"{name} finns nu på adressen /{municipality.slug}/.")
        self.stdout.write(
            f"Nästa steg: traffpunkt create-coordinator {municipality.slug} E-POST NAMN"
        )
