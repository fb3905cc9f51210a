# SPDX-License-Identifier: EUPL-1.2
"""Every field of every kind of documents can be read from a row of it."""

import pytest
from django.utils import timezone

from tests.makers import (
    in_days,
    make_account,
    make_activity,
    make_legal_version,
    make_letter,
    make_occasion,
    make_organisation,
    make_series,
    make_signup,
    the_municipality,
)
from traffpunkt.activities.models import Announcement, Answer, Cancellation, Signature, Standing
from traffpunkt.home.kinds import KINDS, in_words
from traffpunkt.home.masking import Masking, in_all
from traffpunkt.home.tests.drafts import begun, told
from traffpunkt.journal.models import SYSTEM
from traffpunkt.places.models import FaultReport

pytestmark = pytest.mark.django_db


def one_of_each(karin):
    here, date = the_municipality(), make_occasion(starts=in_days(3))
    signup = make_signup(date, "Astrid")
    signup.tick("present", by=SYSTEM)
    person = {"person": signup.person}
    Cancellation.objects.create(occasion=date, reason="Snö", by="system")
    Standing.objects.create(series=make_series(), way="on_site", **person)
    Announcement.objects.create(
        occasion=date, audience="seated", words="Ta med fika.", press=date.uid, by="system"
    )
    Answer.objects.create(activity=date.activity, approved=True, words="Ja.", by="system")
    make_letter(signup.person)
    version = make_legal_version(title="Löfte om tystnad")
    Signature.objects.create(version=version, way="paper", by="system", **person)
    Signature.objects.create(version=version, way="press", by="system", account=karin)
    FaultReport.objects.create(municipality=here, text="Kartan är liten.")
    here.agreements.create(organisation=make_organisation(), starts=timezone.localdate())
    here.erasures.create(rule="signup", day=timezone.localdate(), count=3, reference="KS 14")
    here.wishes.create(text="Schack på tisdagar.", said_by=signup.person, by="system")


def test_each_field_of_each_kind_is_read_from_a_row(karin):
    one_of_each(karin)
    masking = Masking(begun())

    found = {kind.key: row for kind, row in masking.search[0 : masking.search.count()]}
    read = {
        f"{kind.key}.{piece.name}": in_words(piece.read(found[kind.key], masking.known))
        for kind in KINDS
        for piece in kind.pieces
    }

    assert set(found) == {kind.key for kind in KINDS}
    assert read["signature.version_title"] == "Löfte om tystnad"
    assert read["agreement.organisation_name"]


def test_what_somebody_who_works_here_has_signed_has_no_person_and_is_told(karin):
    one_of_each(karin)

    persons_own, accounts = in_all(Masking(begun("signature")))

    assert "person_name" in {one.key.rpartition("-")[2] for one in persons_own.fields}
    assert "person_name" not in {one.key.rpartition("-")[2] for one in accounts.fields}
    assert told(begun("signature")).count("Text: Löfte om tystnad") == 2


def test_who_answers_for_activities_is_asked_once_for_all_of_them(django_assert_max_num_queries):
    counts = []
    for number in range(3):
        account = make_account(f"Karin {number}")
        make_occasion(starts=in_days(3), activity=make_activity(responsible=account))
        make_occasion(starts=in_days(3), activity=make_activity(responsible=None))
        draft = begun("activity")
        with django_assert_max_num_queries(6) as asked:
            said = told(draft)
        counts.append(len(asked))

    assert len(set(counts)) == 1
    assert said.count("Ansvarig: ") == 3
    assert "Ansvarig: Karin 2, " in said
