# SPDX-License-Identifier: EUPL-1.2
"""The list of one date on paper: who, how she is reached, a box to tick, and room for more."""

import pytest
from django.utils import timezone

from tests import paper as read
from tests.makers import make_account, make_occasion, make_person, make_signup
from traffpunkt.activities.models import Hosting
from traffpunkt.activities.tests.desk import page, text
from traffpunkt.activities.views import printing
from traffpunkt.journal.models import Entry
from traffpunkt.ui import paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(db):
    """Astrid has a seat, Siv is hidden, Bertil waits; there is one way."""
    occasion = make_occasion(seats=2)
    astrid = make_person("Astrid", phone="+46701740605")
    astrid.needs = "Behöver hörslinga."
    astrid.save()
    make_signup(occasion, person=astrid)
    siv = make_person("Siv", email="siv@exempel.example")
    siv.hidden, siv.needs = True, "Sitter nära dörren."
    siv.save()
    make_signup(occasion, person=siv)
    make_signup(occasion, "Bertil", state="waiting")
    return occasion


@pytest.fixture
def pressed(monkeypatch):
    """What was sent to the press, which prints nothing here."""
    sent = []

    def press(html):
        sent.append(" ".join(html.split()))
        return b"%PDF-1.7"

    monkeypatch.setattr(paper, "pdf", press)
    return sent


def test_the_list_is_large_tagged_and_has_a_box_for_each_and_for_five_more(desk, full):
    answer = desk.get(page("staff_list_pdf", full.pk))

    assert answer["Content-Disposition"] == 'inline; filename="lista.pdf"'
    assert answer["Cache-Control"] == "no-store"
    reader = read.opened(answer.content)
    assert read.paper(reader.pages[0]) == (210, 297)
    assert min(read.sizes(reader)) >= 16
    aloud = [
        words.strip() for kind, words in read.read_aloud(reader) if kind in {"TH", "TD", "Link"}
    ]
    for words in ("Astrid", "Behöver hörslinga.", "070-174 06 05", "Siv", "Bertil"):
        assert words in aloud
    assert aloud.index("Siv") < aloud.index("Bertil")


def test_boxes_are_as_many_as_people_and_blank_rows(desk, full, pressed):
    desk.get(page("staff_list_pdf", full.pk))

    [html] = pressed
    assert html.count('class="tick"') == 3 + printing.BLANK_ROWS
    assert html.count('class="blank"') == printing.BLANK_ROWS
    assert "I kö, i tur och ordning" in html
    assert "Visa aldrig namn eller bild" in html


def test_who_is_hidden_is_nobody_on_a_hosts_paper(signed_in, full, pressed):
    yusuf = make_account("Yusuf", "host")
    Hosting.objects.create(activity=full.activity, account=yusuf, since=timezone.localdate())

    signed_in(yusuf).get(page("staff_list_pdf", full.pk))

    [html] = pressed
    assert "Namnet visas inte" in html
    for words in ("Siv", "siv@exempel", "nära dörren"):
        assert words not in html
    assert "Astrid" in html


def test_a_cancelled_date_says_so_on_its_list_too(desk, pressed):
    desk.get(page("staff_list_pdf", make_occasion(state="cancelled", ways=["on_site"]).pk))

    assert "Det här tillfället är inställt." in pressed[0]


def test_each_paper_with_names_leaves_a_line_in_the_journal(desk, karin, full, pressed):
    desk.get(page("staff_list_pdf", full.pk))

    [entry] = Entry.objects.about(full)
    assert (entry.verb, entry.actor) == ("printed", str(karin.actor))


def test_a_press_that_fails_leads_back_to_the_list(desk, full, monkeypatch):
    def broken(html):
        raise paper.NoPaper("Det gick inte. Försök igen.")

    monkeypatch.setattr(paper, "pdf", broken)

    answer = desk.get(page("staff_list_pdf", full.pk), follow=True)

    assert "Det gick inte. Försök igen." in text(answer)
    assert page("staff_list_pdf", full.pk) in text(answer)
    assert not Entry.objects.about(full)
