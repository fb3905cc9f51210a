# SPDX-License-Identifier: EUPL-1.2
"""Medarbetare: assignments are given, prolonged and ended."""

import datetime

import pytest

from tests.makers import (
    local,
    make_account,
    make_activity,
    make_municipality,
    make_occasion,
    make_organisation,
    make_signup,
    make_venue,
    the_municipality,
)
from tests.signing import sign_in
from traffpunkt.activities.assignments import relieve
from traffpunkt.activities.models import Hosting
from traffpunkt.activities.receipts import host_of
from traffpunkt.home.tests.settings_rooms import at, browser, today, verbs
from traffpunkt.journal.models import SYSTEM
from traffpunkt.outbox.models import Message
from traffpunkt.people.actions import appoint
from traffpunkt.people.desk import Desk
from traffpunkt.people.models import Account, Membership, Role, StillNeeded

pytestmark = pytest.mark.django_db

LEAF = "medarbetare/ny/"
TOLD = {
    "email": "Maj@Kommun.Example",
    "name": "Maj",
    "role": "coordinator",
    "organisation": "",
    "activity": "",
    "venue": "",
    "until": "",
}


def text_of(page) -> str:
    return " ".join(page.content.decode().split())


def days(number: int) -> datetime.date:
    return today() + datetime.timedelta(days=number)


@pytest.fixture
def desk(karin):
    return browser(karin)


def give(desk, **told):
    return desk.post(at(LEAF, told.pop("at", None)), TOLD | told, follow=True)


def membership_of(email: str) -> Membership:
    return Membership.objects.get(account__email=email)


def test_a_coordinator_gives_an_assignment_and_the_new_one_comes_in(desk):
    page = give(desk)

    maj = Account.objects.get(email="maj@kommun.example")
    assert "Ett brev om det går till maj@kommun.example." in page.content.decode()
    assert Desk(maj, the_municipality()).is_coordinator
    assert verbs("people.account")[-1] == "invited"
    assert verbs("people.membership") == ["appointed"]
    assert browser(maj).get(at("")).status_code == 200


def test_each_municipality_calls_a_colleague_by_its_own_name_for_her(desk, client):
    """An account is common to all; to type its address must not tell what a neighbour calls it."""
    here, there = the_municipality(), make_municipality()
    anna = make_account("Anna", "coordinator", municipality=there)
    activity = make_activity(municipality=here)
    told = {"email": anna.email.upper(), "name": "Maj", "role": "host", "activity": activity.pk}
    pages = [desk.post(at(LEAF, here), TOLD | told, follow=True)]
    row = anna.memberships.get(municipality=here)
    ends = [f"uppdrag/{row.pk}/slut/", f"vardskap/{anna.hostings.get().pk}/slut/"]
    again = f"uppdrag/{row.pk}/brev/"
    pages += [desk.get(at(leaf, here)) for leaf in ("medarbetare/", *ends)]
    pages.append(desk.post(at(again, here), follow=True))

    assert all("Anna" not in page.content.decode() for page in pages)
    assert all("Maj" in page.content.decode() for page in pages[:4])
    assert host_of(make_signup(make_occasion(activity=activity))) == "Maj"
    assert anna.memberships.get(municipality=there).name == "Anna"

    sign_in(client, anna, at=f"/{here.slug}")
    give(desk, email=anna.email, at=here)

    assert "<h2>Maj</h2>" in desk.get(at("medarbetare/", here)).content.decode()
    assert "inloggad som <bdi>Maj</bdi>" in text_of(client.get(f"/{here.slug}/logga-ut/"))
    assert "inloggad som <bdi>Anna</bdi>" in text_of(client.get(f"/{there.slug}/logga-ut/"))
    letters = Message.objects.filter(municipality=here)
    assert all("Anna" not in letter.body for letter in letters)
    assert letters.filter(kind="assignment", body__startswith="Hej Maj!").exists()
    about = f"/{here.slug}/arbete/aktiviteter/{activity.pk}/"
    assert f'<option value="{anna.pk}">Maj</option>' in text_of(desk.get(f"{about}ansvar/"))
    activity.hand_over(anna, None, by=SYSTEM)
    assert "Ansvarig: <bdi>Maj</bdi>" in text_of(desk.get(about))


def test_the_same_press_twice_gives_one_assignment(desk):
    give(desk)
    give(desk)

    assert membership_of("maj@kommun.example").role == "coordinator"
    assert verbs("people.membership") == ["appointed"]


def test_a_coordinator_of_one_venue_and_of_all_are_two_assignments(desk):
    venue = make_venue()
    give(desk, venue=venue.pk)
    give(desk)

    maj = Account.objects.get(email="maj@kommun.example")
    assert {row.venue for row in maj.memberships.all()} == {venue, None}


def test_a_partner_comes_from_an_organisation_with_an_agreement(desk):
    choir, stranger = make_organisation(name="Kören"), make_organisation(name="De andra")
    the_municipality().agreements.create(organisation=choir, starts=today())

    assert "De andra" not in desk.get(at(LEAF)).content.decode()
    assert give(desk, role="partner", organisation=stranger.pk).status_code == 422
    page = give(desk, role="partner", organisation=choir.pk)

    assert "Samverkanspartner, Kören" in page.content.decode()
    assert membership_of("maj@kommun.example").organisation == choir


def test_a_host_hosts_one_activity_until_a_day(desk):
    activity = make_activity(title="Stickcafé")

    page = give(desk, role="host", activity=activity.pk, until=str(days(30)))

    hosting = Hosting.objects.get()
    assert "Värd för Stickcafé" in page.content.decode()
    assert (hosting.activity, hosting.since, hosting.until) == (activity, today(), days(30))
    assert membership_of("maj@kommun.example").until == days(30)
    assert verbs("activities.hosting") == ["given"]


def test_hosting_is_prolonged_by_giving_it_again(desk):
    activity = make_activity()
    give(desk, role="host", activity=activity.pk, until=str(days(3)))
    give(desk, role="host", activity=activity.pk, until=str(days(3)))
    give(desk, role="host", activity=activity.pk, until=str(days(30)))

    assert Hosting.objects.get().until == membership_of("maj@kommun.example").until == days(30)
    assert verbs("activities.hosting") == ["given", "given"]
    assert verbs("people.membership") == ["appointed", "prolonged"]


@pytest.mark.parametrize(
    ("first", "then", "kept"), [(None, 9, None), (9, 3, 9), (3, 9, 9), (3, None, None)]
)
def test_an_assignment_given_again_never_becomes_shorter(first, then, kept):
    maj = make_account("Maj", None)
    for number in (first, then):
        until = None if number is None else days(number)
        appoint(maj, Role.COORDINATOR, the_municipality(), by=SYSTEM, until=until)

    assert maj.memberships.get().until == (None if kept is None else days(kept))


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"email": "maj"}, "hela e-postadressen"),
        ({"email": ""}, "Skriv din e-post"),
        ({"name": ""}, "Skriv ett namn"),
        ({"name": "Maj 811218-9876"}, "personnummer"),
        ({"role": ""}, "Välj ett av svaren."),
        ({"role": "king"}, "Välj ett av svaren i listan."),
        ({"role": "partner"}, "Välj vilken organisation"),
        ({"role": "host"}, "Välj vilken aktivitet"),
        ({"until": "5 maj 2020"}, "redan varit"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_typed_is_lost(desk, told, words):
    page = give(desk, **told)

    assert page.status_code == 422
    assert words in page.content.decode()
    assert told.get("name", 'value="Maj"') in page.content.decode()
    assert not Account.objects.filter(email="maj@kommun.example").exists()


def test_what_belongs_to_another_role_is_neither_asked_for_nor_kept(desk):
    activity, choir = make_activity(), make_organisation()
    the_municipality().agreements.create(organisation=choir, starts=today())

    give(desk, activity=activity.pk, organisation=choir.pk)

    assert membership_of("maj@kommun.example").organisation is None
    assert not Hosting.objects.exists()


def test_rows_of_the_neighbour_cannot_be_chosen(desk):
    the_municipality()
    there = make_municipality()

    theirs = make_activity(municipality=there)
    assert give(desk, role="host", activity=theirs.pk).status_code == 422
    assert give(desk, venue=make_venue(municipality=there).pk).status_code == 422


def end_of(row) -> str:
    word = "vardskap" if isinstance(row, Hosting) else "uppdrag"
    return at(f"{word}/{row.pk}/slut/")


def test_an_assignment_ends_today_and_a_second_press_does_no_harm(desk, time_machine):
    time_machine.move_to(local(2026, 11, 23, 12), tick=False)
    maj = make_account("Maj", "coordinator", since=days(-9))
    row = maj.memberships.get()

    assert "<bdi>Maj</bdi>: aktivitetssamordnare" in desk.get(end_of(row)).content.decode()
    for _press in range(2):
        page = desk.post(end_of(row), follow=True)

    assert "I dag är sista dagen." in page.content.decode()
    assert verbs("people.membership") == ["ended"]
    assert Desk(maj, the_municipality()).is_coordinator
    time_machine.move_to(local(2026, 11, 24, 0, 1), tick=False)
    assert browser(maj).get(at("")).status_code == 404


def test_an_assignment_that_has_not_begun_never_does(desk):
    row = make_account("Maj", "coordinator", since=days(9)).memberships.get()

    desk.post(end_of(row))

    row.refresh_from_db()
    assert (row.since, row.until) == (days(-1), days(-1))


def test_nobody_ends_her_own_last_assignment_by_mistake(karin, desk):
    make_account("Maj", "coordinator")

    page = desk.post(end_of(karin.memberships.get()))

    assert page.status_code == 422
    assert "utelåst av misstag" in page.content.decode()
    assert verbs("people.membership") == []


def test_someone_stays_in_charge_also_tomorrow(karin):
    maj = make_account("Maj", "coordinator", until=today())

    with pytest.raises(StillNeeded, match="minst en samordnare"):
        relieve(karin.memberships.get(), by=maj.actor)


def test_a_host_who_is_relieved_hosts_nothing_here_but_still_elsewhere(desk):
    yusuf = make_account("Yusuf", "host")
    there = make_municipality()
    here = Hosting.objects.create(activity=make_activity(), account=yusuf, since=today())
    elsewhere = Hosting.objects.create(
        activity=make_activity(municipality=there), account=yusuf, since=today()
    )

    desk.post(end_of(yusuf.memberships.get()))

    here.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (here.until, elsewhere.until) == (today(), None)


def test_a_host_with_another_assignment_as_host_goes_on_hosting(desk):
    yusuf = make_account("Yusuf", "host")
    other = yusuf.memberships.create(
        name="Yusuf", role="host", municipality=the_municipality(), venue=make_venue()
    )
    hosting = Hosting.objects.create(activity=make_activity(), account=yusuf, since=today())

    desk.post(end_of(other))

    hosting.refresh_from_db()
    assert hosting.until is None


def test_hosting_one_activity_ends_alone(desk):
    yusuf = make_account("Yusuf", "host")
    hosting = Hosting.objects.create(
        activity=make_activity(title="Kören"), account=yusuf, since=today()
    )

    assert "<bdi>Yusuf</bdi>: värd för Kören" in desk.get(end_of(hosting)).content.decode()
    for _press in range(2):
        page = desk.post(end_of(hosting), follow=True)

    assert "I dag är sista dagen." in page.content.decode()
    assert yusuf.memberships.get().until is None
    assert verbs("activities.hosting") == ["ended"]


def test_the_list_has_everybody_with_an_assignment_and_nobody_else(desk):
    yusuf = make_account("Yusuf", "host")
    make_account("Slutat", "coordinator", since=days(-9), until=days(-1))
    make_account("Granne", "coordinator", municipality=make_municipality())
    stranger = make_account("Utan uppdrag", None)
    activity = make_activity(title="Kören")
    for account in (yusuf, stranger):
        Hosting.objects.create(activity=activity, account=account, since=today())

    page = desk.get(at("medarbetare/")).content.decode()

    assert page.count("<h2>Yusuf</h2>") == page.count("<h2>Karin</h2>") == 1
    assert page.count("Värd för Kören") == 1
    for name in ("Slutat", "Granne", "Utan uppdrag"):
        assert name not in page
