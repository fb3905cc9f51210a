# SPDX-License-Identifier: EUPL-1.2
"""Who came: ticked by name, or counted by eye; neither is the promise."""

import pytest

from tests.makers import in_days, make_karin, make_occasion, make_offer, make_person, make_venue
from traffpunkt.activities.rosters import Roster
from traffpunkt.journal.models import GUEST
from traffpunkt.people.desk import Desk

pytestmark = pytest.mark.django_db


def hall(occasion):
    return occasion.offers.get(way="on_site")


def test_attendance_is_ticked_changed_and_taken_away():
    earlier, occasion = make_occasion(starts=in_days(-7)), make_occasion()
    astrid = make_person("Astrid")
    karin = make_karin()
    then = earlier.sign_up(astrid, hall(earlier), by=GUEST, over=True)
    now = occasion.sign_up(astrid, hall(occasion), by=GUEST)

    then.tick("present", by=karin.actor)
    now.tick("present", by=karin.actor)

    assert astrid.attendances.get(occasion=earlier).first_time
    assert not astrid.attendances.get(occasion=occasion).first_time

    now.tick("excused", by=karin.actor)
    assert astrid.attendances.get(occasion=occasion).outcome == "excused"
    now.tick("", by=karin.actor)
    assert not occasion.attendances.exists()


def test_each_watch_party_is_counted_by_itself():
    occasion = make_occasion()
    karin = make_karin()
    one, other = (make_offer(occasion, "watch_party", venue=make_venue()) for _party in range(2))

    one.count_heads(5, by=karin.actor)
    other.count_heads(7, by=karin.actor)
    other.count_heads(8, by=karin.actor)

    roster = Roster(occasion, Desk(karin, occasion.municipality))
    counted = {group.offer: group.tally.seniors for group in roster.groups if group.tally}
    assert counted == {one: 5, other: 8}


def test_a_head_count_is_kept_beside_the_ticks_and_the_last_one_holds():
    occasion = make_occasion()
    karin = make_karin()

    hall(occasion).count_heads(12, 3, by=karin.actor)
    hall(occasion).count_heads(14, by=karin.actor)

    tally = occasion.tallies.get()
    assert (tally.seniors, tally.first_timers) == (14, 0)
    assert not occasion.attendances.exists()
