# SPDX-License-Identifier: EUPL-1.2
"""What a senior sees after she signed up, and how she changes her mind."""

import datetime

import pytest
import time_machine

from tests.makers import (
    in_days,
    make_account,
    make_activity,
    make_link,
    make_municipality,
    make_occasion,
    make_offer,
    make_page,
    make_person,
    make_signup,
    make_venue,
)
from traffpunkt.activities.models import Hosting, Occasion, Signup
from traffpunkt.channels.models import Link
from traffpunkt.journal.models import GUEST
from traffpunkt.ui.numbers import dialled

pytestmark = pytest.mark.django_db


def address(signup, noun=""):
    return f"/anmalan/{signup.secret}/{noun}"


def page_of(client, signup, noun="", **query):
    return client.get(address(signup, noun), query).content.decode()


def signed_up(occasion=None, name="Astrid", way="on_site", **given):
    """A sign-up by the verb, as the page makes it."""
    occasion = occasion or make_occasion()
    person = given.pop("person", None) or make_person(
        name, municipality=occasion.municipality, **given
    )
    return occasion.sign_up(person, occasion.offers.get(way=way), by=GUEST)


own_page = make_page


def test_the_receipt_says_all_that_one_needs_on_paper(client):
    activity = make_activity(bring="Stickor")
    venue = make_venue(way_there="Gå in från gården.")
    signup = signed_up(make_occasion(activity=activity, venue=venue))

    page = page_of(client, signup)

    for words in (
        "Du är anmäld", "Astrid", activity.title, venue.street, "Gå in från gården.", "Stickor",
        f"{signup.code[:3]} {signup.code[3:]}", "Kom hit", ">13.00–15.00<",
        dialled(signup.occasion.municipality.help_phone), "<svg class=\"qr\"",
        f"/tillfalle/{signup.occasion_id}/kalender.ics",
    ):  # fmt: skip
        assert words in page


def test_a_host_of_today_meets_who_comes_and_nobody_else_is_named(client):
    activity = make_activity(responsible=make_account("Karin"))
    today = datetime.date.today()  # noqa: DTZ011
    for name, until in (("Gunnel", today - datetime.timedelta(days=1)), ("Yusuf", None)):
        account = make_account(name, "host")
        since = today - datetime.timedelta(days=9)
        Hosting.objects.create(activity=activity, account=account, since=since, until=until)

    occasion = make_occasion(activity=activity, ways=["on_site", "online"])
    page = page_of(client, signed_up(occasion))

    assert "Yusuf" in page
    assert "Yusuf" not in page_of(client, signed_up(occasion, "Bertil", way="online"))
    assert "Karin" not in page
    assert "Gunnel" not in page


def test_a_hidden_person_is_not_named_but_the_group_is_counted(client):
    astrid = make_person("Astrid")
    astrid.hidden = True
    astrid.save()
    signup = signed_up(person=astrid)
    Signup.objects.update(headcount=3)

    page = page_of(client, signup)

    assert "Astrid" not in page
    assert "3 personer" in page


def test_a_group_and_the_relative_who_signed_up_are_named(client):
    signup = signed_up()
    Signup.objects.update(headcount=2, by_relative="Lena")

    page = page_of(client, signup)

    assert "<bdi>Astrid</bdi> och sällskap" in page
    assert "<dd>2 personer</dd>" in page
    assert "anmäld av <bdi>Lena</bdi>" in page


def test_the_easy_words_of_a_way_stand_wherever_its_words_do(client):
    occasion = make_occasion(starts=in_days(0, 0), ends=in_days(1), ways=["online"])
    occasion.offers.update(instructions="Öppna mötet.", easy_instructions="Tryck på knappen.")
    signup = signed_up(occasion, way="online")

    for path in (f"/tillfalle/{occasion.pk}/", address(signup), address(signup, "delta/")):
        page = client.get(path).content.decode()
        assert "Öppna mötet." in page
        assert "Tryck på knappen." in page


def test_the_way_to_the_own_page_is_shown_only_to_who_knows_it(client):
    signup = signed_up()
    own = own_page(signup.person).secret
    other = own_page(make_person("Bertil")).secret

    assert f"/min-sida/{own}/" in page_of(client, signup, jag=own)
    assert own not in page_of(client, signup)
    assert f"/min-sida/{other}/" not in page_of(client, signup, jag=other)


def test_the_pages_are_kept_nowhere_and_set_no_cookie(client):
    signup = signed_up()
    own = own_page(signup.person).secret

    for path in (
        address(signup), address(signup, "avbokning/"), address(signup, "satt/"),
        address(signup, "aterkomst/"), address(signup, "delta/"), f"/min-sida/{own}/", "/min-sida/",
    ):  # fmt: skip
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "same-origin"
        assert not answer.cookies


def test_nothing_is_found_in_another_municipality_or_at_a_guessed_address(client):
    make_municipality(slug="gavle")
    signup = signed_up(make_occasion(municipality=make_municipality(slug="orebro")))
    own = own_page(signup.person).secret

    for path in (
        address(signup), address(signup, "avbokning/"), address(signup, "satt/"),
        address(signup, "aterkomst/"), address(signup, "delta/"), f"/min-sida/{own}/",
    ):  # fmt: skip
        assert client.get(f"/gavle{path}").status_code == 404
        assert client.get(f"/orebro{path}").status_code == 200
        assert (
            client.get("/orebro" + path.replace(signup.secret, "x").replace(own, "x")).status_code
            == 404
        )


def test_withdrawing_asks_first_and_can_be_undone_for_half_an_hour(client):
    signup = signed_up()
    assert "Vill du avboka?" in page_of(client, signup, "avbokning/")
    assert Signup.objects.get().is_expected

    assert f'href="{address(signup)}">Nej, behåll min plats</a>' in page_of(
        client, signup, "avbokning/"
    )

    answer = client.post(address(signup, "avbokning/"))

    assert answer["Location"] == address(signup)
    assert "Du kan ångra dig i en halvtimme." in page_of(client, signup)
    assert "Du är avbokad" in page_of(client, signup)
    assert "Ångra" in page_of(client, signup)
    assert signup.code[:3] + " " not in page_of(client, signup)

    answer = client.post(address(signup, "aterkomst/"))
    assert answer["Location"] == address(signup)
    assert Signup.objects.get().is_expected


def test_after_half_an_hour_one_signs_up_anew(client):
    signup = signed_up()
    client.post(address(signup, "avbokning/"))

    with time_machine.travel(
        datetime.datetime.now(tz=datetime.UTC) + datetime.timedelta(minutes=31)
    ):
        assert "Ångra" not in page_of(client, signup)
        assert "Anmäl dig på nytt" in page_of(client, signup, "aterkomst/")
        answer = client.post(address(signup, "aterkomst/"))

    assert answer.status_code == 422
    assert "för sent" in answer.content.decode()
    assert Signup.objects.get().is_withdrawn


def test_to_come_back_within_the_half_hour_is_asked_for(client):
    signup = signed_up()
    client.post(address(signup, "avbokning/"))

    assert "Ja, jag vill vara med" in page_of(client, signup, "aterkomst/")


def test_who_has_a_standing_place_stays_away_once_and_keeps_it(client):
    signup = signed_up()
    Signup.objects.update(source="standing")

    assert "Inte den här gången" in page_of(client, signup)
    assert "Du har kvar din plats de andra dagarna" in page_of(client, signup, "avbokning/")
    client.post(address(signup, "avbokning/"))

    assert Signup.objects.get().is_withdrawn


def test_what_has_been_cannot_be_withdrawn(client):
    signup = signed_up()
    with time_machine.travel(in_days(2)):
        answer = client.post(address(signup, "avbokning/"))
        assert "Välkommen igen" in page_of(client, signup)

    assert answer.status_code == 422
    assert "redan varit" in answer.content.decode()


def test_switching_is_one_press_on_the_way_one_wants_and_back_again(client):
    signup = signed_up(make_occasion(ways=["on_site", "online"]))
    online = signup.occasion.offers.get(way="online")
    assert f'value="{online.pk}"' in page_of(client, signup, "satt/")

    client.post(address(signup, "satt/"), {"satt": online.pk})

    now = Signup.objects.expected().get()
    assert now.offer == online
    assert client.get(address(signup))["Location"] == address(now)

    client.post(address(now, "satt/"), {"satt": signup.offer_id})
    again = Signup.objects.expected().get()
    assert again.offer == signup.offer
    assert client.get(address(signup))["Location"] == address(again)


def test_switching_to_a_full_way_queues_there_and_keeps_the_seat(client):
    occasion = make_occasion(seats=1, ways=["on_site", "online"])
    make_signup(occasion, "Bertil")
    signup = signed_up(occasion, way="online", phone="+46701740605")
    on_site = occasion.offers.get(way="on_site")
    assert "har kvar din plats så länge" in page_of(client, signup, "satt/")

    answer = client.post(address(signup, "satt/"), {"satt": on_site.pk})

    page = client.get(answer["Location"]).content.decode()
    assert "Du är först i kön" in page
    assert "Du har kvar din plats på ”var med hemifrån” så länge" in page
    assert "hör vi av oss" in page
    assert occasion.signups.get(pk=signup.pk).is_expected


def test_a_way_that_is_not_there_changes_nothing(client):
    signup = signed_up(make_occasion(ways=["on_site", "online"]))

    answer = client.post(address(signup, "satt/"), {"satt": "hej"})

    assert answer["Location"] == address(signup)
    assert Signup.objects.get().is_expected


def test_a_withdrawn_sign_up_cannot_be_switched(client):
    occasion = make_occasion(ways=["on_site", "online"])
    signup = signed_up(occasion)
    signup.withdraw(by=GUEST)

    answer = client.post(address(signup, "satt/"), {"satt": occasion.offers.get(way="online").pk})

    assert answer.status_code == 422
    assert "avbokad" in answer.content.decode()


def test_alone_in_its_way_a_date_has_nothing_to_switch_to(client):
    signup = signed_up()

    assert "Byt sätt att delta" not in page_of(client, signup)
    assert "inget annat sätt" in page_of(client, signup, "satt/")


def test_who_waits_is_offered_a_way_with_seats_in_one_press(client):
    occasion = make_occasion(seats=1, ways=["on_site", "online"])
    make_signup(occasion, "Bertil")
    make_signup(occasion, "Gunnel", state="waiting")
    signup = signed_up(occasion)
    venue = make_venue()
    full = make_offer(occasion, "watch_party", venue=venue, capacity=0)

    page = page_of(client, signup)

    assert "Du är nummer 2 i kön" in page
    assert "Titta på den här sidan då och då" in page
    assert f'value="{occasion.offers.get(way="online").pk}"' in page
    assert f'value="{full.pk}"' not in page


def test_a_held_seat_is_accepted_with_one_press(client):
    signup = signed_up()
    Signup.objects.update(held_until=in_days(1, 9))

    assert "Ja, jag kommer" in page_of(client, signup)
    assert Signup.objects.get().held_until
    client.post(address(signup))

    assert Signup.objects.get().held_until is None


def test_a_cancelled_date_says_so(client):
    signup = signed_up()
    Occasion.objects.update(state="cancelled")

    page = page_of(client, signup)

    assert "Tillfället är inställt" in page
    assert "avbokning" not in page


def test_who_rings_in_has_the_number_on_paper_but_the_link_stands_nowhere(client):
    occasion = make_occasion(ways=["phone", "online"])
    occasion.offers.update(link=make_link())
    ringing = signed_up(occasion, way="phone")
    tablet = signed_up(occasion, "Bertil", way="online")

    assert dialled(Link.objects.get().dial_in) in page_of(client, ringing)
    assert "123 456 789#" in page_of(client, ringing)
    for page in (page_of(client, ringing), page_of(client, tablet)):
        assert "teams.example" not in page
    assert dialled(Link.objects.get().dial_in) not in page_of(client, tablet)


def test_to_stay_leads_back_also_to_ones_own_page_and_in_the_queue(client):
    signup = make_signup(state="waiting")
    own = own_page(signup.person).secret

    page = page_of(client, signup, "avbokning/", jag=own)

    assert f'href="{address(signup)}?jag={own}">Nej, behåll min plats i kön</a>' in page
