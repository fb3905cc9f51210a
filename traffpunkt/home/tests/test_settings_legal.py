# SPDX-License-Identifier: EUPL-1.2
"""Texts to sign: drafts may change, published versions never, and each can be signed on paper."""

import datetime
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError
from django.utils import timezone

from tests import paper as read
from tests.makers import make_legal_text, make_organisation, the_municipality
from traffpunkt.home.tests.settings_rooms import at, browser, verbs
from traffpunkt.journal.models import SYSTEM
from traffpunkt.people.models import LegalText, LegalVersion
from traffpunkt.ui import paper

pytestmark = pytest.mark.django_db

WORDS = {"title": "Löfte om tystnad", "words": "Jag berättar inget.\n\nInte ens hemma."}


@pytest.fixture
def desk(karin):
    return browser(karin)


def text(answer):
    return " ".join(answer.content.decode().split())


def again(row):
    """The text as a page reads it anew; Any, since a version may be none."""
    found: Any = LegalText.objects.in_full().get(pk=row.pk)
    return found


def paper_of(version):
    return at(f"versioner/{version.pk}/papper.pdf")


def test_nobody_publishes_words_that_she_has_not_read(desk):
    desk.post(at("underskrifter/ny/"), {"kind": "secrecy", **WORDS})
    row = LegalText.objects.get()
    address = at(f"underskrifter/{row.pk}/publicering/")
    seen = row.newest.print
    row.write({"words": "Berätta för alla."}, by=SYSTEM)

    page = desk.post(address, {"starts": "i dag", "seen": seen})

    assert "Någon har ändrat utkastet. Läs igenom det på nytt." in text(page)
    assert "Berätta för alla." in text(page)
    assert again(row).current is None
    fresh = again(row).newest.print
    assert fresh in page.content.decode()
    desk.post(address, {"starts": "i dag", "seen": fresh})
    assert again(row).current.words == "Berätta för alla."


def test_a_text_is_written_published_and_shown(desk):
    assert "Här finns ingen text än." in text(desk.get(at("underskrifter/")))

    page = desk.post(at("underskrifter/ny/"), {"kind": "secrecy", **WORDS}, follow=True)

    assert "Utkastet är sparat." in text(page)
    assert "Inte ens hemma." in text(page)
    row = LegalText.objects.get()
    assert (str(row), row.current, again(row).draft.number) == ("Löfte om tystnad", None, 1)
    assert "Ingen version gäller än. Det finns ett utkast." in text(desk.get(at("underskrifter/")))

    page = desk.post(at(f"underskrifter/{row.pk}/publicering/"), {"starts": "i dag"}, follow=True)

    assert "Texten är publicerad." in text(page)
    assert "Den gäller nu." in text(page)
    assert again(row).current.asks_again
    assert "Version 1 gäller sedan" in text(desk.get(at("underskrifter/")))
    assert verbs("people.legalversion") == ["wrote", "published"]
    assert desk.get(at(f"underskrifter/{row.pk}/publicering/")).status_code == 404


def test_the_same_press_again_is_the_same_text(desk):
    for _press in range(2):
        desk.post(at("underskrifter/ny/"), {"kind": "rules", **WORDS})

    assert LegalText.objects.count() == LegalVersion.objects.count() == 1
    assert verbs("people.legalversion") == ["wrote"]


def test_each_organisation_may_have_its_own(desk):
    partner = make_organisation(name="Kören")
    here = the_municipality()
    here.agreements.create(organisation=partner, starts=timezone.localdate())
    make_legal_text()

    desk.post(at("underskrifter/ny/"), {"kind": "secrecy", "organisation": partner.pk, **WORDS})

    rows = list(here.legal_texts.in_full())
    assert [row.organisation for row in rows] == [None, partner]
    page = text(desk.get(at(f"underskrifter/{rows[1].pk}/")))
    assert "För dem som hör till Kören." in page


def test_what_is_typed_wrongly_is_kept(desk):
    page = desk.post(at("underskrifter/ny/"), {"words": "Mina ord", "title": ""})

    assert page.status_code == 422
    assert "Mina ord" in text(page)
    assert LegalText.objects.count() == 0


def test_a_published_version_stays_and_the_next_one_is_a_row_of_its_own(desk):
    row = make_legal_text()
    page = desk.get(at(f"underskrifter/{row.pk}/utkast/"))
    assert "Jag berättar inget vidare." in text(page)

    desk.post(at(f"underskrifter/{row.pk}/utkast/"), {**WORDS, "words": "Kortare ord."})
    desk.post(at(f"underskrifter/{row.pk}/utkast/"), {**WORDS, "words": "Ännu kortare."})

    first, second = row.versions.order_by("number")
    assert "Jag berättar inget vidare." in first.words
    assert (second.words, second.published) == ("Ännu kortare.", None)
    assert again(row).current == first
    assert (
        desk.post(at(f"underskrifter/{row.pk}/utkast/"), {**WORDS, "words": ""}).status_code == 422
    )


def test_a_draft_that_says_the_same_is_written_once():
    row = make_legal_text()

    for _press in range(2):
        row.write({"words": "Nya ord."}, by=SYSTEM)

    assert verbs("people.legalversion") == ["wrote", "published", "wrote"]


def test_a_new_version_holds_from_its_day_and_may_ask_for_a_new_signature(desk):
    row = make_legal_text()
    row.write({"words": "Nya ord."}, by=SYSTEM)
    day = timezone.localdate() + datetime.timedelta(days=10)

    desk.post(
        at(f"underskrifter/{row.pk}/publicering/"),
        {"starts": day.isoformat(), "asks_again": "on"},
    )

    assert (again(row).current.number, again(row).least) == (1, 1)
    with time_machine.travel(datetime.datetime.combine(day, datetime.time(12)), tick=False):
        assert (again(row).current.number, again(row).least) == (2, 2)


def test_a_new_version_may_let_what_was_signed_stand(desk):
    row = make_legal_text()
    row.write({"words": "Ett komma har flyttats."}, by=SYSTEM)

    desk.post(at(f"underskrifter/{row.pk}/publicering/"), {"starts": "i dag"})

    assert (again(row).current.number, again(row).least) == (2, 1)
    assert "behöver inte göra det igen" in text(desk.get(at(f"underskrifter/{row.pk}/")))


def test_no_version_begins_on_a_day_that_has_been(desk):
    row = make_legal_text()
    row.write({"words": "Nya ord."}, by=SYSTEM)

    page = desk.post(at(f"underskrifter/{row.pk}/publicering/"), {"starts": "2020-01-01"})

    assert page.status_code == 422
    assert "eller en senare dag." in text(page)
    row.publish(datetime.date(2020, 1, 1), asks_again=False, by=SYSTEM)
    assert again(row).newest.starts == timezone.localdate()
    assert not row.publish(timezone.localdate(), asks_again=False, by=SYSTEM)


def test_the_database_knows_one_draft_and_a_day_for_what_is_published():
    row = make_legal_text()
    with pytest.raises(IntegrityError):
        row.versions.create(number=2, title="x", words="y", published=timezone.now())


def test_a_version_is_a_paper_to_sign(desk):
    row = make_legal_text(title="Får vi filma?", kind="filming", organisation=make_organisation())

    answer = desk.get(paper_of(row.current))

    reader = read.opened(answer.content)
    assert read.paper(reader.pages[0]) == (210, 297)
    assert min(read.sizes(reader)) >= 14
    assert read.root(reader)["/MarkInfo"]["/Marked"]
    for words in ("Får vi filma?", "Jag svarar:", "Namn", "Version 1, gäller från"):
        assert words in read.words(reader)


def test_a_draft_on_paper_says_that_it_is_one(desk):
    row = make_legal_text()
    draft = row.write({"decision": "SOC 2026/14"}, by=SYSTEM)

    reader = read.opened(desk.get(at(f"versioner/{draft.pk}/papper.pdf")).content)

    assert "Det här är ett utkast." in read.words(reader)
    assert "Enligt beslut SOC 2026/14." in read.words(reader)
    assert str(draft) == "Löfte om tystnad"


def test_when_nothing_can_be_printed_the_page_says_so(desk, monkeypatch):
    row = make_legal_text()

    def no_paper(_html):
        raise paper.NoPaper("Vänta en stund.")

    monkeypatch.setattr(paper, "pdf", no_paper)

    page = desk.get(paper_of(row.current), follow=True)

    assert "Vänta en stund." in text(page)
