# SPDX-License-Identifier: EUPL-1.2
"""Every page as a guest and as a coordinator meets it, in a town with something to show."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import pages
from tests.addresses import COMMON, every_address, named
from tests.makers import (
    make_activity,
    make_letter,
    make_municipality,
    make_person,
    make_signup,
    make_topic,
    make_venue,
)
from tests.pages import Page, lix, running_text
from tests.signing import let_in
from tests.test_doors import rows
from tests.town import Town
from traffpunkt.activities.models import Activity
from traffpunkt.outbox.models import Message, Pile
from traffpunkt.ui.numbers import spoken

pytestmark = pytest.mark.django_db

BACKEND = settings.AUTHENTICATION_BACKENDS[0]
# The page of pieces shows each of them in every state, and so more than one of each.
PIECES = "home:components"
NOT_OF_PIECES = {
    "has_one_main_button",
    "has_one_heading",
    "has_the_help_block",
    "has_landmarks",
    "links_say_where_they_lead",
    "nothing_is_left_unwritten",
}
# The same page with two addresses: for those signed up, and for everybody.
TWINS = {"activities:join", "activities:open_join"}
EASIEST = 35.0


def browser(town: Town, role: str) -> Client:
    client = Client()
    if role != "guest":
        let_in(client, town.roles[role])
    return client


def seen_by(role: str) -> list[str]:
    there = {address.name for address in every_address()}
    return [
        name
        for name, method, answers in rows()
        if method == "GET" and answers[role] == "ok" and name in there
    ]


def paths(town: Town, role: str) -> Iterator[tuple[str, str]]:
    """Each page that a role may see by name and path, with its states where it has some."""
    for name in seen_by(role):
        path = named(name).within(town)
        yield name, path
        for other in (town.past, town.cancelled, town.today):
            if f"/{town.occasion.pk}/" in path and "tillf" in path:
                yield name, path.replace(f"/{town.occasion.pk}/", f"/{other.pk}/")
        if town.signup.secret in path:
            yield name, path.replace(town.signup.secret, town.waiting.secret)
    if role == "guest":
        for offer in town.occasion.offers.all():
            yield "activities:signup", f"{named('activities:signup').within(town)}?satt={offer.pk}"


def refuse_writes(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Stands between us and the database while a page is read."""
    writes = re.match(
        r"\s*(insert|update|delete|replace|create|drop|alter|truncate)\b", sql, re.IGNORECASE
    )
    # That somebody has read a person's page is itself kept.
    is_journal = sql.startswith('INSERT INTO "journal_entry"')
    assert is_journal or not writes, f"a GET writes: {sql}"
    return execute(sql, params, many, context)


def read(client: Client, path: str) -> Any:
    with connection.execute_wrapper(refuse_writes):
        return client.get(path)


def html_pages(town: Town, role: str) -> Iterator[tuple[str, str, Page]]:
    client = browser(town, role)
    for name, path in paths(town, role):
        answer = read(client, path)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            yield name, path, Page(answer.content.decode())


@pytest.mark.parametrize("role", ["guest", "eva", "host", "coordinator"])
def test_every_page_is_whole(town, role):
    found = [
        f"{path} {complaint}"
        for name, path, page in html_pages(town, role)
        for check in pages.CHECKS
        if name != PIECES or check.__name__ not in NOT_OF_PIECES
        for complaint in check(page)
    ]

    assert found == []


def test_every_page_of_a_new_municipality_with_nothing_in_it_is_whole(db):
    make_municipality(slug="ny")
    found = []
    for name in seen_by("guest"):
        answer = Client().get(f"/ny{reverse(name)}") if not named(name).arguments else None
        if name in COMMON or not answer or not answer["Content-Type"].startswith("text/html"):
            continue
        page = Page(answer.content.decode())
        found += [f"{name} {words}" for check in pages.CHECKS for words in check(page)]

    assert found == []


def test_reading_gives_a_guest_no_cookie_and_writes_no_row(town):
    client = browser(town, "guest")
    for name, path in paths(town, "guest"):
        answer = read(client, path)
        assert answer.status_code in {200, 302}, path
        assert not answer.cookies, name


@pytest.mark.parametrize("role", ["coordinator", "host", "partner", "bound", "eva"])
def test_reading_writes_no_row_for_staff_either(town, role):
    client = browser(town, role)
    for name, path in paths(town, role):
        # A date that is over or cancelled has no page to change it: that is no write either.
        expected = {200, 302} if path == named(name).within(town) else {200, 302, 404}
        assert read(client, path).status_code in expected, path


def test_a_write_while_reading_would_be_seen(town):
    with connection.execute_wrapper(refuse_writes), pytest.raises(AssertionError, match="INSERT"):
        make_topic(municipality=town.municipality)


@pytest.mark.parametrize("role", ["guest", "coordinator"])
def test_the_help_block_says_the_same_in_the_same_place_on_every_page(town, role):
    blocks = {
        aside.text
        for name, _path, page in html_pages(town, role)
        if name != PIECES
        for aside in page.all("aside")
        if "help" in aside["class"].split()
    }

    assert len(blocks) == 1
    assert spoken(town.municipality.help_phone) in blocks.pop()


def test_titles_of_pages_tell_them_apart(town):
    titles: dict[str, set[str]] = {}
    for name, _path, page in html_pages(town, "guest"):
        titles.setdefault(page.all("title")[0].text, set()).add(name)

    assert [names for names in titles.values() if len(names) > 1 and names != TWINS] == []


def test_seniors_pages_read_easily(town):
    hard = {
        path: round(lix(text), 1)
        for name, path, page in html_pages(town, "guest")
        if len((text := running_text(page)).split()) > 40 and lix(text) > EASIEST
        and name != PIECES
    }  # fmt: skip

    assert hard == {}


def test_every_page_keeps_what_the_headers_promise(town):
    for role in ("guest", "coordinator"):
        client = browser(town, role)
        for name, path in paths(town, role):
            answer = read(client, path)
            policy = answer["Content-Security-Policy"]
            assert "default-src 'self'" in policy, name
            assert "unsafe" not in policy, name
            assert answer["X-Frame-Options"] == "DENY", name
            assert answer["X-Content-Type-Options"] == "nosniff", name
            assert answer["Referrer-Policy"] == "same-origin", name
            # A script that says nothing of anybody is kept, and asked after each time.
            is_script = name == "activities:away"
            if (
                role == "coordinator"
                and "/arbete/" in path
                and answer.status_code == 200
                and not is_script
            ):
                assert answer["Cache-Control"] == "no-store", name


def test_secrets_stand_only_on_pages_that_their_own_secret_opened(town):
    leaks = []
    for name, path, page in html_pages(town, "guest"):
        opened = any(
            secret in path for secret in (town.signup.secret, town.waiting.secret, town.page.secret)
        )
        secrets = (town.signup.secret, town.page.secret, town.signup.code, town.link.address)
        if not opened:
            leaks += [f"{name} {secret}" for secret in secrets if secret in page.html]

    assert leaks == []


def test_no_page_of_everybodys_names_who_takes_part(town):
    for name, path, page in html_pages(town, "guest"):
        if not any(
            secret in path for secret in (town.signup.secret, town.waiting.secret, town.page.secret)
        ):
            assert "Astrid" not in page.main.text or name == PIECES, name
            assert "Bertil" not in page.main.text, name


def counted(town: Town, role: str) -> dict[str, int]:
    """How many questions each page asks the database, with nothing kept from before."""
    found = {}
    # The day's lists write a line in the journal for each date; what they ask is counted beside them.
    for name in seen_by(role):
        if name == "home:today_lists_pdf":
            continue
        client = browser(town, role)
        for cache in caches.all():
            cache.clear()
        with CaptureQueriesContext(connection) as asked:
            b"".join(client.get(named(name).within(town)))
        found[name] = len(asked)
    return found


def grow(town: Town) -> None:
    """Two more of everything that stands in a list."""
    here = {"municipality": town.municipality}
    for number in range(2):
        make_venue(**here, name=f"Ny plats {number}")
        topic = make_topic(**here)
        for state in ("published", "draft", "proposed"):
            new = make_activity(
                **here, title=f"Ny {state} {number}", state=state, partner=town.partner
            )
            new.topics.add(topic)
        make_activity(**here, kind=Activity.Kind.ON_DEMAND, link=town.open_link)
        for activity in (town.activity, town.other_activity):
            for days in (0, 1, 2, 3):
                again = town.date(activity, days)
                make_signup(again, person=town.person)
        person = make_person(f"Ny {number}", **here)
        make_signup(town.occasion, person=person, state="waiting")
        Message.objects.create(
            **here, person=person, key=f"ny:{number}", kind="promotion", channel="call",
            state="to_call", address="+4626170005", body="Du har fått en plats.",
            about=town.call.about,
        )  # fmt: skip
        pile = Pile.objects.create(**here, by=town.roles["coordinator"])
        make_letter(person)
        make_letter(person, pile=pile)


@pytest.mark.parametrize("role", ["guest", "coordinator", "host"])
def test_pages_ask_as_many_questions_of_one_row_as_of_three(town, role):
    one = counted(town, role)
    grow(town)
    three = counted(town, role)

    assert three == one


def test_everybodys_pages_ask_few_questions(town):
    asked = counted(town, "guest")
    many = {name: number for name, number in asked.items() if number > 8}

    assert many == {}


BROKEN = [
    (pages.is_well_formed, "<!doctype html><p><b></p>"),
    (pages.is_well_formed, "<p></p>"),
    (pages.has_one_heading, "<main><h1>A</h1><h1>B</h1></main>"),
    (pages.has_one_heading, "<main></main>"),
    (pages.has_one_heading, "<main><h1>A</h1><h3>B</h3></main>"),
    (pages.has_language_and_title, "<html><title>Programmet</title></html>"),
    (pages.has_language_and_title, '<html lang="sv"><title></title></html>'),
    (pages.has_landmarks, "<main></main><footer></footer>"),
    (pages.skip_link_is_first, '<body><button>A</button><a href="#a"></a><p id="a"></p></body>'),
    (pages.skip_link_is_first, '<body><a href="#b"></a><p id="a"></p></body>'),
    (pages.has_the_help_block, '<main><a href="tel:1">1</a></main>'),
    (pages.no_id_twice, '<p id="a"></p><p id="a"></p>'),
    (pages.each_field_has_its_label, '<input name="a" id="a">'),
    (pages.each_field_has_its_label, '<label for="a">A</label><input id="a" aria-describedby="b">'),
    (pages.each_label_has_its_field, '<label for="a">A</label>'),
    (pages.choices_are_in_a_group, '<input type="radio">'),
    (pages.choices_are_in_a_group, "<fieldset></fieldset>"),
    (pages.nothing_is_inline, '<p style="a">'),
    (pages.nothing_is_inline, "<script>a</script>"),
    (pages.nothing_is_inline, '<p onclick="a">'),
    (pages.nothing_is_fetched_from_elsewhere, '<img src="https://a.example/b.png">'),
    (pages.nothing_is_fetched_from_elsewhere, '<script src="//a.example/b.js"></script>'),
    (pages.links_say_where_they_lead, '<a href="/a/"></a>'),
    (pages.links_say_where_they_lead, '<a href="#a">A</a>'),
    (pages.links_say_where_they_lead, '<a href="/a/">Läs mer</a>'),
    (pages.pictures_have_words, '<img src="a.png">'),
    (pages.pictures_have_words, "<svg></svg>"),
    (pages.nothing_is_left_unwritten, "<body>None</body>"),
    (pages.has_one_main_button, '<main><a class="button-main">A</a><a class="button-main">B</a></main>'),
]  # fmt: skip


@pytest.mark.parametrize(("check", "html"), BROKEN)
def test_each_check_sees_its_fault(check, html):
    assert list(check(Page(html)))


def test_each_check_has_a_fault_that_it_sees():
    assert set(pages.CHECKS) == {check for check, _html in BROKEN}


def test_lix_is_words_a_sentence_and_long_words_a_hundred():
    assert lix("Vi ses i dag. Kom hit.") == pytest.approx(3.0)
    assert lix("Tillgänglighetsredogörelse.") == pytest.approx(101.0)
    assert lix("") == 0.0
