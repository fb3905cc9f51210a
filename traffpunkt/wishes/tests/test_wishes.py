# SPDX-License-Identifier: EUPL-1.2
"""A wish is left by anybody, answered by the coordinator, and read by all without a name."""

import datetime
import uuid

import pytest
import time_machine
from django.utils import timezone

from tests.makers import (
    in_days,
    make_account,
    make_activity,
    make_astrid,
    make_karin,
    make_municipality,
    make_occasion,
    make_person,
    make_venue,
    the_municipality,
)
from traffpunkt.activities.merging import merge
from traffpunkt.activities.models import Activity
from traffpunkt.activities.tests.planning import typed
from traffpunkt.journal.models import GUEST, SYSTEM, Entry
from traffpunkt.people.limits import Limit
from traffpunkt.places.guards import new_press
from traffpunkt.wishes import views
from traffpunkt.wishes.models import Wish

pytestmark = pytest.mark.django_db
CHESS = "Schack med klocka."


def wished(text=CHESS, **given):
    here = given.pop("municipality", None) or the_municipality()
    by = given.pop("by", GUEST)
    return Wish.objects.leave(here, {"text": text} | given, uuid.uuid4(), by=by)


def pressed():
    """The token of a form that was opened a while ago."""
    with time_machine.travel(timezone.now() - datetime.timedelta(minutes=1)):
        return new_press()


def told(**given):
    return {"text": CHESS, "venue": "", "tryck": pressed()} | given


def says(answer):
    return " ".join(answer.content.decode().split())


def verbs():
    return list(
        Entry.objects.filter(noun="wishes.wish").order_by("pk").values_list("verb", flat=True)
    )


@pytest.fixture
def desk(signed_in):
    return signed_in(make_karin())


def decided(**facts):
    said = {"state": "thinking", "note": "", "activity": "", "answer": "", "shown_text": CHESS}
    return said | facts


class TestAnybody:
    def test_leaves_a_wish_without_a_name_and_is_thanked(self, client):
        venue = make_venue()
        page = says(client.get("/onskemal/"))
        assert "Dina uppgifter" in page or "dina-uppgifter" in page

        answer = client.post("/onskemal/", told(venue=venue.pk), follow=True)

        wish = Wish.objects.get()
        assert (wish.text, wish.venue, wish.name, wish.state) == (CHESS, venue, "", "new")
        assert wish.by == "guest"
        assert "Tack för din önskan" in says(answer)
        assert verbs() == ["left"]

    def test_the_same_press_twice_is_one_wish(self, client):
        the_municipality()
        sent = told()

        client.post("/onskemal/", sent)
        client.post("/onskemal/", sent)

        assert Wish.objects.count() == 1

    @pytest.mark.parametrize("field", ["text", "name", "contact"])
    def test_a_personnummer_is_refused_and_nothing_is_lost(self, client, field):
        the_municipality()

        answer = client.post("/onskemal/", told(**{field: "Hej 19121212-1212"}))

        assert answer.status_code == 422
        assert "Hej 19121212-1212" in says(answer)
        assert not Wish.objects.exists()

    def test_who_sends_without_end_waits_a_while(self, client, monkeypatch):
        the_municipality()
        monkeypatch.setattr(views, "BY_CONTACT", Limit("a", tries=1, seconds=60, cache="near"))
        client.post("/onskemal/", told(contact="070-174 06 05"))
        answer = client.post("/onskemal/", told(contact="070-174 06 05"))
        assert (answer.status_code, CHESS in says(answer)) == (429, True)

        monkeypatch.setattr(views, "BY_ADDRESS", Limit("b", tries=1, seconds=60, cache="near"))
        client.post("/onskemal/", told())
        assert client.post("/onskemal/", told()).status_code == 429
        assert Wish.objects.count() == 2

    def test_reads_what_the_coordinator_chose_to_show_and_never_who_said_it(self, client):
        astrid = make_astrid()
        activity = make_activity(title="Schack")
        make_occasion(activity=activity, starts=in_days(3))
        wish = wished(said_by=astrid, name="Astrid", contact="070-174 06 05")
        wished("Något annat.")
        facts = {"is_shown": True, "shown_text": "Spela schack.", "answer": "Vi har bräden."}
        wish.answer_with(facts, by=SYSTEM)
        wish.become(activity, by=SYSTEM)

        page = says(client.get("/onskemal/"))

        assert "Spela schack." in page
        assert "Vi har bräden." in page
        assert f'Planeras: <a href="/aktivitet/{activity.pk}/">Schack</a>' in page
        assert not any(words in page for words in ("Astrid", "070-174", CHESS, "Något annat"))

    def test_reads_nothing_of_a_draft(self, client):
        wish = wished()
        wish.answer_with({"is_shown": True, "shown_text": "Spela schack."}, by=SYSTEM)
        wish.become(make_activity(title="Hemligt", state="draft"), by=SYSTEM)
        assert Wish.objects.get().became is None

        page = says(client.get("/onskemal/"))

        assert "Planeras" in page
        assert "Hemligt" not in page


class TestTheCoordinator:
    def test_sees_the_new_ones_first_and_those_of_one_state(self, desk):
        done = wished("Boule")
        done.answer_with({"state": "happened"}, by=SYSTEM)
        wished("Bakning")

        page = says(desk.get("/arbete/onskemal/"))
        assert page.index("Bakning") < page.index("Boule")

        page = says(desk.get("/arbete/onskemal/?lage=happened"))
        assert "Boule" in page
        assert "Bakning" not in page
        assert "Här finns inga" in says(desk.get("/arbete/onskemal/?lage=declined"))
        assert "Bakning" in says(desk.get("/arbete/onskemal/?lage=x"))

    def test_sees_on_the_first_page_how_many_are_new(self, desk):
        for _number in range(3):
            wished()

        assert "3 nya önskemål" in says(desk.get("/arbete/"))

    def test_answers_and_shows_it(self, desk):
        wish = wished()

        sent = decided(answer="Vi letar.", is_shown="on", note="Fråga Lars")
        answer = desk.post(f"/arbete/onskemal/{wish.pk}/", sent, follow=True)

        wish.refresh_from_db()
        assert "Svaret är sparat" in says(answer)
        assert (wish.state, wish.answer, wish.is_shown) == ("thinking", "Vi letar.", True)
        desk.post(f"/arbete/onskemal/{wish.pk}/", sent)
        assert verbs() == ["left", "answered"]
        assert "Fråga Lars" not in says(desk.get("/onskemal/"))

    @pytest.mark.parametrize(
        ("field", "words"),
        [("shown_text", "Astrid vill spela"), ("answer", "Ja, astrid!"), ("shown_text", "")],
    )
    def test_cannot_show_whose_it_is_nor_nothing(self, desk, field, words):
        wish = wished(said_by=make_astrid())

        answer = desk.post(f"/arbete/onskemal/{wish.pk}/", decided(is_shown="on", **{field: words}))

        assert answer.status_code == 422
        assert not Wish.objects.get().is_shown

    def test_may_write_a_word_that_only_begins_as_the_name(self, desk):
        wish = wished(said_by=make_astrid())
        sent = decided(is_shown="on", shown_text="Prata om Astridsfesten")

        assert desk.post(f"/arbete/onskemal/{wish.pk}/", sent).status_code == 302

    def test_chooses_the_activity_that_it_became(self, desk):
        wish, activity = wished(), make_activity(title="Schack")

        desk.post(f"/arbete/onskemal/{wish.pk}/", decided(activity=activity.pk, state="happened"))

        assert Wish.objects.get().activity == activity
        assert "Schack</a>" in says(desk.get(f"/arbete/onskemal/{wish.pk}/"))

    def test_plans_an_activity_with_the_words_of_the_wish(self, desk):
        wish, venue = wished(), make_venue()
        address = f"/arbete/onskemal/{wish.pk}/aktivitet/"
        page = says(desk.get(address))
        assert f"{CHESS}</textarea>" in page.replace("> ", ">")
        assert f'action="{address}' in page
        sent = typed(venue, title="Schack", tryck=pressed(), gor="utkast")
        assert desk.post(address, sent | {"bit": "ja"}).status_code == 200
        assert desk.post(address, sent | {"title": ""}).status_code == 422

        answer = desk.post(address, sent)

        assert answer.status_code == 302
        made = Activity.objects.get()
        wish.refresh_from_db()
        assert (wish.activity, wish.state) == (made, "planned")
        assert answer["Location"] == f"/arbete/aktiviteter/{made.pk}/"

    def test_removes_abuse_and_takes_it_back(self, desk):
        wish = wished()
        wish.answer_with({"is_shown": True, "shown_text": CHESS}, by=SYSTEM)

        for _press in range(2):
            page = says(desk.post(f"/arbete/onskemal/{wish.pk}/borttagning/", follow=True))
        assert "Ångra, ta tillbaka" in page
        assert CHESS not in says(desk.get("/onskemal/"))
        assert CHESS not in says(desk.get("/arbete/onskemal/"))
        assert desk.get(f"/arbete/onskemal/{wish.pk}/aktivitet/").status_code == 404

        for _press in range(2):
            desk.post(f"/arbete/onskemal/{wish.pk}/aterkomst/")
        assert CHESS in says(desk.get("/onskemal/"))
        assert verbs() == ["left", "answered", "removed", "restored"]

    def test_of_a_venue_answers_for_her_own(self, signed_in):
        here, other = make_venue(), make_venue()
        desk = signed_in(make_account("Vera", "coordinator", venue=here))
        astrid = make_astrid()
        hers, theirs = wished("Boule", venue=here, said_by=astrid), wished("Bakning", venue=other)
        hers.become(make_activity(title="Förr", state="archived"), by=SYSTEM)
        hers.become(hers.activity, by=SYSTEM)

        page = says(desk.get("/arbete/onskemal/"))
        assert "Boule" in page
        assert "Bakning" not in page
        page = says(desk.get(f"/arbete/onskemal/{hers.pk}/"))
        assert "Förr" in page
        assert "Astrid" in page
        assert f"/personer/{astrid.pk}/" not in page
        assert desk.get(f"/arbete/onskemal/{theirs.pk}/").status_code == 404


class TestWhoeverWorksHere:
    def test_writes_down_what_somebody_said_on_the_telephone(self, desk):
        astrid = make_astrid()
        address = f"/arbete/onskemal/ny/?person={astrid.pk}"
        assert address in says(desk.get(f"/arbete/personer/{astrid.pk}/"))
        page = says(desk.get(address))
        assert "Astrid" in page

        press = str(uuid.uuid4())
        for _press in range(2):
            answer = desk.post(address, {"text": CHESS, "press": press}, follow=True)

        wish = Wish.objects.get()
        assert wish.said_by == astrid
        assert wish.by.startswith("account:")
        assert "Astrid" in says(answer)
        assert Entry.objects.filter(verb="read", noun="wishes.wish.names").exists()

    def test_a_host_hears_one_from_nobody_in_particular(self, signed_in):
        desk = signed_in(make_account("Yusuf", "host"))
        assert "/arbete/onskemal/ny/" in says(desk.get("/arbete/"))

        answer = desk.post("/arbete/onskemal/ny/", {"text": CHESS}, follow=True)

        assert "Önskan är sparad" in says(answer)
        assert Wish.objects.get().said_by is None
        assert desk.get(f"/arbete/onskemal/ny/?person={make_astrid().pk}").status_code == 404
        assert desk.get("/arbete/onskemal/").status_code == 404
        assert '/arbete/onskemal/"' not in says(desk.get("/arbete/"))

    def test_a_number_that_is_no_persons_leads_nowhere(self, desk):
        stranger = make_person("Eva", municipality=make_municipality())
        prefix = f"/{the_municipality().slug}/arbete/onskemal/ny/"

        assert desk.get(f"{prefix}?person={stranger.pk}").status_code == 404
        assert desk.get(f"{prefix}?person=x").status_code == 200


def test_a_wish_follows_its_person_when_two_become_one():
    astrid, other = make_astrid(), make_person("Asta")
    wish = wished(said_by=other)

    merge(astrid, other, by=SYSTEM)

    wish.refresh_from_db()
    assert wish.said_by == astrid


def test_a_wish_tells_its_first_words():
    assert str(wished("Schack " * 20)) == ("Schack " * 20)[:40]
