# SPDX-License-Identifier: EUPL-1.2
"""The list of one date at the desk."""

import pytest

from tests.makers import (
    in_days,
    make_account,
    make_activity,
    make_eva,
    make_karin,
    make_municipality,
    make_occasion,
    make_organisation,
    make_person,
    make_signup,
)
from traffpunkt.activities.models import Hosting, Signup
from traffpunkt.activities.tests.desk import page, text
from traffpunkt.journal.models import GUEST
from traffpunkt.outbox.actions import tell
from traffpunkt.outbox.models import Message, subject_of

pytestmark = pytest.mark.django_db


class TestTheList:
    def test_it_says_who_how_many_how_to_reach_them_and_who_waits_in_order(self, desk):
        occasion = make_occasion(seats=2)
        offer = occasion.offers.get()
        people = [("Astrid", 2), ("Bertil", 1), ("Cecilia", 1)]
        for name, heads in people:
            person = make_person(name, phone="+46701740605", relative="Dottern")
            occasion.sign_up(person, offer, by=GUEST, headcount=heads)

        answer = desk.get(page("staff_occasion", occasion.pk))

        seen = text(answer)
        assert "2 av 2 platser" in seen
        assert "070-174 06 05" in seen
        assert "(Dottern)" in seen
        assert seen.index("Astrid") < seen.index("I kö, i tur") < seen.index("Bertil")
        assert seen.index("Bertil") < seen.index("Cecilia")

    def test_it_costs_the_same_however_long_it_is(self, desk, django_assert_num_queries):
        counts = []
        for rows in (1, 3):
            occasion = make_occasion(ways=["on_site", "online"], starts=in_days(0, 23, 30))
            for number in range(rows):
                for way in ("on_site", "online"):
                    person = make_person(f"P{number}{way}", phone=f"+4670174060{number}")
                    occasion.sign_up(person, occasion.offers.get(way=way), by=GUEST)
            with django_assert_num_queries(14, exact=False) as seen:
                desk.get(page("staff_occasion", occasion.pk))
            counts.append(len(seen))
        assert counts[0] == counts[1]

    def test_hidden_names_are_for_the_coordinator_only(self, desk, signed_in):
        occasion = make_occasion()
        astrid = make_signup(occasion, "Astrid")
        astrid.person.hidden = True
        astrid.person.save()
        host = make_account("Henrik", "host")
        Hosting.objects.create(activity=occasion.activity, account=host, since=in_days(-1).date())

        hers = text(desk.get(page("staff_occasion", occasion.pk)))
        his = text(signed_in(host).get(page("staff_occasion", occasion.pk)))
        asked = text(signed_in(host).get(page("staff_withdrawal", astrid.pk)))

        assert "Astrid" in hers
        assert "Visa aldrig namn eller bild" in hers
        assert "Astrid" not in his
        assert "Namnet visas inte" in his
        assert "Astrid" not in asked

    def test_a_held_seat_a_need_and_a_cancelled_date_are_said(self, desk):
        occasion = make_occasion(seats=1, starts=in_days(5), note="Ta bakvägen")
        first = occasion.sign_up(make_person("Astrid"), occasion.offers.get(), by=GUEST)
        bertil = make_person("Bertil")
        bertil.needs = "Rullstol"
        bertil.save()
        occasion.sign_up(bertil, occasion.offers.get(), by=GUEST)
        first.withdraw(by=GUEST)

        seen = text(desk.get(page("staff_occasion", occasion.pk)))
        assert "Platsen hålls till" in seen
        assert "Rullstol" in seen
        assert "Ta bakvägen" in seen
        assert "Nyss avbokade" in seen

        type(occasion).objects.update(state="cancelled")
        seen = text(desk.get(page("staff_occasion", occasion.pk)))
        assert "inställt" in seen
        assert "Anmäl någon" not in seen


class TestWhoMaySeeIt:
    def addresses(self, occasion, signup, message):
        offer = occasion.offers.first()
        yield "get", page("staff_occasion", occasion.pk)
        yield "get", page("staff_signup", occasion.pk)
        yield "get", page("staff_withdrawal", signup.pk)
        yield "get", page("staff_switch", signup.pk)
        yield "get", page("staff_seat", signup.pk)
        yield "get", page("staff_queue_end", occasion.pk, offer.pk)
        yield "post", page("staff_comeback", signup.pk)
        yield "post", page("staff_attendance", signup.pk)
        yield "post", page("staff_tally", occasion.pk, offer.pk)
        yield "post", page("call", message.pk)

    @pytest.fixture
    def town(self):
        occasion = make_occasion(activity=make_activity(partner=make_organisation()))
        signup = make_signup(occasion)
        message = tell(signup.person, "moved", "Ändrat", "…", key="k", about=subject_of(occasion))
        return occasion, signup, message

    def test_not_strangers_nor_those_of_other_activities_or_municipalities(self, town, signed_in):
        elsewhere = make_municipality()
        strangers = [
            make_eva(),
            make_account("Henrik", "host"),
            make_account("Petra", "partner"),
            make_karin(municipality=elsewhere),
        ]
        for account in strangers:
            for method, address in self.addresses(*town):
                for slug in (town[0].municipality.slug, elsewhere.slug):
                    answer = getattr(signed_in(account), method)(f"/{slug}{address}")
                    assert answer.status_code == 404, (account, address)
        assert not Signup.objects.filter(state="withdrawn").exists()

    def test_not_guests(self, town, client):
        for method, address in self.addresses(*town):
            assert "/logga-in/" in getattr(client, method)(address)["Location"]

    def test_the_host_the_partner_and_the_coordinator(self, town, signed_in):
        occasion = town[0]
        host = make_account("Henrik", "host")
        Hosting.objects.create(activity=occasion.activity, account=host, since=in_days(-1).date())
        partner = make_account("Petra", "partner", organisation=occasion.activity.partner)
        for account in (host, partner, make_karin()):
            for method, address in self.addresses(*town):
                answer = getattr(signed_in(account), method)(address)
                assert answer.status_code in {200, 302, 422}, (account, address)

    def test_a_host_rings_about_her_own_dates_only(self, town, signed_in):
        occasion, signup, _message = town
        tell(signup.person, "moved", "Om något annat", "…", key="other")
        host = make_account("Henrik", "host")
        Hosting.objects.create(activity=occasion.activity, account=host, since=in_days(-1).date())

        seen = text(signed_in(host).get(page("calls")))

        assert "Ändrat" in seen
        assert "Om något annat" not in seen

        signup.person.hidden = True
        signup.person.save()
        assert "Ingen att ringa" in text(signed_in(host).get(page("calls")))


class TestChangingARow:
    def test_a_withdrawal_asks_first_and_can_be_undone(self, desk):
        signup = make_signup()
        assert "Ja, avboka" in text(desk.get(page("staff_withdrawal", signup.pk)))

        answer = desk.post(page("staff_withdrawal", signup.pk), follow=True)
        assert "Astrid är avbokad" in text(answer)
        assert "Ångra avbokningen" in text(answer)

        answer = desk.post(page("staff_comeback", signup.pk), follow=True)
        assert "Astrid står på listan igen" in text(answer)
        signup.refresh_from_db()
        assert signup.is_expected

    def test_who_has_a_standing_place_stays_away_this_once(self, desk):
        signup = make_signup(source="standing")
        assert "de andra dagarna" in text(desk.get(page("staff_withdrawal", signup.pk)))

        desk.post(page("staff_withdrawal", signup.pk))

        signup.refresh_from_db()
        assert signup.is_withdrawn

    def test_a_refused_withdrawal_and_a_refused_return_say_why(self, desk):
        signup = make_signup(make_occasion(starts=in_days(-2)))
        answer = desk.post(page("staff_withdrawal", signup.pk))
        assert answer.status_code == 422
        assert "redan varit" in text(answer)

        Signup.objects.update(state="withdrawn", ended=in_days(-2))
        answer = desk.post(page("staff_comeback", signup.pk), follow=True)
        assert "för sent att ångra" in text(answer)

    def test_switching_way(self, desk):
        occasion = make_occasion(ways=["on_site", "online"])
        signup = make_signup(occasion)
        online = occasion.offers.get(way="online")
        assert "Var med hemifrån" in text(desk.get(page("staff_switch", signup.pk)))

        answer = desk.post(page("staff_switch", signup.pk), {"way": online.pk}, follow=True)

        assert "Astrid är anmäld" in text(answer)
        assert occasion.signups.expected().get().offer == online

    def test_a_refused_switch_says_why_and_a_foreign_way_is_none(self, desk):
        occasion = make_occasion(ways=["on_site", "online"])
        signup = make_signup(occasion)
        online = occasion.offers.get(way="online")
        occasion.offers.filter(pk=online.pk).update(booking="none")

        answer = desk.post(page("staff_switch", signup.pk), {"way": online.pk})
        assert answer.status_code == 422
        assert "Du behöver inte anmäla dig." in text(answer)

        foreign = make_occasion().offers.get()
        assert desk.post(page("staff_switch", signup.pk), {"way": foreign.pk}).status_code == 422

    def test_where_there_is_one_way_there_is_none_to_switch_to(self, desk):
        assert "inget annat sätt" in text(desk.get(page("staff_switch", make_signup().pk)))

    def test_giving_a_seat_from_the_queue_says_what_it_means(self, desk):
        occasion = make_occasion(seats=1)
        make_signup(occasion, "Bertil")
        waiting = make_signup(occasion, "Astrid", state="waiting")
        assert "1 av 1 platser är tagna" in text(desk.get(page("staff_seat", waiting.pk)))

        answer = desk.post(page("staff_seat", waiting.pk), follow=True)

        assert "Astrid har fått en plats" in text(answer)
        assert "inte i kö längre" in text(desk.get(page("staff_seat", waiting.pk)))


class TestEndingAQueue:
    def test_those_who_wait_are_told_and_nobody_else_queues(self, desk):
        occasion = make_occasion(seats=1)
        make_signup(occasion, "Bertil")
        offer = occasion.offers.get()
        waiting = make_person("Astrid", email="a@exempel.example")
        occasion.sign_up(waiting, offer, by=GUEST)
        assert "Stäng kön" in text(desk.get(page("staff_occasion", occasion.pk)))
        asked = text(desk.get(page("staff_queue_end", occasion.pk, offer.pk)))
        assert "1 person väntar" in asked

        answer = desk.post(page("staff_queue_end", occasion.pk, offer.pk), follow=True)

        assert "Kön är stängd. 1 person får veta." in text(answer)
        assert not offer.signups.queue().exists()
        message = Message.objects.get(kind="queue-over")
        assert message.subject.startswith("Det blev ingen plats")
        offer.refresh_from_db()
        assert not offer.has_queue


class TestTheDayItself:
    def test_ticks_are_there_on_the_day_and_a_second_press_takes_one_away(self, desk):
        signup = make_signup(make_occasion(starts=in_days(0, 0, 1)))
        assert "Förhinder" in text(desk.get(page("staff_occasion", signup.occasion_id)))

        desk.post(page("staff_attendance", signup.pk), {"outcome": "present"})
        assert signup.person.attendances.get().outcome == "present"
        seen = text(desk.get(page("staff_occasion", signup.occasion_id)))
        assert "<span data-came>1</span> prickade som närvarande" in seen

        desk.post(page("staff_attendance", signup.pk), {"outcome": ""})
        assert not signup.person.attendances.exists()

    def test_an_unknown_tick_changes_nothing(self, desk):
        signup = make_signup()

        desk.post(page("staff_attendance", signup.pk), {"outcome": "sick"})

        assert not signup.person.attendances.exists()
        assert "Förhinder" not in text(desk.get(page("staff_occasion", signup.occasion_id)))

    def test_a_count_by_eye(self, desk):
        occasion = make_occasion(starts=in_days(0, 0, 1), ways=["on_site", "online"])
        offer = occasion.offers.get(way="on_site")
        address = page("staff_tally", occasion.pk, offer.pk)
        facts = {f"{offer.pk}-seniors": "14", f"{offer.pk}-first_timers": ""}

        answer = desk.post(address, facts, follow=True)

        assert occasion.tallies.get().seniors == 14
        assert "14 personer" in text(answer)

    def test_a_count_that_cannot_be_is_shown_again_as_typed(self, desk):
        occasion = make_occasion(starts=in_days(0, 0, 1), ways=["on_site", "online"])
        offer = occasion.offers.get(way="online")
        address = page("staff_tally", occasion.pk, offer.pk)

        answer = desk.post(address, {f"{offer.pk}-seniors": "4", f"{offer.pk}-first_timers": "9"})
        assert answer.status_code == 422
        assert "fler än de som kom" in text(answer)
        assert 'value="9"' in text(answer)

        answer = desk.post(address, {f"{offer.pk}-seniors": "tjugo"})
        assert answer.status_code == 422
        assert not occasion.tallies.exists()
