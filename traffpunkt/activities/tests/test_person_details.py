# SPDX-License-Identifier: EUPL-1.2
"""What else is known of a person: where she lives, how she wants to be told, what is good to know."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.makers import make_account, make_occasion, make_person, make_signup
from traffpunkt.activities.models import Hosting
from traffpunkt.activities.tests.desk import text
from traffpunkt.activities.tests.test_persons import page, typed
from traffpunkt.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def misspelt(db):
    return make_person("Astrid", email="astird@exempel.example")


def test_where_she_lives_is_for_those_who_send_the_letters(signed_in, misspelt):
    Person.objects.filter(pk=misspelt.pk).update(street="Ängsgatan 1", wish="letter", town="Gävle")
    signup = make_signup(person=misspelt)
    anton = make_account("Anton", role="host")
    Hosting.objects.create(
        activity=signup.occasion.activity, account=anton, since=timezone.localdate()
    )
    host = signed_in(anton)

    shown = text(host.get(page(misspelt)))
    answer = host.post(page(misspelt), typed(misspelt, name="Astrid Berg"))

    assert "Ängsgatan" not in shown
    assert answer.status_code == 302
    misspelt.refresh_from_db()
    assert (misspelt.name, misspelt.street, misspelt.wish) == (
        "Astrid Berg",
        "Ängsgatan 1",
        "letter",
    )


def test_what_is_good_to_know_stands_on_the_list(desk, misspelt):
    signup = make_signup(person=misspelt)

    desk.post(page(misspelt), typed(misspelt, needs="Hör bäst på höger öra"))

    there = text(desk.get(reverse("activities:staff_occasion", args=[signup.occasion_id])))
    assert "Hör bäst på höger öra" in there


def test_who_wants_letters_says_where(desk, misspelt):
    answer = desk.post(page(misspelt), typed(misspelt, wish="letter"))

    assert answer.status_code == 422
    assert "Skriv adressen, så att brevet kommer fram." in text(answer)


def test_whom_one_met_long_ago_one_reads_no_more(signed_in, misspelt):
    occasion = make_occasion(starts=timezone.now() - datetime.timedelta(days=40))
    make_signup(occasion, person=misspelt)
    anton = make_account("Anton", role="host")
    Hosting.objects.create(activity=occasion.activity, account=anton, since=timezone.localdate())

    assert signed_in(anton).get(page(misspelt)).status_code == 404
