# SPDX-License-Identifier: EUPL-1.2
"""A mobile number is added with a code, and the next time the code that comes to it is pasted."""

from tests.makers import make_karin
from tests.signing import code_in_letter
from traffpunkt.outbox.models import Message
from traffpunkt.people.models import CodeNumber, Role, SignInRule


def paste(walker, words: str) -> None:
    """Put words into the code's field from the clipboard, as one does with a message."""
    field = walker.page.get_by_label("Kod")
    field.fill(words)
    field.press("Control+a")
    field.press("Control+x")
    assert field.input_value() == ""
    field.press("Control+v")


def test_a_number_is_added_and_its_code_is_pasted_at_the_door(walker, settings):
    settings.SMS_ON = True
    karin = make_karin()
    town = karin.memberships.get().municipality
    SignInRule.objects.create(municipality=town, ways={role: ["code", "sms"] for role in Role})
    page = walker.page
    walker.sign_in(karin)
    page.goto(f"{walker.site}/arbete/mitt-konto/")
    page.get_by_role("link", name="Lägg till mobilnummer").click()
    page.get_by_label("Ditt mobilnummer").fill("070-174 06 05")
    assert walker.faults() == []
    page.get_by_role("button", name="Skicka koden").click()
    page.wait_for_url("**/mobil/kod/")
    assert walker.faults() == []
    paste(walker, code_in_letter())
    page.get_by_role("button", name="Spara numret").click()
    page.wait_for_url("**/arbete/mitt-konto/")
    assert walker.faults() == []
    assert CodeNumber.objects.get().account == karin

    page.context.clear_cookies()
    page.goto(f"{walker.site}/logga-in/")
    page.get_by_label("Din e-post").fill(karin.email)
    page.get_by_role("button", name="Skicka koden").click()
    page.wait_for_url("**/logga-in/kod/")
    page.get_by_role("button", name="som sms i stället").click()
    page.get_by_text("kod dit som sms").wait_for()
    assert walker.faults() == []
    assert walker.small_targets() == []
    paste(walker, Message.objects.filter(channel="sms").latest("pk").body)
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url("**/arbete/")
