# SPDX-License-Identifier: EUPL-1.2
"""The pages on which documents are masked, and what becomes of a draft."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.makers import (
    in_days,
    make_account,
    make_letter,
    make_municipality,
    make_occasion,
    make_signup,
    make_venue,
    the_municipality,
)
from traffpunkt.activities.models import Announcement
from traffpunkt.activities.tests.desk import text
from traffpunkt.home.searches import Search
from traffpunkt.home.tests.drafts import as_sent, begun, days, page, secret_draft, told
from traffpunkt.home.tests.settings_rooms import at, browser, verbs
from traffpunkt.journal.models import SYSTEM
from traffpunkt.places.erasure import disclosures_over, empty
from traffpunkt.places.models import Disclosure

pytestmark = pytest.mark.django_db


def test_a_draft_is_begun_masked_and_found_again_by_a_colleague(karin):
    signup = make_signup(make_occasion(starts=in_days(3)), "Astrid")

    begins = browser(karin).post(
        at("utlamnande/"), days(borja="1", ground="21:1", kinds=["signup"])
    )
    draft = Disclosure.objects.get()
    said = as_sent(page(draft, karin)) | {f"signup-{signup.pk}-person_name": "out"}
    saved = browser(karin).post(at(f"utlamnande/{draft.pk}/"), said)
    lars = make_account("Lars", "coordinator")

    assert begins["Location"].endswith(f"utlamnande/{draft.pk}/")
    assert saved.status_code == 302
    assert "Astrid" in told(Disclosure.objects.get())
    assert f"utlamnande/{draft.pk}/" in browser(lars).get(at("utlamnande/")).content.decode()
    assert verbs("places.disclosure") == ["began", "masked"]


def test_two_who_mask_at_once_do_not_overwrite_each_other(karin):
    signup = make_signup(make_occasion(starts=in_days(3)), "Astrid")
    draft, key = begun("signup"), f"signup-{signup.pk}-person_name"
    opened = as_sent(page(draft, karin))

    browser(karin).post(at(f"utlamnande/{draft.pk}/"), opened | {key: "out"})
    late = browser(karin).post(at(f"utlamnande/{draft.pk}/"), opened | {key: "26:1"})

    assert late.status_code == 422
    assert "Det här har ändrats sedan du öppnade sidan" in text(late)
    assert Disclosure.objects.get().masks == {key: "out"}


def test_the_same_press_again_changes_nothing(karin):
    make_signup(make_occasion(starts=in_days(3)), "Astrid")
    draft = begun("signup")

    for _each in range(2):
        browser(karin).post(at(f"utlamnande/{draft.pk}/"), as_sent(page(draft, karin)))
        said = {"words": "Lisa", "ground": "26:1"}
        browser(karin).post(at(f"utlamnande/{draft.pk}/ord/"), said)

    assert verbs("places.disclosure") == ["began", "masked"]


def test_documents_lie_on_pages_and_the_kinds_follow_each_other():
    for day in range(1, 4):
        make_signup(make_occasion(starts=in_days(day)), "Astrid")
    span = (timezone.localdate(), in_days(9).date())
    search = Search(the_municipality(), *span, kinds=("occasion", "signup"))

    assert [kind.key for kind, _row in search[2:5]] == ["occasion", "signup", "signup"]
    assert len(search[5:20]) == 1


def test_a_page_of_documents_asks_as_many_questions_for_three_as_for_one(
    karin, django_assert_max_num_queries
):
    counts = []
    for _each in range(2):
        for day in (1, 2):
            make_letter(make_signup(make_occasion(starts=in_days(day)), "Astrid").person)
        draft = begun("signup", "message", "occasion", "person")
        client = browser(karin)
        client.get(at(f"utlamnande/{draft.pk}/"))
        with django_assert_max_num_queries(60) as asked:
            assert client.get(at(f"utlamnande/{draft.pk}/")).status_code == 200
        counts.append(len(asked))

    assert counts[1] <= counts[0]


def test_documents_that_are_gone_since_are_told_so(karin):
    assert "Handlingarna finns inte längre" in text(page(begun("fault"), karin))


def test_the_neighbours_documents_are_neither_found_nor_opened(karin):
    here, neighbour = the_municipality(), make_municipality()
    make_signup(make_occasion(municipality=neighbour, starts=in_days(3)), "Grannens Gunnar")
    theirs = begun("signup", here=neighbour)
    client = browser(karin)

    assert Search.of(here, theirs.search).count() == 0
    assert client.get(at(f"utlamnande/{theirs.pk}/", here)).status_code == 404


def test_how_one_appeals_is_the_municipalitys_own_text(karin):
    client = browser(karin)

    before = text(client.get(at("utlamnande/overklagande/")))
    client.post(at("utlamnande/overklagande/"), {"appeal": "Skriv till oss."})
    after = text(client.get(at("utlamnande/overklagande/")))

    assert "Beslutet går att överklaga till kammarrätten" in before
    assert "<p>Skriv till oss.</p>" in after


def test_a_venues_coordinator_finds_nothing_here():
    venue = make_venue()
    siv = make_account("Siv", "coordinator", venue=venue)

    assert browser(siv).get(at("utlamnande/")).status_code == 404
    assert reverse("home:settings_disclosures") in text(browser(make_account("Bo")).get(at("")))


def test_a_draft_goes_and_what_was_handed_out_keeps_only_how_much():
    draft, done = secret_draft(), secret_draft()
    done.hand_out(2, 5, by=SYSTEM)
    later = timezone.now() + datetime.timedelta(seconds=1)

    empty(list(disclosures_over(the_municipality().pk, later)))

    kept = Disclosure.objects.get()
    assert kept.pk == done.pk != draft.pk
    assert (kept.masks, kept.words, kept.documents, kept.masked) == ({}, "", 2, 5)
    assert "person" not in kept.search
    assert not disclosures_over(the_municipality().pk, later).exists()


def test_what_has_been_emptied_stands_in_the_list_and_leads_nowhere(karin):
    done = secret_draft()
    done.hand_out(2, 5, by=SYSTEM)
    Disclosure.objects.update(emptied=timezone.now())

    said = text(browser(karin).get(at("utlamnande/")))

    assert "2 handlingar, 5 maskeringar" in said
    assert "Maskeringarna är borttagna" in said
    assert f"utlamnande/{done.pk}/" not in said
    assert page(done, karin).status_code == 404


def test_an_announcement_is_masked_until_somebody_has_read_it():
    date = make_occasion(starts=in_days(3))
    Announcement.objects.create(
        occasion=date, audience="seated", words="Siv är sjuk", press=date.uid, by="system"
    )

    assert "Siv är sjuk" not in told(begun("announcement"))


def test_the_words_are_shown_again_and_a_personnummer_is_refused(karin):
    draft = begun("fault")
    draft.mask_words("Lisa", "26:1", by=SYSTEM)

    opened = page(draft, karin, "ord/")
    said = {"words": "19121212-1212", "ground": "26:1"}
    refused = browser(karin).post(at(f"utlamnande/{draft.pk}/ord/"), said)

    assert "Lisa" in text(opened)
    assert refused.status_code == 422
    assert str(draft) == timezone.localdate().isoformat()
