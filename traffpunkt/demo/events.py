# SPDX-License-Identifier: EUPL-1.2
"""What has happened to the plan: a date called off, one moved, a standing place, a proposal."""

import datetime

from django.utils import timezone

from traffpunkt.activities.models import Activity, Occasion, Synonym
from traffpunkt.demo.content import Town
from traffpunkt.journal.models import GUEST, Actor
from traffpunkt.people.actions import meet
from traffpunkt.people.models import IdentityProvider, Role
from traffpunkt.places.models import ErasureDecision, Municipality


def make_events(town: Town, municipality: Municipality, by: Actor) -> None:
    """Everything that life does to a programme, so that no page of the demo is without it."""
    call_off(municipality, town.happenings["cancel"], by)
    move(municipality, town.happenings["move"], by)
    stand(municipality, town.happenings["standing"], by)
    tell(municipality, town, by)
    for person in municipality.persons.order_by("-pk")[:1]:
        person.hidden = True
        person.save(update_fields=["hidden"])
    stand_twice(municipality, by)
    with_partner = municipality.activities.exclude(partner=None).order_by("pk")[0]
    municipality.activities.create(
        title=town.happenings["propose"],
        text="Vi provar några gånger och ser om det blir fler.",
        partner=with_partner.partner,
    ).propose(by=by)


def stand_twice(municipality: Municipality, by: Actor) -> None:
    """Somebody whom two have written down, each in her own way."""
    for person in municipality.persons.exclude(contact_ways=None).order_by("pk")[:1]:
        meet(municipality, f"{person.name} B", by=by, phone=person.phone)


def tell(municipality: Municipality, town: Town, by: Actor) -> None:
    """What the municipality says of its site, what somebody answered, the words people use."""
    tested = timezone.localdate() - datetime.timedelta(days=40)
    municipality.state(
        {
            "conformance": "partly",
            "method": "own",
            "assessed": tested.isoformat(),
            "faults": ["Filmer från andra saknar ibland text. Vi textar dem en efter en."],
            "post": f"Kultur och fritid\nStorgatan 1\n123 45 {town.town}",
        },
        by=by,
    )
    if town.decision:
        decide(municipality, town.decision, by)
    municipality.receive_fault("Jag ser inte vilken dag jag har valt i programmet.", by=GUEST)
    ask_for_documents(municipality, by)
    lay_down_own_door(municipality, by)
    for words in town.synonyms:
        Synonym.objects.introduce(municipality, words, by=by)


def ask_for_documents(municipality: Municipality, by: Actor) -> None:
    """Somebody has asked for what is written of faults and of what has been erased; it is being masked."""
    today = timezone.localdate()
    first = today - datetime.timedelta(days=30)
    search = {"first": first.isoformat(), "last": today.isoformat(), "kinds": ["fault", "erasure"]}
    municipality.disclosures.begin(municipality, search, "26:1", by=by)


def lay_down_own_door(municipality: Municipality, by: Actor) -> None:
    """The municipality's own sign-in, laid down and not used: nothing answers at its address."""
    provider = IdentityProvider.at(municipality)
    facts = {
        "label": f"{municipality.name}s inloggning",
        "issuer": f"https://inloggning.{municipality.slug}.example",
        "client_id": "traffpunkt",
    }
    provider.change(facts, by=by)
    provider.give("Träffpunkt samordnare", Role.COORDINATOR, by=by)
    provider.give("Träffpunkt värdar", Role.HOST, by=by)


def decide(municipality: Municipality, reference: str, by: Actor) -> None:
    """What the municipality erases, and a line of what has gone."""
    decided = timezone.localdate() - datetime.timedelta(days=60)
    facts = {"is_on": True, "reference": reference, "decided": decided}
    ErasureDecision.objects.state(municipality, facts, by=by)
    last_week = timezone.localdate() - datetime.timedelta(days=7)
    for rule, count in (("signup", 38), ("passing_person", 11)):
        municipality.erasures.create(
            rule=rule, day=last_week, count=count, reference=reference, decided=decided
        )


def ahead(municipality: Municipality, title: str, weeks: int) -> Occasion:
    """The first date of an activity some weeks ahead."""
    activity = Activity.objects.get(municipality=municipality, title=title)
    dates = list(activity.occasions.happening().upcoming()[: weeks + 1])
    return dates[-1]


def call_off(municipality: Municipality, title: str, by: Actor) -> None:
    """One date is cancelled, with a reason."""
    ahead(municipality, title, 2).cancel("Ledaren är sjuk. Vi ses nästa gång.", by=by)


def move(municipality: Municipality, title: str, by: Actor) -> None:
    """One date begins an hour later."""
    occasion = ahead(municipality, title, 1)
    hour = datetime.timedelta(hours=1)
    occasion.move(occasion.starts + hour, occasion.ends + hour, occasion.venue, by=by)


def stand(municipality: Municipality, title: str, by: Actor) -> None:
    """Two regulars have a place on every date."""
    activity = Activity.objects.get(municipality=municipality, title=title)
    series = activity.series.order_by("pk")[0]
    for person in municipality.persons.order_by("pk")[:2]:
        series.grant_standing(person, "on_site", by=by)
