# SPDX-License-Identifier: EUPL-1.2
"""What a task costs, walked through in a real browser. The figures of screens.md are printed."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from tests.browser.walker import Walker
from tests.makers import (
    in_days,
    local,
    make_activity,
    make_karin,
    make_link,
    make_municipality,
    make_occasion,
    make_person,
    make_venue,
)
from traffpunkt.activities.models import Activity, Occasion, Signup
from traffpunkt.journal.models import GUEST, SYSTEM

LATER_TODAY = datetime.timedelta(minutes=3)


def cost(walker: Walker, task: str, presses: int, fields: int) -> None:
    """Print what a task cost, and hold it to what it may cost."""
    print(
        f"\n  {task}: {walker.presses} tryck (högst {presses}), {walker.fields} fält (högst {fields})"
    )
    assert walker.presses <= presses, task
    assert walker.fields <= fields, task


def today(**given: object) -> Occasion:
    """A hybrid date that begins in a few minutes."""
    starts = timezone.now() + LATER_TODAY
    activity = make_activity(title="Sittgympa till musik")
    return make_occasion(
        activity=activity, starts=starts, ways=["on_site", "online", "phone"], **given
    )


@pytest.mark.parametrize("script", [True, False], ids=["med skript", "utan skript"])
def test_astrid_finds_todays_activity_and_signs_up_without_account(new_walker, script):
    occasion = today()
    astrid = new_walker(script=script).begin("/")

    astrid.press("Sittgympa till musik").press("Anmäl dig: kom hit")
    astrid.fill("Ditt namn", "Astrid").fill("Telefon eller e-post", "070-174 06 05")
    astrid.press("Anmäl dig")

    assert astrid.says("Du är anmäld")
    assert astrid.says("031-390 06 00")
    assert occasion.signups.get().person.name == "Astrid"
    cost(astrid, "senior: hitta dagens aktivitet och anmäl dig", 3, 2)


def test_astrid_signs_up_with_the_keyboard_alone(walker):
    occasion = today()
    walker.begin("/")

    def tab_to(words):
        for _press in range(60):
            walker.page.keyboard.press("Tab")
            if words in walker.page.evaluate("document.activeElement.innerText"):
                return
        raise AssertionError(f"Tab never reaches {words}")

    for words in ("Sittgympa till musik", "Anmäl dig: kom hit"):
        tab_to(words)
        with walker.page.expect_navigation():
            walker.page.keyboard.press("Enter")
    walker.page.get_by_label("Ditt namn").focus()
    walker.page.keyboard.type("Astrid Åström", delay=200)
    with walker.page.expect_navigation():
        walker.page.keyboard.press("Enter")

    assert walker.says("Du är anmäld")
    assert occasion.signups.get().person.name == "Astrid Åström"


def signed_up(walker: Walker, occasion: Occasion) -> Signup:
    """Astrid with her receipt before her."""
    offer = occasion.offers.get(way="on_site")
    walker.open(f"/tillfalle/{occasion.pk}/anmalan/?satt={offer.pk}")
    walker.fill("Ditt namn", "Astrid").press("Anmäl dig")
    return occasion.signups.expected().get()


def test_astrid_changes_from_the_room_to_home_in_two_presses(walker):
    occasion = today()
    signup = signed_up(walker, occasion)

    walker.begin(f"/anmalan/{signup.secret}/").press("Byt sätt att delta").press("Var med hemifrån")

    assert occasion.signups.expected().get().offer.way == "online"
    cost(walker, "senior: byt från ”kom hit” till ”var med hemifrån”", 2, 0)


def test_astrid_withdraws_and_comes_back(walker):
    occasion = today()
    signup = signed_up(walker, occasion)

    walker.begin(f"/anmalan/{signup.secret}/").press("Avboka").press("Avboka")
    assert walker.says("Du är avbokad")
    assert not occasion.signups.expected().exists()

    walker.press("Ångra")
    assert occasion.signups.expected().count() == 1


def test_astrid_joins_from_the_address_in_her_message_in_one_press(walker):
    occasion = today()
    occasion.offers.filter(way="online").update(link=make_link())
    signup = signed_up(walker, occasion)
    signup.switch(occasion.offers.get(way="online"), by=GUEST)
    now = occasion.signups.expected().get()

    walker.page.route("https://teams.example/**", lambda route: route.fulfill(body="inne i salen"))
    walker.begin(f"/anmalan/{now.secret}/delta/")
    assert walker.says("08-465 004 00")
    walker.press("Delta nu")

    assert walker.says("inne i salen")
    cost(walker, "senior: delta i en aktivitet som pågår", 1, 0)


def test_there_is_something_to_watch_at_three_in_the_night(new_walker):
    make_activity(kind=Activity.Kind.ON_DEMAND, title="Sittgympa hemma", link=film())
    with time_machine.travel(local(2027, 1, 14, 3, 0)):
        walker = new_walker().begin("/").press("Sittgympa hemma").press("Se filmen")

        assert walker.says("Spela filmen från YouTube")
        assert walker.foreign == []
        cost(walker, "senior: se något klockan 03.00", 2, 0)


def film():
    return make_link(
        provider="youtube",
        address="https://www.youtube.com/watch?v=traffpunkt1",
        audience="everyone",
    )


def test_karin_signs_somebody_up_on_the_telephone(walker):
    occasion = today()
    walker.sign_in(make_karin()).begin("/arbete/")

    walker.press("Anmäl någon")
    walker.fill("Namn", "Bertil").fill("Telefon", "031-390 06 05")
    walker.press("Anmäl")

    assert occasion.signups.expected().get().person.name == "Bertil"
    cost(walker, "personal: anmäl någon på telefon", 3, 4)


@pytest.mark.parametrize("script", [True, False], ids=["med skript", "utan skript"])
def test_karin_does_all_for_somebody_on_the_line(new_walker, script):
    occasion = today()
    make_person("Bertil Carlsson", phone="+46313900605")
    karin = new_walker(script=script).sign_in(make_karin()).begin("/arbete/telefon/")

    karin.fill("Sök en person", "Bertl Karlsson").press("Sök").press("Bertil Carlsson")
    assert not script or karin.faults() == []
    karin.press("Anmäl: kom hit")
    assert karin.says("Bertil Carlsson är anmäld.")
    assert karin.says("Du är anmäld till Sittgympa till musik")
    assert not script or karin.faults() == []
    cost(karin, "personal: anmäl den som ringer", 3, 4)

    karin.begin("/arbete/telefon/").fill("Sök en person", "605").press("Sök")
    karin.press("Bertil Carlsson").press("Byt till: var med hemifrån")
    assert occasion.signups.expected().get().offer.way == "online"
    cost(karin, "personal: byt sätt åt den som ringer", 3, 4)

    karin.begin("/arbete/telefon/").fill("Sök en person", "605").press("Sök")
    karin.press("Bertil Carlsson").press("Avboka")
    assert not occasion.signups.expected().exists()
    cost(karin, "personal: avboka åt den som ringer", 3, 4)

    karin.press("Ångra avbokningen")
    assert occasion.signups.expected().count() == 1


def test_karin_writes_down_a_new_person_on_the_line(walker):
    occasion = today()
    walker.sign_in(make_karin()).begin("/arbete/telefon/")

    walker.fill("Sök en person", "Astrid").press("Sök")
    walker.fill("Telefon eller e-post", "070-174 06 05").press("Skriv in")
    walker.press("Anmäl: kom hit")

    assert occasion.signups.expected().get().person.phone == "+46701740605"
    cost(walker, "personal: anmäl en ny person som ringer", 3, 4)


def test_karin_cancels_one_date_and_says_why(walker):
    occasion = today()
    walker.sign_in(make_karin()).begin(f"/arbete/tillfallen/{occasion.pk}/")

    walker.press("Ställ in").fill("Varför", "Ledaren är sjuk.").press("Ställ in")

    occasion.refresh_from_db()
    assert occasion.is_cancelled
    cost(walker, "samordnare: ställ in ett tillfälle och säg varför", 3, 1)


@pytest.mark.parametrize("script", [True, False], ids=["med skript", "utan skript"])
def test_karin_publishes_a_fortnightly_hybrid_activity_in_one_form(new_walker, script):
    place = make_venue(name="Träffpunkt Sätra")
    karin = new_walker(script=script).sign_in(make_karin()).begin("/arbete/aktiviteter/ny/")
    first = in_days(7).date()
    last = first + datetime.timedelta(weeks=12)

    karin.fill("Vad heter aktiviteten?", "Digital fika")
    karin.tick("Träffpunkt Sätra").tick("Varannan vecka")
    karin.fill("Första dagen", first.isoformat()).fill("Börjar klockan", "13")
    karin.unfold("Fler val om datumen").fill("Sista dagen", last.isoformat())
    karin.tick("Var med hemifrån")
    karin.fill("Länk till mötet", "https://teams.example/gavle/fika")
    karin.press("Publicera")

    made = Activity.objects.get()
    assert made.state == "published"
    dates = made.occasions.order_by("starts")
    assert {timezone.localdate(date.starts) for date in dates} == {
        first + datetime.timedelta(weeks=week) for week in range(0, 13, 2)
    }
    assert {date.venue for date in dates} == {place}
    assert set(dates[3].offers.values_list("way", flat=True)) == {"on_site", "online"}
    cost(karin, "samordnare: publicera en hybridaktivitet varannan vecka", 2, 8)


@pytest.mark.parametrize("script", [True, False], ids=["med skript", "utan skript"])
def test_karin_is_asked_when_a_colleague_was_faster(new_walker, script):
    occasion = make_occasion(seats=3)
    karin = new_walker(script=script).sign_in(make_karin())
    karin.begin(f"/arbete/tillfallen/{occasion.pk}/andring/").fill("Slutar klockan", "16.30")
    occasion.change({"note": "Hissen är trasig"}, by=SYSTEM)

    karin.press("Spara")
    assert karin.says("Det här har ändrats sedan du öppnade sidan")
    assert not script or karin.faults() == []
    karin.press("Spara")

    occasion.refresh_from_db()
    assert karin.says("Ändringen är sparad.")
    assert occasion.note == "Hissen är trasig"
    assert f"{timezone.localtime(occasion.ends):%H.%M}" == "16.30"


def test_two_municipalities_are_chosen_by_a_press(walker):
    make_municipality(name="Gävle", slug="gavle")
    make_municipality(name="Örebro", slug="orebro")

    walker.begin("/").press("Örebro")

    assert walker.page.url.endswith("/orebro/")
    assert walker.says("Örebro")


def test_the_way_to_a_place_is_found_from_a_date(walker):
    occasion = today(venue=make_venue(name="Träffpunkt Sätra", way_there="Buss 1 stannar utanför."))

    walker.begin(f"/tillfalle/{occasion.pk}/").press("Träffpunkt Sätra")

    assert walker.says("Buss 1 stannar utanför.")


def test_a_filter_narrows_the_programme_without_script(new_walker):
    today()
    make_occasion(activity=make_activity(title="Bara i huset"), starts=in_days(0, 23))
    walker = new_walker(script=False).begin("/program/")

    walker.page.locator("summary").click()
    walker.press("ring in")

    assert walker.says("Sittgympa till musik")
    assert not walker.says("Bara i huset")
