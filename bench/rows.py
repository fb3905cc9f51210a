# SPDX-License-Identifier: EUPL-1.2
"""Rows to measure on: a town with a year of occasions, and a country of 290 towns."""

import datetime
import itertools
import random

from django.db import connection, transaction
from django.utils import timezone

from traffpunkt.activities.models import Activity, Occasion, Offer, Topic
from traffpunkt.places.models import Municipality, Venue

SUBJECTS = "Sittgympa Stickcafé Digital fika Sångstund Bingo Föreläsning Promenad IT-café Bokcirkel Målning".split()
BATCH = 5_000


def make_town(slug: str, occasions: int, activities: int = 40) -> Municipality:
    """A municipality with so many occasions spread over a year around today, two offers each."""
    chance = random.Random(slug)
    town = Municipality.objects.create(
        name=slug.capitalize(), slug=slug, help_phone="031-390 06 00", sender_name=slug
    )
    venues = [
        Venue.objects.create(
            municipality=town,
            name=f"Träffpunkt {n}",
            slug=f"plats-{n}",
            street="Gatan 1",
            town=slug,
        )
        for n in range(6)
    ]
    topics = [
        Topic.objects.create(municipality=town, key=f"amne-{n}", name=f"Ämne {n}") for n in range(6)
    ]
    made = Activity.objects.bulk_create(
        Activity(
            municipality=town,
            title=f"{chance.choice(SUBJECTS)} {n}",
            text="Vi ses och gör något trevligt tillsammans. Alla är välkomna.",
            state="published",
        )
        for n in range(activities)
    )
    links = Activity.topics.through
    links.objects.bulk_create(links(activity=a, topic=chance.choice(topics)) for a in made)
    make_occasions(town, made, venues, occasions, chance)
    return town


def make_occasions(
    town: Municipality,
    activities: list[Activity],
    venues: list[Venue],
    count: int,
    chance: random.Random,
) -> None:
    """So many occasions over a year, between nine and eighteen o'clock."""
    first = timezone.localtime().replace(minute=0, second=0, microsecond=0) - datetime.timedelta(
        days=182
    )
    rows = (
        Occasion(
            municipality=town,
            activity=chance.choice(activities),
            venue=chance.choice(venues),
            starts=(
                starts := first.replace(hour=chance.randrange(9, 18))
                + datetime.timedelta(days=365 * n / count)
            ),
            ends=starts + datetime.timedelta(hours=2),
        )
        for n in range(count)
    )
    while batch := list(itertools.islice(rows, BATCH)):
        with transaction.atomic():
            made = Occasion.objects.bulk_create(batch)
            Offer.objects.bulk_create(
                Offer(occasion=row, way=way, capacity=capacity)
                for row in made
                for way, capacity in (("on_site", 20), ("online", None))
            )


def make_country(towns: int, occasions: int, persons: int, signups: int) -> None:
    """Many towns, and persons and sign-ups made inside PostgreSQL, where millions take minutes."""
    for number in range(towns):
        make_town(f"kommun{number}", occasions // towns, activities=70)
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT_CHECKS)
        cursor.execute(PERSONS, [persons])
        cursor.execute(SIGNUPS, [max(1, signups // occasions)])
        cursor.execute("ANALYZE")


# Each key that refers to another row would be looked up by itself: twenty million times.
WITHOUT_CHECKS = """
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT conname, conrelid::regclass AS owner FROM pg_constraint
             WHERE contype = 'f'
               AND conrelid IN ('people_person'::regclass, 'activities_signup'::regclass)
  LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.owner, one.conname); END LOOP;
END $$
"""
PERSONS = """
INSERT INTO people_person (municipality_id, name, folded_name, no_phone, no_email, wish, language,
                           hidden, needs, met)
SELECT towns.id, 'Person ' || n, 'person ' || n, false, false, '', 'sv', false, '', now()
FROM generate_series(1, %s) AS n
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS many
      FROM places_municipality) AS towns ON towns.place = n %% towns.many
"""
SIGNUPS = """
WITH crowd AS (SELECT municipality_id, array_agg(id) AS ids FROM people_person GROUP BY 1)
INSERT INTO activities_signup (occasion_id, offer_id, person_id, state, headcount, source,
                               by_relative, code, secret, made, queued)
SELECT offer.occasion_id, offer.id,
       crowd.ids[1 + (occasion.id * 31 + n) %% array_length(crowd.ids, 1)],
       'expected', 1, 'web', '',
       lpad(upper(to_hex(row_number() OVER ())), 6, '0'),
       md5(offer.id::text || '-' || n), now(), now()
FROM activities_offer AS offer
JOIN activities_occasion AS occasion ON occasion.id = offer.occasion_id
JOIN crowd ON crowd.municipality_id = occasion.municipality_id
CROSS JOIN generate_series(1, %s) AS n
WHERE offer.way = 'on_site'
"""
