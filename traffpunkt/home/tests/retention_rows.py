# SPDX-License-Identifier: EUPL-1.2
"""A row of each kind that a rule of retention takes, and when its last day is."""

import datetime

import time_machine

from tests.makers import (
    local,
    make_activity,
    make_astrid,
    make_legal_version,
    make_letter,
    make_occasion,
    make_organisation,
    make_page,
    make_series,
    make_signup,
    the_municipality,
)
from traffpunkt.activities.models import Announcement, Answer, Group, Hosting, Signature, Standing
from traffpunkt.home.retention import BY_KEY, Line
from traffpunkt.journal.models import SYSTEM
from traffpunkt.outbox.models import Message, Pile, SmsTry
from traffpunkt.people.models import Account
from traffpunkt.places.models import ErasureDecision, OrganisationContact

DAY = local(2026, 1, 15, 13)
DATE = DAY.date()


def decide(municipality=None, **given):
    municipality = municipality or the_municipality()
    facts = {"is_on": True, "reference": "KS 2026/14", "decided": datetime.date(2026, 1, 2)}
    return ErasureDecision.objects.state(municipality, facts | given, by=SYSTEM)


def line_of(key, **given):
    return Line(BY_KEY[key], decide(**given))


def signed_up():
    signup = make_signup(make_occasion(starts=DAY), person=make_astrid())
    signup.tick("present", by=SYSTEM)


def came_only():
    signup = make_signup(make_occasion(starts=DAY), person=make_astrid())
    signup.tick("present", by=SYSTEM)
    signup.delete()


def stood():
    with time_machine.travel(DAY, tick=False):
        series = make_series()
    Standing.objects.create(series=series, person=make_astrid(), way="on_site",
                            since=DATE, until=DATE)  # fmt: skip


def had_a_page():
    make_page(make_astrid())


def had_a_card():
    make_astrid().issue_card(by=SYSTEM)


def was_met():
    make_astrid()


def was_known():
    person = make_astrid()
    person.needs = "Hör lite dåligt"
    person.save()


def took_back():
    Signature.objects.create(
        version=make_legal_version(kind="filming"), person=make_astrid(), way="phone",
        by="system", at=DAY, withdrawn=DAY,
    )  # fmt: skip


def was_in_a_group():
    group = Group.objects.create(municipality=the_municipality(), name="Kören", purpose="Sång")
    group.members.create(person=make_astrid(), since=DATE, until=DATE, by="system")


def was_told():
    Announcement.objects.create(
        occasion=make_occasion(starts=DAY), audience="seated", words="Ta med fika.", reached=3,
        press="6e1bba40-5a3e-4ab5-8b62-6f9f4f9b9c11", by="account:1", at=DAY,
    )  # fmt: skip


def was_answered():
    Answer.objects.create(
        activity=make_activity(), approved=False, words="Byt dag.", by="x", at=DAY
    )


def hosted():
    account = Account.objects.invite("yusuf@kommun.example")
    Hosting.objects.create(activity=make_activity(), account=account, since=DATE, until=DATE)


def worked():
    account = Account.objects.invite("yusuf@kommun.example")
    the_municipality().memberships.create(
        account=account, name="Yusuf", role="host", since=DATE, until=DATE
    )


def was_written_to():
    letter = make_letter(make_astrid(), state=Message.State.SENT, channel="sms", not_before=DAY)
    SmsTry.objects.create(message=letter, address="+46701740605", mark="abc")


def was_printed():
    Pile.objects.create(
        municipality=the_municipality(), by=Account.objects.invite("karin@k.example"), made=DAY
    )


def reported():
    the_municipality().fault_reports.create(text="Kartan.", contact="0701740605", sent=DAY)


def agreed():
    organisation = make_organisation()
    the_municipality().agreements.create(organisation=organisation, starts=DATE, ends=DATE)
    OrganisationContact.objects.create(
        municipality=the_municipality(), organisation=organisation, phone="026-17 80 00"
    )


def wished():
    the_municipality().wishes.create(text="Schack", said_by=make_astrid(), by="guest", left=DAY)


def was_abused():
    the_municipality().wishes.create(text="Dumt", by="guest", left=DAY, removed=DAY)


def was_masked():
    search = {"first": "2026-01-01", "last": "2026-01-14", "person": make_astrid().pk}
    begun = the_municipality().disclosures.create(search=search, ground="21:1", touched=DAY)
    begun.masks = {"person-1-name": "26:1"}
    begun.save()


CASES = {
    "signup": (signed_up, local(2026, 2, 14, 13)),
    "attendance": (came_only, local(2026, 2, 14, 13)),
    "standing": (stood, local(2026, 2, 14, 13)),
    "page": (had_a_page, local(2026, 2, 14, 13)),
    "card": (had_a_card, local(2027, 1, 15, 13)),
    "signature": (took_back, local(2027, 1, 15, 13)),
    "group_member": (was_in_a_group, local(2027, 1, 15, 13)),
    "passing_person": (was_met, local(2026, 2, 14, 13)),
    "known_person": (was_known, local(2027, 1, 15, 13)),
    "announcement": (was_told, local(2027, 1, 15, 13)),
    "answer": (was_answered, local(2027, 1, 15, 13)),
    "hosting": (hosted, local(2027, 1, 15, 13)),
    "membership": (worked, local(2027, 1, 15, 13)),
    "message": (was_written_to, local(2026, 4, 15, 13)),
    "pile": (was_printed, local(2026, 4, 15, 13)),
    "fault_report": (reported, local(2027, 1, 15, 13)),
    "organisation_contact": (agreed, local(2027, 1, 15, 13)),
    "wish": (wished, local(2027, 1, 15, 13)),
    "removed_wish": (was_abused, local(2026, 2, 14, 13)),
    "disclosure": (was_masked, local(2026, 1, 29, 13)),
}
A_DAY = datetime.timedelta(days=1)
