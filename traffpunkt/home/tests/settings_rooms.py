# SPDX-License-Identifier: EUPL-1.2
"""Rooms, rows and presses that the tests of the settings share."""

import datetime
from typing import Any

from django.test import Client
from django.utils import timezone

from tests.makers import (
    in_days,
    make_account,
    make_activity,
    make_legal_text,
    make_municipality,
    make_organisation,
    make_topic,
    make_venue,
    the_municipality,
)
from tests.signing import let_in
from traffpunkt.activities.models import Hosting
from traffpunkt.journal.models import SYSTEM, Entry
from traffpunkt.people.models import GroupRole, IdentityProvider
from traffpunkt.places.models import Municipality

ROOT = "/arbete/installningar/"

LISTS = ["", "kommunen/", "platser/", "platser/ny/", "stangda-dagar/", "stangda-dagar/nya/",
         "amnen/", "avtal/", "avtal/nytt/", "organisationer/", "medarbetare/", "medarbetare/ny/",
         "medarbetare/rattigheter/",
         "tillganglighet/", "brister/", "sokord/", "er-webbplats/", "paminnelser/", "texter/",
         "texter/text/", "inloggning/", "listor/", "sigill/", "uttag/",
         "inloggning/kommunen/", "inloggning/kommunen/gruppuppdrag/ny/",
         "gallring/", "gallring/beslut/", "registerforteckning/", "incident/",
         "utlamnande/", "utlamnande/overklagande/", "underskrifter/", "underskrifter/ny/"]  # fmt: skip
OF_ONE = ["platser/{venue}/", "platser/{venue}/stangning/", "stangda-dagar/{closed_day}/",
          "platser/{venue}/skarm/", "skarmar/{screen}/", "skarmar/{screen}/personal/",
          "amnen/{topic}/", "avtal/{agreement}/", "uppdrag/{membership}/slut/",
          "vardskap/{hosting}/slut/", "uppdrag/{membership}/andra-steg/",
          "brister/{fault}/", "organisationer/{organisation}/",
          "listor/{intake}/", "utlamnande/{disclosure}/", "utlamnande/{disclosure}/ord/",
          "underskrifter/{text}/", "underskrifter/{text}/utkast/",
          "underskrifter/{text}/publicering/", "versioner/{version}/papper.pdf",
          "inloggning/kommunen/gruppuppdrag/{group_role}/borttagning/"]  # fmt: skip
ONLY_READ = {"skarmar/{screen}/", "", "platser/", "stangda-dagar/", "stangda-dagar/{closed_day}/", "avtal/",
             "organisationer/", "medarbetare/", "medarbetare/rattigheter/", "brister/", "texter/", "sigill/",
             "uttag/", "gallring/", "registerforteckning/", "underskrifter/", "underskrifter/{text}/",
             "versioner/{version}/papper.pdf"}  # fmt: skip
PRESSES = ["skarmar/{screen}/kod/", "skarmar/{screen}/slut/",
           "platser/{venue}/oppning/", "stangda-dagar/{closed_day}/borttagning/",
           "amnen/{topic}/borttagning/", "sokord/{synonym}/borttagning/", "listor/{intake}/angrad/",
           "uppdrag/{membership}/brev/", "utlamnande/{disclosure}/handlingar/",
           "inloggning/kommunen/prov/"]  # fmt: skip
A_DAY = {"first": "2026-11-20", "last": "2026-11-20"}


def today() -> datetime.date:
    return timezone.localdate()


def browser(account: Any) -> Client:
    return let_in(Client(), account)


def rows_of(municipality: Municipality) -> dict[str, int]:
    """One row of each kind, by the word that the addresses above use."""
    venue = make_venue(municipality=municipality)
    organisation = make_organisation()
    agreement = municipality.agreements.create(organisation=organisation, starts=today())
    host = make_account("Yusuf", "host", municipality=municipality)
    activity = make_activity(municipality=municipality)
    hosting = Hosting.objects.create(activity=activity, account=host, since=today())
    closed_day = municipality.closed_days.create(first=in_days(9).date(), last=in_days(9).date())
    answered = municipality.fault_reports.create(text="Ljudet är lågt.")
    answered.answer("Det är högre nu.", by=SYSTEM)
    municipality.erasures.create(rule="signup", count=3, reference=f"KS {venue.pk}")
    text = make_legal_text(municipality)
    text.write({"words": "Nya ord."}, by=SYSTEM)
    rows = {
        "text": text, "version": text.current,
        "venue": venue, "topic": make_topic(municipality=municipality), "closed_day": closed_day,
        "agreement": agreement, "organisation": organisation, "membership": host.memberships.get(), "hosting": hosting,
        "fault": municipality.fault_reports.create(text="Jag ser inte kartan."),
        "intake": municipality.intakes.create(kind="persons", rows=[{"name": "Siv"}], by="system"),
        "disclosure": municipality.disclosures.begin(municipality, A_DAY, "21:1", by=SYSTEM),
        "screen": municipality.screens.set_up(municipality, venue, "wall", "i hallen", by=SYSTEM),
        "group_role": group_in(municipality),
        "synonym": municipality.synonyms.create(words="boule, petanque"),
    }  # fmt: skip
    return {word: row.pk if row else 0 for word, row in rows.items()}


def group_in(municipality: Municipality) -> GroupRole:
    """A group of the municipality's own sign-in, which nothing answers for."""
    provider, _is_new = IdentityProvider.objects.get_or_create(
        municipality=municipality, issuer="http://localhost:9", is_active=False
    )
    return provider.give("samordnare", "coordinator", by=SYSTEM)


def next_door() -> Municipality:
    """The one there is and a neighbour; addresses then begin with the first one's slug."""
    the_municipality()
    return make_municipality()


def at(path: str, municipality: Municipality | None = None) -> str:
    return f"/{(municipality or the_municipality()).slug}{ROOT}{path}"


def verbs(noun: str) -> list[str]:
    """What the journal says was done with rows of a kind, in order."""
    lines = Entry.objects.filter(noun=f"{noun}").order_by("pk")
    return [line.verb for line in lines]
