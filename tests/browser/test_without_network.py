# SPDX-License-Identifier: EUPL-1.2
"""The list of a date while the network comes and goes: everything arrives, and nothing twice."""

import datetime
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.walker import Walker
from tests.makers import in_days, make_account, make_karin, make_occasion, make_signup
from traffpunkt.journal.models import Entry
from traffpunkt.people.models import Account

COPIED = """async () => {
  const day = "lista-" + new Date().toLocaleDateString("sv");
  const place = await navigator.serviceWorker.getRegistration();
  return place?.active?.state === "activated" &&
    !!(await (await caches.open(day)).match(location.href, { ignoreVary: true }));
}"""
NAMES = ("Astrid", "Bertil", "Cecilia", "Doris", "Yusuf")


@pytest.fixture
def occasion():
    return make_occasion(starts=in_days(0, 0, 1))


@pytest.fixture
def signups(occasion):
    return {name: make_signup(occasion, name) for name in NAMES}


@pytest.fixture
def karin(new_walker, occasion, signups) -> Walker:
    """Karin with the list open, and its copy on her tablet."""
    walker: Walker = new_walker().sign_in(make_karin())
    walker.open(f"/arbete/tillfallen/{occasion.pk}/")
    # A function that promises is asked anew here: the browser's own wait takes the promise for a yes.
    for _try in range(100):
        if walker.page.evaluate(COPIED):
            return walker
        walker.page.wait_for_timeout(50)
    pytest.fail("The list was never copied.")


def button(walker: Walker, name: str, words: str):
    row = walker.page.locator("tr").filter(has_text=name)
    return row.locator("button").filter(has_text=re.compile(f"^{words}: "))


def presses(walker: Walker, name: str, words: str = "Kom") -> None:
    button(walker, name, words).click()


def pressed(walker: Walker, name: str, words: str = "Kom"):
    return button(walker, name, words).and_(walker.page.locator("[aria-pressed=true]"))


def away(walker: Walker, is_away: bool = True) -> None:
    walker.page.context.set_offline(is_away)


def waits_for(walker: Walker, number: int):
    expect(walker.page.locator("[data-away]")).to_contain_text(f"Väntar på nätet: {number} svar")


def nothing_waits(walker: Walker):
    expect(walker.page.locator("[data-away]")).to_be_hidden(timeout=12_000)


def arrives(walker: Walker, occasion, **expected: str) -> None:
    """Wait until the server has this and nothing else."""
    for _try in range(40):
        if outcomes(occasion) == expected:
            break
        walker.page.wait_for_timeout(100)
    assert outcomes(occasion) == expected
    nothing_waits(walker)


def outcomes(occasion):
    return dict(occasion.attendances.values_list("person__name", "outcome"))


def test_where_the_browser_keeps_nothing_a_press_is_sent_as_without_a_script(
    new_walker, occasion, signups
):
    walker = new_walker()
    walker.page.add_init_script(
        "Object.defineProperty(window, 'indexedDB', {value: {open() { throw new Error('no') }}})"
    )
    walker.sign_in(make_karin()).open(f"/arbete/tillfallen/{occasion.pk}/")

    with walker.page.expect_navigation():
        presses(walker, "Bertil", "Kom inte")

    assert outcomes(occasion) == {"Bertil": "no_show"}
    with walker.page.expect_navigation():
        walker.fill("Hur många kom?", "12").press("Spara räkningen")
    assert occasion.tallies.get().seniors == 12


def test_a_whole_session_without_a_network_arrives_once(karin, occasion):
    away(karin)
    for name in NAMES:
        presses(karin, name)
    presses(karin, "Yusuf")
    karin.fill("Hur många kom?", "12").press("Spara räkningen")
    waits_for(karin, 6)
    expect(karin.page.locator("[data-came]")).to_have_text("5")
    assert not occasion.attendances.exists()

    karin.page.reload()

    expect(pressed(karin, "Astrid")).to_be_visible()
    expect(karin.page.get_by_label("Hur många kom?")).to_have_value("12")
    expect(karin.page.locator("[data-copy]")).to_be_visible()
    assert karin.says("Så såg listan ut klockan")
    assert karin.faults() == []
    waits_for(karin, 6)

    away(karin, False)

    nothing_waits(karin)
    assert outcomes(occasion) == dict.fromkeys(NAMES, "present")
    assert occasion.tallies.get().seniors == 12
    assert karin.says("Räkningen är sparad.")
    assert Entry.objects.filter(verb="ticked-present").count() == 5
    karin.page.reload()
    assert not karin.says("Så såg listan ut klockan")
    expect(karin.page.locator("[data-came]")).to_have_text("5")


def test_a_list_that_was_opened_again_is_kept_as_it_was_then(karin, occasion, signups):
    signups["Doris"].tick("excused", by=make_karin().actor)
    karin.page.reload()
    away(karin)

    karin.page.reload()

    expect(pressed(karin, "Doris", "Förhinder")).to_be_visible()
    expect(karin.page.locator("[data-copy]")).to_be_visible()


def test_a_server_that_answers_wrongly_or_not_at_all_loses_nothing(karin, occasion):
    def broken(route):
        route.fulfill(status=502, body="Bad gateway")

    karin.page.route("**/narvaro/", broken)
    presses(karin, "Astrid")
    waits_for(karin, 1)
    karin.page.unroute("**/narvaro/")
    karin.page.route("**/narvaro/", lambda route: route.abort())
    presses(karin, "Bertil", "Förhinder")
    waits_for(karin, 2)
    assert not occasion.attendances.exists()
    karin.page.unroute("**/narvaro/")

    presses(karin, "Yusuf")

    nothing_waits(karin)
    expected = {"Astrid": "present", "Bertil": "excused", "Yusuf": "present"}
    assert outcomes(occasion) == expected


def test_an_answer_that_is_lost_on_its_way_back_is_not_counted_twice(karin, occasion):
    def taken_then_lost(route):
        route.fetch(max_redirects=0)
        route.abort()

    karin.page.route("**/rakning/**", taken_then_lost)
    karin.fill("Hur många kom?", "7").press("Spara räkningen")
    waits_for(karin, 1)
    assert occasion.tallies.get().seniors == 7
    karin.page.unroute("**/rakning/**")

    presses(karin, "Astrid")

    nothing_waits(karin)
    assert occasion.tallies.get().seniors == 7


def test_a_broken_server_is_answered_for_by_the_copy_of_today(karin):
    karin.page.reload()
    karin.page.context.route("**/tillfallen/*/", lambda route: route.fulfill(status=502, body="x"))

    karin.page.reload()

    assert karin.says("Astrid")
    expect(karin.page.locator("[data-copy]")).to_be_visible()


def test_what_a_colleague_pressed_later_holds_and_is_said(karin, occasion, signups):
    away(karin)
    presses(karin, "Astrid")
    presses(karin, "Bertil")
    karin.fill("Hur många kom?", "12").press("Spara räkningen")
    waits_for(karin, 3)
    lars = make_karin().actor
    later = timezone.now() + datetime.timedelta(seconds=5)
    signups["Astrid"].tick("excused", by=lars, at=later)
    occasion.offers.get().count_heads(14, by=lars, at=later)

    away(karin, False)

    nothing_waits(karin)
    assert outcomes(occasion) == {"Astrid": "excused", "Bertil": "present"}
    assert occasion.tallies.get().seniors == 14
    expect(pressed(karin, "Astrid", "Förhinder")).to_be_visible()
    assert karin.says("Astrid: en kollega har ändrat efter dig.")
    assert karin.says("Någon har räknat efter dig.")
    assert karin.says("14 personer")


def test_whoever_was_signed_out_meanwhile_signs_in_and_nothing_is_lost(karin, occasion):
    away(karin)
    presses(karin, "Astrid")
    waits_for(karin, 1)
    account = occasion.municipality.memberships.get().account
    karin.page.context.clear_cookies()

    away(karin, False)

    expect(karin.page.locator("[data-away]")).to_contain_text("Du behöver logga in igen.")
    assert not occasion.attendances.exists()
    karin.sign_in(account)
    karin.open(f"/arbete/tillfallen/{occasion.pk}/")

    nothing_waits(karin)
    arrives(karin, occasion, Astrid="present")


def test_another_who_signs_in_here_sends_nothing_that_is_not_hers(karin, occasion):
    away(karin)
    presses(karin, "Astrid")
    waits_for(karin, 1)
    karin.page.context.clear_cookies()
    karin.sign_in(make_karin())

    away(karin, False)
    expect(karin.page.locator("[data-away]")).to_contain_text("Du behöver logga in igen.")
    karin.open(f"/arbete/tillfallen/{occasion.pk}/")
    presses(karin, "Bertil")

    nothing_waits(karin)
    karin.page.wait_for_timeout(500)
    assert outcomes(occasion) == {"Bertil": "present"}


def test_a_count_that_cannot_be_is_said_and_stays_as_typed(karin, occasion):
    karin.fill("Hur många kom?", "3").fill("första gången", "4").press("Spara räkningen")

    expect(karin.page.locator("[data-said]")).to_contain_text("Räkningen är inte sparad.")
    expect(karin.page.get_by_label("Hur många kom?")).to_have_value("3")
    assert not occasion.tallies.exists()


def test_signing_out_leaves_no_list_on_the_device(karin, occasion):
    karin.open("/logga-ut/")
    karin.page.get_by_role("main").get_by_role("button", name="Logga ut").click()
    karin.page.wait_for_url(f"{karin.site}/")
    assert karin.page.evaluate("caches.keys()") == []
    away(karin)

    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        karin.open(f"/arbete/tillfallen/{occasion.pk}/")


def test_signing_out_says_first_what_has_not_arrived(karin, occasion):
    karin.page.context.route("**/narvaro/", lambda route: route.abort())
    presses(karin, "Astrid")
    waits_for(karin, 1)

    karin.open("/logga-ut/")

    expect(karin.page.locator("[data-left]")).to_contain_text("1 svar från en lista")
    karin.page.context.unroute("**/narvaro/")
    karin.page.get_by_role("main").get_by_role("button", name="Logga ut").click()
    karin.page.wait_for_url(f"{karin.site}/")
    assert outcomes(occasion) == {"Astrid": "present"}


def test_the_menu_signs_out_at_once_unless_something_waits_and_then_nothing_is_lost(
    karin, occasion
):
    karin.page.context.route("**/narvaro/", lambda route: route.abort())
    presses(karin, "Astrid")
    waits_for(karin, 1)
    menu = karin.page.get_by_role("navigation").get_by_role("button", name="Logga ut")

    menu.click()
    karin.page.wait_for_url("**/logga-ut/")
    expect(karin.page.locator("[data-left]")).to_contain_text("De ligger kvar här")
    karin.page.get_by_role("main").get_by_role("button", name="Logga ut").click()
    karin.page.wait_for_url(f"{karin.site}/")
    assert not occasion.attendances.exists()

    karin.page.context.unroute("**/narvaro/")
    karin.sign_in(Account.objects.get()).open(f"/arbete/tillfallen/{occasion.pk}/")
    arrives(karin, occasion, Astrid="present")
    menu.click()
    karin.page.wait_for_url(f"{karin.site}/")


def test_the_list_of_whoever_sat_here_before_goes_when_another_opens_the_workroom(karin, occasion):
    karin.page.context.clear_cookies()
    karin.sign_in(make_account("Maj", "coordinator")).open("/arbete/")

    for _try in range(40):
        if not kept_pages(karin):
            break
        karin.page.wait_for_timeout(100)
    assert kept_pages(karin) == []


def kept_pages(walker: Walker) -> list[str]:
    """The addresses of the lists that lie on the device."""
    found: list[str] = walker.page.evaluate(
        """async () => { const all = [];
        for (const name of await caches.keys())
          for (const one of await (await caches.open(name)).keys()) all.push(one.url);
        return all.filter(url => url.includes('/tillfallen/')) }"""
    )
    return found


def test_a_list_of_yesterday_is_not_kept(karin, occasion):
    karin.page.evaluate(
        "caches.open('lista-2020-01-01').then(day => day.put('/x', new Response('')))"
    )

    karin.page.reload()

    assert "lista-2020-01-01" not in karin.page.evaluate("caches.keys()")
