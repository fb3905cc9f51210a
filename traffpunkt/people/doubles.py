# SPDX-License-Identifier: EUPL-1.2
"""Who in the register may be the same person: reached in the same way, or called so that it sounds alike."""

from django.db.models import Count, Q, QuerySet

from traffpunkt.people.models import ContactWay, Person, PersonKey
from traffpunkt.people.sounds import name_keys
from traffpunkt.places.models import Municipality

MOST_LIKELY = 10


def likely(person: Person) -> list[Person]:
    """Those who may be this person, the surest first: the same number or address, then the name."""
    here = person.municipality.persons.kept().other_than(person)
    reached = ContactWay.objects.filter(value__in=person.contact_ways.values("value")).values(
        "person"
    )
    keys = name_keys(person.name)
    heard = PersonKey.objects.filter(municipality=person.municipality_id, key__in=keys)
    alike = heard.values("person").annotate(n=Count("key", distinct=True)).filter(n=len(keys))
    same_way = Q(pk__in=reached)
    found = here.filter(same_way | Q(pk__in=alike.values("person"))).alias(sure=same_way)
    return list(found.order_by("-sure", "-pk").prefetch_related("contact_ways")[:MOST_LIKELY])


def shared_ways(municipality: Municipality) -> "QuerySet[ContactWay, str]":
    """The numbers and addresses at which several rows of the register are reached."""
    here = ContactWay.objects.filter(person__in=municipality.persons.kept())
    shared = here.order_by("value").values("value").annotate(n=Count("person", distinct=True))
    return shared.filter(n__gt=1).values_list("value", flat=True)


def by_shared_way(municipality: Municipality, values: list[str]) -> list[tuple[str, list[Person]]]:
    """Who is reached at each of some numbers and addresses, in one question."""
    here = municipality.persons.kept().filter(contact_ways__value__in=values).distinct()
    persons = list(here.order_by("pk").prefetch_related("contact_ways"))
    return [(value, [one for one in persons if has(one, value)]) for value in values]


def has(person: Person, value: str) -> bool:
    """Whether a person is reached at a number or an address."""
    return any(way.value == value for way in person.contact_ways.all())
