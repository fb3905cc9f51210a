# SPDX-License-Identifier: EUPL-1.2
"""Somebody rings or walks in and is put on the list."""

import pytest

from tests.makers import (
    in_days,
    make_occasion,
    make_signup,
)
from traffpunkt.activities.models import Signup
from traffpunkt.activities.tests.desk import caller, page, text

pytestmark = pytest.mark.django_db


class TestSigningUpSomebodyWhoRings:
    def test_a_son_who_rings_for_her_is_named_and_the_number_is_his(self, desk):
        occasion = make_occasion()

        folded = desk.get(page("staff_signup", occasion.pk)).content.decode()
        desk.post(page("staff_signup", occasion.pk), caller(occasion, relative="Lars"))

        assert '<details class="narrow">' in folded
        signup = Signup.objects.get()
        assert signup.by_relative == "Lars"
        assert signup.person.contact_ways.get().relative == "Lars"
        sent = caller(occasion, name="", relative="Lars")
        assert 'class="narrow" open' in text(desk.post(page("staff_signup", occasion.pk), sent))

    def test_four_fields_and_one_press(self, desk, karin):
        occasion = make_occasion()

        form = desk.get(page("staff_signup", occasion.pk)).context["form"]
        answer = desk.post(page("staff_signup", occasion.pk), caller(occasion), follow=True)

        signup = Signup.objects.get()
        assert [field.name for field in form.visible_fields()][4:] == ["relative"]
        assert (signup.source, signup.entered_by) == ("phone", karin)
        assert f"Astrid är anmäld. Anmälningsnumret är {signup.code}." in text(answer)
        assert answer.redirect_chain[0][0].endswith(f"#rad-{signup.pk}")

    def test_the_same_name_and_number_is_the_same_person(self, desk):
        first, second = make_occasion(), make_occasion()
        desk.post(page("staff_signup", first.pk), caller(first))
        desk.post(page("staff_signup", second.pk), caller(second, contact="0701740605"))

        one, other = Signup.objects.all()
        assert one.person == other.person

    def test_a_double_press_is_one_signup_also_without_a_number(self, desk):
        occasion = make_occasion()
        facts = caller(occasion, contact="")

        for _press in range(2):
            desk.post(page("staff_signup", occasion.pk), facts)

        assert Signup.objects.count() == 1
        assert occasion.municipality.persons.filter(name="Astrid").count() == 1

    def test_who_stands_there_already_is_said_to(self, desk):
        occasion = make_occasion()
        desk.post(page("staff_signup", occasion.pk), caller(occasion))

        answer = desk.post(page("staff_signup", occasion.pk), caller(occasion), follow=True)

        assert "Astrid stod redan på listan." in text(answer)

    def test_when_it_is_full_staff_choose_the_queue(self, desk):
        occasion = make_occasion(seats=1)
        make_signup(occasion, "Bertil")
        facts = caller(occasion)

        asked = desk.post(page("staff_signup", occasion.pk), facts)
        assert asked.status_code == 422
        assert "1 av 1 platser är tagna och 0 väntar" in text(asked)
        assert 'value="Astrid"' in text(asked)
        assert not occasion.municipality.persons.filter(name="Astrid").exists()

        answer = desk.post(page("staff_signup", occasion.pk), facts | {"svar": "ko"}, follow=True)
        assert "står nu i kö som nummer 1" in text(answer)

    def test_or_they_let_somebody_in_all_the_same(self, desk):
        occasion = make_occasion(seats=1, starts=in_days(0, 0, 5))
        occasion.offers.update(closes=occasion.starts)
        type(occasion).objects.update(ends=in_days(1))
        make_signup(occasion, "Bertil")
        facts = caller(occasion)

        asked = desk.post(page("staff_signup", occasion.pk), facts)
        assert "Anmälan har stängt" in text(asked)
        assert "Släpp in ändå" in text(asked)

        desk.post(page("staff_signup", occasion.pk), facts | {"svar": "over"})
        signup = Signup.objects.get(person__name="Astrid")
        assert (signup.state, signup.source) == ("expected", "walk_in")

    def test_who_is_put_on_the_list_while_the_doors_are_open_is_a_walk_in(self, desk):
        occasion = make_occasion(starts=in_days(0, 0, 5), ends=in_days(1))

        desk.post(page("staff_signup", occasion.pk), caller(occasion))

        assert Signup.objects.get().source == "walk_in"

    def test_without_a_queue_only_letting_in_is_left(self, desk):
        occasion = make_occasion(seats=1)
        occasion.offers.update(has_queue=False)
        make_signup(occasion, "Bertil")

        seen = text(desk.post(page("staff_signup", occasion.pk), caller(occasion)))

        assert "Släpp in ändå" in seen
        assert "Ställ i kö" not in seen

    def test_a_seat_in_another_way_is_said_and_nothing_is_let_in(self, desk):
        occasion = make_occasion(ways=["on_site", "online"])
        desk.post(page("staff_signup", occasion.pk), caller(occasion))

        answer = desk.post(page("staff_signup", occasion.pk), caller(occasion, way="online"))

        assert answer.status_code == 422
        assert "Astrid är redan anmäld till ”kom hit”" in text(answer)
        assert "Släpp in ändå" not in text(answer)

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"name": ""}, "Skriv ett namn"),
            ({"name": "Astrid 19121212-1212"}, "personnummer"),
            ({"contact": "121212-1212"}, "personnummer"),
            ({"contact": "070"}, "Kontrollera telefonnumret"),
            ({"headcount": "0"}, "minst 1"),
            ({"headcount": "många"}, "siffra"),
            ({"way": "999999"}, "Välj ett av svaren"),
        ],
    )
    def test_what_cannot_be_read_is_said_and_nothing_typed_is_lost(self, desk, wrong, words):
        occasion = make_occasion()
        facts = caller(occasion, name="Ann-Britt", contact="026-17 00 05") | wrong

        answer = desk.post(page("staff_signup", occasion.pk), facts)

        assert answer.status_code == 422
        assert words in text(answer)
        kept = {name: facts[name] for name in ("name", "contact", "headcount")}
        for value in filter(None, kept.values()):
            assert f'value="{value}"' in text(answer)

    def test_the_way_of_another_date_is_no_way_here(self, desk):
        occasion, other = make_occasion(), make_occasion()

        answer = desk.post(page("staff_signup", occasion.pk), caller(other))

        assert answer.status_code == 422
