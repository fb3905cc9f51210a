# SPDX-License-Identifier: EUPL-1.2
"""Activities, their series and dates, the ways of taking part, who means to come and who came."""

from traffpunkt.activities.models.activity import Activity
from traffpunkt.activities.models.announcement import Announcement
from traffpunkt.activities.models.answer import Answer
from traffpunkt.activities.models.attendance import Attendance, Tally
from traffpunkt.activities.models.group import Group, GroupMember
from traffpunkt.activities.models.hosting import Hosting
from traffpunkt.activities.models.occasion import Cancellation, Move, Occasion
from traffpunkt.activities.models.offer import Offer
from traffpunkt.activities.models.offer_plan import OfferPlan
from traffpunkt.activities.models.reminder import ReminderRound, ReminderRule
from traffpunkt.activities.models.search import SearchGram, SearchHit, SearchWord, Synonym
from traffpunkt.activities.models.series import Series, SeriesDate
from traffpunkt.activities.models.signature import Signature
from traffpunkt.activities.models.signup import Signup
from traffpunkt.activities.models.standing import Standing
from traffpunkt.activities.models.terms import Booking, Way
from traffpunkt.activities.models.topic import Topic
from traffpunkt.activities.models.worded import Wording

__all__ = [
    "Activity",
    "Announcement",
    "Answer",
    "Attendance",
    "Booking",
    "Cancellation",
    "Group",
    "GroupMember",
    "Hosting",
    "Move",
    "Occasion",
    "Offer",
    "OfferPlan",
    "ReminderRound",
    "ReminderRule",
    "SearchGram",
    "SearchHit",
    "SearchWord",
    "Series",
    "SeriesDate",
    "Signature",
    "Signup",
    "Standing",
    "Synonym",
    "Tally",
    "Topic",
    "Way",
    "Wording",
]
