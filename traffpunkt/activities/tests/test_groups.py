# SPDX-License-Identifier: EUPL-1.2
"""Groups of persons: who belongs to them, what is said to all of one, and who sees them."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.makers import make_account, make_bertil, make_person, the_municipality
from traffpunkt.activities import erasing
from traffpunkt.activities.merging import merge
from traffpunkt.activities.models import Group, GroupMember
from traffpunkt.activities.parting import part
from traffpunkt.activities.traces import about, latest_readings
from traffpunkt.journal.models import SYSTEM, Entry
from traffpunkt.outbox.models import Message
from traffpunkt.people.models import ContactWay
from traffpunkt.places.guards import new_press

pytestmark = pytest.mark.django_db

GROUPS = "/arbete/grupper/"
FACTS = {"name": "Kören", "purpose": "Vi ringer dem inför konserten."}


@pytest.fixture
def desk(karin, signed_in):
    return signed_in(karin)


@pytest.fixture
def choir(karin):
    return make_group()


def make_group(name="Kören"):
    return Group.objects.begin(the_municipality(), FACTS | {"name": name}, by=SYSTEM)


def text(answer):
    return " ".join(answer.content.decode().split())


def names(group):
    return [person.name for person in group.persons]


def verbs(noun):
    lines = Entry.objects.filter(noun=f"activities.{noun}").order_by("pk")
    return list(lines.values_list("verb", flat=True))


def test_a_group_is_made_changed_and_shown(desk):
    page = desk.post(GROUPS, FACTS, follow=True)
    assert "Kören finns nu bland grupperna." in text(page)
    desk.post(GROUPS, FACTS)
    group = Group.objects.get()
    assert "0 personer" in text(desk.get(GROUPS))

    for _press in range(2):
        page = desk.post(f"{GROUPS}{group.pk}/andring/", FACTS | {"name": "Sångarna"}, follow=True)

    assert "Gruppen är sparad." in text(page)
    assert str(Group.objects.get()) == "Sångarna"
    assert "Sångarna" in text(desk.get(f"{GROUPS}{group.pk}/andring/"))
    assert verbs("group") == ["added", "changed"]


def test_two_groups_cannot_have_one_name_and_nothing_typed_is_lost(desk, choir):
    page = desk.post(GROUPS, FACTS | {"purpose": "Något helt annat."})

    assert page.status_code == 422
    assert "Något helt annat." in text(page)
    other = make_group("Boule")
    page = desk.post(f"{GROUPS}{other.pk}/andring/", FACTS)
    assert "En annan grupp heter redan så." in text(page)


def test_somebody_is_added_on_her_page_and_removed_there_or_in_the_group(desk, choir, astrid):
    page = desk.get(f"/arbete/personer/{astrid.pk}/")
    assert "Lägg till i en grupp" in text(page)
    address = f"/arbete/personer/{astrid.pk}/grupp/"

    for _press in range(2):
        page = desk.post(address, {"group": choir.pk}, follow=True)

    assert "Ta bort ur gruppen" in text(page)
    assert "Lägg till i en grupp" not in text(page)
    assert names(choir) == ["Astrid"]
    row = GroupMember.objects.get()
    assert str(row) == "Kören"
    assert not choir.take_in(astrid, by=SYSTEM)

    for _press in range(2):
        page = desk.post(f"/arbete/medlemmar/{row.pk}/slut/", follow=True)
    assert "Astrid är inte kvar i gruppen." in text(page)
    assert names(choir) == []

    choir.take_in(astrid, by=SYSTEM)
    shown = desk.get(f"{GROUPS}{choir.pk}/")
    assert "Astrid" in text(shown)
    last = GroupMember.objects.latest("pk")
    page = desk.post(f"/arbete/medlemmar/{last.pk}/slut/", {"fran": "grupp"}, follow=True)
    assert "Ingen är med än." in text(page)
    assert verbs("groupmember") == ["joined-group", "left-group"] * 2


def test_who_reads_a_group_has_read_its_persons(desk, choir, astrid):
    choir.take_in(astrid, by=SYSTEM)

    desk.get(f"{GROUPS}{choir.pk}/")

    assert [one.words for one in latest_readings(astrid)] == ["läste listan över en grupp"]
    assert about(astrid).filter(verb="joined-group").exists()


def test_others_find_no_group(signed_in, choir, astrid):
    choir.take_in(astrid, by=SYSTEM)
    his = signed_in(make_account("Yusuf", "host"))

    for path in ("", f"{choir.pk}/", f"{choir.pk}/andring/", f"{choir.pk}/meddelande/"):
        assert his.get(f"{GROUPS}{path}").status_code == 404
    assert his.post(f"/arbete/medlemmar/{choir.members.get().pk}/slut/").status_code == 404
    assert "Bara i en grupp?" not in text(his.get("/arbete/personer/"))


def test_no_page_of_everybodys_names_a_group(client, choir, astrid):
    astrid.hidden = True
    astrid.save()
    choir.take_in(astrid, by=SYSTEM)

    for path in ("/", "/program/", "/plats/"):
        assert "Kören" not in text(client.get(path))


def test_the_search_is_narrowed_to_a_group(desk, choir, astrid):
    other = make_person("Astrid Berg")
    choir.take_in(other, by=SYSTEM)
    assert "Bara i en grupp?" in text(desk.get("/arbete/personer/"))

    page = text(desk.post("/arbete/personer/", {"words": "Astrid", "group": choir.pk}))

    assert f"/arbete/personer/{other.pk}/" in page
    assert f"/arbete/personer/{astrid.pk}/" not in page
    page = text(desk.post("/arbete/personer/", {"words": "Astrid"}))
    assert f"/arbete/personer/{astrid.pk}/" in page


# What is said to all of a group.


def written(group, desk, press, words="Vi ses på tisdag.", deed="skicka"):
    return desk.post(
        f"{GROUPS}{group.pk}/meddelande/",
        {"words": words, "tryck": press, "gor": deed},
        follow=True,
    )


def test_each_is_told_once_by_her_own_channel(desk, choir, astrid):
    bertil = make_bertil()
    ContactWay.objects.create(person=bertil, kind="email", value="bertil@k.example")
    bertil.wish = "email"
    bertil.save()
    eva = make_person("Eva")
    eva.wish, eva.street, eva.postcode, eva.town = "letter", "Ängsgatan 1", "803 20", "Ängsby"
    eva.save()
    caller = make_person("Lars")
    for person in (bertil, eva, caller):
        choir.take_in(person, by=SYSTEM)
    press = new_press()
    assert "Skriv till gruppen" in text(desk.get(f"{GROUPS}{choir.pk}/meddelande/"))

    shown = text(written(choir, desk, press, deed="visa"))
    assert "Så här läser de det" in shown
    assert "2 personer får ett meddelande. 1 person hamnar under Ring." in shown
    assert Message.objects.count() == 0

    for _press in range(2):
        page = text(written(choir, desk, press))

    assert "Meddelandet är på väg." in page
    rows = {
        row.person.name: row.channel
        for row in Message.objects.select_related("person")
        if row.person
    }
    assert rows == {bertil.name: "email", "Eva": "letter", "Lars": "call"}
    assert not any("Kören" in row.subject + row.body for row in Message.objects.all())
    assert verbs("group")[-1] == "announced"
    assert "Lars" in text(desk.get("/arbete/samtal/"))
    assert "Eva" in text(desk.get("/arbete/brev/"))


def test_an_empty_group_is_told_nothing_and_the_words_stay(desk, choir):
    page = written(choir, desk, new_press())

    assert page.status_code == 422
    assert "Lägg till någon i gruppen först." in text(page)
    assert "Vi ses på tisdag." in text(page)


def test_no_address_of_the_web_and_no_stale_press(desk, choir, astrid):
    choir.take_in(astrid, by=SYSTEM)

    page = written(choir, desk, new_press(), words="Se www.k.example/a")
    assert "Skriv ingen webbadress här." in text(page)

    written(choir, desk, "gammal")
    assert Message.objects.count() == 0


# Two rows that are one person, and rows that go.


def test_a_merge_takes_groups_along_each_once_and_is_undone(choir, astrid):
    bertil, boule = make_bertil(), make_group("Boule")
    for group, person in ((choir, astrid), (choir, bertil), (boule, bertil)):
        group.take_in(person, by=SYSTEM)

    made = merge(astrid, bertil, by=SYSTEM)

    assert (names(choir), names(boule)) == (["Astrid"], ["Astrid"])
    assert choir.members.lasting().count() == 1
    part(made, by=SYSTEM)
    assert (names(choir), names(boule)) == (["Astrid", "Bertil"], ["Bertil"])


def test_the_database_knows_one_place_for_each(choir, astrid):
    choir.take_in(astrid, by=SYSTEM)

    with pytest.raises(IntegrityError), transaction.atomic():
        choir.members.create(person=astrid, by="system")
    with pytest.raises(IntegrityError), transaction.atomic():
        Group.objects.create(municipality=the_municipality(), name="Kören", purpose="x")


def test_who_belongs_to_a_group_is_kept_as_long_as_those_whom_staff_know(choir, astrid):
    later = timezone.now() + datetime.timedelta(days=60)
    here = astrid.municipality_id
    assert erasing.passing_persons_over(here, later).exists()

    choir.take_in(astrid, by=SYSTEM)

    assert not erasing.passing_persons_over(here, later).exists()
    assert erasing.known_persons_over(here, later).exists()
