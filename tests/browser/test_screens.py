# SPDX-License-Identifier: EUPL-1.2
"""The screen at the door in a real browser: large, calm, and honest when the network is gone."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.test_journeys import cost
from tests.browser.walker import Walker
from tests.makers import make_activity, make_occasion, make_screen, make_signup, make_venue
from traffpunkt.home.devices import COOKIE
from traffpunkt.journal.models import SYSTEM
from traffpunkt.places.models import Screen, Venue

SOON = datetime.timedelta(minutes=5)


def screen_at(new_walker, screen: Screen, **given) -> Walker:
    """A device that carries the key of a screen."""
    walker: Walker = new_walker(**given)
    walker.page.context.add_cookies(
        [{"name": COOKIE, "value": screen.pair(), "url": f"{walker.site}/skarm/"}]
    )
    return walker.open("/skarm/")


def date_at(venue: Venue, title: str = "Stickcafé", **given):
    return make_occasion(
        activity=make_activity(title=title), venue=venue, starts=timezone.now() + SOON, **given
    )


def asks_now(walker: Walker) -> None:
    """Let the screen ask at once instead of in half a minute."""
    walker.page.evaluate("window.dispatchEvent(new Event('online'))")


def test_a_device_becomes_a_screen_by_six_digits(walker):
    screen = make_screen(make_venue(name="Träffpunkt Sätra"), "kiosk")

    walker.begin("/skarm/").fill("Skärmens kod", screen.code).press("Sätt i gång skärmen")

    assert walker.says("Träffpunkt Sätra")
    assert walker.page.evaluate("document.cookie") == ""
    cost(walker, "samordnare: gör en platta till en skärm", 1, 1)


@pytest.mark.parametrize("script", [True, False], ids=["med skript", "utan skript"])
def test_astrid_checks_in_by_four_digits(new_walker, script):
    venue = make_venue()
    occasion = date_at(venue)
    date_at(venue, "Schack")
    signup = make_signup(occasion)
    signup.person.contact_ways.create(kind="phone", value="+46701740605")
    kiosk = screen_at(new_walker, make_screen(venue, "kiosk"), script=script)

    kiosk.begin("/skarm/").press("Stickcafé")
    kiosk.fill("De fyra sista siffrorna", "0605").press("Pricka av mig")

    assert kiosk.says("Du är avprickad till Stickcafé klockan")
    assert not kiosk.says("Astrid")
    assert occasion.attendances.count() == 1
    cost(kiosk, "gäst vid skärmen: pricka av sig bland flera", 2, 1)


def test_bertil_presses_once_and_undoes_it(new_walker):
    venue = make_venue()
    occasion = date_at(venue)
    kiosk = screen_at(new_walker, make_screen(venue, "kiosk"))

    kiosk.begin("/skarm/").press("Jag är här")
    assert kiosk.says("Du är räknad till Stickcafé")
    cost(kiosk, "gäst vid skärmen: ”Jag är här”", 1, 0)
    kiosk.press("Det blev fel, ångra")

    assert kiosk.says("Det är ångrat")
    assert occasion.tallies.get().seniors == 0


def test_the_keyboard_alone_checks_in(new_walker):
    venue = make_venue()
    occasion = date_at(venue)
    page = screen_at(new_walker, make_screen(venue, "kiosk")).page

    for _press in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Jag är här"
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert occasion.tallies.get().seniors == 1


def test_a_wall_keeps_its_last_page_when_the_network_is_cut_and_says_since_when(new_walker):
    venue = make_venue()
    date_at(venue)
    wall = screen_at(new_walker, make_screen(venue))
    assert not wall.page.locator("[data-lost]").is_visible()

    wall.page.context.set_offline(True)
    asks_now(wall)
    wall.page.locator("[data-lost]").wait_for(state="visible")

    assert wall.says("Stickcafé")
    assert wall.says("Nätet är borta.")
    assert wall.says("Visar läget från")
    assert not wall.page.locator(".clock").is_visible()

    date_at(venue, "Bingo")
    wall.page.context.set_offline(False)
    wall.page.get_by_text("Bingo").wait_for()

    assert not wall.page.locator("[data-lost]").is_visible()
    assert wall.page.locator(".clock").is_visible()


def test_an_answer_that_is_not_a_screen_changes_nothing(new_walker):
    venue = make_venue()
    date_at(venue)
    wall = screen_at(new_walker, make_screen(venue))
    wall.page.route("**/skarm/", lambda route: route.fulfill(body="<h1>Logga in på nätet</h1>"))

    asks_now(wall)
    wall.page.locator("[data-lost]").wait_for(state="visible")

    assert wall.says("Stickcafé")


def test_a_revoked_wall_goes_dark_at_its_next_request(new_walker):
    screen = make_screen()
    wall = screen_at(new_walker, screen)

    screen.revoke(by=SYSTEM)
    asks_now(wall)

    wall.page.get_by_text("Skärmen är avstängd").wait_for()


def test_a_press_without_network_is_not_lost_in_a_blank_page(new_walker):
    venue = make_venue()
    date_at(venue)
    kiosk = screen_at(new_walker, make_screen(venue, "kiosk"))

    kiosk.page.context.set_offline(True)
    kiosk.page.get_by_role("button", name="Jag är här").click()

    assert kiosk.says("Nätet är borta. Säg till någon som arbetar här.")
    assert kiosk.says("Stickcafé")


def test_a_kiosk_left_alone_begins_anew_and_one_in_use_is_let_be(new_walker):
    venue = make_venue()
    date_at(venue)
    kiosk = screen_at(new_walker, make_screen(venue, "kiosk"))
    kiosk.page.get_by_label("De fyra sista").fill("07")

    asks_now(kiosk)
    kiosk.page.wait_for_timeout(300)
    assert kiosk.page.get_by_label("De fyra sista").input_value() == "07"

    kiosk.page.evaluate("document.documentElement.dataset.idle = '0'")
    kiosk.page.wait_for_timeout(50)
    asks_now(kiosk)

    expect(kiosk.page.get_by_label("De fyra sista")).to_have_value("")


@pytest.mark.parametrize("kind", ["wall", "kiosk"])
@pytest.mark.parametrize(("width", "colours"), [(320, "light"), (1920, "dark"), (1920, "light")])
def test_axe_finds_nothing_and_everything_is_large(new_walker, kind, width, colours):
    venue = make_venue(name="Träffpunkt Ängslyckan vid torget")
    date_at(venue, "Sittgympa till musik från sextiotalet", ways=["on_site", "online", "phone"])
    walker = screen_at(new_walker, make_screen(venue, kind), width=width, color_scheme=colours)
    pages = [""]
    if kind == "kiosk":
        pages = ["", "Pricka av mig", "Jag är här"]

    for press in pages:
        if press:
            walker.press(press)
        assert walker.faults() == []
        assert walker.small_targets(60) == []
        assert not walker.spills()
        assert not walker.enlarge(2).spills()
        walker.enlarge(0.5)
    assert walker.foreign == []


def test_contrast_is_at_least_seven_to_one(new_walker):
    """What the sheet names, as the browser paints it."""
    for scheme in ("light", "dark"):
        venue = make_venue()
        date_at(venue)
        kiosk = screen_at(new_walker, make_screen(venue, "kiosk"), color_scheme=scheme)
        kiosk.press("Pricka av mig")
        assert kiosk.page.evaluate(CONTRASTS) >= 7


CONTRASTS = """() => {
  const light = c => { const [r, g, b] = c.match(/[\\d.]+/g).map(Number).map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b };
  const ground = e => { const c = getComputedStyle(e).backgroundColor;
    return /, 0\\)$/.test(c) ? ground(e.parentElement) : c };
  return Math.min(...[...document.querySelectorAll('body *')]
    .filter(e => e.offsetParent && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .map(e => { const [a, b] = [light(getComputedStyle(e).color), light(ground(e))];
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) })) }"""


def test_forced_colours_hide_nothing(new_walker):
    venue = make_venue()
    date_at(venue)
    kiosk = screen_at(new_walker, make_screen(venue, "kiosk"), forced_colors="active")

    button = kiosk.page.get_by_role("button", name="Jag är här")
    assert button.evaluate("e => getComputedStyle(e).borderTopWidth") == "3px"
    assert [one for one in kiosk.faults() if not one.startswith("color-contrast")] == []
