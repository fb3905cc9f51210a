# SPDX-License-Identifier: EUPL-1.2
"""The emergency lists of today: a paper for each place with first names, and no more than that."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import paper as read
from tests.makers import (
    in_days,
    make_account,
    make_activity,
    make_link,
    make_municipality,
    make_occasion,
    make_offer,
    make_person,
    make_signup,
    make_venue,
)
from traffpunkt.activities.day_lists import DayLists
from traffpunkt.activities.models import Hosting
from traffpunkt.journal.models import Entry
from traffpunkt.people.desk import Desk
from traffpunkt.ui import paper

pytestmark = pytest.mark.django_db
PAGE = "/arbete/dagens-listor.pdf"


@pytest.fixture
def desk(karin, signed_in):
    """Karin's browser."""
    return signed_in(karin)


@pytest.fixture
def pressed(monkeypatch):
    """What was sent to the press, which prints nothing here."""
    sent = []

    def press(html):
        sent.append(" ".join(html.split()))
        return b"%PDF-1.7"

    monkeypatch.setattr(paper, "pdf", press)
    return sent


def coming(occasion, name, *, hidden=False, **given):
    person = make_person(name, municipality=occasion.municipality, phone="+46701740605")
    person.needs, person.hidden = "Behöver hörslinga.", hidden
    person.save()
    return make_signup(occasion, person=person, **given)


@pytest.fixture
def choir(db):
    """Today at the venue Ängen, also from home and at Boken: Astrid and one more, Siv, who is
    hidden, Bertil on the telephone and Cecilia in the queue; Yusuf is the host."""
    venue = make_venue(name="Ängen", phone="031-390 06 02")
    activity = make_activity(title="Kören")
    choir = make_occasion(activity=activity, venue=venue, starts=in_days(0))
    rings = make_offer(choir, "phone", link=make_link())
    make_offer(choir, "watch_party", venue=make_venue(name="Boken"), booking="none")
    coming(choir, "Astrid Alm", headcount=2)
    coming(choir, "Siv Sten", hidden=True)
    coming(choir, "Bertil Berg", offer=rings)
    coming(choir, "Cecilia Ek", state="waiting")
    yusuf = make_account("Yusuf", "host")
    Hosting.objects.create(activity=choir.activity, account=yusuf, since=timezone.localdate())
    return choir


def text(answer):
    return " ".join(answer.content.decode().split())


def test_each_place_has_a_paper_of_its_own_large_and_tagged(desk, choir):
    answer = desk.get(PAGE)

    assert answer["Content-Disposition"] == 'inline; filename="dagens-listor.pdf"'
    assert answer["Cache-Control"] == "no-store"
    reader = read.opened(answer.content)
    assert [read.paper(sheet) for sheet in reader.pages] == [(210, 297)] * 2
    assert min(read.sizes(reader)) >= 14
    assert set(read.fonts(reader).values()) == {True}
    heads = [words.strip() for kind, words in read.read_aloud(reader) if kind == "H1"]
    assert heads == ["Boken", "Ängen"]
    boken, angen = (" ".join(sheet.extract_text().split()) for sheet in reader.pages)
    assert "Hjälp: ring 031-390 06 00" in boken
    assert "Ingen anmälan behövs. Fler kan vara med." in boken
    assert "Astrid" not in boken
    for words in ("13.00–15.00", "Kören", "Värd: Yusuf", "Ängsgatan 1", "Telefon 031-390 06 02",
                  "Kom hit: 3 personer väntas, 1 i kö", "Astrid och 1 till", "Bertil",
                  "Gästerna ringer in på 08-465 004 00, kod 123 456 789#"):  # fmt: skip
        assert words in angen


def test_nothing_but_first_names_is_on_the_paper(desk, choir, pressed):
    desk.get(PAGE)

    [html] = pressed
    for words in ("Alm", "Berg", "Cecilia", "hörslinga", "070-174", "+4670"):
        assert words not in html


def test_coordinators_see_who_is_hidden_with_a_word_of_warning(desk, choir, pressed):
    desk.get(PAGE)

    assert "<bdi>Siv</bdi> <strong>(visa aldrig namnet)</strong>" in pressed[0]
    assert "Namnet visas inte" not in pressed[0]


def test_a_host_has_her_own_dates_and_nobody_who_is_hidden(signed_in, choir, pressed):
    coming(make_occasion(activity=make_activity(title="Schack"), starts=in_days(0)), "Eva Ström")
    yusuf = Hosting.objects.get().account

    signed_in(yusuf).get(PAGE)

    [html] = pressed
    assert "Astrid" in html
    assert "Namnet visas inte" in html
    for words in ("Siv", "visa aldrig", "Schack", "Eva"):
        assert words not in html
    assert [entry.number for entry in Entry.objects.filter(verb="printed")] == [choir.pk]


def test_a_venues_coordinator_has_what_takes_place_there(signed_in, choir, pressed):
    other = make_occasion(
        activity=make_activity(title="Schack"), venue=make_venue(), starts=in_days(0)
    )

    signed_in(make_account("Lars", "coordinator", venue=other.venue)).get(PAGE)

    assert "Schack" in pressed[0]
    assert "Kören" not in pressed[0]


def test_the_neighbours_dates_are_behind_the_wall(desk, choir, pressed):
    there = make_municipality()
    strange = make_activity(municipality=there, title="Boule hos grannen")
    coming(make_occasion(activity=strange, starts=in_days(0)), "Eva Ström")

    desk.get(f"/{choir.municipality.slug}{PAGE}")

    assert "Boule" not in pressed[0]
    assert "Eva" not in pressed[0]


def test_only_today_is_on_the_lists(desk, choir, pressed):
    for days in (-1, 1):
        make_occasion(activity=make_activity(title=f"Dag {days}"), starts=in_days(days))

    desk.get(PAGE)

    assert "Dag " not in pressed[0]


def test_a_cancelled_date_says_that_nobody_is_expected(desk, choir, pressed):
    choir.state = "cancelled"
    choir.save()

    desk.get(PAGE)

    assert "Inställt. Ingen väntas." in pressed[0]
    assert "Astrid" not in pressed[0]


def test_what_is_only_from_home_comes_last_and_may_lack_host_and_number(desk, choir, pressed):
    talk = make_occasion(
        activity=make_activity(title="Läsecirkel"), starts=in_days(0), ways=["online"]
    )
    talk.venue = None
    talk.save()
    ended = make_account("Olle", "host")
    Hosting.objects.create(
        activity=talk.activity, account=ended, since=in_days(-2).date(), until=in_days(-1).date()
    )

    desk.get(PAGE)

    last = pressed[0].rpartition("<h1>")[2]
    assert last.startswith("Bara hemifrån</h1>")
    assert "Läsecirkel" in last
    assert "Ingen är värd." in last
    assert "ringer in" not in last


def test_what_is_only_seen_together_is_on_the_papers_of_those_places(desk, pressed):
    film = make_occasion(ways=[], starts=in_days(0))
    film.venue = None
    film.save()
    make_offer(film, "watch_party", venue=make_venue(name="Boken"))

    desk.get(PAGE)

    assert pressed[0].count("<h1>") == 1
    assert "<h1>Boken</h1>" in pressed[0]


def test_each_date_on_paper_leaves_a_line_in_the_journal(desk, karin, choir, pressed):
    desk.get(PAGE)

    [entry] = Entry.objects.about(choir)
    assert (entry.verb, entry.actor) == ("printed", str(karin.actor))


def test_the_link_stands_on_todays_page_when_there_is_something_today(desk, choir):
    assert PAGE in text(desk.get("/arbete/"))
    tomorrow = in_days(1).date().isoformat()
    assert PAGE not in text(desk.get(f"/arbete/?dag={tomorrow}"))


def test_a_day_without_dates_has_no_list_and_says_so(desk):
    make_occasion(starts=in_days(1))

    assert PAGE not in text(desk.get("/arbete/"))
    assert "Inget är planerat i dag, så det finns inga listor." in text(desk.get(PAGE, follow=True))


def test_a_press_that_fails_leads_back_with_words(desk, choir, monkeypatch):
    def broken(html):
        raise paper.NoPaper("Det gick inte. Försök igen.")

    monkeypatch.setattr(paper, "pdf", broken)

    assert "Det gick inte. Försök igen." in text(desk.get(PAGE, follow=True))
    assert not Entry.objects.about(choir)


def test_three_dates_ask_no_more_than_one(karin, choir):
    def asked():
        desk = Desk(karin, choir.municipality)
        with CaptureQueriesContext(
            connection,
        ) as questions:
            DayLists(desk, timezone.localdate()).html()
        return len(questions)

    one = asked()
    for name in ("Eva Ström", "Lars Lind"):
        coming(make_occasion(venue=choir.venue, starts=in_days(0)), name)

    assert asked() == one == 4
