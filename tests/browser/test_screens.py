# SPDX-License-Identifier: EUPL-1.2
"""The screen at the door in a real browser: large, calm, and honest when the network is gone."""

import datetime
import time

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.test_journeys import cost
from tests.browser.walker import Walker
from tests.makers import (
    make_activity,
    make_karin,
    make_occasion,
    make_screen,
    make_signup,
    make_venue,
)
from traffpunkt.cafe.tests.cafe import make_cafe
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


def comes(walker: Walker, words: str) -> bool:
    """Whether the page shows these words within some seconds: a press at a kiosk loads no new page."""
    walker.page.get_by_text(words).first.wait_for()
    return walker.says(words)


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

    assert comes(kiosk, "Du är avprickad till Stickcafé klockan")
    assert not kiosk.says("Astrid")
    assert occasion.attendances.count() == 1
    cost(kiosk, "gäst vid skärmen: pricka av sig bland flera", 2, 1)


def test_bertil_presses_once_and_undoes_it(new_walker):
    venue = make_venue()
    occasion = date_at(venue)
    kiosk = screen_at(new_walker, make_screen(venue, "kiosk"))

    kiosk.begin("/skarm/").press("Jag är här")
    assert comes(kiosk, "Du är räknad till Stickcafé")
    cost(kiosk, "gäst vid skärmen: ”Jag är här”", 1, 0)
    kiosk.press("Det blev fel, ångra")

    assert comes(kiosk, "Det är ångrat")
    assert occasion.tallies.get().seniors == 0


def test_the_keyboard_alone_checks_in(new_walker):
    venue = make_venue()
    occasion = date_at(venue)
    page = screen_at(new_walker, make_screen(venue, "kiosk")).page

    for _press in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Jag är här"
    page.keyboard.press("Enter")
    page.get_by_text("Du är räknad till").wait_for()

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


REFUSED = "Just nu går det inte att pricka av sig här. Säg till värden, så prickar hen av dig."
TYPED = "De fyra sista"


def cut(kiosk: Walker, how: str) -> None:
    """Take the network away, stop the program behind the web server, or let nothing answer."""
    if how == "no network":
        kiosk.page.context.set_offline(True)
    elif how == "502":
        kiosk.page.route("**/skarm/**", lambda route: route.fulfill(status=502, body="Bad gateway"))
    else:
        kiosk.page.route("**/skarm/**", lambda _route: None)


def mend(kiosk: Walker) -> None:
    kiosk.page.context.set_offline(False)
    kiosk.page.unroute_all(behavior="ignoreErrors")


@pytest.mark.parametrize("how", ["no network", "502", "no answer"])
@pytest.mark.parametrize("several", [False, True], ids=["a form", "a link"])
def test_a_press_while_nothing_answers_says_what_to_do_and_the_screen_is_back(
    new_walker, how, several
):
    venue = make_venue()
    occasion = date_at(venue)
    if several:
        date_at(venue, "Schack")
    kiosk = screen_at(new_walker, make_screen(venue, "kiosk"))
    begins = "Stickcafé" if several else "Jag är här"
    if not several:
        kiosk.page.get_by_label(TYPED).fill("0605")
    cut(kiosk, how)
    pressed = time.monotonic()
    kiosk.target(begins).click()
    kiosk.page.get_by_text(REFUSED).wait_for(timeout=9000)
    assert kiosk.page.locator("button").count() == 0
    assert kiosk.faults() == []
    assert not kiosk.spills()

    kiosk.target(begins).wait_for(timeout=20000)
    assert time.monotonic() - pressed <= 20
    assert not kiosk.page.get_by_text(REFUSED).is_visible()
    if not several:
        expect(kiosk.page.get_by_label(TYPED)).to_have_value("")

    mend(kiosk)
    kiosk.target(begins).click()
    if several:
        kiosk.target("Jag är här").click()
    kiosk.page.get_by_text("Du är räknad till Stickcafé").wait_for()
    assert occasion.tallies.get().seniors == 1


def test_without_script_a_screen_that_failed_comes_back_by_itself(new_walker, monkeypatch):
    venue = make_venue()
    date_at(venue)
    kiosk = screen_at(new_walker, make_screen(venue, "kiosk"), script=False)
    with monkeypatch.context() as broken:
        broken.setattr("traffpunkt.home.views.screens.kiosk.receive", None)
        kiosk.target("Jag är här").click()
        kiosk.page.get_by_text("Något gick fel hos oss").wait_for()

    kiosk.target("Jag är här").wait_for(timeout=19000)


def test_a_card_is_typed_with_large_digits_or_read_wherever_one_stands(new_walker):
    venue = make_venue()
    occasion = date_at(venue)
    issued = make_signup(occasion).person.issue_card(by=SYSTEM)
    kiosk = screen_at(new_walker, make_screen(venue, "kiosk"))

    kiosk.begin("/skarm/").press("Jag har ett kort")
    kiosk.target("Sudda").wait_for()
    for key in issued.card.short + issued.pin + "9":
        kiosk.page.get_by_role("button", name=key, exact=True).click()
    kiosk.target("Sudda").click()
    assert kiosk.faults() == []
    assert kiosk.small_targets(60) == []
    kiosk.target("Pricka av mig").click()
    kiosk.page.get_by_text("Du är avprickad till Stickcafé klockan").wait_for()
    assert not kiosk.says("Astrid")

    kiosk.target("Klart").click()
    kiosk.target("Jag har ett kort").click()
    kiosk.target("Sudda").wait_for()
    kiosk.page.keyboard.type(f"{kiosk.site}/kort/#{issued.token}")
    kiosk.page.keyboard.press("Enter")
    kiosk.page.get_by_text("Du var redan avprickad").wait_for()
    assert kiosk.page.url == f"{kiosk.site}/skarm/"
    assert issued.token not in kiosk.page.content()
    assert kiosk.page.evaluate("history.length") <= 3


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


@pytest.mark.parametrize("script", [True, False], ids=["med skript", "utan skript"])
def test_astrid_takes_a_number_karin_calls_it_and_the_wall_shows_it(new_walker, script):
    venue = make_venue()
    occasion = make_cafe(venue=venue)
    kiosk = screen_at(new_walker, make_screen(venue, "kiosk"), script=script)
    wall = screen_at(new_walker, make_screen(venue), script=script)

    kiosk.begin("/skarm/").press("Ta ett nummer")
    assert comes(kiosk, "Du är först i kön.")
    cost(kiosk, "gäst vid skärmen: ta ett nummer", 1, 0)
    assert kiosk.page.locator(".number").inner_text() == "1"

    desk = new_walker(script=script).sign_in(make_karin())
    desk.begin(f"/arbete/tillfallen/{occasion.pk}/nummer/").press("Nästa")
    assert desk.says("uppropad sedan")
    cost(desk, "värd: ropa upp nästa", 1, 0)

    wall.open("/skarm/")
    assert comes(wall, "Väntar:")
    assert wall.page.locator(".queues p").inner_text().split() == ["Nu:", "1.", "Väntar:", "0."]


@pytest.mark.parametrize("script", [True, False], ids=["med skript", "utan skript"])
def test_astrid_leaves_a_wish_and_the_first_page_is_back(new_walker, script):
    venue = make_venue()
    kiosk = screen_at(new_walker, make_screen(venue, "kiosk"), script=script)

    kiosk.begin("/skarm/").press("Önska något")
    kiosk.page.get_by_label("Vad vill du göra här?").fill("Schack med klocka")
    # Without script nothing can look at the page either.
    assert not script or kiosk.faults() == []
    assert kiosk.small_targets(60) == []
    kiosk.press("Skicka")

    assert comes(kiosk, "Tack. Vi läser det.")
    assert kiosk.says("Välkommen!")
    assert venue.wishes.get().text == "Schack med klocka"


def test_staff_close_the_kiosk_by_their_digits_and_open_it_again(new_walker):
    venue = make_venue()
    date_at(venue)
    screen = make_screen(venue, "kiosk")
    screen.choose_pin("4071", by=SYSTEM)
    kiosk = screen_at(new_walker, screen, width=320, color_scheme="dark")

    for wish, told in (
        ("Stäng så länge", "Vi är tillbaka kl 14"),
        ("Öppna för gäster", "Jag är här"),
    ):
        kiosk.target("Personal").click()
        kiosk.target("Sudda").wait_for()
        for key in "4071":
            kiosk.page.get_by_role("button", name=key, exact=True).click()
        kiosk.target("Öppna").click()
        kiosk.target(wish).wait_for()
        assert kiosk.faults() == []
        assert kiosk.small_targets(60) == []
        assert not kiosk.spills()
        kiosk.target(wish).click()
        assert comes(kiosk, told)
