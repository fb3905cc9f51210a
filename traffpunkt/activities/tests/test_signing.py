# SPDX-License-Identifier: EUPL-1.2
"""Signatures on paper and by press; consents that are given, refused and taken back at once."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError
from django.utils import timezone

from tests.makers import (
    make_account,
    make_activity,
    make_bertil,
    make_legal_text,
    make_legal_version,
    make_organisation,
    the_municipality,
)
from traffpunkt.activities import erasing
from traffpunkt.activities.merging import merge
from traffpunkt.activities.models import Signature
from traffpunkt.activities.parting import part
from traffpunkt.activities.signing import answers_of, may_be_filmed, missing
from traffpunkt.activities.traces import changes_of
from traffpunkt.journal.models import SYSTEM, Entry
from traffpunkt.people.models import LegalText

pytestmark = pytest.mark.django_db

A_MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def desk(karin, signed_in):
    return signed_in(karin)


@pytest.fixture
def filming():
    return make_legal_version(title="Får vi filma?", kind="filming")


def text(answer):
    return " ".join(answer.content.decode().split())


def say(version, person, answer="yes", **told):
    return Signature.objects.give(
        version, by=SYSTEM, person=person, answer=answer, way="phone", **told
    )


def renew(version, *, asks_again):
    row = LegalText.objects.get(pk=version.text_id)
    row.write({"words": f"Nya ord {asks_again}."}, by=SYSTEM)
    row.publish(timezone.localdate(), asks_again=asks_again, by=SYSTEM)


def told(person):
    return [(str(row), row.holds) for row in answers_of(person)]


def verbs():
    return list(
        Entry.objects.filter(noun="activities.signature")
        .order_by("pk")
        .values_list("verb", flat=True)
    )


def typed(version, **given):
    return {
        "version": version.pk, "answer": "yes", "way": "paper", "signed": "i dag",
        "kept_where": "Pärm 3", "on_behalf": "god man Per",
    } | given  # fmt: skip


def test_staff_write_down_a_paper_and_take_it_back_on_the_telephone(desk, astrid, filming):
    page = desk.get(f"/arbete/personer/{astrid.pk}/")
    assert "Personen har inte svarat på någon text." in text(page)
    address = f"/arbete/personer/{astrid.pk}/underskrift/"
    assert "Vad svarar" in text(desk.get(address))

    page = text(desk.post(address, typed(filming), follow=True))

    row = Signature.objects.get()
    assert (row.person, row.kept_where, row.holds) == (astrid, "Pärm 3", True)
    for words in ("Får vi filma?: ja", "svarade: god man Per", "Pappret: Pärm 3", "Gäller alltid"):
        assert words in page

    for _press in range(2):
        page = text(desk.post(f"/arbete/svar/{row.pk}/aterkallelse/", follow=True))
    assert "Får vi filma?: taget tillbaka" in page
    assert told(astrid) == [("Får vi filma?, ja", False)]
    assert verbs() == ["signed", "took-back"]
    assert "tog tillbaka underskriften eller samtycket" in [one.words for one in changes_of(astrid)]


def test_a_paper_lies_somewhere_and_what_was_typed_is_kept(desk, astrid, filming):
    address = f"/arbete/personer/{astrid.pk}/underskrift/"

    page = desk.post(address, typed(filming, kept_where=""))

    assert page.status_code == 422
    assert "Skriv var pappret finns" in text(page)
    assert "god man Per" in text(page)
    assert desk.post(address, typed(filming, kept_where="", way="phone")).status_code == 302


@pytest.mark.parametrize(
    ("answers", "holds"),
    [("no yes no", False), ("yes no yes", True), ("yes no no", False), ("no no yes", True)],
)
def test_the_last_word_counts_however_often_she_changes_her_mind(astrid, filming, answers, holds):
    for answer in answers.split():
        say(filming, astrid, answer)

    assert may_be_filmed(astrid, make_activity()) is holds
    assert [row.answer for row in answers_of(astrid)] == [answers.split()[-1]]


def test_a_no_after_a_yes_that_was_taken_back_is_a_new_answer(astrid, filming):
    say(filming, astrid, "no")
    say(filming, astrid).take_back(by=SYSTEM)

    say(filming, astrid, "no")

    assert astrid.signatures.count() == 3
    assert answers_of(astrid)[0].answer == "no"


def test_the_same_answer_twice_is_one_row(astrid, filming):
    assert say(filming, astrid) == say(filming, astrid)
    assert verbs() == ["signed"]


def test_a_consent_may_be_for_one_activity_only(desk, astrid, filming):
    chess = make_activity(title="Schack")
    address = f"/arbete/personer/{astrid.pk}/underskrift/"

    page = desk.post(address, typed(filming, activity=chess.pk), follow=True)

    assert "Schack" in text(page)
    assert may_be_filmed(astrid, chess)
    assert not may_be_filmed(astrid, make_activity(title="Sång"))


def test_hidden_always_beats_a_yes(desk, astrid, filming):
    say(filming, astrid)
    assert may_be_filmed(astrid, make_activity())
    astrid.hidden = True
    astrid.save()

    assert not may_be_filmed(astrid, make_activity())
    assert told(astrid) == [("Får vi filma?, ja", False)]
    page = text(desk.get(f"/arbete/personer/{astrid.pk}/"))
    assert "Gäller inte: Visa aldrig namn eller bild går före." in page
    assert "vad personen än svarar" in text(desk.get(f"/arbete/personer/{astrid.pk}/underskrift/"))


def test_nobody_is_filmed_who_has_not_been_asked(astrid):
    assert not may_be_filmed(astrid, make_activity())


def test_a_later_no_to_all_beats_a_yes_to_one(astrid, filming):
    chess = make_activity()
    say(filming, astrid, activity=chess)
    with time_machine.travel(timezone.now() + A_MINUTE, tick=False):
        always = say(filming, astrid)
        assert always.activity is None
        assert may_be_filmed(astrid, chess)
    with time_machine.travel(timezone.now() + 2 * A_MINUTE, tick=False):
        always.take_back(by=SYSTEM)
        assert not may_be_filmed(astrid, chess)
    with time_machine.travel(timezone.now() + 3 * A_MINUTE, tick=False):
        say(filming, astrid, "yes", activity=chess, on_behalf="dottern Eva")
        assert may_be_filmed(astrid, chess)


def test_a_no_to_one_activity_stands_beside_a_yes_to_all(astrid, filming):
    chess = make_activity(title="Schack")
    say(filming, astrid)
    say(filming, astrid, "no", activity=chess)

    assert not may_be_filmed(astrid, chess)
    assert may_be_filmed(astrid, make_activity(title="Sång"))


def test_a_new_version_asks_anew_only_where_it_says_so(desk, astrid, filming):
    say(filming, astrid)
    renew(filming, asks_again=False)
    assert told(astrid) == [("Får vi filma?, ja", True)]

    renew(filming, asks_again=True)

    assert told(astrid) == [("Får vi filma?, ja", False)]
    assert "texten har en ny version" in text(desk.get(f"/arbete/personer/{astrid.pk}/"))


def test_a_signature_is_of_one(filming, astrid, karin):
    with pytest.raises(IntegrityError):
        Signature.objects.create(version=filming, person=astrid, account=karin, way="press")


# Those who work here.


def test_a_host_signs_by_a_press_and_is_missed_no_more(desk, signed_in):
    secrecy = make_legal_version()
    yusuf = make_account("Yusuf", "host")
    page = text(desk.get("/arbete/underskrifter/saknas/"))
    assert "2 personer saknas." in page
    assert "Yusuf" in page
    his = signed_in(yusuf)
    assert "Jag skriver under" in text(his.get("/arbete/underskrifter/"))

    page = his.post("/arbete/underskrifter/", {"text": secrecy.pk}, follow=True)

    assert "Du har skrivit under." in text(page)
    assert Signature.objects.get().account == yusuf
    assert [row.name for row in missing(the_municipality())[0].memberships] == ["Karin"]
    assert his.get("/arbete/underskrifter/saknas/").status_code == 404
    his.post("/arbete/underskrifter/", {"text": "0"})
    assert verbs() == ["signed"]


def test_a_paper_of_a_colleague_is_written_down(desk, karin):
    secrecy = make_legal_version()
    address = f"/arbete/uppdrag/{karin.memberships.get().pk}/underskrift/"
    assert "har skrivit under på papper" in text(desk.get(address))
    assert desk.post(address, {}).status_code == 422

    page = desk.post(
        address, {"version": secrecy.pk, "signed": "i dag", "kept_where": "Pärm 1"}, follow=True
    )

    assert "Alla har skrivit under." in text(page)
    assert Signature.objects.get().way == "paper"


def test_an_organisation_with_words_of_its_own_signs_those(karin):
    partner = make_organisation(name="Kören")
    make_account("Petra", "partner", organisation=partner)
    make_legal_text(title="Allas löfte")
    make_legal_text(title="Körens försäkran", organisation=partner)

    found = {
        str(row.text): [one.name for one in row.memberships] for row in missing(the_municipality())
    }

    assert found == {"Allas löfte": ["Karin"], "Körens försäkran": ["Petra"]}


def test_only_coordinators_write_down_and_take_back(signed_in, astrid, filming, karin):
    row = say(filming, astrid)
    his = signed_in(make_account("Yusuf", "host"))

    assert his.post(f"/arbete/svar/{row.pk}/aterkallelse/").status_code == 404
    assert his.get(f"/arbete/uppdrag/{karin.memberships.get().pk}/underskrift/").status_code == 404
    assert his.get(f"/arbete/personer/{astrid.pk}/underskrift/").status_code == 404


def test_who_has_nothing_to_sign_reads_so(desk):
    assert "Du har inget att skriva under." in text(desk.get("/arbete/underskrifter/"))
    assert "Ingen text gäller än." in text(desk.get("/arbete/underskrifter/saknas/"))


# With one's card.


@pytest.fixture
def with_card(client, astrid):
    issued = astrid.issue_card(by=SYSTEM)
    client.post("/kort/", {"number": issued.card.short, "pin": issued.pin})
    return client


def test_with_her_card_she_says_yes_and_takes_it_back(with_card, astrid, filming):
    assert "Får vi filma?" in text(with_card.get("/kort/anmalningar/"))

    page = text(with_card.post(f"/kort/texter/{filming.pk}/svar/", {"svar": "ja"}, follow=True))

    assert "Ditt svar är sparat." in page
    assert "Ta tillbaka mitt ja" in page
    row = Signature.objects.get()
    page = text(with_card.post(f"/kort/svar/{row.pk}/aterkallelse/", follow=True))
    assert "Ditt ja är taget tillbaka." in page
    assert told(astrid) == [("Får vi filma?, ja", False)]
    with_card.post(f"/kort/texter/{filming.pk}/svar/", {"svar": "nej"})
    assert Signature.objects.latest("pk").answer == "no"


def test_a_card_answers_only_for_its_own_person_and_only_what_is_asked(with_card, filming):
    others = say(filming, make_bertil())
    promise = make_legal_version()
    renew(filming, asks_again=True)

    assert with_card.post(f"/kort/svar/{others.pk}/aterkallelse/").status_code == 404
    for version in (promise, filming):
        assert with_card.post(f"/kort/texter/{version.pk}/svar/").status_code == 404
    assert verbs() == ["signed"]


def test_without_a_card_one_is_led_to_its_door(client, filming, astrid):
    row = say(filming, astrid)

    for address in (f"/kort/texter/{filming.pk}/svar/", f"/kort/svar/{row.pk}/aterkallelse/"):
        assert client.post(address)["Location"] == "/kort/"
    row.refresh_from_db()
    assert row.is_standing


# Two rows that are one person, and rows that go.


def test_a_merge_takes_the_answers_along_and_is_undone(astrid, filming):
    bertil = make_bertil()
    say(filming, astrid)
    with time_machine.travel(timezone.now() + A_MINUTE, tick=False):
        say(filming, bertil, "no")

    made = merge(astrid, bertil, by=SYSTEM)

    assert told(astrid) == [("Får vi filma?, nej", False)]
    part(made, by=SYSTEM)
    assert told(astrid) == [("Får vi filma?, ja", True)]
    assert told(bertil) == [("Får vi filma?, nej", False)]


def test_who_has_answered_is_kept_as_long_as_those_whom_staff_know(astrid, filming):
    later = timezone.now() + datetime.timedelta(days=60)

    def is_kept_as():
        here = astrid.municipality_id
        passing = erasing.passing_persons_over(here, later).exists()
        return passing, erasing.known_persons_over(here, later).exists()

    assert is_kept_as() == (True, False)
    say(filming, astrid)
    assert is_kept_as() == (False, True)


def test_what_somebody_signed_who_has_left_goes_and_what_stands_stays(karin):
    secrecy = make_legal_version()
    Signature.objects.give(secrecy, by=SYSTEM, account=karin, way="press")
    later = timezone.now() + A_MINUTE
    rows = erasing.signatures_over
    assert not rows(the_municipality().pk, later).exists()

    karin.memberships.all().delete()

    assert rows(the_municipality().pk, later).count() == 1
