# SPDX-License-Identifier: EUPL-1.2
"""Posters: of one venue, each activity once with all its days; and of one activity."""

import pytest

from tests import paper as read
from tests.makers import (
    local,
    make_activity,
    make_link,
    make_occasion,
    make_offer,
    make_signup,
    make_venue,
)
from traffpunkt.activities.tests.desk import page, text
from traffpunkt.activities.tests.test_printing import html_of, pressed
from traffpunkt.ui import paper

pytestmark = pytest.mark.django_db
__all__ = ["pressed"]


def test_a_poster_says_each_activity_once_with_all_its_days(client, tuesday, pressed):
    venue = make_venue(name="Träffpunkt Ängen", slug="angen")
    knitting = make_activity(title="Stickcafé", municipality=venue.municipality)
    for month, day in ((11, 24), (12, 1), (12, 8), (12, 15)):
        make_occasion(activity=knitting, venue=venue, starts=local(2026, month, day, 13))
    make_occasion(activity=knitting, venue=venue, starts=local(2026, 12, 22, 13), state="cancelled")

    html = " ".join(html_of(client, pressed, "?storlek=a3&plats=angen&till=2026-12-31").split())

    assert html.count("<h3>") == 2
    assert "tisdagar <strong>" in html
    assert "24 november, 1, 8 och 15 december" in html
    assert "tisdag <strong>" in html
    assert "Inställt:" in html


@pytest.fixture
def knitting(tuesday):
    """Stickcafé on three Tuesdays and a Thursday at Ängen, also from home by a secret link."""
    venue = make_venue(name="Träffpunkt Ängen", way_there="Gå in vid kastanjen.")
    activity = make_activity(title="Stickcafé", bring="Garn", cost="20 kronor")
    for month, day in ((11, 24), (12, 1), (12, 8), (12, 10)):
        one = make_occasion(activity=activity, venue=venue, starts=local(2026, month, day, 13))
        make_offer(one, "online", link=make_link())
    make_signup(one, "Astrid")
    make_occasion(activity=activity, starts=local(2026, 11, 17, 13))
    off = make_venue(name="Biblioteket")
    make_occasion(activity=activity, venue=off, starts=local(2026, 12, 15, 13), state="cancelled")
    return activity


def poster(activity, query=""):
    return f"/aktivitet/{activity.pk}/affisch.pdf{query}"


def test_the_poster_of_an_activity_says_all_its_coming_days_and_where(client, pressed, knitting):
    answer = client.get(poster(knitting))

    html = " ".join(pressed[0][0].split())
    assert answer["Content-Disposition"] == 'inline; filename="affisch.pdf"'
    assert "<h1>Stickcafé</h1>" in html
    assert "<h3>24 november, 1 och 8 december</h3>" in html
    assert "<h3>10 december</h3>" in html
    assert "<h3>Inställt: 15 december</h3>" in html
    assert "17 november" not in html
    assert html.count("Gå in vid kastanjen.") == 1
    assert "Biblioteket" not in html
    assert "Kom hit eller var med hemifrån. Anmäl dig gärna." in html
    assert f'src="qr:http://testserver/aktivitet/{knitting.pk}/"' in html
    assert "031-390 06 00" in html
    for secret in ("Astrid", "teams.example", "123 456 789"):
        assert secret not in html


@pytest.mark.parametrize(
    ("query", "measure", "least"),
    [("", (210, 297), 16), ("?storlek=a3", (297, 420), 20), ("?storlek=a5", (210, 297), 16)],
)
def test_it_is_a_tagged_paper_with_large_letters(client, knitting, query, measure, least):
    reader = read.opened(client.get(poster(knitting, query)).content)

    assert {read.paper(sheet) for sheet in reader.pages} == {measure}
    assert min(read.sizes(reader)) >= least
    assert "031-390 06 00" in reader.pages[0].extract_text()
    assert reader.pages[0].images
    aloud = " | ".join(words for _kind, words in read.read_aloud(reader) if words.strip())
    assert aloud.index("Stickcafé") < aloud.index("24 november") < aloud.index("BankID")


def test_the_poster_is_kept_and_drafts_have_none_for_guests(client, pressed, knitting):
    client.get(poster(knitting))
    client.get(poster(knitting))
    draft = make_activity(state="draft")

    assert len(pressed) == 1
    assert client.get(poster(draft)).status_code == 404
    assert "Affisch att skriva ut" in text(client.get(f"/aktivitet/{knitting.pk}/"))


def test_without_days_there_is_no_poster_and_it_says_why(client, desk, pressed):
    activity = make_activity()

    assert "Inga dagar är planerade" in text(client.get(poster(activity)))
    answer = desk.get(page("staff_poster_pdf", activity.pk), follow=True)
    assert "Lägg till datum först." in text(answer)
    assert pressed == []


def test_staff_print_the_poster_before_it_is_published(desk, pressed, knitting):
    knitting.state = "draft"
    knitting.save()

    answer = desk.get(page("staff_poster_pdf", knitting.pk) + "?storlek=a3")

    assert answer["Content-Type"] == "application/pdf"
    assert '<body class="a3 poster"' in pressed[0][0]
    assert "Affisch, A3" in text(desk.get(page("staff_activity", knitting.pk)))


def test_a_press_that_fails_leads_staff_back_with_its_words(desk, knitting, monkeypatch):
    def broken(html):
        raise paper.NoPaper("Försök igen om en stund.")

    monkeypatch.setattr(paper, "pdf", broken)

    answer = desk.get(page("staff_poster_pdf", knitting.pk), follow=True)

    assert "Försök igen om en stund." in text(answer)
