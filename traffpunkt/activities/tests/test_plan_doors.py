# SPDX-License-Identifier: EUPL-1.2
"""Who may plan what: coordinators, hosts, partners, and those who may not."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.makers import (
    make_account,
    make_activity,
    make_municipality,
    make_occasion,
    make_organisation,
    make_series,
    make_venue,
    the_municipality,
)
from traffpunkt.activities.models import Activity, Hosting
from traffpunkt.activities.tests.planning import new, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def venue(karin):
    return make_venue(name="Träffpunkt Ängen")


@pytest.mark.parametrize("role", ["host", "partner"])
def test_hosts_and_partners_propose_and_the_coordinator_publishes(signed_in, role, venue):
    account = make_account("Pia", role)
    client = signed_in(account)

    new(client, typed(venue, gor="publish"))

    activity = Activity.objects.get()
    assert activity.state == "proposed"
    address = reverse("activities:staff_publication", args=[activity.pk])
    assert client.post(address, {"gor": "publish"}).status_code == 404
    assert client.get(reverse("activities:staff_activity", args=[activity.pk])).status_code == 200
    karin = signed_in(make_account("Karin"))
    assert karin.post(address, {"gor": "publish"}).status_code == 302
    activity.refresh_from_db()
    assert activity.is_published


PAGES = ["staff_activity", "staff_activity_change", "staff_series_new"]


DATE_PAGES = ["staff_occasion_change", "staff_cancellation", "staff_reinstatement"]


def everything(activity, series, occasion):
    return (
        [reverse(f"activities:{name}", args=[activity.pk]) for name in PAGES]
        + [reverse(f"activities:{name}", args=[occasion.pk]) for name in DATE_PAGES]
        + [reverse("activities:staff_series", args=[series.pk])]
    )


def all_pages(**given):
    activity = make_activity(**given)
    series = make_series(activity=activity)
    return activity, everything(activity, series, make_occasion(activity=activity, series=series))


def test_a_coordinator_sees_all_pages_of_her_municipality(desk):
    _activity, pages = all_pages()

    assert {desk.get(page).status_code for page in pages} == {200}


def test_another_municipalitys_are_not_found(desk):
    the_municipality()
    activity, pages = all_pages(municipality=make_municipality())

    prefix = f"/{the_municipality().slug}"
    assert {desk.get(prefix + page).status_code for page in pages} == {404}
    assert {desk.post(prefix + page).status_code for page in pages} == {404, 405}
    gone = prefix + reverse("activities:staff_publication", args=[activity.pk])
    assert desk.post(gone, {"gor": "archive"}).status_code == 404


@pytest.mark.parametrize("role", ["host", "partner"])
def test_what_is_not_theirs_is_not_found_by_hosts_and_partners(signed_in, role):
    _activity, pages = all_pages()
    client = signed_in(make_account("Pia", role))

    assert {client.get(page).status_code for page in pages} == {404}


def test_a_host_of_a_published_activity_changes_its_dates_but_not_its_plan(signed_in):
    host = make_account("Hanna", "host")
    activity, pages = all_pages()
    Hosting.objects.create(activity=activity, account=host, since=timezone.localdate())
    client = signed_in(host)

    answers = {page: client.get(page).status_code for page in pages}

    allowed = {page for page, status in answers.items() if status == 200}
    assert allowed == {page for page in pages if "tillfallen" in page} | {pages[0]}
    for page in allowed:
        shown = client.get(page).content.decode()
        assert not [one for one in set(pages) - allowed if f'href="{one}' in shown]


def test_a_hosting_that_has_ended_opens_nothing(signed_in):
    host = make_account("Hanna", "host")
    activity, pages = all_pages()
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Hosting.objects.create(activity=activity, account=host, since=yesterday, until=yesterday)

    assert signed_in(host).get(pages[0]).status_code == 404


def test_a_partner_works_with_its_organisations_draft(signed_in):
    organisation = make_organisation()
    client = signed_in(make_account("Pia", "partner", organisation=organisation))
    _activity, pages = all_pages(partner=organisation, state="draft")

    assert {client.get(page).status_code for page in pages} == {200}


def test_a_coordinator_of_one_venue_decides_over_what_is_there(signed_in):
    venue = make_venue()
    client = signed_in(make_account("Vera", "coordinator", venue=venue))
    elsewhere, other_pages = all_pages()
    here = make_series(venue=venue).activity

    assert here.may_publish(client_desk(client))
    assert not elsewhere.may_publish(client_desk(client))
    assert {client.get(page).status_code for page in other_pages} == {404}
    assert client.get(reverse("activities:staff_activity", args=[here.pk])).status_code == 200
    new(client, typed(venue))
    assert Activity.objects.get(title="Digital fika").is_published


def test_a_coordinator_of_one_venue_proposes_what_takes_place_elsewhere_too(signed_in):
    venue, other = make_venue(), make_venue(name="Träffpunkt Höjden")
    client = signed_in(make_account("Vera", "coordinator", venue=venue))

    new(client, typed(**{"r0-venues": [venue.pk, other.pk]}))
    both = Activity.objects.get()

    assert both.state == "proposed"
    assert not both.may_publish(client_desk(client))
    assert both.may_publish(client_desk(signed_in(make_account("Karin"))))
    here = make_series(venue=venue).activity
    assert here.may_publish(client_desk(client))
    make_occasion(activity=here, venue=other)
    assert not here.may_publish(client_desk(client))


def client_desk(client):
    return client.get(reverse("activities:staff_activities")).wsgi_request.desk


def test_who_is_not_signed_in_is_asked_to(venue):
    answer = Client().get(reverse("activities:staff_activities"))

    assert answer.status_code == 302
    assert Client().post(reverse("activities:staff_activity_new"), typed(venue)).status_code == 302
    assert not Activity.objects.exists()


def test_a_stranger_finds_nothing(eva, signed_in):
    the_municipality()
    assert signed_in(eva).get(reverse("activities:staff_activities")).status_code == 404
