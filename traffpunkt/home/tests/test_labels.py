# SPDX-License-Identifier: EUPL-1.2
"""Labels for the letters of a pile: three by eight on a sheet, from the first one that is free."""

import pytest

from tests import paper as read
from tests.makers import make_account, make_letter, make_municipality, make_person, make_venue
from traffpunkt.home.letters import labels_html_of
from traffpunkt.journal.models import Entry
from traffpunkt.outbox.models import Pile
from traffpunkt.ui import paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(karin, signed_in):
    """Karin's browser."""
    return signed_in(karin)


@pytest.fixture
def pile(karin, astrid):
    """Astrid's letter in a pile of its own."""
    make_letter(astrid)
    return Pile.gather(astrid.municipality, karin)


def page(pile, noun="etiketter.pdf"):
    return f"/arbete/brev/{pile.pk}/{noun}"


def text(answer):
    return " ".join(answer.content.decode().split())


def places(reader, words):
    """Where on which sheet some words lie, in millimetres from the left and from the top."""
    found = []
    for number, sheet in enumerate(reader.pages):

        def see(said, cm, tm, _font, _size, number=number):
            if said.strip() == words:
                x, y = cm[0] * tm[4] + cm[4], cm[3] * tm[5] + cm[5]
                found.append((number, x / read.MILLIMETRE, 297 - y / read.MILLIMETRE))

        sheet.extract_text(visitor_text=see)
    return found


def cells(reader, words):
    """The same, by sheet, row and column of the labels."""
    return [(n, int((y - 0.5) // 37), int(x // 70)) for n, x, y in places(reader, words)]


def test_the_labels_are_tagged_and_hold_the_address_and_nothing_else(desk, pile):
    answer = desk.get(page(pile))

    assert answer["Content-Disposition"] == 'inline; filename="etiketter.pdf"'
    assert answer["Cache-Control"] == "no-store"
    reader = read.opened(answer.content)
    assert [read.paper(sheet) for sheet in reader.pages] == [(210, 297)]
    assert min(read.sizes(reader)) >= 11
    assert set(read.fonts(reader).values()) == {True}
    assert read.words(reader) == "Astrid Ängsgatan 1 803 20 Ängsby"
    assert {kind for kind, words in read.read_aloud(reader) if words} == {"P"}


def test_twenty_five_letters_fill_a_sheet_and_begin_another(karin):
    for _letter in range(25):
        make_letter(make_person("Bertil"))
    Pile.gather(karin.memberships.get().municipality, karin)

    reader = read.opened(paper.pdf(labels_html_of(Pile.objects.get(), 1)))

    grid = [(0, row, column) for row in range(8) for column in range(3)]
    assert cells(reader, "Bertil") == [*grid, (1, 0, 0)]


def test_a_begun_sheet_is_used_from_its_first_free_label(desk, pile):
    reader = read.opened(desk.get(page(pile), {"first": "24"}).content)

    assert cells(reader, "Astrid") == [(0, 7, 2)]


def test_the_longest_line_keeps_to_its_label(desk, pile, astrid):
    astrid.care_of, astrid.street = "c/o Annika Lindström-Karlsson", "Norra Kungsgatan 123 lgh 1203"
    astrid.save()

    reader = read.opened(desk.get(page(pile)).content)

    [(_sheet, x, y)] = places(reader, "803 20 Ängsby")
    assert 0 < x < 70
    assert 0 < y < 33


def test_the_first_free_label_is_asked_for_and_leads_to_the_paper(desk, pile):
    shown = text(desk.get(page(pile, "etiketter/")))
    assert "1 etikett, för ark med 24 etiketter" in shown
    assert page(pile, "etiketter/") in text(desk.get("/arbete/brev/"))

    answer = desk.get(page(pile, "etiketter/"), {"first": "5"})

    assert answer["Location"] == f"{page(pile)}?first=5"


@pytest.mark.parametrize("typed", ["", "0", "25", "fem"])
def test_what_is_no_label_is_refused_and_kept(desk, pile, typed):
    answer = desk.get(page(pile, "etiketter/"), {"first": typed})

    assert answer.status_code == 422
    assert "Skriv ett tal från 1 till 24." in text(answer)
    assert not typed or f'value="{typed}"' in text(answer)


def test_an_address_that_asks_for_no_label_of_a_sheet_begins_at_the_first(desk, pile):
    reader = read.opened(desk.get(page(pile), {"first": "99"}).content)

    assert cells(reader, "Astrid") == [(0, 0, 0)]


def test_news_that_were_overtaken_have_no_label_any_more(pile, astrid):
    astrid.messages.drop()

    html = labels_html_of(pile, 5)

    assert html.count('class="label"') == 1
    assert "Här finns inga brev längre." in html


def test_each_paper_with_labels_leaves_a_line_in_the_journal(desk, karin, pile):
    desk.get(page(pile))

    lines = [(entry.verb, entry.actor) for entry in Entry.objects.about(pile)]
    assert lines == [("gathered", str(karin.actor)), ("read", str(karin.actor))]


def test_only_the_coordinator_of_the_whole_municipality_finds_them(signed_in, pile):
    there = make_municipality()
    here = f"/{pile.municipality.slug}"
    for account in (
        make_account("Lars", "coordinator", venue=make_venue()),
        make_account("Yusuf", "host"),
        make_account("Eva", "coordinator", municipality=there),
    ):
        visitor = signed_in(account)
        for noun in ("etiketter/", "etiketter.pdf"):
            assert visitor.get(here + page(pile, noun)).status_code == 404
            assert visitor.get(f"/{there.slug}{page(pile, noun)}").status_code == 404


def test_a_press_that_fails_leads_back_with_words(desk, pile, monkeypatch):
    def broken(html):
        raise paper.NoPaper("Det gick inte. Försök igen.")

    monkeypatch.setattr(paper, "pdf", broken)

    assert "Det gick inte. Försök igen." in text(desk.get(page(pile), follow=True))
