# SPDX-License-Identifier: EUPL-1.2
"""The frame of every page: menus, notices, the help block, the workroom's own face."""

from collections.abc import Callable

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.template import Context, Template
from django.test import Client, RequestFactory

from tests.makers import in_days, local, make_municipality
from traffpunkt.people.models import Account
from traffpunkt.ui.context import display
from traffpunkt.ui.templatetags.ui import notice_kind

pytestmark = pytest.mark.django_db


def drawn(source: str, **given: object) -> str:
    """A piece of a template as a page would show it."""
    return Template(source).render(Context(given)).strip()


def test_the_skip_link_stands_first_and_leads_to_the_content(client: Client) -> None:
    make_municipality()

    body = client.get("/hjalp/").content.decode().partition("<body>")[2]

    assert body.strip().startswith('<a class="skip" href="#innehall">')
    assert 'id="innehall"' in body


def test_the_menu_marks_where_we_are(client: Client) -> None:
    make_municipality()

    page = client.get("/hjalp/").content.decode()

    assert '<a href="/hjalp/" aria-current="page">Få hjälp</a>' in page
    assert '<a href="/">Hem</a>' in page
    under = client.get("/tillganglighet/brist/").content.decode()
    assert '<a href="/tillganglighet/" aria-current="true">Tillgänglighet</a>' in under


def test_the_first_page_of_the_workroom_is_marked_only_when_it_is_shown(
    signed_in: Callable[[Account], Client], karin: Account
) -> None:
    client = signed_in(karin)

    today = client.get("/arbete/").content.decode()
    activities = client.get("/arbete/aktiviteter/ny/").content.decode()

    assert '<a href="/arbete/" aria-current="page">I dag</a>' in today
    assert '<a href="/arbete/">I dag</a>' in activities
    assert '<a href="/arbete/aktiviteter/" aria-current="true">Aktiviteter</a>' in activities


def test_the_menu_has_at_most_seven_words(client: Client) -> None:
    make_municipality()

    menu = client.get("/hjalp/").content.decode().partition("<nav")[2].partition("</nav>")[0]

    assert 5 <= menu.count("<li>") <= 7


def test_menu_words_need_no_request() -> None:
    assert 'href="/hjalp/"' in drawn('{% menu_word "home:help" "Få hjälp" %}')


def test_the_workroom_has_its_own_menu(
    signed_in: Callable[[Account], Client], karin: Account
) -> None:
    page = signed_in(karin).get("/arbete/finns-inte/").content.decode()

    assert '<html lang="sv" dir="ltr" class="workroom ">' in page
    assert "Logga ut" in page
    assert "csrfmiddlewaretoken" in page


def test_a_guest_at_a_workroom_address_sees_the_public_menu() -> None:
    request = RequestFactory().get("/arbete/")

    assert display(request)["face"] == "guest"
    assert display(request)["notices"] == ()


def test_a_notice_reaches_a_guest_who_sent_something_and_stays(client: Client) -> None:
    make_municipality()
    storage = CookieStorage(RequestFactory().get("/"))
    storage.add(constants.SUCCESS, "Sparat.")
    answer = HttpResponse()
    storage.update(answer)
    client.cookies["messages"] = answer.cookies["messages"].value

    page = client.get("/visning/").content.decode()

    assert '<div class="notice notice-done" role="status">' in page
    assert "<p>Sparat.</p>" in page


@pytest.mark.parametrize(
    ("kind", "ours"),
    [("success", "done"), ("warning", "warn"), ("info", "tip"), ("error", "error"), ("", "tip")],
)
def test_a_notice_speaks_our_kinds(kind: str, ours: str) -> None:
    assert notice_kind(kind) == ours


def test_a_panel_frames_its_content_and_escapes_its_title() -> None:
    panel = drawn("{% panel title=title %}<p>Hej</p>{% endpanel %}", title="<b>")

    assert "<h2>&lt;b&gt;</h2>" in panel
    assert "<p>Hej</p>" in panel


def test_times_are_said_in_words() -> None:
    starts, ends = in_days(0, 13), in_days(0, 15)

    words = drawn(
        "{% span starts ends %} · {{ starts|clock }} · {{ starts|near_day }}",
        starts=starts,
        ends=ends,
    )

    hours = '<span class="together">klockan <bdi dir="ltr" class="hours">13.00–15.00</bdi></span>'
    assert f"{hours} · 13.00 · i dag" in words


def test_a_day_that_begins_the_line_has_a_capital() -> None:
    starts, ends = local(2026, 11, 25, 13), local(2026, 11, 25, 15)

    assert drawn("{% span s e first=True %}", s=starts, e=ends).startswith("Onsdag 25 november ")
    assert drawn("{% span s e %}", s=starts, e=ends).startswith("onsdag 25 november ")


def test_hours_that_somebody_wrote_are_not_parted_and_the_rest_is_escaped() -> None:
    words = drawn("{{ text|whole_hours }}", text="<b> vardagar 9.00–12.00 och 13:00-15:00.")

    assert words == (
        '&lt;b&gt; vardagar <bdi dir="ltr" class="hours">9.00–12.00</bdi> och '
        '<bdi dir="ltr" class="hours">13:00-15:00</bdi>.'
    )
    assert drawn("{{ text|whole_hours }}", text="alltid") == "alltid"


def test_a_span_of_two_days_has_no_hours_to_keep_together() -> None:
    words = drawn("{% span starts ends %}", starts=in_days(0, 13), ends=in_days(1, 9))

    assert "klockan 13.00 till" in words
    assert "together" not in words


def test_the_print_button_waits_for_its_script() -> None:
    button = drawn('{% include "ui/print_button.html" only %}')

    assert 'type="button" data-print hidden' in button
