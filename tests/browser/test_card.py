# SPDX-License-Identifier: EUPL-1.2
"""The square on a card, as a camera opens it: its secret is taken away at once, the code is asked for."""

from tests.makers import make_astrid, make_signup
from traffpunkt.journal.models import SYSTEM


def test_the_square_opens_the_door_and_leaves_nothing_in_the_address(walker):
    astrid = make_astrid()
    date = make_signup(person=astrid).occasion
    card, token, pin = astrid.issue_card(by=SYSTEM)
    asked = []
    walker.page.on("request", lambda request: asked.append(request.url))

    walker.page.goto(f"{walker.site}/kort/#{token}")
    walker.page.get_by_text("Kortet är avläst").wait_for()

    assert walker.page.url == f"{walker.site}/kort/"
    assert walker.page.get_by_label("Kortets nummer").input_value() == card.in_groups
    walker.page.get_by_label("Kortets kod").fill(pin)
    walker.page.get_by_role("button", name="Visa mina anmälningar").click()
    walker.page.get_by_role("link", name=date.activity.title).wait_for()
    walker.page.get_by_role("button", name="Klar – logga ut").click()
    walker.page.wait_for_url(f"{walker.site}/")
    # A browser tells itself what stands after the hash, and nobody else.
    assert not any(token in url.partition("#")[0] for url in asked)
    walker.page.go_back()
    walker.page.goto(f"{walker.site}/kort/anmalningar/")
    assert walker.page.url == f"{walker.site}/kort/"


def test_without_script_number_and_code_do(new_walker):
    walker = new_walker(script=False)
    card, _token, pin = make_astrid().issue_card(by=SYSTEM)

    walker.page.goto(f"{walker.site}/kort/")
    walker.page.get_by_label("Kortets nummer").fill(card.short)
    walker.page.get_by_label("Kortets kod").fill(pin)
    walker.page.get_by_role("button", name="Visa mina anmälningar").click()

    walker.page.get_by_role("heading", name="Hej Astrid!").wait_for()
