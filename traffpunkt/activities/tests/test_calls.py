# SPDX-License-Identifier: EUPL-1.2
"""The call list: whom to ring, and what the answer does."""

import datetime

import pytest
from django.utils import timezone

from tests.makers import (
    in_days,
    make_account,
    make_occasion,
    make_person,
    make_signup,
)
from traffpunkt.activities.calls import just_rung, settle, to_ring, unsettle, with_subjects
from traffpunkt.activities.models import Hosting, Occasion
from traffpunkt.activities.persons import correct
from traffpunkt.activities.tests.desk import page, text
from traffpunkt.activities.views.calls import ON_A_PAGE
from traffpunkt.journal.models import GUEST, SYSTEM, Entry
from traffpunkt.outbox.actions import tell
from traffpunkt.outbox.models import Message, subject_of
from traffpunkt.people.desk import Desk
from traffpunkt.people.models.person import Reached

pytestmark = pytest.mark.django_db


class TestTheCallList:
    @pytest.fixture
    def held(self):
        """Bertil has got a seat that is held until somebody has rung."""
        occasion = make_occasion(seats=1, starts=in_days(9))
        offer = occasion.offers.get()
        astrid = occasion.sign_up(make_person("Astrid"), offer, by=GUEST)
        person = make_person("Bertil", phone="+4626170005")
        bertil = occasion.sign_up(person, offer, by=GUEST)
        astrid.withdraw(by=GUEST)
        bertil.refresh_from_db()
        return bertil

    def ring(self, desk, outcome):
        message = Message.objects.get(kind="promotion")
        return desk.post(page("call", message.pk), {"outcome": outcome}, follow=True)

    def test_it_says_whom_to_ring_and_what_about(self, desk, held):
        seen = text(desk.get(page("calls")))

        assert "Bertil" in seen
        assert "026-17 00 05" in seen
        assert "Du har fått plats" in seen
        assert "Platsen hålls till" in seen
        assert "Avstår" in seen

    def test_one_press_says_that_she_comes(self, desk, held):
        answer = self.ring(desk, "will_come")

        held.refresh_from_db()
        assert held.held_until is None
        assert held.is_expected
        assert "Ingen att ringa" in text(answer)

    def test_one_press_says_that_she_does_not(self, desk, held):
        self.ring(desk, "declines")

        held.refresh_from_db()
        assert held.is_withdrawn

    def test_no_answer_leaves_her_on_the_list_with_the_number_of_tries(self, desk, held):
        self.ring(desk, "no_answer")
        answer = self.ring(desk, "no_answer")

        assert "Ringt 2 gånger utan svar" in text(answer)
        held.refresh_from_db()
        assert held.held_until

    def test_a_second_press_is_told_that_the_call_is_done(self, desk, held):
        self.ring(desk, "will_come")

        assert "redan klart" in text(self.ring(desk, "declines"))
        held.refresh_from_db()
        assert held.is_expected

    def undo(self, desk, **seen):
        message = Message.objects.get(kind="promotion")
        seen = {"tries": message.tries} | seen
        return desk.post(page("call_undo", message.pk), seen, follow=True)

    @pytest.mark.parametrize("outcome", ["will_come", "declines"])
    def test_a_wrong_press_is_taken_back_and_the_seat_is_held_again(self, desk, held, outcome):
        assert "Nyss ringt" in text(self.ring(desk, outcome))

        said = text(self.undo(desk))

        held.refresh_from_db()
        assert "Ångrat. Samtalet står i listan igen." in said
        assert held.is_expected
        assert held.held_until is not None
        message = Message.objects.get(kind="promotion")
        assert (message.state, message.outcome, message.tries) == ("to_call", "", 0)

    def test_no_answer_is_taken_back_too(self, desk, held):
        self.ring(desk, "no_answer")
        self.ring(desk, "no_answer")

        self.undo(desk)

        message = Message.objects.get(kind="promotion")
        assert (message.state, message.outcome, message.tries) == ("to_call", "no_answer", 1)

    def test_a_second_undo_and_a_late_one_are_told_so(self, desk, held, time_machine):
        self.ring(desk, "declines")
        self.undo(desk)

        assert "Det går inte att ångra längre" in text(self.undo(desk))

        self.ring(desk, "declines")
        time_machine.move_to(timezone.now() + datetime.timedelta(minutes=31), tick=False)
        assert "Det går inte att ångra längre" in text(self.undo(desk))
        held.refresh_from_db()
        assert held.is_withdrawn

    def test_a_seat_that_has_gone_on_is_not_taken_from_anybody(self, desk, held):
        offer = held.offer
        offer.has_queue = False
        offer.save()
        self.ring(desk, "declines")
        held.occasion.sign_up(make_person("Rut"), offer, by=GUEST)

        said = text(self.undo(desk))

        assert "Platsen har hunnit gå till någon annan." in said
        held.refresh_from_db()
        assert held.is_withdrawn
        assert Message.objects.get(kind="promotion").state == "called"

    def test_two_who_undo_at_once_undo_once(self, karin, held):
        here = Desk(karin, held.occasion.municipality)
        (call,) = with_subjects(to_ring(here).filter(kind="promotion"))
        settle(call, "no_answer", by=karin.actor)
        (first,) = with_subjects(just_rung(here))

        assert unsettle(first, 1, by=karin.actor)
        assert not unsettle(first, 1, by=karin.actor)

    def test_what_a_colleague_has_written_since_is_not_taken_back(self, desk, held):
        self.ring(desk, "no_answer")
        self.ring(desk, "will_come")

        said = text(self.undo(desk, tries=1))

        assert "Det går inte att ångra längre" in said
        held.refresh_from_db()
        assert held.held_until is None

    def test_a_seat_that_went_to_the_next_in_the_queue_is_not_told_of_again(self, desk, held):
        rut = held.occasion.sign_up(make_person("Rut", phone="+4626170006"), held.offer, by=GUEST)
        self.ring(desk, "declines")
        rut.refresh_from_db()
        assert rut.is_expected

        message = Message.objects.get(person=held.person, kind="promotion")
        said = text(desk.post(page("call_undo", message.pk), {"tries": 1}, follow=True))

        assert "Platsen har hunnit gå till någon annan." in said
        held.refresh_from_db()
        assert held.is_withdrawn

    def test_an_undo_that_says_nothing_undoes_nothing(self, desk, held):
        self.ring(desk, "will_come")

        assert "Det går inte att ångra längre" in text(self.undo(desk, tries=""))

    def test_what_was_written_in_vain_and_rung_is_failed_again(self, desk):
        occasion = make_occasion()
        told = tell(make_person(), "moved", "Ändrat", "Ny tid", key="k", about=subject_of(occasion))
        Message.objects.update(state="failed", channel="email", fault="Borta")
        desk.post(page("call", told.pk), {"outcome": "told"})

        desk.post(page("call_undo", told.pk), {"tries": 1})

        assert Message.objects.get().state == "failed"

    def test_a_press_on_the_first_page_leads_back_to_it(self, desk, held):
        message = Message.objects.get(kind="promotion")

        answer = desk.post(page("call", message.pk) + "?fran=i-dag", {"outcome": "no_answer"})

        assert answer["Location"] == "/arbete/?ringt=ja"

    def test_after_the_date_an_undo_only_mends_the_list(self, desk, held):
        self.ring(desk, "will_come")
        type(held.occasion).objects.update(starts=in_days(-1), ends=in_days(0, 0, 1))

        self.undo(desk)

        held.refresh_from_db()
        assert held.held_until is None
        assert Message.objects.get(kind="promotion").state == "to_call"

    def test_an_unknown_answer_changes_nothing(self, desk, held):
        assert "Bertil" in text(self.ring(desk, "kanske"))

    def test_after_the_occasion_an_answer_is_only_written_down(self, desk, held):
        type(held.occasion).objects.update(starts=in_days(-1), ends=in_days(0, 0, 1))

        self.ring(desk, "declines")

        held.refresh_from_db()
        assert held.is_expected
        assert Message.objects.get(kind="promotion").state == "called"

    def test_news_are_told_in_one_press_by_whoever_is_first(self, desk, karin):
        occasion = make_occasion()
        tell(make_person(), "moved", "Ändrat", "Ny tid", key="k", about=subject_of(occasion))
        (seen,) = with_subjects(to_ring(Desk(karin, occasion.municipality)))

        desk.post(page("call", seen.message.pk), {"outcome": "told"})

        assert Message.objects.get().state == "called"
        assert settle(seen, "told", by=karin.actor) is False

    def test_news_without_an_address_and_what_failed_stand_there_too(self, desk):
        occasion = make_occasion()
        news = [("Astrid", {}), ("Bertil", {"email": "b@exempel.example"})]
        for name, ways in news:
            person = make_person(name, **ways)
            person.wish = "none" if name == "Astrid" else ""
            person.save()
            tell(person, "moved", "Ändrat", "Ny tid", key=name, about=subject_of(occasion))
        Message.objects.filter(key="Bertil").update(state="failed", fault="Mottagaren säger nej.")

        seen = text(desk.get(page("calls")))

        assert "Inget nummer" in seen
        assert "inte hör av oss" in seen
        assert "Mottagaren säger nej." in seen
        assert "Har fått veta" in seen
        assert "Avstår" not in seen

    def test_it_costs_the_same_however_long_it_is(self, desk, django_assert_num_queries):
        counts = []
        for rows in (1, 3):
            for number in range(rows):
                signup = make_signup(make_occasion(), f"P{rows}{number}")
                for kind, subject in (("moved", signup.occasion), ("promotion", signup)):
                    tell(
                        signup.person, kind, "Ändrat", "…", key=f"{kind}{signup.pk}",
                        about=subject_of(subject),
                    )  # fmt: skip
            with django_assert_num_queries(12, exact=False) as seen:
                desk.get(page("calls"))
            counts.append(len(seen))
        assert counts[0] == counts[1]

    def test_a_long_list_is_paged_and_a_press_leads_back_to_its_page(self, desk):
        occasion = make_occasion()
        rows = [
            tell(make_person(f"P{number}-"), "moved", "Ändrat", "…", key=f"{number}",
                 about=subject_of(occasion))
            for number in range(ON_A_PAGE + 1)
        ]  # fmt: skip

        first, second = (text(desk.get(f"{page('calls')}?sida={number}")) for number in (1, 2))

        assert "P0-" in first
        assert "Sida 1 av 2" in first
        assert f"P{ON_A_PAGE}-" not in first
        assert f"P{ON_A_PAGE}-" in second
        answer = desk.post(f"{page('call', rows[-1].pk)}?sida=2", {"outcome": "no_answer"})
        assert answer["Location"] == f"{page('calls')}?sida=2"

    def test_a_host_rings_about_her_own_activities_and_sees_no_hidden_names(self, signed_in):
        hers, others = make_occasion(), make_occasion()
        host = make_account("Yusuf", "host", municipality=hers.municipality)
        Hosting.objects.create(activity=hers.activity, account=host, since=in_days(0).date())
        seated = make_signup(hers, "Astrid")
        for name, about in [
            ("Astrid", seated), ("Bertil", hers), ("Cecilia", others),
            ("David", make_signup(others, "David")), ("Hilda", hers),
        ]:  # fmt: skip
            person = make_person(name)
            person.hidden = name == "Hilda"
            person.save()
            tell(person, "moved", "Ändrat", "…", key=name, about=subject_of(about))

        seen = to_ring(Desk(host, hers.municipality))

        assert [str(row.person) for row in seen] == ["Astrid", "Bertil"]
        theirs = Message.objects.get(key="Cecilia")
        browser = signed_in(host)
        assert browser.post(page("call", theirs.pk), {"outcome": "told"}).status_code == 404
        assert browser.post(page("resending", theirs.pk)).status_code == 404


class TestALetterThatDidNotArrive:
    @pytest.fixture
    def failed(self):
        """News by e-mail that the other server would not take."""
        occasion = make_occasion(starts=in_days(9))
        person = make_person("Astrid", email="a@exempel.example", phone="+46701740605")
        person.wish = "email"
        message = tell(person, "moved", "Ändrat", "…", key="k", about=subject_of(occasion))
        Message.objects.update(state="failed", fault="Mottagaren säger nej.", tries=0)
        return message

    def test_the_list_says_so_and_whom_to_ring_instead(self, desk, failed):
        seen = text(desk.get(page("calls")))

        assert "a@exempel.example</bdi>, men det kom inte fram. Mottagaren säger nej." in seen
        assert "070-174 06 05" in seen
        assert "Skicka igen" in seen

    def test_it_says_so_of_a_text_message_too(self, desk, failed):
        Message.objects.update(channel="sms", address="+46701740605")

        assert "Vi skickade sms till" in text(desk.get(page("calls")))

    def test_a_text_that_failed_goes_to_the_new_number(self, settings, failed):
        settings.SMS_ON = True
        Message.objects.update(channel="sms", address="+46701740605")
        ways = [Reached("phone", "+46701740606")]

        assert correct(failed.person, {"wish": "sms"}, ways, by=SYSTEM)

        message = Message.objects.get()
        assert (message.state, message.channel) == ("queued", "sms")
        assert message.address == "+46701740606"

    def test_one_press_sends_it_again_and_a_second_does_nothing_more(self, desk, failed):
        first = desk.post(page("resending", failed.pk), follow=True)
        second = desk.post(page("resending", failed.pk), follow=True)

        failed.refresh_from_db()
        assert (failed.state, failed.fault, failed.tries) == ("queued", "", 0)
        assert failed in Message.objects.due(timezone.now())
        assert "Vi försöker skicka igen." in text(first)
        assert "skickas redan" in text(second)
        assert [line.verb for line in Entry.objects.about(failed)] == ["sent-again"]

    def test_who_is_a_moment_late_is_told_that_it_is_sent(self, failed, karin):
        assert failed.send_again(by=karin.actor)
        assert not failed.send_again(by=karin.actor)

    def test_old_news_are_not_sent_again(self, desk, failed):
        Occasion.objects.update(starts=in_days(-1), ends=in_days(0, 0, 1))

        assert "Skicka igen" not in text(desk.get(page("calls")))
        desk.post(page("resending", failed.pk))

        failed.refresh_from_db()
        assert failed.state == "failed"

    def test_a_call_is_no_letter(self, desk):
        call = tell(make_person(), "moved", "Ändrat", "…", key="k")

        assert "behövs det inte" in text(desk.post(page("resending", call.pk), follow=True))
        assert "Skicka igen" not in text(desk.get(page("calls")))
