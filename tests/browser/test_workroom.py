# SPDX-License-Identifier: EUPL-1.2
"""Karin's day at a busy desk, walked through in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_journeys import cost, today
from tests.makers import in_days, make_karin, make_link, make_occasion, make_person
from traffpunkt.journal.models import GUEST
from traffpunkt.outbox.models import Message


@pytest.mark.parametrize("script", [True, False], ids=["med skript", "utan skript"])
def test_karin_says_how_a_call_went_in_one_press_and_takes_it_back(new_walker, script):
    occasion = make_occasion(seats=1, starts=in_days(9))
    offer = occasion.offers.get()
    astrid = occasion.sign_up(make_person("Astrid"), offer, by=GUEST)
    bertil = occasion.sign_up(make_person("Bertil", phone="+4626170005"), offer, by=GUEST)
    astrid.withdraw(by=GUEST)
    karin = new_walker(script=script).sign_in(make_karin()).begin("/arbete/")

    karin.press("Avstår från platsen")
    bertil.refresh_from_db()
    assert bertil.is_withdrawn
    assert karin.says("Nyss ringt")
    cost(karin, "samordnare: säg hur ett samtal gick", 1, 0)

    karin.press("Ångra")
    bertil.refresh_from_db()
    assert bertil.is_expected
    assert Message.objects.get(kind="promotion").is_to_call
    cost(karin, "samordnare: … och ångra det", 2, 0)


@pytest.mark.parametrize("script", [True, False], ids=["med skript", "utan skript"])
def test_karin_counts_heads_from_the_first_page(new_walker, script):
    occasion = today()
    occasion.offers.filter(way="online").update(link=make_link())
    karin = new_walker(script=script).sign_in(make_karin()).begin("/arbete/")
    assert karin.says("Lokal att öppna:")
    assert karin.says("Öppna mötet")

    karin.press("Räkna dem som är här")
    karin.fill("Hur många kom?", "14").press("Spara räkningen")

    expect(karin.page.get_by_text("Räkningen är sparad.")).to_be_visible()
    assert occasion.tallies.get().seniors == 14
    cost(karin, "samordnare: räkna huvuden", 2, 1)
