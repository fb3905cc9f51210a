# SPDX-License-Identifier: EUPL-1.2
"""The letters of a text message: what is made plainer, what counts as a part, what is a link."""

import pytest

from traffpunkt.outbox import gsm


def test_print_becomes_plain_and_swedish_stays():
    typed = "”Fika” – kl 13…\u00a0Välkommen\u200b, Åsa’s vän!"

    assert gsm.plain(typed) == '"Fika" - kl 13... Välkommen, Åsa\'s vän!'
    assert gsm.parts(gsm.plain(typed)) == 1
    assert gsm.plain("a\u030asa") == "åsa"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("å" * 160, 1),
        ("å" * 161, 2),
        ("å" * 306, 2),
        ("å" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        # A euro sign is not cut in two: 152 and no more fit beside it.
        ("a" * 152 + "€" + "a" * 152, 3),
        ("ш" * 70, 1),
        ("ш" * 71, 2),
        ("ш" * 134, 2),
        ("ш" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("😀" * 67, 3),
    ],
)
def test_parts_are_counted_as_they_are_paid_for(text, parts):
    assert gsm.parts(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "Läs mer på https://gavle.se/fika",
        "HTTP://GAVLE.SE",
        "Se www.gavle.se",
        "Se gavle.se!",
        "Se gavle.se. Välkommen",
        "Titta på bit.ly/x1",
        "Titta på exempel.xyz/fika",
        "(traffpunkten.nu)",
        "Klicka EVIL.COM nu",
        "Se EVIL.SE/LOGIN",
        "Se https：//evil.example",
        "Se evil。se",
    ],
)
def test_a_web_address_is_seen(text):
    assert gsm.holds_link(text)


@pytest.mark.parametrize(
    "text",
    [
        "Vi ses kl.13.00 på Ängsgatan 1, Ängsby.",
        "Hör av dig till karin@gavle.se.",
        "Kaffe 20 kr/person, m.m.",
        "Vi börjar med fika.Se till att komma i tid.",
        "Ta med t.ex. garn/stickor",
        "Tisdag 4/3 eller onsdag 5/3",
        "och/eller",
    ],
)
def test_words_and_numbers_are_no_web_addresses(text):
    assert not gsm.holds_link(text)
