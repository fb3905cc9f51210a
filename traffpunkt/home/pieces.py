# SPDX-License-Identifier: EUPL-1.2
"""What the page of pieces shows: invented persons and fixed days, never a row of the database."""

import datetime
from types import SimpleNamespace as Made
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from traffpunkt.activities import walkthrough
from traffpunkt.activities.calls import ABOUT_NEWS, ABOUT_SEAT
from traffpunkt.activities.cards import Card, CardWay
from traffpunkt.activities.forms.lists import TallyForm
from traffpunkt.activities.models import Activity, Occasion, Offer, Way
from traffpunkt.activities.programme import Question
from traffpunkt.activities.recurrence import moment
from traffpunkt.channels.models import Link
from traffpunkt.home.forms import SampleForm
from traffpunkt.people.rights import Right
from traffpunkt.places.models import Municipality, Venue
from traffpunkt.ui import pictures
from traffpunkt.ui.qr import qr

# Far enough ahead that nothing is over and no sign-up closed; a Tuesday then as in 2025.
TUESDAY = datetime.date(2036, 3, 4)
STARTS, ENDS = moment(TUESDAY, datetime.time(13)), moment(TUESDAY, datetime.time(15))
PHONE = "026-17 00 01"


def all_pieces() -> dict[str, Any]:
    """Everything that the sections of the page ask for."""
    return frame() | programme() | taking_part() | desk() | forms() | drawn()


def frame() -> dict[str, Any]:
    """A municipality for the menu, the help block and the foot; a workroom where one is planning."""
    return {
        "municipality": Municipality(name="Kommunen", help_phone=PHONE),
        "workroom": Made(
            path=reverse("activities:staff_activities"), desk=Made(rights=frozenset(Right))
        ),
        "rows": Paginator(range(60), 20).page(2),
    }


def programme() -> dict[str, Any]:
    """A day of a week, and the card of a date in each state it can be in."""
    here = CardWay(1, Way.ON_SITE, None, 20, True, "optional", 17, 0)
    home = CardWay(1, Way.ONLINE, None, None, True, "optional", 4, 0)
    full = CardWay(1, Way.ON_SITE, None, 20, True, "optional", 20, 2)
    shut = CardWay(1, Way.PHONE, None, 5, False, "optional", 5, 0)
    planned = card("planned", here, home)
    return {
        "question": Question(TUESDAY, one_day=True),
        "card": planned,
        "cards": [
            (_("Vanligt"), planned, ""),
            (_("Öppet nu"), planned, "now"),
            (_("Har varit"), planned, "over"),
            (_("Flyttat"), card("moved", here, home), ""),
            (_("Inställt"), card("cancelled", here), ""),
            (_("Fullt, med och utan kö"), card("planned", full, shut), ""),
        ],
    }


def card(state: str, *ways: CardWay) -> Card:
    """The card of one date."""
    return Card(1, STARTS, ENDS, 15, state, "Stickcafé", "Träffpunkt Ängen", ways)


def taking_part() -> dict[str, Any]:
    """The ways of one date, and the receipt of somebody who is signed up for it."""
    venue = Venue(name="Träffpunkt Ängen", slug="angen", street="Ängsgatan 1", town="Ängsby")
    venue.way_there = _("Buss 4 stannar utanför. Gå in vid kastanjen.")
    occasion = Occasion(pk=1, starts=STARTS, ends=ENDS, venue=venue)
    occasion.activity = Activity(pk=1, title="Stickcafé", bring=_("Egna stickor"))
    occasion.note = _("Hissen är trasig.")
    link = Link(dial_in="+46846500400", dial_code="123 456 789#")
    opens = STARTS - datetime.timedelta(days=7)
    return {
        "occasion": occasion,
        "offers": [
            offer(occasion, Way.ON_SITE, capacity=20, instructions=_("Ring på dörren.")),
            offer(occasion, Way.WATCH_PARTY, capacity=3, venue=venue),
            offer(occasion, Way.ONLINE, opens=opens),
            offer(occasion, Way.PHONE, booking="none"),
        ],
        "phone": offer(occasion, Way.PHONE, link=link),
        "signup": Made(is_expected=True, code="7K4M2P"),
        "qr": qr("https://kommunen.example/anmalan/prov/"),
        "film": Link(provider=Link.Provider.FACEBOOK, address="#innehall"),
        "walks": [
            (Link.Provider(name).label, steps) for name, steps in walkthrough.SERVICES.items()
        ]
        + [(way.label, steps) for way, steps in walkthrough.WAYS.items() if steps],
    }


def offer(occasion: Occasion, way: Way, **given: Any) -> Offer:
    """One way of taking part, with three seats taken and one waiting where there are but three."""
    made = Offer(pk=list(Way).index(way) + 1, occasion=occasion, way=way, **given)
    made.taken_count, made.queue_count = 3, int(made.capacity == 3)  # type: ignore[attr-defined]
    return made


def desk() -> dict[str, Any]:
    """The list of one date with its queue and its count, and two calls to make."""
    return {
        "seated": [
            row(1, "Astrid", outcome="present", may_stand=True),
            row(2, "Gunnar", outcome="excused", is_standing=True, needs=_("Behöver hörslinga.")),
            row(3, "Siv", outcome="no_show", is_held=True, hidden=True),
        ],
        "queue": [row(4, "Rut"), row(5, _("Namnet visas inte"), is_open=False)],
        "group": Made(
            offer=Made(pk=1),
            tally=Made(seniors=14, first_timers=2, at=ENDS),
            counting=TallyForm(prefix="prov"),
        ),
        "rung": [
            Made(
                pk=3,
                person=Made(name="Siv"),
                tries=1,
                get_outcome_display=_("kommer"),
                subject=_("Du har fått en plats på Stickcafé"),
            )
        ],
        "at_hand": Made(pk=1, starts=STARTS, ends=ENDS, title="Stickcafé", venue="Ängen"),
        "links": [Made(address="https://teams.example/mote", dial_in="+46846500400")],
        "calls": [
            call(1, "Siv", _("Du har fått en plats på Stickcafé"), ABOUT_SEAT, tries=1),
            call(2, "Rut", _("Stickcafé är flyttat"), ABOUT_NEWS, has_failed=True),
        ],
    }


def row(pk: int, name: str, **given: Any) -> Made:
    """One line of the list, as `Row` has it."""
    person = Made(
        hidden=given.pop("hidden", False),
        needs=given.pop("needs", ""),
        contact_ways=Made(all=[Made(kind="phone", value=PHONE, relative="")]),
    )
    signup = Made(
        pk=pk,
        person=person,
        person_id=pk,
        headcount=1,
        held_until=ENDS,
        get_source_display=_("webben"),
    )
    return Made(name=name, signup=signup, **{"is_open": True} | given)


def call(pk: int, name: str, subject: str, outcomes: list[Any], **given: Any) -> Made:
    """One line of the call list, as `Call` has it; a letter that came back may be sent again."""
    has_failed = given.get("has_failed", False)
    message = Made(
        pk=pk,
        person_id=pk,
        person=Made(name=name, phone=PHONE, wish="none" if has_failed else "call"),
        address="rut@exempel.se" if has_failed else PHONE,
        subject=subject,
        body=_("Ring och berätta."),
        outcome="no_answer" if given.get("tries") else "",
        **given,
    )
    signup = Made(held_until=None if has_failed else ENDS)
    return Made(
        message=message, signup=signup, number=PHONE, outcomes=outcomes,
        may_be_sent_again=has_failed,
    )  # fmt: skip


def forms() -> dict[str, Any]:
    """A form with a field of each kind, as it opens and as it is refused."""
    filled = {
        "name": "Astrid Bengtsdotter Karlsson",
        "email": "astrid",
        "day": "31/2",
        "time": "kl 99",
    }
    return {
        "empty": SampleForm(auto_id="a_%s"),
        "wrong": SampleForm(filled, auto_id="b_%s"),
    }


def drawn() -> dict[str, Any]:
    """The names of all signs and drawings."""
    return {"icons": pictures.names(24), "drawings": pictures.names(120)}
