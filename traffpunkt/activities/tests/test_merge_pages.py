# SPDX-License-Identifier: EUPL-1.2
"""The pages on which two rows of the register become one person, and two again."""

import pytest
from django.utils import timezone

from tests.makers import (
    make_account,
    make_astrid,
    make_municipality,
    make_occasion,
    make_person,
    make_series,
    make_signup,
)
from traffpunkt.activities.merging import merge
from traffpunkt.activities.models import Hosting
from traffpunkt.activities.tests.desk import page, text
from traffpunkt.activities.tests.test_persons import typed
from traffpunkt.journal.models import SYSTEM
from traffpunkt.people.models import Merge, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def astrid(db):
    return make_astrid()


@pytest.fixture
def again(astrid):
    """The same Astrid, as somebody else wrote her down."""
    return make_person("Astrid Berg", phone=astrid.phone)


def test_karin_finds_the_double_merges_and_undoes(desk, astrid, again):
    signup = make_signup(person=again)

    assert page("staff_same", astrid.pk) in text(desk.get(page("staff_person", astrid.pk)))
    assert page("staff_merge", astrid.pk, again.pk) in text(desk.get(page("staff_same", astrid.pk)))
    shown = text(desk.get(page("staff_merge", astrid.pk, again.pk)))
    assert "1 anmälan följer med." in shown
    assert page("staff_merge", again.pk, astrid.pk) in shown
    done = text(desk.post(page("staff_merge", astrid.pk, again.pk), follow=True))
    assert "Astrid är nu en person." in done
    assert "Slogs ihop med Astrid Berg" in done

    merged = Merge.objects.get()
    assert page("staff_parting", merged.pk) in done
    parted = text(desk.post(page("staff_parting", merged.pk), follow=True))

    assert "De är två personer igen." in parted
    assert "Slogs ihop" not in parted
    signup.refresh_from_db()
    assert signup.person == again


def test_the_check_page_says_all_that_follows(desk, astrid, again):
    occasion, series = make_occasion(), make_series()
    Person.objects.filter(pk=again.pk).update(hidden=True, needs="Käpp")
    Person.objects.filter(pk=astrid.pk).update(needs="Rullator")
    again.issue_card(by=SYSTEM)
    for person in (astrid, again):
        make_signup(occasion, person=person)
        series.grant_standing(person, "on_site", by=SYSTEM)

    shown = text(desk.get(page("staff_merge", astrid.pk, again.pk)))

    for words in (
        f"Två anmälningar blir en: {occasion.activity.title}",
        f"Två fasta platser blir en: {series.activity.title}",
        "Namn och bild visas aldrig.",
        "Astrid Berg:s kort slutar gälla.",
        "Det som är bra att veta om Astrid Berg visas inte längre.",
    ):
        assert words in shown


def test_she_can_be_searched_for_by_another_name(desk, astrid):
    bertil = make_person("Bertil")
    address = page("staff_same", astrid.pk)

    assert "Sök efter någon annan" in text(desk.get(address))
    assert page("staff_merge", astrid.pk, bertil.pk) in text(
        desk.post(address, {"words": "bertil"})
    )
    assert "Ingen hittades" in text(desk.post(address, {"words": "astrid"}))
    assert desk.post(address, {"words": ""}).status_code == 422


def test_who_sounds_the_same_is_shown(desk):
    one, other = make_person("Astrid Carlsson"), make_person("Astrid Karlson")
    make_person("Astrid Berg")

    shown = text(desk.get(page("staff_same", one.pk)))

    assert page("staff_merge", one.pk, other.pk) in shown
    assert "Astrid Berg" not in shown


def test_the_page_of_the_other_leads_to_the_kept_one(desk, astrid, again):
    merge(astrid, again, by=SYSTEM)

    assert desk.get(page("staff_person", again.pk))["Location"] == page("staff_person", astrid.pk)
    assert desk.get(page("staff_extract", again.pk)).status_code == 404


def test_who_presses_second_hears_that_it_is_done(desk, astrid, again):
    merge(astrid, again, by=SYSTEM)

    for pair in ((astrid.pk, again.pk), (again.pk, astrid.pk)):
        assert "redan ihopslagna" in text(desk.post(page("staff_merge", *pair), follow=True))


def test_who_corrects_what_is_merged_in_that_moment_reads_it_and_keeps_what_she_typed(
    desk, astrid, again, monkeypatch
):
    address = page("staff_details", again.pk)
    real = Person.hold_still

    def late(person):
        if not Merge.objects.exists():
            merge(astrid, again, by=SYSTEM)
        return real(person)

    monkeypatch.setattr(Person, "hold_still", late)
    shown = text(desk.post(address, typed(again, needs="Rullator")))

    assert "Inget är sparat" in shown
    assert "Rullator" in shown
    astrid.refresh_from_db()
    assert astrid.needs == ""


def test_undoing_twice_says_that_it_is_too_late(desk, astrid, again):
    merged = merge(astrid, again, by=SYSTEM)
    desk.post(page("staff_parting", merged.pk))

    assert "går inte att ångra" in text(desk.post(page("staff_parting", merged.pk), follow=True))


def test_what_could_not_be_put_back_is_said(desk, astrid, again):
    make_signup(person=again)
    merged = merge(astrid, again, by=SYSTEM)
    again.signups.model.objects.update(person=make_person("Yusuf"))

    shown = text(desk.post(page("staff_parting", merged.pk), follow=True))

    assert "är kvar som det är: 1 anmälan." in shown


def test_a_neighbour_is_never_merged(desk, astrid):
    here = f"/{astrid.municipality.slug}"
    neighbour = make_person("Astrid", municipality=make_municipality(), phone=astrid.phone)
    double = make_person("Astrid Berg", phone=astrid.phone)

    for pair in ((astrid.pk, neighbour.pk), (neighbour.pk, astrid.pk)):
        assert desk.get(here + page("staff_merge", *pair)).status_code == 404
        assert desk.post(here + page("staff_merge", *pair)).status_code == 404
    shown = text(desk.get(here + page("staff_same", astrid.pk)))
    assert page("staff_merge", astrid.pk, double.pk) in shown
    assert page("staff_merge", astrid.pk, neighbour.pk) not in shown
    assert not Merge.objects.exists()


def test_a_merge_of_a_neighbour_is_never_undone(desk, astrid):
    there = make_municipality()
    pair = [make_person(name, municipality=there) for name in ("Astrid", "Astrid Berg")]
    merged = merge(*pair, by=SYSTEM)

    answer = desk.post(f"/{astrid.municipality.slug}" + page("staff_parting", merged.pk))

    assert answer.status_code == 404
    assert Merge.objects.standing().exists()


def test_a_host_neither_merges_nor_sees_that_it_was_done(signed_in, astrid, again):
    signup = make_signup(person=astrid)
    anton = make_account("Anton", role="host")
    Hosting.objects.create(
        activity=signup.occasion.activity, account=anton, since=timezone.localdate()
    )
    host = signed_in(anton)
    merge(astrid, again, by=SYSTEM)

    shown = text(host.get(page("staff_person", astrid.pk)))

    assert "Slogs ihop" not in shown
    assert "samma person" not in shown
    assert host.get(page("staff_doubles")).status_code == 404


def test_the_list_shows_who_shares_a_number(desk, astrid, again):
    make_person("Bertil", phone="+46313900605")
    for name in ("Lars", "Eva"):
        make_person(name, email="lars@exempel.example")

    shown = text(desk.get(page("staff_doubles")))

    assert "Astrid Berg" in shown
    assert "070-174 06 05</bdi></h2>" in shown
    assert "<h2>lars@exempel.example</h2>" in shown
    assert "Bertil" not in shown
    merge(astrid, again, by=SYSTEM)
    Person.objects.filter(name="Eva").delete()
    assert "Ingen finns två gånger." in text(desk.get(page("staff_doubles")))


def test_the_list_asks_as_often_for_many_as_for_one(desk, astrid, again, django_assert_num_queries):
    desk.get(page("staff_doubles"))
    with django_assert_num_queries(10):
        desk.get(page("staff_doubles"))
    for number in range(3):
        for name in ("Lars", "Lasse"):
            make_person(name, phone=f"+4670174061{number}")

    with django_assert_num_queries(10):
        desk.get(page("staff_doubles"))
