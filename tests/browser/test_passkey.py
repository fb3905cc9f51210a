# SPDX-License-Identifier: EUPL-1.2
"""A key in the device, with a device that Chromium plays: made, asked for at sign-in, taken away."""

import pytest

from tests.makers import make_karin
from tests.signing import code_in_letter
from traffpunkt.people import factors

WATCH = """window.breaches = [];
document.addEventListener('securitypolicyviolation', e => window.breaches.push(e.violatedDirective))"""


@pytest.fixture
def device(walker, settings):
    """A device with a lock that is open; keys belong to a name and not to a number."""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    walker.site = walker.site.replace("127.0.0.1", "localhost")
    talk = walker.page.context.new_cdp_session(walker.page)
    talk.send("WebAuthn.enable")
    made = talk.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )
    walker.page.add_init_script(WATCH)
    return talk, made["authenticatorId"]


def come_in(walker, karin) -> None:
    """The first step: the address and the code."""
    walker.page.goto(f"{walker.site}/logga-in/")
    walker.page.get_by_label("Din e-post").fill(karin.email)
    walker.page.get_by_role("button", name="Skicka koden").click()
    walker.page.wait_for_url("**/logga-in/kod/")
    walker.page.get_by_label("Kod").fill(code_in_letter())
    walker.page.get_by_role("button", name="Logga in").click()


def test_a_key_is_made_and_opens_the_door_the_next_time(walker, device):
    karin = make_karin()
    page = walker.page
    come_in(walker, karin)
    page.wait_for_url("**/arbete/")
    page.goto(f"{walker.site}/arbete/mitt-konto/nyckel/")
    page.get_by_label("Vad ska nyckeln heta").fill("Min mobil")
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_role("button", name="Gör nyckeln").click()
    page.wait_for_url("**/arbete/mitt-konto/reservkoder/")
    assert factors.kinds_of(karin) == {"webauthn"}

    page.context.clear_cookies()
    come_in(walker, karin)
    page.wait_for_url("**/logga-in/andra-steget/")
    assert walker.faults() == []
    page.get_by_role("button", name="Använd nyckeln").click()
    page.wait_for_url("**/arbete/")

    assert walker.says("I dag")
    assert page.evaluate("window.breaches") == []
    assert factors.of(karin).get().last_used_at is not None


def test_another_device_does_not_open_the_door(walker, device):
    karin = make_karin()
    page = walker.page
    talk, number = device
    come_in(walker, karin)
    page.wait_for_url("**/arbete/")
    page.goto(f"{walker.site}/arbete/mitt-konto/nyckel/")
    page.get_by_label("Vad ska nyckeln heta").fill("Min mobil")
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_role("button", name="Gör nyckeln").click()
    page.wait_for_url("**/arbete/mitt-konto/reservkoder/")

    talk.send("WebAuthn.clearCredentials", {"authenticatorId": number})
    page.context.clear_cookies()
    come_in(walker, karin)
    page.wait_for_url("**/logga-in/andra-steget/")
    page.get_by_role("button", name="Använd nyckeln").click()

    page.get_by_text("Det gick inte att läsa nyckeln").wait_for()
