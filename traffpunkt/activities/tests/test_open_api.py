# SPDX-License-Identifier: EUPL-1.2
"""The open interface keeps its own document, its walls and its silence about people."""

import base64
import contextlib
import datetime
import json
import re
from typing import Any

import jsonschema
import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import validate

from tests.makers import (
    in_days,
    local,
    make_activity,
    make_link,
    make_municipality,
    make_occasion,
    make_offer,
    make_signup,
    make_topic,
    make_venue,
)
from traffpunkt.activities.models import Occasion
from traffpunkt.activities.open_lists import NoSuchPlaceError, mark_of, read_key, read_mark
from traffpunkt.journal.models import SYSTEM
from traffpunkt.places.models import OpeningHours

pytestmark = pytest.mark.django_db


@pytest.fixture
def rich() -> Any:
    """A venue, a topic, an activity and a date in all ways."""
    venue, topic = make_venue(step_free="yes", lift="no"), make_topic(key="musik", name="Musik")
    OpeningHours.objects.create(
        venue=venue, weekday=1, opens=datetime.time(9), closes=datetime.time(15, 30)
    )
    activity = make_activity(title="Sångstund", cost="20 kronor")
    activity.topics.add(topic)
    occasion = make_occasion(activity=activity, venue=venue, ways=["on_site", "online", "phone"])
    make_offer(occasion, "watch_party", venue=make_venue())
    occasion.offers.update(link=make_link())
    make_signup(occasion, "Astrid Ängsblom")
    return occasion


def document(client):
    return client.get("/api/v1/openapi.json").json()


def checked(client, address, status=200):
    """An answer of the interface, held against the document."""
    told = document(client)
    response = client.get(address)
    assert response.status_code == status, response.content
    assert response["Access-Control-Allow-Origin"] == "*"
    path = re.sub(r"\?.*", "", address.removeprefix("/api/v1"))
    path = re.sub(r"^(/(?:tillfallen|aktiviteter)/)\d+/", r"\1{pk}/", path)
    path = re.sub(r"^(/platser/)[\w-]+/", r"\1{slug}/", path)
    [(kind, content)] = told["paths"][path]["get"]["responses"][str(status)]["content"].items()
    assert response["Content-Type"].split(";")[0] == kind
    schema = content["schema"] | {"components": told["components"]}
    checker = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    checker.validate(response.json())
    return response.json()


def test_the_document_is_openapi_and_says_where_it_is(client):
    make_municipality(slug="gavle")
    make_municipality(slug="orebro")

    told = client.get("/gavle/api/v1/openapi.json").json()

    validate(told)
    assert told["openapi"].startswith("3.1")
    assert told["servers"] == [{"url": "http://testserver/gavle/api/v1"}]
    assert {method for path in told["paths"].values() for method in path} == {"get"}


def test_each_answer_is_as_the_document_says(client, rich):
    addresses = [
        "aktiviteter/", f"aktiviteter/{rich.activity_id}/", "tillfallen/", f"tillfallen/{rich.pk}/",
        "platser/", f"platser/{rich.venue.slug}/", "amnen/", "tillfallen/?fran=2020-01-01&antal=1",
        "tillfallen/?andrad_sedan=2020-01-01T00:00:00Z", "aktiviteter/?amne=musik",
    ]  # fmt: skip
    for address in addresses:
        found = checked(client, f"/api/v1/{address}")
        assert found.get("items", ["one"])


def test_what_a_date_is_told_with(client, rich):
    told = checked(client, f"/api/v1/tillfallen/{rich.pk}/")

    assert told["uid"] == str(rich.uid)
    assert told["title"] == "Sångstund"
    assert told["venue"] == rich.venue.slug
    assert told["starts"][10:19] == "T13:00:00"
    assert told["url"] == f"http://testserver/tillfalle/{rich.pk}/"
    assert [way["way"] for way in told["ways"]] == ["on_site", "online", "phone", "watch_party"]
    assert told["ways"][3]["venue"]


def test_what_a_venue_is_told_with(client, rich):
    told = checked(client, f"/api/v1/platser/{rich.venue.slug}/")

    assert (told["access"]["step_free"], told["access"]["lift"]) == ("yes", "no")
    assert told["access"]["toilet"] == "unknown"
    assert told["opening_hours"] == [{"weekday": 1, "opens": "09:00", "closes": "15:30"}]


def test_no_name_and_no_secret_link_is_told(client, rich):
    for address in ("aktiviteter/", "tillfallen/", "platser/", "amnen/", f"tillfallen/{rich.pk}/"):
        text = client.get(f"/api/v1/{address}").content.decode()
        assert "hemligt" not in text
        assert "Astrid" not in text
        assert "123 456" not in text


def ids(client, query=""):
    return [item["id"] for item in checked(client, f"/api/v1/tillfallen/{query}")["items"]]


def test_dates_are_narrowed_by_day_place_topic_and_way(client, rich):
    later: Any = make_occasion(starts=in_days(10), ways=["on_site"])
    make_occasion(starts=in_days(-2))

    assert ids(client) == [rich.pk, later.pk]
    assert ids(client, f"?till={in_days(3):%Y-%m-%d}") == [rich.pk]
    assert ids(client, f"?fran={in_days(3):%Y-%m-%d}") == [later.pk]
    assert ids(client, f"?plats={later.venue.slug}") == [later.pk]
    assert ids(client, "?amne=musik") == [rich.pk]
    assert ids(client, "?satt=phone") == [rich.pk]


def test_who_asks_what_changed_is_told_of_that_alone(client):
    with time_machine.travel(local(2026, 3, 3, 12), tick=False) as clock:
        old, new = make_occasion(starts=in_days(2)), make_occasion(starts=in_days(1))
        clock.shift(3600)
        old.cancel("Sjuk.", by=SYSTEM)

        found = ids(client, "?andrad_sedan=2026-03-03T12:30:00%2B01:00")
        both = ids(client, "?andrad_sedan=2026-03-03T10:00:00Z")

    assert found == [old.pk]
    assert both == [new.pk, old.pk]


@pytest.mark.parametrize("query", ["fran=2020-01-01", "andrad_sedan=2020-01-01T00:00:00Z"])
def test_pages_follow_one_another_and_tell_each_date_once(client, query):
    activity, venue = make_activity(), make_venue()
    made = [make_occasion(activity=activity, venue=venue, starts=in_days(1)) for _ in range(5)]
    Occasion.objects.update(changed=made[0].changed)
    address, told = f"/api/v1/tillfallen/?{query}&antal=2", []
    while address:
        response = client.get(address)
        page = response.json()
        told += [item["id"] for item in page["items"]]
        assert response.get("Link", "") == (f'<{page["next"]}>; rel="next"' if page["next"] else "")
        address = (page["next"] or "").removeprefix("http://testserver")

    assert told == [row.pk for row in made]


def test_pages_of_activities_follow_one_another(client):
    made = [make_activity() for _ in range(3)]
    first = checked(client, "/api/v1/aktiviteter/?antal=2")
    second = client.get(first["next"]).json()

    assert [row["id"] for row in first["items"] + second["items"]] == [row.pk for row in made]
    assert second["next"] is None


def test_drafts_the_neighbours_and_closed_houses_are_not_told_of(client):
    here, there = make_municipality(slug="gavle"), make_municipality(slug="orebro")
    draft: Any = make_occasion(activity=make_activity(municipality=here, state="draft"))
    draft.venue.close_for_good(in_days(-1).date(), by=SYSTEM)
    other: Any = make_occasion(activity=make_activity(municipality=there))
    make_topic(municipality=there)

    for name in ("aktiviteter", "tillfallen", "platser", "amnen"):
        assert client.get(f"/gavle/api/v1/{name}/").json()["items"] == []
    for row in (draft, other):
        assert client.get(f"/gavle/api/v1/tillfallen/{row.pk}/").status_code == 404
        assert client.get(f"/gavle/api/v1/aktiviteter/{row.activity_id}/").status_code == 404
    assert client.get(f"/gavle/api/v1/platser/{other.venue.slug}/").status_code == 404


WRONG = [
    ("tillfallen/?fran=i%20morgon", ["fran"]), ("tillfallen/?till=0001-01-01", ["till"]),
    ("tillfallen/?satt=flyga", ["satt"]), ("tillfallen/?antal=0&fran=x", ["antal", "fran"]),
    ("tillfallen/?andrad_sedan=2026-03-04T13:00:00", ["andrad_sedan"]),
    ("tillfallen/?efter=hittepå", ["efter"]), ("aktiviteter/?efter=x", ["efter"]),
    ("tillfallen/?plats=" + "x" * 51, ["plats"]),
]  # fmt: skip


@pytest.mark.parametrize(("address", "names"), WRONG)
def test_what_cannot_be_read_is_answered_with_how_to_write_it(client, address, names):
    make_municipality()

    told = checked(client, f"/api/v1/{address}", 422)

    assert told["status"] == 422
    assert [error["parameter"] for error in told["errors"]] == names
    assert all(error["detail"].endswith(".") for error in told["errors"])
    assert "Skriv" in told["detail"] or "Välj" in told["detail"] or "Använd" in told["detail"]


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("get", "/api/v1/tillfallen/7/", 404),
        ("get", "/api/v1/finns-inte/", 404),
        ("get", "/api/v1/tillfallen/?plats=%00", 404),
        ("post", "/api/v1/tillfallen/", 405),
        ("delete", "/api/v1/amnen/", 405),
    ],
)
def test_every_refusal_is_a_problem_in_plain_words(client, method, address, status):
    make_municipality()

    response = getattr(client, method)(address)

    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response["Access-Control-Allow-Origin"] == "*"
    told = json.loads(response.content)
    assert told["status"] == status
    assert told["title"]
    assert told["detail"].endswith(".")


def test_our_own_fault_is_a_problem_too(client, monkeypatch):
    make_municipality()
    monkeypatch.setattr("traffpunkt.activities.open_lists.activities", lambda *_: 1 / 0)
    client.raise_request_exception = False

    response = client.get("/api/v1/aktiviteter/")

    assert (response.status_code, response["Content-Type"]) == (500, "application/problem+json")
    assert response.json()["title"] == "Det gick inte"


def test_an_unreadable_question_is_a_problem_too(client):
    make_municipality()

    response = client.get("/api/v1/amnen/", headers={"host": "två ord"})

    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")


def test_who_has_the_answer_is_told_that_it_is_as_before(client, rich):
    first = client.get("/api/v1/tillfallen/")
    again = client.get("/api/v1/tillfallen/", headers={"If-None-Match": first["ETag"]})
    rich.cancel("Sjuk.", by=SYSTEM)
    after = client.get("/api/v1/tillfallen/", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"
    assert after.status_code == 200


def test_only_the_head_is_given_to_whoever_asks_for_it(client, rich):
    response = client.head("/api/v1/tillfallen/")

    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("name", ["aktiviteter", "tillfallen", "platser", "amnen"])
def test_lists_cost_the_same_for_three_rows_as_for_one(
    client, name, rich, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8) as one:
        client.get(f"/api/v1/{name}/")
    for _number in range(2):
        activity = make_activity()
        activity.topics.add(make_topic())
        make_occasion(activity=activity, ways=["on_site", "online"])
    with django_assert_num_queries(len(one)):
        client.get(f"/api/v1/{name}/")


def as_mark(said):
    return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


WORDS = ["fran", "till", "plats", "amne", "satt", "andrad_sedan", "efter", "antal", "annat"]
SENSIBLE = ["2026-03-04", "9999-12-31", "1", "100", "on_site", "2026-03-04T00:00:00Z", "musik"]


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.dictionaries(st.sampled_from(WORDS), st.text(max_size=60) | st.sampled_from(SENSIBLE)))
def test_no_question_breaks_it(rich, query):
    for name in ("tillfallen", "aktiviteter"):
        response = Client().get(f"/api/v1/{name}/", query)
        assert response.status_code in {200, 404, 422}
        kind = "application/json" if response.status_code == 200 else "application/problem+json"
        assert response["Content-Type"].split(";")[0] == kind


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=60) | st.datetimes().map(lambda when: as_mark(f"{when.isoformat()}+00:00 1"))
)
def test_a_made_up_mark_is_refused_or_read(mark):
    for read in (read_mark, read_key):
        with contextlib.suppress(NoSuchPlaceError):
            read(mark)


def test_a_mark_is_read_as_it_was_written():
    moment = local(2026, 3, 4, 13)

    assert read_mark(mark_of(moment, 7)) == (moment, 7)
    with pytest.raises(NoSuchPlaceError):
        read_mark(mark_of(moment, 2**70))


def test_the_page_about_the_interface_leads_to_its_document(client):
    make_municipality()
    page = client.get("/api/v1/").content.decode()

    assert 'href="/api/v1/openapi.json"' in page
    assert "swagger" not in page.lower()
