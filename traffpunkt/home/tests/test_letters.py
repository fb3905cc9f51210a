# SPDX-License-Identifier: EUPL-1.2
"""Letters on paper: what waits, one paper of all, printed by a second press, and taken back."""

import pytest

from tests import paper as read
from tests.makers import make_account, make_letter, make_person
from traffpunkt.home.letters import html_of
from traffpunkt.journal.models import Entry
from traffpunkt.outbox.models import Message, Pile
from traffpunkt.ui import paper

pytestmark = pytest.mark.django_db
PAGE = "/arbete/brev/"


@pytest.fixture
def desk(karin, signed_in):
    """Karin's browser."""
    return signed_in(karin)


def text(answer):
    return " ".join(answer.content.decode().split())


def gathered(desk):
    """The pile that a press makes of what waits."""
    answer = desk.post(PAGE)
    pile = Pile.objects.latest("pk")
    assert answer["Location"] == f"{PAGE}{pile.pk}/brev.pdf"
    return pile


def states():
    return [message.state for message in Message.objects.order_by("pk")]


def test_what_waits_is_listed_with_its_address(desk, astrid):
    make_letter(astrid, "Ändrat: Stickcafé")

    shown = text(desk.get(PAGE))

    assert "Astrid" in shown
    assert "Ängsgatan 1, 803 20 Ängsby: Ändrat: Stickcafé" in shown
    assert "1 brev att skriva ut" in text(desk.get("/arbete/"))


def test_one_press_makes_one_paper_of_all(desk, astrid):
    make_letter(astrid, "Ändrat: Stickcafé på Råå")
    turned = make_person("بشير")
    turned.care_of = "c/o Lena"
    make_letter(turned, "Inställt: Sångstund")

    answer = desk.get(f"{PAGE}{gathered(desk).pk}/brev.pdf")

    assert answer["Content-Disposition"] == 'inline; filename="brev.pdf"'
    assert answer["Cache-Control"] == "no-store"
    reader = read.opened(answer.content)
    assert [read.paper(sheet) for sheet in reader.pages] == [(210, 297)] * 2
    assert min(read.sizes(reader)) >= 16
    assert set(read.fonts(reader).values()) == {True}
    first, second = (" ".join(sheet.extract_text().split()) for sheet in reader.pages)
    assert "Astrid Ängsgatan 1 803 20 Ängsby" in first
    assert "Hej Astrid!" in first
    assert "Frågor? Ring 031-390 06 00" in first
    assert "Vi ber aldrig om koder eller BankID." in first
    assert "c/o Lena" in second
    assert "Astrid" not in second


def test_the_address_lies_in_the_window_of_the_envelope(desk, astrid):
    make_letter(astrid)
    reader = read.opened(paper.pdf(html_of(gathered(desk))))
    places = []

    def see(words, cm, tm, _font, _size):
        if words.strip() in {"Astrid", "Ängsgatan 1", "803 20 Ängsby"}:
            x, y = cm[0] * tm[4] + cm[4], cm[3] * tm[5] + cm[5]
            places.append((x / read.MILLIMETRE, 297 - y / read.MILLIMETRE))

    reader.pages[0].extract_text(visitor_text=see)

    assert len(places) == 3
    assert all(105 <= x <= 115 and 50 <= y <= 80 for x, y in places)


def test_letters_are_printed_only_when_somebody_says_so(desk, karin, astrid):
    make_letter(astrid)
    pile = gathered(desk)
    desk.get(f"{PAGE}{pile.pk}/brev.pdf")
    assert states() == ["to_print"]

    answer = desk.post(f"{PAGE}{pile.pk}/utskrivet/", follow=True)

    assert "Breven är utskrivna." in text(answer)
    assert "Utskrivna." in text(answer)
    assert states() == ["printed"]
    assert Message.objects.get().settled
    assert [(entry.verb, entry.actor) for entry in Entry.objects.about(pile)] == [
        ("gathered", str(karin.actor)),
        ("read", str(karin.actor)),
        ("printed", str(karin.actor)),
    ]


def test_a_paper_that_jammed_is_taken_back_and_printed_again(desk, astrid):
    make_letter(astrid)
    pile = gathered(desk)
    desk.post(f"{PAGE}{pile.pk}/utskrivet/")

    answer = desk.post(f"{PAGE}{pile.pk}/inte-utskrivet/", follow=True)

    assert "Breven väntar på att skrivas ut igen." in text(answer)
    assert states() == ["to_print"]
    assert Message.objects.get().settled is None
    assert desk.get(f"{PAGE}{pile.pk}/brev.pdf").status_code == 200
    assert [entry.verb for entry in Entry.objects.about(pile)][-2:] == ["unprinted", "read"]


def test_a_second_press_changes_nothing(desk, astrid):
    make_letter(astrid)
    pile = gathered(desk)
    for noun in ("inte-utskrivet", "utskrivet", "utskrivet"):
        desk.post(f"{PAGE}{pile.pk}/{noun}/")

    assert [entry.verb for entry in Entry.objects.about(pile)] == ["gathered", "printed"]


def test_two_coordinators_do_not_print_the_same_letter_without_knowing(desk, astrid, signed_in):
    make_letter(astrid)
    gathered(desk)
    other = signed_in(make_account("Lars", "coordinator"))

    answer = other.post(PAGE, follow=True)

    assert "Det finns inga nya brev att skriva ut." in text(answer)
    assert "Karin: 1 brev. <strong>Inte utskrivna än.</strong>" in text(answer)
    assert Pile.objects.count() == 1


def test_what_came_after_the_paper_is_not_taken_for_printed(desk, astrid):
    make_letter(astrid)
    pile = gathered(desk)
    make_letter(astrid, "Kom sedan")

    desk.post(f"{PAGE}{pile.pk}/utskrivet/")

    assert states() == ["printed", "to_print"]
    assert "Kom sedan" in text(desk.get(PAGE))


def test_news_that_were_overtaken_are_not_on_paper_any_more(desk, astrid):
    make_letter(astrid, "Ändrat")
    pile = gathered(desk)
    astrid.messages.drop()

    assert "Här finns inga brev längre." in html_of(pile)
    assert "Papper som är gjorda" not in text(desk.get(PAGE))
    assert str(pile)


def test_a_press_that_fails_leads_back_with_words(desk, astrid, monkeypatch):
    make_letter(astrid)
    pile = gathered(desk)

    def broken(html):
        raise paper.NoPaper("Det gick inte. Försök igen.")

    monkeypatch.setattr(paper, "pdf", broken)

    answer = desk.get(f"{PAGE}{pile.pk}/brev.pdf", follow=True)

    assert "Det gick inte. Försök igen." in text(answer)
