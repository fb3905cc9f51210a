# SPDX-License-Identifier: EUPL-1.2
"""Who answers for an activity, with whom it is arranged, and in which language it is held."""

import pytest
from django.urls import reverse

from tests.makers import (
    make_account,
    make_activity,
    make_occasion,
    make_organisation,
    the_municipality,
)
from traffpunkt.activities.models import Activity
from traffpunkt.journal.models import SYSTEM, Entry
from traffpunkt.places.models import Agreement

pytestmark = pytest.mark.django_db


def partner_here(name):
    organisation = make_organisation(name=name)
    Agreement.objects.create(
        municipality=the_municipality(), organisation=organisation, starts="2026-01-01"
    )
    return organisation


def at(activity):
    return reverse("activities:staff_responsibility", args=[activity.pk])


def test_an_activity_is_handed_over_to_a_colleague_and_a_partner_who_then_sees_it(desk, signed_in):
    activity = make_activity(title="Visor")
    choir = partner_here("Kören")
    vera = make_account("Vera", "coordinator")
    singer = signed_in(make_account("Sven", "partner", organisation=choir))
    page = reverse("activities:staff_activity", args=[activity.pk])
    assert singer.get(page).status_code == 404

    for _press in range(2):
        answer = desk.post(at(activity), {"responsible": vera.pk, "partner": choir.pk}, follow=True)

    assert "Ansvarig: <bdi>Vera</bdi>" in answer.content.decode()
    assert "Ordnas med: <bdi>Kören</bdi>" in answer.content.decode()
    assert singer.get(page).status_code == 200
    assert [line.verb for line in Entry.objects.about(activity)] == ["handed-over"]


def test_the_page_shows_how_it_is_and_only_those_who_work_here(desk):
    make_account("Grannen", None)
    gone = make_account("Gunnel", "host", until="2026-01-01")
    vera = make_account("Vera", "coordinator")
    activity = make_activity(responsible=vera)

    page = desk.get(at(activity)).content.decode()

    assert f'<option value="{vera.pk}" selected>Vera</option>' in page
    assert "Grannen" not in page
    refused = desk.post(at(activity), {"responsible": gone.pk, "partner": ""})
    assert refused.status_code == 422
    activity.refresh_from_db()
    assert activity.responsible == vera


def test_a_language_is_asked_for_only_where_there_is_a_choice_and_shown_where_it_is_not_swedish(
    desk, client
):
    activity = make_activity(title="Kahvila")
    occasion = make_occasion(activity=activity)
    change = reverse("activities:staff_activity_change", args=[activity.pk])
    assert 'name="language"' not in desk.get(change).content.decode()

    town = the_municipality()
    town.change({"languages": ["sv", "fi"]}, by=SYSTEM)
    page = desk.get(change).content.decode()
    assert 'name="language"' in page
    assert "العربية" not in page
    sent = {"title": "Kahvila", "kind": "open_house", "filming": "none", "language": "fi"}
    assert desk.post(change, sent).status_code == 302

    assert Activity.objects.get().language == "fi"
    for path in (f"/tillfalle/{occasion.pk}/", f"/aktivitet/{activity.pk}/"):
        assert "Suomi" in client.get(path).content.decode()
    assert '<li lang="fi"><bdi>Suomi</bdi></li>' in client.get("/hjalp/").content.decode()


def test_an_activity_keeps_a_language_that_the_municipality_no_longer_offers(desk):
    activity = make_activity(language="ar")
    change = reverse("activities:staff_activity_change", args=[activity.pk])

    page = desk.get(change).content.decode()

    assert "العربية" in page
    sent = {"title": activity.title, "kind": "open_house", "filming": "none", "language": "ar"}
    desk.post(change, sent)
    activity.refresh_from_db()
    assert activity.language == "ar"
