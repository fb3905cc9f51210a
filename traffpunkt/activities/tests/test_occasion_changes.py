# SPDX-License-Identifier: EUPL-1.2
"""One date changed, moved, cancelled and reinstated: who is told, and what is refused."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from tests.makers import in_days, local, make_occasion, make_person, make_venue
from traffpunkt.activities.models import Occasion
from traffpunkt.activities.refusals import Cancelled, Past, Refusal
from traffpunkt.journal.models import SYSTEM, Entry
from traffpunkt.outbox.models import Message

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def with_astrid(astrid, **given):
    occasion = make_occasion(**given)
    occasion.sign_up(astrid, occasion.offers.get(way="on_site"), by=SYSTEM)
    return occasion


def told(kind):
    return Message.objects.filter(kind=kind).count()


def verbs(occasion):
    return list(Entry.objects.about(occasion).values_list("verb", flat=True))


def test_a_move_is_told_once_and_kept(astrid):
    occasion = with_astrid(astrid)
    before, venue = occasion.starts, occasion.venue

    move = occasion.move(in_days(3), in_days(3, 15), venue, by=SYSTEM)

    assert (move.started, move.venue) == (before, venue)
    assert occasion.state == Occasion.State.MOVED
    assert occasion.hand_changed
    assert occasion.sequence > 0
    assert told("moved") == 1
    assert verbs(occasion)[-1] == "moved"


def test_the_same_move_again_changes_nothing(astrid):
    occasion = with_astrid(astrid)
    occasion.move(in_days(3), in_days(3, 15), occasion.venue, by=SYSTEM)

    assert occasion.move(in_days(3), in_days(3, 15), occasion.venue, by=SYSTEM) is None
    assert told("moved") == 1


def test_another_place_alone_is_a_move_too(astrid):
    occasion = with_astrid(astrid)
    elsewhere = make_venue(municipality=occasion.municipality)

    assert occasion.move(occasion.starts, occasion.ends, elsewhere, by=SYSTEM)
    assert Occasion.objects.get().venue == elsewhere


def test_sign_up_opens_and_closes_as_long_before_as_it_did():
    occasion = make_occasion(starts=in_days(9))
    offer = occasion.offers.get()
    offer.opens, offer.closes = in_days(2), in_days(8)
    offer.save()

    occasion.move(in_days(10), in_days(10, 15), occasion.venue, by=SYSTEM)

    offer.refresh_from_db()
    assert (offer.opens, offer.closes) == (in_days(3), in_days(9))


@time_machine.travel(local(2026, 10, 1, 12), tick=False)
def test_sign_up_opens_at_its_own_hour_also_after_the_clocks_have_changed():
    occasion = make_occasion(starts=local(2026, 10, 24, 13))
    occasion.offers.update(opens=local(2026, 10, 17, 0), closes=local(2026, 10, 24, 12))

    occasion.move(local(2026, 10, 27, 14), local(2026, 10, 27, 16), occasion.venue, by=SYSTEM)

    offer = occasion.offers.get()
    assert offer.opens == local(2026, 10, 20, 0)
    assert offer.closes == local(2026, 10, 27, 13)


def test_a_sign_up_that_has_closed_is_not_opened_by_a_move():
    occasion = make_occasion(starts=in_days(9))
    closed = timezone.now() - HOUR
    occasion.offers.update(closes=closed)

    occasion.move(in_days(20), in_days(20, 15), occasion.venue, by=SYSTEM)

    assert occasion.offers.get().closes == closed


def test_nothing_is_moved_into_the_past():
    occasion = make_occasion()

    with pytest.raises(Refusal, match="har redan varit"):
        occasion.move(in_days(-1), in_days(-1, 15), occasion.venue, by=SYSTEM)


def test_a_cancelled_date_is_reinstated_before_it_is_moved():
    occasion = make_occasion()
    occasion.cancel("Sjukdom", by=SYSTEM)

    with pytest.raises(Cancelled):
        occasion.move(in_days(3), in_days(3, 15), occasion.venue, by=SYSTEM)


def test_a_cancellation_has_its_reason_and_is_told_once(astrid):
    occasion = with_astrid(astrid)

    first = occasion.cancel("Vattenläcka", by=SYSTEM)
    again = occasion.cancel("Något annat", by=SYSTEM)

    assert first == again
    assert occasion.is_cancelled
    assert occasion.cancellations.get().reason == "Vattenläcka"
    assert told("cancelled") == 1
    assert verbs(occasion) == ["cancelled"]


def test_a_reinstated_date_is_told_and_the_cancellation_kept_as_lifted(astrid):
    occasion = with_astrid(astrid)
    occasion.cancel("Vattenläcka", by=SYSTEM)

    occasion.reinstate(by=SYSTEM)
    occasion.reinstate(by=SYSTEM)

    assert occasion.state == Occasion.State.PLANNED
    assert occasion.cancellations.get().lifted
    assert told("reinstated") == 1
    assert occasion.signups.expected().count() == 1
    occasion.cancel("Ny läcka", by=SYSTEM)
    assert occasion.cancellations.count() == 2


def test_a_seat_left_while_the_date_was_cancelled_goes_to_the_queue_when_it_is_reinstated(astrid):
    occasion = with_astrid(astrid, seats=1)
    waiting = occasion.sign_up(make_person("Bertil"), occasion.offers.get(), by=SYSTEM)
    occasion.cancel("Vattenläcka", by=SYSTEM)
    occasion.signups.expected().get().withdraw(by=SYSTEM)
    assert not occasion.signups.expected().exists()

    occasion.reinstate(by=SYSTEM)

    assert occasion.signups.expected().get() == waiting
    assert told("promotion") == 1


def test_a_moved_date_is_still_moved_when_it_is_reinstated():
    occasion = make_occasion()
    occasion.move(in_days(3), in_days(3, 15), occasion.venue, by=SYSTEM)
    occasion.cancel("Sjukdom", by=SYSTEM)

    occasion.reinstate(by=SYSTEM)

    assert occasion.state == Occasion.State.MOVED


@pytest.mark.parametrize("verb", ["change", "move", "cancel"])
def test_what_has_been_is_not_changed(verb):
    occasion = make_occasion(starts=in_days(-1))
    given: dict[str, list[object]] = {
        "change": [{}],
        "move": [in_days(3), in_days(3, 15), occasion.venue],
        "cancel": ["Sjukdom"],
    }

    with pytest.raises(Past, match="har redan varit"):
        getattr(occasion, verb)(*given[verb], by=SYSTEM)
    assert verbs(occasion) == []


def test_a_cancelled_date_that_has_been_is_not_reinstated():
    occasion = make_occasion()
    occasion.cancel("Sjukdom", by=SYSTEM)
    Occasion.objects.update(starts=in_days(-1), ends=in_days(-1, 15))

    with pytest.raises(Past):
        occasion.reinstate(by=SYSTEM)


def test_a_change_of_one_date_marks_it_and_tells_nobody_about_a_note(astrid):
    occasion = with_astrid(astrid)

    occasion.change({"note": "Ta med inneskor", "doors_minutes": 30}, by=SYSTEM)

    assert occasion.hand_changed
    assert (occasion.note, occasion.doors_minutes) == ("Ta med inneskor", 30)
    assert occasion.state == Occasion.State.PLANNED
    assert told("moved") == 0
    assert verbs(occasion) == ["changed"]


def test_a_change_of_the_hour_is_a_move(astrid):
    occasion = with_astrid(astrid)

    occasion.change({"starts": in_days(1, 14), "ends": in_days(1, 16)}, by=SYSTEM)

    assert occasion.state == Occasion.State.MOVED
    assert told("moved") == 1
    assert verbs(occasion) == ["moved", "changed"]


def test_a_change_to_what_it_is_already_leaves_no_trace(astrid):
    occasion = with_astrid(astrid)
    same = {name: getattr(occasion, name) for name in ("starts", "ends", "venue", "note")}

    occasion.change(same, offers=[{"way": "on_site"}], by=SYSTEM)

    occasion.refresh_from_db()
    assert not occasion.hand_changed
    assert occasion.sequence == 0
    assert verbs(occasion) == []


@pytest.mark.parametrize(
    "change",
    [
        {"note": "Ta med inneskor"},
        {"doors_minutes": 30},
        {"offers": [{"way": "on_site", "capacity": 3}]},
        {"offers": [{"way": "on_site"}, {"way": "phone"}]},
    ],
)
def test_each_real_change_of_one_date_marks_it_once(change):
    occasion = make_occasion()
    offers = change.pop("offers", None)

    for _press in range(2):
        occasion.change(change, offers=offers, by=SYSTEM)

    occasion.refresh_from_db()
    assert (occasion.hand_changed, occasion.sequence) == (True, 1)
    assert verbs(occasion) == ["changed"]


def test_a_change_may_give_one_date_more_seats_and_another_way(astrid, bertil):
    occasion = make_occasion(seats=1)
    offer = occasion.offers.get()
    occasion.sign_up(astrid, offer, by=SYSTEM)
    waiting = occasion.sign_up(bertil, offer, by=SYSTEM)

    staying = occasion.change(
        {}, offers=[{"way": "on_site", "capacity": 2}, {"way": "phone"}], by=SYSTEM
    )

    waiting.refresh_from_db()
    assert waiting.is_expected
    assert staying == []
    assert set(occasion.offers.values_list("way", flat=True)) == {"on_site", "phone"}


def test_a_way_in_use_stays_when_one_date_drops_it(astrid):
    occasion = with_astrid(astrid)

    staying = occasion.change({}, offers=[{"way": "phone"}], by=SYSTEM)

    assert [offer.way for offer in staying] == ["on_site"]


def test_a_stale_copy_does_not_undo_what_somebody_else_did():
    occasion = make_occasion()
    stale = Occasion.objects.get(pk=occasion.pk)
    occasion.change({"note": "Ta med inneskor"}, by=SYSTEM)

    stale.move(in_days(3), in_days(3, 15), stale.venue, by=SYSTEM)

    assert Occasion.objects.get().note == "Ta med inneskor"


def test_a_cancellation_reads_as_its_reason_and_a_move_as_what_was_before():
    occasion = make_occasion()
    move = occasion.move(in_days(3), in_days(3, 15), occasion.venue, by=SYSTEM)

    assert str(move).startswith(str(occasion.pk))
    assert str(occasion.cancel("Sjukdom", by=SYSTEM)) == "Sjukdom"
